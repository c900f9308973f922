"""A section that is to list things is running text.

Pitfalls are read by people who have a problem and look for its name. A list lets them run down the
names; in a paragraph the third one is hidden behind the second. The kind of an article names such
sections in the settings as `with_list`. A table is a list too, and so are two or more sub-headings,
call-outs, or paragraphs that open in bold. An empty section is another rule's business.

**Bad**

````markdown
---
title: How to Rotate a Log File
description: A guide for the day when the disk is full of logs and nobody set up rotation.
date: 2026-01-05
category: Tooling
level: Beginner
reading_time: 1
learn: [What a rotation is, Where the rule stands, How to try it out]
prerequisites: []
draft: true
---

## What and Why

A log that nobody cuts fills the disk.

## Mental Model

Seven boxes: each night the last one is thrown away.

## Hands-on Example

Keep seven files:

```bash
logrotate --force seven-days.conf
```

## «Common Pitfalls»

Run the rule once by hand. A program may hold on to the old file, so tell it to open the file
again.

## Practical Tips

Try the rule on a copy of the log.

## Wrap-up

Write the rule today.
````

**Good**

````markdown
---
title: How to Rotate a Log File
description: A guide for the day when the disk is full of logs and nobody set up rotation.
date: 2026-01-05
category: Tooling
level: Beginner
reading_time: 1
learn: [What a rotation is, Where the rule stands, How to try it out]
prerequisites: []
draft: true
---

## What and Why

A log that nobody cuts fills the disk.

## Mental Model

Seven boxes: each night the last one is thrown away.

## Hands-on Example

Keep seven files:

```bash
logrotate --force seven-days.conf
```

## Common Pitfalls

- A rule that nobody has tried. Run it once by hand.
- A program that holds on to the old file. Tell it to open the file again.

## Practical Tips

Try the rule on a copy of the log.

## Wrap-up

Write the rule today.
````
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise, takewhile

from pipeline.model import Context, Document, Finding, Rule, Severity, Token, TokenKind
from pipeline.raw_html import tags
from pipeline.rules.structure.contract import Section, contract, extent, sections
from pipeline.rules.structure.outline import is_empty
from pipeline.wording import one

_LISTS = frozenset({"ul", "ol", "dl", "table"})
"""Elements that are a list, in Markdown or in raw HTML."""


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding at the heading of each section that the kind wants a list in and has none."""
    kind = contract(document)
    if kind is None or not kind.with_list:
        return
    for section in sections(document, kind):
        if section.name not in kind.with_list or is_empty(document, section.heading):
            continue
        if not _enumerates(_content(document, section)):
            yield Finding(
                span=section.heading.text_span,
                message=f"`{section.heading.text}` has no list, and {one(kind.name)} lists things "
                "there.",
                help="Write one list item for each of them.",
            )


def _content(document: Document, section: Section) -> list[Token]:
    start, end = extent(document, section)
    below = takewhile(lambda token: token.start < end, document.tokens[section.heading.token :])
    return [token for token in below if token.start >= start]


def _enumerates(tokens: list[Token]) -> bool:
    """Whether there is a list or a table, or two or more of what stands for an item."""
    if any(_is_list(token) for token in tokens):
        return True
    bold = sum(1 for token, inner in pairwise(tokens) if _opens_in_bold(token, inner))
    return bold + sum(1 for token in tokens if _is_named(token)) > 1


def _is_list(token: Token) -> bool:
    if token.kind is TokenKind.OPEN:
        return token.value in _LISTS
    if token.kind is TokenKind.HTML_BLOCK:
        return any(tag.name in _LISTS for tag in tags(token.value.text))
    return token.kind in (TokenKind.LIST_OPEN, TokenKind.TABLE_OPEN)


def _opens_in_bold(token: Token, inner: Token) -> bool:
    return _is_open(token, "p") and _is_open(inner, "strong")


def _is_open(token: Token, name: str) -> bool:
    return token.kind is TokenKind.OPEN and token.value == name


def _is_named(token: Token) -> bool:
    """Whether a sub-heading or a call-out begins."""
    return token.kind in (TokenKind.HEADING_OPEN, TokenKind.ALERT_OPEN)


RULE = Rule(
    code="ST008",
    name="pitfalls-without-list",
    severity=Severity.WARNING,
    check=check,
    doc=__doc__,
)
