"""A section stands in another place, or under another spelling, than the article's kind says.

An order that readers know lets them skip: who has read three guides jumps to the pitfalls of the
fourth. The same goes for names: a link or a search for one heading should find it in every article.
The fewest sections that must move are shown; other sections may stand wherever they like. A heading
one letter away from a section's name is spelled anew by the fix, unless the article links to it.

**Bad**

````markdown
---
kind: recipe
title: How to Rotate a Log File
description: A recipe for the day when the disk is full of logs and nobody set up rotation.
date: 2026-01-05
category: Operations
---

## Method

Write the rule, then force one run.

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

## «Ingredient»

A server with a full disk, and an editor.

## Method

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

import re
from collections.abc import Iterator, Sequence

from pipeline.model import Context, Document, Edit, Finding, Fix, Kind, Related, Rule, Severity
from pipeline.rules.structure.contract import Section, contract, sections
from pipeline.rules.structure.outline import is_linked
from pipeline.slug import anchor
from pipeline.wording import one

_PLAIN = re.compile(r"[^\W_](?:[\w ,.:!?/'()-]|&(?= ))*")
"""A name that says the same in Markdown as in the settings."""


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for each misspelled section, and for each that must move."""
    kind = contract(document)
    if kind is None or not kind.sections:
        return
    present = sections(document, kind)
    for section in present:
        if section.misspelled:
            yield _misspelled(section, kind, document)
    ranks = [section.rank for section in present]
    if ranks == sorted(ranks):
        return
    kept = _longest_in_order(present)
    for section in present:
        if section not in kept:
            yield _misplaced(section, kept, kind)


def _misspelled(section: Section, kind: Kind, document: Document) -> Finding:
    return Finding(
        span=section.heading.text_span,
        message=f"`{section.heading.text}` is not how {one(kind.name)} spells this section.",
        help=f"Write `{section.name}`.",
        fix=_fix(section, document),
    )


def _fix(section: Section, document: Document) -> Fix | None:
    """The right spelling, where it takes no markup apart and no heading's address from a link."""
    heading = section.heading
    start, end = heading.text_span
    as_read = document.source.data[start:end] == heading.text.encode()
    if not as_read or not _PLAIN.fullmatch(section.name):
        return None
    if is_linked(document, heading) or anchor(section.name) in document.anchors - {heading.anchor}:
        return None
    return Fix(safe=True, edits=(Edit(heading.text_span, section.name),))


def _misplaced(section: Section, kept: Sequence[Section], kind: Kind) -> Finding:
    """What is wrong with a section that is not among those that may stay."""
    start = section.heading.span.start
    later = [each for each in kept if each.heading.span.start > start and each.rank < section.rank]
    if later:
        other, stands, belongs = later[-1], "before", "after"
    else:
        other = next(each for each in kept if each.rank > section.rank)
        stands, belongs = "after", "before"
    return Finding(
        span=section.heading.text_span,
        message=f"`{section.heading.text}` stands {stands} `{other.heading.text}`, and "
        f"{one(kind.name)} has it {belongs} that.",
        help=f"Move the section {belongs} `{other.heading.text}`.",
        related=(Related(other.heading.text_span, f"it belongs {belongs} this"),),
    )


def _longest_in_order(present: Sequence[Section]) -> tuple[Section, ...]:
    """The most sections that stand in the order of the contract already; of several, the first."""
    chains: list[tuple[Section, ...]] = []
    for section in present:
        before = [chain for chain in chains if chain[-1].rank < section.rank]
        chains.append((*max(before, key=len, default=()), section))
    return max(chains, key=len, default=())


RULE = Rule(
    code="ST002",
    name="section-order",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
)
