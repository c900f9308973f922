"""A link leads nowhere, or there is nothing to click on.

`[text]()` opens the same page again. `[](address)` cannot be seen, though a keyboard stops at it
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

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator

from pipeline.model import Context, Document, Finding, Link, Rule, Severity, Span
from pipeline.permalink import cleaned
from pipeline.raw_html import tags
from pipeline.rules.links.html_links import html_links
from pipeline.wording import code

_TAG = re.compile(r"<[^<>]*>")
_PICTURES = frozenset({"img", "picture", "svg", "video", "audio", "math"})
_UNSEEN = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each link or image without a destination, or link without text or picture."""
    empty: set[Span] = set()
    pictures: list[int] | None = None
    for link in document.links:
        if link.bare:
            continue
        if not cleaned(link.destination):
            if link.destination_span not in empty:
                empty.add(link.destination_span)
                yield _without_address(link.text, link.destination_span)
        elif not _is_seen(link.text):
            pictures = _pictures(document) if pictures is None else pictures
            if not _holds_one(link.span, pictures):
                yield _without_text(link)
    for image in document.images:
        if not cleaned(image.destination) and image.destination_span not in empty:
            empty.add(image.destination_span)
            yield Finding(
                span=image.destination_span,
                message="The image has no address.",
                help="Write the path of the picture, or remove the image.",
            )
    for anchor in html_links(document) if document.html else ():
        if not cleaned(anchor.destination):
            yield _without_address(_TAG.sub("", anchor.text), anchor.destination_span)


def _without_address(text: str, span: Span) -> Finding:
    named = f"The link {code(text.strip())}" if _is_seen(text) else "The link"
    return Finding(
        span=span,
        message=f"{named} has no address.",
        help="Write the address it leads to, or take the link off the text.",
    )


def _without_text(link: Link) -> Finding:
    return Finding(
        span=link.span,
        message=f"The link to {code(link.destination)} has no text to click on.",
        help="Write between the brackets what it leads to, or remove the link.",
    )


def _is_seen(text: str) -> bool:
    """True when a character of the text leaves a mark: blanks and zero-width ones do not."""
    if text[:1].isalnum():
        return True
    return any(unicodedata.category(character) not in _UNSEEN for character in text)


def _pictures(document: Document) -> list[int]:
    """Where the pictures begin; that one needs a text is another rule's."""
    in_html = (
        raw.span.start
        for raw in document.html
        if any(tag.name in _PICTURES for tag in tags(raw.text))
    )
    return sorted((*(image.span.start for image in document.images), *in_html))


def _holds_one(span: Span, starts: list[int]) -> bool:
    after = bisect_right(starts, span.start)
    return after < len(starts) and starts[after] < span.end


RULE = Rule(code="LK003", name="empty-link", severity=Severity.ERROR, check=check, doc=__doc__)
