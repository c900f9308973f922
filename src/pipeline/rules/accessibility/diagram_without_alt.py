"""A diagram has a caption, and no text for those who cannot see it.

A screen reader spells a drawing out, bar by bar and dash by dash. With `alt="..."` on the line of
the fence it says that text instead. A captioned block of `text` in which nothing is drawn, such as
what a program printed, reads well as it is and is left alone.

**Bad**

````markdown
«```text» caption="The life of a job"
queued --> running --> done
              |
              +------> failed
```
````

**Good**

````markdown
```text caption="The life of a job" alt="A queued job runs, and is then done or failed."
queued --> running --> done
              |
              +------> failed
```
````

````markdown
```text caption="What the program prints"
3 jobs done, 1 failed
```
````
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model import Context, Document, Finding, Rule, Severity, Span

_DRAWN = re.compile(
    "[\u2190-\u21ff\u2500-\u25ff\u27f0-\u27ff\u2900-\u297f\u2b00-\u2bff]"
    r"|--|[-=~]>|<[-=~]|\+-|(?m:^[ \t]*(?:\|[ \t]*)+$)|[ \t]\|[ \t]"
)
"""Lines, boxes and arrows, of which a drawing has at least one."""


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding at the opening fence of each captioned drawing without words in its `alt`."""
    for block in document.code:
        if block.language != "text" or not block.caption.strip():
            continue
        alt = block.attributes.get("alt")
        if (alt is not None and alt.value.strip()) or not _DRAWN.search(block.text):
            continue
        yield Finding(
            span=Span(block.span.start, block.language_span.end),
            message=f"The diagram `{block.caption}` has no alternative text.",
            help='Write alt="..." after the caption: what the drawing tells, in a sentence.',
        )


RULE = Rule(
    code="AX004",
    name="diagram-without-alt",
    severity=Severity.INFO,
    check=check,
    doc=__doc__,
)
