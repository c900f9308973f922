"""Where carets stand, and what never gets out of a frame, over random lines."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model import (
    Diagnostic,
    LineIndex,
    Place,
    Position,
    RelatedPlace,
    Severity,
    Span,
    Verdict,
)
from pipeline.output import FORMATS, Report
from pipeline.output.frames import CELLS

# What authors write, what is shown for it and the cells that takes, as terminals count them.
GLYPHS = {
    "a": ("a", 1),
    "-": ("-", 1),
    " ": (" ", 1),
    "é": ("é", 1),
    "e\u0301": ("e\u0301", 1),
    "o\u0308\u0323": ("o\u0308\u0323", 1),
    "λ": ("λ", 1),
    "│": ("│", 1),
    "語": ("語", 2),
    "한": ("한", 2),
    "！": ("！", 2),
    "ｱ": ("ｱ", 1),
    "😀": ("😀", 2),
    "👍🏽": ("👍🏽", 2),
    "☺\ufe0f": ("☺\ufe0f", 2),
    "👩\u200d💻": ("👩\u200d💻", 2),
    "👨\u200d👩\u200d👧": ("👨\u200d👩\u200d👧", 2),
    "\t": ("    ", 4),
    "\x1b": ("<U+001B>", 8),
    "\x9b": ("<U+009B>", 8),
    "\u200b": ("<U+200B>", 8),
    "\u202e": ("<U+202E>", 8),
    "\u2028": ("<U+2028>", 8),
    "\ufeff": ("<U+FEFF>", 8),
    "\U000e0041": ("<U+E0041>", 9),
}
LINES = st.lists(st.sampled_from(sorted(GLYPHS)), min_size=1, max_size=150)


def framed(line: bytes, span: Span, *, before: str = "", after: str = "") -> list[str]:
    """The rows of the one frame of a finding in a line, without gutter: the line, then its mark."""
    data = before.encode() + line + after.encode()
    index = LineIndex(data)
    shift = len(before.encode())
    place = Place(index.position(span.start + shift), index.position(span.end + shift))
    diagnostic = Diagnostic("x.md", "XX001", "x", Severity.ERROR, "m", "", place)
    text = FORMATS["full"](Report(Verdict((diagnostic,), {}, False), lambda path: index, 1))
    rows = text.split("\n")
    number = next(at for at, row in enumerate(rows) if re.match(r" *\d* \| +\^+", row)) - 1
    return [row.partition("|")[2][1:] for row in rows[number : number + 2]]


@settings(deadline=None)
@given(line=LINES, data=st.data())
def test_carets_stand_under_exactly_the_marked_glyphs(line: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(line) - 1), label="start")
    end = data.draw(st.integers(start + 1, len(line)), label="end")
    stored = ["".join(part).encode() for part in (line[:start], line[start:end], line[end:])]
    span = Span(len(stored[0]), len(stored[0]) + len(stored[1]))

    shown, carets = framed(b"".join(stored), span)

    cells = [GLYPHS[glyph][1] for glyph in line]
    whole = "".join(GLYPHS[glyph][0] for glyph in line)
    if sum(cells) <= CELLS:
        assert shown == whole.rstrip()
        assert carets == " " * sum(cells[:start]) + "^" * sum(cells[start:end])
        return
    # A line that is cut: what stands over the carets is the beginning of what was marked.
    before, under = _split(shown.ljust(200), carets.count(" "))
    rest = "".join(GLYPHS[glyph][0] for glyph in line[start:])
    assert whole.endswith(before.removeprefix("…") + rest)
    marked = "".join(GLYPHS[glyph][0] for glyph in line[start:end])
    assert marked.startswith(_split(under, carets.count("^"))[0])
    assert carets.count("^") == sum(cells[start:end]) or "…" in under
    assert _cells(shown) <= CELLS


def _split(shown: str, cells: int) -> tuple[str, str]:
    """The shortest beginning that takes so many cells, with its accents, and what follows."""
    for glyph in re.finditer(_GLYPH, shown):
        if cells <= 0:
            return shown[: glyph.start()], shown[glyph.start() :]
        cells -= _WIDTHS.get(glyph[0], 1)
    return shown, ""


def _cells(shown: str) -> int:
    return sum(_WIDTHS.get(glyph[0], 1) for glyph in re.finditer(_GLYPH, shown))


_WIDTHS = {shown: cells for shown, cells in GLYPHS.values() if not shown.startswith(("<", "  "))}
_GLYPH = re.compile(
    "|".join([*sorted(map(re.escape, _WIDTHS), key=len, reverse=True), "."]), re.DOTALL
)


@settings(deadline=None)
@given(text=st.text(max_size=80), data=st.data())
def test_no_control_character_leaves_any_format(text: str, data: st.DataObject) -> None:
    stored = text.encode()
    start = data.draw(st.integers(0, len(stored)))
    end = data.draw(st.integers(start, len(stored)))
    index = LineIndex(stored)
    place = Place(index.position(start), index.position(end))
    diagnostic = Diagnostic(f"x{text}.md", "XX001", "x", Severity.ERROR, text, text, place)
    report = Report(Verdict((diagnostic,), {}, False), lambda path: index, 1)

    for name, show in FORMATS.items():
        shown = show(report)
        assert shown.endswith("\n")
        acting = {
            character
            for character in shown.replace("\n", "")
            if unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"}
            or unicodedata.bidirectional(character)
            in {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
        }
        assert acting == set(), name


@settings(deadline=None)
@given(text=st.text(max_size=40))
def test_an_author_cannot_end_a_line_of_concise(text: str) -> None:
    diagnostic = Diagnostic(text, "XX001", "x", Severity.ERROR, text, text, None)
    shown = FORMATS["concise"](Report(Verdict((diagnostic,), {}, False), lambda path: None, 1))
    assert shown.splitlines() == [shown[:-1]]


@settings(deadline=None)
@given(line=LINES, first=st.integers(0, 200), last=st.integers(0, 200))
def test_every_span_of_bytes_can_be_shown(line: list[str], first: int, last: int) -> None:
    stored = "".join(line).encode()
    start, end = sorted((min(first, len(stored)), min(last, len(stored))))
    carets = framed(stored, Span(start, end))[1]
    assert set(carets.lstrip(" ")) == {"^"}
    assert len(carets) <= CELLS + 1


def test_a_mark_does_not_move_with_the_lines_around_it() -> None:
    line, span = "語 value".encode(), Span(4, 9)
    alone = framed(line, span)
    assert framed(line, span, before="\n" * 998 + "x\n", after="\r\ny\n") == alone
    assert framed(line, span, before="\ufeffx\r\n", after="\r") == alone


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_a_mark_that_takes_its_line_end_stays_on_its_line(end: bytes) -> None:
    assert framed(b"ab" + end + b"cd", Span(1, 2 + len(end))) == ["ab", " ^"]


def test_a_mark_inside_a_line_end_stands_after_the_line() -> None:
    assert framed(b"ab\r\ncd", Span(3, 4)) == ["ab", "  ^"]


def test_a_mark_on_trailing_blanks_is_seen() -> None:
    assert framed(b"ab   \ncd", Span(3, 5)) == ["ab", "   ^^"]


def test_a_mark_over_lines_says_where_it_ends() -> None:
    assert framed(b"ab\ncd\nef", Span(1, 7)) == ["ab", " ^ to line 3"]


def test_a_line_of_a_megabyte_is_shown_around_its_mark() -> None:
    stored = b"x" * 500_000 + b"value" + b"y" * 500_000
    shown, carets = framed(stored, Span(500_000, 500_005))
    assert shown == f"…{'x' * 24}value{'y' * 41}…"
    assert carets == f"{' ' * 25}^^^^^"


def test_a_heap_of_accents_is_cut_like_anything_else() -> None:
    stored = f"a{chr(0x301) * 1000}value".encode()
    shown, carets = framed(stored, Span(2001, 2006))
    assert shown == f"…{chr(0x301) * 400}value"
    assert carets == " ^^^^^"


def test_a_place_behind_its_line_stays_in_it() -> None:
    stale = Place(Position(1, 1000, 999), Position(1, 1010, 1009))
    diagnostic = Diagnostic("x.md", "XX001", "x", Severity.ERROR, "m", "", stale)
    index = LineIndex(b"ab\ncd\n")
    text = FORMATS["full"](Report(Verdict((diagnostic,), {}, False), lambda path: index, 1))
    assert text.splitlines()[3:5] == ["1 | ab", "  |   ^"]


@pytest.mark.parametrize(("second", "frames"), [(2, 1), (4, 1), (5, 2)])
def test_marks_share_a_frame_when_no_line_would_be_left_out(second: int, frames: int) -> None:
    index = LineIndex(b"a\n" * 9)
    places = [Place(Position(line, 1, 0), Position(line, 2, 0)) for line in (1, second)]
    related = (RelatedPlace("x.md", places[1], "there"),)
    diagnostic = Diagnostic("x.md", "XX001", "x", Severity.ERROR, "m", "", places[0], related)
    text = FORMATS["full"](Report(Verdict((diagnostic,), {}, False), lambda path: index, 1))
    assert text.count("-->") == frames
    assert [row for row in text.splitlines() if row.endswith("there")] == ["  | - there"]


def test_joiners_stay_in_scripts_that_need_them_and_show_beside_ascii() -> None:
    assert framed("می\u200cخواهم x".encode(), Span(18, 19))[0] == "می\u200cخواهم x"
    assert framed("ad\u200dmin".encode(), Span(2, 5)) == ["ad<U+200D>min", "  ^^^^^^^^"]
