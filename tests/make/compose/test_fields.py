"""Fields: every personal text of a handout, in the words that a patient reads out."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from handouts.make.compose.fields import example_number, fields, panel
from handouts.model.clinic import Policies
from handouts.model.visit import Edition, Patient
from tests.visits import PRINTED, full_visit, visit

NEW_YORK = ZoneInfo("America/New_York")
DECIDED = Policies(food_hours=6, drink_hours=2)


def _fields(policies: Policies = DECIDED, **changes: Any) -> dict[str, str]:
    texts = fields(full_visit(**changes), policies, NEW_YORK, "en", PRINTED)
    return {name: text.replace("\u00a0", " ") for name, text in texts.items()}


def test_everything_that_is_known_has_its_words() -> None:
    assert _fields() == {
        "patient": "Maria Example",
        "born": "March 4, 1958",
        "record": "000101",
        "date": "Tuesday, December 1, 2026",
        "time": "8:30 am",
        "ends": "12:30 pm",
        "clinician": "Dr. Ada Sample",
        "room": "Room 4",
        "note": "Please bring your pain diary.",
        "printed": "November 30, 2026",
        "stop_food": "Tuesday, December 1, 2:30 am",
        "stop_drink": "Tuesday, December 1, 6:30 am",
        "no_driving_until": "Wednesday, December 2, 12:30 pm",
        "series_1": "Tuesday, December 1, 2026, 8:30 am",
        "series_2": "Thursday, December 3, 2026",
    }


def test_what_is_not_known_has_no_field() -> None:
    nobody = visit(patient=Patient("Nora Example", dt.date(1960, 1, 2)))
    texts = fields(nobody, Policies(), NEW_YORK, "en", PRINTED)
    assert set(texts) == {"patient", "born", "date", "time", "printed"}


def test_a_fast_that_starts_at_midnight_starts_the_evening_before() -> None:
    texts = _fields(time=dt.time(6, 0))
    assert texts["stop_food"] == "Monday, November 30, 11:59 pm"


def test_no_driving_is_counted_from_the_end_of_the_visit_by_the_clinic_policy() -> None:
    texts = _fields(Policies(no_driving_hours=48))
    assert texts["no_driving_until"] == "Thursday, December 3, 12:30 pm"


def test_without_an_end_nobody_makes_up_when_driving_is_safe() -> None:
    assert "no_driving_until" not in _fields(ends=None)


def test_a_fasting_time_comes_from_the_policy_alone() -> None:
    assert "stop_food" not in _fields(Policies(drink_hours=2))
    assert "stop_drink" not in _fields(Policies(food_hours=6))


def test_the_panel_shows_what_is_known_row_by_row() -> None:
    assert panel(full_visit().kind, wide=False) == (
        ("patient", "record", "born"),
        ("date", "time"),
        ("clinician", "room", "ends"),
    )


def test_a_panel_that_is_read_downwards_has_pairs_of_short_fields_alone() -> None:
    rows = panel(full_visit(edition=Edition.LARGE_PRINT).kind, wide=False)
    assert [row for row in rows if len(row) > 1] == [("time", "ends"), ("room", "record")]
    assert len(rows) == 6


def test_the_panel_leaves_out_what_is_not_known() -> None:
    nora = visit(patient=Patient("Nora Example", dt.date(1960, 1, 2)))
    assert panel(nora.kind, wide=False) == (
        ("patient", "born"),
        ("date", "time"),
    )


@pytest.mark.parametrize(
    "phone",
    ["555-0100", "555-0199", "(312) 555-0142", "312.555.0155", "312 555 0155", "3125550155"],
)
def test_a_number_that_is_kept_for_examples_is_known_as_one(phone: str) -> None:
    assert example_number(phone)


@pytest.mark.parametrize("phone", ["312-867-5309", "555-0200", "555-1100", "911"])
def test_a_real_number_is_no_example(phone: str) -> None:
    assert not example_number(phone)
