"""What fixes change, drawn below a finding and as a diff."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.fix import edited
from pipeline.model import Edit, Fix, LineIndex, Span
from pipeline.output.patch import Change, changes, diff, rows
from pipeline.output.terminal import painter

PLAIN = painter(colour=False)


def of(text: str, *edits: tuple[int, int, str]) -> list[Change]:
    made = tuple(Edit(Span(start, end), new) for start, end, new in edits)
    return changes(Fix(True, made), LineIndex(text.encode()))


def test_a_change_shows_the_lines_before_and_after() -> None:
    assert of("one\ntwo\nthree\n", (4, 7, "2")) == [Change(2, ["two"], ["2"])]


def test_edits_on_one_line_are_one_change_and_far_ones_are_two() -> None:
    assert of("a b\nc\nd\ne\n", (0, 1, "A"), (2, 3, "B")) == [Change(1, ["a b"], ["A B"])]
    assert of("a\nb\nc\nd\n", (0, 1, "A"), (6, 7, "D")) == [
        Change(1, ["a"], ["A"]),
        Change(4, ["d"], ["D"]),
    ]


def test_a_line_that_goes_and_one_that_comes() -> None:
    assert of("a\nb\nc\n", (2, 4, "")) == [Change(2, ["b"], [])]
    assert of("a\nc\n", (2, 2, "b\n")) == [Change(2, [], ["b"])]


def test_the_last_line_may_have_no_end() -> None:
    assert of("a\nb", (2, 3, "B")) == [Change(2, ["b"], ["B"])]


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_other_line_ends_are_not_shown(ends: str) -> None:
    at = len("a" + ends)
    assert of(f"a{ends}b{ends}", (at, at + 1, "B")) == [Change(2, ["b"], ["B"])]


def test_a_change_is_drawn_with_its_line_numbers() -> None:
    drawn = list(rows(Change(9, ["a", "b"], ["A"]), 2, PLAIN))
    assert drawn == [" 9 | - a", "10 | - b", "   | + A"]


def test_a_long_change_is_cut_and_a_long_line_is_shown_where_it_differs() -> None:
    drawn = list(rows(Change(1, [str(number) for number in range(9)], []), 1, PLAIN))
    assert drawn[-2:] == ["5 | - 4", "  | - (4 lines more)"]
    (row, _) = rows(Change(1, ["x" * 500 + "HERE"], ["x" * 500 + "THERE"]), 1, PLAIN)
    assert (row[:7], row[-4:]) == ("1 | - …", "HERE")


def test_nothing_in_a_line_can_command_a_terminal() -> None:
    drawn = "".join(rows(Change(1, ["\x1b[2J"], ["\u202e"]), 1, PLAIN))
    assert "\x1b" not in drawn
    assert "\u202e" not in drawn


def test_a_diff_names_its_files_in_order_and_marks_a_missing_line_end() -> None:
    before = {"b.md": b"one\ntwo", "a.md": b"x\n"}
    assert diff(before, {"b.md": b"one\n2", "a.md": b"y\n"}) == (
        "--- a/a.md\n+++ b/a.md\n@@ -1 +1 @@\n-x\n+y\n"
        "--- a/b.md\n+++ b/b.md\n@@ -1,2 +1,2 @@\n one\n"
        "-two\n\\ No newline at end of file\n+2\n\\ No newline at end of file\n"
    )


def test_a_name_in_a_diff_is_written_as_git_writes_it() -> None:
    names = ("a b.md", "b\n\x1b[31m.md", "é.md")
    told = diff(dict.fromkeys(names, b"a\n"), dict.fromkeys(names, b"b\n"))
    assert [line[4:] for line in told.splitlines() if line.startswith(("---", "+++"))] == [
        *("a/a b.md\t", "b/a b.md\t"),
        *('"a/b\\012\\033[31m.md"', '"b/b\\012\\033[31m.md"'),
        *("a/é.md", "b/é.md"),
    ]


def test_a_secret_is_masked_in_a_diff() -> None:
    shown = diff(
        {"a.md": b"key-0123456789\nx\n"}, {"a.md": b"key-0123456789\ny\n"}, ["key-0123456789"]
    )
    assert " key-**********\n" in shown


def test_a_diff_in_colour_is_the_same_without_it() -> None:
    before, after = {"a.md": b"x\ny"}, {"a.md": b"x\nz"}
    coloured = diff(before, after, colour=True)
    for code in ("\x1b[1;31m", "\x1b[1;32m", "\x1b[1;34m", "\x1b[0m"):
        coloured = coloured.replace(code, "")
    assert coloured == diff(before, after)


@given(st.text(alphabet="ab\n é", max_size=30), st.data())
def test_the_changes_put_in_their_place_give_the_mended_text(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    new = data.draw(st.text(alphabet="ab\n", max_size=6))
    edit = Edit(Span(len(text[:start].encode()), len(text[:end].encode())), new)
    stored = text.encode()
    index = LineIndex(stored)
    done = LineIndex(edited(stored, [edit]))
    for first, before, after in changes(Fix(True, (edit,)), index):
        assert [index.line(first + offset) for offset in range(len(before))] == before
        assert [done.line(first + offset) for offset in range(len(after))] == after
