"""What stands between raw tags that mark code: a prose block has it as plain words."""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from pipeline.model import Document, Span
from pipeline.raw_html import tags

_LITERAL = frozenset({"code", "kbd", "pre", "samp", "tt", "var"})


def literal_spans(document: Document) -> Iterator[Span]:
    """The stretches from `<code>` to `</code>` and their like, written as inline HTML.

    They come in order and do not overlap.
    """
    name, start = "", 0
    for html in document.html:
        if html.block:
            continue
        for tag in tags(html.text):
            if not name and not tag.closing and tag.name in _LITERAL:
                name, start = tag.name, html.span.end
            elif tag.closing and tag.name == name:
                yield Span(start, html.span.start)
                name = ""


def is_in(spans: Sequence[Span], at: int) -> bool:
    """Whether a byte lies in one of these spans, which are in order and do not overlap."""
    index = bisect_right(spans, Span(at, sys.maxsize)) - 1
    return index >= 0 and at < spans[index].end
