"""What must not keep anybody waiting: the check of one draft, and `--help`."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from pathlib import Path

from tests.bench import measure
from tests.bench.articles import article, articles
from tests.bench.blog import categories, codeloom, write_blog
from tests.bench.plan import Plan
from tests.bench.rows import Row, progress

_ONE_DRAFT = 0.6  # seconds
_HELP = 0.15  # seconds
_SMALL_BLOG = 12  # articles
_RUNS = 9


def measured(plan: Plan) -> list[Row]:
    """One row each."""
    progress("one draft, and --help")
    small = plan.place / "small"
    return [
        _row("codeloom check, one draft", _one_draft(small), small, _ONE_DRAFT),
        _row("codeloom --help", codeloom("--help"), plan.place, _HELP),
    ]


def _row(what: str, command: Sequence[str], folder: Path, target: float) -> Row:
    measure.seconds(command, folder)  # once for the disk's sake
    runs = [measure.seconds(command, folder) for _ in range(_RUNS)]
    median = statistics.median(runs)
    return Row(what, f"{median:.3f} s", f"{min(runs):.3f} s", f"{target:.2f} s", median <= target)


def _one_draft(small: Path) -> list[str]:
    """The command that checks the one draft of a small blog, which is written to `small`."""
    names = categories()
    draft = article(_SMALL_BLOG, names, draft=True)
    write_blog(small, [*articles(_SMALL_BLOG, names), draft])
    return codeloom("check", f"content/articles/{draft.slug}.md")
