"""A value is too short, too long, too small or too large.

A description is cut off by search engines and cards when it is long, and says nothing when it is
short; three to seven things to learn are a promise that can be kept.

**Bad**

```yaml
title: «Why»
```

```yaml
learn:
  «- Why a queue forgets
  - What an acknowledgement is»
```

```yaml
reading_time: «0»
```

**Good**

```yaml
title: Why a Queue Forgets
```

```yaml
learn:
  - Why a queue forgets
  - What an acknowledgement is
  - When to send a message twice
```

```yaml
reading_time: 1
```
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Context, Document, Finding, Problem, ProblemKind, Rule, Severity
from pipeline.rules.front_matter.wording import expected, named, problems
from pipeline.wording import code, counted, sentence

_SIZES = {
    "minLength": ("character", "at least {} are needed"),
    "maxLength": ("character", "at most {} are allowed"),
    "minItems": ("item", "at least {} are needed"),
    "maxItems": ("item", "at most {} are allowed"),
    "minProperties": ("field", "at least {} are needed"),
    "maxProperties": ("field", "at most {} are allowed"),
}
_LIMITS = {
    "minimum": "{} is the least",
    "maximum": "{} is the most",
    "exclusiveMinimum": "it must be more than {}",
    "exclusiveMaximum": "it must be less than {}",
    "multipleOf": "it must be a multiple of {}",
}


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each value, at the value."""
    for problem in problems(document, ProblemKind.VALUE_OUT_OF_RANGE):
        yield Finding(
            span=problem.span,
            message=sentence(f"{named(problem.pointer)} {_said(problem)}."),
            help=f"Write {expected(problem.schema)}.",
        )


def _said(problem: Problem) -> str:
    value, keyword = problem.value, problem.keyword
    if keyword in _SIZES:
        noun, limit = _SIZES[keyword]
        size = counted(len(value), noun)
        shown = f"is {code(value)}: " if isinstance(value, str) else "has "
        return f"{shown}{size}, and {limit.format(problem.expected)}"
    if keyword in _LIMITS:
        return f"is {code(value)}, and {_LIMITS[keyword].format(problem.expected)}"
    return "does not have the items that the schema asks for"


RULE = Rule(
    code="FM009",
    name="value-out-of-range",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
    gate=True,
)
