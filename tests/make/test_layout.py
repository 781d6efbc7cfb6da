"""Every finished PDF of the matrix is measured: type, contrast, lines, edges, pages, safety."""

import dataclasses
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from handouts.make.maker import Maker
from handouts.model.settings import Paper
from handouts.model.visit import Edition, Patient
from handouts.read.content import read_settings
from tests import matrix, pagination, typography
from tests.matrix import (
    LONGEST_NAME,
    Cell,
    Printed,
    chosen,
    existing,
    marked,
    pairs,
    print_out,
    printed,
)
from tests.shelf import shelf
from tests.unproven import Unproven
from tests.visits import MARIA, full_visit, visit

Check = Callable[[Printed], Iterator[str]]

CHECKS: dict[str, Check] = {
    "no letter is smaller than its edition allows": typography.small_type,
    "every letter stands out at 7 to 1, also in grey": typography.faint_text,
    "every rule and frame stands out at 3 to 1, also in grey": typography.faint_lines,
    "no line is too long for the eye to find back": typography.long_lines,
    "no line ends early while the next word has room": typography.early_breaks,
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


@pytest.mark.parametrize("cell", marked(chosen()))
def test_a_finished_handout_has_no_fault_that_can_be_measured(cell: Cell) -> None:
    """Every check of CHECKS; one test, so that each handout is made and read once."""
    found = {name: list(check(printed(cell))) for name, check in CHECKS.items()}
    assert {name: faults for name, faults in found.items() if faults} == {}


@pytest.mark.verapdf
@pytest.mark.parametrize("cell", marked(chosen()))
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


EMPTY_END = """
.warning { break-inside: auto }
.warning::before { content: ""; display: block; height: 9mm }
.warning p { break-before: page !important }
"""
STYLES: dict[str, tuple[Check, str]] = {
    "small type": (typography.small_type, ".map { font-size: 10pt }"),
    "faint letters": (typography.faint_text, ".label { color: #8a8a8a }"),
    "faint rules": (typography.faint_lines, ".part > h2 { border-top-color: #dddddd }"),
    "long lines": (typography.long_lines, ".general p { max-inline-size: none; font-size: 12pt }"),
    "lines that end early": (typography.early_breaks, "p { padding-inline-end: 100mm }"),
    "letters at the edge": (typography.off_the_paper, ".draft { position: relative; top: -9mm }"),
    "words beyond the margin": (typography.out_of_bounds, ".part p { margin-left: -9mm }"),
    "a foot that is too deep": (typography.out_of_bounds, ".page-foot { margin-top: -9mm }"),
    "words on words": (typography.overprinted, ".part p { line-height: .4 }"),
    "single lines": (
        pagination.single_lines,
        ".part p { line-height: 130mm; orphans: 1; widows: 1 }",
    ),
    "lone points": (pagination.lone_points, ".points li { break-before: page !important }"),
    "headings at the end": (pagination.stranded, ".part > h2 { break-after: page !important }"),
    "the empty end of a box": (pagination.torn_frames, EMPTY_END),
    "thin pages": (pagination.thin_pages, ".passage { break-before: page }"),
    "scattered signs": (pagination.scattered_signs, ".call-box { height: 150mm }"),
    "a first page without the call": (pagination.bare_first_page, ".front { break-before: page }"),
    "hidden words": (pagination.lost_words, ".label { display: none }"),
}  # fmt: skip
"""Added to the stylesheet of an edition, for a sheet of two pages."""


@pytest.mark.parametrize(("check", "style"), STYLES.values(), ids=STYLES)
def test_each_check_finds_what_it_is_for(tmp_path: Path, check: Check, style: str) -> None:
    shelves = shelf(tmp_path, {"styles/high-contrast.css": style})
    treatment = matrix.KETAMINE if check is pagination.scattered_signs else "sleep"
    bad = full_visit(treatment, edition=Edition.HIGH_CONTRAST)
    assert list(check(print_out(Maker(shelves, read_settings(shelves), Unproven(shelves)), bad)))


SLEEP = Cell("sleep", "en", Edition.STANDARD, Paper.LETTER)


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
