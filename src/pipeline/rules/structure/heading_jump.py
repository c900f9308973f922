"""A heading is more than one level below the heading before it.

Who listens to a page moves from heading to heading, and a level that is left out sounds like a
section that was missed. Levels say how things belong together, not how large they are printed. The
first heading of an article has level 2, right below the title.

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

from pipeline.model import Context, Document, Finding, Heading, Related, Rule, Severity
from pipeline.rules.structure.contract import SECTION_LEVEL
from pipeline.rules.structure.outline import outline


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding at each heading that skips a level; level 1 counts as 2, as ST005 has it."""
    above: Heading | None = None
    for heading in outline(document):
        deepest = SECTION_LEVEL if above is None else max(above.level, SECTION_LEVEL) + 1
        if heading.level > deepest:
            yield _jump(heading, above, deepest)
        above = heading


def _jump(heading: Heading, above: Heading | None, deepest: int) -> Finding:
    where = f"right after one of level {above.level}" if above else "and the first of the article"
    return Finding(
        span=heading.span,
        message=f"`{heading.text}` is a heading of level {heading.level}, {where}.",
        help=f"Write it with `{'#' * deepest}`, and raise those that belong beside it as well.",
        related=(Related(above.text_span, f"level {above.level}"),) if above else (),
    )


RULE = Rule(
    code="ST004",
    name="heading-jump",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
)
