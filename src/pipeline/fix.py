"""Edits to new text, to a fixed point; and new text to a file, whole or not at all.

Every byte outside the edits stays as it is: line ends, quotes, comments, a byte order mark. What a
text looks like after its fixes is read and judged again, since one fix may make room for another. A
fix that would bring something new to find is refused: a safe one anything, an unsafe one an error.
"""

from __future__ import annotations

import os
import signal
import stat
import threading
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from secrets import token_hex
from typing import NoReturn

from pipeline.errors import FixError
from pipeline.model import Diagnostic, Edit, Severity, Span, Verdict

MOST_ROUNDS = 10
"""After so many rounds a text that still changes is left as it was: two fixes must be at odds.

A round that makes texts shorter does not count, for that comes to an end: a rule may show the first
hundred of a thousand characters that have to go.
"""
MOST_ROUNDS_IN_ALL = 200


class Fixes(Enum):
    """Which fixes are wanted."""

    SAFE = "safe"
    ALL = "all"

    def takes(self, diagnostic: Diagnostic) -> bool:
        """Whether the diagnostic has a fix of that kind."""
        fix = diagnostic.fix
        return fix is not None and (fix.safe or self is Fixes.ALL)


Texts = Mapping[str, bytes]
"""Articles by path, as they would be stored."""

Judge = Callable[[Texts], Verdict]
"""The verdict on the whole blog, were these its texts."""


@dataclass(frozen=True, slots=True)
class Mended:
    """What the fixes made of some texts."""

    before: Texts
    """What is stored of those that differ."""
    texts: Texts
    """Those that differ."""
    verdict: Verdict
    """On the blog with these texts."""
    applied: int
    """How many fixes."""


def mend(
    stored: Callable[[str], bytes],
    verdict: Verdict,
    judge: Judge,
    wanted: Callable[[Diagnostic], bool],
    fixes: Fixes,
) -> Mended:
    """Applies the wanted fixes of a verdict, and of those that follow, until none is left.

    `stored` gives the text that the verdict is on. A text that would end with more to find than it
    had is given up whole: so each text is as it was, or better.
    """
    run = _Run(stored, judge, wanted, fixes, verdict)
    run.settle()
    worse = _worse(verdict, run.verdict, fixes)
    if worse:  # some fix was a step to a next one that then could not be made
        run.careful |= run.give_up(worse)
        run.settle()
        run.give_up(_worse(verdict, run.verdict, fixes))
    changed = run.changed()
    before = {path: run.before[path] for path in changed}
    return Mended(before, changed, run.verdict, sum(run.applied.values()))


@dataclass
class _Run:
    stored: Callable[[str], bytes]
    judge: Judge
    wanted: Callable[[Diagnostic], bool]
    fixes: Fixes
    verdict: Verdict
    texts: dict[str, bytes] = field(default_factory=dict)
    before: dict[str, bytes] = field(default_factory=dict)
    applied: Counter[str] = field(default_factory=Counter)
    refused: set[tuple[str, str, str, str]] = field(default_factory=set)
    careful: set[str] = field(default_factory=set)
    """The texts in which no fix may bring what another would have to mend."""

    def settle(self) -> None:
        """Rounds until nothing is left to do; a text that would go on for ever is given up."""
        counted = 0
        for _ in range(MOST_ROUNDS_IN_ALL):
            size = self.size()
            if not self.again():
                return
            counted += self.size() >= size
            if counted == MOST_ROUNDS:
                break
        self.give_up({diagnostic.path for diagnostic in self.todo()})

    def size(self) -> int:
        """How much longer the texts are than they were."""
        return sum(len(text) - len(self.before[path]) for path, text in self.texts.items())

    def again(self) -> bool:
        """One round; False when it changed nothing.

        Where the fixes together do harm, those that do it are found by halves, in all such texts
        at once, and refused for good.
        """
        todo = self.todo()
        texts = {each.path: self.text(each.path) for each in todo}
        made: dict[str, list[Diagnostic]] = {}
        groups = [todo]
        while groups:
            group = groups.pop()
            if not group:
                continue
            proposed = {
                path: edited(texts[path], _edits([*made.get(path, ()), *each]))
                for path, each in _by_path(group).items()
            }
            verdict = self.judge({**self.texts, **proposed})
            harmed = self.harmed(verdict)
            if harmed:
                groups += self.smaller(group, harmed)
                continue
            self.texts.update(proposed)
            self.verdict = verdict
            for each in group:
                made.setdefault(each.path, []).append(each)
                self.applied[each.path] += 1
        return bool(made)

    def smaller(self, group: Sequence[Diagnostic], harmed: set[str]) -> list[list[Diagnostic]]:
        """What to try of a group that does harm, last one first; a fix that is alone is refused."""
        by_path = _by_path(each for each in group if each.path in harmed)
        if not by_path:  # the harm is done in a text that has none of these fixes
            by_path = {"": list(group)}
        innocent = [each for each in group if by_path.keys().isdisjoint(("", each.path))]
        alone = [each[0] for each in by_path.values() if len(each) == 1]
        first = [one for each in by_path.values() for one in each[: len(each) // 2]]
        second = [one for each in by_path.values() if each[1:] for one in each[len(each) // 2 :]]
        if innocent or first:
            return [second, first, alone, innocent]
        self.refused.update(map(_mark, alone))
        return []

    def todo(self) -> list[Diagnostic]:
        """The fixes of the next round, none of which touches another."""
        taken: dict[str, _Taken] = {}
        return [
            each
            for each in self.verdict.diagnostics
            if self.would_make(each)
            and _mark(each) not in self.refused
            and taken.setdefault(each.path, _Taken()).has_room_for(each)
        ]

    def would_make(self, diagnostic: Diagnostic) -> bool:
        return self.fixes.takes(diagnostic) and self.wanted(diagnostic)

    def text(self, path: str) -> bytes:
        if path not in self.texts:
            self.texts[path] = self.before[path] = self.stored(path)
        return self.texts[path]

    def harmed(self, verdict: Verdict) -> set[str]:
        """The paths with something new to find, apart from what the next round would mend."""
        mendable = frozenset(
            id(each)
            for each in verdict.diagnostics
            if each.path not in self.careful and self.would_make(each)
        )
        return _worse(self.verdict, verdict, self.fixes, mendable)

    def give_up(self, paths: Collection[str]) -> set[str]:
        """Puts these texts back, and says which; all, when the trouble is in none of them."""
        if not paths:
            return set()
        mine = {path for path in paths if path in self.before} or set(self.before)
        for path in mine:
            self.texts[path] = self.before[path]
            self.applied.pop(path, None)
        self.verdict = self.judge(self.texts)
        return mine

    def changed(self) -> dict[str, bytes]:
        return {path: text for path, text in self.texts.items() if text != self.before[path]}


class _Taken:
    """The places of one text that this round's fixes change, in order."""

    def __init__(self) -> None:
        self._spans: list[Span] = []

    def has_room_for(self, diagnostic: Diagnostic) -> bool:
        """Whether no edit of it overlaps or meets one that is there; if so, they are there too."""
        spans = [edit.span for edit in _edits((diagnostic,))]
        if any(self._touches(span) for span in spans):
            return False
        for span in spans:
            insort(self._spans, span)
        return True

    def _touches(self, span: Span) -> bool:
        at = bisect_left(self._spans, span)
        return any(
            span.start <= other.end and other.start <= span.end
            for other in self._spans[max(0, at - 1) : at + 1]
        )


def _by_path(diagnostics: Iterable[Diagnostic]) -> dict[str, list[Diagnostic]]:
    found: dict[str, list[Diagnostic]] = {}
    for each in diagnostics:
        found.setdefault(each.path, []).append(each)
    return found


def _mark(diagnostic: Diagnostic) -> tuple[str, str, str, str]:
    return (diagnostic.path, diagnostic.code, diagnostic.message, diagnostic.fingerprint)


def _edits(diagnostics: Iterable[Diagnostic]) -> list[Edit]:
    return [edit for each in diagnostics if each.fix for edit in each.fix.edits]


def _worse(
    before: Verdict, after: Verdict, fixes: Fixes, but: frozenset[int] = frozenset()
) -> set[str]:
    """The paths that have more of a rule's findings than before; of errors, when fixes are unsafe.

    `but` are the identities of diagnostics that do not count.
    """
    counted = _counted(before, fixes, frozenset())
    return {path for path, _ in _counted(after, fixes, but) - counted}


def _counted(verdict: Verdict, fixes: Fixes, but: frozenset[int]) -> Counter[tuple[str, str]]:
    return Counter(
        (each.path, each.code)
        for each in verdict.diagnostics
        if id(each) not in but and (fixes is Fixes.SAFE or each.severity is Severity.ERROR)
    )


def edited(text: bytes, edits: Iterable[Edit]) -> bytes:
    """`text` with the edits made, which must not overlap; every byte outside them stays."""
    parts: list[bytes] = []
    at = 0
    for edit in sorted(set(edits), key=_place):
        start, end = edit.span
        if not at <= start <= end <= len(text):
            raise ValueError(f"an edit at {start} to {end} overlaps another or leaves the text")
        parts += (text[at:start], edit.replacement.encode())
        at = end
    return b"".join((*parts, text[at:]))


def _place(edit: Edit) -> tuple[int, int, str]:
    return (*edit.span, edit.replacement)


# --- files ---


def save(root: Path, before: Texts, after: Texts) -> None:
    """Writes the texts of `after` in place of those of `before`, each file whole or not at all.

    A link stays a link, and its target is what changes. Another name of the same file (a hard link)
    keeps the old text: a file that is replaced whole is a new one.

    Raises:
        FixError: when a file is read-only, is not what it was when it was read, or finds no room
            for its new text: then nothing was written; or when one cannot take its place: then it
            is as it was.
    """
    files: dict[Path, str] = {}
    for path in sorted(after):
        file = Path(os.path.realpath(root / path))
        _refuse(path, file, before[path])
        if after[files.setdefault(file, path)] != after[path]:
            raise FixError(
                f"`{path}` and `{files[file]}` are one file, and would be mended differently, so "
                "nothing was mended: name one of the two."
            )
    staged: list[tuple[str, Path, Path]] = []
    with _tidied_when_ended(staged):
        for file, path in files.items():
            staged.append((path, file, file.with_name(f".codeloom-{token_hex(8)}")))
            _write_beside(*staged[-1], after[path])
        for path, file, beside in staged:
            _swap(path, file, beside, before[path])


@contextmanager
def _tidied_when_ended(staged: Sequence[tuple[str, Path, Path]]) -> Iterator[None]:
    """Takes away the files that have not taken their place, however it ends; on SIGTERM too."""

    def end(number: int, _: object) -> NoReturn:
        raise SystemExit(128 + number)

    in_main = threading.current_thread() is threading.main_thread()
    usual = signal.signal(signal.SIGTERM, end) if in_main else None
    try:
        yield
    finally:
        for _, _, beside in staged:
            with suppress(OSError):  # most are gone: they have taken their place
                beside.unlink()
        if in_main:
            signal.signal(signal.SIGTERM, usual or signal.SIG_DFL)


def _refuse(path: str, file: Path, before: bytes) -> None:
    try:
        closed, now = is_read_only(file), file.read_bytes()
    except OSError as error:
        raise FixError(f"`{path}` cannot be read: {error.strerror}. Nothing was mended.") from error
    if closed:
        raise FixError(
            f"`{path}` is read-only, so nothing was mended: make it writable, or name the articles "
            "that are to be mended."
        )
    if now != before:
        raise FixError(
            f"`{path}` was changed while it was checked, so nothing was mended: run it again."
        )


def is_read_only(file: Path) -> bool:
    """Whether nobody is meant to write it, or we cannot."""
    everyone = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
    return not file.stat().st_mode & everyone or not os.access(file, os.W_OK)


def _write_beside(path: str, file: Path, beside: Path, after: bytes) -> None:
    try:
        write_beside(file, beside, after)
    except OSError as error:
        raise FixError(
            f"`{path}` cannot be written: {error.strerror}. Nothing was mended."
        ) from error


def write_beside(file: Path, beside: Path, text: bytes) -> None:
    """The new text to a file that is not there yet: all of it is on the disk, with the mode of the
    old one and, where the system lets us, its owner.
    """
    with open(beside, "xb", opener=_for_the_owner_alone) as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    kept = file.stat()
    if hasattr(os, "chown"):
        with suppress(OSError):
            os.chown(beside, kept.st_uid, kept.st_gid)
    beside.chmod(stat.S_IMODE(kept.st_mode))


def _for_the_owner_alone(name: str, flags: int) -> int:
    return os.open(name, flags, 0o600)


def _swap(path: str, file: Path, beside: Path, before: bytes) -> None:
    """The new file takes the name of the old one."""
    try:
        if file.read_bytes() != before:
            raise FixError(f"`{path}` was changed while it was mended: run it again.")
        beside.replace(file)
    except OSError as error:
        raise FixError(f"`{path}` cannot be written: {error.strerror}. It is as it was.") from error
