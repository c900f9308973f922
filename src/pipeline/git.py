"""The one door to the program git: it is asked what is not committed, and never told to do a thing.

Neither the index nor any other file is written, no hook or monitor that a repository names is run,
and variables that point git elsewhere (as in a hook) do not count. Without git, or outside a work
tree, there is nothing to say.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import NamedTuple

from pipeline.errors import PipelineError

SECONDS = 60
"""A program that takes longer is stopped."""

_SAFE = ("--no-optional-locks", "-c", "core.fsmonitor=false", "-c", "core.quotePath=false")
_POINTING = (
    "GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE GIT_PREFIX GIT_COMMON_DIR GIT_OBJECT_DIRECTORY"
    " GIT_NAMESPACE GIT_CEILING_DIRECTORIES"
).split()
_NO_REPOSITORY = b"not a git repository"


class Unsaved(NamedTuple):
    """A file that is not in git as it is on the disk."""

    path: str
    """Relative to the folder that was asked about, with `/`."""
    known: bool
    """False when git has never been told of it."""


def unsaved(folder: Path, paths: Collection[str]) -> tuple[Unsaved, ...]:
    """Which of these files and folders below `folder` have something that is not committed.

    Changes count, staged or not, and files that git does not know, unless it ignores them. In path
    order; empty where there is no git.

    Raises:
        PipelineError: when git is there and cannot say.
    """
    program = _program()
    if program is None or not paths:
        return ()
    prefix = _prefix(program, folder)
    if prefix is None:
        return ()
    arguments = ("status", "--porcelain=v1", "-z", "--untracked-files=all", "--no-renames")
    said = _run(program, folder, (*arguments, "--ignore-submodules=all", "--", "."))
    found = []
    for entry in said.split(b"\0"):
        name = os.fsdecode(entry[3:])
        path = name.removeprefix(prefix)
        if entry and name.startswith(prefix) and _among(path, paths):
            found.append(Unsaved(path, not entry.startswith(b"??")))
    return tuple(sorted(found))


def _among(path: str, paths: Collection[str]) -> bool:
    """Whether it is one of them, or lies in a folder that is."""
    while path:
        if path in paths:
            return True
        path = path.rpartition("/")[0]
    return False


def _prefix(program: str, folder: Path) -> str | None:
    """The way from the top of the work tree to `folder`; None when there is no work tree."""
    done = _done(program, folder, ("rev-parse", "--is-inside-work-tree", "--show-prefix"))
    if done.returncode:
        if _NO_REPOSITORY in done.stderr:
            return None
        raise _trouble(done.stderr)
    inside, _, prefix = done.stdout.partition(b"\n")
    return os.fsdecode(prefix.rstrip(b"\r\n")) if inside.strip() == b"true" else None


def _run(program: str, folder: Path, arguments: Sequence[str]) -> bytes:
    done = _done(program, folder, arguments)
    if done.returncode:
        raise _trouble(done.stderr)
    return done.stdout


def _done(
    program: str, folder: Path, arguments: Sequence[str]
) -> subprocess.CompletedProcess[bytes]:
    environment = {name: value for name, value in os.environ.items() if name not in _POINTING}
    try:
        return subprocess.run(
            [program, *_SAFE, *arguments],
            cwd=folder,
            env={**environment, "LC_ALL": "C", "LANGUAGE": "C"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _trouble(f"it did not end within {SECONDS} seconds".encode()) from None
    except OSError as error:
        raise _trouble((error.strerror or type(error).__name__).encode()) from error


def _trouble(said: bytes) -> PipelineError:
    lines = said.decode("utf-8", "replace").strip().splitlines()
    reason = f": `{lines[0].strip()[:200]}`" if lines else ""
    return PipelineError(
        f"git cannot say whether there are changes that are not committed{reason}; nothing was "
        "changed."
    )


def _program() -> str | None:
    """Where git is; never in the folder that we are started in, where Windows looks first."""
    for folder in os.environ.get("PATH", os.defpath).split(os.pathsep):
        if folder and Path(folder).is_absolute():
            found = shutil.which(str(Path(folder) / "git"))
            if found is not None:
                return found
    return None
