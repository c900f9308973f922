"""Duplicate and fake headings, sections that show or list something, and the fixes of ST."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.model import Edit, Finding, Fix, Kind, Related, Rule, Span
from pipeline.rules.structure import (
    duplicate_heading,
    example_without_code,
    fake_heading,
    h1_in_body,
    heading_jump,
    pitfalls_without_list,
    section_order,
)
from pipeline.rules.structure.contract import plain
from tests.rules.examples import (
    GUIDE,
    PATH,
    SETTINGS,
    article,
    findings,
    marked,
    mended,
    mutant,
    places,
    said_by,
)


def cut(rule: Rule, body: str, front_matter: str = "") -> list[str]:
    """The text of each finding's bytes."""
    data = article(front_matter=front_matter, body=body).encode()
    found = said_by(rule, data.decode())
    return [data[each.span.start : each.span.end].decode() for each in found if each.span]


def repaired(rule: Rule, text: str) -> str:
    """The text after the rule's fixes, one after the other; each must be of use."""
    data = text.encode()
    for _ in range(10):
        fixes = [each for each in said_by(rule, data.decode()) if each.fix]
        if not fixes:
            return data.decode()
        after = mended({PATH: data}, PATH, fixes[0])[PATH]
        assert after != data
        data = after
    raise AssertionError("the fixes have no end")


# --- mutations: a slip brings its own rule alone, at its own place --------------------------------

CODE = GUIDE[GUIDE.index("```python") : GUIDE.index("When the day comes")]
LIST = GUIDE[GUIDE.index("- A flag with two") : GUIDE.index("## Practical Tips")]
IN_WORDS = (
    "One flag had two meanings. Another one stood inside a third, and a test ran with the "
    "flag off for months.\n\n"
)
NO_CODE = GUIDE.replace(CODE, "").replace("## Hands-on Example", "## «Hands-on Example»")
NO_LIST = GUIDE.replace(LIST, IN_WORDS).replace("## Common Pitfalls", "## «Common Pitfalls»")


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("ST006", mutant("### Who moves the day", "### A\n\nB.\n\n### «A»")),
        ("ST006", GUIDE + "\n## The End\n\nA.\n\n### B\n\nC.\n\n## «the end!»\n\nD.\n"),
        ("ST006", GUIDE + "\n## «Mental Model»\n\nAnother picture.\n"),
        ("ST006", mutant("### Who moves the day", "### `A`\n\nB.\n\n#### C\n\nD.\n\n### «A»")),
        ("ST007", NO_CODE),
        ("ST007", NO_CODE.replace("Keep the last day", "Keep `FLAGS` and the last day")),
        ("ST007", NO_CODE.replace("## «Hands-on Example»", "## **«HANDS-ON EXAMPLE»**")),
        ("ST007", NO_CODE.replace("## Common Pitfalls\n", f"## Common Pitfalls\n\n{CODE}")),
        ("ST008", NO_LIST),
        ("ST008", NO_LIST.replace("One flag had", "**Beware.** One flag had")),
        ("ST008", NO_LIST.replace("One flag had", "### Two meanings\n\nOne flag had")),
        ("ST008", NO_LIST.replace("## Practical Tips\n", f"## Practical Tips\n\n{LIST}")),
        ("ST010", mutant("When the day comes", "«**The day itself**»\n\nWhen the day comes")),
        ("ST010", mutant("Name the flag", "«__Names first__»\n\nName the flag")),
        ("ST010", mutant("The owner does", "«***Today* or tomorrow**»\n\nThe owner does")),
        ("ST010", mutant("- A flag with two", "«**The three worst**»\n- A flag with two")),
    ],
)  # fmt: skip
def test_a_slip_in_the_guide_brings_its_own_rule_alone(code: str, text: str) -> None:
    plain, spans = marked(text)
    assert places(plain) == [(code, span) for span in spans]


# --- ST006: duplicate-heading --------------------------------------------------------------------


def test_a_heading_that_comes_again_is_told_its_address_and_the_first_one() -> None:
    text = article(
        body="## «Setup»\n\nA.\n\n## Use\n\nB.\n\n## «SETUP:»\n\nC.\n\n## «Setup»\n\nD.\n"
    )
    plain, (first, second, third) = marked(text)
    related = (Related(first, "the first one"),)
    advice = "Say in the heading what this section has that the other has not."
    assert said_by(duplicate_heading.RULE, plain) == [
        Finding(
            span=second,
            message="`SETUP:` is a heading already, so this one has the address `#setup-1`.",
            help=advice,
            related=related,
        ),
        Finding(
            span=third,
            message="`Setup` is a heading already, so this one has the address `#setup-2`.",
            help=advice,
            related=related,
        ),
    ]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("## A\n\n### Über uns\n\nB.\n\n### über uns\n\nC.\n", ["über uns"]),
        ("# A\n\nB.\n\n## A\n\nC.\n", ["A"]),
        ("Top\n---\n\nA.\n\nTop\n---\n\nB.\n", ["Top"]),
        ("### A\n\nB.\n\n### A\n\nC.\n", ["A"]),
        ("## A\n\nB.\n\n### C\n\nD.\n\n## A\n\nE.\n\n### C\n\nF.\n", ["A"]),
    ],
)
def test_headings_beside_each_other_are_one_list(body: str, expected: list[str]) -> None:
    assert cut(duplicate_heading.RULE, body) == expected


@pytest.mark.parametrize(
    "body",
    [
        "## A\n\n### Before\n\nB.\n\n### After\n\nC.\n\n## D\n\n### Before\n\nE.\n",
        "# A\n\n### Setup\n\nB.\n\n# C\n\n### Setup\n\nD.\n",
        "## Queue\n\nA class.\n\n### Queue\n\nIts constructor.\n",
        "## C\n\nA.\n\n## C++\n\nB.\n\n## C#\n\nD.\n",
        "## v1.10\n\nA.\n\n## v11.0\n\nB.\n",
        "## Setup 1\n\nA.\n\n## Setup 2\n\nB.\n\n## setup-1\n\nC.\n",
        "## A\n\nB.\n\n> ## A\n>\n> Quoted.\n",
        "## A\n\nB.\n\n- ## A\n\n  In an item.\n",
        "## A\n\n```markdown\n## A\n```\n",
        "## 🎉\n\nA.\n\n## 🚀\n\nB.\n",
        "## Section\n\nA.\n\n## 🚀\n\nB.\n",
        "No heading.\n",
    ],
)
def test_headings_that_can_be_told_apart_are_left_alone(body: str) -> None:
    assert cut(duplicate_heading.RULE, body) == []


# --- ST007: example-without-code -----------------------------------------------------------------

TALK = Kind(
    name="talk",
    sections=("Demo", "Traps"),
    with_code=("Demo",),
    with_list=("Traps",),
)
TALKS = replace(SETTINGS, kinds={**SETTINGS.kinds, "talk": TALK})


def of_talk(rule: Rule, demo: str, traps: str = "- One.\n", kind: str = "talk") -> list[Finding]:
    text = article(front_matter=f"kind: {kind}\n", body=f"## Demo\n\n{demo}\n\n## Traps\n\n{traps}")
    return said_by(rule, text, TALKS)


def test_an_example_without_code_is_told_what_the_kind_wants() -> None:
    body = "## «Demo:»\n\nRun `make`.\n\n## Traps\n\n- One.\n\n```python\nx = 1\n```\n"
    plain, (span,) = marked(article(front_matter="kind: talk\n", body=body))
    assert said_by(example_without_code.RULE, plain, TALKS) == [
        Finding(
            span=span,
            message="`Demo:` shows neither code nor a diagram, and a `talk` has something to see "
            "there.",
            help="Show it in a block of code, a diagram or a picture.",
        )
    ]


@pytest.mark.parametrize(
    "demo",
    [
        "```python\nx = 1\n```",
        "```\nplain\n```",
        "    indented = 1",
        '```text caption="A"\na -> b\n```',
        "![The client and the server](picture.png)",
        "Words with ![a picture](picture.png) in them.",
        "[![A picture](picture.png)](picture.png)",
        "### Below\n\nWords.\n\n```python\nx = 1\n```",
        "- Item\n\n  ```python\n  x = 1\n  ```",
        "> ```python\n> x = 1\n> ```",
        "<details>\n<summary>Code</summary>\n\n```python\nx = 1\n```\n\n</details>",
        "<pre>x = 1</pre>",
        '<picture><img src="a.png" alt="A"></picture>',
        "Words <img src='a.png' alt='A'> here.",
        "",
        "<!-- to come -->",
    ],
)
def test_whatever_shows_something_will_do_and_an_empty_section_is_said_elsewhere(demo: str) -> None:
    assert of_talk(example_without_code.RULE, demo) == []


@pytest.mark.parametrize("demo", ["Words.", "- List.", "| a |\n|---|\n| b |", "<!-- <pre> -->A."])
def test_what_shows_nothing_will_not_do(demo: str) -> None:
    assert len(of_talk(example_without_code.RULE, demo)) == 1


def test_a_section_of_level_1_or_misspelled_is_judged_all_the_same() -> None:
    text = article(front_matter="kind: talk\n", body="# Trap\n\n- A.\n\n# Traps\n\n- B.\n")
    assert said_by(example_without_code.RULE, text, TALKS) == []
    long = replace(TALK, sections=("Live Demo",), with_code=("Live Demo",))
    settings = replace(TALKS, kinds={"guide": long, "talk": long})
    for heading in ("# Live Demo", "## Live Dmeo"):
        text = article(front_matter="kind: talk\n", body=f"{heading}\n\nWords.\n\n## Late\n\nA.\n")
        assert len(said_by(example_without_code.RULE, text, settings)) == 1


@pytest.mark.parametrize("rule", [example_without_code.RULE, pitfalls_without_list.RULE])
@pytest.mark.parametrize("kind", ["note", "page", "recipe", "unheard-of", "3", "[", ""])
def test_a_kind_that_asks_for_nothing_gets_nothing(rule: Rule, kind: str) -> None:
    assert of_talk(rule, "Words.", "Words.", kind) == []


# --- ST008: pitfalls-without-list ----------------------------------------------------------------


def test_pitfalls_without_a_list_are_told_what_the_kind_wants() -> None:
    body = "## Demo\n\n- One.\n\n## «Traps»\n\nOne, two and three.\n\n## More\n\n- One.\n"
    plain, (span,) = marked(article(front_matter="kind: talk\n", body=body))
    assert said_by(pitfalls_without_list.RULE, plain, TALKS) == [
        Finding(
            span=span,
            message="`Traps` has no list, and a `talk` lists things there.",
            help="Write one list item for each of them.",
        )
    ]


@pytest.mark.parametrize(
    "traps",
    [
        "- One.\n- Two.",
        "* One.",
        "1. One.\n2. Two.",
        "3) One.",
        "- [ ] One.",
        "Words.\n\n- One.",
        "| Trap | Way out |\n|---|---|\n| a | b |",
        "### One\n\nA.\n\n### Two\n\nB.",
        "**One.** A.\n\n**Two.** B.",
        "### One\n\nA.\n\n**Two.** B.",
        "> [!WARNING]\n> One.\n\nAnd:\n\n> [!CAUTION]\n> Two.",
        "> - One.\n> - Two.",
        "### Below\n\n- One.",
        "<ul><li>One.</li></ul>",
        "<dl>\n<dt>One</dt><dd>A</dd>\n</dl>",
        "",
        "<!-- to come -->",
    ],
)
def test_whatever_enumerates_will_do(traps: str) -> None:
    assert of_talk(pitfalls_without_list.RULE, "Words.", traps + "\n") == []


@pytest.mark.parametrize(
    "traps",
    [
        "Words. - No item.",
        "One:\n\n```text\n- a\n```",
        "### One\n\nAlone.",
        "**One.** Alone.\n\nWords with **two** in bold.",
        "> A quote.",
        "<!-- <ul> -->A.",
    ],
)
def test_what_does_not_enumerate_will_not_do(traps: str) -> None:
    assert len(of_talk(pitfalls_without_list.RULE, "Words.", traps + "\n")) == 1


# --- ST010: fake-heading -------------------------------------------------------------------------


def test_a_fake_heading_is_told_the_level_that_it_would_have() -> None:
    body = (
        "## Setup\n\nA.\n\n### Clients\n\nB.\n\n  «**On `Windows` 11**»  \n\nUse the installer.\n"
    )
    plain, (span,) = marked(article(body=body))
    assert said_by(fake_heading.RULE, plain) == [
        Finding(
            span=span,
            message="`On Windows 11` looks like a heading, and is a paragraph in bold.",
            help="Write it with `####`; when it leads to what follows, end it with a colon.",
        )
    ]


@pytest.mark.parametrize(
    ("before", "marks"), [("A.", "`##`"), ("# A", "`##`"), ("## A\n\n###### B", "`######`")]
)
def test_the_level_is_one_below_the_heading_above(before: str, marks: str) -> None:
    (found,) = said_by(fake_heading.RULE, article(body=f"{before}\n\n**Bold**\n\nText.\n"))
    assert marks in found.help


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("A.\n\n**Größe 🎉 zählt**\n\nB.\n", ["**Größe 🎉 zählt**"]),
        ("A.\r\n\r\n**Bold**\r\n\r\nB.\r\n", ["**Bold**"]),
        ("A.\n\n**One**\n\nB.\n\n**Two**\n\n1. C.\n", ["**One**", "**Two**"]),
        ("## A\n\n**Right below a heading**\n\nB.\n", ["**Right below a heading**"]),
        ("- A\n\n**After a list**\n\nB.\n", ["**After a list**"]),
        ("```sh\nls\n```\n\n**After code**\n\nB.\n", ["**After code**"]),
        ("A.\n\n**Step 1**\n\nB.\n", ["**Step 1**"]),
        ("A.\n\n**May the queue rest**\n\nB.\n", ["**May the queue rest**"]),
        ("A.\n\n***Both***\n\nB.\n", ["***Both***"]),
    ],
)  # fmt: skip
def test_bold_that_heads_something_is_found(body: str, expected: list[str]) -> None:
    assert cut(fake_heading.RULE, body) == expected


@pytest.mark.parametrize(
    "bold",
    [
        "**It ends with a colon:**",
        "**It ends with a colon**:",
        "**It is a sentence.**",
        "**It is a sentence**.",
        '**It says "stop."**',
        "**Is it a question?**",
        "**Thanks to everyone!**",
        "**And so on …**",
        "**这是一个句子。**",
        '**"Somebody said this"**',
        "**“Somebody said this”**",
        "**Bold** and not",
        "Not and **bold**",
        "**One** **two**",
        "**One**, **two**",
        "*Only slanted*",
        "**[A link](https://x.example/)**",
        "**Read [the notes](https://x.example/) first**",
        "[**A link**](https://x.example/)",
        "**`a_name`**",
        "**Two\nlines**",
        "**Two**\\\n**lines**",
        "**A term**\nand what it means",
        "**Note**",
        "**WARNING**",
        "**TL;DR**",
        "**By Ada Example**",
        "**Written by Ada Example**",
        "**5 March 2026**",
        "**March 5th, 2026**",
        "**2026-01-05**",
        "**Figure 1**",
        "**Table 2, by size**",
        "**A very long line of thirteen words or more is no heading at all**",
        "**![A picture](a.png)**",
        "**A <br> break**",
        "*slanted **and bold***",
        "\\*\\*escaped\\*\\*",
        "****",
    ],
)
def test_bold_that_is_something_else_is_left_alone(bold: str) -> None:
    assert cut(fake_heading.RULE, f"A.\n\n{bold}\n\nB.\n") == []


@pytest.mark.parametrize(
    "body",
    [
        "**First of all**\n\nA.\n",
        "A.\n\n**Last of all**\n",
        "A.\n\n**Above a heading**\n\n## B\n\nC.\n",
        "A.\n\n**Above a line**\n\n***\n\nB.\n",
        "A.\n\n**Above a picture**\n\n![B](b.png)\n",
        "A.\n\n![B](b.png)\n\n**Below a picture**\n\nC.\n",
        "A.\n\n<img src='b.png' alt='B'>\n\n**Below a picture**\n\nC.\n",
        "A.\n\n**main.py**\n\n```python\nx = 1\n```\n",
        "A.\n\n**Above a table**\n\n| a |\n|---|\n| b |\n",
        "A.\n\n**Above a quote**\n\n> B.\n",
        "A.\n\n**One**\n\n**Two**\n\n## B\n\nC.\n",
        "## A\n\nB.\n\n**Before**\n\nC.\n\n## D\n\nE.\n\n**Before**\n\nF.\n",
        "A.\n\n- **In an item**\n\n  B.\n\n- C\n",
        "A.\n\n> **In a quote**\n>\n> B.\n",
        "A.\n\n> [!NOTE]\n> **In a call-out**\n>\n> B.\n",
        "A[^1].\n\n[^1]: B.\n\n    **In a footnote**\n\n    C.\n",
        "A.\n\n| **a** |\n|---|\n| **b** |\n\nC.\n",
        "A.\n\n```markdown\n**In code**\n```\n\nB.\n",
        "A.\n\n    **In code**\n\nB.\n",
        "## **A real heading**\n\nB.\n",
        "A.\n\n<!--\n**In a comment**\n-->\n\nB.\n",
    ],
)
def test_bold_that_heads_nothing_is_left_alone(body: str) -> None:
    assert cut(fake_heading.RULE, body) == []


def test_how_long_a_heading_may_be_is_a_setting() -> None:
    text = article(body="A.\n\n**A heading of five words**\n\nB.\n")
    settings = replace(SETTINGS, thresholds={"ST010": {"words": 4}})
    assert len(said_by(fake_heading.RULE, text)) == 1
    assert said_by(fake_heading.RULE, text, settings) == []


def test_of_very_many_bold_lines_each_one_is_judged_once() -> None:
    body = "A.\n\n" + "".join(f"**Number {number}**\n\nB.\n\n" for number in range(5_000))
    assert len(said_by(fake_heading.RULE, article(body=body))) == 5_000
    assert said_by(fake_heading.RULE, article(body="A.\n\n" + "**B**\n\n" * 5_000)) == []
    assert said_by(fake_heading.RULE, article(body="A.\n\n**" + "** " * 50_000 + "x\n")) == []


# --- ST004: one finding for one habit ------------------------------------------------------------


def test_a_habit_is_told_once_with_the_places_where_it_comes_again() -> None:
    text = "## «A»\n\n«##### B»\n\nC.\n\n## D\n\n##### «E»\n\nF.\n\n## G\n\n##### «H»\n\nI.\n"
    plain, (above, span, second, third) = marked(article(body=text))
    assert said_by(heading_jump.RULE, plain) == [
        Finding(
            span=span,
            message="`B` is a heading of level 5, right after one of level 2 (and `2` more).",
            help="Write it with `###`, and raise those that belong beside it as well.",
            related=(
                Related(above, "level 2"),
                Related(second, "the same"),
                Related(third, "the same"),
            ),
        )
    ]


def test_another_jump_is_another_finding_and_few_places_are_shown() -> None:
    body = "## A\n\n" + "#### B\n\nC.\n\n## D\n\n" * 9 + "##### E\n\nF.\n"
    found = said_by(heading_jump.RULE, article(body=body))
    assert [each.message for each in found] == [
        "`B` is a heading of level 4, right after one of level 2 (and `8` more).",
        "`E` is a heading of level 5, right after one of level 2.",
    ]
    assert [len(each.related) for each in found] == [4, 1]


def test_an_article_that_begins_at_level_3_throughout_is_told_once() -> None:
    body = "".join(f"### Part {number}\n\nA.\n\n#### Below\n\nB.\n\n" for number in range(20))
    assert cut(heading_jump.RULE, body) == ["### Part 0"]


# --- the fix of ST002: the right spelling --------------------------------------------------------

RECIPE = "kind: recipe\n"


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("## Ingredient", "## Ingredients"),
        ("## ingredeints:", "## Ingredients"),
        ("## Ingrédients", "## Ingredients"),
        ("##   Ingredient   ##  ", "##   Ingredients   ##  "),
        ("Ingredient\n---", "Ingredients\n---"),
        ("# Ingredient", "# Ingredients"),
        ("## **Ingredient**", "## **Ingredients**"),
        ("## [Ingredient](https://x.example/)", "## [Ingredients](https://x.example/)"),
    ],
)
def test_a_misspelled_section_is_spelled_as_the_kind_has_it(heading: str, expected: str) -> None:
    rest = "\r\n\r\nBrötchen 🎉.\r\n\r\n## Method\r\n\r\nBake.\r\n"
    before = article(front_matter=RECIPE, body=f"Grüße 🎉.\r\n\r\n{heading}{rest}")
    after = article(front_matter=RECIPE, body=f"Grüße 🎉.\r\n\r\n{expected}{rest}")
    assert repaired(section_order.RULE, before) == after
    assert said_by(section_order.RULE, after) == []


def test_the_fix_is_safe_and_one_edit_of_the_text() -> None:
    plain, (span,) = marked(mutant("## Common Pitfalls", "## «Comon Pitfalls» ##"))
    (found,) = said_by(section_order.RULE, plain)
    assert found.fix == Fix(safe=True, edits=(Edit(span, "Common Pitfalls"),))
    assert findings(mended({PATH: plain.encode()}, PATH, found)) == []


@pytest.mark.parametrize(
    "body",
    [
        "## *Ingre*dient\n\nFlour.\n\n## Method\n\nBake.\n",
        "## `Ingredient` \\!\n\nFlour.\n\n## Method\n\nBake.\n",
        "See [them](#ingredient).\n\n## Ingredient\n\nFlour.\n\n## Method\n\nBake.\n",
        "See <a href='#ingredient'>x</a>.\n\n## Ingredient\n\nFlour.\n\n## Method\n\nBake.\n",
        "[See][x].\n\n## Ingrédients\n\nA.\n\n## Method\n\nB.\n\n[x]: #ingr%C3%A9dients\n",
        "## Ingredient\n\nFlour.\n\n### Ingredients\n\nB.\n\n## Method\n\nBake.\n",
        "## Method\n\nBake.\n\n## Ingredients\n\nFlour.\n",
    ],
)
def test_markup_links_and_a_place_are_left_to_the_author(body: str) -> None:
    found = said_by(section_order.RULE, article(front_matter=RECIPE, body=body))
    assert [each.fix for each in found] == [None]


@pytest.mark.parametrize("name", ["Usage_of_*it*", "Tips &amp; Tricks", "The <br>", "#1 Reason"])
def test_a_name_with_markup_in_it_is_left_to_the_author(name: str) -> None:
    kind = Kind(name="recipe", sections=(name,))
    settings = replace(SETTINGS, kinds={**SETTINGS.kinds, "recipe": kind})
    wrong = plain(name) + "s"
    text = article(front_matter=RECIPE, body=f"## {wrong}\n\nA.\n")
    found = said_by(section_order.RULE, text, settings)
    assert [each.fix for each in found] == [None]


# --- the fix of ST005: one level lower, or out ---------------------------------------------------

TITLE = 'title: "Ein Maß für Größe"\n'


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("# Setup\n\nA.\n", "## Setup\n\nA.\n"),
        ("#\tSetup #\r\n\r\nA.\r\n", "##\tSetup #\r\n\r\nA.\r\n"),
        ("Ü 🎉.\n\n# Größe", "Ü 🎉.\n\n## Größe"),
        ("Setup\n=\n\nA.\n", "Setup\n-\n\nA.\n"),
        ("Two\nlines\n=====  \r\n\r\nA.\r\n", "Two\nlines\n-----  \r\n\r\nA.\r\n"),
        ("#hash = 1\n===\n\nA.\n", "#hash = 1\n---\n\nA.\n"),
        ("> Setup\n> ===\n>\n> A.\n", "> Setup\n> ---\n>\n> A.\n"),
        ("- # Setup\n\n  A.\n", "- ## Setup\n\n  A.\n"),
        ("# A\n\nB.\n\n### C\n\nD.\n\n# E\n\nF.\n", "## A\n\nB.\n\n### C\n\nD.\n\n## E\n\nF.\n"),
        ("# A\n\nB.\n\n## C\n\nD.\n", "## A\n\nB.\n\n## C\n\nD.\n"),
        ("# A\n\n### C\n\nD.\n", "## A\n\n### C\n\nD.\n"),
        ("## A\n\nB.\n\n# Ein Maß für Größe\n", "## A\n\nB.\n\n## Ein Maß für Größe\n"),
    ],
)
def test_a_first_level_heading_is_lowered_and_what_is_below_stays(body: str, expected: str) -> None:
    before = article(front_matter=TITLE, body=body)
    after = repaired(h1_in_body.RULE, before)
    assert after == article(front_matter=TITLE, body=expected)
    assert {code for code, _ in places(after)} <= {code for code, _ in places(before)} - {"ST005"}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("# Ein Maß für Größe\n\nA.\n", "A.\n"),
        ("# EIN MASS FÜR GRÖSSE!\n\n\n  \nA.\n", "A.\n"),
        ("  # Ein Maß für Größe #  \r\n\r\nA.\r\n", "A.\r\n"),
        ("Ein Maß für Größe\n===\n\n## A\n\nB.\n", "## A\n\nB.\n"),
        ("A 🎉.\n\n# Ein Maß für Größe\n\n    b = 1\n", "A 🎉.\n\n    b = 1\n"),
        ("A.\n# Ein Maß für Größe\nB.\n", "A.\n\nB.\n"),
        ("# Ein Maß für Größe\nA.\n", "A.\n"),
        ("A.\n\n# Ein Maß für Größe", "A.\n\n"),
    ],
)
def test_the_title_again_is_taken_out(body: str, expected: str) -> None:
    before = article(front_matter=TITLE, body=body)
    after = repaired(h1_in_body.RULE, before)
    assert after == article(front_matter=TITLE, body=expected)
    assert {code for code, _ in places(after)} <= {code for code, _ in places(before)} - {"ST005"}


@pytest.mark.parametrize(
    "body",
    [
        "# A\n\n## B\n\nC.\n",
        "# A\n\n<!-- c -->\n\n## B\n\nC.\n",
        "# Ein Maß für Größe\n\nA.\n\n### B\n\nC.\n",
        "# Ein Maß für Größe\n\nA. [Up](#ein-maß-für-größe).\n",
        "> # Ein Maß für Größe\n\nA.\n",
        "<h1>A</h1>\n\nB.\n",
    ],
)
def test_no_fix_where_it_would_bring_another_error(body: str) -> None:
    found = said_by(h1_in_body.RULE, article(front_matter=TITLE, body=body))
    assert [each.fix for each in found] == [None]


def test_the_fix_is_unsafe_and_as_small_as_can_be() -> None:
    text = article(body="\n# Setup\n\nA.\n\nUse\n===\n\nB.\n")
    at = text.index("# Setup")
    under = text.index("===")
    found = said_by(h1_in_body.RULE, text)
    assert [each.fix for each in found] == [
        Fix(safe=False, edits=(Edit(Span(at, at), "#"),)),
        Fix(safe=False, edits=(Edit(Span(under, under + 3), "---"),)),
    ]


def test_sections_that_come_again_below_two_first_level_headings_are_told_before_the_fix() -> None:
    body = "# A\n\nB.\n\n## C\n\nD.\n\n# E\n\nF.\n\n## C\n\nG.\n"
    before = article(body=body)
    after = repaired(h1_in_body.RULE, before)
    assert [len(cut(rule, body)) for rule in (h1_in_body.RULE, duplicate_heading.RULE)] == [2, 1]
    assert len(said_by(duplicate_heading.RULE, after)) == 1


def test_very_many_first_level_headings_cost_no_more_than_their_number() -> None:
    body = "".join(f"# {number}\n\nA.\n\n" for number in range(5_000)) + "=" * 50_000 + "x\n===\n"
    found = said_by(h1_in_body.RULE, article(front_matter='title: "0"\n', body=body))
    assert len(found) == 5_001


# --- all of them ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "rule",
    [
        duplicate_heading.RULE,
        example_without_code.RULE,
        pitfalls_without_list.RULE,
        fake_heading.RULE,
    ],
    ids=lambda rule: rule.code,
)
@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "---\n",
        "\ufeff# x\n",
        "NUL \0\n",
        "##",
        "<!--",
        "- #",
        "\n**",
        "\n**a**",
        "\n__\n",
    ],
)
def test_no_file_is_too_odd(rule: Rule, text: str) -> None:
    assert isinstance(said_by(rule, text), list)
