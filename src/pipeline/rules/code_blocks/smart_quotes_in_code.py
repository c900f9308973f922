"""Code has curly quotes or no-break spaces where only plain ones work.

Word processors and chat programs turn `"` into `“` and some blanks into no-break spaces. On the
page it looks right, and whoever copies it gets a syntax error about a character that cannot be
seen. Inside of strings and comments such characters are left alone, because there they may be
meant; so are output, markup and prose in a block, shell text that runs on, and YAML's quotes, which
break nothing.

**Bad**

````markdown
```python
print(«“Hello”»)
```
````

````markdown
```bash
git commit -m «‘Count the orders twice’»
```
````

**Good**

````markdown
```python
print("Hello")
```
````

````markdown
```bash
git commit -m 'Count the orders twice'
```
````

````markdown
```python
greeting = "“Hello”, she said"  # in “typographic” quotes
```
````
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import CodeBlock, Context, Document, Edit, Finding, Fix, Rule, Severity
from pipeline.rules.code_blocks.curly_quotes import Slip, slips
from pipeline.rules.code_blocks.written import Written


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each pair of quotes, and one for the no-break spaces of each line."""
    for block in document.code:
        if block.text.isascii():
            continue
        found = slips(block)
        written = Written(document, block) if found else None
        for slip in found:
            if written:
                yield _finding(block, slip, written)


def _finding(block: CodeBlock, slip: Slip, written: Written) -> Finding:
    text = block.text[slip.start : slip.end]
    edits = tuple(Edit(written.span(at, at + 1), character) for at, character in slip.edits)
    return Finding(
        span=written.span(slip.start, slip.end),
        message=f"`{_shown(text)}` is in curly quotes, which `{block.language}` does not take."
        if slip.quotes
        else f"The no-break space `U+{ord(text):04X}` is no blank to `{block.language}`.",
        help="Write plain quotes." if slip.quotes else "Write a plain blank.",
        fix=Fix(safe=True, edits=edits) if edits else None,
    )


def _shown(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:38]}…{text[-1]}"


RULE = Rule(
    code="CB005",
    name="smart-quotes-in-code",
    severity=Severity.WARNING,
    check=check,
    doc=__doc__,
)
