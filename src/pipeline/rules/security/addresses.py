"""Every address that an article names, wherever it stands, with its span."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pipeline.model import Document, Span
from pipeline.raw_html import TagAttribute, tags

ADDRESS_ATTRIBUTES = frozenset(
    """href src srcset poster cite action formaction data background ping xlink:href
    longdesc manifest codebase classid profile usemap dynsrc lowsrc imagesrcset""".split()
)
"""The attributes of HTML and SVG whose value is an address, or several."""


class Address(NamedTuple):
    """One address, as a browser would take it, and where it is written."""

    url: str
    span: Span


def addresses(document: Document) -> Iterator[Address]:
    """Of links, images, raw HTML and the front matter's `image` and `aliases`."""
    for link in document.links:
        yield Address(link.destination, link.destination_span)
    for image in document.images:
        yield Address(image.destination, image.destination_span)
    for raw in document.html:
        for tag in tags(raw.text):
            for attribute in tag.attributes:
                if attribute.name in ADDRESS_ATTRIBUTES:
                    span = raw.span_of(attribute.value_start, attribute.value_end)
                    yield from (Address(url, span) for url in _urls(attribute))
    yield from _named(document)


def _urls(attribute: TagAttribute) -> Iterator[str]:
    if not attribute.name.endswith("srcset"):
        yield attribute.value
        return
    for candidate in attribute.value.split(","):
        yield from candidate.split()[:1]


def _named(document: Document) -> Iterator[Address]:
    data = document.front_matter.data
    image = data.get("image")
    if isinstance(image, dict) and isinstance(image.get("src"), str):
        yield Address(image["src"], document.front_matter.at("image", "src"))
    aliases = data.get("aliases")
    for index, alias in enumerate(aliases if isinstance(aliases, list) else ()):
        if isinstance(alias, str):
            yield Address(alias, document.front_matter.at("aliases", index))
