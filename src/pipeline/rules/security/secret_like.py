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
    code="SC004",
    name="secret-like",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
    strict=True,
    suppressible=False,
)
