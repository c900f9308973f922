"""The article was updated before it was published.

One of the two dates is wrong, most often the year of one of them.

**Bad**

```yaml
date: 2026-01-05
updated: «2025-02-01»
```

**Good**

```yaml
date: 2026-01-05
updated: 2026-02-01
```
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.model import Context, Document, Finding, Related, Rule, Severity
from pipeline.moments import is_date, parse_moment, zone
from pipeline.wording import code


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding at `updated`, when both dates can be read and are the wrong way round."""
    front_matter = document.front_matter
    if document.is_page or not are_reversed(front_matter.data, context.settings.timezone):
        return
    date, updated = front_matter.data["date"], front_matter.data["updated"]
    yield Finding(
        span=front_matter.at("updated"),
        message=f"`updated` is {code(updated)}, before `date`, {code(date)}.",
        help=f"Write a day that is not before {code(date)}, or remove `updated`.",
        related=(Related(front_matter.at("date"), "the date is here"),),
    )


def are_reversed(data: Mapping[str, Any], place: str) -> bool:
    """Whether `updated` is before `date`; not so when one of them cannot be read."""
    date, updated = data.get("date"), data.get("updated")
    if not isinstance(date, str) or not isinstance(updated, str):
        return False
    try:
        return _is_before(updated, date, place)
    except ValueError:
        return False


def _is_before(updated: str, date: str, place: str) -> bool:
    """By the day when `updated` is a day alone: it may have come later on the day of `date`."""
    changed, published = parse_moment(updated, place), parse_moment(date, place)
    if is_date(updated):
        return changed.date() < published.astimezone(zone(place)).date()
    return changed < published


RULE = Rule(
    code="FM013",
    name="updated-before-date",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
)
