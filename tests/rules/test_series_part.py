"""TX005: the parts of a series are told apart, and in order."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline import build as story
from pipeline.judge import selection
from pipeline.model import Corpus, Finding, Inventory, Related, Severity, Span
from pipeline.rules import RULES
from pipeline.rules.articles import series_part
from pipeline.settings import load_settings
from tests.blog import NOW as TODAY
from tests.blog import make_blog
from tests.rules.examples import NOW, SETTINGS, article, findings

Said = tuple[str, str, str, str]
"""Slug, bytes, message and help."""


def blog(*fields: str) -> dict[str, bytes]:
    """Notes `a`, `b` ... with these fields, of the series "A Story" unless they name one."""
    files: dict[str, bytes] = {}
    for slug, written in zip("abcdefgh", fields, strict=False):
        path = f"content/articles/{slug}.md"
        own = written if "series:" in written else f"series: A Story\n{written}"
        files[path] = article(path, front_matter=own.replace("; ", "\n") + "\n").encode()
    return files


def said(*fields: str) -> list[Said]:
    files = blog(*fields)
    return [
        (path[-4], _cut(files[path], finding.span), finding.message, finding.help)
        for code, path, finding in findings(files)
        if code == "TX005"
    ]


def _cut(data: bytes, span: Span | None) -> str:
    return data[span.start : span.end].decode() if span else ""


def path_of(slug: str) -> str:
    return f"`content/articles/{slug}.md`"


# --- twice ---------------------------------------------------------------------------------------


def taken(number: int, owner: str) -> str:
    return f"Part `{number}` of the series `A Story` is {path_of(owner)} already."


def free(number: int) -> str:
    return f"Give each part a number of its own: `{number}` is free."


def test_a_number_that_is_taken_is_named_at_the_later_file() -> None:
    assert said("part: 1", "part: 2", "part: 2", "part: 2") == [
        ("c", "2", taken(2, "b"), free(3)),
        ("d", "2", taken(2, "b"), free(3)),
    ]


def test_a_draft_gives_way_to_what_is_published() -> None:
    assert said("part: 1; draft: true", "part: 1") == [("a", "1", taken(1, "b"), free(2))]


def test_a_number_given_twice_explains_the_gap_behind_it() -> None:
    assert said("part: 1", "part: 2", "part: 2", "part: 4") == [("c", "2", taken(2, "b"), free(3))]
    assert [each[:2] for each in said("part: 1", "part: 1", "part: 4")] == [("b", "1"), ("c", "4")]


def test_the_first_claim_is_related() -> None:
    files = blog("part: 1", "part: 1")
    first, second = (data.index(b"part: 1") + 6 for data in files.values())
    assert findings(files) == [
        (
            "TX005",
            "content/articles/b.md",
            Finding(
                Span(second, second + 1),
                taken(1, "a"),
                free(2),
                (
                    Related(
                        Span(first, first + 1), "the first one is here", "content/articles/a.md"
                    ),
                ),
                path="content/articles/b.md",
            ),
        )
    ]


# --- missing -------------------------------------------------------------------------------------


def missing(what: str, before: int) -> str:
    return f"{what} of the series `A Story` {_verb(what)} missing before this part `{before}`."


def _verb(what: str) -> str:
    return "are" if what.startswith("Parts") else "is"


def write(number: int) -> str:
    return f"Write part `{number}`, or number the parts without a gap."


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (("part: 1", "part: 3"), [("b", "3", missing("Part `2`", 3), write(2))]),
        (("part: 2",), [("a", "2", missing("Part `1`", 2), write(1))]),
        (
            ("part: 9", "part: 1", "part: 4"),
            [
                ("a", "9", missing("Parts `5` to `8`", 9), write(5)),
                ("c", "4", missing("Parts `2` to `3`", 4), write(2)),
            ],
        ),
        (("part: 999",), [("a", "999", missing("Parts `1` to `998`", 999), write(1))]),
    ],
)
def test_a_gap_is_named_at_the_part_behind_it(parts: tuple[str, ...], expected: list[Said]) -> None:
    assert said(*parts) == expected


def test_a_draft_that_would_fill_the_gap_is_named() -> None:
    assert said("part: 1", "part: 2; draft: true", "part: 3") == [
        (
            "c",
            "3",
            missing("Part `2`", 3).removesuffix(".") + f"; {path_of('b')} is a draft.",
            "Publish the parts in their order.",
        )
    ]


COMPLETE = [
    ("part: 1",),
    ("part: 2", "part: 1"),
    ("part: 1", "part: 2; date: 2027-01-05", "part: 3"),
    ("part: 1; date: 2027-01-05", "part: 2; date: 2027-01-06"),
    ("part: 1", "part: 2; draft: true"),
    ("part: 1", "part: 7; draft: true"),
    ("part: 4; draft: true",),
    ("series: One; part: 1", "series: Two; part: 1"),
    ("series: One", "series: Two"),
    ("draft: false",),
    ("draft: true",),
]


@pytest.mark.parametrize("parts", COMPLETE)
def test_what_will_be_published_in_order_is_left_alone(parts: tuple[str, ...]) -> None:
    assert said(*parts) == []


@pytest.mark.parametrize("lost", [b"\xff", b"---\ntitle: [\n---\n"])
def test_no_gap_is_told_while_a_file_cannot_be_read(lost: bytes) -> None:
    files = {**blog("part: 1", "part: 3"), "content/articles/lost.md": lost}
    assert [code for code, _, _ in findings(files) if code == "TX005"] == []


def test_no_gap_is_told_while_a_number_is_refused_by_the_schema() -> None:
    assert said("part: 1", "part: 3", "part: two") == []
    assert said("part: 1", "part: 3", "part: 0") == []


# --- without a number ----------------------------------------------------------------------------


def unnumbered(number: int) -> tuple[str, str]:
    return (
        "The article is in the series `A Story`, and does not say which part it is.",
        f"Write its number as `part`: `{number}` is free.",
    )


def test_a_part_among_others_needs_a_number() -> None:
    assert said("part: 1", "draft: false", "part: 3") == [("b", "A Story", *unnumbered(2))]
    assert said("draft: false", "draft: false") == [
        ("a", "A Story", *unnumbered(1)),
        ("b", "A Story", *unnumbered(1)),
    ]


def test_a_draft_beside_the_only_part_is_told_alone() -> None:
    assert said("draft: false", "draft: true") == [("b", "A Story", *unnumbered(1))]


# --- spellings -----------------------------------------------------------------------------------


def test_another_spelling_is_a_warning_and_the_parts_are_still_one_series() -> None:
    files = blog("part: 1", "series: A story; part: 2", "part: 3", "series: 'A  Story!'; part: 3")
    found = [(path[-4], finding) for _, path, finding in findings(files)]
    assert [(slug, _cut(files[finding.path or ""], finding.span)) for slug, finding in found] == [
        *(("b", "A story"), ("d", "'A  Story!'"), ("d", "3")),
    ]
    assert [finding.severity for _, finding in found] == [Severity.WARNING] * 2 + [None]
    assert [finding.help for _, finding in found][:2] == ["Write `A Story`."] * 2
    assert found[0][1].message == "The series `A story` is `A Story` in another spelling."


def test_a_draft_does_not_outvote_what_is_published() -> None:
    assert [
        each[0]
        for each in said(
            "series: A story; part: 1",
            "series: A Story; part: 2; draft: true",
            "series: A Story; part: 3; draft: true",
        )
    ] == ["b", "c"]


# --- all in all ----------------------------------------------------------------------------------


def test_what_is_wrong_in_a_draft_stops_no_build(tmp_path: Path) -> None:
    root = make_blog(
        tmp_path,
        dict(blog("part: 1", "part: 1; draft: true")),
    )
    settings = load_settings(root)
    verdict = story.check(story.Job(root, settings, selection(RULES, settings), TODAY)).verdict
    assert [(each.code, each.severity) for each in verdict.diagnostics] == [
        ("TX005", Severity.WARNING)
    ]


def test_without_any_spans_it_points_at_the_opening_fence() -> None:
    from pipeline.examine import summarise
    from pipeline.read import read, source_of

    files = blog("part: 1", "part: 1", "series: A story; part: 9")
    summaries = tuple(
        replace(summarise(read(*source_of(path, data), SETTINGS), SETTINGS), spans={"": Span(0, 3)})
        for path, data in files.items()
    )
    corpus = Corpus(summaries, Inventory({}, tuple(files)), NOW)
    found = list(series_part.RULE.check(corpus, SETTINGS))
    assert [finding.span for finding in found] == [Span(0, 3)] * 3
