"""A reference is followed where only one resource can be meant, and refused everywhere else."""

from typing import Any

import pytest

from tests.fhir import (
    SERVER,
    appointment,
    bundle,
    cells,
    entries,
    ndjson,
    only,
    patient,
    read,
    refused,
    with_actors,
)

URN = "urn:uuid:3fdc72f4-a11d-4a9d-9260-a9f745779e1d"
MRN = {"system": "urn:oid:1.2.3", "value": "007"}
NOT_CERTAIN = (
    "The patient of this appointment is not certain: the file has several that it could be."
)
OTHER_PATIENT = patient(name=[{"family": "Wrong", "given": ["Person"]}])


def pointing(reference: dict[str, Any], **changed: Any) -> dict[str, Any]:
    return appointment(participant=[{"actor": reference}], **changed)


@pytest.mark.parametrize(
    "reference",
    [
        {"reference": "Patient/maria"},
        {"reference": f"{SERVER}Patient/maria"},
        {"reference": "Patient/maria/_history/2"},
        {"reference": f"{SERVER}Patient/maria/_history/2"},
        {"reference": "Patient?identifier=urn:oid:1.2.3|007"},
        {"reference": "Patient?identifier=urn%3Aoid%3A1.2.3%7C007"},
        {"identifier": MRN, "type": "Patient"},
        {"identifier": MRN},
        {"reference": "Patient/not-in-the-file", "identifier": MRN},
    ],
)
def test_every_kind_of_reference_finds_its_patient(reference: dict[str, Any]) -> None:
    found = bundle(pointing(reference), patient(meta={"versionId": "2"}))
    assert cells(only(found))["patient"] == "Maria Example"


def test_a_urn_finds_the_entry_that_has_it_as_full_url() -> None:
    found = entries(
        {"fullUrl": "urn:uuid:1", "resource": pointing({"reference": URN}, id=None)},
        {"fullUrl": URN, "resource": patient(id=None)},
    )
    row = only(found)
    assert cells(row)["patient"] == "Maria Example"
    assert row.appointment is None


def test_a_contained_patient_is_found_and_only_in_its_own_appointment() -> None:
    holds = pointing({"reference": "#p"}, contained=[patient(id="p")])
    lacks = pointing({"reference": "#p"}, id="a2", contained=[patient(id="q")])
    first, second = read(bundle(holds, lacks)).rows
    assert cells(first)["patient"] == "Maria Example"
    assert refused(second).rule == "fhir-reference"


def test_a_subject_of_r5_is_the_patient_who_takes_part() -> None:
    both = appointment(subject={"reference": "Patient/maria"})
    assert cells(only(bundle(both, patient())))["patient"] == "Maria Example"


def test_in_ndjson_a_relative_reference_needs_no_address() -> None:
    assert cells(only(ndjson(appointment(), patient())))["patient"] == "Maria Example"
    absolute = pointing({"reference": f"{SERVER}Patient/maria"})
    assert cells(only(ndjson(absolute, patient())))["patient"] == "Maria Example"


@pytest.mark.parametrize(
    "reference",
    [
        {"reference": "Patient/nobody"},
        {"reference": "https://other.example.org/r4/Patient/maria"},
        {"reference": "Patient/maria/_history/1"},
        {"reference": URN},
        {"reference": "#p"},
        {"reference": "Patient?name=Example"},
        {"reference": "Patient?family=urn:oid:1.2.3|007"},
        {"reference": "Patient?identifier=urn:oid:1.2.3|007&active=true"},
        {"reference": "Patient?identifier=007"},
        {"identifier": {"value": "007"}, "type": "Patient"},
        {"identifier": {**MRN, "value": "008"}, "type": "Patient"},
        {"display": "Maria Example", "type": "Patient"},
        {"reference": "../Patient/maria"},
        {"reference": 7},
        {},
    ],
)
def test_a_patient_who_is_not_in_the_file_is_refused_for_that_row_only(
    reference: dict[str, Any],
) -> None:
    lacks = pointing(reference)
    good = appointment(id="a2")
    first, second = read(bundle(lacks, good, patient(meta={"versionId": "2"}))).rows
    problem = refused(first)
    assert problem.rule == "fhir-reference"
    assert "Maria" not in str(problem)
    assert cells(second)["patient"] == "Maria Example"


def test_the_same_id_on_another_server_is_another_patient() -> None:
    other = "https://other.example.org/r4/"
    found = entries(
        {"fullUrl": f"{SERVER}Appointment/a1", "resource": appointment()},
        {"fullUrl": f"{other}Patient/maria", "resource": OTHER_PATIENT},
    )
    assert refused(only(found)).rule == "fhir-reference"
    found["entry"].append({"fullUrl": f"{SERVER}Patient/maria", "resource": patient()})
    assert cells(only(found))["patient"] == "Maria Example"


ELSEWHERE = {"reference": "https://other.example.org/r4/Patient/maria"}


@pytest.mark.parametrize(
    "file",
    [
        ndjson(appointment(id="a0"), pointing(ELSEWHERE), patient()),
        ndjson(
            appointment(id="a0", participant=[{"actor": {"reference": f"{SERVER}Patient/maria"}}]),
            pointing(ELSEWHERE),
            patient(),
        ),
        entries(
            {"fullUrl": f"{SERVER}Appointment/a1", "resource": pointing(ELSEWHERE)},
            {"resource": patient()},
        ),
    ],
)
def test_a_patient_whose_server_is_not_told_is_of_no_other_server_than_the_file(
    file: dict[str, Any] | bytes,
) -> None:
    assert refused(read(file).rows[-1]).rule == "fhir-reference"


def test_two_patients_of_one_id_whose_servers_are_not_told_are_refused() -> None:
    found = entries(
        {"resource": appointment()}, {"resource": patient()}, {"resource": OTHER_PATIENT}
    )
    assert refused(only(found)).message == NOT_CERTAIN


def test_an_address_and_an_id_that_differ_are_not_trusted() -> None:
    found = entries(
        {"resource": appointment()},
        {"fullUrl": f"{SERVER}Patient/maria", "resource": patient(id="someone-else")},
    )
    assert refused(only(found)).rule == "fhir-reference"


@pytest.mark.parametrize("found_by", [{"reference": "Patient/maria"}, {"identifier": MRN}])
def test_of_several_versions_of_a_patient_the_latest_counts(found_by: dict[str, Any]) -> None:
    old = patient(
        meta={"versionId": "9", "lastUpdated": "2026-01-01T00:00:00Z"},
        name=[{"family": "Before", "given": ["Maria"]}],
    )
    new = patient(meta={"versionId": "10", "lastUpdated": "2026-01-01T00:00:00Z"})
    for order in ([old, new], [new, old], [new, new, old]):
        found = bundle(pointing(found_by), *order)
        assert cells(only(found))["patient"] == "Maria Example"


def test_two_patients_with_one_identifier_are_refused() -> None:
    changed = {"meta": {"lastUpdated": "2026-11-01T10:00:00Z"}}
    for older in ({}, changed):
        others = (
            patient(**older),
            patient(id="other", meta={"lastUpdated": "2026-11-02T10:00:00Z"}),
        )
        found = bundle(pointing({"identifier": MRN}), *others)
        assert refused(only(found)).message == NOT_CERTAIN


def test_a_number_without_its_system_identifies_nobody() -> None:
    loose = patient(identifier=[{"value": "007"}])
    found = bundle(pointing({"reference": "Patient?identifier=|007"}), loose)
    assert refused(only(found)).rule == "fhir-reference"


def test_somebody_whose_kind_nobody_can_tell_may_be_a_second_patient() -> None:
    unknown = with_actors({"reference": URN, "display": "Somebody"})
    assert refused(only(bundle(unknown, patient()))).rule == "fhir-reference"


@pytest.mark.parametrize(
    ("type_", "thing"),
    [("Practitioner", "clinician"), ("PractitionerRole", "clinician"), ("Location", "place")],
)
def test_who_else_takes_part_must_be_in_the_file_or_be_named(type_: str, thing: str) -> None:
    lacks = with_actors({"reference": f"{type_}/x"})
    problem = refused(only(bundle(lacks, patient())))
    assert problem.rule == "fhir-reference"
    assert problem.message == f"A {thing} of this appointment is not in the file."
    assert "_include=Appointment:" in problem.hint
    named = with_actors({"reference": f"{type_}/x", "display": "Somebody"})
    said = cells(only(bundle(named, patient())))
    assert said["room" if type_ == "Location" else "clinician"] == "Somebody"


def test_devices_services_and_words_without_a_type_are_no_concern() -> None:
    service = {"resourceType": "HealthcareService", "id": "28"}
    actors = (
        {"reference": "Device/d"},
        {"reference": "#28"},
        {"display": "OR Rooms"},
        {"identifier": {"value": "7"}, "display": "OR Rooms"},
    )
    found = bundle(with_actors(*actors, contained=[service]), patient())
    assert cells(only(found)).keys() == {
        "patient", "born", "record", "treatment", "date", "time", "ends",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("more", "members"),
    [
        ([{"actor": {"reference": "Patient/rose"}}], {}),
        ([{"actor": {"reference": "Group/g"}}], {}),
        ([], {"subject": {"reference": "Patient/rose"}}),
        ([], {"subject": {"reference": "Group/g"}}),
        ([{"actor": {"type": "Patient", "display": "Rose"}}], {}),
    ],
)
def test_an_appointment_for_several_patients_is_refused(
    more: list[dict[str, Any]], members: dict[str, Any]
) -> None:
    several = appointment(**members)
    several["participant"] += more
    group = {"resourceType": "Group", "id": "g"}
    found = bundle(several, patient(), patient(id="rose", identifier=None), group)
    assert refused(only(found)).rule == "fhir-patients"
