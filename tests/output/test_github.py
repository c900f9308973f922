"""GitHub: escapes that read back, and its limits."""

from __future__ import annotations

from collections import Counter
from html import unescape

import pyromark
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.model import Diagnostic, Place, Position, Severity, Verdict
from pipeline.output import FORMATS, Report
from pipeline.output.github import ANNOTATIONS, SUMMARY_BYTES, github_summary
from pipeline.output.terminal import harmless

PARTS = ["%", "%25", "%0A", "%3A", ":", "::", ",", "=", "\r", "\n", "`", "``", "` `", "`x`", "|"]
PARTS += [
    "\\",
    "\\|",
    "<b>",
    "-->",
    "&lt;",
    "[x](y)",
    "![",
    "*",
    "_",
    "~~",
    "$",
    "https://x.y",
    " ",
    "x",
]
TRICKY = st.lists(st.one_of(st.sampled_from(PARTS), st.characters()), max_size=12).map("".join)


def report(*diagnostics: Diagnostic) -> Report:
    return Report(Verdict(diagnostics, {}, False), lambda path: None, checked=1)


def finding(
    number: int = 1, severity: Severity = Severity.ERROR, message: str = "m", path: str = "x.md"
) -> Diagnostic:
    place = Place(Position(number, 2, 0), Position(number, 5, 3))
    return Diagnostic(path, "XX001", "some-name", severity, message, "", place)


def parsed(command: str) -> tuple[str, dict[str, str], str]:
    """A workflow command as the runner reads it."""
    head, _, message = command.removeprefix("::").partition("::")
    name, _, listed = head.partition(" ")
    properties = {}
    for item in listed.split(","):
        key, _, value = item.partition("=")
        for escape, character in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ",")):
            value = value.replace(escape, character)
        properties[key] = value.replace("%25", "%")
    for escape, character in (("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
        message = message.replace(escape, character)
    return name, properties, message


@settings(deadline=None)
@given(message=TRICKY, advice=TRICKY, path=TRICKY)
def test_what_the_runner_reads_is_what_was_said(message: str, advice: str, path: str) -> None:
    diagnostic = Diagnostic(path, "XX001", "some-name", Severity.WARNING, message, advice, None)
    shown = FORMATS["github"](report(diagnostic))
    assert shown.splitlines() == [shown[:-1]]
    assert parsed(shown[:-1]) == (
        "warning",
        {"file": harmless(path), "title": "XX001 some-name"},
        "\n".join(text for text in (harmless(message), harmless(advice)) if text),
    )


def test_an_annotation_over_several_lines_has_no_columns() -> None:
    place = Place(Position(2, 3, 9), Position(4, 1, 30))
    diagnostic = Diagnostic("x.md", "XX001", "some-name", Severity.INFO, "m", "", place)
    assert FORMATS["github"](report(diagnostic)) == (
        "::notice file=x.md,line=2,endLine=3,title=XX001 some-name::m\n"
    )


def test_ten_of_a_kind_are_all_shown() -> None:
    shown = FORMATS["github"](report(*(finding(number) for number in range(1, 11))))
    assert [parsed(line)[1]["line"] for line in shown.splitlines()] == [
        str(number) for number in range(1, 11)
    ]


def test_eleven_of_a_kind_are_nine_and_a_roll_up_that_counts_the_rest() -> None:
    shown = FORMATS["github"](report(*(finding(number) for number in range(1, 12))))
    *nine, last = shown.splitlines()
    assert [parsed(line)[1]["line"] for line in nine] == [str(number) for number in range(1, 10)]
    name, properties, message = parsed(last)
    assert (name, properties) == ("error", {"title": "2 more of 11 errors"})
    assert "The other 2, in 1 file, are in the summary of this job" in message


@settings(deadline=None)
@given(st.lists(st.sampled_from(Severity), max_size=60))
def test_no_severity_goes_over_the_limit_and_the_worst_come_first(found: list[Severity]) -> None:
    shown = FORMATS["github"](report(*(finding(1, severity) for severity in found)))
    names = [parsed(line)[0] for line in shown.splitlines()]
    assert names == sorted(names, key=["error", "warning", "notice"].index)
    expected = Counter({"error": 0, "warning": 0, "notice": 0})
    for severity in found:
        expected["notice" if severity is Severity.INFO else severity.value] += 1
    assert Counter(names) == +Counter(
        {name: min(number, ANNOTATIONS) for name, number in expected.items()}
    )


def test_the_summary_lists_the_worst_first() -> None:
    rows = github_summary(
        report(finding(1, Severity.INFO), finding(2, Severity.WARNING), finding(3, Severity.ERROR))
    ).splitlines()[6:]
    assert rows == [
        "| error | x.md:3:2 | XX001 some-name | m |",
        "| warning | x.md:2:2 | XX001 some-name | m |",
        "| info | x.md:1:2 | XX001 some-name | m |",
    ]


def test_a_summary_that_would_be_too_large_counts_what_it_leaves_out() -> None:
    text = github_summary(report(*(finding(1, message="語" * 1000) for _ in range(400))))
    shown = text.count("| error |")
    row = len(f"| error | x.md:1:2 | XX001 some-name | {'語' * 1000} |\n".encode())
    assert SUMMARY_BYTES - 2 * row < len(text.encode()) <= SUMMARY_BYTES
    assert text.endswith(f"\n{400 - shown} more: `codeloom check` shows them all.\n")


@settings(deadline=None)
@given(message=TRICKY)
@example(message="``<b>``")
@example(message="`a|b` c|d \\|")
def test_a_message_stays_text_in_one_cell_of_the_summary(message: str) -> None:
    text = github_summary(report(finding(1, message=message)))
    html = pyromark.html(text, options=pyromark.Options.ENABLE_TABLES)
    row = html.partition("<tbody>")[2]
    assert row.count("<tr>") == 1
    assert row.count("<td>") == row.count("</td>") == 4
    cell = row.split("<td>")[4].partition("</td>")[0]
    text = cell.replace("<code>", "").replace("</code>", "")
    assert "<" not in text
    assert _letters(unescape(text)) == _letters(harmless(message))


def _letters(text: str) -> str:
    """A text without what becomes markup on purpose, and without blanks, which Markdown trims."""
    return "".join(text.replace("`", "").split())


def test_values_in_backticks_are_code_in_the_summary() -> None:
    text = github_summary(report(finding(1, message="`<b>*x*` is not `a_b` *at all*.")))
    assert "| `<b>*x*` is not `a_b` \\*at all\\*. |" in text
