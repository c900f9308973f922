"""To be written.

Why.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Finding, LinterRule, Outcome, Settings, Severity


def check(outcome: Outcome, settings: Settings) -> Iterator[Finding]:
    """Nothing yet."""
    return iter(())


RULE = LinterRule(
    code="SU004",
    name="stale-baseline",
    severity=Severity.WARNING,
    check=check,
    doc=__doc__,
)
