"""A field is not in the schema.

A misspelled field is a field that is missing: the page shows nothing where `categroy` was meant,
and nobody is told. What an article may state is in `article.schema.json`; a blog may have its own.

**Bad**

```yaml
«reading-time»: 1
```

```yaml
«mood»: cheerful
```

**Good**

```yaml
reading_time: 1
```
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Context, Document, Finding, Problem, ProblemKind, Rule, Severity
from pipeline.nearest import nearest
from pipeline.rules.front_matter.wording import code, named, one_of, problems, sentence


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each unknown field, at its name."""
    for problem in problems(document, ProblemKind.UNKNOWN_FIELD):
        if problem.keyword == "false":
            message = sentence(f"{named(problem.pointer)} is not allowed on this blog.")
        else:
            name, owner = problem.pointer[-1], named(problem.pointer[:-1])
            message = f"{code(name)} is not a field of {owner}."
        yield Finding(span=problem.span, message=message, help=_advice(problem, document))


def _advice(problem: Problem, document: Document) -> str:
    if problem.keyword == "false":
        return "Remove it."
    parent, known = problem.pointer[:-1], tuple(problem.expected)
    keys = document.front_matter.keys
    near = nearest(str(problem.pointer[-1]), known)
    if near is None:
        free = [field for field in known if (*parent, field) not in keys]
        return f"Remove it, or use {one_of(free)}." if free else "Remove it."
    if (*parent, near) in keys:
        return f"Did you mean `{near}`, which is there already? Remove one of the two."
    return f"Did you mean `{near}`? Rename the field."


RULE = Rule(
    code="FM006",
    name="unknown-field",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
    gate=True,
)
