"""A day's list: who is on it, in which order, what is told of each, and how it is searched."""

import datetime as dt
from dataclasses import replace

import pytest

from handouts.model.visit import Edition
from handouts.read.columns import Known
from handouts.read.schedule.file import How, read_schedule
from handouts.web.desk.listing import Listing, State
from tests.rows import clinic

DAY = dt.date(2026, 12, 1)
HEAD = "patient,born,record,treatment,date,time\n"


def listing(rows: str, day: dt.date | None = DAY, known: Known | None = None) -> Listing:
    known = known or clinic()
    schedule = read_schedule((HEAD + rows).encode(), "day.csv", How.of(known))
    return Listing.of(schedule, known, day=day, printed=dt.date(2026, 11, 30))


THREE = """\
Rosa Muster,1960-01-02,000301,sleep,2026-12-01,1:15 pm
Éva Minta,1971-11-23,000302,sleep; exercise,2026-12-01,8:30 am
"Specimen, Anne-Marie",1966-01-09,AB-77,exercise,2026-12-01,9:30 am
"""


def test_patients_come_by_time_whatever_their_order_in_the_file() -> None:
    assert [row.name for row in listing(THREE).rows] == [
        "Éva Minta", "Specimen, Anne-Marie", "Rosa Muster",
    ]  # fmt: skip


def test_two_treatments_of_one_row_are_one_line_with_two_handouts() -> None:
    (row,) = listing(THREE).search("minta")
    assert [visit.treatment for visit in row.visits] == ["sleep", "exercise"]


def test_rows_of_other_days_are_not_listed_and_their_days_are_known() -> None:
    rows = listing(THREE + "Other Day,1960-01-02,,sleep,2026-12-02,9:00 am\n")
    assert "Other Day" not in [row.name for row in rows.rows]
    assert rows.days == (DAY, dt.date(2026, 12, 2))


def test_a_row_whose_day_cannot_be_read_is_on_the_list_for_somebody_must_look_after_it() -> None:
    rows = listing(THREE + "No Day,1960-01-02,,sleep,soon,9:00 am\n")
    (row,) = [each for each in rows.rows if each.name == "No Day"]
    assert row.state is State.MEND
    assert "date" in row.problems[0].message


def test_a_row_with_an_error_is_to_mend_and_says_what() -> None:
    (row,) = listing("Rosa Muster,1960-13-02,,sleep,2026-12-01,9:00 am\n").rows
    assert (row.state, row.visits) == (State.MEND, ())
    assert row.problems[0].message.startswith("born")
    assert row.cells["born"] == "1960-13-02"


def test_a_row_that_is_there_twice_is_skipped_and_says_why() -> None:
    line = "Rosa Muster,1960-01-02,000301,sleep,2026-12-01,9:00 am\n"
    first, second = listing(line + line).rows
    assert (first.state, second.state) == (State.READY, State.SKIPPED)
    assert second.problems


def test_lookalikes_are_marked_on_both_rows() -> None:
    rows = listing(
        "Maria Muster,1960-01-02,1,sleep,2026-12-01,9:00 am\n"
        "Marie Muster,1971-05-06,2,sleep,2026-12-01,9:30 am\n"
        "Otto Beispiel,1971-05-06,3,sleep,2026-12-01,9:45 am\n"
    ).rows
    assert [row.alike is not None for row in rows] == [True, True, False]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("ev", ["Éva Minta"]),
        ("MIN ev", ["Éva Minta"]),
        ("anne", ["Specimen, Anne-Marie"]),
        ("marie spec", ["Specimen, Anne-Marie"]),
        ("9:30", ["Specimen, Anne-Marie"]),
        ("930", ["Specimen, Anne-Marie"]),
        ("13:15", ["Rosa Muster"]),
        ("1:15 pm", ["Rosa Muster"]),
        ("000302", ["Éva Minta"]),
        ("ab-77", ["Specimen, Anne-Marie"]),
        ("nobody", []),
        ("rosa minta", []),
        ("  ", ["Éva Minta", "Specimen, Anne-Marie", "Rosa Muster"]),
    ],
)
def test_a_few_letters_find_a_name_a_time_or_a_record_number(asked: str, found: list[str]) -> None:
    assert [row.name for row in listing(THREE).search(asked)] == found


WRITTEN = frozenset(
    (language, edition, treatment)
    for language, edition, treatment in (
        ("en", Edition.STANDARD, "sleep"), ("en", Edition.STANDARD, "exercise"),
        ("en", Edition.EASY_READ, "sleep"), ("es", Edition.STANDARD, "sleep"),
    )
)  # fmt: skip


@pytest.mark.parametrize(
    ("says", "state", "made", "told"),
    [
        ("sleep,es,", State.READY, 1, ""),
        ("exercise,es,", State.MEND, 0, "language Spanish has no words for 'exercise'."),
        ("exercise,,easy-read", State.MEND, 0,
         "edition easy-read has no words for 'exercise' in English."),
        ("sleep; exercise,es,", State.PARTLY, 1, "language Spanish has no words for 'exercise'."),
    ],
)  # fmt: skip
def test_a_row_tells_before_it_is_made_what_nobody_has_written(
    says: str, state: State, made: int, told: str
) -> None:
    head = "patient,born,date,time,treatment,language,edition\n"
    row = f"Rosa Muster,1960-01-02,2026-12-01,9:00 am,{says}\n"
    known = replace(clinic(), written=WRITTEN)
    schedule = read_schedule((head + row).encode(), "day.csv", How.of(known))
    (line,) = Listing.of(schedule, known, day=DAY, printed=dt.date(2026, 11, 30)).rows
    assert (line.state, len(line.visits)) == (state, made)
    assert "".join(each.message for each in line.problems) == told
