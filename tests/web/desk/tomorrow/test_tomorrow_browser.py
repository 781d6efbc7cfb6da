"""A day to come in Chromium: dropped, mended, made with a bar and a cancel button, and printed."""

import base64
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from handouts.batch.manifest.manifest import Manifest
from handouts.batch.verify import verify
from tests.axe import seen
from tests.patience import PATIENCE
from tests.pdf import read_back
from tests.web.desk.counter import Held
from tests.web.desk.tomorrow.days import HEAD, ODD, ODD_TOO, OTTO, ROSA, UNBORN, csv, held
from tests.web.desked import Desked, desked

pytestmark = pytest.mark.browser
expect.set_options(timeout=PATIENCE * 1_000)

DROP = """([name, data, type]) => {
  const bytes = Uint8Array.from(atob(data), (letter) => letter.codePointAt(0));
  const dragged = new DataTransfer();
  dragged.items.add(new File([bytes], name, { type }));
  for (const step of ["dragover", "drop"]) {
    document.body.dispatchEvent(new DragEvent(step, {
      bubbles: true, cancelable: true, dataTransfer: dragged,
    }));
  }
}"""
"""What the browser does when somebody lets go of a file over the page."""

PRINTED = "window.print = () => { (window.top.dialogs ??= []).push(location.href) }"
"""Notes which address the print dialog was opened for."""

NOTED = [
    f"Ann{number} Noted,1960-01-02,{number:06d},sleep,2026-12-02,9:{number % 60:02d} am,,"
    f"Please bring your diary number {number}."
    for number in range(150)
]
"""Each has a note, so that each is laid out by itself, which takes its time."""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desked]:
    with desked(tmp_path / "clinic", rows=None) as served:
        yield served


@pytest.fixture
def page(chromium: Browser, desk: Desked) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    faults: list[str] = []
    opened = context.new_page()
    opened.on("pageerror", lambda fault: faults.append(str(fault)))
    opened.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    opened.add_init_script(
        "window.print = () => { (window.top.dialogs ??= []).push(location.href) }"
    )
    opened.goto(desk.door.start)
    opened.goto(f"{desk.door.origin}/tomorrow")
    yield opened
    assert faults == []
    context.close()


def drop(page: Page, data: bytes, name: str = "wednesday.csv") -> None:
    """Drop a file, and wait until the page that tells of it is there with its script."""
    with page.expect_navigation():
        page.evaluate(DROP, [name, base64.b64encode(data).decode(), "text/csv"])


def counts(page: Page) -> str:
    return " ".join(page.locator(".counts p").all_inner_texts())


def row(page: Page, number: int) -> str:
    return page.locator(f"#row-{number}").inner_text()


def make(page: Page) -> None:
    page.get_by_label("Print them all the same").check()
    page.locator(".make button.main").click()


def printed(page: Page) -> list[str]:
    """Wait until the print dialog was opened; for which addresses."""
    for _ in range(200):
        if found := page.evaluate("window.dialogs"):
            return list(found)
        page.wait_for_timeout(100)
    raise AssertionError("no print dialog was opened")


QUICKER = {
    "/tomorrow": ("**/tomorrow.js", "#schedule", "#row-2"),
    "/": ("**/drop.js", "#file", "#list .row"),
}
"""Which script of a page takes a file, where it is chosen, and what shows then."""


@pytest.mark.parametrize("address", QUICKER)
def test_a_file_that_is_chosen_before_the_script_came_is_taken(
    page: Page, desk: Desked, address: str
) -> None:
    script, chooser, shows = QUICKER[address]
    held = Held()
    page.route(script, held.hold)
    page.goto(f"{desk.door.origin}{address}", wait_until="commit")
    data = csv(ROSA.replace("12-02", "12-01"))
    file = FilePayload(name="day.csv", mimeType="text/csv", buffer=data)
    page.locator(chooser).set_input_files(file)
    held.first(page).continue_()
    expect(page.locator(shows).first).to_be_visible()


def test_a_file_is_dropped_mended_made_and_printed(page: Page, desk: Desked) -> None:
    drop(page, csv(ROSA, UNBORN, ODD, ODD_TOO, OTTO))
    expect(page.locator("#row-2")).to_be_visible()
    assert counts(page) == "2 ready 3 to mend 0 without a handout"
    assert "Date of birth is missing." in row(page, 3)

    page.locator("#next").click()
    born = page.get_by_label("Date of birth")
    expect(born).to_be_focused()
    born.fill("1944-05")
    page.get_by_role("button", name="Save, and go to the next").click()
    expect(page.locator("form.mend")).to_contain_text("Date of birth")
    expect(born).to_have_value("1944-05")
    expect(born).to_have_attribute("aria-invalid", "true")
    born.fill("1944-05-06")
    page.get_by_role("button", name="Save, and go to the next").click()
    expect(page.locator("form.mend")).to_contain_text("Slumber talk")
    page.get_by_label("Sleep", exact=True).check()
    page.get_by_label("Also in the other row").check()
    page.get_by_role("button", name="Save").first.click()
    expect(page.locator("form.mend")).to_have_count(0)
    assert counts(page) == "5 ready 0 to mend 0 without a handout"
    assert "Mended: date of birth" in row(page, 3)
    expect(page.locator("body")).to_contain_text("the file itself is not changed")

    make(page)
    expect(page.locator(".account")).to_contain_text("5 rows made, 0 need no handout, 0 not made")
    folder = desk.folder / "days" / "2026-12-02"
    links = page.get_by_role("link", name="Open")
    address = links.first.get_attribute("href")
    answer = page.context.request.get(f"{desk.door.origin}{address}")
    assert answer.body() == (folder / "packet.pdf").read_bytes()
    assert verify(folder).problems == ()
    text = read_back(answer.body()).pages
    # The list calls patients by their initials; their own sheets say who they are.
    for name in ("Rosa Muster", "Nora Specimen", "Ole Example", "Pia Example", "Otto Beispiel"):
        assert any(name in each for each in text)
    assert "R. M." in text[0]

    page.wait_for_load_state()  # its script prints
    page.get_by_role("link", name="Print the packet").click()
    assert printed(page) == [f"{desk.door.origin}{address}"]


def test_all_of_it_by_keyboard_alone(page: Page) -> None:
    drop(page, csv(ROSA, UNBORN))
    expect(page.locator("#row-2")).to_be_visible()
    keys = page.keyboard
    keys.press("F8")
    expect(page.get_by_label("Date of birth")).to_be_focused()
    keys.type("1944-05-06")
    keys.press("Enter")
    expect(page.locator("form.mend")).to_have_count(0)
    assert counts(page) == "2 ready 0 to mend 0 without a handout"
    walked(page, "Print them all the same")
    keys.press("Space")
    walked(page, "Make 2 handouts")
    keys.press("Enter")
    expect(page.locator(".account")).to_be_visible()
    page.wait_for_load_state()  # its script prints
    walked(page, "Print the packet")
    keys.press("Enter")
    assert len(printed(page)) == 1


def walked(page: Page, name: str) -> None:
    """Go on with Tab until this has the focus, which can be seen."""
    focused = """() => {
      const it = document.activeElement;
      const said = it.innerText || it.closest("label")?.innerText || it.ariaLabel || "";
      return [said.replace(/\\s+/g, " ").trim(), getComputedStyle(it).outlineStyle];
    }"""
    for _ in range(60):
        page.keyboard.press("Tab")
        said, outline = page.evaluate(focused)
        if said.casefold().startswith(name.casefold()):
            assert outline != "none"
            return
    raise AssertionError(f"{name} is not reached")


def test_escape_closes_a_row_and_what_was_typed_in_it_is_still_there(page: Page) -> None:
    drop(page, csv(UNBORN))
    page.locator("#next").click()
    expect(page.get_by_label("Date of birth")).to_be_focused()
    page.wait_for_load_state()  # its script keeps what is typed
    page.get_by_label("Date of birth").press_sequentially("1944-0")
    page.keyboard.press("Escape")
    expect(page.locator("form.mend")).to_have_count(0)
    page.locator("#next").click()
    expect(page.get_by_label("Date of birth")).to_have_value("1944-0")
    page.reload()
    expect(page.get_by_label("Date of birth")).to_have_value("1944-0")


def test_a_batch_is_cancelled_and_what_is_finished_stays_until_it_is_gone_on_with(
    page: Page, desk: Desked
) -> None:
    drop(page, csv(*NOTED, head=f"{HEAD},note"))
    expect(page.locator("#row-2")).to_be_visible()
    said = page.locator("#said")
    with held():
        make(page)
        expect(said).to_have_text(re.compile(r"[1-9]\d* of 150 handouts are done\."))
    assert int(page.locator("#bar").get_attribute("value") or 0) > 0
    page.reload()
    expect(said).to_have_text(re.compile(r"[1-9]\d* of 150 handouts are done\."))
    page.get_by_role("button", name="Cancel").click()
    expect(page.locator(".panel")).to_contain_text("Cancelled.")
    folder = desk.folder / "days" / "2026-12-02"
    account = Manifest.read(folder)
    finished = {path: path.stat().st_mtime_ns for path in folder.glob("0*.pdf")}
    assert 0 < len(finished) < len(NOTED)
    assert account.files == {path.name for path in finished}
    expect(page.get_by_label("Finish what was stopped")).to_be_checked()
    told = re.compile(rf"(?<!\d){len(finished)} of 150 rows (is|are) finished and stays?;")
    expect(page.locator(".make")).to_contain_text(told)
    page.locator(".make button.main").click()
    expect(page.locator(".account")).to_contain_text("150 rows made")
    assert (
        finished.items()
        <= {path: path.stat().st_mtime_ns for path in folder.glob("0*.pdf")}.items()
    )


def test_without_a_script_a_day_is_taken_mended_and_made_all_the_same(
    chromium: Browser, desk: Desked, tmp_path: Path
) -> None:
    file = tmp_path / "wednesday.csv"
    file.write_bytes(csv(ROSA, UNBORN))
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(desk.door.start)
    page.goto(f"{desk.door.origin}/tomorrow")
    page.get_by_label("or choose it").set_input_files(file)
    page.get_by_role("button", name="Read the file").click()
    page.get_by_role("link", name="Next to mend").click()
    page.get_by_label("Date of birth").fill("1944-05-06")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("body")).to_contain_text("Row 3 is ready.")
    make(page)
    expect(page.locator(".account")).to_contain_text("2 rows made")  # the page renews itself
    assert page.get_by_role("link", name="Open the packet").get_attribute("target") == "_blank"
    context.close()


def test_columns_are_told_by_choosing_and_a_visit_may_be_cancelled_in_one(page: Page) -> None:
    head = "patient,DOB,record,treatment,date,time,Status"
    drop(page, csv("Rosa Muster,1960-01-02,1,sleep,2026-12-02,9:00 am,", head=head))
    expect(page.get_by_label("DOB")).to_have_value("born")
    page.get_by_role("button", name="Read it so").click()
    expect(page.get_by_label("Status")).to_be_visible()  # nobody leaves it out unseen
    page.get_by_label("Status").select_option("ignore")
    page.get_by_role("button", name="Read it so").click()
    expect(page.locator("#row-2")).to_contain_text("Ready")


def test_every_screen_keeps_nobody_out(page: Page, desk: Desked) -> None:
    assert seen(page) == []
    drop(page, csv(ROSA, head=HEAD.replace("born", "DOB")))
    expect(page.get_by_label("DOB")).to_be_visible()
    assert seen(page) == []
    page.get_by_role("button", name="Read it so").click()
    page.get_by_role("button", name="Another file").click()
    expect(page.get_by_text("Drop the schedule file here")).to_be_visible()
    drop(page, csv(ROSA, UNBORN, ODD, ROSA.replace("Rosa", "Rose").replace("0301", "0309")))
    expect(page.locator("#row-2")).to_be_visible()
    assert seen(page) == []
    page.locator("#next").click()
    page.locator("form.mend summary").last.click()
    assert seen(page) == []
    page.get_by_role("button", name="Take this row out").click()
    assert seen(page) == []
    make(page)
    expect(page.locator("#bar").or_(page.locator(".account"))).to_be_visible()
    expect(page.locator(".account")).to_be_visible()
    assert seen(page) == []
    desk.clock.go_on(minutes=6)
    page.reload()
    expect(page.get_by_role("button", name="Go on")).to_be_visible()
    assert seen(page) == []
    page.get_by_role("button", name="Go on").click()
    expect(page.locator(".account")).to_be_visible()
