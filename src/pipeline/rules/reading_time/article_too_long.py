"""An article takes longer to read than anyone will sit still.

Past about 25 minutes most readers leave before the end, and those who come back a day later do not
find their place. Two articles in a series each get a title that says what is in them, and an end.
Only a hint: a reference that is looked up, not read, may well be long. The threshold is held
against the exact sum of words, code and images, not against the number that is stated.

**Bad**

````markdown repeated="300"
---
kind: note
title: All There Is to Know About Queues
description: Every queue we have ever run, in one long article, from the first one to the last.
date: 2026-01-05
category: Architecture
reading_time: «26»
---

A queue is a promise to do the work later, and it is kept by whoever looks at it.
````

**Good**

````markdown repeated="100"
---
kind: note
title: All There Is to Know About Queues
description: Every queue we have ever run, in one long article, from the first one to the last.
date: 2026-01-05
category: Architecture
reading_time: 9
---

A queue is a promise to do the work later, and it is kept by whoever looks at it.
````
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Context, Document, Finding, Rule, Severity
from pipeline.rules.reading_time.arithmetic import arithmetic, reading_of
from pipeline.wording import counted

_CODE = "RT003"


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding, at the stated reading time or else at the opening fence."""
    if document.is_page:
        return
    most = context.threshold(_CODE, "minutes")
    total = reading_of(document, context.settings.reading)
    if total.proposed <= most or total.exact <= most:
        return
    yield Finding(
        span=document.front_matter.at("reading_time"),
        message=f"The article is long: {arithmetic(document.counts, total)}.",
        help=f"Split it into a series of articles of at most {counted(most, 'minute')} each.",
    )


RULE = Rule(
    code=_CODE,
    name="article-too-long",
    severity=Severity.INFO,
    check=check,
    doc=__doc__,
    thresholds={"minutes": 25},
)
