"""A field is not in the schema.

A misspelled field is a field that is missing: the page shows nothing where `categroy` was meant,
and nobody is told. What an article may state is in `article.schema.json`, and what a page outside
the articles may, in `page.schema.json`; a blog may have its own.

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

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from pipeline.model import (
    Context,
    Document,
    Edit,
    Finding,
    Fix,
    Pointer,
    Problem,
    ProblemKind,
    Rule,
    Severity,
)
from pipeline.nearest import nearest
from pipeline.rules.front_matter.scalars import raw_of, restyled
from pipeline.rules.front_matter.trial import hides_a_guess, is_accepted, renamed
from pipeline.rules.front_matter.wording import named, one_of, problems
from pipeline.wording import code, sentence

_IDENTITY = ("guid", "aliases")
"""Who the article is to feed readers and links: no field becomes one of these without a look."""


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each unknown field, at its name."""
    found = tuple(problems(document, ProblemKind.UNKNOWN_FIELD))
    wanted = Counter(field_meant(problem) for problem in found)
    for problem in found:
        if problem.keyword == "false":
            message = sentence(f"{named(problem.pointer)} is not allowed on this blog.")
        else:
            name, owner = problem.pointer[-1], named(problem.pointer[:-1])
            message = f"{code(name)} is not a field of {owner}."
        alone = wanted[field_meant(problem)] == 1
        yield Finding(
            span=problem.span,
            message=message,
            help=_advice(problem, document),
            fix=_fix(problem, document, context) if alone else None,
        )


def field_meant(problem: Problem) -> Pointer:
    """The field that was meant, as far as its name tells; its own place when it does not."""
    if problem.keyword == "false" or problem.help:
        return problem.pointer
    near = _nearest(str(problem.pointer[-1]), tuple(problem.expected))
    return (*problem.pointer[:-1], near) if near else problem.pointer


@lru_cache(maxsize=200)
def _nearest(name: str, known: tuple[str, ...]) -> str | None:
    return nearest(name, known)


def _advice(problem: Problem, document: Document) -> str:
    if problem.keyword == "false" or problem.help:
        return problem.help or "Remove it."
    keys, meant = document.front_matter.keys, field_meant(problem)
    if meant == problem.pointer:
        parent = problem.pointer[:-1]
        free = [field for field in problem.expected if (*parent, field) not in keys]
        return f"Remove it, or use {one_of(free)}." if free else "Remove it."
    near = meant[-1]
    if meant in keys:
        return f"Did you mean `{near}`, which is there already? Remove one of the two."
    return f"Did you mean `{near}`? Rename the field."


def _fix(problem: Problem, document: Document, context: Context) -> Fix | None:
    """The name that was meant, when no field has it yet and the value fits.

    It is not safe where it would say who the article is.
    """
    front_matter, meant = document.front_matter, field_meant(problem)
    if meant == problem.pointer or meant in front_matter.keys or _is_repeated(problem, document):
        return None
    if problem.span != front_matter.keys.get(problem.pointer):
        return None  # it stands where an alias points to
    if hides_a_guess(document, context, problem.pointer, meant):
        return None
    near, name = str(meant[-1]), str(meant[0])
    after = renamed(front_matter.data, problem.pointer, near)
    if not is_accepted(document, context, name, after[name]):
        return None
    written = restyled(raw_of(document, problem.span), near)
    return Fix(safe=near not in _IDENTITY, edits=(Edit(problem.span, written),))


def _is_repeated(problem: Problem, document: Document) -> bool:
    twice = problems(document, ProblemKind.DUPLICATE_KEY)
    return any(other.detail == problem.pointer[-1] for other in twice)


RULE = Rule(
    code="FM006",
    name="unknown-field",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
    gate=True,
)
