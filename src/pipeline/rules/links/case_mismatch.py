"""To be written.

Why.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Corpus, Finding, Settings, Severity, SiteRule


def check(corpus: Corpus, settings: Settings) -> Iterator[Finding]:
    """Nothing yet."""
    return iter(())


RULE = SiteRule(
    code="LK006",
    name="case-mismatch",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
)
