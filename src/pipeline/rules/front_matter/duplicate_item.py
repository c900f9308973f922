"""A list holds an item twice.

The page shows both, and a tag counts twice.

**Bad**

```yaml
tags: [queues, retries, «queues»]
```

**Good**

```yaml
tags: [queues, retries]
```
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Context, Document, Finding, ProblemKind, Rule, Severity
from pipeline.rules.front_matter.wording import code, named, problems


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each item that is there before, at the later one."""
    for problem in problems(document, ProblemKind.DUPLICATE_ITEM):
        item, owner = code(problem.value), named(problem.pointer[:-1])
        yield Finding(
            span=problem.span,
            message=f"{item} is in {owner} more than once.",
            help="Remove it here.",
            related=problem.related,
        )


RULE = Rule(
    code="FM011",
    name="duplicate-item",
    severity=Severity.WARNING,
    check=check,
    doc=__doc__,
)
