"""The language of a block of code is none that gets colours.

The name decides how the page colours the code, and one that the highlighter does not know is as
good as none: nobody notices that the block stays plain. Most often it is a slip or a name from
another tool. A language that is right and simply has no colours here goes into `languages` in the
settings. What Rust's tools read behind a comma is left alone: `rust,ignore` is `rust`.

**Bad**

````markdown
```«shellscript»
make test
```
````

````markdown
```«pyhton»
print("Hello")
```
````

````markdown
```«mermaid»
graph LR; order --> invoice
```
````

**Good**

````markdown
```bash
make test
```
````

````markdown
```python
print("Hello")
```
````

````markdown
```rust,ignore
let order = todo!();
```
````
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.highlight import known, known_names, name_of
from pipeline.model import CodeBlock, Context, Document, Edit, Finding, Fix, Rule, Severity
from pipeline.nearest import one_away
from pipeline.rules.code_blocks.languages import SPELLINGS

_DRAWN = re.compile("[|\u2500-\u257f]|\\+--")
"""As `text`, a block with these may be a diagram, of which other rules ask more."""
_LEAST = 4
"""Shorter names are one letter away from too many others."""
_MOST = 40
"""A longer name is no slip of a language's name."""
_NAME = re.compile(r"\.?(?:language-)?([A-Za-z0-9+#_-]+)")


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding at each language that is neither known nor named in the settings."""
    plain = {name.lower() for name in context.settings.languages}
    for block in document.code:
        if not block.language or known(block.language) or name_of(block.language) in plain:
            continue
        meant = SPELLINGS.get(block.language.lower())
        yield Finding(
            span=block.language_span,
            message=f"No colours are known for the language `{block.language}`.",
            help=f"Write `{meant}`." if meant else _help(block.language),
            fix=_fix(block, meant) if meant else None,
        )


def _fix(block: CodeBlock, meant: str) -> Fix | None:
    if meant == "text" and (block.caption or _DRAWN.search(block.text)):
        return None
    return Fix(safe=True, edits=(Edit(block.language_span, meant),))


def _help(written: str) -> str:
    found = _NAME.match(written)
    if found and found[1] != written and known(found[1]):
        rest = written[found.end() :]
        return f"Write `{found[1]} {rest}`." if rest.startswith("{") else f"Write `{found[1]}`."
    if (near := _near(name_of(written))) is not None:
        return f"Did you mean `{near}`? Else name it in `languages` in the settings."
    return "Write `text`, or name it in `languages` in the settings to leave it without colours."


def _near(name: str) -> str | None:
    if not _LEAST <= len(name) <= _MOST:
        return None
    return next((other for other in sorted(known_names()) if one_away(name, other)), None)


RULE = Rule(
    code="CB002",
    name="unknown-language",
    severity=Severity.WARNING,
    check=check,
    doc=__doc__,
)
