"""A link leads nowhere, or there is nothing to click on.

`[text]()` opens the same page again, and `[](address)` cannot be seen, though a keyboard stops at it
and a screen reader reads its address aloud. Both are left over from editing.

**Bad**

```markdown
It is in [the manual](«»).
```

```markdown
It is in the manual«[](/)».
```

**Good**

```markdown
It is in [the manual](https://example.com/manual).
```

```markdown
It is in the manual, from [the front page](/) on.
```
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Context, Document, Finding, Rule, Severity


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each link or image without a destination, or link without text or image."""
    for link in document.links:
        if not link.destination.strip():
            yield Finding(
                span=link.destination_span,
                message=f"The link `{link.text.strip()}` has no address.",
                help="Write the address between the parentheses, or take the link off the text.",
            )
        elif not link.bare and not link.text.strip() and not _holds_image(document, link.span):
            yield Finding(
                span=link.span,
                message=f"The link to `{link.destination}` has no text.",
                help="Write between the brackets what it leads to.",
            )
    for image in document.images:
        if not image.destination.strip():
            yield Finding(
                span=image.destination_span,
                message="The image has no address.",
                help="Write the path of the image between the parentheses.",
            )


def _holds_image(document: Document, span: tuple[int, int]) -> bool:
    """True when a picture is what can be clicked; that it needs a text is another rule's."""
    return any(span[0] < image.span.start < span[1] for image in document.images)


RULE = Rule(code="LK003", name="empty-link", severity=Severity.ERROR, check=check, doc=__doc__)
