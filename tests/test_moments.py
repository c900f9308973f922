"""Dates and instants: what may be written, what it means in a zone, and why the rest is refused."""

from __future__ import annotations

import pickle
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.moments import (
    check_date,
    check_instant,
    is_date,
    parse_moment,
    zone,
    zone_names,
)


@pytest.mark.parametrize(
    ("text", "place", "instant"),
    [
        ("2026-01-05", "UTC", "2026-01-05T00:00:00+00:00"),
        ("2026-01-05", "Europe/Berlin", "2026-01-05T00:00:00+01:00"),
        ("2026-07-05", "Europe/Berlin", "2026-07-05T00:00:00+02:00"),
        ("1999-12-31", "America/New_York", "1999-12-31T00:00:00-05:00"),
        ("2100-02-28", "UTC", "2100-02-28T00:00:00+00:00"),
        ("2024-02-29", "UTC", "2024-02-29T00:00:00+00:00"),
        ("2026-01-05T10:30", "Asia/Kolkata", "2026-01-05T10:30:00+05:30"),
        ("2026-01-05 10:30", "UTC", "2026-01-05T10:30:00+00:00"),
        ("2026-01-05T10:30:15", "UTC", "2026-01-05T10:30:15+00:00"),
        ("2026-01-05T10:30:15Z", "Asia/Tokyo", "2026-01-05T10:30:15+00:00"),
        ("2026-01-05t10:30:15z", "Asia/Tokyo", "2026-01-05T10:30:15+00:00"),
        ("2026-01-05T10:30:15.25-08:00", "UTC", "2026-01-05T10:30:15.250000-08:00"),
        ("2026-01-05T10:30+01:00", "UTC", "2026-01-05T10:30:00+01:00"),
    ],
)
def test_a_moment_is_what_it_says(text: str, place: str, instant: str) -> None:
    assert parse_moment(text, place).isoformat() == instant


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2026-02-30", "February 2026 has 28 days"),
        ("2024-02-30", "February 2024 has 29 days"),
        ("2026-04-31", "April 2026 has 30 days"),
        ("2026-01-00", "January 2026 has 31 days"),
        ("2026-13-01", "there is no month 13"),
        ("0206-01-05", "the year 0206 cannot be meant"),
        ("9999-01-01", "the year 9999 cannot be meant"),
        ("2026-01-05T24:00", "there is no hour 24"),
        ("2026-01-05T10:60", "there is no minute 60"),
        ("2026-01-05T10:00:60Z", "there is no second 60"),
        ("2026-01-05T10:00:00+24:00", "there is no offset `+24:00`"),
        ("2026-1-5", "a date is written `2026-01-05`"),
        ("2026/01/05", "a date is written `2026-01-05`"),
        ("5 January 2026", "a date is written `YYYY-MM-DD`"),
        ("", "a date is written `YYYY-MM-DD`"),
        ("2026-01-05T10:00:00 +01:00", "a date is written `YYYY-MM-DD`"),
        ("٢٠٢٦-٠١-٠٥", "a date is written `YYYY-MM-DD`"),
        ("2026-01-05\n", "a date is written `2026-01-05`"),
    ],
)
def test_what_is_no_moment_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011  # the whole message is compared below
        parse_moment(text, "UTC")
    assert str(caught.value) == reason


@pytest.mark.parametrize(
    ("text", "place", "reason"),
    [
        (
            "2026-03-29T02:30",
            "Europe/Berlin",
            "there is no 02:30 on that day in Europe/Berlin: the clocks skip it",
        ),
        (
            "2026-10-25T02:30",
            "Europe/Berlin",
            "02:30 comes twice on that day in Europe/Berlin: add the offset that is meant",
        ),
        ("2011-12-30", "Pacific/Apia", "Pacific/Apia skipped that day"),
    ],
)
def test_a_time_that_the_zone_skips_or_has_twice_is_refused(
    text: str, place: str, reason: str
) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011  # the whole message is compared below
        parse_moment(text, place)
    assert str(caught.value) == reason


@pytest.mark.parametrize("text", ["2026-03-29T01:59", "2026-03-29T03:00", "2026-10-25T03:00"])
def test_the_minutes_around_a_change_of_clocks_are_fine(text: str) -> None:
    assert parse_moment(text, "Europe/Berlin").strftime("%Y-%m-%dT%H:%M") == text


def test_an_offset_says_which_of_two_equal_times_is_meant() -> None:
    first = parse_moment("2026-10-25T02:30+02:00", "Europe/Berlin")
    second = parse_moment("2026-10-25T02:30+01:00", "Europe/Berlin")
    assert second - first == timedelta(hours=1)


def test_a_day_without_a_midnight_begins_with_its_first_instant() -> None:
    assert parse_moment("2018-11-04", "America/Sao_Paulo") == datetime(2018, 11, 4, 3, tzinfo=UTC)


def test_a_day_with_two_midnights_begins_with_the_first() -> None:
    first = datetime(2026, 11, 1, tzinfo=timezone(timedelta(hours=-4)))
    assert parse_moment("2026-11-01", "America/Havana") == first


@given(st.dates(min_value=datetime(1970, 1, 1).date(), max_value=datetime(9998, 12, 31).date()))  # noqa: DTZ001  # days of no zone
def test_every_day_is_the_day_it_says(day: object) -> None:
    moment = parse_moment(str(day), "Europe/Berlin")
    assert str(moment.date()) == str(day)


@given(st.datetimes(datetime(1970, 1, 2), datetime(9998, 12, 30), timezones=st.just(UTC)))  # noqa: DTZ001  # bounds have no zone
def test_an_instant_with_an_offset_is_read_back_as_it_was(moment: datetime) -> None:
    assert parse_moment(moment.isoformat(), "Asia/Tokyo") == moment


@given(st.text(max_size=30))
def test_any_other_text_is_a_moment_or_refused(text: str) -> None:
    try:
        said = parse_moment(text, "Europe/Berlin").isoformat()
    except ValueError as error:
        said = str(error)
    assert said


def test_a_moment_can_be_sent_to_another_process() -> None:
    moment = parse_moment("2026-07-05", "Europe/Berlin")
    assert pickle.loads(pickle.dumps(moment)) == moment


def test_a_day_alone_is_told_from_a_time() -> None:
    texts = ["2026-01-05", "2026-02-30", "2026-01-05T10:00", "tomorrow", "2026-01-05 "]
    assert [text for text in texts if is_date(text)] == ["2026-01-05", "2026-02-30"]


@pytest.mark.parametrize("text", ["2026-01-05T10:00:00Z", "2026-02-29", "5"])
def test_a_date_format_takes_days_that_exist_alone(text: str) -> None:
    check_date("2026-02-28")
    with pytest.raises(ValueError, match=r"meant|has 28 days|is written"):
        check_date(text)


@pytest.mark.parametrize("text", ["2026-01-05", "2026-01-05T10:00:00", "2026-01-05T10:00Z"])
def test_a_date_time_format_takes_full_instants_alone(text: str) -> None:
    check_instant("2026-01-05T10:00:00Z")
    check_instant("2026-01-05T10:00:00.5+01:00")
    with pytest.raises(ValueError, match="YYYY-MM-DDTHH:MM:SS"):
        check_instant(text)


@pytest.mark.parametrize(
    "name", ["europe/berlin", "Mars/Base", "", "../zones", "/etc/localtime", "Europe", "zones"]
)
def test_a_zone_that_does_not_exist_is_refused_on_every_system(name: str) -> None:
    with pytest.raises(ValueError, match="there is no time zone"):
        zone(name)


def test_utc_and_the_zones_of_the_world_are_known() -> None:
    assert {"UTC", "Europe/Berlin", "America/Argentina/Ushuaia"} <= zone_names()
    assert zone("UTC") is UTC
