"""Every finished PDF of the matrix is measured: type, contrast, lines, edges, pages, safety."""

import dataclasses
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from handouts.library.shelves import Shelves, stock
from handouts.make.maker import Maker
from handouts.model.settings import Paper
from handouts.model.visit import Edition, Patient
from handouts.read.content import read_settings
from tests import matrix, pagination, typography
from tests.matrix import LONGEST_NAME, Cell, Printed, chosen, existing, pairs, print_out, printed
from tests.visits import MARIA, full_visit, visit

Check = Callable[[Printed], Iterator[str]]

CHECKS: dict[str, Check] = {
    "no letter is smaller than its edition allows": typography.small_type,
    "every letter stands out at 7 to 1, also in grey": typography.faint_text,
    "every rule and frame stands out at 3 to 1, also in grey": typography.faint_lines,
    "no line is too long for the eye to find back": typography.long_lines,
    "nothing stands where a printer prints nothing": typography.off_the_paper,
    "nothing leaves the margins, the head or the foot": typography.out_of_bounds,
    "no letters stand on others or on a picture": typography.overprinted,
    "no paragraph leaves a single line on a page": pagination.single_lines,
    "no list leaves a single point on a page": pagination.lone_points,
    "no heading, caption or lead-in ends a page": pagination.stranded,
    "no empty part of a box is left on a page": pagination.torn_frames,
    "no page but the last is less than a quarter full": pagination.thin_pages,
    "all warning signs stand together at the very end": pagination.scattered_signs,
    "the first page says whom to call and whose it is": pagination.bare_first_page,
    "all words of the page are on the paper": pagination.lost_words,
}


def _marked(cells: tuple[Cell, ...]) -> list[object]:
    """Cells whose letters come from the system are for machines that have them."""
    noto = {"ar", "zh"}
    return [
        pytest.param(cell, id=str(cell), marks=pytest.mark.noto if cell.language in noto else ())
        for cell in cells
    ]


@pytest.mark.parametrize("cell", _marked(chosen()))
def test_a_finished_handout_has_no_fault_that_can_be_measured(cell: Cell) -> None:
    """Every check of CHECKS; one test, so that each handout is made and read once."""
    found = {name: list(check(printed(cell))) for name, check in CHECKS.items()}
    assert {name: faults for name, faults in found.items() if faults} == {}


@pytest.mark.verapdf
@pytest.mark.parametrize("cell", _marked(chosen()))
def test_a_finished_handout_meets_both_standards(cell: Cell) -> None:
    from tests.verapdf import PROFILES, failures  # noqa: PLC0415  # its packages may be absent

    pdf = printed(cell).made.pdf
    assert {profile: failures(pdf, profile) for profile in PROFILES} == {"ua1": (), "2a": ()}


def test_every_pair_of_treatment_language_edition_and_paper_is_among_the_chosen() -> None:
    there = {pair for cell in chosen() for pair in pairs(cell)}
    assert {pair for cell in existing() for pair in pairs(cell)} - there == set()


def test_ketamine_is_chosen_in_every_language_and_edition_that_there_is() -> None:
    forms = {(cell.language, cell.edition) for cell in existing() if "ketamine" in cell.treatment}
    there = {(cell.language, cell.edition) for cell in chosen() if "ketamine" in cell.treatment}
    assert forms <= there


# Each check finds what it is for: a style that brings the fault, on a page of ours


FREE = "* { break-inside: auto !important; break-after: auto !important }"
STYLES: dict[str, tuple[Check, str]] = {
    "small type": (typography.small_type, ".map { font-size: 10pt }"),
    "faint letters": (typography.faint_text, ".label { color: #8a8a8a }"),
    "faint rules": (typography.faint_lines, ".part > h2 { border-top-color: #dddddd }"),
    "long lines": (typography.long_lines, "p { max-inline-size: none; font-size: 12pt }"),
    "letters at the edge": (typography.off_the_paper, ".draft { position: relative; top: -9mm }"),
    "words beyond the margin": (typography.out_of_bounds, ".part p { margin-left: -9mm }"),
    "a foot that is too deep": (typography.out_of_bounds, ".page-foot { margin-top: -9mm }"),
    "words on words": (typography.overprinted, ".part p { line-height: .4 }"),
    "single lines": (pagination.single_lines, f"html {{ orphans: 1; widows: 1 }} {FREE}"),
    "lone points": (
        pagination.lone_points,
        ".word-list li:last-child { break-before: page !important }",
    ),
    "headings at the end": (pagination.stranded, FREE),
    "thin pages": (pagination.thin_pages, ".passage { break-before: page }"),
    "scattered signs": (pagination.scattered_signs, ".call-box { height: 150mm }"),
    "a first page without the call": (pagination.bare_first_page, ".front { break-before: page }"),
    "hidden words": (pagination.lost_words, ".entry-why { display: none }"),
}


@pytest.mark.parametrize(("check", "style"), STYLES.values(), ids=STYLES)
def test_each_check_finds_what_it_is_for(tmp_path: Path, check: Check, style: str) -> None:
    shutil.copy(stock() / "templates/folder/handouts.yaml", tmp_path / "handouts.yaml")
    (tmp_path / "styles").mkdir()
    own = (stock() / "styles/handout.css").read_text(encoding="utf-8") + style
    (tmp_path / "styles/handout.css").write_text(own, encoding="utf-8")
    shelves = Shelves(tmp_path)
    spoilt = print_out(Maker(shelves, read_settings(shelves)), full_visit(matrix.KETAMINE))
    assert list(check(spoilt))


SLEEP = Cell("sleep", "en", Edition.STANDARD, Paper.LETTER)


def test_a_box_of_which_an_empty_end_is_left_overleaf_is_found() -> None:
    """No style of ours brings it about: WeasyPrint moves such a box as a whole."""
    whole = printed(SLEEP)
    first, second = whole.flow
    note = second.parts_of("note")[0]
    empty = dataclasses.replace(note, lines=0)
    torn = dataclasses.replace(second, parts=[*second.parts, empty])
    assert list(pagination.torn_frames(dataclasses.replace(whole, flow=(first, torn))))


def test_a_word_that_is_cut_off_is_missed() -> None:
    whole = printed(SLEEP)
    longer = dataclasses.replace(whole, words=f"{whole.words} Zebra")
    assert list(pagination.lost_words(longer))


def test_the_longest_name_is_whole_on_every_page_at_18_points() -> None:
    someone = visit(
        matrix.KETAMINE,
        patient=Patient(LONGEST_NAME, MARIA.born, MARIA.record),
        edition=Edition.LARGE_PRINT,
        language="vi",
    )
    pages = print_out(matrix.maker(Paper.LETTER), someone).sheets
    for sheet in pages:
        assert "".join(LONGEST_NAME.split()) in "".join(
            sheet.text.replace("-", "").split()
        ).replace("FernándezVillaseñor", "Fernández-Villaseñor")
