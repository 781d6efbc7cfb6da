"""Every screen and state of the desk by its name, and the way there; for pictures and for axe."""

import contextlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from playwright.sync_api import FilePayload, expect

from handouts.library.shelves import Shelves
from handouts.problems import ExitCode, stop
from tests.shelf import stock_file
from tests.signing import sign_handout
from tests.web.desk.counter import Counter
from tests.web.desk.tomorrow.days import held
from tests.web.desked import ROWS, Desked, desked

KETAMINE = "Kay Sample,1969-09-09,000109,ketamine-infusion,2026-12-01,2:30 pm,4:30 pm,,,,,,,"
"""A long handout: its first pages take a while."""
ZOE, MARIA, NOBODY = "Zoë Beispiel-Muster", "Maria Example", "Nobody Mustermann"


@dataclass(frozen=True, slots=True)
class Screen:
    """One of them."""

    go: Callable[[Counter], object]
    """From the desk as it opens to there."""
    rows: tuple[str, ...] | None = (*ROWS, KETAMINE)
    signed: bool = True
    """Whether a clinician has signed the words; else each page says DRAFT."""
    alone: bool = False
    """Whether the desk is of no use for other screens afterwards."""


@contextlib.contextmanager
def opened(folder: Path, screen: Screen) -> Iterator[Desked]:
    """The desk of a new clinic as a screen wants it."""
    with desked(folder, screen.rows) as served:
        if screen.signed:
            sign(folder)
        yield served


def sign(folder: Path) -> None:
    """Have the words of short handouts signed, and no example number among them."""
    words = stock_file("content/clinic.yaml").replace("555-01", "555-23")
    (folder / "content/clinic.yaml").write_text(words, encoding="utf-8")
    for treatment in ("sleep", "exercise"):
        sign_handout(Shelves(folder), treatment)


def leave(served: Desked) -> None:
    """Back to the desk as it opens."""
    served.ask("/wake", "")
    served.ask("/leave", "")
    served.ask("/search", "search=")


def _list(counter: Counter) -> None:
    expect(counter.row(MARIA)).to_be_visible()


def _search(letters: str, found: int) -> Callable[[Counter], None]:
    def go(counter: Counter) -> None:
        counter.page.get_by_label("Find a patient").fill(letters)
        expect(counter.page.locator("#list .row")).to_have_count(found)

    return go


def _picked(name: str) -> Callable[[Counter], None]:
    def go(counter: Counter) -> None:
        counter.row(name).click()
        counter.pages_of(name)

    return go


def _large_print(counter: Counter) -> None:
    _picked(ZOE)(counter)
    before = counter.token
    counter.page.get_by_label("Large print", exact=True).check()
    counter.other_pages(before)


def _unfolded(counter: Counter) -> None:
    _picked(ZOE)(counter)
    for folded in counter.page.locator("#choices summary").all():
        folded.click()


def _making(counter: Counter) -> None:
    counter.page.route("**/news*", lambda _: None)  # so that it stays as it is
    counter.page.reload()
    with patch("handouts.web.desk.page.AT_ONCE", 0):  # its form may be there already
        counter.row("Kay Sample").click()
        expect(counter.page.locator(".making")).to_be_visible()


def _no_pages(counter: Counter) -> None:
    counter.row("نموذج مثال").click()  # in whose language there is no such handout
    expect(counter.page.locator("#paper .alarm")).to_be_visible()


def _tried_in_vain(counter: Counter) -> None:
    slow = stop(
        "This handout could not be made: it was not finished within 30 seconds.",
        "Try it once more. If it stays so, give a blank handout: from this page, or from the kit.",
        code=ExitCode.MACHINE,
    )
    with patch("handouts.web.desk.press.press.Press.make", side_effect=slow):
        counter.row(ZOE).click()
        expect(counter.page.get_by_role("button", name="Try again")).to_be_visible()


def _one_click(counter: Counter) -> None:
    settings = counter.served.folder / "handouts.yaml"
    said = settings.read_text(encoding="utf-8")
    settings.write_text(said.replace("\n  name:\n", "\n  name: Lobby\n"), encoding="utf-8")
    counter.page.reload()
    _picked(ZOE)(counter)
    expect(counter.page.get_by_label("Copies")).to_be_visible()


def _note_error(counter: Counter) -> None:
    _picked(ZOE)(counter)
    counter.page.get_by_label("Note for the patient").fill("\N{GRINNING FACE}")
    expect(counter.page.locator("#wrong-note")).not_to_be_empty()


def _mend(counter: Counter) -> None:
    counter.row(NOBODY).click()
    expect(counter.page.locator("#to-mend")).to_be_visible()


def _new(counter: Counter) -> None:
    counter.page.get_by_role("button", name="Not on the list").click()
    expect(counter.page.get_by_label("Name", exact=True)).to_be_visible()


def _new_errors(counter: Counter) -> None:
    _new(counter)
    counter.page.get_by_label("Name", exact=True).fill("Nemo Specimen")
    counter.page.get_by_label("Date of birth").fill("March 1958")
    expect(counter.page.locator("#wrong-born")).not_to_be_empty()


def _print(counter: Counter) -> None:
    counter.page.get_by_role("button", name="Print", exact=True).click()


def _printed(counter: Counter) -> None:
    _picked(ZOE)(counter)
    _print(counter)
    counter.printed()
    expect(counter.page.get_by_text("Sent to the print dialog at 8:20 am.")).to_be_visible()


def _again(counter: Counter) -> None:
    _printed(counter)
    _print(counter)
    expect(counter.page.locator("dialog[open]")).to_be_visible()


def _draft_asks(counter: Counter) -> None:
    _picked(ZOE)(counter)
    _print(counter)
    expect(counter.page.locator("dialog[open]")).to_be_visible()


def _left(counter: Counter) -> None:
    _picked(ZOE)(counter)
    counter.page.keyboard.press("Escape")
    expect(counter.page.get_by_role("button", name="Go on with this patient")).to_be_visible()


def _keys(counter: Counter) -> None:
    counter.page.locator(".keys summary").click()


def _hidden(counter: Counter) -> None:
    _picked(ZOE)(counter)
    counter.served.clock.go_on(minutes=6)
    counter.page.reload()
    expect(counter.page.get_by_role("button", name="Go on")).to_be_visible()


def _broken_words(counter: Counter) -> None:
    (counter.served.folder / "handouts.yaml").write_text("timezone: Nowhere/Atlantis\n")
    counter.page.reload()
    expect(counter.page.get_by_text("Nowhere/Atlantis").first).to_be_visible()


def _closed(counter: Counter) -> None:
    _picked(ZOE)(counter)
    counter.page.route("**/*", lambda route: route.abort())
    counter.page.get_by_label("Find a patient").fill("m")
    expect(counter.page.locator("#closed")).to_be_visible()


def _opened(counter: Counter) -> None:
    expect(counter.page.get_by_label("Find a patient")).to_be_visible()


HEAD = "patient,born,record,treatment,date,time,note"
TOMORROWS = (
    "Rosa Muster,1960-01-02,000301,sleep,2026-12-02,9:00 am,",
    "Rose Muster,1971-05-06,000302,sleep,2026-12-02,9:30 am,",
    "Nora Specimen,,000303,exercise,2026-12-02,10:00 am,",
    "Ole Beispiel,1950-02-03,000304,Slumber talk,2026-12-02,10:30 am,",
    "Pia Ejemplo,1951-02-03,000305,sleep,2026-12-02,11:00 am,",
)
"""A schedule with two look-alikes and two rows to mend."""
IN_PART = "Omar Muster,1948-07-08,000306,ketamine-infusion; sleep,2026-12-02,11:30 am,,ar"
"""A row one of whose treatments has no words in its language."""
NOTED = tuple(
    f"Ann{it} Noted,1960-01-02,{it:06d},sleep,2026-12-02,9:{it % 60:02d} am,Bring diary {it}."
    for it in range(150)
)
"""Many enough to be looked at while they are made."""


def _tomorrow(counter: Counter) -> None:
    counter.page.get_by_role("link", name="Tomorrow").click()
    expect(counter.page.locator("#schedule")).to_be_visible()


def _dropped(*rows: str, head: str = HEAD) -> Callable[[Counter], None]:
    def go(counter: Counter) -> None:
        _tomorrow(counter)
        file = FilePayload(
            name="wednesday.csv", mimeType="text/csv", buffer="\n".join((head, *rows, "")).encode()
        )
        with counter.page.expect_navigation():
            counter.page.locator("#schedule").set_input_files(file)
        expect(counter.page.locator("#row-2, .asked").first).to_be_visible()

    return go


def _mending(counter: Counter) -> None:
    _dropped(*TOMORROWS)(counter)
    counter.page.locator("#next").click()
    expect(counter.page.locator("form.mend")).to_be_visible()


def _making_all(counter: Counter) -> None:
    _dropped(*NOTED)(counter)
    with held():
        counter.page.locator(".make button.main").click()
        expect(counter.page.locator("#said")).to_contain_text(re.compile("[1-9].* are done"))


def _cancelled(counter: Counter) -> None:
    _making_all(counter)
    counter.page.get_by_role("button", name="Cancel").click()
    expect(counter.page.locator(".panel")).to_contain_text("Cancelled.")


def _made(counter: Counter) -> None:
    _dropped(*TOMORROWS)(counter)
    counter.page.locator(".make button.main").click()
    expect(counter.page.locator(".account")).to_be_visible()


def _blank_begun(counter: Counter) -> None:
    counter.page.get_by_role("button", name="Blank handout", exact=True).click()
    expect(counter.page.locator("#needed")).to_be_visible()


def _blank(counter: Counter) -> None:
    _blank_begun(counter)
    counter.page.locator("#treatment").get_by_label("Sleep", exact=True).check()
    counter.pages_of("Blank handout")


def _close(counter: Counter) -> None:
    counter.page.locator(".closing summary").click()
    expect(counter.page.get_by_role("button", name="Close the desk")).to_be_visible()


SCREENS: dict[str, Screen] = {
    "list": Screen(_list),
    "search": Screen(_search("beisp", 1)),
    "search-finds-nobody": Screen(_search("qqq", 0)),
    "picked": Screen(_picked(ZOE)),
    "look-alike": Screen(_picked(MARIA)),
    "two-handouts": Screen(_picked("Olivia Placeholder-O'Neil")),
    "large-print": Screen(_large_print),
    "unfolded": Screen(_unfolded),
    "making": Screen(_making),
    "no-pages": Screen(_no_pages),
    "tried-in-vain": Screen(_tried_in_vain),
    "one-click": Screen(_one_click, alone=True),
    "note-error": Screen(_note_error),
    "to-mend": Screen(_mend),
    "not-on-the-list": Screen(_new),
    "not-on-the-list-errors": Screen(_new_errors),
    "blank-begun": Screen(_blank_begun),
    "blank": Screen(_blank),
    "printed": Screen(_printed, alone=True),
    "printed-again-asks": Screen(_again, alone=True),
    "draft": Screen(_picked(ZOE), signed=False),
    "draft-asks": Screen(_draft_asks, signed=False),
    "left": Screen(_left, alone=True),
    "keys": Screen(_keys),
    "close": Screen(_close),
    "hidden": Screen(_hidden, alone=True),
    "broken-words": Screen(_broken_words, alone=True),
    "closed": Screen(_closed),
    "no-list": Screen(_opened, rows=None),
    "list-of-nobody": Screen(_opened, rows=()),
    "list-of-another-day": Screen(_opened, rows=(ROWS[-1],)),
    "list-that-cannot-be-read": Screen(_opened, rows=("Ann,1958-03-04,1",)),
    "tomorrow": Screen(_tomorrow),
    "tomorrow-asks": Screen(_dropped(*TOMORROWS, head=HEAD.replace("born", "DOB")), alone=True),
    "tomorrow-rows": Screen(_dropped(*TOMORROWS), alone=True),
    "tomorrow-in-part": Screen(_dropped(IN_PART, head=f"{HEAD},language"), alone=True),
    "tomorrow-mending": Screen(_mending, alone=True),
    "tomorrow-making": Screen(_making_all, alone=True),
    "tomorrow-cancelled": Screen(_cancelled, alone=True),
    "tomorrow-made": Screen(_made, alone=True),
}
"""By the name of its picture."""
