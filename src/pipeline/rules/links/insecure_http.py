"""A link or image uses `http:`, which anyone on the way can read and change.

Nearly every host answers to `https:` today, and a browser may refuse a picture that comes without
it. Left alone are hosts of a tutorial or of one network (`localhost`, IP addresses, one-word names,
`.local`, `.internal`, `.test` and their like), `.onion`, the hosts of the setting `insecure_hosts`,
and addresses that stand bare in the text as names or examples: XML namespaces, `example.com`.

**Bad**

```markdown
Read [the manual](«http://example.com/manual») first.
```

```markdown
<img src="«http://example.com/chart.png»" alt="Requests a second, doubling in March">
```

**Good**

```markdown
Read [the manual](https://example.com/manual) first.
```

```markdown
<img src="https://example.com/chart.png" alt="Requests a second, doubling in March">
```

```markdown
Open http://localhost:8000/ and look. The namespace is http://www.w3.org/2000/svg, as ever.
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model import Context, Document, Edit, Finding, Fix, Image, Link, Rule, Severity, Span
from pipeline.permalink import cleaned, scheme
from pipeline.rules.security.addresses import bare_addresses, named_addresses
from pipeline.wording import code

_SIGNS = ("http:", "HTTP:", "Http:", "www.", "WWW.")
"""A text with none of these has nothing to find. A bare `www.` is linked by `http:`."""
_BEGINNINGS = ("http:", "HTTP:", "Http:", " ", "\t")
_ADDRESS = re.compile(
    r"""http:[/\\]*
    (?:[^/\\?\#]*@)?
    (?P<host>\[[^]/\\?\#]*\]|[^/\\?\#:]*)
    (?P<port>:\d+)?""",
    re.IGNORECASE | re.VERBOSE,
)
_NUMBER = re.compile(r"\[.*|[0-9.]+")
_LOCAL = (
    ".localhost .localdomain .local .internal .intranet .lan .home .corp .private .home.arpa"
    " .test .example .invalid .onion"
)
_LOCAL_ENDINGS = tuple(_LOCAL.split())
"""No host with one of these can have a certificate that every reader's browser trusts."""
_NAME = re.compile(
    r"""http://(?:
        (?:[\w-]+\.)*example\.(?:com|net|org)(?![\w.-])
      | www\.w3\.org/(?:[0-9]{4}|ns)/
      | (?:schemas|xmlns)\. | json-schema\.org/draft-
      | (?:purl\.org|ns\.adobe\.com|www\.sitemaps\.org/schemas)(?![\w.])
    )""",
    re.IGNORECASE | re.VERBOSE,
)
"""What is written to name something, and not for anyone to go there."""


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each address by `http:`, at the address."""
    if not _may_have_one(document):
        return
    bare: frozenset[Span] | None = None
    base_url = context.settings.base_url
    for address in named_addresses(document):
        url = address.url
        if url.startswith(("https:", "#", "/", base_url)) or scheme(url) != "http":
            continue
        parts = _ADDRESS.match(cleaned(url))
        if parts is None or _may_be_insecure(parts["host"].lower(), context):
            continue
        if _NAME.match(url):
            bare = bare_addresses(document) if bare is None else bare
            if address.span in bare:
                continue
        yield _finding(document, url, address.span, has_port=bool(parts["port"]))


def _may_have_one(document: Document) -> bool:
    """A glance that lets most articles go."""
    text = document.source.text
    if not any(sign in text for sign in _SIGNS):
        return False
    if document.html or "image" in document.front_matter.data:
        return True
    named: tuple[Link | Image, ...] = (*document.links, *document.images)
    return any(each.destination.startswith(_BEGINNINGS) for each in named)


def _may_be_insecure(host: str, context: Context) -> bool:
    if "." not in host or host.endswith(_LOCAL_ENDINGS) or _NUMBER.fullmatch(host):
        return True
    return any(host == allowed.lower() for allowed in context.settings.insecure_hosts)


def _finding(document: Document, url: str, span: Span, *, has_port: bool) -> Finding:
    """Another port than the usual one would be another one by `https:` too: no fix."""
    return Finding(
        span=span,
        message=f"{code(url)} is fetched without encryption: anyone on the way can change it.",
        help="Write `https:`, or name the host in `insecure_hosts` if it has nothing else.",
        fix=None if has_port else _fix(document.source.data, span),
    )


def _fix(data: bytes, span: Span) -> Fix | None:
    """Not a safe one: nobody asked the host. None when the scheme is not written as it is read."""
    written = data[span.start : span.end].lower()
    if written.startswith(b"www."):
        return Fix(safe=False, edits=(Edit(Span(span.start, span.start), "https://"),))
    at = written.find(b"http:")
    if at < 0 or written[:at].strip(b" \"'"):
        return None
    start = span.start + at
    return Fix(safe=False, edits=(Edit(Span(start, start + len("http")), "https"),))


RULE = Rule(
    code="LK005",
    name="insecure-http",
    severity=Severity.INFO,
    check=check,
    doc=__doc__,
)
