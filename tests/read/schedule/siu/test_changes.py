"""Several messages about one appointment: the latest counts, every other says by which it fell."""

import re
from itertools import permutations

import pytest

from handouts.read.schedule.rows import Row
from tests.siu import PID, message, read

FIRST = message("S12", control="1", written="20261129090000")
MOVED = message(
    "S13", control="2", written="20261129100000", schedule={11: "^^^20261202140000", 25: ""}
)
CANCELLED = message("S15", control="3", written="20261129110000", schedule={25: "Cancelled"})


def fates(*messages: str) -> list[str]:
    """For each message the day and time that it prints, or why it does not."""
    return [fate(row) for row in read("".join(messages)).rows]


def fate(row: Row) -> str:
    if row.skip:
        assert (row.cells, row.problems) == ({}, ())
        return row.skip.message
    if row.problems:
        assert row.cells == {}
        return row.problems[0].rule
    return f"{row.cells['date'].text} {row.cells['time'].text}"


def test_a_later_message_takes_the_place_of_an_earlier_one() -> None:
    assert fates(FIRST, MOVED) == ["Changed by message 2.", "2026-12-02 14:00"]
    assert fates(FIRST, CANCELLED) == [
        "Cancelled by message 2.",
        "This appointment is cancelled (SIU^S15).",
    ]
    assert fates(FIRST, MOVED, CANCELLED)[:2] == [
        "Changed by message 2.",
        "Cancelled by message 3.",
    ]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_later_is_what_was_written_later_wherever_it_stands(order: tuple[int, ...]) -> None:
    messages = (FIRST, CANCELLED.replace("29110000", "29093000"), MOVED.replace("|2|P", "|9|P"))
    moved = message("S12", control="4", written="20261129120000", schedule={11: "^^^202612031500"})
    rows = read("".join(messages[place] for place in order) + moved).rows
    assert fate(rows[3]) == "2026-12-03 15:00"
    assert sum(bool(row.cells) for row in rows) == 1
    assert fate(rows[order.index(0)]) == f"Cancelled by message {order.index(1) + 1}."
    assert fate(rows[order.index(1)]) == f"Changed by message {order.index(2) + 1}."
    assert fate(rows[order.index(2)]) == "Changed by message 4."


def test_a_time_with_an_offset_is_compared_as_the_moment_that_it_is() -> None:
    late = MOVED.replace("20261129100000", "20261129133000+0000")
    assert fates(FIRST, late)[0] == "2026-12-01 08:30"


@pytest.mark.parametrize("written", ["", "20261129", "yesterday"])
def test_where_a_message_does_not_say_when_it_was_written_the_order_in_the_file_counts(
    written: str,
) -> None:
    undated = MOVED.replace("20261129100000", written)
    assert fates(FIRST, undated) == ["Changed by message 2.", "2026-12-02 14:00"]
    again = message("S14", control="4", written=written)
    assert fates(undated, again) == ["Changed by message 2.", "2026-12-01 08:30"]


def test_an_end_by_another_number_of_the_same_patient_and_time_is_for_a_person_to_look_at() -> None:
    other = {1: "P1^OTHER", 2: ""}
    late = message("S15", control="3", written="20261129110000", schedule=other)
    assert fates(FIRST, late)[0] == "row-appointment"
    assert fates(late, FIRST)[1] == "row-appointment"
    before = message("S15", control="3", written="20261129080000", schedule=other)
    assert fates(FIRST, before)[0] == "2026-12-01 08:30", "it was ended, then booked anew"
    moved = message(
        "S15", control="3", written="20261129110000",
        schedule={**other, 11: "^^^20261201090000^20261201100000"},
    )  # fmt: skip
    assert fates(FIRST, moved)[0] == "2026-12-01 08:30"
    somebody = message(
        "S15", control="3", written="20261129110000", schedule=other,
        patient={3: "9^^^CLINIC^MR", 5: "Muster^Eva"},
    )  # fmt: skip
    assert fates(FIRST, somebody)[0] == "2026-12-01 08:30"
    two = late.replace("PID|", f"{PID}\rPID|")
    assert fates(FIRST, two) == ["2026-12-01 08:30", "row-patients"]


@pytest.mark.parametrize("written", ["", "20261129090000", "202611290900"])
@pytest.mark.parametrize("change", [MOVED, CANCELLED])
def test_a_booking_behind_its_own_change_is_for_a_person_to_look_at(
    change: str, written: str
) -> None:
    early = re.sub("202611291[01]0000", written, change)
    assert fates(early, FIRST)[1] == "row-order"
    assert fates(early, FIRST.replace("20261129090000", "20261129090100"))[1] == (
        "2026-12-01 08:30" if written else "row-order"
    )


def test_messages_of_the_same_second_keep_the_order_of_the_file() -> None:
    together = MOVED.replace("20261129100000", "20261129090000")
    assert fates(FIRST, together) == ["Changed by message 2.", "2026-12-02 14:00"]


def test_what_is_said_to_the_minute_is_not_taken_for_earlier_than_a_second_of_it() -> None:
    booked = FIRST.replace("20261129090000", "20261129090030")
    cancelled = CANCELLED.replace("20261129110000", "202611290900")
    assert fates(booked, cancelled)[0] == "Cancelled by message 2."


@pytest.mark.parametrize("trigger", ["S12", "S13", "S14"])
def test_a_change_of_a_visit_that_no_earlier_message_books_prints(trigger: str) -> None:
    assert fates(message(trigger)) == ["2026-12-01 08:30"]


@pytest.mark.parametrize(
    ("trigger", "words"),
    [
        ("S15", "is cancelled"),
        ("S16", "is discontinued"),
        ("S17", "is deleted"),
        ("S26", "was missed"),
    ],
)
def test_what_ends_a_visit_is_told_also_when_no_message_books_it(trigger: str, words: str) -> None:
    ended = message(trigger, control="2", schedule={25: "Booked"})
    assert fates(ended) == [
        f"This appointment {words} (SIU^{trigger}). No message of this file books it."
    ]
    assert fates(FIRST, ended)[0] == "Cancelled by message 2."


def test_an_end_needs_neither_patient_nor_time() -> None:
    bare = "\r".join(message("S15", control="2").split("\r")[:2]) + "\r"
    assert fates(FIRST, bare)[0] == "Cancelled by message 2."


def test_an_end_of_no_said_appointment_is_for_a_person_to_look_at() -> None:
    assert fates(message("S15", schedule={2: ""})) == ["row-appointment"]


def test_a_visit_may_be_booked_again() -> None:
    again = message("S12", control="4", written="20261129120000")
    assert fates(FIRST, CANCELLED, again) == [
        "Cancelled by message 2.",
        "Changed by message 3.",
        "2026-12-01 08:30",
    ]


def test_a_change_after_the_end_prints_only_when_it_says_that_the_visit_is_booked() -> None:
    change = {"control": "4", "written": "20261129120000"}
    said = message("S14", **change, schedule={25: "Booked"})  # type: ignore[arg-type]
    unsaid = message("S14", **change, schedule={25: ""})  # type: ignore[arg-type]
    assert fates(FIRST, CANCELLED, said)[2] == "2026-12-01 08:30"
    assert fates(FIRST, CANCELLED, unsaid)[2] == "row-status"


@pytest.mark.parametrize("trigger", ["S18", "S19", "S20", "S21", "S22"])
def test_a_change_of_a_part_prints_neither_the_old_nor_the_new(trigger: str) -> None:
    part = message(trigger, control="2", written="20261129120000")
    assert fates(FIRST, part) == ["Changed by message 2.", "row-trigger"]
    whole = message("S14", control="3", written="20261129130000")
    assert fates(FIRST, part, whole)[2] == "2026-12-01 08:30"


def test_the_same_message_sent_twice_is_one() -> None:
    again = FIRST.replace("20261129090000", "20261129090500")
    for second in (FIRST, again):
        assert fates(FIRST, second) == [
            "2026-12-01 08:30",
            "The same message as message 1, sent again.",
        ]
    assert fates(FIRST, MOVED, FIRST) == [
        "Changed by message 2.",
        "2026-12-02 14:00",
        "The same message as message 1, sent again.",
    ]


def test_another_message_with_the_same_control_id_is_no_repetition() -> None:
    assert fates(FIRST, MOVED.replace("|2|P", "|1|P"))[1] == "2026-12-02 14:00"
    nameless = message(control="")
    assert fates(nameless, nameless) == ["Changed by message 2.", "2026-12-01 08:30"]


def test_appointments_are_told_apart_by_number_giver_and_repetition() -> None:
    for other in ({2: "F2^CLINIC"}, {2: "F1^OTHER"}, {3: "2"}):
        both = fates(FIRST, message(control="2", schedule=other))
        assert both == ["2026-12-01 08:30", "2026-12-01 08:30"]
    once = message(control="2", schedule={3: "1"})
    assert fates(FIRST, once) == ["Changed by message 2.", "2026-12-01 08:30"]


def test_the_placers_number_finds_the_fillers() -> None:
    asked = message(control="1", schedule={1: "P1^DESK", 2: ""})
    booked = message(control="2", written="20261129100000", schedule={1: "P1^DESK"})
    ended = message("S15", control="3", written="20261129110000", schedule={1: "P1^DESK", 2: ""})
    assert fates(asked, booked) == ["Changed by message 2.", "2026-12-01 08:30"]
    assert fates(booked, ended)[0] == "Cancelled by message 2."


def test_a_number_without_its_giver_is_that_of_the_only_giver() -> None:
    ended = message("S15", control="3", schedule={2: "F1"})
    assert fates(FIRST, ended)[0] == "Cancelled by message 2."
    other = message(control="2", schedule={2: "F1^OTHER"})
    assert fates(FIRST, other, ended) == ["row-appointment"] * 3


def test_a_message_that_could_be_about_two_appointments_is_for_a_person_to_look_at() -> None:
    one = message(control="1", schedule={1: "P1"})
    two = message(control="2", schedule={1: "P1", 2: "F2^CLINIC"})
    ended = message("S15", control="3", schedule={1: "P1", 2: ""})
    assert fates(one, two, ended) == ["row-appointment"] * 3
    repeated = message(control="2", schedule={3: "2"})
    whole_series = message("S15", control="3", schedule={3: ""})
    assert fates(FIRST, repeated, whole_series) == ["row-appointment"] * 3


def test_messages_without_any_number_stand_for_themselves() -> None:
    one, two = message(schedule={2: ""}), message(control="2", schedule={2: ""})
    assert fates(one, two) == ["2026-12-01 08:30", "2026-12-01 08:30"]
    assert [row.appointment for row in read(one + two).rows] == [None, None]


def test_one_appointment_of_two_patients_prints_for_neither() -> None:
    other = message(
        "S14",
        control="2",
        written="20261129100000",
        patient={3: "999^^^CLINIC^MR", 5: "Muster^Eva"},
    )
    assert fates(FIRST, other) == ["row-patients", "row-patients"]
    unnumbered = message("S14", control="2", patient={3: "", 5: "Muster^Eva"})
    assert fates(FIRST, unnumbered) == ["row-patients", "row-patients"]


def test_a_corrected_name_of_the_same_record_is_printed_as_corrected() -> None:
    corrected = message("S14", control="2", written="20261129100000", patient={5: "Muster^Maria"})
    rows = read(FIRST + corrected).rows
    assert rows[1].cells["patient"].text == "Maria Muster"


def test_a_change_that_names_no_patient_is_of_the_patient_of_the_earlier_message() -> None:
    bare = MOVED.replace(PID + "\r", "")
    rows = read(FIRST + bare).rows
    assert rows[1].cells["patient"].text == "Maria Example"
    assert rows[1].cells["time"].text == "14:00"
    assert fates(bare) == ["row-patient"]


def test_what_became_of_one_appointment_says_nothing_of_another() -> None:
    other = message(control="9", schedule={2: "F9^CLINIC"}, patient={3: "9", 5: "Muster^Eva"})
    assert fates(FIRST, other, CANCELLED)[1] == "2026-12-01 08:30"


@pytest.mark.parametrize(
    "broken",
    [
        MOVED.replace("P|2.5", "P|3.0"),
        MOVED.replace("S13", "S99"),
        MOVED.replace("SIU^S13", ""),
        MOVED.replace("Maria", "Ma\0ria"),
        MOVED.replace("PID|", "pid|"),
        MOVED.replace("F1^CLINIC", "F1^\\Zx\\"),
        "\x0b" + MOVED,
    ],
)
def test_a_visit_that_a_refused_message_may_have_changed_is_not_printed(broken: str) -> None:
    other = message(control="9", schedule={2: "F9^CLINIC"}, patient={3: "9", 5: "Muster^Eva"})
    first, second, third = fates(FIRST, other, broken)
    assert (first, second) == ("row-appointment", "2026-12-01 08:30")
    assert third in {"row-version", "row-trigger", "row-message", "row-escape"}


def test_a_refused_message_with_a_number_of_its_own_harms_no_other() -> None:
    broken = message("S99", control="2", schedule={1: "1", 2: "F2^CLINIC"})
    assert fates(message(schedule={1: "1"}), broken) == ["2026-12-01 08:30", "row-trigger"]


def test_a_message_of_two_appointments_is_refused() -> None:
    data = FIRST.replace("PID|", "SCH||F2^CLINIC\rPID|")
    assert fates(data) == ["row-message"]
