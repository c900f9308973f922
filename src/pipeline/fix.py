"""Edits to new text, to a fixed point; and new text to a file, whole or not at all.

Every byte outside the edits stays as it is: line ends, quotes, comments, a byte order mark. What a
text looks like after its fixes is read and judged again, since one fix may make room for another. A
fix that would bring something new to find is refused: a safe one anything, an unsafe one an error.
"""

from __future__ import annotations

import os
import stat
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from pipeline.errors import FixError
from pipeline.model import Diagnostic, Edit, Severity, Verdict

MOST_ROUNDS = 10
"""After so many rounds a text that still changes is left as it was: two fixes must be at odds."""


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
    for _ in range(MOST_ROUNDS):
        if not run.again():
            break
    else:
        run.give_up(run.unsettled())
    worse = _worse(verdict, run.verdict, fixes, frozenset())
    if worse:
        run.give_up(worse)
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

    def again(self) -> bool:
        """One round; False when it changed nothing."""
        todo = self.todo()
        if not todo:
            return False
        proposed = {path: self.edited(path, each) for path, each in todo.items()}
        verdict = self.judge({**self.texts, **proposed})
        if not self.is_worse(verdict):
            self.accept(proposed, verdict, todo)
            return True
        return self.one_by_one(todo)

    def one_by_one(self, todo: Mapping[str, Sequence[Diagnostic]]) -> bool:
        """The first fix of the round that does no harm; those that do are refused for good."""
        for path, diagnostics in todo.items():
            for diagnostic in diagnostics:
                proposed = {path: self.edited(path, [diagnostic])}
                verdict = self.judge({**self.texts, **proposed})
                if not self.is_worse(verdict):
                    self.accept(proposed, verdict, {path: [diagnostic]})
                    return True
                self.refused.add(_mark(diagnostic))
        return False

    def accept(
        self,
        proposed: Texts,
        verdict: Verdict,
        done: Mapping[str, Sequence[Diagnostic]],
    ) -> None:
        self.texts.update(proposed)
        self.verdict = verdict
        self.applied.update({path: len(diagnostics) for path, diagnostics in done.items()})

    def todo(self) -> dict[str, list[Diagnostic]]:
        """The fixes of the next round by path, none of which touches another."""
        todo: dict[str, list[Diagnostic]] = {}
        for diagnostic in self.verdict.diagnostics:
            if self.fixes.takes(diagnostic) and self.wanted(diagnostic):
                if _mark(diagnostic) in self.refused:
                    continue
                together = todo.setdefault(diagnostic.path, [])
                if not _touches(diagnostic, together):
                    together.append(diagnostic)
        return todo

    def edited(self, path: str, diagnostics: Iterable[Diagnostic]) -> bytes:
        if path not in self.texts:
            self.texts[path] = self.before[path] = self.stored(path)
        return edited(self.texts[path], [edit for each in diagnostics for edit in _edits(each)])

    def is_worse(self, verdict: Verdict) -> bool:
        """Whether it holds something new, apart from what the next round would mend."""
        mendable = frozenset(
            id(each) for each in verdict.diagnostics if self.fixes.takes(each) and self.wanted(each)
        )
        return bool(_worse(self.verdict, verdict, self.fixes, mendable))

    def unsettled(self) -> set[str]:
        return set(self.todo())

    def give_up(self, paths: Iterable[str]) -> None:
        """Puts these texts back; when the trouble is in none that was changed, all of them."""
        mine = [path for path in paths if path in self.before] or list(self.before)
        for path in mine:
            self.texts[path] = self.before[path]
            self.applied.pop(path, None)
        self.verdict = self.judge(self.texts)

    def changed(self) -> dict[str, bytes]:
        return {path: text for path, text in self.texts.items() if text != self.before[path]}


def _mark(diagnostic: Diagnostic) -> tuple[str, str, str, str]:
    return (diagnostic.path, diagnostic.code, diagnostic.message, diagnostic.fingerprint)


def _edits(diagnostic: Diagnostic) -> tuple[Edit, ...]:
    return diagnostic.fix.edits if diagnostic.fix else ()


def _touches(diagnostic: Diagnostic, others: Iterable[Diagnostic]) -> bool:
    """Whether an edit of it overlaps or meets one of theirs."""
    taken = [edit.span for other in others for edit in _edits(other)]
    return any(
        edit.span.start <= span.end and span.start <= edit.span.end
        for edit in _edits(diagnostic)
        for span in taken
    )


def _worse(before: Verdict, after: Verdict, fixes: Fixes, but: frozenset[int]) -> set[str]:
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

    Raises:
        FixError: when a file is read-only, or is not what it was when it was read: then nothing
            was written; or when one cannot be written: then it is as it was.
    """
    files = {path: Path(os.path.realpath(root / path)) for path in after}
    for path, file in files.items():
        _refuse(path, file, before[path])
    for path, file in files.items():
        _replace(path, file, before[path], after[path])


def _refuse(path: str, file: Path, before: bytes) -> None:
    try:
        mode = file.stat().st_mode
        now = file.read_bytes()
    except OSError as error:
        raise FixError(f"`{path}` cannot be read: {error.strerror}. Nothing was mended.") from error
    if not mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH):
        raise FixError(
            f"`{path}` is read-only, so nothing was mended: make it writable, or name the articles "
            "that are to be mended."
        )
    if now != before:
        raise FixError(
            f"`{path}` was changed while it was checked, so nothing was mended: run it again."
        )


def _replace(path: str, file: Path, before: bytes, after: bytes) -> None:
    """The new text goes to a hidden file beside the old one, which then takes its name."""
    try:
        handle, name = tempfile.mkstemp(prefix=".codeloom-", dir=file.parent)
    except OSError as error:
        raise _unwritten(path, error) from error
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(after)
            out.flush()
            os.fsync(out.fileno())
        _take_after(beside, file)
        if file.read_bytes() != before:
            raise FixError(f"`{path}` was changed while it was mended: run it again.")
        beside.replace(file)
    except OSError as error:
        raise _unwritten(path, error) from error
    finally:
        beside.unlink(missing_ok=True)


def _take_after(beside: Path, file: Path) -> None:
    """Mode and, where the system lets us, owner."""
    kept = file.stat()
    if hasattr(os, "chown"):
        with suppress(OSError):
            os.chown(beside, kept.st_uid, kept.st_gid)
    beside.chmod(stat.S_IMODE(kept.st_mode))


def _unwritten(path: str, error: OSError) -> FixError:
    return FixError(f"`{path}` cannot be written: {error.strerror}. It is as it was.")
