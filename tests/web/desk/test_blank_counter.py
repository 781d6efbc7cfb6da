"""A blank handout for whoever walks in: lines instead of a name, and nothing of anybody else."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from handouts.model.visit import Blank, DoseBand, Edition, VisitType
from tests.axe import seen
from tests.patience import PATIENCE
from tests.pdf import read_back
from tests.web.desk.counter import Counter, Paper, at_counter
from tests.web.desked import Desked, desked

pytestmark = pytest.mark.browser
expect.set_options(timeout=PATIENCE * 1_000)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desked]:
    with desked(tmp_path_factory.mktemp("blank") / "clinic") as page:
        yield page


@pytest.fixture(scope="module")
def paper(served: Desked) -> Paper:
    return Paper(served)


@pytest.fixture
def counter(chromium: Browser, served: Desked) -> Iterator[Counter]:
    with at_counter(chromium, served) as somebody:
        yield somebody
        assert somebody.page.evaluate("window.agreed.wrong") == []
    served.ask("/leave", "")


def blank(counter: Counter, treatment: str = "Sleep") -> str:
    """Two clicks, and the pages are there; gives their token."""
    counter.page.get_by_role("button", name="Blank handout", exact=True).click()
    expect(counter.page.locator("#person .name")).to_have_text("Blank handout")
    counter.page.locator("#treatment").get_by_label(treatment, exact=True).check()
    return counter.pages_of("Blank handout")


def nobody(page: Page) -> None:
    """The form has no field for anything that is one person's."""
    expect(page.locator("#person .name")).to_have_text("Blank handout")
    expect(page.locator("#form")).to_be_visible()
    for name in ("patient", "born", "record", "date", "time", "clinician", "room", "note"):
        expect(page.locator(f"[name={name}]")).to_have_count(0)


def test_a_blank_is_one_click_and_its_paper_is_nobody_s(counter: Counter, paper: Paper) -> None:
    page = counter.page
    token = blank(counter)
    nobody(page)
    expect(page.locator("#person")).to_contain_text("Lines instead of a name")
    expect(page.locator("#status")).to_have_text("Blank handout. The pages are ready.")
    page.get_by_role("button", name="Print", exact=True).click()
    expect(page.locator("dialog")).to_contain_text("Blank handout, lines instead of a name")
    expect(page.locator("dialog")).to_contain_text("This is a DRAFT")
    page.get_by_role("button", name="Print all the same").click()
    pdf = counter.printed()
    assert counter.token == token
    assert paper.is_of(pdf, Blank("sleep"))
    assert not paper.is_of(pdf, Blank("exercise"))
    for name in ("Maria Example", "Beispiel", "1958", "000101"):
        assert name not in read_back(pdf).text
    expect(page.locator("#person .outcome")).to_contain_text("Sent to the print dialog")
    page.get_by_role("button", name="Done").click()
    expect(page.locator("#person .name")).to_have_count(0)


def test_all_that_can_be_chosen_for_it_is_on_its_paper(counter: Counter, paper: Paper) -> None:
    page = counter.page
    blank(counter, "Ketamine infusion")
    page.get_by_label("First treatment", exact=True).check()
    page.locator("#dose_band").get_by_label("Lower", exact=True).check()
    page.locator("#risks summary").click()
    page.get_by_label("Sleep apnea").check()
    expect(page.locator("#risks .count")).to_have_text("1")
    expect(page.locator("#paper:not(.old) img").first).to_be_attached()
    wanted = Blank(
        "ketamine-infusion", visit_type=VisitType.FIRST, dose_band=DoseBand.LOWER,
        risks=("sleep-apnea",),
    )  # fmt: skip
    assert paper.is_of(counter.pdf(counter.token), wanted)


def test_a_blank_in_two_languages_is_two_handouts(counter: Counter, paper: Paper) -> None:
    before = blank(counter)
    counter.page.get_by_label("Language").select_option("es")
    alone = counter.other_pages(before)
    assert paper.is_of(counter.pdf(alone), Blank("sleep", language="es"))
    counter.page.get_by_label("A copy in English, too").check()
    counter.other_pages(alone)
    expect(counter.page.locator("#paper h3")).to_have_count(2)


def test_with_keys_alone(counter: Counter, paper: Paper) -> None:
    page, keys = counter.page, counter.page.keyboard
    counter.tab_to(page.get_by_role("button", name="Blank handout", exact=True))
    keys.press("Enter")
    expect(page.locator("#treatment")).to_be_focused()
    counter.tab_to(page.locator("#treatment input").first)
    keys.press("Space")
    first = counter.pages_of("Blank handout")
    keys.press("ArrowDown")
    assert paper.is_of(counter.pdf(counter.other_pages(first)), Blank("exercise"))
    keys.press("Control+p")
    expect(page.get_by_text("Do not print")).to_be_focused()
    keys.press("Tab")
    keys.press("Enter")
    assert paper.is_of(counter.printed(), Blank("exercise"))
    keys.press("Escape")
    expect(page.locator("#person .name")).to_have_count(0)
    expect(page.locator("#paper")).to_contain_text("Blank handout was left.")
    page.get_by_role("button", name="Go on with it").click()
    counter.pages_of("Blank handout")


def test_a_blank_has_nothing_of_the_patient_before_and_the_next_nothing_of_it(
    counter: Counter,
) -> None:
    page = counter.page
    counter.row("Zoë Beispiel-Muster").click()
    before = counter.pages_of("Zoë Beispiel-Muster")
    page.get_by_label("Note for the patient").fill("Bring a friend.")
    second = counter.other_pages(before)
    token = blank(counter)
    nobody(page)
    assert counter.pdf(second) == b""
    for word in ("Beispiel", "friend", "1971"):
        assert word not in page.locator(".counter").inner_html()
        assert word not in read_back(counter.pdf(token)).text
    page.get_by_label("Large print", exact=True).check()
    counter.row("Zoë Beispiel-Muster").click()
    counter.pages_of("Zoë Beispiel-Muster")
    expect(page.get_by_label("Standard", exact=True)).to_be_checked()
    expect(page.get_by_label("Note for the patient")).to_have_value("Bring your diary.")
    assert counter.pdf(token) == b""


def test_a_reload_loses_nothing(counter: Counter, paper: Paper) -> None:
    before = blank(counter)
    counter.page.get_by_label("Large print", exact=True).check()
    counter.other_pages(before)
    counter.page.reload()
    nobody(counter.page)
    expect(counter.page.get_by_label("Large print", exact=True)).to_be_checked()
    wanted = Blank("sleep", edition=Edition.LARGE_PRINT)
    assert paper.is_of(counter.pdf(counter.token), wanted)


def test_it_is_given_from_where_a_patient_s_pages_cannot_be_made(counter: Counter) -> None:
    page = counter.page
    page.locator(".row", has_text="نموذج مثال").click()
    page.locator(".alarm").get_by_role("button", name="Give a blank handout").click()
    nobody(page)
    counter.row("Nobody Mustermann").click()
    expect(page.locator("#person .name")).to_have_text("Nobody Mustermann")
    page.get_by_role("button", name="Give a blank handout instead").click()
    nobody(page)
    assert "Mustermann" not in page.locator(".counter").inner_html()


def test_without_scripts(chromium: Browser, served: Desked, paper: Paper) -> None:
    with at_counter(chromium, served, java_script_enabled=False) as counter:
        page = counter.page
        page.get_by_role("button", name="Blank handout", exact=True).click()
        nobody(page)
        page.locator("#treatment").get_by_label("Sleep", exact=True).check()
        page.get_by_role("button", name="Show the pages").click()
        expect(page.locator("#paper img").first).to_be_attached()  # it reloads by itself
        with page.expect_popup() as opened:
            page.get_by_role("button", name="Print", exact=True).click()
        expect(opened.value.locator("main")).to_contain_text("Blank handout, lines instead")
        with opened.value.expect_response("**/handout/*.pdf") as answered:
            opened.value.get_by_role("button", name="Print all the same").click()
        assert paper.is_of(page.request.get(answered.value.url).body(), Blank("sleep"))
        page.get_by_role("button", name="Done").click()
        expect(page.locator("#person .name")).to_have_count(0)


def test_axe_finds_nothing_in_its_states(counter: Counter) -> None:
    page = counter.page
    page.get_by_role("button", name="Blank handout", exact=True).click()
    expect(page.locator("#needed")).to_be_visible()
    assert seen(page) == []
    page.locator("#treatment").get_by_label("Sleep", exact=True).check()
    counter.pages_of("Blank handout")
    assert seen(page) == []
    page.keyboard.press("Escape")
    expect(page.locator("#paper")).to_contain_text("Blank handout was left.")
    assert seen(page) == []
    page.locator(".row", has_text="نموذج مثال").click()
    expect(page.locator("#instead")).to_be_visible()
    assert seen(page) == []


def test_nothing_is_cut_off_at_the_side(chromium: Browser, served: Desked) -> None:
    for width, height in ((1024, 768), (640, 400), (320, 560)):
        size = {"width": width, "height": height}
        with at_counter(chromium, served, viewport=size) as counter:
            blank(counter)
            assert counter.page.evaluate("document.documentElement.scrollWidth") <= width
            counter.page.locator(".closing summary").click()
            box = counter.page.locator(".closing form").bounding_box()
            assert box is not None
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= width
        served.ask("/leave", "")
