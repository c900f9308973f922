"""Every word that a page shows, in one list: what rules look at before they look at the blocks."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.model import Document, Source

# A byte that is neither a letter nor a digit parts two words; what is not ASCII is a letter here.
_PARTING = bytes(n if n > 127 or chr(n).isalnum() else 32 for n in range(256))


class Glance(NamedTuple):
    """The text of a document's prose and of the front matter that is shown with it."""

    text: str
    small: str
    """`text` in small letters."""
    words: list[bytes]
    """The runs of letters and digits of `small`, in order, as `parted` gives them."""


class _Latest:
    """The glance at the document asked for last: its rules run one after the other."""

    __slots__ = ("_glance", "_source")

    def __init__(self) -> None:
        self._source: Source | None = None
        self._glance = Glance("", "", [])

    def glance(self, document: Document) -> Glance:
        if self._source is not document.source:
            parts = [prose.text for prose in document.prose]
            parts += [value for _, value in document.front_matter.shown_texts()]
            text = "\n".join(parts)
            small = text.lower()
            self._glance = Glance(text, small, parted(small))
            self._source = document.source
        return self._glance


glance = _Latest().glance
"""The glance at a document, made once for all rules."""


def parted(text: str) -> list[bytes]:
    """The runs of letters and digits of a text, as UTF-8."""
    return text.encode("utf-8", "surrogatepass").translate(_PARTING).split()
