"""TX004, tag-variant: two spellings of one tag."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.examine import summarise
from pipeline.model import Corpus, Edit, Finding, Fix, Inventory, Related, Settings, Span
from pipeline.read import read, source_of
from pipeline.rules.articles.tag_variant import RULE
from tests.rules.examples import NOW, SETTINGS, article, marked

FREE: Settings = replace(
    SETTINGS,
    article_schema={
        "$schema": SETTINGS.article_schema["$schema"],
        "type": "object",
        "properties": {"tags": {"type": "array"}},
    },
)
"""A blog that lets authors write tags as they like."""


def blog(*tags: str, **front_matter: str) -> dict[str, bytes]:
    """Articles a, b, c ..., each with the tags of one YAML list; then those with names."""
    lists = {chr(ord("a") + index): f"tags: {each}\n" for index, each in enumerate(tags)}
    return {
        (path := f"content/articles/{slug}.md"): article(path, front_matter=fields).encode()
        for slug, fields in {**lists, **front_matter}.items()
    }


def found_in(files: dict[str, bytes]) -> list[Finding]:
    summaries = [
        summarise(read(*source_of(path, data), FREE), FREE) for path, data in sorted(files.items())
    ]
    return [*RULE.check(Corpus(tuple(summaries), Inventory({}, tuple(files)), NOW), FREE)]


def said(files: dict[str, bytes]) -> list[tuple[str, str, str]]:
    """The article's letter, the marked bytes, and what the fix writes instead, if there is one."""
    return [
        (
            (path := finding.path or "").removeprefix("content/articles/").removesuffix(".md"),
            files[path][finding.span.start : finding.span.end].decode() if finding.span else "",
            finding.fix.edits[0].replacement if finding.fix else "",
        )
        for finding in found_in(files)
    ]


SAME = [
    ("tests", "test"),
    ("classes", "class"),
    ("processes", "process"),
    ("queries", "query"),
    ("apis", "api"),
    ("libraries", "library"),
    ("caches", "cache"),
    ("indexes", "index"),
    ("branches", "branch"),
    ("aliases", "alias"),
    ("Python", "python"),
    ("PYTHON", "Python"),
    ("type hints", "type-hints"),
    ("TypeHints", "type-hints"),
    ("type_hints", "TypeHints"),
    ("type-hint", "Type Hints"),
    ("unit-tests", "unit-test"),
    ("node.js", "nodejs"),
    ("python-3", "python3"),
    ("e-mails", "email"),
    ("Größen", "größen"),
]


@pytest.mark.parametrize(("rare", "usual"), [*SAME, *((usual, rare) for rare, usual in SAME)])
def test_the_rarer_spelling_is_named_and_may_be_renamed(rare: str, usual: str) -> None:
    files = blog(f"[other, {rare}]", f"[{usual}]", f"[{usual}, more]")
    assert said(files) == [("a", rare, usual)]


APART = [
    ("new", "news"),
    ("os", "oss"),
    ("pas", "pass"),
    ("c", "c++"),
    ("c", "c#"),
    ("'c++'", "'c#'"),
    ("c", "cs"),
    ("js", "jss"),
    ("data", "datum"),
    ("aws", "aw"),
    ("sas", "sa"),
    ("css", "cs"),
    ("kubernetes", "kubernete"),
    ("go", "goes"),
    ("http", "https"),
    ("io", "ios"),
    ("r", "rs"),
    ("window", "windows"),
    ("rail", "rails"),
    ("hacker-new", "hacker-news"),
    ("python-3-1", "python-31"),
    ("python2", "python3"),
    ("net", "'.net'"),
    ("java", "javascript"),
    ("test", "testing"),
    ("cas", "cases"),
    ("analysis", "analyses"),
    ("test", "best"),
]


@pytest.mark.parametrize(("one", "other"), APART)
def test_words_that_only_look_alike_are_left_alone(one: str, other: str) -> None:
    assert said(blog(f"[{one}]", f"[{other}, x]", f"[{other}]")) == []


def test_the_whole_finding() -> None:
    text, (rare,) = marked(article(front_matter="tags: [é, '«tests»']\n"))
    other, (usual,) = marked(article(front_matter="tags:\n  - one\n  - «test»\n"))
    files = {
        f"content/articles/{name}.md": data.encode()
        for name, data in (("a", text), ("b", other), ("c", other), ("d", text), ("e", other))
    }
    first, second = found_in(files)
    assert first == Finding(
        span=rare,
        message="The tag `tests` is `test` in another spelling: 2 articles use the one, "
        "3 articles use the other.",
        help="Write `test`.",
        related=(Related(usual, "this one is usual", "content/articles/b.md"),),
        fix=Fix(safe=False, edits=(Edit(rare, "test"),)),
        path="content/articles/a.md",
    )
    assert second == replace(first, path="content/articles/d.md")


def test_an_article_with_both_is_told_and_not_mended() -> None:
    files = blog("[tests, test]", "[test]")
    assert said(files) == [("a", "tests", "")]
    (finding,) = found_in(files)
    assert finding.help == "Take it out: the article has `test` already."


def test_of_two_rare_ones_in_an_article_only_the_first_is_renamed() -> None:
    files = blog("[Tests, TEST, Tests]", "[test]", "[test]")
    assert said(files) == [("a", "Tests", "test"), ("a", "TEST", "")]


@pytest.mark.parametrize(
    ("lists", "expected"),
    [
        (["[tests]", "[test]"], [("a", "tests", "test")]),
        (["[test]", "[tests]"], [("b", "tests", "test")]),
        (["[Python]", "[python]"], [("a", "Python", "python")]),
        (["[python]", "[Python]"], [("b", "Python", "python")]),
        (["[Tests]", "[tests]", "[test]"], [("a", "Tests", "test"), ("b", "tests", "test")]),
    ],
)
def test_of_spellings_in_equal_use_the_first_in_order_is_the_right_one(
    lists: list[str], expected: list[tuple[str, str, str]]
) -> None:
    assert said(blog(*lists)) == expected


QUOTED = [
    ("[tests]", "tests", "test"),
    ('["tests"]', "tests", "test"),
    ("['tests']", "tests", "test"),
    ("\n  - tests  # why\n  - x", "tests", "test"),
    ('\n  - "tests"', "tests", "test"),
    ('["t\\x65sts"]', '"t\\x65sts"', ""),
]


@pytest.mark.parametrize(("value", "marked_", "renamed"), QUOTED)
def test_the_quotes_stay_and_what_is_not_as_written_is_not_renamed(
    value: str, marked_: str, renamed: str
) -> None:
    assert said(blog(value, "[test]", "[test]")) == [("a", marked_, renamed)]


def test_a_spelling_that_needs_quotes_of_its_own_is_not_written() -> None:
    assert said(blog("[No]", "['no']", "['no']")) == [("a", "No", "")]
    assert said(blog("[x-1]", "['x: 1']", "['x: 1']")) == []


def test_drafts_are_left_alone_and_do_not_count() -> None:
    drafts = {"x": "tags: [tests]\ndraft: true\n", "y": "tags: [tests]\ndraft: true\n"}
    assert said(blog("[test]", **drafts)) == []
    assert said(blog("[test]", "[tests]", **drafts)) == [("b", "tests", "test")]


def test_one_article_counts_once_and_repeats_are_another_rules() -> None:
    assert said(blog("[tests, tests, tests]", "[test]", "[test]")) == [("a", "tests", "test")]


def test_the_packaged_schema_knows_variants_too() -> None:
    files = blog("[type-hints]", "[typehints]", "[type-hints]")
    summaries = tuple(
        summarise(read(*source_of(path, data), SETTINGS), SETTINGS) for path, data in files.items()
    )
    corpus = Corpus(summaries, Inventory({}, ()), NOW)
    assert [each.path for each in RULE.check(corpus, SETTINGS)] == ["content/articles/b.md"]


@pytest.mark.parametrize(
    "tags", ["test", "[5, tests]", "[[tests], test]", "{a: tests}", "", "&a [tests]"]
)
def test_wrong_values_are_no_trouble(tags: str) -> None:
    assert found_in(blog(tags)) == []


def test_a_tag_after_one_that_is_no_text_is_marked_at_its_own_place() -> None:
    assert said(blog("[5, tests]", "[test]", "[test]")) == [("a", "tests", "test")]


def test_without_any_spans_nothing_crashes() -> None:
    files = blog("[tests]", "[test]", "[test]")
    bare = tuple(
        replace(summarise(read(*source_of(path, data), FREE), FREE), spans={"": Span(0, 3)})
        for path, data in files.items()
    )
    (finding,) = RULE.check(Corpus(bare, Inventory({}, ()), NOW), FREE)
    assert (finding.span, finding.fix) == (Span(0, 3), None)
