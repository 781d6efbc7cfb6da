"""A blank is proven: behind each label there is a line, as long and with as much room as a hand needs."""  # noqa: E501  # one sentence

import pytest

from handouts.model.settings import Paper
from handouts.model.visit import Edition
from tests.blanks import LARGE, SLEEP, spoiled
from tests.matrix import KETAMINE, Cell

LINE = '<div class="line"></div>'
NAME_HEAD = f'<div class="pen"><p class="tag">For</p>{LINE}</div>'
BORN_HEAD = f'<div class="pen"><p class="tag">Born</p>{LINE}</div>'
NO_LINE = "has no line to write on, or too little room above it, behind the label of"
ARABIC = Cell(KETAMINE, "ar", Edition.STANDARD, Paper.A4)


def _without_line(label: str) -> tuple[str, str]:
    """The visit panel's cell of a label, with and without its line."""
    return f'<p class="label">{label}</p>{LINE}', f'<p class="label">{label}</p>'


def test_a_blank_as_it_is_made_has_no_flaw() -> None:
    assert spoiled() == []


@pytest.mark.parametrize(
    ("head", "what"), [(NAME_HEAD, "the name"), (BORN_HEAD, "the date of birth")]
)
def test_each_page_must_have_both_lines_in_its_head(head: str, what: str) -> None:
    assert spoiled((head, head.replace(LINE, ""))) == [
        f"page {page} {NO_LINE} {what}" for page in (1, 2)
    ]


@pytest.mark.parametrize(
    ("head", "what"), [(NAME_HEAD, "the name"), (BORN_HEAD, "the date of birth")]
)
def test_each_page_must_have_both_labels_in_its_head(head: str, what: str) -> None:
    flaws = spoiled((head, LINE))
    assert [flaw for flaw in flaws if "does not show" in flaw] == [
        f"page {page} does not show the label of {what}" for page in (1, 2)
    ]


@pytest.mark.parametrize(
    ("label", "what"),
    [
        ("For", "the name in the box of the visit"),
        ("Record number", "the record number in the box of the visit"),
        ("Date of birth", "the date of birth in the box of the visit"),
        ("Your visit", "the day of the visit"),
        ("Please arrive at", "the time to arrive"),
        ("You will see", "who sees the patient"),
        ("Room", "the room"),
        ("Done by about", "the time when the visit is over"),
    ],
)
@pytest.mark.parametrize("cell", [SLEEP, LARGE], ids=str)
def test_each_label_in_the_box_of_the_visit_must_have_its_line(
    cell: Cell, label: str, what: str
) -> None:
    """A line of the label beside it or below it does not count."""
    assert spoiled(_without_line(label), cell=cell) == [f"page 1 {NO_LINE} {what}"]


def test_a_label_that_is_missing_is_told() -> None:
    gone = ('<p class="label">Room</p>', '<p class="label"></p>')
    assert spoiled(gone)[0] == (
        "page 1 does not show the label of the room, or not whole, or not in its place"
    )


@pytest.mark.parametrize(
    "css",
    [
        ".visit .room .line { height: 6mm !important }",
        ".visit .room .line { width: 20mm }",
        ".visit .room .line { border: none !important }",
        ".visit .room .line { border-color: #fff !important }",
        ".visit .room .line { border-bottom-style: dotted !important }",
        ".visit .room .line { visibility: hidden }",
        ".visit .room .line { margin-inline-start: 4mm }",
        ".visit .room .line { background: #ccc }",
        ".visit .room .line { background: url('icons/car.svg') no-repeat; background-size: 5mm }",
    ],
    ids=["low", "short", "none", "white", "dotted", "hidden", "elsewhere", "grey", "drawn on"],
)
def test_a_line_that_a_hand_cannot_use_is_none(css: str) -> None:
    assert spoiled(css=css) == [f"page 1 {NO_LINE} the room"]


def test_large_print_has_more_room() -> None:
    """What is high enough elsewhere is too low here."""
    css = ".visit .line { height: 9mm !important }"
    assert spoiled(css=css) == []
    assert len(spoiled(css=css, cell=LARGE)) == 8


def test_a_time_to_keep_must_have_its_line() -> None:
    cell = Cell(KETAMINE, "en", Edition.STANDARD, Paper.LETTER)
    when = f'<div class="cell when">{LINE}</div>'
    flaws = spoiled((when, '<div class="cell when"></div>'), cell=cell)
    said = [flaw.partition("behind ")[2] for flaw in flaws]
    assert said == ["“Stop eating”", "“Stop drinking”", "“Do not drive until”"]


@pytest.mark.noto
def test_lines_of_a_page_that_runs_from_right_to_left_are_found_on_the_other_side() -> None:
    assert spoiled(cell=ARABIC) == []
    flaws = spoiled((LINE, ""), cell=ARABIC)
    assert f"page 1 {NO_LINE} the name" in flaws
    assert f"page 1 {NO_LINE} the room" in flaws
