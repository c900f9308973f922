"""What every part of the bench is given."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tests.bench.articles import BenchArticle


@dataclass(frozen=True, slots=True)
class Plan:
    """The articles, how often each run is repeated, and a folder to do it in."""

    written: tuple[BenchArticle, ...]
    rounds: int
    place: Path
