"""The examples are the tests: every Bad and every Good of every rule's docstring."""

from __future__ import annotations

import importlib
import pkgutil

import pytest

import pipeline.rules
from pipeline.model import AnyRule, LinterRule, Rule, SiteRule
from tests.rules.examples import (
    EVERY_RULE,
    GUIDE,
    PATH,
    Example,
    article,
    examples,
    findings,
    mended,
)

EXAMPLES = [example for rule in EVERY_RULE for example in examples(rule)]
BAD = [example for example in EXAMPLES if not example.good]
GOOD = {(example.rule.code, example.number): example for example in EXAMPLES if example.good}

# Neither a stale baseline nor a rule of ours that crashes can be shown by what an author writes.
WITHOUT_EXAMPLES = {"SU004", "SU005"}


@pytest.mark.parametrize("text", [article(), GUIDE], ids=["scaffold", "guide"])
def test_the_articles_that_examples_and_mutations_start_from_are_clean(text: str) -> None:
    assert findings({PATH: text.encode()}) == []


@pytest.mark.parametrize("example", BAD, ids=str)
def test_a_bad_example_brings_its_own_rule_alone_at_the_marked_place(example: Example) -> None:
    found = [(code, path, finding.span) for code, path, finding in example.findings]
    path, span = example.place or (next(iter(example.files)), None)
    assert found == [(example.rule.code, path, span)]


def test_the_fix_of_a_bad_example_gives_the_good_one() -> None:
    fixed = set()
    for example in BAD:
        for code, path, finding in example.findings:
            if finding.fix:
                good = GOOD[example.rule.code, example.number]
                assert mended(example.files, path, finding) == good.files, str(example)
                fixed.add(code)
    assert fixed >= {"RT001", "LK001", "LK002", "PB004"}


@pytest.mark.parametrize("example", GOOD.values(), ids=str)
def test_a_good_example_is_silent(example: Example) -> None:
    assert example.findings == []


@pytest.mark.parametrize("rule", EVERY_RULE, ids=lambda rule: rule.code)
def test_a_rule_says_what_it_is_why_it_matters_and_shows_both(rule: AnyRule) -> None:
    summary, gap, why = rule.doc.split("\n")[:3]
    assert (summary[-1:], gap, bool(why)) == (".", "", True)
    shown = {example.good for example in examples(rule)}
    assert shown == (set() if rule.code in WITHOUT_EXAMPLES else {False, True})


def test_every_rule_file_is_in_the_literals_under_its_own_name() -> None:
    names = [
        name
        for _, name, is_package in pkgutil.walk_packages(pipeline.rules.__path__, "pipeline.rules.")
        if not is_package
    ]
    modules = {name.rpartition(".")[2]: importlib.import_module(name) for name in names}
    in_files = {
        (name, module.RULE.code)
        for name, module in modules.items()
        if isinstance(getattr(module, "RULE", None), Rule | SiteRule | LinterRule)
    }
    assert in_files == {(rule.name.replace("-", "_"), rule.code) for rule in EVERY_RULE}


def test_a_rule_proposes_no_worse_severity_than_its_own() -> None:
    ours = {rule.code: rule.severity.rank for rule in EVERY_RULE}
    proposed = [
        (code, finding.severity)
        for example in BAD
        for code, _, finding in example.findings
        if finding.severity
    ]
    assert {code for code, _ in proposed} >= {"RD001", "SC003"}
    assert all(severity.rank >= ours[code] for code, severity in proposed)
