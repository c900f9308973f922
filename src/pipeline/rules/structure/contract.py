"""The contract that an article is held against, and the sections of it that the article has."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from pipeline.model import Document, Heading, Kind, Span
from pipeline.nearest import one_away
from pipeline.rules.structure.outline import outline

SECTION_LEVEL = 2
"""The level of a section's heading: the page's only heading of level 1 is the title."""

_SHORTEST_MISSPELLED = 5
"""A shorter name is one letter away from other words: `Use` and `Us`."""


class Section(NamedTuple):
    """A section of the contract that the article has."""

    name: str
    """As the contract spells it."""
    rank: int
    """Its place in the contract, from 0."""
    heading: Heading
    misspelled: bool
    """True when the heading is one letter away from the name."""


def contract(document: Document) -> Kind | None:
    """The kind of the article, or None when it cannot be known which one is meant.

    That is so when the front matter is broken and when it names a kind that does not exist: to hold
    the article against the default kind then would only add noise to the real finding.
    """
    front_matter = document.front_matter
    if front_matter.broken:
        return None
    kind = document.kind
    return kind if front_matter.data.get("kind", kind.name) == kind.name else None


def sections(document: Document, kind: Kind) -> tuple[Section, ...]:
    """The sections of `kind` that the article has, in reading order, each one once.

    Headings match without case, punctuation, blanks and markup (`Wrap-up`, `WRAP UP:`; `&` is
    `and`). A heading one letter away from a section that is missing otherwise is that section,
    misspelled. A heading of level 1 counts: that its level is wrong is said elsewhere.
    """
    ranks = {plain(name): rank for rank, name in enumerate(kind.sections)}
    headings = [each for each in outline(document) if each.level <= SECTION_LEVEL]
    found: dict[int, Section] = {}
    others: list[Heading] = []
    for heading in headings:
        rank = ranks.get(plain(heading.text))
        if rank is None:
            others.append(heading)
        else:
            found.setdefault(rank, Section(kind.sections[rank], rank, heading, False))
    for name, rank in ranks.items():
        near = None if rank in found else _misspelled(name, others)
        if near is not None:
            found[rank] = Section(kind.sections[rank], rank, near, True)
            others.remove(near)
    return tuple(sorted(found.values(), key=_place))


def extent(document: Document, section: Section) -> Span:
    """The bytes of a section: from the end of its heading to the next section of the page."""
    start = section.heading.span.end
    for heading in outline(document):
        if heading.level <= SECTION_LEVEL and heading.span.start >= start:
            return Span(start, heading.span.start)
    return Span(start, document.body.end)


def _misspelled(name: str, headings: Sequence[Heading]) -> Heading | None:
    if len(name) < _SHORTEST_MISSPELLED:
        return None
    return next((each for each in headings if one_away(plain(each.text), name)), None)


def _place(section: Section) -> int:
    return section.heading.span.start


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """A heading's text as sections are matched: its letters and digits, in small letters."""
    spelled = unicodedata.normalize("NFKC", text.replace("&", " and "))
    return "".join(filter(str.isalnum, spelled.casefold()))
