"""The prose is harder to read than the article's level allows.

A beginner who has to read every sentence twice learns less and leaves sooner, and long sentences
are hardest on those who read in a second language. The measure is the Flesch-Kincaid grade: long
sentences and long words raise it. It counts prose alone (no headings, tables or code) and is rough:
two samples of one article differ by a grade, so the ceilings are where nine in ten good articles
pass. Each level has its ceiling in the settings; two grades above it the warning becomes an error.

**Bad**

````markdown
---
kind: note
title: What a Cache Is Good For
description: A short note on what a cache buys you, and on the price that comes with it later.
date: 2026-01-05
category: Architecture
level: «Beginner»
---

Application performance characteristics deteriorate considerably whenever repetitive database
interrogation dominates, necessitating intermediary memory-resident infrastructure.
````

**Good**

````markdown
---
kind: note
title: What a Cache Is Good For
description: A short note on what a cache buys you, and on the price that comes with it later.
date: 2026-01-05
category: Architecture
level: Beginner
---

A page gets slow when it asks the database the same thing again and again. A cache keeps the answer
close at hand, so that the page can ask once and use it many times.
````
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from heapq import nlargest
from typing import NamedTuple

from pipeline.model import Context, Document, Finding, GradeCeilings, Related, Rule, Severity
from pipeline.prose import Readability, Sentence, syllables
from pipeline.rules.readability.measure import Block, judged_blocks

_NAMED = 3
"""So many sentences are shown: enough to start with, few enough to read."""


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding at the level, when the prose reads above that level's ceiling."""
    settings = context.settings
    level = document.front_matter.data.get("level")
    ceiling = _ceiling(level, settings.grade)
    if ceiling is None or not settings.is_english or document.is_page:
        return
    blocks = judged_blocks(document)
    total = _total(blocks)
    grade = round(total.grade, 1)  # what is shown is what is judged
    if grade <= ceiling:
        return
    grossly = grade > ceiling + settings.grade.error_margin
    enough = total.words >= settings.grade.least_words
    yield Finding(
        span=document.front_matter.at("level"),
        message=f"The prose reads at grade `{grade:.1f}`, and `{level}` allows up to "
        f"`{ceiling:g}`.",
        help="Split the sentences shown, which raise it most, or say them in shorter words.",
        related=tuple(_costliest(blocks, total)),
        severity=None if grossly and enough else Severity.WARNING,
    )


def _ceiling(level: object, grade: GradeCeilings) -> float | None:
    match level:
        case "Beginner":
            return grade.beginner
        case "Intermediate":
            return grade.intermediate
        case "Advanced":
            return grade.advanced
        case _:
            return None


def _total(blocks: Sequence[Block]) -> Readability:
    sentences = [sentence for block in blocks for sentence in block.sentences]
    return Readability(
        words=sum(sentence.words for sentence in sentences),
        sentences=len(sentences),
        syllables=syllables("\n".join([block.prose.text for block in blocks])),
    )


class _Cost(NamedTuple):
    """What one sentence does to the grade."""

    raises: float
    """The grade falls by so much without the sentence."""
    alone: Readability
    block: Block
    sentence: Sentence


def _costliest(blocks: Sequence[Block], total: Readability) -> list[Related]:
    """The sentences that raise the grade most, worst first; of two alike, the earlier."""
    costs = (_cost(block, sentence, total) for block in blocks for sentence in block.sentences)
    worst = nlargest(_NAMED, (cost for cost in costs if cost.raises > 0), key=_raises)
    return [
        Related(
            cost.block.prose.span_of(cost.sentence.start, cost.sentence.end),
            f"{cost.alone.words} words at grade {cost.alone.grade:.1f}",
        )
        for cost in worst
    ]


def _cost(block: Block, sentence: Sentence, total: Readability) -> _Cost:
    text = block.prose.text[sentence.start : sentence.end]
    alone = Readability(sentence.words, 1, syllables(text))
    without = Readability(
        total.words - alone.words, total.sentences - 1, total.syllables - alone.syllables
    )
    return _Cost(total.grade - without.grade, alone, block, sentence)


def _raises(cost: _Cost) -> float:
    return cost.raises


RULE = Rule(
    code="RD001",
    name="grade-too-high",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
)
