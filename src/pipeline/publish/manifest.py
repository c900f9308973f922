"""The manifest: what a published folder lists, and what of that stays good."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from pipeline.model import Page, PageKind, Receipt
from pipeline.publish.paths import MANIFEST, file_at, sha256_of

_FORMAT = 1

MADE_ONCE = PageKind.IMAGE
"""The kind that takes long to make: one that is online already is taken from there."""
FILLED = PageKind.SEARCH
"""The kind that is a folder, made as a whole: the files in it are not listed."""


def manifest_bytes(receipts: Iterable[Receipt]) -> bytes:
    """The manifest: a page a line, by site path, without what is empty; no clock and no version."""
    pages = (
        {
            "path": receipt.site_path,
            "source": receipt.source,
            "kind": receipt.kind.value,
            "guid": receipt.guid,
            "date": receipt.date,
            "sha256": receipt.sha256,
        }
        for receipt in receipts
    )
    lines = [json.dumps({key: value for key, value in page.items() if value}) for page in pages]
    listed = ",\n".join(lines)
    return f'{{"codeloom": {_FORMAT}, "pages": [\n{listed}\n]}}\n'.encode()


class Listed(NamedTuple):
    """What a manifest says of a page."""

    sha256: str
    kind: PageKind


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


_KINDS = {kind.value: kind for kind in PageKind}


def read_manifest(folder: Path) -> dict[str, Listed] | None:
    """What a published folder lists, by site path; None when it has no manifest of ours.

    A kind that we do not know is an asset: a later version wrote it.
    """
    try:
        found = json.loads((folder / MANIFEST).read_bytes())
        if type(found["codeloom"]) is not int or found["codeloom"] != _FORMAT:
            return None
        return {
            str(page["path"]): Listed(str(page["sha256"]), _KINDS.get(page["kind"], PageKind.ASSET))
            for page in found["pages"]
        }
    except FileNotFoundError:
        return None
    except (ValueError, TypeError, KeyError, RecursionError):  # not JSON, or not ours
        return None
