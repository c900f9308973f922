"""For people in a hurry and for editors: one finding a line, its place first."""

from __future__ import annotations

from pipeline.model import Diagnostic
from pipeline.output.report import Report, where
from pipeline.output.terminal import SEVERITY, Paint, harmless, painter


def show(report: Report) -> str:
    """`path:line:column: severity code message`; for a file as a whole the path stands alone."""
    paint = painter(report.colour)
    return "".join(f"{_line(diagnostic, paint)}\n" for diagnostic in report.verdict.diagnostics)


def _line(diagnostic: Diagnostic, paint: Paint) -> str:
    place = harmless(where(diagnostic.path, diagnostic.place))
    what = paint(f"{diagnostic.severity.value} {diagnostic.code}", SEVERITY[diagnostic.severity])
    return f"{place}: {what} {harmless(diagnostic.message)}"
