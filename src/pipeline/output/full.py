"""For people: each finding with the lines it is about, and what to write instead."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Diagnostic, Fix, LineIndex
from pipeline.output.frames import Frame, Mark, drawn, framed
from pipeline.output.patch import changes, rows
from pipeline.output.report import Lines, Report
from pipeline.output.terminal import SEVERITY, Paint, Style, harmless, painter


def show(report: Report) -> str:
    """Every finding as a headline, frames and help, with a blank line between findings."""
    paint = painter(report.colour)
    return "\n".join(
        "".join(f"{row}\n" for row in _rows(diagnostic, report.lines, paint))
        for diagnostic in report.verdict.diagnostics
    )


def _rows(diagnostic: Diagnostic, lines: Lines, paint: Paint) -> Iterator[str]:
    style = SEVERITY[diagnostic.severity]
    severity = paint(f"{diagnostic.severity.value} {diagnostic.code}", style)
    name = paint(f"{diagnostic.name}:", Style.STRONG)
    yield f"{severity} {name} {harmless(diagnostic.message)}"

    frames = _frames(diagnostic, lines)
    gutter = max((len(str(frame.lines.stop - 1)) for frame in frames if frame.lines), default=1)
    if diagnostic.place is None:
        arrow = paint(f"{' ' * gutter}-->", Style.FRAME)
        yield f"{arrow} {harmless(diagnostic.path)}"
    for frame in frames:
        yield from drawn(frame, gutter, style, paint)
        if frame.lines and (diagnostic.help or frame is not frames[-1]):
            yield paint(f"{' ' * gutter} |", Style.FRAME)
    if diagnostic.help:
        sign = paint(f"{' ' * gutter} =", Style.FRAME)
        yield f"{sign} {paint('help:', Style.STRONG)} {harmless(diagnostic.help)}"
    index = lines(diagnostic.path) if diagnostic.fix else None
    if diagnostic.fix and index is not None:
        yield from _fix(diagnostic.fix, index, gutter, paint)


def _fix(fix: Fix, index: LineIndex, gutter: int, paint: Paint) -> Iterator[str]:
    sign = paint(f"{' ' * gutter} =", Style.FRAME)
    flag = "--fix" if fix.safe else "--unsafe-fixes"
    yield f"{sign} {paint('fix:', Style.STRONG)} with {flag}"
    for change in changes(fix, index):
        yield from rows(change, gutter, paint)


def _frames(diagnostic: Diagnostic, lines: Lines) -> list[Frame]:
    """The frames of a finding: its own file's, then those of other files as they are named."""
    marks: dict[str, list[Mark]] = {}
    if diagnostic.place is not None:
        marks[diagnostic.path] = [Mark(diagnostic.place, "", primary=True)]
    for related in diagnostic.related:
        marks.setdefault(related.path, []).append(
            Mark(related.place, related.message, primary=False)
        )
    return [frame for path in marks for frame in framed(path, lines(path), marks[path])]
