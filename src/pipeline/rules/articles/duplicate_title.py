"""Two articles or pages have the same title.

In lists, in search results and in feed readers a title is all that readers see: with two alike,
they cannot tell which one they have read. Titles are compared without case and blanks; drafts are
left alone.

**Bad**

```yaml title="content/articles/one.md"
title: The Same Title
```

```yaml title="content/articles/two.md"
title: «The Same Title»
```

**Good**

```yaml title="content/articles/one.md"
title: The Same Title
```

```yaml title="content/articles/two.md"
title: Another Title
```
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Corpus, Finding, Settings, Severity, SiteRule
from pipeline.rules.articles.alike import alike


def check(corpus: Corpus, settings: Settings) -> Iterator[Finding]:
    """One finding at each later article or page whose title an earlier one has."""
    return alike(corpus, "title", lambda summary: summary.title)


RULE = SiteRule(
    code="TX002", name="duplicate-title", severity=Severity.WARNING, check=check, doc=__doc__
)
