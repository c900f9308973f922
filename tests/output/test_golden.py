"""Every format of every handmade verdict, byte for byte.

After a change that is meant, `CODELOOM_GOLDEN=renew pytest tests/output` writes the files in
`golden/` anew; read what changed before committing it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from pipeline.model import AnyRule
from pipeline.output import FORMATS, Report, summary_line
from pipeline.output.explain import explain
from pipeline.output.github import github_summary
from pipeline.output.table import rules_table

if TYPE_CHECKING:
    from tests.output.conftest import Case

Golden = Callable[[str, str], None]


@pytest.mark.parametrize("name", FORMATS)
def test_a_verdict_in_each_format(case: Case, name: str, golden: Golden) -> None:
    suffix = "json" if name == "json" else f"{name}.txt"
    golden(f"{case.name}.{suffix}", FORMATS[name](case.report))


def test_the_summary_of_a_job(case: Case, golden: Golden) -> None:
    golden(f"{case.name}.summary.md", github_summary(case.report))


def test_the_sentences_that_sum_up(cases: dict[str, Report], golden: Golden) -> None:
    lines = [f"{name}: {summary_line(report)}\n" for name, report in cases.items()]
    golden("summary-lines.txt", "".join(lines))


def test_colours_for_people(cases: dict[str, Report], golden: Golden) -> None:
    coloured = replace(cases["everyday"], colour=True)
    golden("coloured.txt", FORMATS["full"](coloured) + FORMATS["concise"](coloured))


def test_rules_explained(rules: dict[str, AnyRule], golden: Golden) -> None:
    texts = [explain(rule, colour=False) for rule in rules.values()]
    golden("explain.txt", f"{'=' * 40}\n".join(texts))


def test_the_table_of_rules(rules: dict[str, AnyRule], golden: Golden) -> None:
    golden("rules.txt", rules_table(list(rules.values()), colour=False))
