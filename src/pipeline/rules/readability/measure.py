"""The prose of an article in sentences: segmented once, for every rule that judges it."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.model import Document, Prose, Role
from pipeline.prose import Sentence, sentences

_JUDGED = (Role.PARAGRAPH, Role.ITEM, Role.QUOTE, Role.FOOTNOTE)
"""Headings and table cells are no sentences. A tuple, since it takes a call to hash a member."""


class Block(NamedTuple):
    """A block of prose and its sentences."""

    prose: Prose
    sentences: tuple[Sentence, ...]


class _Latest:
    """The blocks of the document asked for last: its rules run one after the other."""

    __slots__ = ("_kept",)

    def __init__(self) -> None:
        self._kept: tuple[tuple[Prose, ...], tuple[Block, ...]] = ((), ())

    def blocks(self, document: Document) -> tuple[Block, ...]:
        prose, blocks = self._kept
        if prose is not document.prose:
            prose = document.prose
            blocks = tuple(
                Block(each, sentences(each.text)) for each in prose if each.role in _JUDGED
            )
            self._kept = (prose, blocks)
        return blocks


judged_blocks = _Latest().blocks
"""The paragraphs, list items, quotes and footnotes of a document, in reading order."""
