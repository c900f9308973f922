"""Dates and instants: what an author may write for one, and which moment it is in the blog's zone.

    2026-01-05                 that calendar day: its first instant in the zone
    2026-01-05T10:30:00+01:00  RFC 3339: this very instant; seconds may be left out
    2026-01-05T10:30           the blog's own time; a blank may stand for the `T`

Everything else is refused with a reason in plain words: a day that its month does not have, a time
that the zone skips or has twice when its clocks change. The zones come from the `tzdata` package,
never from the system, so that every machine has the same ones. No clock is read here.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

EARLIEST_YEAR = 1970
"""Before it a year is taken for a slip of the fingers (`0206-01-05`): nothing was blogged then."""

_MOMENT = re.compile(
    r"""(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})
        (?P<time>[Tt ](?P<hour>[0-9]{2}):(?P<minute>[0-9]{2})
            (?::(?P<second>[0-9]{2})(?P<fraction>\.[0-9]{1,12})?)?
            (?P<offset>[Zz]|[+-][0-9]{2}:[0-9]{2})?
        )?""",
    re.VERBOSE,
)
_LOOSE_DATE = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")
_UNITS = ("year", "month", "day", "hour", "minute", "second")
_MONTHS = (
    "January February March April May June July August September October November December"
).split()


@lru_cache(maxsize=1_000)
def parse_moment(text: str, zone_name: str) -> datetime:
    """The moment that `text` names in the zone; the shapes are those of this module's docstring.

    The result has a fixed offset from UTC, so that it can be sent to another process. A day whose
    midnight the zone skips begins with its first instant.

    Raises:
        ValueError: with a reason in plain words that reads on after "`2026-02-30`: ".
    """
    match = _match(text)
    wall = _wall(match)
    if match["offset"]:
        return wall.replace(tzinfo=_offset(match["offset"]))
    place = zone(zone_name)
    if not match["time"]:
        return _first_instant(wall, place, zone_name)
    _refuse_change_of_clocks(wall, place, zone_name)
    return _fixed(wall.replace(tzinfo=place))


def is_date(text: str) -> bool:
    """True for `YYYY-MM-DD` alone, whether or not the month has that day."""
    match = _MOMENT.fullmatch(text)
    return match is not None and not match["time"]


def check_date(text: str) -> None:
    """Raises ValueError unless `text` is `YYYY-MM-DD` and the month has that day."""
    match = _match(text)
    if match["time"]:
        raise ValueError("a date is meant, without a time")
    _wall(match)


def check_instant(text: str) -> None:
    """Raises ValueError unless `text` is a date and time with an offset, as RFC 3339 has it."""
    match = _match(text)
    if not match["offset"] or not match["second"]:
        raise ValueError("date, time and offset are written `YYYY-MM-DDTHH:MM:SS+HH:MM`")
    _wall(match)
    _offset(match["offset"])


@cache
def zone(name: str) -> tzinfo:
    """The time zone of that name (`Europe/Berlin`), the same on every machine.

    Raises:
        ValueError: when there is no such zone; names are told apart by case.
    """
    if name == "UTC":
        return UTC
    if name not in zone_names():
        raise ValueError(f"there is no time zone `{name}`")
    from zoneinfo import ZoneInfo

    with _zone_data().joinpath("zoneinfo", *name.split("/")).open("rb") as stream:
        return ZoneInfo.from_file(stream, key=name)


@cache
def zone_names() -> frozenset[str]:
    """The names of all time zones."""
    return frozenset(_zone_data().joinpath("zones").read_text("utf-8").split())


def _zone_data() -> Traversable:
    from importlib.resources import files

    import tzdata  # type: ignore[import-untyped]  # it is data alone

    return files(tzdata)


def _match(text: str) -> re.Match[str]:
    if match := _MOMENT.fullmatch(text):
        return match
    if loose := _LOOSE_DATE.fullmatch(text.strip()):
        year, month, day = loose.groups()
        raise ValueError(f"a date is written `{year}-{month:0>2}-{day:0>2}`")
    raise ValueError("a date is written `YYYY-MM-DD`")


def _wall(match: re.Match[str]) -> datetime:
    """Date and time as they stand there, of no zone yet."""
    year, month, day, hour, minute, second = [int(part or 0) for part in match.group(*_UNITS)]
    if not EARLIEST_YEAR <= year <= 9998:
        raise ValueError(f"the year {match['year']} cannot be meant")
    micros = int(f"{match['fraction'] or '.0'}00000"[1:7])
    try:
        return datetime(  # noqa: DTZ001  # of no zone
            year, month, day, hour, minute, second, micros
        )
    except ValueError:
        raise ValueError(_out_of_range(year, month, day, hour, minute, second)) from None


def _out_of_range(year: int, month: int, day: int, hour: int, minute: int, second: int) -> str:
    if not 1 <= month <= 12:
        return f"there is no month {month:02}"
    days = monthrange(year, month)[1]
    if not 1 <= day <= days:
        return f"{_MONTHS[month - 1]} {year} has {days} days"
    if hour > 23:
        return f"there is no hour {hour}"
    return f"there is no minute {minute}" if minute > 59 else f"there is no second {second}"


def _offset(text: str) -> timezone:
    if text in "Zz":
        return UTC
    hours, minutes = int(text[1:3]), int(text[4:6])
    if hours > 23 or minutes > 59:
        raise ValueError(f"there is no offset `{text}`")
    ahead = timedelta(hours=hours, minutes=minutes)
    return timezone(-ahead if text[0] == "-" else ahead)


def _fixed(moment: datetime) -> datetime:
    """The same moment with its offset alone: a zone read from a file cannot be pickled."""
    return moment.replace(tzinfo=timezone(moment.utcoffset() or timedelta()), fold=0)


def _exists(wall: datetime, place: tzinfo) -> bool:
    there = wall.replace(tzinfo=place).astimezone(UTC).astimezone(place)
    return there.replace(tzinfo=None, fold=0) == wall


def _refuse_change_of_clocks(wall: datetime, place: tzinfo, name: str) -> None:
    before = wall.replace(tzinfo=place).utcoffset()
    after = wall.replace(tzinfo=place, fold=1).utcoffset()
    if before == after:
        return
    clock = f"{wall:%H:%M}"
    if not _exists(wall, place):
        raise ValueError(f"there is no {clock} on that day in {name}: the clocks skip it")
    raise ValueError(f"{clock} comes twice on that day in {name}: add the offset that is meant")


def _first_instant(midnight: datetime, place: tzinfo, name: str) -> datetime:
    if _exists(midnight, place):
        return _fixed(midnight.replace(tzinfo=place))
    first = _change_near(midnight, place).astimezone(place)
    if first.date() != midnight.date():
        raise ValueError(f"{name} skipped that day")
    return _fixed(first)


def _change_near(midnight: datetime, place: tzinfo) -> datetime:
    """The instant within a day of a skipped midnight at which the clocks go forward."""
    low = midnight.replace(tzinfo=UTC) - timedelta(days=2)
    high = low + timedelta(days=4)
    old = low.astimezone(place).utcoffset()
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) // 2
        if middle.astimezone(place).utcoffset() == old:
            low = middle
        else:
            high = middle
    return high.replace(microsecond=0)
