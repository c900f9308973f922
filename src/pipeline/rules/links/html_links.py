"""The links that an article writes in HTML: where each leads, and the words between its tags."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.model import Document, RawHtml, Span
from pipeline.raw_html import Tag, TagAttribute, tags

_END = re.compile(rb"</a[\s>]", re.IGNORECASE)
_REACH = 400
"""A link's words are looked for in so many bytes after its tag: more are no link's."""


class HtmlLink(NamedTuple):
    """One `<a href>`."""

    destination: str
    destination_span: Span
    text: str
    """What stands between the tags, markup and all; empty when no end is near."""
    text_span: Span
    labelled: bool
    """True when an attribute tells a screen reader what to say instead."""


def html_links(document: Document) -> Iterator[HtmlLink]:
    """Every link in raw HTML, in reading order within each run of it."""
    for raw in document.html:
        if "<a" in raw.text or "<A" in raw.text:
            yield from _links_of(document, raw)


def _links_of(document: Document, raw: RawHtml) -> Iterator[HtmlLink]:
    opened: tuple[Tag, TagAttribute] | None = None
    for tag in tags(raw.text):
        if tag.name != "a":
            continue
        if opened:
            text = raw.text[opened[0].end : tag.start]
            yield _link(raw, *opened, text, raw.span_of(opened[0].end, tag.start))
        href = next((each for each in tag.attributes if each.name == "href"), None)
        opened = (tag, href) if href else None
    if opened:
        span = _words_after(document.source.data, raw.span.end)
        text = document.source.data[span.start : span.end].decode("utf-8", "replace")
        yield _link(raw, *opened, text, span)


def _words_after(data: bytes, start: int) -> Span:
    end = _END.search(data, start, start + _REACH)
    return Span(start, end.start() if end else start)


def _link(raw: RawHtml, tag: Tag, href: TagAttribute, text: str, span: Span) -> HtmlLink:
    where = raw.span_of(href.value_start, href.value_end)
    labelled = any(each.name in ("aria-label", "aria-labelledby") for each in tag.attributes)
    return HtmlLink(href.value, where, text, span, labelled)
