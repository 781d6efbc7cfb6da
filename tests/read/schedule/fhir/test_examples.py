"""HL7's own examples of appointments give the right visit, or a refusal that says why."""

import json
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from handouts.model.settings import ScheduleWords
from handouts.problems import HandoutsError, Severity
from handouts.read.row import read_row
from handouts.read.schedule.rows import Row
from tests.fhir import bundle, cells, read, refused, skipped
from tests.rows import TODAY, clinic

EXAMPLES = Path(__file__).parent
MELBOURNE = ZoneInfo("Australia/Melbourne")
WORDS = ScheduleWords(treatments={"General Discussion": "sleep"})


def example(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((EXAMPLES / f"{name}.json").read_text("utf-8"))
    return found


def day(*names: str, words: ScheduleWords = WORDS) -> tuple[Row, ...]:
    """A search result of these examples, as a server would put them together."""
    found = bundle(*(example(name) for name in names))
    return read(json.dumps(found, indent=2), words, MELBOURNE).rows


OTHERS = (
    "r4/Patient-example", "r4/Practitioner-example", "r4/Practitioner-f202", "r4/Location-1",
    "r4/ServiceRequest-myringotomy",
)  # fmt: skip

JIM = {
    "patient": "Peter James Chalmers",
    "born": "1974-12-25",
    "record": "12345",
    "treatment": "sleep",
    "date": "2013-12-10",
    "time": "20:00",
    "ends": "22:00",
    "clinician": "Dr Adam Careful",
}


@pytest.mark.parametrize("release", ["r4", "r5"])
def test_a_booked_appointment_gives_its_visit_on_the_clinics_own_clock(release: str) -> None:
    (row,) = day(f"{release}/Appointment-example", *OTHERS)
    assert cells(row) == JIM
    assert row.number == 1
    assert row.place.line == 5


def test_the_visit_goes_through_the_door_that_every_row_goes_through() -> None:
    (row,) = day("r4/Appointment-example", *OTHERS)
    (visit,), problems = read_row(row.cells, clinic(), today=TODAY, place=row.place)
    assert visit.patient.name == "Peter James Chalmers"
    assert f"{visit.date} {visit.time}" == "2013-12-10 20:00:00"
    assert [problem.rule for problem in problems] == ["past"]


def test_what_was_ordered_says_the_treatment_where_the_service_does_not() -> None:
    words = ScheduleWords(treatments={"http://snomed.info/sct|172676009": "exercise"})
    (row,) = day("r4/Appointment-example", *OTHERS, words=words)
    assert row.cells["treatment"].text == "exercise"


def test_doctors_who_talk_about_a_patient_do_not_expect_the_patient() -> None:
    (row,) = day("r4/Appointment-2docs", *OTHERS)
    assert skipped(row).message == "The appointment is about the patient, who need not come."


def test_in_r5_a_patient_who_is_only_the_subject_is_made_with_a_warning() -> None:
    (row,) = day("r5/Appointment-2docs", *OTHERS)
    assert row.cells["patient"].text == "Peter James Chalmers"
    assert row.cells["clinician"].text == "Dr Adam Careful, Dr. Luigi Maas"
    (warning,) = row.problems
    assert (warning.rule, warning.severity) == ("fhir-subject", Severity.WARNING)


@pytest.mark.parametrize("release", ["r4", "r5"])
def test_a_request_for_an_appointment_is_skipped(release: str) -> None:
    (row,) = day(f"{release}/Appointment-examplereq", *OTHERS)
    assert skipped(row).message == "The appointment is only proposed, not booked."


@pytest.mark.parametrize("name", ["example", "2docs", "examplereq"])
def test_stu3_is_named_and_refused(name: str) -> None:
    (row,) = day(f"stu3/Appointment-{name}", *OTHERS)
    assert "STU3" in refused(row).message


@pytest.mark.parametrize(
    ("name", "printed", "record"),
    [
        ("glossy", "Henry Levin The 7th", "123456"),
        ("f201", "Roelof Olaf Bor PDEng.", None),  # its text is only what he is called
        ("ch-example", "张无忌", "3112219680806371X"),
    ],
)
def test_patients_of_other_examples_are_named_as_their_records_say(
    name: str, printed: str, record: str | None
) -> None:
    (row,) = rows_of(name)
    assert row.cells["patient"].text == printed
    assert (row.cells["record"].text if "record" in row.cells else None) == record


@pytest.mark.parametrize(
    ("name", "rule"),
    [("animal", "fhir-name"), ("pat3", "fhir-patient-closed")],
)
def test_a_patient_without_a_full_name_or_whose_record_is_closed_is_refused(
    name: str, rule: str
) -> None:
    (row,) = rows_of(name)
    assert refused(row).rule == rule


def rows_of(name: str) -> tuple[Row, ...]:
    """The example appointment, for another patient."""
    patient = example(f"r4/Patient-{name}")
    visit = example("r4/Appointment-example")
    visit["participant"][0]["actor"] = {"reference": f"Patient/{patient['id']}"}
    others = (example(other) for other in OTHERS[1:])
    return read(bundle(visit, patient, *others), WORDS, MELBOURNE, ("nl",)).rows


def test_a_room_is_told_and_its_wing_may_be_the_site() -> None:
    visit = example("r4/Appointment-example")
    visit["participant"][2]["actor"] = {"reference": "Location/2"}
    words = ScheduleWords(
        treatments={"General Discussion": "sleep"}, sites={"B1-S.F2": "river-house"}
    )
    found = bundle(visit, *(example(name) for name in (*OTHERS, "r4/Location-2")))
    (row,) = read(found, words, MELBOURNE).rows
    assert (row.cells["site"].text, row.cells["room"].text) == (
        "river-house",
        "South Wing Neuro OR 1",
    )


def test_one_page_of_a_search_result_is_refused_whole() -> None:
    with pytest.raises(HandoutsError) as stopped:
        read(example("r4/Bundle-bundle-example"))
    assert [problem.rule for problem in stopped.value.problems] == ["schedule-page"]


def test_a_servers_warning_is_told() -> None:
    (row,) = read(example("r4/Bundle-bundle-search-warning")).rows
    assert skipped(row).rule == "fhir-outcome"
    assert skipped(row).severity is Severity.WARNING


def test_answers_to_several_searches_in_one_file_are_refused_one_by_one() -> None:
    rows = read(example("r4/Bundle-bundle-response-simplesummary")).rows
    assert [row.number for row in rows] == [2, 3, 4]
    assert {refused(row).rule for row in rows} == {"fhir-entry"}
