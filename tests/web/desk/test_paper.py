"""Print, over the door: what is asked first, what is printed, and what a restart knows of it."""

import contextlib
import datetime as dt
import json
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, expect

from handouts.library.shelves import Shelves
from handouts.web.desk.own.draft import NAME as DRAFT
from handouts.web.desk.page import desk
from handouts.web.desk.printing.journal import NAME as JOURNAL
from tests.patience import PATIENCE
from tests.printing import OUT_OF_PAPER, Service, service, unlike
from tests.web.desk.counter import Counter as At
from tests.web.desk.counter import at_counter
from tests.web.desked import Desked, desked
from tests.web.served import data, text

expect.set_options(timeout=PATIENCE * 1_000)
MARIA, ZOE = 2, 4
"""The numbers of their rows."""

Answer = dict[str, Any]


@dataclass
class Counter(Desked):
    """A desk that can be closed and started anew."""

    running: contextlib.ExitStack = field(default_factory=contextlib.ExitStack)

    def restart(self) -> None:
        """Another start of the desk in the same folder."""
        self.running.close()
        self.door = self.running.enter_context(desk(Shelves(self.folder), now=self.clock))


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Counter]:
    """A desk with a day's list, in a clinic whose words nobody has signed."""
    with contextlib.ExitStack() as running:
        started = running.enter_context(desked(tmp_path))
        yield Counter(started.folder, started.door, started.clock, running)


def press(served: Desked, address: str, *said: tuple[str, str]) -> Answer:
    """What a script is told when a button is pressed."""
    found: Answer = json.loads(
        text(served.ask(address, urlencode(said), Accept="application/json"))
    )
    return found


def until(served: Desked, right: Callable[[Answer], object]) -> Answer:
    """What the page shows as soon as it is as it should be."""
    seen, deadline = -1, time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        news: Answer = json.loads(text(served.ask(f"/news?seen={seen}")))
        seen = news["number"]
        if "regions" in news and right(news["regions"]):
            shown: Answer = news["regions"]
            return shown
    raise AssertionError


def pages(served: Desked) -> str:
    """The token of the pages that show, once they do."""
    shown = until(served, lambda regions: "/pages/" in regions["paper"])
    found = re.search("/pages/([^/]+)/", shown["paper"])
    assert found
    return found[1]


def picked(served: Desked, row: int) -> str:
    press(served, "/pick", ("row", str(row)))
    return pages(served)


def given(html: str) -> tuple[tuple[str, str], ...]:
    """What the form of a question says when somebody answers with yes."""
    return tuple(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', html))


def printed(served: Desked, token: str, way: str = "/dialog") -> Answer:
    """The answer after every question was answered with yes."""
    told = press(served, way, ("token", token))
    while "asks" in told:
        told = press(served, way, *given(told["asks"]))
    return told


def kept(folder: Path) -> str:
    """The draft file; empty when there is none."""
    return "".join(path.read_text() for path in folder.glob(f".desk/*/{DRAFT}"))


def until_kept(folder: Path, right: Callable[[str], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not right(kept(folder)):
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_the_dialog_opens_for_the_pages_that_show_once_somebody_knows_they_are_a_draft(
    served: Desked,
) -> None:
    token = picked(served, MARIA)
    asks = press(served, "/dialog", ("token", token))["asks"]
    assert "This is a DRAFT" in asks
    assert "A clinician has to read it" in asks
    assert press(served, "/dialog", *given(asks)) == {"print": f"/handout/{token}.pdf"}
    shown = until(served, lambda regions: "To the print dialog 8:20\xa0am" in regions["list"])
    assert "Only you can see whether paper came" in shown["person"]


def test_a_second_time_asks_with_the_time_of_the_first(served: Desked) -> None:
    token = picked(served, MARIA)
    printed(served, token)
    served.clock.go_on(minutes=2)
    asks = press(served, "/dialog", ("token", token), ("yes", "draft"))["asks"]
    assert "Sent to the print dialog at 8:20\xa0am" in asks
    assert "Look for that paper first" in asks
    assert press(served, "/dialog", *given(asks)) == {"print": f"/handout/{token}.pdf"}


def test_other_words_ask_to_take_the_earlier_paper_back(served: Desked) -> None:
    printed(served, picked(served, MARIA))
    key = json.loads(text(served.ask("/news?seen=-1")))["key"]
    press(served, "/change", ("key", key), ("note", "Bring a friend."))
    asks = press(served, "/dialog", ("token", pages(served)), ("yes", "draft"))["asks"]
    assert "says something else" in asks
    assert "Take that one back" in asks


@pytest.mark.parametrize("way", ["/dialog", "/print"])
def test_the_pages_of_the_patient_before_are_not_printed(served: Desked, way: str) -> None:
    old = picked(served, MARIA)
    picked(served, ZOE)
    told = press(served, way, ("token", old), ("yes", "draft"))
    assert "Nothing was printed" in told["regions"]["notice"]
    assert "Print" in told["regions"]["person"]
    assert "To the print dialog" not in told["regions"]["list"]


def test_pages_that_never_were_are_not_printed(served: Desked) -> None:
    early = press(served, "/dialog", ("token", ""))
    assert "no finished pages" in early["regions"]["notice"]
    picked(served, MARIA)
    for token in ("", "x", "../../etc/passwd", "é", "\0"):
        told = press(served, "/dialog", ("token", token))
        assert "Nothing was printed" in told["regions"]["notice"]


def test_a_form_without_a_script_is_asked_on_a_page_and_then_gets_the_file(served: Desked) -> None:
    token = picked(served, MARIA)
    asked = served.ask("/dialog", urlencode({"token": token}))
    assert asked.status == 200
    assert "This is a DRAFT" in text(asked)
    sent = served.ask("/dialog", urlencode(given(text(asked))))
    assert (sent.status, sent.getheader("Location")) == (303, f"/handout/{token}.pdf")
    assert text(served.ask(f"/handout/{token}.pdf")).startswith("%PDF")


def test_a_restart_marks_the_row_and_asks(served: Counter, tmp_path: Path) -> None:
    printed(served, picked(served, MARIA))
    served.restart()
    assert "To the print dialog 8:20\xa0am" in text(served.ask("/"))
    asks = press(served, "/dialog", ("token", picked(served, MARIA)), ("yes", "draft"))
    assert "Sent to the print dialog at 8:20\xa0am" in asks["asks"]
    (journal,) = (path.read_text() for path in tmp_path.glob(f".desk/*/{JOURNAL}"))
    assert not re.search("Maria|Example|1958|000101", journal)


def test_a_restart_goes_on_with_the_patient_and_with_what_was_typed(served: Counter) -> None:
    press(served, "/pick", ("row", str(ZOE)))
    key = json.loads(text(served.ask("/news?seen=-1")))["key"]
    press(served, "/change", ("key", key), ("note", "Bring a friend."), ("language", "es"))
    until_kept(served.folder, lambda said: "Bring a friend." in said)
    served.restart()
    shown = text(served.ask("/"))
    assert "Beispiel-Muster" in shown
    assert "Bring a friend." in shown
    assert 'aria-current="true"' in shown
    printed(served, pages(served))
    assert kept(served.folder) == ""


def test_the_draft_goes_with_the_print_with_the_next_patient_and_with_the_last(
    served: Desked,
) -> None:
    token = picked(served, MARIA)
    until_kept(served.folder, lambda said: "Maria" in said)
    printed(served, token)
    assert kept(served.folder) == ""
    press(served, "/pick", ("row", str(MARIA)))
    until_kept(served.folder, lambda said: "Maria" in said)
    press(served, "/pick", ("row", str(ZOE)))
    assert "Maria" not in kept(served.folder)
    until_kept(served.folder, lambda said: "Beispiel" in said)
    press(served, "/leave")
    assert kept(served.folder) == ""


def test_a_draft_of_yesterday_shows_nobody(served: Counter) -> None:
    press(served, "/pick", ("row", str(ZOE)))
    until_kept(served.folder, lambda said: "Beispiel" in said)
    served.clock.go_on(days=1)
    served.restart()
    assert "Beispiel" not in text(served.ask("/"))
    assert kept(served.folder) == ""


ODD: dict[str, object] = {
    "no cells": {"row": None},
    "cells that are none": {"cells": [1], "row": None},
    "numbers for words": {"cells": {"patient": 7}},
}


@pytest.mark.parametrize("kind", ODD)
def test_an_odd_draft_is_no_patient(served: Counter, kind: str) -> None:
    (folder,) = (served.folder / ".desk").glob("[!.]*")
    day = dt.date(2026, 12, 1).isoformat()
    said = {"format": 1, "day": day, "parts": {"today": ODD[kind]}}
    served.running.close()
    (folder / DRAFT).write_text(json.dumps(said))
    served.restart()
    assert 'id="print"' not in text(served.ask("/"))
    assert kept(served.folder) == ""


@pytest.fixture(scope="module")
def running() -> Iterator[Service]:
    """A print service for all tests of this file."""
    with service() as started:
        yield started


@pytest.fixture
def lobby(running: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desked]:
    """The desk of a clinic with a printer."""
    monkeypatch.setenv("CUPS_SERVER", running.socket)
    with desked(tmp_path) as started:
        settings = tmp_path / "handouts.yaml"
        settings.write_text(settings.read_text().replace("  name:\n", "  name: Lobby\n"))
        yield started


@pytest.mark.cups
def test_one_click_prints_the_very_file_that_shows(running: Service, lobby: Desked) -> None:
    token = picked(lobby, MARIA)
    pdf = lobby.ask(f"/handout/{token}.pdf")
    assert 'action="/print"' in text(lobby.ask("/"))
    told = press(lobby, "/print", ("token", token), ("copies", "1"))
    assert "This is a DRAFT" in told["asks"]
    printed(lobby, token, "/print")
    until(lobby, lambda regions: "Printed 8:20\xa0am" in regions["list"])
    job = max(int(re.findall(r"\d+", path.stem)[0]) for path in running.out.glob("Lobby-*.pdf"))
    assert set(unlike(data(pdf), running.came_out(job, "Lobby"))) == {0}


@pytest.mark.cups
def test_what_holds_the_printer_up_shows_until_it_is_taken_back(
    running: Service, lobby: Desked
) -> None:
    token = picked(lobby, MARIA)
    with running.meeting(OUT_OF_PAPER, "Lobby"):
        printed(lobby, token, "/print")
        shown = until(lobby, lambda regions: "Lobby is out of paper." in regions["person"])
        assert "Lobby is out of paper." in shown["list"]
        assert "Put paper in" in shown["person"]
        press(lobby, "/take-back", *given(shown["person"].partition("/take-back")[2]))
        until(lobby, lambda regions: "somebody canceled it" in regions["person"])


@pytest.mark.cups
def test_copies_are_those_that_were_asked_for_also_after_a_question(
    running: Service, lobby: Desked
) -> None:
    token = picked(lobby, MARIA)
    asks = press(lobby, "/print", ("token", token), ("copies", "3"))["asks"]
    press(lobby, "/print", *given(asks))
    until(lobby, lambda regions: "3 copies" in regions["person"])
    until(lobby, lambda regions: "Printed" in regions["list"])
    del running


def test_a_number_of_copies_that_nobody_can_choose_prints_nothing(served: Desked) -> None:
    token = picked(served, MARIA)
    for copies in ("0", "10", "-1", "many", "", "1.0", "²"):
        told = press(served, "/print", ("token", token), ("yes", "draft"), ("copies", copies))
        assert "no number of copies" in told["regions"]["notice"]


DIALOG = """
window.dialogs = [];
Object.defineProperty(HTMLIFrameElement.prototype, "contentWindow", {
  get() { return {focus: () => undefined, print: () => window.dialogs.push(this.src)}; },
});
"""
"""Notes for which file the browser's dialog would open."""


@contextlib.contextmanager
def looking(chromium: Browser, served: Desked) -> Iterator[At]:
    """Somebody at the desk whose browser notes what its print dialog is opened for."""
    with at_counter(chromium, served) as at:
        at.page.add_init_script(DIALOG)
        at.page.reload()
        at.row("Maria Example").click()
        yield at


@pytest.mark.browser
def test_print_asks_first_and_then_opens_the_dialog_for_these_pages(
    chromium: Browser, served: Desked
) -> None:
    with looking(chromium, served) as at:
        token, page = at.pages_of("Maria Example"), at.page
        page.locator("#print").click()
        expect(page.locator("#asks")).to_contain_text("This is a DRAFT")
        assert page.evaluate("window.dialogs") == []
        page.locator("#yes").click()
        expect(page.locator("#leave")).to_be_focused()  # the dialog has been opened
        assert page.evaluate("window.dialogs") == [f"{served.door.origin}/handout/{token}.pdf"]
        expect(at.row("Maria Example")).to_contain_text("To the print dialog 8:20\xa0am")
        expect(page.locator("#person")).to_contain_text("Only you can see whether paper came")
        page.locator("#print").click()
        expect(page.locator("#asks")).to_contain_text("Look for that paper first")
        page.locator("#no").click()
        expect(page.locator("#asks")).to_be_hidden()
        assert page.evaluate("window.dialogs.length") == 1


@pytest.mark.browser
@pytest.mark.cups
def test_one_click_prints_and_the_page_follows_the_job_by_itself(
    running: Service, lobby: Desked, chromium: Browser
) -> None:
    with looking(chromium, lobby) as at:
        at.pages_of("Maria Example")
        with running.meeting(OUT_OF_PAPER, "Lobby"):
            at.page.get_by_role("button", name="Print on Lobby").click()
            at.page.locator("#yes").click()
            expect(at.page.locator("#person")).to_contain_text("Lobby is out of paper.")
        expect(at.row("Maria Example")).to_contain_text("Printed 8:20\xa0am")
        expect(at.page.locator("#person")).to_contain_text("Printed at 8:20\xa0am on Lobby")
        expect(at.page.locator("#leave")).to_be_focused()  # who is served is done with
        assert at.page.evaluate("window.dialogs") == []
