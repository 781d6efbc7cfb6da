"""A morning at the counter from end to end: the right paper, with the mouse, with keys, whatever
happens between; and nobody else's, ever.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import pytest
from playwright.sync_api import Browser, expect

from handouts.model.visit import Edition, Patient, Visit
from handouts.problems import ExitCode, stop
from tests.patience import PATIENCE
from tests.pdf import read_back
from tests.web.desk.counter import Counter, Paper, at_counter
from tests.web.desked import Desked, desked

pytestmark = pytest.mark.browser
expect.set_options(timeout=PATIENCE * 1_000)

DAY = dt.date(2026, 12, 1)
MARIA = Visit(
    Patient("Maria Example", dt.date(1958, 3, 4), "000101"),
    "sleep", DAY, dt.time(8, 30), clinician="Dr. Ada Sample",
)  # fmt: skip
MARIO = Visit(
    Patient("Mario Example", dt.date(1961, 7, 19), "000102"),
    "exercise", DAY, dt.time(8, 45), clinician="Dr. Ada Sample",
)  # fmt: skip
ZOE = Visit(
    Patient("Zoë Beispiel-Muster", dt.date(1971, 11, 23), "000103"),
    "sleep", DAY, dt.time(9, 15), note="Bring your diary.",
)  # fmt: skip


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desked]:
    with desked(tmp_path_factory.mktemp("counter") / "clinic") as page:
        yield page


@pytest.fixture(scope="module")
def paper(served: Desked) -> Paper:
    return Paper(served)


@pytest.fixture
def counter(chromium: Browser, served: Desked) -> Iterator[Counter]:
    """The desk with its list, and nobody at it yet."""
    with at_counter(chromium, served) as somebody:
        yield somebody
        assert somebody.page.evaluate("window.agreed.wrong") == []
    served.ask("/leave", "")
    served.ask("/search", "search=")


def test_with_the_mouse_from_the_start_address_to_the_right_paper(
    chromium: Browser, paper: Paper, tmp_path: Path
) -> None:
    with (
        desked(tmp_path / "clinic") as served,
        at_counter(chromium, served, served.door.start) as counter,
    ):
        page = counter.page
        page.get_by_label("Find a patient").click()
        page.keyboard.type("9:15")
        expect(page.locator("#list .row")).to_have_count(1)
        counter.row("Zoë Beispiel-Muster").click()
        first = counter.pages_of("Zoë Beispiel-Muster")
        page.get_by_label("Large print", exact=True).click()
        second = counter.other_pages(first)
        page.get_by_label("Language").select_option("es")
        third = counter.other_pages(second)
        page.get_by_label("Note for the patient").fill("Traiga a una amiga.")
        counter.other_pages(third)
        page.get_by_role("button", name="Print", exact=True).click()
        page.get_by_role("button", name="Print all the same").click()
        pdf = counter.printed()
        assert paper.is_of(
            pdf,
            replace(ZOE, language="es", edition=Edition.LARGE_PRINT, note="Traiga a una amiga."),
        )
        assert not paper.is_of(pdf, ZOE)
        assert not paper.is_of(pdf, MARIA)
        expect(page.get_by_text("Sent to the print dialog at 8:20 am.")).to_be_visible()
        page.get_by_role("button", name="Done").click()
        expect(page.locator("#person .name")).to_have_count(0)
        expect(counter.row("Zoë Beispiel-Muster")).to_contain_text("print dialog")


def test_with_keys_alone_from_the_start_address_to_the_right_paper(
    chromium: Browser, paper: Paper, tmp_path: Path
) -> None:
    with (
        desked(tmp_path / "clinic") as served,
        at_counter(chromium, served, served.door.start) as counter,
    ):
        keys, page = counter.page.keyboard, counter.page
        keys.type("beisp")
        keys.press("Enter")
        first = counter.pages_of("Zoë Beispiel-Muster")
        expect(page.locator("#print")).to_be_focused()
        counter.tab_to(page.get_by_label("Standard", exact=True))
        keys.press("ArrowRight")
        second = counter.other_pages(first)
        counter.tab_to(page.get_by_label("Language"))
        keys.type("Sp")
        third = counter.other_pages(second)
        counter.tab_to(page.get_by_label("Note for the patient"))
        keys.press("Control+a")
        keys.type("Traiga a una amiga.")
        counter.other_pages(third)
        keys.press("Control+p")
        expect(page.get_by_text("Do not print")).to_be_focused()
        keys.press("Tab")
        keys.press("Enter")
        assert paper.is_of(
            counter.printed(),
            replace(ZOE, language="es", edition=Edition.LARGE_PRINT, note="Traiga a una amiga."),
        )
        expect(page.get_by_role("button", name="Done")).to_be_focused()
        keys.press("Enter")
        expect(page.locator("#search")).to_be_focused()
        keys.type("8:30")
        keys.press("ArrowDown")
        keys.press("Enter")
        counter.pages_of("Maria Example")


def test_who_is_picked_while_the_first_one_s_pages_are_made_gets_their_own(
    counter: Counter, paper: Paper
) -> None:
    counter.row("Mario Example").click()
    expect(counter.page.locator("#person .name")).to_have_text("Mario Example")
    counter.row("Zoë Beispiel-Muster").click()
    pdf = counter.pdf(counter.pages_of("Zoë Beispiel-Muster"))
    assert paper.is_of(pdf, ZOE)
    assert "Mario" not in read_back(pdf).text


def test_pages_of_the_patient_before_can_be_printed_by_nobody(counter: Counter) -> None:
    counter.row("Maria Example").click()
    before = counter.pages_of("Maria Example")
    counter.row("Mario Example").click()
    counter.pages_of("Mario Example")
    counter.other_pages(before)
    assert counter.pdf(before) == b""
    shown = counter.page.request.get(f"{counter.served.door.origin}/pages/{before}/1/1-1.jpg")
    assert shown.status == 404


PICKS, LOOKS = 200, 20
LETTERS = {
    "mar": "Maria Example", "mario": "Mario Example", "zo": "Zoë Beispiel-Muster",
    "jose": "José Ejemplo Modelo", "pla": "Olivia Placeholder-O'Neil",
}  # fmt: skip


def test_however_fast_patients_are_picked_name_pictures_and_paper_are_of_one(
    counter: Counter,
) -> None:
    page = counter.page
    looked = 0
    expect(counter.row("Maria Example")).to_be_visible()
    for turn in range(1, PICKS + 1):
        letters = list(LETTERS)[(turn * 3 + turn // 4) % len(LETTERS)]
        page.keyboard.press("Escape")
        page.keyboard.press("Control+a")
        page.keyboard.type(letters)
        page.keyboard.press("Enter")
        if turn % (PICKS // LOOKS) == 0:
            looked += looks_right(counter)
    assert looked > LOOKS // 2
    assert page.evaluate("window.printed") == []
    expect(page.locator("dialog[open]")).to_have_count(0)
    gone = "404 (NOT FOUND)"  # pictures of somebody who was left before they came
    counter.faults = [fault for fault in counter.faults if gone not in fault]


def looks_right(counter: Counter) -> bool:
    """Whether there are pages to look at; then what they would print is theirs who is named."""
    expect(counter.page.locator("#paper img").first).to_be_attached()
    name, token = counter.together()
    pdf = counter.pdf(token) if token else b""  # a pick on its way may have ended them just now
    if pdf:
        assert name in read_back(pdf).text
    return bool(pdf)


@pytest.mark.parametrize("letters", LETTERS)
def test_a_few_letters_and_enter_bring_the_first_who_is_found_to_the_counter(
    counter: Counter, letters: str
) -> None:
    counter.page.keyboard.type(letters)
    counter.page.keyboard.press("Enter")
    counter.pages_of(LETTERS[letters])


def test_without_scripts_the_same_forms_lead_to_the_same_paper(
    chromium: Browser, served: Desked, paper: Paper
) -> None:
    with at_counter(chromium, served, java_script_enabled=False) as counter:
        page = counter.page
        page.get_by_label("Find a patient").fill("beisp")
        page.get_by_role("button", name="Find").click()
        expect(page.locator("#list button[name=row]")).to_have_count(1)
        counter.row("Zoë Beispiel-Muster").click()
        expect(page.locator("#person")).to_contain_text("November 23, 1971")
        page.get_by_label("Note for the patient").fill("Bring a friend.")
        page.get_by_label("Language").select_option("es")
        page.get_by_role("button", name="Show the pages").click()
        wait_without_scripts(counter)
        with page.expect_popup() as opened:
            page.get_by_role("button", name="Print", exact=True).click()
        asked = opened.value
        with asked.expect_response("**/handout/*.pdf") as answered:
            asked.get_by_role("button", name="Print all the same").click()
        pdf = page.request.get(answered.value.url).body()
        assert paper.is_of(pdf, replace(ZOE, language="es", note="Bring a friend."))
        page.get_by_role("button", name="Done").click()
        expect(page.locator("#person .name")).to_have_count(0)


def wait_without_scripts(counter: Counter) -> None:
    """A page without scripts renews itself while its pages are made; so does a person."""
    for _ in range(60):
        if counter.page.locator("#paper img").count():
            return
        counter.page.reload()
        counter.page.wait_for_timeout(500)
    raise AssertionError("the pages never came")


def test_after_idle_minutes_nobody_shows_and_go_on_brings_all_back(
    counter: Counter, paper: Paper
) -> None:
    page = counter.page
    counter.row("Zoë Beispiel-Muster").click()
    before = counter.pages_of("Zoë Beispiel-Muster")
    page.locator("[name=note]").fill("Bring a friend.")
    counter.other_pages(before)
    counter.served.clock.go_on(minutes=6)
    expect(page.get_by_role("button", name="Go on")).to_be_visible()
    shown = page.content()
    for word in ("Beispiel", "Example", "1971", "000103", "friend"):
        assert word not in shown
    page.get_by_role("button", name="Go on").click()
    expect(page.locator("[name=note]")).to_have_value("Bring a friend.")
    assert paper.is_of(counter.pdf(counter.token), replace(ZOE, note="Bring a friend."))


def test_an_old_window_neither_shows_nor_changes_nor_prints_who_is_there_no_more(
    counter: Counter, chromium: Browser, served: Desked, paper: Paper
) -> None:
    counter.row("Maria Example").click()
    before = counter.pages_of("Maria Example")
    counter.page.route("**/news*", lambda _: None)  # nothing tells this window any more
    counter.page.reload()
    with at_counter(chromium, served) as other:
        other.row("Mario Example").click()
        other.pages_of("Mario Example")
        other.other_pages(before)
        assert counter.pdf(before) == b""
        counter.page.get_by_label("Note for the patient").fill("For Maria only.")
        expect(counter.page.locator("#notice")).to_contain_text("Another patient was picked")
        expect(counter.page.locator("#person .name")).to_have_text("Mario Example")
        expect(counter.page.get_by_label("Note for the patient")).to_have_value("")
        assert paper.is_of(other.pdf(other.token), MARIO)


def test_print_in_an_old_window_prints_nothing(
    counter: Counter, chromium: Browser, served: Desked
) -> None:
    counter.row("Maria Example").click()
    before = counter.pages_of("Maria Example")
    counter.page.route("**/news*", lambda _: None)
    counter.page.reload()
    with at_counter(chromium, served) as other:
        other.row("Mario Example").click()
        other.pages_of("Mario Example")
        other.other_pages(before)
        counter.page.get_by_role("button", name="Print", exact=True).click()
        expect(counter.page.locator("#person .name")).to_have_text("Mario Example")
        expect(counter.page.locator("#notice .error")).to_be_visible()
        assert counter.page.evaluate("window.printed") == []
        assert counter.papers == []


def test_a_reload_loses_nothing_that_was_typed(counter: Counter, paper: Paper) -> None:
    counter.row("Zoë Beispiel-Muster").click()
    before = counter.pages_of("Zoë Beispiel-Muster")
    counter.page.get_by_label("Note for the patient").fill("Bring a friend.")
    counter.other_pages(before)
    counter.page.reload()
    expect(counter.page.get_by_label("Note for the patient")).to_have_value("Bring a friend.")
    assert paper.is_of(counter.pdf(counter.token), replace(ZOE, note="Bring a friend."))


def test_what_is_wrong_is_told_at_its_field_and_mended_there(
    counter: Counter, paper: Paper
) -> None:
    page = counter.page
    counter.row("Nobody Mustermann").click()
    born = page.get_by_label("Date of birth")
    expect(born).to_be_focused()
    expect(born).to_have_attribute("aria-invalid", "true")
    born.fill("1980-13-45")
    expect(page.locator("#wrong-born")).to_contain_text("no calendar has")
    assert page.locator("#paper img").count() == 0
    born.fill("1980-12-24")
    token = counter.pages_of("Nobody Mustermann")
    mended = Visit(
        Patient("Nobody Mustermann", dt.date(1980, 12, 24), "000106"),
        "sleep", DAY, dt.time(11, 15),
    )  # fmt: skip
    assert paper.is_of(counter.pdf(token), mended)


def test_what_the_machine_stopped_is_made_when_it_is_tried_again(
    counter: Counter, paper: Paper
) -> None:
    slow = stop("It was not finished.", "Try it once more.", code=ExitCode.MACHINE)
    with patch("handouts.web.desk.press.press.Press.make", side_effect=slow):
        counter.row("Zoë Beispiel-Muster").click()
        again = counter.page.get_by_role("button", name="Try again")
        expect(again).to_be_visible()
    again.click()
    assert paper.is_of(counter.pdf(counter.pages_of("Zoë Beispiel-Muster")), ZOE)
    expect(again).to_have_count(0)
