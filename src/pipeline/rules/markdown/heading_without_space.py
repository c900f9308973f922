"""A heading has no blank after its hashes.

Without the blank the line is a paragraph that begins with hashes: it looks wrong on the page, and
nobody can link to it. Left alone is a single hash, which may begin a hashtag or the number of an
issue, and whatever stands in code.

**Bad**

```markdown
«##»What a broker does

It keeps the promise when the sender is gone.
```

```markdown
It keeps the promise.

«###»Über die Brücke
```

**Good**

```markdown
## What a broker does

It keeps the promise when the sender is gone, as #queues do. It was proposed in
#12 and written in C##.
```
"""

from __future__ import annotations

from pipeline.model import EngineRule, Severity

RULE = EngineRule(
    code="MD018",
    name="heading-without-space",
    severity=Severity.WARNING,
    engine="rumdl",
    doc=__doc__,
)
