"""`explain` and `rules`, beyond what their golden files show."""

from __future__ import annotations

from dataclasses import replace

from pipeline.model import AnyRule
from pipeline.output.explain import explain
from pipeline.output.table import rules_table


def example(rule: AnyRule, body: str) -> str:
    """What is shown of a bad example that is `body`."""
    doc = f"Summary.\n\n**Bad**\n\n```markdown\n{body}\n```\n"
    return explain(replace(rule, doc=doc), colour=False).partition("Bad\n\n")[2]


def test_carets_stand_under_the_marked_place_by_display_width(rules: dict[str, AnyRule]) -> None:
    assert example(rules["SC001"], "語「«値»」") == "    語「値」\n        ^^\n"


def test_an_empty_mark_is_one_caret_at_its_place(rules: dict[str, AnyRule]) -> None:
    assert example(rules["SC001"], "«»---\na") == "    ---\n    ^\n    a\n"
    assert example(rules["SC001"], "a\n«»\nb") == "    a\n\n    ^\n    b\n"
    assert example(rules["SC001"], "a«»\nb") == "    a\n     ^\n    b\n"


def test_a_mark_over_lines_is_drawn_under_each(rules: dict[str, AnyRule]) -> None:
    assert example(rules["SC001"], "a «b\n\nc» d") == "    a b\n      ^\n\n    c d\n    ^\n"


def test_a_mark_that_ends_with_its_line_marks_nothing_of_the_next(
    rules: dict[str, AnyRule],
) -> None:
    assert example(rules["SC001"], "a «b\n»c") == "    a b\n      ^\n    c\n"


def test_what_is_marked_cannot_act_on_the_terminal(rules: dict[str, AnyRule]) -> None:
    assert example(rules["SC001"], "«\u202e»a") == "    <U+202E>a\n    ^^^^^^^^\n"


def test_examples_that_follow_each_other_are_told_apart(rules: dict[str, AnyRule]) -> None:
    assert example(rules["SC001"], "«a»\n```\n\n```markdown\n«b»") == (
        "    a\n    ^\n\nor\n\n    b\n    ^\n"
    )
    assert example(rules["SC001"], '«a»\n```\n\n```markdown title="b.md"\n«b»') == (
        "    a\n    ^\n\nb.md\n\n    b\n    ^\n"
    )
    assert example(rules["SC001"], "«a»\n```\n\nText.\n\n```markdown\n«b»") == (
        "    a\n    ^\n\nText.\n\n    b\n    ^\n"
    )


def test_only_bad_examples_have_marks(rules: dict[str, AnyRule]) -> None:
    doc = "Summary.\n\n**Good**\n\n```markdown\n«Bonjour»\n```\n"
    assert explain(replace(rules["SC001"], doc=doc), colour=False).endswith("\n    «Bonjour»\n")


def test_colours_change_nothing_but_colours(rules: dict[str, AnyRule]) -> None:
    for rule in rules.values():
        assert _plain(explain(rule, colour=True)) == explain(rule, colour=False)
    listed = list(rules.values())
    assert _plain(rules_table(listed, colour=True)) == rules_table(listed, colour=False)


def _plain(text: str) -> str:
    start = text.find("\x1b")
    while start >= 0:
        text = text[:start] + text[text.index("m", start) + 1 :]
        start = text.find("\x1b")
    return text


def test_a_family_stays_together_whatever_its_rules_see(rules: dict[str, AnyRule]) -> None:
    given = [rules[code] for code in ("RD002", "FM015", "SC001", "FM010")]
    shown = rules_table(given, colour=False).splitlines()[2:]
    assert [row[:5] for row in shown] == ["RD002", "", "FM010", "FM015", "", "SC001"]


def test_no_rules_are_no_table() -> None:
    assert rules_table([], colour=False) == ""
