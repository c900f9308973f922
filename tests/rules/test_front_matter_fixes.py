"""What the fixes of front matter write, and that nothing else in the file is touched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from pipeline.fix import edited
from pipeline.model import Context, Document, Finding, Inventory, Rule, Settings
from pipeline.read import read, source_of
from pipeline.rules.front_matter import (
    bad_format,
    duplicate_item,
    duplicate_key,
    implicit_yaml_type,
    key_order,
    missing_field,
    unknown_field,
    updated_before_date,
    value_not_allowed,
    value_out_of_range,
    wrong_type,
    yaml_syntax,
)
from tests.blog import settings

FAMILY: tuple[Rule, ...] = (
    yaml_syntax.RULE,
    duplicate_key.RULE,
    missing_field.RULE,
    unknown_field.RULE,
    wrong_type.RULE,
    value_not_allowed.RULE,
    value_out_of_range.RULE,
    bad_format.RULE,
    duplicate_item.RULE,
    updated_before_date.RULE,
    implicit_yaml_type.RULE,
    key_order.RULE,
)
SETTINGS = settings()
PATH = "content/articles/how-a-queue-forgets.md"
HEAD = """\
title: How a Queue Forgets
description: What a message queue promises when a worker dies in the middle of its work.
date: 2026-01-05
kind: note
category: Architecture
"""
"""A good note in the schema's order, which ends before `level`."""


def document(text: str, chosen: Settings = SETTINGS) -> Document:
    return read(*source_of(PATH, text.encode()), chosen)


def found(text: str, chosen: Settings = SETTINGS) -> list[tuple[str, Finding]]:
    """What all rules of the family say of a file."""
    context = Context(chosen, Inventory({}, (PATH,)))
    doc = document(text, chosen)
    return [(rule.code, each) for rule in FAMILY for each in rule.check(doc, context)]


def note(lines: str) -> str:
    """The good note with these lines behind its own."""
    return f"---\n{HEAD}{lines}---\n\nWords.\n"


def mended(text: str, finding: Finding) -> str:
    """The file after the fix of a finding."""
    assert finding.fix is not None
    return edited(text.encode(), finding.fix.edits).decode()


def fix_of(text: str, code: str, chosen: Settings = SETTINGS) -> tuple[str, bool] | None:
    """The file after the one fix of a rule, and whether that is safe; None without a fix.

    The finding must be gone then, and no other may have come.
    """
    before = found(text, chosen)
    ((_, finding),) = ((each, said) for each, said in before if each == code)
    if finding.fix is None:
        return None
    after = mended(text, finding)
    assert _brings_nothing(before, code, found(after, chosen))
    return after, finding.fix.safe


def _brings_nothing(
    before: list[tuple[str, Finding]], code: str, after: list[tuple[str, Finding]]
) -> bool:
    """Whether a finding of `code` is gone and none has come; a field under its right name may now
    be seen to stand in the wrong place.
    """
    seen = Counter(["FM015"] if code == "FM006" else [])
    return Counter(each for each, _ in after) <= (
        (Counter(each for each, _ in before) - Counter([code])) | seen
    )


def lines_after(lines: str, code: str, chosen: Settings = SETTINGS) -> str | None:
    """The lines behind the good note's own after the one, safe, fix of a rule."""
    after = fix_of(note(lines), code, chosen)
    if after is None:
        return None
    text, is_safe = after
    assert is_safe, "the fix is not safe"
    start, end = f"---\n{HEAD}", "---\n\nWords.\n"
    assert text.startswith(start)
    assert text.endswith(end)
    return text[len(start) : -len(end)]


def in_windows(text: str) -> str:
    """The file with the line ends that Windows has, and letters of several bytes before all."""
    return text.replace("---\n", "---\n# Über 🎉\n", 1).replace("\n", "\r\n")


# --- FM005: a field that is missing --------------------------------------------------------------


def test_a_missing_title_comes_from_the_name_of_the_file_and_stands_first() -> None:
    text = note("").replace("title: How a Queue Forgets\n", "# In a few words.\n")
    assert fix_of(text, "FM005") == (
        text.replace("# In", "title: How a queue forgets\n# In"),
        False,
    )


def test_missing_prerequisites_are_none_to_begin_with() -> None:
    learn = "learn:\n  - Why a queue forgets\n  - What it promises\n  - Whom to ask\n"
    text = note(f"level: Beginner\nreading_time: 1\n{learn}tags: [queues]\n")
    text = text.replace("kind: note", "kind: guide")
    assert fix_of(text, "FM005") == (
        text.replace("tags: [queues]\n", "prerequisites: []\ntags: [queues]\n"),
        False,
    )
    windows = in_windows(text)
    after = fix_of(windows, "FM005")
    assert after == (windows.replace("tags: [q", "prerequisites: []\r\ntags: [q"), False)


def test_a_missing_reading_time_is_what_the_text_adds_up_to() -> None:
    schema = {**SETTINGS.article_schema, "required": ["reading_time"]}
    chosen = replace(SETTINGS, article_schema=schema)
    assert fix_of(note("level: Beginner\n"), "FM005", chosen) == (
        note("level: Beginner\nreading_time: 1\n"),
        False,
    )


@pytest.mark.parametrize("name", ["date", "category", "description"])
def test_what_cannot_be_told_from_the_outside_is_not_made_up(name: str) -> None:
    lines = [line for line in HEAD.splitlines() if not line.startswith(name)]
    assert fix_of("---\n" + "\n".join(lines) + "\n---\n", "FM005") is None


def test_a_field_that_is_there_under_another_name_is_not_made_up() -> None:
    text = note("").replace("title", "Title")
    assert fix_of(text, "FM005") is None
    assert fix_of(text, "FM006") == (note(""), True)


def test_a_list_that_must_hold_something_is_not_begun() -> None:
    schema = {**SETTINGS.article_schema, "required": ["tags"]}
    assert fix_of(note(""), "FM005", replace(SETTINGS, article_schema=schema)) is None


def test_a_field_of_a_field_is_not_made_up() -> None:
    assert fix_of(note("image:\n  src: a.png\n"), "FM005") is None


def test_front_matter_in_braces_gets_no_line() -> None:
    fields = "description: What a queue promises when a worker dies in the middle of its work"
    text = f"---\n{{{fields}, date: 2026-01-05, kind: note, category: Career}}\n---\n"
    assert fix_of(text, "FM005") is None


# --- FM006: a field with another name ------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("readingTime: 1\n", "reading_time: 1\n"),
        ("reading-time: 1  # short\n", "reading_time: 1  # short\n"),
        ('"Tags": [queues]\n', '"tags": [queues]\n'),
        ("'tag': [queues]\n", "'tags': [queues]\n"),
        ("updates: 2026-02-01\n", "updated: 2026-02-01\n"),
        ("image: {source: a.png, altt: A}\n", None),
        ("image: {src: a.png, altt: A}\n", "image: {src: a.png, alt: A}\n"),
        ("image:\n  src: a.png\n  Alt: é 🎉\n", "image:\n  src: a.png\n  alt: é 🎉\n"),
        ("? Level\n: Beginner\n", "? level\n: Beginner\n"),
    ],
)
def test_a_field_gets_the_name_that_was_meant(before: str, after: str | None) -> None:
    if after is None:
        assert all(finding.fix is None for code, finding in found(note(before)) if code == "FM005")
        return
    assert lines_after(before, "FM006") == after
    windows = in_windows(note(before))
    assert fix_of(windows, "FM006") == (in_windows(note(after)), True)


@pytest.mark.parametrize(
    "lines",
    [
        "titel: How a Queue Forgets\n",  # the title is there
        "mood: cheerful\n",  # nothing is near
        "reading-time: soon\n",  # the field would refuse it
        "tag: queues\n",  # so it would here
        "prt: 2\n",  # `part` asks for a series
        "update: 2026-01-04\n",  # that is before the date
        "tag: [on]\n",  # it would need quotes there
        "categories: [Career]\n",
        "image: {src: a.png, alt: A, width: 3}\n",
    ],
)
def test_a_name_that_would_bring_another_complaint_is_not_given(lines: str) -> None:
    assert fix_of(note(lines), "FM006") is None


def test_two_fields_with_one_name_to_give_keep_theirs() -> None:
    text = note("readingTime: 1\nreading-time: 2\n")
    assert [finding.fix for code, finding in found(text) if code == "FM006"] == [None, None]


def test_an_unknown_field_that_is_there_twice_keeps_its_name() -> None:
    text = note("readingTime: 1\nreadingTime: 2\n")
    assert [finding.fix for code, finding in found(text) if code == "FM006"] == [None]


def test_who_an_article_is_takes_a_look() -> None:
    assert fix_of(note("guids: /articles/old/\n"), "FM006") == (
        note("guid: /articles/old/\n"),
        False,
    )


# --- FM007: a value of another type --------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('reading_time: "1"  # short\n', "reading_time: 1  # short\n"),
        ("reading_time: '1'\n", "reading_time: 1\n"),
        ("reading_time: 1.0\n", "reading_time: 1\n"),
        ('draft: "true"\n', "draft: true\n"),
        ("draft: no\n", "draft: false\n"),
        ("draft: 'Yes'\n", "draft: true\n"),
        ("tags: queues\n", "tags: [queues]\n"),
        ("prerequisites: None\n", "prerequisites: []\n"),
        ('tags: "queues" # one\n', 'tags: ["queues"] # one\n'),
        ("tags: 'on'\n", "tags: ['on']\n"),
        ("tags: on\n", 'tags: ["on"]\n'),
        ("tags: 2026\n", 'tags: ["2026"]\n'),
        ("tags:\n  queues\n", "tags:\n  [queues]\n"),
        ("aliases: /old/\n", 'aliases: ["/old/"]\n'),
        ("prerequisites: A shell\n", "prerequisites: [A shell]\n"),
        ("prerequisites: It's SQL\n", 'prerequisites: ["It\'s SQL"]\n'),
        (
            "prerequisites:\n  - SQL: the basics # all\n",
            'prerequisites:\n  - "SQL: the basics" # all\n',
        ),
        (
            'prerequisites:\n  - SQL: the "basics"\n',
            "prerequisites:\n  - 'SQL: the \"basics\"'\n",
        ),
        ("series: [Queues]\n", "series: Queues\n"),
        ('series: ["Queues: a story"]\n', 'series: "Queues: a story"\n'),
        ("series:\n  - Queues  # all of them\n", "series:\n  Queues  # all of them\n"),
        ("series: [ 'é 🎉 é' ]\n", "series: 'é 🎉 é'\n"),
    ],
)
def test_a_value_that_says_the_same_is_written_anew(before: str, after: str) -> None:
    assert lines_after(before, "FM007") == after
    windows = in_windows(note(before))
    assert fix_of(windows, "FM007") == (in_windows(note(after)), True)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("reading_time: 1 min\n", "reading_time: 1\n"),
        ("draft: 1\n", "draft: true\n"),
        ("tags: queues, retries\n", "tags: [queues, retries]\n"),
        ("prerequisites: A shell, SQL\n", "prerequisites: [A shell, SQL]\n"),
    ],
)
def test_a_value_that_says_a_little_less_asks_for_care(before: str, after: str) -> None:
    assert fix_of(note(before), "FM007") == (note(after), False)


@pytest.mark.parametrize(
    "lines",
    [
        "reading_time: soon\n",
        "reading_time: '500'\n",  # over the most
        "reading_time: 4.5\n",
        "reading_time:\n",
        "draft: perhaps\n",
        "draft: !!str true\n",
        "tags: Message Queues\n",  # no tag has blanks
        "tags: {a: 1}\n",
        "tags: c++, python\n",
        "tags: &all queues\nprerequisites: [*all]\n",
        "tags: >\n  queues\n",
        "prerequisites:\n  - SQL: &x basics\n  - *x\n",
        "series: [Queues, Retries]\n",
        "series: [&x Queues]\nguid: *x\n",
        "image: cover.png\n",
        "learn: Why a queue forgets\n",  # three are asked for
    ],
)
def test_a_value_whose_meaning_is_in_doubt_is_left_to_its_author(lines: str) -> None:
    assert fix_of(note(lines), "FM007") is None


def test_front_matter_of_more_values_than_anyone_writes_is_not_tried_for_each() -> None:
    text = note(f"tags: queues\nlearn: [{', '.join(f'Thing {number}' for number in range(100))}]\n")
    assert fix_of(text, "FM007") is None


def test_a_number_of_a_blogs_own_may_have_a_fraction() -> None:
    schema = {"properties": {"weight": {"type": "number"}}}
    chosen = replace(SETTINGS, article_schema=schema)
    assert lines_after('weight: "1.5"\n', "FM007", chosen) == "weight: 1.5\n"
    assert fix_of(note("weight: 1.5 kg\n"), "FM007", chosen) is None


# --- FM008: a value that is nearly right ---------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("level: beginner\n", "level: Beginner\n"),
        ("level: 'Begginer'\n", None),
        ("level: 'Beginer'  # all\n", "level: 'Beginner'  # all\n"),
        ('level: "ADVANCED"\n', 'level: "Advanced"\n'),
        ("level: Intermediat\n", "level: Intermediate\n"),
        ("level: Avdanced\n", "level: Advanced\n"),
        ("level: Expert\n", None),
        ("level: Inter\n", None),
        ("level: &x beginner\n", None),
        ("level: |\n  beginner\n", None),
    ],
)
def test_a_value_one_letter_away_is_mended_in_its_quotes(before: str, after: str | None) -> None:
    assert lines_after(before, "FM008") == after
    if after:
        assert fix_of(in_windows(note(before)), "FM008") == (in_windows(note(after)), True)


def test_a_value_with_two_neighbours_is_left_to_its_author() -> None:
    schema = {"properties": {"size": {"enum": ["smalls", "smally", "large"]}}}
    chosen = replace(SETTINGS, article_schema=schema)
    assert fix_of(note("size: smallx\n"), "FM008", chosen) is None


def test_a_short_value_one_letter_away_from_a_stranger_is_left_to_its_author() -> None:
    schema = {"properties": {"language": {"enum": ["Go", "C"]}}}
    chosen = replace(SETTINGS, article_schema=schema)
    assert fix_of(note("language: R\n"), "FM008", chosen) is None
    assert fix_of(note("language: Do\n"), "FM008", chosen) is None
    assert lines_after("language: go\n", "FM008", chosen) == "language: Go\n"


def test_a_value_that_needs_quotes_gets_them() -> None:
    schema = {"properties": {"state": {"enum": ["Yes", "Not: yet"]}}}
    chosen = replace(SETTINGS, article_schema=schema)
    assert lines_after("state: yes\n", "FM008", chosen) == 'state: "Yes"\n'
    assert lines_after("state: Not yet\n", "FM008", chosen) == 'state: "Not: yet"\n'


def test_a_kind_is_mended_only_when_its_fields_are_there() -> None:
    text = note("").replace("kind: note", "kind: guides")
    assert fix_of(text, "FM008") is None
    text = note("").replace("kind: note", "kind: notes")
    assert fix_of(text, "FM008") == (note(""), True)


# --- FM011: an item that is there before ---------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("tags: [a, b, a]\n", "tags: [a, b]\n"),
        ("tags: [a, a, b]\n", "tags: [a, b]\n"),
        ("tags: [ a ,'a' , b ]\n", "tags: [ a , b ]\n"),
        ("tags: [a, b, a,]  # é\n", "tags: [a, b,]  # é\n"),
        ("tags: [a,\n  b,\n  a]\n", "tags: [a,\n  b]\n"),
        ("tags: [\n  a,\n  b,\n  a,\n]\n", "tags: [\n  a,\n  b,\n]\n"),
        ("tags: [\n  a,  # one\n  a,\n  b,\n]\n", "tags: [\n  a,  # one\n  b,\n]\n"),
        ("tags: [\n  a,  # one\n  a\n]\n", "tags: [\n  a,  # one\n]\n"),
        ("tags: [\n  a,\n  a,  # two\n  b,\n]\n", "tags: [\n  a,\n  # two\n  b,\n]\n"),
        ("tags:\n  - a\n  - b\n  - a\n", "tags:\n  - a\n  - b\n"),
        ("tags:\n- a\n-   'a'\n- b\n", "tags:\n- a\n- b\n"),
        ("tags:\n  - a # one\n  # two\n  - a\n", "tags:\n  - a # one\n  # two\n"),
        ("tags:\n  - a\n  - a # é 🎉\n  - b\n", "tags:\n  - a\n  # é 🎉\n  - b\n"),
        ("author: [Ada é, Ada é]\n", "author: [Ada é]\n"),
    ],
)
def test_an_item_goes_with_its_separator_and_without_any_comment(before: str, after: str) -> None:
    assert lines_after(before, "FM011") == after
    windows = in_windows(note(before))
    assert fix_of(windows, "FM011") == (in_windows(note(after)), True)


@pytest.mark.parametrize(
    "lines",
    [
        "tags: [a # one\n  , a]\n",
        "tags: [&x a, &y a, b]\n",
        "prerequisites:\n  - |\n    SQL\n  - |\n    SQL\n",
        "prerequisites:\n  - |\n    SQL\n  - 'SQL\n\n    '\n",
        "learn: [one thing, two things, one thing]\n",  # three are asked for
        "tags: [a, b\n  , a # one\n  , c]\n",
    ],
)
def test_an_item_that_cannot_be_cut_out_plainly_stays(lines: str) -> None:
    after = fix_of(note(lines), "FM011")
    assert after is None or document(after[0]).front_matter.data["tags"] == ["a", "b", "c"]


def test_all_items_that_are_there_before_can_go_at_once() -> None:
    text = note("tags: [a, a, a]\n")
    edits = [finding.fix.edits[0] for _, finding in found(text) if finding.fix]
    assert [text.encode()[edit.span.start : edit.span.end] for edit in edits] == [b", a", b", a"]
    assert edits[0].span.end == edits[1].span.start


# --- FM014: text without quotes ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("series: 1.10  # é\n", 'series: "1.10"  # é\n'),
        ("tags: [queues, on]\n", 'tags: [queues, "on"]\n'),
        ("tags: [2026]\n", 'tags: ["2026"]\n'),
        ("tags:\n  - no # never\n", 'tags:\n  - "no" # never\n'),
        ("author: 007\n", 'author: "007"\n'),
        ("author: [Ada, true]\n", 'author: [Ada, "true"]\n'),
        ("series: 2026-01-05\n", 'series: "2026-01-05"\n'),
        ("image: {src: off, alt: A}\n", 'image: {src: "off", alt: A}\n'),
        ("image:\n  src: a.png\n  alt: 12:30\n", 'image:\n  src: a.png\n  alt: "12:30"\n'),
        ("guid: 1_000\n", 'guid: "1_000"\n'),
        ("guid: 1e3\n", 'guid: "1e3"\n'),
        ("guid: 0x1F\n", 'guid: "0x1F"\n'),
        ("guid: =\n", 'guid: "="\n'),
    ],
)
def test_a_text_that_is_something_else_to_some_gets_quotes(before: str, after: str) -> None:
    assert lines_after(before, "FM014") == after
    data = document(note(before)).front_matter.data
    assert data == document(note(after)).front_matter.data
    windows = in_windows(note(before))
    assert fix_of(windows, "FM014") == (in_windows(note(after)), True)


def test_a_text_that_others_refer_to_is_left_to_its_author() -> None:
    assert fix_of(note("series: &one 1.10\n"), "FM014") is None


# --- FM015: the order of the schema --------------------------------------------------------------


def in_order(lines: str) -> str | None:
    """The lines of front matter after the fix of their order."""
    after = fix_of(f"---\n{lines}---\n\nWords.\n", "FM015")
    if after is None:
        return None
    assert after[1], "moving lines is safe"
    return after[0].removeprefix("---\n").removesuffix("---\n\nWords.\n")


def test_a_field_moves_with_its_value_and_its_comments() -> None:
    lines = HEAD + (
        "# What it is about.\n"
        "# At most five.\n"
        "tags:\n"
        "  # small ones\n"
        "  - queues\n"
        "  # more to come\n"
        "level: Beginner  # for all\n"
        "learn: |\n"
        "  # no comment\n"
        "\n"
        "  Words.\n"
    )
    assert in_order(lines) == HEAD + (
        "level: Beginner  # for all\n"
        "learn: |\n"
        "  # no comment\n"
        "\n"
        "  Words.\n"
        "# What it is about.\n"
        "# At most five.\n"
        "tags:\n"
        "  # small ones\n"
        "  - queues\n"
        "  # more to come\n"
    )


def test_blank_lines_and_comments_apart_stay_where_they_are() -> None:
    lines = "# All about it.\n\n" + HEAD + "tags: [a]\n\n# Apart.\n\nlevel: Beginner\n\n"
    assert in_order(lines) == (
        "# All about it.\n\n" + HEAD + "level: Beginner\n\n# Apart.\n\ntags: [a]\n\n"
    )


def test_fields_that_the_schema_does_not_know_come_last_in_their_order() -> None:
    lines = HEAD + "mood: glad\ntags: [a]\nhue: 'red'\nlevel: Beginner\n"
    assert in_order(lines) == HEAD + "level: Beginner\ntags: [a]\nmood: glad\nhue: 'red'\n"


def test_the_order_within_a_field_and_every_style_stays() -> None:
    lines = HEAD + (
        "image: {alt: A,\n  src: a.png}\n"
        "'tags'  : [ a,\n# inside\n  b ]\n"
        '"level":   Beginner\n'
        "guid: >-\n   /a/\n"
    )
    assert in_order(lines) == HEAD + (
        '"level":   Beginner\n'
        "'tags'  : [ a,\n# inside\n  b ]\n"
        "guid: >-\n   /a/\n"
        "image: {alt: A,\n  src: a.png}\n"
    )


def test_line_ends_move_with_their_lines() -> None:
    text = f"---\r\n{HEAD}tags: [é]\r\nlevel: Beginner\n---\n"
    ((_, finding),) = [(code, each) for code, each in found(text) if code == "FM015"]
    assert mended(text, finding) == f"---\r\n{HEAD}level: Beginner\ntags: [é]\r\n---\n"


@pytest.mark.parametrize(
    "lines",
    [
        "tags: [&x queues]\nseries: *x\nlevel: Beginner\n",
        "series: &x Queues\nlevel: Beginner\nguid: *x\n",
    ],
)
def test_fields_that_share_a_value_keep_their_order_and_others_move(lines: str) -> None:
    before = document(f"---\n{HEAD}{lines}---\n").front_matter.data
    after = in_order(HEAD + lines)
    assert after is not None
    assert document(f"---\n{after}---\n").front_matter.data == before
    assert after.index("&x") < after.index("*x")


@pytest.mark.parametrize(
    "lines",
    [
        "series: &x Queues\nauthor: *x\n",  # the alias would come before its anchor
        "tags: [a]\n? level\n: Beginner\n",
        "tags: [a]\n   # whose is this?\n\nlevel: Beginner\n \n   # and this?\n",
        "guid: |+\n  /a/\n\nlevel: Beginner\n",
        "tags: [a]\n# codeloom: ignore[FM008]\n\nlevel: Beginner\n",
        "tags: [a]\ntags: [b]\nlevel: Beginner\n",
        "tags: [a]\n&k level: Beginner\n",
    ],
)
def test_lines_that_cannot_move_without_a_change_stay(lines: str) -> None:
    assert in_order(HEAD + lines) is None


def test_fields_in_braces_stay() -> None:
    assert fix_of('---\n{tags: [a], level: "Beginner", kind: note}\n---\n', "FM015") is None


# --- all of them, on anything --------------------------------------------------------------------

_FIELDS: Mapping[str, tuple[str, ...]] = {
    "title": (
        "How a Queue Forgets",
        "'It''s a Queue'",
        '"Zitate: é 🎉"',
        "12:30",
        "2026",
        "[A b c]",
    ),
    "Title": ("How a Queue Forgets",),
    "description": (f"{'é words ' * 8}", f">-\n  {'words ' * 9}\n  # no comment\n\n  more"),
    "date": ("2026-01-05", "'2026-01-05'", "2026-02-30", "20260105"),
    "update": ("2026-01-06", "2025-01-01"),
    "kind": ("note", "notes", '"guid"'),
    "category": ("Career", "career", "'Pyton'", "no"),
    "level": ("Beginner", "beginner", '"Advancd"', "&lv advanced"),
    "reading_time": ("1", '"1"', "1.0", "'900'", "1 min", "010"),
    "reading-time": ("1", "soon"),
    "learn": ("one thing", "\n  - one thing\n  - 12:30 # noon\n  - a: b\n  - one thing", "[]"),
    "prerequisites": ("SQL", "[SQL, SQL]", "\n- SQL # é\n- no\n- SQL # again", "[on, 'on', off]"),
    "tags": (
        "a",
        "[a, on, a]",
        "[\n    1.10, # é\n    b,\n    b, # twice\n    7 ]",
        "\n  - a\n  - a",
    ),
    "series": ("1.10", "[Queues]", "&s Queues", "|\n  Queues\n"),
    "part": ("2", '"2"'),
    "draft": ("true", '"true"', "no", "1"),
    "image": ("{src: no, alt: é}", "\n  alt: A\n  source: a.png", "a.png"),
    "guid": ("/é/", "0x1F", "*s", "=\n"),
    "mood": ("glad", "on"),
}
_COMMENTS = ("", "# über\n", "# one\n# two\n", "\n", "# apart\n\n")


@st.composite
def _texts(draw: st.DrawFn) -> str:
    names = draw(st.lists(st.sampled_from([*_FIELDS]), unique=True, min_size=1))
    lines = ""
    for name in names:
        value = draw(st.sampled_from(_FIELDS[name]))
        behind = draw(st.sampled_from(("", "", "  # behind", " # é")))
        blank = "" if value.startswith("\n") else " "
        behind = "" if "\n" in value else behind
        key = draw(st.sampled_from((name, name, f'"{name}"', f"'{name}'")))
        lines += f"{draw(st.sampled_from(_COMMENTS))}{key}:{blank}{value}{behind}\n"
    end = draw(st.sampled_from(("\n", "\r\n")))
    return f"---\n{lines}---\n\nWörds.\n".replace("\n", end)


def _comments(text: str) -> Counter[str]:
    return Counter(line.partition("#")[2].strip() for line in text.splitlines() if "#" in line)


def _expected(before: dict[str, Any], code: str, finding: Finding, after: dict[str, Any]) -> None:
    """Which data may be different, and how."""
    if code in ("FM014", "FM015"):
        assert after == before
        return
    changed = {
        name for name in {*before, *after} if repr(before.get(name)) != repr(after.get(name))
    }
    assert len(changed) <= 2 if code == "FM006" else len(changed) == 1
    for name in changed:
        if code == "FM005":
            assert name not in before
        elif code == "FM011":
            unique = list(dict.fromkeys(map(str, before[name])))
            assert list(dict.fromkeys(map(str, after[name]))) == unique
            assert len(after[name]) == len(before[name]) - 1


@hypothesis_settings(max_examples=150)
@given(_texts())
def test_a_fix_takes_its_finding_away_and_brings_none(text: str) -> None:
    before = found(text)
    data = dict(document(text).front_matter.data)
    for code, finding in before:
        if finding.fix is None:
            continue
        after = mended(text, finding)
        doc = document(after)
        assert not doc.front_matter.broken
        assert _brings_nothing(before, code, found(after))
        assert _comments(after) == _comments(text)
        _expected(data, code, finding, dict(doc.front_matter.data))
        for edit in finding.fix.edits:
            old = text.encode()[edit.span.start : edit.span.end].decode()
            assert old != edit.replacement
            assert edit.span.end <= document(text).front_matter.span.end


@hypothesis_settings(max_examples=40)
@given(_texts())
def test_fixes_come_to_an_end_and_then_there_are_none(text: str) -> None:
    for _ in range(60):
        fixes = [finding for _, finding in found(text) if finding.fix and finding.fix.safe]
        if not fixes:
            return
        text = mended(text, fixes[0])
    raise AssertionError(text)
