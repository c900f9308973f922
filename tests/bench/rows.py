"""What the bench prints: a table of medians, bests and targets."""

from __future__ import annotations

import statistics
import sys
from collections.abc import Sequence
from dataclasses import dataclass


class BenchError(Exception):
    """A run that says nothing, and why."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the report; `met` is None where there is no target."""

    what: str
    median: str
    best: str = ""
    target: str = ""
    met: bool | None = None


def time_row(what: str, runs: Sequence[float]) -> Row:
    """What the runs took."""
    return Row(what, f"{statistics.median(runs):.2f} s", f"{min(runs):.2f} s")


def ratio_row(what: str, ours: Sequence[float], theirs: Sequence[float], target: float) -> Row:
    """How the medians and the bests of two series compare; the medians' ratio may be `target`."""
    ratio = statistics.median(ours) / statistics.median(theirs)
    best = min(ours) / min(theirs)
    return Row(what, f"{ratio:.2f}", f"{best:.2f}", f"{target:.2f}", ratio <= target)


def memory_row(what: str, peak: int | None, target: int | None = None) -> Row:
    """The most memory held; a dash where it cannot be measured."""
    shown = "-" if peak is None else f"{peak / 1e6:.0f} MB"
    if target is None:
        return Row(what, shown)
    return Row(what, shown, "", f"{target / 1e6:.0f} MB", None if peak is None else peak <= target)


def print_table(rows: Sequence[Row]) -> None:
    """The rows in aligned columns, below the names of the columns."""
    cells = [("", "median", "best", "target", "")]
    cells += [(row.what, row.median, row.best, row.target, _verdict(row.met)) for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for first, *rest in cells:
        aligned = (cell.rjust(width) for cell, width in zip(rest, widths[1:], strict=True))
        print("   ".join((first.ljust(widths[0]), *aligned)).rstrip())


def progress(text: str) -> None:
    """Says on stderr what is being done."""
    print(f"bench: {text}", file=sys.stderr, flush=True)


def _verdict(met: bool | None) -> str:
    return "" if met is None else "met" if met else "missed"
