"""Findings to a verdict: the only place where severity is decided.

It runs the site rules, stamps every finding with its rule, gives drafts their leniency, applies the
settings, the suppressions and the baseline, finds those that are of no use, masks secrets, sorts,
and says which articles may not be built.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from operator import itemgetter

from pipeline.errors import SettingsError
from pipeline.model import (
    CRASH,
    INSTRUCTIONS,
    AnyRule,
    Baseline,
    Corpus,
    Diagnostic,
    Examined,
    Finding,
    LineIndex,
    LinterRule,
    Outcome,
    Place,
    RelatedPlace,
    RuleName,
    Settings,
    Severity,
    SiteRule,
    Span,
    Stale,
    Suppression,
    Unused,
    Verdict,
    masked,
    may_be_silenced,
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
    asked: Collection[str] = (),
) -> Selection:
    """The rules that the settings ask for, narrowed to a view by codes from the command line.

    What a run is `asked` to find runs whatever the settings select, unless they ignore it.

    Raises:
        SettingsError: when the settings ignore or lower a rule that guards what is built.
    """
    gate = {code for code, rule in rules.items() if rule.gate}
    _refuse_lowered(rules, settings, gate)
    on = set(settings.select) or {code for code, rule in rules.items() if rule.selected}
    on = (on | set(settings.extend_select) | set(asked)) - set(settings.ignore) | gate
    shown = ((set(select) or on) | set(extend)) - set(ignore)
    if not shown:
        raise SettingsError("No rule is left to run: select one that is not ignored.")
    return Selection(frozenset(on | shown), frozenset(shown))


def stopping(rules: Mapping[str, AnyRule], settings: Settings, chosen: Selection) -> Selection:
    """Of the chosen rules those that may find an error: what a build has to know.

    One that the settings lower is among them: what it finds is let through, and not unknown. All
    are, when one of them is about the linter itself: it looks at what the others found.
    """
    stop = frozenset(
        code
        for code in chosen.run
        if Severity.ERROR in (rules[code].severity, settings.severity.get(code))
    )
    if any(isinstance(rules[code], LinterRule) for code in stop):
        return chosen
    return Selection(stop, chosen.shown & stop)


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
    baseline: Baseline,
    lines: Lines,
    crashed: Callable[[str, BaseException], Finding],
) -> Verdict:
    """Every finding that stands, stamped, in total order; and what they block.

    What the settings ignore, a comment suppresses or the baseline forgives does not stand; what
    came of those comments and of the baseline is itself looked at, last of all.
    """
    drafts = {each.summary.path for each in examined if each.summary.draft}
    requests = Requests(examined)
    diagnostics: list[Diagnostic] = []
    spoken: set[tuple[str, Span | None]] = set()
    for path, code, finding in _found(examined, corpus, rules, settings, chosen, crashed):
        rule = rules[code]
        if rule.severity is Severity.ERROR:
            spoken.add((path, finding.span))
        if not rule.gate and _ignored(path, code, settings):
            continue
        if may_be_silenced(rule) and requests.hush(path, code, finding.span):
            continue
        severity = _severity(rule, finding, settings, draft=path in drafts)
        diagnostics.append(_stamp(path, rule, severity, finding, lines))
    forgiven = _forgive(sorted(diagnostics, key=_order), rules, baseline, chosen)
    unused = tuple(requests.unused(rules, chosen, settings))
    outcome = Outcome(unused, baseline.path, forgiven.stale)
    diagnostics = [*forgiven.left, *_last(outcome, rules, settings, chosen, drafts, lines)]
    diagnostics = _masked(sorted(diagnostics, key=_order))
    return Verdict(
        tuple(diagnostics),
        _blocked(diagnostics, rules),
        any(diagnostic.code == CRASH for diagnostic in diagnostics),
        frozenset(spoken),
    )


def _order(diagnostic: Diagnostic) -> tuple[str, int, int, str, str]:
    return diagnostic.order


def _blocked(
    diagnostics: Iterable[Diagnostic], rules: Mapping[str, AnyRule]
) -> dict[str, tuple[str, ...]]:
    blocked: dict[str, set[str]] = {}
    for diagnostic in diagnostics:
        if rules[diagnostic.code].gate or diagnostic.severity is Severity.ERROR:
            blocked.setdefault(diagnostic.path, set()).add(diagnostic.code)
    return {path: tuple(sorted(codes)) for path, codes in sorted(blocked.items())}


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


# --- silence ---


class Requests:
    """The suppressions of all articles, and which of their names have been of use."""

    def __init__(self, examined: Sequence[Examined]) -> None:
        self._asked = {
            each.summary.path: each.suppressions for each in examined if each.suppressions
        }
        self._near = {path: _Near(each) for path, each in self._asked.items()}
        self._unheard = {each.summary.path for each in examined if _is_unheard(each)}
        self._used: set[tuple[str, int, int]] = set()

    def hush(self, path: str, code: str, span: Span | None) -> bool:
        """Whether a comment silences the finding; every comment that does is of use."""
        hushed = False
        near = self._near.get(path)
        for number, suppression in near.to(span) if near else ():
            if not suppression.hushes(span):
                continue
            for place, name in enumerate(suppression.names or (_EVERY_RULE,)):
                if code in name.codes or name is _EVERY_RULE:
                    self._used.add((path, number, place))
                    hushed = True
        return hushed

    def unused(
        self, rules: Mapping[str, AnyRule], chosen: Selection, settings: Settings
    ) -> Iterator[Unused]:
        """Each comment of which something silenced nothing, though its rule was heard."""
        for path, suppressions in sorted(self._asked.items()):
            ran = frozenset(code for code in chosen.run if not _ignored(path, code, settings))
            for number, suppression in enumerate(suppressions):
                if suppression.instruction not in INSTRUCTIONS:
                    continue
                names = tuple(
                    name
                    for place, name in enumerate(suppression.names or (_EVERY_RULE,))
                    if (path, number, place) not in self._used
                    and (_is_never(name, rules) or self._is_heard(path, name, rules, ran))
                )
                if names:
                    never = tuple(name for name in names if _is_never(name, rules))
                    yield Unused(path, suppression, names, never)

    def _is_heard(
        self, path: str, name: RuleName, rules: Mapping[str, AnyRule], ran: Collection[str]
    ) -> bool:
        """Whether a rule that the comment names had its say on the article."""
        if path in self._unheard:
            return False
        return name is _EVERY_RULE or any(
            code in ran and may_be_silenced(rules[code]) for code in name.codes
        )


class _Near:
    """The suppressions of one article by place, so that a finding meets those around it alone."""

    def __init__(self, suppressions: Sequence[Suppression]) -> None:
        self._wide: list[tuple[int, Suppression]] = []
        close: list[tuple[Span, int, Suppression]] = []
        for number, each in enumerate(suppressions):
            if each.instruction not in INSTRUCTIONS:
                continue
            if each.covers is None or each.covers.end - each.covers.start > _WIDE:
                self._wide.append((number, each))
            else:
                close.append((each.covers, number, each))
        close.sort(key=itemgetter(0, 1))
        self._starts = [covers.start for covers, _, _ in close]
        self._close = [(number, each) for _, number, each in close]

    def to(self, span: Span | None) -> Iterator[tuple[int, Suppression]]:
        """Those that may speak for a finding at `span`, with their numbers."""
        yield from self._wide
        if span is not None:
            for at in (span.start, span.end) if span.end - span.start > _WIDE else (span.start,):
                first = bisect_left(self._starts, at - _WIDE)
                yield from self._close[first : bisect_right(self._starts, at + _WIDE)]


_WIDE = 2_000
"""In bytes: few suppressions can cover more."""


def _is_never(name: RuleName, rules: Mapping[str, AnyRule]) -> bool:
    """Whether no comment can silence what the name stands for."""
    return bool(name.codes) and not any(may_be_silenced(rules[code]) for code in name.codes)


def _is_unheard(examined: Examined) -> bool:
    """Whether rules say nothing of the article now that they may say of it later.

    Of a draft, of front matter that cannot be read, and where a rule crashed.
    """
    summary = examined.summary
    return summary.draft or summary.broken or any(code == CRASH for code, _ in examined.findings)


_EVERY_RULE = RuleName("", Span(0, 0), ())


@dataclass(frozen=True, slots=True)
class _Forgiven:
    left: tuple[Diagnostic, ...]
    stale: tuple[Stale, ...]


def _forgive(
    diagnostics: Sequence[Diagnostic],
    rules: Mapping[str, AnyRule],
    baseline: Baseline,
    chosen: Selection,
) -> _Forgiven:
    """Takes out what the baseline accepts, as often as it does; what it has over is stale."""
    if not baseline.accepted:
        return _Forgiven(tuple(diagnostics), ())
    room = dict(baseline.accepted)
    left: list[Diagnostic] = []
    for diagnostic in diagnostics:
        key = (diagnostic.path, diagnostic.code, diagnostic.fingerprint)
        if may_be_silenced(rules[diagnostic.code]) and room.get(key, 0):
            room[key] -= 1
        else:
            left.append(diagnostic)
    recorded: dict[tuple[str, str], int] = {}
    unused: dict[tuple[str, str], int] = {}
    for (path, code, text), count in baseline.accepted.items():
        recorded[path, code] = recorded.get((path, code), 0) + count
        unused[path, code] = unused.get((path, code), 0) + room[path, code, text]
    stale = tuple(
        Stale(path, code, recorded[path, code], recorded[path, code] - unused[path, code])
        for path, code in sorted(recorded)
        if unused[path, code] and (code in chosen.run or code not in rules)
    )
    return _Forgiven(tuple(left), stale)


def _last(
    outcome: Outcome,
    rules: Mapping[str, AnyRule],
    settings: Settings,
    chosen: Selection,
    drafts: Collection[str],
    lines: Lines,
) -> Iterator[Diagnostic]:
    for rule in rules.values():
        if not isinstance(rule, LinterRule) or rule.code not in chosen.run:
            continue
        for finding in rule.check(outcome, settings):
            path = finding.path or ""
            if not _ignored(path, rule.code, settings):
                severity = _severity(rule, finding, settings, draft=path in drafts)
                yield _stamp(path, rule, severity, finding, lines)


# --- secrets ---


def _masked(diagnostics: Sequence[Diagnostic]) -> list[Diagnostic]:
    """The same, with no secret of the articles in any word that will be shown."""
    secrets = tuple(sorted({each.secret for each in diagnostics if each.secret}))
    if not secrets:
        return list(diagnostics)
    return [
        replace(
            each,
            message=masked(each.message, secrets),
            help=masked(each.help, secrets),
            related=tuple(
                replace(related, message=masked(related.message, secrets))
                for related in each.related
            ),
        )
        for each in diagnostics
    ]


# --- stamps ---


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
    place = _place(path, finding.span, lines)
    return Diagnostic(
        path=path,
        code=rule.code,
        name=rule.name,
        severity=severity,
        message=finding.message,
        help=finding.help,
        place=place,
        related=tuple(_related(path, finding, lines)),
        fix=finding.fix,
        secret=finding.secret,
        fingerprint=_fingerprint(path, place, lines),
    )


def _fingerprint(path: str, place: Place | None, lines: Lines) -> str:
    """Of the first line of a finding, blanks apart: it stays the same when the line moves."""
    index = lines(path) if place is not None else None
    if place is None or index is None:
        return ""
    text = " ".join(index.line(place.start.line).split())
    return hashlib.sha256(text.encode()).hexdigest()[:16]


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
