"""Stock handouts that were filled into a form are, letter for letter, the ones laid out in full.

Each pair of treatment, language, edition and paper is here; `python -m tests.benchmarks golden`
does so for all of them.
"""

import dataclasses
import datetime as dt
from typing import Any

import pytest

from handouts.model.visit import Edition, Patient, SeriesDate
from handouts.press.alike import difference
from tests.filled import fill, filled, filler
from tests.matrix import Cell, chosen, maker, marked, printed, visit_of
from tests.visits import PRINTED

CELLS = tuple(cell for cell in chosen() if cell.case == "everything-known")


@pytest.mark.parametrize("cell", marked(CELLS))
def test_a_form_of_each_stock_handout_is_proven_and_filled_as_a_full_layout(cell: Cell) -> None:
    full = printed(cell)
    assert full.flow, "it was laid out"
    assert difference(filled(cell), full.made.pdf) is None


SOMEBODY: dict[str, Any] = {
    "date": dt.date(2027, 2, 10),
    "time": dt.time(14, 5),
    "ends": dt.datetime(2027, 2, 10, 16, 45),
    "clinician": "Dr. Özge Núñez",
    "room": "Suite B",
    "series": (
        SeriesDate(dt.date(2027, 2, 10), dt.time(14, 5)),
        SeriesDate(dt.date(2027, 9, 29)),
    ),
    "note": "Ask for the café’s menu, please.",
}
PRINTED_LATER = dt.date(2027, 2, 9)
NAMES = {
    ("sleep", "en", Edition.STANDARD): "Zoë O’Neil-Łukasz",
    ("eating-well", "en", Edition.EASY_READ): "Åsa Þórsdóttir",
    ("exercise", "es", Edition.LARGE_PRINT): "Íñigo Peña Agüero",
    ("ketamine-infusion", "vi", Edition.STANDARD): "Nguyễn Thị Thuỷ Mẫu",
    ("ketamine-infusion", "zh", Edition.STANDARD): "Lǚ Xiǎomíng",
    ("ketamine-infusion", "ar", Edition.STANDARD): "ليلى عبد الرؤوف",
}
"""One cell for each language and for large and easy words, and who comes there."""


@pytest.mark.parametrize(
    "cell", marked(c for c in CELLS if (c.treatment, c.language, c.edition) in NAMES)
)
def test_a_second_patient_s_words_stand_in_the_form_as_in_a_full_layout(cell: Cell) -> None:
    patient = Patient(
        NAMES[cell.treatment, cell.language, cell.edition], dt.date(1931, 9, 27), "HN-77031"
    )
    first = visit_of(cell)
    second = dataclasses.replace(first, patient=patient, **SOMEBODY)
    its_filler = filler(cell.paper)
    keys = {
        its_filler.filling.key(its_filler.compose(visit, printed=day))
        for visit, day in ((first, PRINTED), (second, PRINTED_LATER))
    }
    assert len(keys) == (2 if cell.language == "ar" else 1), "a name from the right has its own"
    full = maker(cell.paper).make(second, printed=PRINTED_LATER)
    assert difference(fill(its_filler, second, PRINTED_LATER), full.pdf) is None


def test_each_language_has_a_second_patient() -> None:
    assert {language for _, language, _ in NAMES} == {cell.language for cell in CELLS}
