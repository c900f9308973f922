"""For GitHub: annotations on the lines of a change, and the summary of a job.

Annotations are workflow commands (`::error file=...::message`), which the runner reads from the
log: https://docs.github.com/actions/reference/workflow-commands-for-github-actions. It keeps ten
errors, ten warnings and ten notices of a step and drops the rest without a word, so that beyond
ten the last one says how many more there are. The summary lists them all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from pipeline.model import Diagnostic, Place, Severity
from pipeline.output.report import Report, last_line, summary_line, where
from pipeline.output.terminal import harmless
from pipeline.wording import counted

ANNOTATIONS = 10
"""How many annotations of one severity GitHub shows for a step."""

SUMMARY_BYTES = 1024 * 1024
"""How large the summary of a step may be; GitHub shows nothing of a larger one."""

COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
"""What GitHub calls our severities."""


def show(report: Report) -> str:
    """The annotations, worst first: at most ten a severity, the last one a roll-up if need be."""
    return "".join(
        f"{command}\n" for severity in Severity for command in _annotations(report, severity)
    )


def github_summary(report: Report) -> str:
    """Every finding in a Markdown table, worst first, for the file `GITHUB_STEP_SUMMARY` names.

    It takes at most `SUMMARY_BYTES`; what does not fit is counted.
    """
    heading = f"## Codeloom\n\n{summary_line(report)}\n"
    if not report.verdict.diagnostics:
        return heading
    table = "\n| Severity | Place | Rule | Finding |\n| --- | --- | --- | --- |\n"
    rows = [_row(diagnostic) for diagnostic in report.worst_first]
    fitting = _fitting(rows, SUMMARY_BYTES - len((heading + table + _more(len(rows))).encode()))
    left = len(rows) - fitting
    return heading + table + "".join(rows[:fitting]) + (_more(left) if left else "")


# --- annotations ----------------------------------------------------------------------------------


def _annotations(report: Report, severity: Severity) -> Iterator[str]:
    found = [item for item in report.verdict.diagnostics if item.severity is severity]
    shown = len(found) if len(found) <= ANNOTATIONS else ANNOTATIONS - 1
    for diagnostic in found[:shown]:
        properties = {
            "file": diagnostic.path,
            **_lines(diagnostic.place),
            "title": f"{diagnostic.code} {diagnostic.name}",
        }
        text = [harmless(diagnostic.message), harmless(diagnostic.help)]
        yield _command(COMMANDS[severity], properties, "\n".join(filter(None, text)))
    if rest := found[shown:]:
        files = len({diagnostic.path for diagnostic in rest})
        yield _command(
            COMMANDS[severity],
            {"title": f"{len(rest)} more of {counted(len(found), severity.value)}"},
            f"GitHub shows {ANNOTATIONS} annotations of a kind. The other {len(rest)}, in "
            f"{counted(files, 'file')}, are in the summary of this job; `codeloom check` shows "
            "them all on your machine.",
        )


def _lines(place: Place | None) -> dict[str, str]:
    """Where an annotation goes; the runner takes no columns when it spans several lines."""
    if place is None:
        return {}
    start, end = place
    if start.line != end.line:
        return {"line": str(start.line), "endLine": str(last_line(place))}
    return {
        "line": str(start.line),
        "col": str(start.column),
        "endLine": str(end.line),
        "endColumn": str(end.column),
    }


def _command(name: str, properties: Mapping[str, str], message: str) -> str:
    listed = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{name} {listed}::{_data(message)}"


def _data(text: str) -> str:
    """A message as the runner reads it back: the percent sign first, it is what escapes."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """A property's value: also without what separates properties from each other."""
    return _data(harmless(text)).replace(":", "%3A").replace(",", "%2C")


# --- the summary ----------------------------------------------------------------------------------

_MARKUP = re.compile(r"[\\`*_\[\]<>|~&$]|:(?=/)")


def _row(diagnostic: Diagnostic) -> str:
    cells = (
        diagnostic.severity.value,
        where(diagnostic.path, diagnostic.place),
        f"{diagnostic.code} {diagnostic.name}",
        diagnostic.message,
    )
    return f"| {' | '.join(_markdown(cell) for cell in cells)} |\n"


def _markdown(text: str) -> str:
    """Plain text as Markdown that shows it: values in backticks as code, no other markup."""
    plain = harmless(text)
    parts = plain.split("`")
    paired = len(parts) % 2 == 1 and all(part.strip() for part in parts[1::2])
    # A table takes a pipe for its own even in code, and a backslash before it makes no difference.
    if not paired or "|" in plain:
        return _escaped(plain)
    return "".join(f"`{part}`" if index % 2 else _escaped(part) for index, part in enumerate(parts))


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\g<0>", text)


def _fitting(rows: list[str], room: int) -> int:
    """How many of the rows fit into `room` bytes."""
    for index, row in enumerate(rows):
        room -= len(row.encode())
        if room < 0:
            return index
    return len(rows)


def _more(number: int) -> str:
    return f"\n{number} more: `codeloom check` shows them all.\n"
