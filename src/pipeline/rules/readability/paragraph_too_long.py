"""To be written.

Why.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Context, Document, Finding, Rule, Severity


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Nothing yet."""
    return iter(())


RULE = Rule(
    code="RD003",
    name="paragraph-too-long",
    severity=Severity.INFO,
    check=check,
    doc=__doc__,
)
