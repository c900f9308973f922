"""CB: blocks of code."""

from __future__ import annotations

from tests.rules.mutants.cases import Cases, guide, says

PYTHON = "```python\nFLAGS = {"
DATE = "date(2026, 3, 1)"
ASSERT = "    assert all(day > date.today() for day in FLAGS.values())\n"
HUNDRED = "flags = " + "one + " * 15 + "x"
"""A line of 99 columns."""
assert len(HUNDRED) == 99


def block(info: str, text: str) -> str:
    return f"```{info}\n{text}\n```"


MUTANTS: Cases = {
    "CB001": (
        guide(PYTHON, "«```»\nFLAGS = {"),
        says("«~~~» {1}\nFLAGS = {}\n~~~"),
        says("- In code:\n\n  «````»\n  FLAGS = {}\n  ````"),
        says("> «```»\n> $ git commit\n> ```"),
    ),
    "CB002": (
        guide(PYTHON, "```«pyhton»\nFLAGS = {"),
        says(block("«mermaid»", "graph LR; new --> old")),
        says(block('«shellscript» title="run.sh"', "make test")),
        says("- In code:\n\n  ~~~«plaintext»\n  a flag\n  ~~~"),
        says(block("«mermaid»", "graph LR; new --> old"), languages=("vega",)),
    ),
    "CB003": (
        guide(DATE, "date(2026, 3, 1«}»"),
        guide(ASSERT, "    assert all «day» in FLAGS.values())\n"),
        says(block("json", '{\n  "flags": 3«,»\n}')),
        says(block("yaml", "name: flags\nlast: at«:» noon")),
        says(block("toml", "[flags]\nlast = «noon»")),
        says("- In code:\n\n  ```python\n  if flag«s»\n      stop()\n  ```"),
    ),
    "CB004": (
        guide(ASSERT, ASSERT + "    " + HUNDRED[:96] + "«+ y + z»\n"),
        says(block("js", HUNDRED + "+« y»\n" + HUNDRED + "+ yy")),
        guide(
            ASSERT,
            "    assert all(day > date.today() for day in «FLAGS.values())»\n",
            thresholds={"columns": 45},
        ),
    ),
    "CB005": (
        guide('"new-cart"', "«\u201cnew-cart\u201d»"),
        says(block("bash", "git commit -m «\u2018Move the day\u2019»")),
        says(block("python", "flags =«\u00a0»3")),
        says(block("js", "const flag = «\u201cüber\u201d»;")),
    ),
    "CB006": (
        says(block("bash", "«$» git add .\n$ git commit")),
        says(block("sh", "# Once a day:\n«$» make test")),
        says("- In it:\n\n  ```console\n  $ ls\n  ```\n\n  ```zsh\n  «$» make \\\n    test\n  ```"),
    ),
}

NEIGHBOURS: Cases = {
    "CB001": (
        says("In code:\n\n    FLAGS = {}"),
        says("```\n```"),
        says(block("text", "flags/\n  new-cart.txt")),
        says("A fence is ` ``` `, or `~~~`."),
    ),
    "CB002": (
        says(
            block("py", "FLAGS = {}") + "\n\n" + block("sh", "make") + "\n\n" + block("yml", "a: 1")
        ),
        says(block("Python", "FLAGS = {}")),
        says(block("rust,ignore", "let flags = todo!();")),
        says(block("mermaid", "graph LR; new --> old"), languages=("mermaid",)),
        says(block("diff", "-FLAGS = {}")),
    ),
    "CB003": (
        says(block("python", ">>> FLAGS['old']\nTraceback (most recent call last):\n  ...")),
        says(block("python", "def flags(...):\n    ...\n\nflags(one, ..., last)")),
        says(block("yaml", "last: {{ day }}\nname: ${{ flags.name }}")),
        says(block("json", '{\n  // the last day\n  "flags": 3 /* of them */\n}')),
        says(block("python no-check", 'print "This worked once"')),
        says(block("python", "type Flag = str\nmatch flag:\n    case 'new':\n        pass")),
        says(block("python", "    return flags\n    # and no more")),
        says(block("json", '"flags": 3,')),
    ),
    "CB004": (
        guide(ASSERT, ASSERT + "    # " + "flag " * 18 + "flag\n"),
        says(block("js", HUNDRED + "+")),
        says(block("bash", "curl --silent https://example.com/" + "flags/" * 20)),
        says(block("console", "$ make\n" + "flags " * 30)),
        says(block("text", "flags " * 30)),
        guide(ASSERT, ASSERT, thresholds={"columns": 60}),
    ),
    "CB005": (
        says(
            block(
                "python", 'say("\u201cHello\u201d, she said")  # in \u2018typographic\u2019 quotes'
            )
        ),
        says(block("text", "\u201cHello\u201d, she said")),
        says("\u201cHello\u201d, she said, with a no-break\u00a0space."),
        says(block("yaml", "title: \u201cHello\u201d")),
        says(block("js", "say('it\u2019s here'); // it\u2019s")),
    ),
    "CB006": (
        says(block("bash", "git add .\ngit commit")),
        says(block("bash", "$ git rev-parse HEAD\n4f2a90c\n$ git push")),
        says(block("console", "$ git add .\n$ git commit")),
        says(block("bash", 'echo "$ 5"\nprice="$ 3"')),
    ),
}
