"""The feeds' share of a build: the CPU of the step that makes them, over that of all processes."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

from tests.bench import measure
from tests.bench.blog import ROOT, write_blog
from tests.bench.plan import Plan
from tests.bench.rows import BenchError, Row, progress

_SHARE = 0.03
_RUNNER = ROOT / "tests" / "bench" / "feed_step.py"


class Cost(NamedTuple):
    """What one build took, in seconds of CPU."""

    step: float
    """Making the texts of the feeds' articles; making, verifying and writing the feeds."""
    build: float
    """The whole, the feed step included: all processes, from the start of Python on."""

    @property
    def share(self) -> float:
        """The part that the feeds have in the build."""
        return self.step / self.build


def measured(plan: Plan) -> list[Row]:
    """The rows for the articles of the other parts."""
    found: list[Cost] = []
    for number in range(1, plan.rounds + 1):
        blog = plan.place / f"feeds-{number}"
        write_blog(blog, plan.written)
        found += costs(blog, blog / "site")
    return rows(found, len(plan.written))


def costs(blog: Path, site: Path) -> list[Cost]:
    """One build of the blog into a folder that is not there yet; empty where there is no measure.

    `BenchError` when the feeds are not made where the runner looks for them.
    """
    if sys.platform != "linux":  # processes are not forked there, and know no clock of ours
        return []
    said = measure.output([sys.executable, str(_RUNNER), str(site)], blog)
    found = parsed(said)
    progress(f"feeds: {found.step:.2f} s of {found.build:.2f} s of CPU")
    return [found]


def parsed(said: str) -> Cost:
    """What the runner says, in its last line; `BenchError` when that cannot be."""
    told = json.loads(said.rstrip().rpartition("\n")[2])
    found = Cost(told["step"], told["build"])
    if not 0 < found.step < found.build:
        raise BenchError(f"the feed step cannot take {found.step} s of a build of {found.build} s")
    return found


def rows(found: Sequence[Cost], articles: int) -> list[Row]:
    """What step and build took, and the one as a part of the other."""
    what = f"feeds' share of the build, {articles:,} articles"
    target = f"{_SHARE:.2%}"
    if not found:
        return [Row(what, "-", "", target)]
    shares = [each.share for each in found]
    share = median(shares)
    return [
        _cpu_row(f"feed step, {articles:,} articles, CPU", [each.step for each in found]),
        _cpu_row(f"codeloom build, {articles:,} articles, CPU", [each.build for each in found]),
        Row(what, f"{share:.2%}", f"{min(shares):.2%}", target, share < _SHARE),
    ]


def _cpu_row(what: str, runs: Sequence[float]) -> Row:
    return Row(what, f"{median(runs):.2f} s", f"{min(runs):.2f} s")
