"""Whatever a FHIR file says, it gives rows or a refusal: no visit is lost, no name is told."""

import copy
import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from handouts.model.settings import ScheduleWords
from handouts.problems import HandoutsError, Problem, errors
from handouts.read.schedule.rows import Row
from tests.fhir import SERVER, WORDS, appointment, bundle, patient, read, with_actors

ZAPHODIA = "Zaphodia"
"""The patient's name in these tests, which must stand in no message."""

TWO_PLACES = ScheduleWords(
    treatments=WORDS.treatments, sites={"Room 2": "main", "river-house": "river-house"}
)
LOCATION = {"resourceType": "Location", "id": "l", "name": "Room 2"}
DOCTOR = {"resourceType": "Practitioner", "id": "d", "name": [{"family": "Doc", "given": ["A"]}]}
ORDER = {"resourceType": "ServiceRequest", "id": "o", "code": {"text": "sleep"}}
DAY = bundle(
    with_actors(
        {"reference": "Practitioner/d"},
        {"reference": "Location/l"},
        {"identifier": {"system": "urn:oid:1", "value": "7"}, "type": "Practitioner"},
        basedOn=[{"reference": "ServiceRequest/o"}],
        description=f"About {ZAPHODIA}",
        meta={"versionId": "1", "lastUpdated": "2026-11-01T10:00:00Z"},
    ),
    appointment(id="a2", subject={"reference": f"{SERVER}Patient/maria"}),
    patient(
        name=[
            {
                "use": "official",
                "family": ZAPHODIA,
                "given": [ZAPHODIA],
                "period": {"start": "2000"},
            }
        ],
        communication=[{"language": {"coding": [{"code": "es"}]}, "preferred": True}],
        contact=[{"name": {"text": ZAPHODIA}}],
    ),
    {**DOCTOR, "identifier": [{"system": "urn:oid:1", "value": "7"}]},
    LOCATION,
    ORDER,
    link=[{"relation": "self", "url": "x"}],
    total=2,
)

LEAVES = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
    | st.sampled_from(
        [
            "", "#", "#p", "Patient/maria", "Patient/maria/_history/1", "Appointment/a1",
            "official", "booked", "cancelled", "2026-12-01", "2026-12-01T08:30:00Z", "MR", "ro",
            "OperationOutcome", "Appointment", "Patient", "Bundle", "DELETE",
            "Patient?identifier=a|b", "urn:uuid:1", "\ud800",
        ]
    )
)  # fmt: skip
NAMES = st.sampled_from(
    [
        "resourceType", "id", "meta", "status", "start", "end", "participant", "actor", "reference",
        "identifier", "system", "value", "type", "coding", "code", "name", "use", "period",
        "given", "text", "entry", "resource", "fullUrl", "contained", "subject", "reason",
        "family", "request",
    ]
) | st.text(max_size=3)  # fmt: skip
ANYTHING = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=8,
)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    return [path, *(place for key, each in inner for place in places(each, (*path, key)))]


PLACES = [path for path in places(DAY) if path]


def changed(path: tuple[Any, ...], new: Any) -> dict[str, Any]:
    day = copy.deepcopy(DAY)
    inner: Any = day
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = new
    return day


def as_json(said: Any) -> bytes:
    return json.dumps(said).encode()


def told(row: Row) -> tuple[Problem, ...]:
    return (*row.problems, *([row.skip] if row.skip else []))


def outcome(data: bytes) -> tuple[tuple[Row, ...], tuple[Problem, ...]]:
    """The rows, or why the file as a whole is refused; no other exception gets through."""
    try:
        return read(data, TWO_PLACES).rows, ()
    except HandoutsError as stopped:
        return (), stopped.problems


def check(data: bytes) -> tuple[Row, ...]:
    """Rows that each end as made, skipped or failed; none when the file is refused as a whole."""
    rows, why = outcome(data)
    assert bool(rows) != bool(why)
    assert len({row.number for row in rows}) == len(rows)
    assert all(bool(row.cells) != bool(row.skip or errors(row.problems)) for row in rows)
    assert all(
        ZAPHODIA not in str(each) for each in (*why, *(each for row in rows for each in told(row)))
    )
    return rows


def test_the_day_that_is_spoilt_below_is_a_good_one() -> None:
    rows = check(as_json(DAY))
    assert [row.cells["patient"].text for row in rows] == [f"{ZAPHODIA} {ZAPHODIA}"] * 2
    assert rows[0].cells["site"].text == "main"


@given(ANYTHING)
def test_any_json_gives_rows_or_a_refusal(said: Any) -> None:
    check(as_json(said))


@given(st.lists(ANYTHING, max_size=4), st.sampled_from(["searchset", "history", "batch-response"]))
def test_any_entries_give_rows_or_a_refusal(found: list[Any], type_: str) -> None:
    check(as_json({"resourceType": "Bundle", "type": type_, "entry": found}))


@given(st.sampled_from(PLACES), ANYTHING)
def test_whatever_one_part_says_no_appointment_is_lost_and_no_name_is_told(
    path: tuple[Any, ...], new: Any
) -> None:
    rows = check(as_json(changed(path, new)))
    if rows and len(path) > 4:  # within a resource: the appointments are the two that they were
        assert {1, 2} <= {row.number for row in rows}


@given(st.binary(max_size=60))
def test_any_bytes_give_rows_or_a_refusal(data: bytes) -> None:
    check(data)


@given(st.lists(st.sampled_from(PLACES), min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_parts_that_are_missing_give_rows_or_a_refusal(
    paths: list[tuple[Any, ...]], order: Any
) -> None:
    day = copy.deepcopy(DAY)
    order.shuffle(paths)
    for path in paths:
        inner: Any = day
        try:
            for key in path[:-1]:
                inner = inner[key]
            del inner[path[-1]]
        except (KeyError, IndexError, TypeError):  # went with a part that held it
            continue
    check(as_json(day))


@given(st.text(max_size=30), st.integers(0, 2000))
def test_a_file_that_is_cut_and_glued_gives_rows_or_a_refusal(glue: str, at: int) -> None:
    text = json.dumps(DAY)
    check((text[:at] + glue + text[at:]).encode("utf-8", "surrogatepass"))
