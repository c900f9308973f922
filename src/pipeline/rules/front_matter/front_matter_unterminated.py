"""The front matter has no end, or is not a set of fields.

A line of three hyphens closes the front matter. Without it the article is read as more fields, and
what is missing on the page depends on the program that reads it. Between the two lines stand fields
with a value each, not a list and not a sentence.

**Bad**

```markdown
«---»
kind: note
title: How a Queue Forgets
description: What a message queue promises when a worker dies in the middle of its work.
date: 2026-01-05
category: Architecture

A queue is a promise to do the work later.
```

```markdown
---
kind: note
title: How a Queue Forgets
description: What a message queue promises when a worker dies in the middle of its work.
date: 2026-01-05
category: Architecture
«----»

A queue is a promise to do the work later.
```

```markdown
---
«- title: How a Queue Forgets
- date: 2026-01-05»
---

A queue is a promise to do the work later.
```

**Good**

```markdown
---
kind: note
title: How a Queue Forgets
description: What a message queue promises when a worker dies in the middle of its work.
date: 2026-01-05
category: Architecture
---

A queue is a promise to do the work later.
```
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Context, Document, Finding, ProblemKind, Rule, Severity
from pipeline.rules.front_matter.wording import problems


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding: at the opening fence, or at what stands where the end or the fields should."""
    for problem in problems(document, ProblemKind.FRONT_MATTER_UNTERMINATED):
        yield Finding(
            span=problem.span,
            message=f"The front matter must be fields between two lines `---`: {problem.detail}.",
            help=problem.help,
            related=problem.related,
        )


RULE = Rule(
    code="FM002",
    name="front-matter-unterminated",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
    gate=True,
    strict=True,
)
