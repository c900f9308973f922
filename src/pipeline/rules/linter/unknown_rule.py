"""A comment names a rule that does not exist, or says something that is no instruction.

A suppression with a slip in it silences nothing, and whoever wrote it believes that it does. Rules
are named by code, by name or by family; the instructions are `ignore[...]` for a line and
`ignore-file[...]` for a file. The same slip in the settings stops the program.

**Bad**

```markdown
<!-- codeloom: ignore[LK005, «insecure-htpp»] -- the host has nothing else -->
See [the old page](http://blog.example.net/old) for more.
```

```markdown
<!-- codeloom: ignore-file[LK005] -- the host has nothing else -->

<!-- codeloom: «ignroe»[LK005] -->
See [the old page](http://blog.example.net/old) for more.
```

**Good**

```markdown
<!-- codeloom: ignore[LK005, insecure-http] -- the host has nothing else -->
See [the old page](http://blog.example.net/old) for more.
```

```markdown
<!-- codeloom: ignore-file[LK005] -- the host has nothing else -->

<!-- codeloom: ignore[LK005] -->
See [the old page](http://blog.example.net/old) for more.
```
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import (
    INSTRUCTIONS,
    Context,
    Document,
    Edit,
    Finding,
    Fix,
    Rule,
    RuleName,
    Severity,
    Span,
    Suppression,
)
from pipeline.nearest import nearest
from pipeline.settings import known_rules


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding at each name and each instruction that means nothing."""
    for suppression in document.suppressions:
        if suppression.instruction not in INSTRUCTIONS:
            yield _instruction(suppression)
            continue
        for name in suppression.names:
            if not name.codes:
                yield _name(name)


def _instruction(suppression: Suppression) -> Finding:
    said = suppression.instruction
    close = nearest(said, INSTRUCTIONS) if said else None
    message = f"`{said}` is no instruction." if said else "The comment asks for nothing."
    return Finding(
        span=suppression.instruction_span,
        message=message + (f" Did you mean `{close}`?" if close else ""),
        help="Write `ignore[RULE]` for a line, or `ignore-file[RULE]` for the whole file.",
        fix=_fix(suppression.instruction_span, close),
    )


def _name(name: RuleName) -> Finding:
    known = known_rules()
    close = nearest(name.text, [*known, *known.values()])
    return Finding(
        span=name.span,
        message=f"There is no rule `{name.text}`." + (f" Did you mean `{close}`?" if close else ""),
        help="Name a rule by its code or its name; `codeloom rules` lists them all.",
        fix=_fix(name.span, close),
    )


def _fix(span: Span, close: str | None) -> Fix | None:
    return Fix(safe=True, edits=(Edit(span, close),)) if close else None


RULE = Rule(
    code="SU002",
    name="unknown-rule",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
    suppressible=False,
)
