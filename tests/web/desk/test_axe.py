"""axe-core looks at every screen and state of the desk, in light and dark, at 100 % and 200 %."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from handouts.library.shelves import Shelves
from handouts.web.desk.page import desk
from tests.axe import seen
from tests.browser import browser
from tests.web.desk.counter import Counter, at_counter
from tests.web.desked import NOW, ROWS, Desked, desked
from tests.web.served import PATIENCE

pytestmark = pytest.mark.browser
expect.set_options(timeout=PATIENCE * 1_000)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as started:
        yield started


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desked]:
    with desked(tmp_path_factory.mktemp("axe") / "clinic") as page:
        yield page


@pytest.fixture
def counter(chromium: Browser, served: Desked) -> Iterator[Counter]:
    with at_counter(chromium, served) as somebody:
        yield somebody
    served.ask("/leave", "")
    served.ask("/search", "search=")


def test_the_list_before_anybody_is_picked(counter: Counter) -> None:
    expect(counter.row("Maria Example")).to_be_visible()
    assert seen(counter.page) == []


def test_a_search_that_finds_somebody_and_one_that_finds_nobody(counter: Counter) -> None:
    counter.page.get_by_label("Find a patient").fill("beisp")
    expect(counter.row("Maria Example")).to_have_count(0)
    assert seen(counter.page) == []
    counter.page.get_by_label("Find a patient").fill("qqq")
    expect(counter.page.locator("#list button[name=row]")).to_have_count(0)
    assert seen(counter.page) == []


def test_a_patient_with_a_look_alike_and_the_pages_of_a_draft(counter: Counter) -> None:
    counter.row("Maria Example").click()
    counter.pages_of("Maria Example")
    assert seen(counter.page) == []


def test_two_handouts_of_one_visit(counter: Counter) -> None:
    counter.row("Olivia Placeholder").click()
    counter.pages_of("Olivia Placeholder-O'Neil")
    assert seen(counter.page) == []


def test_a_row_that_has_to_be_mended(counter: Counter) -> None:
    counter.row("Nobody Mustermann").click()
    expect(counter.page.locator("#person .name")).to_have_text("Nobody Mustermann")
    assert seen(counter.page) == []


def test_an_empty_form_and_its_errors(counter: Counter) -> None:
    page = counter.page
    page.get_by_role("button", name="Not on the list").click()
    expect(page.locator("[name=patient]")).to_be_visible()
    assert seen(page) == []
    page.locator("[name=patient]").fill("Nemo Specimen")
    page.locator("[name=born]").fill("yesterday")
    expect(page.locator("#wrong-born")).not_to_be_empty()
    assert seen(page) == []


def test_the_screen_that_hides_all(counter: Counter, served: Desked) -> None:
    served.clock.go_on(minutes=6)
    counter.page.reload()
    expect(counter.page.get_by_role("button", name="Go on")).to_be_visible()
    assert seen(counter.page) == []
    counter.page.get_by_role("button", name="Go on").click()
    expect(counter.row("Maria Example")).to_be_visible()


def test_words_of_the_clinic_that_cannot_be_read(counter: Counter, served: Desked) -> None:
    settings = served.folder / "handouts.yaml"
    before = settings.read_text(encoding="utf-8")
    settings.write_text("timezone: Nowhere/Atlantis\n", encoding="utf-8")
    counter.page.reload()
    expect(counter.page.locator("#broken .error")).to_be_visible()
    assert seen(counter.page) == []
    settings.write_text(before, encoding="utf-8")


@pytest.mark.parametrize(
    "rows", [None, (), (ROWS[-1],), ("Ann,1958-03-04,1",)],
    ids=["no list", "an empty list", "a list of another day", "a list that cannot be read"],
)  # fmt: skip
def test_a_desk_whose_list_shows_nobody(
    chromium: Browser, tmp_path: Path, rows: tuple[str, ...] | None
) -> None:
    with (
        desked(tmp_path / "clinic", rows) as served,
        at_counter(chromium, served) as counter,
    ):
        expect(counter.page.get_by_label("Find a patient")).to_be_visible()
        assert seen(counter.page) == []


def test_stock_without_a_clinic_s_folder(chromium: Browser) -> None:
    with desk(Shelves(), now=lambda: NOW) as door:
        page = chromium.new_page(viewport={"width": 1280, "height": 800})
        page.goto(door.start)
        expect(page.get_by_label("Find a patient")).to_be_visible()
        assert seen(page) == []
        page.close()


def test_a_refusal(counter: Counter, served: Desked) -> None:
    counter.page.goto(f"{served.door.origin}/nothing")
    assert seen(counter.page) == []
    counter.faults.clear()
