"""The clinic's own words for columns, treatments and places become ours, or the cure is told."""

from collections.abc import Mapping

import pytest

from handouts.model.settings import ScheduleWords, Settings
from handouts.problems import ExitCode, HandoutsError, Place, Problem
from handouts.read.columns import Known
from handouts.read.schedule.file import How, read_schedule
from handouts.read.schedule.mapping import ids_of, meaning, unmapped
from handouts.read.schedule.rows import Row, Schedule

HEADER = "Patient name,DOB,Visit,Day,Start"
MARIA = "Maria Example,1958-03-04,sleep,2026-12-01,8:30 am"
NOTHING: Mapping[str, str] = {}
COLUMNS = {
    "Patient Name": "patient",
    "dob": "born",
    "Visit": "treatment",
    "DAY": "date",
    "start": "time",
}


def known(words: ScheduleWords) -> Known:
    return Known(
        treatments=("ketamine-infusion", "sleep", "exercise"),
        sites=("main", "river-house"),
        risks=(),
        languages=("en",),
        settings=Settings(timezone="America/New_York", schedule=words),
    )


def schedule(
    *lines: str,
    header: str = HEADER,
    maps: tuple[str, ...] = (),
    treatments: Mapping[str, str] = NOTHING,
    sites: Mapping[str, str] = NOTHING,
) -> Schedule:
    words = ScheduleWords(columns=COLUMNS, treatments=treatments, sites=sites)
    how = How.of(known(words), maps=maps)
    return read_schedule("\n".join((header, *lines)).encode(), "day.csv", how)


def only(line: str, treatments: Mapping[str, str] = NOTHING) -> Row:
    (row,) = schedule(line, treatments=treatments).rows
    return row


def spoilt(*lines: str, header: str = HEADER, maps: tuple[str, ...] = ()) -> tuple[Problem, ...]:
    with pytest.raises(HandoutsError) as stopped:
        schedule(*lines, header=header, maps=maps)
    return stopped.value.problems


def test_columns_are_read_by_the_clinic_s_own_names() -> None:
    cells = only(MARIA).cells
    assert {name: cell.text for name, cell in cells.items()} == {
        "patient": "Maria Example",
        "born": "1958-03-04",
        "treatment": "sleep",
        "date": "2026-12-01",
        "time": "8:30 am",
    }
    assert cells["born"].place == Place("day.csv", 2, 2)


def test_a_map_of_the_command_goes_before_the_settings() -> None:
    header = "Patient name,DOB,Visit,Day,Start,Arrive"
    (row,) = schedule(
        MARIA + ",8:00 am", header=header, maps=("Arrive=time", "START = ignore")
    ).rows
    assert row.cells["time"].text == "8:00 am"


def test_an_unknown_column_stops_all_and_says_what_to_write() -> None:
    (problem,) = spoilt(MARIA + ",x", header=HEADER + ",Pat. Status")
    assert problem.message == "The column 'Pat. Status' is not known."
    assert '--map "Pat. Status=ignore"' in problem.hint
    assert '--map "*=ignore"' in problem.hint


def test_what_a_column_is_often_called_is_asked_and_not_assumed() -> None:
    (problem,) = spoilt(MARIA + ",00123", header=HEADER + ",MRN")
    assert problem.hint.startswith("Did you mean 'record'? Then add --map \"MRN=record\"")


def test_a_column_may_be_left_out_by_name() -> None:
    found = schedule(MARIA + ",x", header=HEADER + ",Status", maps=("Status=ignore",))
    assert found.ignored == ("Status",)
    assert "Status" not in found.rows[0].cells
    assert found.rows[0].problems == ()


def test_all_other_columns_may_be_left_out_but_none_that_may_be_ours() -> None:
    header = HEADER + ",Phone,Balance"
    found = schedule(MARIA + ",x,y", header=header, maps=("*=ignore",))
    assert found.ignored == ("Phone", "Balance")
    (problem,) = spoilt(MARIA + ",x,y", header=HEADER + ",Phone,Risk", maps=("*=ignore",))
    assert problem.message == "The column 'Risk' is not known."


@pytest.mark.parametrize("name", ["Status", "Appt Status", "Cancelled?", "No Show"])
def test_a_column_that_may_tell_of_cancelled_visits_is_left_out_only_by_its_name(name: str) -> None:
    (problem,) = spoilt(MARIA + ",x", header=f"{HEADER},{name}", maps=("*=ignore",))
    assert problem.message == f"The column {name!r} is not known."
    assert "take those rows out of the schedule" in problem.hint
    assert '--map "*=ignore" does not leave it out' in problem.hint
    assert "handouts.yaml" not in problem.hint, "left out every day, nobody would look any more"
    assert schedule(MARIA + ",x", header=f"{HEADER},{name}", maps=(f"{name}=ignore",)).ignored


def test_a_column_is_asked_about_date_and_time_only_where_both_are_missing() -> None:
    header, line = "patient,born,treatment,Moment", "Maria Example,1958-03-04,sleep,x"
    assert '--map "Moment=date; time"' in spoilt(line, header=header)[0].hint
    assert "date; time" not in spoilt(f"{line},2026-12-01", header=f"{header},date")[0].hint


def test_one_column_may_hold_date_and_time() -> None:
    header, line = "patient,born,treatment,Appointment", "Maria Example,1958-03-04,sleep"
    for moment in ("2026-12-01 8:30 am", "2026-12-01T8:30 am", "2026-12-01,  8:30 am"):
        (row,) = schedule(
            f'{line},"{moment}"', header=header, maps=("Appointment=date; time",)
        ).rows
        assert (row.cells["date"].text, row.cells["time"].text) == ("2026-12-01", "8:30 am")
    (row,) = schedule(f"{line},tomorrow", header=header, maps=("Appointment=date; time",)).rows
    assert (row.cells["date"].text, row.cells["time"].text) == ("tomorrow", "tomorrow")


@pytest.mark.parametrize(
    ("map_", "told"),
    [
        ("Visit", "does not say"),
        ("=born", "does not say"),
        ("Visit=treatmnt", "Did you mean 'treatment'?"),
        ("Visit=", "There is no column"),
        ("Visit=born; date", "Only `date; time`"),
        ("date=Appt", '--map "Appt=date"'),
    ],
)
def test_a_map_that_says_nothing_is_wrong_usage(map_: str, told: str) -> None:
    with pytest.raises(HandoutsError) as stopped:
        How.of(known(ScheduleWords()), maps=(map_,))
    assert stopped.value.code is ExitCode.USAGE
    assert told in str(stopped.value)


def test_a_map_for_a_column_that_is_not_there_stops_all() -> None:
    (problem,) = spoilt(MARIA, maps=("Stat=ignore",))
    assert "'Stat'" in problem.message


def test_a_needed_column_that_nobody_named_stops_all_before_any_row() -> None:
    (problem,) = spoilt(
        "Maria Example,sleep,2026-12-01,8:30", header="Patient name,Visit,Day,Start"
    )
    assert problem.message == "No column is named 'born'."
    assert problem.place.line == 1


def test_a_column_that_is_left_out_is_nobody_s_needed_column() -> None:
    """Its near name is asked about only where it is not decided what it is."""
    (problem,) = spoilt(MARIA, maps=("Patient name=ignore",))
    assert problem.message == "No column is named 'patient'."
    assert '--map "Patient name=patient"' in problem.hint
    both = spoilt(MARIA, header=HEADER.replace("DOB", "Birthday"), maps=("Patient name=ignore",))
    assert [each.message for each in both] == [
        "The column 'Birthday' is not known.",
        "No column is named 'patient'.",
    ]


def test_words_for_treatments_and_places_become_ids() -> None:
    treatments = {"Ket Inf 60": "ketamine-infusion", "KS": "ketamine-infusion; sleep"}
    row = only(MARIA.replace("sleep", "KET  inf 60"), treatments=treatments)
    assert row.cells["treatment"].text == "ketamine-infusion"
    row = only(MARIA.replace("sleep", "ks; Exercise"), treatments=treatments)
    assert row.cells["treatment"].text == "ketamine-infusion; sleep; exercise"
    row = only(MARIA.replace("sleep", '"Ketamine; long"'), treatments={"ketamine; LONG": "sleep"})
    assert row.cells["treatment"].text == "sleep"
    (row,) = schedule(
        MARIA + ",Riverside", header=HEADER + ",site", sites={"riverside": "river-house"}
    ).rows
    assert row.cells["site"].text == "river-house"


def test_a_visit_that_gets_no_handout_is_skipped_with_the_reason() -> None:
    none = {"New patient call": "none"}
    row = only(MARIA.replace("sleep", "new patient CALL"), treatments=none)
    assert row.skip is not None
    assert row.skip.rule == "no-handout"
    assert "'new patient CALL'" in row.skip.message
    row = only(MARIA.replace("sleep", "New patient call; sleep"), treatments=none)
    assert (row.skip, row.cells["treatment"].text) == (None, "sleep")


def test_a_word_without_a_meaning_is_told_with_the_lines_to_add() -> None:
    row = only(MARIA.replace("sleep", "KET: 60"))
    (problem,) = row.problems
    assert problem.message == "treatment 'KET: 60' is not known."
    assert '          treatments:\n            "KET: 60": ...' in problem.hint
    assert "There is: ketamine-infusion, sleep, exercise." in problem.hint


def test_the_first_word_that_is_known_decides() -> None:
    mapped = {"http://codes.example|77": "sleep", "88": "none"}
    assert meaning(["x", "HTTP://codes.example|77", "88"], mapped) is not None
    found = meaning(["88", "http://codes.example|77"], mapped)
    assert found is not None
    assert (found.ids, found.word) == ((), "88")
    assert meaning(["", "x"], mapped) is None
    assert ids_of(mapped) == ("sleep",)
    problem = unmapped("treatment", ["99", "Sleeep"], mapped, Place("day.json", 3, 1))
    assert problem.message == "treatment '99', 'Sleeep' is not known."
    assert "99: ..." in problem.hint
    near = unmapped("treatment", ["Sleeep"], mapped, Place("day.json", 3, 1))
    assert near.hint.startswith("Did you mean 'sleep'? Or say in handouts.yaml")
    assert "Sleeep: sleep" in near.hint
