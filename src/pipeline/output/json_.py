"""For programs: JSON, described by `schemas/diagnostics.schema.json`.

Fields are only ever added. The text is ASCII, so that nothing an author wrote can act on whatever
shows it, and each diagnostic has a line of its own, so that line tools see one at a time.
"""

from __future__ import annotations

import json
import re
from typing import Any

from pipeline.model import Diagnostic, Edit, Fix, LineIndex, Place, Position, Severity
from pipeline.output.report import Report

VERSION = 1

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def show(report: Report) -> str:
    """One JSON object with the counts and every diagnostic; never empty."""
    diagnostics = ",\n".join(
        json.dumps(_diagnostic(diagnostic, report)) for diagnostic in report.verdict.diagnostics
    )
    listed = f"[\n{diagnostics}\n]" if diagnostics else "[]"
    summary = json.dumps(_summary(report))
    return f'{{"version": {VERSION},\n"summary": {summary},\n"diagnostics": {listed}}}\n'


def _summary(report: Report) -> dict[str, int]:
    return {
        "errors": report.verdict.count(Severity.ERROR),
        "warnings": report.verdict.count(Severity.WARNING),
        "infos": report.verdict.count(Severity.INFO),
        "files": report.files,
        "checked": report.checked,
    }


def _diagnostic(diagnostic: Diagnostic, report: Report) -> dict[str, Any]:
    return {
        "code": diagnostic.code,
        "name": diagnostic.name,
        "severity": diagnostic.severity.value,
        "message": _text(diagnostic.message),
        "help": _text(diagnostic.help),
        "path": _text(diagnostic.path),
        **_ends(diagnostic.place),
        "related": [
            {
                "path": _text(related.path),
                "message": _text(related.message),
                **_ends(related.place),
            }
            for related in diagnostic.related
        ],
        "fix": _fix(diagnostic.fix, report.lines(diagnostic.path)) if diagnostic.fix else None,
    }


def _ends(place: Place | None) -> dict[str, Any]:
    return {
        "start": _position(place.start) if place else None,
        "end": _position(place.end) if place else None,
    }


def _position(position: Position) -> dict[str, int]:
    return {"line": position.line, "column": position.column, "byte": position.byte}


def _fix(fix: Fix, index: LineIndex | None) -> dict[str, Any] | None:
    """A fix in a file that cannot be shown has no places, and so is none."""
    if index is None:
        return None
    return {"safe": fix.safe, "edits": [_edit(edit, index) for edit in fix.edits]}


def _edit(edit: Edit, index: LineIndex) -> dict[str, Any]:
    return {
        "start": _position(index.position(edit.span.start)),
        "end": _position(index.position(edit.span.end)),
        "replacement": _text(edit.replacement),
    }


def _text(text: str) -> str:
    """`text` without the halves of characters that a file name may hold: JSON has none."""
    return _LONE_SURROGATE.sub("\ufffd", text)
