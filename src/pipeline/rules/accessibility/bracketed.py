"""Where the words of a Markdown link or image stand: between its first brackets."""

from __future__ import annotations

from pipeline.model import Span


def words_span(data: bytes, whole: Span, text: str) -> Span:
    """The bytes of `text` in the link or image that is `whole`.

    All of it when the words are written with markup, entities or escapes.
    """
    opening = 2 if data[whole.start : whole.start + 1] == b"!" else 1
    start = whole.start + opening
    words = text.replace("\n", " ").encode()
    end = start + len(words)
    as_written = data[start:end].replace(b"\n", b" ") == words and data[end : end + 1] == b"]"
    return Span(start, end) if as_written and text else whole
