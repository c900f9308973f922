"""A field that every article, or every article of its kind, must have is missing.

Title, description, date and category are what lists, feed and search results are made of. A kind
may ask for more: a guide says what its readers will learn and what they should know first.

**Bad**

```markdown
«---»
kind: note
title: How a Queue Forgets
description: What a message queue promises when a worker dies in the middle of its work.
category: Architecture
---

A queue is a promise to do the work later.
```

```yaml
«image»:
  src: queue.png
```

**Good**

```yaml
date: 2026-01-05
```
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Context, Document, Finding, Problem, ProblemKind, Rule, Severity
from pipeline.rules.front_matter.wording import code, expected, named, problems, sentence

_DATES = ("date", "date-or-date-time")


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each field, at the opening fence; for a field of a field at its name."""
    for problem in problems(document, ProblemKind.MISSING_FIELD):
        asked = f": {problem.detail}" if problem.detail else ""
        yield Finding(
            span=problem.span,
            message=sentence(f"{named(problem.pointer)} is missing{asked}."),
            help=_advice(problem),
            related=problem.related,
        )


def _advice(problem: Problem) -> str:
    name = problem.pointer[-1]
    below = f" below {named(problem.pointer[:-1])}" if len(problem.pointer) > 1 else ""
    if problem.schema.get("format") in _DATES:
        return f"Add `{name}: YYYY-MM-DD`{below}."
    return f"Add {code(f'{name}:')}{below} with {expected(problem.schema)}."


RULE = Rule(
    code="FM005",
    name="missing-field",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
    gate=True,
)
