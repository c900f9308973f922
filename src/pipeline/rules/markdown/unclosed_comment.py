"""A comment that begins within a paragraph has no end.

So it is none, and readers see its marks and what was not meant for them. Left alone are comments
that end with `-->`, also in a later line, and what code shows. A comment that begins a line and
has no end hides the rest of the page: SC007 says so.

**Bad**

```markdown
A queue is a promise «<!--» is it? to do the work later.
```

**Good**

```markdown
A queue is a promise <!-- is
it? --> to do the work later. A comment begins with `<!--`.
```
"""

from __future__ import annotations

from pipeline.model import EngineRule, Severity

RULE = EngineRule(
    code="MD086",
    name="unclosed-comment",
    severity=Severity.WARNING,
    engine="rumdl",
    doc=__doc__,
)
