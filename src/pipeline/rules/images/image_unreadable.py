"""An image cannot be shown as it is.

It is cut off, it is something else than its name says, it would fill a browser's memory, or it is
a drawing with a script in it. Readers would see a broken picture, or run what somebody hid in one.
Each of the blog's own images that an article shows or links to is opened, and every frame of it
decoded. A page never shows such a file: of a drawing only what is safe, of any other its
alternative text.

**Bad**

```markdown title="content/articles/first.md"
![Requests a second, doubling in March](«chart.svg»)
```

```xml title="content/articles/chart.svg"
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10">
  <script>document.title = "Hello"</script>
  <path d="M0 10h10V5h10V0h20v10z"/>
</svg>
```

**Good**

```markdown title="content/articles/first.md"
![Requests a second, doubling in March](chart.svg)
```

```xml title="content/articles/chart.svg"
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10">
  <path d="M0 10h10V5h10V0h20v10z"/>
</svg>
```
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Context, Document, Finding, Flaw, Rule, Severity, Span
from pipeline.permalink import content_path
from pipeline.pictures import MAY_NAME_PICTURE
from pipeline.rules.security.addresses import Address, named_addresses
from pipeline.wording import code


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each image that has a flaw, at its first address."""
    places: dict[str, list[Address]] = {}
    for address in named_addresses(document):
        if MAY_NAME_PICTURE.search(address.url):
            path = content_path(address.url, document.source.path, context.settings.base_url)
            places.setdefault(path, []).append(address)
    for path, named in places.items():
        flaw = context.pictures(path) if path else None
        if isinstance(flaw, Flaw):
            first = min(named, key=_span)
            yield Finding(
                span=first.span,
                message=f"The image {code(first.url)} {flaw.message}.",
                help=flaw.help,
            )


def _span(address: Address) -> Span:
    return address.span


RULE = Rule(
    code="IM002", name="image-unreadable", severity=Severity.ERROR, check=check, doc=__doc__
)
