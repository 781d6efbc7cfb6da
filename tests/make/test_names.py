"""Names of real people's kinds, from the schedule's cell to the letters on the paper."""

import datetime as dt

import pytest

from handouts.model.visit import Visit
from handouts.problems import HandoutsError, Place, Problem
from handouts.read.columns import Cell, Known
from handouts.read.row import read_row
from tests.making import Making
from tests.pdf import LETTER, Sheets, squeezed
from tests.visits import PRINTED

PLACE = Place("tomorrow.csv", 2, 1)
LONG = "Maximiliana Bartholomea Konstantina Wilhelmina Friederike Example-Specimen Placeholder of "
LONG_119 = (LONG + "Nowhere in the Land of Invented Names")[:118].rstrip() + "z"
WORD_60 = "Wolfeschlegelsteinhausenbergerdorff" + "example" * 3 + "word"


def _row(making: Making, **cells: str) -> tuple[tuple[Visit, ...], tuple[Problem, ...]]:
    """What the schedule's door makes of a row with these cells."""
    row = {
        "patient": "Maria Example",
        "born": "1958-03-04",
        "treatment": "sleep",
        "date": "2026-12-01",
        "time": "8:30 am",
    } | cells
    known = Known.of(making.content, making.settings, ("en",))
    named = {name: Cell(text, PLACE) for name, text in row.items()}
    return read_row(named, known, today=PRINTED, place=PLACE)


def _paper(making: Making, name: str, **cells: str) -> Sheets:
    (someone,), problems = _row(making, patient=name, **cells)
    assert problems == ()
    return making.sheets(someone)


@pytest.mark.parametrize(
    "name",
    [
        "Nguyễn Thị Mẫu",
        "Łukasz Przykładowy",
        "Olivia O'Neil",
        "Olivia O’Neil",
        "Zoë Beispiel-Muster",
        "Ola Affleck-Offin fi fl ffi",
        "José Ejemplo Modelo",
        "Şengül Örnek",
        "Иван Пример",
        "Γιάννης Υπόδειγμα",
        "Specimen, Anne-Marie (Annie)",
        "X Æ Example",
        "Null",
    ],
)
def test_a_name_reads_back_from_every_page_as_it_was_typed(stock: Making, name: str) -> None:
    (someone,), _ = _row(stock, patient=name)
    sheets = stock.sheets(someone)
    assert f"For {name} Date of birth" in sheets.pages[0]
    for page in sheets.pages:
        assert f"{name} Born March 4, 1958" in page


def test_letters_that_came_in_two_parts_are_printed_as_one(stock: Making) -> None:
    assert "For Zoë Beispiel Date of birth" in _paper(stock, "Zoe\u0308 Beispiel").pages[0]


@pytest.mark.parametrize("name", [LONG_119, WORD_60, f"{WORD_60[:59]} {WORD_60[:59]}"])
def test_a_name_as_long_as_names_may_be_is_whole_on_every_page(stock: Making, name: str) -> None:
    assert 59 < len(name) < 120
    sheets = _paper(stock, name)
    assert f"For{squeezed(name)}Dateofbirth" in squeezed(sheets.pages[0])
    for page in sheets.pages:
        assert f"{squeezed(name)}BornMarch4,1958" in squeezed(page)


@pytest.mark.parametrize("name", [LONG_119, WORD_60, f"{WORD_60[:59]} {WORD_60[:59]}"])
def test_a_name_as_long_as_names_may_be_stays_on_the_paper(stock: Making, name: str) -> None:
    sheets = _paper(stock, name)
    assert set(sheets.sizes) == {LETTER}
    assert min(sheets.margins) > 12  # points; printers leave out about 4 mm


def test_long_words_in_every_field_stay_on_the_paper(stock: Making) -> None:
    sheets = _paper(
        stock,
        "Maria Example",
        record="R" * 40,
        clinician=f"Dr. {WORD_60} {WORD_60[:50]}",
        room="W" * 60,
        note=" ".join(["W" * 59] * 5),
    )
    assert min(sheets.margins) > 12
    assert squeezed(f"Dr. {WORD_60} {WORD_60[:50]}") in squeezed(sheets.text)
    assert "W" * 295 in squeezed(sheets.text)
    for page in sheets.pages:
        assert "R" * 40 in squeezed(page)


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("山田 花子", {"山", "田", "花", "子"}),
        ("משה דוגמה", {"מ", "ש", "ה", "ד", "ו", "ג"}),
        ("مثال", {"م", "ث", "ا", "ل"}),
        ("Maria ตัวอย่าง", {"ต", "ว", "อ", "ย", "า", "ง"}),
    ],
)
def test_a_name_that_our_fonts_cannot_print_is_refused_letter_by_letter(
    stock: Making, name: str, letters: set[str]
) -> None:
    (someone,), problems = _row(stock, patient=name)
    assert problems == ()
    with pytest.raises(HandoutsError) as refused:
        stock.maker.make(someone, printed=PRINTED)
    problems = refused.value.problems
    assert {problem.rule for problem in problems} == {"glyph"}
    for letter in letters:
        code = f"U+{ord(letter):04X}"
        assert any(letter in problem.message and code in problem.message for problem in problems)
    assert all(problem.hint for problem in problems)


def test_a_letter_that_cannot_be_printed_is_told_once(stock: Making) -> None:
    (someone,), _ = _row(stock, patient="山山 山山")
    with pytest.raises(HandoutsError) as refused:
        stock.maker.make(someone, printed=PRINTED)
    assert len(refused.value.problems) == 1


def test_a_handout_after_a_refused_one_is_made_as_ever(stock: Making) -> None:
    (unprintable,), _ = _row(stock, patient="山田 花子")
    (someone,), _ = _row(stock, patient="Ola Specimen")
    with pytest.raises(HandoutsError):
        stock.maker.make(unprintable, printed=PRINTED)
    assert stock.maker.make(someone, printed=PRINTED).pdf.startswith(b"%PDF-")


@pytest.mark.parametrize(
    "name",
    [
        "<b>Maria</b>",
        "Maria {{7*7}}",
        "Maria {% x %}",
        "../../etc/passwd\\",
        "Maria\u202eelpmaxE",
        "Ma\u200bria Example",
        "Maria\tExample",
        "Maria 😀",
        "12345",
        "M" * 61,
        "Maria " * 20 + "Example",
        "Ma\u0301\u0301\u0301\u0301ria",
    ],
)
def test_a_name_that_no_person_has_is_refused_without_repeating_it(
    stock: Making, name: str
) -> None:
    visits, problems = _row(stock, patient=name)
    assert visits == ()
    (problem,) = problems
    assert problem.place == PLACE
    assert name not in problem.message + problem.hint


def test_hostile_letters_in_a_note_print_as_they_were_typed(stock: Making) -> None:
    typed = 'a<5 & 5>3 "c"\' < /style> url(file:///etc/passwd) {7*7} ../x'
    sheets = _paper(stock, "Maria Example", note=typed)
    assert f"A note from your care team {typed}" in sheets.text


@pytest.mark.parametrize("left", ["{{7*7}}", "{% if x %}", "Tea &amp; cake", "<b>Tea</b>"])
def test_a_note_with_remains_of_another_program_s_template_is_not_printed(
    stock: Making, left: str
) -> None:
    with pytest.raises(HandoutsError, match=r"remains of a template .* \(note\)"):
        _paper(stock, "Maria Example", note=left)


def test_a_name_is_nowhere_in_the_file_but_on_its_pages(stock: Making) -> None:
    (someone,), _ = _row(stock, patient="Zyxwa Qwertz", record="QQ-4711")
    pdf = stock.maker.make(someone, printed=PRINTED).pdf
    sheets = stock.sheets(someone)
    assert someone.patient.born == dt.date(1958, 3, 4)
    for secret in ("Zyxwa", "Qwertz", "QQ-4711", "4711"):
        assert secret not in " ".join(sheets.metadata.values())
        assert secret.encode() not in pdf
        assert secret.encode("utf-16-be") not in pdf
