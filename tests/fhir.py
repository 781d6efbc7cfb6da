"""A FHIR day for tests: an invented patient's appointment in the shapes that servers give it."""

import copy
import json
from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from handouts.model.settings import ScheduleWords
from handouts.problems import Problem
from handouts.read.schedule.fhir import read_fhir
from handouts.read.schedule.rows import Row, Schedule

SERVER = "https://fhir.example.org/r4/"
NEW_YORK = ZoneInfo("America/New_York")
WORDS = ScheduleWords(
    treatments={
        "sleep": "sleep",
        "ketamine-infusion": "ketamine-infusion",
        "KET-INF": "ketamine-infusion",
        "http://example.org/services|SLP": "sleep",
        "Blood draw": "none",
    },
    sites={"main": "main"},
)

PATIENT: Mapping[str, Any] = {
    "resourceType": "Patient",
    "id": "maria",
    "identifier": [
        {"type": {"coding": [{"code": "MR"}]}, "system": "urn:oid:1.2.3", "value": "007"}
    ],
    "name": [{"use": "official", "family": "Example", "given": ["Maria"]}],
    "birthDate": "1958-03-04",
}

APPOINTMENT: Mapping[str, Any] = {
    "resourceType": "Appointment",
    "id": "a1",
    "status": "booked",
    "serviceType": [{"coding": [{"code": "KET-INF", "display": "Ketamine infusion"}]}],
    "start": "2026-12-01T13:30:00Z",
    "end": "2026-12-01T16:00:00Z",
    "participant": [{"actor": {"reference": "Patient/maria"}, "status": "accepted"}],
}

Resource = dict[str, Any]


def patient(**changed: Any) -> Resource:
    """The invented patient; None takes a member away."""
    return _changed(PATIENT, changed)


def appointment(**changed: Any) -> Resource:
    """Her appointment at 8:30 am in New York; None takes a member away."""
    return _changed(APPOINTMENT, changed)


def with_actors(*actors: Mapping[str, Any], **changed: Any) -> Resource:
    """Her appointment with others beside her; each is an actor."""
    each = [{"actor": {"reference": "Patient/maria"}}, *({"actor": actor} for actor in actors)]
    return appointment(participant=each, **changed)


def bundle(*resources: Mapping[str, Any], type_: str = "searchset", **more: Any) -> Resource:
    """A Bundle as a server gives it, each resource with its address."""
    entries = [
        {"fullUrl": f"{SERVER}{each['resourceType']}/{each['id']}", "resource": each}
        for each in resources
    ]
    return {"resourceType": "Bundle", "type": type_, **more, "entry": entries}


def entries(*all_: Mapping[str, Any], type_: str = "collection") -> Resource:
    """A Bundle of entries as they are written."""
    return {"resourceType": "Bundle", "type": type_, "entry": list(all_)}


def ndjson(*resources: Mapping[str, Any]) -> bytes:
    return "\n".join(json.dumps(each) for each in resources).encode()


def read(
    said: Mapping[str, Any] | bytes | str,
    words: ScheduleWords = WORDS,
    zone: ZoneInfo = NEW_YORK,
    languages: tuple[str, ...] | None = ("en", "es"),
) -> Schedule:
    if isinstance(said, Mapping):
        said = json.dumps(said)
    data = said if isinstance(said, bytes) else said.encode()
    return read_fhir(data, "day.json", words, zone, languages)


def only(said: Mapping[str, Any] | bytes, words: ScheduleWords = WORDS) -> Row:
    """The one row of a file."""
    (row,) = read(said, words).rows
    return row


def cells(row: Row) -> dict[str, str]:
    """What a row that is to be made says."""
    assert row.problems == ()
    assert row.skip is None
    return {name: cell.text for name, cell in row.cells.items()}


def refused(row: Row) -> Problem:
    """The one problem of a row that fails."""
    (problem,) = row.problems
    assert row.cells == {}
    assert row.skip is None
    assert problem.hint
    return problem


def skipped(row: Row) -> Problem:
    """Why a row is skipped."""
    assert row.problems == ()
    assert row.cells == {}
    assert row.skip is not None
    return row.skip


def _changed(resource: Mapping[str, Any], changed: Mapping[str, Any]) -> Resource:
    all_ = {**copy.deepcopy(dict(resource)), **changed}
    return {name: value for name, value in all_.items() if value is not None}
