"""A heading of level 1 in the body.

The page prints the title from the front matter as its only heading of level 1. A second one makes
screen readers and search engines guess what the page is called, and usually repeats the title just
below itself. A `#` inside a block of code is no heading. The fix lowers the heading by one level,
or takes it out where it opens the article with the title; what stands below it keeps its level.

**Bad**

```markdown
«# Setup»

Install the client first.
```

```markdown
«Setup
=====»

Install the client first.
```

```markdown
---
kind: note
title: How to Rotate a Log File
description: A note for the day when the disk is full of logs and nobody set up rotation.
date: 2026-01-05
category: Tooling
---

«# How to Rotate a Log File»

Seven boxes: each night the last one is thrown away.
```

```markdown
«<h1>»Setup</h1>
```

**Good**

```markdown
## Setup

Install the client first.
```

```markdown
Setup
-----

Install the client first.
```

```markdown
---
kind: note
title: How to Rotate a Log File
description: A note for the day when the disk is full of logs and nobody set up rotation.
date: 2026-01-05
category: Tooling
---

Seven boxes: each night the last one is thrown away.
```

````markdown
## Setup

```bash
# install the client first
make install
```
````
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model import (
    Context,
    Document,
    Edit,
    Finding,
    Fix,
    Heading,
    Rule,
    Severity,
    Span,
)
from pipeline.raw_html import tags
from pipeline.rules.structure.contract import SECTION_LEVEL, plain
from pipeline.rules.structure.outline import is_empty, is_linked, outline

_WHY = "the page has its title as the only one"

_MARK = re.compile(rb"#(?=[ \t\r\n]|\Z)")
_TO_WHAT_FOLLOWS = re.compile(rb"[ \t\r\n]*[\r\n]")


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding at each heading of level 1, in Markdown or in raw HTML."""
    for heading in document.headings:
        if heading.level == 1:
            yield _in_markdown(heading, document)
    for html in document.html:
        if "<h1" not in html.text.lower():
            continue
        for tag in tags(html.text):
            if tag.name == "h1" and not tag.closing:
                yield Finding(
                    span=html.span_of(tag.start, tag.end),
                    message=f"`<h1>` is a heading of level 1, and {_WHY}.",
                    help="Write a heading in Markdown, with `##`.",
                )


def _in_markdown(heading: Heading, document: Document) -> Finding:
    repeats = heading is document.headings[0] and _is_title(heading, document)
    edit = _removal(heading, document) if repeats else _lowering(heading, document)
    return Finding(
        span=heading.span,
        message=f"`{heading.text}` is a heading of level 1, and {_WHY}.",
        help="Take it out: it repeats the title." if repeats else "Write it with `##`.",
        fix=Fix(safe=False, edits=(edit,)) if edit else None,
    )


def _is_title(heading: Heading, document: Document) -> bool:
    title = document.front_matter.data.get("title")
    return isinstance(title, str) and plain(heading.text) == plain(title) != ""


def _lowering(heading: Heading, document: Document) -> Edit | None:
    """The edit that makes it level 2, unless it would leave a section with nothing in it."""
    if not is_empty(document, heading) and is_empty(document, heading, SECTION_LEVEL):
        return None
    start, end = heading.span
    if _MARK.match(document.source.data, start, end):
        return Edit(Span(start, start), "#")
    line = document.source.data[start:end].rstrip(b" \t")
    end = start + len(line)
    length = len(line) - len(line.rstrip(b"="))
    return Edit(Span(end - length, end), "-" * length)


def _removal(heading: Heading, document: Document) -> Edit | None:
    """The edit that takes the first heading out, unless a link or the next one depends on it."""
    first, following = (*outline(document)[:2], None, None)[:2]
    if heading is not first or is_linked(document, heading):
        return None
    if following and following.level > SECTION_LEVEL:
        return None
    data = document.source.data
    before = data[document.body.start : heading.span.start].rstrip(b" \t")
    start, end = document.body.start + len(before), heading.span.end
    lines = before.splitlines()
    follows = _TO_WHAT_FOLLOWS.match(data, end)
    if follows and not (lines and lines[-1].strip()):
        end = follows.end()
    return Edit(Span(start, end), "")


RULE = Rule(
    code="ST005",
    name="h1-in-body",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
)
