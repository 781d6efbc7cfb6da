"""A visit in, the personal words of its handout out: one text for each field."""

import datetime as dt
import re
from zoneinfo import ZoneInfo

from handouts.make.times import (
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


def panel(kind: Kind, *, wide: bool) -> tuple[tuple[str, ...], ...]:
    """Rows of the visit panel by field name: who, when, with whom. What is not known is left out.

    A wide name has a row of its own.

    Which fields are known is the same for many patients, so it belongs to the form.
    """
    record = "record" in kind.known
    identity = (
        ({"patient": True}, {"born": True, "record": record})
        if wide
        else ({"patient": True, "born": True, "record": record},)
    )
    rows = (
        *identity,
        {"date": True, "time": True, "ends": "ends" in kind.known},
        {"clinician": "clinician" in kind.known, "room": "room" in kind.known},
    )
    known = (tuple(name for name, value in row.items() if value) for row in rows)
    return tuple(row for row in known if row)


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
