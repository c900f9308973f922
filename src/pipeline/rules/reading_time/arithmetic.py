"""How the rules of this family put the sum into words."""

from __future__ import annotations

from fractions import Fraction

from pipeline.model import Counts, Document, ReadingRates
from pipeline.prose import Reading, reading


def reading_of(document: Document, rates: ReadingRates) -> Reading:
    """The reading time of a document."""
    counts = document.counts
    return reading(counts.words, counts.cjk, counts.code_lines, counts.images, rates)


def arithmetic(counts: Counts, total: Reading) -> str:
    """What the sum is made of: `588 words and 18 lines of code make 3.2 minutes`."""
    lines = sum(counts.code_lines)
    capped = lines * total.rates.seconds_per_code_line > total.code_seconds
    parts = [
        _amount(counts.words, "word"),
        _amount(counts.cjk, "CJK character"),
        _amount(lines, "line") + " of code" + (f" (as {total.code_seconds} s)" if capped else ""),
        _amount(counts.images, "image"),
    ]
    amounts = (counts.words, counts.cjk, lines, counts.images)
    said = [part for part, amount in zip(parts, amounts, strict=True) if amount]
    if not said:
        return "there is nothing to read"
    verb = "makes" if sum(amounts) == 1 else "make"
    return f"{_listed(said)} {verb} {_minutes(total.exact)} minutes"


def noun(amount: int, singular: str) -> str:
    """The noun that goes with an amount: `minute` or `minutes`."""
    return singular if amount == 1 else f"{singular}s"


def _listed(parts: list[str]) -> str:
    return " and ".join((", ".join(parts[:-1]), parts[-1])) if len(parts) > 1 else parts[0]


def _amount(amount: int, singular: str) -> str:
    return f"{amount} {noun(amount, singular)}"


def _minutes(exact: Fraction) -> str:
    """The sum with one decimal, or more where that would hide that it is over a whole number."""
    for digits in range(1, 4):
        shown = f"{float(exact):.{digits}f}"
        if -(-Fraction(shown) // 1) == -(-exact // 1):
            return shown
    return f"{float(exact):.4f}"
