"""A link is written with its brackets the wrong way round.

The text belongs in square brackets and the address in round ones. The other way round it is no link
at all, and readers see brackets and an address in the middle of a sentence. Left alone is what only
looks like it: a call and an index such as `f(x)[0]`, and a remark in brackets before a footnote.

**Bad**

```markdown
The manual has «(a chapter on locks)[https://db.example/locks]».
```

```markdown
See «(the first part)[/articles/queues/]».
```

**Good**

```markdown
The manual has [a chapter on locks](https://db.example/locks).
```

```markdown
The first of them is fields(row)[0], and the rest (all of them)[^1] follow.

[^1]: Up to a hundred.
```
"""

from __future__ import annotations

from pipeline.model import EngineRule, Severity

RULE = EngineRule(
    code="MD011",
    name="reversed-link",
    severity=Severity.WARNING,
    engine="rumdl",
    doc=__doc__,
)
