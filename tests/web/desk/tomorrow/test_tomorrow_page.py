"""The page of a day to come as a browser without a script asks for it."""

import contextlib
import json
import re
import time
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from handouts.library.shelves import Shelves
from handouts.web.desk.page import desk as serve
from tests.patience import PATIENCE
from tests.web.desk.tomorrow.days import HEAD, ODD, OTTO, ROSA, THURSDAY, UNBORN, csv
from tests.web.desked import NOW, Clock, Desked, desked
from tests.web.served import text

RAW = "application/octet-stream"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desked]:
    with desked(tmp_path / "clinic", rows=None) as served:
        yield served


def page(desk: Desked, address: str = "/tomorrow") -> str:
    answer = desk.ask(address)
    assert answer.status == 200
    return text(answer)


def press(desk: Desked, button: str, **fields: Any) -> str:
    """Press a button; the address that it leads to."""
    answer = desk.ask(f"/tomorrow/{button}", urlencode(fields, doseq=True))
    assert answer.status == 303, text(answer)
    return answer.headers["Location"] or ""


def drop(desk: Desked, *rows: str, name: str = "wednesday.csv") -> None:
    answer = desk.ask("/tomorrow/drop", csv(*rows), Content_Type=RAW, X_File=name)
    assert answer.status == 303


def words(html: str) -> str:
    """What somebody reads, in one line."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def made(desk: Desked) -> str:
    """The page, once nothing is being made any more."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if not json.loads(text(desk.ask("/tomorrow/progress")))["running"]:
            return page(desk)
        time.sleep(0.1)
    raise AssertionError("it came to no end")


def test_a_form_drops_a_file_without_a_script(desk: Desked) -> None:
    body = (
        b'--x\r\nContent-Disposition: form-data; name="file"; filename="wednesday.csv"\r\n'
        b"Content-Type: text/csv\r\n\r\n" + csv(ROSA, UNBORN) + b"\r\n--x--\r\n"
    )
    answer = desk.ask("/tomorrow/drop", body, Content_Type="multipart/form-data; boundary=x")
    assert (answer.status, answer.headers["Location"]) == (303, "/tomorrow")
    said = words(page(desk))
    assert "1 ready 1 to mend 0 without a handout" in said
    assert "Rosa Muster" in said
    assert "Date of birth is missing." in said


def test_a_file_that_cannot_be_read_is_told_with_the_way_on_and_no_option(desk: Desked) -> None:
    head = HEAD.replace("born", "DOB")
    answer = desk.ask("/tomorrow/drop", csv(ROSA, head=head), Content_Type=RAW, X_File="w.csv")
    assert answer.status == 303
    html = page(desk)
    assert "What does each column of the file hold?" in html
    assert "--map" not in html
    columns = re.findall(r'name="column" value="([^"]*)"', html)
    serves = {f"serves-{at}": {"DOB": "born"}.get(name, name) for at, name in enumerate(columns, 1)}
    press(desk, "read", column=columns, **serves)
    assert "1 ready 0 to mend" in words(page(desk))
    press(desk, "ask")
    assert "What does each column of the file hold?" in page(desk)


def test_a_row_whose_second_treatment_has_no_words_is_ready_in_part(desk: Desked) -> None:
    drop(desk, OTTO.replace("sleep", "ketamine-infusion; sleep") + "ar", ROSA)
    html = page(desk)
    said = words(html)
    assert "1 ready 1 to mend (1 ready in part) 0 without a handout" in said
    assert said.count("Ready in part") == 1
    assert "has no words for" in said
    assert "1 row does not get all of its handouts as it is." in said
    assert 'id="next" href="/tomorrow?row=2"' in html, "the way from row to row goes there, too"
    assert "Ready in part" in words(page(desk, "/tomorrow?show=mend"))


def test_a_row_is_mended_in_place_and_the_next_one_is_opened(desk: Desked) -> None:
    drop(desk, UNBORN, ROSA, ODD)
    html = page(desk, "/tomorrow?row=2")
    assert 'name="born" value=""' in html
    assert 'aria-invalid="true"' in html
    cells = {"patient": "Nora Specimen", "record": "000303", "date": "2026-12-02",
             "time": "10:00 am", "treatment-stands": "", "treatment": "sleep"}  # fmt: skip
    leads = press(desk, "mend", row=2, born="44", next="yes", **cells)
    assert leads == "/tomorrow?row=2", "it is still wrong, so it stays open"
    assert 'name="born" value="44"' in page(desk, leads.partition("#")[0])
    leads = press(desk, "mend", row=2, born="1944-05-06", next="yes", **cells)
    assert leads == "/tomorrow?row=4"
    html = page(desk, leads.partition("#")[0])
    assert "Row 2 is ready." in html
    assert "The schedule says: <strong>Slumber talk</strong>" in html
    assert "Mended: date of birth" in words(html)
    assert "the file itself is not changed" in html
    press(desk, "undo", row=2)
    assert "2 to mend" in words(page(desk))


def test_what_is_typed_in_a_row_outlives_a_reload(desk: Desked) -> None:
    drop(desk, UNBORN)
    answer = desk.ask("/tomorrow/type", urlencode({"row": 2, "born": "1944-0"}))
    assert answer.status == 204
    html = page(desk, "/tomorrow?row=2")
    assert 'name="born" value="1944-0"' in html
    assert "It is not saved yet" in html
    assert desk.ask("/tomorrow/type", urlencode({"row": 7, "born": "x"})).status == 409


def test_a_treatment_that_is_not_ticked_stays_as_the_schedule_has_it(desk: Desked) -> None:
    drop(desk, ODD)
    press(desk, "mend", row=2, **{"treatment-stands": "Slumber talk", "time": "9:15 am"})
    said = words(page(desk))
    assert "9:15 am Row 2" in said
    assert "Treatment 'Slumber talk' is not known." in said


def test_a_row_is_taken_out_and_put_back(desk: Desked) -> None:
    drop(desk, ROSA, UNBORN)
    press(desk, "out", row=3)
    said = words(page(desk))
    assert "1 ready 0 to mend 1 without a handout" in said
    assert "Taken out" in said
    press(desk, "in", row=3)
    assert "1 to mend" in words(page(desk))


def test_another_day_of_the_file_is_chosen(desk: Desked) -> None:
    drop(desk, ROSA, OTTO, THURSDAY)
    assert "Quin Example" not in page(desk)
    press(desk, "day", day="2026-12-03")
    html = page(desk)
    assert "Quin Example" in html
    assert "Rosa Muster" not in html
    assert desk.ask("/tomorrow/day", "day=never").status == 404


def test_five_thousand_rows_are_on_pages_of_two_hundred(desk: Desked) -> None:
    rows = (
        f"Ann{number} Sample,19{number % 50 + 40}-01-02,{number},"
        f"{'sleep' if number % 1000 else 'Slumber'},2026-12-02,9:00 am,"
        for number in range(5000)
    )
    drop(desk, *rows)
    html = page(desk)
    assert html.count('<tr id="row-') == 200
    assert "1 to 200 of 5,000" in words(html)
    assert page(desk, "/tomorrow?page=25").count('<tr id="row-') == 200
    assert "4,801 to 5,000 of 5,000" in words(page(desk, "/tomorrow?page=99"))
    assert page(desk, "/tomorrow?show=mend").count('<tr id="row-') == 5
    assert 'id="row-3002"' in page(desk, "/tomorrow?row=3002"), "an open row is on its own page"


@pytest.mark.parametrize(
    "asked", ["show=none&page=-3&row=x", "page=99999999999999999999", "row=%C2%B2"]
)
def test_an_address_that_asks_for_nonsense_shows_the_day(desk: Desked, asked: str) -> None:
    drop(desk, ROSA)
    answer = desk.ask(f"/tomorrow?{asked}")
    assert answer.status == 200
    assert "Rosa Muster" in text(answer)


def test_a_day_is_made_and_its_packet_and_cover_list_are_opened(desk: Desked) -> None:
    drop(desk, ROSA, OTTO, UNBORN)
    assert "Nobody has signed the words yet" in words(page(desk))
    press(desk, "make", way="new")
    html = page(desk)
    assert "Tick the box to print them with DRAFT" in words(html)
    assert not (desk.folder / "days").exists() or not any((desk.folder / "days").glob("2*"))
    press(desk, "make", way="new", draft="yes")
    html = made(desk)
    said = words(html)
    assert "2 rows made, 0 need no handout, 1 not made" in said
    assert "Nora Specimen" in said
    assert str(desk.folder / "days" / "2026-12-02") in said
    found = re.findall(r'href="(/tomorrow/\w{8}/[\w.]+\.pdf)"', html)
    packet, cover = dict.fromkeys(found)
    answer = desk.ask(packet)
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["ETag"] is None
    assert cover.endswith("/cover.pdf")
    assert desk.ask(cover).status == 200
    assert desk.ask(packet.replace("/1.pdf", "/2.pdf")).status == 404
    assert desk.ask(re.sub(r"\w{8}/1", "AAAAAAAA/1", packet)).status == 404
    with (desk.folder / "days/2026-12-02/packet.pdf").open("ab") as file:
        file.write(b"%")
    assert desk.ask(packet).status == 404, "somebody changed it"


def test_progress_tells_of_nobody_and_asking_for_it_is_no_touch(desk: Desked) -> None:
    drop(desk, ROSA, OTTO)
    press(desk, "make", way="new", draft="yes")
    told = text(desk.ask("/tomorrow/progress"))
    assert "Muster" not in told
    assert "Beispiel" not in told
    made(desk)
    desk.clock.go_on(minutes=4)
    desk.ask("/tomorrow/progress")
    desk.clock.go_on(minutes=2)
    assert json.loads(text(desk.ask("/tomorrow/progress")))["hidden"]


def test_after_idle_minutes_nobodys_data_shows_and_what_was_mended_is_still_there(
    desk: Desked,
) -> None:
    drop(desk, UNBORN)
    press(desk, "out", row=2)
    desk.clock.go_on(minutes=6)
    html = page(desk)
    assert "Nora" not in html
    assert desk.ask("/tomorrow/in", "row=2").headers["Location"] == "/", "nothing is done unseen"
    assert press(desk, "wake").startswith("/tomorrow")
    assert "Taken out" in page(desk)


def test_no_patients_data_is_in_an_address_a_title_or_the_terminal(
    desk: Desked, capfd: pytest.CaptureFixture[str]
) -> None:
    drop(desk, ROSA, UNBORN)
    html = page(desk, "/tomorrow?row=3")
    for address in re.findall(r'(?:href|action|src|formaction)="([^"]*)"', html):
        assert "Muster" not in address
        assert "Nora" not in address
    assert re.search(r"<title>([^<]*)</title>", html) is not None
    assert "<title>Front desk: tomorrow</title>" in html
    leads = press(desk, "mend", row=3, patient="Nora Specimen", born="x")
    assert "Nora" not in leads
    said = capfd.readouterr()
    assert "Nora" not in said.out + said.err


def test_whatever_stands_in_a_file_is_text_and_no_markup(desk: Desked) -> None:
    drop(desk, ROSA.replace("Rosa", "<script>alert(1)</script>"), name="<b>.csv")
    html = page(desk)
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "<b>.csv" not in html


def test_a_way_that_the_page_does_not_offer_is_none(desk: Desked) -> None:
    drop(desk, ROSA)
    press(desk, "make", way="resume", draft="yes")
    assert "The list has changed meanwhile" in page(desk)
    assert desk.ask("/tomorrow/make", "way=other").status == 404


def test_a_day_that_was_made_is_found_again_without_its_schedule(desk: Desked) -> None:
    drop(desk, ROSA)
    press(desk, "make", way="new", draft="yes")
    made(desk)
    press(desk, "forget")
    html = page(desk)
    assert "Made already" in html
    press(desk, "day", day="2026-12-02")
    assert "1 row made" in words(page(desk))


def test_the_clocks_day_is_that_of_the_page(desk: Desked) -> None:
    assert "Tuesday, December 1, 2026" in page(desk)
    desk.clock.time = NOW.replace(day=2)
    press(desk, "wake")
    assert "Wednesday, December 2, 2026" in page(desk)


def test_what_was_done_on_the_page_outlives_a_restart_until_the_file_is_let_go(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "clinic"
    with desked(folder, rows=None) as first:
        drop(first, ROSA, UNBORN)
        press(first, "mend", row=3, patient="Nora Specimen", born="1944-05-06")
        press(first, "out", row=2)
    with again(folder) as second:
        html = page(second)
        assert "Mended: date of birth" in words(html)
        assert "1 ready 0 to mend 1 without a handout" in words(html)
        press(second, "forget")
    assert list((folder / ".desk").rglob("draft.json")) == []
    with again(folder) as third:
        assert "Nora" not in page(third)


@contextlib.contextmanager
def again(folder: Path) -> Iterator[Desked]:
    """The desk of a folder that is there already."""
    clock = Clock()
    with serve(Shelves(folder), now=clock) as door:
        yield Desked(folder, door, clock)
