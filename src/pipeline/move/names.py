"""What is moved and to where: the two names of the command line, as people write them.

A name is a path (`content/articles/x.md`, `content/articles/x/`), a site path (`/articles/x/`), the
full address, or the bare slug. Pure: what is on the disk is asked of `Ground`.
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

    @property
    def noun(self) -> str:
        """What a message calls it."""
        return "page" if is_page(self.old) else "article"

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
    exists: Callable[[str], bool]


def folder_of(path: str) -> str:
    """The folder that is the article's or page's own; empty for one that is a file alone."""
    folder = path.removesuffix(_INDEX)
    return folder if folder != path and f"{folder}/" not in (ARTICLES, PAGES) else ""


def find_way(old: str, new: str, ground: Ground) -> Way:
    """Which article or page is meant by `old`, and the path that `new` gives it.

    Raises:
        MoveError: when there is no such article or page, or several; when the new name makes no
            address, is reserved, or lies elsewhere than in the same folder of the content.
    """
    source = _source(old, ground)
    return Way(source, _place(new, source, ground))


# --- the old name ---


def _source(written: str, ground: Ground) -> str:
    for found in _meanings(_plain(written), ground):
        if len(found) == 1:
            return found[0]
        if found:
            raise MoveError(
                f"{code(written)} may be `{found[0]}` or `{found[1]}`: name the file you mean."
            )
    raise _unknown(written, ground)


def _meanings(text: str, ground: Ground) -> Iterator[list[str]]:
    """The articles and pages that a name may stand for, likelier ones first."""
    for path in (ground.inside(text) if text else None, text.strip("/")):
        if path:
            yield _at(path, text.endswith("/"), ground.sources)
    site_path = _site_path(text, ground.base_url).strip("/")
    if site_path and "/" in text.rstrip("/"):
        yield [path for path in ground.sources if site_path_of(path).strip("/") == site_path]
    name = text.strip("/")
    if name and "/" not in name:
        name = name.removesuffix(".md")
        yield [path for path in ground.sources if slug_of(path) == name]


def _at(path: str, folder: bool, sources: tuple[str, ...]) -> list[str]:
    """The articles at a path: the file itself, the folder's, or the file without its ending."""
    named = (path, path + _INDEX) if folder else (path, path + _INDEX, f"{path}.md")
    return [each for each in named if each in sources]


def _unknown(written: str, ground: Ground) -> MoveError:
    if not ground.exists(written):
        known = {slug_of(path) for path in ground.sources}
        name = _plain(written).rstrip("/").removesuffix(_INDEX).removesuffix(".md")
        close = nearest(name.rpartition("/")[2], known)
        hint = f" Did you mean `{close}`?" if close else ""
        return MoveError(f"There is no article or page {code(written)}.{hint}")
    if ground.inside(_plain(written)) is None:
        return MoveError(f"{code(written)} lies outside the blog: name an article or page of it.")
    return MoveError(
        f"{code(written)} is no article or page of the blog: articles are the `.md` files below "
        f"`{ARTICLES}`, and pages those below `{PAGES}`."
    )


def _plain(written: str) -> str:
    """With `/` between its steps, whatever the system's own sign is."""
    return written.replace(os.sep, "/")


def _site_path(text: str, base_url: str) -> str:
    return text[len(base_url) - 1 :] if text.startswith(base_url) else text


# --- the new name ---


def _place(written: str, source: str, ground: Ground) -> str:
    """The path for the new name: a file or a folder, as it says, or else as it was."""
    text = _plain(written)
    room = PAGES if is_page(source) else ARTICLES
    name = _name(text, written, room, ground)
    as_folder = bool(folder_of(source))
    for ending, folder in ((_INDEX, True), (".md", False), ("/", True)):
        if name.endswith(ending):
            name = name.removesuffix(ending)
            if text.endswith(ending) and not _is_site_path(text, ground):
                as_folder = folder
            break
    _refuse_bad(name, is_page(source))
    return f"{room}{name}{_INDEX}" if as_folder else f"{room}{name}.md"


def _is_site_path(text: str, ground: Ground) -> bool:
    if text.startswith(ground.base_url):
        return True
    return text.startswith("/") and ground.inside(text) is None


def _name(text: str, written: str, room: str, ground: Ground) -> str:
    """What stands behind the room's own path, form and all."""
    if _is_site_path(text, ground):
        site_path = _site_path(text, ground.base_url)
        above = "/articles/" if room == ARTICLES else "/"
        if not site_path.startswith(above) or (above == "/" and "/" in site_path.strip("/")):
            raise _elsewhere(written, room)
        return site_path.removeprefix(above).rstrip("/")
    end = "/" if text.endswith("/") else ""
    path = ground.inside(text) if text.strip("/") else ""
    if path is not None and path.startswith(room):
        return path.removeprefix(room) + end
    if text.startswith(room):
        return text.removeprefix(room)
    if text.strip("/") and "/" not in text.rstrip("/") and text not in (".", ".."):
        in_the_other = path is not None and path.startswith((ARTICLES, PAGES))
        if not (in_the_other and text.endswith((".md", "/"))):
            return text
    if path is None:
        raise MoveError(f"{code(written)} lies outside the blog: give a name within `{room}`.")
    raise _elsewhere(written, room)


def _elsewhere(written: str, room: str) -> MoveError:
    what = "a page stays" if room == PAGES else "an article stays"
    return MoveError(
        f"{code(written)} is no name within `{room}`, where {what}: give a path below it, or the "
        "new slug alone."
    )


def _refuse_bad(name: str, page: bool) -> None:
    taken = RESERVED if page else frozenset[str]()
    if reason := fault(name):
        proposal = slug(name)
        good = proposal and not fault(proposal) and proposal not in taken
        advice = f"write `{proposal}`" if good else "use lower-case letters, digits and hyphens"
        raise MoveError(f"The name {code(name)} makes no good address: {reason}; {advice}.")
    if name in taken:
        raise MoveError(
            f"The name {code(name)} is the blog's own, at the top of the site: give the page "
            "another."
        )
