"""Did you mean: the nearest of a small list of names to a word that is none of them."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher

_LEAST_RATIO = 0.7
"""Twice the letters in common over all letters of both: `Pyhton` and `Python` have 0.83."""
_LONGEST = 100
"""A longer word is no slip of a name, and comparing takes the square of its length."""


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The name in `known` that `word` was most likely meant to be, or None.

    Case, blanks and the marks `-`, `_` and `.` do not count (`readingTime`, `reading-time`); then
    the one name that starts with the word; then the most alike. The order of `known` is of no
    matter: of two equally near names the first in the alphabet is given.
    """
    if not word or len(word) > _LONGEST:
        return None
    names = sorted(set(known))
    plain = _plain(word)
    for name in names:
        if _plain(name) == plain:
            return name
    begun = [name for name in names if len(plain) >= 3 and _plain(name).startswith(plain)]
    if len(begun) == 1:
        return begun[0]
    return _most_alike(plain, names)


def one_away(one: str, other: str) -> bool:
    """True when two words differ by case alone, or by one letter: added, lost, changed, or
    swapped with its neighbour. A word is not away from itself.
    """
    if one == other:
        return False
    if one.casefold() == other.casefold():
        return True
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1:
        return False
    same = _common_start(short, long)
    if len(short) < len(long):
        return short[same:] == long[same + 1 :]
    changed = short[same + 1 :] == long[same + 1 :]
    swapped = short[same : same + 2] == long[same : same + 2][::-1]
    return changed or (swapped and short[same + 2 :] == long[same + 2 :])


def _common_start(one: str, other: str) -> int:
    for index, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return index
    return min(len(one), len(other))


def _plain(word: str) -> str:
    return word.casefold().translate(_MARKS)


_MARKS = {ord(mark): None for mark in " -_."}


def _most_alike(plain: str, names: list[str]) -> str | None:
    best, best_ratio = None, _LEAST_RATIO
    matcher = SequenceMatcher(None, autojunk=False)
    matcher.set_seq2(plain)
    for name in names:
        matcher.set_seq1(_plain(name))
        if min(matcher.real_quick_ratio(), matcher.quick_ratio()) < best_ratio:
            continue
        if (ratio := matcher.ratio()) > best_ratio:
            best, best_ratio = name, ratio
    return best
