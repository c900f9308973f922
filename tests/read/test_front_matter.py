"""Front matter: data as YAML 1.2 has it, a place for everything, a reason for what is refused."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.model import FrontMatter, Pointer, Problem, ProblemKind, Source, Span
from pipeline.read import yaml_tree
from pipeline.read.front_matter import read_front_matter, schema_problems
from tests.blog import settings

MISSING = ProblemKind.FRONT_MATTER_MISSING
UNTERMINATED = ProblemKind.FRONT_MATTER_UNTERMINATED
SYNTAX = ProblemKind.YAML_SYNTAX
LIMITS = ProblemKind.YAML_LIMITS


class Read:
    """What comes of a text, with spans cut out of the stored bytes."""

    def __init__(self, text: str) -> None:
        self.bytes = text.encode()
        source = Source("content/articles/x.md", self.bytes, text)
        self.front_matter, self.start, self.problems = read_front_matter(source)

    @property
    def data(self) -> Mapping[str, Any]:
        return self.front_matter.data

    @property
    def body(self) -> str:
        return self.bytes[self.start :].decode()

    @property
    def values(self) -> dict[Pointer, str]:
        return {pointer: self.cut(span) for pointer, span in self.front_matter.values.items()}

    @property
    def keys(self) -> dict[Pointer, str]:
        return {pointer: self.cut(span) for pointer, span in self.front_matter.keys.items()}

    @property
    def found(self) -> list[tuple[ProblemKind, str]]:
        """Kind and marked text of each problem."""
        return [(problem.kind, self.cut(problem.span)) for problem in self.problems]

    def cut(self, span: Span) -> str:
        return self.bytes[span.start : span.end].decode()


def fields(text: str) -> Read:
    """What comes of these lines between two fences, with a body behind them."""
    return Read(f"---\n{text}---\nBody.\n")


@pytest.fixture(params=["C", "Python"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Both parsers of PyYAML, one after the other."""
    if request.param == "Python":
        monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    elif not hasattr(yaml, "CSafeLoader"):
        pytest.skip("this PyYAML has no parser in C")
    yaml_tree._parser_class.cache_clear()
    yield request.param
    yaml_tree._parser_class.cache_clear()


# --- data ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("text", "text"),
        ("no", "no"),
        ("on", "on"),
        ("Yes", "Yes"),
        ("12:30", "12:30"),
        ("2026-01-02", "2026-01-02"),
        ("2026-02-30", "2026-02-30"),
        ("2026-01-05T10:00:00Z", "2026-01-05T10:00:00Z"),
        ("1_000", "1_000"),
        ("0b11", "0b11"),
        ("=", "="),
        ("true", True),
        ("False", False),
        ("tRUE", "tRUE"),
        ("~", None),
        ("null", None),
        ("Null", None),
        ("", None),
        ("'null'", "null"),
        ('"5"', "5"),
        ("5", 5),
        ("-5", -5),
        ("+5", 5),
        ("010", 10),
        ("0o17", 15),
        ("0x1F", 31),
        ("1.10", 1.1),
        ("1e3", 1000.0),
        (".5", 0.5),
        ("1e999", math.inf),
        ("-.INF", -math.inf),
        ("1.2.3", "1.2.3"),
        ("[]", []),
        ("{}", {}),
        ("[a, [b, 1], {c: d}]", ["a", ["b", 1], {"c": "d"}]),
        ("!!str 5", "5"),
        ("! 5", "5"),
        ('!!int "5"', 5),
        ("!!float 5", 5),
        ("!!seq [a]", ["a"]),
        ("text # comment", "text"),
        ("'it''s'", "it's"),
        (r'"a\tb\u00e9"', "a\tbé"),
        ("👩‍💻 日本", "👩‍💻 日本"),
        ("a\u2028b\x85c", "a\u2028b\x85c"),
    ],
)
def test_a_value_is_what_yaml_1_2_says(written: str, value: object, parser: str) -> None:
    read = fields(f"key: {written}\n")
    assert (read.data, read.problems) == ({"key": value}, ())


def test_not_a_number_is_a_number_of_its_own_kind() -> None:
    assert math.isnan(fields("key: .nan\n").data["key"])


def test_block_scalars_keep_or_fold_their_lines() -> None:
    read = fields("a: |\n  one\n  two\nb: >-\n  one\n  two\nc: |+\n  one\n\nd: >\n")
    assert read.data == {"a": "one\ntwo\n", "b": "one two", "c": "one\n\n", "d": ""}


def test_aliases_stand_for_what_was_anchored() -> None:
    read = fields("a: &list [1, &x 2]\nb: *list\nc: *x\n&key d: *key\n")
    assert (read.data, read.problems) == ({"a": [1, 2], "b": [1, 2], "c": 2, "d": "d"}, ())
    assert read.values[("b",)] == "*list"
    assert ("b", 0) not in read.values


def test_a_merge_key_is_a_key_like_any_other() -> None:
    assert fields("<<: {a: b}\n").data == {"<<": {"a": "b"}}


def test_keys_are_text_as_they_are_written() -> None:
    assert fields("1: a\ntrue: b\n'q': c\n? long\n: d\n~: e\n").data == {
        "1": "a",
        "true": "b",
        "q": "c",
        "long": "d",
        "~": "e",
    }


@pytest.mark.parametrize("text", ["", "# a comment alone\n", "\n\n", "{}\n"])
def test_front_matter_without_fields_is_an_empty_mapping(text: str) -> None:
    read = fields(text)
    assert (read.data, read.front_matter.broken, read.problems) == ({}, False, ())


KEYS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1)
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**99), 10**99) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=10,
)


@given(st.dictionaries(KEYS, VALUES, max_size=4), st.booleans(), st.booleans())
@example({"a": "---"}, False, True)
@example({"a": "x\n---\ny\n"}, False, True)
@example({"a": ["# b", "- c", ""]}, True, False)
def test_what_yaml_writes_is_read_back(data: dict[str, Any], flow: bool, as_is: bool) -> None:
    class Dumper(yaml.SafeDumper):
        def ignore_aliases(self, data: object) -> bool:
            return True

    text = yaml.dump(
        data, Dumper=Dumper, default_flow_style=flow, allow_unicode=as_is, sort_keys=False
    )
    read = fields(text)
    assert (read.data, read.problems) == (data, ())


# --- places --------------------------------------------------------------------------------------


def test_every_key_value_and_item_has_its_place(parser: str) -> None:
    read = fields(
        "title: A title # not this\n"
        "quoted: 'it''s'\n"
        "folded: >-\n"
        "  one\n"
        "  two\n"
        "\n"
        "list:\n"
        "  - a\n"
        "  - b: c\n"
        "    d: e\n"
        "flow: [ 1 , {x: y} ]\n"
        "same:\n"
        "- a\n"
        "last: plain over\n"
        "  two lines\n"
    )
    assert read.keys == {
        ("title",): "title",
        ("quoted",): "quoted",
        ("folded",): "folded",
        ("list",): "list",
        ("list", 1, "b"): "b",
        ("list", 1, "d"): "d",
        ("flow",): "flow",
        ("flow", 1, "x"): "x",
        ("same",): "same",
        ("last",): "last",
    }
    assert read.values == {
        ("title",): "A title",
        ("quoted",): "'it''s'",
        ("folded",): ">-\n  one\n  two",
        ("list",): "- a\n  - b: c\n    d: e",
        ("list", 0): "a",
        ("list", 1): "b: c\n    d: e",
        ("list", 1, "b"): "c",
        ("list", 1, "d"): "e",
        ("flow",): "[ 1 , {x: y} ]",
        ("flow", 0): "1",
        ("flow", 1): "{x: y}",
        ("flow", 1, "x"): "y",
        ("same",): "- a",
        ("same", 0): "a",
        ("last",): "plain over\n  two lines",
    }


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("key:\n", "key:"),
        ("key: \n", "key: "),
        ("key:   # why\n", "key: "),
        ("other: 1\nkey:\n", "other: 1\nkey:"),
        ("list:\n  - a\n  -\n", "list:\n  - a\n  -"),
        ("list:\n  - \n", "list:\n  - "),
    ],
)
def test_an_empty_value_is_where_it_would_be(text: str, before: str) -> None:
    read = fields(text)
    span = list(read.front_matter.values.values())[-1]
    if text.startswith("list"):
        span = next(each for each in read.front_matter.values.values() if each.start == each.end)
    at = len(f"---\n{before}".encode())
    assert span == Span(at, at)


def test_a_value_does_not_begin_with_its_anchor_or_tag() -> None:
    read = fields("a: &x text\nb: !!str &y 5\nc: &z\n  - 1\nd: &w [1]\n")
    top = {pointer[0]: value for pointer, value in read.values.items() if len(pointer) == 1}
    assert top == {"a": "text", "b": "5", "c": "- 1", "d": "[1]"}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("inside", ["é🎉", "日本語", "a\u2028b", "a\x85b", "plain"])
def test_places_are_bytes_whatever_the_line_ends_and_letters(end: str, inside: str) -> None:
    lines = ["---", f"title: {inside}", f"list: [{inside}, '{inside}']", "---", "Body."]
    read = Read(end.join(lines))
    assert read.values == {
        ("title",): inside,
        ("list",): f"[{inside}, '{inside}']",
        ("list", 0): inside,
        ("list", 1): f"'{inside}'",
    }
    assert (read.data["list"], read.body) == ([inside, inside], "Body.")


def test_the_front_matter_goes_from_fence_to_fence() -> None:
    read = Read("--- \ntitle: é\n---\t\nBody.\n")
    front_matter = read.front_matter
    assert read.cut(front_matter.span) == "--- \ntitle: é\n---"
    assert (read.cut(front_matter.fence), read.body) == ("---", "Body.\n")


def test_a_line_across_the_page_does_not_end_the_body() -> None:
    assert Read("---\na: b\n---\nOne\n\n---\n\nTwo").body == "One\n\n---\n\nTwo"


def test_a_fence_within_a_block_scalar_is_text_when_it_is_indented() -> None:
    read = fields("a: |\n  ---\n  x\n")
    assert read.data == {"a": "---\nx\n"}


@given(st.integers(0, 30), st.sampled_from(["# é\n", "\n", "x-{}: 日\n"]))
def test_lines_before_a_value_move_its_place_by_their_length(count: int, line: str) -> None:
    before = "".join(line.format(number) for number in range(count))
    plain, moved = fields("title: x\n"), fields(f"{before}title: x\n")
    by = len(before.encode())
    assert moved.front_matter.values[("title",)] == Span(
        *(at + by for at in plain.front_matter.values[("title",)])
    )
    assert moved.start == plain.start + by


# --- the fences ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "detail", "marked", "body"),
    [
        ("", "the file is empty", "", ""),
        (" \n\t\n", "the file is empty", "", " \n\t\n"),
        ("\ufeff", "the file is empty", "", "\ufeff"),
        ("Words.\n", "the file has none", "", "Words.\n"),
        ("# A heading\n\n---\n\nWords\n", "the file has none", "", "# A heading\n\n---\n\nWords\n"),
        ("{% raw %}\n", "the file has none", "", "{% raw %}\n"),
        ("+++\na = 1\n+++\nBody", "the file starts with TOML", "+++", "Body"),
        ("+++\na = 1\n", "the file starts with TOML", "+++", "+++\na = 1\n"),
        ('{\n"a": 1\n}\nBody', "the file starts with a JSON object", "{", "Body"),
        (
            "----\na: b\n----\n",
            "the first line is `----`, which does not open it",
            "----",
            "----\na: b\n----\n",
        ),
        (
            "--- # fields\na: b\n---\n",
            "the first line is `--- # fields`, which does not open it",
            "--- # fields",
            "--- # fields\na: b\n---\n",
        ),
        (
            "```yaml\na: b\n```\n",
            "the first line is ````yaml`, which does not open it",
            "```yaml",
            "```yaml\na: b\n```\n",
        ),
    ],
)
def test_a_file_without_front_matter_says_what_stands_there(
    text: str, detail: str, marked: str, body: str
) -> None:
    read = Read(text)
    assert [(each.kind, each.detail) for each in read.problems] == [(MISSING, detail)]
    assert (read.found, read.body) == ([(MISSING, marked)], body)
    assert (read.data, read.front_matter.broken) == ({}, True)


@pytest.mark.parametrize(
    ("before", "detail"),
    [
        ("\ufeff", "a byte order mark stands before it"),
        ("\ufeff\n", "a byte order mark stands before it"),
        ("\n", "a blank line stands before it"),
        ("\r\n \r\n", "a blank line stands before it"),
        (" ", "blanks stand before it"),
        ("<!-- a comment -->\n", "text stands before it"),
        ("# é\n\n", "text stands before it"),
    ],
)
def test_front_matter_behind_something_is_found_and_read(before: str, detail: str) -> None:
    read = Read(f"{before}---\ntitle: é\n---\nBody")
    assert [(each.kind, each.detail) for each in read.problems] == [(MISSING, detail)]
    assert read.found == [(MISSING, before)]
    assert (read.data, read.values, read.body) == ({"title": "é"}, {("title",): "é"}, "Body")
    assert read.cut(read.front_matter.fence) == "---"


@pytest.mark.parametrize(
    "text",
    [
        "A setext heading\n---\n\nwith: words\n\n---\n",
        "Words.\n\n---\n\nMore words.\n\n---\n",
        "x" * 2_000 + "\n---\ntitle: x\n---\n",
    ],
)
def test_a_line_across_the_page_is_not_taken_for_front_matter(text: str) -> None:
    assert [each.detail for each in Read(text).problems] == ["the file has none"]


@pytest.mark.parametrize(
    ("text", "marked", "body"),
    [
        ("---\ntitle: x\n\nWords.\n", "---", "Words.\n"),
        ("---\ntitle: x\n\n## Heading\n\nWords: words\n", "---", "## Heading\n\nWords: words\n"),
        ("---\ntitle: x\n\n# Heading\n\nWords\n", "---", "# Heading\n\nWords\n"),
        ("---\ntitle: x\n\n## Heading\n\nWords\n\n---\n\nMore\n", "---", None),
        ("---\ntitle: x\n----\nWords\n", "----", "Words\n"),
        ("---\ntitle: x\n  ---\nWords\n", "  ---", "Words\n"),
        ("---\ntitle: x\n—\nWords\n", "—", "Words\n"),
        ("---\ntitle: x\n+++\nWords\n", "+++", "Words\n"),
        ("---\ntitle: x\n...\nWords\n", "...", "Words\n"),
        ("---\ntitle: x\n", "---", ""),
    ],
)
def test_front_matter_that_nothing_closes_is_read_up_to_the_body(
    text: str, marked: str, body: str | None
) -> None:
    read = Read(text)
    assert read.found == [(UNTERMINATED, marked)]
    assert read.body == (text[text.index("## Heading") :] if body is None else body)
    assert (read.data, read.front_matter.broken) == ({"title": "x"}, False)


@pytest.mark.parametrize("text", ["---\ntitle: x\nWords.\n", "---\n[\n", "---\na: 'b\n\nWords\n"])
def test_what_cannot_be_told_from_the_body_brings_one_problem_and_no_body(text: str) -> None:
    read = Read(text)
    assert (read.found, read.data) == ([(UNTERMINATED, "---")], {})
    assert read.front_matter.broken


def test_the_place_where_the_article_seems_to_start_is_shown() -> None:
    read = Read("---\ntitle: é\n\nÉcoute: words.\nMore.\n")
    (problem,) = read.problems
    assert problem.related == ()
    read = Read("---\ntitle: é\n\nÉcoute ces mots.\nMore.\n")
    (problem,) = read.problems
    assert [(read.cut(each.span), each.message) for each in problem.related] == [
        ("Écoute ces mots.", "the article seems to start here")
    ]


@pytest.mark.parametrize(
    ("text", "marked", "detail", "advice"),
    [
        (
            "- title: x\n- date: y\n",
            "- title: x\n- date: y",
            "it is a list instead of fields with a value each",
            "Write `title: ...` and each other field on a line of its own.",
        ),
        (
            "Just words.\n",
            "Just words.",
            "it is one value instead of fields with a value each",
            "Write `title: ...` and each other field on a line of its own.",
        ),
        (
            "title:Words\n",
            "title:Words",
            "it is one value instead of fields with a value each",
            "Write `title: Words`, with a blank behind the colon.",
        ),
        (
            "null\n",
            "null",
            "it is one value instead of fields with a value each",
            "Write `title: ...` and each other field on a line of its own.",
        ),
    ],
)
def test_front_matter_that_is_no_mapping_is_refused(
    text: str, marked: str, detail: str, advice: str
) -> None:
    read = fields(text)
    assert read.found == [(UNTERMINATED, marked)]
    assert [(each.detail, each.help) for each in read.problems] == [(detail, advice)]
    assert (read.data, read.front_matter.broken, read.body) == ({}, True, "Body.\n")


# --- keys that are there twice -------------------------------------------------------------------


def test_a_key_that_is_there_twice_shows_the_first_which_counts() -> None:
    read = fields("a: 1\nb: {c: 1, c: 2}\n'a': 2\nl: [{d: 1, d: 2}]\n")
    assert read.data == {"a": 1, "b": {"c": 1}, "l": [{"d": 1}]}
    shown = [
        (each.kind, each.detail, read.cut(each.span), each.related[0].span.start)
        for each in read.problems
    ]
    duplicate = ProblemKind.DUPLICATE_KEY
    assert shown == [
        (duplicate, "c", "c", 13),
        (duplicate, "a", "'a'", 4),
        (duplicate, "d", "d", 37),
    ]
    assert (read.values[("a",)], read.front_matter.broken) == ("1", False)


def test_the_same_key_in_different_mappings_is_no_duplicate() -> None:
    assert fields("a: {x: 1}\nb: {x: 1}\nl: [{x: 1}, {x: 1}]\nx: 1\n").problems == ()


def test_a_flood_of_duplicates_is_told_a_hundred_times() -> None:
    assert len(fields("a: 1\n" * 5_000).problems) == 100


# --- limits --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "marked", "detail"),
    [
        ("a: !mine x\n", "!mine", "it has the tag `!mine`"),
        ("a: &x !mine\n", "!mine", "it has the tag `!mine`"),
        ("a: !!binary aGk=\n", "!!binary", "it has the tag `!!binary`"),
        ("a: !!set {b}\n", "!!set", "it has the tag `!!set`"),
        ("a: !!int five\n", "!!int", "it has the tag `!!int`"),
        ("!!python/name:os.system a: b\n", "!!python/name:os.system", None),
        ("a: !!python/object/apply:os.system [x]\n", "!!python/object/apply:os.system", None),
        ("a: !<tag:x.example,2026:y> b\n", "!<tag:x.example,2026:y>", None),
        ("a: " + "[" * 25 + "]" * 25 + "\n", "[", "it is nested deeper than 20 levels"),
        ("a: " + "{b: " * 25 + "}" * 25 + "\n", "{", "it is nested deeper than 20 levels"),
        ("- " * 30 + "a\n", "-", "it is nested deeper than 20 levels"),
        (
            "a: &a " + "[" * 15 + "]" * 15 + "\nb: " + "[" * 10 + "*a" + "]" * 10 + "\n",
            "*a",
            "it is nested deeper than 20 levels",
        ),
        ("a: &a 1\nb: [" + "*a, " * 51 + "]\n", "*a", "it has more than 50 aliases"),
        (
            "a: " + "9" * 5_000 + "\n",
            "9" * 5_000,
            "it has a number of 5,000 digits, and 300 are allowed",
        ),
        ("a: 0x" + "f" * 400 + "\n", "0x" + "f" * 400, None),
        ("a: !!int " + "9" * 5_000 + "\n", "9" * 5_000, None),
    ],
)
def test_what_an_article_never_needs_is_refused(
    text: str, marked: str, detail: str | None, parser: str
) -> None:
    read = fields(text)
    assert (read.found, read.data, read.front_matter.broken) == ([(LIMITS, marked)], {}, True)
    assert detail in (None, read.problems[0].detail)
    assert read.body == "Body.\n"


def test_a_billion_laughs_are_not_laughed() -> None:
    lines = ["a0: &a0 [ha, ha, ha]\n"]
    lines += [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}, *a{n - 1}]\n" for n in range(1, 12)]
    read = fields("".join(lines))
    assert [each.detail for each in read.problems] == [
        "its aliases stand for more than 1,000 values"
    ]


def test_front_matter_that_is_too_long_is_not_parsed() -> None:
    read = fields("a: " + "é" * 40_000 + "\n")
    assert read.found == [(LIMITS, "---")]
    assert read.problems[0].detail == "it has 80,008 bytes, and 65,536 are allowed"
    assert (read.data, read.body) == ({}, "Body.\n")


def test_what_stays_within_the_limits_is_read() -> None:
    read = fields(
        "a: &a [1, 2]\nb: [" + "*a, " * 50 + "]\nc: " + "[" * 19 + "]" * 19 + f"\nd: {'9' * 300}\n"
    )
    assert read.problems == ()
    assert read.data["d"] == int("9" * 300)


# --- syntax --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "marked", "detail", "advice"),
    [
        (
            "title: One: two\n",
            ": two",
            "the value of `title` holds a colon and a blank, which start a new key",
            'Write `title: "One: two"`.',
        ),
        (
            'title: The "one": two\n',
            ": two",
            "the value of `title` holds a colon and a blank, which start a new key",
            "Write `title: 'The \"one\": two'`.",
        ),
        (
            "learn:\n  - Why: because: so\n",
            ": so",
            "the value holds a colon and a blank, which start a new key",
            'Write `- "Why: because: so"`.',
        ),
        (
            "title: " + "long " * 20 + ": two\n",
            ": two",
            "the value of `title` holds a colon and a blank, which start a new key",
            "Put the value in quotes.",
        ),
        (
            "learn:\n\t- a\n",
            "\t- a",
            "a tab indents this line",
            "Indent with blanks: YAML does not allow tabs there.",
        ),
        (
            "title: 'It's here'\n",
            "'s here",
            "the text in quotes ends at this `'`, but more follows",
            'Write `title: "It\'s here"`.',
        ),
        (
            "learn:\n  - 'It's here'\n",
            "'s here",
            "the text in quotes ends at this `'`, but more follows",
            'Write `- "It\'s here"`.',
        ),
        (
            'title: "Say "hi" now"\n',
            '"hi" now',
            'the text in quotes ends at this `"`, but more follows',
            "Write `title: 'Say \"hi\" now'`.",
        ),
        (
            "title: 'one' and 'two' is it\n",
            "' and",
            "the text in quotes ends at this `'`, but more follows",
            "Write `''` for each `'` inside the quotes.",
        ),
        (
            'title: "One\ndate: 2026-01-05\n',
            '"One',
            'the quote opened here with `"` is never closed',
            'Close it with another `"`.',
        ),
        (
            "title: 'One\ndate: 2026-01-05\n",
            "'One",
            "the quote opened here with `'` is never closed",
            "Close it with another `'`. An apostrophe in single quotes is written twice: `''`.",
        ),
        (
            'title: "One\ndescription: "Two"\n',
            '"One',
            'the quote opened here with `"` is not closed on its line',
            'Close it with another `"`.',
        ),
        (
            "tags: [a, b\ndate: 2026-01-05\n",
            "[a, b",
            "the list opened here with `[` is never closed",
            "Close it with `]`.",
        ),
        (
            "image: {src: a\n",
            "{src",
            "the mapping opened here with `{` is never closed",
            "Close it with `}`.",
        ),
        (
            "tags: [a, b: c: d]\n",
            ": d]",
            "`:` does not fit into the list in brackets",
            (
                "Put a comma between the items of the list, and an item with special characters in"
                " quotes."
            ),
        ),
        (
            "title: @home\n",
            "@",
            "`@` cannot start a value without quotes",
            'Write `title: "@home"`.',
        ),
        ("title: %s\n", "%", "`%` cannot start a value without quotes", 'Write `title: "%s"`.'),
        (
            "title: `code`\n",
            "`code",
            "a backtick cannot start a value without quotes",
            "Put the value in quotes.",
        ),
        (
            "%TAG ! !\n",
            "%TAG",
            "`%` cannot start a line without quotes",
            "Put the value in quotes.",
        ),
        (
            "title: {{ site.title }}\n",
            "{{",
            "`{{` at the start of a value opens a mapping",
            "Put the value in quotes.",
        ),
        (
            "title: {{ a }} and b\n",
            "{{",
            "`{{` at the start of a value opens a mapping",
            "Put the value in quotes.",
        ),
        (
            "title: {% raw %}\n",
            "{%",
            "`{%` at the start of a value opens a mapping",
            'Write `title: "{% raw %}"`.',
        ),
        (
            "title: *bold* move\n",
            "*bold",
            "`*` at the start of a value makes it an alias",
            'Write `title: "*bold* move"`.',
        ),
        (
            "title: *bold\n",
            "*bold",
            "`*bold` at the start of a value refers to `&bold`, which is not there",
            'Put the value in quotes: `"*bold"`.',
        ),
        (
            "title: & more\n",
            "&",
            "`&` at the start of a value makes it an anchor",
            'Write `title: "& more"`.',
        ),
        (
            "title: > folded\n",
            "folded",
            "text stands behind `>` on its line",
            (
                "Put the text on the next lines, indented by two blanks, or put it in quotes"
                " without the `>`."
            ),
        ),
        (
            'title: "C:\\path"\n',
            "\\p",
            "`\\p` stands for no character in double quotes",
            "Write `\\\\p` for a backslash, or use single quotes, where it is only a backslash.",
        ),
        (
            "title: - one\n",
            "-",
            "`- ` behind a key would start a list on the key's own line",
            "Put each item on a line of its own, below the key, or put the value in quotes.",
        ),
        (
            "title: ] one\n",
            "]",
            "`]` cannot start a value without quotes",
            'Write `title: "] one"`.',
        ),
        (
            "title:One\ndate: x\n",
            ":One",
            "there is no blank behind the colon",
            "Write `title: One`.",
        ),
        (
            "date: x\ntitle:One\n",
            ":One",
            "there is no blank behind the colon",
            "Write `title: One`.",
        ),
        (
            "title：One\ndate: x\n",
            "：One",
            "a full-width colon `：` stands behind the key",
            "Write an ordinary colon and a blank: `: `.",
        ),
        (
            "date: x\ntitle:\xa0One\n",
            "\xa0One",
            "a no-break space (U+00A0) stands where YAML needs an ordinary blank",
            "Replace it by an ordinary blank.",
        ),
        (
            "title: One\n  date: x\n",
            "date",
            "`date` is indented, so it is taken for more of the value of `title`",
            "Start `date` in the same column as `title`, or put that value in quotes.",
        ),
        (
            "title: One\nand two\n",
            "and two",
            "this line is neither `key: value` nor more of the value above",
            (
                "Write `key: value`, indent it to continue the value above, or close the front"
                " matter with `---` before it."
            ),
        ),
        (
            "title: One\n- two\n",
            "- two",
            "this list item begins in a column that fits nothing above it",
            "Begin it in the same column as its neighbours: keys below keys, items below items.",
        ),
        (
            "learn:\n  - a\n date: x\n",
            "date: x",
            "this line begins in a column that fits nothing above it",
            "Begin it in the same column as its neighbours: keys below keys, items below items.",
        ),
        (
            "? [a]\n: b\n",
            "[",
            "a list or a mapping cannot be the name of a field",
            "Write the name as text, or put the value in quotes.",
        ),
        (
            "title: One\x07\n",
            "\x07",
            "it holds the control character U+0007",
            "Delete that character.",
        ),
    ],
)
def test_a_syntax_error_is_explained_at_its_cause(
    text: str, marked: str, detail: str, advice: str, parser: str
) -> None:
    read = fields(f"é: 🎉\n{text}")
    (problem,) = read.problems
    assert (problem.kind, problem.detail, problem.help) == (SYNTAX, detail, advice)
    shown = read.cut(problem.span)
    assert shown
    assert marked.startswith(shown)
    assert read.bytes[problem.span.start :].decode().startswith(marked)
    assert (read.data, read.front_matter.broken, read.body) == ({}, True, "Body.\n")


@pytest.mark.parametrize(
    "text", [r'a: "\ud800"' + "\n", r'a: "\U00110000"' + "\n", "a: 'b\n c\n", "a: [\n", "'\n"]
)
def test_both_parsers_refuse_what_neither_can_read(text: str, parser: str) -> None:
    read = fields(text)
    assert [kind for kind, _ in read.found] == [SYNTAX]


def test_a_comment_with_a_colon_and_a_quote_is_a_comment() -> None:
    assert fields("# it's: 'open\na: b # c: 'd\n").problems == ()


# --- any text ------------------------------------------------------------------------------------

YAMLISH = st.text(
    st.sampled_from("ab: -\n\r\t\"'[]{}#&*!|>%@`,?\\é日🎉\ufeff\x85\u2028\x07\xa0：.~0x9")
)
PIECES = st.lists(
    st.sampled_from(
        [
            "---", "...", "\n", "\r\n", "\r", "title: ", "x", ": ", "- ", "  ", "\t", "'", '"',
            "[", "]", "{", "}", "{{", "&a ", "*a", "!t ", "!!str ", "|", ">", "# ", "## H\n\n",
            "?", "%", "é", "🎉", "\ufeff", "\u2028", "\\", "<<", "+++", "words and words\n",
        ]
    ),
    max_size=40,
).map("".join)  # fmt: skip


def _is_sound(read: Read) -> None:
    """Whatever was found lies in the file, on borders of characters, and says something."""
    front_matter: FrontMatter = read.front_matter
    spans = [*front_matter.keys.values(), *front_matter.values.values()]
    spans += [front_matter.span, front_matter.fence, *(each.span for each in read.problems)]
    spans += [related.span for each in read.problems for related in each.related]
    spans += [Span(read.start, len(read.bytes))]
    for span in spans:
        assert 0 <= span.start <= span.end <= len(read.bytes)
        read.bytes[: span.start].decode()
        read.cut(span)
    assert all(problem.detail for problem in read.problems)
    assert front_matter.data == {} or not front_matter.broken
    assert not front_matter.broken or read.problems


@given(st.text() | YAMLISH | PIECES)
@example("## H\n\ndate:\n\x85")
@example("?\r\u2028  ")
@example("x\n \n")
def test_any_text_between_fences_is_read_or_refused(text: str) -> None:
    _is_sound(fields(text))


@given(st.text() | YAMLISH | PIECES)
def test_any_file_at_all_is_read_or_refused(text: str) -> None:
    _is_sound(Read(text))


@given(YAMLISH | PIECES)
def test_any_text_is_read_or_refused_by_the_parser_in_python(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.delattr(yaml, "CSafeLoader", raising=False)
        yaml_tree._parser_class.cache_clear()
        try:
            _is_sound(fields(text))
        finally:
            yaml_tree._parser_class.cache_clear()


# --- what the schema says ------------------------------------------------------------------------

NOTE = (
    "kind: note\n"
    "title: How a Queue Forgets\n"
    "description: What a message queue promises when a worker dies in the middle of its work.\n"
    "date: 2026-01-05\n"
    "category: Architecture\n"
)


SETTINGS = settings()


def schema_found(text: str, **changes: Any) -> tuple[Read, list[Problem]]:
    read = fields(text)
    return read, list(schema_problems(read.front_matter, replace(SETTINGS, **changes)))


def test_valid_front_matter_has_no_problem() -> None:
    assert schema_found(NOTE)[1] == []


@given(
    st.fixed_dictionaries(
        {
            "title": st.text("abc é日🎉:'\"#-", min_size=5, max_size=120).filter(str.strip),
            "description": st.text("abc é日🎉:'\"#\n-", min_size=50, max_size=200).filter(
                str.strip
            ),
            "date": st.dates().filter(lambda day: 1970 <= day.year < 9999).map(str),
            "category": st.sampled_from(["Career", "Python", "Web"]),
            "kind": st.just("note"),
        },
        optional={
            "level": st.sampled_from(["Beginner", "Intermediate", "Advanced"]),
            "reading_time": st.integers(1, 120),
            "tags": st.lists(st.from_regex(r"[a-z]{1,9}", fullmatch=True), min_size=1, max_size=5)
            .map(dict.fromkeys)
            .map(list),
            "draft": st.booleans(),
        },
    )
)
def test_generated_valid_front_matter_has_no_problem(data: dict[str, Any]) -> None:
    read, problems = schema_found(yaml.safe_dump(data, allow_unicode=True))
    assert (read.data, read.problems, problems) == (data, (), [])


def test_broken_front_matter_is_not_held_against_the_schema() -> None:
    assert schema_found("title: a: b\n")[1] == []


@pytest.mark.parametrize(
    ("text", "kind", "pointer", "marked"),
    [
        ("reading_time: '5'\n", ProblemKind.WRONG_TYPE, ("reading_time",), "'5'"),
        ("reading_time:\n", ProblemKind.WRONG_TYPE, ("reading_time",), ""),
        ("level: Expert\n", ProblemKind.VALUE_NOT_ALLOWED, ("level",), "Expert"),
        ("reading_time: 0\n", ProblemKind.VALUE_OUT_OF_RANGE, ("reading_time",), "0"),
        ("tags: [A b]\n", ProblemKind.BAD_FORMAT, ("tags", 0), "A b"),
        ("updated: 2026-02-30\n", ProblemKind.BAD_FORMAT, ("updated",), "2026-02-30"),
        ("tags: [a, b, a]\n", ProblemKind.DUPLICATE_ITEM, ("tags", 2), "a"),
        ("layout: post\n", ProblemKind.UNKNOWN_FIELD, ("layout",), "layout"),
        ("image:\n  src: a.png\n", ProblemKind.MISSING_FIELD, ("image", "alt"), "image"),
        ("image: {src: a, alt: b, x: 1}\n", ProblemKind.UNKNOWN_FIELD, ("image", "x"), "x"),
        ("part: 2\n", ProblemKind.MISSING_FIELD, ("series",), "---"),
    ],
)
def test_a_problem_of_the_schema_is_shown_where_it_is(
    text: str, kind: ProblemKind, pointer: Pointer, marked: str
) -> None:
    read, problems = schema_found(NOTE + text)
    assert [(each.kind, each.pointer, read.cut(each.span)) for each in problems] == [
        (kind, pointer, marked)
    ]


def test_missing_fields_are_shown_at_the_opening_fence() -> None:
    _, problems = schema_found("kind: note\n")
    assert [(each.kind, each.pointer, each.span) for each in problems] == [
        (ProblemKind.MISSING_FIELD, (name,), Span(0, 3))
        for name in ("title", "description", "date", "category")
    ]


def test_a_repeated_item_shows_the_first() -> None:
    read, (problem,) = schema_found(NOTE + "tags: [a, b, a]\n")
    assert [(each.span, each.message) for each in problem.related] == [
        (read.front_matter.values[("tags", 0)], "the first one is here")
    ]


def test_a_field_that_asks_for_another_is_shown() -> None:
    read, (problem,) = schema_found(NOTE + "part: 2\n")
    assert problem.detail == "`part` asks for it"
    assert [read.cut(each.span) for each in problem.related] == ["part"]


@pytest.mark.parametrize(
    ("lines", "pointer", "text"),
    [
        ("series: 1.10\n", ("series",), "1.10"),
        ("guid: 0x1F # é\n", ("guid",), "0x1F"),
        ("guid: true\n", ("guid",), "true"),
        ("guid: &x -.inf\n", ("guid",), "-.inf"),
        ("author: 007\n", ("author",), "007"),
        ("tags: [a, 2026]\n", ("tags", 1), "2026"),
        ("prerequisites:\n  - SQL\n  - 1e3\n", ("prerequisites", 1), "1e3"),
        ("image: {src: 12, alt: A}\n", ("image", "src"), "12"),
    ],
)
def test_where_the_schema_wants_text_a_number_is_text_as_it_is_written(
    lines: str, pointer: Pointer, text: str, parser: str
) -> None:
    read, problems = schema_found(NOTE + lines)
    value: Any = read.data
    for step in pointer:
        value = value[step]
    assert (value, problems) == (text, [])


def test_a_number_that_becomes_text_is_held_against_the_schema_as_text() -> None:
    read, problems = schema_found(NOTE + "tags: [1.10, 5, '5']\nupdated: 20260105\n")
    assert read.data["tags"] == ["1.10", "5", "5"]
    assert [(each.kind, read.cut(each.span)) for each in problems] == [
        (ProblemKind.BAD_FORMAT, "20260105"),
        (ProblemKind.DUPLICATE_ITEM, "'5'"),
        (ProblemKind.BAD_FORMAT, "1.10"),
    ]


@pytest.mark.parametrize(
    ("lines", "name", "value"),
    [
        ("reading_time: 010\n", "reading_time", 10),
        ("draft: true\n", "draft", True),
        ("series: !!int 404\n", "series", 404),
        ("series: ~\n", "series", None),
        ("part: &x 404\nseries: *x\n", "series", 404),
    ],
)
def test_what_is_meant_or_marked_as_a_number_stays_one(lines: str, name: str, value: Any) -> None:
    assert schema_found(NOTE + lines)[0].data[name] == value


def test_a_value_that_two_fields_share_becomes_text_where_text_is_wanted() -> None:
    schema = {
        "properties": {
            "a": {"items": {"type": "string"}},
            "b": {"items": {"type": "integer"}},
        }
    }
    read, problems = schema_found("kind: note\na: &x [1, 2]\nb: *x\n", article_schema=schema)
    assert (read.data["a"], read.data["b"], problems) == (["1", "2"], [1, 2], [])


def test_a_number_as_the_name_of_a_field_changes_no_value() -> None:
    read, _ = schema_found(NOTE + "series: Queues\n5: x\nguid: 6\n")
    assert (read.data["series"], read.data["5"], read.data["guid"]) == ("Queues", "x", "6")


def test_a_value_with_many_faults_has_one_problem() -> None:
    _, problems = schema_found(NOTE + "tags: ['', A b]\n")
    assert [(each.kind, each.pointer) for each in problems] == [
        (ProblemKind.BAD_FORMAT, ("tags", 0)),
        (ProblemKind.BAD_FORMAT, ("tags", 1)),
    ]
    _, problems = schema_found(NOTE.replace("How a Queue Forgets", "' '"))
    assert [each.keyword for each in problems] == ["minLength"]


def test_a_kind_that_the_blog_does_not_have_is_not_allowed() -> None:
    read, (problem,) = schema_found(NOTE.replace("note", "poem"))
    assert (problem.kind, problem.value) == (ProblemKind.VALUE_NOT_ALLOWED, "poem")
    assert (read.cut(problem.span), problem.expected) == ("poem", ("guide", "note"))


def test_a_kind_asks_for_fields_of_its_own() -> None:
    _, problems = schema_found(NOTE.replace("kind: note\n", ""))
    required = SETTINGS.kinds["guide"].required
    assert {("learn",), ("prerequisites",)} <= {each.pointer for each in problems}
    assert [(each.kind, each.pointer, each.detail) for each in problems] == [
        (ProblemKind.MISSING_FIELD, (name,), "the kind `guide` asks for it") for name in required
    ]


def test_a_wrong_kind_is_told_once_and_asks_for_nothing() -> None:
    _, problems = schema_found(NOTE.replace("kind: note", "kind: [note]"))
    assert [(each.kind, each.pointer) for each in problems] == [(ProblemKind.WRONG_TYPE, ("kind",))]


def test_a_blogs_own_schema_may_say_anything_and_nothing_breaks() -> None:
    schema = {
        "properties": {"a": False, "b": {"anyOf": [{"type": "string"}, {"type": "null"}]}},
        "minProperties": 9,
        "propertyNames": {"maxLength": 1},
        "not": {"required": ["c"]},
    }
    _, problems = schema_found("kind: note\na: 1\nb: 2\nc: 3\n", article_schema=schema)
    assert {(each.kind, each.pointer, each.keyword) for each in problems} == {
        (ProblemKind.UNKNOWN_FIELD, ("a",), "false"),
        (ProblemKind.BAD_FORMAT, ("b",), "anyOf"),
        (ProblemKind.VALUE_OUT_OF_RANGE, (), "minProperties"),
    }


def test_a_flood_of_unknown_fields_is_told_a_hundred_times() -> None:
    _, problems = schema_found(NOTE + "".join(f"x{n}: 1\n" for n in range(5_000)))
    assert len(problems) == 100


@given(
    st.dictionaries(
        st.sampled_from(["title", "date", "kind", "tags", "image", "learn", "author", "x"]),
        VALUES,
        max_size=6,
    )
)
def test_any_data_has_problems_with_places_in_the_file(data: dict[str, Any]) -> None:
    read, problems = schema_found(yaml.safe_dump(data, allow_unicode=True))
    assert len({each.pointer for each in problems}) == len(problems)
    for problem in problems:
        read.cut(problem.span)
        assert problem.span.end <= read.front_matter.span.end
