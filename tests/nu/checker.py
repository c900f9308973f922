"""Runs the Nu HTML checker, the one behind validator.w3.org, and words what it finds.

It is a Java program that comes by npm, at the version that `package-lock.json` pins. An error, a
warning and a remark all count, but for two that are mistaken: see `_MISTAKEN`.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
JAR = ROOT / ".venv" / "nu" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"

NOT_OURS = frozenset({"pagefind"})
"""Folders at the top of the site whose files another program writes."""

_MISTAKEN = (
    # A file has no origin that 'self' could mean; the browser tests listen for real violations.
    re.compile(
        r"Resource violates Content Security Policy \(meta tag\): "
        r"(?:external stylesheet|external script|image) “/(?!/)[^”]*” blocked by [^\n]*"
    ),
    # A block of data is no script, and no policy governs it.
    re.compile(
        r"Inline script violates Content Security Policy \(meta tag\): [^\n]*"
        r'<script type="application/ld\+json">[^\n]*'
    ),
)
"""What it says wrongly, with the text that it means."""


class NuError(Exception):
    """It cannot be run; says why in one sentence."""


def files(site: Path) -> list[Path]:
    """What is checked of a built site, in the order of the paths.

    Raises:
        NuError: when there is no page in the folder.
    """
    found = [
        file
        for file in sorted(site.rglob("*"))
        if file.suffix in (".html", ".css", ".svg")
        and file.relative_to(site).parts[0] not in NOT_OURS
    ]
    if not any(file.suffix == ".html" for file in found):
        raise NuError(f"There is no page in `{site}`: run `make` first.")
    return found


def check(paths: Sequence[Path], jar: Path = JAR) -> list[str]:
    """A line for everything that is wrong, by file and place.

    Raises:
        NuError: when Java or the checker is missing, or it does not do its work.
    """
    java = shutil.which("java")
    if java is None:
        raise NuError("The Nu HTML checker needs Java 17 or newer, and there is none here.")
    if not jar.is_file():
        raise NuError("The Nu HTML checker is not installed: `make nu` does it, by npm.")
    options = ["--format", "json", "--also-check-css", "--also-check-svg", "--no-langdetect"]
    run = subprocess.run(
        [java, "-jar", str(jar), *options, *map(str, paths)],
        capture_output=True,
        check=False,
    )
    try:
        report = json.loads(run.stderr)
    except ValueError as error:
        said = (run.stderr or run.stdout).decode("utf-8", "replace").strip()
        raise NuError(f"The Nu HTML checker does not work here: {said[-500:]}") from error
    return worded(report["messages"])


def worded(messages: Iterable[dict[str, Any]]) -> list[str]:
    """What the checker says, a line each: `file:line:column: error: what` and the text it means."""
    said = [(each, f"{each['message']}{_text(each)}") for each in messages]
    return sorted(
        f"{_place(each)}: {each.get('subType', each['type'])}: {what}"
        for each, what in said
        if not any(mistaken.fullmatch(what) for mistaken in _MISTAKEN)
    )


def _place(message: dict[str, Any]) -> str:
    place = str(message.get("url", "")).removeprefix("file:")
    for name in ("lastLine", "lastColumn"):
        if name in message:
            place += f":{message[name]}"
    return place


def _text(message: dict[str, Any]) -> str:
    text = " ".join(str(message.get("extract", "")).split())
    return f" [{text[:120]}]" if text else ""
