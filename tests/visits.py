"""Visits of people who do not exist."""

import datetime as dt
from typing import Any

from handouts.model.visit import DoseBand, Patient, SeriesDate, Visit, VisitType

MARIA = Patient("Maria Example", dt.date(1958, 3, 4), "000101")
PRINTED = dt.date(2026, 11, 30)


def visit(treatment: str = "sleep", **changes: Any) -> Visit:
    """A plain visit with some of its parts changed."""
    plain: dict[str, Any] = {
        "patient": MARIA,
        "date": dt.date(2026, 12, 1),
        "time": dt.time(8, 30),
    }
    return Visit(treatment=treatment, **(plain | changes))


def full_visit(treatment: str = "sleep", **changes: Any) -> Visit:
    """A visit of which everything is known."""
    known: dict[str, Any] = {
        "ends": dt.datetime(2026, 12, 1, 12, 30),
        "clinician": "Dr. Ada Sample",
        "room": "Room 4",
        "visit_type": VisitType.FIRST,
        "dose_band": DoseBand.LOWER,
        "risks": ("hypertension", "sleep-apnea"),
        "series": (
            SeriesDate(dt.date(2026, 12, 1), dt.time(8, 30)),
            SeriesDate(dt.date(2026, 12, 3)),
        ),
        "note": "Please bring your pain diary.",
    }
    return visit(treatment, **(known | changes))
