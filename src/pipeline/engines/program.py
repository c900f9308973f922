"""Runs a program that was installed beside this interpreter, and gives what it printed.

Nothing of an article reaches a command line or a file: texts go in on standard input. The program
runs in an empty folder of its own with next to no environment, so that no configuration file or
variable of the blog or of its author can change what it says. It is never looked for on `PATH`,
where another version may be.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Collection, Sequence
from pathlib import Path

from pipeline.errors import PipelineError

SECONDS = 60
"""A program that takes longer is stopped."""

_KEPT = ("SYSTEMROOT", "TEMP", "TMP", "TMPDIR")
"""What a program needs of the environment to start at all: Windows has the first three."""


class Program:
    """One program and the rules that are its work."""

    def __init__(self, name: str, rules: str) -> None:
        self.name = name
        self.rules = rules
        """As `ignore` takes them: a code or a family."""

    def run(self, arguments: Sequence[str], text: bytes, good: Collection[int]) -> bytes:
        """Its standard output for this standard input.

        `PipelineError` when it cannot be started, does not end in time, or ends with a code that is
        not among `good`.
        """
        environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
        try:
            with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
                done = subprocess.run(
                    [self._path(), *arguments],
                    input=text,
                    capture_output=True,
                    cwd=folder,
                    env=environment,
                    timeout=SECONDS,
                    check=False,
                )
        except subprocess.TimeoutExpired:
            raise self.trouble(f"it did not end within {SECONDS} seconds") from None
        except OSError as error:
            raise self.trouble(error.strerror or type(error).__name__) from error
        if done.returncode not in good:
            raise self.trouble(_last_words(done.returncode, done.stderr))
        return done.stdout

    def _path(self) -> str:
        scripts = (sysconfig.get_path("scripts"), str(Path(sys.executable).parent))
        found = shutil.which(self.name, path=os.pathsep.join(scripts))
        if found is None:
            raise self.trouble(f"it is not in `{scripts[0]}`")
        return found

    def trouble(self, why: str) -> PipelineError:
        """The error that says why the program cannot be used, and what to do."""
        return PipelineError(
            f"`{self.name}` cannot be run: {why}; install Codeloom again, or take {self.rules} out"
            " with `ignore`."
        )


def _last_words(code: int, said: bytes) -> str:
    lines = said.decode("utf-8", "replace").strip().splitlines()
    return f"it ended with code {code}" + (f" and `{lines[-1].strip()[:200]}`" if lines else "")
