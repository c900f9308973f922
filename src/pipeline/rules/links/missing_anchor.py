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
from pipeline.nearest import nearest
from pipeline.rules.links.site_map import followed, has_section, section_of
from pipeline.rules.links.suggestion import Names
from pipeline.wording import code


def check(corpus: Corpus, settings: Settings) -> Iterator[Finding]:
    """One finding for each fragment that the article it leads to does not have."""
    articles = {summary.site_path: summary for summary in corpus.summaries}
    names: dict[str, Names] = {}
    for summary in corpus.summaries:
        for reference, target in followed(summary, holding="#"):
            other = articles.get(target.site_path)
            if other is None or has_section(other, target.fragment):
                continue
            fragment = section_of(target.fragment)
            known = names.get(other.path) or names.setdefault(other.path, Names(other.anchors))
            close = nearest(fragment, known.near(fragment))
            yield _finding(summary, other, reference, fragment, close)


def _finding(
    summary: Summary, other: Summary, reference: Reference, fragment: str, close: str | None
) -> Finding:
    where = f"This {summary.noun}" if other is summary else f"`{other.path}`"
    return Finding(
        span=reference.span,
        message=f"{where} has no section {code('#' + fragment)}.",
        help=f"Did you mean `#{close}`?" if close else "Link to a heading that is there.",
        fix=_fix(reference, fragment, close) if close else None,
        path=summary.path,
    )


def _fix(reference: Reference, fragment: str, close: str) -> Fix | None:
    """Not a safe one: the near heading may be another. None when entities or escapes are in it."""
    span = reference.span
    if span.end - span.start != len(reference.destination.encode()):
        return None
    if not reference.destination.endswith("#" + fragment):
        return None
    written = Edit(span._replace(start=span.end - len(fragment.encode())), close)
    return Fix(safe=False, edits=(written,))


RULE = SiteRule(
    code="LK002", name="missing-anchor", severity=Severity.ERROR, check=check, doc=__doc__
)
