"""Findings to a verdict: the only place where severity is decided.

It runs the site rules, stamps every finding with its rule, gives drafts their leniency, applies the
settings, sorts, and says which articles may not be built.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from pipeline.errors import SettingsError
from pipeline.model import (
    CRASH,
    AnyRule,
    Corpus,
    Diagnostic,
    Examined,
    Finding,
    LineIndex,
    Place,
    RelatedPlace,
    Settings,
    Severity,
    SiteRule,
    Span,
    Verdict,
)

Lines = Callable[[str], LineIndex | None]
"""The line index of a file by its path; None when the file cannot be shown."""

Found = tuple[str, str, Finding]
"""(path, code, finding)."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Which rules run and which of their findings are shown.

    Gate rules always run; a view that leaves one out hides it in the report alone.
    """

    run: frozenset[str]
    shown: frozenset[str]


def selection(
    rules: Mapping[str, AnyRule],
    settings: Settings,
    select: Sequence[str] = (),
    extend: Sequence[str] = (),
    ignore: Sequence[str] = (),
) -> Selection:
    """The rules that the settings ask for, narrowed to a view by codes from the command line.

    Raises:
        SettingsError: when the settings ignore or lower a rule that guards what is built.
    """
    gate = {code for code, rule in rules.items() if rule.gate}
    _refuse_lowered(rules, settings, gate)
    on = set(settings.select) or {code for code, rule in rules.items() if rule.selected}
    on = (on | set(settings.extend_select)) - set(settings.ignore) | gate
    shown = ((set(select) or on) | set(extend)) - set(ignore)
    if not shown:
        raise SettingsError("No rule is left to run: select one that is not ignored.")
    return Selection(frozenset(on | shown), frozenset(shown))


def _refuse_lowered(
    rules: Mapping[str, AnyRule], settings: Settings, gate: Collection[str]
) -> None:
    lowered = {code for code, level in settings.severity.items() if level is not Severity.ERROR}
    hidden = {code for codes in settings.per_file_ignores.values() for code in codes}
    for said, codes in (
        ("ignore", set(settings.ignore)),
        ("severity", lowered),
        ("per_file_ignores", hidden),
    ):
        guarded = sorted(codes & set(gate))
        if guarded:
            code = guarded[0]
            raise SettingsError(
                f"pyproject.toml: {said} names {code} ({rules[code].name}), which guards what is "
                "built and stays an error: take it out."
            )


def judge(
    examined: Sequence[Examined],
    corpus: Corpus,
    rules: Mapping[str, AnyRule],
    settings: Settings,
    chosen: Selection,
    lines: Lines,
    crashed: Callable[[str, BaseException], Finding],
) -> Verdict:
    """Every finding of article and site rules, stamped, in total order; and what they block."""
    drafts = {each.summary.path for each in examined if each.summary.draft}
    diagnostics: list[Diagnostic] = []
    blocked: dict[str, set[str]] = {}
    broke = False
    for path, code, finding in _found(examined, corpus, rules, settings, chosen, crashed):
        rule = rules[code]
        if not rule.gate and _ignored(path, code, settings):
            continue
        severity = _severity(rule, finding, settings, draft=path in drafts)
        broke = broke or code == CRASH
        if rule.gate or severity is Severity.ERROR:
            blocked.setdefault(path, set()).add(code)
        if code in chosen.shown or code == CRASH:
            diagnostics.append(_stamp(path, rule, severity, finding, lines))
    diagnostics.sort(key=lambda diagnostic: diagnostic.order)
    return Verdict(
        tuple(diagnostics),
        {path: tuple(sorted(codes)) for path, codes in sorted(blocked.items())},
        broke,
    )


def _found(
    examined: Iterable[Examined],
    corpus: Corpus,
    rules: Mapping[str, AnyRule],
    settings: Settings,
    chosen: Selection,
    crashed: Callable[[str, BaseException], Finding],
) -> Iterator[Found]:
    for each in examined:
        for code, finding in each.findings:
            yield each.summary.path, code, finding
    for rule in rules.values():
        if not isinstance(rule, SiteRule) or rule.code not in chosen.run:
            continue
        try:
            found = tuple(rule.check(corpus, settings))
        except Exception as error:  # noqa: BLE001  our own mistake, in any rule: reported, not fatal
            found = ()
            yield _first_path(corpus), CRASH, crashed(f"the rule {rule.code}", error)
        for finding in found:
            yield finding.path or "", rule.code, finding


def _first_path(corpus: Corpus) -> str:
    return corpus.summaries[0].path if corpus.summaries else ""


def _ignored(path: str, code: str, settings: Settings) -> bool:
    return any(
        code in codes and fnmatchcase(path, pattern)
        for pattern, codes in settings.per_file_ignores.items()
    )


def _severity(rule: AnyRule, finding: Finding, settings: Settings, *, draft: bool) -> Severity:
    severity = settings.severity.get(rule.code) or finding.severity or rule.severity
    if draft and severity is Severity.ERROR and not rule.strict:
        return Severity.WARNING
    return severity


def _stamp(
    path: str, rule: AnyRule, severity: Severity, finding: Finding, lines: Lines
) -> Diagnostic:
    return Diagnostic(
        path=path,
        code=rule.code,
        name=rule.name,
        severity=severity,
        message=finding.message,
        help=finding.help,
        place=_place(path, finding.span, lines),
        related=tuple(_related(path, finding, lines)),
        fix=finding.fix,
    )


def _related(path: str, finding: Finding, lines: Lines) -> Iterator[RelatedPlace]:
    for related in finding.related:
        where = related.path or path
        place = _place(where, related.span, lines)
        if place is not None:
            yield RelatedPlace(where, place, related.message)


def _place(path: str, span: Span | None, lines: Lines) -> Place | None:
    index = lines(path) if span is not None else None
    if span is None or index is None:
        return None
    return Place(index.position(span.start), index.position(span.end))
