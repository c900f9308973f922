"""The links that a renaming changes, as edits: of their destinations the path alone.

A destination keeps the style it is written in (relative to the file, site path, full address, by
the name of the file), its fragment, query, quotes and brackets, and the letters of every part of
its path that stays. Code is never touched: a link in it is none.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from html import unescape
from typing import NamedTuple
from urllib.parse import quote, unquote

from pipeline import raw_html
from pipeline.errors import MoveError
from pipeline.model import Document, Edit, LineIndex, Reference, Span, Summary
from pipeline.move.names import Way, folder_of
from pipeline.permalink import CONTENT, cleaned, relative, resolve, site_path_of
from pipeline.wording import code

_TOKEN = re.compile(
    r"&(?:\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]*);|\\[!-/:-@\[-`{-~]|.",
    re.DOTALL,
)
"""An entity, an escape or a character: what a destination is written in."""
_AROUND = "".join(map(chr, range(0x21)))
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


class _Written(NamedTuple):
    """The path part of a destination, where it is written."""

    span: Span
    text: str
    """As it stands in the file."""
    way: str
    """As it is read, without the site's address."""


def _edit(document: Document, reference: Reference, after: str, moving: Moving) -> Edit | None:
    written = _written(document, reference)
    path = document.source.path
    if written is None or resolve(reference.destination, path).escapes:
        return None
    way = cleaned(written.way)
    now = _normal(way, path)
    goal = moving.file(now)
    if goal == now and way.startswith("/"):
        return None  # we cannot tell what would have to change
    plain = way if written.text.endswith(written.way) else ""
    if plain and path == after and (start := _common_start(plain, now, goal)):
        before, behind = start
        return Edit(written.span, before + _in_letters(behind, plain[len(before) :]))
    fresh = goal if way.startswith("/") else _relative(goal, after, way)
    return Edit(written.span, _in_letters(fresh, plain))


def _written(document: Document, reference: Reference) -> _Written | None:
    """None when the destination is written so that its path cannot be told from the rest."""
    start, end = reference.span
    data = document.source.data
    quotes = document.front_matter.span.end > start and data[start : start + 1] in (b'"', b"'")
    if quotes:
        start, end = start + 1, end - 1
    try:
        text = data[start:end].decode()
    except UnicodeDecodeError:
        return None
    for decode in (str, _of_markdown, raw_html.decode):
        read = decode(text).strip(_AROUND)
        if read.endswith(reference.destination.strip(_AROUND)):
            found = _path_part(text, decode, reference.destination.strip(_AROUND))
            if found is not None:
                first, last, way = found
                before = start + len(text[:first].encode())
                part = text[first:last]
                return _Written(Span(before, before + len(part.encode())), part, way)
    return None


def _of_markdown(text: str) -> str:
    return "".join(map(_character, _TOKEN.findall(text)))


def _character(token: str) -> str:
    if len(token) == 1:
        return token
    return token[1:] if token[0] == "\\" else unescape(token)


def _path_part(
    text: str, decode: Callable[[str], str], destination: str
) -> tuple[int, int, str] | None:
    """Where the path begins and ends in `text`, and how it is read.

    What stands before it is the site's own address, or blanks; behind it a query, a fragment or
    blanks.
    """
    way = re.split(r"[?#]", destination, maxsplit=1)[0]
    rest = destination[len(way) :]
    tokens = _TOKEN.findall(text) if decode is not str else list(text)
    starts = [0]
    for token in tokens:
        starts.append(starts[-1] + len(token))
    last = len(text.rstrip(_AROUND)) if not rest else _boundary(tokens, starts, decode)
    if last is None or decode(text[last:]).strip(_AROUND) != rest:
        return None
    for first in starts:
        if first <= last and decode(text[first:last]) == way:
            before = text[:first].strip(_AROUND)
            return (first, last, way) if not before or way.startswith("/") else None
    return None


def _boundary(tokens: list[str], starts: list[int], decode: Callable[[str], str]) -> int | None:
    """Where the first `?` or `#` stands, however it is written."""
    for token, start in zip(tokens, starts, strict=False):
        if decode(token)[:1] in ("?", "#"):
            return start
    return None


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
