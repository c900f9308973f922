"""What a suppression silences, what it cannot, and what is said of one that is of no use."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.build import Job, check
from pipeline.judge import selection
from pipeline.model import Diagnostic
from pipeline.rules import RULES
from pipeline.settings import load_settings
from tests.blog import NOW, cut, make_blog, note

PATH = "content/articles/x.md"
OLD = "See [the page](http://blog.example.net/page) for more."


def said(
    root: Path, text: str, table: str = "", select: tuple[str, ...] = ()
) -> list[tuple[str, str]]:
    """(code, marked text) of everything that is said of one article."""
    make_blog(root, {PATH: text}, table)
    settings = load_settings(root)
    job = Job(root, settings, selection(RULES, settings, select), NOW)
    return [(each.code, _cut(each, text)) for each in check(job).verdict.diagnostics]


def _cut(diagnostic: Diagnostic, text: str) -> str:
    return cut(text.encode(), diagnostic) if diagnostic.place else ""


@pytest.mark.parametrize(
    "body",
    [
        f"{OLD} <!-- codeloom: ignore[LK005] -- it has nothing else -->\n",
        f"<!-- codeloom: ignore[insecure-http] -->\n{OLD}\n",
        f"<!-- codeloom: ignore[LK] -->\n\n{OLD}\n",
        f"{OLD}\n\nMore.\n\n<!-- codeloom: ignore-file[LK005] -->\n",
        f"<!-- codeloom: ignore[LK005] -->\nA first line,\nand then: {OLD}\n",
        f"<!-- codeloom: ignore[LK005] -->\n<!-- codeloom: ignore[RD004] -->\nThe the. {OLD}\n",
    ],
)
def test_a_suppression_silences_its_rule_and_nothing_is_left_to_say(
    tmp_path: Path, body: str
) -> None:
    assert said(tmp_path, note(body=body)) == []


def test_a_suppression_speaks_for_its_own_place_alone(tmp_path: Path) -> None:
    body = f"{OLD} <!-- codeloom: ignore[LK005] -->\n\n{OLD}\n"
    assert said(tmp_path, note(body=body)) == [("LK005", "http://blog.example.net/page")]


def test_a_site_rule_is_silenced_like_any_other(tmp_path: Path) -> None:
    body = "See [it](missing.md). <!-- codeloom: ignore[LK001] -- it comes tomorrow -->\n"
    assert said(tmp_path, note(body=body)) == []


def test_a_field_of_the_front_matter_can_be_silenced(tmp_path: Path) -> None:
    title = "T" * 80
    text = note(title=f"{title} # codeloom: ignore[PB005] -- a quote")
    assert [code for code, _ in said(tmp_path, text)] == []
    assert [code for code, _ in said(tmp_path, note(title=title))] == ["PB005"]


def test_a_rule_that_guards_the_build_cannot_be_silenced_and_that_is_said(tmp_path: Path) -> None:
    comment = "<!-- codeloom: ignore[SC001] -->"
    found = said(tmp_path, note(body=f"[x y](javascript:alert) {comment}\n"))
    assert found == [("SC001", "javascript:alert"), ("SU001", comment)]


def test_a_blanket_works_and_is_said_to_be_one(tmp_path: Path) -> None:
    comment = "<!-- codeloom: ignore -->"
    assert said(tmp_path, note(body=f"{OLD} {comment}\n")) == [("SU003", comment)]


def test_a_blanket_silences_neither_what_guards_the_build_nor_what_is_said_of_itself(
    tmp_path: Path,
) -> None:
    comment = "<!-- codeloom: ignore-file -->"
    found = said(tmp_path, note(body=f"{comment}\n\n[x y](javascript:alert)\n"))
    assert found == [("SU001", comment), ("SU003", comment), ("SC001", "javascript:alert")]


def test_of_several_names_the_one_of_no_use_is_found(tmp_path: Path) -> None:
    body = f"{OLD} <!-- codeloom: ignore[RD002, LK005] -->\n"
    assert said(tmp_path, note(body=body)) == [("SU001", "RD002")]


def test_a_slip_in_the_name_is_found_and_what_was_meant_is_not_silenced(tmp_path: Path) -> None:
    body = f"{OLD} <!-- codeloom: ignore[LK05] -->\n"
    assert said(tmp_path, note(body=body)) == [
        ("LK005", "http://blog.example.net/page"),
        ("SU002", "LK05"),
    ]


def test_a_rule_that_is_switched_off_makes_no_suppression_useless(tmp_path: Path) -> None:
    body = "Short. <!-- codeloom: ignore[RD002] -->\n"
    assert said(tmp_path, note(body=body), 'ignore = ["RD002"]\n') == []


def test_a_view_makes_no_suppression_useless(tmp_path: Path) -> None:
    body = f"{OLD} <!-- codeloom: ignore[LK005] -->\n"
    assert said(tmp_path, note(body=body), select=("SU001",)) == []


def test_of_two_suppressions_of_one_finding_neither_is_useless(tmp_path: Path) -> None:
    body = f"<!-- codeloom: ignore-file[LK005] -->\n\n{OLD} <!-- codeloom: ignore[LK005] -->\n"
    assert said(tmp_path, note(body=body)) == []


def test_a_misspelled_instruction_silences_nothing(tmp_path: Path) -> None:
    body = f"{OLD} <!-- codeloom: ingore[LK005] -->\n"
    assert said(tmp_path, note(body=body)) == [
        ("LK005", "http://blog.example.net/page"),
        ("SU002", "ingore"),
    ]


def test_no_comment_reaches_the_page(tmp_path: Path) -> None:
    from tests.test_cli import codeloom

    make_blog(tmp_path, {PATH: note(body=f"{OLD} <!-- codeloom: ignore[LK005] -- a secret -->\n")})
    assert codeloom(tmp_path, "build", "--now", "2026-11-22").returncode == 0
    for page in (tmp_path / "public").rglob("*"):
        if page.is_file():
            assert b"codeloom: ignore" not in page.read_bytes()


def test_what_the_settings_silence_in_a_file_makes_no_suppression_useless(tmp_path: Path) -> None:
    body = f"{OLD} <!-- codeloom: ignore[LK005] -->\n"
    table = f'[tool.codeloom.per_file_ignores]\n"{PATH}" = ["LK005"]\n'
    assert said(tmp_path, note(body=body), table) == []


def test_in_a_draft_a_suppression_may_wait_for_its_rule(tmp_path: Path) -> None:
    body = "Short. <!-- codeloom: ignore[RT002] -->\n"
    assert said(tmp_path, note(body=body, title="A short note\ndraft: true")) == []


def test_where_the_front_matter_is_broken_no_suppression_is_useless(tmp_path: Path) -> None:
    body = "Short. <!-- codeloom: ignore[RT002] -->\n"
    found = said(tmp_path, note(body=body, title="A short note\ntags: [a"))
    assert [code for code, _ in found] == ["FM003"]


def test_of_a_rule_that_no_comment_can_silence_that_is_what_is_said(tmp_path: Path) -> None:
    body = "[x y](javascript:alert) <!-- codeloom: ignore[SC001] -->\n"
    make_blog(tmp_path, {PATH: note(body=body)})
    settings = load_settings(tmp_path)
    found = check(Job(tmp_path, settings, selection(RULES, settings), NOW)).verdict.diagnostics
    messages = [each.message for each in found if each.code == "SU001"]
    assert messages == ["No comment can silence `SC001`."]


@pytest.mark.parametrize(
    "body",
    [
        f"- <!-- codeloom: ignore[LK005] -- it has nothing else -->\n  {OLD}\n- More.\n",
        f"> 1. <!-- codeloom: ignore[LK005] -->\n>\n>    {OLD}\n",
    ],
)
def test_a_comment_that_opens_an_item_speaks_for_what_follows_in_it(
    tmp_path: Path, body: str
) -> None:
    assert said(tmp_path, note(body=body)) == []


def test_a_build_finds_no_suppression_useless_that_check_finds_of_use(tmp_path: Path) -> None:
    from tests.test_cli import codeloom

    body = f"{OLD} <!-- codeloom: ignore[LK] -->\n"
    table = '[tool.codeloom.severity]\nunused-suppression = "error"\n'
    make_blog(tmp_path, {PATH: note(body=body)}, table)
    assert codeloom(tmp_path, "build", "--now", "2026-11-22").returncode == 0


def test_thousands_of_comments_each_speak_for_their_own_line(tmp_path: Path) -> None:
    body = f"{OLD} <!-- codeloom: ignore[LK005] -->\n\n" * 3_000 + f"{OLD}\n"
    found = said(tmp_path, note(body=body), 'ignore = ["RT003"]\n')
    assert found == [("LK005", "http://blog.example.net/page")]
