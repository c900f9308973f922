"""The rules on how a title is published: PB003 and PB005."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.model import Severity
from pipeline.rules.publishing import title_angle_brackets, title_too_long
from tests.rules.examples import SETTINGS, article, marked, places, said_by

# --- PB003: title-angle-brackets -----------------------------------------------------------------

LIKE_TAGS = [
    "How Vec«<T>» Grows",
    "Why Option«<Box<T>>» and Map«<K, V>» Nest",
    '"The «<details>» Element"',
    "'The End: «</body>»'",
    '"A «<!-- comment -->» Too"',
    "When x«<y and Nothing Closes It»",
    "Ä 🙂 Vec«<é>» ü".replace("<é>", "<T>"),
    '"Plain «<?php ?>» Text"',
]


@pytest.mark.parametrize("title", LIKE_TAGS)
def test_what_looks_like_a_tag_is_named_where_it_stands(title: str) -> None:
    plain, spans = marked(article(front_matter=f"title: {title}\n"))
    assert [place for place in places(plain) if place[0][:2] == "PB"] == [
        ("PB003", span) for span in spans
    ]


@pytest.mark.parametrize(
    "title",
    [
        '«"How Vec\\x3cT> Grows"»',
        "«'It''s a Vec<T>'»",
        "«>-\n  How Vec<T>\n  Grows»",
        "«How   Vec<T> Grows»",
    ],
)
def test_where_the_value_is_not_as_written_the_whole_of_it_is_marked(title: str) -> None:
    plain, (whole,) = marked(article(front_matter=f"title: {title}\n"))
    (finding,) = said_by(title_angle_brackets.RULE, plain)
    assert finding.span == whole
    assert finding.message == (
        "Some feed readers take `<T>` for a tag, and drop it from the title."
    )
    assert finding.help == "Say it without angle brackets."


NO_TAGS = [
    "title: From a -> b to c => d\n",
    "title: When 2 < 3 and 4 > 3\n",
    "title: I <3 Python, and x <- 5\n",
    "title: A <= B, B >= C, A <> C\n",
    "title: Shift left << and right >>\n",
    "title: How &lt;T&gt; Is Written\n",
    "description: A description may say Vec<T>, since feeds hold it as text that is escaped.\n",
    "learn: [What Vec<T> is, How it grows, When it shrinks]\n",
    "title: 5\n",
    "title: [Vec<T>]\n",
]


@pytest.mark.parametrize("front_matter", NO_TAGS)
def test_other_brackets_and_other_fields_are_left_alone(front_matter: str) -> None:
    assert said_by(title_angle_brackets.RULE, article(front_matter=front_matter)) == []


# --- PB005: title-too-long -----------------------------------------------------------------------

SEVENTY = "A Title of Seventy Characters, Which Is as Long as a Title May Ever Be"

LONG = [
    f"{SEVENTY}«!»",
    f'"{SEVENTY}«, and More»"',
    f"'{SEVENTY}« 🙂 é»'",
    f"É{SEVENTY[1:]}«é»",
    f'«"  {SEVENTY}!  "»',
]


@pytest.mark.parametrize("title", LONG)
def test_what_is_too_much_is_marked(title: str) -> None:
    plain, (span,) = marked(article(front_matter=f"title: {title}\n"))
    assert [finding.span for finding in said_by(title_too_long.RULE, plain)] == [span]


def test_the_message_counts_the_characters() -> None:
    (finding,) = said_by(title_too_long.RULE, article(front_matter=f"title: {SEVENTY}!\n"))
    assert (finding.message, finding.help) == (
        "The title has `71` characters, and after `70` it is cut in many places.",
        "Say it in at most `70` characters; the rest can go into the description.",
    )
    assert title_too_long.RULE.severity is Severity.WARNING


def test_a_title_that_is_folded_is_marked_as_a_whole() -> None:
    plain, (whole,) = marked(article(front_matter=f"title: «'{SEVENTY}\n  and more'»\n"))
    assert [finding.span for finding in said_by(title_too_long.RULE, plain)] == [whole]


SHORT = [
    f"title: {SEVENTY}\n",
    f"title: '{'é' * 70}'\n",
    f"title: '{'🙂' * 70}'\n",
    f'title: "{SEVENTY}   "\n',
    f'title: "{SEVENTY.replace(" ", "    ", 1)}"\n',
    f"title: {'x' * 200}\n",
    f"title: [{SEVENTY}!]\n",
    f"description: {SEVENTY}, and this is no title\n",
    "title:\n",
]


@pytest.mark.parametrize("front_matter", SHORT)
def test_shorter_ones_and_what_the_schema_refuses_are_left_alone(front_matter: str) -> None:
    assert said_by(title_too_long.RULE, article(front_matter=front_matter)) == []


def test_the_settings_may_move_the_limit() -> None:
    settings = replace(SETTINGS, thresholds={**SETTINGS.thresholds, "PB005": {"characters": 20}})
    plain, spans = marked(article(front_matter="title: A Title of Some More« Characters»\n"))
    found = said_by(title_too_long.RULE, plain, settings)
    assert [finding.span for finding in found] == spans


@pytest.mark.parametrize("rule", [title_angle_brackets.RULE, title_too_long.RULE])
@pytest.mark.parametrize(
    "text", ["", "---\n", "---\ntitle: [\n---\n<T>", "---\n- <T>\n---\n", "\udcff"]
)
def test_broken_files_are_no_trouble(rule: object, text: str) -> None:
    assert isinstance(rule, type(title_too_long.RULE))
    assert said_by(rule, text) == []
