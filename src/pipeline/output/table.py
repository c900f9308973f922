"""`codeloom rules`: every rule in a line, family by family."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import AnyRule
from pipeline.output.terminal import SEVERITY, Paint, Style, painter

_HEAD = ("Code", "Name", "Severity", "What it finds")


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
    rows = [(rule.code, rule.name, _severity(rule), _summary(rule)) for rule in rules]
    widths = [max(map(len, column)) for column in zip(_HEAD, *rows, strict=True)]

    table = [_row(_HEAD, widths, (Style.STRONG,) * 4, paint)]
    family = ""
    for rule, row in zip(rules, rows, strict=True):
        if _family(rule) != family:
            family = _family(rule)
            table.append("")
        table.append(_row(row, widths, (Style.STRONG, None, SEVERITY[rule.severity], None), paint))
    return "".join(f"{row}\n" for row in table)


def _row(
    cells: Sequence[str], widths: Sequence[int], styles: Sequence[Style | None], paint: Paint
) -> str:
    """Cells in columns; blanks stay out of the colours, and none end the row."""
    shown = ""
    for cell, width, style in zip(cells, widths, styles, strict=True):
        shown += (paint(cell, style) if style else cell) + " " * (width - len(cell) + 2)
    return shown.rstrip()


def _severity(rule: AnyRule) -> str:
    return rule.severity.value if rule.selected else f"{rule.severity.value}, off"


def _summary(rule: AnyRule) -> str:
    """The first paragraph of the docstring, on one line."""
    return " ".join(rule.doc.strip().split("\n\n", 1)[0].split())


def _family(rule: AnyRule) -> str:
    return rule.code.rstrip("0123456789")
