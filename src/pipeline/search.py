"""The door to Pagefind, which makes the index that readers search, from the pages as they are."""

from __future__ import annotations

from pathlib import Path

FOLDER = "/pagefind/"
"""The site path of the folder that the index is written to."""


def index(site: Path) -> None:
    """Writes the index of the pages in a folder, into the folder."""
    raise NotImplementedError
