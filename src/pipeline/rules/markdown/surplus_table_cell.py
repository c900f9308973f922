r"""A row has more cells than its table has columns.

What stands in the cells too many is not shown, on our pages as on GitHub, and nothing says so. The
cause is often a bar that was meant as text: it ends a cell even in code, unless a backslash stands
before it. Left alone are rows with fewer cells, which end with empty ones.

**Bad**

```markdown
| Flag | Meaning |
| ---- | ------- |
| `-n` | dry run | «since 2.1» |
```

```markdown
| Flag | Meaning |
| ---- | ------- |
| -a   | either  | «or both»
```

**Good**

```markdown
| Flag | Meaning | Since |
| ---- | ------- | ----- |
| `-n` | dry run | 2.1   |
| `-q` | `a \| b` |
```
"""

from __future__ import annotations

from pipeline.model import EngineRule, Severity

RULE = EngineRule(
    code="MD056",
    name="surplus-table-cell",
    severity=Severity.WARNING,
    engine="rumdl",
    doc=__doc__,
)
