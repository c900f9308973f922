"""The sentence at the end, and what formats have in common."""

from __future__ import annotations

import pytest

from pipeline.model import Diagnostic, Severity, Verdict
from pipeline.output import FORMATS, Report, summary_line


def report(found: str, checked: int, *, crashed: bool = False) -> Report:
    """A report of findings given as `severity@path`, separated by blanks."""
    diagnostics = []
    for item in found.split():
        severity, path = item.split("@")
        diagnostics.append(Diagnostic(path, "XX001", "x", Severity(severity), "m", "", None))
    return Report(Verdict(tuple(diagnostics), {}, crashed), lambda path: None, checked)


@pytest.mark.parametrize(
    ("found", "checked", "sentence"),
    [
        ("", 1, "1 article checked, nothing to report."),
        ("", 3, "3 articles checked, nothing to report."),
        ("error@a", 1, "Found 1 error in 1 article."),
        ("error@a error@a warning@a", 3, "Found 2 errors and 1 warning in 1 of 3 articles."),
        ("warning@a info@b", 2, "Found 1 warning and 1 info in 2 of 2 articles."),
        (
            "error@a warning@b warning@c info@c info@c",
            3,
            "Found 1 error, 2 warnings and 2 infos in 3 of 3 articles.",
        ),
        ("error@a error@b", 1, "Found 2 errors in 2 files."),
    ],
)
def test_the_sentence_counts_what_was_found(found: str, checked: int, sentence: str) -> None:
    assert summary_line(report(found, checked)) == sentence


def test_the_sentence_owns_up_to_a_crash() -> None:
    assert summary_line(report("error@a", 1, crashed=True)) == (
        "Found 1 error in 1 article. A rule crashed, so this is not all there is to know."
    )


def test_formats_say_nothing_when_there_is_nothing_to_say_but_json() -> None:
    texts = {name: show(report("", 3)) for name, show in FORMATS.items()}
    assert texts.pop("json").startswith('{"version": 1,')
    assert set(texts.values()) == {""}


def test_machine_formats_have_no_colours() -> None:
    plain = report("error@a warning@b", 2)
    coloured = Report(plain.verdict, plain.lines, plain.checked, colour=True)
    for name in ("json", "github"):
        assert FORMATS[name](coloured) == FORMATS[name](plain)
