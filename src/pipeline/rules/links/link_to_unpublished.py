"""A link leads to an article or page that its readers cannot open yet.

A draft has no page, and an article with a later date has none before that date: until then the link
is a 404. A link between two articles that appear together, or to one that appears earlier, is fine.
A page outside the articles has no date, and is there already.

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
from pipeline.rules.links.site_map import article_folder, followed, is_hidden
from pipeline.wording import code


def check(corpus: Corpus, settings: Settings) -> Iterator[Finding]:
    """One finding for each link to what is not there when the linking article or page is."""
    hidden = _hidden(corpus)
    if not hidden:
        return
    for summary in corpus.summaries:
        for reference, target in followed(summary):
            other = hidden.get(target.site_path) or hidden.get(article_folder(target.site_path))
            if other is not None and (reason := _reason(summary, other, corpus.now)):
                yield Finding(
                    span=reference.span,
                    message=f"{code(reference.destination)} leads to {reason}.",
                    help=f"Publish `{other.path}` first, or leave the link out until then.",
                    path=summary.path,
                )


def _hidden(corpus: Corpus) -> dict[str, Summary]:
    """The articles and pages that nobody can open now, by site path and alias."""
    hidden = [each for each in corpus.summaries if is_hidden(each, corpus.now)]
    by_path = {alias: summary for summary in hidden for alias in summary.aliases}
    by_path.update((summary.site_path, summary) for summary in hidden)
    return by_path


def _reason(summary: Summary, other: Summary, now: datetime) -> str:
    if other is summary:
        return ""
    if other.draft:
        return "a draft, which readers cannot open"
    appears = now if summary.is_page else summary.published
    if appears is None or other.published is None or other.published <= appears:
        return ""
    day = other.published.date().isoformat()
    this = "page" if summary.is_page else "one"
    return f"an article that appears on {day}, later than this {this}"


RULE = SiteRule(
    code="LK004", name="link-to-unpublished", severity=Severity.ERROR, check=check, doc=__doc__
)
