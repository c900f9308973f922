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

from pipeline.model import Context, Document, Finding, Rule, Severity
from pipeline.raw_html import tags

_HELP = "Say in a few words what the picture tells a reader."


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each Markdown image with an empty text and each `<img>` without `alt`."""
    for image in document.images:
        if image.destination and not image.alt.strip():
            yield Finding(
                span=image.span,
                message=f"The image `{image.destination}` has no alternative text.",
                help=_HELP,
            )
    for raw in document.html:
        for tag in tags(raw.text):
            names = {attribute.name for attribute in tag.attributes}
            if tag.name == "img" and not tag.closing and "alt" not in names:
                yield Finding(
                    span=raw.span_of(tag.start, tag.end),
                    message="The `<img>` has no `alt` attribute.",
                    help=_HELP,
                )


RULE = Rule(code="AX001", name="missing-alt", severity=Severity.ERROR, check=check, doc=__doc__)
