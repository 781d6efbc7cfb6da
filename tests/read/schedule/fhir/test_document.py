"""A FHIR file is read strictly: what is damaged, unclear or only a part is told, with its place."""

import json
from typing import Any

import pytest

from handouts.problems import HandoutsError, Place, Problem
from handouts.read.schedule.fhir.document import MAX_BYTES
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
    skipped,
)

DAY = bundle(appointment(), patient())


def spoilt(said: bytes | str) -> Problem:
    with pytest.raises(HandoutsError) as stopped:
        read(said)
    (problem,) = stopped.value.problems
    assert problem.place.file == "day.json"
    assert problem.hint
    return problem


@pytest.mark.parametrize("indent", [None, 0, 2, "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_every_way_to_save_a_bundle_reads_the_same(encoding: str, indent: int | str | None) -> None:
    text = json.dumps(bundle(appointment(), patient()), indent=indent, ensure_ascii=False)
    row = only(text.replace("\n", "\r\n").encode(encoding))
    assert cells(row)["patient"] == "Maria Example"


@pytest.mark.parametrize(
    "type_", ["searchset", "collection", "message", "transaction", "batch", "history"]
)
def test_bundles_of_every_type_are_read(type_: str) -> None:
    assert cells(only(bundle(appointment(), patient(), type_=type_)))["born"] == "1958-03-04"


def test_ndjson_has_a_row_for_each_appointment_by_the_number_of_its_line() -> None:
    lines = ndjson(patient(), appointment(), appointment(id="a2"))
    schedule = read(lines.replace(b"\n", b"\r\n\r\n") + b"\n\n")
    assert [row.number for row in schedule.rows] == [3, 5]
    assert [row.place for row in schedule.rows] == [
        Place("day.json", 3, 1),
        Place("day.json", 5, 1),
    ]
    assert schedule.blank_lines == 2


def test_a_line_that_is_broken_costs_itself_only() -> None:
    good = ndjson(patient(), appointment()).decode()
    schedule = read(f"{good}\n{good.splitlines()[1][:50]}")
    assert cells(schedule.rows[0])["patient"] == "Maria Example"
    assert refused(schedule.rows[1]).message == "The JSON is cut off: it ends in the middle."
    assert schedule.rows[1].number == 3


def test_a_line_that_holds_more_than_one_value_is_broken() -> None:
    patient_, visit = ndjson(patient(), appointment()).decode().splitlines()
    schedule = read("\n".join([patient_, visit, visit + visit]))
    assert refused(schedule.rows[1]).rule == "fhir-json"


def test_one_appointment_that_holds_its_patient_is_a_file_too() -> None:
    alone = appointment(contained=[patient(id="p")], participant=[{"actor": {"reference": "#p"}}])
    assert cells(only(alone))["patient"] == "Maria Example"


def test_the_place_of_a_row_is_that_of_its_entry() -> None:
    text = '{"resourceType": "Bundle", "type": "collection",\n "entry": [\n%s,\n   %s, %s]}'
    first, second = ({"resource": each} for each in (patient(), appointment()))
    third = {"resource": appointment(id="a2")}
    schedule = read(text % tuple(json.dumps(each) for each in (first, second, third)))
    places = [row.place for row in schedule.rows]
    assert places[0] == Place("day.json", 4, 4)
    assert places[1] == Place("day.json", 4, 4 + len(json.dumps(second)) + 2)
    assert {cell.place for cell in schedule.rows[0].cells.values()} == {places[0]}
    assert [row.number for row in schedule.rows] == [2, 3]


@pytest.mark.parametrize(
    ("said", "rule", "place"),
    [
        ("", "schedule-empty", "day.json"),
        (" \ufeff \n", "schedule-empty", "day.json"),
        ('<Bundle xmlns="http://hl7.org/fhir"/>', "schedule-kind", "day.json"),
        ("[]", "schedule-json", "day.json:1:1"),
        ('"Bundle"', "schedule-json", "day.json:1:1"),
        ("{}", "schedule-kind", "day.json:1:1"),
        ('{"resourceType": "Bundle", "entry": {}}', "schedule-kind", "day.json:1:1"),
        ('{"resourceType": "Bundle", "entry": [\n {]}', "schedule-json", "day.json:2:3"),
        ('{"resourceType": "Bundle",', "schedule-json", "day.json:1:27"),
        ('{"resourceType": "Bundle"} {}', "schedule-json", "day.json:1:28"),
        ('{"resourceType": "Bundle"\n ; }', "schedule-json", "day.json:2:2"),
        ('{"resourceType": "Bundle", "entry": [NaN]}', "schedule-json", "day.json:1:38"),
        ('{"resourceType": "Bundle", 1: 2}', "schedule-json", "day.json:1:28"),
        ('{"a": 1,\n "a": 2}', "schedule-json", "day.json:2:2"),
        ('{"a": \n{"b": 1, "b": 2}}', "schedule-json", "day.json:2:1"),
        ('{"resourceType": "Bundle"}\0', "schedule-encoding", "day.json:1:27"),
        ('{"resourceType": "Bundle", "type": "collection"}', "schedule-empty", "day.json"),
        ('{"resourceType": "Patient", "id": "1"}', "schedule-empty", "day.json"),
        ('{"resourceType": "OperationOutcome"}', "schedule-outcome", "day.json:1:1"),
    ],
)  # fmt: skip
def test_what_spoils_the_file_stops_before_anything_is_made(
    said: str, rule: str, place: str
) -> None:
    problem = spoilt(said)
    assert (problem.rule, str(problem.place)) == (rule, place)


def test_a_letter_that_is_no_utf_8_is_told_with_its_line() -> None:
    assert str(spoilt(b'{"resourceType":\n "\xe9"}').place) == "day.json:2:1"


@pytest.mark.parametrize("opening", ["[", '{"a":'])
@pytest.mark.parametrize("around", ["%s", '{"resourceType": "Bundle", "entry": [%s]}'])
def test_endless_nesting_is_refused(around: str, opening: str) -> None:
    assert spoilt(around % (opening * 200_000)).rule == "schedule-json"


@pytest.mark.parametrize("depth", [99, 450, 900])
def test_what_is_nested_more_deeply_than_any_resource_is_refused(depth: int) -> None:
    visit = json.dumps(appointment())
    deep = '{"extension": [' * depth + "]}" * depth
    deeper = f'{visit[:-1]}, "extension": [{deep}]}}'
    found = f'{{"resourceType": "Bundle", "entry": [{{"resource": {deeper}}}]}}'
    assert spoilt(found).rule == "schedule-json"


def test_a_file_that_is_too_large_is_refused_before_it_is_read() -> None:
    assert spoilt(b"{" + b" " * MAX_BYTES).rule == "schedule-size"


def test_a_name_that_stands_twice_is_told_unless_it_could_be_a_patients() -> None:
    assert (
        "'birthDate' stands twice" in spoilt('{"birthDate": "1958-03-04", "birthDate": 1}').message
    )
    assert "Maria" not in str(spoilt('{"Maria Example": 1, "Maria Example": 2}'))


def paged(total: int | None, *relations: str, resources: list[dict[str, Any]]) -> dict[str, Any]:
    found = bundle(*resources, link=[{"relation": each, "url": "x"} for each in relations])
    for entry in found["entry"]:
        is_match = entry["resource"]["resourceType"] == "Appointment"
        entry["search"] = {"mode": "match" if is_match else "include"}
    return found if total is None else {**found, "total": total}


@pytest.mark.parametrize(
    ("total", "relations"),
    [(None, ["self", "next"]), (None, ["previous"]), (2, ["next"]), (3, ["self"]), (2, ["prev"])],
)
def test_one_page_of_several_is_refused_because_patients_would_be_missed(
    total: int | None, relations: list[str]
) -> None:
    found = paged(total, *relations, resources=[appointment(), patient()])
    problem = spoilt(json.dumps(found))
    assert problem.rule == "schedule-page"
    assert "_count" in problem.hint


@pytest.mark.parametrize(
    ("total", "relations"), [(None, ["self"]), (1, ["self", "next"]), (1, []), (2, ["self"])]
)
def test_a_search_result_that_holds_all_it_counts_is_read(
    total: int | None, relations: list[str]
) -> None:
    found = paged(total, *relations, resources=[appointment(), patient()])
    assert cells(only(found))["patient"] == "Maria Example"


def test_what_a_server_reports_is_told_by_its_code_and_never_by_its_words() -> None:
    issue = {"severity": "error", "code": "timeout", "diagnostics": "Maria Example"}
    outcome = {"resourceType": "OperationOutcome", "id": "o", "issue": [issue]}
    problem = refused(only(entries({"resource": outcome})))
    assert problem.message == "The server reports an error in this file: timeout."
    outcome["issue"] = [{**issue, "code": "Maria Example"}]
    assert "Maria" not in str(spoilt(json.dumps(outcome)))


def test_a_servers_information_is_no_row() -> None:
    outcome = {
        "resourceType": "OperationOutcome",
        "id": "o",
        "issue": [{"severity": "information"}],
    }
    (row,) = read(bundle(outcome, appointment(), patient())).rows
    assert row.number == 2


@pytest.mark.parametrize(
    ("entry", "rule"),
    [
        ({"resource": {"resourceType": "Bundle"}}, "fhir-entry"),
        ({"resource": {"id": "who knows"}}, "fhir-entry"),
        ({}, "fhir-entry"),
        ("text", "fhir-entry"),
        ({"response": {"status": "404 Not Found"}}, "fhir-outcome"),
        ({"request": {"method": "PATCH", "url": "Appointment/a1"}}, "fhir-entry"),
    ],
)
def test_an_entry_that_may_hide_an_appointment_fails_and_the_others_do_not(
    entry: Any, rule: str
) -> None:
    found = bundle(appointment(), patient())
    found["entry"].insert(0, entry)
    first, second = read(found).rows
    assert refused(first).rule == rule
    assert cells(second)["patient"] == "Maria Example"


def test_an_appointment_that_another_entry_deletes_is_skipped() -> None:
    found = bundle(appointment(), patient(), type_="history")
    found["entry"].append({"request": {"method": "DELETE", "url": "Appointment/a1"}})
    assert skipped(only(found)).message == "The appointment was deleted."
    found["entry"][-1]["request"]["url"] = f"{SERVER}Appointment/a1"
    assert skipped(only(found)).message == "The appointment was deleted."
    found["entry"][-1]["request"]["url"] = "https://other.example.org/r4/Appointment/a1"
    assert only(found).cells, "that one is of another server"


def test_entries_that_are_no_appointment_are_no_rows() -> None:
    slot = {"resourceType": "Slot", "id": "s"}
    schedule = read(bundle(slot, patient(), appointment()))
    assert [row.number for row in schedule.rows] == [3]
