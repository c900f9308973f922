"""One article of as many words as wanted: what shows whether the time for a word grows.

Its words are short, four letters at most but for a few, so that 200,000 of them stay below the
1 MB from which on no article is read. It is a `note` with headings, lists, links, inline code and
blocks of code, and it depends on its number and its length alone.
"""

from __future__ import annotations

import re

from tests.bench.articles import BenchArticle, count_words
from tests.bench.dice import Dice, words

_NAMES = words("""
app bag bell bin bit boat book box bug bus cab card cat cell clip code cup dam deal desk dial dog
door fan farm file flag flat fork game gate gift grid hat hub job key kit knob lamp lane leaf line
link list lock log loop map mask menu mug nail net node note page pan path pen pin pipe plan plug
pool port rack ring road room rope row rule sack sail seed shop sign site slot sock step tab tag
tank tape task team tent test tile tool toy tray tree tube unit vase wall web well wire yard
""")
_DEEDS = words("""
add bind call copy cut draw drop fill find fix fold get give help hide hold join keep lend lift
load lose mark meet move name need open pack pass pick post pull push read run save seal seek sell
send ship show sign skip sort stop take tell test tie trim try turn use view want warn wash wrap
""")
_LOOKS = words("""
bad big blue busy calm cold cool dark deep dry dull easy fair fast fine flat free full good grey
hard high hot kind late lazy live long loud low mild neat new nice odd old open pale plain poor
quick rare raw real red rich safe sharp short slim slow small soft sure tall tidy tiny true warm
weak wet wide wild wise
""")

_SENTENCES = (
    "The {N} can {V} the {A} {N}.",
    "If the {N} is {A}, you can {V} it by hand.",
    "Let the {N} {V} the {N} for you.",
    "We {V} it at noon, and the {N} is {A} by then.",
    "Do not {V} the {N} if it is {A}.",
    "So you {V} the {N}, and it is as {A} as the {N}.",
    "It is {A} to {V} the {N} on a day off.",
    "No one has to {V} the {N} or the {A} {N}.",
    "You may {V} a {N} now and {V} the {N} in May.",
    "Ask who is to {V} the {A} {N}, and do so soon.",
)
_SLOT = re.compile(r"\{([NVA])\}")
_LISTS = {"N": _NAMES, "V": _DEEDS, "A": _LOOKS}

MOST = 200_000
"""More words than this do not fit below 1 MB."""


def long_article(number: int, count: int) -> BenchArticle:
    """A note of `count` words and at most 200 more; `ValueError` when over `MOST`."""
    if not 0 < count <= MOST:
        raise ValueError(f"an article has up to {MOST:,} words, so none has {count:,}")
    dice = Dice(Dice(number).below(2**63) + count)
    sections: list[str] = []
    so_far = 0
    while so_far < count:
        section = _section(len(sections), dice)
        sections.append(section)
        so_far += count_words(section)
    text = "\n".join((_front_matter(number, count), *sections))
    return BenchArticle(f"long-note-{number}-of-{count}-words", text)


def _front_matter(number: int, count: int) -> str:
    return f"""\
---
title: Long Note {number} of {count} Words
description: Note {number}, made of {count} short words to see what the length of a text costs.
date: 2026-01-05
kind: note
category: Tooling
level: Beginner
tags: [writing]
---
"""


def _section(number: int, dice: Dice) -> str:
    """A heading and about 120 words below it; some have a list, a link or a block of code."""
    parts = [f"## Part {number}", _paragraph(dice, 8), _paragraph(dice, 5)]
    if number % 3 == 1:
        parts.append("\n".join(f"- {_sentence(dice)}" for _ in range(3)))
    if number % 5 == 2:
        back = dice.below(number)
        parts.append(f"See [part {back}](#part-{back}), or **{dice.pick(_NAMES)}** in `main`.")
    if number % 10 == 3:
        parts.append(f"```python\nn = {number}\nprint(n, {dice.below(99)})\n```")
    return "\n\n".join(parts) + "\n"


def _paragraph(dice: Dice, sentences: int) -> str:
    return "\n".join(_sentence(dice) for _ in range(sentences))


def _sentence(dice: Dice) -> str:
    used: set[str] = set()

    def word(match: re.Match[str]) -> str:
        drawn = dice.pick(_LISTS[match[1]])
        while drawn in used:
            drawn = dice.pick(_LISTS[match[1]])
        used.add(drawn)
        return drawn

    return _SLOT.sub(word, dice.pick(_SENTENCES))
