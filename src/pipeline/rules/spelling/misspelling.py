"""A word is misspelled in a well-known way.

Known misspellings are looked for, not unknown words, so British and American spelling are both
right and a new word is left alone. The text that readers see is searched: prose, headings, and the
title, description, `learn` and `prerequisites`; never code or addresses. Left alone are names (a
capital within a sentence), abbreviations in capitals, identifiers and paths, a word alone in
quotes, and the words of `vocabulary`. A blog in another language than English is not searched.

**Bad**

```markdown
A broker «recieves» a message and keeps it.
```

```markdown
«Teh» queue is a promise.
```

```yaml
description: "What a queue is for, and when it is the «wierd» choice, in plain words."
```

**Good**

```markdown
A broker receives a message and keeps it, whatever its colour or color. Write `recieve`
as in the old API, or recieve_all, and never "teh".
```

```markdown
The paper by Andreas Linz describes a TEH.
```
"""

from __future__ import annotations

from pipeline.model import EngineRule, Severity

RULE = EngineRule(
    code="SP001",
    name="misspelling",
    severity=Severity.WARNING,
    engine="typos",
    doc=__doc__,
)
