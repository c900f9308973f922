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

from pipeline.model import Context, Document, Finding, Problem, ProblemKind, Rule, Severity
from pipeline.nearest import nearest
from pipeline.rules.front_matter.wording import code, named, one_of, problems, sentence


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each value, at the value."""
    for problem in problems(document, ProblemKind.VALUE_NOT_ALLOWED):
        what = named(problem.pointer)
        yield Finding(
            span=problem.span,
            message=sentence(f"{what} is {code(problem.value)}, which is not one of its values."),
            help=_advice(problem),
        )


def _advice(problem: Problem) -> str:
    allowed = [problem.expected] if problem.keyword == "const" else list(problem.expected)
    near = nearest(str(problem.value), (value for value in allowed if isinstance(value, str)))
    meant = f"Did you mean `{near}`? " if near else ""
    return f"{meant}Write {one_of(allowed)}." if allowed else f"{meant}Remove it."


RULE = Rule(
    code="FM008",
    name="value-not-allowed",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
    gate=True,
)
