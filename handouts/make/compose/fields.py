"""A visit in, the personal words of its handout out: one text for each field."""

import datetime as dt
import re
from zoneinfo import ZoneInfo

from handouts.make.words.times import (
    birth_date,
    clock,
    day,
    day_and_clock,
    hours_after,
    hours_before,
    moment,
)
from handouts.model.clinic import Policies
from handouts.model.visit import Kind, SeriesDate, Visit

_EXAMPLE_NUMBER = re.compile(r"555[-. ]?01\d\d")

_Rows = tuple[tuple[str, ...], ...]
_NAME: _Rows = (("patient", "record", "born"),)
_WIDE_NAME: _Rows = (("patient",), ("born", "record"))
_VISIT: _Rows = (("date", "time"), ("clinician", "room", "ends"))
_READ_DOWN: _Rows = (
    ("patient",), ("born",), ("date",), ("time", "ends"), ("clinician",), ("room", "record"),
)  # fmt: skip
_BY_HAND = ("patient", "born", "record", "date", "time", "ends", "clinician", "room")


def panel(kind: Kind, *, wide: bool) -> tuple[tuple[str, ...], ...]:
    """Rows of the visit panel by field name: who, when, with whom. What is not known is left out.

    A wide name has a row of its own. Where all is read from top to bottom only short fields share
    a row, and the numbers that the clinic asks for come last.

    Which fields are known is the same for many patients, so it belongs to the form.
    """
    if kind.blank and kind.edition.linear:
        return (_BY_HAND,)  # as many beside each other as there is room for
    across = (*(_WIDE_NAME if wide else _NAME), *_VISIT)
    rows = _READ_DOWN if kind.edition.linear else across
    unknown = {"record", "ends", "clinician", "room"} - kind.known
    found = (tuple(name for name in row if name not in unknown) for row in rows)
    return tuple(row for row in found if row)


def fields(
    visit: Visit, policies: Policies, zone: ZoneInfo, language: str, printed: dt.date
) -> dict[str, str]:
    """Every personal text that this visit's handout can print, by name."""
    texts = {
        "patient": visit.patient.name,
        "born": birth_date(visit.patient.born, language),
        "record": visit.patient.record,
        "date": day(visit.date, language),
        "time": clock(visit.time, language),
        "ends": visit.ends and clock(visit.ends.time(), language),
        "clinician": visit.clinician,
        "room": visit.room,
        "note": visit.note,
        "printed": birth_date(printed, language),
    }
    for name, hours in (("stop_food", policies.food_hours), ("stop_drink", policies.drink_hours)):
        if hours is not None:
            texts[name] = moment(hours_before(visit.date, visit.time, hours, zone), language)
    if visit.ends is not None:
        until = hours_after(visit.ends, policies.no_driving_hours, zone)
        texts["no_driving_until"] = moment(until, language)
    for number, planned in enumerate(visit.series, 1):
        texts[f"series_{number}"] = _planned(planned, language)
    return {name: text for name, text in texts.items() if text}


def example_number(phone: str) -> bool:
    """True for the numbers that are kept for films and examples: 555-0100 to 555-0199."""
    return _EXAMPLE_NUMBER.search(phone) is not None


def _planned(planned: SeriesDate, language: str) -> str:
    if planned.time is None:
        return day(planned.date, language)
    return day_and_clock(planned.date, planned.time, language)
