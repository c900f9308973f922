"""The title has something in angle brackets.

In the feed a title is plain text, but many readers take what looks like a tag for one and drop it:
`How Vec<T> Grows` arrives as "How Vec Grows". A bracket that no reader takes for a tag is left
alone: `a -> b`, `x => y`, `2 < 3`, `<3`.

**Bad**

```yaml
title: How Vec«<T>» Grows Over Time
```

```yaml
title: "When «</body>» Is Missing"
```

**Good**

```yaml
title: How a Vec Grows Over Time
```

```yaml
title: "From a -> b to c => d: When 2 < 3"
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model import Context, Document, Finding, Rule, Severity
from pipeline.rules.publishing.title import part_of_title, title_of
from pipeline.wording import code

_LIKE_A_TAG = re.compile(r"<[A-Za-z/!?][^>]*>*")
"""What a browser would begin to read as a tag or a comment, and then drops up to the next `>`."""


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding at each part of the title that looks like a tag."""
    title = title_of(document)
    if "<" not in title:
        return
    for match in _LIKE_A_TAG.finditer(title):
        yield Finding(
            span=part_of_title(document, *match.span()),
            message=f"Some feed readers take {code(match[0])} for a tag, and drop it from the "
            "title.",
            help="Say it without angle brackets.",
        )


RULE = Rule(
    code="PB003",
    name="title-angle-brackets",
    severity=Severity.WARNING,
    check=check,
    doc=__doc__,
)
