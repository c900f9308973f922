"""How fast Codeloom is, held against its targets and against others: what `make bench` prints.

Every run is cold: a process started afresh, on articles just written to a folder of their own,
a build into an output folder that is not there yet. Those that are compared take turns. Nothing is
deleted before the last figure is taken, since writing just after a large deletion is slower.

The exit code is 0 whatever the figures are. It is 1 when a command fails, when the articles are
not clean, or when an output is not whole.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # for `python tests/bench/bench.py`

from tests.bench import apart, builds, checks, feeds, growth, hugo, markdownlint, measure, quick
from tests.bench.articles import MOST, BenchArticle, articles
from tests.bench.blog import categories, nothing_found, write_blog
from tests.bench.plan import Plan
from tests.bench.rows import BenchError, Row, print_table, progress

PARTS: Mapping[str, Callable[[Plan], list[Row]]] = {
    "build": builds.measured,
    "check": checks.measured,
    "feeds": feeds.measured,
    "growth": growth.measured,
    "quick": quick.measured,
    "apart": apart.measured,
}
"""What is measured, in the order of the report."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the bench and prints the report; returns the exit code."""
    asked = _arguments(arguments)
    if asked.write:
        write_blog(asked.write, articles(asked.articles, categories()))
        return 0
    parts = [name for name in PARTS if not asked.only or name in asked.only]
    try:
        if "build" in parts:
            hugo.binary()
        written = tuple(articles(asked.articles, categories()))
        _all_different(written)
        with _workplace() as place:
            plan = Plan(written, asked.rounds, place)
            progress("checking that the articles are clean")
            write_blog(place / "clean", written)
            nothing_found(place / "clean")
            rows = [row for name in parts for row in PARTS[name](plan)]
        _print(plan, rows)
    except (BenchError, measure.CommandError, FileNotFoundError) as error:
        print(f"bench: {error}", file=sys.stderr)
        return 1
    return 0


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="bench", description="Time Codeloom, and others beside it."
    )
    parser.add_argument(
        "--articles",
        type=_number(1, MOST),
        default=2000,
        metavar="N",
        help=f"how many articles there are, {MOST:,} at most (default: 2000)",
    )
    parser.add_argument(
        "--rounds",
        type=_number(1, 99),
        default=3,
        metavar="R",
        help="how many times each of those compared does its work (default: 3)",
    )
    parser.add_argument(
        "--only",
        action="append",
        choices=tuple(PARTS),
        help="measure this alone; may be given several times",
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


@contextmanager
def _workplace() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        yield Path(folder).resolve()


_BLOCK = re.compile(r"^```(\w+)[^\n]*\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def _blocks(written: Sequence[BenchArticle]) -> list[tuple[str, str]]:
    """Language and text of every code block and diagram."""
    return [found for each in written for found in _BLOCK.findall(each.text)]


def _all_different(written: Sequence[BenchArticle]) -> None:
    blocks = _blocks(written)
    if len(set(blocks)) != len(blocks):
        raise BenchError("two code blocks are alike: a cache would win what a build should")


# --- what is printed ------------------------------------------------------------------------------


def _print(plan: Plan, rows: Sequence[Row]) -> None:
    blocks = _blocks(plan.written)
    code = sum(1 for language, _ in blocks if language != "text")
    size = sum(len(each.text.encode()) for each in plan.written) / 1e6
    print(f"{len(plan.written):,} articles: {size:.1f} MB, {code:,} code blocks, no two alike")
    print(f"{platform.system()} {platform.machine()}, {_cpus()} CPUs")
    print(", ".join((f"Python {platform.python_version()}", *_others())))
    print(f"cold runs in turn, {plan.rounds} each; median and best")
    print()
    print_table(rows)
    print()
    print("Memory: all processes added up at each moment, in a run of its own;")
    print(f"  {measure.memory_measure()}.")
    print("Times for an article leave out what a blog of one article takes.")
    print("CPU: of all processes, from the start of Python on. The feed step makes the texts of")
    print("  the feeds' articles, and makes, verifies and writes the feeds.")


def _cpus() -> int:
    """Those that this process may use, where the system says."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _others() -> Iterator[str]:
    """Those that are there, with their versions."""
    with suppress(FileNotFoundError):
        yield f"Hugo {hugo.version()}"
    if not markdownlint.missing():
        yield f"markdownlint-cli2 {markdownlint.version()} on Node.js {markdownlint.node()}"


if __name__ == "__main__":
    sys.exit(main())
