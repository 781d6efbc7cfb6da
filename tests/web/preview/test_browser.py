"""An editor's morning in a real browser: save, break, mend, choose, take, sign; with keys alone."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.patience import PATIENCE
from tests.web.served import QUERY, SLEEP, Preview, previewed, sleep

pytestmark = pytest.mark.browser
expect.set_options(timeout=PATIENCE * 1_000)

EXERCISE = "content/en/treatments/exercise.yaml"


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Preview]:
    with previewed(tmp_path / "clinic") as page:
        yield page


@pytest.fixture
def page(chromium: Browser, served: Preview) -> Iterator[Page]:
    """The preview of the short handout, when its pages have come."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(PATIENCE * 1_000)
    opened = context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda fault: faults.append(str(fault)))
    opened.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    opened.goto(served.door.start)
    opened.goto(f"{served.door.origin}/?{QUERY}")
    expect(opened.locator(".sheet img")).to_have_count(2)
    yield opened
    context.close()
    assert [fault for fault in faults if "net::ERR_FAILED" not in fault] == []  # cut by a test


def picture(page: Page) -> str:
    """The address of the first page's picture."""
    return page.locator(".sheet img").first.get_attribute("src") or ""


def wait_for_pages(page: Page, before: str) -> None:
    """Until other pages are shown than before, and their first picture is really there."""
    first = page.locator(".sheet img").first
    expect(first).not_to_have_attribute("src", before)
    page.wait_for_load_state("load")
    assert first.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0


def test_a_save_shows_by_itself_an_error_stands_on_top_and_goes_when_mended(
    page: Page, served: Preview
) -> None:
    before = picture(page)
    served.save(sleep("Better sleep when", "Calmer nights when"))
    expect(page.locator("#status")).to_contain_text(f"Saved: {SLEEP}. Laying out Sleep")
    wait_for_pages(page, before)
    expect(page.locator(".item").first).to_contain_text("Calmer nights when")
    good = picture(page)

    served.save(sleep("kicker:", "kiker:"))
    alarm = page.locator(".alarm")
    expect(alarm).to_contain_text(f"{SLEEP}, line ")
    expect(alarm).to_contain_text("Below are the last good pages.")
    expect(page.locator("#status")).to_contain_text(f"{SLEEP}, line ")
    expect(page.locator("#problems .problem.error")).to_have_count(1)
    assert picture(page) == good

    served.save(sleep())
    expect(alarm).to_have_count(0)
    wait_for_pages(page, good)
    expect(page.locator("#problems .problem.error")).to_have_count(0)


def test_the_problem_of_a_file_has_its_place_its_cure_and_its_manual_page(
    page: Page, served: Preview
) -> None:
    page.locator("#hints summary").click()
    hint = page.locator(".problem", has_text="example number").first
    expect(hint).to_contain_text("content/clinic.yaml, line ")
    hint.get_by_role("button", name="Open content/clinic.yaml").click()
    expect(page.locator(".notice")).to_contain_text("content/clinic.yaml opens in your editor.")
    assert served.opened == [served.folder / "content/clinic.yaml"]
    page.locator("#hints summary").click()
    page.get_by_role("link", name="Why? CLINIC001").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("CLINIC001")
    page.get_by_role("link", name="Back to the pages").click()
    expect(page).to_have_url(re.compile(re.escape(QUERY)))


def test_another_patient_and_another_treatment_are_chosen_from_the_gallery(page: Page) -> None:
    page.locator("#chooser summary").click()
    page.get_by_role("link", name=re.compile("^Large print")).click()
    expect(page.locator("#chooser summary")).to_contain_text("Sleep · Large print")
    expect(page.locator(".sheet img").nth(2)).to_be_attached()
    page.locator("#chooser summary").click()
    page.get_by_role("link", name="Exercise", exact=True).click()
    expect(page.locator("#chooser summary")).to_contain_text("Exercise · Large print")
    expect(page.locator(".item").first).to_contain_text(EXERCISE)


def test_a_stock_file_is_taken_by_its_button_and_can_be_opened_then(
    page: Page, served: Preview
) -> None:
    name = "content/en/statements/credit.yaml"
    page.get_by_role("button", name=f"Take {name} to change it").click()
    expect(page.locator(".notice")).to_contain_text(f"{name} is in your clinic's folder now.")
    assert (served.folder / name).is_file()
    page.get_by_role("button", name=f"Open {name}").click()
    expect(page.locator(".notice")).to_contain_text("opens in your editor")
    assert served.opened == [served.folder / name]


def test_a_text_that_is_pressed_on_the_page_is_found_in_the_list(page: Page) -> None:
    sheet = page.locator("#page-1 img")
    page.wait_for_load_state("load")
    box = sheet.bounding_box()
    assert box is not None
    sheet.click(position={"x": box["width"] * 0.3, "y": box["height"] * 0.144})
    expect(page.locator(".item.found")).to_contain_text(SLEEP)
    sheet.click(position={"x": box["width"] * 0.4, "y": box["height"] * 0.592})
    expect(page.locator(".item.found")).to_contain_text("emergency-short.yaml")


def fill_signature(page: Page) -> None:
    page.get_by_label("Your name").fill("Ada Sample")
    page.get_by_label("Your role").fill("MD")


def test_a_text_is_signed_by_its_button_and_an_edit_takes_the_signature_away(
    page: Page, served: Preview
) -> None:
    handout = page.locator(".item").first
    expect(handout.locator(".state")).to_have_text("Not signed")
    fill_signature(page)
    page.get_by_role("button", name="Sign en/treatments/sleep").click()
    expect(page.locator(".notice")).to_contain_text(
        "en/treatments/sleep is signed by Ada Sample, MD."
    )
    expect(handout.locator(".state")).to_have_text("Signed")
    expect(page.locator("#items .count")).to_contain_text("1 signed")
    expect(page.locator(".facts")).to_contain_text("DRAFT")

    served.save(sleep("Try it for a week", "Try it for a month"))
    expect(handout.locator(".state")).to_have_text("Changed since it was signed")
    handout.get_by_role("link", name="What changed").click()
    expect(page.locator("del")).to_have_text(["week", "Struck out"])
    expect(page.locator("ins")).to_have_text(["month", "Underlined"])


def test_all_ticked_texts_are_signed_together(page: Page) -> None:
    others = page.locator(".item").filter(has_not_text="clinic.yaml")
    for box in others.get_by_role("checkbox").all():
        box.check()
    number = page.locator(".item").count() - 1
    fill_signature(page)
    page.get_by_role("button", name="Sign the ticked texts").click()
    expect(page.locator(".notice")).to_contain_text(f"{number} texts are signed")
    expect(page.locator("#items .count")).to_contain_text(f"{number} signed")
    expect(page.locator(".facts")).to_contain_text("1 of its texts is not signed")


def test_ticks_and_typed_words_outlast_a_save_but_not_a_change_of_what_was_read(
    page: Page, served: Preview
) -> None:
    boxes = page.locator(".item").get_by_role("checkbox")
    boxes.nth(0).check()
    boxes.nth(1).check()
    fill_signature(page)
    before = picture(page)
    served.save(sleep("Try it for a week", "Try it for a month"))
    wait_for_pages(page, before)
    expect(boxes.nth(0)).not_to_be_checked()
    expect(boxes.nth(1)).to_be_checked()
    expect(page.get_by_label("Your name")).to_have_value("Ada Sample")


def test_words_that_changed_while_they_were_read_are_not_signed(
    page: Page, served: Preview
) -> None:
    fill_signature(page)
    page.route("**/live?*", lambda route: route.abort())
    served.save(sleep("Try it for a week", "Try it for a month"))
    page.get_by_role("button", name="Sign en/treatments/sleep").click()
    expect(page.locator(".notice.error")).to_contain_text("Changed while you read")
    assert not (served.folder / "signed").exists()
    page.unroute("**/live?*")


def test_an_unfolded_list_of_hints_stays_so_when_it_is_renewed(page: Page, served: Preview) -> None:
    page.locator("#hints summary").click()
    served.save(sleep("kicker:", "kiker:"))
    expect(page.locator(".alarm")).to_be_visible()
    expect(page.locator("#hints")).to_have_attribute("open", "")


def top(page: Page) -> float:
    """How far the second page's upper edge is from the window's."""
    box = page.locator("#page-2").bounding_box()
    assert box is not None
    return box["y"]


def test_the_reader_s_place_is_kept_on_a_save_on_a_reload_and_after_a_button(
    page: Page, served: Preview
) -> None:
    page.locator("#page-2 img").evaluate("image => image.scrollIntoView({block: 'start'})")
    page.evaluate("() => scrollBy({top: 150, behavior: 'instant'})")
    there = top(page)
    before = picture(page)
    served.save(sleep("Try it for a week", "Try it for a month"))
    wait_for_pages(page, before)
    assert top(page) == pytest.approx(there, abs=3)
    page.reload()
    expect(page.locator(".sheet img")).to_have_count(2)
    assert top(page) == pytest.approx(there, abs=3)


def test_everything_is_reached_with_the_keyboard_alone(page: Page, served: Preview) -> None:
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the pages")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#chooser summary")).to_be_focused()
    outline = page.locator("#chooser summary").evaluate("it => getComputedStyle(it).outlineStyle")
    assert outline == "solid"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name=re.compile("First visit First infusion"))).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#chooser summary")).to_be_focused()
    name = f"Open {SLEEP}"
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.locator(":focus").get_attribute("aria-label") == name:
            break
    page.keyboard.press("Enter")
    expect(page.locator(".notice")).to_contain_text("opens in your editor")
    assert served.opened == [served.folder / SLEEP]


def test_the_page_works_with_forms_when_scripts_do_not(chromium: Browser, served: Preview) -> None:
    context = chromium.new_context(java_script_enabled=False)
    context.set_default_timeout(PATIENCE * 1_000)
    page = context.new_page()
    page.goto(served.door.start)
    page.goto(f"{served.door.origin}/?{QUERY}")
    served.until(lambda parts: "<img" in parts.get("pages", ""))
    page.get_by_role("link", name="Reload").click()
    expect(page.locator(".sheet img")).to_have_count(2)
    page.get_by_role("button", name="Take content/en/statements/credit.yaml to change it").click()
    expect(page.locator(".notice")).to_contain_text("is in your clinic's folder now")
    context.close()


@pytest.mark.parametrize(
    ("width", "height"), [(1280, 900), (1024, 768), (640, 450), (320, 400)],
    ids=["large", "small", "zoom-200", "zoom-400"],
)  # fmt: skip
def test_nothing_is_cut_off_at_the_side(page: Page, width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.locator("#chooser summary").click()
    wide = page.evaluate("() => document.documentElement.scrollWidth")
    assert wide <= width


def test_another_browser_is_told_to_use_the_right_window(
    chromium: Browser, served: Preview
) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{served.door.origin}/")
    expect(page.locator("main")).to_contain_text("only for the browser window that the program")
    context.close()
