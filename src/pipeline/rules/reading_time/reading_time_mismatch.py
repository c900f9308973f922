"""The stated reading time is not what the article takes to read.

The number stands at the top of the page, in lists and in the feed, and readers plan by it. Articles
grow and shrink while they are edited, and nobody counts again. The sum counts the words, the lines
of code and the images, at rates from the settings; a stated time less than a minute or a tenth away
from it is right, so you may round as you like.

**Bad**

```yaml
reading_time: «8»
```

**Good**

```yaml
reading_time: 1
```
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Context, Document, Edit, Finding, Fix, Rule, Severity
from pipeline.prose import Reading
from pipeline.rules.reading_time.arithmetic import arithmetic, reading_of
from pipeline.wording import noun

_FIELD = "reading_time"


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding at the stated number, when there is one and it is not right."""
    stated = document.front_matter.data.get(_FIELD)
    if type(stated) is not int or document.is_page:
        return
    total = reading_of(document, context.settings.reading)
    if total.accepts(stated) or _is_refused(document):
        return
    span = document.front_matter.at(_FIELD)
    yield Finding(
        span=span,
        message=f"The article states `{stated}` {noun(stated, 'minute')}, but "
        f"{arithmetic(document.counts, total)}; right is {_accepted(total)}.",
        help=f"Write `{total.proposed}`.",
        fix=Fix(safe=True, edits=(Edit(span, str(total.proposed)),)),
    )


def _is_refused(document: Document) -> bool:
    """Whether the schema has something to say about the number: one finding is enough."""
    return any(problem.pointer == (_FIELD,) for problem in document.problems)


def _accepted(total: Reading) -> str:
    low, high = total.accepted
    return f"anything from {low} to {high}" if low < high else f"{low}"


RULE = Rule(
    code="RT001",
    name="reading-time-mismatch",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
)
