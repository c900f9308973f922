"""What a command costs: seconds by the clock, and the memory of all its processes together.

The two are never taken in one run, because looking at memory slows down what is looked at.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

_BETWEEN_LOOKS = 0.01  # seconds


class CommandError(Exception):
    """A command that ended with an error, in words, with the end of what it wrote."""


def seconds(command: Sequence[str], folder: Path) -> float:
    """How long the command takes in that folder, from its start to its end.

    What other programs have written is on the disk before it starts. `CommandError` unless it
    exits with 0.
    """
    if hasattr(os, "sync"):
        os.sync()
    start = time.perf_counter()
    ended = subprocess.run(
        command, cwd=folder, env=_environment(), capture_output=True, check=False
    )
    took = time.perf_counter() - start
    _must_succeed(command, ended.returncode, ended.stdout + ended.stderr)
    return took


def output(command: Sequence[str], folder: Path) -> str:
    """What the command writes to stdout. `CommandError` unless it exits with 0."""
    ended = subprocess.run(
        command, cwd=folder, env=_environment(), capture_output=True, check=False
    )
    _must_succeed(command, ended.returncode, ended.stdout + ended.stderr)
    return ended.stdout.decode()


def peak_memory(command: Sequence[str], folder: Path) -> int | None:
    """The most bytes that all processes of the command held at one time, looked at every 10 ms.

    None where there is no measure (see `memory_measure`). `CommandError` unless it exits with 0.
    """
    if _measure() is None:
        seconds(command, folder)
        return None
    peak = 0
    with tempfile.TemporaryFile() as written:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=_environment(),
            stdout=written,
            stderr=written,
            process_group=0,  # its descendants share the group, and stay in it when orphaned
        )
        try:
            while process.poll() is None:
                peak = max(peak, group_memory(process.pid) or 0)
                time.sleep(_BETWEEN_LOOKS)
        finally:
            process.kill()
            process.wait()
        written.seek(0)
        _must_succeed(command, process.returncode, written.read())
    return peak


def group_memory(group: int) -> int | None:
    """The bytes that all processes of a process group hold now; None where there is no measure."""
    measure = _measure()
    return None if measure is None else measure(group)


def memory_measure() -> str:
    """What `peak_memory` adds up on this system, in words."""
    return _MEASURES.get(_measure(), "not measured on this system")


def _environment() -> Mapping[str, str]:
    """This process's, less what would change how Hugo builds."""
    return {key: value for key, value in os.environ.items() if not key.startswith("HUGO_")}


def _must_succeed(command: Sequence[str], code: int, written: bytes) -> None:
    if code != 0:
        tail = "\n".join(written.decode(errors="replace").rstrip().split("\n")[-20:])
        raise CommandError(f"exit code {code} from: {' '.join(command)}\n{tail}")


# --- memory ---------------------------------------------------------------------------------------


def _shares(group: int) -> int:
    """Bytes held by a process group: pages that several processes share are divided among them."""
    return 1024 * sum(map(_share, _members(group)))


def _members(group: int) -> list[Path]:
    found: list[Path] = []
    for process in Path("/proc").iterdir():
        if not process.name.isdigit():
            continue
        try:
            stat = (process / "stat").read_text(errors="replace")
        except OSError:  # it has ended
            continue
        if int(stat.rpartition(")")[2].split()[2]) == group:  # after the name: state, parent, group
            found.append(process)
    return found


def _share(process: Path) -> int:
    """Its proportional set size in KiB."""
    try:
        lines = (process / "smaps_rollup").read_text().split("\n")
    except OSError:  # it has ended
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def _resident(group: int) -> int:
    """Bytes held by a process group, shared pages counted for each of its processes."""
    listed = subprocess.run(
        ("ps", "-A", "-o", "pgid=,rss="), capture_output=True, text=True, check=True
    )
    rows = (line.split() for line in listed.stdout.splitlines())
    return 1024 * sum(int(rss) for pgid, rss in rows if int(pgid) == group)


def _measure() -> Callable[[int], int] | None:
    if Path("/proc/self/smaps_rollup").exists():
        return _shares
    return None if os.name == "nt" else _resident


_MEASURES: Mapping[Callable[[int], int] | None, str] = {
    _shares: "proportional set size: a page that n processes share counts 1/n for each",
    _resident: "resident set size: a page that n processes share counts n times",
}
