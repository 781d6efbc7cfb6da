"""The rows of a day with what was mended: as they are made, and as they are told."""

import datetime as dt

import pytest

from handouts.problems import Place, Problem
from handouts.read.columns import Cell
from handouts.read.schedule.rows import Row, Schedule
from handouts.web.desk.listing import State
from handouts.web.desk.tomorrow.dropped import Dropped
from handouts.web.desk.tomorrow.mending import Mends
from handouts.web.desk.tomorrow.roster import Roster
from tests.rows import clinic
from tests.web.desk.tomorrow.days import DAY, NOW, ODD, ODD_TOO, OTTO, ROSA, THURSDAY, UNBORN, csv

KNOWN = clinic()


def roster(*rows: str, mends: Mends = Mends(), day: dt.date | None = None) -> Roster:  # noqa: B008  # frozen
    dropped = Dropped("day.csv", csv(*rows))
    schedule = dropped.read(KNOWN)
    assert isinstance(schedule, Schedule)
    return Roster(dropped, schedule, mends, KNOWN, NOW.date(), day)


def states(found: Roster) -> list[tuple[int, str]]:
    return [(each.number, str(each.state)) for each in found.lines]


def mended(found: Roster, number: int, **said: str) -> Roster:
    row = found.row(number)
    assert row is not None
    mends = found.mends.with_cells(row, said)
    return Roster(found.dropped, found.schedule, mends, KNOWN, found.today, found.wanted)


def without(found: Roster, number: int) -> Roster:
    mends = found.mends.with_out(number, out=True)
    return Roster(found.dropped, found.schedule, mends, KNOWN, found.today, found.wanted)


def test_rows_stand_in_the_order_of_the_schedule_and_those_of_other_days_are_left_out() -> None:
    found = roster(OTTO, THURSDAY, ROSA, UNBORN)
    assert found.day == DAY
    assert states(found) == [(2, "ready"), (4, "ready"), (5, "mend")]
    assert found.days == {DAY: 3, dt.date(2026, 12, 3): 1}


@pytest.mark.parametrize(
    ("days", "shown"),
    [
        (("2026-12-03", "2026-12-02"), "2026-12-02"),
        (("2026-12-01", "2026-12-04"), "2026-12-04"),
        (("2026-12-01",), "2026-12-01"),
        (("2026-11-29", "2026-11-30"), "2026-11-30"),
        (("no day",), "2026-12-02"),
    ],
)
def test_the_day_that_shows_is_the_next_one_that_has_rows(
    days: tuple[str, ...], shown: str
) -> None:
    found = roster(*(ROSA.replace("2026-12-02", each) for each in days))
    assert str(found.day) == shown


def test_a_value_that_was_mended_makes_its_row_ready_and_the_file_stays_as_it_is() -> None:
    found = mended(roster(ROSA, UNBORN), 3, born="1944-05-06")
    assert states(found) == [(2, "ready"), (3, "ready")]
    assert found.visits[1].patient.born == dt.date(1944, 5, 6)
    assert found.mended(3) == ("born",)
    assert found.dropped.data == csv(ROSA, UNBORN)


def test_a_text_that_stands_in_the_file_already_is_no_mend() -> None:
    found = mended(roster(ROSA), 2, patient=" Rosa Muster", treatment="Sleep", language="")
    assert found.mends == Mends()
    assert found.told == found.dropped.sha256


def test_a_mend_that_is_wrong_is_told_at_its_column_and_stays() -> None:
    found = mended(roster(UNBORN), 2, born="31/31/1950")
    assert states(found) == [(2, "mend")]
    assert found.lines[0].cells["born"] == "31/31/1950"
    assert [each.message.split()[0] for each in found.lines[0].problems] == ["born"]


def test_a_mend_of_one_cell_hides_no_fault_of_another() -> None:
    found = mended(roster(ODD), 2, born="1950-02-04")
    assert states(found) == [(2, "mend")]
    assert states(mended(found, 2, born="1950-02-04", treatment="sleep")) == [(2, "ready")]


def test_a_row_that_could_not_be_read_is_filled_in_by_hand() -> None:
    found = roster("Rosa, Muster,1960-01-02,000301,sleep,2026-12-02,9:00 am,")
    assert states(found) == [(2, "mend")]
    said = {"patient": "Rosa Muster", "born": "1960-01-02", "treatment": "sleep",
            "date": "2026-12-02", "time": "9:00 am"}  # fmt: skip
    assert states(mended(found, 2, **said)) == [(2, "ready")]


def test_a_fault_that_stands_at_no_cell_is_not_hidden_by_a_mend_of_another() -> None:
    place = Place("feed.json", 7, 1)
    cells = {name: Cell(text, Place("feed.json", 7, at)) for at, (name, text) in enumerate(
        {"patient": "Rosa Muster", "born": "1960-01-02", "treatment": "sleep",
         "date": "2026-12-02", "time": "9:00 am"}.items(), 2)}  # fmt: skip
    doubt = Problem(place, "doubt", "Another message of this visit could not be read.")
    row = Row(7, cells, (doubt,), place)
    kept = Mends().with_cells(row, {"time": "9:15 am"}).rows((row,), KNOWN, DAY)
    assert kept[0].problems == (doubt,)


def test_a_row_that_was_taken_out_gets_no_handout_and_its_patient_can_still_be_found() -> None:
    found = without(roster(ROSA, OTTO), 3)
    assert states(found) == [(2, "ready"), (3, "skipped")]
    assert found.taken_out(3)
    assert not found.taken_out(2)
    assert found.lines[1].name == "Otto Beispiel"
    assert found.days == {DAY: 2}


def test_of_two_patients_with_one_record_number_the_wrong_one_is_taken_out() -> None:
    wrong = OTTO.replace("000302", "000301")
    assert states(roster(ROSA, wrong)) == [(2, "mend"), (3, "mend")]
    assert states(without(roster(ROSA, wrong), 3)) == [(2, "ready"), (3, "skipped")]


def test_a_row_that_was_taken_out_is_not_on_the_list_of_another_day() -> None:
    found = without(roster(ROSA, THURSDAY, day=dt.date(2026, 12, 3)), 2)
    assert states(found) == [(3, "ready")]


def test_a_schedule_with_mends_is_told_from_the_same_without() -> None:
    plain = roster(ROSA, UNBORN)
    told = {plain.told, mended(plain, 3, born="1944-05-06").told, without(plain, 3).told,
            mended(plain, 3, born="1944-05-07").told}  # fmt: skip
    assert len(told) == 4
    assert mended(mended(plain, 3, born="1944-05-06"), 3).told == plain.told


def test_rows_that_say_the_same_unknown_words_are_found_for_one_mend() -> None:
    found = roster(ODD, ROSA, ODD_TOO, UNBORN)
    assert [row.number for row in found.alike(2)] == [4]
    assert found.alike(3) == ()
    assert mended(found, 4, treatment="sleep").alike(2) == ()


def test_look_alikes_are_marked_after_a_mend_too() -> None:
    found = roster(ROSA, OTTO)
    assert [each.alike for each in found.lines] == [None, None]
    found = mended(found, 3, patient="Rosa Mustor")
    assert all(each.alike for each in found.lines)
    assert [each.state for each in found.lines] == [State.READY] * 2
