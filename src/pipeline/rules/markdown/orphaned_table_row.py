"""Rows that look like a table belong to none.

A blank line ends a table, and the rows after it are shown as text with bars. So are rows that
never had a head: a row of names, and a line of dashes below it. Left alone is text with a bar in
it, and a line that is not closed by one.

**Bad**

```markdown
| Flag | Meaning |
| ---- | ------- |
| `-n` | dry run |

«| `-q` | quiet |
| `-v` | loud |»
```

```markdown
«| `-n` | dry run |
| `-q` | quiet |»
```

**Good**

```markdown
| Flag | Meaning |
| ---- | ------- |
| `-n` | dry run |
| `-q` | quiet |

Between words, a | b means either of the two.
```
"""

from __future__ import annotations

from pipeline.model import EngineRule, Severity

RULE = EngineRule(
    code="MD075",
    name="orphaned-table-row",
    severity=Severity.WARNING,
    engine="rumdl",
    doc=__doc__,
)
