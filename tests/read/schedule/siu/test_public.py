"""Public appointment messages that nobody here wrote give the right visit, or a clear refusal."""

from zoneinfo import ZoneInfo

import pytest

from handouts.model.settings import ScheduleWords
from handouts.read.schedule.rows import Row
from tests.siu import PUBLIC, read

WORDS = ScheduleWords(
    treatments={
        "76164006": "ketamine-infusion",
        "58410-2": "sleep",
        "XR Chest PA and Lateral": "exercise",
        "HLCK": "sleep",
    }
)
KABUL = ZoneInfo("Asia/Kabul")
"""4 hours and 30 minutes before UTC all year; the samples' own offset, 2:15, is in no country."""


def row(*files: str, words: ScheduleWords = WORDS, zone: ZoneInfo = KABUL) -> tuple[Row, ...]:
    data = b"\n".join((PUBLIC / f"{file}.hl7").read_bytes() for file in files)
    return read(data, words, zone).rows


def reasons(rows: tuple[Row, ...]) -> list[str]:
    return [each.skip.message if each.skip else "" for each in rows]


@pytest.mark.parametrize(("file", "room"), [("SIU-S12-01", "Room01"), ("SIU-S14-01", "Room02")])
def test_a_message_with_every_field_filled_gives_its_visit(file: str, room: str) -> None:
    (found,) = row(file)
    assert found.problems == ()
    assert found.cells["language"].text == "ar"
    texts = {name: cell.text for name, cell in found.cells.items() if name != "language"}
    assert texts == {
        "patient": "ADAM A EVERYMAN III",
        "born": "1988-08-18",
        "record": "PATID1234",
        "treatment": "ketamine-infusion",
        "date": "2021-09-24",
        "time": "11:45",
        "ends": "12:35",
        "clinician": "Robert C GE",
        "room": room,
    }


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        (
            "SIU-S15-01",
            "This appointment is cancelled (SIU^S15). No message of this file books it.",
        ),
        (
            "SIU-S26-01",
            "This appointment was missed (SIU^S26). No message of this file books it.",
        ),
    ],
)
def test_a_message_that_ends_a_visit_is_skipped_with_its_reason(file: str, reason: str) -> None:
    assert reasons(row(file)) == [reason]


def test_one_appointment_in_four_messages_ends_as_the_latest_says_in_any_order() -> None:
    assert reasons(row("SIU-S12-01", "SIU-S14-01", "SIU-S15-01", "SIU-S26-01")) == [
        "Changed by message 2.",
        "Cancelled by message 3.",
        "Cancelled by message 4.",
        "This appointment was missed (SIU^S26).",
    ]
    changed, first = row("SIU-S14-01", "SIU-S12-01")
    assert changed.cells["room"].text == "Room02"
    assert reasons((first,)) == ["Changed by message 1."]


def test_two_services_of_one_visit_are_two_treatments() -> None:
    (found,) = row("SIU-S12-02")
    assert found.problems == ()
    assert found.cells["treatment"].text == "sleep; exercise"
    assert "room" not in found.cells
    assert "clinician" not in found.cells


def test_a_message_of_version_2_3_without_services_gives_its_visit() -> None:
    (found,) = row("corepoint-siu-example", zone=ZoneInfo("America/Chicago"))
    assert found.problems == ()
    assert {name: cell.text for name, cell in found.cells.items()} == {
        "patient": "MICHAEL SMITH",
        "born": "2008-02-05",
        "record": "489671",
        "treatment": "sleep",
        "date": "2008-03-06",
        "time": "10:00",
        "ends": "10:20",
        "clinician": "LISAPORTER",
        "room": "FPCS NGUYEN, MD",
    }


def test_without_a_mapping_each_is_refused_with_its_own_codes() -> None:
    for file, code in (("SIU-S12-01", "76164006"), ("corepoint-siu-example", "HLCK")):
        (found,) = row(file, words=ScheduleWords())
        (problem,) = found.problems
        assert problem.rule == "row-unknown-id"
        assert repr(code) in problem.message
        assert f"{code}: " in problem.hint
