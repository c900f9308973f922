"""A link or image leads to a host that readers cannot reach.

`10.0.0.7` and `wiki.corp` mean something in one network only: everyone else gets an error, or a
stranger's machine of that address, and learns how the network is built. Found are private
addresses, internal suffixes (`.internal`, `.corp`, `.lan`, `.local`, `.intranet`, `.home.arpa`)
and, where a link has a text of its own, names without a dot.

Left alone are drafts, `localhost` and `127.0.0.1`, addresses set aside for examples
(`192.0.2.1`, `host.example`), the names by which a container finds its host, placeholders such as
`https://TODO`, of which another rule speaks, and whatever is written in code or as plain text.

**Bad**

```markdown
The numbers are on [the dashboard](«http://10.20.0.7:3000/d/queues»).
```

```markdown
The rules are in [the wiki](«https://wiki.corp/queues»).
```

**Good**

```markdown
Open [the dashboard](http://localhost:3000/d/queues), or run `curl http://10.20.0.7:3000`.
```

```markdown
The rules are in [the manual](https://example.com/queues).
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from ipaddress import AddressValueError, IPv6Address, IPv6Network

from pipeline.model import Context, Document, Finding, Rule, Severity, Span
from pipeline.permalink import cleaned
from pipeline.rules.links.placeholders import is_placeholder
from pipeline.rules.security.addresses import bare_addresses, named_addresses
from pipeline.wording import code

_SIGN = re.compile(
    rb"""// (?:[^/?\#@\s]*@)?
        (?: (?:10|172|192\.168|169\.254)\. | \[[Ff] | [\w-]+(?![\w.-])
          | [\w.-]+\.(?i:internal|corp|lan|local|intranet|home\.arpa)(?!\w)
        )""",
    re.VERBOSE,
)
"""An article without this has nothing to find: nearly all are let go after this glance."""
_HOST = re.compile(
    r"""(?:[A-Za-z][A-Za-z0-9+.-]*:)? // (?:[^/?\#@\s]*@)?
        (?: \[(?P<six>[0-9A-Fa-f:.]+)\] | (?P<name>[A-Za-z0-9_.-]+) )
        (?=[:/?\#]|\Z)""",
    re.VERBOSE,
)
_FOUR = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}", re.ASCII)
_PRIVATE_FOUR = re.compile(r"10\.|172\.(?:1[6-9]|2\d|3[01])\.|192\.168\.|169\.254\.")
_PRIVATE_SIX = (IPv6Network("fc00::/7"), IPv6Network("fe80::/10"))
_INTERNAL = (".internal", ".corp", ".lan", ".local", ".intranet", ".home.arpa")
_OF_CONTAINERS = ".docker.internal"
_OWN = "localhost"


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding at each address of a published article whose host is in a private network."""
    if document.front_matter.data.get("draft") is True:
        return
    if _SIGN.search(document.source.data) is None:
        return
    bare: frozenset[Span] | None = None
    for address in named_addresses(document):
        url = address.url
        if "//" not in url:
            continue
        host = _host(url)
        if not _is_private(host):
            if not host or "." in host or ":" in host or host == _OWN or is_placeholder(host):
                continue
            bare = bare_addresses(document) if bare is None else bare
            if address.span in bare:
                continue
        yield Finding(
            span=address.span,
            message=f"{code(url)} leads to {code(host)}, which only a private network knows.",
            help="Lead to a public address, or write this one as inline code.",
        )


def _host(url: str) -> str:
    """The host of an address in small letters, without port and brackets; empty for none."""
    match = _HOST.match(cleaned(url).replace("\\", "/"))
    if match is None:
        return ""
    return (match["six"] or match["name"]).lower().rstrip(".")


def _is_private(host: str) -> bool:
    if ":" in host:
        return _is_private_six(host)
    if _FOUR.fullmatch(host):
        return _PRIVATE_FOUR.match(host) is not None
    return host.endswith(_INTERNAL) and not host.endswith(_OF_CONTAINERS)


def _is_private_six(host: str) -> bool:
    try:
        address = IPv6Address(host)
    except AddressValueError:
        return False
    return any(address in network for network in _PRIVATE_SIX)


RULE = Rule(
    code="SC006",
    name="private-host",
    severity=Severity.WARNING,
    check=check,
    doc=__doc__,
)
