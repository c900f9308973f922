"""A value is of another type than its field: text for a number, one value for a list.

YAML guesses types from how a value is written: `"5"` is text and 5 a number, `learn: reading` is
one value where a list is meant, and an item with a colon in it becomes a mapping. A number where
text is meant is read as it is written, and FM014 says so.

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
)
from pipeline.rules.front_matter.scalars import (
    is_bare,
    meant_as_text,
    quoted,
    raw_of,
    restyled,
    scalar,
)
from pipeline.rules.front_matter.trial import is_accepted, with_value
from pipeline.rules.front_matter.wording import (
    described,
    expected,
    named,
    problems,
    type_names,
    types,
)
from pipeline.wording import sentence

_MOST_REPEATED = 80
"""A longer value is not repeated in the help."""
_WHOLE = re.compile(r"0|-?[1-9][0-9]{0,5}")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,15})?")
_LEADING_NUMBER = re.compile(r"\s*([0-9]{1,6})\b")
_TRUTH = {
    **dict.fromkeys(("yes", "on", "y", "true", "1"), True),
    **dict.fromkeys(("no", "off", "n", "false", "0"), False),
}
_NOTHING = ("none", "nothing", "n/a")
"""What authors write where a list is wanted and there is nothing to list."""
_PLAIN_TRUTH = ("yes", "on", "true", "no", "off", "false")
"""What YAML has ever taken for true or false."""


class _Rewriting(NamedTuple):
    """What a value should be, how that is written, and whether it says the same as before."""

    value: Any
    written: str
    lossless: bool


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each value, at the value."""
    for problem in problems(document, ProblemKind.WRONG_TYPE):
        what = named(problem.pointer)
        rewriting = _rewriting(problem, document)
        yield Finding(
            span=problem.span,
            message=sentence(
                f"{what} is {described(problem.value)}, and must be {type_names(problem.schema)}."
            ),
            help=_advice(problem, rewriting, document, context),
            fix=_fix(problem, rewriting, document, context),
        )


def _advice(
    problem: Problem, rewriting: _Rewriting | None, document: Document, context: Context
) -> str:
    if rewriting and len(rewriting.written) <= _MOST_REPEATED:
        return f"Write `{_prefix(problem)}{rewriting.written}`."
    if problem.value is None and not _required(problem, document, context):
        return f"Write {expected(problem.schema)}, or remove {named(problem.pointer)}."
    return f"Write {expected(problem.schema)}."


def _prefix(problem: Problem) -> str:
    last = problem.pointer[-1] if problem.pointer else ""
    return "- " if isinstance(last, int) else f"{last}: "


def _required(problem: Problem, document: Document, context: Context) -> bool:
    schema = context.settings.schema_for(document.kind)
    stated = (*schema.get("required", ()), *document.kind.required)
    return len(problem.pointer) == 1 and problem.pointer[0] in stated


def _fix(
    problem: Problem, rewriting: _Rewriting | None, document: Document, context: Context
) -> Fix | None:
    """The rewriting, when the schema takes it; safe when it says the same."""
    if rewriting is None:
        return None
    name = str(problem.pointer[0])
    owner = document.front_matter.data[name]
    after = with_value(owner, problem.pointer[1:], rewriting.value)
    if not is_accepted(document, context, name, after):
        return None
    return Fix(safe=rewriting.lossless, edits=(Edit(problem.span, rewriting.written),))


def _rewriting(problem: Problem, document: Document) -> _Rewriting | None:
    """The value as it should be written, when its meaning is beyond doubt; else nothing."""
    value, wanted = problem.value, types(problem.schema)
    span = document.front_matter.values.get(problem.pointer)
    if value is None or span is None or not is_bare(document, problem.pointer):
        return None
    raw = raw_of(document, span)
    if "\n" in raw or "\r" in raw:
        return None
    if "integer" in wanted or "number" in wanted:
        return _as_number(value, wanted)
    if "boolean" in wanted:
        return _as_truth(value)
    if "array" in wanted and not isinstance(value, dict):
        return _as_list(value, raw, problem)
    if "string" in wanted:
        return _as_text(value, raw)
    return None


def _as_number(value: Any, wanted: tuple[str, ...]) -> _Rewriting | None:
    if isinstance(value, float) and value.is_integer():
        return _Rewriting(int(value), str(int(value)), lossless=True)
    if not isinstance(value, str):
        return None
    if _WHOLE.fullmatch(value):
        return _Rewriting(int(value), value, lossless=True)
    if "number" in wanted:
        return _Rewriting(float(value), value, lossless=True) if _NUMBER.fullmatch(value) else None
    match = _LEADING_NUMBER.match(value)
    return _Rewriting(int(match[1]), str(int(match[1])), lossless=False) if match else None


def _as_truth(value: Any) -> _Rewriting | None:
    word = str(value).casefold()
    truth = _TRUTH.get(word)
    if truth is None:
        return None
    return _Rewriting(truth, str(truth).lower(), lossless=word in _PLAIN_TRUTH)


def _as_list(value: Any, raw: str, problem: Problem) -> _Rewriting | None:
    if not isinstance(value, str):
        if meant_as_text(problem.schema.get("items", {})):
            return _Rewriting([raw], f"[{quoted(raw)}]", lossless=True)
        return _Rewriting([value], f"[{raw}]", lossless=True)
    if value.casefold().rstrip(".") in _NOTHING:
        return _Rewriting([], "[]", lossless=True)
    items = [item.strip() for item in value.split(",") if item.strip()]
    if len(items) < 2:
        return _Rewriting([value], f"[{restyled(raw, value)}]", lossless=True)
    return _Rewriting(items, f"[{', '.join(scalar(item) for item in items)}]", lossless=False)


def _as_text(value: Any, raw: str) -> _Rewriting | None:
    """The one item of a list, or the text with a colon that YAML took for a field of its own."""
    if isinstance(value, list):
        return _of_one(value, raw)
    is_plain = isinstance(value, dict) and raw[:1] not in ("{", '"', "'")
    return _Rewriting(raw, quoted(raw), lossless=is_plain)


def _of_one(value: list[Any], raw: str) -> _Rewriting | None:
    if len(value) != 1 or not isinstance(value[0], str):
        return None
    in_brackets = raw.startswith("[")
    inner = raw[1:-1] if in_brackets else raw.removeprefix("-")
    inner, text = inner.strip(" \t"), value[0]
    if in_brackets:
        inner = inner.removesuffix(",").rstrip(" \t")
    if inner not in (text, f'"{text}"', f"'{text}'"):
        return None
    return _Rewriting(text, restyled(inner, text), lossless=True)


RULE = Rule(
    code="FM007",
    name="wrong-type",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
    gate=True,
)
