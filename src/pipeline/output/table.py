"""`codeloom rules`: every rule in a line, family by family."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from pipeline.model import AnyRule
from pipeline.output.terminal import SEVERITY, Style, painter

_HEAD = ("Code", "Name", "Severity", "What it asks")


def rules_table(rules: Sequence[AnyRule], colour: bool) -> str:
    """Code, name, default severity and summary of each rule, by family and code.

    A family is the letters of a code; families stand in the order in which the rules name them
    first, with a blank line between. A rule that is off until it is selected says so beside its
    severity.
    """
    if not rules:
        return ""
    paint = painter(colour)
    families = list(dict.fromkeys(_family(rule) for rule in rules))
    rules = sorted(rules, key=lambda rule: (families.index(_family(rule)), rule.code))
    rows = {rule.code: (rule.code, rule.name, _severity(rule), _summary(rule)) for rule in rules}
    widths = [max(map(len, column)) for column in zip(_HEAD, *rows.values(), strict=True)][:3]

    def line(cells: Sequence[str], styles: Sequence[Style | None]) -> str:
        padded = [cell.ljust(width) for cell, width in zip(cells, widths, strict=False)]
        looks = [
            paint(cell, style) if style else cell
            for cell, style in zip(padded, styles, strict=True)
        ]
        return f"{'  '.join([*looks, cells[-1]])}\n"

    blocks = [
        "".join(
            line(rows[rule.code], (Style.STRONG, None, SEVERITY[rule.severity])) for rule in family
        )
        for _, family in groupby(rules, _family)
    ]
    return line(_HEAD, (Style.STRONG,) * 3) + "\n" + "\n".join(blocks)


def _severity(rule: AnyRule) -> str:
    return rule.severity.value if rule.selected else f"{rule.severity.value}, off"


def _summary(rule: AnyRule) -> str:
    """The first paragraph of the docstring, on one line."""
    return " ".join(rule.doc.strip().split("\n\n", 1)[0].split())


def _family(rule: AnyRule) -> str:
    return rule.code.rstrip("0123456789")
