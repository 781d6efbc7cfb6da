"""Editions: each shows the blocks of the standard one, and changes tokens that there are."""

import re
from collections import Counter
from itertools import product
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from handouts.library.shelves import Shelves
from handouts.library.shelves import stock as stock_folder
from handouts.make.compose.room import _EDGE_TYPE
from handouts.make.mandatory.mandatory import mandatory
from handouts.model.handout import Handout
from handouts.model.visit import DoseBand, Edition, Visit, VisitType
from handouts.problems import HandoutsError
from tests.cli.terminal import here, schedule, write
from tests.making import Making
from tests.shelf import shelf, stock_words
from tests.visits import PRINTED, full_visit, visit

OTHERS = tuple(edition for edition in Edition if edition is not Edition.STANDARD)
STYLES = stock_folder() / "styles"
KNOWN = [("", ()), ("all risks", tuple(stock_words().risks))]
NO_LOSS = """\
text:
  - We do not name your dose.
when:
  visit_type: [first]
"""


def _shown(handout: Handout) -> list[str]:
    return [decision.block for decision in handout.decisions if decision.shown]


def _visits(treatment: str) -> list[dict[str, object]]:
    return [
        {"treatment": treatment, "visit_type": visit_type, "dose_band": band, "risks": risks}
        for visit_type, band, (_, risks) in product(
            (None, *VisitType), (None, *DoseBand), KNOWN
        )
    ]  # fmt: skip


@pytest.mark.parametrize("edition", OTHERS)
@pytest.mark.parametrize("treatment", list(stock_words().treatments))
def test_no_edition_loses_adds_or_moves_a_block(
    stock: Making, treatment: str, edition: Edition
) -> None:
    for known in _visits(treatment):
        plain: Visit = visit(**known)  # type: ignore[arg-type]  # a visit's own names
        other: Visit = visit(**known, edition=edition)  # type: ignore[arg-type]  # same
        standard = stock.maker.compose(plain, printed=PRINTED)
        there = stock.maker.compose(other, printed=PRINTED)
        assert _shown(there) == _shown(standard), known
        assert set(mandatory(there.form.kind)) <= set(_shown(there))
        assert [block.kind for block in there.form.back] == [
            block.kind for block in standard.form.back
        ]


@pytest.mark.parametrize("edition", [Edition.LARGE_PRINT, Edition.HIGH_CONTRAST])
def test_editions_without_words_of_their_own_say_the_very_same(
    stock: Making, edition: Edition
) -> None:
    plain, other = full_visit("ketamine-infusion"), full_visit("ketamine-infusion", edition=edition)
    standard, there = (stock.maker.compose(each, printed=PRINTED) for each in (plain, other))
    assert list(there.form.phrases()) == list(standard.form.phrases())
    assert there.form.version != standard.form.version


def test_easy_read_says_it_in_its_own_words(stock: Making) -> None:
    plain = full_visit("ketamine-infusion")
    easy = full_visit("ketamine-infusion", edition=Edition.EASY_READ)
    standard, there = (stock.maker.compose(each, printed=PRINTED) for each in (plain, easy))
    assert list(there.form.phrases()) != list(standard.form.phrases())


def test_every_edition_exists_in_english_and_all_but_easy_read_in_every_language() -> None:
    shelves = Shelves()
    assert shelves.editions("en") == tuple(Edition)
    for language in ("es", "ar", "zh", "vi"):
        assert set(Edition) - set(shelves.editions(language)) == {Edition.EASY_READ}


def test_a_clinic_may_bring_easy_read_words_of_its_own(tmp_path: Path) -> None:
    file = "content/es/easy-read/statements/no-dose.yaml"
    shelves = shelf(tmp_path, {file: "text: [Pregunte.]\n"})
    assert Edition.EASY_READ in shelves.editions("es")


# How an edition reaches the page


@pytest.mark.parametrize("edition", Edition)
def test_the_page_carries_the_name_of_its_edition(stock: Making, edition: Edition) -> None:
    handout = stock.maker.compose(visit("sleep", edition=edition), printed=PRINTED)
    found = re.search(r'<html [^>]*class="([^"]*)"', stock.pages.html(handout))
    assert found is not None
    classes = found[1].split()
    assert classes[0] == edition
    assert ("linear" in classes) == (edition in {Edition.LARGE_PRINT, Edition.EASY_READ})


def _usual_size(pdf: Path) -> float:
    """The size in points that most letters have; the PDF counts in 96ths of an inch."""
    sizes: Counter[float] = Counter()
    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        text = page.get_textpage()
        for index in range(text.count_chars()):
            sizes[round(pdfium.FPDFText_GetFontSize(text.raw, index) * 0.75, 1)] += 1
    document.close()
    return max(sizes, key=sizes.__getitem__)


EXPECTED = {"": 14, "large-print": 18, "easy-read": 16, "high-contrast": 14}


def test_the_schedule_and_the_option_choose_the_edition(tmp_path: Path) -> None:
    rows = [
        f"Maria Example,1958-03-04,sleep,2031-01-{day:02},8:30 am,{name}"
        for day, name in zip((8, 7, 9, 10), EXPECTED, strict=True)
    ]
    header = "patient,born,treatment,date,time,edition"
    write(tmp_path, {"day.csv": schedule(*rows, header=header)})
    ended = here("batch", "day.csv", "--draft", "--out", "o", cwd=tmp_path)
    assert ended.code == 0, ended.err
    made = sorted((tmp_path / "o").glob("*.pdf"))
    assert list(map(_usual_size, made)) == list(EXPECTED.values())
    ended = here(
        "make", "--patient=Maria Example", "--born=1958-03-04", "--treatment=sleep",
        "--date=2031-01-07", "--time=8:30 am", "--edition=large-print", "-o", "one.pdf",
        cwd=tmp_path,
    )  # fmt: skip
    assert ended.code == 0, ended.err
    assert (tmp_path / "one.pdf").read_bytes() == made[1].read_bytes()


# Tokens


def _css(name: str) -> str:
    return re.sub(r"/\*[\s\S]*?\*/", "", (STYLES / f"{name}.css").read_text(encoding="utf-8"))


def _tokens(name: str) -> dict[str, str]:
    return dict(re.findall(r"(--[a-z0-9-]+):\s*([^;]+);", _css(name)))


def _points(value: str) -> float:
    assert value.endswith("pt")
    return float(value[:-2])


@pytest.mark.parametrize("edition", OTHERS)
def test_an_edition_changes_only_tokens_that_there_are(edition: Edition) -> None:
    assert set(_tokens(edition)) <= set(_tokens("tokens"))
    assert _tokens(edition)


def test_every_token_that_a_stylesheet_uses_is_there() -> None:
    names = ("page", "handout", *OTHERS)
    used = {token for name in names for token in re.findall(r"var\((--[a-z0-9-]+)", _css(name))}
    assert len(used) > 20
    assert used - set(_tokens("tokens")) == set()


def test_large_print_sets_each_size_larger_and_nothing_under_16_points() -> None:
    plain, large = _tokens("tokens"), _tokens(Edition.LARGE_PRINT)
    sizes = [token for token in plain if token.startswith("--size")]
    assert len(sizes) >= 8
    for token in sizes:
        assert token in large, token
        assert _points(large[token]) > _points(plain[token])
        assert _points(large[token]) >= 16
    assert _points(large["--size"]) == 18


def test_easy_read_sets_each_size_of_the_text_larger() -> None:
    plain, easy = _tokens("tokens"), _tokens(Edition.EASY_READ)
    for token in plain:
        if token.startswith("--size") and token != "--size-edge":  # noqa: S105  # a token of style
            assert _points(easy[token]) > _points(plain[token]), token


def test_high_contrast_leaves_no_ink_that_is_not_black() -> None:
    plain, strong = _tokens("tokens"), _tokens(Edition.HIGH_CONTRAST)
    inks = [token for token, value in plain.items() if value.startswith("#") and "f" not in value]
    assert inks
    assert {token: strong.get(token) for token in inks} == dict.fromkeys(inks, "#000000")


@pytest.mark.parametrize("edition", Edition)
def test_the_head_and_foot_are_reckoned_in_the_size_that_the_stylesheet_sets(
    edition: Edition,
) -> None:
    own = {} if edition is Edition.STANDARD else _tokens(edition)
    set_size = _points((_tokens("tokens") | own)["--size-edge"])
    assert _EDGE_TYPE.get(edition, 12.0) == set_size


def test_a_condition_that_stands_in_easy_read_words_alone_refuses_them(tmp_path: Path) -> None:
    maker = Making(shelf(tmp_path, {"content/en/easy-read/statements/no-dose.yaml": NO_LOSS})).maker
    with pytest.raises(HandoutsError, match="'when' is filled here and empty there"):
        maker.compose(visit("ketamine-infusion", edition=Edition.EASY_READ), printed=PRINTED)
