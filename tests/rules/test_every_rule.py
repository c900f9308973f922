"""Every rule finds mutants of good articles, and is silent on their neighbours.

The cases stand in `tests/rules/mutants`, one module a family. Each goes through every rule and, in
one batch, through the other linters: a mutant brings its own rule at exactly the marked places and
no other, unless the case names it; of a neighbour no rule says anything.

`python -m tests.rules.test_every_rule` prints how many of each every rule has.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from pipeline import build as story
from pipeline import work
from pipeline.baseline import baseline_text, load_baseline
from pipeline.engines import engines
from pipeline.judge import selection
from pipeline.model import Context, Document, Finding, Rule, Settings, Span
from pipeline.read import read, source_of
from pipeline.rules import ARTICLE_RULES, ENGINE_RULES, RULES
from pipeline.settings import load_settings
from tests.blog import NOW, make_blog
from tests.rules.examples import GUIDE, PATH, article, findings, marked
from tests.rules.mutants import MUTANTS, NEIGHBOURS
from tests.rules.mutants.cases import OWNER, Case, exchange

LEAST = 3
"""So many mutants, and so many neighbours, has every rule."""

Place = tuple[str, Span | None]


class Trial(NamedTuple):
    """A case of a rule, as it is tried."""

    code: str
    mutant: bool
    number: int
    case: Case

    def __str__(self) -> str:
        return f"{self.code}-{'mutant' if self.mutant else 'neighbour'}-{self.number}"

    @property
    def files(self) -> dict[str, bytes]:
        texts = self.case.files
        return {path: _bytes(_plain(text) if self.mutant else text) for path, text in texts.items()}

    @property
    def places(self) -> list[Place]:
        """Where the rule must speak: at the marks, or of the first file as a whole."""
        spans = [(path, span) for path, text in self.case.files.items() for span in marked(text)[1]]
        return sorted(spans) or [(next(iter(self.case.files)), None)]

    @property
    def settings(self) -> Settings:
        return self.case.settings_for(self.code)


def _trials() -> Iterator[Trial]:
    for mutant, table in ((True, MUTANTS), (False, NEIGHBOURS)):
        for code, cases in table.items():
            for number, case in enumerate(cases, start=1):
                yield Trial(code, mutant, number, case)


def _plain(text: str) -> str:
    return marked(text)[0]


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


TRIALS = tuple(_trials())


@cache
def _found_by_other_linters() -> Mapping[str, list[tuple[str, str, Span | None]]]:
    """What they say of all cases, by case: one run of each for all that share its settings."""
    batches: defaultdict[tuple[tuple[str, ...], str], list[Trial]] = defaultdict(list)
    for trial in TRIALS:
        batches[trial.settings.vocabulary, trial.settings.language].append(trial)
    found: defaultdict[str, list[tuple[str, str, Span | None]]] = defaultdict(list)
    for trials in batches.values():
        crew = engines(frozenset(rule.code for rule in ENGINE_RULES), trials[0].settings)
        for trial in trials:
            for path, data in trial.files.items():
                if path.endswith(".md"):
                    document = read(*source_of(f"{trial}/{path}", data), trial.settings)
                    for engine in crew:
                        engine.see(document)
        for engine in crew:
            for path, code, finding in engine.findings():
                name, _, file = path.partition("/")
                found[name].append((code, file, finding.span))
    return found


def _said(trial: Trial) -> list[tuple[str, str, Span | None]]:
    """(rule, path, place) of every finding, in order of place."""
    ours = findings(trial.files, trial.settings)
    said = [(code, path, finding.span) for code, path, finding in ours]
    said += _found_by_other_linters()[str(trial)]
    return sorted(said, key=lambda each: (each[1], each[2] or Span(-1, -1), each[0]))


@pytest.mark.parametrize("trial", [each for each in TRIALS if each.mutant], ids=str)
def test_a_mutant_is_found_at_its_place_and_by_no_other_rule(trial: Trial) -> None:
    said = _said(trial)
    assert [(path, span) for code, path, span in said if code == trial.code] == trial.places
    assert tuple(code for code, _, _ in said if code != trial.code) == trial.case.also


@pytest.mark.parametrize("trial", [each for each in TRIALS if not each.mutant], ids=str)
def test_of_a_neighbour_no_rule_says_anything(trial: Trial) -> None:
    assert _said(trial) == []


# --- what no author can bring about: a stale baseline, a rule that fails --------------------------

BESIDE = "content/articles/beside.md"
HTTP = exchange(OWNER, "See [the flags](http://flags.dev/) of others.\n")
TWICE = exchange(
    OWNER, "See [flags](http://flags.dev/).\n\nAnd [the log](http://flags.dev/more).\n"
)
ONCE = TWICE.replace("http://flags.dev/more", "https://flags.dev/more")
NOTE = article(BESIDE)

Blog = dict[str, str | bytes]

STALE: Mapping[str, tuple[Blog, Blog]] = {
    "what was accepted is mended": ({PATH: HTTP}, {PATH: GUIDE}),
    "one of two is mended": ({PATH: TWICE}, {PATH: ONCE}),
    "the article is gone": ({PATH: HTTP, BESIDE: NOTE}, {BESIDE: NOTE}),
}
"""A blog whose findings are accepted, and what becomes of it."""

FRESH: Mapping[str, tuple[Blog, Blog]] = {
    "all that was accepted is there": ({PATH: TWICE}, {PATH: TWICE}),
    "its line has moved": ({PATH: HTTP}, {PATH: HTTP.replace("\n### Who", "\nSo.\n\n### Who")}),
    "nothing was accepted": ({PATH: GUIDE}, {PATH: GUIDE, BESIDE: NOTE}),
}


def _after_accepting(root: Path, before: Blog, after: Blog) -> list[tuple[str, str]]:
    """What is said of the second blog when all that is said of the first is accepted."""
    job = _job(make_blog(root, before))
    (root / "accepted.json").write_text(baseline_text(story.check(job).verdict.diagnostics))
    for path in before:
        (root / path).unlink()
    make_blog(root, after)
    return _check(replace(job, baseline=load_baseline(root, "accepted.json")))


def _job(root: Path) -> story.Job:
    settings = load_settings(root)
    return story.Job(root, settings, selection(RULES, settings), NOW)


def _check(job: story.Job) -> list[tuple[str, str]]:
    return [(each.path, each.code) for each in story.check(job).verdict.diagnostics]


@pytest.mark.parametrize("name", STALE)
def test_a_baseline_with_room_to_spare_is_stale(name: str, tmp_path: Path) -> None:
    assert _after_accepting(tmp_path, *STALE[name]) == [("accepted.json", "SU004")]


@pytest.mark.parametrize("name", FRESH)
def test_a_baseline_that_fits_is_not_stale(name: str, tmp_path: Path) -> None:
    assert _after_accepting(tmp_path, *FRESH[name]) == []


def _raises(*_: object) -> Iterator[Finding]:
    raise ZeroDivisionError("no good")


def _finds_then_raises(document: Document, context: Context) -> Iterator[Finding]:
    yield Finding(None, "One.", "Two.")
    raise LookupError


def _raises_on_the_guide(document: Document, context: Context) -> Iterator[Finding]:
    if document.source.path == PATH:
        raise RecursionError("too deep")
    yield from ()


def _finds_nothing(*_: object) -> Iterator[Finding]:
    return iter(())


CRASHES: Mapping[str, Callable[[Document, Context], Iterator[Finding]]] = {
    "at once": _raises,
    "after a finding": _finds_then_raises,
    "on one file of two": _raises_on_the_guide,
}
"""How a rule of ours may fail on the guide."""


@pytest.mark.parametrize("name", CRASHES)
def test_a_rule_that_fails_is_said_to_fail(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    last = replace(ARTICLE_RULES[-1], check=CRASHES[name])
    monkeypatch.setattr(work, "ARTICLE_RULES", (*ARTICLE_RULES[:-1], last))
    assert _check(_job(make_blog(tmp_path, {PATH: GUIDE}))) == [(PATH, "SU005")]
    only_there = CRASHES[name] is _raises_on_the_guide
    both = _check(_job(make_blog(tmp_path, {PATH: GUIDE, BESIDE: NOTE})))
    assert both == ([] if only_there else [(BESIDE, "SU005")]) + [(PATH, "SU005")]


SOUND: Mapping[str, tuple[Rule, ...]] = {
    "rules as they are": ARTICLE_RULES,
    "a rule that finds nothing": (replace(ARTICLE_RULES[0], check=_finds_nothing),),
    "a rule that would fail and is off": tuple(
        rule if rule.selected else replace(rule, check=_raises) for rule in ARTICLE_RULES
    ),
}


@pytest.mark.parametrize("name", SOUND)
def test_of_a_rule_that_does_its_work_nothing_is_said(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "ARTICLE_RULES", SOUND[name])
    assert _check(_job(make_blog(tmp_path, {PATH: GUIDE, BESIDE: NOTE}))) == []


# --- the whole ------------------------------------------------------------------------------------


def table() -> dict[str, tuple[int, int]]:
    """How many mutants and neighbours each rule has, by code, in report order."""
    mutants = Counter({code: len(cases) for code, cases in MUTANTS.items()})
    neighbours = Counter({code: len(cases) for code, cases in NEIGHBOURS.items()})
    mutants += Counter(SU004=len(STALE), SU005=len(CRASHES))
    neighbours += Counter(SU004=len(FRESH), SU005=len(SOUND))
    return {code: (mutants[code], neighbours[code]) for code in RULES}


def test_every_rule_has_its_mutants_and_its_neighbours() -> None:
    assert {code: counts for code, counts in table().items() if min(counts) < LEAST} == {}


def test_no_case_names_a_rule_that_does_not_exist() -> None:
    assert MUTANTS.keys() == NEIGHBOURS.keys() == RULES.keys() - {"SU004", "SU005"}
    assert {code for trial in TRIALS for code in trial.case.also} <= RULES.keys()


def test_no_case_is_there_twice_and_none_is_the_guide_as_it_is() -> None:
    seen = [(trial.code, trial.files, trial.settings) for trial in TRIALS]
    assert [str(trial) for at, trial in enumerate(TRIALS) if seen.index(seen[at]) < at] == []
    unchanged = {PATH: GUIDE.encode()}
    assert [
        str(trial)
        for trial in TRIALS
        if trial.files == unchanged and not (trial.case.settings or trial.case.thresholds)
    ] == []


if __name__ == "__main__":
    width = max(len(rule.name) for rule in RULES.values())
    lines = [f"{'Code':<6} {'Name':<{width}}  Mutants found  Neighbours silent"]
    counts = table()
    lines += [
        f"{code:<6} {RULES[code].name:<{width}}  {mutants:>13}  {neighbours:>17}"
        for code, (mutants, neighbours) in counts.items()
    ]
    found, silent = map(sum, zip(*counts.values(), strict=True))
    sys.stdout.write("\n".join([*lines, f"{len(counts)} rules: {found} and {silent}."]) + "\n")
