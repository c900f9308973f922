r"""The article holds a control character, which XML or HTML forbids.

One that XML forbids makes the whole feed unreadable for every subscriber, and no editor shows it.
They come from terminals and from copied PDFs: form feeds, backspaces, escapes. Those that only HTML
forbids, `U+007F` to `U+009F`, are mostly quotes and dashes of Windows that were read in a wrong
encoding: readers see nothing of them. Entities in the text and escapes in the front matter count
when they stand for such a character.

**Bad**

```markdown escaped
A backspace«\x08» came along.
```

```markdown
A form feed«&#12;» came along.
```

```markdown
It doesn«&#146;»t work.
```

```yaml
title: "A bell«\a» came along"
```

**Good**

```markdown
A backspace came along.
```

```markdown
A form feed came along.
```

```markdown
It doesn’t work.
```

```yaml
title: "A bell came along"
```
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import islice

from pipeline.model import (
    Context,
    Document,
    Edit,
    Finding,
    Fix,
    Rule,
    Severity,
    Span,
    TokenKind,
)
from pipeline.raw_html import Comment, markup
from pipeline.wording import code

_CONTROLS = bytes((*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F))
_NONCHARACTER = 0xEF  # the first byte of U+FFFE and U+FFFF, and of few characters besides
_ILLEGAL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\xef\xbf[\xbe\xbf]")
"""What the production Char of XML 1.0 leaves out, as far as UTF-8 can hold it, and U+007F."""
_C1 = re.compile(rb"\xc2[\x80-\x9f]")
"""A control character of the second set: U+0080 to U+009F."""
_MISREAD = re.compile(rb"\xc3[\x83-\xb4](?:\xc2[\x80-\xbf]){1,3}|" + _C1.pattern)
"""One of them, or what may hold some: the bytes of one character in UTF-8, read as Latin-1."""
_IN_TEXT = re.compile(rb"&#(?:[xX]([0-9a-fA-F]{1,6})|([0-9]{1,7}));")
_IN_HTML = re.compile(r"&#(?:[xX]([0-9a-fA-F]+)|([0-9]+));?", re.ASCII)
_QUOTED = re.compile(rb'"(?:[^"\\]|\\.)*"', re.DOTALL)
_ESCAPE = re.compile(rb"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))", re.DOTALL)
_ESCAPED = {
    b"0": 0x00,
    b"a": 0x07,
    b"b": 0x08,
    b"v": 0x0B,
    b"f": 0x0C,
    b"e": 0x1B,
    b"N": 0x85,
}
_BACKSLASH = ord("\\")
_MOST = 100
"""More findings of one file are of no help to anyone."""


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each such character, at the character or at what stands for it."""
    if document.source.text:
        yield from islice(_found(document), _MOST)


def _found(document: Document) -> Iterator[Finding]:
    data = document.source.data
    start = document.body.start
    if _NONCHARACTER in data or len(data.translate(None, _CONTROLS)) < len(data):
        for match in _ILLEGAL.finditer(data):
            yield _finding(ord(match[0].decode()), Span(*match.span()), "")
    if _C1.search(data):
        for match in _MISREAD.finditer(data):
            yield from _misread(match[0].decode(), match.start())
    if data.find(b"\\", 0, start) >= 0:
        yield from _escapes(document)
    if b"&" in data and data.find(b"&#", start) >= 0:
        yield from _references(document)
        yield from _references_in_html(document)


def _misread(text: str, start: int) -> Iterator[Finding]:
    """The control characters of a run: as one when it was one character, else each by itself."""
    found = [at for at, character in enumerate(text) if _only_in_html(ord(character))]
    was = _read_again(text) if found else ""
    if was:
        yield _finding(ord(text[found[0]]), Span(start, start + len(text.encode())), "", was)
        return
    for at in found:
        first = start + len(text[:at].encode())
        yield _finding(ord(text[at]), Span(first, first + len(text[at].encode())), "")


def _read_again(text: str) -> str:
    """What was in UTF-8 before it was read as Latin-1; empty when it cannot have been."""
    try:
        return text.encode("latin-1").decode()
    except UnicodeDecodeError:
        return ""


def _escapes(document: Document) -> Iterator[Finding]:
    """Those in the double-quoted keys and values of the front matter."""
    data, front_matter = document.source.data, document.front_matter
    for span in sorted({*front_matter.keys.values(), *front_matter.values.values()}):
        quoted = _QUOTED.match(data, *span)
        if quoted is None or quoted.end() != span.end:
            continue
        for match in _ESCAPE.finditer(data, *span):
            digits = match[1] or match[2] or match[3]
            number = int(digits, 16) if digits else _ESCAPED.get(match[4], -1)
            if _is_illegal(number):
                yield _finding(number, Span(*match.span()), match[0].decode())


def _references(document: Document) -> Iterator[Finding]:
    """Those of the Markdown text; code, `<https://...>` and raw HTML are not read as such."""
    data = document.source.data
    literal: list[Span] | None = None
    for match in _IN_TEXT.finditer(data, document.body.start):
        number = int(match[1], 16) if match[1] else int(match[2])
        if number and _is_illegal(number) and not _is_escaped(data, match.start()):
            literal = _literal(document) if literal is None else literal
            before = bisect_right(literal, (match.start(), len(data))) - 1
            if before < 0 or literal[before].end <= match.start():
                yield _finding(number, Span(*match.span()), match[0].decode())


def _literal(document: Document) -> list[Span]:
    codes = (token for token in document.tokens if token.kind is TokenKind.CODE)
    return sorted(
        (
            *(block.span for block in document.code),
            *(Span(token.start, token.end) for token in codes),
            *(link.span for link in document.links if link.bare),
            *(raw.span for raw in document.html),
        )
    )


def _is_escaped(data: bytes, at: int) -> bool:
    first = at
    while first and data[first - 1] == _BACKSLASH:
        first -= 1
    return (at - first) % 2 == 1


def _references_in_html(document: Document) -> Iterator[Finding]:
    """Those of raw HTML, where the semicolon may be missing; comments are not published."""
    for raw in document.html:
        if "&#" in raw.text:
            for match in _published(raw.text):
                digits = (match[1] or match[2]).lstrip("0")[:9] or "0"
                number = int(digits, 16 if match[1] else 10)
                if number and _is_illegal(number):
                    yield _finding(number, raw.span_of(*match.span()), match[0])


def _published(text: str) -> Iterator[re.Match[str]]:
    at = 0
    for part in markup(text):
        if isinstance(part, Comment):
            yield from _IN_HTML.finditer(text, at, part.start)
            at = part.end
    yield from _IN_HTML.finditer(text, at)


def _is_illegal(number: int) -> bool:
    if number in (0x09, 0x0A, 0x0D):
        return False
    return 0 <= number < 0x20 or _only_in_html(number) or number in (0xFFFE, 0xFFFF)


def _only_in_html(number: int) -> bool:
    return 0x7F <= number < 0xA0


def _finding(number: int, span: Span, written: str, was: str = "") -> Finding:
    """`written`: what stands for the character; empty when it stands there itself.

    `was`: what the marked text has been before it was read in a wrong encoding; when it is empty,
    a control character of the second set is what its byte means in Windows-1252, if anything.
    """
    said = f", which {code(written)} stands for," if written else ""
    why = "forbidden in XML: no feed can hold it"
    if _only_in_html(number):
        why = "forbidden in HTML: it is a control character"
        was = was or bytes((number,)).decode("cp1252", "ignore").replace("\x7f", "")
    help_text = f"Write {code(was)}, which it seems to have been, or delete it."
    return Finding(
        span=span,
        message=f"The character `U+{number:04X}`{said} is {why}.",
        help=help_text if was else "Delete it.",
        fix=Fix(safe=not was, edits=(Edit(span, was),)),
    )


RULE = Rule(
    code="PB004",
    name="xml-illegal-character",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
    gate=True,
)
