"""The page drops what is written here, and says nothing.

Most often no HTML was meant: `Vec<T>` and `<username>` are typed as text, read as tags, and readers
see `Vec` and a gap. Else it is HTML that a page does not keep: `<center>`, `align`, `target`, a
second `id` of one name, an address such as `ftp:`, or a comment that nothing closes, which hides
all that follows. Left alone are comments, HTML in code, and all that pages keep: `details`, `kbd`,
`sub`, `picture`, `id` and many more. Active content has a rule of its own.

**Bad**

```markdown
A Vec«<T>» grows by itself.
```

```markdown
Open the <a href="/" «target="_blank"»>front page</a>.
```

```markdown
The queue is full.

«<!--» A note that never ends.
```

```markdown
Load it [from the archive](«ftp://archive.example/queue.zip»).
```

**Good**

```markdown
A `Vec<T>` grows by itself, and so does a Vec&lt;T&gt;.
```

```markdown
Open the <a href="/" title="All articles">front page</a>, and press <kbd>K</kbd>.
```

```markdown
The queue is full.

<!-- A note that ends. -->
```

```markdown
Load it [from the archive](https://archive.example/queue.zip).
```
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from pipeline.model import Context, Document, Finding, Image, Link, RawHtml, Rule, Severity, Span
from pipeline.permalink import is_safe, scheme
from pipeline.raw_html import Comment, Tag, TagAttribute, addresses, markup, tags
from pipeline.rules.security.dangerous_url import runs
from pipeline.rules.security.path_escape import is_on_disk
from pipeline.rules.security.unsafe_html import ACTIVE_TAGS, is_active
from pipeline.sanitise import (
    ADDRESS_ATTRIBUTES,
    ALLOWED_TAGS,
    RESERVED_IDS,
    allowed_attribute,
)
from pipeline.wording import code

_IN_TABLES = frozenset("caption colgroup col thead tbody tfoot tr th td".split())
"""A browser drops these outside a table."""
_OF_A_TICK_BOX = frozenset({"type", "checked", "disabled"})
_NO_TAG = re.compile(r"<[!?]|</[^A-Za-z]")
_MOST = 100
"""More findings of one file are of no help to anyone."""


_ELSEWHERE = ACTIVE_TAGS | {"h1"}
"""What unsafe-html and h1-in-body speak of."""


class _Part(NamedTuple):
    """A tag or comment, and the run of raw HTML that it stands in."""

    raw: RawHtml
    part: Tag | Comment

    def span(self) -> Span:
        return self.raw.span_of(self.part.start, self.part.end)

    def written(self) -> str:
        return self.raw.text[self.part.start : self.part.end]


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding at each tag, attribute or address that a page drops; not at those within."""
    return islice(_found(document), _MOST)


def _found(document: Document) -> Iterator[Finding]:
    if document.html:
        parts = [_Part(raw, part) for raw in document.html for part in _markup(raw.text)]
        yield from _of_parts(parts, {heading.anchor for heading in document.headings})
    seen: set[Span] = set()
    places: Iterable[Link | Image] = (*document.links, *document.images)
    for place in places:
        if _is_dropped(place.destination) and place.destination_span not in seen:
            seen.add(place.destination_span)
            yield _of_place(place, document.source.data)


# --- raw HTML ---


def _of_parts(parts: list[_Part], anchors: set[str]) -> Iterator[Finding]:
    closers = _closers(parts)
    ids = {"", *RESERVED_IDS, *anchors}
    within = -1
    tables = 0
    for index, each in enumerate(parts):
        part = each.part
        if isinstance(part, Comment):
            yield from _of_comment(each)
            continue
        if part.name == "table":
            tables = max(0, tables - 1) if part.closing else tables + 1
        if not part.complete:
            continue
        if _is_kept(part, tables):
            yield from _of_attributes(each.raw, part, ids)
            continue
        is_ours = part.name not in _ELSEWHERE and not part.closing
        if (is_ours or closers.get(index) == index) and index > within:
            yield _of_element(each)
        within = max(within, closers.get(index, -1))


def _markup(text: str) -> Sequence[Tag | Comment]:
    """The tags and comments; where there can be no comment, those that others asked for before."""
    return markup(text) if _NO_TAG.search(text) else tags(text)


def _closers(parts: list[_Part]) -> dict[int, int]:
    """For each tag that a page drops, where its closing tag is; one that closes nothing: itself."""
    opened: dict[str, list[int]] = {}
    found: dict[int, int] = {}
    for index, each in enumerate(parts):
        tag = each.part
        if isinstance(tag, Comment) or tag.name in ALLOWED_TAGS:
            continue
        if not tag.closing:
            opened.setdefault(tag.name, []).append(index)
        elif openers := opened.get(tag.name):
            found[openers.pop()] = index
        else:
            found[index] = index
    return found


def _is_kept(tag: Tag, tables: int) -> bool:
    return tag.name in ALLOWED_TAGS and (bool(tables) or tag.name not in _IN_TABLES or tag.closing)


def _of_element(each: _Part) -> Finding:
    return Finding(
        span=each.span(),
        message=f"The page drops {code(each.written())}: it is read as a tag that no page keeps.",
        help="If it is text, write it as inline code or with `&lt;` and `&gt;`; if it is HTML, "
        "take it out.",
    )


def _of_comment(each: _Part) -> Iterator[Finding]:
    written = each.written()
    if each.part.complete and written.startswith("<!--"):
        return
    if each.part.complete:
        yield _of_element(each)
        return
    sign = written[: 4 if written.startswith("<!--") else 2]
    yield Finding(
        span=each.raw.span_of(each.part.start, each.part.start + len(sign)),
        message=f"Nothing closes this {code(sign)}: the page drops all that follows it.",
        help="Close it with `-->`." if sign == "<!--" else "Close it, or write it as inline code.",
    )


def _of_attributes(raw: RawHtml, tag: Tag, ids: set[str]) -> Iterator[Finding]:
    if tag.name == "input" and not tag.closing and not _is_tick_box(tag):
        yield Finding(
            span=raw.span_of(tag.start, tag.end),
            message=f"The page makes a tick box of this {code('<input>')}.",
            help="Take it out, or show it as a picture or in a block of code.",
        )
        return
    for attribute in tag.attributes:
        name = attribute.name
        if is_active(attribute):
            continue
        if not _keeps(tag, name):
            yield _of_attribute(raw, tag, attribute)
        elif name == "id":
            if attribute.value in ids:
                yield _of_id(raw, attribute)
            ids.add(attribute.value)
        elif name in ADDRESS_ATTRIBUTES:
            for found in addresses(attribute):
                if _is_dropped(found.address):
                    yield _of_address(found.address, raw.span_of(found.start, found.end))


def _is_tick_box(tag: Tag) -> bool:
    return any(each.name == "type" and each.value.lower() == "checkbox" for each in tag.attributes)


def _keeps(tag: Tag, attribute: str) -> bool:
    if tag.name == "input":
        return attribute in _OF_A_TICK_BOX
    return allowed_attribute(tag.name, attribute)


def _of_attribute(raw: RawHtml, tag: Tag, attribute: TagAttribute) -> Finding:
    is_anchor = (tag.name, attribute.name) == ("a", "name")
    return Finding(
        span=raw.span_of(attribute.start, attribute.end),
        message=f"The page drops the attribute {code(attribute.name)} of {code(f'<{tag.name}>')}.",
        help="Write `id` instead." if is_anchor else "Take the attribute out.",
    )


def _of_id(raw: RawHtml, attribute: TagAttribute) -> Finding:
    return Finding(
        span=raw.span_of(attribute.start, attribute.end),
        message=f"The page drops the `id` {code(attribute.value)}: it is another element's already."
        if attribute.value
        else "The page drops an `id` that is empty.",
        help="Give each element an `id` of its own.",
    )


# --- addresses ---


def _is_dropped(url: str) -> bool:
    """Whether a page drops the address, and no other rule says why."""
    if ":" not in url or url.startswith("http") or is_safe(url):
        return False
    return not (runs(url) or is_on_disk(url))


def _of_place(place: Link | Image, data: bytes) -> Finding:
    if isinstance(place, Image) or not place.bare:
        return _of_address(place.destination, place.destination_span)
    written = data[place.span.start : place.span.end].decode()
    return Finding(
        span=place.span,
        message=f"The page drops the address of {code(written)}: it is read as a link that no page "
        "keeps.",
        help="If it is text, write it as inline code; if it is a link, lead it to an `https:` "
        "address.",
    )


def _of_address(url: str, span: Span) -> Finding:
    return Finding(
        span=span,
        message=f"The page drops the address {code(url)}: no page keeps one with "
        f"{code(scheme(url) + ':')}.",
        help="Lead to an `https:` address, or write this one as inline code.",
    )


RULE = Rule(
    code="SC007",
    name="dropped-html",
    severity=Severity.WARNING,
    check=check,
    doc=__doc__,
)
