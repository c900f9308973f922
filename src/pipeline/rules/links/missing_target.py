"""A link or image leads to nothing.

A reader who follows it gets a 404, and an image that is not there is a hole in the page. Links
within the blog are checked without a network: a site path (`/articles/x/`) or a path relative to
the file (`other.md`, `images/y.png`), as editors follow it. A page's address ends with a slash. A
path that is wrong in the case of its letters alone is `case-mismatch`'s.

**Bad**

```markdown
Read [the other one](«no-such-article.md») first.
```

```markdown
![Requests a second](«chart.png»)
```

```markdown title="content/articles/first.md"
Read [the second part](«secnod.md») too.
```

```yaml title="content/articles/second.md"
title: The Second Part
```

**Good**

```markdown
Read [the front page](/) first.
```

```markdown
![Requests a second](https://example.com/chart.png)
```

```markdown title="content/articles/first.md"
Read [the second part](second.md) too.
```

```yaml title="content/articles/second.md"
title: The Second Part
```
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from pipeline.model import (
    Corpus,
    Edit,
    Finding,
    Fix,
    Reference,
    Settings,
    Severity,
    SiteRule,
    Summary,
)
from pipeline.permalink import Target, page_at, resolve
from pipeline.rules.links.letter_case import LetterCase
from pipeline.rules.links.placeholders import is_placeholder
from pipeline.rules.links.site_map import SiteMap, followed, site_map
from pipeline.rules.links.suggestion import Suggester, Suggestion
from pipeline.wording import code


def check(corpus: Corpus, settings: Settings) -> Iterator[Finding]:
    """One finding for each reference whose site path does not exist, at its destination."""
    site = site_map(corpus, settings)
    suggester: Suggester | None = None
    letter_case: LetterCase | None = None
    for summary in corpus.summaries:
        for reference, target in followed(summary):
            if site.holds(target.site_path, summary, corpus.now):
                continue
            letter_case = letter_case or LetterCase(site)
            if letter_case.variants(reference, summary, corpus.now):
                continue
            if page_at(target.site_path) in settings.retired:
                yield _withdrawn(summary, reference)
                continue
            suggester = suggester or Suggester(site, settings.base_path)
            meant = _meant(reference, target, summary, suggester)
            fix = _fix(reference, meant, summary, site, corpus.now) if meant else None
            yield _finding(summary, reference, target, meant, fix)


def _meant(
    reference: Reference, target: Target, summary: Summary, suggester: Suggester
) -> Suggestion | None:
    """Nothing for `TODO` and `link`: what is near to them is not what the author had in mind."""
    if is_placeholder(reference.destination.rpartition("/")[2]):
        return None
    return suggester.meant(reference, target.site_path, summary.path)


def _finding(
    summary: Summary,
    reference: Reference,
    target: Target,
    meant: Suggestion | None,
    fix: Fix | None,
) -> Finding:
    what = "image" if reference.image else "link"
    thing = "file" if "." in target.site_path.rpartition("/")[2] else "page"
    is_absolute = reference.destination.startswith("/")
    led = "" if is_absolute else f": it would be {code(target.site_path)}"
    return Finding(
        span=reference.span,
        message=f"The {what} leads to {code(reference.destination)}, and there is no such "
        f"{thing}{led}.",
        help=f"Did you mean {code(meant.written)}?" if meant else f"Mend or remove the {what}.",
        fix=fix,
        path=summary.path,
    )


def _withdrawn(summary: Summary, reference: Reference) -> Finding:
    return Finding(
        span=reference.span,
        message=f"The link leads to {code(reference.destination)}, and that page is withdrawn.",
        help="Remove the link, or lead it to something that is there.",
        path=summary.path,
    )


def _fix(
    reference: Reference, meant: Suggestion, summary: Summary, site: SiteMap, now: datetime
) -> Fix | None:
    """None when the destination is written with entities or escapes: its place is not its text.

    None as well when the page that was meant is hidden, or lacks the section.
    """
    span = reference.span
    if not meant.certain or span.end - span.start != len(reference.destination.encode()):
        return None
    if not site.is_sound(resolve(meant.written, summary.path), summary, now):
        return None
    return Fix(safe=True, edits=(Edit(span, meant.written),))


RULE = SiteRule(
    code="LK001", name="missing-target", severity=Severity.ERROR, check=check, doc=__doc__
)
