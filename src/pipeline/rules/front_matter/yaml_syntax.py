r"""The front matter is not valid YAML.

One colon, tab or apostrophe in the wrong place and no field can be read, so this comes first. The
place shown is where the slip is likely to be, which is not always where a parser gives up. When in
doubt, put the value in double quotes.

**Bad**

```yaml
title: How a Queue Forgets«:» A Story
```

```yaml
title: 'It«'»s Only a Queue'
```

```yaml escaped
learn:
«\t»- Why a queue forgets
```

```yaml
title: «"»How a Queue Forgets
```

**Good**

```yaml
title: "How a Queue Forgets: A Story"
```

```yaml
title: "It's Only a Queue"
```

```yaml
learn:
  - Why a queue forgets
  - What an acknowledgement is
  - When to send a message twice
```

```yaml
title: "How a Queue Forgets"
```
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Context, Document, Finding, ProblemKind, Rule, Severity
from pipeline.rules.front_matter.wording import problems


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding, at the likely cause."""
    for problem in problems(document, ProblemKind.YAML_SYNTAX):
        yield Finding(
            span=problem.span,
            message=f"The front matter cannot be read as YAML: {problem.detail}.",
            help=problem.help,
        )


RULE = Rule(
    code="FM003",
    name="yaml-syntax",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
    gate=True,
    strict=True,
)
