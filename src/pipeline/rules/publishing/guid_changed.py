"""An article that is online has another guid.

The guid is how feed readers know an article again: with a new one, every subscriber gets it a
second time, unread. It is the field `guid`, or else the oldest of the `aliases`, or else the
article's own address, below the domain of record. So an alias that is no former address needs a
`guid` beside it, and a blog that moves needs `feed_domain`. When all that differs is that domain,
it is said once. No comment and no baseline can silence this.

**Bad**

```json title="manifest.json"
{"path": "/articles/queues/", "kind": "article", "guid": "https://blog.example/articles/queues/"}
```

```yaml title="content/articles/queues.md"
aliases: [«/queues/»]
```

**Good**

```json title="manifest.json"
{"path": "/articles/queues/", "kind": "article", "guid": "https://blog.example/articles/queues/"}
```

```yaml title="content/articles/queues.md"
aliases: [/queues/]
guid: /articles/queues/
```
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.model import Corpus, Finding, Settings, Severity, SiteRule
from pipeline.rules.publishing.comparison import (
    Kept,
    compared,
    guid_line,
    lost,
    parts_of,
    span_of,
)
from pipeline.settings import FILE
from pipeline.wording import code, counted


def check(corpus: Corpus, settings: Settings) -> Iterator[Finding]:
    """One finding at what makes each new guid; one for all that the domain of record made.

    An article that has lost the alias its guid was made of is found by the alias.
    """
    found = compared(corpus)
    if not found:
        return
    every = [kept for kept in found.kept if kept.listed.guid]
    changed = [kept for kept in every if kept.listed.guid != kept.summary.guid]
    if not changed:
        return
    moved = _with_the_domain(every, settings)
    if moved:
        yield _domain_changed(moved, settings)
    spoken_of = {kept.summary.path for kept in moved}
    gone = {listed.site_path for listed in lost(found, corpus, settings)}
    for kept in changed:
        if kept.summary.path not in spoken_of and parts_of(kept.listed.guid)[1] not in gone:
            yield _changed(kept, settings)


def _with_the_domain(every: Sequence[Kept], settings: Settings) -> list[Kept]:
    """Those whose guid has nothing new but the domain, when none has kept its own."""
    composed = [kept for kept in every if parts_of(kept.summary.guid)[0] == settings.feed_domain]
    if any(kept.listed.guid == kept.summary.guid for kept in composed):
        return []
    domains: dict[str, list[Kept]] = {}
    for kept in composed:
        domain, path = parts_of(kept.listed.guid)
        if path == parts_of(kept.summary.guid)[1]:
            domains.setdefault(domain, []).append(kept)
    return max(domains.values(), key=len, default=[])


def _domain_changed(moved: Sequence[Kept], settings: Settings) -> Finding:
    before = parts_of(moved[0].listed.guid)[0]
    return Finding(
        span=None,
        message=f"The domain in guids is {code(settings.feed_domain)} and was {code(before)}: feed "
        f"readers would show {counted(len(moved), 'article')} again.",
        help=f'Write `feed_domain = "{before}"` in {FILE}: it stays when the site moves.',
        path=FILE,
    )


def _changed(kept: Kept, settings: Settings) -> Finding:
    listed, summary, _ = kept
    where = "instead" if "guid" in summary.spans else "in its front matter"
    return Finding(
        span=span_of(summary, "guid", "aliases.0", "aliases"),
        message=f"The guid is {code(summary.guid)}, and online it is {code(listed.guid)}: feed "
        "readers would show the article again.",
        help=f"Write `{guid_line(listed.guid, settings)}` {where}.",
        path=summary.path,
    )


RULE = SiteRule(
    code="PB006",
    name="guid-changed",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
    suppressible=False,
)
