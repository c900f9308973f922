"""markdownlint-cli2, the linter that `check` is held against: where it is and how it is run.

It runs with all rules of its defaults. Two of them are told what the articles are like, so that it
finds nothing and is not timed while it prints: a paragraph is one line, and Go is indented with
tabs. Front matter is left out by its own defaults.
"""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

from tests.bench import measure
from tests.bench.blog import ROOT
from tests.bench.rows import BenchError

FOLDER = ROOT / ".venv" / "bench-node"
SCRIPT = FOLDER / "node_modules" / "markdownlint-cli2" / "markdownlint-cli2-bin.mjs"

_CONFIGURATION = {
    "config": {
        "default": True,
        "MD010": {"code_blocks": False},
        "MD013": {"line_length": 10_000},
    },
}


def missing() -> str:
    """Why it cannot be run, in a few words; empty when it can."""
    if shutil.which("node") is None:
        return "Node.js is not installed"
    if not SCRIPT.is_file():
        return "markdownlint-cli2 is not installed"
    return ""


def version() -> str:
    """Its own."""
    package = json.loads((SCRIPT.parent / "package.json").read_text(encoding="utf-8"))
    return str(package["version"])


def node() -> str:
    """The version of Node.js."""
    return measure.output([str(shutil.which("node")), "--version"], Path.cwd()).strip("v\n")


def write_configuration(blog: Path) -> None:
    """Puts its configuration where it looks for it."""
    path = blog / ".markdownlint-cli2.jsonc"
    path.write_text(json.dumps(_CONFIGURATION, indent=2) + "\n", encoding="utf-8", newline="\n")


def command() -> list[str]:
    """What a user would type in the blog's folder, without the start of npm."""
    return [str(shutil.which("node")), str(SCRIPT), "content/articles/*.md"]


def reads_them_all(blog: Path, articles: int) -> None:
    """`BenchError` unless it reads every article and finds nothing, as it is meant to be timed."""
    said = measure.output(command(), blog)
    if not re.search(rf"^Linting: {articles} file", said, re.MULTILINE):
        raise BenchError(f"markdownlint-cli2 did not read {articles} articles:\n{said[-500:]}")
