"""An article that is online has another published date.

Feed readers sort by that date, and many show an article again whose date has moved: subscribers
meet as new what they have read. A correction or a new edition is what `updated` is for. When the
blog's time zone has moved all dates, that is said once. A date that must move is named in the
setting `date_corrections`. No comment and no baseline can silence this.

**Bad**

```json title="manifest.json"
{"path": "/articles/queues/", "kind": "article", "date": "2026-01-05T00:00:00+00:00"}
```

```yaml title="content/articles/queues.md"
date: «2026-02-01»
```

**Good**

```json title="manifest.json"
{"path": "/articles/queues/", "kind": "article", "date": "2026-01-05T00:00:00+00:00"}
```

```yaml title="content/articles/queues.md"
date: 2026-01-05
updated: 2026-02-01
```
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Corpus, Finding, Settings, Severity, SiteRule, Summary
from pipeline.rules.publishing.comparison import (
    Kept,
    compared,
    corrected,
    date_line,
    date_text,
    instant,
    quoted,
    span_of,
)
from pipeline.settings import FILE
from pipeline.wording import code, counted, sentence


def check(corpus: Corpus, settings: Settings) -> Iterator[Finding]:
    """One finding at each date that is not the published one; one for all that the zone moved."""
    found = compared(corpus)
    if not found:
        return
    before = found.online.timezone
    by_zone: list[Kept] = []
    others: list[Kept] = []
    for kept in found.kept:
        if _is_the_same(kept) or corrected(kept, settings):
            continue
        if before not in ("", settings.timezone) and _has_the_same_clock(kept):
            by_zone.append(kept)
        else:
            others.append(kept)
    renamed = found.at_new_addresses if others else {}
    for kept in others:
        alike = renamed.get(instant(kept.listed.date), ())
        yield _moved(kept, alike[0] if len(alike) == 1 else None, settings)
    if by_zone:
        yield _zone_changed(before, by_zone, settings)


def _is_the_same(kept: Kept) -> bool:
    return not kept.listed.date or instant(kept.listed.date) == kept.published


def _has_the_same_clock(kept: Kept) -> bool:
    return instant(kept.listed.date).replace(tzinfo=None) == kept.published.replace(tzinfo=None)


def _moved(kept: Kept, renamed: Summary | None, settings: Settings) -> Finding:
    """`renamed`: the one that may be what is online at this article's address."""
    before, own = instant(kept.listed.date), kept.summary.site_path
    way = (
        f"write `{date_line(before, settings)}` again; what was changed since then is `updated`. "
        f"For a correction, add {quoted([own])} to `date_corrections` in {FILE}."
    )
    if renamed and own == kept.listed.site_path:
        way = (
            f"was the article that is online here renamed to `{renamed.path}`? Then give this one "
            f"another name, and keep {quoted([own])} in `aliases` there, as `codeloom move` does. "
            f"Else {way}"
        )
    return Finding(
        span=span_of(kept.summary, "date"),
        message=f"The published date is {code(date_text(kept.published, settings))}, and online it "
        f"is {code(date_text(before, settings))}: feed readers may show the article again.",
        help=sentence(way),
        path=kept.summary.path,
    )


def _zone_changed(before: str, moved: list[Kept], settings: Settings) -> Finding:
    dates = counted(len(moved), "published date")
    return Finding(
        span=None,
        message=f"The blog's time zone is {code(settings.timezone)} and was {code(before)}: that "
        f"moves {dates}, and feed readers may show the articles again.",
        help=f'Write `timezone = "{before}"` in {FILE} again. To keep the new one, name what it '
        f"moves in `date_corrections` there, such as {quoted([moved[0].summary.site_path])}.",
        path=FILE,
    )


RULE = SiteRule(
    code="PB002",
    name="published-date-changed",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
    suppressible=False,
)
