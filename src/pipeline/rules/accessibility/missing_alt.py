"""An image has no alternative text.

Whoever does not see the picture gets the text instead: people with a screen reader, with images
switched off, or on a train. Say what the picture tells, as you would on the phone. A picture that
only decorates may say so in HTML: `<img src="line.svg" alt="">`.

**Bad**

```markdown
«![](https://example.com/chart.png)»
```

```markdown
See «<img src="https://example.com/chart.png">».
```

**Good**

```markdown
![Requests a second, doubling in March](https://example.com/chart.png)
```

```markdown
See <img src="https://example.com/line.svg" alt="">.
```
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Context, Document, Finding, Rule, Severity, Span, TokenKind
from pipeline.permalink import cleaned
from pipeline.raw_html import tags
from pipeline.wording import code

_HELP = "Say in a few words what the picture tells a reader."


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each Markdown image with an empty text and each `<img>` without `alt`.

    An image without an address is LK003's.
    """
    silent = [image for image in document.images if not image.alt.strip()]
    shown = _shown(document) if silent else frozenset()
    for image in silent:
        if image.span in shown and cleaned(image.destination):
            yield Finding(
                span=image.span,
                message=f"The image {code(image.destination)} has no alternative text.",
                help=_HELP,
            )
    for raw in document.html:
        for tag in tags(raw.text):
            if tag.name != "img" or tag.closing:
                continue
            if all(attribute.name != "alt" for attribute in tag.attributes):
                yield Finding(
                    span=raw.span_of(tag.start, tag.end),
                    message="The `<img>` has no `alt` attribute.",
                    help=f'{_HELP[:-1]}; `alt=""` when it only decorates.',
                )


def _shown(document: Document) -> frozenset[Span]:
    """Where the images are that a reader sees: one in the text of another is none."""
    images = (token for token in document.tokens if token.kind is TokenKind.IMAGE)
    return frozenset(token.value.span for token in images)


RULE = Rule(code="AX001", name="missing-alt", severity=Severity.ERROR, check=check, doc=__doc__)
