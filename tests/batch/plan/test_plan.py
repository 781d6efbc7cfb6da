"""Each row of a schedule is planned by what it says and by what the other rows say."""

import datetime as dt
import random
import tracemalloc
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.batch.count import Count
from handouts.batch.job import Done, Job, Order
from handouts.batch.manifest.account import Entry, Outcome
from handouts.batch.plan.plan import check_day, plan
from handouts.problems import HandoutsError, Place, Problem, Severity
from handouts.read.columns import COLUMNS, Cell
from handouts.read.schedule.rows import Row
from tests.rows import GOOD, clinic

TODAY = dt.date(2026, 11, 22)
KNOWN = clinic()
Changed = dict[str, str]


def row(number: int, changed: Changed, **more: str | Problem | None) -> Row:
    columns = {**GOOD, **changed}
    cells = {
        name: Cell(text, Place("day.csv", number, position))
        for position, (name, text) in enumerate(columns.items(), 1)
    }
    appointment, skip = more.get("appointment"), more.get("skip")
    assert not isinstance(appointment, Problem)
    assert not isinstance(skip, str)
    return Row(number, cells, (), Place("day.csv", number, 1), skip, appointment)


def planned(*rows: Changed | Row, day: dt.date | None = None) -> list[Done | Job]:
    """What is planned for these rows; each is the good one with some columns changed."""
    whole = [
        each if isinstance(each, Row) else row(number, each) for number, each in enumerate(rows, 2)
    ]
    return list(plan(tuple(whole), KNOWN, Order(TODAY, None, draft=True, day=day)))


def rules(found: Sequence[Done | Job]) -> list[tuple[int, str]]:
    """Each row with `made` or the rule that stopped it."""
    return [
        (each.row, "made") if isinstance(each, Job) else (each.entry.row, *each.entry.rules)  # type: ignore[misc]  # a row ends by one rule in these tests
        for each in found
    ]


def told(each: Done | Job) -> str:
    problems = each.warnings if isinstance(each, Job) else each.problems
    assert problems
    for problem in problems:
        for secret in ("Maria", "Example", "1958", "00123"):
            assert secret not in f"{problem.message} {problem.hint}"
    return " ".join(problem.message for problem in problems)


def alerts(*rows: Changed) -> list[tuple[str, ...]]:
    found = planned(*rows)
    assert all(isinstance(each, Job) for each in found), rules(found)
    return [each.alerts for each in found if isinstance(each, Job)]


def test_the_treatments_of_a_visit_follow_each_other_in_the_schedule_s_order() -> None:
    found = planned(
        {"treatment": "ketamine-infusion; sleep"},
        {"patient": "Ada Sample", "treatment": "exercise; sleep; ketamine-infusion"},
    )
    assert [(each.row, each.visit.treatment) for each in found if isinstance(each, Job)] == [
        (2, "ketamine-infusion"),
        (2, "sleep"),
        (3, "exercise"),
        (3, "sleep"),
        (3, "ketamine-infusion"),
    ]


def test_what_a_reader_skips_stays_skipped_with_its_reason() -> None:
    cancelled = Problem(Place("day.csv", 2, 1), "cancelled", "Cancelled.", severity=Severity.HINT)
    found = planned(row(2, {}, skip=cancelled), {"time": "9:30 am"})
    assert rules(found) == [(2, "cancelled"), (3, "made")]
    assert isinstance(found[0], Done)
    assert (found[0].entry.outcome, found[0].problems) == (Outcome.SKIPPED, (cancelled,))


def test_what_a_reader_told_of_a_cell_is_not_told_twice() -> None:
    cells = row(2, {"treatment": "KET", "born": "x"})
    place = cells.cells["treatment"].place
    known = Problem(place, "row-unknown-id", "treatment 'KET' is not known.", "Map it.")
    (done,) = planned(Row(2, cells.cells, (known,), cells.place))
    assert isinstance(done, Done)
    assert [problem.rule for problem in done.problems] == ["row-unknown-id", "row-date"]


def test_a_cell_that_a_reader_left_empty_is_not_told_to_be_missing() -> None:
    plain = row(2, {"born": "", "date": ""})
    odd = Problem(plain.cells["born"].place, "row-cell", "born shows the error #REF!.", "Mend it.")
    (done,) = planned(Row(2, plain.cells, (odd,), plain.place))
    assert isinstance(done, Done)
    assert [problem.message for problem in done.problems] == [odd.message, "date is missing."]


def test_problems_of_a_sheet_name_its_cells() -> None:
    plain = row(2, {"born": "x"})
    (done,) = planned(Row(2, plain.cells, (), plain.place, sheet="Monday"))
    assert isinstance(done, Done)
    assert done.problems[0].hint.startswith("Cell B2 of the sheet 'Monday'.")


def test_rows_of_another_day_are_skipped_whatever_else_is_wrong_with_them() -> None:
    day = dt.date(2026, 12, 1)
    other = {"date": "2026-12-02"}
    found = planned({}, other, {**other, "born": "x"}, {"date": "x"}, day=day)
    assert rules(found) == [(2, "made"), (3, "other-day"), (4, "other-day"), (5, "row-date")]


def test_a_day_that_no_row_has_stops_all_and_names_the_days_that_are_there() -> None:
    day = dt.date(2026, 12, 2)
    rows = row(2, {}), row(3, {"date": "2026-12-03"})
    with pytest.raises(HandoutsError) as stopped:
        check_day(rows, KNOWN, day)
    (problem,) = stopped.value.problems
    assert problem.message == "No row of the schedule is of 2026-12-02."
    assert problem.hint == "It has: 2026-12-01, 2026-12-03."
    for others in ((), (*rows, row(4, {"date": "x"})), (*rows, row(4, {"date": str(day)}))):
        check_day(others, KNOWN, day)
    check_day(rows, KNOWN, None)


def test_the_same_appointment_is_made_once_however_it_is_written() -> None:
    found = planned({}, {"patient": " Maria  Example ", "born": "March 4, 1958", "time": "8:30"})
    assert rules(found) == [(2, "made"), (3, "duplicate")]
    assert "row 2" in told(found[1])
    assert rules(planned({}, {"site": ""}, {})) == [
        (2, "made"),
        (3, "duplicate"),
        (4, "duplicate"),
    ]


@pytest.mark.parametrize(
    "other",
    [
        {"room": "4"},
        {"note": "Bring pills."},
        {"language": "es"},
        {"dose_band": "higher"},
        {"risks": "diabetes"},
        {"ends": "12:30 pm"},
        {"record": "00123"},
        {"patient": "EXAMPLE, Mária"},
    ],
)
def test_two_versions_of_an_appointment_fail_both(other: Changed) -> None:
    found = planned({}, {"patient": "Ada Sample"}, other)
    assert rules(found) == [(2, "two-versions"), (3, "made"), (4, "two-versions")]
    assert "row 4" in told(found[0])
    assert "row 2" in told(found[2])


def test_an_appointment_is_known_by_its_own_id_too() -> None:
    moved = planned(row(2, {}, appointment="A7"), row(3, {"time": "9:30 am"}, appointment="A7"))
    assert rules(moved) == [(2, "two-versions"), (3, "two-versions")]
    same = planned(row(2, {}, appointment="A7"), row(3, {}, appointment="A7"))
    assert rules(same) == [(2, "made"), (3, "duplicate")]
    others = planned(row(2, {}, appointment="A7"), row(3, {"time": "9:30 am"}, appointment="A8"))
    assert rules(others) == [(2, "made"), (3, "made")]


def test_what_was_said_before_is_left_out_of_a_row_that_says_more() -> None:
    found = planned({"treatment": "sleep"}, {"treatment": "exercise; sleep"})
    assert [(each.row, each.visit.treatment) for each in found if isinstance(each, Job)] == [
        (2, "sleep"),
        (3, "exercise"),
    ]
    assert "Part of this row says the same as row 2" in told(found[1])


def test_a_repeated_row_is_not_lost_when_the_first_one_must_fail() -> None:
    found = planned(
        row(2, {}, appointment="A7"), {}, row(4, {"time": "9:30 am"}, appointment="A7"), {}
    )
    assert [rule for _, rule in rules(found)] == ["two-versions"] * 4


def test_one_record_number_of_two_patients_fails_all_its_rows() -> None:
    first = {"record": "00123"}
    for other in ({"patient": "Ada Sample"}, {"born": "1958-03-05"}):
        found = planned(first, {"patient": "Bo Muster"}, {**first, **other, "time": "9:30 am"})
        assert rules(found) == [
            (2, "one-record-two-patients"),
            (3, "made"),
            (4, "one-record-two-patients"),
        ]
        assert "row 4" in told(found[0])
        assert "row 2" in told(found[2])


def test_a_record_number_is_the_same_in_capitals_and_with_spaces() -> None:
    found = planned({"record": "ab 12"}, {"record": "AB12", "patient": "Ada Sample"})
    assert [rule for _, rule in rules(found)] == ["one-record-two-patients"] * 2


def test_the_same_name_in_other_letters_is_the_same_patient() -> None:
    other = {"record": "00 123", "patient": "EXAMPLE, María", "time": "9:30 am"}
    assert rules(planned({"record": "00123"}, other)) == [(2, "made"), (3, "made")]


def test_a_row_that_cannot_be_made_bears_witness_of_its_record_number() -> None:
    bad = {"record": "00123", "patient": "Ada Sample"}
    cancelled = Problem(Place("day.csv", 3, 1), "cancelled", "Cancelled.", severity=Severity.HINT)
    for other in (row(3, bad, skip=cancelled), row(3, {**bad, "treatment": "x"})):
        found = planned({"record": "00123"}, other)
        assert rules(found)[0] == (2, "one-record-two-patients")
    skipped = planned({"record": "00123"}, row(3, bad, skip=cancelled))
    assert rules(skipped)[1] == (3, "cancelled")


@pytest.mark.parametrize(
    ("one", "other", "what"),
    [
        ({}, {"born": "1958-03-05"}, "the same name"),
        ({}, {"patient": "EXAMPLE, María", "born": "1960-01-01"}, "the same name"),
        ({}, {"patient": "Otto Example"}, "the same family name and birth date"),
        ({}, {"patient": "Marie Example", "born": "1960-01-01"}, "a similar name"),
        ({}, {"patient": "Maria J. Example", "born": "1960-01-01"}, "a similar name"),
        ({}, {"patient": "Maria Luisa Example", "born": "1960-01-01"}, "a similar name"),
        ({}, {"patient": "Maria Examples", "born": "1960-01-01"}, "a similar name"),
        (
            {"patient": "Christine Muster"},
            {"patient": "Muster, Christopher", "born": "1960-01-01"},
            "a similar name",
        ),
        ({"patient": "Łukasz Müller"}, {"patient": "Lukasz Mueller", "born": "1960-01-01"}, "a s"),
        ({"record": "1"}, {"record": "2", "time": "9:30 am"}, "the same name"),
    ],
)
def test_look_alikes_of_a_day_are_told_of_each_other(
    one: Changed, other: Changed, what: str
) -> None:
    first, second, third = alerts(one, {"patient": "Zacharias Zufall", "born": "1940-01-01"}, other)
    assert first[0].startswith(f"Another patient of that day has {what}")
    assert first[0].endswith(": row 4.")
    assert second == ()
    assert third[0].endswith(": row 2.")
    assert "Maria" not in first[0] + third[0]


@pytest.mark.parametrize(
    "other",
    [
        {"time": "9:30 am"},
        {"patient": "EXAMPLE, María", "time": "9:30 am"},
        {"record": "00123", "time": "9:30 am"},
        {"patient": "Ada Sample"},
        {"patient": "Ada Example", "born": "1960-01-01"},
        {"patient": "Marie Example", "date": "2026-12-02"},
        {"patient": "Bo Example", "born": "1960-01-01"},
    ],
)
def test_who_comes_twice_or_is_quite_another_is_no_look_alike(other: Changed) -> None:
    assert alerts({}, other) == [(), ()]


def test_a_row_that_fails_is_a_look_alike_still_and_a_cancelled_one_is_not() -> None:
    bad = {"patient": "Marie Example", "treatment": "x"}
    assert "row 3" in told(planned({}, bad)[0])
    cancelled = Problem(Place("day.csv", 3, 1), "cancelled", "Cancelled.", severity=Severity.HINT)
    job = planned({}, row(3, {"patient": "Marie Example"}, skip=cancelled))[0]
    assert isinstance(job, Job)
    assert job.alerts == ()


def test_a_crowd_of_look_alikes_is_told_in_a_few_words() -> None:
    days = [{"born": f"19{year}-01-01"} for year in range(40, 60)]
    assert alerts(*days)[0] == (
        "Another patient of that day has the same name: rows 3, 4, 5, 6, 7 and others.",
    )


def test_a_day_of_many_names_is_looked_through_in_little_memory() -> None:
    letters = "abcdefghijklmnopqrstuvwxyz"
    drawn = random.Random(1)  # noqa: S311  # names that nobody has, and no secret
    names = ["".join(drawn.choices(letters, k=12)).title() for _ in range(2000)]
    rows = [{"patient": f"{one} {other}"} for one, other in pairwise([*names, "Ada"])]
    read = [row(at, changed) for at, changed in enumerate(rows, 2)]
    tracemalloc.start()
    try:
        assert len(planned(*read)) == len(rows)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 7000 * len(rows)


_WORDS = st.sampled_from(
    ["", "Maria Example", "Marie Example", "Ada Sample", "1958-03-04", "1960-01-01", "sleep",
     "sleep; exercise", "2026-12-01", "2026-12-02", "8:30 am", "9:30 am", "00123", "es", "yes", "x"]
)  # fmt: skip
_COLUMNS = ("patient", "born", "treatment", "date", "time", "record", "language", "bilingual")
_CHANGES = st.dictionaries(st.sampled_from(_COLUMNS), _WORDS, max_size=3)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.tuples(_CHANGES, st.sampled_from([None, "A1", "A2"])), max_size=8),
    st.booleans(),
)
def test_every_row_is_planned_once_and_what_is_planned_adds_up(
    rows: list[tuple[Changed, str | None]], one_day: bool
) -> None:
    whole = tuple(row(at, changed, appointment=id_) for at, (changed, id_) in enumerate(rows, 2))
    order = Order(TODAY, None, draft=True, day=dt.date(2026, 12, 1) if one_day else None)
    found = list(plan(whole, KNOWN, order))
    numbers = [each.row if isinstance(each, Job) else each.entry.row for each in found]
    assert list(dict.fromkeys(numbers)) == [each.number for each in whole]
    entries = [
        Entry(each.row, Outcome.MADE) if isinstance(each, Job) else each.entry for each in found
    ]
    count = Count.of(entries, len(whole))
    assert count.adds_up
    visits = [each.visit for each in found if isinstance(each, Job)]
    assert len(set(visits)) == len(visits), "nothing is made twice"
    for each in found:
        if isinstance(each, Done):
            assert each.problems
            assert each.entry.rules


def test_the_columns_of_these_tests_are_columns() -> None:
    assert set(_COLUMNS) <= set(COLUMNS)
