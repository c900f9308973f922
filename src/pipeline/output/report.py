"""What every output format is given, and the one sentence that sums it up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pipeline.model import Diagnostic, LineIndex, Place, Severity, Verdict
from pipeline.settings import FILE
from pipeline.wording import articles_and_pages, counted, joined

Lines = Callable[[str], LineIndex | None]
"""From the path of a file to its line index; None for a file that cannot be shown."""


@dataclass(frozen=True, slots=True)
class Report:
    """A verdict, and what it takes to show it."""

    verdict: Verdict
    lines: Lines
    """Called only for files with findings, perhaps more than once."""
    checked: int
    """How many articles and pages were looked at."""
    colour: bool = False
    """True when a terminal is to see colours; only the formats for people have any."""
    pages: int = 0
    """How many of them were pages outside the articles."""

    @property
    def worst_first(self) -> list[Diagnostic]:
        """The diagnostics by severity, in total order within each."""
        return sorted(self.verdict.diagnostics, key=_rank)

    @property
    def files(self) -> int:
        """How many files have findings."""
        return len({diagnostic.path for diagnostic in self.verdict.diagnostics})


def where(path: str, place: Place | None) -> str:
    """A place as editors take it: `path:line:column`, or the path alone."""
    return f"{path}:{place.start.line}:{place.start.column}" if place else path


def last_line(place: Place) -> int:
    """The last line that a place has a part of; a line end belongs to the line that it ends."""
    start, end = place
    return end.line - 1 if end.column == 1 and end.line > start.line else end.line


def summary_line(report: Report) -> str:
    """One line, without its end: `Found 2 errors and 1 warning in 1 of 3 articles.`"""
    return _found(report) + (
        " A rule crashed, so this is not all there is to know." if report.verdict.crashed else ""
    )


def fixes_line(report: Report, *, safe: bool, unsafe: bool) -> str:
    """What could be mended and how, without its end; empty when there is nothing to offer.

    `safe` and `unsafe` say which fixes are worth an offer: those just tried are not.
    """
    fixes = [each.fix for each in report.verdict.diagnostics if each.fix]
    easy = sum(fix.safe for fix in fixes) if safe else 0
    risky = sum(not fix.safe for fix in fixes) if unsafe else 0
    if easy and risky:
        return f"{easy} can be mended with --fix, {risky} more with --unsafe-fixes."
    if easy or risky:
        return f"{easy or risky} can be mended with {'--fix' if easy else '--unsafe-fixes'}."
    return ""


def _found(report: Report) -> str:
    if not report.verdict.diagnostics:
        looked_at = articles_and_pages(report.checked - report.pages, report.pages)
        return f"{looked_at} checked, nothing to report."
    counts = [(report.verdict.count(severity), severity.value) for severity in Severity]
    listed = joined([counted(number, noun) for number, noun in counts if number], "and")
    return f"Found {listed} in {_in_files(report)}."


def _in_files(report: Report) -> str:
    files, checked, pages = report.files, report.checked, report.pages
    of_settings = any(each.path == FILE for each in report.verdict.diagnostics)
    if files > checked or of_settings:
        return counted(files, "file")
    if checked == 1:
        return articles_and_pages(1 - pages, pages)
    if pages == checked:
        return f"{files} of {checked} pages"
    return f"{files} of {checked} articles" + (" and pages" if pages else "")


def _rank(diagnostic: Diagnostic) -> int:
    return diagnostic.severity.rank
