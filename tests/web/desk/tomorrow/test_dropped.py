"""A file that cannot be read yet asks what can be answered, and is read with the answer."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from handouts.read.schedule.rows import Schedule
from handouts.web.desk.tomorrow.dropped import Dropped, Question
from tests.rows import clinic
from tests.web.desk.tomorrow.days import HEAD, OTTO, ROSA, csv

KNOWN = clinic()


def asked(dropped: Dropped) -> Question:
    question = dropped.read(KNOWN)
    assert isinstance(question, Question)
    return question


def rows(dropped: Dropped) -> list[str]:
    schedule = dropped.read(KNOWN)
    assert isinstance(schedule, Schedule)
    return [row.cells["patient"].text for row in schedule.rows]


def test_columns_that_are_not_known_are_asked_about_with_what_they_may_be() -> None:
    head = "Client,DOB,record,treatment,Insurance,date,time,Status"
    rows_of_it = (ROSA.rpartition(",")[0].split(","),)
    data = csv(*(",".join((*it[:4], "Acme", *it[4:], "")) for it in rows_of_it), head=head)
    dropped = Dropped("day.csv", data)
    question = asked(dropped)
    assert [(each.name, each.serves, each.known) for each in question.columns] == [
        ("Client", "patient", False), ("DOB", "born", False), ("record", "record", True),
        ("treatment", "treatment", True), ("Insurance", "ignore", False), ("date", "date", True),
        ("time", "time", True), ("Status", "", False),
    ]  # fmt: skip
    serves = {each.name: each.serves or "ignore" for each in question.columns}
    assert rows(dropped.with_columns(serves)) == ["Rosa Muster"]


def test_a_file_none_of_whose_columns_is_ours_can_be_answered_too() -> None:
    data = csv("Rosa Muster,1960-01-02,sleep,2026-12-02 9:00", head="Wer,Wann,Was,Termin")
    dropped = Dropped("day.csv", data)
    assert [each.name for each in asked(dropped).columns] == ["Wer", "Wann", "Was", "Termin"]
    serves = {"Wer": "patient", "Wann": "born", "Was": "treatment", "Termin": "date; time"}
    assert rows(dropped.with_columns(serves)) == ["Rosa Muster"]


def test_a_wrong_answer_asks_again() -> None:
    dropped = Dropped("day.csv", csv(ROSA, head=HEAD.replace("born", "Wann")))
    question = asked(dropped.with_columns({"Wann": "ignore"}))
    assert any("'born'" in each.message for each in question.problems)
    assert [each.serves for each in question.columns if each.name == "Wann"] == ["ignore"]


def test_letters_that_are_no_utf8_are_asked_about() -> None:
    dropped = Dropped("day.csv", csv(ROSA).replace(b"Rosa", "Zoë".encode("cp1252")))
    assert asked(dropped).letters
    assert rows(Dropped(dropped.name, dropped.data, encoding="cp1252")) == ["Zoë Muster"]


def workbook(file: Path, **sheets: list[str]) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, lines in sheets.items():
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append(line.split(","))
    book.save(file)
    return file.read_bytes()


def test_of_several_sheets_one_is_chosen_and_empty_ones_are_no_choice(tmp_path: Path) -> None:
    data = workbook(tmp_path / "week.xlsx", Tue=[HEAD, ROSA], Wed=[HEAD, OTTO], Notes=[])
    assert asked(Dropped("week.xlsx", data)).sheets == ("Tue", "Wed")
    assert rows(Dropped("week.xlsx", data, sheet="Wed")) == ["Otto Beispiel"]


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7 nothing", b"", csv(), b"PK\x03\x04 no archive", b"<html>"]
)
def test_a_file_that_no_answer_helps_says_so(data: bytes) -> None:
    question = asked(Dropped("day.csv", data))
    assert question.problems
    assert not question.answerable
