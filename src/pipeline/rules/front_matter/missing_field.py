"""A field that every article, or every article of its kind, must have is missing.

Title, description, date and category are what lists, feed and search results are made of. A kind
may ask for more: a guide says what its readers will learn and what they should know first.

Where there is an honest value to begin with, the fix that asks for care writes it: a title from the
name of the file, no prerequisites, the reading time that the text adds up to. No date, category or
description can be told from the outside.

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

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

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
    Span,
)
from pipeline.permalink import is_article, is_page, slug_of
from pipeline.prose import reading
from pipeline.rules.front_matter.entries import entries
from pipeline.rules.front_matter.scalars import scalar
from pipeline.rules.front_matter.trial import is_accepted
from pipeline.rules.front_matter.unknown_field import field_meant
from pipeline.rules.front_matter.wording import expected, named, problems, types
from pipeline.wording import code, sentence

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
            fix=_fix(problem, document, context),
        )


def _advice(problem: Problem) -> str:
    name = problem.pointer[-1]
    below = f" below {named(problem.pointer[:-1])}" if len(problem.pointer) > 1 else ""
    if problem.schema.get("format") in _DATES:
        return f"Add `{name}: YYYY-MM-DD`{below}."
    return f"Add {code(f'{name}:')}{below} with {expected(problem.schema)}."


class _Stub(NamedTuple):
    """A value to begin with, and how it is written."""

    value: Any
    written: str


def _fix(problem: Problem, document: Document, context: Context) -> Fix | None:
    """A line with a value to begin with, where the schema's order has it; not safe, for the author
    may have meant another.
    """
    name = str(problem.pointer[0])
    if len(problem.pointer) > 1:
        return None
    unknown = problems(document, ProblemKind.UNKNOWN_FIELD)
    if any(field_meant(other) == problem.pointer for other in unknown):
        return None  # it is there under another name
    stub = _stub(name, problem.schema, document, context)
    if stub is None or not is_accepted(document, context, name, stub.value):
        return None
    found = entries(document)
    if found is None:
        return None
    at = found.place_for(name, [*context.settings.schema_for(document.kind).get("properties", ())])
    line = f"{found.indent}{name}: {stub.written}{found.line_end}"
    return Fix(safe=False, edits=(Edit(Span(at, at), line),))


def _stub(
    name: str, schema: Mapping[str, Any], document: Document, context: Context
) -> _Stub | None:
    path, counts = document.source.path, document.counts
    if name == "title" and (is_article(path) or is_page(path)):
        title = slug_of(path).replace("-", " ")
        return _Stub(title[:1].upper() + title[1:], scalar(title[:1].upper() + title[1:]))
    if name == "reading_time":
        rates = context.settings.reading
        minutes = reading(counts.words, counts.cjk, counts.code_lines, counts.images, rates)
        return _Stub(minutes.proposed, str(minutes.proposed))
    if types(schema) == ("array",):
        return _Stub([], "[]")
    return None


RULE = Rule(
    code="FM005",
    name="missing-field",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
    gate=True,
)
