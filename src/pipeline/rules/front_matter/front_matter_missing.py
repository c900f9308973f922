r"""The file does not start with front matter.

Title, description, date and category stand between two lines of three hyphens, and the first of
them is the very first thing in the file. An invisible byte order mark, an empty line or TOML before
it, and other programs take the fields for the text of the article.

**Bad**

```markdown whole
«»A queue is a promise to do the work later.
```

```markdown escaped whole
«\ufeff»---
kind: note
title: How a Queue Forgets
description: What a message queue promises when a worker dies in the middle of its work.
date: 2026-01-05
category: Architecture
---

A queue is a promise to do the work later.
```

```markdown whole
«
»---
kind: note
title: How a Queue Forgets
description: What a message queue promises when a worker dies in the middle of its work.
date: 2026-01-05
category: Architecture
---

A queue is a promise to do the work later.
```

```markdown whole
«+++»
title = "How a Queue Forgets"
+++

A queue is a promise to do the work later.
```

**Good**

```markdown
A queue is a promise to do the work later.
```
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Context, Document, Finding, ProblemKind, Rule, Severity
from pipeline.rules.front_matter.wording import problems


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding, at what stands where the front matter should."""
    for problem in problems(document, ProblemKind.FRONT_MATTER_MISSING):
        yield Finding(
            span=problem.span,
            message=f"The file must start with its front matter: {problem.detail}.",
            help=problem.help,
        )


RULE = Rule(
    code="FM001",
    name="front-matter-missing",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
    gate=True,
    strict=True,
)
