"""A published article has fewer words than its kind promises.

Who opens a guide expects to be taken through something; one that ends after two paragraphs wastes
the click and the title. The least number of words belongs to the kind, in the settings. Drafts are
left in peace: they are short because they are not finished.

**Bad**

````markdown
---
kind: guide
title: «How to Rename a Branch»
description: The two commands that rename a branch here and on the server, and nothing else.
date: 2026-01-05
category: Tooling
level: Beginner
reading_time: 1
learn: [How to rename it here, How to rename it there, How to tell the others]
prerequisites: []
---

## What and Why

The name was wrong.

## Mental Model

A branch is a label.

## Hands-on Example

```bash
git branch -m old new
```

## Common Pitfalls

- The server still has the old name.

## Practical Tips

Tell your team.

## Wrap-up

That is all.
````

**Good**

````markdown
---
kind: note
title: How to Rename a Branch
description: The two commands that rename a branch here and on the server, and nothing else.
date: 2026-01-05
category: Tooling
---

A branch is a label. Run `git branch -m old new`, push the new name, and tell your team.
````
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Context, Counts, Document, Finding, ReadingRates, Rule, Severity
from pipeline.rules.structure.contract import contract
from pipeline.wording import one


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding at the title of a published article under its kind's least words."""
    kind = contract(document)
    if kind is None or document.front_matter.data.get("draft") is True:
        return
    words = _words(document.counts, context.settings.reading)
    if words >= kind.least_words:
        return
    yield Finding(
        span=document.front_matter.at("title"),
        message=f"The article has `{words}` words, and {one(kind.name)} has at least "
        f"`{kind.least_words}`.",
        help="Write more of it, choose another `kind`, or set `draft: true` until it is finished.",
    )


def _words(counts: Counts, rates: ReadingRates) -> int:
    """The words, and as many for CJK characters as are read in the time these take."""
    return counts.words + counts.cjk * rates.words_per_minute // rates.cjk_per_minute


RULE = Rule(
    code="RT002",
    name="article-too-short",
    severity=Severity.WARNING,
    check=check,
    doc=__doc__,
)
