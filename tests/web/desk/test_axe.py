"""axe-core looks at every screen and state of the desk, in light and dark, at 100 % and 200 %."""

import contextlib
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, expect

from handouts.library.shelves import Shelves
from handouts.web.desk.page import desk
from tests.axe import seen
from tests.patience import PATIENCE
from tests.web.desk.counter import at_counter
from tests.web.desk.screens import SCREENS, leave, opened
from tests.web.desked import NOW, Desked

pytestmark = pytest.mark.browser
expect.set_options(timeout=PATIENCE * 1_000)

Desks = Callable[[str], Desked]


@pytest.fixture(scope="module")
def desks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desks]:
    """The desk for a screen; screens that want the same one share it."""
    with contextlib.ExitStack() as stack:
        shared: dict[object, Desked] = {}

        def desk_for(name: str) -> Desked:
            screen = SCREENS[name]
            key = name if screen.alone else (screen.rows, screen.signed)
            if key not in shared:
                folder = tmp_path_factory.mktemp("desk") / "clinic"
                shared[key] = stack.enter_context(opened(folder, screen))
            return shared[key]

        yield desk_for


@pytest.mark.parametrize("name", SCREENS)
def test_nothing_on_a_screen_keeps_people_out(chromium: Browser, desks: Desks, name: str) -> None:
    served = desks(name)
    with at_counter(chromium, served) as counter:
        SCREENS[name].go(counter)
        assert seen(counter.page) == []
    leave(served)


def test_nothing_keeps_people_out_where_only_stock_is(chromium: Browser) -> None:
    with desk(Shelves(), now=lambda: NOW) as door:
        page = chromium.new_page(viewport={"width": 1280, "height": 800})
        page.goto(door.start)
        expect(page.get_by_label("Find a patient")).to_be_visible()
        assert seen(page) == []
        page.close()


def test_nothing_keeps_people_out_of_a_refusal(chromium: Browser, desks: Desks) -> None:
    with at_counter(chromium, desks("list")) as counter:
        counter.page.goto(f"{counter.served.door.origin}/nothing")
        assert seen(counter.page) == []
        counter.faults.clear()
