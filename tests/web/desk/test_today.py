"""A morning at the front desk in a real browser: find, pick, look, change, print."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.patience import PATIENCE
from tests.web.desked import NOW, ROWS, Desked, desked, schedule
from tests.web.served import text

pytestmark = pytest.mark.browser
expect.set_options(timeout=PATIENCE * 1_000)

BAD = 400
"""Answers from this status on."""
PRINTS = """Object.defineProperty(HTMLIFrameElement.prototype, "contentWindow", { get() {
  return { focus() {}, print: () => { document.documentElement.dataset.printed = this.src; } };
} });"""
"""The print dialog is the browser's own, and would stop the test: its call is noted instead."""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desked]:
    """One desk for all tests: after each, nobody is at the counter."""
    with desked(tmp_path_factory.mktemp("desk") / "clinic") as page:
        yield page


@pytest.fixture
def page(chromium: Browser, served: Desked) -> Iterator[Page]:
    opened = window(chromium, served)
    faults: list[str] = []
    opened.on("pageerror", lambda fault: faults.append(str(fault)))
    opened.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    opened.on("response", lambda it: faults.append(it.url) if it.status >= BAD else None)
    yield opened
    opened.context.close()
    for button in ("leave", "own-list", "search"):
        served.ask(f"/{button}", "search=")
    # A picture may be asked for in the moment in which its pages are taken away.
    assert [
        it for it in faults if "Failed to load resource" not in it and "/pages/" not in it
    ] == []


def window(chromium: Browser, served: Desked, **how: Any) -> Page:
    """A window of the person at the counter."""
    how = {"viewport": {"width": 1280, "height": 800}, **how}
    context = chromium.new_context(**how)
    context.set_default_timeout(PATIENCE * 1_000)
    context.add_init_script(PRINTS)
    context.add_cookies([{"name": served.door.cookie, "value": served.door.secret,
                          "url": served.door.origin}])  # fmt: skip
    page = context.new_page()
    page.goto(served.door.origin)
    return page


def pick(page: Page, name: str = "Zoë Beispiel-Muster") -> None:
    """Click on a row, and wait for the pages."""
    page.locator(".row", has_text=name).click()
    expect(page.locator(".name")).to_have_text(name)
    expect(page.locator("#print:not([aria-disabled])")).to_be_visible()
    expect(page.locator("#paper .sheet img").first).to_be_visible()


def picture(page: Page) -> str:
    """The address of the first page's picture."""
    return page.locator("#paper .sheet img").first.get_attribute("src") or ""


def wait_for_pages(page: Page, before: str) -> None:
    """Until other pages are finished than before."""
    expect(page.locator("#paper .sheet img").first).not_to_have_attribute("src", before)
    expect(page.locator("#print:not([aria-disabled])")).to_be_visible()


def focused(page: Page) -> str:
    """The id of what has the focus, else its text."""
    said: str = page.evaluate(
        "document.activeElement.id || document.activeElement.innerText.replaceAll('\\n', ' ')"
    )
    return said


# -------------------------------------------------------------------------- who is at the counter


def test_a_patient_who_is_picked_shows_large_with_the_finished_pages(page: Page) -> None:
    pick(page, "Maria Example")
    person = page.locator("#person")
    expect(person).to_contain_text("March 4, 1958")
    expect(person).to_contain_text("8:30 am")
    expect(page.locator("#paper .sheet img")).to_have_count(2)
    size = page.locator(".name").evaluate("it => parseFloat(getComputedStyle(it).fontSize)")
    assert size >= 30


def test_name_and_birth_date_stay_in_view_however_far_the_pages_are_scrolled(page: Page) -> None:
    pick(page)
    page.locator("#paper").evaluate("it => it.scrollTo(0, it.scrollHeight)")
    page.locator("#choices").evaluate("it => it.scrollTo(0, it.scrollHeight)")
    expect(page.locator(".name")).to_be_in_viewport(ratio=1)
    expect(page.locator(".fact.born")).to_be_in_viewport(ratio=1)
    expect(page.locator("#print")).to_be_in_viewport(ratio=1)


def test_the_row_that_was_picked_stays_on_the_list_whatever_is_searched(page: Page) -> None:
    pick(page)
    page.locator("#search").fill("olivia")
    expect(page.locator(".row")).to_have_count(2)
    expect(page.locator(".row[aria-current]")).to_contain_text("Zoë Beispiel-Muster")


def test_people_who_are_easily_confused_are_marked_on_the_list_and_beside_the_name(
    page: Page,
) -> None:
    expect(page.locator(".row", has_text="Look-alike")).to_have_count(2)
    pick(page, "Maria Example")
    told = page.locator("#person .told")
    expect(told).to_contain_text(
        "Another patient today has a similar name: Mario Example, 8:45 am, born July 19, 1961."
    )
    expect(told).to_contain_text("Ask for the birth date")
    expect(told).not_to_contain_text("row")


def test_another_patient_begins_without_what_was_typed_for_the_one_before(page: Page) -> None:
    pick(page)
    page.locator("#note").fill("Bring a driver.")
    page.get_by_role("radio", name="Large print").check()
    pick(page, "Maria Example")
    expect(page.locator("#note")).to_have_value("")
    expect(page.get_by_role("radio", name="Standard")).to_be_checked()


# -------------------------------------------------------------------------------- with keys alone


def test_a_few_letters_and_enter_pick_the_first_who_is_found(page: Page) -> None:
    assert focused(page) == "search"
    page.keyboard.type("olivia")
    page.keyboard.press("Enter")
    expect(page.locator(".name")).to_have_text("Olivia Placeholder-O'Neil")
    expect(page.locator("#print")).to_be_focused()


def test_enter_in_an_empty_search_picks_nobody(page: Page) -> None:
    page.keyboard.press("Enter")
    page.keyboard.type("zo")
    expect(page.locator(".row")).to_have_count(1)
    expect(page.locator(".person")).to_have_count(0)


def test_a_record_number_and_a_time_find_a_patient_too(page: Page) -> None:
    for asked in ("000103", "9:15"):
        page.locator("#search").fill(asked)
        expect(page.locator(".row")).to_have_count(1)
        expect(page.locator(".row").first).to_contain_text("Zoë Beispiel-Muster")


def test_nobody_found_is_said_with_the_way_on(page: Page) -> None:
    page.locator("#search").fill("xyz")
    expect(page.locator("#list")).to_contain_text("Nobody on the list is found by this.")
    expect(page.locator("#status")).to_have_text("0 found.")


def test_arrows_walk_through_the_list_and_back_to_the_search(page: Page) -> None:
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert "Mario Example" in focused(page)
    page.keyboard.press("End")
    assert "Olivia" in focused(page)
    page.keyboard.press("Home")
    assert "Maria Example" in focused(page)
    page.keyboard.press("ArrowUp")
    assert focused(page) == "search"


def test_an_arrow_goes_to_the_list_of_the_last_letters_however_late_it_comes(page: Page) -> None:
    page.route("**/search", late)
    page.keyboard.type("o")
    page.keyboard.press("ArrowDown")
    assert focused(page) == "search"
    expect(page.locator(".row:focus")).to_contain_text("Olivia")


def test_the_list_is_one_stop_for_the_tab_key(page: Page) -> None:
    page.keyboard.press("Tab")
    assert "Maria Example" in focused(page)
    page.keyboard.press("Tab")
    assert focused(page) == "new"


def test_a_letter_on_the_list_goes_on_with_the_search(page: Page) -> None:
    page.keyboard.press("ArrowDown")
    page.keyboard.type("jo")
    expect(page.locator("#search")).to_have_value("jo")
    expect(page.locator(".row")).to_have_count(1)


def test_escape_leaves_and_what_was_typed_comes_back_with_one_press(page: Page) -> None:
    pick(page)
    page.locator("#note").fill("Bring a driver.")
    page.keyboard.press("Escape")
    expect(page.locator(".person")).to_have_count(0)
    assert focused(page) == "search"
    page.get_by_role("button", name="Go on with this patient").click()
    expect(page.locator("#note")).to_have_value("Bring a driver.")


def test_the_same_patient_picked_again_after_escape_has_what_was_typed(page: Page) -> None:
    pick(page)
    page.locator("#note").fill("Bring a driver.")
    page.keyboard.press("Escape")
    expect(page.locator(".person")).to_have_count(0)
    pick(page)
    expect(page.locator("#note")).to_have_value("Bring a driver.")


def test_a_patient_at_the_counter_who_is_picked_once_more_keeps_what_was_typed(page: Page) -> None:
    pick(page)
    page.locator("#note").fill("Bring a driver.")
    page.locator("#search").fill("zo")
    expect(page.locator(".row")).to_have_count(1)
    page.locator("#search").press("Enter")
    expect(page.locator("#print")).to_be_focused()
    expect(page.locator("#note")).to_have_value("Bring a driver.")


def test_done_keeps_nothing(page: Page) -> None:
    page.locator("#search").fill("zo")
    expect(page.locator(".row")).to_have_count(1)
    pick(page)
    page.locator("#note").fill("Bring a driver.")
    page.locator("#leave").click()
    expect(page.locator(".person")).to_have_count(0)
    expect(page.get_by_role("button", name="Go on with this patient")).to_have_count(0)
    expect(page.locator("#search")).to_have_value("")
    expect(page.locator(".row")).to_have_count(7)
    pick(page)
    expect(page.locator("#note")).to_have_value("Bring your diary.")


def test_a_pick_takes_the_focus_from_nobody_who_goes_on_typing(page: Page) -> None:
    page.route("**/pick", late)
    page.keyboard.type("zo")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    page.keyboard.type("maria")
    expect(page.locator("#search")).to_have_value("maria")
    expect(page.locator("li:not(.pinned) > .row")).to_have_count(1)
    assert focused(page) == "search"


def late(route: Route) -> None:
    """An answer that takes its time on the way back."""
    try:
        answer = route.fetch()
        route.request.frame.page.wait_for_timeout(700)
        route.fulfill(response=answer)
    except Exception:  # noqa: S110  # the page did not wait for it: a test wants to see that
        pass


# ---------------------------------------------------------------------------- what can be changed


def test_large_print_is_one_click_and_the_pages_follow(page: Page) -> None:
    pick(page)
    before = picture(page)
    page.get_by_role("radio", name="Large print").check()
    wait_for_pages(page, before)
    expect(page.locator(".name")).to_have_text("Zoë Beispiel-Muster")


def test_another_language_brings_its_pages_and_a_copy_in_the_clinics_own(page: Page) -> None:
    pick(page)
    before = picture(page)
    page.locator("#language").select_option("es")
    wait_for_pages(page, before)
    expect(page.locator("#paper h3")).to_have_count(1)
    page.get_by_label("A copy in English, too").check()
    expect(page.locator("#paper h3")).to_have_count(2)
    page.get_by_label("A copy in English, too").uncheck()
    expect(page.locator("#paper h3")).to_have_count(1)


def test_another_treatment_is_one_click_and_a_second_one_comes_along(page: Page) -> None:
    pick(page)
    before = picture(page)
    page.locator("#treatment").get_by_label("Exercise").check()
    wait_for_pages(page, before)
    page.locator("#also summary").click()
    page.get_by_label("And also").select_option(label="Sleep")
    expect(page.locator("#paper h3")).to_have_count(2)


def test_a_risk_is_found_by_letters_and_those_that_are_ticked_stand_there(page: Page) -> None:
    pick(page)
    page.locator("#risks summary").click()
    page.get_by_label("Find a risk").fill("apnea")
    expect(page.locator(".ticks label:visible")).to_have_count(1)
    page.get_by_label("Sleep apnea").check()
    page.get_by_label("Find a risk").fill("")
    expect(page.locator(".ticks label:visible").nth(9)).to_be_visible()
    page.locator("#risks summary").click()
    expect(page.locator("#ticked")).to_have_text("Sleep apnea")


def test_the_note_says_how_many_letters_it_has(page: Page) -> None:
    pick(page)
    page.locator("#note").fill("Bring a driver.")
    expect(page.locator("#letters")).to_have_text("15 of 300 letters")
    page.locator("#note").fill("x" * 400)
    expect(page.locator("#letters")).to_have_text("300 of 300 letters")


def test_an_answer_that_comes_late_takes_no_letter_away(page: Page) -> None:
    pick(page)
    page.route("**/change", late)
    note = page.locator("#note")
    note.fill("")
    note.press_sequentially("Bring", delay=80)
    page.wait_for_timeout(500)  # the first words are on their way
    note.press_sequentially(" a driver.", delay=60)
    page.unroute("**/change")
    expect(page.locator("#letters")).to_have_text("15 of 300 letters")
    expect(note).to_have_value("Bring a driver.")
    expect(note).to_be_focused()
    page.reload()
    expect(page.locator("#note")).to_have_value("Bring a driver.")


def test_of_two_picks_the_later_one_counts_also_when_the_first_is_answered_last(
    page: Page,
) -> None:
    page.route("**/pick", late)
    page.locator(".row", has_text="Maria Example").click()
    page.unroute("**/pick")
    pick(page, "Olivia Placeholder-O'Neil")
    page.wait_for_timeout(1_000)  # longer than the late answer takes
    expect(page.locator(".name")).to_have_text("Olivia Placeholder-O'Neil")


# --------------------------------------------------------------------------- what is to be mended


def test_a_row_with_a_fault_says_in_words_what_is_to_mend_and_where(page: Page) -> None:
    page.locator(".row", has_text="Nobody Mustermann").click()
    expect(page.locator("#to-mend")).to_have_text("1 thing to mend")
    born = page.get_by_label("Date of birth")
    expect(born).to_be_focused()
    expect(born).to_have_attribute("aria-invalid", "true")
    expect(born).to_have_accessible_description("Date of birth is missing.")
    born.fill("13/45/1958")
    expect(page.locator("#wrong-born")).to_contain_text("Date of birth")
    expect(born).to_have_value("13/45/1958")
    born.fill("1977-02-01")
    expect(page.locator("#paper .sheet img").first).to_be_visible()
    expect(page.locator("#to-mend")).to_have_count(0)
    expect(page.locator("#person")).to_contain_text("February 1, 1977")
    expect(born).to_be_focused()


def test_the_count_of_faults_leads_to_the_first(page: Page) -> None:
    pick(page)
    page.locator("#who summary").click()
    page.get_by_label("Date of birth").fill("tomorrow")
    page.get_by_label("Time to arrive").fill("noonish")
    expect(page.locator("#to-mend")).to_have_text("2 things to mend")
    page.locator("#to-mend a").click()
    expect(page.get_by_label("Date of birth")).to_be_focused()
    expect(page.locator("#print")).to_have_attribute("aria-disabled", "true")


def test_somebody_who_is_not_on_the_list_is_told_what_is_needed_and_blamed_for_nothing(
    page: Page,
) -> None:
    page.get_by_role("button", name="Not on the list").click()
    expect(page.get_by_label("Name", exact=True)).to_be_focused()
    expect(page.locator("#needed")).to_contain_text(
        "Name, Date of birth, Time to arrive, Treatment"
    )
    expect(page.locator("[aria-invalid]")).to_have_count(0)
    page.keyboard.type("Walk Inn")
    page.get_by_label("Date of birth").fill("1960-01-02")
    page.get_by_label("Time to arrive").fill("9:40 am")
    page.locator("#treatment").get_by_label("Sleep").check()
    expect(page.locator("#paper .sheet img").first).to_be_visible()
    expect(page.locator(".name")).to_have_text("Walk Inn")


def test_no_pages_are_said_in_words_with_names_and_without_ids(page: Page) -> None:
    page.locator(".row", has_text="نموذج مثال").click()
    alarm = page.locator("#paper .alarm")
    expect(alarm).to_contain_text("There is no “Sleep” in the language “Arabic")
    expect(page.locator("#print")).to_have_attribute("aria-disabled", "true")


# --------------------------------------------------------------------------------------- printing


def printed(page: Page) -> str:
    """Which file the print dialog was opened for."""
    expect(page.locator("html[data-printed]")).to_have_count(1)
    return str(page.locator("html").get_attribute("data-printed"))


def test_a_draft_is_asked_about_once_and_prints_the_very_pages_that_show(
    page: Page, served: Desked
) -> None:
    pick(page)
    token = picture(page).split("/")[2]
    page.locator("#print").click()
    asked = page.locator("dialog")
    expect(asked).to_contain_text("Zoë Beispiel-Muster, born November 23, 1971")
    expect(asked).to_contain_text("This is a DRAFT")
    expect(page.get_by_role("link", name="Do not print")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert printed(page) == f"{served.door.origin}/handout/{token}.pdf"
    expect(page.locator("#leave")).to_be_focused()


def test_whoever_does_not_want_to_print_has_printed_nothing(page: Page) -> None:
    pick(page)
    for no in ("Escape", "Enter"):
        page.locator("#print").click()
        expect(page.get_by_role("link", name="Do not print")).to_be_focused()
        page.keyboard.press(no)
        expect(page.locator("dialog")).to_be_hidden()
        expect(page.locator("#print")).to_be_focused()
    expect(page.locator(".name")).to_have_text("Zoë Beispiel-Muster")
    expect(page.locator("html[data-printed]")).to_have_count(0)
    expect(page.locator("#paper-frame")).to_have_count(0)


def test_control_and_p_prints_the_handout(page: Page) -> None:
    pick(page)
    page.keyboard.press("Control+p")
    expect(page.locator("dialog")).to_contain_text("Zoë Beispiel-Muster")
    page.locator("#yes").click()
    assert printed(page).endswith(".pdf")


def test_print_says_why_when_there_is_nothing_to_print(page: Page) -> None:
    page.locator(".row", has_text="Nobody Mustermann").click()
    expect(page.locator("#to-mend")).to_be_visible()
    page.keyboard.press("Control+p")
    expect(page.locator("#notice")).to_contain_text("There are no finished pages to print yet.")


# -------------------------------------------------------------------------- other windows, pauses


def test_a_second_window_shows_who_was_picked_in_the_first(
    page: Page, chromium: Browser, served: Desked
) -> None:
    second = window(chromium, served)
    pick(page)
    expect(second.locator(".name")).to_have_text("Zoë Beispiel-Muster")
    second.context.close()


def test_an_old_window_changes_and_prints_nobody_else(page: Page, served: Desked) -> None:
    pick(page)
    key = page.locator("[name=key]").input_value()
    token = picture(page).split("/")[2]
    pick(page, "Maria Example")
    asks = {"Accept": "application/json"}
    said = text(served.ask("/change", f"key={key}&note=x", **asks))
    assert "Another patient was picked meanwhile, in another window" in said
    said = text(served.ask("/dialog", f"token={token}&yes=draft", **asks))
    assert "Nothing was printed: this window showed pages of before." in said
    assert served.ask(f"/handout/{token}.pdf").status == 404
    expect(page.locator("#note")).to_have_value("")


def test_after_idle_minutes_no_patient_shows_and_go_on_brings_everything_back(
    page: Page, served: Desked
) -> None:
    pick(page)
    before = picture(page)
    page.locator("#note").fill("Bring a driver.")
    wait_for_pages(page, before)
    served.clock.go_on(minutes=6)
    expect(page.get_by_role("heading", level=1)).to_have_text("Nobody was here for a while")
    assert "Zoë" not in page.content()
    page.keyboard.press("Enter")
    expect(page.locator("#note")).to_have_value("Bring a driver.")
    served.clock.time = NOW


def test_title_and_address_say_nothing_of_a_patient(page: Page, served: Desked) -> None:
    pick(page)
    page.locator("#search").fill("maria")
    expect(page.locator(".row")).to_have_count(2)
    assert page.title() == "Front desk"
    assert page.url == f"{served.door.origin}/"


def test_the_back_button_shows_whoever_is_at_the_counter_now(page: Page, served: Desked) -> None:
    pick(page)
    page.goto("about:blank")
    served.ask("/leave", "")
    page.go_back()
    expect(page.locator(".nobody")).to_be_visible()
    assert page.locator(".person").count() == 0


def test_a_desk_that_was_closed_says_so_in_place_of_the_patient(
    chromium: Browser, tmp_path: Path
) -> None:
    with desked(tmp_path / "clinic") as alone:
        page = window(chromium, alone)
        page.locator(".row", has_text="Nobody Mustermann").click()
        expect(page.locator(".name")).to_be_visible()
    expect(page.locator("#closed")).to_contain_text("Open it again with its icon.")
    expect(page.locator(".name")).to_be_hidden()
    expect(page.locator("#list")).to_be_hidden()
    page.context.close()


# --------------------------------------------------------------------------------------- the list


def test_a_file_that_is_chosen_is_the_list_until_the_clinics_own_is_wanted_again(
    page: Page,
) -> None:
    words = schedule("Rosa Muster,1960-01-02,000301,sleep,2026-12-01,9:00 am,,,,,,,,")
    page.locator("#file").set_input_files(
        {"name": "other.csv", "mimeType": "text/csv", "buffer": words.encode()}
    )
    expect(page.locator(".row")).to_have_count(1)
    expect(page.locator(".row").first).to_contain_text("Rosa Muster")
    page.get_by_role("button", name="Use the clinic's own list").click()
    expect(page.locator(".row")).to_have_count(7)


DROP = """([words, where]) => {
  const held = new DataTransfer();
  held.items.add(new File([words], "dropped.csv"));
  for (const kind of ["dragover", "drop"]) document.querySelector(where).dispatchEvent(
    new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: held }));
}"""


def test_a_file_that_is_dropped_on_the_list_is_todays_list(page: Page) -> None:
    row = "Rosa Muster,1960-01-02,000301,sleep,2026-12-01,9:00 am,,,,,,,,"
    page.evaluate(DROP, [schedule(row), "#list"])
    expect(page.locator(".row").first).to_contain_text("Rosa Muster")
    expect(page.locator(".source")).to_contain_text("dropped.csv, 1 patient, dropped here")
    expect(page.locator(".drop-here")).to_be_hidden()


def test_a_file_that_is_no_list_says_why_and_the_way_back(page: Page) -> None:
    page.evaluate(DROP, ["a,b\n1,2\n", "#list"])
    expect(page.locator("#list [role=alert]")).to_contain_text(
        "dropped.csv cannot be used as today's list."
    )
    page.get_by_role("button", name="Use the clinic's own list").click()
    expect(page.locator(".row")).to_have_count(7)


def test_a_list_of_another_day_offers_that_day_and_says_it_loudly(page: Page) -> None:
    page.evaluate(DROP, [schedule(ROWS[-1]), "#list"])
    expect(page.locator("#list")).to_contain_text("Nobody comes on Tuesday, December 1, 2026.")
    page.get_by_role("button", name="Wednesday, December 2").click()
    expect(page.locator("#list")).to_contain_text("December 2, 2026, not of today.")
    expect(page.locator(".row").first).to_contain_text("Late Specimen")


def test_what_stands_against_a_row_is_loud_and_print_asks(page: Page) -> None:
    other = "Rosa Muster,1960-01-02,000103,sleep,2026-12-01,9:00 am,,,,,,,,"
    page.evaluate(DROP, [schedule(ROWS[2], other), "#list"])
    expect(page.locator("#list")).to_contain_text("dropped.csv, 2 patients")
    pick(page)
    loud = "The record number stands in the row of Rosa Muster, 9:00 am, born January 2, 1960 too"
    expect(page.locator("#person .told.error")).to_contain_text(loud)
    page.locator("#print").click()
    expect(page.locator("dialog")).to_contain_text("The record number stands in")


def test_without_a_list_the_page_says_what_to_do(chromium: Browser, tmp_path: Path) -> None:
    with desked(tmp_path / "clinic", None) as empty:
        page = window(chromium, empty)
        expect(page.locator("#list")).to_contain_text("There is no list yet.")
        expect(page.locator("#list")).to_contain_text("Drop today's schedule here")
        page.context.close()


def test_of_a_long_day_the_first_two_hundred_show_and_a_few_letters_bring_the_others(
    page: Page,
) -> None:
    rows = [
        f"Anna{it} Example,1960-01-02,{it:06d},sleep,2026-12-01,9:00 am,,,,,,,,"
        for it in range(300)
    ]
    page.evaluate(DROP, [schedule(*rows), "#list"])
    expect(page.locator(".row")).to_have_count(200)
    expect(page.locator("#list")).to_contain_text("And 100 more.")
    page.locator("#search").fill("000299")
    expect(page.locator(".row")).to_have_count(1)
    expect(page.locator(".row").first).to_contain_text("Anna299 Example")


# ----------------------------------------------------------------------------- without JavaScript


def test_without_a_script_every_button_works_up_to_the_file(
    chromium: Browser, served: Desked, tmp_path: Path
) -> None:
    page = window(chromium, served, java_script_enabled=False)
    page.get_by_label("Find a patient").fill("zo")
    page.get_by_role("button", name="Find").click()
    page.locator(".row", has_text="Zoë Beispiel-Muster").click()
    expect(page.locator("#paper .sheet img").first).to_be_visible()  # it reloads by itself
    page.get_by_role("radio", name="Large print").check()
    page.get_by_label("Note for the patient").fill("Bring a driver.")
    page.get_by_role("button", name="Show the pages").click()
    expect(page.locator("#note")).to_have_value("Bring a driver.")
    expect(page.locator("#paper .sheet img").first).to_be_visible()
    token = picture(page).split("/")[2]
    with page.context.expect_page() as opened:
        page.locator("#print").click()
    asked = opened.value
    expect(asked.locator("main")).to_contain_text("Zoë Beispiel-Muster, born November 23, 1971")
    with asked.expect_request(f"**/handout/{token}.pdf"):
        asked.get_by_role("button", name="Print all the same").click()
    file = tmp_path / "list.csv"
    file.write_text(schedule("Rosa Muster,1960-01-02,000301,sleep,2026-12-01,9:00 am,,,,,,,,"))
    page.locator("#file").set_input_files(file)
    page.get_by_role("button", name="Take this file").click()
    expect(page.locator(".row").first).to_contain_text("Rosa Muster")
    page.context.close()
    for button in ("leave", "own-list", "search"):
        served.ask(f"/{button}", "search=")


# ------------------------------------------------------------------- screens of every size, paper


@pytest.mark.parametrize("size", [(1280, 800), (1024, 768), (640, 400), (320, 560)])
def test_nothing_is_cut_off_at_the_side_and_the_name_stays(
    chromium: Browser, served: Desked, size: tuple[int, int]
) -> None:
    page = window(chromium, served, viewport={"width": size[0], "height": size[1]})
    pick(page, "Olivia Placeholder-O'Neil")
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    page.locator("#note").scroll_into_view_if_needed()
    page.locator("#paper .sheet img").last.scroll_into_view_if_needed()
    expect(page.locator(".name")).to_be_in_viewport(ratio=1)
    expect(page.locator("#print")).to_be_in_viewport(ratio=1)
    page.context.close()
    served.ask("/leave", "")


def test_what_is_pressed_most_is_large_and_nothing_is_small(page: Page) -> None:
    pick(page)
    page.locator("#risks summary").click()
    sides = """all => all.map((it) => it.getBoundingClientRect())
      .map((box) => Math.min(box.width, box.height))"""
    large = page.locator("#print, #leave, .row, #search, #new, .file .button, #language")
    assert min(large.evaluate_all(sides)) >= 44
    others = page.locator("button:visible, .pills label, .ticks label:visible, summary, .tabs a")
    assert min(others.evaluate_all(sides)) >= 24


def test_on_paper_the_page_is_its_list_in_black_and_white(page: Page) -> None:
    pick(page)
    page.emulate_media(media="print")
    for gone in ("#search", ".counter", ".others", ".tabs"):
        expect(page.locator(gone)).to_be_hidden()
    expect(page.locator(".row").last).to_be_visible()
    style = "it => [getComputedStyle(it).color, getComputedStyle(it).backgroundColor]"
    for row in (page.locator(".row[aria-current]"), page.locator(".mark").first):
        assert row.evaluate(style) == ["rgb(0, 0, 0)", "rgba(0, 0, 0, 0)"]


def test_with_forced_colours_what_is_picked_is_told_by_more_than_colour(
    chromium: Browser, served: Desked
) -> None:
    page = window(chromium, served, forced_colors="active")
    pick(page)
    width = "it => getComputedStyle(it).borderTopWidth"
    assert page.locator(".pills :checked + span").first.evaluate(width) == "3px"
    assert page.locator(".pills input:not(:checked) + span").first.evaluate(width) == "1px"
    page.context.close()
    served.ask("/leave", "")


def test_the_keys_are_told_on_the_page(page: Page) -> None:
    page.locator(".keys summary").click()
    for key in ("Enter", "Ctrl", "Esc"):
        expect(page.locator(".keys")).to_contain_text(key)
    page.keyboard.press("Escape")
    expect(page.locator(".keys dl")).to_be_hidden()
