"""Checking the articles, and markdownlint-cli2 checking the same files."""

from __future__ import annotations

from collections.abc import Sequence

from tests.bench import markdownlint, measure
from tests.bench.blog import codeloom, write_blog
from tests.bench.plan import Plan
from tests.bench.rows import Row, memory_row, progress, ratio_row, time_row

_RATIO = 0.5


def measured(plan: Plan) -> list[Row]:
    """Time and memory of both; of Codeloom alone where the other is not there."""
    why = markdownlint.missing()
    blog = plan.place / "check-0"
    write_blog(blog, plan.written)
    markdownlint.write_configuration(blog)
    if not why:
        markdownlint.reads_them_all(blog, len(plan.written))
    progress("memory, one check each")
    memory = measure.peak_memory(codeloom("check"), blog)
    their_memory = None if why else measure.peak_memory(markdownlint.command(), blog)

    ours: list[float] = []
    theirs: list[float] = []
    for number in range(1, plan.rounds + 1):
        blog = plan.place / f"check-{number}"
        write_blog(blog, plan.written)
        markdownlint.write_configuration(blog)
        ours.append(measure.seconds(codeloom("check"), blog))
        if not why:
            theirs.append(measure.seconds(markdownlint.command(), blog))
        beside = f", markdownlint-cli2 {theirs[-1]:.2f} s" if theirs else ""
        progress(f"check {number}: codeloom {ours[-1]:.2f} s{beside}")
    found = [*rows(ours, theirs, why), memory_row("codeloom check, peak memory", memory)]
    return found if why else [*found, memory_row("markdownlint-cli2, peak memory", their_memory)]


def rows(ours: Sequence[float], theirs: Sequence[float], why: str = "") -> list[Row]:
    """What the two took, and how they compare; or why they cannot be compared."""
    if why:
        return [time_row("codeloom check", ours), Row(f"no markdownlint-cli2: {why}", "-")]
    return [
        time_row("codeloom check", ours),
        time_row("markdownlint-cli2", theirs),
        ratio_row("codeloom / markdownlint-cli2", ours, theirs, _RATIO),
    ]
