"""A field is there more than once.

Most programs keep the last one without a word, some the first: which title or date is published
would be chance.

**Bad**

```yaml
date: 2026-01-05
«date»: 2026-02-05
```

**Good**

```yaml
date: 2026-02-05
```
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Context, Document, Finding, ProblemKind, Rule, Severity
from pipeline.rules.front_matter.wording import problems
from pipeline.wording import code


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each time that a key is repeated, at the later one."""
    for problem in problems(document, ProblemKind.DUPLICATE_KEY):
        name = code(problem.detail)
        yield Finding(
            span=problem.span,
            message=f"{name} is there more than once.",
            help=f"Keep one {name} and delete the other.",
            related=problem.related,
        )


RULE = Rule(
    code="FM004",
    name="duplicate-key",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
    gate=True,
    strict=True,
)
