"""axe-core looks at every screen of the preview, in light and dark, at 100 % and 200 %."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from handouts.library.shelves import Shelves
from handouts.web.preview.page import preview
from tests.axe import seen
from tests.patience import PATIENCE
from tests.visits import PRINTED
from tests.web.served import QUERY, Preview, previewed, sleep

pytestmark = pytest.mark.browser
expect.set_options(timeout=PATIENCE * 1_000)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    with previewed(tmp_path_factory.mktemp("axe") / "clinic") as page:
        yield page


@pytest.fixture
def page(chromium: Browser, served: Preview) -> Iterator[Page]:
    """The preview of the short handout with all that is said beside it."""
    served.save(sleep())
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    context.set_default_timeout(PATIENCE * 1_000)
    context.add_cookies([{"name": served.door.cookie, "value": served.door.secret,
                          "url": served.door.origin}])  # fmt: skip
    opened = context.new_page()
    opened.goto(f"{served.door.origin}/?{QUERY}")
    expect(opened.locator(".sheet img")).to_have_count(2)
    expect(opened.locator("#hints")).to_be_attached()
    expect(opened.locator("#status")).to_contain_text("Up to date")  # nothing is renewed any more
    yield opened
    context.close()


def test_the_pages_and_what_stands_beside_them(page: Page) -> None:
    page.locator("#hints summary").click()
    assert seen(page) == []


def test_an_error_in_what_was_saved_last(page: Page, served: Preview) -> None:
    served.save(sleep("kicker:", "kiker:"))
    expect(page.locator(".alarm")).to_be_visible()
    assert seen(page) == []


def test_the_gallery_of_patients_and_treatments(page: Page) -> None:
    page.locator("#chooser summary").click()
    assert seen(page) == []


def test_what_a_button_answers_and_what_changed_since_a_text_was_signed(
    page: Page, served: Preview
) -> None:
    page.get_by_label("Your name").fill("Ada Sample")
    page.get_by_label("Your role").fill("MD")
    page.get_by_role("button", name="Sign en/treatments/sleep").click()
    expect(page.locator(".notice.done")).to_be_visible()
    assert seen(page) == []
    served.save(sleep("Try it for a week", "Try it for a month"))
    page.get_by_role("link", name="What changed").first.click()
    expect(page.locator("del").first).to_be_visible()
    assert seen(page) == []


def test_the_manual_page_of_a_rule(page: Page) -> None:
    page.locator("#hints summary").click()
    page.get_by_role("link", name="Why? CLINIC001").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("CLINIC001")
    assert seen(page) == []


def test_a_refusal(page: Page, served: Preview) -> None:
    page.goto(f"{served.door.origin}/nothing")
    assert seen(page) == []


def test_stock_without_a_clinic_s_folder(chromium: Browser) -> None:
    with preview(Shelves(), today=lambda: PRINTED, launch=lambda _: 0) as door:
        page = chromium.new_page(viewport={"width": 1280, "height": 800})
        page.goto(door.start)
        expect(page.locator("#status")).to_contain_text("Up to date")
        assert seen(page) == []
        page.close()


@pytest.mark.parametrize(
    ("fault", "rule"),
    [
        ("document.querySelector('.sheet img').removeAttribute('alt')", "image-alt"),
        ("document.querySelector('.facts').style.color = '#999'", "color-contrast"),
        ("document.querySelector('main').remove()", "landmark-one-main"),
    ],
)
def test_what_keeps_people_out_is_found(page: Page, fault: str, rule: str) -> None:
    page.context.set_offline(True)  # the save before may be heard of only now, and renew the page
    page.evaluate(fault)
    assert [each for each in seen(page) if f": {rule}: " in each]
