"""A link leads to a section that its page does not have.

The page opens at its top, and the reader searches for what was promised. Anchors change whenever a
heading is reworded, in this article or another. An anchor here is the one that the page will have:
the heading in small letters, punctuation gone, blanks as hyphens.

**Bad**

```markdown
See [below](«#the-detials»).

## The Details

They are here.
```

**Good**

```markdown
See [below](#the-details).

## The Details

They are here.
```
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Corpus, Finding, Settings, Severity, SiteRule
from pipeline.nearest import nearest
from pipeline.rules.links.site_map import followed

_TOP = ("", "top", "content")
"""Fragments that every page answers to."""


def check(corpus: Corpus, settings: Settings) -> Iterator[Finding]:
    """One finding for each fragment that the article it leads to does not have."""
    articles = {summary.site_path: summary for summary in corpus.summaries}
    for summary in corpus.summaries:
        for reference, target in followed(summary):
            other = articles.get(target.site_path)
            if other is None or target.fragment in _TOP or target.fragment in other.anchors:
                continue
            close = nearest(target.fragment, sorted(other.anchors))
            where = "This article" if other is summary else f"`{other.path}`"
            yield Finding(
                span=reference.span,
                message=f"{where} has no section `#{target.fragment}`.",
                help=f"Did you mean `#{close}`?" if close else "Link to a heading that is there.",
                path=summary.path,
            )


RULE = SiteRule(
    code="LK002", name="missing-anchor", severity=Severity.ERROR, check=check, doc=__doc__
)
