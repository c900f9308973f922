"""What a parser has to say, in the same form for each language."""

from __future__ import annotations

from typing import NamedTuple


class Mistake(NamedTuple):
    """The first place where a text breaks the grammar of its language."""

    at: int
    """Index of a character of the text; its length when the end comes too early."""
    detail: str = ""
    """What is wrong there in a few plain words; empty when the grammar only says no."""


def index_of(text: str, line: int, column: int) -> int:
    """The index of line `line` (from 1) and column `column` (from 0); within the text always."""
    at = 0
    for _ in range(line - 1):
        at = text.find("\n", at) + 1
        if not at:
            return len(text)
    return min(at + column, len(text))
