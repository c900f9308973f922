"""A paragraph that is only bold, where a heading belongs.

It looks like a heading and is none: it is not in the contents, no link can lead to it, and who
moves through a page from heading to heading passes it by. Left alone is bold text that is something
else: a sentence or a label with a mark at its end, a question, a link, a date, the name of a code
block, a picture or a table below it, and a label that comes back.

**Bad**

```markdown
A queue is a promise to do the work later.

«**What a broker does**»

It keeps the promise when the sender is gone.
```

```markdown
## Setup

Install the client first.

«__On *Windows*__»

Use the installer.
```

**Good**

```markdown
A queue is a promise to do the work later.

## What a broker does

It keeps the promise when the sender is gone.
```

```markdown
## Setup

Install the client first.

### On *Windows*

Use the installer.
```

```markdown
A queue is a promise to do the work later.

**What a broker does:**

- It keeps the promise.
- It asks who is there to take the work.

**Never start two of them.**

One is enough.
```
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.model import (
    Context,
    Document,
    Finding,
    Role,
    Rule,
    Severity,
    Span,
    Token,
    TokenKind,
)
from pipeline.rules.structure.contract import SECTION_LEVEL
from pipeline.rules.structure.outline import deeper

_CODE = "ST010"
_DEEPEST = 6

_NO_HEADING = re.compile(
    r"""[\"'\u00ab\u2018\u201c\u201e]                                    # a quotation
      | (?i:note|tip|hint|info|important|warning|caution|danger|update|edit|disclaimer|spoiler
          |tl;?dr)\Z
      | (?i:(?:written|posted|published|edited|reviewed)[ ])?[Bb]y[ ][^\W\d_a-z]     # a byline
      | (?i:figure|fig\.?|table|listing|example)[ ]\d                                # a caption
    """,
    re.VERBOSE,
)
_MARKS = b"*_"
_END_MARKS = ".:!?,;\u2026\u3002\uff0e\uff1a\uff01\uff1f\uff0c\uff1b"
_CLOSERS = "\"'\u2019\u201d\u00bb)] "
_WORDS_OF_DATES = frozenset(
    """january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday
    saturday sunday mon tue wed thu fri sat sun st nd rd th of the at am pm utc""".split()
)
_LETTERS = re.compile(r"[^\W\d_]+")

_WRITTEN = frozenset({TokenKind.TEXT, TokenKind.CODE})
_ALLOWED = _WRITTEN | {TokenKind.OPEN, TokenKind.CLOSE}
"""What a heading in bold is made of: no link, picture, line break or raw HTML."""


class _Bold(NamedTuple):
    """A paragraph that is only bold."""

    text: str
    span: Span
    level: int
    """Of the heading that it could be."""
    heads: bool
    """Whether it stands as a heading does: between other things, and above text or a list."""


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding at each paragraph that is only bold and could be a heading."""
    if not _has_marked_paragraph(document):
        return
    found = list(_bold_paragraphs(document.tokens))
    times = Counter(bold.text for bold in found)
    most = context.threshold(_CODE, "words")
    for bold in found:
        if bold.heads and times[bold.text] == 1 and _is_heading(bold.text, most):
            yield Finding(
                span=bold.span,
                message=f"`{bold.text}` looks like a heading, and is a paragraph in bold.",
                help=f"Write it with `{'#' * bold.level}`; when it leads to what follows, end it "
                "with a colon.",
            )


def _has_marked_paragraph(document: Document) -> bool:
    """A glance: whether marks of emphasis stand around the whole text of a paragraph."""
    text, data = document.source.text, document.source.data
    return ("**" in text or "__" in text) and any(
        prose.role is Role.PARAGRAPH
        and data[prose.span.start - 1] in _MARKS
        and prose.text[-1:] not in _END_MARKS
        and data[prose.span.end : prose.span.end + 1] in (b"*", b"_")
        for prose in document.prose
    )


def _is_heading(text: str, most: int) -> bool:
    if text.rstrip(_CLOSERS)[-1:] in _END_MARKS or _NO_HEADING.match(text):
        return False
    words = [word.lower() for word in _LETTERS.findall(text)]
    dated = _WORDS_OF_DATES.issuperset(words) and any(map(str.isdigit, text))
    return bool(words) and not dated and len(text.split()) <= most


def _bold_paragraphs(tokens: tuple[Token, ...]) -> Iterator[_Bold]:
    """The paragraphs in bold that stand in no quote, list or footnote."""
    depth = 0
    level = SECTION_LEVEL - 1
    for at, token in enumerate(tokens):
        depth += deeper(token)
        if depth:
            continue
        if token.kind is TokenKind.HEADING_OPEN:
            level = token.value.level
        elif _is(token, TokenKind.OPEN, "p") and (end := _end_of_bold(tokens, at)):
            inner = tokens[at + 1]
            yield _Bold(
                "".join(each.value for each in tokens[at:end] if each.kind in _WRITTEN),
                Span(inner.start, inner.end),
                min(max(level + 1, SECTION_LEVEL), _DEEPEST),
                _comes_after_text(tokens, at) and _comes_before_text(tokens, end + 1),
            )


def _end_of_bold(tokens: tuple[Token, ...], at: int) -> int:
    """The index of the end of the paragraph at `at` when one run of bold is all of it, else 0."""
    first = tokens[at + 1]
    strong = text = False
    for index in range(at + 1, len(tokens)):
        token = tokens[index]
        if _is(token, TokenKind.CLOSE, "p"):
            return index if strong and text else 0
        if token.kind not in _ALLOWED or token.end > first.end:
            return 0
        text = text or token.kind is TokenKind.TEXT
        strong = strong or (
            _is(token, TokenKind.OPEN, "strong")
            and token.start <= first.start + 1
            and token.end >= first.end - 1  # `***both***` is bold within emphasis
        )
    return 0


def _comes_after_text(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether something stands before that is no picture: else it is a byline or a caption."""
    if not at or tokens[at - 1].kind is TokenKind.HTML_BLOCK:
        return False
    if not _is(tokens[at - 1], TokenKind.CLOSE, "p"):
        return True
    while not _is(tokens[at - 1], TokenKind.OPEN, "p"):
        at -= 1
        if tokens[at].kind is TokenKind.IMAGE:
            return False
    return True


def _comes_before_text(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether a paragraph of text or a list follows: else it is a label, or the last word."""
    if at >= len(tokens):
        return False
    if not _is(tokens[at], TokenKind.OPEN, "p"):
        return tokens[at].kind is TokenKind.LIST_OPEN or _is(tokens[at], TokenKind.OPEN, "ul")
    return tokens[at + 1].kind is not TokenKind.IMAGE and not _end_of_bold(tokens, at)


def _is(token: Token, kind: TokenKind, value: str) -> bool:
    return token.kind is kind and token.value == value


RULE = Rule(
    code=_CODE,
    name="fake-heading",
    severity=Severity.INFO,
    check=check,
    doc=__doc__,
    thresholds={"words": 12},
)
