"""What was meant as part of a list item is indented too little to be one.

A paragraph or a block of code belongs to an item when it is indented as far as the item's text:
three blanks for `1. `, four for `10. `. With less it ends the list, is shown at the margin, and the
next number begins a new list. Left alone is what stands at the margin, and what is indented more
than it need be.

**Bad**

```markdown
1. Start the broker.

  «It takes a minute.»

2. Send a message.
```

````markdown
1. Start the broker:

  «```bash»
  broker start
  ```

2. Send a message.
````

**Good**

```markdown
1. Start the broker.

   It takes a minute.

2. Send a message.

That is all.
```
"""

from __future__ import annotations

from pipeline.model import EngineRule, Severity

RULE = EngineRule(
    code="MD077",
    name="content-outside-list",
    severity=Severity.WARNING,
    engine="rumdl",
    doc=__doc__,
)
