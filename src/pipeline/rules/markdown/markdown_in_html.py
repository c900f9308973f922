"""A link in a block of HTML is shown as it is written.

In a block that begins with a tag, everything up to the next blank line is HTML, and Markdown in it
stays text. Left alone is Markdown that stands between blank lines, what `pre` shows, and comments.

**Bad**

```markdown
<div>
Read «[the manual](https://db.example/)» first.
</div>
```

**Good**

```markdown
<div>

Read [the manual](https://db.example/) first.

</div>
```
"""

from __future__ import annotations

from pipeline.model import EngineRule, Severity

RULE = EngineRule(
    code="MD091",
    name="markdown-in-html",
    severity=Severity.WARNING,
    engine="rumdl",
    doc=__doc__,
)
