"""ST: headings, sections and diagrams."""

from __future__ import annotations

from tests.rules.examples import GUIDE
from tests.rules.mutants.cases import OWNER, Cases, guide, note, says

HEADING = "### Who moves the day\n"
EXAMPLE = GUIDE[GUIDE.index("```python") : GUIDE.index("When the day comes")]
PITFALLS = GUIDE[GUIDE.index("- A flag with two") : GUIDE.index("\n## Practical Tips")]
TOLD = (
    "It has four roads, and three of them are too many. A flag with two meanings has as many. So\n"
    "does a test that runs with the flag off, long after all users have it on.\n"
)
DRAWING = GUIDE[GUIDE.index("```text") : GUIDE.index("\n## Hands-on")]
BOX = "┌──────┐\n│ flag │\n└──────┘\n"
COMPILER = (
    "error: expected `;`\n  --> src/main.rs:2:17\n   |\n 2 |     let x = 5\n   |         ^ here\n"
)


def drawn(fence: str, drawing: str = BOX) -> str:
    return f"{fence}\n{drawing}```\n"


MUTANTS: Cases = {
    "ST001": (
        guide("## Mental Model", "## A Picture", "## What and Why", "## «What and Why»"),
        guide("## What and Why", "## Why Flags", "## Mental Model", "## «Mental Model»"),
        guide("## Wrap-up", "### «Wrap-up»"),
        guide("## Hands-on Example", "## «Hands-on Example»", "## Common Pitfalls", "## Uncommon"),
    ),
    "ST002": (
        guide("## Wrap-up", "## «Practical Tips!»", "## Practical Tips\n", "## Wrap-up\n"),
        guide("## Common Pitfalls", "## «Comon Pitfalls»"),
        guide("## Mental Model", "## «Mental Modell»"),
        guide("## Mental Model", "## «Practical Tips»", "## Practical Tips", "## «Mental Model»"),
    ),
    "ST003": (
        guide(HEADING, "### «Who moves the day»\n", OWNER, ""),
        guide(HEADING, "### «Who owns the day»\n\n" + HEADING),
        says(OWNER + "\n### «What comes next»\n\n<!-- to come -->"),
        guide("each of them a last day.\n", "each of them a last day.\n\n### «The end»\n\n---\n"),
    ),
    "ST004": (
        guide(HEADING, "«#### Who moves the day»\n"),
        guide("## What and Why\n", "«### First of all»\n\nRead this.\n\n## What and Why\n"),
        says(OWNER + "\n«##### How it is said»\n\nIn a line."),
        guide("## Practical Tips\n", "## Practical Tips\n\nA few.\n\n«#### Über Namen»\n"),
    ),
    "ST005": (
        guide(HEADING, "### Who moves the day\n\nOne does.\n\n«# Who else»\n"),
        guide("## What and Why\n", "«# Write a Flag That You Can Delete»\n\n## What and Why\n"),
        says(OWNER + "\n«Who else\n========»\n\nNobody does."),
        says('«<h1 id="who-else">»Who else</h1>\n\nNobody does.'),
    ),
    "ST006": (
        says(OWNER + "\n### «Who moves the day»\n\nNobody else."),
        says(OWNER + "\n### «Who moves the day?»\n\nNobody else."),
        guide("## Wrap-up\n", "## Next Step\n\nTake it.\n\n## «next step:»\n\nDo.\n\n## Wrap-up\n"),
        says(OWNER + "\n### *«Who moves the day»*\n\nNobody else."),
    ),
    "ST007": (
        guide("## Hands-on Example", "## «Hands-on Example»", EXAMPLE, ""),
        guide("## Hands-on Example", "## «Hands-on Example»", EXAMPLE, "Run `pytest -q` once.\n\n"),
        guide(
            "## Hands-on Example", "## «Hands-on Example»", EXAMPLE, "> Keep it in the code.\n\n"
        ),
        guide(
            "## Hands-on Example", "## «HANDS-ON EXAMPLE»", EXAMPLE, "- Keep it in the code.\n\n"
        ),
    ),
    "ST008": (
        guide("## Common Pitfalls", "## «Common Pitfalls»", PITFALLS, TOLD),
        guide(
            "## Common Pitfalls", "## «Common Pitfalls»", PITFALLS, "**A flag in a flag.** " + TOLD
        ),
        guide(
            "## Common Pitfalls",
            "## «Common Pitfalls:»",
            PITFALLS,
            "### A flag in a flag\n\n" + TOLD,
        ),
        guide(
            "## Common Pitfalls",
            "## «Common Pitfalls»",
            PITFALLS,
            "One - a flag in a flag.\n\nTwo * " + TOLD,
        ),
    ),
    "ST009": (
        guide(
            '```text caption="The life of a flag" alt="Added, on for some, on for all, deleted."',
            "«```text»",
        ),
        says(drawn("«```text»")),
        says(drawn("«```text»", "+-----+\n| one |\n+-----+\n")),
        says(drawn("«```text»", "shop    cart\n |        |\n |-- GET->|\n")),
        says("- One flag:\n\n  «```text»\n  ┌──────┐\n  │ flag │\n  └──────┘\n  ```\n"),
    ),
    "ST010": (
        says(OWNER + "\n«**What the others do**»\n\nThey read it."),
        says(OWNER + "\n«__What the *others* do__»\n\n- They read it."),
        guide("Ask about old flags\nonce", "Ask about them.\n\n«***When to ask***»\n\nOnce"),
    ),
    "ST011": (
        says("The owner does, and says why. «TODO:» who else?"),
        says("- «FIXME:» the owner does.\n- «[TK]» others do."),
        guide("Take it when it helps", "«TODO(»ada) say more. Take it when it helps"),
        says("«Lorem ipsum» dolor sit amet, and «TK TK» is to come."),
        note('title: «"TODO: Find a Title for This"»'),
    ),
}

NEIGHBOURS: Cases = {
    "ST001": (
        guide("## Wrap-up", "## WRAP UP:"),
        guide("## What and Why", "## What & Why"),
        guide("## Wrap-up", "## Further Reading\n\nThere is none.\n\n## Wrap-up"),
        note("kind: note", "## Anything\n\nGoes."),
        guide("## Mental Model", "## *Mental* Model #"),
    ),
    "ST002": (
        guide("## Hands-on Example", "## Hands-On Example"),
        guide("## Practical Tips", "## Practical Trips\n\nNone.\n\n## Practical Tips"),
        guide(HEADING, "### Wrap-up\n"),
        guide("## Mental Model", "## Wrapping\n\nIn paper.\n\n## Mental model"),
    ),
    "ST003": (
        guide("## Practical Tips\n\n", "## Practical Tips\n\n### On Names\n\n"),
        guide(HEADING, "### The one rule\n\n- Say why.\n\n" + HEADING),
        guide(HEADING, "### The one rule\n\n```sh\ngit commit\n```\n\n" + HEADING),
        guide(
            HEADING,
            "### The one rule\n\n![Red over green](https://example.com/a.png)\n\n" + HEADING,
        ),
        guide(HEADING, "### The one rule\n\n| A | B |\n| - | - |\n| 1 | 2 |\n\n" + HEADING),
        guide(
            HEADING,
            "### The one rule\n\n<details>\n<summary>Why</summary>\n\nSo.\n\n</details>\n"
            "\n" + HEADING,
        ),
    ),
    "ST004": (
        says(OWNER + "\n#### In words\n\nShort ones.\n\n## Another Section\n\nHere."),
        says(OWNER + "\nWho moves\n---------\n\n### The day\n\nThe owner."),
        says("```markdown\n##### Deep\n```\n\nAnd `##### Deep` too."),
        says("> ##### Deep in a quote\n>\n> It is not of this page."),
    ),
    "ST005": (
        says("```bash\n# move the day\ngit commit\n```"),
        says("Write `# Title` at the top, and \\# never."),
        says("Ask in #flags about it."),
        says(OWNER + "\nWho else\n--------\n\nNobody does."),
        says("<h2>Who else</h2>\n\nNobody does."),
    ),
    "ST006": (
        guide("## Practical Tips\n\n", "## Practical Tips\n\n" + HEADING + "\n"),
        says(OWNER + "\n### Step 1\n\nOne.\n\n### Step 2\n\nTwo."),
        says(OWNER + "\n### Write a Flag That You Can Delete\n\nAs the title has it."),
        says(OWNER + "\n### Who moves the days\n\nNobody."),
    ),
    "ST007": (
        guide(EXAMPLE, "    FLAGS = {}\n\n"),
        guide(EXAMPLE, "![A table of flags](https://example.com/a.png)\n\n"),
        guide(EXAMPLE, "", OWNER, OWNER + "\n```python\nFLAGS = {}\n```\n"),
        guide(EXAMPLE, "<pre>\nFLAGS = {}\n</pre>\n\n"),
        guide(EXAMPLE, "- In code:\n\n  ```python\n  FLAGS = {}\n  ```\n\n"),
    ),
    "ST008": (
        guide(PITFALLS, "1. A flag in a flag.\n2. " + TOLD),
        guide(PITFALLS, "| Pitfall |\n| ------- |\n| A flag in a flag |\n\n" + TOLD),
        guide(PITFALLS, "### Flags in flags\n\nFour roads.\n\n### Two meanings\n\n" + TOLD),
        guide(PITFALLS, "**A flag in a flag.** Four roads.\n\n**Two meanings.** " + TOLD),
    ),
    "ST009": (
        says(drawn("```text", COMPILER)),
        says(drawn("```text", "$ tree | head\n| a | b |\n| c | d |\n")),
        says(drawn("```text", "┌──────┐\n└──────┘\n")),
        says(drawn("```console", "| a | b |\n| c | d |\n| e | f |\n")),
        says(drawn('```text caption="A flag" alt="A box with a flag in it."')),
        says(drawn("```text", "one | two\na | b | c\nlast\n")),
    ),
    "ST010": (
        says("**What the others do:**\n\n- They read it."),
        says("**Others read it.**\n\nThey do."),
        says("- **What the others do**\n\n  They read it."),
        says(OWNER + "\n**5 January 2026**\n\nThey read it."),
        says("**What the others do** is to read it."),
        says("**Why?**\n\nSo.\n\n**Rule**\n\nOne.\n\n**Rule**\n\nTwo."),
    ),
    "ST011": (
        says("Each TODO in the code needs an owner, and a FIXME does too."),
        says("`TODO: delete` is a comment.\n\n```python\n# TODO: delete\nFLAGS = {}\n```"),
        says("A todo: the owner does, and the TK-1 too."),
        says("Some write TODO(s) for several. Ipsum is a word."),
    ),
}
