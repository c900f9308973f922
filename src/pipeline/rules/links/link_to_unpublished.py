"""A published article links to one that readers cannot open yet.

A draft has no page, and an article with a later date has none before that date: until then the link
is a 404. A link between two articles that appear together, or to one that appears earlier, is fine,
and so is anything a draft links to.

**Bad**

```markdown title="content/articles/first.md"
More in [the second part](«second.md»).
```

```yaml title="content/articles/second.md"
draft: true
```

**Good**

```markdown title="content/articles/first.md"
More in [the second part](second.md).
```

```yaml title="content/articles/second.md"
date: 2026-01-06
```
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from pipeline.model import Corpus, Finding, Settings, Severity, SiteRule, Summary
from pipeline.rules.links.site_map import followed


def check(corpus: Corpus, settings: Settings) -> Iterator[Finding]:
    """One finding for each link to an article that is not there when the linking one is."""
    articles = {summary.site_path: summary for summary in corpus.summaries}
    for summary in corpus.summaries:
        if summary.draft:
            continue
        for reference, target in followed(summary):
            other = articles.get(target.site_path)
            reason = None if other is None else _reason(summary, other, corpus.now)
            if reason is not None:
                yield Finding(
                    span=reference.span,
                    message=f"`{reference.destination}` leads to {reason}.",
                    help="Take the link out until then, or publish the other article first.",
                    path=summary.path,
                )


def _reason(summary: Summary, other: Summary, now: datetime) -> str | None:
    if other is summary:
        return None
    if other.draft:
        return "a draft, which readers cannot open"
    if other.published is None or other.published <= now:
        return None
    if summary.published is None or other.published <= summary.published:
        return None
    return f"an article that appears on {other.published.date().isoformat()}, later than this one"


RULE = SiteRule(
    code="LK004", name="link-to-unpublished", severity=Severity.ERROR, check=check, doc=__doc__
)
