"""The baseline accepts more than there is.

A finding that it accepts was mended, or its line was edited. That is good news, but the room it
leaves would swallow the next mistake of that kind on such a line. Write the baseline anew and it
shrinks; it should end as an empty file. There is nothing to change in the article.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Finding, LinterRule, Outcome, Settings, Severity


def check(outcome: Outcome, settings: Settings) -> Iterator[Finding]:
    """One finding at the baseline for each article and rule of which it accepts too much."""
    for stale in outcome.stale:
        yield Finding(
            span=None,
            message=f"The baseline accepts {stale.recorded} of `{stale.code}` in `{stale.path}`, "
            f"and {stale.found} of them {'is' if stale.found == 1 else 'are'} left.",
            help=f"Write it anew: `codeloom check --write-baseline {outcome.baseline}`.",
            path=outcome.baseline,
        )


RULE = LinterRule(
    code="SU004",
    name="stale-baseline",
    severity=Severity.WARNING,
    check=check,
    doc=__doc__,
)
