"""A block of code ends where a block within it was meant to end.

A block ends with the first bare fence that is as long as its own. One that shows another block
ends where that one does, and the rest of it becomes part of the article, down to the next fence.
Left alone is a block with a longer fence than any in it, and one whose inner fences are all bare.

**Bad**

````markdown
«```markdown»
Run it:
```bash
make
```
Then look at the result.
```
````

**Good**

`````markdown
````markdown
Run it:
```bash
make
```
Then look at the result.
````
`````
"""

from __future__ import annotations

from pipeline.model import EngineRule, Severity

RULE = EngineRule(
    code="MD070",
    name="nested-fence",
    severity=Severity.WARNING,
    engine="rumdl",
    doc=__doc__,
)
