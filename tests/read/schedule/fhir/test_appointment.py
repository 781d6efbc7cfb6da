"""An appointment becomes a row: its status, time, treatment, clinician, place, and which counts."""

from typing import Any
from zoneinfo import ZoneInfo

import pytest

from handouts.model.settings import ScheduleWords
from handouts.problems import Severity
from handouts.read.columns import COLUMNS
from handouts.read.schedule.fhir.appointment import PRINTED, SKIPPED
from tests.fhir import (
    NEW_YORK,
    SERVER,
    WORDS,
    appointment,
    bundle,
    cells,
    entries,
    ndjson,
    only,
    patient,
    read,
    refused,
    skipped,
    with_actors,
)


def said(words: ScheduleWords = WORDS, **changed: Any) -> dict[str, str]:
    return cells(only(bundle(appointment(**changed), patient()), words))


def problem_rule(**changed: Any) -> str:
    return refused(only(bundle(appointment(**changed), patient()))).rule


def concept(code: str = "", display: str = "", text: str = "", system: str = "") -> dict[str, Any]:
    coding = {"system": system, "code": code, "display": display}
    return {"coding": [{key: each for key, each in coding.items() if each}], "text": text}


def test_a_row_holds_what_the_sheet_says() -> None:
    row = only(bundle(appointment(), patient()))
    assert cells(row) == {
        "patient": "Maria Example",
        "born": "1958-03-04",
        "record": "007",
        "treatment": "ketamine-infusion",
        "date": "2026-12-01",
        "time": "08:30",
        "ends": "11:00",
    }
    assert row.cells.keys() <= COLUMNS.keys()
    assert row.appointment == f"{SERVER}Appointment/a1"


@pytest.mark.parametrize("status", ["booked", "arrived", "checked-in", "pending"])
def test_an_appointment_that_stands_is_made(status: str) -> None:
    assert status in PRINTED
    assert said(status=status)["patient"] == "Maria Example"


@pytest.mark.parametrize(
    "status",
    ["cancelled", "noshow", "entered-in-error", "proposed", "waitlist", "fulfilled"],
)
def test_an_appointment_that_does_not_stand_is_skipped_with_the_reason(status: str) -> None:
    reason = skipped(only(bundle(appointment(status=status, participant=None), patient())))
    assert reason.message == f"The appointment {SKIPPED[status]}."
    assert (reason.rule, reason.severity) == ("fhir-skipped", Severity.HINT)


@pytest.mark.parametrize("status", [None, "", "Booked", "unheard-of", 7, ["booked"]])
def test_a_status_that_is_not_known_is_refused(status: Any) -> None:
    assert problem_rule(status=status) == "fhir-status"


@pytest.mark.parametrize(
    ("start", "zone", "date", "time"),
    [
        ("2026-12-01T08:30:00-05:00", "America/New_York", "2026-12-01", "08:30"),
        ("2026-12-01T13:30:00.123Z", "America/New_York", "2026-12-01", "08:30"),
        ("2026-07-01T12:30Z", "America/New_York", "2026-07-01", "08:30"),
        ("2026-12-01T03:30:00Z", "America/New_York", "2026-11-30", "22:30"),
        ("2026-12-01T22:00:00+00:00", "Asia/Kathmandu", "2026-12-02", "03:45"),
        ("2026-12-01T08:30:59-05:00", "America/New_York", "2026-12-01", "08:30"),
    ],
)
def test_a_moment_is_told_by_the_clinics_clock(start: str, zone: str, date: str, time: str) -> None:
    found = bundle(appointment(start=start, end=None), patient())
    (row,) = read(found, zone=ZoneInfo(zone)).rows
    assert (cells(row)["date"], cells(row)["time"]) == (date, time)


@pytest.mark.parametrize(
    "start",
    [
        None, "2026-12-01T08:30:00", "2026-12-01", "08:30", "2026-13-01T08:30:00Z", "", 7,
        "2026-12-01T24:00:00Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59-14:00",
        "2026-12-01T08:30:60Z", "2026-12-01T08:30:00+25:00",
    ],
)  # fmt: skip
def test_a_start_that_is_no_sure_moment_is_refused(start: Any) -> None:
    assert problem_rule(start=start, end=None) == "fhir-start"


def test_a_period_that_was_only_asked_for_is_no_start() -> None:
    asked = [{"start": "2026-12-01", "end": "2026-12-05"}]
    assert problem_rule(start=None, requestedPeriod=asked) == "fhir-start"


@pytest.mark.parametrize(
    ("changed", "ends"),
    [
        ({"end": None}, None),
        ({"end": None, "minutesDuration": 45}, "09:15"),
        ({"end": None, "minutesDuration": "45"}, None),
        ({"end": None, "minutesDuration": 4e9}, None),
        ({"minutesDuration": 45}, "11:00"),
        ({"end": "2026-12-01T13:30:00Z"}, None),
        ({"end": "2026-12-02T14:30:00Z"}, None),  # 9:30 of another day is not 9:30 of this one
    ],
)
def test_the_end_is_told_where_it_is_on_the_same_day(
    changed: dict[str, Any], ends: str | None
) -> None:
    assert said(**changed).get("ends") == ends


@pytest.mark.parametrize("end", ["2026-12-01T13:29:00Z", "2026-12-01T16:00:00", "later"])
def test_an_end_that_cannot_be_is_refused(end: str) -> None:
    assert problem_rule(end=end) in {"fhir-end", "fhir-start"}


@pytest.mark.parametrize(
    ("members", "treatment"),
    [
        ({"serviceType": [concept("KET-INF")]}, "ketamine-infusion"),
        ({"serviceType": [concept("ket-inf")]}, "ketamine-infusion"),
        ({"serviceType": [concept("SLP", system="http://example.org/services")]}, "sleep"),
        ({"serviceType": [concept(display="Sleep")]}, "sleep"),
        ({"serviceType": [concept(text="ketamine  infusion")]}, "ketamine-infusion"),
        ({"serviceType": [{"concept": concept("KET-INF")}]}, "ketamine-infusion"),
        ({"serviceType": [concept("KET-INF"), concept(text="sleep")]}, "ketamine-infusion; sleep"),
        ({"serviceType": [concept("KET-INF"), concept(text="Blood draw")]}, "ketamine-infusion"),
        ({"appointmentType": concept("KET-INF")}, "ketamine-infusion"),
        ({"serviceType": [concept("x")], "appointmentType": concept("sleep")}, "sleep"),
        ({"serviceType": [concept("sleep")], "appointmentType": concept("KET-INF")}, "sleep"),
        ({"reasonCode": [concept("x"), concept("KET-INF")]}, "ketamine-infusion"),
        ({"reason": [{"concept": concept("KET-INF")}]}, "ketamine-infusion"),
        ({"specialty": [concept("KET-INF")]}, "ketamine-infusion"),
        ({"serviceCategory": [concept("KET-INF")]}, "ketamine-infusion"),
        ({"description": " Ketamine infusion "}, "ketamine-infusion"),
    ],
)  # fmt: skip
def test_the_first_field_that_the_clinic_knows_says_the_treatment(
    members: dict[str, Any], treatment: str
) -> None:
    words = ScheduleWords(treatments={**WORDS.treatments, "Ketamine infusion": "ketamine-infusion"})
    assert said(words, **{"serviceType": None, **members})["treatment"] == treatment


def test_a_code_with_its_system_is_surer_than_the_bare_code() -> None:
    words = ScheduleWords(treatments={"1": "sleep", "urn:ours|1": "exercise"})
    assert said(words, serviceType=[concept("1", system="urn:ours")])["treatment"] == "exercise"
    assert said(words, serviceType=[concept("1", system="urn:other")])["treatment"] == "sleep"


def test_codes_of_one_service_that_mean_different_treatments_are_refused() -> None:
    both = {"coding": [{"code": "KET-INF"}, {"code": "sleep"}]}
    assert problem_rule(serviceType=[both]) == "fhir-treatment"


def test_what_was_ordered_says_the_treatment() -> None:
    order = {"resourceType": "ServiceRequest", "id": "o", "code": concept("KET-INF")}
    based = appointment(serviceType=None, basedOn=[{"reference": "ServiceRequest/o"}])
    assert cells(only(bundle(based, patient(), order)))["treatment"] == "ketamine-infusion"
    r5 = {**order, "code": {"concept": concept("KET-INF")}}
    assert cells(only(bundle(based, patient(), r5)))["treatment"] == "ketamine-infusion"
    assert refused(only(bundle(based, patient()))).rule == "fhir-reference"
    known = appointment(basedOn=[{"reference": "ServiceRequest/o"}])
    assert cells(only(bundle(known, patient())))["treatment"] == "ketamine-infusion"


def test_a_visit_that_gets_no_handout_is_skipped() -> None:
    reason = skipped(only(bundle(appointment(serviceType=[concept(text="Blood draw")]), patient())))
    assert reason.rule == "no-handout"


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ({"text": "Ketamine for Maria Example, 1958-03-04"}, False),
        ({"coding": [{"code": "X1", "display": "EXAMPLE M 007"}]}, True),
        ({"coding": [{"code": "maria-example"}]}, False),
    ],
)
@pytest.mark.parametrize("named", [{"reference": "Patient/maria"}, {"display": "Maria Example"}])
def test_no_message_repeats_a_patient_s_own_words_wherever_they_stand(
    said: dict[str, Any], shown: bool, named: dict[str, Any]
) -> None:
    visit = appointment(serviceType=[said], participant=[{"actor": named}])
    (row,) = read(bundle(visit, patient())).rows
    told = "".join(map(str, row.problems))
    assert ("X1" in told) == shown
    assert not any(word in told.casefold() for word in ("maria", "example", "1958"))


def test_a_service_that_is_not_mapped_is_told_with_the_lines_to_add() -> None:
    unknown = [concept("99", "Nerve block", system="http://example.org/services")]
    problem = refused(only(bundle(appointment(serviceType=unknown), patient())))
    assert "'http://example.org/services|99', 'Nerve block'" in problem.message
    assert '"http://example.org/services|99": ' in problem.hint


def test_one_service_of_two_that_is_not_mapped_fails_the_row() -> None:
    both = [concept("KET-INF"), concept("99")]
    assert problem_rule(serviceType=both) == "row-unknown-id"


@pytest.mark.parametrize(
    "private",
    [
        {"description": "Maria Example about her MRI"},
        {"reasonCode": [concept("F32.2", "Severe depression", "Maria Example")]},
        {"comment": "Maria Example", "patientInstruction": "Maria Example"},
        {"specialty": [concept(text="Maria Example")]},
        {"serviceType": [concept(text="Maria Example " * 10)]},
        {"serviceType": [concept(text="Maria\nExample")]},
    ],
)
def test_no_message_repeats_what_may_be_the_patients(private: dict[str, Any]) -> None:
    problem = refused(only(bundle(appointment(**{"serviceType": None, **private}), patient())))
    assert "Maria" not in str(problem)
    assert "F32" not in str(problem)
    assert "depression" not in str(problem)


DOCTOR = {
    "resourceType": "Practitioner",
    "id": "d",
    "name": [
        {"use": "nickname", "family": "D"},
        {"family": "Doc", "given": ["A"], "prefix": ["Dr."]},
    ],
}
NURSE = {"resourceType": "Practitioner", "id": "n", "name": [{"text": "Nurse Nan"}]}
ROLE = {
    "resourceType": "PractitionerRole",
    "id": "r",
    "practitioner": {"reference": "Practitioner/d"},
}


def seen(*participants: dict[str, Any]) -> str | None:
    each = [{"actor": {"reference": "Patient/maria"}}, *participants]
    row = only(bundle(appointment(participant=each), patient(), DOCTOR, NURSE, ROLE))
    return cells(row).get("clinician")


def test_the_clinician_is_whom_the_patient_will_see() -> None:
    doctor, nurse = ({"actor": {"reference": f"Practitioner/{id_}"}} for id_ in "dn")
    in_charge = {**nurse, "type": [concept("PPRF")]}
    assert seen() is None
    assert seen(doctor) == "Dr. A Doc"
    assert seen(doctor, nurse) == "Dr. A Doc, Nurse Nan"
    assert seen(doctor, in_charge) == "Nurse Nan"
    assert seen({**doctor, "status": "declined"}, nurse) == "Nurse Nan"
    assert seen({"actor": {"reference": "PractitionerRole/r"}}) == "Dr. A Doc"
    assert seen({"actor": {"type": "Practitioner", "display": "Dr. Only Name"}}) == "Dr. Only Name"


def location(id_: str, name: str, kind: str = "", part_of: str = "", **more: Any) -> dict[str, Any]:
    found = {"resourceType": "Location", "id": id_, "name": name, **more}
    found |= {"physicalType": concept(kind)} if kind else {}
    return found | ({"partOf": {"reference": f"Location/{part_of}"}} if part_of else {})


TWO_PLACES = ScheduleWords(
    treatments=WORDS.treatments,
    sites={
        "main": "main",
        "river-house": "river-house",
        "River House": "river-house",
        "RH": "river-house",
    },
)


def place(*locations: dict[str, Any], words: ScheduleWords = TWO_PLACES) -> tuple[str, str]:
    """Site and room of an appointment at the first of these locations."""
    here = with_actors({"reference": f"Location/{locations[0]['id']}"})
    row = only(bundle(here, patient(), *locations), words)
    return cells(row).get("site", ""), cells(row).get("room", "")


def test_the_place_is_a_room_of_a_site_that_the_clinic_knows() -> None:
    house = location("h", "River House", "bu")
    assert place(house) == ("river-house", "")
    assert place(location("r", "Room 2", "ro", "h"), house) == ("river-house", "Room 2")
    floor = location("f", "Floor 1", "lvl", "h")
    assert place(location("r", "Room 2", "ro", "f"), floor, house) == ("river-house", "Room 2")
    assert place(location("r", "Bay", "", "h"), house) == ("river-house", "Bay")
    coded = location("h", "No name", "bu", identifier=[{"value": "RH"}])
    assert place(coded) == ("river-house", "")
    r5 = {**location("r", "Room 2", "", "h"), "form": concept("ro")}
    assert place(r5, house) == ("river-house", "Room 2")


def test_a_location_that_is_part_of_itself_ends() -> None:
    words = ScheduleWords(treatments=WORDS.treatments)
    assert place(location("r", "Room 2", "ro", "r"), words=words) == ("", "Room 2")


def test_a_location_that_could_be_another_site_is_refused_with_the_lines_to_add() -> None:
    here = bundle(with_actors({"reference": "Location/x"}), patient(), location("x", "Annex", "bu"))
    problem = refused(only(here, TWO_PLACES))
    assert problem.rule == "row-unknown-id"
    assert "Annex: " in problem.hint


@pytest.mark.parametrize(
    ("where", "rule"),
    [
        (location("x", "At Maria Example's", "ho"), "fhir-site"),
        (location("x", "Maria\x07"), "fhir-site"),
        (location("x", "", "bu"), "fhir-site"),
    ],
)
def test_a_place_whose_name_no_message_may_repeat_is_refused_without_it(
    where: dict[str, Any], rule: str
) -> None:
    here = bundle(with_actors({"reference": "Location/x"}), patient(), where)
    problem = refused(only(here, TWO_PLACES))
    assert problem.rule == rule
    assert "Maria" not in str(problem)


def test_a_place_and_a_patient_that_are_only_named_are_told_both() -> None:
    named = ({"type": kind, "display": "Annex"} for kind in ("Patient", "Location"))
    both = appointment(participant=[{"actor": each} for each in named])
    (row,) = read(bundle(both), TWO_PLACES).rows
    assert [problem.rule for problem in row.problems] == ["fhir-reference", "row-unknown-id"]


def test_a_clinic_of_one_place_is_not_asked_for_its_names() -> None:
    assert place(location("x", "Annex", "bu"), words=WORDS) == ("", "")


def test_locations_of_two_sites_are_refused() -> None:
    there = with_actors({"reference": "Location/a"}, {"reference": "Location/b"})
    found = bundle(there, patient(), location("a", "River House"), location("b", "main"))
    assert refused(only(found, TWO_PLACES)).rule == "fhir-site"


@pytest.mark.parametrize("status", ["accepted", "tentative", "needs-action", None])
def test_a_patient_who_did_not_decline_is_expected(status: str | None) -> None:
    actor = {"actor": {"reference": "Patient/maria"}, "status": status}
    assert said(participant=[actor])["patient"] == "Maria Example"


def test_a_patient_who_declined_is_skipped() -> None:
    actor = {"actor": {"reference": "Patient/maria"}, "status": "declined"}
    reason = skipped(only(bundle(appointment(participant=[actor]), patient())))
    assert reason.message == "The patient declined."


def test_all_that_is_wrong_is_told_at_once() -> None:
    wrong = appointment(start=None, serviceType=None, participant=[])
    (row,) = read(bundle(wrong, patient())).rows
    assert [problem.rule for problem in row.problems] == [
        "fhir-start", "fhir-treatment", "fhir-reference",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("older", "release"),
    [
        ({"type": concept("x")}, "DSTU2"),
        ({"reason": concept("x")}, "DSTU2"),
        ({"serviceCategory": concept("x")}, "STU3"),
        ({"indication": []}, "STU3"),
        ({"incomingReferral": []}, "STU3"),
        ({"reason": [concept("x")]}, "STU3"),
        ({"meta": {"profile": ["http://hl7.org/fhir/STU3/StructureDefinition/x"]}}, "STU3"),
        ({"meta": {"profile": ["http://hl7.org/fhir/DSTU2/StructureDefinition/x"]}}, "DSTU2"),
        ({"fhirVersion": "3.0.2"}, "STU3"),
    ],
)
def test_an_older_release_is_named_and_refused_for_that_row_only(
    older: dict[str, Any], release: str
) -> None:
    first, second = read(bundle(appointment(id="a2", **older), appointment(), patient())).rows
    assert f"FHIR {release}," in refused(first).message
    assert cells(second)["patient"] == "Maria Example"


@pytest.mark.parametrize("unknown", [{"modifierExtension": [{}]}, {"implicitRules": "urn:x"}])
def test_a_modifier_that_nobody_knows_is_refused(unknown: dict[str, Any]) -> None:
    assert problem_rule(**unknown) == "fhir-modifier"


def version(number: str, changed: str, **more: Any) -> dict[str, Any]:
    meta = {"versionId": number, "lastUpdated": changed}
    return appointment(meta={key: each for key, each in meta.items() if each}, **more)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (("1", "2026-11-01T10:00:00Z"), ("2", "2026-11-02T10:00:00Z")),
        (("9", ""), ("10", "")),
        (("", "2026-11-01T10:00:00-05:00"), ("", "2026-11-01T15:00:01Z")),
        (("1", "2026-11-01T10:00:00Z"), ("2", "2026-11-01T10:00:00Z")),
    ],
)
def test_of_several_versions_of_one_appointment_the_latest_counts(
    old: tuple[str, str], new: tuple[str, str]
) -> None:
    before, after = version(*old), version(*new, start="2026-12-01T15:00:00Z")
    for order in ([before, after], [after, before]):
        found = read(bundle(*order, patient(), type_="history")).rows
        made, gone = sorted(found, key=lambda row: row.skip is not None)
        assert cells(made)["time"] == "10:00"
        assert skipped(gone).message == f"Entry {made.number} is this appointment as it is now."


def test_a_later_version_that_is_cancelled_cancels() -> None:
    before, after = version("1", ""), version("2", "", status="cancelled")
    rows = read(bundle(before, after, patient(), type_="history")).rows
    assert [skipped(row).rule for row in rows] == ["fhir-superseded", "fhir-skipped"]


def test_a_version_whose_server_is_not_told_is_of_the_only_server() -> None:
    booked = appointment(meta={"lastUpdated": "2026-11-28T10:00:00Z"})
    over = appointment(status="cancelled", meta={"lastUpdated": "2026-11-29T10:00:00Z"})
    found = bundle(booked, patient(), type_="collection")
    found["entry"].append({"resource": over})
    rows = read(found).rows
    assert [skipped(row).rule for row in rows] == ["fhir-superseded", "fhir-skipped"]


def test_versions_whose_order_is_not_told_fail_all() -> None:
    same = version("1", "2026-11-01T10:00:00Z"), version("1", "2026-11-01T10:00:00Z", end=None)
    local = version("", "2026-11-01T10:00:00"), version("", "2026-11-02T10:00:00Z")
    none = appointment(), appointment(status="cancelled")
    for pair in (same, local, none):
        rows = read(bundle(*pair, patient())).rows
        assert [refused(row).rule for row in rows] == ["fhir-versions", "fhir-versions"]


def test_the_same_appointment_word_for_word_is_made_once() -> None:
    first, second = read(bundle(appointment(), appointment(), patient())).rows
    assert cells(first)["patient"] == "Maria Example"
    assert skipped(second).rule == "fhir-superseded"


def test_an_appointment_that_another_replaces_is_skipped() -> None:
    replaces = appointment(id="a2", replaces=[{"reference": "Appointment/a1"}])
    first, second = read(bundle(appointment(), replaces, patient())).rows
    assert skipped(first).message == "The appointment is replaced by entry 2."
    assert cells(second)["patient"] == "Maria Example"
    undone = {**replaces, "status": "entered-in-error"}
    elsewhere = {**replaces, "replaces": [{"reference": "https://other.org/r5/Appointment/a1"}]}
    itself = {**replaces, "replaces": [{"reference": "Appointment/a2"}]}
    for other in (undone, elsewhere, itself):
        first, second = read(bundle(appointment(), other, patient())).rows
        assert cells(first)["patient"] == "Maria Example"
        assert other is undone or cells(second)["patient"] == "Maria Example"


def test_a_contained_appointment_that_is_replaced_is_no_other_nameless_one() -> None:
    old = [{"resourceType": "Appointment", "id": "old"}]
    new = appointment(id="a2", contained=old, replaces=[{"reference": "#old"}])
    found = entries(*({"resource": each} for each in (new, appointment(id=None), patient())))
    assert [cells(row)["patient"] for row in read(found).rows] == ["Maria Example"] * 2


def test_an_appointment_has_its_own_id() -> None:
    number = [{"system": "urn:oid:9", "value": "77"}]
    assert only(ndjson(appointment(), patient())).appointment == "Appointment/a1"
    assert only(bundle(appointment(identifier=number), patient())).appointment == (
        f"{SERVER}Appointment/a1"
    )
    urn = entries(
        {"fullUrl": "urn:uuid:1", "resource": appointment(id=None, identifier=number)},
        {"resource": patient()},
    )
    assert only(urn).appointment == "urn:oid:9|77"
    (row,) = read(urn, WORDS, NEW_YORK).rows
    assert cells(row)["patient"] == "Maria Example"


@pytest.mark.parametrize(
    "sites", [{"main": "main", "river-house": "river-house"}, {"main": "main", "Old House": "main"}]
)
def test_a_place_is_asked_for_where_there_are_two_or_one_was_named(sites: dict[str, str]) -> None:
    words = ScheduleWords(treatments=WORDS.treatments, sites=sites)
    here = bundle(with_actors({"reference": "Location/x"}), patient(), location("x", "Annex", "bu"))
    assert refused(only(here, words)).rule == "row-unknown-id"


def test_a_site_is_not_told_again_as_a_room() -> None:
    assert place(location("h", "River House", "ro")) == ("river-house", "")
