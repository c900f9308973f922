"""A comment asks for a silence that it does not need, or cannot have.

A suppression that silences nothing hides the next mistake on its line: what it was written for was
mended, or moved away, and nobody would notice. Some rules guard what is built, or the keys to your
house, and no comment can silence them: naming one of those is said here too. Left alone are rules
that the settings switch off, and all others in a draft or where the front matter is broken: there
some rules have nothing to say yet.

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

from collections.abc import Iterator, Sequence

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
    Unused,
)


def check(outcome: Outcome, settings: Settings) -> Iterator[Finding]:
    """One finding at each name that silenced nothing, or at a comment of which none did."""
    for unused in outcome.suppressions:
        if len(unused.names) >= len(unused.suppression.names):
            yield _all(unused)
        else:
            for name in unused.names:
                yield _one(unused, name)


def _all(unused: Unused) -> Finding:
    suppression = unused.suppression
    return Finding(
        span=suppression.span,
        message=_message(suppression, suppression.names, unused.never),
        help="Take the comment out.",
        fix=Fix(safe=True, edits=(Edit(suppression.removal, ""),)),
        path=unused.path,
    )


def _one(unused: Unused, name: RuleName) -> Finding:
    suppression = unused.suppression
    return Finding(
        span=name.span,
        message=_message(suppression, (name,), unused.never),
        help=f"Take `{name.text}` out of the comment.",
        fix=Fix(safe=True, edits=(Edit(_with_comma(suppression, name), ""),)),
        path=unused.path,
    )


def _message(suppression: Suppression, names: Sequence[RuleName], never: Sequence[RuleName]) -> str:
    listed = ", ".join(f"`{name.text}`" for name in names)
    if names and set(names) <= set(never):
        return f"No comment can silence {listed}."
    where = "in this file" if suppression.covers is None else "here"
    return f"There is nothing {f'of {listed} ' if listed else ''}to silence {where}."


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
