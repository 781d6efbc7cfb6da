"""The desk is closed from its page: an icon has no terminal that somebody could end it in."""

import http.client
import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from playwright.sync_api import Browser, expect

from handouts.batch.manifest.manifest import Manifest
from handouts.library.shelves import Shelves
from handouts.web.desk import closing
from handouts.web.desk.page import desk
from tests.axe import seen
from tests.cli.terminal import here
from tests.patience import PATIENCE
from tests.web.desk.counter import at_counter
from tests.web.desk.opening.test_running import started
from tests.web.desk.tomorrow.days import HEAD, UNBORN, csv
from tests.web.desked import NOW, Desked, desked
from tests.web.served import text

expect.set_options(timeout=PATIENCE * 1_000)

NO_LAST_WORDS = """const add = window.addEventListener;
window.addEventListener = (kind, ...more) => kind === "pagehide" || add.call(window, kind, ...more);
"""
"""Some browsers let a page that goes away send nothing any more."""
ROWS = 40
NOTED = [
    f"Ann{number} Noted,1960-01-02,{number:06d},sleep,2026-12-02,9:{number:02d} am,,Note {number}."
    for number in range(ROWS)
]
"""Each has a note, so that each is laid out by itself, which takes its time."""


@pytest.fixture
def running() -> Iterator[ExitStack]:
    """Closed, it ends the desk that was entered in it, as the command does."""
    with ExitStack() as stack:
        yield stack


@pytest.fixture
def served(tmp_path: Path, running: ExitStack) -> Desked:
    return running.enter_context(desked(tmp_path / "clinic"))


def at_work(served: Desked) -> None:
    """The handouts of tomorrow are being made."""
    raw = {"Content_Type": "application/octet-stream", "X_File": "wednesday.csv"}
    assert served.ask("/tomorrow/drop", csv(*NOTED, head=f"{HEAD},note"), **raw).status == 303
    made = served.ask("/tomorrow/make", urlencode({"way": "new", "draft": "yes"}))
    assert made.status == 303
    assert '"running":true' in text(served.ask("/tomorrow/progress"))


# ------------------------------------------------------------------------------------ over the door


def test_it_ends_once_its_last_page_is_with_the_browser(served: Desked) -> None:
    said = text(served.ask("/close", ""))
    assert "The desk is closed" in said
    assert "Open it again with its icon." in said
    assert re.findall('(?:href|src)="([^"]+)"', said) == ["/web.css"]  # nothing else comes after it
    assert not served.door.over.is_set()
    assert served.ask("/web.css").status == 200
    assert served.door.over.wait(PATIENCE)


def test_it_ends_also_when_the_browser_is_gone(
    served: Desked, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(closing, "PATIENCE", 0.05)
    served.ask("/close", "")
    assert served.door.over.wait(PATIENCE)


def test_what_any_page_asks_for_ends_nothing(served: Desked) -> None:
    served.ask("/")
    served.ask("/web.css")
    assert not served.door.over.is_set()


def test_nobody_else_and_no_link_ends_it(served: Desked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(closing, "PATIENCE", 0)
    assert served.ask("/close").status == 405
    assert served.ask("/close", "", Cookie=None).status == 403
    assert served.ask("/close", "", Origin="http://evil.example").status == 403
    assert served.ask("/close", "", Sec_Fetch_Site="cross-site").status == 403
    assert served.ask("/web.css").status == 200
    assert not served.door.over.wait(0.2)


def test_a_batch_at_work_is_told_and_goes_on_unless_somebody_says_otherwise(
    served: Desked, running: ExitStack
) -> None:
    at_work(served)
    asked = text(served.ask("/close", ""))
    assert "The handouts of a day are being made." in asked
    assert "Do not close" in asked
    served.ask("/web.css")
    assert not served.door.over.is_set()
    assert '"running":true' in text(served.ask("/tomorrow/progress"))
    assert "The desk is closed" in text(served.ask("/close", "yes=batch"))
    served.ask("/web.css")
    assert served.door.over.wait(PATIENCE)
    running.close()
    days = served.folder / "days" / "2026-12-02"
    assert Manifest.read(days).files == {path.name for path in days.glob("0*.pdf")}
    assert len(list(days.glob("0*.pdf"))) < ROWS


def test_a_batch_that_has_ended_is_not_asked_about(served: Desked) -> None:
    at_work(served)
    served.ask("/tomorrow/cancel", "")
    while '"running":true' in text(served.ask("/tomorrow/progress")):
        pass
    assert "The desk is closed" in text(served.ask("/close", ""))


def test_the_command_ends_as_it_does_when_it_is_stopped(tmp_path: Path) -> None:
    assert here("init", "clinic", cwd=tmp_path).code == 0
    process, said = started(tmp_path)
    start = urlsplit(said.splitlines()[1])
    line = http.client.HTTPConnection(start.netloc, timeout=PATIENCE)

    def ask(method: str, address: str, **headers: str) -> http.client.HTTPResponse:
        line.request(method, address, headers=headers)
        answer = line.getresponse()
        answer.read()
        return answer

    came = ask("GET", f"{start.path}?{start.query}")
    cookie = (came.getheader("Set-Cookie") or "").split(";")[0]
    form = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie}
    assert ask("POST", "/close", Origin=f"http://{start.netloc}", **form).status == 200
    assert ask("GET", "/web.css", Cookie=cookie).status == 200
    line.close()
    _, err = process.communicate(timeout=PATIENCE)
    assert (process.returncode, err) == (0, "Stopped.\n")
    assert here("-C", "clinic", "desk", "--stop", cwd=tmp_path).err == "No desk runs here.\n"


# ---------------------------------------------------------------------------------- in the browser


@pytest.mark.browser
def test_close_asks_once_and_every_window_says_so_and_what_is_typed_stays(
    chromium: Browser, served: Desked, running: ExitStack
) -> None:
    with at_counter(chromium, served) as counter, at_counter(chromium, served) as other:
        page = counter.page
        page.add_init_script(NO_LAST_WORDS)
        page.reload()
        counter.row("Zoë Beispiel-Muster").click()
        counter.pages_of("Zoë Beispiel-Muster")
        page.locator(".closing summary").click()
        expect(page.locator(".closing")).to_contain_text("What is typed stays")
        page.keyboard.press("Escape")
        expect(page.get_by_role("button", name="Close the desk")).to_be_hidden()
        expect(page.locator(".closing summary")).to_be_focused()
        expect(page.locator("#person .name")).to_have_text("Zoë Beispiel-Muster")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        close = page.get_by_role("button", name="Close the desk")
        expect(close).to_be_focused()
        page.get_by_label("Note for the patient").fill("Bring a friend.")
        close.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("The desk is closed")
        assert "Beispiel" not in page.content()
        assert seen(page) == []
        assert served.door.over.wait(PATIENCE)
        running.close()
        expect(other.page.locator("#closed")).to_contain_text("Open it again with its icon.")
        expect(other.page.locator("#list")).to_be_hidden()
        other.faults.clear()  # the browser tells that nobody answers
    served.door = running.enter_context(desk(Shelves(served.folder), now=lambda: NOW))
    with at_counter(chromium, served) as again:
        expect(again.page.get_by_label("Note for the patient")).to_have_value("Bring a friend.")


@pytest.mark.browser
def test_without_scripts(chromium: Browser, served: Desked) -> None:
    with at_counter(chromium, served, java_script_enabled=False) as counter:
        counter.page.locator(".closing summary").click()
        counter.page.get_by_role("button", name="Close the desk").click()
        expect(counter.page.get_by_role("heading", level=1)).to_have_text("The desk is closed")
    assert served.door.over.wait(PATIENCE)


@pytest.mark.browser
def test_from_the_page_of_a_day_to_come_too_where_it_loses_nothing_that_is_typed(
    chromium: Browser, served: Desked, running: ExitStack
) -> None:
    raw = {"Content_Type": "application/octet-stream", "X_File": "wednesday.csv"}
    served.ask("/tomorrow/drop", csv(UNBORN), **raw)
    address = f"{served.door.origin}/tomorrow"
    with at_counter(chromium, served) as counter:
        page = counter.page
        page.add_init_script(NO_LAST_WORDS)
        page.goto(address)
        page.locator("#next").click()
        page.locator(".closing summary").click()
        assert seen(page) == []
        page.get_by_label("Date of birth").fill("1980-12-24")
        page.get_by_role("button", name="Close the desk").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("The desk is closed")
    assert served.door.over.wait(PATIENCE)
    running.close()
    served.door = running.enter_context(desk(Shelves(served.folder), now=lambda: NOW))
    with at_counter(chromium, served) as again:
        again.page.goto(f"{served.door.origin}/tomorrow")
        again.page.locator("#next").click()
        expect(again.page.get_by_label("Date of birth")).to_have_value("1980-12-24")


@pytest.mark.browser
def test_the_question_about_a_batch_leads_back_to_it(chromium: Browser, served: Desked) -> None:
    at_work(served)
    with at_counter(chromium, served) as counter:
        page = counter.page
        page.locator(".closing summary").click()
        assert seen(page) == []
        page.get_by_role("button", name="Close the desk").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Close all the same?")
        assert seen(page) == []
        page.get_by_role("link", name="Do not close").click()
        expect(page.locator("#said").or_(page.locator(".account"))).to_be_visible()
    assert not served.door.over.is_set()
