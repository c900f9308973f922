"""The door to jsonschema: what it says of data, and the article schema that travels with it."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import SettingsError
from pipeline.schema import DRAFT, Violation, check_schema, violations
from pipeline.settings import packaged_schema

ARTICLE = packaged_schema("article.schema.json")
PAGE = packaged_schema("page.schema.json")

VALID: dict[str, Any] = {
    "title": "How a Queue Forgets",
    "description": "What a message queue promises when a worker dies in the middle of its work.",
    "date": "2026-01-05",
    "category": "Architecture",
}


def keywords(data: Any, schema: Mapping[str, Any]) -> list[str]:
    return [violation.keyword for violation in violations(data, schema, "UTC")]


def article(**fields: Any) -> list[tuple[str, tuple[str | int, ...]]]:
    """Keyword and place of all that is wrong with a good article and these fields."""
    found = violations({**VALID, **fields}, ARTICLE, "Europe/Berlin")
    return [(each.keyword, each.pointer) for each in found]


# --- violations ----------------------------------------------------------------------------------


def test_each_missing_and_each_unknown_field_is_a_violation_of_its_own() -> None:
    schema = {
        "properties": {"a": {}, "b": {}},
        "required": ["a", "b"],
        "additionalProperties": False,
    }
    data = {"x": 1, "y": 2}
    assert violations(data, schema, "UTC") == (
        Violation("required", (), data, ["a", "b"], schema, "a", ""),
        Violation("required", (), data, ["a", "b"], schema, "b", ""),
        Violation("additionalProperties", (), data, False, schema, "x", ""),
        Violation("additionalProperties", (), data, False, schema, "y", ""),
    )


def test_missing_and_unknown_fields_are_found_below_others() -> None:
    inner = {"properties": {"src": {}}, "required": ["src"], "additionalProperties": False}
    found = violations({"image": {"x": 1}}, {"properties": {"image": inner}}, "UTC")
    assert [(each.keyword, each.pointer, each.name) for each in found] == [
        ("required", ("image",), "src"),
        ("additionalProperties", ("image",), "x"),
    ]


def test_a_pattern_of_names_makes_fields_known() -> None:
    schema = {"patternProperties": {"^x-": {"type": "string"}}, "additionalProperties": False}
    assert keywords({"x-a": "b"}, schema) == []
    assert keywords({"x-a": 5, "a": 5}, schema) == ["type", "additionalProperties"]


def test_other_fields_may_have_a_schema() -> None:
    found = violations({"a": 1, "b": "x"}, {"additionalProperties": {"type": "string"}}, "UTC")
    assert [(each.keyword, each.pointer, each.value) for each in found] == [("type", ("a",), 1)]


def test_a_field_that_another_asks_for_names_both() -> None:
    schema = {"dependentRequired": {"part": ["series"]}}
    found = violations({"part": 1}, schema, "UTC")
    assert [(each.keyword, each.name, each.reason) for each in found] == [
        ("dependentRequired", "series", "part")
    ]
    assert keywords({"series": "x"}, schema) == []


def test_each_repeated_item_points_at_itself_and_names_the_first() -> None:
    schema = {"uniqueItems": True}
    found = violations(["a", "b", "a", "a"], schema, "UTC")
    assert [(each.pointer, each.value, each.expected) for each in found] == [
        ((2,), "a", 0),
        ((3,), "a", 0),
    ]


@pytest.mark.parametrize("items", [[1, True], [0, False], ["1", 1], [[1], [1, 1]], [{}, []]])
def test_items_of_different_types_are_not_equal(items: list[Any]) -> None:
    assert keywords(items, {"uniqueItems": True}) == []


@pytest.mark.parametrize("value", [True, False, 5.0, "5", float("inf"), None])
def test_only_a_whole_number_is_an_integer(value: object) -> None:
    assert keywords(value, {"type": "integer"}) == ["type"]


@pytest.mark.parametrize("value", [True, float("inf"), float("nan"), "5"])
def test_truth_values_and_infinities_are_not_numbers(value: object) -> None:
    assert keywords(value, {"type": "number", "minimum": 3, "multipleOf": 2}) == ["type"]


@pytest.mark.parametrize("value", [5, 5.5, -1, 10**299])
def test_numbers_are_numbers(value: object) -> None:
    assert keywords(value, {"type": "number"}) == []


@pytest.mark.parametrize(
    ("pattern", "text", "fits"),
    [
        ("^a$", "a", True),
        ("^a$", "a\n", False),
        (r"a\$", "a$\n", True),
        (r"\\$", "\\\n", False),
        ("b", "abc", True),
    ],
)
def test_a_dollar_at_the_end_of_a_pattern_is_the_very_end(
    pattern: str, text: str, fits: bool
) -> None:
    assert (keywords(text, {"pattern": pattern}) == []) is fits


@pytest.mark.parametrize(
    ("form", "text", "reason"),
    [
        ("date", "2026-02-30", "February 2026 has 28 days"),
        ("date", "2026-02-03T10:00:00Z", "a date is meant, without a time"),
        ("date-or-date-time", "2026-02-30", "February 2026 has 28 days"),
        (
            "date-or-date-time",
            "2026-03-29T02:30",
            "there is no 02:30 on that day in Europe/Berlin: the clocks skip it",
        ),
        (
            "date-time",
            "2026-02-03",
            "date, time and offset are written `YYYY-MM-DDTHH:MM:SS+HH:MM`",
        ),
        ("uri", "example.com", "it does not start with `https://` or another scheme"),
        ("uri", "https://exa mple.com", "it has a blank in it, which must be percent-encoded"),
        ("uri", "https://é.example/", "it has `é` in it, which must be percent-encoded"),
        ("uri", "https://a.example/%zz", "it has `%` in it, which must be percent-encoded"),
        ("uri", "https:///path", "it names no host"),
        ("uri", "http:x", "it names no host"),
    ],
)
def test_a_format_is_checked_and_says_why(form: str, text: str, reason: str) -> None:
    found = violations(text, {"format": form}, "Europe/Berlin")
    assert [(each.keyword, each.reason) for each in found] == [("format", reason)]


@pytest.mark.parametrize(
    ("form", "value"),
    [
        ("date", "2026-02-28"),
        ("date-time", "2026-02-28T10:00:00+01:00"),
        ("date-or-date-time", "2026-02-28T10:00"),
        ("uri", "https://blog.example/a/?b=c#d"),
        ("uri", "http://[::1]:8000/"),
        ("uri", "mailto:ada@blog.example"),
        ("uri", "HTTPS://BLOG.EXAMPLE"),
        ("date", 5),
        ("unknown", "anything"),
    ],
)
def test_a_format_is_silent_about_what_has_it(form: str, value: object) -> None:
    assert violations(value, {"format": form}, "UTC") == ()


def test_the_zone_decides_whether_a_time_exists() -> None:
    schema = {"format": "date-or-date-time"}
    assert keywords("2026-03-29T02:30", schema) == []
    found = violations("2026-03-29T02:30", schema, "Europe/Berlin")
    assert [each.keyword for each in found] == ["format"]


def test_a_schema_may_forbid_a_field() -> None:
    found = violations({"image": 5}, {"properties": {"image": False}}, "UTC")
    assert [(each.keyword, each.pointer, each.schema) for each in found] == [
        ("false", ("image",), {})
    ]


def test_references_within_a_schema_are_followed() -> None:
    schema = {"$defs": {"n": {"type": "integer"}}, "properties": {"a": {"$ref": "#/$defs/n"}}}
    check_schema(schema)
    assert keywords({"a": "x"}, schema) == ["type"]


def test_many_schemas_one_after_another_keep_their_own_meaning() -> None:
    schemas = [{"const": number} for number in range(50)]
    found = [keywords(number, schema) for number, schema in enumerate(schemas)]
    again = [keywords(number + 1, schema) for number, schema in enumerate(schemas)]
    assert (found, again) == ([[]] * 50, [["const"]] * 50)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=8,
)


@given(
    st.dictionaries(st.sampled_from([*ARTICLE["properties"], "x"]), JSON, max_size=8),
)
def test_any_data_has_violations_or_none_and_the_same_ones_twice(data: dict[str, Any]) -> None:
    first = violations(data, ARTICLE, "UTC")
    assert repr(violations(copy.deepcopy(data), ARTICLE, "UTC")) == repr(first)


@pytest.mark.parametrize("other", [True, 1.0, "1", None])
def test_a_value_that_passed_vouches_for_no_value_of_another_type(other: Any) -> None:
    schema = {"properties": {"part": {"type": "integer"}}, "items": {"type": "integer"}}
    assert [keywords(data, schema) for data in ({"part": 1}, [1, 1])] == [[], []]
    assert keywords({"part": other}, schema) == ["type"]
    assert keywords([1, other], schema) == ["type"]


def test_a_date_that_passed_in_one_zone_may_be_wrong_in_another() -> None:
    schema = {"properties": {"date": {"format": "date-or-date-time"}}}
    data = {"date": "2026-03-29T02:30"}
    assert violations(data, schema, "UTC") == ()
    assert [each.keyword for each in violations(data, schema, "Europe/Berlin")] == ["format"]
    assert violations(data, schema, "UTC") == ()


def test_more_values_than_are_remembered_are_all_judged() -> None:
    schema = {"items": {"enum": list(range(3_000))}}
    assert keywords([*range(3_000), 3_000], schema) == ["enum"]
    assert keywords([*range(3_000), -1], schema) == ["enum"]


# --- the schema itself ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("schema", "sentence"),
    [
        ([], "The schema must be a JSON object."),
        (
            {"$schema": "http://json-schema.org/draft-07/schema#"},
            f"The schema must be of Draft 2020-12: its `$schema` is not `{DRAFT}`.",
        ),
        (
            {"properties": {"title": {"maxLength": "long"}}},
            (
                "The schema is not valid at `properties.title.maxLength`:"
                " 'long' is not of type 'integer'."
            ),
        ),
        (
            {"properties": {"title": {"pattern": "("}}},
            (
                "The schema has a pattern at `properties.title` that cannot be read:"
                " missing ), unterminated subpattern at position 0."
            ),
        ),
        (
            {"$ref": "https://blog.example/other.json"},
            (
                "The schema refers to `https://blog.example/other.json` at its top level, which it"
                " does not have: only `#/...` within the same file can be used."
            ),
        ),
        (
            {"items": {"$ref": "#/$defs/none"}},
            (
                "The schema refers to `#/$defs/none` at `items`, which it does not have:"
                " only `#/...` within the same file can be used."
            ),
        ),
        (
            {"items": {"$id": "https://blog.example/items"}},
            "The schema has an `$id` at `items`: only its top may.",
        ),
        ({"$ref": "#"}, "The schema refers to itself without end."),
    ],
)
def test_a_schema_that_cannot_be_used_is_the_operators_trouble(schema: Any, sentence: str) -> None:
    with pytest.raises(SettingsError) as caught:
        check_schema(schema)
    assert str(caught.value) == sentence


def test_what_looks_like_a_reference_in_an_example_is_none() -> None:
    check_schema({"examples": [{"$ref": "https://blog.example/", "pattern": "("}]})


@pytest.mark.parametrize(
    "name",
    [
        "article.schema.json",
        "page.schema.json",
        "settings.schema.json",
        "diagnostics.schema.json",
    ],
)
def test_the_packaged_schemas_can_be_used(name: str) -> None:
    check_schema(packaged_schema(name))


# --- the article schema --------------------------------------------------------------------------


def _parts(value: Any, name: str = "") -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Each field of a schema and each kind of item, with its name."""
    for field, inner in value.get("properties", {}).items():
        yield f"{name}.{field}", inner
        yield from _parts(inner, f"{name}.{field}")
    if "items" in value:
        yield f"{name}[]", value["items"]
        yield from _parts(value["items"], f"{name}[]")


@pytest.mark.parametrize(("name", "part"), [*_parts(ARTICLE), *_parts(PAGE, "page")])
def test_every_field_is_described_for_editors_and_its_examples_are_right(
    name: str, part: Mapping[str, Any]
) -> None:
    assert part["description"].endswith(".")
    assert part["examples"]
    assert [violations(example, part, "UTC") for example in part["examples"]] == [()] * len(
        part["examples"]
    )


def test_the_article_schema_has_no_choices_whose_errors_would_be_guesses() -> None:
    text = str(ARTICLE) + str(PAGE)
    assert [word for word in ("anyOf", "oneOf", "'not'", "'if'") if word in text] == []


def test_a_field_of_pages_is_that_of_articles_but_for_its_words_and_short_titles() -> None:
    ours, theirs = (dict(_parts(each)) for each in (PAGE, ARTICLE))
    assert {name: _limits(part) for name, part in ours.items() if name != ".title"} == {
        name: _limits(theirs[name]) for name in ours if name != ".title"
    }
    assert _limits(ours[".title"]) == {**_limits(theirs[".title"]), "minLength": 2}


def _limits(part: Mapping[str, Any]) -> dict[str, Any]:
    told = ("description", "examples", "items", "properties")
    return {name: value for name, value in part.items() if name not in told}


def test_four_fields_are_enough() -> None:
    assert article() == []
    assert sorted(VALID) == sorted(ARTICLE["required"])


@pytest.mark.parametrize(
    "fields",
    [
        {"title": "Why 5"},
        {"title": "x" * 120},
        {"title": "日本語の題"},
        {"title": "A title that was folded\n"},
        {"description": "x" * 50},
        {"description": "Two lines of it.\n" * 4},
        {"description": "🎉" * 200},
        {"date": "2026-01-05T10:00:00+01:00"},
        {"updated": "2026-01-06T10:00"},
        {"author": "Ada"},
        {"author": ["Ada", "Grace"]},
        {"kind": "how-to"},
        {"level": "Advanced"},
        {"reading_time": 1},
        {"reading_time": 120},
        {"learn": ["first", "second", "third"]},
        {"prerequisites": []},
        {"prerequisites": ["Python", "SQL: the basics"]},
        {"tags": ["c-plus-plus", "2026", "a"]},
        {"series": "Queues", "part": 1},
        {"series": "Queues"},
        {"draft": False},
        {"aliases": ["/old/", "/2019/05/My_Post.html", "/a"]},
        {"guid": "tag:blog.example,2019:5"},
        {"image": {"src": "../images/a.png", "alt": "A queue"}},
    ],
    ids=str,
)
def test_a_good_field_is_not_complained_about(fields: dict[str, Any]) -> None:
    assert article(**fields) == []


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"title": "Why?"}, [("minLength", ("title",))]),
        ({"title": "x" * 121}, [("maxLength", ("title",))]),
        ({"title": "Two\nlines"}, [("pattern", ("title",))]),
        ({"title": "        "}, [("pattern", ("title",))]),
        ({"title": 2026}, [("type", ("title",))]),
        ({"title": None}, [("type", ("title",))]),
        ({"description": "x" * 49}, [("minLength", ("description",))]),
        ({"description": "x" * 201}, [("maxLength", ("description",))]),
        ({"date": "2026-02-30"}, [("format", ("date",))]),
        ({"date": 20260105}, [("type", ("date",))]),
        ({"updated": ""}, [("format", ("updated",))]),
        ({"author": []}, [("minItems", ("author",))]),
        ({"author": {"name": "Ada"}}, [("type", ("author",))]),
        ({"author": ["Ada", 5]}, [("type", ("author", 1))]),
        ({"kind": "How To"}, [("pattern", ("kind",))]),
        ({"category": "Cooking"}, [("enum", ("category",))]),
        ({"level": "beginner"}, [("enum", ("level",))]),
        ({"reading_time": 0}, [("minimum", ("reading_time",))]),
        ({"reading_time": 121}, [("maximum", ("reading_time",))]),
        ({"reading_time": 4.0}, [("type", ("reading_time",))]),
        ({"reading_time": True}, [("type", ("reading_time",))]),
        ({"learn": ["first", "second"]}, [("minItems", ("learn",))]),
        ({"learn": [f"item {n}" for n in range(8)]}, [("maxItems", ("learn",))]),
        ({"learn": ["first", "second", "x"]}, [("minLength", ("learn", 2))]),
        ({"learn": ["first", "second", "first"]}, [("uniqueItems", ("learn", 2))]),
        ({"prerequisites": [f"item {n}" for n in range(7)]}, [("maxItems", ("prerequisites",))]),
        ({"tags": []}, [("minItems", ("tags",))]),
        ({"tags": ["Web"]}, [("pattern", ("tags", 0))]),
        ({"tags": ["a--b"]}, [("pattern", ("tags", 0))]),
        ({"tags": ["a\n"]}, [("pattern", ("tags", 0))]),
        ({"part": 1}, [("dependentRequired", ())]),
        ({"series": "Queues", "part": 0}, [("minimum", ("part",))]),
        ({"draft": "yes"}, [("type", ("draft",))]),
        ({"aliases": ["old/"]}, [("pattern", ("aliases", 0))]),
        ({"aliases": ["/"]}, [("pattern", ("aliases", 0))]),
        ({"aliases": ["/a/../b/"]}, [("pattern", ("aliases", 0))]),
        ({"aliases": ["//host/a"]}, [("pattern", ("aliases", 0))]),
        ({"aliases": ["/a?b"]}, [("pattern", ("aliases", 0))]),
        ({"guid": "a b"}, [("pattern", ("guid",))]),
        ({"guid": "x" * 201}, [("maxLength", ("guid",))]),
        ({"image": "a.png"}, [("type", ("image",))]),
        ({"image": {"src": "a.png"}}, [("required", ("image",))]),
        ({"image": {"src": "a", "alt": "b", "x": 1}}, [("additionalProperties", ("image",))]),
        ({"layout": "post"}, [("additionalProperties", ())]),
    ],
    ids=str,
)
def test_a_wrong_field_is_found_for_one_reason(
    fields: dict[str, Any], found: list[tuple[str, tuple[str | int, ...]]]
) -> None:
    assert article(**fields) == found
