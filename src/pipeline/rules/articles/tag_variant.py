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
    code="TX004",
    name="tag-variant",
    severity=Severity.WARNING,
    check=check,
    doc=__doc__,
)
