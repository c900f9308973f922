"""How fast Codeloom is, held against its targets and against Hugo: what `make bench` prints.

Every build is cold: a process started afresh, on articles just written to a folder of their own,
into an output folder that is not there yet. Codeloom and Hugo take turns. Nothing is deleted
before the last figure is taken, since writing just after a large deletion is slower.

The exit code is 0 whatever the figures are. It is 1 when a command fails, when the articles are
not clean, or when an output is not whole.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import shutil
import statistics
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))  # for `python tests/bench/bench.py`, which does not put it there

from tests.bench import hugo, measure  # noqa: E402
from tests.bench.articles import MOST, BenchArticle, article, articles  # noqa: E402

_RATIO = 1.0
_MEMORY = 400_000_000  # bytes
_ONE_DRAFT = 0.6  # seconds
_HELP = 0.15  # seconds
_SMALL_BLOG = 12  # articles
_QUICK_RUNS = 9

_SETTINGS = """\
[tool.codeloom]
base_url = "https://bench.example/"
title = "Bench"
description = "Articles for the bench."
language = "en"
timezone = "UTC"
author = "The Bench"
"""


class BenchError(Exception):
    """A run that says nothing, and why."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the report; `met` is None where there is no target."""

    what: str
    median: str
    best: str = ""
    target: str = ""
    met: bool | None = None


@dataclass(frozen=True, slots=True)
class Folder:
    """Where one round takes place: the same articles twice, and what is made of them."""

    path: Path

    @property
    def blog(self) -> Path:
        """Codeloom's source."""
        return self.path / "blog"

    @property
    def site(self) -> Path:
        """Codeloom's output."""
        return self.path / "site"

    @property
    def hugo_source(self) -> Path:
        """Hugo's source."""
        return self.path / "hugo"

    @property
    def hugo_site(self) -> Path:
        """Hugo's output."""
        return self.path / "hugo-site"


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the bench and prints the report; returns the exit code."""
    asked = _arguments(arguments)
    if asked.write:
        _write_blog(asked.write, list(articles(asked.articles, _categories())))
        return 0
    try:
        hugo.binary()
        written = list(articles(asked.articles, _categories()))
        _all_different(written)
        with _workplace() as place:
            _print(written, asked.rounds, _measured(written, asked.rounds, place))
    except (BenchError, measure.CommandError, FileNotFoundError) as error:
        print(f"bench: {error}", file=sys.stderr)
        return 1
    return 0


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench", description="Time Codeloom, and Hugo beside it.")
    parser.add_argument(
        "--articles",
        type=_number(1, MOST),
        default=2000,
        metavar="N",
        help=f"how many articles to build, {MOST:,} at most (default: 2000)",
    )
    parser.add_argument(
        "--rounds",
        type=_number(1, 99),
        default=3,
        metavar="R",
        help="how many times each of the two builds them (default: 3)",
    )
    parser.add_argument(
        "--write",
        type=Path,
        metavar="DIR",
        help="only write the blog to DIR, to look at or to profile",
    )
    return parser.parse_args(arguments)


def _number(least: int, most: int) -> Callable[[str], int]:
    def number(text: str) -> int:
        if not text.isdecimal() or not least <= int(text) <= most:
            raise argparse.ArgumentTypeError(f"{text!r} is not a number from {least} to {most}")
        return int(text)

    return number


def _categories() -> list[str]:
    """As the schema lists them."""
    schema = json.loads((ROOT / "schemas" / "article.schema.json").read_text(encoding="utf-8"))
    return [str(name) for name in schema["properties"]["category"]["enum"]]


# --- what is built --------------------------------------------------------------------------------


@contextmanager
def _workplace() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        yield Path(folder).resolve()


def _write_articles(folder: Path, written: Sequence[BenchArticle]) -> None:
    folder.mkdir(parents=True)
    for each in written:
        (folder / f"{each.slug}.md").write_text(each.text, encoding="utf-8", newline="\n")


def _write_blog(folder: Path, written: Sequence[BenchArticle]) -> None:
    _write_articles(folder / "content" / "articles", written)
    (folder / "pyproject.toml").write_text(_SETTINGS, encoding="utf-8", newline="\n")


def _fresh(place: Path, number: int, written: Sequence[BenchArticle]) -> Folder:
    folder = Folder(place / f"round-{number}")
    _write_blog(folder.blog, written)
    hugo.write_site(folder.hugo_source)
    _write_articles(folder.hugo_source / "content" / "articles", written)
    return folder


_BLOCK = re.compile(r"^```(\w+)[^\n]*\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def _blocks(written: Sequence[BenchArticle]) -> list[tuple[str, str]]:
    """Language and text of every code block and diagram."""
    return [found for each in written for found in _BLOCK.findall(each.text)]


def _all_different(written: Sequence[BenchArticle]) -> None:
    blocks = _blocks(written)
    if len(set(blocks)) != len(blocks):
        raise BenchError("two code blocks are alike: a cache would win what a build should")


# --- what is run ----------------------------------------------------------------------------------


def _codeloom(*words: str) -> list[str]:
    """The command as it is installed beside this Python, or the module when it is not."""
    script = shutil.which("codeloom", path=str(Path(sys.executable).parent))
    return [script, *words] if script else [sys.executable, "-m", "pipeline", *words]


def _codeloom_build(folder: Folder) -> list[str]:
    return _codeloom("build", "--output", str(folder.site))


def _hugo_build(folder: Folder) -> list[str]:
    return hugo.build_command(folder.hugo_source, folder.hugo_site, folder.path / "hugo-cache")


def _measured(written: Sequence[BenchArticle], rounds: int, place: Path) -> list[Row]:
    _progress("checking that the articles are clean")
    first = _fresh(place, 0, written)
    _nothing_found(first.blog)

    _progress("memory, one build each")
    memory = measure.peak_memory(_codeloom_build(first), first.blog)
    hugo_memory = measure.peak_memory(_hugo_build(first), first.hugo_source)
    _whole(first, written)

    ours: list[float] = []
    theirs: list[float] = []
    for number in range(1, rounds + 1):
        folder = _fresh(place, number, written)
        ours.append(measure.seconds(_codeloom_build(folder), folder.blog))
        theirs.append(measure.seconds(_hugo_build(folder), folder.hugo_source))
        _progress(f"round {number}: codeloom {ours[-1]:.2f} s, hugo {theirs[-1]:.2f} s")
        _whole(folder, written)

    _progress("one draft, and --help")
    return [
        *_build_rows(ours, theirs),
        _memory_row("codeloom build, peak memory", memory, _MEMORY),
        _memory_row("hugo, peak memory", hugo_memory, None),
        _quick_row("codeloom check, one draft", _one_draft(place), place / "small", _ONE_DRAFT),
        _quick_row("codeloom --help", _codeloom("--help"), place, _HELP),
    ]


def _build_rows(ours: Sequence[float], theirs: Sequence[float]) -> list[Row]:
    ratio = statistics.median(ours) / statistics.median(theirs)
    return [
        Row("codeloom build", f"{statistics.median(ours):.2f} s", f"{min(ours):.2f} s"),
        Row("hugo", f"{statistics.median(theirs):.2f} s", f"{min(theirs):.2f} s"),
        Row(
            "codeloom / hugo",
            f"{ratio:.2f}",
            f"{min(ours) / min(theirs):.2f}",
            f"{_RATIO:.2f}",
            ratio <= _RATIO,
        ),
    ]


def _memory_row(what: str, peak: int | None, target: int | None) -> Row:
    shown = "-" if peak is None else f"{peak / 1e6:.0f} MB"
    if target is None:
        return Row(what, shown)
    return Row(what, shown, "", f"{target / 1e6:.0f} MB", None if peak is None else peak <= target)


def _quick_row(what: str, command: Sequence[str], folder: Path, target: float) -> Row:
    measure.seconds(command, folder)  # once for the disk's sake
    runs = [measure.seconds(command, folder) for _ in range(_QUICK_RUNS)]
    median = statistics.median(runs)
    return Row(what, f"{median:.3f} s", f"{min(runs):.3f} s", f"{target:.2f} s", median <= target)


def _one_draft(place: Path) -> list[str]:
    """The command that checks the one draft of a small blog, which is written to `small`."""
    categories = _categories()
    draft = article(_SMALL_BLOG, categories, draft=True)
    _write_blog(place / "small", [*articles(_SMALL_BLOG, categories), draft])
    return _codeloom("check", f"content/articles/{draft.slug}.md")


def _progress(text: str) -> None:
    print(f"bench: {text}", file=sys.stderr, flush=True)


# --- what must be so ------------------------------------------------------------------------------


def _nothing_found(blog: Path) -> None:
    found = json.loads(measure.output(_codeloom("check", "--format", "json"), blog))["diagnostics"]
    if found:
        listed = "\n".join(
            f"  {each['path']}: {each['code']} {each['message']}" for each in found[:5]
        )
        raise BenchError(f"{len(found)} findings in articles that should be clean:\n{listed}")


def _whole(folder: Folder, written: Sequence[BenchArticle]) -> None:
    """Both outputs hold a page for each article and a feed with the newest."""
    slugs = {each.slug for each in written}
    for name, site in (("codeloom", folder.site), ("hugo", folder.hugo_site)):
        pages = {page.parent.name for page in site.glob("articles/*/index.html")}
        if pages != slugs:
            raise BenchError(f"{name} made {len(pages)} article pages of {len(slugs)} articles")
        items = len(ET.parse(site / hugo.FEED).findall("./channel/item"))
        if not min(5, len(slugs)) <= items <= hugo.FEED_ITEMS:
            raise BenchError(f"{name}'s feed has {items} items")


# --- what is printed ------------------------------------------------------------------------------


def _print(written: Sequence[BenchArticle], rounds: int, rows: Sequence[Row]) -> None:
    blocks = _blocks(written)
    code = sum(1 for language, _ in blocks if language != "text")
    size = sum(len(each.text.encode()) for each in written) / 1e6
    print(f"{len(written):,} articles: {size:.1f} MB, {code:,} code blocks, no two alike")
    print(f"{platform.system()} {platform.machine()}, {_cpus()} CPUs")
    print(f"Python {platform.python_version()}, Hugo {_hugo_version()}")
    print(f"cold builds in turn, {rounds} each; median and best")
    print()
    _print_table(
        [("", "median", "best", "target", "")]
        + [(row.what, row.median, row.best, row.target, _verdict(row.met)) for row in rows]
    )
    print()
    print("Memory: all processes added up at each moment, in a run of its own;")
    print(f"  {measure.memory_measure()}.")


def _print_table(cells: Sequence[tuple[str, ...]]) -> None:
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for first, *rest in cells:
        aligned = (cell.rjust(width) for cell, width in zip(rest, widths[1:], strict=True))
        print("   ".join((first.ljust(widths[0]), *aligned)).rstrip())


def _verdict(met: bool | None) -> str:
    return "" if met is None else "met" if met else "missed"


def _cpus() -> int:
    """Those that this process may use, where the system says."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _hugo_version() -> str:
    said = measure.output([str(hugo.binary()), "version"], Path.cwd())
    found = re.search(r"v(\d+\.\d+\.\d+)", said)
    return found[1] if found else said.strip()


if __name__ == "__main__":
    sys.exit(main())
