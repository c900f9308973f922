"""Two headings beside each other read the same.

Each heading has an address in the page, and the second of two with one name gets a number: `setup`
and `setup-1`. A link to the number leads elsewhere as soon as a heading is added above, and in the
contents nobody can tell the two apart. Sub-headings that come back under other headings, such as
Before and After in every section, are told apart by what they stand under, and are left alone.

**Bad**

```markdown
## Setup

Install the client first.

## Operation

Start it once a day.

## «Setup»

Install the server next.
```

```markdown
## Setup

### On Windows

Use the installer.

### «On Windows:»

Add the folder to the path.
```

**Good**

```markdown
## The Client

Install it first.

## Operation

Start it once a day.

## The Server

Install it next.
```

```markdown
## The Client

### On Windows

Use the installer.

## The Server

### On Windows

Use the service.
```
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Context, Document, Finding, Heading, Related, Rule, Severity
from pipeline.rules.structure.contract import SECTION_LEVEL
from pipeline.rules.structure.outline import outline
from pipeline.slug import anchor

_AROUND = " \t.,:;!?\u2026\"'`*\u2018\u2019\u201c\u201d()"
"""What two headings may differ by at their ends and still read the same."""


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding at each heading that reads like an earlier one below the same heading."""
    if not any(_is_numbered(heading) for heading in document.headings):
        return
    first: dict[tuple[int, str], Heading] = {}
    for parent, heading in _with_parents(outline(document)):
        earlier = first.setdefault((parent, _as_read(heading.text)), heading)
        if earlier is not heading and _is_numbered(heading):
            yield _finding(heading, earlier)


def _is_numbered(heading: Heading) -> bool:
    """Whether the anchor had to be told from an earlier one."""
    return heading.anchor[-1].isdigit() and heading.anchor != anchor(heading.text)


def _with_parents(headings: tuple[Heading, ...]) -> Iterator[tuple[int, Heading]]:
    """Each heading with the start of the one it stands under; level 1 counts as 2, as elsewhere."""
    above: list[Heading] = []
    for heading in headings:
        level = max(heading.level, SECTION_LEVEL)
        while above and max(above[-1].level, SECTION_LEVEL) >= level:
            above.pop()
        yield above[-1].span.start if above else 0, heading
        above.append(heading)


def _as_read(text: str) -> str:
    return text.lower().strip(_AROUND) or text


def _finding(heading: Heading, earlier: Heading) -> Finding:
    return Finding(
        span=heading.text_span,
        message=f"`{heading.text}` is a heading already, so this one has the address "
        f"`#{heading.anchor}`.",
        help="Say in the heading what this section has that the other has not.",
        related=(Related(earlier.text_span, "the first one"),),
    )


RULE = Rule(
    code="ST006",
    name="duplicate-heading",
    severity=Severity.WARNING,
    check=check,
    doc=__doc__,
)
