"""One build into a folder at a time."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pipeline.errors import PublishError
from pipeline.publish.telling import told

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


@contextmanager
def lock(place: Path, output: Path) -> Iterator[None]:
    """Holds the lock of an output; the system gives it back when a process is killed."""
    run = os.getpid()
    path = place.with_name(f".{place.name}.codeloom-lock")
    with told(f"The lock {path} cannot be made"):
        handle = _acquire(path)
    if handle is None:
        raise PublishError(f"Another build into {output} is running: wait until it is done.")
    try:
        yield
    finally:
        if os.getpid() == run:
            _release(handle, path)


def _acquire(path: Path) -> int | None:
    """A descriptor with the lock; None when another process has it."""
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        if not _try_lock(handle):
            os.close(handle)
            return None
        with suppress(OSError):
            if os.path.samestat(os.fstat(handle), path.stat()):
                return handle
        os.close(handle)  # its last owner removed the file just before we had it


def _release(handle: int, path: Path) -> None:
    """Gives the lock back by removing its file, so that it does not matter who else has it open."""
    if os.name == "nt":  # an open file cannot be removed there
        os.close(handle)
    with suppress(OSError):
        path.unlink()
    if os.name != "nt":
        os.close(handle)


if sys.platform == "win32":

    def _try_lock(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:

    def _try_lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:  # a file system without locks
            return True
        return True
