"""A heading is more than one level below the heading before it.

Who listens to a page moves from heading to heading, and a level that is left out sounds like a
section that was missed. Levels say how things belong together, not how large they are printed. The
first heading of an article has level 2, right below the title. A habit is shown once: the first
jump from one level to another stands for those like it.

**Bad**

```markdown
## Setup

Install the client first.

«#### On Windows»

Use the installer.
```

```markdown
«### Setup»

Install the client first.
```

**Good**

```markdown
## Setup

Install the client first.

### On Windows

Use the installer.
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pipeline.model import Context, Document, Finding, Heading, Related, Rule, Severity
from pipeline.rules.structure.contract import SECTION_LEVEL
from pipeline.rules.structure.outline import outline

_MOST_SHOWN = 3
"""So many other places are shown with a finding."""


class _Jump(NamedTuple):
    """A heading that skips a level."""

    heading: Heading
    above: Heading | None
    """None for the first heading of the article."""
    deepest: int
    """The level that it may have."""


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each pair of levels that a jump lies between, at the first of them.

    Level 1 counts as 2, as ST005 has it.
    """
    alike: dict[tuple[int, int], list[_Jump]] = {}
    above: Heading | None = None
    for heading in outline(document):
        deepest = SECTION_LEVEL if above is None else max(above.level, SECTION_LEVEL) + 1
        if heading.level > deepest:
            jumps = alike.setdefault((deepest, heading.level), [])
            jumps.append(_Jump(heading, above, deepest))
        above = heading
    for first, *others in alike.values():
        yield _finding(first, others)


def _finding(jump: _Jump, others: list[_Jump]) -> Finding:
    heading, above, deepest = jump
    where = f"right after one of level {above.level}" if above else "and the first of the article"
    more = f" (and `{len(others)}` more)" if others else ""
    related = [Related(above.text_span, f"level {above.level}")] if above else []
    related += [Related(each.heading.text_span, "the same") for each in others[:_MOST_SHOWN]]
    return Finding(
        span=heading.span,
        message=f"`{heading.text}` is a heading of level {heading.level}, {where}{more}.",
        help=f"Write it with `{'#' * deepest}`, and raise those that belong beside it as well.",
        related=tuple(related),
    )


RULE = Rule(
    code="ST004",
    name="heading-jump",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
)
