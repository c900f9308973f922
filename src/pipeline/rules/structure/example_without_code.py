"""A section that is to show something has neither code nor a diagram.

An example is what a reader copies, runs and changes; told in words alone it has to be imagined. The
kind of an article names such sections in the settings as `with_code`. A block of code, a diagram or
a picture will do, in a sub-section, a list or raw HTML as well; code within a sentence will not. An
empty section is another rule's business.

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

## «Hands-on Example»

Write a rule that keeps seven files, then call `logrotate` once by hand.

## Common Pitfalls

- A rule that nobody has tried. Run it once by hand.
- A program that holds on to the old file. Tell it to open the file again.

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

from pipeline.model import Context, Document, Finding, RawHtml, Rule, Severity, Span
from pipeline.raw_html import tags
from pipeline.rules.structure.contract import contract, extent, sections
from pipeline.rules.structure.outline import is_empty
from pipeline.wording import one

_SHOWING = frozenset({"pre", "img", "picture", "svg", "video", "canvas", "iframe"})
"""Elements of raw HTML that show code or a picture."""


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding at the heading of each section that the kind wants code in and that has none."""
    kind = contract(document)
    if kind is None or not kind.with_code:
        return
    for section in sections(document, kind):
        if section.name not in kind.with_code or is_empty(document, section.heading):
            continue
        if not _shows_something(document, extent(document, section)):
            yield Finding(
                span=section.heading.text_span,
                message=f"`{section.heading.text}` shows neither code nor a diagram, and "
                f"{one(kind.name)} has something to see there.",
                help="Show it in a block of code, a diagram or a picture.",
            )


def _shows_something(document: Document, extent: Span) -> bool:
    return (
        any(_is_in(block.span, extent) for block in document.code)
        or any(_is_in(image.span, extent) for image in document.images)
        or any(_is_in(html.span, extent) and _shows(html) for html in document.html)
    )


def _is_in(span: Span, extent: Span) -> bool:
    return extent.start <= span.start < extent.end


def _shows(html: RawHtml) -> bool:
    return any(tag.name in _SHOWING for tag in tags(html.text))


RULE = Rule(
    code="ST007",
    name="example-without-code",
    severity=Severity.WARNING,
    check=check,
    doc=__doc__,
)
