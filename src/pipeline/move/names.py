"""What is moved and to where: the two names of the command line, as people write them.

A name is a path (`content/articles/x.md`, `content/articles/x/`), a site path (`/articles/x/`), the
full address, or the bare slug. Pure: what a path means where the command was started is asked of
`Ground`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import NamedTuple

from pipeline.errors import MoveError
from pipeline.nearest import nearest
from pipeline.permalink import ARTICLES, PAGES, RESERVED, is_page, site_path_of, slug_of
from pipeline.rules.front_matter.bad_slug import fault
from pipeline.slug import slug
from pipeline.wording import code

_INDEX = "/index.md"


class Way(NamedTuple):
    """From one path of an article or page to another, relative to the blog's root."""

    old: str
    new: str

    @property
    def folders(self) -> tuple[str, str] | None:
        """The folder that is renamed, and its new name; None when the file alone goes."""
        one, other = folder_of(self.old), folder_of(self.new)
        return (one, other) if one and other else None

    def after(self, path: str) -> str:
        """Where a file is once this is done."""
        if path == self.old:
            return self.new
        folders = self.folders
        if folders and path.startswith(f"{folders[0]}/"):
            return folders[1] + path[len(folders[0]) :]
        return path


class Ground(NamedTuple):
    """What names are held against."""

    sources: tuple[str, ...]
    """The paths of all articles and pages."""
    base_url: str
    inside: Callable[[str], str | None]
    """A path, from the folder where the command was started, as one relative to the blog's root;
    None when it leads elsewhere."""


def folder_of(path: str) -> str:
    """The folder that is the article's or page's own; empty for one that is a file alone."""
    folder = path.removesuffix(_INDEX)
    return folder if folder != path and f"{folder}/" not in (ARTICLES, PAGES) else ""


def unfit(path: str) -> str:
    """Why the name of an article or page makes no address, as a clause; empty for a good one."""
    name = slug_of(path)
    if reason := fault(name):
        return reason
    return "the blog keeps it for itself" if is_page(path) and name in RESERVED else ""


def find_way(old: str, new: str, ground: Ground) -> Way:
    """Which article or page is meant by `old`, and the path that `new` gives it.

    Raises:
        MoveError: when there is no such article or page, or several; when the new name makes no
            address, or lies elsewhere than in the same folder of the content.
    """
    source = _source(old.replace(os.sep, "/"), ground)
    return Way(source, _place(new.replace(os.sep, "/"), source, ground))


# --- the old name ---


def _source(written: str, ground: Ground) -> str:
    for found in _meanings(written, ground):
        if len(found) == 1:
            return found[0]
        if found:
            raise MoveError(
                f"{code(written)} may be `{found[0]}` or `{found[1]}`: name the file you mean."
            )
    if not written.startswith(("/", ground.base_url)) and ground.inside(written) is None:
        raise MoveError(f"{code(written)} lies outside the blog: name an article or page of it.")
    name = written.rstrip("/").removesuffix(_INDEX).removesuffix(".md").rpartition("/")[2]
    close = nearest(name, {slug_of(path) for path in ground.sources})
    hint = f" Did you mean `{close}`?" if close else ""
    raise MoveError(f"There is no article or page {code(written)}.{hint}")


def _meanings(text: str, ground: Ground) -> Iterator[list[str]]:
    """The articles and pages that a name may stand for, likelier ones first."""
    for path in (ground.inside(text) if text else None, text.strip("/")):
        if path:
            yield _at(path, text.endswith("/"), ground.sources)
    site_path = _address(text, ground.base_url).strip("/")
    if site_path and "/" in text.rstrip("/"):
        yield [path for path in ground.sources if site_path_of(path).strip("/") == site_path]
    name = text.strip("/").removesuffix(".md")
    if name and "/" not in name:
        yield [path for path in ground.sources if slug_of(path) == name]


def _at(path: str, folder: bool, sources: tuple[str, ...]) -> list[str]:
    """The articles at a path: the file itself, the folder's, or the file without its ending."""
    named = (path, path + _INDEX) if folder else (path, path + _INDEX, f"{path}.md")
    return [each for each in named if each in sources]


def _address(text: str, base_url: str) -> str:
    """A full address of the site as a site path; anything else as it is."""
    return text[len(base_url) - 1 :] if text.startswith(base_url) else text


# --- the new name ---


def _place(written: str, source: str, ground: Ground) -> str:
    """The path for the new name: a file or a folder, as it says, or else as it was."""
    room = PAGES if is_page(source) else ARTICLES
    name = _name(written, room, ground)
    stem = name.removesuffix("/").removesuffix(_INDEX).removesuffix(".md")
    if stem in ("", ".", ".."):
        stays = "a page stays" if room == PAGES else "an article stays"
        raise MoveError(
            f"{code(written)} is no name within `{room}`, where {stays}: give a path below it, or "
            "the new slug alone."
        )
    folder = bool(folder_of(source)) if name == stem else name != f"{stem}.md"
    place = f"{room}{stem}{_INDEX}" if folder else f"{room}{stem}.md"
    if reason := unfit(place):
        proposal = f"{room}{slug(stem)}.md"
        advice = "choose another" if unfit(proposal) else f"write `{slug(stem)}`"
        raise MoveError(f"The name {code(stem)} makes no good address: {reason}; {advice}.")
    return place


def _name(written: str, room: str, ground: Ground) -> str:
    """What stands behind the room's own path, form and all; an address says nothing of the form.

    Empty when it lies elsewhere.
    """
    text = _address(written, ground.base_url)
    path = ground.inside(text) if text.strip("/") else None
    for way in (path, text):
        if way and way.startswith(room):
            return way.removeprefix(room) + "/" * text.endswith("/")
    start = "/articles/" if room == ARTICLES else "/"
    if path is not None:
        name = text
    else:  # an address, or a way out of the blog
        name = text.removeprefix(start).strip("/") if text.startswith(start) else ""
    return "" if "/" in name.rstrip("/") else name
