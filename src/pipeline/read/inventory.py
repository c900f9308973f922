"""What is there: the paths below `content/`, before anything is opened.

Links are followed only to see where they lead. What leaves `content/`, leads nowhere or is no file
is listed as such, so that rules can name it; hidden files are not part of a blog.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from pathlib import Path

from pipeline.errors import PipelineError
from pipeline.model import Inventory, Stored
from pipeline.permalink import is_article, is_page


def inventory(root: Path, unsaved: Mapping[str, bytes] | None = None) -> Inventory:
    """Every path below `root/content`, sorted; articles are the `.md` files of `articles/`, and
    those of `pages/` are pages, at any depth: one whose place makes no address is told so.

    `unsaved` are texts that are taken to be stored under their paths already. Raises
    `PipelineError` for a folder that cannot be read: what is in it would be missing from the site.
    """
    content = root / "content"
    files: dict[str, Stored] = {}
    if content.is_dir():
        try:
            _walk(str(content), "content", os.path.realpath(content), files)
        except OSError as error:
            raise PipelineError(f"`{error.filename}` cannot be read: {error.strerror}.") from error
    for path, text in (unsaved or {}).items():
        files[path] = Stored(len(text), "file")
    ordered = dict(sorted(files.items()))
    articles = tuple(path for path in ordered if is_article(path))
    return Inventory(ordered, articles, tuple(path for path in ordered if is_page(path)))


def _walk(folder: str, path: str, content: str, files: dict[str, Stored]) -> None:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith("."):
                continue
            below = f"{path}/{entry.name}"
            if entry.is_symlink():
                files[below] = _linked(entry, content)
            elif entry.is_dir() and not entry.name.endswith(".md"):
                _walk(entry.path, below, content, files)
            else:
                files[below] = _stored(entry.stat())


def _linked(entry: os.DirEntry[str], content: str) -> Stored:
    real = os.path.realpath(entry.path)
    try:
        found = entry.stat()
    except OSError:
        return Stored(0, "dangling")
    inside = real == content or real.startswith(content + os.sep)
    return _stored(found) if inside else Stored(0, "outside")


def _stored(found: os.stat_result) -> Stored:
    if stat.S_ISREG(found.st_mode):
        return Stored(found.st_size, "file")
    return Stored(0, "directory" if stat.S_ISDIR(found.st_mode) else "special")
