"""Putting a stage in the place of a folder, in one step; and mending after a kill."""

from __future__ import annotations

import os
import re
import shutil
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from pipeline.model import Listed, Receipt
from pipeline.publish.online import FILLED, read_manifest
from pipeline.publish.paths import file_at, files_below, sha256_of
from pipeline.publish.telling import told


def beside(output: Path, what: str, run: int) -> Path:
    """What a run keeps beside the output: its stage, the old site, the note of a swap."""
    return output.with_name(f".{output.name}.codeloom-{what}-{run}")


def swap(stage: Path, output: Path) -> None:
    """Puts the stage in the place of the output; what was there then lies where the stage was."""
    if not output.exists():
        rename(stage, output)
    elif not exchange(stage, output):
        _rename_twice(stage, output)


def _rename_twice(stage: Path, output: Path) -> None:
    """The swap for systems that cannot exchange: for some microseconds there is no site.

    A failure is rolled back; after a kill, `repair` goes on from the note.
    """
    run = os.getpid()
    old, note = beside(output, "old", run), beside(output, "swap", run)
    note.touch()
    try:
        rename(output, old)
        rename(stage, output)
    except BaseException:
        if not output.exists():
            with told(f"{output} lies in {old} until the next build puts it back"):
                rename(old, output)
        note.unlink()
        raise
    note.unlink()
    with suppress(OSError):  # the new site is in place: the rest can wait for the next run
        rename(old, stage)


_ATTEMPTS = 20 if sys.platform == "win32" else 1
_PAUSE = 0.1  # seconds


def rename(source: Path, target: Path) -> None:
    """Renames; on Windows again and again, because a virus scanner may have a file open."""
    for _ in range(_ATTEMPTS - 1):
        with suppress(PermissionError):
            source.rename(target)
            return
        time.sleep(_PAUSE)
    source.rename(target)


_AT_FDCWD = -100  # linux/fcntl.h: relative to the working directory
_RENAME_EXCHANGE = 2  # linux/fs.h
_RENAME_SWAP = 2  # macOS, sys/stdio.h


def exchange(one: Path, other: Path) -> bool:
    """Lets two folders change places in one step; False when the system or file system cannot."""
    if os.name == "nt":
        return False
    first, second = os.fsencode(one), os.fsencode(other)
    failed: int = -1
    with suppress(ImportError, OSError):  # a Python that was built without libffi has no ctypes
        import ctypes

        libc = ctypes.CDLL(None)
        if (renameat2 := getattr(libc, "renameat2", None)) is not None:
            failed = renameat2(_AT_FDCWD, first, _AT_FDCWD, second, _RENAME_EXCHANGE)
        elif (renamex_np := getattr(libc, "renamex_np", None)) is not None:
            failed = renamex_np(first, second, _RENAME_SWAP)
    return failed == 0


def repair(output: Path) -> None:
    """Finishes or rolls back the swap of a killed run, and clears what it left; needs the lock."""
    name = re.compile(rf"\.{re.escape(output.name)}\.codeloom-(stage|old|swap)-([0-9]+)")
    left = {
        entry: match for entry in output.parent.iterdir() if (match := name.fullmatch(entry.name))
    }
    for entry, match in sorted(left.items()):
        if match[1] != "swap":
            continue
        run = int(match[2])
        for site in (beside(output, "stage", run), beside(output, "old", run)):
            if not output.exists() and read_manifest(site) is not None:
                rename(site, output)
        entry.unlink()
    for entry in left:
        shutil.rmtree(entry, ignore_errors=True)  # it does not follow symbolic links


def keep_times(
    receipts: Sequence[Receipt], before: Mapping[str, Listed], old: Path, new: Path
) -> int:
    """Gives files that did not change their old time back; how many did change.

    A folder that is filled counts as one file.
    """
    changed = 0
    for receipt in receipts:
        file = file_at(receipt.site_path)
        known = before.get(receipt.site_path)
        same = known is not None and known.sha256 == receipt.sha256
        if receipt.kind is FILLED:
            _keep_times_in(old / receipt.site_path[1:], new / receipt.site_path[1:])
        elif same:
            same = keep_time(old / file, new / file, receipt.sha256)
        changed += not same
    return changed


def _keep_times_in(old: Path, new: Path) -> None:
    for file in files_below(new) if new.exists() else ():
        keep_time(old / file, new / file, sha256_of((new / file).read_bytes()))


def keep_time(old: Path, new: Path, sha256: str) -> bool:
    """Gives `new` the time of `old` if that has the same bytes; the manifest alone may be wrong."""
    try:
        if sha256_of(old.read_bytes()) != sha256:
            return False
        stamp = old.stat().st_mtime_ns
        os.utime(new, ns=(stamp, stamp))
    except OSError:  # not there, or not readable: there is no time to keep
        return False
    return True
