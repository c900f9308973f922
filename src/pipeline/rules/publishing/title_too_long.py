"""The title is too long to be shown whole.

Search results, feed readers and the cards of social networks cut a title after some 60 to 70
characters, and what comes last is what tells this article from others. Marked is what is too much.

**Bad**

```yaml
title: How to Tell a Queue That Is Full From One That Nobody Reads, and What «to Do Then»
```

**Good**

```yaml
title: How to Tell a Full Queue From One That Nobody Reads
```
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Context, Document, Finding, Rule, Severity
from pipeline.rules.publishing.title import part_of_title, title_of


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding at what is too much of a title."""
    title = title_of(document)
    most = context.threshold(RULE.code, "characters")
    if len(title) > most:
        yield Finding(
            span=part_of_title(document, most, len(title)),
            message=f"The title has `{len(title)}` characters, and after `{most}` it is cut in "
            "many places.",
            help=f"Say it in at most `{most}` characters; the rest can go into the description.",
        )


RULE = Rule(
    code="PB005",
    name="title-too-long",
    severity=Severity.WARNING,
    check=check,
    doc=__doc__,
    thresholds={"characters": 70},
)
