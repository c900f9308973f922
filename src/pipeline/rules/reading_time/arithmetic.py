"""How the rules of this family put the sum into words."""

from __future__ import annotations

from fractions import Fraction

from pipeline.model import Counts, Document, ReadingRates
from pipeline.prose import Reading, reading
from pipeline.wording import counted, joined


def reading_of(document: Document, rates: ReadingRates) -> Reading:
    """The reading time of a document."""
    counts = document.counts
    return reading(counts.words, counts.cjk, counts.code_lines, counts.images, rates)


def arithmetic(counts: Counts, total: Reading) -> str:
    """What the sum is made of: `588 words and 18 lines of code make 3.2 minutes`."""
    lines = sum(counts.code_lines)
    capped = lines * total.rates.seconds_per_code_line > total.code_seconds
    parts = [
        counted(counts.words, "word"),
        counted(counts.cjk, "CJK character"),
        counted(lines, "line") + " of code" + (f" (as {total.code_seconds} s)" if capped else ""),
        counted(counts.images, "image"),
    ]
    amounts = (counts.words, counts.cjk, lines, counts.images)
    said = [part for part, amount in zip(parts, amounts, strict=True) if amount]
    if not said:
        return "there is nothing to read"
    verb = "makes" if sum(amounts) == 1 else "make"
    return f"{joined(said, 'and')} {verb} {_minutes(total.exact)} minutes"


def _minutes(exact: Fraction) -> str:
    """The sum with one decimal, or more where that would hide that it is over a whole number."""
    for digits in range(1, 4):
        shown = f"{float(exact):.{digits}f}"
        if -(-Fraction(shown) // 1) == -(-exact // 1):
            return shown
    return f"{float(exact):.4f}"
