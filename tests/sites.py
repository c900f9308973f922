"""Sites as readers get them, built in a folder of the tests' own: the project's, and made ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from pipeline.assemble import Drafts
from pipeline.build import Built, Job, build
from pipeline.judge import selection
from pipeline.model import Severity
from pipeline.rules import RULES
from pipeline.settings import load_settings

ROOT = Path(__file__).parents[1]
HOME = "https://codeloom.example/"
BELOW = "https://codeloom.example/blog/"
"""The project's site at its own address, and as it would be below a path."""

WHEN_ALL_IS_OUT = datetime(9000, 1, 1, tzinfo=UTC)
"""Every article that is no draft is published by then, whatever its date."""


class SiteFolder(NamedTuple):
    """A built site: where it lies, and where it would be online."""

    folder: Path
    base_url: str

    @property
    def base_path(self) -> str:
        """The path below which everything is: `/` or `/blog/`."""
        return urlsplit(self.base_url).path

    def pages(self) -> dict[str, str]:
        """Every HTML page, by site path: `/articles/x/` for `articles/x/index.html`."""
        return {
            self.site_path(file): file.read_text(encoding="utf-8")
            for file in self.files()
            if file.suffix == ".html" and "pagefind" not in file.relative_to(self.folder).parts
        }

    def files(self) -> Iterator[Path]:
        """Every file of it, in the order of the paths."""
        return (file for file in sorted(self.folder.rglob("*")) if file.is_file())

    def site_path(self, file: Path) -> str:
        """The path within the site at which a file is served."""
        path = "/" + file.relative_to(self.folder).as_posix()
        return path.removesuffix("index.html") if path.endswith("/index.html") else path

    def served(self, path: str) -> Path | None:
        """The file at a path of the address, base path included; None when there is none."""
        if not path.startswith(self.base_path):
            return None
        file = self.folder / path.removeprefix(self.base_path)
        if path.endswith("/"):
            file /= "index.html"
        return file if file.is_file() else None


def build_site(
    root: Path, output: Path, base_url: str, now: datetime = WHEN_ALL_IS_OUT
) -> SiteFolder:
    """Builds the blog at `root`; what stops the build fails the test that asks for the site."""
    built = try_to_build(root, output, base_url, now)
    assert built.published is not None, "\n".join(errors(built))
    return SiteFolder(output, base_url)


def try_to_build(root: Path, output: Path, base_url: str, now: datetime = WHEN_ALL_IS_OUT) -> Built:
    """The same, for a blog that may be refused."""
    settings = replace(load_settings(root), base_url=base_url)
    return build(Job(root, settings, selection(RULES, settings), now), output, Drafts.LEFT_OUT)


def errors(built: Built) -> list[str]:
    """What stopped a build, a line each."""
    return [
        f"{found.path}: {found.code} {found.message}"
        for found in built.checked.verdict.diagnostics
        if found.severity is Severity.ERROR
    ]
