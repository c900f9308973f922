"""Every address that an article names, wherever it stands, with its span."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pipeline.model import Document, Image, Link, RawHtml, Span
from pipeline.raw_html import Tag, TagAttribute, addresses, tags

_ATTRIBUTES = frozenset(
    """href src srcset poster cite action formaction data background ping xlink:href
    longdesc manifest codebase classid archive usemap dynsrc lowsrc imagesrcset""".split()
)
"""The attributes of HTML and SVG whose value is an address, or several."""
_ANIMATIONS = frozenset({"animate", "set", "animatemotion", "animatetransform"})
_ANIMATED = frozenset({"values", "from", "to", "by"})
"""An SVG animation may write an address into another element."""


class Address(NamedTuple):
    """One address, decoded, and where it is written."""

    url: str
    start: int
    end: int
    raw: RawHtml | None = None
    """When it stands in raw HTML, the offsets are characters of it, and bytes of the file else."""

    @property
    def span(self) -> Span:
        """Its bytes in the file: asked for only when there is something to say."""
        start, end = self.start, self.end
        return self.raw.span_of(start, end) if self.raw else Span(start, end)


def named_addresses(document: Document) -> Iterator[Address]:
    """Of links, images, raw HTML and the front matter's `image` and `aliases`; each place once."""
    seen: set[Span] = set()
    places: Iterable[Link | Image] = (*document.links, *document.images)
    for named in places:
        if named.destination_span not in seen:
            seen.add(named.destination_span)
            yield Address(named.destination, *named.destination_span)
    for raw in document.html:
        yield from _in_html(raw)
    yield from _in_front_matter(document)


def bare_addresses(document: Document) -> frozenset[Span]:
    """Where an address is its own text: `http://web:8000` may be how a text names a machine."""
    return frozenset(link.destination_span for link in document.links if link.bare)


def _in_html(raw: RawHtml) -> Iterator[Address]:
    for tag in tags(raw.text):
        for attribute in tag.attributes:
            if _holds_address(tag, attribute):
                for candidate in addresses(attribute):
                    yield Address(*candidate, raw)


def _holds_address(tag: Tag, attribute: TagAttribute) -> bool:
    if attribute.name in _ATTRIBUTES:
        return True
    return tag.name in _ANIMATIONS and attribute.name in _ANIMATED


def _in_front_matter(document: Document) -> Iterator[Address]:
    data = document.front_matter.data
    image = data.get("image")
    if isinstance(image, dict) and isinstance(image.get("src"), str):
        yield Address(image["src"], *document.front_matter.at("image", "src"))
    aliases = data.get("aliases")
    for index, alias in enumerate(aliases if isinstance(aliases, list) else ()):
        if isinstance(alias, str):
            yield Address(alias, *document.front_matter.at("aliases", index))
