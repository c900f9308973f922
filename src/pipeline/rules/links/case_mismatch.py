"""A link or image leads to a path that exists in other letters only: `Chart.PNG` for `chart.png`.

On the disks of most Macs and Windows machines both are the same file, so the page looks right where
it is written. Most servers tell them apart, and readers get a 404 or a hole in the page. Names that
differ by more than case are `missing-target`'s.

**Bad**

```markdown title="content/articles/first.md"
![Requests a second, doubling in March](«Chart.PNG»)
```

```text title="content/articles/chart.png"
the bytes of a picture
```

**Good**

```markdown title="content/articles/first.md"
![Requests a second, doubling in March](chart.png)
```

```text title="content/articles/chart.png"
the bytes of a picture
```
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from posixpath import commonprefix

from pipeline.model import (
    Corpus,
    Edit,
    Finding,
    Fix,
    Reference,
    Settings,
    Severity,
    SiteRule,
    Span,
    Summary,
)
from pipeline.permalink import resolve
from pipeline.rules.links.letter_case import LetterCase, Variant
from pipeline.rules.links.site_map import SiteMap, followed, site_map
from pipeline.wording import code


def check(corpus: Corpus, settings: Settings) -> Iterator[Finding]:
    """One finding for each reference that only the case of its letters keeps from its target."""
    site = site_map(corpus, settings)
    letter_case: LetterCase | None = None
    for summary in corpus.summaries:
        for reference, target in followed(summary):
            if site.holds(target.site_path, summary, corpus.now):
                continue
            letter_case = letter_case or LetterCase(site)
            variants = letter_case.variants(reference, summary, corpus.now)
            if not variants:
                continue
            fix = _fix(reference, variants, summary, site, corpus.now)
            yield _finding(reference, variants, summary, fix)


def _finding(
    reference: Reference, variants: list[Variant], summary: Summary, fix: Fix | None
) -> Finding:
    what = "image" if reference.image else "link"
    ways = " or ".join(code(variant.written or variant.path) for variant in variants)
    return Finding(
        span=reference.span,
        message=f"The {what} leads to {code(reference.destination)}, and what is there is "
        f"{code(variants[0].path)}: most servers tell the two apart.",
        help=f"Write {ways}.",
        fix=fix,
        path=summary.path,
    )


def _fix(
    reference: Reference, variants: list[Variant], summary: Summary, site: SiteMap, now: datetime
) -> Fix | None:
    """None when several are meant, or when the right path would be wrong in another way."""
    written = variants[0].written
    start = _start(reference, summary)
    if len(variants) > 1 or written is None or start is None:
        return None
    if not site.is_sound(resolve(written, summary.path), summary, now):
        return None
    return Fix(safe=True, edits=(_edit(reference.destination, written, start),))


def _start(reference: Reference, summary: Summary) -> int | None:
    """The first byte of the destination's text; None when it is not written as it is read."""
    span = reference.span
    around = span.end - span.start - len(reference.destination.encode())
    if around == 0:
        return span.start
    in_front_matter = bool(summary.image) and reference == summary.references[-1]
    return span.start + 1 if in_front_matter and around == len("''") else None


def _edit(before: str, after: str, start: int) -> Edit:
    """From the first character that differs to the last one."""
    first = len(commonprefix((before, after)))
    last = len(commonprefix((before[first:][::-1], after[first:][::-1])))
    old = before[first : len(before) - last]
    at = start + len(before[:first].encode())
    return Edit(Span(at, at + len(old.encode())), after[first : len(after) - last])


RULE = SiteRule(
    code="LK006", name="case-mismatch", severity=Severity.ERROR, check=check, doc=__doc__
)
