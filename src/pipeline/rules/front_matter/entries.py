"""The fields of front matter as lines: what moves when one moves, and where a new one goes.

A field's lines are the full-line comments directly above its name, at its own indentation; its name
and value; the comment behind the value; and comments directly below that are indented further.
Blank lines, and comments apart from any field, belong to no field and stay where they are.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.model import Document

_FENCE = b"---"
_LINE = re.compile(rb"[^\r\n]+(?:\r\n|[\r\n])?|\r\n|[\r\n]")
_REST = re.compile(rb"[ \t]*(?:#[^\r\n]*)?[\r\n]*")
_BLANKS_KEPT = re.compile(rb"[|>][1-9]?\+")
"""A block of text that keeps the blank lines below it: they are a part of its value."""
_SUPPRESSION = b"codeloom:"


class Entry(NamedTuple):
    """One field: whole lines, with their line ends."""

    name: str
    start: int
    end: int


class Entries(NamedTuple):
    """The fields at the top of the front matter, in order."""

    fields: tuple[Entry, ...]
    indent: str
    """The blanks before each name."""
    line_end: str
    start: int
    """Where the line below the opening fence starts."""

    def place_for(self, name: str, order: Sequence[str]) -> int:
        """Where a line for the field `name` goes, so that fields in `order` stay in order."""
        behind = {*order[order.index(name) + 1 :]} if name in order else set()
        for entry in self.fields:
            if entry.name in behind:
                return entry.start
        return self.fields[-1].end if self.fields else self.start


def entries(document: Document) -> Entries | None:
    """The fields as lines; None where they are not so plain that lines may move.

    So it is in braces, with a name given twice, and where a comment or a block of text would mean
    something else beside other lines.
    """
    front_matter, data = document.front_matter, document.source.data
    end = front_matter.span.end - len(_FENCE)
    if front_matter.broken or not data.startswith(_FENCE, end):
        return None
    lines = [
        _Line(*each.span(), each[0]) for each in _LINE.finditer(data, front_matter.span.start, end)
    ]
    fields = [(at[0], span) for at, span in front_matter.keys.items() if len(at) == 1]
    if not lines or len(fields) != len(front_matter.data) or _BLANKS_KEPT.search(data, 0, end):
        return None
    starts = [line.start for line in lines]
    places: list[_Place] = []
    for name, key in sorted(fields, key=_by_place):
        value = front_matter.values.get((name,), key)
        last = max(key.end, value.end)
        place = _Place(
            str(name), bisect_right(starts, key.start) - 1, bisect_right(starts, last) - 1
        )
        before, behind = lines[place.first], lines[place.last]
        if before.indent != key.start - before.start or not _REST.fullmatch(
            behind.text, last - behind.start
        ):
            return None
        places.append(place)
    return _gathered(lines, places)


class _Line(NamedTuple):
    start: int
    end: int
    text: bytes

    @property
    def indent(self) -> int:
        return len(self.text) - len(self.text.lstrip(b" \t"))

    @property
    def is_comment(self) -> bool:
        return self.text.lstrip(b" \t").startswith(b"#")

    def may_stay(self, indent: int) -> bool:
        """Whether it means the same wherever it stands: it is blank, or a comment of its own.

        Further in than a field's name it may be a line of a block of text.
        """
        if not self.is_comment:
            return not self.text.strip() and len(self.text.rstrip(b"\r\n")) <= indent
        return self.indent <= indent and _SUPPRESSION not in self.text


class _Place(NamedTuple):
    """A field and the lines, by number, of its name and of the end of its value."""

    name: str
    first: int
    last: int


def _gathered(lines: Sequence[_Line], places: Sequence[_Place]) -> Entries | None:
    """Each field with the comments that go with it; None when other lines are in the way."""
    indent = lines[places[0].first].indent if places else 0
    nexts = [*(place.first for place in places[1:]), len(lines)][: len(places)]
    free, fields = 1, []  # the first line is the fence
    for place, following in zip(places, nexts, strict=True):
        first, last = place.first, place.last + 1
        while first > free and _goes_with(lines[first - 1], indent):
            first -= 1
        while last < following and lines[last].is_comment and lines[last].indent > indent:
            last += 1
        idle = all(line.may_stay(indent) for line in lines[free:first])
        if not idle or last > following or lines[place.first].indent != indent:
            return None
        fields.append(Entry(place.name, lines[first].start, lines[last - 1].end))
        free = last
    if not all(line.may_stay(indent) for line in lines[free:]):
        return None
    blanks = lines[places[0].first].text[:indent].decode() if places else ""
    line_end = lines[0].text.lstrip(b"- \t").decode()
    return Entries(tuple(fields), blanks, line_end, lines[0].end)


def _goes_with(line: _Line, indent: int) -> bool:
    """Whether it is a comment about the field below."""
    return line.is_comment and line.indent == indent


def _by_place(field: tuple[object, tuple[int, int]]) -> tuple[int, int]:
    return field[1]
