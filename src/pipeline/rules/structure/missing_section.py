"""A section that the article's kind must have is missing.

Readers of a series learn where to look: the picture under one heading, the traps under another.
The kind of an article names its sections in the settings, and each of them must be a heading of
level 2. Case, punctuation and markup do not matter, and other sections may stand between. The place
shown is the heading after which the missing one belongs, or before which when it is the first.

**Bad**

````markdown
---
kind: recipe
title: How to Rotate a Log File
description: A recipe for the day when the disk is full of logs and nobody set up rotation.
date: 2026-01-05
category: Operations
---

## «Ingredients»

A server with a full disk, and an editor.
````

````markdown
---
kind: recipe
title: How to Rotate a Log File
description: A recipe for the day when the disk is full of logs and nobody set up rotation.
date: 2026-01-05
category: Operations
---

## Ingredients

A server with a full disk, and an editor.

### «Method»

Write the rule, then force one run.
````

**Good**

````markdown
---
kind: recipe
title: How to Rotate a Log File
description: A recipe for the day when the disk is full of logs and nobody set up rotation.
date: 2026-01-05
category: Operations
---

## Ingredients

A server with a full disk, and an editor.

## Method

Write the rule, then force one run.
````
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.model import Context, Document, Finding, Heading, Kind, Rule, Severity, Span
from pipeline.rules.structure.contract import SECTION_LEVEL, Section, contract, plain, sections
from pipeline.rules.structure.outline import outline
from pipeline.wording import one

_MARKS = "#" * SECTION_LEVEL


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each section of the kind that no heading of level 2 names."""
    kind = contract(document)
    if kind is None or not kind.sections:
        return
    present = sections(document, kind)
    if len(present) == len(kind.sections):
        return
    ranks = {section.rank for section in present}
    deeper = {
        plain(each.text): each for each in reversed(outline(document)) if each.level > SECTION_LEVEL
    }
    for rank, name in enumerate(kind.sections):
        if rank in ranks:
            continue
        heading = deeper.get(plain(name))
        if heading is not None:
            yield _too_deep(heading, kind)
        else:
            yield _missing(name, rank, present, document, kind)


def _too_deep(heading: Heading, kind: Kind) -> Finding:
    return Finding(
        span=heading.text_span,
        message=f"`{heading.text}` is a heading of level {heading.level}, and {one(kind.name)} has "
        f"it as a section of level {SECTION_LEVEL}.",
        help=f"Write it with `{_MARKS}`.",
    )


def _missing(
    name: str, rank: int, present: Sequence[Section], document: Document, kind: Kind
) -> Finding:
    span, place = _neighbour(rank, present, document)
    return Finding(
        span=span,
        message=f"The section `{name}` is missing, and {one(kind.name)} has one.",
        help=f"Write a section `{_MARKS} {name}`{place}.",
    )


def _neighbour(rank: int, present: Sequence[Section], document: Document) -> tuple[Span, str]:
    """The place to show, and in words where the section of this rank belongs."""
    by_rank = sorted(present, key=_rank)
    before = [section for section in by_rank if section.rank < rank]
    if before:
        return before[-1].heading.text_span, f" after `{before[-1].heading.text}`"
    if by_rank:
        return by_rank[0].heading.text_span, f" before `{by_rank[0].heading.text}`"
    return document.front_matter.at("kind"), ""


def _rank(section: Section) -> int:
    return section.rank


RULE = Rule(
    code="ST001",
    name="missing-section",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
)
