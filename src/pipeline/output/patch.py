"""What fixes change, as lines taken out and lines put in: for one finding, and for whole files."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from itertools import takewhile
from typing import NamedTuple

from pipeline.model import Edit, Fix, LineIndex, masked
from pipeline.output.frames import around
from pipeline.output.terminal import Paint, Style, painter

MOST_LINES = 5
"""So many lines of a change are shown on each side; a diff shows them all."""

NO_LINE_END = "\\ No newline at end of file\n"


def diff(
    before: Mapping[str, bytes],
    after: Mapping[str, bytes],
    secrets: Iterable[str] = (),
    colour: bool = False,
) -> str:
    """A unified diff of all files that differ, by path, as `patch` and `git apply` take it.

    Only secrets are not shown as they are.
    """
    paint, known = painter(colour), tuple(secrets)
    return "".join(
        _painted(row, paint)
        for path in sorted(after)
        for row in _changed(path, path, before[path], after[path], known)
    )


def renaming(
    renamed: Mapping[str, str],
    before: Mapping[str, bytes],
    after: Mapping[str, bytes],
    secrets: Iterable[str] = (),
    colour: bool = False,
) -> str:
    """The same with files that get another path, as `git apply` takes it.

    `before` is by the old path, `after` by the new one; `renamed` has the new path of each file
    that gets one, whether its text changes or not.
    """
    paint, known = painter(colour), tuple(secrets)
    rows: list[str] = []
    for path in sorted({*before, *renamed}):
        new = renamed.get(path, path)
        rows.append(paint(f"diff --git {_named('a', path)} {_named('b', new)}", Style.FRAME) + "\n")
        if new != path:
            rows += [f"rename from {_quoted(path)}\n", f"rename to {_quoted(new)}\n"]
        changed = _changed(path, new, before.get(path, b""), after.get(new, b""), known)
        rows += [_painted(row, paint) for row in changed]
    return "".join(rows)


def _changed(
    old: str, new: str, before: bytes, after: bytes, secrets: tuple[str, ...]
) -> Iterator[str]:
    """The rows for one file; a tab ends a name with a blank in it, as git and GNU diff have it."""
    return difflib.unified_diff(
        _lines(before, secrets),
        _lines(after, secrets),
        _named("a", old) + ("\t" if " " in old else ""),
        _named("b", new) + ("\t" if " " in new else ""),
    )


def _named(side: str, path: str) -> str:
    return _quoted(f"{side}/{path}")


def _quoted(path: str) -> str:
    """As git writes a name: in quotes where a line of a diff could not hold it."""
    if path.isprintable() and not set(path) & set('"\\'):
        return path
    written = "".join(
        f"\\{each:03o}" if each < 0x20 or each >= 0x7F or each in b'"\\' else chr(each)
        for each in path.encode("utf-8", "surrogateescape")
    )
    return f'"{written}"'


def _lines(data: bytes, secrets: tuple[str, ...]) -> list[str]:
    """Only a line feed ends a line of a diff: a carriage return before it is part of the line."""
    text = masked(data.decode("utf-8", "replace"), secrets)
    return [f"{line}\n" for line in text.split("\n")[:-1]] + (
        [text.rpartition("\n")[2]] if not text.endswith("\n") and text else []
    )


def _painted(row: str, paint: Paint) -> str:
    line, feed = (row[:-1], "\n") if row.endswith("\n") else (row, "\n" + NO_LINE_END)
    style = _LOOK.get(row[:1])
    if style is None or row.startswith(("---", "+++")):
        return line + feed
    return paint(line, style) + feed


_LOOK = {"-": Style.ERROR, "+": Style.ADDED, "@": Style.FRAME}


class Change(NamedTuple):
    """Some lines that a fix changes, as they are and as they will be, without line ends."""

    first: int
    """The number of the first of them."""
    before: list[str]
    after: list[str]


def changes(fix: Fix, index: LineIndex) -> list[Change]:
    """The lines that a fix changes; edits on one line or on neighbours are one change."""
    found: list[Change] = []
    for first, edits in _together(fix.edits, index):
        last = max(index.position(edit.span.end).line for edit in edits)
        start, end = index.starts(first), index.starts(last + 1)
        text = index.data[start:end]
        mended, at = b"", start
        for edit in edits:
            mended += index.data[at : edit.span.start] + edit.replacement.encode("utf-8", "replace")
            at = edit.span.end
        mended += index.data[at:end]
        found.append(_without_equal_ends(first, _split(text), _split(mended)))
    return found


def _together(edits: Iterable[Edit], index: LineIndex) -> Iterator[tuple[int, list[Edit]]]:
    ordered = sorted(edits, key=lambda edit: edit.span)
    groups: list[list[Edit]] = []
    last = -1
    for edit in ordered:
        if index.position(edit.span.start).line <= last + 1 and groups:
            groups[-1].append(edit)
        else:
            groups.append([edit])
        last = max(last, index.position(edit.span.end).line)
    for group in groups:
        yield index.position(group[0].span.start).line, group


def _split(data: bytes) -> list[str]:
    text = data.decode("utf-8", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n")


def _without_equal_ends(first: int, before: list[str], after: list[str]) -> Change:
    while before and after and before[0] == after[0]:
        first, before, after = first + 1, before[1:], after[1:]
    while before and after and before[-1] == after[-1]:
        before, after = before[:-1], after[:-1]
    return Change(first, before, after)


def rows(change: Change, gutter: int, paint: Paint) -> Iterator[str]:
    """A change as it is drawn below a finding, the line numbers `gutter` wide."""
    at = _first_difference(change)
    for sign, lines, style in (("-", change.before, Style.ERROR), ("+", change.after, Style.ADDED)):
        for offset, line in enumerate(lines[:MOST_LINES]):
            number = f"{change.first + offset if sign == '-' else '':>{gutter}}"
            shown = around(line, at if offset == 0 else 0)
            yield f"{paint(f'{number} |', Style.FRAME)} {paint(f'{sign} {shown}'.rstrip(), style)}"
        if len(lines) > MOST_LINES:
            margin = paint(f"{' ' * gutter} |", Style.FRAME)
            yield f"{margin} {paint(f'{sign} ({len(lines) - MOST_LINES} lines more)', style)}"


def _first_difference(change: Change) -> int:
    if not change.before or not change.after:
        return 0
    pairs = zip(change.before[0], change.after[0], strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
