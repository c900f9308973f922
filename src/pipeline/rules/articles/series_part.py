"""The parts of a series are not numbered 1, 2, 3: one is there twice, missing, or has no number.

Readers go through a series by its numbers, and a part 3 after part 1 looks like a page that was
lost. Parts with a later date count as if they were published; drafts do not count, and what is
wrong in one is said of it alone. A part that is the only one yet needs no number. Two spellings of
one series are a warning: they share one page.

**Bad**

```yaml title="content/articles/one.md"
series: From First Principles
part: 1
```

```yaml title="content/articles/two.md"
series: From First Principles
part: «1»
```

**Good**

```yaml title="content/articles/one.md"
series: From First Principles
part: 1
```

```yaml title="content/articles/two.md"
series: From First Principles
part: 2
```
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import attrgetter

from pipeline.model import Corpus, Finding, Related, Settings, Severity, SiteRule, Span, Summary
from pipeline.shelves import series_path, usual_spelling
from pipeline.wording import code


def check(corpus: Corpus, settings: Settings) -> Iterator[Finding]:
    """One finding for each number that is taken, for each gap, and for each part without a number.

    Gaps are left alone while a file cannot be read, or a part has no number: either may be it.
    """
    series: dict[str, list[Summary]] = {}
    for summary in sorted(corpus.summaries, key=attrgetter("draft", "path")):
        if summary.series:
            series.setdefault(series_path(summary.series), []).append(summary)
    may_hide_a_part = any(summary.broken for summary in corpus.summaries)
    for parts in series.values():
        yield from _spellings(parts)
        free = _free(parts)
        yield from _without_number(parts, free)
        yield from _twice(parts, free)
        if not may_hide_a_part:
            yield from _missing(parts)


def _spellings(parts: Sequence[Summary]) -> Iterator[Finding]:
    """A warning at each part whose series is written otherwise than in most parts."""
    used = Counter(part.series for part in parts if not part.draft)
    used = used or Counter(part.series for part in parts)
    name = usual_spelling(used, used)
    first = next(part for part in parts if part.series == name)
    for part in parts:
        if part.series != name:
            yield Finding(
                span=_span(part, "series"),
                message=f"The series {code(part.series)} is {code(name)} in another spelling.",
                help=f"Write {code(name)}.",
                related=(Related(_span(first, "series"), "this one is usual", first.path),),
                severity=Severity.WARNING,
                path=part.path,
            )


def _without_number(parts: Sequence[Summary], free: int) -> Iterator[Finding]:
    """One that is alone needs none yet; a number that the schema refuses is another rule's."""
    for part in parts:
        is_alone = len(parts) == 1 or (not part.draft and parts[1].draft)
        if not (part.part or is_alone or "part" in part.spans):
            yield Finding(
                span=_span(part, "series"),
                message=f"The article is in the series {code(part.series)}, and does not say "
                "which part it is.",
                help=f"Write its number as `part`: {code(free)} is free.",
                path=part.path,
            )


def _twice(parts: Sequence[Summary], free: int) -> Iterator[Finding]:
    first: dict[int, Summary] = {}
    for part in parts:
        owner = first.setdefault(part.part, part)
        if part.part and owner is not part:
            yield Finding(
                span=_span(part, "part"),
                message=f"Part {code(part.part)} of the series {code(part.series)} is "
                f"`{owner.path}` already.",
                help=f"Give each part a number of its own: {code(free)} is free.",
                related=(Related(_span(owner, "part"), "the first one is here", owner.path),),
                path=part.path,
            )


def _free(parts: Sequence[Summary]) -> int:
    """The lowest number that no part has."""
    taken = {part.part for part in parts}
    return next(number for number in range(1, len(taken) + 2) if number not in taken)


def _missing(parts: Sequence[Summary]) -> Iterator[Finding]:
    """A gap is told at the part after it; one that a number given twice explains is not told."""
    counted = [part for part in parts if not part.draft]
    if not all(part.part for part in counted):
        return
    by_number = {part.part: part for part in reversed(counted)}
    spare = len(counted) - len(by_number)
    for before, number in pairwise((0, *sorted(by_number))):
        gap = number - before - 1
        if gap > spare:
            yield _gap(before, by_number[number], by_number.get(before), parts)
        spare = max(0, spare - gap)


def _gap(before: int, part: Summary, last: Summary | None, parts: Sequence[Summary]) -> Finding:
    first, end = before + 1, part.part - 1
    drafts = [draft for draft in parts if draft.draft and first <= draft.part <= end]
    missing = f"Part {code(first)}" if first == end else f"Parts {code(first)} to {code(end)}"
    verb = "is" if first == end else "are"
    return Finding(
        span=_span(part, "part"),
        message=f"{missing} of the series {code(part.series)} {verb} missing before this part "
        f"{code(part.part)}" + "".join(f"; `{draft.path}` is a draft" for draft in drafts) + ".",
        help="Publish the parts in their order."
        if drafts
        else f"Write part {code(first)}, or number the parts without a gap.",
        related=(Related(_span(last, "part"), "the part before it is here", last.path),)
        if last
        else (),
        path=part.path,
    )


def _span(summary: Summary, field: str) -> Span:
    return summary.spans.get(field, summary.spans[""])


RULE = SiteRule(code="TX005", name="series-part", severity=Severity.ERROR, check=check, doc=__doc__)
