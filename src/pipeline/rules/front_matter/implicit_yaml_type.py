"""A text without quotes is something else to many readers of YAML.

In the older YAML that most programs read, `no` and `on` are false and true, `1.10` is the number
1.1, `12:30` is 750 minutes, and `010` is 8. Here the text is kept as it is written, wherever the
field wants text; an editor, a script or the next publishing tool may make another value of it.
Quotes end the doubt. Dates in fields for dates, and numbers in fields for numbers, need none.

**Bad**

```yaml
tags: [«on», retries]
```

```yaml
series: «1.10»
```

```yaml
learn:
  - «12:30»
  - What an acknowledgement is
  - When to send a message twice
```

**Good**

```yaml
tags: ["on", retries]
```

```yaml
series: "1.10"
```

```yaml
learn:
  - "12:30"
  - What an acknowledgement is
  - When to send a message twice
```
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from pipeline.model import (
    Context,
    Document,
    Edit,
    Finding,
    Fix,
    Pointer,
    ProblemKind,
    Rule,
    Severity,
    Span,
)
from pipeline.rules.front_matter.scalars import (
    LONGEST,
    NOTHING,
    meant_as_text,
    properties_of,
    quoted,
    taken_for,
)
from pipeline.rules.front_matter.wording import named
from pipeline.schema import part_at
from pipeline.wording import code, sentence

_FIRST = frozenset(bytes([char]) for char in b"0123456789+-.yYnNtToOfF<=")
"""What a value starts with that may be more than text."""
_MOST = 100
"""So many findings of one front matter are told; more are of no help to anyone."""
_SETTLED_BY_OTHERS = {
    ProblemKind.WRONG_TYPE,
    ProblemKind.VALUE_NOT_ALLOWED,
    ProblemKind.UNKNOWN_FIELD,
    ProblemKind.DUPLICATE_ITEM,
}
"""A value that another rule wants exchanged or removed is not to be quoted first."""


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each such value, at the value."""
    return islice(_found(document, context), _MOST)


def _found(document: Document, context: Context) -> Iterator[Finding]:
    data, schema = document.source.data, context.settings.schema_for(document.kind)
    for pointer, (start, end) in document.front_matter.values.items():
        if data[start : start + 1] not in _FIRST or end - start > LONGEST:
            continue
        text = data[start:end].decode("utf-8", "replace")
        meaning = taken_for(text)
        if not meaning or meaning == NOTHING or not meant_as_text(part_at(schema, pointer)):
            continue
        span = Span(start, end)
        before = properties_of(document, span)
        if "!" not in before and not _is_settled(pointer, document):
            yield _finding(pointer, span, text, meaning, mendable=not before)


def _is_settled(pointer: Pointer, document: Document) -> bool:
    return any(
        problem.pointer == pointer and problem.kind in _SETTLED_BY_OTHERS
        for problem in document.problems
    )


def _finding(pointer: Pointer, span: Span, text: str, meaning: str, *, mendable: bool) -> Finding:
    """A value with an anchor is not mended: what its aliases are meant as is not known here."""
    return Finding(
        span=span,
        message=sentence(
            f"{named(pointer)} is {code(text)}, which many readers of YAML take for {meaning}."
        ),
        help=f"Put it in quotes: {code(quoted(text))}.",
        fix=Fix(safe=True, edits=(Edit(span, quoted(text)),)) if mendable else None,
    )


RULE = Rule(
    code="FM014",
    name="implicit-yaml-type",
    severity=Severity.WARNING,
    check=check,
    doc=__doc__,
)
