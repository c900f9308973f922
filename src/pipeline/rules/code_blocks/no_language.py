"""A fenced block of code does not say its language.

Without a name the page shows the code in one colour, a screen reader has nothing to announce, and
no rule can look inside. The name stands right behind the fence; `text` is the one for what is no
code: output, a file tree, a sketch. A block without content is left alone, and so is indented code,
which has no place for a name.

**Bad**

````markdown
Wait before you try again:

«```»
time.sleep(2**attempt)
```
````

````markdown
«~~~» {1}
total = sum(prices)
~~~
````

**Good**

````markdown
Wait before you try again:

```python
time.sleep(2**attempt)
```
````

````markdown
```text
orders/
  today.csv
```

    Indented code has no place for a name.
````
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model import CodeBlock, Context, Document, Finding, Rule, Severity, Span
from pipeline.wording import code, counted

_FENCE = re.compile(rb"`+|~+")


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding at the opening fence of each block that names no language."""
    for block in document.code:
        if block.language or not block.fenced or not block.text.strip():
            continue
        length = code(counted(block.lines, "line"))
        yield Finding(
            span=_fence(document, block),
            message=f"This block of code, {length} long, names no language.",
            help=_help(block),
        )


def _help(block: CodeBlock) -> str:
    if block.text.lstrip().startswith("$ "):
        return "Write `console` right behind the fence: this looks like a session in a shell."
    return "Name the language right behind the fence, or write `text` there for what is no code."


def _fence(document: Document, block: CodeBlock) -> Span:
    found = _FENCE.match(document.source.data, block.span.start)
    return Span(block.span.start, found.end() if found else block.span.start)


RULE = Rule(
    code="CB001",
    name="no-language",
    severity=Severity.WARNING,
    check=check,
    doc=__doc__,
)
