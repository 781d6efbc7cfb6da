"""Who is picked: what is typed, which visits it means, and what is wrong at which field."""

import datetime as dt
from dataclasses import replace

from handouts.web.desk.chosen import Chosen, Finished
from tests.rows import GOOD, TODAY, clinic


def picked(**changes: str) -> Chosen:
    return Chosen.of(None, {**GOOD, **changes}, clinic(), TODAY)


def test_somebody_without_a_fault_has_a_visit_and_pages_are_wanted() -> None:
    chosen = picked()
    assert [visit.treatment for visit in chosen.visits] == ["ketamine-infusion"]
    assert (chosen.making, chosen.problems) == (True, ())


def test_name_birth_date_and_time_are_said_as_they_print() -> None:
    chosen = picked()
    assert (chosen.name, chosen.born) == ("Maria Example", "March 4, 1958")
    assert chosen.time.split() == ["8:30", "am"]


def test_what_cannot_be_read_is_said_as_it_was_typed() -> None:
    chosen = picked(born="the fourth of March")
    assert (chosen.visits, chosen.born) == ((), "the fourth of March")


def test_each_fault_stands_at_its_field() -> None:
    chosen = picked(born="1958-13-04", language="klingon")
    assert {each.place.file for each in chosen.problems} == {"born", "language"}
    assert chosen.wrong("born")[0].message.startswith("born")


def test_a_field_that_is_missing_has_its_fault_too() -> None:
    chosen = picked(time=" ")
    assert [each.message for each in chosen.wrong("time")] == ["time is missing."]


def test_other_words_take_the_pages_before_away() -> None:
    chosen = replace(picked(), making=False, finished=Finished("t", (), ()))
    changed = chosen.typed({"edition": "large-print"}, clinic(), TODAY)
    assert (changed.finished, changed.making) == (None, True)
    assert changed.key == chosen.key


def test_words_that_mean_the_same_leave_the_pages() -> None:
    chosen = replace(picked(), making=False, finished=Finished("t", (), ()))
    changed = chosen.typed({"time": "08:30"}, clinic(), TODAY)
    assert changed.finished is chosen.finished
    assert changed.cells["time"] == "08:30"


def test_a_fault_takes_the_pages_away_and_none_are_made() -> None:
    chosen = replace(picked(), making=False, finished=Finished("t", (), ()))
    changed = chosen.typed({"born": ""}, clinic(), TODAY)
    assert (changed.finished, changed.making, changed.visits) == (None, False, ())


def test_every_pick_has_a_key_of_its_own() -> None:
    assert picked().key != picked().key


def test_a_warning_stops_no_pages() -> None:
    chosen = picked(date="2026-11-01")
    assert chosen.making
    assert [each.rule for each in chosen.wrong("date")] == ["past"]
    assert dt.date(2026, 11, 1) == chosen.visits[0].date
