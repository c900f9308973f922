"""A list holds an item twice.

The page shows both, and a tag counts twice.

**Bad**

```yaml
tags: [queues, retries, «queues»]
```

```yaml
prerequisites:
  - A shell  # any will do
  - Docker
  - «A shell»
```

**Good**

```yaml
tags: [queues, retries]
```

```yaml
prerequisites:
  - A shell  # any will do
  - Docker
```
"""

from __future__ import annotations

import re
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
    Span,
)
from pipeline.rules.front_matter.scalars import is_bare, raw_of
from pipeline.rules.front_matter.wording import named, problems
from pipeline.wording import code

_DASH = re.compile(rb"[ \t]*-[ \t]+")
_COMMA = re.compile(rb"[ \t\r\n]*,[ \t\r\n]*")
_LINE_END = re.compile(r"[\r\n]")
_BLANKS = re.compile(rb"[ \t]*")
_BEHIND_DASH = re.compile(rb"[ \t]*(?P<comment>#[^\r\n]*)?(?P<end>\r\n|[\r\n])")
_BEHIND_COMMA = re.compile(
    rb"[ \t]*+(?:,|(?=[ \t\r\n]*+\]))[ \t]*+(?P<comment>#[^\r\n]*)?(?P<end>\r\n|[\r\n])"
)


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each item that is there before, at the later one."""
    for problem in problems(document, ProblemKind.DUPLICATE_ITEM):
        item, owner = code(problem.value), named(problem.pointer[:-1])
        yield Finding(
            span=problem.span,
            message=f"{item} is in {owner} more than once.",
            help="Remove it here.",
            related=problem.related,
            fix=_fix(problem, document),
        )


def _fix(problem: Problem, document: Document) -> Fix | None:
    """Takes the item out, with its separator; none when too few would be left."""
    owner, at = problem.pointer[:-1], int(problem.pointer[-1])
    values = document.front_matter.values
    span, previous = values.get(problem.pointer), values.get((*owner, at - 1))
    whole = values.get(owner)
    if span is None or previous is None or whole is None:
        return None
    if _leaves_too_few(problem, document) or not is_bare(document, problem.pointer):
        return None
    text, before = raw_of(document, span), raw_of(document, previous)
    if text[:1] in ("|", ">") or before[:1] in ("|", ">") or _LINE_END.search(text + before):
        return None
    data = document.source.data
    in_brackets = data.startswith(b"[", whole.start)
    cut = _flow_cut(data, span, previous) if in_brackets else _block_cut(data, span)
    return Fix(safe=True, edits=(Edit(cut, ""),)) if cut else None


def _leaves_too_few(problem: Problem, document: Document) -> bool:
    """Whether the list would be too short without all that it holds twice."""
    owner = problem.pointer[:-1]
    same = sum(
        each.pointer[:-1] == owner for each in problems(document, ProblemKind.DUPLICATE_ITEM)
    )
    held: Any = document.front_matter.data
    for step in owner:
        held = held[step]
    return len(held) - same < int(problem.schema.get("minItems", 0))


def _block_cut(data: bytes, span: Span) -> Span | None:
    """Its whole line; a comment behind it stays there."""
    line = _line_start(data, span.start)
    behind = _BEHIND_DASH.match(data, span.end)
    if behind is None or not _DASH.fullmatch(data, line, span.start):
        return None
    if behind["comment"]:
        dash = data.index(b"-", line)
        return Span(dash, behind.start("comment"))
    return Span(line, behind.end())


def _flow_cut(data: bytes, span: Span, previous: Span) -> Span | None:
    """The item and the comma before it; or its line, when it has one for itself."""
    if _COMMA.fullmatch(data, previous.end, span.start) is None:
        return _line_cut(data, span, previous)
    line, behind = _line_start(data, span.start), _BEHIND_COMMA.match(data, span.end)
    if behind and behind["comment"] and line > previous.end:
        return Span(span.start, behind.start("comment"))
    return Span(previous.end, span.end)


def _line_cut(data: bytes, span: Span, previous: Span) -> Span | None:
    """The same where a comment stands behind the item before it."""
    line, behind = _line_start(data, span.start), _BEHIND_COMMA.match(data, span.end)
    if behind is None or not _BLANKS.fullmatch(data, line, span.start):
        return None
    if b"," not in data[previous.end : line].partition(b"#")[0]:
        return None
    if behind["comment"]:
        return Span(span.start, behind.start("comment"))
    return Span(line, behind.end())


def _line_start(data: bytes, at: int) -> int:
    return max(data.rfind(b"\n", 0, at), data.rfind(b"\r", 0, at)) + 1


RULE = Rule(
    code="FM011",
    name="duplicate-item",
    severity=Severity.WARNING,
    check=check,
    doc=__doc__,
)
