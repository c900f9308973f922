"""The rules on structure: ST001-ST005, ST009 and ST011; the others are in `test_structure_more`."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.model import Edit, Finding, Fix, Related, Rule
from pipeline.rules.structure import (
    diagram_without_caption,
    empty_section,
    h1_in_body,
    heading_jump,
    missing_section,
    section_order,
    unfinished_text,
)
from tests.rules.examples import (
    GUIDE,
    SETTINGS,
    article,
    marked,
    mutant,
    places,
    said_by,
)

RECIPE = "kind: recipe\n"
GOOD_RECIPE = "## Ingredients\n\nFlour.\n\n## Method\n\nBake it.\n"


def said(rule: Rule, body: str, front_matter: str = "") -> list[tuple[str, str]]:
    """The marked-up text of each finding's bytes, and its message."""
    data = article(front_matter=front_matter, body=body).encode()
    return [
        (data[finding.span.start : finding.span.end].decode(), finding.message)
        for finding in said_by(rule, data.decode())
        if finding.span
    ]


def silent(rule: Rule, body: str, front_matter: str = "") -> bool:
    return said_by(rule, article(front_matter=front_matter, body=body)) == []


def section(name: str) -> str:
    """A whole section of the guide, its heading included."""
    start = GUIDE.index(f"## {name}\n")
    end = GUIDE.find("\n## ", start)
    return GUIDE[start : end + 1 if end >= 0 else len(GUIDE)]


# --- mutations: a slip brings its own rule alone, at its own place --------------------------------

NO_TIPS = GUIDE.replace("## Practical Tips\n\n", "").replace("Common Pitfalls", "«Common Pitfalls»")
NO_START = GUIDE.replace("## What and Why\n\n", "").replace("Mental Model", "«Mental Model»")
MOVED_DOWN = GUIDE.replace(section("Mental Model"), "").replace(
    "## Wrap-up", section("Mental Model").replace("Mental Model", "«Mental Model»") + "## Wrap-up"
)
SWAPPED = GUIDE.replace(section("Common Pitfalls"), "").replace(
    "## Wrap-up",
    section("Common Pitfalls").replace("Common Pitfalls", "«Common Pitfalls»") + "## Wrap-up",
)
EMPTIED = GUIDE.replace(
    section("Common Pitfalls"), "## «Common Pitfalls»\n\n<!-- later -->\n\n"
).replace("## Wrap-up\n", "## Wrap-up\n\n" + "All of it is said above. " * 9 + "\n")
RENAMED = GUIDE.replace("## Wrap-up", "## The End").replace("Practical Tips", "«Practical Tips»")
FIRST = "«### Before you start»\n\nNothing.\n\n"
IN_ITEM = "- So:\n\n  «```text»\n  ┌─┐\n  │a│\n  └─┘\n  ```\n\n"
PLAIN_DIAGRAM = GUIDE.replace(
    'text caption="The life of a flag" alt="Added, on for some, on for all, deleted."', "text"
)

TILDES = PLAIN_DIAGRAM.replace("```text", "«~~~~ text» {2}").replace("+\n```", "+\n~~~~")


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("ST001", NO_TIPS),
        ("ST001", NO_START),
        ("ST001", RENAMED),
        ("ST001", mutant("## Wrap-up", "### «Wrap-up»")),
        ("ST002", MOVED_DOWN),
        ("ST002", SWAPPED),
        ("ST002", mutant("## Common Pitfalls", "## «Common Pitfall»")),
        ("ST002", mutant("## Mental Model", "## **«Metnal** Model»")),
        ("ST003", EMPTIED),
        ("ST003", mutant("## Wrap-up", "## «One More Thing»\n\n## Wrap-up")),
        ("ST003", mutant("### Who moves the day", "### «Who pays»\n\n### Who moves the day")),
        ("ST003", GUIDE + "\n## «See also»\n\n***\n"),
        ("ST004", mutant("### Who moves the day", "«#### Who moves the day»")),
        ("ST004", mutant("## What and Why", f"{FIRST}## What and Why")),
        ("ST004", mutant("## Wrap-up", "«##### Late»\n\nA word.\n\n## Wrap-up")),
        ("ST005", mutant("## Wrap-up", "«# Wrap-up»")),
        ("ST005", mutant("## What and Why", "«# Write a Flag»\n\n## What and Why")),
        ("ST005", mutant("## Wrap-up", "«Late\n====»\n\nA word.\n\n## Wrap-up")),
        ("ST005", mutant("## Wrap-up", "«<h1 id='x'>»Late</h1>\n\nA word.\n\n## Wrap-up")),
        ("ST009", PLAIN_DIAGRAM.replace("```text", "«```text»")),
        ("ST009", TILDES),
        ("ST009", mutant("## Wrap-up", f"{IN_ITEM}## Wrap-up")),
        ("ST011", mutant("Think of a flag", "«TODO:» a picture. Think of a flag")),
        ("ST011", mutant("A flag is a loan.", "«TK TK» «[TK]» A flag is a loan.")),
        ("ST011", mutant("  - What a flag is for", "  - «'FIXME: what it is for'»")),
        ("ST011", mutant("- A flag inside a flag.", "- **«TODO**(»ada): inside. A flag inside.")),
        ("ST011", mutant("## Practical Tips", "## Practical Tips\n\n«Lorem ipsum» dolor.")),
    ],
)  # fmt: skip
def test_a_slip_in_the_guide_brings_its_own_rule_alone(code: str, text: str) -> None:
    plain, spans = marked(text)
    assert places(plain) == [(code, span) for span in spans]


@pytest.mark.parametrize(
    "text",
    [
        mutant("## Wrap-up", "## **WRAP UP:**"),
        mutant("## What and Why", "## What & why?"),
        mutant("## Hands-on Example", "Hands-on example\n----------------"),
        mutant("## Mental Model", "## The Price\n\nIt is small.\n\n## Mental Model"),
        mutant("## Practical Tips", "## `Practical` Tips ##"),
        GUIDE.replace("\n", "\r\n"),
        f"{GUIDE}\n> ## A quoted heading\n\n- ## An item\n",
    ],
)
def test_other_spellings_other_sections_and_line_ends_are_no_slips(text: str) -> None:
    assert places(text) == []


# --- ST001: missing-section ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "## «Ingredients»\n\nFlour.\n",
            (
                "The section `Method` is missing, and a `recipe` has one.",
                "Write a section `## Method` after `Ingredients`.",
            ),
        ),
        (
            "## «Method»\n\nBake.\n",
            (
                "The section `Ingredients` is missing, and a `recipe` has one.",
                "Write a section `## Ingredients` before `Method`.",
            ),
        ),
        (
            "## Ingredients\n\nFlour.\n\n#### «method»\n\nBake.\n",
            (
                "`method` is a heading of level 4, and a `recipe` has it as a section of level 2.",
                "Write it with `##`.",
            ),
        ),
    ],
)
def test_a_missing_section_is_named_with_its_place(body: str, expected: tuple[str, str]) -> None:
    plain, (span,) = marked(article(front_matter=RECIPE, body=body))
    assert said_by(missing_section.RULE, plain) == [Finding(span, *expected)]


def test_with_no_section_at_all_the_kind_is_the_place() -> None:
    assert said(missing_section.RULE, "Bread.\n", RECIPE) == [
        ("recipe", "The section `Ingredients` is missing, and a `recipe` has one."),
        ("recipe", "The section `Method` is missing, and a `recipe` has one."),
    ]


def test_an_article_that_names_no_kind_is_held_against_the_default_one_at_its_fence() -> None:
    text = article().replace("kind: note\n", "")
    spans = {finding.span for finding in said_by(missing_section.RULE, text)}
    assert spans == {(0, 3)}


@pytest.mark.parametrize(
    ("front_matter", "body"),
    [
        ("kind: note\n", "Bread.\n"),
        ("kind: unheard-of\n", "Bread.\n"),
        ("kind:\n", "Bread.\n"),
        ("kind: 3\n", "Bread.\n"),
        ("a: [\n", "Bread.\n"),
        (RECIPE, GOOD_RECIPE),
        (RECIPE, GOOD_RECIPE.replace("Method", "Methods")),
        (RECIPE, GOOD_RECIPE.replace("## Method", "# Method")),
        (RECIPE, "# How to Bake\n\n" + GOOD_RECIPE),
    ],
)
@pytest.mark.parametrize("rule", [missing_section.RULE], ids=["ST001"])
def test_no_contract_nothing_missing(rule: Rule, front_matter: str, body: str) -> None:
    assert silent(rule, body, front_matter)


@pytest.mark.parametrize(
    "body",
    [
        "> ## Method\n>\n> Bake.\n",
        "- ## Method\n\n  Bake.\n",
        "```markdown\n## Method\n```\n",
        "<h2>Method</h2>\n",
    ],
)
def test_a_heading_that_is_quoted_or_code_is_no_section(body: str) -> None:
    found = said(missing_section.RULE, "## Ingredients\n\nFlour.\n\n" + body, RECIPE)
    assert [place for place, _ in found] == ["Ingredients"]


# --- ST002: section-order ------------------------------------------------------------------------


def test_the_finding_says_what_a_section_stands_after_and_where_it_belongs() -> None:
    body = "## «Method»\n\nBake.\n\n## «Ingredients»\n\nFlour.\n"
    plain, (method, ingredients) = marked(article(front_matter=RECIPE, body=body))
    assert said_by(section_order.RULE, plain) == [
        Finding(
            span=ingredients,
            message="`Ingredients` stands after `Method`, and a `recipe` has it before that.",
            help="Move the section before `Method`.",
            related=(Related(method, "it belongs before this"),),
        )
    ]


def test_the_fewest_sections_are_moved() -> None:
    tips = section("Practical Tips")
    early = GUIDE.replace(tips, "").replace("## What and Why", f"{tips}## What and Why")
    found = said_by(section_order.RULE, early)
    assert [(each.message, each.help) for each in found] == [
        (
            "`Practical Tips` stands before `Common Pitfalls`, and a `guide` has it after that.",
            "Move the section after `Common Pitfalls`.",
        )
    ]


def test_a_misspelled_section_is_told_its_spelling() -> None:
    plain, (span,) = marked(mutant("## Common Pitfalls", "## «Comon pitfalls»"))
    assert said_by(section_order.RULE, plain) == [
        Finding(
            span=span,
            message="`Comon pitfalls` is not how a `guide` spells this section.",
            help="Write `Common Pitfalls`.",
            fix=Fix(safe=True, edits=(Edit(span, "Common Pitfalls"),)),
        )
    ]


@pytest.mark.parametrize(
    ("front_matter", "body"),
    [
        (RECIPE, GOOD_RECIPE),
        (RECIPE, GOOD_RECIPE + "\n## Methods\n\nOthers.\n"),
        (RECIPE, GOOD_RECIPE + "\n## Ingredients\n\nMore of them.\n"),
        (RECIPE, "## Ingredients\n\nFlour.\n"),
        (RECIPE, "## Before\n\nA.\n\n" + GOOD_RECIPE + "\n## After\n\nB.\n"),
        ("kind: note\n", "## Method\n\nBake.\n\n## Ingredients\n\nFlour.\n"),
        ("kind: unheard-of\n", "## Method\n\nBake.\n\n## Ingredients\n\nFlour.\n"),
        ("a: [\n", "## Method\n\nBake.\n\n## Ingredients\n\nFlour.\n"),
    ],
)
def test_what_is_in_order_or_has_no_order_is_left_alone(front_matter: str, body: str) -> None:
    assert silent(section_order.RULE, body, front_matter)


def test_a_short_name_has_no_misspelling() -> None:
    kinds = {**SETTINGS.kinds, "recipe": replace(SETTINGS.kinds["recipe"], sections=("Use",))}
    text = article(front_matter=RECIPE, body="## Us\n\nWe are many.\n")
    settings = replace(SETTINGS, kinds=kinds)
    assert said_by(section_order.RULE, text, settings) == []
    assert len(said_by(missing_section.RULE, text, settings)) == 1


# --- ST003: empty-section ------------------------------------------------------------------------


def test_an_empty_section_is_told_what_comes_next() -> None:
    body = "## One\n\n### Two\n\n## Three\n\n<!-- a --> <!-- b -->\n\n***\n"
    assert said(empty_section.RULE, body) == [
        ("Two", "`Two` has nothing below it before `Three`."),
        ("Three", "`Three` has nothing below it before the end of the article."),
    ]


@pytest.mark.parametrize(
    "content",
    [
        "A word.",
        "### Below\n\nA word.",
        "```python\nx = 1\n```",
        "    indented = 1",
        "![A queue](queue.png)",
        "- one",
        "1. one",
        "> quoted",
        "> ## quoted\n>\n> heading",
        "| a |\n|---|",
        "<details>More</details>",
        "<!-- note --> and a word",
        "<!-- note -->\n\nA word.",
        "***\n\nA word.",
        "[^1]: A footnote.",
    ],
)
def test_anything_a_reader_sees_is_something(content: str) -> None:
    assert silent(empty_section.RULE, f"## Heading\n\n{content}\n\n## Next\n\nA word.\n")


def test_a_heading_in_a_quote_or_an_item_may_stand_alone() -> None:
    assert silent(empty_section.RULE, "> ## Quoted\n\nText.\n\n- ## Item\n- ### Item\n")


def test_a_heading_as_the_last_line_without_line_end_is_empty() -> None:
    assert said(empty_section.RULE, "Text.\n\n## Überlänge 🎉") == [
        ("Überlänge 🎉", "`Überlänge 🎉` has nothing below it before the end of the article.")
    ]


def test_of_very_many_empty_headings_each_one_is_found() -> None:
    body = "".join(f"# {number}\n\n" for number in range(20_000)) + "<!-- " * 20_000
    assert len(said_by(empty_section.RULE, article(body=body))) == 20_000


# --- ST004: heading-jump -------------------------------------------------------------------------


def test_a_jump_is_told_its_level_and_the_one_above() -> None:
    plain, (above, span) = marked(article(body="## «Setup»\n\nA.\n\n«##### Windows»\n\nB.\n"))
    assert said_by(heading_jump.RULE, plain) == [
        Finding(
            span=span,
            message="`Windows` is a heading of level 5, right after one of level 2.",
            help="Write it with `###`, and raise those that belong beside it as well.",
            related=(Related(above, "level 2"),),
        )
    ]


def test_a_jump_is_told_once_for_all_headings_beside_it() -> None:
    body = "### «One»\n\nA.\n\n### Two\n\nB.\n\n#### Three\n\nC.\n"
    assert said(heading_jump.RULE, body.replace("«", "").replace("»", "")) == [
        ("### One", "`One` is a heading of level 3, and the first of the article.")
    ]


@pytest.mark.parametrize(
    "body",
    [
        "No heading.\n",
        "## A\n\n### B\n\n#### C\n\n## D\n\n### E\n",
        "# A\n\n## B\n\n### C\n",
        "## A\n\n# B\n\n### C\n",
        "## A\n\n> #### Quoted\n\n### B\n",
        "## A\n\n- ##### Item\n\n### B\n",
        "Note[^1].\n\n## A\n\n[^1]:\n    ##### In a footnote\n",
        "## A\n\n```markdown\n#### Code\n```\n",
        "#hash is no heading\n",
    ],
)
def test_levels_without_a_gap_and_headings_elsewhere_are_left_alone(body: str) -> None:
    assert silent(heading_jump.RULE, body)


# --- ST005: h1-in-body ---------------------------------------------------------------------------


def test_every_form_of_a_first_level_heading_is_found() -> None:
    body = (
        "# One #\n\nTwo\n===\n\n> # Three\n\n<div>\n<H1 class='x'>Four</H1>\n</div>\n\n"
        "A <h1>five</h1>.\n\n> <div>\n> <h1>six</h1></div>\n"
    )
    assert [place for place, _ in said(h1_in_body.RULE, body)] == [
        "# One #",
        "Two\n===",
        "# Three",
        "<H1 class='x'>",
        "<h1>",
        "<h1>",
    ]


def test_the_title_again_is_to_be_taken_out() -> None:
    text = article(front_matter="title: The Same Again\n", body="# The Same Again\n\nText.\n")
    assert [(each.message, each.help) for each in said_by(h1_in_body.RULE, text)] == [
        (
            "`The Same Again` is a heading of level 1, and the page has its title as the only one.",
            "Take it out: it repeats the title.",
        )
    ]


@pytest.mark.parametrize(
    "body",
    [
        "## A\n\nText.\n",
        "```bash\n# a comment\n```\n",
        "    # indented code\n",
        "\\# no heading\n",
        "#no-heading\n",
        "Use `# x` and `<h1>`.\n",
        "<!-- <h1>old</h1> -->\n",
        "<h10>what</h10>\n",
        '<div title="<h1>">x</div>\n',
        "```html\n<h1>x</h1>\n```\n",
    ],
)
def test_what_only_looks_like_one_is_left_alone(body: str) -> None:
    assert silent(h1_in_body.RULE, body)


# --- ST009: diagram-without-caption --------------------------------------------------------------


def block(text: str, info: str = "text") -> str:
    return f"```{info}\n{text}\n```\n"


DIAGRAM = "a -> b\n|\n|\nc"


def test_a_diagram_is_told_its_lines_at_its_opening_fence() -> None:
    found = said_by(diagram_without_caption.RULE, article(body=block(DIAGRAM)))
    advice = 'Write ```text caption="...", saying what it shows; for the output of a program write '
    assert [(each.message, each.help) for each in found] == [
        ("This diagram of `4` lines has no caption.", f"{advice}```console.")
    ]
    assert said(diagram_without_caption.RULE, block(DIAGRAM, "text {1} alt='x'"))[0][0] == "```text"


@pytest.mark.parametrize(
    "text",
    [
        "┌──┐\n│  │\n└──┘",
        "one\n═══\ntwo",
        "+--+\n!  !\n+--+",
        "a | b\nc | d\ne",
        "client   server\n  |         |\n  |--GET--->|",
        "  A\n  |\n  |\n  --> B",
    ],
)
def test_boxes_corners_and_aligned_bars_make_a_diagram(text: str) -> None:
    assert len(said(diagram_without_caption.RULE, block(text))) == 1
    assert len(said(diagram_without_caption.RULE, block(text, 'text caption=" "'))) == 1


COMPILER = """error[E0502]: cannot borrow
  --> src/main.rs:4:5
   |
   |     let x = 5
   |         ^"""
GUTTER = """   |
 9 |     let x = 5
   |         ^ here"""
GROUP = """  + Exception Group Traceback (most recent call last):
  |   File "x.py", line 3
  +-+---------------- 1 ----------------"""


@pytest.mark.parametrize(
    "body",
    [
        block(DIAGRAM, 'text caption="How a leads to c"'),
        block("┌──┐\n└──┘"),
        block("│\n\n\n│"),
        block(COMPILER),
        block(GUTTER),
        block(GROUP),
        block("$ tree\n├── a\n├── b\n└── c"),
        block("some log line\nanother | with a bar\na third with none"),
        block("cat a | sort\ncat long | sort\nls"),
        block("a\nb\nc"),
        block("--- a\n+++ b\n-- c"),
        block(DIAGRAM, "python"),
        block(DIAGRAM, "console"),
        block(DIAGRAM, ""),
        "    ┌──┐\n    │  │\n    └──┘\n",
        "| a | b |\n|---|---|\n| c | d |\n",
        "┌──┐\n│  │\n└──┘\n",
    ],
)
def test_captions_output_and_other_blocks_are_left_alone(body: str) -> None:
    assert silent(diagram_without_caption.RULE, body)


def test_how_many_lines_a_diagram_has_is_a_setting() -> None:
    text = article(body=block(DIAGRAM))
    settings = replace(SETTINGS, thresholds={"ST009": {"lines": 5}})
    assert said_by(diagram_without_caption.RULE, text, settings) == []


# --- ST011: unfinished-text ----------------------------------------------------------------------


def test_every_note_is_found_on_its_own() -> None:
    body = (
        "## TODO: name it\n\nTODO: a. FIXME: b, TODO(ada) c.\n\n- [TK] d \\[TK\\]\n\n"
        "> TK TK TK\n\n| LOREM IPSUM |\n|---|\n| lorem\nipsum |\n\n[^1]: FIXME(x)\n\nSee[^1].\n"
    )
    assert [place for place, _ in said(unfinished_text.RULE, body)] == [
        "TODO:",
        "TODO:",
        "FIXME:",
        "TODO(",
        "[TK]",
        "[TK\\]",
        "TK TK TK",
        "LOREM IPSUM",
        "FIXME(",
    ]


@pytest.mark.parametrize(
    ("front_matter", "place"),
    [
        ('title: "TODO: a title"\n', '"TODO: a title"'),
        ("learn:\n  - One thing to learn\n  - Lorem ipsum dolor\n", "Lorem ipsum dolor"),
    ],
)
def test_what_the_page_shows_of_the_front_matter_counts(front_matter: str, place: str) -> None:
    assert [found for found, _ in said(unfinished_text.RULE, "Text.\n", front_matter)] == [place]


@pytest.mark.parametrize(
    ("front_matter", "body"),
    [
        ("", "There is a TODO in the code, and a FIXME too.\n"),
        ("", "Our TODO list, TODOs, and the TODO(s) that are left.\n"),
        ("", "`TODO: x` and `[TK]` and `lorem ipsum`.\n"),
        ("", "```python\n# TODO: x\n# FIXME: y\n```\n"),
        ("", "    TODO: indented code\n"),
        ("", "<!-- TODO: rewrite this -->\n\nText.\n"),
        ("", "Text <!-- FIXME: soon --> text.\n"),
        ("", "todo: lower case, Todo: a heading, fixme: too.\n"),
        ("", "MYTODO: and AUTODO(x) are names. So is TKTK-TK.\n"),
        ("", "The TK country code, [TK](https://x.example/), and TK.\n"),
        ("", "Lorem, ipsum. A theorem on the gypsum.\n"),
        ("", "See <https://x.example/TODO:1> and https://x.example/TODO(1).\n"),
        ("tags: [todo]\n# TODO: more tags\n", "Text.\n"),
        ("learn: TODO\n", "Text.\n"),
    ],
)
def test_talk_of_todos_code_and_comments_are_left_alone(front_matter: str, body: str) -> None:
    assert silent(unfinished_text.RULE, body, front_matter)


# --- all of them ---------------------------------------------------------------------------------

RULES = [
    missing_section.RULE,
    section_order.RULE,
    empty_section.RULE,
    heading_jump.RULE,
    h1_in_body.RULE,
    diagram_without_caption.RULE,
    unfinished_text.RULE,
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
@pytest.mark.parametrize(
    "text", ["", "\n", "---\n", "\ufeff# x\n", "NUL \0\n", "##", "<!--", "- #"]
)
def test_no_file_is_too_odd(rule: Rule, text: str) -> None:
    assert isinstance(said_by(rule, text), list)
