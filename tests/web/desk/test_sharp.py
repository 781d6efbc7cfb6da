"""Pictures of pages on a sharp screen: readable at once, sharp soon after, never of older pages."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.patience import PATIENCE
from tests.web.desk.counter import Counter, Held, at_counter
from tests.web.desked import Desked, desked

pytestmark = pytest.mark.browser
expect.set_options(timeout=PATIENCE * 1_000)

DOTS = """wide => {
  const shown = document.querySelector("#paper img");
  return shown?.complete && shown.naturalWidth === wide * shown.getAttribute("width");
}"""
"""Whether the first page's picture has so many dots to each pixel of the page."""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desked]:
    with desked(tmp_path_factory.mktemp("sharp") / "clinic") as page:
        yield page


def picked(counter: Counter) -> str:
    counter.row("Maria Example").click()
    return counter.pages_of("Maria Example")


def test_a_sharp_screen_gets_sharp_pictures_with_the_same_words_for_who_cannot_see(
    chromium: Browser, served: Desked
) -> None:
    with at_counter(chromium, served, device_scale_factor=2) as counter:
        picked(counter)
        counter.page.wait_for_function(DOTS, arg=2)
        expect(counter.page.locator("#paper img").first).to_have_attribute("alt", "Page 1 of 2")


def test_a_plain_screen_keeps_the_small_pictures_until_somebody_zooms(
    chromium: Browser, served: Desked
) -> None:
    with at_counter(chromium, served) as counter:
        asked: list[str] = []
        counter.page.on("request", lambda request: asked.append(request.url))
        picked(counter)
        counter.page.wait_for_function(DOTS, arg=1)
        assert not [each for each in asked if each.endswith("-2.jpg")]
        session = counter.page.context.new_cdp_session(counter.page)
        size = {"width": 640, "height": 400, "deviceScaleFactor": 2, "mobile": False}
        session.send("Emulation.setDeviceMetricsOverride", size)
        counter.page.wait_for_function(DOTS, arg=2)


def test_a_sharp_picture_that_comes_late_takes_the_place_of_no_newer_page(
    chromium: Browser, served: Desked
) -> None:
    with at_counter(chromium, served, device_scale_factor=2) as counter:
        held = Held()
        counter.page.route("**/1/1-2.jpg", held.hold)
        first = picked(counter)
        late = held.first(counter.page)
        answer = late.fetch()
        counter.page.get_by_label("Language").select_option("es")
        second = counter.other_pages(first)
        late.fulfill(response=answer)
        counter.page.wait_for_timeout(300)
        assert counter.token == second


@pytest.fixture(autouse=True)
def nobody_left(served: Desked) -> Iterator[None]:
    yield
    served.ask("/leave", "")
