"""The marks of a merge that was not finished stand in the text.

Git writes them around what it could not decide, and both versions follow one another on the page.
Left alone are such marks in code, where an article may explain them.

**Bad**

```markdown
«<<<<<<<» HEAD
A queue is a promise.

>>>>>>> main
```

**Good**

````markdown
A queue is a promise. When two people change that sentence, this is what Git leaves:

```text
<<<<<<< HEAD
A queue is a promise.
=======
A queue is a debt.
>>>>>>> main
```
````
"""

from __future__ import annotations

from pipeline.model import EngineRule, Severity

RULE = EngineRule(
    code="MD092",
    name="merge-conflict",
    severity=Severity.WARNING,
    engine="rumdl",
    doc=__doc__,
)
