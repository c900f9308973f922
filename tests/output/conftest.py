"""Handmade verdicts for every output format, and the golden files that they are held against."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.model import (
    AnyRule,
    Context,
    Diagnostic,
    Document,
    Edit,
    Finding,
    Fix,
    LineIndex,
    Place,
    RelatedPlace,
    Rule,
    Severity,
    Span,
    Verdict,
)
from pipeline.output import Report

GOLDEN = Path(__file__).parent / "golden"


@dataclass(frozen=True, slots=True)
class Article:
    """A stored file whose places are named by the text that stands there."""

    path: str
    data: bytes

    @property
    def index(self) -> LineIndex:
        return LineIndex(self.data)

    def span(self, text: str, occurrence: int = 1) -> Span:
        start = -1
        for _ in range(occurrence):
            start = self.data.index(text.encode(), start + 1)
        return Span(start, start + len(text.encode()))

    def place(self, text: str, occurrence: int = 1) -> Place:
        start, end = self.span(text, occurrence)
        return Place(self.index.position(start), self.index.position(end))

    def before(self, text: str) -> Place:
        """The empty place before `text`."""
        start = self.place(text).start
        return Place(start, start)

    def related(self, text: str, message: str, occurrence: int = 1) -> RelatedPlace:
        return RelatedPlace(self.path, self.place(text, occurrence), message)


def report(
    diagnostics: Sequence[Diagnostic], *articles: Article, checked: int = 3, crashed: bool = False
) -> Report:
    files: Mapping[str, LineIndex] = {article.path: article.index for article in articles}
    ordered = tuple(sorted(diagnostics, key=lambda diagnostic: diagnostic.order))
    return Report(Verdict(ordered, {}, crashed), files.get, checked)


def found(
    article: Article,
    code_and_name: str,
    message: str,
    advice: str = "",
    *,
    place: Place | None = None,
    severity: Severity = Severity.ERROR,
    related: tuple[RelatedPlace, ...] = (),
    fix: Fix | None = None,
) -> Diagnostic:
    code, name = code_and_name.split()
    return Diagnostic(article.path, code, name, severity, message, advice, place, related, fix)


# --- the cases ------------------------------------------------------------------------------------


def everyday() -> Report:
    """What most runs look like: three severities, a fix, a second place near and one far."""
    article = Article(
        "content/articles/queues.md",
        b"---\ntitle: Queues, slowly\ncategory: Career\ntitle: Queues\ndate: 2026-02-30\n"
        b"level: Beginner\nreading_time: 8\n---\n\n## What and Why\n\nA queue is a promise.\n\n"
        b"## Wrap-up\n\nClick [here](/nowhere/).\n\n## What and Why\n\nAgain.\n",
    )
    number = article.place("8")
    return report(
        [
            found(
                article,
                "FM004 duplicate-key",
                "`title` is given twice.",
                "Keep one of them.",
                place=article.place("title", 2),
                related=(article.related("title", "the first one"),),
            ),
            found(
                article,
                "FM010 bad-format",
                "`2026-02-30` is not a day: February 2026 has 28 days.",
                "Write a day that exists, such as `2026-02-28`.",
                place=article.place("2026-02-30"),
            ),
            found(
                article,
                "RT001 reading-time-mismatch",
                "`8` minutes are stated where the sum is 1: 4 words at 200 a minute.",
                "Write `1`.",
                place=number,
                fix=Fix(True, (Edit(Span(number.start.byte, number.end.byte), "1"),)),
            ),
            found(
                article,
                "AX003 vague-link-text",
                "`here` says nothing about where the link goes.",
                "Name what is there.",
                place=article.place("here"),
                severity=Severity.WARNING,
            ),
            found(
                article,
                "ST006 duplicate-heading",
                "`What and Why` is there twice.",
                "Give each section a name of its own.",
                place=article.place("What and Why", 2),
                severity=Severity.INFO,
                related=(article.related("What and Why", "the first one"),),
            ),
        ],
        article,
    )


def places() -> Report:
    """Every shape of a place: none, empty, several lines, other files, files not to be shown."""
    first = Article(
        "content/articles/a.md",
        b"---\ntitle: A\ndescription: >-\n  One\n  two\ntags: [a, b, a]\n---\n"
        b"\nThe end has no line end",
    )
    second = Article("content/articles/b.md", b"---\ntitle: A\n---\n")
    gone = Article("content/articles/gone.md", b"title: A\n")
    return report(
        [
            found(first, "SR001 unreadable-source", "The file is not UTF-8.", "Save it as UTF-8."),
            found(
                first,
                "FM005 missing-field",
                "`date` is missing.",
                "Add `date: 2026-01-05`.",
                place=first.before("---"),
            ),
            found(
                first,
                "TX002 duplicate-title",
                "`A` is the title of three articles.",
                place=first.place("A"),
                related=(
                    second.related("A", "the second one"),
                    gone.related("A", "the third one"),
                ),
            ),
            found(
                first,
                "FM009 value-out-of-range",
                "The description has 7 characters.",
                "Write 50 to 200.",
                place=first.place(">-\n  One\n  two\n"),
            ),
            found(
                first,
                "FM011 duplicate-item",
                "`a` is there twice.",
                "Remove one.",
                place=first.place("a", 3),
                severity=Severity.WARNING,
                related=(first.related("a", "the first one", 2),),
            ),
            found(
                first,
                "ST011 unfinished-text",
                "The end is missing.",
                place=Place(first.place("line end").end, first.place("line end").end),
                related=(first.related("title: A\ndescription", "where it starts"),),
            ),
            found(
                gone,
                "LK001 missing-target",
                "`/x/` is not there.",
                "Write the path of an article.",
                place=gone.place("title"),
                fix=Fix(False, (Edit(gone.span("title"), "x"),)),
            ),
            found(
                gone,
                "TX001 duplicate-identity",
                "Two articles have the same address.",
                related=(second.related("title", "the other one"),),
            ),
        ],
        first,
        second,
        checked=1,
    )


def widths() -> Report:
    """Marks behind and under characters that are not one cell wide, and in lines to be cut."""
    words = " ".join(f"word{number}" for number in range(100))
    article = Article(
        "content/articles/widths.md",
        (
            "語と値 x\n👩‍💻 and ☺️ x\ne\u0301te\u0301 x\n\ttab\tx\nमन्त्र x\nगला\u200dघर x\n"
            f"🇩🇪 👍🏽 x\n{words}\n{'語' * 60}終{'語' * 60}\n{'a' * 300}\n"
        ).encode(),
    )
    line = article.index.position

    def at(number: int, text: str) -> Place:
        before = article.data.split(b"\n")[: number - 1]
        start = sum(len(part) + 1 for part in before)
        start = article.data.index(text.encode(), start)
        return Place(line(start), line(start + len(text.encode())))

    wanted = [
        *((number, "x") for number in range(1, 8)),
        (1, "値"),
        (2, "👩‍💻"),
        (2, "‍💻"),
        (3, "\u0301te"),
        (4, "tab\t"),
        (8, "word0"),
        (8, "word50"),
        (8, "word99"),
        (8, " ".join(f"word{number}" for number in range(30, 60))),
        (9, "終"),
        (10, "a" * 300),
    ]
    return report(
        [
            found(article, "SP001 misspelling", f"`{text}` is marked.", place=at(number, text))
            for number, text in wanted
        ],
        article,
    )


def line_ends() -> Report:
    """A byte order mark, CRLF, a lone CR, and U+2028, which ends no line."""
    article = Article(
        "content/articles/ends.md",
        "\ufeff---\r\ntitle: Ends\u2028here\r\ndate: x\rlevel: y\r\n---\r\n".encode(),
    )
    return report(
        [
            found(
                article,
                "FM001 front-matter-missing",
                "A byte order mark stands before `---`.",
                "Save the file without it.",
                place=article.place("\ufeff"),
            ),
            found(article, "FM008 value-not-allowed", "`x` is no date.", place=article.place("x")),
            found(article, "FM008 value-not-allowed", "`y` is none.", place=article.place("y")),
            found(article, "PB004 xml-illegal-character", "So.", place=article.place("here\r\n")),
        ],
        article,
    )


def hostile() -> Report:
    """An article that would like to write to the terminal, the build log and the job's page."""
    attack = (
        "\x1b[2Jx\x07\x9b31m\u202eevil\u2066\u200b\r\n::error::pwned%0A<script>|`[a](b)`|\udcff"
    )
    article = Article(
        "content/articles/x,y:z%0A\x1b[31m.md",
        f"---\n{attack.encode('utf-8', 'replace').decode()}\n--> fake.md:1:1\n".encode(),
    )
    return report(
        [
            found(
                article,
                "SC003 bidi-control",
                f"`{attack}` changes the direction of text.",
                f"Remove `{attack}`.",
                place=article.place("\u202eevil"),
                related=(article.related("::error::pwned", attack),),
                fix=Fix(True, (Edit(article.span("\u202e"), attack),)),
            ),
            found(article, "SU005 internal-error", "A rule crashed.", place=article.place("fake")),
        ],
        article,
        crashed=True,
    )


def many() -> Report:
    """More than GitHub shows: 12 errors, 10 warnings and 1 info in two files."""
    article = Article("content/articles/many.md", b"word\n" * 30)
    other = Article("content/articles/other.md", b"word\n")
    lines = [article.place("word", number) for number in range(1, 24)]
    severities = [Severity.WARNING] * 10 + [Severity.ERROR] * 11 + [Severity.INFO]
    return report(
        [
            *(
                found(
                    article, "RD004 repeated-word", f"Number {number}.", place=place, severity=sev
                )
                for number, (sev, place) in enumerate(zip(severities, lines, strict=False), 1)
            ),
            found(other, "LK003 empty-link", "Number 23.", place=other.place("word")),
        ],
        article,
        other,
    )


def clean() -> Report:
    """Nothing to report."""
    return report([], checked=3)


CASES: Mapping[str, Callable[[], Report]] = {
    "everyday": everyday,
    "places": places,
    "widths": widths,
    "line-ends": line_ends,
    "hostile": hostile,
    "many": many,
    "clean": clean,
}


@dataclass(frozen=True, slots=True)
class Case:
    name: str
    report: Report


@pytest.fixture(params=CASES)
def case(request: pytest.FixtureRequest) -> Case:
    """Each of the handmade verdicts."""
    return Case(request.param, CASES[request.param]())


@pytest.fixture
def cases() -> dict[str, Report]:
    """All of the handmade verdicts, by name."""
    return {name: make() for name, make in CASES.items()}


# --- rules ----------------------------------------------------------------------------------------


def _silent(document: Document, context: Context) -> Iterator[Finding]:
    return iter(())


@pytest.fixture
def rules() -> dict[str, AnyRule]:
    """A few rules with handmade documentation, in report order."""
    made = [
        Rule(
            code="FM010",
            name="bad-format",
            severity=Severity.ERROR,
            check=_silent,
            doc="A value does not have the format that its field asks for.\n\n"
            "A day that does not exist\nsorts **anywhere**, as `**this**` does.\n\n"
            "**Bad**\n\n```markdown\n---\ntitle: 語と\tx\ndate: «2026-02-30»\n---\n```\n\n"
            "**Good**\n\n````markdown\ndate: 2026-02-28\n```python\nprint('«»')\n```\n````\n",
            gate=True,
        ),
        Rule(
            code="FM015",
            name="key-order",
            severity=Severity.INFO,
            check=_silent,
            doc="Keys stand in another order than\nthe schema's.\n\n"
            "**Bad**\n\n~~~yaml\n«title: A\ndate: B»\n\nlevel«»\n~~~\n",
            selected=False,
        ),
        Rule(
            code="RD002",
            name="sentence-too-long",
            severity=Severity.WARNING,
            check=_silent,
            doc="A sentence is out of breath.",
            thresholds={"warning": 50, "info": 40},
        ),
        Rule(
            code="SC001",
            name="dangerous-url",
            severity=Severity.ERROR,
            check=_silent,
            doc="A link does more than it says.",
            strict=True,
        ),
    ]
    return {rule.code: rule for rule in made}


# --- golden files ---------------------------------------------------------------------------------


@pytest.fixture
def golden() -> Callable[[str, str], None]:
    """Holds a text against a golden file, or writes the file when `CODELOOM_GOLDEN` is `renew`."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if os.environ.get("CODELOOM_GOLDEN") == "renew":
            path.write_bytes(text.encode())
        assert text.encode() == path.read_bytes()

    return compare
