"""A value is not one of those that its field may have.

Categories, levels and kinds are closed lists, so that two spellings of one category do not become
two shelves with half of the articles each.

**Bad**

```yaml
category: «Pyhton»
```

```yaml
level: «beginner»
```

**Good**

```yaml
category: Python
```

```yaml
level: Beginner
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.model import (
    Context,
    Document,
    Edit,
    Finding,
    Fix,
    Problem,
    ProblemKind,
    Rule,
    Severity,
)
from pipeline.nearest import nearest, one_away
from pipeline.rules.front_matter.scalars import is_bare, raw_of, restyled
from pipeline.rules.front_matter.trial import is_accepted, with_value
from pipeline.rules.front_matter.wording import named, one_of, problems
from pipeline.wording import code, sentence


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each value, at the value."""
    for problem in problems(document, ProblemKind.VALUE_NOT_ALLOWED):
        what = named(problem.pointer)
        yield Finding(
            span=problem.span,
            message=sentence(f"{what} is {code(problem.value)}, which is not one of its values."),
            help=_advice(problem),
            fix=_fix(problem, document, context),
        )


def _advice(problem: Problem) -> str:
    if problem.help:
        return problem.help
    allowed, near = _allowed(problem), _near(problem)
    meant = f"Did you mean `{near}`? " if near else ""
    return f"{meant}Write {one_of(allowed)}." if allowed else f"{meant}Remove it."


def _allowed(problem: Problem) -> list[Any]:
    return [problem.expected] if problem.keyword == "const" else list(problem.expected)


def _near(problem: Problem) -> str | None:
    texts = (value for value in _allowed(problem) if isinstance(value, str))
    return nearest(str(problem.value), texts)


def _fix(problem: Problem, document: Document, context: Context) -> Fix | None:
    """The near value, when it and no other is one letter or its case away."""
    value, near, pointer = problem.value, _near(problem), problem.pointer
    if near is None or not isinstance(value, str) or not one_away(value, near):
        return None
    rivals = [each for each in _allowed(problem) if isinstance(each, str) and one_away(value, each)]
    span = document.front_matter.values.get(pointer)
    if len(rivals) != 1 or span is None or not is_bare(document, pointer):
        return None
    raw, name = raw_of(document, span), str(pointer[0])
    if raw[:1] in ("|", ">") or "\n" in raw or "\r" in raw:
        return None
    after = with_value(document.front_matter.data[name], pointer[1:], near)
    if not is_accepted(document, context, name, after):
        return None
    return Fix(safe=True, edits=(Edit(span, restyled(raw, near)),))


RULE = Rule(
    code="FM008",
    name="value-not-allowed",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
    gate=True,
)
