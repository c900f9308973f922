"""A comment asks for a silence that it does not need, or cannot have.

A suppression that silences nothing hides the next mistake on its line: what it was written for was
mended, or moved away, and nobody would notice. Some rules guard what is built, or the keys to your
house, and no comment can silence them: naming one of those is said here too. Rules that the
settings switch off are left alone.

**Bad**

```markdown
<!-- codeloom: ignore[«RD002», LK005] -- the quote is long -->
See [the old page](http://blog.example.net/old) for more.
```

```markdown
A short sentence.«<!-- codeloom: ignore[RD002] -->»
```

```yaml
title: How the Queue Was Made «# codeloom: ignore[FM009]»
```

**Good**

```markdown
<!-- codeloom: ignore[LK005] -- the quote is long -->
See [the old page](http://blog.example.net/old) for more.
```

```markdown
A short sentence.
```

```yaml
title: How the Queue Was Made
```
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import (
    Edit,
    Finding,
    Fix,
    LinterRule,
    Outcome,
    RuleName,
    Settings,
    Severity,
    Span,
    Suppression,
)


def check(outcome: Outcome, settings: Settings) -> Iterator[Finding]:
    """One finding at each name that silenced nothing, or at a comment of which none did."""
    for path, suppression, names in outcome.suppressions:
        if len(names) >= len(suppression.names):
            yield _all(path, suppression)
        else:
            for name in names:
                yield _one(path, suppression, name)


def _all(path: str, suppression: Suppression) -> Finding:
    names = ", ".join(f"`{name.text}`" for name in suppression.names)
    said = f"nothing of {names} to silence" if names else "nothing to silence"
    where = "in this file" if suppression.covers is None else "here"
    return Finding(
        span=suppression.span,
        message=f"There is {said} {where}.",
        help="Take the comment out.",
        fix=Fix(safe=True, edits=(Edit(suppression.removal, ""),)),
        path=path,
    )


def _one(path: str, suppression: Suppression, name: RuleName) -> Finding:
    return Finding(
        span=name.span,
        message=f"There is nothing of `{name.text}` to silence here.",
        help=f"Take `{name.text}` out of the comment.",
        fix=Fix(safe=True, edits=(Edit(_with_comma(suppression, name), ""),)),
        path=path,
    )


def _with_comma(suppression: Suppression, name: RuleName) -> Span:
    """The name and what parts it from the one after it, or, for the last, from the one before."""
    place = suppression.names.index(name)
    if place + 1 < len(suppression.names):
        return Span(name.span.start, suppression.names[place + 1].span.start)
    return Span(suppression.names[place - 1].span.end, name.span.end)


RULE = LinterRule(
    code="SU001",
    name="unused-suppression",
    severity=Severity.WARNING,
    check=check,
    doc=__doc__,
)
