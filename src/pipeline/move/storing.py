"""A renaming on the disk: all of it, or nothing.

New texts are written beside the old ones, which are kept until the end; then come a few renames.
Whatever fails on the way (a full disk, a file that may not be written, Ctrl-C, SIGTERM) is undone,
last step first. Nothing that is there is overwritten. Only a process that is killed outright
between two renames leaves its work half done; the old texts then lie beside the new ones in hidden
files named `.codeloom-...`.
"""

from __future__ import annotations

import os
import shutil
import signal
import stat
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from secrets import token_hex
from typing import Any, NamedTuple

from pipeline.errors import MoveError
from pipeline.fix import is_read_only, write_beside
from pipeline.git import unsaved
from pipeline.move import Plan
from pipeline.move.names import Way, folder_of
from pipeline.permalink import ARTICLES, PAGES

_CONTENT = "content"


def refuse(root: Path, plan: Plan) -> None:
    """Refuses what the disk has against the plan; writes nothing.

    Raises:
        MoveError: when the new place is taken, or a file is a link, read-only, or not what it was.
    """
    _refuse_place(root, plan.way)
    for path, text in plan.before.items():
        _refuse_file(root, path, text)
    _refuse_links(root, plan.way)


def refuse_unsaved(root: Path, plan: Plan) -> None:
    """Refuses to touch what git could not bring back: it must be committed as it is.

    Where there is no git, or no work tree of it, nothing is refused.

    Raises:
        MoveError: for the first file with changes that are not committed, or that git does not
            know.
    """
    touched = {*plan.before, _going(plan.way)}
    below = {path.removeprefix(f"{_CONTENT}/") for path in touched}
    for path, known in unsaved(root / _CONTENT, below)[:1]:
        if known:
            raise MoveError(
                f"`{_CONTENT}/{path}` has changes that are not committed, so nothing was moved: "
                "commit them first, so that there is a way back."
            )
        raise MoveError(
            f"`{_CONTENT}/{path}` is not in git yet, so nothing was moved: `git add` and commit it "
            "first, so that there is a way back."
        )


def store(root: Path, plan: Plan) -> None:
    """Carries the plan out.

    Raises:
        MoveError: when anything fails; every file is as it was.
    """
    refuse(root, plan)
    steps = _Steps(root, plan)
    with _deferred() as interrupted:
        try:
            for step in (*steps.staging(), *steps.moving(), *steps.swapping()):
                interrupted()
                step()
            interrupted()
        except BaseException as error:
            steps.undo()
            steps.tidy()
            if isinstance(error, OSError):
                name = error.filename2 or error.filename or plan.way.new
                raise MoveError(
                    f"`{_shown(root, name)}` cannot be written: {error.strerror or error}. Nothing "
                    "was moved."
                ) from error
            raise
        steps.tidy()


def _shown(root: Path, name: Any) -> str:
    path = Path(os.fsdecode(name)) if isinstance(name, (str, bytes, os.PathLike)) else Path()
    path = path.parent if path.name.startswith(".codeloom-") else path
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()


# --- what the disk says ---


def _refuse_place(root: Path, way: Way) -> None:
    """The new name, as a file and as a folder, must be free, whatever its case."""
    room = PAGES if way.new.startswith(PAGES) else ARTICLES
    name = (folder_of(way.new) or way.new.removesuffix(".md")).removeprefix(room)
    old = folder_of(way.old) or way.old
    for entry in _names(root / room):
        if entry.casefold() in (name, f"{name}.md") and f"{room}{entry}" != old:
            raise MoveError(f"`{room}{entry}` is there already: nothing was moved.")
    folder = folder_of(way.old)
    if folder and not way.folders:
        left = [each for each in _names(root / folder) if each != "index.md"]
        if left:
            raise MoveError(
                f"The folder `{folder}` holds `{left[0]}` too, so it cannot become a file: give a "
                "name without `.md`."
            )


def _names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def _refuse_file(root: Path, path: str, text: bytes) -> None:
    file = root / path
    try:
        if os.path.realpath(file) != os.path.join(os.path.realpath(root), *path.split("/")):  # noqa: PTH118  as the system writes it
            raise MoveError(
                f"`{path}` is a symbolic link, or lies behind one: nothing was moved, for what it "
                "leads to may be another blog's."
            )
        closed, now = is_read_only(file), file.read_bytes()
    except OSError as error:
        raise MoveError(f"`{path}` cannot be read: {error.strerror}. Nothing was moved.") from error
    if closed:
        raise MoveError(f"`{path}` is read-only, so nothing was moved: make it writable.")
    if now != text:
        raise MoveError(f"`{path}` was changed meanwhile, so nothing was moved: run it again.")


def _refuse_links(root: Path, way: Way) -> None:
    """Symbolic links in what moves, and those elsewhere that lead to it."""
    base = os.path.realpath(root)
    going = os.path.join(base, *_going(way).split("/"))  # noqa: PTH118
    for folder, folders, files in os.walk(os.path.join(base, _CONTENT)):  # noqa: PTH118
        for name in (*folders, *files):
            link = os.path.join(folder, name)  # noqa: PTH118  a Path for each file is slow
            if os.path.islink(link) and (  # noqa: PTH114
                _within(link, going) or _within(os.path.realpath(link), going)
            ):
                raise MoveError(
                    f"`{_shown(Path(base), link)}` is a symbolic link, in what would be moved or "
                    "to it: put the file itself there first."
                )


def _going(way: Way) -> str:
    """The file or folder that gets another name."""
    return folder_of(way.old) or way.old


def _within(path: str, other: str) -> bool:
    return path == other or path.startswith(other + os.sep)


# --- the steps ---


class _Staged(NamedTuple):
    file: Path
    """What it replaces, where that is by then."""
    fresh: Path
    kept: Path
    """The old text."""
    text: bytes
    before: bytes
    source: Path
    """Where the old text is at first."""


class _Steps:
    """What is done in turn, and how each is undone."""

    def __init__(self, root: Path, plan: Plan) -> None:
        self._root = root
        self._way = plan.way
        self._undo: list[Callable[[], None]] = []
        self._staged = [
            self._stage(path, plan)
            for path, text in sorted(plan.before.items())
            if plan.after[plan.way.after(path)] != text
        ]

    def _stage(self, path: str, plan: Plan) -> _Staged:
        """The hidden files lie in a folder that stays where it is."""
        room = PAGES if path.startswith(PAGES) else ARTICLES
        file, source = self._root / self._way.after(path), self._root / path
        beside = self._root / room if path == self._way.old else file.parent
        name = f".codeloom-{token_hex(8)}"
        text, before = plan.after[self._way.after(path)], plan.before[path]
        return _Staged(file, beside / name, beside / f"{name}-old", text, before, source)

    def staging(self) -> Iterator[Callable[[], None]]:
        """New texts, and second names of the old ones: nobody sees them."""
        for staged in self._staged:
            yield partial(_write, staged)

    def moving(self) -> Iterator[Callable[[], None]]:
        """The file or folder to its new place; empty folders behind it go."""
        folders = self._way.folders
        old, new = self._root / self._way.old, self._root / self._way.new
        if folders:
            old, new = self._root / folders[0], self._root / folders[1]
        elif folder_of(self._way.new):
            yield partial(self._make, new.parent)
        yield partial(self._rename, old, new)
        yield partial(self._clear, old.parent)

    def swapping(self) -> Iterator[Callable[[], None]]:
        """Each new text in the place of the old one."""
        for staged in self._staged:
            yield partial(self._swap, staged)

    def _make(self, folder: Path) -> None:
        folder.mkdir()
        self._undo.append(folder.rmdir)

    def _rename(self, old: Path, new: Path) -> None:
        if os.path.lexists(new) and not old.samefile(new):
            raise MoveError(f"`{_shown(self._root, new)}` is there already: nothing was moved.")
        old.rename(new)
        self._undo.append(partial(os.rename, new, old))

    def _clear(self, folder: Path) -> None:
        rooms = [self._root / room for room in (ARTICLES, PAGES)]
        while folder not in rooms and not _names(folder):
            kept = folder.stat()
            folder.rmdir()
            self._undo.append(partial(_put_back, folder, kept.st_mode))
            folder = folder.parent

    def _swap(self, staged: _Staged) -> None:
        if staged.file.read_bytes() != staged.before:
            name = _shown(self._root, staged.source)
            raise MoveError(f"`{name}` was changed meanwhile, so nothing was moved: run it again.")
        staged.fresh.replace(staged.file)
        self._undo.append(partial(os.replace, staged.kept, staged.file))

    def undo(self) -> None:
        """Puts everything back, last step first."""
        failed: OSError | None = None
        while self._undo:
            try:
                self._undo.pop()()
            except OSError as error:
                failed = failed or error
        if failed is not None:
            self._staged = []
            raise MoveError(
                f"The move failed, and `{_shown(self._root, failed.filename or '')}` could not be "
                f"put back: {failed.strerror}. The old texts lie in hidden files beside the new "
                "ones, named `.codeloom-...-old`."
            ) from failed

    def tidy(self) -> None:
        """Takes the hidden files away."""
        for staged in self._staged:
            for file in (staged.fresh, staged.kept):
                with suppress(OSError):  # most are gone: they have taken their place
                    file.unlink()


def _put_back(folder: Path, mode: int) -> None:
    folder.mkdir()
    with suppress(OSError):  # the folder is there, which is what counts
        folder.chmod(stat.S_IMODE(mode))


def _write(staged: _Staged) -> None:
    """The new text, with the old one's mode and owner; and the old one under a second name."""
    write_beside(staged.source, staged.fresh, staged.text)
    try:
        os.link(staged.source, staged.kept, follow_symlinks=False)
    except (OSError, NotImplementedError):  # a disk without second names: a copy will do
        shutil.copy2(staged.source, staged.kept)


# --- signals ---

_ASKING = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")


@contextmanager
def _deferred() -> Iterator[Callable[[], None]]:
    """While it lasts, nobody is interrupted between two steps; what is given raises when someone
    has asked for it: KeyboardInterrupt, or SystemExit as a signal has it.
    """
    asked: list[int] = []

    def raise_if_asked() -> None:
        if asked:
            if asked[0] == signal.SIGINT:
                raise KeyboardInterrupt
            raise SystemExit(128 + asked[0])

    if threading.current_thread() is not threading.main_thread():
        yield raise_if_asked
        return
    numbers = [getattr(signal, name) for name in _ASKING if hasattr(signal, name)]
    numbers = [each for each in numbers if signal.getsignal(each) is not signal.SIG_IGN]
    usual = {each: signal.signal(each, lambda number, _: asked.append(number)) for each in numbers}
    try:
        yield raise_if_asked
    finally:
        for number, handler in usual.items():
            signal.signal(number, handler if handler is not None else signal.SIG_DFL)
