"""A diagram drawn in text has no caption.

The page shows a diagram as a figure, and the caption says what to see in it: readers look at
pictures first and read around them later. A block of `text` counts as a diagram when it has three
lines or more with box characters, a corner such as `+--`, or bars that stand below each other. The
output of a compiler (a gutter of line numbers, or `-->` before a place), tracebacks and blocks with
a `$` prompt are none.

**Bad**

````markdown
«```text»
client      server
  |            |
  |--- GET --->|
```
````

````markdown
«```text»
┌───────┐
│ queue │
└───────┘
```
````

**Good**

````markdown
```text caption="A request and its answer" alt="The client sends GET, the server answers 200."
client      server
  |            |
  |--- GET --->|
  |<-- 200 ----|
```
````

````markdown
```text
error: expected `;`
  --> src/main.rs:2:17
   |
 2 |     let x = 5
   |              ^ help: add `;` here
```
````
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from pipeline.model import CodeBlock, Context, Document, Finding, Rule, Severity, Span

_CODE = "ST009"
_LANGUAGE = "text"

_DRAWN = re.compile("[\u2500-\u257f]|\\+--")
_OUTPUT = re.compile(
    r"""^[ \t]*(?:
        \d+[ \t]*\|              # a gutter of line numbers
      | -->[ \t]+\S+:\d          # where a compiler points
      | \$[ ]                    # a prompt
    ) | Traceback[ ]\(most[ ]recent""",
    re.MULTILINE | re.VERBOSE,
)


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding at the opening fence of each block that is drawn and has no caption."""
    for block in document.code:
        if block.language.lower() != _LANGUAGE or not block.fenced or block.caption.strip():
            continue
        if block.lines < context.threshold(_CODE, "lines") or not _is_diagram(block.text):
            continue
        yield Finding(
            span=_opening(block),
            message=f"This diagram of `{block.lines}` lines has no caption.",
            help='Write ```text caption="...", saying what it shows; for the output of a program '
            "write ```console.",
        )


def _opening(block: CodeBlock) -> Span:
    return Span(block.span.start, block.language_span.end)


def _is_diagram(text: str) -> bool:
    if _OUTPUT.search(text):
        return False
    return bool(_DRAWN.search(text)) or _has_aligned_bars(text)


def _has_aligned_bars(text: str) -> bool:
    """Whether a `|` stands right below another one."""
    if text.count("|") < 2:
        return False
    columns = [{at for at, mark in enumerate(line) if mark == "|"} for line in text.split("\n")]
    return any(upper & lower for upper, lower in pairwise(columns))


RULE = Rule(
    code=_CODE,
    name="diagram-without-caption",
    severity=Severity.WARNING,
    check=check,
    doc=__doc__,
    thresholds={"lines": 3},
)
