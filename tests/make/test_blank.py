"""A blank is a handout of its kind, with lines for a pen in the places of all that is one person's."""  # noqa: E501  # one sentence

import re
from pathlib import Path

import pytest

from handouts.make.compose.pen import high, line_for
from handouts.model.blocks import SeriesTable, Times
from handouts.model.settings import Paper
from handouts.model.visit import Blank, Edition
from handouts.problems import HandoutsError
from tests.blanks import LARGE, SLEEP, blank
from tests.making import Making
from tests.matrix import KETAMINE, Cell, existing, maker, marked
from tests.pdf import read_back
from tests.signing import clinic as copied
from tests.signing import maker as fresh
from tests.signing import sign_handout
from tests.visits import PRINTED, visit

WRITTEN = {"patient", "born", "record", "date", "time", "ends", "clinician", "room"}
SHOWN = tuple(
    Cell(KETAMINE, language, edition, paper)
    for language, edition, paper in (
        ("en", Edition.STANDARD, Paper.A4),
        ("en", Edition.EASY_READ, Paper.LETTER),
        ("es", Edition.LARGE_PRINT, Paper.A4),
        ("ar", Edition.LARGE_PRINT, Paper.LETTER),
        ("ar", Edition.HIGH_CONTRAST, Paper.LETTER),
        ("vi", Edition.STANDARD, Paper.LETTER),
        ("zh", Edition.HIGH_CONTRAST, Paper.A4),
    )
)
"""Each language and each edition; a blank of them all takes a minute."""


def _times(making: Making, treatment: str = KETAMINE) -> list[Times]:
    form = making.maker.compose(Blank(treatment), printed=PRINTED).form
    return [block for part in form.sections for block in part.blocks if isinstance(block, Times)]


def test_it_has_no_personal_word_and_no_check_code() -> None:
    """A code would be taken for one that ties a sheet to a visit."""
    handout = blank(SLEEP).handout
    assert set(handout.fields) == {"printed"}
    assert (handout.blank, handout.check_code) == (True, "")
    text = read_back(blank(SLEEP).pdf).text
    assert "Check code" not in text
    assert "Printed on November 30, 2026" in text


def test_every_page_asks_for_two_identifiers_and_tells_its_words() -> None:
    made = blank(LARGE)
    pages = read_back(made.pdf).pages
    assert len(pages) > 2
    for number, page in enumerate(pages, start=1):
        assert re.search(rf"\bFor Page {number} of {len(pages)} Born\b", page), page
        assert f"Version {made.handout.form.version}" in page


def test_the_box_of_the_visit_has_a_place_for_all_that_is_written_by_hand() -> None:
    for cell in (SLEEP, LARGE):
        form = blank(cell).handout.form
        names = [name for row in form.panel for name in row]
        assert sorted(names) == sorted(WRITTEN)
        assert {name for name, _ in form.room.cells} == WRITTEN


def test_a_time_is_not_counted_and_its_rule_stands_beside_a_line(clinic: Making) -> None:
    fasting, driving = _times(clinic)
    assert [row.field for block in (fasting, driving) for row in block.rows] == [None] * 3
    assert [row.rule for row in fasting.rows] == [
        "6 hours before you arrive", "2 hours before you arrive",
    ]  # fmt: skip
    assert driving.rows[0].rule == "48 hours after you leave, or later"
    assert fasting.ask == "If a line is empty, ask us before you come."


def test_a_policy_that_the_clinic_left_blank_is_no_rule(stock: Making) -> None:
    fasting, _ = _times(stock)
    assert {row.rule for row in fasting.rows} == {"Your team writes the time here"}


def test_a_visit_s_times_are_counted_as_ever(clinic: Making) -> None:
    form = clinic.maker.compose(visit(KETAMINE), printed=PRINTED).form
    rows = [
        row.field for part in form.sections for block in part.blocks
        if isinstance(block, Times) for row in block.rows
    ]  # fmt: skip
    assert rows == ["stop_food", "stop_drink", None]


def test_the_planned_days_are_empty_rows(stock: Making) -> None:
    form = stock.maker.compose(Blank(KETAMINE), printed=PRINTED).form
    (table,) = [
        block for part in form.sections for block in part.blocks if isinstance(block, SeriesTable)
    ]
    assert (table.rows, table.empty > 3) == ((), True)


def test_what_is_chosen_for_a_walk_in_is_in_it(stock: Making) -> None:
    plain = stock.maker.compose(Blank(KETAMINE), printed=PRINTED)
    risky = stock.maker.compose(Blank(KETAMINE, risks=("hypertension",)), printed=PRINTED)
    assert [block.kind for part in risky.form.sections for block in part.blocks].count("notes") == 1
    assert plain.form.version != risky.form.version


@pytest.mark.parametrize("cell", marked(SHOWN))
def test_a_blank_is_proven_in_each_language_and_edition(cell: Cell) -> None:
    """Whom to call in an emergency stands on its first page, as on every handout's."""
    made = blank(cell)
    first = read_back(made.pdf).pages[0]
    assert "911" in first
    assert "988" in first


def test_each_language_and_edition_is_among_them() -> None:
    languages = {cell.language for cell in existing()}
    assert {cell.language for cell in SHOWN} == languages
    assert {cell.edition for cell in SHOWN} == set(Edition)


def test_unsigned_words_are_a_draft_on_each_page() -> None:
    for page in read_back(blank(SLEEP).pdf).pages:
        assert "DRAFT: a clinician has not signed these words yet." in page


def test_signed_words_are_none(tmp_path: Path) -> None:
    shelves = copied(tmp_path)
    sign_handout(shelves)
    made = fresh(shelves).make(Blank("sleep"), printed=PRINTED)
    assert made.handout.draft_reasons == ()
    assert "DRAFT" not in read_back(made.pdf).text
    assert "Reviewed by a clinician" in read_back(made.pdf).text


def test_the_same_words_in_two_languages_are_numbered_on_both_copies(stock: Making) -> None:
    for language, other in (("es", "en"), ("en", "es")):
        made = stock.maker.make(Blank("sleep", language=language, bilingual=other), printed=PRINTED)
        assert "[1]" in read_back(made.pdf).text


def test_it_is_laid_out_in_full_and_keeps_no_form() -> None:
    its = maker(Paper.LETTER)
    before = dict(its.filling.kept._forms)
    its.make(Blank("sleep"), printed=PRINTED)
    assert its.filling.kept._forms == before


def test_a_treatment_without_words_is_told_as_for_a_visit() -> None:
    with pytest.raises(HandoutsError, match="There is no 'sleep' in the language 'ar'"):
        maker(Paper.LETTER).compose(Blank("sleep", language="ar"), printed=PRINTED)


@pytest.mark.parametrize("edition", Edition)
def test_a_hand_has_eight_millimetres_and_ten_in_large_print(edition: Edition) -> None:
    least = 10 if edition is Edition.LARGE_PRINT else 8
    assert line_for("patient", edition).high * 25.4 / 72 >= least
    assert high(edition) > least
