"""The rules on reading time: RT001, RT002 and RT003."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.model import Edit, Finding, Fix, ReadingRates, Span
from pipeline.rules.reading_time import (
    article_too_long,
    article_too_short,
    reading_time_mismatch,
)
from tests.rules.examples import (
    GUIDE,
    RECIPE,
    SETTINGS,
    article,
    marked,
    mutant,
    places,
    said_by,
    without,
)

# --- RT001: reading-time-mismatch ----------------------------------------------------------------

WORDS_588 = "word " * 588 + "\n"
CODE_18 = "```text\n" + "line\n" * 18 + "```\n"


def mismatch(front_matter: str, body: str) -> list[Finding]:
    return said_by(reading_time_mismatch.RULE, article(front_matter=front_matter, body=body))


@pytest.mark.parametrize(
    "text",
    [
        mutant("reading_time: 2", "reading_time: «3»"),
        mutant("reading_time: 2", "reading_time:   «12»  # a comment"),
        mutant("reading_time: 2", "reading_time: «2»").replace(
            "## Wrap-up\n", "## Wrap-up\n\n" + "A word or two more.\n\n" * 150
        ),
        GUIDE.replace("reading_time: 2", "reading_time: «7»").replace("\n", "\r\n"),
    ],
)
def test_a_wrong_number_is_found_where_it_stands(text: str) -> None:
    plain, spans = marked(text)
    assert places(plain) == [("RT001", span) for span in spans]


def test_the_finding_shows_the_sum_what_is_right_and_what_to_write() -> None:
    text = article(front_matter="reading_time: 8\n", body=WORDS_588 + "\n" + CODE_18)
    start = text.index("8\n---")
    assert said_by(reading_time_mismatch.RULE, text) == [
        Finding(
            span=Span(start, start + 1),
            message="The article states `8` minutes, but 588 words and 18 lines of code make 3.2 "
            "minutes; right is anything from 3 to 4.",
            help="Write `4`.",
            fix=Fix(safe=True, edits=(Edit(Span(start, start + 1), "4"),)),
        )
    ]


CAPPED = "3 words and 90 lines of code (as 60 s) make 1.01 minutes; right is anything from 1 to 2"


@pytest.mark.parametrize(
    ("body", "sum_and_verdict"),
    [
        ("用中文写的一句话。\n", "8 CJK characters make 0.02 minutes; right is 1"),
        ("word " * 601 + "\n", "601 words make 3.005 minutes; right is anything from 3 to 4"),
        (
            "```text\n" + "line\n" * 90 + "```\n\nOne `code` here.\n",
            CAPPED,
        ),
        (
            "Look:\n\n![A queue](a.png) ![Two queues](b.png)\n\n    one line\n",
            "1 word, 1 line of code and 2 images make 0.4 minutes; right is 1",
        ),
        ("![A queue](a.png)\n", "1 image makes 0.2 minutes; right is 1"),
        ("<!-- nothing -->\n", "there is nothing to read; right is 1"),
    ],
)
def test_the_sum_names_what_there_is_and_no_rounding_hides_why(
    body: str, sum_and_verdict: str
) -> None:
    assert [finding.message for finding in mismatch("reading_time: 9\n", body)] == [
        f"The article states `9` minutes, but {sum_and_verdict}."
    ]


def test_one_minute_is_one_minute() -> None:
    found = mismatch("reading_time: 1\n", "word " * 2000 + "\n")
    assert [finding.message for finding in found] == [
        "The article states `1` minute, but 2000 words make 10.0 minutes; right is 10."
    ]


def test_the_rates_are_those_of_the_settings() -> None:
    slow = replace(SETTINGS, reading=ReadingRates(words_per_minute=100))
    text = article(front_matter="reading_time: 6\n", body=WORDS_588)
    assert said_by(reading_time_mismatch.RULE, text, slow) == []
    assert len(said_by(reading_time_mismatch.RULE, text)) == 1


@pytest.mark.parametrize("stated", ["3", "4"])
def test_every_number_less_than_a_minute_away_is_right(stated: str) -> None:
    assert mismatch(f"reading_time: {stated}\n", WORDS_588 + "\n" + CODE_18) == []


def test_a_tenth_of_a_long_article_is_let_through() -> None:
    assert mismatch("reading_time: 33\n", "word " * 6100 + "\n") == []


@pytest.mark.parametrize(
    "front_matter",
    [
        "",
        'reading_time: "8"\n',
        "reading_time: 8.5\n",
        "reading_time: 0\n",
        "reading_time: 500\n",
        "reading_time: true\n",
        "reading_time:\n",
        "reading_time: [8]\n",
    ],
)
def test_what_is_not_stated_or_refused_by_the_schema_is_left_alone(front_matter: str) -> None:
    assert mismatch(front_matter, "Short.\n") == []


def test_broken_front_matter_states_nothing() -> None:
    assert said_by(reading_time_mismatch.RULE, "---\na: [\nreading_time: 8\n---\n\nShort.\n") == []


# --- RT002: article-too-short --------------------------------------------------------------------

TITLE = "title: Write a Flag That You Can Delete"
MARKED_TITLE = "title: «Write a Flag That You Can Delete»"


@pytest.mark.parametrize(
    "start", ["The price comes later", "When the day comes", "Think of a flag"]
)
def test_a_guide_that_lost_a_paragraph_is_too_short(start: str) -> None:
    plain, spans = marked(without(start).replace(TITLE, MARKED_TITLE))
    assert places(plain) == [("RT002", span) for span in spans]


def test_the_finding_names_both_numbers_and_the_kind() -> None:
    strict = replace(SETTINGS, kinds={**SETTINGS.kinds, "recipe": replace(RECIPE, least_words=9)})
    text = article(front_matter="kind: recipe\n", body="Only five words are here.\n")
    start = text.index('"How')
    assert said_by(article_too_short.RULE, text, strict) == [
        Finding(
            span=Span(start, text.index("\n", start)),
            message="The article has `5` words, and a `recipe` has at least `9`.",
            help="Write more of it, choose another `kind`, or set `draft: true` until it is "
            "finished.",
        )
    ]


def short(front_matter: str, body: str = "Short.\n") -> list[Finding]:
    return said_by(article_too_short.RULE, article(front_matter=front_matter, body=body))


@pytest.mark.parametrize(
    ("front_matter", "body"),
    [
        ("kind: guide\ndraft: true\n", "Short.\n"),
        ("kind: note\n", "Short.\n"),
        ("kind: recipe\n", "Short.\n"),
        ("kind: unheard-of\n", "Short.\n"),
        ("kind: [guide]\n", "Short.\n"),
        ("kind: guide\n", "word " * 250 + "\n"),
        ("kind: guide\n", "字" * 625 + "\n"),
        ("kind: guide\n", "## One\n\n" + "- two words\n" * 124 + "\n`last`\n"),
    ],
)
def test_drafts_other_kinds_and_what_is_long_enough_are_left_alone(
    front_matter: str, body: str
) -> None:
    assert short(front_matter, body) == []


@pytest.mark.parametrize(
    ("front_matter", "body"),
    [
        ("kind: guide\n", "word " * 249 + "\n"),
        ("kind: guide\ndraft: false\n", "Short.\n"),
        ("kind: guide\n", "字" * 624 + "\n"),
        ("kind: guide\n", "```text\n" + "word " * 300 + "\n```\n"),
    ],
)
def test_one_word_short_is_short_and_code_is_no_prose(front_matter: str, body: str) -> None:
    assert len(short(front_matter, body)) == 1


def test_a_guide_by_default_is_held_against_the_guide() -> None:
    assert len(said_by(article_too_short.RULE, article().replace("kind: note\n", ""))) == 1


def test_broken_front_matter_and_unreadable_files_have_no_kind() -> None:
    assert said_by(article_too_short.RULE, "Short, and without front matter.\n") == []
    assert said_by(article_too_short.RULE, article(body="NUL \0 here\n")) == []


# --- RT003: article-too-long ---------------------------------------------------------------------

LONG = "A word or two more. " * 1001


def lengthened(text: str, body: str) -> str:
    return text.replace("## Wrap-up\n", f"## Wrap-up\n\n{body}\n").replace("\n\n\n", "\n\n")


PARAGRAPHS = "\n\n".join(["A word or two more. " * 20] * 50)


@pytest.mark.parametrize(
    "text",
    [
        lengthened(mutant("reading_time: 2", "reading_time: «27»"), PARAGRAPHS),
        lengthened(GUIDE.replace("reading_time: 2\n", "").replace("---", "«---»", 1), PARAGRAPHS),
        lengthened(
            mutant("reading_time: 2", "reading_time: «27» # ü"),
            ("```text\n" + "line\n" * 60 + "```\n\n") * 25,
        ).replace("\n", "\r\n"),
    ],
)
def test_a_guide_that_goes_on_and_on_is_too_long(text: str) -> None:
    plain, spans = marked(text)
    found = [place for place in places(plain) if place[0] == "RT003"]
    assert found == [("RT003", span) for span in spans]


def too_long(body: str, front_matter: str = "", minutes: int = 25) -> list[Finding]:
    settings = replace(SETTINGS, thresholds={"RT003": {"minutes": minutes}})
    text = article(front_matter=front_matter, body=body)
    return said_by(article_too_long.RULE, text, settings)


def test_the_finding_says_the_sum_and_where_to_go_from_there() -> None:
    assert too_long("word " * 5001 + "\n") == [
        Finding(
            span=Span(0, 3),
            message="The article is long: 5001 words make 25.005 minutes.",
            help="Split it into a series of articles of at most 25 minutes each.",
        )
    ]


@pytest.mark.parametrize(
    ("front_matter", "body"),
    [
        ("", "word " * 5000 + "\n"),
        ("", "字" * 12500 + "\n"),
        ("", "```text\n" + "line\n" * 9000 + "```\n"),
        ("reading_time: 90\n", "Short.\n"),
        ("", "<!-- " + "word " * 6000 + "-->\n"),
        ("", "\n"),
    ],
)
def test_what_takes_25_minutes_or_less_is_left_alone(front_matter: str, body: str) -> None:
    assert too_long(body, front_matter) == []


@pytest.mark.parametrize(
    ("front_matter", "at"),
    [("reading_time: 27\n", "27"), ('reading_time: "27"\n', '"27"'), ("draft: true\n", "---")],
)
def test_it_points_at_the_stated_time_and_drafts_are_told_too(front_matter: str, at: str) -> None:
    text = article(front_matter=front_matter, body=LONG)
    (finding,) = too_long(LONG, front_matter)
    assert finding.span == Span(text.index(at), text.index(at) + len(at))


def test_the_threshold_and_the_rates_are_those_of_the_settings() -> None:
    assert too_long("word " * 5001 + "\n", minutes=26) == too_long("Short.\n", minutes=1) == []
    assert len(too_long("word " * 201 + "\n", minutes=1)) == 1
    slow = replace(SETTINGS, reading=ReadingRates(words_per_minute=100))
    assert len(said_by(article_too_long.RULE, article(body="word " * 2501), slow)) == 1


def test_a_file_without_front_matter_is_still_summed() -> None:
    (finding,) = said_by(article_too_long.RULE, "word " * 5001)
    assert finding.span == Span(0, 0)
