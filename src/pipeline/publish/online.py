"""The site that is online: what a published folder lists, and what of that stays good."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from pipeline.errors import ManifestError
from pipeline.manifest import parse_manifest
from pipeline.model import Listed, Page, PageKind
from pipeline.publish.paths import MANIFEST, file_at, sha256_of

MADE_ONCE = PageKind.IMAGE
"""The kind that takes long to make: one that is online already is taken from there."""
FILLED = PageKind.SEARCH
"""The kind that is a folder, made as a whole: the files in it are not listed."""


class Online:
    """The site that is online: what of it is as good as new."""

    def __init__(self, folder: Path, listed: Mapping[str, Listed]) -> None:
        self._folder = folder
        self._listed = {
            path: each for path, each in listed.items() if each.kind in (MADE_ONCE, FILLED)
        }

    def content(self, page: Page) -> bytes | None:
        """The bytes under a page's path; None when they are not what was published there."""
        listed = self._listed.get(page.site_path)
        if listed is None:
            return None
        try:
            content = (self._folder / file_at(page.site_path)).read_bytes()
        except OSError:
            return None
        return content if sha256_of(content) == listed.sha256 else None

    def copy(self, site_path: str, made_of: str, place: Path) -> bool:
        """Copies a folder that was made of the same; False when there is none."""
        listed = self._listed.get(site_path)
        if listed is None or listed.sha256 != made_of:
            return False
        source = self._folder / site_path.strip("/")
        if not source.is_dir():
            return False
        shutil.copytree(source, place, symlinks=True)
        return True


def read_manifest(folder: Path) -> Mapping[str, Listed] | None:
    """What a published folder lists, by site path; None when it has no manifest of ours."""
    try:
        return parse_manifest((folder / MANIFEST).read_bytes()).pages
    except (FileNotFoundError, ManifestError):
        return None
