"""A footnote and its reference do not find each other.

A reference without a footnote is shown as it is written, brackets and all. A footnote that nothing
refers to is not shown at all. Left alone are references in code and patterns such as `[^/]+`.

**Bad**

```markdown
A queue is a promise«[^promise]» to do the work later.
```

```markdown
A queue is a promise to do the work later.

«[^promise]:» A promise that may be broken.
```

**Good**

```markdown
A queue is a promise[^promise] to do the work later.

[^promise]: A promise that may be broken. In a pattern, `[^a]` means something else.
```
"""

from __future__ import annotations

from pipeline.model import EngineRule, Severity

RULE = EngineRule(
    code="MD066",
    name="unmatched-footnote",
    severity=Severity.WARNING,
    engine="rumdl",
    doc=__doc__,
)
