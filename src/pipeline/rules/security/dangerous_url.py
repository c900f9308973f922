"""An address would run a script instead of opening a page.

`javascript:`, `vbscript:` and `data:text/html` addresses run with the rights of the blog for whoever
clicks. Browsers skip blanks and control characters in the scheme and resolve entities, and so does
this rule. A `data:` picture is fine, except an SVG one, which may hold a script.

**Bad**

```markdown
[Open the console](«javascript:alert(1)»)
```

**Good**

```markdown
[Open the manual](https://example.com/manual)
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model import Context, Document, Finding, Rule, Severity
from pipeline.permalink import scheme
from pipeline.rules.security.addresses import addresses

_SCRIPTS = frozenset({"javascript", "vbscript", "livescript", "mocha"})
_PLAIN_PICTURE = re.compile(r"data:image/(?:png|jpe?g|gif|webp|avif)[;,]", re.IGNORECASE)
_SHOWN = 40


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each address with a scheme that runs code."""
    for address in addresses(document):
        found = scheme(address.url) if ":" in address.url else ""
        if found in _SCRIPTS or (found == "data" and not _PLAIN_PICTURE.match(address.url.strip())):
            yield Finding(
                span=address.span,
                message=f"The address `{address.url[:_SHOWN]}` can run code in the reader's "
                "browser.",
                help="Link to a page, or show the code in a block of code.",
            )


RULE = Rule(
    code="SC001",
    name="dangerous-url",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
    gate=True,
    strict=True,
)
