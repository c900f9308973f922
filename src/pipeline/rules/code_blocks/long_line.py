"""A line of code is too long to be seen at once.

A page has room for about 100 characters of code, a phone for 40: what is further right is behind a
scroll bar, and readers miss it. Code can nearly always be broken. Counted are characters, and one
finding stands for all long lines of a block, at what is too much of the first one. Left alone are
what no author can break (a line whose end is one word, such as an address or a hash), `text`, the
output of programs, also below a prompt in a shell block, sessions, diffs and data.

**Bad**

````markdown
```python
total = sum(order.total for order in load_orders(path) if order.is_open and order.total > 1 and not «order.late)»
```
````

**Good**

````markdown
```python
orders = [
    order
    for order in load_orders(path)
    if order.is_open and order.total > threshold and not order.cancelled
]
```
````

````markdown
```bash
curl --silent --output archive.tar.gz https://downloads.blog.example/releases/2026/03/archive-1.2.3-linux.tar.gz
```
````
"""  # noqa: E501 - the Bad line has to be too long

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.model import CodeBlock, Context, Document, Finding, Rule, Severity
from pipeline.rules.code_blocks.languages import SHELLS, language
from pipeline.rules.code_blocks.written import Written

_CODE = "CB004"
_AS_THEY_ARE = frozenset(
    """
    text output console pycon doscon shell-session bash-session ps1con psqlmysql diff udiff csv tsv
    log markdown md email http mermaid
    """.split()
)
"""Languages whose lines are nobody's to break: output, sessions, data, prose."""

_PROMPT = re.compile(r"^[ \t]*\$ ", re.MULTILINE)
_BEGINS = re.compile(r"[ \t]\S")
"""Where another word begins: looked for behind the last column, where a line can be broken."""


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each block, at the end of its first line that is too long."""
    columns = context.threshold(_CODE, "columns")
    for block in document.code:
        if len(block.text) <= columns or not _longer_than(columns).search(block.text):
            continue
        name = language(block.language)
        if not name or name in _AS_THEY_ARE:
            continue
        session = name in SHELLS and _PROMPT.search(block.text) is not None
        yield from _finding(document, block, columns, session=session)


@cache
def _longer_than(columns: int) -> re.Pattern[str]:
    return re.compile(rf"^[^\n]{{{columns + 1}}}", re.MULTILINE)


def _finding(
    document: Document, block: CodeBlock, columns: int, *, session: bool
) -> Iterator[Finding]:
    found: list[tuple[int, int]] = []
    at = 0
    for line in block.text.split("\n"):
        command = not session or _PROMPT.match(line)
        if command and _BEGINS.search(line.rstrip(), columns - 1):
            found.append((at, len(line.rstrip())))
        at += len(line) + 1
    if not found:
        return
    first, length = found[0]
    more = f", and `{len(found) - 1}` more below it," if len(found) > 1 else ""
    verb = "are" if len(found) > 1 else "is"
    yield Finding(
        span=Written(document, block).span(first + columns, first + length),
        message=f"This line of `{length}` characters{more} {verb} longer than {columns}.",
        help="Break it where the language allows, so that readers see the whole of it.",
    )


RULE = Rule(
    code=_CODE,
    name="long-line",
    severity=Severity.INFO,
    check=check,
    doc=__doc__,
    thresholds={"columns": 100},
)
