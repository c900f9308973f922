"""A value is of another type than its field: text for a number, one value for a list.

YAML guesses types from how a value is written: `"5"` is text and 5 a number, `learn: reading` is
one value where a list is meant, and an item with a colon in it becomes a mapping.

**Bad**

```yaml
reading_time: «"1"»
```

```yaml
tags: «queues»
```

```yaml
learn:
  - «Queues: what they promise»
  - What an acknowledgement is
  - When to send a message twice
```

**Good**

```yaml
reading_time: 1
```

```yaml
tags: [queues]
```

```yaml
learn:
  - "Queues: what they promise"
  - What an acknowledgement is
  - When to send a message twice
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pipeline.model import Context, Document, Finding, Problem, ProblemKind, Rule, Severity
from pipeline.rules.front_matter.wording import (
    described,
    expected,
    named,
    problems,
    sentence,
    type_names,
    types,
)

_MOST_REPEATED = 80
"""A longer value is not repeated in the help."""
_LEADING_NUMBER = re.compile(r"\s*([0-9]{1,6})\b")
_PLAIN_ITEM = re.compile(r"[A-Za-z][\w .+-]*")
_TRUTH = {
    **dict.fromkeys(("yes", "on", "y", "true", "1"), "true"),
    **dict.fromkeys(("no", "off", "n", "false", "0"), "false"),
}


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each value, at the value."""
    for problem in problems(document, ProblemKind.WRONG_TYPE):
        what = named(problem.pointer)
        yield Finding(
            span=problem.span,
            message=sentence(
                f"{what} is {described(problem.value)}, and must be {type_names(problem.schema)}."
            ),
            help=_advice(problem, document, context),
        )


def _advice(problem: Problem, document: Document, context: Context) -> str:
    span = problem.span
    raw = document.source.data[span.start : span.end].decode("utf-8", "replace")
    written = _rewritten(problem.value, raw, types(problem.schema))
    if written and len(written) <= _MOST_REPEATED:
        return f"Write `{_prefix(problem)}{written}`."
    if problem.value is None and not _required(problem, document, context):
        return f"Write {expected(problem.schema)}, or remove {named(problem.pointer)}."
    return f"Write {expected(problem.schema)}."


def _prefix(problem: Problem) -> str:
    last = problem.pointer[-1] if problem.pointer else ""
    return "- " if isinstance(last, int) else f"{last}: "


def _required(problem: Problem, document: Document, context: Context) -> bool:
    stated = (*context.settings.article_schema.get("required", ()), *document.kind.required)
    return len(problem.pointer) == 1 and problem.pointer[0] in stated


def _rewritten(value: Any, raw: str, wanted: tuple[str, ...]) -> str:
    """The value as it should be written, when its meaning is beyond doubt; else nothing."""
    if value is None or "\n" in raw or "\r" in raw:
        return ""
    if "integer" in wanted:
        return _as_integer(value)
    if "boolean" in wanted:
        return _TRUTH.get(str(value).casefold(), "")
    if "array" in wanted and not isinstance(value, dict):
        return _as_list(value, raw)
    if "string" in wanted:
        return _as_text(value, raw)
    return ""


def _as_integer(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    match = _LEADING_NUMBER.match(value) if isinstance(value, str) else None
    return str(int(match[1])) if match else ""


def _as_list(value: Any, raw: str) -> str:
    if not isinstance(value, str):
        return f"[{raw}]"
    items = [item.strip() for item in value.split(",") if item.strip()]
    quoted = (item if _PLAIN_ITEM.fullmatch(item) else f'"{item}"' for item in items)
    return f"[{', '.join(quoted)}]" if '"' not in value else ""


def _as_text(value: Any, raw: str) -> str:
    if isinstance(value, list):
        return str(value[0]) if len(value) == 1 and isinstance(value[0], str) else ""
    return f'"{raw}"' if '"' not in raw and "\\" not in raw else ""


RULE = Rule(
    code="FM007",
    name="wrong-type",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
    gate=True,
)
