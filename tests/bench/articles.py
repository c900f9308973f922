"""Articles for the bench: as many as wanted, clean by every rule, the same on every machine.

An article depends on its number alone, so the first hundred of 2,000 are the first hundred of any
other count. It is a `guide` with every section of that contract, 600 to 1,000 words of prose
and, on average, three code blocks and a diagram of which no two are alike. It links only to
articles with a smaller number. Hugo must be able to build it as it is, so there are no lines to
mark (it reads braces on an info line as attributes of its own) and no doubled braces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tests.bench import snippets
from tests.bench.dice import Dice, words
from tests.bench.sentences import (
    COUNTS,
    LEADS,
    LESSONS,
    NEEDS,
    SENTENCES,
    SUBHEADS,
    code,
    fill,
    paragraph,
)

_DOINGS = words("""
Building Choosing Debugging Describing Explaining Measuring Moving Naming Planning Replacing
Reviewing Shrinking Sorting Testing Trusting Watching
""")
_OWNERS = words("""
Audit Backup Billing Build Catalogue Delivery Event Image Invoice Login Message Order Report
Search Session Upload
""")
_SUBJECTS = words("""
Alerts Budgets Caches Dashboards Filters Indexes Jobs Locks Logs Queues Scripts Streams Tables
Timers Tokens Workers
""")
_PLACES = (
    "After an Outage",
    "Before a Release",
    "During a Migration",
    "From the Outside",
    "in a Large Team",
    "in a Small Team",
    "in an Old Project",
    "in Production",
    "on a Busy Day",
    "on a Laptop",
    "on a Small Budget",
    "Under Load",
    "With a New Team",
    "Without a Framework",
    "Without Downtime",
    "Without Fear",
)
_TITLES = len(_DOINGS) * len(_OWNERS) * len(_SUBJECTS) * len(_PLACES)
_SCRAMBLE = 40_503  # odd, and there are 65,536 titles: every one comes once

_TAGS = words("""
api-design architecture automation backends careers command-line concurrency containers
continuous-integration data-modelling databases debugging deployment documentation error-handling
event-driven frontends git http javascript json linux logging migrations monitoring networking
observability operations packaging performance planning postgres profiling python refactoring
releases reliability rest reviews scaling scheduling search security shell sql storage teamwork
testing tooling transactions typing web writing yaml
""")

_LEVELS = ("Beginner", "Intermediate", "Advanced")

_REFERENCES = (
    ("the standard library's manual", "https://docs.python.org/3/library/"),
    ("the chapter on locks", "https://www.postgresql.org/docs/current/explicit-locking.html"),
    ("the text of the standard", "https://www.rfc-editor.org/rfc/rfc9110"),
    ("a longer explanation", "https://git-scm.com/book/en/v2"),
    ("the guide for the web", "https://developer.mozilla.org/en-US/docs/Web/HTTP"),
)
_EXTRA_SECTIONS = (
    "What It Costs",
    "When to Stop",
    "A Note on Names",
    "How the Parts Compare",
    "Other Ways to Get There",
    "Questions People Ask",
)
_BLOCKS = 4  # at most so many code blocks and diagrams an article

MOST = min(_TITLES, snippets.STEMS // _BLOCKS)
"""There can be so many articles before a title or a block of code comes twice."""

_NEWEST = date(2026, 6, 30)
_DAYS = 2_400  # the dates go back so far


@dataclass(frozen=True, slots=True)
class BenchArticle:
    """An article as it is written to `SLUG.md`."""

    slug: str
    text: str

    @property
    def year(self) -> int:
        """Of its date."""
        found = re.search(r"^date: ([0-9]{4})-", self.text, re.MULTILINE)
        return int(found[1]) if found else 0


def articles(count: int, categories: Sequence[str]) -> Iterator[BenchArticle]:
    """The articles 0 to `count` - 1, spread over the categories; `ValueError` when over `MOST`."""
    return (article(number, categories) for number in range(count))


def article(number: int, categories: Sequence[str], *, draft: bool = False) -> BenchArticle:
    """Article `number`, below `MOST`; a draft is the same text with `draft: true`."""
    if not 0 <= number < MOST:
        raise ValueError(f"there are {MOST:,} articles, so none has the number {number:,}")
    dice = Dice(Dice(number).below(2**63))
    body = _body(number, dice)
    return BenchArticle(_slug(number), _front_matter(number, categories, body, dice, draft) + body)


# --- front matter --------------------------------------------------------------------------------


def _title(number: int) -> str:
    """Different for every number; 28 to 51 characters."""
    rest, doing = divmod(number * _SCRAMBLE % _TITLES, len(_DOINGS))
    rest, owner = divmod(rest, len(_OWNERS))
    place, subject = divmod(rest, len(_SUBJECTS))
    return f"{_DOINGS[doing]} {_OWNERS[owner]} {_SUBJECTS[subject]} {_PLACES[place]}"


def _slug(number: int) -> str:
    return _title(number).lower().replace(" ", "-")


def _front_matter(
    number: int, categories: Sequence[str], body: str, dice: Dice, draft: bool
) -> str:
    published = _NEWEST - timedelta(days=number % _DAYS)
    lines = [
        "---",
        f"title: {_title(number)}",
        *_description(number, dice),
        f"date: {published}",
        f"category: {categories[number % len(categories)]}",
        f"level: {_LEVELS[number // len(categories) % len(_LEVELS)]}",
        f"reading_time: {_minutes(body)}",
        "learn:",
        *(f"  - {fill(lesson, dice)}" for lesson in dice.some(LESSONS, dice.between(3, 5))),
    ]
    needs = dice.some(NEEDS, dice.below(4))
    lines += (
        ["prerequisites:", *(f"  - {fill(need, dice)}" for need in needs)]
        if needs
        else ["prerequisites: []"]
    )
    lines.append(f"tags: [{', '.join(dice.some(_TAGS, dice.between(1, 5)))}]")
    if dice.chance(20):
        lines.append(f"updated: {published + timedelta(days=dice.between(1, 90))}")
    if draft:
        lines.append("draft: true")
    return "\n".join([*lines, "---", "", ""])


def _description(number: int, dice: Dice) -> list[str]:
    """Different for every number, because it says the title; 60 to 200 characters."""
    subject = _title(number).lower()
    text = dice.pick(
        (
            f"What {subject} taught one team in {dice.pick(COUNTS)} weeks, and what to try first.",
            f"A calm look at {subject}, with an example to run and the traps to avoid.",
            f"Notes on {subject}: a picture to keep in mind, code that runs, and a short list.",
        )
    )
    return ["description: >-", f"  {text}"] if dice.chance(50) else [f'description: "{text}"']


_LINK_SENTENCES = (
    "For a(n) {A} {N}, see LINK.",
    "In LINK the same {N} {Ts} a(n) {A} {N}.",
    "If your {N} is {A}, read LINK first.",
    "The {A} part, the {N}, has its own article: LINK.",
)

_FENCED = re.compile(r"^```[^\n]*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_TARGET = re.compile(r"\]\([^)]*\)|\[\^\w+\]:?")


def _minutes(body: str) -> int:
    """The reading time to state: 200 words a minute and a second for each line of code.

    Rounded to the nearest minute, which is accepted however the last few words are counted.
    """
    code_lines = "".join(_FENCED.findall(body)).split("\n")
    return round(count_words(body) / 200 + sum(1 for line in code_lines if line.strip()) / 60)


def count_words(body: str) -> int:
    """The words of its prose: code blocks, link targets and footnote marks are none."""
    prose = _TARGET.sub(" ", _FENCED.sub("", body))
    return sum(1 for run in prose.split() if any(map(str.isalnum, run)))


# --- body ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Section:
    heading: str
    blocks: list[str]


def _body(number: int, dice: Dice) -> str:
    """The six sections, and at times one more, with 600 to 1,000 words in all."""
    sections = _sections(number, dice)
    least = dice.between(620, 880)
    growing = [section for section in sections if section.heading != "Common Pitfalls"]
    words_so_far = count_words(_joined(sections))
    while words_so_far < least:
        added = _paragraph(dice)
        words_so_far += count_words(added)
        dice.pick(growing).blocks.append(added)
    return _joined(sections)


def _joined(sections: Sequence[_Section]) -> str:
    parts = (f"## {section.heading}\n\n" + "\n\n".join(section.blocks) for section in sections)
    return "\n\n".join(parts) + "\n"


def _sections(number: int, dice: Dice) -> list[_Section]:
    blocks = iter(range(number * _BLOCKS, (number + 1) * _BLOCKS))
    sections = [
        _Section("What and Why", [_paragraph(dice), f"{_paragraph(dice)} {_link(number, dice)}"]),
        _Section(
            "Mental Model", [_paragraph(dice), _diagram(next(blocks), dice), _paragraph(dice)]
        ),
        _Section("Hands-on Example", [_paragraph(dice), _code(next(blocks), dice)]),
        _Section("Common Pitfalls", [_pitfalls(dice)]),
        _Section("Practical Tips", [f"{_paragraph(dice)} {_reference(dice)}"]),
        _Section("Wrap-up", [f"{_paragraph(dice)} {_link(number, dice)}"]),
    ]
    example = sections[2].blocks
    for subhead in dice.some(SUBHEADS, dice.between(1, 2)):
        example += [f"### {fill(subhead, dice)}", _paragraph(dice), _code(next(blocks), dice)]
    if dice.chance(40):
        sections[1].blocks.append(_steps(dice))
    if dice.chance(30):
        sections[0].blocks.extend(_footnote(dice))
    if dice.chance(40):
        extra = _Section(dice.pick(_EXTRA_SECTIONS), [_paragraph(dice)])
        if dice.chance(60):
            extra.blocks.append(_table(dice))
        sections.insert(3, extra)
    return sections


def _paragraph(dice: Dice) -> str:
    return paragraph(dice, dice.between(2, 5))


def _link(number: int, dice: Dice) -> str:
    """A sentence that links to an earlier article; the first article has none and names none."""
    if number == 0:
        return fill("The {N} that {Ts} the {N} is a(n) {A} place to start.", dice)
    other = dice.below(number)
    anchor = dice.pick(("", "", "#mental-model", "#common-pitfalls"))
    link = f"[{_title(other)}](/articles/{_slug(other)}/{anchor})"
    return fill(dice.pick(_LINK_SENTENCES), dice).replace("LINK", link)


def _reference(dice: Dice) -> str:
    text, url = dice.pick(_REFERENCES)
    return f"There is more about `{code(dice)}` in [{text}]({url})."


def _footnote(dice: Dice) -> list[str]:
    return [
        f"{fill(dice.pick(SENTENCES), dice)}[^1] {_paragraph(dice)}",
        f"[^1]: {fill(dice.pick(SENTENCES), dice)}",
    ]


def _pitfalls(dice: Dice) -> str:
    leads = dice.some(LEADS, dice.between(4, 6))
    return "\n".join(f"- **{fill(lead, dice)}.** {paragraph(dice, 1)}" for lead in leads)


def _steps(dice: Dice) -> str:
    return "\n".join(f"{step}. {paragraph(dice, 1)}" for step in range(1, dice.between(4, 5)))


def _table(dice: Dice) -> str:
    head = ("| Part | What it does | How many |", "| --- | --- | ---: |")
    rows = (
        fill("| `{C}` | {Ts} the {A} {N} | ", dice) + f"{dice.between(2, 900)} |"
        for _ in range(dice.between(3, 6))
    )
    return "\n".join((*head, *rows))


def _code(number: int, dice: Dice) -> str:
    snippet = snippets.code_block(number, dice)
    title = f' title="{snippet.file}"' if dice.chance(60) else ""
    return f"```{snippet.language}{title}\n{snippet.text}```"


def _diagram(number: int, dice: Dice) -> str:
    snippet = snippets.diagram(number, dice)
    caption = fill("How the {N} {Ts} the {A} {N}", dice)
    alt = fill("Boxes from top to bottom: a(n) {N} {Ts} a(n) {N}, and a(n) {A} {N} is last.", dice)
    return f'```text caption="{caption}" alt="{alt}"\n{snippet.text}```'
