"""A comment silences every rule at once.

It was written for one finding, and it hides all that come after it: the broken link, the key that
should not be there. Name the rules that are meant, and say why after two hyphens. The comment works
all the same.

**Bad**

```markdown
«<!-- codeloom: ignore -->»
See [the old page](http://blog.example.net/old) for more.
```

**Good**

```markdown
<!-- codeloom: ignore[LK005] -- the host has nothing else -->
See [the old page](http://blog.example.net/old) for more.
```
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import INSTRUCTIONS, Context, Document, Finding, Rule, Severity


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding at each comment that names no rule."""
    for suppression in document.suppressions:
        if suppression.instruction in INSTRUCTIONS and not suppression.names:
            where = "in this file" if suppression.covers is None else "here"
            yield Finding(
                span=suppression.span,
                message=f"`{suppression.instruction}` without a rule silences every rule {where}.",
                help=f"Name the rules that are meant: `{suppression.instruction}[RD002] -- why`.",
            )


RULE = Rule(
    code="SU003",
    name="blanket-suppression",
    severity=Severity.WARNING,
    check=check,
    doc=__doc__,
    suppressible=False,
)
