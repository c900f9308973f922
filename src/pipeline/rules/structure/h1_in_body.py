"""A heading of level 1 in the body.

The page prints the title from the front matter as its only heading of level 1. A second one makes
screen readers and search engines guess what the page is called, and usually repeats the title just
below itself. A `#` inside a block of code is no heading.

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
«<h1>»Setup</h1>
```

**Good**

````markdown
## Setup

```bash
# install the client first
make install
```
````
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Context, Document, Finding, Heading, Rule, Severity
from pipeline.raw_html import tags

_WHY = "the page has its title as the only one"


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
    repeats = heading.text == document.front_matter.data.get("title")
    return Finding(
        span=heading.span,
        message=f"`{heading.text}` is a heading of level 1, and {_WHY}.",
        help="Take it out: it repeats the title." if repeats else "Write it with `##`.",
    )


RULE = Rule(
    code="ST005",
    name="h1-in-body",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
)
