"""RT and RD: how long an article takes, and how hard it is to read."""

from __future__ import annotations

from pipeline.model import GradeCeilings, Kind
from tests.rules.examples import GUIDE, SETTINGS
from tests.rules.mutants.cases import OWNER, Cases, guide, note, says
from tests.rules.mutants.front_matter import LEVEL, TIME, TITLE

FLAGS_IN_CODE = 'FLAGS = {"new-cart": date(2026, 3, 1)}\n'
TITLE_MARKED = "title: «Write a Flag That You Can Delete»\n"
MORE_CODE = FLAGS_IN_CODE + "\n" + "flip(FLAGS)\n" * 300
ESSAY = Kind(name="essay", least_words=400)
KINDS = {**SETTINGS.kinds, "essay": ESSAY}

KANJI = "旗" * 100 + "。\n\n"

HARD = (
    "Organizational infrastructure modernization necessitates comprehensive interdepartmental "
    "communication, notwithstanding considerable administrative complications."
)
EASY = "A flag is a loan. Take it when it helps, and pay it back by the day you named."
FAIR = (
    "When a release goes wrong in the middle of the night, the team on call can turn the feature "
    "off with a single switch, look for the cause at leisure, and try it again a week later."
)


def words(count: int, word: str = "flag") -> str:
    """A sentence of so many words."""
    pattern = ("the", "old", "page", "and", "a", "new", word)
    said = [pattern[at % len(pattern)] for at in range(count - 1)]
    return " ".join(["When", *said]) + "."


def sentences(count: int) -> str:
    """A paragraph of so many sentences of six words, all of them short."""
    return " ".join(f"It has step {number} of them." for number in range(count))


SECTIONS = GUIDE[GUIDE.index("A flag lets you") : GUIDE.index("## Mental Model")]

MUTANTS: Cases = {
    "RT001": (
        guide(TIME, "reading_time: «8»\n"),
        guide(TIME, "reading_time: «3»\n"),
        guide(TIME, "reading_time: «6»\n", FLAGS_IN_CODE, MORE_CODE),
        note("reading_time: «1»", KANJI * 11),
        guide(TIME, "reading_time: «1»\n", OWNER, "The owner says so.\n" * 30),
    ),
    "RT002": (
        guide(TITLE, TITLE_MARKED, SECTIONS, "A flag is a fork.\n\n"),
        guide(TITLE, TITLE_MARKED, LEVEL, LEVEL + "kind: essay\n", kinds=KINDS),
        guide(TITLE, TITLE_MARKED, SECTIONS, "```text\n" + "flags wait\n" * 60 + "```\n\n"),
    ),
    "RT003": (
        guide(TIME, "reading_time: «2»\n", thresholds={"minutes": 1}),
        note("reading_time: «27»", (sentences(12) + "\n\n") * 75),
        note("reading_time: «30»", "```text\nflags\n```\n\n" + KANJI * 150),
    ),
    "RD001": (
        guide(LEVEL, "level: «Beginner»\n", OWNER, f"{OWNER}\n{HARD}\n\n" * 8),
        note("level: «Beginner»", EASY + "\n\n" + FAIR, grade=GradeCeilings(beginner=4.5)),
        note("level: «Beginner»", FAIR),
        note("level: «Intermediate»", HARD),
        note("level: «Advanced»", HARD),
    ),
    "RD002": (
        says(f"«{words(51)}»"),
        says(f"{EASY} «{words(41)}» {EASY}"),
        says(f"- {EASY}\n- Über flags. «`Put`: {words(60)}»"),
        says(f"> «{words(55)}»"),
    ),
    "RD003": (
        says(f"«{sentences(26)}»"),
        says(f"«{EASY} {EASY} {EASY}»", thresholds={"words": 40}),
        note("", f"{EASY}\n\n«{sentences(30)}»\n\n{EASY}"),
    ),
    "RD004": (
        says("The owner does, and says why in the «the» commit."),
        says("The owner does, and says\n«says» why in the commit."),
        guide("### Who moves the day", "### Who moves the «the» day"),
        says("- The owner does.\n- It is a «a a» loan."),
        says("It «it» has an owner, who was **very «very»** sure of it."),
    ),
    "RD005": (
        says("The owner does, and says why on «Github»."),
        guide(TITLE, "title: Write «Javascript» That You Can Delete\n"),
        says("- The tests run on «linux», and then on «MacOS» too."),
        says("The flags of «feature-Shop» are old.", vocabulary=("Feature-Shop",)),
    ),
}

NEIGHBOURS: Cases = {
    "RT001": (
        guide(TIME, "reading_time: 1\n"),
        guide(TIME, "reading_time: 3\n", FLAGS_IN_CODE, MORE_CODE),
        note("reading_time: 3", KANJI * 11),
        note("", EASY),
    ),
    "RT002": (
        guide(SECTIONS, "A flag is a fork.\n\n", LEVEL, LEVEL + "draft: true\n"),
        note("kind: note", "A flag is a loan."),
        note("kind: essay", KANJI * 10, kinds=KINDS),
        guide(LEVEL, LEVEL + "kind: essay\n", kinds={**KINDS, "essay": Kind(name="essay")}),
    ),
    "RT003": (
        guide(OWNER, OWNER, thresholds={"minutes": 2}),
        note("reading_time: 24", (sentences(12) + "\n\n") * 65),
        note("", "```text\n" + "flags\n" * 4_000 + "```"),
    ),
    "RD001": (
        note("level: Advanced", FAIR),
        note("", HARD),
        note("level: Beginner", HARD, language="de"),
        note("level: Beginner", f"## {HARD}\n\n{EASY}\n\n```text\n{HARD}\n```"),
        note("level: Beginner", f"{EASY}\n\n| Organization |\n| --- |\n| {HARD} |"),
    ),
    "RD002": (
        says(words(40)),
        says(f"> “{words(55)}”"),
        says(f"| What |\n| --- |\n| {words(55)} |"),
        says(f"```text\n{words(55)}\n```"),
        says("See e.g. " + words(18) + " And i.e. v1.2.3 of " + words(18)),
    ),
    "RD003": (
        says(sentences(25)),
        says(f"- {sentences(26)}"),
        says(f"> {sentences(26)}"),
        says(f"{sentences(20)}\n\n{sentences(20)}"),
    ),
    "RD004": (
        says("It had had an owner, and all that that owner did was wait."),
        says("Type `the the`, or `the` the, and the\n`the` again."),
        says("What it is is a loan, and that is why people log in in the morning."),
        says('It is called "the the", and New New York is a city.'),
        says("It ends with the.\n\nThe next one does not."),
        says("A for for loop, step 2 2 times, the *the* and the, the."),
    ),
    "RD005": (
        says("Clone `github.com/example/flags`, or https://github.com/example/flags."),
        says("Ask @github or #linux, run docker run, and pip install django."),
        says('Set the platform to "linux", and python3 to on.'),
        says("npm is a tool. Npm is one as well, and so is GitHub."),
        says("Write to ada@github.example about docker-compose and linux/amd64."),
    ),
}
