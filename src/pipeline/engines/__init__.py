"""Other linters, whose findings go the way of ours.

Each is a program of its own, run over many articles at once by the process that reads them. It
judges the text as it was read, which may never have been saved. What it says is believed only where
our own reading of the article agrees, and that reading gives the place.
"""

from __future__ import annotations

from typing import Protocol

from pipeline.engines.rumdl import Rumdl
from pipeline.engines.typos import Typos
from pipeline.model import Document, Finding, Settings


class Engine(Protocol):
    """Another linter, run over a batch of articles by the process that reads them."""

    def see(self, document: Document) -> None:
        """Takes what it needs of one article; called once for each of a batch."""

    def findings(self) -> list[tuple[str, str, Finding]]:
        """(path, code, finding) for the whole batch; called once, after the last `see`."""


def engines(codes: frozenset[str], settings: Settings) -> tuple[Engine, ...]:
    """The engines of which a rule among `codes` is wanted.

    The speller knows English alone: a blog in another language has none.
    """
    wanted: list[Engine] = []
    if hygiene := codes & Rumdl.CODES:
        wanted.append(Rumdl(hygiene))
    if Typos.CODE in codes and settings.is_english:
        wanted.append(Typos(settings.vocabulary))
    return tuple(wanted)
