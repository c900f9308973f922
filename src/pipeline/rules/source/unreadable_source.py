r"""The file cannot be read as an article.

An article is one UTF-8 text file of at most 1 MB within the content folder. A file in another
encoding, with NUL bytes, a folder or a link named `.md`: each would be published wrongly or not at
all, so nothing else is looked at until it is mended.

**Bad**

```markdown escaped whole
---
kind: note
title: How a Text Editor Hides a Byte
description: A file that was saved as UTF-16 or cut off in the middle holds NUL bytes.
date: 2026-01-05
category: Tooling
---

One «\x00» is enough.
```

```markdown escaped whole
---
kind: note
title: How a Text Editor Hides a Byte
description: A file that was saved as Latin-1 holds bytes that no UTF-8 text has.
date: 2026-01-05
category: Tooling
---

A caf«\udce9» in Latin-1.
```

**Good**

```markdown
A café in UTF-8, and a NUL is written `\x00`.
```
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Context, Document, Finding, ProblemKind, Rule, Severity


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding, at the first byte that cannot be read, or about the file as a whole."""
    for problem in document.problems:
        if problem.kind is ProblemKind.UNREADABLE:
            somewhere = problem.span.end > problem.span.start
            yield Finding(
                span=problem.span if somewhere else None,
                message=f"The file cannot be read: {problem.detail}.",
                help=problem.help,
            )


RULE = Rule(
    code="SR001",
    name="unreadable-source",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
    gate=True,
    strict=True,
)
