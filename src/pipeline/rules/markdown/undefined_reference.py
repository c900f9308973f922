"""A link refers to a definition that the article does not have.

`[text][label]` needs a line `[label]: address` somewhere in the article. Without one it is no link,
and the page shows the brackets. Left alone are words in single brackets, indexes such as
`grid[row][column]`, and whatever stands in code.

**Bad**

```markdown
The manual has «[a chapter on locks][locks]».
```

```markdown
Start with «[the manual][]».

[the-manual]: https://db.example/
```

**Good**

```markdown
The manual has [a chapter on locks][locks].

[locks]: https://db.example/locks
```

```markdown
The cell is grid[row][column], and [sic] stands after what is quoted.
```
"""

from __future__ import annotations

from pipeline.model import EngineRule, Severity

RULE = EngineRule(
    code="MD052",
    name="undefined-reference",
    severity=Severity.WARNING,
    engine="rumdl",
    doc=__doc__,
)
