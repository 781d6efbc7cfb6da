"""What the page says and does without a browser's script: stock alone, signing, broken settings."""

from collections.abc import Iterator, Mapping
from urllib.parse import urlencode

import pytest

from handouts.library.shelves import Shelves
from handouts.web.preview.page import preview
from tests.visits import PRINTED
from tests.web.served import QUERY, SLEEP, Preview, previewed, sleep, text


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    with previewed(tmp_path_factory.mktemp("page") / "clinic") as page:
        yield page


@pytest.fixture
def fresh(served: Preview) -> Preview:
    """The page with the stock words on it, and nothing signed."""
    served.save(sleep())
    served.until(up_to_date)
    return served


def up_to_date(parts: Mapping[str, str]) -> bool:
    return "Up to date" in parts.get("status", "") and "<img" in parts["pages"]


def seal(page: Preview) -> str:
    """Name and seal of the handout's own text, as the page gives them to its form."""
    items = page.until(up_to_date)["items"]
    return next(part for part in items.split('"') if part.startswith("en/treatments/sleep "))


def sign(page: Preview, **changes: str) -> str:
    """What the page says after its form was sent."""
    form = {"item": seal(page), "by": "Ada Sample", "role": "MD", "until": "2027-06-01", **changes}
    assert page.ask("/sign", body=urlencode(form)).status == 303
    return text(page.ask(f"/?{QUERY}"))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"item": ""}, "Nothing was ticked."),
        ({"item": f"en/treatments/sleep {'0' * 64}"}, "Changed while you read"),
        ({"by": ""}, "Name and role: "),
        ({"by": "<b>Ada</b>"}, "Name and role: "),
        ({"role": ""}, "Name and role: "),
        ({"until": "soon"}, "The day is no date"),
        ({"until": "2020-01-01"}, "The day is a day in the past."),
        ({"until": "2199-01-01"}, "The day is more than 3 years ahead."),
    ],
)
def test_a_signature_that_lacks_something_is_not_given(
    fresh: Preview, changes: dict[str, str], said: str
) -> None:
    page = sign(fresh, **changes)
    assert 'class="notice error"' in page
    assert said in page
    assert not (fresh.folder / "signed").exists()


def test_what_was_typed_is_kept_and_cannot_break_the_page(fresh: Preview) -> None:
    page = sign(fresh, by='"><script>alert(1)</script>')
    assert "<script>alert" not in page
    assert "&#34;&gt;&lt;script&gt;" in page


def test_an_unfinished_clinic_is_not_signed(fresh: Preview) -> None:
    items = fresh.until(up_to_date)["items"]
    clinic = next(part for part in items.split('"') if part.startswith("clinic "))
    assert "555-0100 is an example number." in sign(fresh, item=clinic)


def test_broken_settings_are_told_and_the_pages_stay(fresh: Preview) -> None:
    before = (fresh.folder / "handouts.yaml").read_bytes()
    fresh.save("timezone: Nowhere/Atlantis\n", "handouts.yaml")
    parts = fresh.until(lambda parts: "there is no such time zone" in parts.get("stopped", ""))
    assert "alarm" in parts["stopped"]
    assert "<img" in parts["pages"]
    fresh.save(before, "handouts.yaml")
    fresh.until(up_to_date)


def test_a_treatment_or_patient_that_is_not_there_shows_the_first_ones(fresh: Preview) -> None:
    page = text(fresh.ask("/?persona=<script>&treatment=../../etc/passwd"))
    assert "<strong>Eating well · First visit</strong>" in page
    assert "<script>&" not in page


def test_pictures_are_as_sharp_as_the_screen(fresh: Preview) -> None:
    pages = fresh.until(up_to_date)["pages"]
    address = next(part for part in pages.split('"') if part.endswith("1-1.png"))
    small, large = fresh.ask(address), fresh.ask(address.replace("1-1.png", "1-2.png"))
    assert {small.getheader("Content-Type"), large.getheader("Content-Type")} == {"image/png"}
    assert len(text(large)) > len(text(small))


def test_the_pdf_is_the_one_of_the_press(fresh: Preview) -> None:
    pages = fresh.until(up_to_date)["pages"]
    address = next(part for part in pages.split('"') if part.endswith(".pdf"))
    answer = fresh.ask(address)
    assert text(answer).startswith("%PDF-1.7")
    assert "example" not in (answer.getheader("Content-Disposition") or "").casefold()


def test_a_place_on_a_page_leads_to_its_text(fresh: Preview) -> None:
    pages = fresh.until(up_to_date)["pages"]
    number = pages.split("/pages/")[1].split("/")[0]
    assert '"en/treatments/sleep"' in text(fresh.ask(f"/at/{number}/1?x=0.3&y=0.144"))
    assert '""' in text(fresh.ask(f"/at/{number}/1?x=0&y=0"))
    assert fresh.ask(f"/at/{number}/9?x=0.3&y=0.144").status == 404
    assert fresh.ask(f"/at/{number}/1?x=nan&y=0.144").status == 404


def test_stock_alone_is_shown_and_says_how_to_make_a_folder() -> None:
    with preview(Shelves(), today=lambda: PRINTED, launch=lambda _: 1) as door:
        page = Preview(Shelves().roots[0], door)
        shown = text(page.ask(f"/?{QUERY}"))
        assert "handouts init clinic" in shown
        parts = page.until(up_to_date)
        assert "<button" not in parts["items"] + parts["problems"]
        assert page.ask("/sign", body="item=clinic+x&by=A+B&role=MD&until=2027-01-01").status == 303
        assert "Signatures are kept in your clinic" in text(page.ask("/"))
        assert page.ask("/take", body=f"file={SLEEP}").status == 303
        assert "There is no such file here" in text(page.ask("/"))


def test_a_machine_without_an_editor_says_where_the_file_is(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("no-editor") / "clinic"
    with previewed(folder):
        pass
    with preview(Shelves(folder), today=lambda: PRINTED, launch=lambda _: 1) as door:
        page = Preview(folder, door)
        assert page.ask("/open", body=f"file={SLEEP}").status == 303
        assert f"The file is {folder / SLEEP}." in text(page.ask("/"))
