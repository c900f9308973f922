"""A character was saved in one encoding and read in another.

Two or three odd letters stand where a quote, a dash or an accent should be. It happens when text is
copied from a mail or an old file, and readers take it for neglect. Left alone are words that have
such letters of their own.

**Bad**

```markdown
The queue «Ã©»choes.
```

```markdown
It doesn«â€™»t forget.
```

**Good**

```markdown
The café’s queue is naïve; in São Paulo it doesn’t forget.
```
"""

from __future__ import annotations

from pipeline.model import EngineRule, Severity

RULE = EngineRule(
    code="MD083",
    name="mojibake",
    severity=Severity.WARNING,
    engine="rumdl",
    doc=__doc__,
)
