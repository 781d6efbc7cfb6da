"""Letters: what no font draws is refused before a page is laid out, by its field's name."""

from pathlib import Path

import pytest

from handouts.library.shelves import Shelves
from handouts.make.maker import Maker
from handouts.model.handout import Form
from handouts.model.settings import Settings
from handouts.model.visit import Patient, Visit
from handouts.press.engine import Engine
from handouts.press.fonts import Fonts
from handouts.problems import HandoutsError, Problem
from tests.making import Making
from tests.pdf import drawn
from tests.shelf import changed, shelf
from tests.visits import MARIA, PRINTED, full_visit, visit

SETTINGS = Settings(timezone="America/New_York")
YAMADA = Patient("田山 花子", MARIA.born)


class NeverLaysOut(Maker):
    """Fails the test when a handout with such a letter comes as far as the engine."""

    def _engine(self, form: Form, letters: Fonts) -> Engine:
        raise AssertionError(form.treatment, letters)


def _refused(maker: Maker, someone: Visit) -> tuple[Problem, ...]:
    with pytest.raises(HandoutsError) as refused:
        maker.make(someone, printed=PRINTED)
    return refused.value.problems


def test_a_name_in_another_script_is_refused_by_the_name_of_its_field() -> None:
    problems = _refused(NeverLaysOut(Shelves(), SETTINGS), visit(patient=YAMADA))
    assert {(problem.rule, problem.place.file) for problem in problems} == {("glyph", "page")}
    assert all(" in patient is not in our fonts" in problem.message for problem in problems)
    assert all(problem.hint.startswith("Write this handout's name by hand") for problem in problems)


def test_the_refusal_does_not_spell_the_name() -> None:
    problems = _refused(NeverLaysOut(Shelves(), SETTINGS), visit(patient=YAMADA))
    told = "".join(problem.message.split()[2] for problem in problems)
    assert told == "子山田花"
    for part in YAMADA.name.split():
        assert part not in "".join(str(problem) for problem in problems)


@pytest.mark.parametrize("field", ["clinician", "room", "note"])
def test_each_field_is_looked_at(field: str) -> None:
    someone = full_visit(**{field: "Ask 田 first"})
    (problem,) = _refused(NeverLaysOut(Shelves(), SETTINGS), someone)
    assert problem.message.startswith(f"The letter 田 (U+7530) in {field} is not in our fonts")


def test_a_content_text_is_refused_as_well(tmp_path: Path) -> None:
    name = "content/en/statements/no-dose.yaml"
    files = changed("content/en/treatments/sleep.yaml", "kind: general", "kind: general") | {
        name: "text:\n  - Ask us in 日本.\n"
    }
    maker = NeverLaysOut(shelf(tmp_path, files), SETTINGS)
    problems = _refused(maker, visit("ketamine-infusion"))
    assert [problem.message.split()[2] for problem in problems] == ["日", "本"]
    for problem in problems:
        assert problem.place.file == "content/en"
        assert " in the words is not in our fonts" in problem.message
        assert problem.hint == "Use another letter or word."


def test_letters_of_latin_cyrillic_and_greek_print_on_an_english_page(stock: Making) -> None:
    for name in ("Łukasz Świętosławski", "Иван Примеров", "Ελένη Δείγμα", "Nguyễn Thị Mẫu"):
        someone = visit(patient=Patient(name, MARIA.born))
        assert name in stock.sheets(someone).pages[0]


@pytest.mark.noto
def test_the_same_name_prints_where_its_font_is(stock: Making) -> None:
    """On a Chinese page 田 is a letter like any other."""
    someone = visit("ketamine-infusion", patient=YAMADA, language="zh")
    for page in drawn(stock.maker.make(someone, printed=PRINTED).pdf):
        assert any("田山 花子" in line for line in page)


@pytest.mark.noto
def test_a_name_in_latin_letters_prints_on_a_page_of_another_script(stock: Making) -> None:
    for language in ("ar", "zh"):
        someone = visit("ketamine-infusion", language=language)
        for page in drawn(stock.maker.make(someone, printed=PRINTED).pdf):
            assert any("Maria Example" in line for line in page)
