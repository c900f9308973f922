"""An address would run a script instead of opening a page.

`javascript:`, `vbscript:` and `data:text/html` addresses run with the rights of the blog for
whoever clicks. Browsers skip blanks and control characters in the scheme and resolve entities, and
so does this rule. A `data:` picture is fine, except an SVG one, which may hold a script.

**Bad**

```markdown
[Open the console](«javascript:alert(1)»)
```

```markdown
<a href="«java&#10;script:alert(1)»">Open the console</a>
```

**Good**

```markdown
[Open the manual](https://example.com/manual)
```

```markdown
Type `javascript:alert(1)` to see it for yourself.
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model import Context, Document, Finding, Rule, Severity
from pipeline.permalink import cleaned, scheme
from pipeline.rules.security.addresses import named_addresses
from pipeline.wording import code

_SCRIPTS = frozenset({"javascript", "vbscript", "livescript", "mocha"})
_ACTIVE_DATA = re.compile(
    r"""data: [\ \f]*
    (?: text/(?:html|xml|xsl|css|(?:java|ecma|vb)script)
      | application/(?:xml|javascript|x-javascript|ecmascript|x-shockwave-flash)
      | [a-z]+/[a-z0-9.-]+\+xml
      | multipart/[a-z-]+
    ) (?=[;,\ \f]|$)""",
    re.IGNORECASE | re.VERBOSE,
)
"""Documents, scripts and styles; SVG and XHTML among those that end with `+xml`."""


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each address with a scheme that runs code."""
    for address in named_addresses(document):
        if not address.url.startswith("http") and runs(address.url):
            yield Finding(
                span=address.span,
                message=f"The address {code(address.url)} can run code in the reader's browser.",
                help="Link to a page, or show the code in a block of code.",
            )


def runs(url: str) -> bool:
    """True for an address that runs code when it is followed."""
    found = scheme(url)
    if found == "data":
        return _ACTIVE_DATA.match(cleaned(url)) is not None
    return found in _SCRIPTS


RULE = Rule(
    code="SC001",
    name="dangerous-url",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
    gate=True,
    strict=True,
)
