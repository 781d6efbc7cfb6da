"""Times: hours are counted for real over midnight and clock changes, and written out in full."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.make.words.times import (
    birth_date,
    clock,
    day,
    hours_after,
    hours_before,
    moment,
    tied,
)

CHICAGO = ZoneInfo("America/Chicago")
SPRING = dt.date(2026, 3, 8)
"""The clocks jump from 2 am to 3 am in Chicago."""
AUTUMN = dt.date(2026, 11, 1)
"""The clocks go back from 2 am to 1 am in Chicago."""


def _spoken(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("arrival", "hours", "expected"),
    [
        (dt.datetime(2026, 12, 1, 8, 30), 2, dt.datetime(2026, 12, 1, 6, 30)),
        (dt.datetime(2026, 12, 1, 8, 30), 8, dt.datetime(2026, 12, 1, 0, 30)),
        (dt.datetime(2026, 12, 1, 8, 30), 10, dt.datetime(2026, 11, 30, 22, 30)),
        (dt.datetime(2027, 1, 1, 1, 15), 2, dt.datetime(2026, 12, 31, 23, 15)),
        (dt.datetime(2026, 12, 1, 8, 0), 8, dt.datetime(2026, 11, 30, 23, 59)),
        (dt.datetime(2026, 12, 1, 8, 30), 0, dt.datetime(2026, 12, 1, 8, 30)),
        (dt.datetime(2026, 12, 1, 8, 30), 24, dt.datetime(2026, 11, 30, 8, 30)),
    ],
)
def test_fasting_counts_back_from_arrival_and_midnight_is_the_evening_before(
    arrival: dt.datetime, hours: int, expected: dt.datetime
) -> None:
    assert hours_before(arrival.date(), arrival.time(), hours, CHICAGO) == expected


def test_fasting_over_a_lost_hour_starts_an_hour_earlier_on_the_clock() -> None:
    assert hours_before(SPRING, dt.time(8, 0), 6, CHICAGO) == dt.datetime(2026, 3, 8, 1, 0)


def test_fasting_over_a_doubled_hour_starts_an_hour_later_on_the_clock() -> None:
    assert hours_before(AUTUMN, dt.time(8, 0), 6, CHICAGO) == dt.datetime(2026, 11, 1, 2, 0)
    assert hours_before(AUTUMN, dt.time(8, 0), 8, CHICAGO) == dt.datetime(2026, 11, 1, 1, 0)
    assert hours_before(AUTUMN, dt.time(8, 30), 9, CHICAGO) == dt.datetime(2026, 11, 1, 0, 30)


def test_no_driving_over_a_clock_change_lasts_its_real_hours() -> None:
    before_spring = dt.datetime(2026, 3, 7, 12, 30)
    before_autumn = dt.datetime(2026, 10, 31, 12, 30)
    assert hours_after(before_spring, 24, CHICAGO) == dt.datetime(2026, 3, 8, 13, 30)
    assert hours_after(before_autumn, 24, CHICAGO) == dt.datetime(2026, 11, 1, 11, 30)


def test_no_driving_until_midnight_becomes_one_minute_after_it() -> None:
    ends = dt.datetime(2026, 12, 1, 0, 0)
    assert hours_after(ends, 24, CHICAGO) == dt.datetime(2026, 12, 2, 0, 1)


@given(
    when=st.datetimes(dt.datetime(2024, 1, 1), dt.datetime(2032, 1, 1)),
    hours=st.integers(0, 168),
)
def test_counting_never_shortens_a_fast_nor_a_time_without_driving(
    when: dt.datetime, hours: int
) -> None:
    when = when.replace(second=0, microsecond=0)
    start = when.replace(tzinfo=CHICAGO).astimezone(dt.UTC)
    before = hours_before(when.date(), when.time(), hours, CHICAGO)
    after = hours_after(when, hours, CHICAGO)
    fasted = [
        start - before.replace(tzinfo=CHICAGO, fold=fold).astimezone(dt.UTC) for fold in (0, 1)
    ]
    waited = [
        after.replace(tzinfo=CHICAGO, fold=fold).astimezone(dt.UTC) - start for fold in (0, 1)
    ]
    asked = dt.timedelta(hours=hours)
    assert asked <= max(fasted) <= asked + dt.timedelta(hours=1, minutes=1)
    assert asked <= max(waited) <= asked + dt.timedelta(hours=1, minutes=1)


def test_a_moment_is_written_out_in_full() -> None:
    assert _spoken(moment(dt.datetime(2026, 12, 1, 2, 30), "en")) == "Tuesday, December 1, 2:30 am"


def test_a_day_is_written_out_with_its_year() -> None:
    assert day(dt.date(2026, 12, 1), "en") == "Tuesday, December 1, 2026"


def test_a_birth_date_has_its_month_as_a_word() -> None:
    assert birth_date(dt.date(1958, 3, 4), "en") == "March 4, 1958"


@pytest.mark.parametrize(
    ("time", "text"),
    [
        (dt.time(8, 30), "8:30 am"),
        (dt.time(0, 5), "12:05 am"),
        (dt.time(12, 0), "12:00 pm"),
        (dt.time(23, 59), "11:59 pm"),
    ],
)
def test_a_time_says_morning_or_afternoon(time: dt.time, text: str) -> None:
    assert _spoken(clock(time, "en")) == text


def test_the_space_in_a_time_never_breaks_over_a_line() -> None:
    assert clock(dt.time(8, 30), "en") == "8:30\u00a0am"


@pytest.mark.parametrize(
    ("hours", "as_set"),
    [
        ("Monday to Friday, 8 am to 5 pm", "Monday to Friday, 8~am to 5~pm"),
        ("Mon 8:30 a.m. - 5 P.M.", "Mon 8:30~a.m. - 5~P.M."),
        ("lunes a viernes, 8 a. m. a 5 p. m.", "lunes a viernes, 8~a.~m. a 5~p.~m."),
        ("8 amber rooms, 9:00 - 17:00", "8 amber rooms, 9:00 - 17:00"),
    ],
)
def test_no_line_of_opening_hours_ends_within_a_time(hours: str, as_set: str) -> None:
    assert tied(hours) == as_set.replace("~", "\u00a0")
