"""The cover list tells staff who is handed what, and which rows need a human."""

import dataclasses
import datetime as dt
from pathlib import Path

import pytest

from handouts.batch.day import Copy, Day, Left, Packet
from handouts.batch.manifest.account import Outcome
from handouts.batch.packet.cover import Cover, initials
from handouts.batch.packet.sheets import Counted
from handouts.library.shelves import Shelves
from handouts.make.maker import Maker
from handouts.model.settings import Called, Settings, Sides
from handouts.model.settings import Paper as Size
from handouts.model.visit import Edition
from tests.batch.stacks import make
from tests.pdf import A4, read_back
from tests.shelf import shelf

DATE = dt.date(2031, 1, 7)
SETTINGS = Settings(timezone="America/New_York")


def packet(number: int, name: str = "Maria Example", **changes: object) -> Packet:
    plain = Packet(
        rows=(number + 1,),
        name=name,
        date=DATE,
        time=dt.time(8, 30),
        clinician="Dr. Ada Sample",
        room="Room 4",
        copies=(Copy(f"{number:04d}-sleep-ABC123.pdf", "sleep", "en", Edition.STANDARD),),
    )
    return dataclasses.replace(plain, **changes)  # type: ignore[arg-type]  # named by the test


def listed(
    *packets: Packet, left: tuple[Left, ...] = (), rows: int | None = None,
    settings: Settings = SETTINGS, shelves: Shelves | None = None,
) -> tuple[str, ...]:  # fmt: skip
    """The pages of a list of packets whose handouts have three pages each."""
    day = Day(len(packets) + len(left) if rows is None else rows, packets, left)
    counted = [
        Counted(number, each, (3,) * len(each.copies), Sides.LONG_EDGE, len(packets))
        for number, each in enumerate(packets, start=1)
    ]
    cover = Cover(day, counted, Maker(shelves or Shelves(), settings), "1A2B3C4D")
    parts = cover.pdfs([()], ["packet.pdf"])
    return tuple(page for part in parts for page in read_back(part).pages)


def test_a_packet_has_its_number_time_patient_room_handouts_pages_and_sheets() -> None:
    copies = (
        Copy("a", "ketamine-infusion", "es", Edition.LARGE_PRINT),
        Copy("b", "sleep", "en", Edition.STANDARD),
    )
    (page,) = listed(packet(1), packet(2, copies=copies, time=dt.time(13, 15)))
    assert "1 8:30 am M. E. Room 4, Dr. Ada Sample Sleep 3 2 2" in page
    assert "2 1:15 pm M. E." in page
    assert "Ketamine infusion, Spanish, large print Sleep" in " ".join(page.split("\n"))
    assert "6 4" in page


def test_the_head_names_clinic_day_and_run_and_counts_the_paper() -> None:
    (page,) = listed(packet(1), packet(2))
    assert page.startswith("Example Pain Clinic Cover list Tuesday, January 7, 2031")
    assert "2 packets, 2 handouts, 6 pages, 4 sheets." in page
    assert "Run 1A2B3C4D · page 1 of 1" in page


def test_patients_are_called_by_their_initials_unless_the_clinic_wants_names() -> None:
    (page,) = listed(packet(1, "Maria Example"))
    assert "Maria" not in page
    assert "Example" not in page.replace("Example Pain Clinic", "")
    (page,) = listed(
        packet(1, "Maria Testperson"), settings=dataclasses.replace(SETTINGS, cover=Called.NAMES)
    )
    assert "1 8:30 am Maria Testperson" in page


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Maria Example", "M. E."),
        ("Specimen, Anne-Marie", "A. S."),
        ("Łukasz Przykładowy", "Ł. P."),
        ("E\u0301mile Exemple", "É. E."),
        ("olivia o'placeholder", "O. O."),
        ("Nguyễn Thị Mẫu", "N. T. M."),
        ("Mononym", "M."),
        ("  'Ana'  ", "A."),
    ],
)
def test_initials(name: str, short: str) -> None:
    assert initials(name) == short


def test_rows_that_failed_stand_first_with_their_number_and_reason() -> None:
    left = (
        Left(7, Outcome.FAILED, ("date is a day that no calendar has.",)),
        Left(9, Outcome.FAILED, ("A letter is missing.",), "sleep", "Ada Sample", DATE, dt.time(9)),
    )
    (page,) = listed(packet(1), left=left)
    human, packets = page.split("Packets", 1)
    assert "These rows need a human" in human
    assert "7 date is a day that no calendar has." in human
    assert "9 9:00 am A. S. Sleep A letter is missing." in human
    assert "M. E." in packets


def test_skipped_rows_with_one_reason_share_a_line() -> None:
    rows = (*range(3, 40), 45)
    left = tuple(Left(row, Outcome.SKIPPED, ("This visit is on another day.",)) for row in rows)
    left += (Left(50, Outcome.SKIPPED, ("This row says the same as row 2.",)),)
    (page,) = listed(packet(1), left=left)
    assert "3–39, 45 This visit is on another day." in page
    assert "50 This row says the same as row 2." in page


def test_the_rows_add_up_and_the_list_says_so_when_they_do_not() -> None:
    left = (Left(7, Outcome.FAILED, ("No.",)), Left(8, Outcome.SKIPPED, ("Twice.",)))
    (page,) = listed(packet(1), packet(2), left=left)
    assert "4 rows in the schedule: 2 made, 1 skipped, 1 failed." in page
    assert "ADD UP" not in page
    (page,) = listed(packet(1), packet(2), left=left, rows=5)
    assert "THE ROWS DO NOT ADD UP" in page


def test_a_row_of_which_one_handout_failed_counts_as_failed_and_its_packet_as_incomplete() -> None:
    left = (Left(2, Outcome.FAILED, ("No.",), "exercise", "Maria Example", DATE, dt.time(8, 30)),)
    (page,) = listed(packet(1, lacks=("exercise",)), left=left, rows=1)
    assert "1 row in the schedule: 0 made, 0 skipped, 1 failed." in page
    assert "Incomplete: Exercise was not made." in page
    assert "ADD UP" not in page


def test_alerts_stand_at_their_packet() -> None:
    (page,) = listed(packet(1, alerts=("Row 9 has a similar name.",)), packet(2))
    assert page.index("Sleep") < page.index("Row 9 has a similar name.") < page.index("2 8:30 am")


def test_days_are_named_at_each_packet_when_there_are_several() -> None:
    (page,) = listed(packet(1), packet(2, date=DATE + dt.timedelta(days=1)))
    assert "Tuesday, January 7, 2031 to Wednesday, January 8, 2031" in page
    assert "Tue, Jan 7, 8:30 am" in page
    assert "Wed, Jan 8, 8:30 am" in page


def test_a_long_list_repeats_its_head_and_counts_its_pages() -> None:
    pages = listed(*(packet(number) for number in range(1, 61)))
    assert len(pages) > 2
    for number, page in enumerate(pages, start=1):
        assert "No. Time Patient Room, clinician Handouts Pages Sheets Row" in page
        assert f"page {number} of {len(pages)}" in page
    found = [f"{number} 8:30 am" for number in range(1, 61)]
    assert [words for words in found if words not in " ".join(pages)] == []


def test_a_list_that_is_laid_out_in_parts_goes_on_in_its_numbers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("handouts.batch.packet.cover.AT_ONCE", 25)
    left = (Left(70, Outcome.FAILED, ("No.",)), Left(71, Outcome.SKIPPED, ("Twice.",)))
    pages = listed(*(packet(number) for number in range(1, 61)), left=left)
    for number, page in enumerate(pages, start=1):
        assert f"page {number} of {len(pages)}" in page
    said = " ".join(pages)
    found = [f"{number} 8:30 am" for number in range(1, 61)]
    assert [said.count(f" {words} ") for words in found] == [1] * 60
    assert said.count("Cover list Tuesday") == said.count("These rows need a human") == 1
    assert said.count("Skipped: no handout is wanted") == 1
    assert "Twice." in pages[-1]


def test_a_list_without_packets_has_no_table_of_rows_that_need_nobody() -> None:
    (page,) = listed(packet(1))
    assert "human" not in page
    assert "Skipped" not in page


def test_drafts_are_told(tmp_path: Path) -> None:
    made = make(tmp_path, "Maria Example,1958-03-04,sleep,2031-01-07,8:30 am,,,,,")
    (file,) = made.stack().files
    assert (
        "no sheet with a DRAFT band may be given to a patient" in read_back(file.read_bytes()).text
    )


def test_a_letter_without_a_font_does_not_stop_the_list() -> None:
    left = (Left(7, Outcome.FAILED, ("The letter 龘 (U+9F98) is not in our fonts.",)),)
    (page,) = listed(packet(1, "ꙮ Example"), left=left)
    assert "1 8:30 am row 2 Room 4" in page
    assert "The letter ? (U+9F98) is not in our fonts." in page


def test_the_list_is_on_the_clinics_paper_and_in_our_fonts() -> None:
    settings = dataclasses.replace(SETTINGS, paper=Size.A4)
    day = Day(1, (packet(1),))
    counted = [Counted(1, packet(1), (2,), Sides.LONG_EDGE, 1)]
    (pdf,) = Cover(day, counted, Maker(Shelves(), settings), "RUN").pdfs([()], ["p"])
    read = read_back(pdf)
    assert set(read.sizes) == {A4}
    assert all(embedded for _, embedded in read.fonts)
    assert min(read.margins) > 6.35 / 25.4 * 72


def test_a_clinic_may_have_a_list_in_its_own_words(tmp_path: Path) -> None:
    own = {"templates/cover.html": "<!doctype html><html lang=en><title>x</title><p>Our {{ run }}"}
    assert listed(packet(1), shelves=shelf(tmp_path, own)) == ("Our 1A2B3C4D",)


@pytest.mark.noto
def test_a_name_in_other_letters_is_drawn_where_a_handout_is_in_its_language() -> None:
    named = dataclasses.replace(SETTINGS, cover=Called.NAMES)
    arabic = (Copy("a", "ketamine-infusion", "ar", Edition.STANDARD),)
    chinese = (Copy("b", "ketamine-infusion", "zh", Edition.STANDARD),)
    pages = listed(
        packet(1, "ليلى مثال", copies=arabic), packet(2, "王小明", copies=chinese), settings=named
    )
    assert "王小明" in pages[0]
    assert "row 2" not in pages[0]
    assert "Ketamine infusion, Arabic" in pages[0]
