"""A value does not have the form of its field: a date that does not exist, a tag with blanks.

Dates are looked up in the calendar, and times in the time zone of the blog: `2026-02-30` is no day,
and half past two is no time in the night when the clocks go forward. Tags, aliases and file names
become addresses, so they have the letters that addresses have.

**Bad**

```yaml
date: «2026-02-30»
```

```yaml
tags: [«Message Queues»]
```

```yaml
aliases: [«https://blog.example/old/»]
```

**Good**

```yaml
date: 2026-02-28
```

```yaml
tags: [message-queues]
```

```yaml
aliases: [/old/]
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model import Context, Document, Finding, Problem, ProblemKind, Rule, Severity
from pipeline.rules.front_matter.wording import described, expected, named, problems
from pipeline.slug import slug
from pipeline.wording import code, sentence


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each value, at the value."""
    for problem in problems(document, ProblemKind.BAD_FORMAT):
        yield Finding(
            span=problem.span,
            message=sentence(f"{named(problem.pointer)} {_said(problem)}."),
            help=_advice(problem),
        )


def _said(problem: Problem) -> str:
    value = problem.value
    if problem.detail:
        return f"is {code(value)}: {problem.detail}"
    if isinstance(value, str) and not value.strip():
        return "is blank"
    if _broken_line(problem):
        return f"is {code(value)}, which has a line break in it"
    shown = code(value) if isinstance(value, str) else described(value)
    return f"is {shown}, which does not have the form that the schema asks for"


def _advice(problem: Problem) -> str:
    if problem.keyword != "pattern" or not problem.value.strip():
        return f"Write {expected(problem.schema)}."
    if _broken_line(problem):
        return "Write it on one line."
    for proposal in _proposals(problem.value.strip()):
        if _fits(proposal, problem):
            return f"Write {code(proposal)}."
    if examples := problem.schema.get("examples"):
        return f"Write it like {code(examples[0])}."
    return f"Write {expected(problem.schema)}."


def _broken_line(problem: Problem) -> bool:
    """Whether a line break within the text is what is wrong."""
    if problem.keyword != "pattern" or "\n" not in problem.value.strip():
        return False
    return _fits(" ".join(problem.value.split()), problem)


def _proposals(value: str) -> tuple[str, ...]:
    """What may have been meant: a word for a tag or kind, a path for an address."""
    if "/" in value:
        return ("/" + value.partition("://")[2].partition("/")[2], "/" + value.lstrip("/"))
    return () if "." in value else (slug(value),)


def _fits(proposal: str, problem: Problem) -> bool:
    return len(proposal) > 1 and re.search(problem.expected, proposal) is not None


RULE = Rule(
    code="FM010",
    name="bad-format",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
    gate=True,
)
