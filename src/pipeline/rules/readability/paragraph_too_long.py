"""A paragraph is a wall that nobody climbs.

On a screen, a paragraph of more than about 150 words has no foothold for an eye that looks for one
thing in it, and nearly always it holds more than one thought. Only a hint, since the remedy takes a
writer: a new paragraph begins where a new thought does. List items and quotes are left alone: an
item is one of many already, and a quote is not yours to cut.

**Bad**

```markdown
«A paragraph of this kind holds a whole page. It starts with the queue, and says what a job is and
who may put one there. Then it turns to the worker, which takes the jobs out again, one by one, and
tells you what it does when a job fails. After that it speaks of time: how long a worker waits, why
it waits longer each time, and when it gives up for good. By now the reader has met four things and
has had no place to rest. But it goes on, and names the log, in which each job leaves a line, and
the graph that somebody draws from it at the end of the month. It adds that the graph was wrong for
a year, and that nobody saw it. It closes with the person who is on call at night, and with what
they would like to see first. All of this is true, and some of it matters. Who looks for one of
these things has to read all of them.»
```

**Good**

```markdown
A paragraph of this kind holds a whole page. It starts with the queue, and says what a job is and
who may put one there.

Then it turns to the worker, which takes the jobs out again, one by one, and tells you what it does
when a job fails. After that it speaks of time: how long a worker waits, why it waits longer each
time, and when it gives up for good.

By now the reader has met four things and has had no place to rest. But it goes on, and names the
log, in which each job leaves a line, and the graph that somebody draws from it at the end of the
month. It adds that the graph was wrong for a year, and that nobody saw it.

It closes with the person who is on call at night, and with what they would like to see first. All
of this is true, and some of it matters. Who looks for one of these things has to read all of them.
```
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Context, Document, Finding, Prose, ReadingRates, Role, Rule, Severity
from pipeline.prose import count

_CODE = "RD003"


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each paragraph over the threshold, all of it marked."""
    most = context.threshold(_CODE, "words")
    rates = context.settings.reading
    enough = most / max(0.5, rates.words_per_minute / rates.cjk_per_minute)
    for prose in document.prose:
        if len(prose.text) <= enough or prose.role is not Role.PARAGRAPH:
            continue  # a word is a letter and a blank at least
        words = _words(prose, rates)
        if words > most:
            yield Finding(
                span=prose.span,
                message=f"The paragraph has `{words}` words.",
                help=f"Begin a new one where a new thought begins; up to {most} words are let "
                "through.",
            )


def _words(prose: Prose, rates: ReadingRates) -> int:
    """The words, and as many for CJK characters as are read in the time these take."""
    words, cjk = count(prose.text)
    return words + cjk * rates.words_per_minute // rates.cjk_per_minute


RULE = Rule(
    code=_CODE,
    name="paragraph-too-long",
    severity=Severity.INFO,
    check=check,
    doc=__doc__,
    thresholds={"words": 150},
)
