"""Dates and times are read as people write them; what could mean two things is refused."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.model.settings import DateOrder
from handouts.read.dates import Unclear, exists_once, read_date, read_time

MONTH, DAY = DateOrder.MONTH_FIRST, DateOrder.DAY_FIRST
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-04", "2026-3-4", " 2026-03-04 ", "2026-03-04T00:00:00", "2026-03-04 00:00:00",
        "2026-03-04 00:00", "March 4, 2026", "march 4 2026", "MAR 4, 2026", "Mar. 4, 2026",
        "4 March 2026", "04 mar 2026", "4. March 2026", "4  March   2026",
    ],
)  # fmt: skip
@pytest.mark.parametrize("order", [None, MONTH, DAY])
def test_a_date_with_one_meaning_reads_whatever_the_clinic_s_order_is(
    text: str, order: DateOrder | None
) -> None:
    assert read_date(text, order) == dt.date(2026, 3, 4)


@pytest.mark.parametrize("text", ["03/04/2026", "3/4/2026", "03.04.2026", "03-04-2026", "3.4.2026"])
def test_a_date_with_two_meanings_needs_the_clinic_s_order(text: str) -> None:
    assert read_date(text, MONTH) == dt.date(2026, 3, 4)
    assert read_date(text, DAY) == dt.date(2026, 4, 3)
    with pytest.raises(Unclear, match="two days") as unclear:
        read_date(text, None)
    assert "date_order" in unclear.value.hint


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("12/31/2026", dt.date(2026, 12, 31)),
        ("31/12/2026", dt.date(2026, 12, 31)),
        ("13.1.2026", dt.date(2026, 1, 13)),
        ("1/13/2026", dt.date(2026, 1, 13)),
        ("05/05/2026", dt.date(2026, 5, 5)),
        ("12-12-2026", dt.date(2026, 12, 12)),
    ],
)
def test_a_number_that_can_be_no_month_settles_the_order(text: str, date: dt.date) -> None:
    assert read_date(text, None) == date


@pytest.mark.parametrize(("text", "order"), [("12/31/2026", DAY), ("31/12/2026", MONTH)])
def test_a_date_against_the_clinic_s_order_is_refused_not_turned(
    text: str, order: DateOrder
) -> None:
    with pytest.raises(Unclear, match="no calendar"):
        read_date(text, order)


@pytest.mark.parametrize("text", ["03/04/58", "3/4/58", "12/31/26", "31.12.26", "1-2-03"])
@pytest.mark.parametrize("order", [None, MONTH, DAY])
def test_a_year_of_two_digits_is_refused(text: str, order: DateOrder | None) -> None:
    with pytest.raises(Unclear, match="year of two digits"):
        read_date(text, order)


@pytest.mark.parametrize(
    "text",
    [
        "2026-02-30", "2026-13-01", "2026-00-10", "2026-01-00", "2026-02-29", "1900-02-29",
        "0000-01-01", "February 30, 2026", "31 April 2026", "0 May 2026", "13/13/2026",
        "31/31/2026",
        "00/13/2026", "99/99/2026",
    ],
)  # fmt: skip
def test_a_day_that_no_calendar_has_is_refused(text: str) -> None:
    with pytest.raises(Unclear, match="no calendar"):
        read_date(text, None)


def test_a_leap_day_is_read() -> None:
    assert read_date("2028-02-29", None) == dt.date(2028, 2, 29)
    assert read_date("29 Feb 2000", None) == dt.date(2000, 2, 29)


@pytest.mark.parametrize(
    "text",
    [
        "", "tomorrow", "2026", "2026-12", "12/2026", "20261201", "45992", "45992.5", "2026/12/01",
        "2026-12-01T08:30", "2026-12-01 08:30", "12/1-2026", "1 2 2026", "1st March 2026", "#####",
        "2026-12-01x", "x2026-12-01", "12 01 2026", "March 2026", "-2026-12-01", "12/31/20266",
        "Tuesday, December 1, 2026", "1958-03-04; 1958-03-05", "2026–12–01", "NaT", "nan",
    ],
)  # fmt: skip
@pytest.mark.parametrize("order", [None, MONTH])
def test_what_is_no_date_is_refused_with_the_way_to_write_one(
    text: str, order: DateOrder | None
) -> None:
    with pytest.raises(Unclear) as unclear:
        read_date(text, order)
    assert "2026-12-31" in unclear.value.hint


@pytest.mark.parametrize("text", ["4 Foo 2026", "Mai 4, 2026", "4 Märch 2026", "Sepp 1 2026"])
def test_a_month_that_is_not_known_is_refused(text: str) -> None:
    with pytest.raises(Unclear):
        read_date(text, None)


_DATES = st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31))


@settings(max_examples=400)
@given(_DATES)
def test_every_date_reads_back_from_every_way_to_write_it(date: dt.date) -> None:
    y, m, d, word = date.year, date.month, date.day, MONTHS[date.month - 1]
    certain = [
        date.isoformat(), f"{y}-{m}-{d}", f"{y}-{m:02}-{d:02}T00:00:00", f"{y}-{m:02}-{d:02} 00:00",
        f"{word} {d}, {y}", f"{word[:3]} {d} {y}", f"{word[:3]}. {d:02}, {y}", f"{d} {word} {y}",
        f"{d}. {word[:4]} {y}", f"{d:02} {word[:3].upper()} {y}", f"{word.lower()} {d}, {y}",
    ]  # fmt: skip
    for order in (None, MONTH, DAY):
        for text in certain:
            assert read_date(text, order) == date
    for sign in "/.-":
        for text, order in (
            (f"{m}{sign}{d}{sign}{y}", MONTH),
            (f"{m:02}{sign}{d:02}{sign}{y}", MONTH),
            (f"{d}{sign}{m}{sign}{y}", DAY),
            (f"{d:02}{sign}{m:02}{sign}{y}", DAY),
        ):
            assert read_date(text, order) == date
            if d > 12 or d == m:
                assert read_date(text, None) == date
            else:
                with pytest.raises(Unclear):
                    read_date(text, None)


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("8:30", (8, 30)), ("08:30", (8, 30)), ("08:30:00", (8, 30)), ("8:30 am", (8, 30)),
        ("8:30am", (8, 30)), ("8:30 AM", (8, 30)), ("8:30 A.M.", (8, 30)), ("8:30:00 AM", (8, 30)),
        ("8 am", (8, 0)), ("8am", (8, 0)), ("2 pm", (14, 0)), ("2:05 p.m.", (14, 5)),
        ("14:05", (14, 5)), ("12 pm", (12, 0)), ("12:00 pm", (12, 0)), ("12:30 pm", (12, 30)),
        ("12 am", (0, 0)), ("12:00 am", (0, 0)), ("12:30 am", (0, 30)), ("0:00", (0, 0)),
        ("00:00", (0, 0)), ("12:00", (12, 0)), ("23:59", (23, 59)), (" 8:30  am ", (8, 30)),
        ("11:59 pm", (23, 59)), ("1:00 pm", (13, 0)), ("11 am", (11, 0)),
    ],
)  # fmt: skip
def test_a_time_is_read_from_every_clock(text: str, time: tuple[int, int]) -> None:
    assert read_time(text) == dt.time(*time)


@pytest.mark.parametrize(
    "text",
    [
        "", "8", "830", "8.30", "24:00", "25:00", "8:60", "8:99 pm", "0:30 am", "13 pm", "13:00 pm",
        "0 am", "8:5", "8:305", "8:30:15", "8:30 xm", "morning", "8:30-9:30", "about 8:30", "-8:30",
        "8:30 am pm", "0.354166", "2026-12-01 8:30", "8:30Z", "8h30", "noonish",
    ],
)  # fmt: skip
def test_what_is_no_time_is_refused_with_the_way_to_write_one(text: str) -> None:
    with pytest.raises(Unclear) as unclear:
        read_time(text)
    assert "8:30 am" in unclear.value.hint


def test_every_minute_of_the_day_reads_back_from_both_clocks() -> None:
    for minutes in range(24 * 60):
        time = dt.time(minutes // 60, minutes % 60)
        face, half = time.hour % 12 or 12, "am" if time.hour < 12 else "pm"
        texts = [f"{time:%H:%M}", f"{time.hour}:{time:%M}", f"{time:%H:%M:00}"]
        texts += [f"{face}:{time:%M} {half}", f"{face:02}:{time:%M}{half.upper()}"]
        texts += [f"{face} {half}", f"{face}{half[0]}.m."] if time.minute == 0 else []
        for text in texts:
            assert read_time(text) == time


@pytest.mark.parametrize(
    ("zone", "when", "once"),
    [
        ("America/New_York", "2027-03-14 01:59", True),
        ("America/New_York", "2027-03-14 02:00", False),
        ("America/New_York", "2027-03-14 02:30", False),
        ("America/New_York", "2027-03-14 02:59", False),
        ("America/New_York", "2027-03-14 03:00", True),
        ("America/New_York", "2026-11-01 00:59", True),
        ("America/New_York", "2026-11-01 01:00", False),
        ("America/New_York", "2026-11-01 01:59", False),
        ("America/New_York", "2026-11-01 02:00", True),
        ("America/Phoenix", "2027-03-14 02:30", True),
        ("Europe/Berlin", "2027-03-28 02:30", False),
        ("Europe/Berlin", "2027-10-31 02:30", False),
        ("Australia/Lord_Howe", "2027-10-03 02:15", False),
        ("Australia/Lord_Howe", "2027-10-03 02:30", True),
        ("Pacific/Apia", "2011-12-30 09:00", False),
    ],
)
def test_a_time_when_the_clocks_change_is_known(zone: str, when: str, once: bool) -> None:
    assert exists_once(dt.datetime.fromisoformat(when), ZoneInfo(zone)) is once


@settings(max_examples=500)
@given(
    st.datetimes(dt.datetime(2000, 1, 1), dt.datetime(2037, 12, 31)).map(
        lambda when: when.replace(second=0, microsecond=0)
    ),
    st.sampled_from(["America/New_York", "Europe/London", "Australia/Lord_Howe", "Asia/Tokyo"]),
)
def test_a_time_exists_once_when_just_one_moment_of_the_world_shows_it(
    when: dt.datetime, name: str
) -> None:
    zone = ZoneInfo(name)
    quarter = dt.timedelta(minutes=15)
    moments = [when.replace(tzinfo=dt.UTC) + n * quarter for n in range(-60, 61)]
    shown = [m for m in moments if m.astimezone(zone).replace(tzinfo=None) == when]
    assert exists_once(when, zone) is (len(shown) == 1)


@pytest.mark.parametrize("when", [dt.datetime(1, 1, 1), dt.datetime(9999, 12, 31, 23, 59)])
@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Tokyo", "UTC"])
def test_the_ends_of_the_calendar_are_no_crash(when: dt.datetime, zone: str) -> None:
    assert exists_once(when, ZoneInfo(zone)) in {True, False}


@settings(max_examples=800)
@given(
    st.text("0123456789/-.: ,abcdefMmarchpPT", max_size=12),
    st.sampled_from(["7719", "77-19", "7/7/19", "7719-99-99", "99/99/7719", "Foo 7, 7719"]),
    st.sampled_from([None, MONTH, DAY]),
)
def test_no_message_about_a_date_or_time_holds_its_text(
    around: str, canary: str, order: DateOrder | None
) -> None:
    for text in (canary, around + canary, canary + around):
        for reading in (lambda text: read_date(text, order), read_time):
            try:
                reading(text)
            except Unclear as unclear:
                said = f"{unclear} {unclear.hint}"
            else:
                said = ""
            assert canary not in said
            assert "77" not in said
