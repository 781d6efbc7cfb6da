"""`handouts batch` reads what a clinic's system exports, and makes the day that is asked for."""

import datetime as dt
import json
from pathlib import Path

from tests.cli.terminal import HEADER, ROW, files, here, schedule, write
from tests.workbooks import xlsx

COLUMNS = ("Patient name", "DOB", "Visit", "Day", "Start", "Status")
MARIA = ("Maria Example", dt.date(1958, 3, 4), "KET", dt.date(2031, 1, 7), dt.time(8, 30), "ok")
ADA = ("Ada Sample", dt.date(1949, 6, 30), "Call", dt.date(2031, 1, 7), dt.time(9, 0), "ok")
SETTINGS = """\
timezone: America/New_York
schedule:
  columns:
    patient name: patient
    dob: born
    visit: treatment
    day: date
    start: time
  treatments:
    KET: sleep
    Call: none
"""


def test_a_workbook_in_the_clinic_s_own_words_is_made(tmp_path: Path) -> None:
    write(tmp_path, {"handouts.yaml": SETTINGS, "day.xlsx": xlsx(COLUMNS, MARIA, ADA)})
    ended = here("batch", "day.xlsx", "--draft", "--map", "Status=ignore", cwd=tmp_path)
    assert ended.code == 0, ended.err
    assert "2 rows: 1 made, 1 skipped, 0 failed." in ended.err
    assert "Columns that are left out: Status." in ended.err
    assert "No handout is wanted for 'Call'" in ended.err
    assert len(list((tmp_path / "day-handouts").glob("0002-sleep-*.pdf"))) == 1


def test_an_unknown_column_stops_before_anything_is_made(tmp_path: Path) -> None:
    write(tmp_path, {"handouts.yaml": SETTINGS, "day.xlsx": xlsx(COLUMNS, MARIA)})
    before = files(tmp_path)
    ended = here("batch", "day.xlsx", "--draft", cwd=tmp_path)
    assert ended.code == 1
    assert "day.xlsx:1:6: The column 'Status' is not known." in ended.err
    assert "Cell F1 of the sheet 'Day'." in ended.err
    assert '--map "Status=ignore"' in ended.err
    assert files(tmp_path) == before


def test_a_word_without_a_meaning_fails_its_row_with_the_lines_to_add(tmp_path: Path) -> None:
    write(tmp_path, {"day.csv": schedule(ROW, ROW.replace("sleep", "KET 60"))})
    ended = here("batch", "day.csv", "--draft", "--dry-run", cwd=tmp_path)
    assert ended.code == 4
    assert "day.csv:3:3: treatment 'KET 60' is not known." in ended.err
    assert "            KET 60: " in ended.err


def test_one_day_of_many_is_made_and_the_others_are_told_in_one_line(tmp_path: Path) -> None:
    others = [ROW.replace("2031-01-07", f"2031-02-{day:02}") for day in range(1, 29)]
    write(tmp_path, {"month.csv": schedule(*others, ROW)})
    ended = here("batch", "month.csv", "--draft", "--dry-run", "--date", "2031-01-07", cwd=tmp_path)
    assert ended.code == 0, ended.err
    assert "29 rows: 1 made, 28 skipped, 0 failed." in ended.err
    assert ended.err.count("another day than 2031-01-07") == 1
    assert "So it is with 28 rows." in ended.err
    assert len(ended.err.splitlines()) < 10
    day = ("--date", "2031-01-07")
    assert here("batch", "month.csv", "--draft", "--dry-run", "-q", *day, cwd=tmp_path).err == ""


def test_a_schedule_without_a_row_ends_with_1_and_makes_no_folder(tmp_path: Path) -> None:
    write(tmp_path, {"day.csv": schedule()})
    ended = here("batch", "day.csv", "--draft", cwd=tmp_path)
    assert (ended.code, ended.out) == (1, "")
    assert "day.csv: The schedule names its columns, and has no row." in ended.err
    assert [path.name for path in tmp_path.iterdir()] == ["day.csv"]


def test_another_kind_of_table_is_told_in_one_problem(tmp_path: Path) -> None:
    write(tmp_path, {"stock.csv": "Item,Quantity,Price\nGauze,12,3.40\n"})
    ended = here("batch", "stock.csv", "--draft", cwd=tmp_path)
    assert ended.code == 1
    assert ended.err.startswith("stock.csv:1:1: None of these columns is one of a schedule.\n")
    assert "Is this the right file?" in ended.err
    assert len(ended.err.splitlines()) == 2
    write(tmp_path, {"day.csv": "Nachname,DOB,Grund\nx,y,z\n"})
    assert 'add --map "DOB=born"' in here("batch", "day.csv", "--draft", cwd=tmp_path).err


def test_a_picture_is_no_schedule(tmp_path: Path) -> None:
    (tmp_path / "day.csv").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    assert "This is a picture, no schedule." in here("batch", "day.csv", cwd=tmp_path).err


def test_a_day_that_the_schedule_has_not_ends_with_1(tmp_path: Path) -> None:
    write(tmp_path, {"day.csv": schedule(ROW)})
    for said in ("2031-01-08", "today", "Tomorrow"):
        ended = here("batch", "day.csv", "--draft", "--date", said, cwd=tmp_path)
        assert ended.code == 1
        assert "It has: 2031-01-07." in ended.err
        assert [path.name for path in tmp_path.iterdir()] == ["day.csv"]


def test_today_and_tomorrow_are_days(tmp_path: Path) -> None:
    today = dt.datetime.now().astimezone().date()
    rows = [ROW.replace("2031-01-07", str(today + dt.timedelta(days=n))) for n in range(3)]
    write(tmp_path, {"day.csv": schedule(*rows)})
    for said, made in (("today", 2), ("tomorrow", 3)):
        ended = here(
            "batch", "day.csv", "--draft", "--dry-run", "--json", "--date", said, cwd=tmp_path
        )
        found = json.loads(ended.out)["handouts"]
        assert [each["row"] for each in found if each["outcome"] == "made"] == [made]


def test_a_day_that_is_none_is_wrong_usage(tmp_path: Path) -> None:
    write(tmp_path, {"day.csv": schedule(ROW)})
    ended = here("batch", "day.csv", "--date", "someday", cwd=tmp_path)
    assert ended.code == 2
    assert "--date is no date that can be read." in ended.err


def test_look_alikes_are_told_without_their_names(tmp_path: Path) -> None:
    other = ROW.replace("Maria", "Marie").replace("1958", "1960")
    write(tmp_path, {"day.csv": schedule(ROW, other, header=HEADER)})
    ended = here("batch", "day.csv", "--draft", "--dry-run", cwd=tmp_path)
    assert ended.code == 0
    assert "day.csv:2:1: [warning] Another patient of that day has a similar name: row 3." in (
        ended.err
    )
    assert "Example" not in ended.err
