"""Two articles or pages have the same description.

The description stands in lists, in search results and in the feed; two alike are mostly a copied
file whose description nobody changed. They are compared without case and blanks; drafts are left
alone.

**Bad**

```yaml title="content/articles/one.md"
description: One description that two articles share, word for word, by mistake.
```

```yaml title="content/articles/two.md"
description: «One description that two articles share, word for word, by mistake.»
```

**Good**

```yaml title="content/articles/one.md"
description: One description that two articles share, word for word, by mistake.
```

```yaml title="content/articles/two.md"
description: A description of its own, which says what only this article says.
```
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Corpus, Finding, Settings, Severity, SiteRule
from pipeline.rules.articles.alike import alike


def check(corpus: Corpus, settings: Settings) -> Iterator[Finding]:
    """One finding at each later article or page whose description an earlier one has."""
    return alike(corpus, "description", lambda summary: summary.description)


RULE = SiteRule(
    code="TX003", name="duplicate-description", severity=Severity.WARNING, check=check, doc=__doc__
)
