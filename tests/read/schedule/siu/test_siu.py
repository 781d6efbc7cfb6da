"""One appointment message: each of its fields goes to the cell that it is for, or is refused."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from handouts.model.settings import ScheduleWords
from handouts.problems import Place
from handouts.read.schedule.siu import read_siu
from tests.siu import PATIENT, WORDS, ZONE, cells, message, only, read, refusal, visits


def test_a_message_gives_the_visit_that_it_books() -> None:
    row = only(
        message(
            after=(
                "PV1|1|O|RIVER^Room 2^^HOSPITAL||||9^Frage^Ada^^^Dr.",
                "RGS|1|A",
                "AIS|1|A|SLP^Sleep talk^L|20261201083000",
                "AIP|1|A|7^Muster^Jo^B^^^MD",
                "AIL|1|A|DEP^Room 5^^RIVER",
            )
        )
    )
    (visit,) = visits(row)
    assert (visit.patient.name, visit.patient.born) == ("Maria Example", dt.date(1958, 3, 4))
    assert visit.patient.record == "00123"
    assert (visit.date, visit.time) == (dt.date(2026, 12, 1), dt.time(8, 30))
    assert visit.ends == dt.datetime(2026, 12, 1, 9, 30)
    assert (visit.treatment, visit.site, visit.room) == ("sleep", "river-house", "Room 5")
    assert visit.clinician == "Jo B Muster, MD"
    assert row.appointment == "F1|CLINIC|"
    assert row.place == Place("day.hl7", 1, 1)
    assert row.cells["patient"].place == Place("day.hl7", 3, 5)


@pytest.mark.parametrize(
    ("names", "printed"),
    [
        ("Example^Maria^^^^^L", "Maria Example"),
        ("Example^Maria", "Maria Example"),
        ("Example^Maria^Lou^Jr^Mrs^PhD^L", "Maria Lou Example Jr"),
        ("Mini^Mia^^^^^N~Alias^Ann^^^^^A~Born^Maria^^^^^M~Example^Maria^^^^^L", "Maria Example"),
        ("Shown^Mary^^^^^D~Example^Maria^^^^^L", "Maria Example"),
        ("Shown^Mary^^^^^D~Mini^Mia^^^^^N", "Mary Shown"),
        ("von Muster&von&Muster^Eva^^^^^L", "Eva von Muster"),
        ("&von&Muster^Eva^^^^^L", "Eva von Muster"),
        ("Muster^Eva^^^^^L^P~Beispiel^Eva^^^^^L^A", "Eva Beispiel"),
        ("Mau^Thi Nguyen^^^^^L^^^^F", "Mau Thi Nguyen"),
        ("Old^Maria^^^^^L^^^^^20100101^20200101~Example^Maria^^^^^L", "Maria Example"),
        ("EXAMPLE^SALMA~مثال^سلمى", "SALMA EXAMPLE"),
        (r"O\T\Neil^Maria", "Maria O&Neil"),
        ('Example^Maria^""^""^^^L', "Maria Example"),
        ("~Example^Maria", "Maria Example"),
    ],
)
def test_the_name_is_the_legal_one_in_the_order_in_which_it_is_spoken(
    names: str, printed: str
) -> None:
    assert cells(message(patient={5: names}))["patient"] == printed


@pytest.mark.parametrize(
    "names", ["", '""', "Mini^Mia^^^^^N", "Born^Maria^^^^^M~Alias^A^^^^^A", "A^B^^^^^S", "^^^^^^L"]
)
def test_a_nickname_alias_or_maiden_name_is_never_printed(names: str) -> None:
    assert refusal(message(patient={5: names})).rule == "row-name"


def test_two_legal_names_are_refused() -> None:
    problem = refusal(message(patient={5: "Example^Maria^^^^^L~Muster^Eva^^^^^L"}))
    assert problem.rule == "row-name"
    assert "Example" not in str(problem)


@pytest.mark.parametrize(
    ("numbers", "record"),
    [
        ("00123^^^CLINIC^MR", "00123"),
        ("9^^^USSSA^SS~00123^^^CLINIC^MR~77^^^X^PI", "00123"),
        ("77^^^X^PI~88^^^X^AN", "77"),
        ("00123", "00123"),
        ("00123^^^MRN", "00123"),
        ("00123^^^A^MR~00123^^^B^MR", "00123"),
        ("9^^^USSSA^SS", None),
        ("1^^^X^DL~2^^^X^PPN~3^^^X^AN~4^^^X^VN", None),
        ('""', None),
        ("", None),
    ],
)
def test_the_record_number_is_the_one_of_type_mr_and_never_another_kind_of_number(
    numbers: str, record: str | None
) -> None:
    assert cells(message(patient={3: numbers})).get("record") == record


def test_of_two_record_numbers_none_is_printed_and_somebody_is_told() -> None:
    row = only(message(patient={3: "123^^^A^MR~456^^^B^MR"}))
    assert "record" not in row.cells
    (problem,) = row.problems
    assert problem.rule == "row-record"
    assert "123" not in str(problem)


@pytest.mark.parametrize("born", ["19580304", "195803041200", "19580304000000.0000-0500"])
def test_a_birth_date_is_read_as_the_day_that_it_names(born: str) -> None:
    assert cells(message(patient={7: born}))["born"] == "1958-03-04"


@pytest.mark.parametrize(
    "born", ["", '""', "1958", "195803", "19580304^Y", "04031958x", "1958-03-04"]
)
def test_a_birth_date_that_is_not_known_to_the_day_is_refused(born: str) -> None:
    problem = refusal(message(patient={7: born}))
    assert problem.rule == "row-born"
    assert "1958" not in str(problem)


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("es", "es"),
        ("spa^Spanish^ISO639", "es"),
        ("SPANISH", "es"),
        ("es-MX", "es"),
        ("eng", "en"),
        ("S^Spanish", "es"),
        ("chi", "zh"),
        ("", None),
        ('""', None),
    ],
)
def test_the_language_is_told_by_its_code_whatever_it_is_called(
    said: str, language: str | None
) -> None:
    row = only(message(patient={15: said}))
    assert row.problems == ()
    assert (row.cells["language"].text if "language" in row.cells else None) == language


@pytest.mark.parametrize("said", ["X", "99", "fr", "qqq", "Klingonish"])
def test_a_language_that_the_clinic_has_not_is_left_out_with_a_warning(said: str) -> None:
    data = message(patient={15: said}).encode()
    (row,) = read_siu(data, "day.hl7", WORDS, ZONE, languages=("en", "es")).rows
    assert "language" not in row.cells
    assert [each.rule for each in row.problems] == ["row-language"]
    assert row.cells["patient"].text == "Maria Example"


@pytest.mark.parametrize(
    ("start", "clock"),
    [
        ("202612010830", "08:30"),
        ("20261201083059", "08:30"),
        ("20261201083000.1234", "08:30"),
        ("20261201083000-0500", "08:30"),
        ("20261201133000+0000", "08:30"),
        ("202612011430+0100", "08:30"),
        ("20261201223000+0900", "08:30"),
    ],
)
def test_a_start_is_told_on_the_clinics_clock(start: str, clock: str) -> None:
    found = cells(message(schedule={11: f"^^^{start}"}))
    assert (found["date"], found["time"]) == ("2026-12-01", clock)
    assert "ends" not in found


def test_an_offset_may_carry_a_visit_to_the_clinics_own_day() -> None:
    data = message(schedule={11: "^^^20261202013000+0000"})
    assert cells(data)["date"] == "2026-12-01"
    assert cells(data, zone=ZoneInfo("Asia/Tokyo"))["time"] == "10:30"


@pytest.mark.parametrize(
    "start",
    ["20261201", "2026120108", "202612", "8:30", "20261301083000", "202612012500", "00000101010100",
     "000101010000+1400", "99991231235900-1200", "20261201083000+9999"],
)  # fmt: skip
def test_a_start_that_is_not_said_to_the_minute_or_in_no_calendar_is_refused(start: str) -> None:
    assert refusal(message(schedule={11: f"^^^{start}"})).rule == "row-start"


def test_a_message_without_a_start_is_refused() -> None:
    assert refusal(message(schedule={11: "^^30"})).rule == "row-start"


@pytest.mark.parametrize(
    ("after", "version", "clock"),
    [
        (("TQ1|1||||||20261201100000|20261201110000",), "2.5", "10:00-11:00"),
        (("AIS|1||SLP|20261201100000",), "2.5", "10:00-"),
        (("AIS|1||SLP|20261201110000", "AIS|2||EXERCISE|20261201100000"), "2.5", "10:00-"),
        (("AIL|1||MAIN^2|||20261201100000",), "2.5", "10:00-"),
        (("AIP|1||7^Muster^Jo|||20261201100000", "AIG|1||1|||||20261201093000"), "2.3", "10:00-"),
        (("AIG|1||1|||||20261201100000",), "2.5", "10:00-"),
    ],
)
def test_a_start_is_looked_for_in_every_segment_that_may_say_it(
    after: tuple[str, ...], version: str, clock: str
) -> None:
    service = () if "AIS" in after[0] else ("AIS|1||SLP",)
    data = message(schedule={11: ""}, header={12: version}, after=(*after, *service))
    found = cells(data)
    assert f"{found['time']}-{found.get('ends', '')}" == clock


def test_two_starts_of_one_appointment_are_refused() -> None:
    after = ("TQ1|1||||||20261201100000", "AIS|1||SLP")
    assert refusal(message(after=after)).rule == "row-start"
    repeated = {11: "^^^20261201083000~^^^20261202083000"}
    assert refusal(message(schedule=repeated)).rule == "row-start"


def test_since_version_2_7_what_stands_in_sch_11_is_no_start_beside_tq1() -> None:
    after = ("TQ1|1||||||20261201100000", "AIS|1||SLP")
    assert cells(message(header={12: "2.7"}, after=after))["time"] == "10:00"
    assert cells(message(header={12: "2.8"}))["time"] == "08:30"


def test_an_own_start_goes_before_that_of_a_service() -> None:
    assert cells(message(after=("AIS|1||SLP|20261201080000",)))["time"] == "08:30"


@pytest.mark.parametrize(
    ("schedule", "after", "ends"),
    [
        ({9: "45", 10: "min^Minutes"}, (), "09:15"),
        ({9: "45^MIN"}, (), "09:15"),
        ({9: "2700", 10: "s"}, (), "09:15"),
        ({9: "1.5", 10: "Hours"}, (), "10:00"),
        ({9: "45", 10: "min", 11: "^^^20261201083000^20261201100000"}, (), "10:00"),
        ({11: "^^M20^20261201083000"}, (), "08:50"),
        ({9: "45"}, (), None),
        ({11: "^^20^20261201083000"}, (), None),
        ({}, ("AIS|1||SLP||||30|min",), "09:00"),
        ({}, ("AIS|1||SLP||||30|min", "AIS|2||EXERCISE||||30|min"), None),
    ],
)
def test_the_end_is_said_or_counted_from_a_length_that_has_its_unit(
    schedule: dict[int, str], after: tuple[str, ...], ends: str | None
) -> None:
    data = message(schedule={11: "^^^20261201083000"} | schedule, after=after or ("AIS|1||SLP",))
    assert cells(data).get("ends") == ends


@pytest.mark.parametrize("end", ["20261201083000", "20261201080000", "20261202083000"])
def test_an_end_that_is_not_later_on_that_day_is_left_out_with_a_warning(end: str) -> None:
    row = only(message(schedule={11: f"^^^20261201083000^{end}"}))
    assert "ends" not in row.cells
    assert [each.rule for each in row.problems] == ["row-ends"]


def test_a_sender_on_another_clock_must_say_where_the_visits_clock_is() -> None:
    utc = {7: "20261129140000+0000"}
    problem = refusal(message(header=utc))
    assert problem.rule == "row-start"
    assert "time zone" in problem.message
    assert cells(message(header=utc, schedule={11: "^^^20261201133000+0000"}))["time"] == "08:30"
    assert cells(message(header={7: "20260701090000-0400"}))["time"] == "08:30"


@pytest.mark.parametrize(
    ("schedule", "after", "treatments"),
    [
        ({}, ("AIS|1||SLP^Sleep talk^L",), "sleep"),
        ({}, ("AIS|1||99^slp",), "sleep"),
        ({}, ("AIS|1||99^Talk^X^slp^Talk^L",), "sleep"),
        ({}, ("AIS|1||90870^Infusion^L",), "ketamine-infusion"),
        ({}, ("AIS|1||99^^X^^^^^^Ketamine  FIRST",), "ketamine-infusion"),
        ({}, ("AIS|1||BOTH",), "sleep; exercise"),
        ({}, ("AIS|1||90870^^L", "AIS|2||SLP"), "ketamine-infusion; sleep"),
        ({}, ("AIS|1||PHONE CALL", "AIS|2||SLP"), "sleep"),
        ({}, ("AIS|1|D|EXERCISE", "AIS|1|A|SLP"), "sleep"),
        ({}, ("RGS|1|D", "AIS|1||EXERCISE", "RGS|2|A", "AIS|1||SLP"), "sleep"),
        ({}, ("AIS|1||EXERCISE|||||||Cancelled", "AIS|2||SLP|||||||Booked"), "sleep"),
        ({7: "EXERCISE"}, ("AIS|1||SLP",), "sleep"),
        ({7: "EXERCISE", 8: "SLP"}, (), "exercise"),
        ({7: "99", 8: "SLP"}, (), "sleep"),
        ({6: "EXERCISE", 8: "SLP"}, (), "sleep"),
        ({6: "SLP"}, ("AIS|1||99^Something",), "sleep"),
    ],
)
def test_a_code_or_its_words_stand_for_treatments(
    schedule: dict[int, str], after: tuple[str, ...], treatments: str
) -> None:
    assert cells(message(schedule=schedule, after=after))["treatment"] == treatments


def test_two_services_are_two_visits_of_one_row() -> None:
    row = only(message(after=("AIS|1||90870^^L", "AIS|2||SLP")))
    assert [visit.treatment for visit in visits(row)] == ["ketamine-infusion", "sleep"]


def test_a_service_that_means_nothing_is_refused_with_the_lines_to_add() -> None:
    problem = refusal(message(after=("AIS|1||SLP", "AIS|2||G12^Group talk^L")))
    assert problem.rule == "row-unknown-id"
    assert "'G12', 'Group talk'" in problem.message
    assert "G12: " in problem.hint
    assert problem.place == Place("day.hl7", 5, 3)


def test_words_of_the_patients_own_data_are_not_repeated() -> None:
    problem = refusal(message(schedule={7: "For Maria Example"}, after=("AIS|1||G12",)))
    assert "G12" in problem.message
    problem = refusal(message(schedule={7: "For Maria Example"}, after=()))
    assert "Maria" not in str(problem)
    assert "Example" not in str(problem)


def test_a_part_of_the_patients_data_that_slipped_into_another_field_is_not_repeated() -> None:
    slipped = message(
        schedule={7: "PhoneX5551212"},
        patient={13: "5551212"},
        after=("PV1|1|O|Example^Maria",),
    )
    row = only(slipped)
    assert [each.rule for each in row.problems] == ["row-unknown-id", "row-unknown-id"]
    assert not any(word in str(row.problems) for word in ("5551212", "Example", "Maria"))
    cut = message(patient={5: "Example", 7: ""}, after=("AIS|1||Maria",))
    assert "Maria" not in str(only(cut).problems)


def test_a_code_and_a_text_that_disagree_are_refused() -> None:
    assert refusal(message(after=("AIS|1||SLP^Exercise",))).rule == "row-treatment"


def test_a_visit_for_nothing_is_refused() -> None:
    assert refusal(message(after=())).rule == "row-treatment"
    assert refusal(message(after=("AIS|1||SLP|||||||Cancelled",))).rule == "row-treatment"


def test_a_visit_that_gets_no_handout_is_skipped_even_when_its_record_is_incomplete() -> None:
    row = only(message(patient={7: ""}, after=("AIS|1||PHONE CALL",)))
    assert (row.cells, row.problems) == ({}, ())
    assert row.skip is not None
    assert "PHONE CALL" in row.skip.message


@pytest.mark.parametrize(
    ("after", "clinician"),
    [
        (("AIP|1||7^Muster^Jo^^^Dr.",), "Dr. Jo Muster"),
        (("AIP|1||7", "PV1|1|O|||||9^Frage^Ada"), "Ada Frage"),
        (("AIP|1||7^Muster^Jo", "AIP|2|D|8^Gone^Al"), "Jo Muster"),
        (("AIP|1||7^Muster^Jo", "AIP|2||8^Probe^Al"), None),
        (("PV1|1|O|||||emorales",), None),
    ],
)
def test_the_clinician_is_the_only_person_of_the_visit_that_has_a_name(
    after: tuple[str, ...], clinician: str | None
) -> None:
    assert cells(message(after=("AIS|1||SLP", *after))).get("clinician") == clinician


def test_a_room_is_told_where_there_is_one_only() -> None:
    assert cells(message(after=("AIS|1||SLP", "AIL|1||main^2", "PV1|1|O|main^9")))["room"] == "2"
    assert cells(message(after=("AIS|1||SLP", "PV1|1|O|main^9")))["room"] == "9"
    assert "room" not in cells(message(after=("AIS|1||SLP", "AIL|1||main^1", "AIL|2||main^2")))


def test_the_place_is_looked_up_where_the_clinic_has_several() -> None:
    river = message(after=("AIS|1||SLP", "AIL|1||DEP^^^^^^River"))
    assert cells(river)["site"] == "river-house"
    assert cells(message(header={4: "RIVER"}))["site"] == "river-house"
    assert "site" not in cells(message())
    problem = refusal(message(after=("AIS|1||SLP", "AIL|1||DEP^^^HILL")))
    assert (problem.rule, "'HILL', 'DEP'" in problem.message) == ("row-unknown-id", True)
    both = message(after=("AIS|1||SLP", "AIL|1||MAIN", "AIL|2||RIVER"))
    assert refusal(both).rule == "row-site"


def test_a_clinic_with_one_place_needs_no_mapping_of_places() -> None:
    words = ScheduleWords(treatments=WORDS.treatments, sites={"main": "main"})
    found = cells(message(after=("AIS|1||SLP", "AIL|1||DEP^5^^HILL")), words)
    assert "site" not in found


def test_everything_that_is_wrong_with_a_message_is_told_at_once() -> None:
    row = only(message(schedule={11: ""}, patient={5: "", 7: "1958"}, after=("AIS|1||G12",)))
    assert {each.rule for each in row.problems} >= {"row-start", "row-name", "row-unknown-id"}


@pytest.mark.parametrize("status", ["Cancelled", "CANCELED^Canceled", "Noshow", "No Show", "Dc",
                                    "Deleted", "Waitlist", "Blocked", "Complete",
                                    "CANCELLED BY PATIENT", "Canceled-PT"])  # fmt: skip
def test_a_visit_whose_status_says_that_nobody_comes_is_skipped(status: str) -> None:
    row = only(message(schedule={25: status}))
    assert row.skip is not None
    assert "SCH-25" in row.skip.message
    assert (row.cells, row.problems) == ({}, ())


@pytest.mark.parametrize(
    "status",
    ["Booked", "ARRIVED", "Pending^Pending^HL70278", "Checked-In", "Booked^Not cancelled", ""],
)
def test_a_visit_that_stands_is_printed(status: str) -> None:
    row = only(message(schedule={25: status}))
    assert (row.problems, row.skip) == ((), None)
    assert row.cells


def test_a_status_that_is_not_known_and_a_test_message_are_printed_with_a_warning() -> None:
    row = only(message(schedule={25: "4"}, header={11: "T"}))
    assert [each.rule for each in row.problems] == ["row-status", "row-test"]
    assert row.cells


def test_a_message_of_two_patients_is_refused_by_name() -> None:
    problem = refusal(message(after=("AIS|1||SLP", "PID|2||9||Muster^Eva||19600101")))
    assert problem.rule == "row-patients"
    assert "2 patients" in problem.message


@pytest.mark.parametrize("trigger", ["S25", "S27", "S01", "Z99", ""])
def test_a_trigger_that_is_not_known_is_refused_by_name(trigger: str) -> None:
    problem = refusal(message(trigger))
    assert problem.rule == "row-trigger"
    assert trigger in problem.message


@pytest.mark.parametrize("kind", ["SIU_S12", "siu^s12", "SIU", "SIUX^S12", ""])
def test_a_message_that_does_not_say_clearly_what_it_is_is_refused(kind: str) -> None:
    assert refusal(message(header={9: kind})).rule == "row-trigger"


@pytest.mark.parametrize("kind", ["ADT^A08", "ACK", "ORU^R01", "SRM^S01", "SIU^S23", "SIU^S24"])
def test_a_message_that_is_about_no_visit_is_skipped_by_name(kind: str) -> None:
    row = only(message(header={9: kind}))
    assert (row.cells, row.problems) == ({}, ())
    assert row.skip is not None
    assert kind.split("^", maxsplit=1)[0] in row.skip.message


@pytest.mark.parametrize(
    "version", ["2.3", "2.3.1", "2.4", "2.5.1", "2.6", "2.7", "2.8.2", "", "2.5^DEU"]
)
def test_every_version_since_2_3_is_read(version: str) -> None:
    assert cells(message(header={12: version}))["time"] == "08:30"


@pytest.mark.parametrize("version", ["2.1", "3.0", "25"])
def test_other_versions_are_refused(version: str) -> None:
    assert refusal(message(header={12: version})).rule == "row-version"


@pytest.mark.parametrize("lost", ["SCH", "PID"])
def test_a_message_without_a_segment_that_it_needs_is_refused(lost: str) -> None:
    lines = [line for line in message().split("\r") if not line.startswith(lost)]
    assert refusal("\r".join(lines)).rule in {"row-message", "row-patient"}


def test_no_refusal_repeats_the_patients_data() -> None:
    wrong = (
        message(patient={5: "Secretname^^^^^^N"}),
        message(patient={7: "1958Secretname"}),
        message(patient={15: "Secretname"}),
        message(schedule={11: "^^^Secretname"}),
        message(schedule={25: "Secretname"}),
        message(schedule={7: "Secretname"}, patient={5: "Secretname^Maria"}, after=()),
        message(patient={5: r"Secretname\Zz\^Maria"}),
        message(header={9: "Secretname^S12"}),
        message(header={12: "Secretname"}, patient=PATIENT),
        message(header={18: "Secretname"}),
        message().replace("AIS", "Secretname\rAIS"),
    )
    for data in wrong:
        row = only(data)
        assert row.problems
        assert "Secretname" not in "".join(map(str, row.problems))


def test_who_comes_when_is_known_of_a_message_that_failed_and_nothing_of_it_is_printed() -> None:
    (row,) = read(message(after=("AIS|1||GONG^Gong bath^L",))).rows
    assert row.problems
    assert row.cells == {}
    assert {name: row.found[name].text for name in ("patient", "date", "time")} == {
        "patient": "Maria Example", "date": "2026-12-01", "time": "08:30",
    }  # fmt: skip
