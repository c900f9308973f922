"""The front matter uses what YAML can do and an article never needs.

Tags such as `!!python/name` ask a reader of YAML to run code, and aliases of aliases grow to more
values than a memory holds. Nothing of it is built: more than 50 aliases, more than 20 levels, more
than 64 KB and every tag of one's own are refused.

**Bad**

```yaml
title: «!upper» How a Queue Forgets
```

```yaml
tags: [[[[[[[[[[[[[[[[[[[«[»queues]]]]]]]]]]]]]]]]]]]]
```

**Good**

```yaml
title: "!upper How a Queue Forgets"
```

```yaml
tags: [queues]
```
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Context, Document, Finding, ProblemKind, Rule, Severity
from pipeline.rules.front_matter.wording import problems


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding, at the first thing that goes over a limit."""
    for problem in problems(document, ProblemKind.YAML_LIMITS):
        yield Finding(
            span=problem.span,
            message=f"The front matter is refused: {problem.detail}.",
            help=problem.help,
        )


RULE = Rule(
    code="FM012",
    name="yaml-limits",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
    gate=True,
    strict=True,
)
