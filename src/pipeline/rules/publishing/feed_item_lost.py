"""An item of the feed that is online would vanish, or one that had left it would come back.

A feed holds the newest articles. When one of them has no item any more, readers that have not
fetched it yet never see it: the setting `retired` says that this is meant, as after two articles
were merged. When an older one gets a later date and so comes back among those that stayed, it is
delivered a second time: give it its old date again. No comment and no baseline can silence this.

**Bad**

```json title="manifest.json"
{"path": "/articles/queues/", "kind": "article", "guid": "https://blog.example/articles/queues/"}
{"path": "/articles/lines/", "kind": "article", "guid": "https://blog.example/articles/lines/"}
{"path": "/feed.xml", "kind": "feed", "items": [
  "https://blog.example/articles/queues/",
  "https://blog.example/articles/lines/"
]}
```

```yaml title="content/articles/queues.md"
aliases: [«/articles/lines/»]
guid: /articles/queues/
```

**Good**

```json title="manifest.json"
{"path": "/articles/lines/", "kind": "article", "guid": "https://blog.example/articles/lines/"}
{"path": "/feed.xml", "kind": "feed", "items": ["https://blog.example/articles/lines/"]}
```

```yaml title="content/articles/queues.md"
aliases: [/articles/lines/]
```
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from pipeline.model import Corpus, Finding, Listed, PageKind, Settings, Severity, SiteRule, Summary
from pipeline.permalink import FEED, slug_of
from pipeline.rules.publishing.comparison import (
    Comparison,
    alias_span,
    compared,
    corrected,
    date_text,
    instant,
    quoted,
    span_of,
    standing,
)
from pipeline.settings import FILE
from pipeline.shelves import IN_A_FEED
from pipeline.wording import code


def check(corpus: Corpus, settings: Settings) -> Iterator[Finding]:
    """One finding at the alias that leads to each item that would vanish, and one at the date of
    each article that would come back.
    """
    found = compared(corpus)
    feed = found.online.pages.get(FEED) if found else None
    if found and feed and feed.items:
        items = frozenset(feed.items)
        yield from _vanishing(items, found, settings)
        yield from _returning(items, found, settings)


def _vanishing(items: Collection[str], found: Comparison, settings: Settings) -> Iterator[Finding]:
    """Those whose address an alias of another keeps; of any other item another rule speaks."""
    missing = frozenset(items) - {summary.guid for summary in found.shown}
    if not missing or found.unclear:
        return
    spoken_of = {kept.listed.site_path for kept in found.kept}
    spoken_of.update(settings.retired)
    heirs, newest = standing(found.shown), found.newest_first[:IN_A_FEED]
    for listed in found.online.pages.values():
        if listed.guid not in missing or listed.kind is not PageKind.ARTICLE:
            continue
        heir = heirs.get(listed.site_path)
        if heir and listed.site_path not in spoken_of and _is_among(newest, listed):
            yield _vanishes(listed, heir)


def _is_among(newest: Sequence[Summary], listed: Listed) -> bool:
    """Whether the article would be in the feed, had it its item still."""
    if len(newest) < IN_A_FEED or not listed.date:
        return True
    last, date = newest[-1].published, instant(listed.date)
    return last is not None and (
        last < date or (last == date and newest[-1].slug > slug_of(listed.source))
    )


def _vanishes(listed: Listed, heir: Summary) -> Finding:
    return Finding(
        span=alias_span(heir, listed.site_path),
        message=f"The item of {code(listed.site_path)} would vanish from the feed: this "
        f"{heir.noun} took its place, and has another guid than {code(listed.guid)}.",
        help=f"Add {quoted([listed.site_path])} to `retired` in {FILE}: the alias stays, and leads "
        "here.",
        path=heir.path,
    )


def _returning(items: Collection[str], found: Comparison, settings: Settings) -> Iterator[Finding]:
    """Articles that were published, had left the feed, and would stand above one that stayed."""
    newest = found.newest_first[:IN_A_FEED]
    stayed = [place for place, summary in enumerate(newest) if summary.guid in items]
    before = {kept.summary.path: kept for kept in found.kept} if stayed else {}
    for summary in newest[: stayed[-1] if stayed else 0]:
        kept = before.get(summary.path)
        if summary.guid in items or kept is None or kept.listed.guid != summary.guid:
            continue
        then = kept.listed.date
        moved_up = then and kept.published > instant(then)
        if moved_up and corrected(kept, settings):
            yield _returns(summary, newest[stayed[-1]].published, settings)


def _returns(summary: Summary, oldest: datetime | None, settings: Settings) -> Finding:
    return Finding(
        span=span_of(summary, "date"),
        message="The article had left the feed, and this date would bring it back above others: "
        "feed readers would show it again.",
        help=f"Write a date earlier than {code(date_text(oldest, settings) if oldest else '')}.",
        path=summary.path,
    )


RULE = SiteRule(
    code="PB007",
    name="feed-item-lost",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
    suppressible=False,
)
