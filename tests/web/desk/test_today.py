"""A morning at the front desk in a real browser: find, pick, look, change, print."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import browser
from tests.web.desked import Desked, desked
from tests.web.served import PATIENCE

pytestmark = pytest.mark.browser
expect.set_options(timeout=PATIENCE * 1_000)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as started:
        yield started


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desked]:
    """One desk for all tests: each opens it anew, and leaves the patient."""
    with desked(tmp_path_factory.mktemp("desk") / "clinic") as page:
        yield page


@pytest.fixture
def page(chromium: Browser, served: Desked) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    context.set_default_timeout(PATIENCE * 1_000)
    context.add_cookies([{"name": served.door.cookie, "value": served.door.secret,
                          "url": served.door.origin}])  # fmt: skip
    opened = context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda fault: faults.append(str(fault)))
    opened.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    opened.goto(served.door.origin)
    yield opened
    context.close()
    served.ask("/leave", "")
    served.ask("/search", "search=")
    assert faults == []


def test_a_patient_who_is_picked_shows_large_with_the_finished_pages(page: Page) -> None:
    page.get_by_role("button", name="Maria Example").click()
    expect(page.locator("#person")).to_contain_text("Maria Example")
    expect(page.locator("#person")).to_contain_text("March 4, 1958")
    expect(page.locator("#paper .sheet img")).to_have_count(2)
