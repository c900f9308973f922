"""A picture weighs more than a page should ask of a reader's line.

Over 500 KB (of 1,000 bytes) a picture takes seconds on a phone in a train, and counts against its
owner's volume. Weighed are the blog's own pictures where the article shows them: in Markdown, in
HTML, and as the front matter's `image`, each once. A link to a large picture is fine.

**Bad**

```markdown title="content/articles/first.md"
![Requests a second, doubling in March](«chart.png»)
```

```text title="content/articles/chart.png" size="640000"
the bytes of a picture
```

**Good**

```markdown title="content/articles/first.md"
![Requests a second, doubling in March](chart.webp), also [in full size](chart.png)
```

```text title="content/articles/chart.png" size="640000"
the bytes of a picture
```

```text title="content/articles/chart.webp" size="64000"
the bytes of a picture
```
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Context, Document, Finding, RawHtml, Rule, Severity, TokenKind
from pipeline.permalink import content_path
from pipeline.raw_html import TagAttribute, addresses, tags
from pipeline.rules.security.addresses import Address
from pipeline.wording import code

_CODE = "IM001"
_SHOWN = {
    "img": frozenset({"src", "srcset"}),
    "source": frozenset({"srcset"}),
    "video": frozenset({"poster"}),
}
"""By element, the attributes whose addresses are pictures on the page."""


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each picture that is too heavy, at its first destination."""
    most = context.threshold(_CODE, "kilobytes")
    weighed: set[str] = set()
    for picture in _pictures(document):
        path = content_path(picture.url, document.source.path, context.settings.base_url)
        if not path or path in weighed:
            continue
        weighed.add(path)
        stored = context.files.files.get(path)
        if stored is not None and stored.kind == "file" and stored.size > most * 1000:
            weight = -(-stored.size // 1000)
            yield Finding(
                span=picture.span,
                message=f"The image {code(picture.url)} weighs `{weight:,}` KB, over `{most}`.",
                help="Scale it to the size it is shown in, or save it as WebP or AVIF.",
            )


def _pictures(document: Document) -> Iterator[Address]:
    for token in document.tokens if document.images else ():
        if token.kind is TokenKind.IMAGE:
            yield Address(token.value.destination, *token.value.destination_span)
    for raw in document.html:
        for tag in tags(raw.text):
            shown = _SHOWN.get(tag.name, frozenset())
            for attribute in tag.attributes:
                if attribute.name in shown:
                    yield from _candidates(raw, attribute)
    image = document.front_matter.data.get("image")
    if isinstance(image, dict) and isinstance(image.get("src"), str):
        yield Address(image["src"], *document.front_matter.at("image", "src"))


def _candidates(raw: RawHtml, attribute: TagAttribute) -> Iterator[Address]:
    for candidate in addresses(attribute):
        yield Address(*candidate, raw)


RULE = Rule(
    code=_CODE,
    name="image-too-heavy",
    severity=Severity.WARNING,
    check=check,
    doc=__doc__,
    thresholds={"kilobytes": 500},
)
