"""The article holds a character that XML forbids.

One control character makes the whole feed unreadable for every subscriber, and no editor shows it.
They come from terminals and from copied PDFs: form feeds, backspaces, escapes. Escapes in the front
matter and entities in the body count when they stand for such a character.

**Bad**

```markdown escaped
A backspace«\\x08» came along.
```

**Good**

```markdown
Nothing came along.
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.model import Context, Document, Finding, Pointer, Rule, Severity, Span

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What the production Char of XML 1.0 leaves out, as far as UTF-8 can hold it."""
_ENTITY = re.compile(rb"&#(?:[xX]([0-9a-fA-F]{1,6})|([0-9]{1,7}));")


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each such character, at the character or at what stands for it."""
    text = document.source.text
    if text and not text.isprintable() and _ILLEGAL.search(text):
        for match in _ILLEGAL.finditer(text):
            start = len(text[: match.start()].encode())
            yield _finding(match[0], Span(start, start + len(match[0].encode())))
    for pointer, value in _texts(document.front_matter.data, ()):
        found = _ILLEGAL.search(value)
        span = document.front_matter.at(*pointer)
        if found and found[0].encode() not in document.source.data[span.start : span.end]:
            yield _finding(found[0], span)
    yield from _entities(document)


def _entities(document: Document) -> Iterator[Finding]:
    """Numeric entities in prose that the parser decodes to such a character."""
    data = document.source.data
    if b"&#" not in data:
        return
    for block in document.prose:
        if not _ILLEGAL.search(block.text):
            continue
        for match in _ENTITY.finditer(data, *block.span):
            character = chr(int(match[1], 16) if match[1] else int(match[2]))
            if _ILLEGAL.match(character):
                yield _finding(character, Span(*match.span()))


def _texts(value: Any, pointer: Pointer) -> Iterator[tuple[Pointer, str]]:
    if isinstance(value, str):
        yield pointer, value
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _texts(item, (*pointer, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _texts(item, (*pointer, index))


def _finding(character: str, span: Span) -> Finding:
    return Finding(
        span=span,
        message=f"The character `U+{ord(character):04X}` is forbidden in XML: no feed could hold it.",
        help="Delete it.",
    )


RULE = Rule(
    code="PB004",
    name="xml-illegal-character",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
    gate=True,
)
