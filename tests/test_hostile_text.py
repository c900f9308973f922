"""No text keeps the checker busy: neither one expression, nor a whole article under all rules.

The limit of 10 s is one, not a timing: what is linear takes milliseconds, what backtracks badly
takes minutes. Each part runs in a process that ends itself at the limit and is asked again for
what comes after, so that all offenders are named at once.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LIMIT = 10  # seconds

pytestmark = pytest.mark.slow


def offenders(part: str) -> list[str]:
    """What a part of `tests.hostile` did not get through in time, in its own words."""
    found: list[str] = []
    begin = 0
    while True:
        done = subprocess.run(
            (sys.executable, "-m", "tests.hostile", part, str(begin), str(LIMIT)),
            cwd=ROOT,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        last = json.loads(done.stdout.splitlines()[-1]) if done.stdout else {}
        if last.get("done"):
            assert done.returncode == 0, done.stderr
            return [*found, *last["wrong"]]
        assert "Timeout" in done.stderr, done.stderr[-3_000:]
        found.append(last["at"])
        begin = last["number"] + 1


def test_no_regular_expression_backtracks_badly_on_a_line_of_100_kb() -> None:
    assert offenders("expressions") == []


def test_every_place_that_compiles_an_expression_is_reached() -> None:
    assert offenders("places") == []


def test_no_hostile_article_keeps_the_rules_busy() -> None:
    assert offenders("articles") == []
