"""`handouts batch --changed`: what the operator reads, and the list to take along to the stack."""

import json
from pathlib import Path

import pytest

from tests.cli.terminal import HEADER, files, here, schedule, write
from tests.pdf import read_back

MARIA = "Maria Example,1958-03-04,sleep,2031-01-07,8:30 am"
ADA = "Ada Sample,1949-06-30,exercise,2031-01-07,9:00 am"
BEN = "Ben Test,1939-05-01,sleep,2031-01-07,9:30 am"
NEW = "New Person,1980-01-01,exercise,2031-01-07,8:00 am"
LATER = (MARIA.replace("8:30", "11:00"), ADA, BEN.replace("01-07", "02-30"), NEW)
NAMES = ("Maria", "Example", "Ada", "Sample", "Ben T", "Person", "M. E.", "B. T.", "1958", "1939")


@pytest.fixture(scope="module")
def morning(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("morning")
    write(folder, {"day.csv": schedule(MARIA, ADA, BEN), "later.csv": schedule(*LATER)})
    assert here("batch", "day.csv", "--draft", "--packet", "-q", cwd=folder).code == 0
    return folder


@pytest.fixture
def day(morning: Path, tmp_path: Path) -> Path:
    """A morning of one's own."""
    write(tmp_path, files(morning))
    return tmp_path


def changed(day: Path, *more: str, earlier: str = "day-handouts") -> tuple[int, str, str]:
    ended = here("batch", "later.csv", "--draft", "--changed", earlier, *more, cwd=day)
    return ended.code, ended.out, ended.err


def test_it_tells_what_was_made_and_what_to_take_out(day: Path) -> None:
    code, out, err = changed(day)
    assert (code, out) == (4, "day-handouts-2\n")
    assert "4 rows: 2 made, 1 skipped, 1 failed. 2 handouts." in err
    assert "Unchanged: its handout lies in the earlier stack." in err
    first, second, last = err[err.index("TAKE OUT") :].splitlines()[:3]
    assert first == "TAKE OUT of the earlier stack, and destroy: 2 handouts, 2 sheets."
    assert "packet 1, sheet 1  8:30 am  sleep  check " in second
    assert second.endswith("moved from 8:30 am to 11:00 am")
    assert last.startswith("    [!]  Run ")
    assert last.endswith("row 4 failed: date is a day that no calendar has")
    assert "day-handouts-2/pull-list.pdf" in err
    assert {path.name[:4] for path in (day / "day-handouts-2").glob("0*.pdf")} == {"0002", "0005"}


def test_the_list_on_paper_says_the_same_with_initials(day: Path) -> None:
    changed(day)
    (page,) = read_back((day / "day-handouts-2/pull-list.pdf").read_bytes()).pages
    assert page.startswith("Example Pain Clinic Pull list Tuesday, January 7, 2031")
    assert "destroy them: 2 handouts, 2 sheets." in page
    human, rest = page.split("nothing takes their place yet")[1].split("Take out Taken out")
    assert "Packet 3, sheet 1 Run" in human
    assert "9:30 am B. T. Sleep" in human
    assert "Row 4 failed" in human
    assert "Packet 1, sheet 1 Run" in rest
    assert "8:30 am M. E. Sleep" in rest
    assert "Moved from 8:30 am to 11:00 am" in rest
    assert not any(name in page for name in ("Maria", "Ben T"))


def test_names_stand_on_it_where_the_clinic_wants_them(day: Path) -> None:
    settings = "timezone: America/New_York\ncover: names\n"
    write(day, {"clinic/handouts.yaml": settings})
    ended = here(
        "-C", "clinic", "batch", "later.csv", "--draft", "--changed", "day-handouts", cwd=day
    )
    assert ended.code == 4
    said = read_back((day / "day-handouts-2/pull-list.pdf").read_bytes()).text
    assert "Maria Example" in said


def test_the_terminal_and_json_name_nobody(day: Path) -> None:
    code, out, err = changed(day, "--json")
    assert code == 4
    assert not any(name in out + err for name in NAMES)
    first, second = json.loads(out)["pull"]
    assert (first["packet"], first["first_sheet"], first["time"]) == (1, 1, "08:30")
    assert (first["look"], first["new_row"]) == (False, 2)
    assert first["new_check_code"] != first["check_code"]
    assert (second["look"], second["new_check_code"]) == (True, None)


def test_a_name_is_on_the_terminal_neither(day: Path) -> None:
    _, out, err = changed(day)
    assert not any(name in out + err for name in NAMES)


def test_nothing_to_take_out_is_said_too(day: Path) -> None:
    ended = here("batch", "day.csv", "--draft", "--changed", "day-handouts", cwd=day)
    assert (ended.code, ended.out) == (0, "day-handouts-2\n")
    assert "Nothing is to be taken out of the earlier stack." in ended.err
    assert not (day / "day-handouts-2/pull-list.pdf").exists()


def test_what_holds_for_several_rows_counts_rows_and_not_their_handouts(tmp_path: Path) -> None:
    write(tmp_path, {"day.csv": schedule(MARIA, ADA.replace("exercise", "exercise; sleep"))})
    assert here("batch", "day.csv", "--draft", "-q", cwd=tmp_path).code == 0
    again = ("batch", "day.csv", "--draft", "--dry-run", "--changed", "day-handouts")
    assert "So it is with 2 rows." in here(*again, cwd=tmp_path).err


def test_the_list_is_told_also_when_all_else_is_quiet(day: Path) -> None:
    _, _, err = changed(day, "-q")
    assert "TAKE OUT" in err


def test_a_trial_tells_it_and_writes_nothing(day: Path) -> None:
    before = files(day)
    code, out, err = changed(day, "--dry-run")
    assert (code, out) == (4, "")
    assert "TAKE OUT of the earlier stack, and destroy: 2 handouts, 2 sheets." in err
    assert files(day) == before


def test_the_next_change_builds_on_the_last_one_and_no_other(day: Path) -> None:
    changed(day)
    code, _, err = changed(day, "--out", "third")
    assert code == 1
    assert "Name that folder: --changed day-handouts-2." in err
    write(day, {"later.csv": schedule(ADA)})
    code, out, err = changed(day, earlier="day-handouts-2")
    assert (code, out) == (0, "day-handouts-3\n")
    assert err.count("no longer in the schedule") == 2
    assert "9:00 am" not in err


def test_a_day_of_which_all_changed_away_is_kept_for_the_next_change(day: Path) -> None:
    write(day, {"later.csv": schedule(BEN.replace("01-07", "02-30"))})
    code, out, err = changed(day)
    assert (code, out) == (1, "day-handouts-2\n")
    assert "3 handouts, 3 sheets" in err
    assert changed(day, earlier="day-handouts-2")[2].count("Run ") == 0


def test_a_change_that_was_stopped_tells_the_command_that_finishes_it(day: Path) -> None:
    _, _, err = changed(day)
    line = next(line for line in err.splitlines() if line.startswith("Without a handout"))
    words = line.split("To try again: handouts ")[1].split()
    assert "--changed" in words
    ended = here(*words, cwd=day)
    assert (ended.code, ended.out) == (4, "day-handouts-2\n")
    assert "2 handouts, 2 sheets" in ended.err


@pytest.mark.parametrize(
    ("earlier", "words"), [("nowhere", "holds no batch"), (".", "holds no batch")]
)
def test_a_folder_that_holds_no_batch_is_told(day: Path, earlier: str, words: str) -> None:
    before = files(day)
    code, out, err = changed(day, earlier=earlier)
    assert (code, out) == (1, "")
    assert words in err
    assert files(day) == before


def test_the_schedule_of_another_day_is_told_with_both_days(day: Path) -> None:
    write(day, {"later.csv": schedule(MARIA.replace("01-07", "01-08"))})
    code, _, err = changed(day)
    assert code == 1
    assert "This schedule is of 2031-01-08, and day-handouts is of 2031-01-07." in err
    assert not (day / "day-handouts-2").exists()


def test_it_is_not_told_apart_what_is_to_be_finished_without_its_name(day: Path) -> None:
    code, _, err = changed(day, "--resume")
    assert code == 2
    assert "--out" in err


def test_a_schedule_in_another_order_with_other_columns_is_the_same_day(day: Path) -> None:
    lines = [",".join(reversed(row.split(","))) for row in (BEN, ADA, MARIA)]
    header = ",".join(reversed(HEADER.split(",")))
    write(day, {"later.csv": schedule(*lines, header=header)})
    code, _, err = changed(day)
    assert code == 0
    assert "Nothing is to be taken out" in err
