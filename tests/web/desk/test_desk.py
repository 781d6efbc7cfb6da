"""The state of the desk: today's list, who is picked, and no page of another patient."""

import datetime as dt
import threading
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pytest

from handouts.library.shelves import Shelves
from handouts.model.visit import Blank, Edition, Visit
from handouts.problems import ExitCode, HandoutsError, Place, Problem
from handouts.web.desk.chosen import Chosen
from handouts.web.desk.desk import Desk
from handouts.web.desk.press.press import Press
from handouts.web.desk.press.sheet import Sheet
from tests.patience import PATIENCE
from tests.shelf import shelf

SETTINGS = "timezone: America/New_York\nlanguage: en\ndesk:\n  schedule: {}\n  idle_minutes: 5\n"
HEAD = "patient,born,record,treatment,date,time\n"
ROSA = "Rosa Muster,1960-01-02,000301,sleep,2026-12-01,9:00 am\n"
OTTO = "Otto Beispiel,1971-05-06,000302,sleep,2026-12-01,9:30 am\n"


class Paper(Press):
    """Makes sheets that name their patient; it may be told to wait, so that picks overtake."""

    def __init__(self) -> None:
        super().__init__(Shelves())
        self.free = threading.Event()
        self.free.set()
        self.asked: list[str] = []
        self.ahead: list[str] = []
        self.wrong: Exception | None = None

    def start(self) -> None: ...

    def make(self, visits: Sequence[Visit | Blank], printed: dt.date) -> tuple[Sheet, ...]:
        del printed
        self.asked.append(_whose(visits[0]))
        assert self.free.wait(PATIENCE)
        if self.wrong:
            raise self.wrong
        return tuple(_sheet(each) for each in visits)

    def get_ready(self, visits: Iterable[Visit], printed: dt.date) -> None:
        del printed
        self.ahead = [visit.patient.name for visit in visits]

    def close(self) -> None: ...


def _whose(visit: Visit | Blank) -> str:
    return visit.patient.name if isinstance(visit, Visit) else "nobody"


def _sheet(visit: Visit | Blank) -> Sheet:
    words = _whose(visit).encode()
    return Sheet(words, ((816, 1056),), "Sleep", "sleep", "en", Edition.STANDARD, "1", "ABCDEF")


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = dt.datetime(2026, 12, 1, 8, 0, tzinfo=dt.UTC)

    def __call__(self) -> dt.datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def paper() -> Paper:
    return Paper()


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    shelf(tmp_path, {
        "handouts.yaml": SETTINGS.format("today.csv"), "today.csv": HEAD + ROSA + OTTO,
    })  # fmt: skip
    return tmp_path


@pytest.fixture
def desk(clinic: Path, paper: Paper, clock: Clock) -> Iterator[Desk]:
    state = Desk(Shelves(clinic), paper, clock)
    state.start()
    yield state
    paper.free.set()
    state.close()


def names(desk: Desk) -> list[str]:
    return [row.name for row in desk.look().today.listing.rows]


def pick(desk: Desk, name: str) -> None:
    (row,) = desk.look().today.listing.search(name)
    desk.pick(row.number)


def test_the_clinics_own_file_is_todays_list(desk: Desk) -> None:
    assert names(desk) == ["Rosa Muster", "Otto Beispiel"]


def test_a_list_that_was_saved_anew_is_read_anew(desk: Desk, clinic: Path) -> None:
    (clinic / "today.csv").write_text(HEAD + OTTO, encoding="utf-8")
    assert names(desk) == ["Otto Beispiel"]


def test_a_file_for_each_day_is_found_by_the_day(
    tmp_path: Path, paper: Paper, clock: Clock
) -> None:
    shelf(tmp_path, {
        "handouts.yaml": SETTINGS.format('"lists/{date}.csv"'), "lists/2026-12-01.csv": HEAD + ROSA,
    })  # fmt: skip
    desk = Desk(Shelves(tmp_path), paper, clock)
    assert names(desk) == ["Rosa Muster"]


def test_a_list_that_is_not_there_is_told_and_comes_as_soon_as_it_is(
    desk: Desk, clinic: Path
) -> None:
    (clinic / "today.csv").rename(clinic / "gone.csv")
    (problem,) = desk.look().today.problems
    assert "today.csv" in problem.message
    (clinic / "gone.csv").rename(clinic / "today.csv")
    assert names(desk) == ["Rosa Muster", "Otto Beispiel"]


def test_what_the_list_shares_is_got_ready_while_nobody_waits(desk: Desk, paper: Paper) -> None:
    assert paper.ahead == ["Rosa Muster", "Otto Beispiel"]
    desk.drop((HEAD + OTTO).encode(), "dropped.csv")
    assert paper.ahead == ["Otto Beispiel"]


def test_a_dropped_file_takes_the_place_of_the_clinics(desk: Desk) -> None:
    desk.drop((HEAD + OTTO).encode(), "dropped.csv")
    screen = desk.look()
    assert (screen.today.name, screen.today.dropped) == ("dropped.csv", True)
    assert names(desk) == ["Otto Beispiel"]


def test_a_dropped_file_that_is_no_schedule_is_told_in_its_place(desk: Desk) -> None:
    desk.drop(b"%PDF-1.7", "handout.pdf")
    (problem,) = desk.look().today.problems
    assert "no schedule" in problem.message


def test_another_day_of_the_file_can_be_looked_at(desk: Desk) -> None:
    desk.drop((HEAD + ROSA + OTTO.replace("12-01", "12-02")).encode(), "week.csv")
    assert names(desk) == ["Rosa Muster"]
    desk.show(dt.date(2026, 12, 2))
    assert names(desk) == ["Otto Beispiel"]


def test_the_pages_are_those_of_who_was_picked(desk: Desk) -> None:
    pick(desk, "rosa")
    chosen = desk.made(PATIENCE).chosen
    assert chosen is not None
    assert chosen.finished is not None
    assert chosen.finished.sheets[0].pdf == b"Rosa Muster"


def test_pages_that_come_late_never_show_for_the_next_patient(desk: Desk, paper: Paper) -> None:
    paper.free.clear()
    pick(desk, "rosa")
    while paper.asked != ["Rosa Muster"]:
        desk.wait(desk.look().number, 0.01)
    pick(desk, "otto")
    paper.free.set()
    chosen = desk.made(PATIENCE).chosen
    assert chosen is not None
    assert chosen.finished is not None
    assert chosen.name == "Otto Beispiel"
    assert chosen.finished.sheets[0].pdf == b"Otto Beispiel"


def test_the_next_patient_takes_the_files_of_the_one_before_away(desk: Desk) -> None:
    pick(desk, "rosa")
    chosen = desk.made(PATIENCE).chosen
    assert chosen is not None
    assert chosen.finished is not None
    token = chosen.finished.token
    assert desk.finished(token) is chosen.finished
    pick(desk, "otto")
    assert desk.finished(token) is None


def test_a_page_of_another_patient_changes_nothing(desk: Desk) -> None:
    pick(desk, "rosa")
    old = desk.look().chosen
    assert old is not None
    pick(desk, "otto")
    with pytest.raises(HandoutsError) as told:
        desk.change(old.key, {"language": "es"})
    assert "Another patient" in told.value.problems[0].message
    now = desk.look().chosen
    assert now is not None
    assert "language" not in now.cells


def test_picking_another_patient_clears_all_that_was_typed(desk: Desk) -> None:
    pick(desk, "rosa")
    chosen = desk.look().chosen
    assert chosen is not None
    desk.change(chosen.key, {"note": "Bring the diary.", "edition": "large-print"})
    pick(desk, "otto")
    other = desk.look().chosen
    assert other is not None
    assert {"note", "edition"}.isdisjoint(other.cells)


def test_a_form_for_somebody_who_is_not_on_the_list_has_todays_date_and_nothing_else(
    desk: Desk,
) -> None:
    pick(desk, "rosa")
    desk.new()
    chosen = desk.look().chosen
    assert chosen is not None
    assert (chosen.row, dict(chosen.cells)) == (None, {"date": "2026-12-01"})


def blank_form(desk: Desk) -> Chosen:
    """A blank of which nothing is chosen yet."""
    desk.blank()
    chosen = desk.look().chosen
    assert chosen is not None
    return chosen


def test_a_blank_is_nobodys_and_is_made_as_soon_as_its_treatment_is_chosen(desk: Desk) -> None:
    chosen = blank_form(desk)
    assert (chosen.name, chosen.making) == ("Blank handout", False)
    desk.change(chosen.key, {"treatment": "sleep", "edition": "large-print"})
    made = desk.made(PATIENCE).chosen
    assert made is not None
    assert made.blanks == (Blank("sleep", edition=Edition.LARGE_PRINT),)
    assert made.finished is not None
    assert (made.finished.visits, made.finished.sheets[0].pdf) == ((), b"nobody")


def test_where_one_treatment_is_offered_a_blank_of_it_is_made_at_once(
    desk: Desk, clinic: Path
) -> None:
    offers = SETTINGS.format("today.csv") + "offers:\n  - exercise\n"
    (clinic / "handouts.yaml").write_text(offers, encoding="utf-8")
    assert blank_form(desk).blanks == (Blank("exercise"),)


def test_a_blank_after_a_patient_knows_nothing_of_them(desk: Desk) -> None:
    pick(desk, "rosa")
    rosa = desk.made(PATIENCE).chosen
    assert rosa is not None
    assert rosa.finished is not None
    desk.change(rosa.key, {"note": "Bring the diary.", "edition": "large-print"})
    assert dict(blank_form(desk).cells) == {}
    assert desk.finished(rosa.finished.token) is None


def test_what_is_one_persons_is_not_taken_for_a_blank(desk: Desk) -> None:
    chosen = blank_form(desk)
    desk.change(chosen.key, {"patient": "Rosa Muster", "note": "x", "treatment": "sleep"})
    now = desk.look().chosen
    assert now is not None
    assert dict(now.cells) == {"treatment": "sleep"}


def test_a_patient_after_a_blank_has_nothing_of_what_was_chosen_for_it(desk: Desk) -> None:
    chosen = blank_form(desk)
    desk.change(chosen.key, {"treatment": "exercise", "edition": "large-print"})
    pick(desk, "otto")
    otto = desk.made(PATIENCE).chosen
    assert otto is not None
    assert (otto.blank, otto.blanks) == (False, ())
    assert [each.treatment for each in otto.visits] == ["sleep"]
    assert "edition" not in otto.cells
    with pytest.raises(HandoutsError):
        desk.change(chosen.key, {"treatment": "exercise"})


def test_a_blank_that_was_left_comes_back_as_one(desk: Desk) -> None:
    desk.change(blank_form(desk).key, {"treatment": "sleep"})
    desk.leave(done=False)
    desk.back()
    chosen = desk.look().chosen
    assert chosen is not None
    assert (chosen.blank, chosen.blanks) == (True, (Blank("sleep"),))


def test_a_blank_outlives_a_restart(desk: Desk, clinic: Path, clock: Clock) -> None:
    desk.change(blank_form(desk).key, {"treatment": "sleep", "language": "es"})
    desk.close()
    after = Desk(Shelves(clinic), Paper(), clock)
    chosen = after.look().chosen
    assert chosen is not None
    assert (chosen.blank, chosen.blanks) == (True, (Blank("sleep", language="es"),))


def test_a_blank_is_printed_a_second_time_unasked(desk: Desk) -> None:
    desk.change(blank_form(desk).key, {"treatment": "sleep"})
    made = desk.made(PATIENCE).chosen
    assert made is not None
    assert made.finished is not None
    for _ in range(2):
        desk.to_dialog(made.finished.token, ())  # raises when there is something to answer


def test_who_cannot_be_given_a_blank_is_told_of_the_kit(desk: Desk, paper: Paper) -> None:
    paper.wrong = ZeroDivisionError()
    pick(desk, "rosa")
    rosa = desk.made(PATIENCE).chosen
    assert rosa is not None
    assert "Give a blank handout" in rosa.stopped[0].hint
    desk.change(blank_form(desk).key, {"treatment": "sleep"})
    nobody = desk.made(PATIENCE).chosen
    assert nobody is not None
    assert "from the kit" in nobody.stopped[0].hint


def test_why_there_are_no_pages_is_told(desk: Desk, paper: Paper) -> None:
    paper.wrong = HandoutsError(Problem(Place("page"), "glyph", "A letter is not in our fonts."))
    pick(desk, "rosa")
    chosen = desk.made(PATIENCE).chosen
    assert chosen is not None
    assert (chosen.finished, chosen.making) == (None, False)
    assert chosen.stopped[0].message == "A letter is not in our fonts."


def test_a_row_of_a_list_that_was_there_before_picks_nobody(desk: Desk) -> None:
    before = desk.look().today
    desk.drop((HEAD + OTTO).encode(), "other.csv")
    now = desk.look().today
    with pytest.raises(HandoutsError, match="just changed"):
        desk.pick(before.listing.rows[0].number, before.told)
    assert desk.look().chosen is None
    desk.pick(now.listing.rows[0].number, now.told)
    chosen = desk.look().chosen
    assert chosen is not None
    assert chosen.name == "Otto Beispiel"


def test_what_the_machine_stopped_can_be_tried_once_more_for_the_same_patient(
    desk: Desk, paper: Paper
) -> None:
    slow = Problem(Place("handouts"), "machine", "It was not finished in time.")
    paper.wrong = HandoutsError(slow, code=ExitCode.MACHINE)
    pick(desk, "rosa")
    stopped = desk.made(PATIENCE).chosen
    assert stopped is not None
    assert stopped.passing
    paper.wrong = None
    desk.retry(stopped.key)
    made = desk.made(PATIENCE).chosen
    assert made is not None
    assert made.finished is not None
    assert (made.key, made.stopped, made.passing) == (stopped.key, (), False)
    with pytest.raises(HandoutsError):
        desk.retry("another pick")


def test_what_no_second_try_helps_offers_none(desk: Desk, paper: Paper) -> None:
    paper.wrong = HandoutsError(Problem(Place("page"), "glyph", "A letter is not in our fonts."))
    pick(desk, "rosa")
    chosen = desk.made(PATIENCE).chosen
    assert chosen is not None
    assert not chosen.passing


def test_a_fault_of_the_program_is_told_and_the_next_patient_is_made(
    desk: Desk, paper: Paper
) -> None:
    paper.wrong = ZeroDivisionError("Rosa Muster")
    pick(desk, "rosa")
    chosen = desk.made(PATIENCE).chosen
    assert chosen is not None
    assert "fault" in chosen.stopped[0].message
    assert "Rosa" not in chosen.stopped[0].message
    paper.wrong = None
    pick(desk, "otto")
    after = desk.made(PATIENCE).chosen
    assert after is not None
    assert after.finished is not None


def test_the_screen_hides_after_idle_minutes_and_a_touch_brings_it_back(
    desk: Desk, clock: Clock
) -> None:
    desk.touch()
    clock.now += dt.timedelta(minutes=4, seconds=59)
    assert not desk.look().hidden
    clock.now += dt.timedelta(seconds=1)
    assert desk.look().hidden
    desk.touch()
    assert not desk.look().hidden


def test_waiting_for_news_is_no_touch(desk: Desk, clock: Clock) -> None:
    clock.now += dt.timedelta(minutes=5)
    assert desk.wait(-1, 0).hidden
    assert desk.look().hidden


def test_midnight_clears_the_patient_the_search_and_a_dropped_list(
    desk: Desk, clock: Clock
) -> None:
    desk.drop((HEAD + OTTO).encode(), "dropped.csv")
    pick(desk, "otto")
    clock.now += dt.timedelta(days=1)
    screen = desk.look()
    assert (screen.chosen, screen.search, screen.today.dropped) == (None, "", False)
    assert screen.day == dt.date(2026, 12, 2)


def test_words_that_cannot_be_read_are_told_and_the_last_ones_stay(
    desk: Desk, clinic: Path
) -> None:
    good = (clinic / "handouts.yaml").read_text(encoding="utf-8")
    (clinic / "handouts.yaml").write_text("timezone: Nowhere/Land\n", encoding="utf-8")
    screen = desk.look()
    assert "handouts.yaml" in screen.problems[0].place.file
    assert screen.words is not None
    (clinic / "handouts.yaml").write_text(good, encoding="utf-8")
    assert desk.look().problems == ()


def test_a_desk_that_starts_with_broken_words_says_so_and_works_once_they_are_mended(
    tmp_path: Path, paper: Paper, clock: Clock
) -> None:
    shelf(tmp_path, {"handouts.yaml": "timezone: Nowhere/Land\n", "today.csv": HEAD + ROSA})
    desk = Desk(Shelves(tmp_path), paper, clock)
    assert desk.look().words is None
    with pytest.raises(HandoutsError):
        desk.new()
    shelf(tmp_path, {"handouts.yaml": SETTINGS.format("today.csv")})
    assert names(desk) == ["Rosa Muster"]


def test_a_treatment_that_the_clinic_offers_from_now_on_is_on_the_list_at_once(
    desk: Desk, clinic: Path
) -> None:
    offers = SETTINGS.format("today.csv") + "offers:\n  - exercise\n"
    (clinic / "handouts.yaml").write_text(offers, encoding="utf-8")
    assert [row.state for row in desk.look().today.listing.rows] == ["mend", "mend"]
