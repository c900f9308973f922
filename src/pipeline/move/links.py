"""The links that a renaming changes, as edits: of their destinations the path alone.

A destination keeps the style it is written in (relative to the file, site path, full address, by
the name of the file), its fragment, query, quotes and brackets, and the letters of every part of
its path that stays. Code is never touched: a link in it is none. A path that has to change and is
written with escapes or entities is refused: a person mends it by hand.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import quote, unquote

from pipeline.errors import MoveError
from pipeline.model import Document, Edit, LineIndex, Reference, Span, Summary
from pipeline.move.names import Way, folder_of
from pipeline.permalink import CONTENT, cleaned, relative, resolve, site_path_of
from pipeline.wording import code

_BEHIND = re.compile(r"[?#]")
_SAFE = "-._~"


class Moving(NamedTuple):
    """Where what a link leads to stands after a renaming."""

    way: Way
    base_url: str
    foreign: frozenset[str]
    """The addresses of other articles and pages, aliases too: they stay where they are."""

    def target(self, site_path: str) -> str:
        """The site path of what is at `site_path` now; without a last `/` as well as with one."""
        old, new = site_path_of(self.way.old), site_path_of(self.way.new)
        if site_path == old:
            return new
        if site_path == old.rstrip("/"):
            return new.rstrip("/")
        below = "/" + folder_of(self.way.old).removeprefix(CONTENT) + "/"
        if self.way.folders and site_path.startswith(below) and site_path not in self.foreign:
            return "/" + self.way.folders[1].removeprefix(CONTENT) + site_path[len(below) - 1 :]
        return site_path

    def file(self, path: str) -> str:
        """The same for a path that may end with `.md`, and then names a file."""
        if path.endswith(".md") and site_path_of(CONTENT + path[1:]) == site_path_of(self.way.old):
            return "/" + self.way.new.removeprefix(CONTENT)
        return path if path.endswith(".md") else self.target(path)


def mended_links(document: Document, summary: Summary, moving: Moving) -> tuple[Edit, ...]:
    """The edits by which each link leads to what it led to before; each place once.

    Raises:
        MoveError: for a destination that has to change, and is not written as it is read.
    """
    after = moving.way.after(summary.path)
    edits: dict[Edit, None] = {}
    for reference in concerned(summary, moving):
        edit = _edit(document, reference, after, moving)
        if edit is None:
            raise _refused(document, reference)
        edits[edit] = None
    return tuple(edits)


def concerned(summary: Summary, moving: Moving) -> Iterator[Reference]:
    """The references that would lead elsewhere if they stayed as they are, each once."""
    path, after = summary.path, moving.way.after(summary.path)
    name = site_path_of(moving.way.old).strip("/").rpartition("/")[2]
    for reference in dict.fromkeys(summary.references):
        destination = reference.destination
        if not destination or (path == after and not _may_name(destination, name)):
            continue
        if _changes(destination, path, after, moving):
            yield reference


def _may_name(destination: str, name: str) -> bool:
    """A glance that lets most links of others go: the last step of the address stands in every way
    to it, unless it is percent-encoded or broken over lines.
    """
    return name in destination or "%" in destination or not destination.isprintable()


def _changes(destination: str, path: str, after: str, moving: Moving) -> bool:
    target, now = resolve(destination, path), resolve(destination, after)
    if target.escapes:
        return not now.escapes
    return now.site_path != moving.target(target.site_path)


def _refused(document: Document, reference: Reference) -> MoveError:
    line = LineIndex(document.source.data).number(reference.span.start)
    return MoveError(
        f"`{document.source.path}`, line {line}: the link to {code(reference.destination)} would "
        "have to change, and is not written so that it can be; mend it by hand first."
    )


# --- one destination ---


def _edit(document: Document, reference: Reference, after: str, moving: Moving) -> Edit | None:
    way = _path(cleaned(reference.destination))
    path = document.source.path
    span = _written(document, reference, way, moving.base_url)
    if span is None or resolve(reference.destination, path).escapes:
        return None
    now = _normal(way, path)
    goal = moving.file(now)
    if way.startswith("/"):
        return Edit(span, _in_letters(goal, way)) if goal != now else None
    if path == after and (start := _common_start(way, now, goal)):
        before, behind = start
        return Edit(span, before + _in_letters(behind, way[len(before) :]))
    return Edit(span, _in_letters(_relative(goal, after, way), way))


def _path(destination: str) -> str:
    """Without query and fragment."""
    return _BEHIND.split(destination, maxsplit=1)[0]


def _written(document: Document, reference: Reference, way: str, base_url: str) -> Span | None:
    """Where the path of a destination is written, the site's own address left out; None when it is
    not written as it is read.
    """
    start, end = reference.span
    data = document.source.data
    quoted = start < document.front_matter.span.end and data[start : start + 1] in (b'"', b"'")
    text = data[start + quoted : end].decode()
    part = _path(text).strip("\"' \t\r\n" if quoted else " \t\r\n")
    if part not in (way, base_url + way[1:]):
        return None
    first = start + quoted + len(text[: text.index(part) + len(part) - len(way)].encode())
    return Span(first, first + len(way.encode()))


# --- what is written instead ---


def _normal(way: str, path: str) -> str:
    """The path below `content/` that a way in the file `path` names, a last `/` kept."""
    plain = unquote(way).replace("\\", "/")
    folder = "/" + posixpath.dirname(path.removeprefix(CONTENT))
    found = posixpath.normpath(posixpath.join(folder, plain))
    ends = plain.endswith(("/", "/.", "/..")) or plain in (".", "..")
    return found + "/" if ends and found != "/" else found


def _common_start(way: str, now: str, goal: str) -> tuple[str, str] | None:
    """A way to `goal` that starts as `way` does, which leads to `now`: what stays, and what follows
    it; None when `way` does not end as `now` does.
    """
    start = len(posixpath.commonpath((now, goal)).rstrip("/")) + 1
    old = now[start:]
    before = way.removesuffix(old)
    if not old or before == way or before[-1:] not in ("", "/"):
        return None
    return before, goal[start:]


def _relative(goal: str, path: str, way: str) -> str:
    found = relative(goal, path)
    if way.startswith("./") and not found.startswith("."):
        return f"./{found}"
    return found


def _in_letters(way: str, written: str) -> str:
    """`way` percent-encoded; of the steps at its end those that `written` has stay as they are."""
    steps = way.split("/")
    known = written.split("/") if "\\" not in written else []
    kept: list[str] = []
    for step, old in zip(reversed(steps), reversed(known), strict=False):
        if unquote(old) != step:
            break
        kept.append(old)
    fresh = (quote(step, safe=_SAFE) for step in steps[: len(steps) - len(kept)])
    return "/".join((*fresh, *reversed(kept)))


def leads(summary: Summary) -> Iterator[tuple[str, str, str, bool, bool]]:
    """Where each reference leads, in order: site path, query, fragment, whether it leaves the
    content, whether it is an image.
    """
    for reference in summary.references:
        if reference.destination:
            yield (*resolve(reference.destination, summary.path), reference.image)
        else:
            yield ("", "", "", False, reference.image)
