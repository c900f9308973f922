"""The rules on readability that count: RD001, RD002 and RD003."""

from __future__ import annotations

from dataclasses import replace
from itertools import cycle, islice

import pytest

from pipeline.model import Finding, GradeCeilings, ReadingRates, Related, Severity
from pipeline.rules.readability import grade_too_high, paragraph_too_long, sentence_too_long
from tests.rules.examples import GUIDE, SETTINGS, article, marked, mutant, places, said_by

# --- RD001: grade-too-high -----------------------------------------------------------------------

EASY = "The cat sat on the mat. "
HARD = (
    "Organizational infrastructure necessitates comprehensive documentation concerning "
    "authentication. "
)
DENSE = f"{' '.join(['Organizational', *HARD.lower().rstrip('. ').split()[1:]] * 5)}. "


def graded(level: str, body: str) -> list[Finding]:
    return said_by(grade_too_high.RULE, article(front_matter=f"level: {level}\n", body=body))


@pytest.mark.parametrize("level", ["Beginner", "Intermediate", "Advanced"])
def test_hard_prose_is_found_at_the_level(level: str) -> None:
    harder = mutant("level: Beginner", f"level: «{level}»").replace(
        "Think of a flag", f"{DENSE * 3}Think of a flag"
    )
    plain, spans = marked(harder)
    assert places(plain) == [("RD001", span) for span in spans]


def test_the_finding_names_the_grade_the_ceiling_and_the_sentences_that_raise_it_most() -> None:
    text = article(
        front_matter="level: «Beginner»\n",
        body=f"A cat sat. {EASY}\n\n- «{HARD.strip()}»\n\n> «Authentication necessitates "
        "administration.»\n\n«Infrastructure administration.» A dog ran.\n",
    )
    plain, (level, item, quote, last) = marked(text)
    assert said_by(grade_too_high.RULE, plain) == [
        Finding(
            span=level,
            message="The prose reads at grade `18.4`, and `Beginner` allows up to `10`.",
            help="Split the sentences shown, which raise it most, or say them in shorter words.",
            related=(
                Related(item, "7 words at grade 39.4"),
                Related(quote, "3 words at grade 40.6"),
                Related(last, "2 words at grade 38.3"),
            ),
            severity=Severity.WARNING,
        )
    ]


@pytest.mark.parametrize(
    ("body", "severity"),
    [
        ((EASY * 40 + HARD * 16 + "\n"), Severity.WARNING),
        ((EASY * 40 + HARD * 17 + "\n"), None),
        ((HARD * 42 + "\n"), Severity.WARNING),
        ((HARD * 43 + "\n"), None),
    ],
    ids=["grade 11.5", "grade 12.1", "294 words", "301 words"],
)
def test_it_is_an_error_far_above_the_ceiling_in_an_article_of_some_length(
    body: str, severity: Severity | None
) -> None:
    assert [finding.severity for finding in graded("Beginner", body)] == [severity]


def test_the_grade_is_judged_as_it_is_shown() -> None:
    text = article(front_matter="level: Beginner\n", body=HARD)
    (found,) = said_by(grade_too_high.RULE, text)
    shown = float(found.message.split("`")[1])
    at = replace(SETTINGS, grade=GradeCeilings(beginner=shown))
    below = replace(SETTINGS, grade=GradeCeilings(beginner=shown - 0.1))
    assert said_by(grade_too_high.RULE, text, at) == []
    assert len(said_by(grade_too_high.RULE, text, below)) == 1


@pytest.mark.parametrize(
    "body",
    [
        f"# {HARD}\n\n## {HARD}\n\n{EASY}\n",
        f"| Name | Why |\n|---|---|\n| {HARD} | {HARD} |\n\n{EASY}\n",
        f'```text caption="{HARD}"\n{HARD}\n```\n\n{EASY}\n',
        f"`{HARD}` is a string. {EASY}\n",
        f"<!-- {HARD} -->\n\n{EASY}\n",
        f"![{HARD}](a.png)\n\n{EASY}\n",
        "See https://example.com/organizational/infrastructure/documentation for more.\n",
        f"- {EASY}\n- {EASY}\n- {EASY}\n" * 12,
        "",
    ],
)
def test_only_prose_is_graded_and_blocks_are_not_joined(body: str) -> None:
    assert graded("Beginner", body or "\n") == []


@pytest.mark.parametrize(
    "level", ["", "level: Expert\n", "level: beginner\n", "level: [Beginner]\n"]
)
def test_without_a_level_that_has_a_ceiling_nothing_is_promised(level: str) -> None:
    assert said_by(grade_too_high.RULE, article(front_matter=level, body=HARD * 50)) == []


@pytest.mark.parametrize(
    ("language", "findings"),
    [("en", 1), ("en-GB", 1), ("EN-us", 1), ("de", 0), ("enm", 0), ("zh-Hans", 0)],
)
def test_only_english_is_graded(language: str, findings: int) -> None:
    text = article(front_matter="level: Beginner\n", body=HARD)
    settings = replace(SETTINGS, language=language)
    assert len(said_by(grade_too_high.RULE, text, settings)) == findings


# --- RD002: sentence-too-long --------------------------------------------------------------------


def long(words: int, first: str = "One") -> str:
    """A sentence of so many words."""
    return " ".join([first, *islice(cycle(("word", "or")), words - 1)]) + "."


def told(body: str) -> list[tuple[int, int, Severity | None]]:
    """Start and end in the body, and severity, of each finding."""
    text = article(body=body)
    at = len(text.encode()) - len(body.encode())
    return [
        (finding.span.start - at, finding.span.end - at, finding.severity)
        for finding in said_by(sentence_too_long.RULE, text)
        if finding.span
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Think of a flag as milk.", f"«{long(45)}»"),
        ("The owner does, and says why in the commit.", f"Short. «{long(55)}» Short."),
        (
            "- A flag inside a flag. Four roads are three too many.",
            f"- **«{long(41, 'Nested** `flags`')}»",
        ),
        ("A flag is a loan.", f"Über kurz! «{long(60, 'Ähnlich 🎉')}»"),
    ],
)
def test_a_long_sentence_is_found_from_its_first_word_to_its_stop(old: str, new: str) -> None:
    plain, spans = marked(mutant(old, new))
    assert places(plain) == [("RD002", span) for span in spans]


def test_the_finding_quotes_the_beginning_as_written_and_counts_the_words() -> None:
    body = f"Run it. «`pip install` **reads** [the lock](https://x.example/) first {long(50)}»\n"
    plain, (span,) = marked(article(body=body))
    assert said_by(sentence_too_long.RULE, plain) == [
        Finding(
            span=span,
            message="The sentence `pip install reads the lock first One ...` has `55` words.",
            help="Make two or three of it; up to 40 words are let through.",
        )
    ]


def test_over_forty_is_a_hint_and_over_fifty_a_warning() -> None:
    severities = {words: [each[2] for each in told(long(words))] for words in (40, 41, 50, 51)}
    assert severities == {40: [], 41: [Severity.INFO], 50: [Severity.INFO], 51: [None]}


def test_three_a_file_are_enough_and_the_longest_come_first() -> None:
    lengths = (42, 60, 43, 44, 60)
    body = "\n\n".join(long(words) for words in lengths)
    starts = [sum(len(long(words)) + 2 for words in lengths[:index]) for index in range(5)]
    assert [each[0] for each in told(body)] == [starts[1], starts[4], starts[3]]


def test_thresholds_come_from_the_settings() -> None:
    settings = replace(SETTINGS, thresholds={"RD002": {"warning": 10, "info": 30}})
    found = said_by(sentence_too_long.RULE, article(body=f"{long(11)} {long(10)}\n"), settings)
    assert [(finding.severity, finding.help) for finding in found] == [
        (None, "Make two or three of it; up to 10 words are let through.")
    ]


@pytest.mark.parametrize("mark", ["> ", "- ", "1. ", "[^n]: ", "> [!NOTE]\n> "])
def test_quotes_items_and_footnotes_are_prose(mark: str) -> None:
    body = f"See.[^n]\n\n{mark}{long(45)}\n"
    assert [body.encode()[start:end].decode() for start, end, _ in told(body)] == [long(45)]


@pytest.mark.parametrize(
    "body",
    [
        f"## {long(60)}\n\nShort.\n",
        f"| A |\n|---|\n| {long(60)} |\n",
        f"```text\n{long(60)}\n```\n",
        f"<!-- {long(60)} -->\n",
        f"Use `{long(60)}` here.\n",
        "\n".join(f"- {long(20)[:-1]}" for _ in range(5)),
        " ".join(long(25) for _ in range(4)),
        f"{long(30)} `code` starts a sentence, and so {long(25)}\n",
        f"{long(30)[:-1]}? {long(30)[:-1]}! {long(30)}\n",
        "这是一个很长的句子" * 30 + "。\n",
        " ".join(f"我们用 name{number} 来做这件很有用的事情，" for number in range(45)) + "。\n",
        f"Read v0.7.13 of {long(30)} Then read example.com and {long(20)}\n",
    ],
)
def test_what_is_no_long_sentence_is_left_alone(body: str) -> None:
    assert told(body) == []


def test_a_sentence_over_many_lines_with_crlf_is_marked_whole() -> None:
    body = long(45).replace("or word", "or\r\nword") + "\r\n"
    assert told(body) == [(0, len(body) - 2, Severity.INFO)]


def test_documents_judged_in_turn_do_not_mix() -> None:
    assert [len(told(long(words))) for words in (45, 5, 45, 5)] == [1, 0, 1, 0]


def test_a_quotation_in_a_quote_block_is_how_somebody_else_said_it() -> None:
    quotation = f'"{long(45)}"'
    for said in (quotation, f"“{long(45)}”", f"*{quotation}*"):
        assert told(f"> {said}\n") == []
    assert len(told(f"{quotation}\n")) == len(told(f'> {long(45)} "Yes."\n')) == 1


def test_both_rules_are_silent_on_the_guide() -> None:
    assert said_by(grade_too_high.RULE, GUIDE) == said_by(sentence_too_long.RULE, GUIDE) == []


def test_spans_are_bytes() -> None:
    body = "Ein Satz über Ärger. " + long(45, "Öfter")
    assert told(body) == [
        (len("Ein Satz über Ärger. ".encode()), len(body.encode()), Severity.INFO)
    ]


# --- RD003: paragraph-too-long -------------------------------------------------------------------


def walls(body: str, rates: ReadingRates | None = None) -> list[str]:
    """The messages about a body, with the settings' own threshold."""
    settings = replace(SETTINGS, reading=rates or SETTINGS.reading)
    found = said_by(paragraph_too_long.RULE, article(body=body), settings)
    return [finding.message for finding in found]


WALL = f"{long(30)} " * 5 + "No more."


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("The owner does, and says why in the commit.", f"«{WALL}»"),
        ("The owner does, and says why in the commit.", f"Ärger 🎉\n\n«{WALL} *Über* `all`.»"),
        ("## Mental Model\n", f"## Mental Model\n\n**«Look:** {WALL}»\n"),
    ],
)
def test_a_long_paragraph_is_marked_whole(old: str, new: str) -> None:
    plain, spans = marked(mutant(old, new))
    assert places(plain) == [("RD003", span) for span in spans]


def test_the_finding_says_how_many_words_there_are() -> None:
    plain, (span,) = marked(article(body=f"Short.\n\n«{WALL}»\n\nShort.\n"))
    assert said_by(paragraph_too_long.RULE, plain) == [
        Finding(
            span=span,
            message="The paragraph has `152` words.",
            help="Begin a new one where a new thought begins; up to 150 words are let through.",
        )
    ]


@pytest.mark.parametrize(
    "body",
    [
        "a " * 150 + "\n",
        f"- {WALL}\n- {WALL}\n",
        f"> {WALL}\n",
        f"See.[^n]\n\n[^n]: {WALL}\n",
        f"| A |\n|---|\n| {WALL} |\n",
        f"## {WALL}\n\nText.\n",
        f"```text\n{WALL}\n```\n",
        f"<!-- {WALL} -->\n\nUse `{WALL}`.\n",
        f"{long(80)}\n\n{long(80)}\n",
        "字" * 375 + "\n",
        "... " * 200 + "\n",
    ],
)
def test_what_is_short_or_no_paragraph_is_left_alone(body: str) -> None:
    assert walls(body) == []


def test_the_shortest_long_paragraphs_are_counted() -> None:
    assert walls("a " * 150 + "a\n") == ["The paragraph has `151` words."]
    assert walls("字" * 378 + "\n") == ["The paragraph has `151` words."]
    assert walls("字" * 51 + "\n", ReadingRates(words_per_minute=300, cjk_per_minute=100)) == [
        "The paragraph has `153` words."
    ]


def test_how_many_words_are_let_through_comes_from_the_settings() -> None:
    settings = replace(SETTINGS, thresholds={"RD003": {"words": 3}})
    found = said_by(paragraph_too_long.RULE, article(body="One two three four.\n"), settings)
    assert [finding.help for finding in found] == [
        "Begin a new one where a new thought begins; up to 3 words are let through."
    ]
