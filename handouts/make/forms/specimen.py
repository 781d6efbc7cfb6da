"""A visit in, the same kind of visit by an invented person out, to try a form with."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import cycle, islice

from handouts.model.visit import Patient, SeriesDate, Visit

_NAMES = {
    "ltr": {"patient": "Zoë Sample", "clinician": "Dr. Sample", "room": "Room 2"},
    "rtl": {"patient": "مريم مثال", "clinician": "د. مثال", "room": "غرفة"},
}
_NOTE = {"ltr": "Please bring it.", "rtl": "مثال"}
_LONGEST = 100
"""Words in a note of 300 letters, and more."""
_BORN, _DAY, _ARRIVES, _ENDS = dt.date(1949, 6, 7), dt.date(2026, 7, 4), dt.time(9, 5), dt.time(10)


def specimen(visit: Visit, ways: Mapping[str, str]) -> Visit:
    """A visit of the same kind whose words run the same ways and are nobody's."""

    def named(field: str, value: str | None) -> str | None:
        return _NAMES[ways.get(field, "ltr")][field] if value else None

    patient = Patient(
        _NAMES[ways["patient"]]["patient"], _BORN, "000" if visit.patient.record else None
    )
    return replace(
        visit,
        patient=patient,
        date=_DAY,
        time=_ARRIVES,
        ends=dt.datetime.combine(_DAY, _ENDS) if visit.ends else None,
        clinician=named("clinician", visit.clinician),
        room=named("room", visit.room),
        series=tuple(SeriesDate(_DAY, each.time and _ARRIVES) for each in visit.series),
        note=_NOTE[ways.get("note", "ltr")] if visit.note else None,
    )


def longer(words: str) -> Iterator[str]:
    """The same words of nobody again and again, for places of several lines."""
    parts = words.split()
    for first in range(len(parts)):
        for many in range(len(parts), _LONGEST):
            yield " ".join(islice(cycle(parts), first, first + many))
