"""RD004: a word that stands twice in a row, and the fix that takes the second one out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.model import Edit, Finding, Fix, Span
from pipeline.rules.readability import repeated_word
from tests.rules.examples import (
    GUIDE,
    PATH,
    SETTINGS,
    article,
    marked,
    mended,
    mutant,
    places,
    said_by,
)


def found(body: str) -> list[Finding]:
    return said_by(repeated_word.RULE, article(body=body))


def fixed(body: str) -> str:
    """The body after the fix of its one finding."""
    text = article(body=body)
    (finding,) = said_by(repeated_word.RULE, text)
    assert finding.fix
    after = mended({PATH: text.encode()}, PATH, finding)[PATH].decode()
    start = len(text) - len(body)
    assert after[:start] == text[:start]
    assert said_by(repeated_word.RULE, after) == []
    return after[start:]


@pytest.mark.parametrize(
    "text",
    [
        mutant("That makes a release calm.", "That makes a «a» release calm."),
        mutant("Think of a flag as milk.", "Think of «of» a flag as milk."),
        mutant("- A flag inside a flag.", "- A flag inside «inside» a flag."),
        mutant("You can show\nthe new page", "You can show the\n«the» new page"),
        mutant("Take it when it helps", "Dür 🎉 **it «it»** helps"),
        mutant("and pay it back", "and the [«the» bank](#wrap-up) gets it back"),
        mutant("Ask about old flags", "The «the» old flags"),
        mutant("Write down who owns it.", "Write down who «who who» owns it."),
    ],
)
def test_a_word_twice_in_a_row_is_found_at_the_second(text: str) -> None:
    plain, spans = marked(text)
    assert places(plain) == [("RD004", span) for span in spans]


def test_the_finding_names_the_word_and_the_fix_takes_the_second_out() -> None:
    text, (span,) = marked(article(body="Read «the the» queue.\n"))
    second = Span(span.start + 4, span.end)
    assert said_by(repeated_word.RULE, text) == [
        Finding(
            span=second,
            message="The word `the` stands here twice in a row.",
            help="Write it once.",
            fix=Fix(safe=True, edits=(Edit(Span(second.start - 1, second.end), ""),)),
        )
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Read the the queue.\n", "Read the queue.\n"),
        ("Ärger 🎉 in the  the queue.\n", "Ärger 🎉 in the queue.\n"),
        ("Read the the the queue.\n", "Read the queue.\n"),
        ("Read the\nthe queue.\n", "Read the\nqueue.\n"),
        ("Read the\r\nthe queue.\r\n", "Read the\r\nqueue.\r\n"),
        ("> Read the\n> the queue.\n", "> Read the\n> queue.\n"),
        ("> > Read the\n> > the queue.\n", "> > Read the\n> > queue.\n"),
        ("- Read the\n  the queue.\n", "- Read the\n  queue.\n"),
        ("Read the\nthe `queue`.\n", "Read the `queue`.\n"),
        ("Read the\nthe - or not.\n", "Read the - or not.\n"),
        ("Read the\nthe 1. queue.\n", "Read the 1. queue.\n"),
        ("> Read the\n> the\n> queue.\n", "> Read the\n> queue.\n"),
        ("Read *the the* queue.\n", "Read *the* queue.\n"),
        ("Read the [the queue](#a).\n", "Read [the queue](#a).\n"),
        ("Read the [the queue][q].\n\n[q]: #a\n", "Read [the queue][q].\n\n[q]: #a\n"),
        ("| A |\n|---|\n| of of it |\n", "| A |\n|---|\n| of it |\n"),
        ("The the queue.\n", "The queue.\n"),
    ],
)
def test_the_fix_leaves_lines_and_markup_around_the_word_alone(before: str, after: str) -> None:
    assert fixed(before) == after


@pytest.mark.parametrize(
    "body",
    [
        "It is very very slow.\n",
        "We use use as a bound.\n",
        "See [the the queue].\n\n[the the queue]: #a\n",
        "Read the\nthe [the queue](#a).\n",
    ],
)
def test_where_both_may_be_meant_or_a_label_would_change_there_is_no_fix(body: str) -> None:
    assert [finding.fix for finding in found(body)] == [None]


def test_in_a_heading_the_fix_is_unsafe_since_it_changes_the_anchor() -> None:
    (finding,) = found("## Read the the queue\n\nText.\n")
    assert finding.fix
    assert not finding.fix.safe


@pytest.mark.parametrize(
    "body",
    [
        "It had had a job, and that that job was done.\n",
        "Use `the the` and\n\n```text\nthe the\n```\n",
        "Use `one` `two` and https://a.example/ https://b.example/ here.\n",
        "Read code `one` and `two` code.\n",
        "This is the. The end is in. In it goes, the, the end.\n",
        "One ends with the\n\nthe other begins with it.\n",
        "- the\n- the\n",
        "| the | the |\n|---|---|\n| of | of |\n",
        "What is 1 1 or x x or v2 v2?\n",
        "A log-log plot, the the-end, the config.the the file, a/the the/a.\n",
        "Use node node.js, get get(), key key=value and std std::io.\n",
        "We did *did* it, and **is** is a verb.\n",
        "What the\\\nthe poet  \npoet said.\n",
        "Ha ha, said the band, no no no, bye bye. A long long time.\n",
        'The band "the the" and the word “the the” are names.\n',
        "What it is is a queue, and all that it has has to be read.\n",
        "The syntax for for loops, and where you log in in two steps.\n",
        "Will will polish Polish shoes. May may be late.\n",
        "> It is very very slow, and I I know.\n",
        "The[^a] the queue.\n\n[^a]: Of old.\n",
        "The ![the](a.png) the queue.\n",
        "Press <kbd>tab tab</kbd>, or <code>the the</code>.\n",
        "<!-- the the -->\n\nText.\n",
    ],
)
def test_what_is_meant_or_is_no_double_is_left_alone(body: str) -> None:
    assert found(body) == []


@pytest.mark.parametrize(("language", "findings"), [("en", 1), ("en-GB", 1), ("fr", 0), ("de", 0)])
def test_only_english_is_judged(language: str, findings: int) -> None:
    settings = replace(SETTINGS, language=language)
    text = article(body="Ask us us and nobody else.\n")
    assert len(said_by(repeated_word.RULE, text, settings)) == findings


def test_the_guide_and_an_empty_body_are_silent() -> None:
    assert said_by(repeated_word.RULE, GUIDE) == found("\n") == []
