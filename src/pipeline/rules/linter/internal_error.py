"""A rule, or the reading of a file, failed.

This is a mistake in Codeloom and not in the article. It is reported at the file on which it
happened, all other rules and files go on, and the program ends with exit code 2: what it did not
see it cannot vouch for. There is nothing to mend in the article: please report it with the file.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import CRASH, Context, Document, Finding, Rule, Severity


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Nothing: whoever runs the rules makes these findings."""
    return iter(())


RULE = Rule(
    code=CRASH,
    name="internal-error",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
    strict=True,
)
