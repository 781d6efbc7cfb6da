"""Bilingual: the patient's copy and the team's have the same number at the same text."""

import re
from pathlib import Path

import pytest

from handouts.make.maker import Made
from handouts.model.handout import Copy
from tests.cli.terminal import here, schedule, write
from tests.making import Making
from tests.pdf import drawn, read_back
from tests.visits import PRINTED, full_visit, visit

SIGN = re.compile(r"[\[\]](\d+)[\[\]]")
"""A number of a place; on a line from right to left its brackets may stand the other way round."""
PAIRS = [
    pytest.param("sleep", "es", id="sleep-es"),
    pytest.param("ketamine-infusion", "es", id="ketamine-es"),
    pytest.param("ketamine-infusion", "vi", id="ketamine-vi"),
    pytest.param("ketamine-infusion", "ar", id="ketamine-ar", marks=pytest.mark.noto),
    pytest.param("ketamine-infusion", "zh", id="ketamine-zh", marks=pytest.mark.noto),
]

Copies = tuple[Made, Made]
_MADE: dict[tuple[str, str], Copies] = {}


def _copies(stock: Making, treatment: str, language: str) -> Copies:
    """The patient's copy and the team's, made once for all tests."""
    if (treatment, language) not in _MADE:
        patient = full_visit(treatment, language=language, bilingual="en")
        team = full_visit(treatment, language="en", bilingual=language)
        _MADE[treatment, language] = (
            stock.maker.make(patient, printed=PRINTED),
            stock.maker.make(team, printed=PRINTED),
        )
    return _MADE[treatment, language]


def _numbers(made: Made) -> list[int]:
    lines = [line for page in drawn(made.pdf) for line in page]
    return sorted(int(number) for line in lines for number in SIGN.findall(line))


def _places(made: Made) -> dict[int, str]:
    """What stands at each number, up to the next one, for languages that run from the left."""
    _, *parts = re.split(r"\[(\d+)\] ", read_back(made.pdf).text)
    return dict(zip(map(int, parts[::2]), parts[1::2], strict=True))


@pytest.mark.parametrize(("treatment", "language"), PAIRS)
def test_both_copies_count_the_same_places_without_a_gap(
    stock: Making, treatment: str, language: str
) -> None:
    patient, team = (_numbers(made) for made in _copies(stock, treatment, language))
    assert patient == team == list(range(1, len(team) + 1))
    assert len(team) > (300 if treatment == "ketamine-infusion" else 20)


@pytest.mark.parametrize("treatment", ["sleep", "ketamine-infusion"])
def test_the_same_text_stands_at_the_same_number(stock: Making, treatment: str) -> None:
    """Phones and numbers are the same in both languages, so they tell which text it is."""
    patient, team = (_places(made) for made in _copies(stock, treatment, "es"))
    for sign in ("1-800-FDA-1088", "911", "988"):
        spanish = {number for number, text in patient.items() if sign in text}
        english = {number for number, text in team.items() if sign in text}
        if treatment == "ketamine-infusion" or sign != "988":
            assert english
        assert spanish == english


PARTNERS = {
    "Bring an adult who can take you home": "Venga con un adulto que le pueda llevar a casa",
    "It has approved ketamine only as an anesthetic": "Aprobó la ketamina solo como anestésico",
    "This handout gives general facts": "Este folleto da datos generales",
}
"""Words of one text in both languages."""


def test_a_text_and_its_translation_have_one_number(stock: Making) -> None:
    patient, team = (_places(made) for made in _copies(stock, "ketamine-infusion", "es"))
    found = {
        english: [number for number, text in team.items() if english in text]
        for english in PARTNERS
    }
    assert all(len(numbers) == 1 for numbers in found.values()), found
    for english, (number,) in found.items():
        assert PARTNERS[english] in patient[number]


def test_each_copy_says_which_one_it_is(stock: Making) -> None:
    patient, team = _copies(stock, "sleep", "es")
    assert (patient.handout.form.copy, team.handout.form.copy) == (Copy.PATIENT, Copy.TEAM)
    first = read_back(patient.pdf).pages[0], read_back(team.pdf).pages[0]
    assert patient.handout.form.wording.numbered in first[0]
    assert team.handout.form.wording.twin in first[1]
    assert team.handout.form.wording.numbered not in first[1]


def test_an_only_copy_has_no_numbers(stock: Making) -> None:
    made = stock.maker.make(visit("sleep", language="es"), printed=PRINTED)
    assert made.handout.form.copy is Copy.ONLY
    assert _numbers(made) == []


def test_the_copies_have_check_codes_and_versions_of_their_own(stock: Making) -> None:
    patient, team = _copies(stock, "sleep", "es")
    only = stock.maker.compose(full_visit("sleep", language="es"), printed=PRINTED)
    versions = {patient.handout.form.version, team.handout.form.version, only.form.version}
    codes = {patient.handout.check_code, team.handout.check_code, only.check_code}
    assert len(versions) == len(codes) == 3


def test_make_writes_both_copies(tmp_path: Path) -> None:
    ended = here(
        "make", "--patient=José Ejemplo", "--born=1949-06-30", "--treatment=sleep",
        "--date=2031-01-07", "--time=9:00 am", "--language=es", "--bilingual=yes", cwd=tmp_path,
    )  # fmt: skip
    assert ended.code == 0
    languages = sorted(read_back(path.read_bytes()).language for path in tmp_path.glob("*.pdf"))
    assert languages == ["en", "es"]


def test_a_batch_makes_both_copies_of_a_row(tmp_path: Path) -> None:
    header = "patient,born,treatment,date,time,language,bilingual"
    row = "José Ejemplo,1949-06-30,sleep,2031-01-07,9:00 am,es,yes"
    write(tmp_path, {"day.csv": schedule(row, header=header)})
    ended = here("batch", "day.csv", "--draft", "--out", "o", cwd=tmp_path)
    assert ended.code == 0
    assert "1 row: 1 made, 0 skipped, 0 failed. 2 handouts." in ended.err
    pdfs = [path.read_bytes() for path in (tmp_path / "o").glob("*.pdf")]
    assert sorted(read_back(pdf).language for pdf in pdfs) == ["en", "es"]
