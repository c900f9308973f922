"""A heading with nothing below it.

A reader who follows the contents to a heading wants what it promises; a heading and then the next
one is a promise left over from the outline. A sub-heading, a list, code or an image is something; a
comment or a line across the page is nothing.

**Bad**

```markdown
## «Practical Tips»

## Wrap-up

That is all.
```

```markdown
A queue is a promise.

## «Wrap-up»

<!-- come back to this one -->
```

**Good**

```markdown
## Practical Tips

### Before the release

Read the log once.

## Wrap-up

That is all.
```
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from pipeline.model import Context, Document, Finding, Rule, Severity
from pipeline.rules.structure.outline import is_empty, outline


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding at each heading before the next one of its level or above, or before the end."""
    headings = outline(document)
    for heading, following in zip_longest(headings, headings[1:]):
        if heading is None or not is_empty(document, heading):
            continue
        until = f"before `{following.text}`" if following else "before the end of the article"
        yield Finding(
            span=heading.text_span,
            message=f"`{heading.text}` has nothing below it {until}.",
            help="Write the section, or take the heading out.",
        )


RULE = Rule(
    code="ST003",
    name="empty-section",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
)
