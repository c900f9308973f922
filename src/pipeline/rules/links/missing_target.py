"""A link or image leads to nothing.

A reader who follows it gets a 404, and an image that is not there is a hole in the page. Links
within the blog are checked without a network: a site path (`/articles/x/`) or a path relative to
the file (`other.md`, `images/y.png`), as editors follow it. A page's address ends with a slash.

**Bad**

```markdown
Read [the other one](«no-such-article.md») first.
```

```markdown
![A chart](«chart.png»)
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
![A chart](https://example.com/chart.png)
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
from pipeline.permalink import Target
from pipeline.rules.front_matter.wording import code
from pipeline.rules.links.site_map import followed, site_map
from pipeline.rules.links.suggestion import Suggester


def check(corpus: Corpus, settings: Settings) -> Iterator[Finding]:
    """One finding for each reference whose site path does not exist, at its destination."""
    site = site_map(corpus)
    suggester: Suggester | None = None
    for summary in corpus.summaries:
        for reference, target in followed(summary):
            if site.holds(target.site_path, summary, corpus.now):
                continue
            suggester = suggester or Suggester(site, settings.base_path)
            yield _finding(summary, reference, target, suggester)


def _finding(
    summary: Summary, reference: Reference, target: Target, suggester: Suggester
) -> Finding:
    what = "image" if reference.image else "link"
    thing = "file" if "." in target.site_path.rpartition("/")[2] else "page"
    is_absolute = reference.destination.startswith("/")
    led = "" if is_absolute else f": it would be {code(target.site_path)}"
    meant = suggester.meant(reference, target.site_path, summary.path)
    return Finding(
        span=reference.span,
        message=f"The {what} leads to {code(reference.destination)}, and there is no such "
        f"{thing}{led}.",
        help=f"Did you mean {code(meant.written)}?" if meant else f"Mend or remove the {what}.",
        fix=_fix(reference, meant.written) if meant and meant.certain else None,
        path=summary.path,
    )


def _fix(reference: Reference, written: str) -> Fix | None:
    """None when the destination is written with entities or escapes: its place is not its text."""
    span = reference.span
    if span.end - span.start != len(reference.destination.encode()):
        return None
    return Fix(safe=True, edits=(Edit(span, written),))


RULE = SiteRule(
    code="LK001", name="missing-target", severity=Severity.ERROR, check=check, doc=__doc__
)
