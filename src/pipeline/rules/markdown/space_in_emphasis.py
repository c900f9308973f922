"""Bold text has a blank inside its marks, so it is not bold.

`**note: **` is shown with its asterisks, because closing marks must follow a letter directly, and
opening ones must stand directly before one. Left alone are marks with a blank on both sides, which
may be a power or a pattern, single asterisks, code, and marks that are escaped.

**Bad**

```markdown
«**Help wanted: **» the queue needs an owner.
```

```markdown
The queue has «__ one__» owner.
```

**Good**

```markdown
**Help wanted:** the queue needs an owner.
```

```markdown
Two to the power of ten is 2 ** 10, and its square is 2 ** 20. Pass `**options ** more`.
```
"""

from __future__ import annotations

from pipeline.model import EngineRule, Severity

RULE = EngineRule(
    code="MD037",
    name="space-in-emphasis",
    severity=Severity.WARNING,
    engine="rumdl",
    doc=__doc__,
)
