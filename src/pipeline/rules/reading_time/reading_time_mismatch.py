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
from fractions import Fraction

from pipeline.model import Context, Counts, Document, Edit, Finding, Fix, Rule, Severity
from pipeline.prose import Reading, reading

_FIELD = "reading_time"


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding at the stated number, when there is one and it is not right."""
    stated = document.front_matter.data.get(_FIELD)
    if type(stated) is not int:
        return
    counts = document.counts
    total = reading(
        counts.words, counts.cjk, counts.code_lines, counts.images, context.settings.reading
    )
    if total.accepts(stated) or _is_refused(document):
        return
    span = document.front_matter.at(_FIELD)
    yield Finding(
        span=span,
        message=f"The article states `{stated}` {_noun(stated, 'minute')}, but "
        f"{_arithmetic(counts, total)}; right is {_accepted(total)}.",
        help=f"Write `{total.proposed}`.",
        fix=Fix(safe=True, edits=(Edit(span, str(total.proposed)),)),
    )


def _is_refused(document: Document) -> bool:
    """Whether the schema has something to say about the number: one finding is enough."""
    return any(problem.pointer == (_FIELD,) for problem in document.problems)


def _arithmetic(counts: Counts, total: Reading) -> str:
    """What the sum is made of: `588 words and 18 lines of code make 3.2 minutes`."""
    lines = sum(counts.code_lines)
    capped = lines * total.rates.seconds_per_code_line > total.code_seconds
    parts = [
        _amount(counts.words, "word"),
        _amount(counts.cjk, "CJK character"),
        _amount(lines, "line") + " of code" + (f" (as {total.code_seconds} s)" if capped else ""),
        _amount(counts.images, "image"),
    ]
    amounts = (counts.words, counts.cjk, lines, counts.images)
    said = [part for part, amount in zip(parts, amounts, strict=True) if amount]
    if not said:
        return "there is nothing to read"
    verb = "makes" if sum(amounts) == 1 else "make"
    return f"{_listed(said)} {verb} {_minutes(total.exact)} minutes"


def _listed(parts: list[str]) -> str:
    return " and ".join((", ".join(parts[:-1]), parts[-1])) if len(parts) > 1 else parts[0]


def _amount(amount: int, noun: str) -> str:
    return f"{amount} {_noun(amount, noun)}"


def _noun(amount: int, noun: str) -> str:
    return noun if amount == 1 else f"{noun}s"


def _minutes(exact: Fraction) -> str:
    """The sum with one decimal, or more where that would hide that it is over a whole number."""
    for digits in range(1, 4):
        shown = f"{float(exact):.{digits}f}"
        if -(-Fraction(shown) // 1) == -(-exact // 1):
            return shown
    return f"{float(exact):.4f}"


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
