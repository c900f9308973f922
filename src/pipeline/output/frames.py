"""Code frames: the lines of an article that matter, with marks under the exact places.

A frame never trusts its lines: they pass through `glyphs`, so that a mark stands under its value
by display width and nothing in an article can leave the frame. A line that is too long is cut
around each mark. A mark over several lines is drawn to the end of its first one and says where it
ends.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.model import LineIndex, Place
from pipeline.output.report import last_line, where
from pipeline.output.terminal import Paint, Style, glyphs, harmless

CELLS = 72
"""The most of a line that is shown: with its gutter it fits a terminal of 80 columns."""

LEAD = 24
"""How much of a line that is cut is shown before the mark, at least, when there is so much."""

CONTEXT = 1
"""How many lines are shown before the first marked line and after the last."""

REACH = 400
"""How many characters around a mark are looked at: a line may be a megabyte."""


class Mark(NamedTuple):
    """A place to mark in a frame, and what to say beside it."""

    place: Place
    label: str
    primary: bool
    """True for the place of the finding itself, False for one that explains it."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Marks in one file that are shown together."""

    path: str
    index: LineIndex | None
    """None: the lines cannot be shown, only named."""
    marks: tuple[Mark, ...]
    """The primary one first, then by place."""

    @property
    def lines(self) -> range:
        """The lines to show, from the first number to before the last."""
        if self.index is None:
            return range(0)
        marked = [mark.place.start.line for mark in self.marks]
        first, last = min(marked), max(marked)
        start = max(1, first - CONTEXT)
        end = min(len(self.index), last + CONTEXT)
        while start < first and not self.index.line(start).strip():
            start += 1
        while end > last and not self.index.line(end).strip():
            end -= 1
        return range(start, end + 1)


def framed(path: str, index: LineIndex | None, marks: Sequence[Mark]) -> list[Frame]:
    """The frames for some marks of one file: marks that are near each other share one.

    The frame of the primary mark comes first, the others follow in the order of the file.
    """
    groups: list[list[Mark]] = []
    for mark in sorted(marks, key=_line):
        if groups and _line(mark) - _line(groups[-1][-1]) <= 2 * CONTEXT + 1:
            groups[-1].append(mark)
        else:
            groups.append([mark])
    frames = [Frame(path, index, tuple(sorted(group, key=_primary_first))) for group in groups]
    return sorted(frames, key=lambda frame: not frame.marks[0].primary)


def drawn(frame: Frame, gutter: int, style: Style, paint: Paint) -> Iterator[str]:
    """The rows of a frame, below an arrow that names its first mark's place.

    `gutter` is the width of the widest line number; `style` is the primary mark's.
    """
    arrow = paint(f"{' ' * gutter}-->", Style.FRAME)
    if frame.index is None:
        for mark in frame.marks:
            label = f": {mark.label}" if mark.label else ""
            yield f"{arrow} {harmless(where(frame.path, mark.place) + label)}"
        return
    margin = paint(f"{' ' * gutter} |", Style.FRAME)
    yield f"{arrow} {harmless(where(frame.path, frame.marks[0].place))}"
    yield margin
    for number in frame.lines:
        numbered = paint(f"{number:>{gutter}} |", Style.FRAME)
        line = frame.index.line(number)
        marks = [mark for mark in frame.marks if mark.place.start.line == number]
        if not marks:
            yield f"{numbered} {_cut(line, 0, 0).shown}".rstrip()
        shown = None
        for mark in marks:
            cut = _cut(line, *_columns(mark.place, line))
            if cut.shown != shown:
                yield f"{numbered} {cut.shown}".rstrip()
                shown = cut.shown
            yield f"{margin} {' ' * cut.before}{_pointer(mark, cut.marked, style, paint)}"


def around(line: str, start: int) -> str:
    """A line as it is shown: nothing harmful in it, and the part around a character if long."""
    return _cut(line, start, start).shown


class _Cut(NamedTuple):
    """A line as it is shown around one mark; all measures are cells."""

    shown: str
    before: int
    marked: int


def _cut(line: str, start: int, end: int) -> _Cut:
    """The part of `line` to show for a mark on its characters `start` to `end` (end exclusive)."""
    low, high = max(0, start - REACH), min(len(line), start + REACH)
    found = glyphs(line[low:high])
    at = [glyph.at + low for glyph in found]
    first = max(0, bisect_right(at, start) - 1) if start < high else len(found)
    last = max(first, bisect_left(at, end))
    left, right = 0, len(found)
    if low > 0 or high < len(line) or sum(glyph.cells for glyph in found) > CELLS:
        left, right = _window([glyph.cells for glyph in found], first)
    cut_left, cut_right = low > 0 or left > 0, high < len(line) or right < len(found)
    shown = "".join(glyph.shown for glyph in found[left:right])
    return _Cut(
        shown=f"{'…' if cut_left else ''}{shown}{'…' if cut_right else ''}",
        before=cut_left + sum(glyph.cells for glyph in found[left:first]),
        marked=max(1, sum(glyph.cells for glyph in found[first : min(last, right)])),
    )


def _window(cells: Sequence[int], first: int) -> tuple[int, int]:
    """Which glyphs fit: some before `first`, what follows it, then more before it if room is left.

    The two cells that are kept free are for the dots at either end.
    """
    room = CELLS - 2
    left = right = first
    used = 0
    while left > 0 and used + cells[left - 1] <= LEAD:
        left -= 1
        used += cells[left]
    while right < len(cells) and used + cells[right] <= room:
        used += cells[right]
        right += 1
    while left > 0 and used + cells[left - 1] <= room:
        left -= 1
        used += cells[left]
    return left, right


def _columns(place: Place, line: str) -> tuple[int, int]:
    """A place as characters of its first line; a stale one is kept within the line."""
    start = min(place.start.column - 1, len(line))
    end = len(line.rstrip()) if last_line(place) > place.start.line else place.end.column - 1
    return start, max(start, min(end, len(line)))


def _pointer(mark: Mark, cells: int, style: Style, paint: Paint) -> str:
    last = last_line(mark.place)
    through = f"to line {last}" if last > mark.place.start.line else ""
    label = f"{mark.label} ({through})" if mark.label and through else mark.label or through
    arrow = ("^" if mark.primary else "-") * cells
    row = f"{arrow} {harmless(label)}".rstrip()
    return paint(row, style if mark.primary else Style.FRAME)


def _line(mark: Mark) -> int:
    return mark.place.start.line


def _primary_first(mark: Mark) -> tuple[bool, Place]:
    return (not mark.primary, mark.place)
