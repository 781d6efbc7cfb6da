"""SAFE003 to SAFE006: planted sentences are found, near misses are not, and what ships has none."""

from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from handouts.check.rules import (
    safe003_no_dose,
)
from handouts.check.subject import Subject
from handouts.model.item import Item
from handouts.model.kinds import Statement
from handouts.model.settings import Settings
from handouts.model.visit import Edition
from handouts.problems import Place, Problem, Severity
from tests.shelf import clinic_file, stock_words, words_with

RULES = (safe003_no_dose,)
NEW = "content/en/statements/brand-new.yaml"


def _say(rule: ModuleType, text: str, language: str = "en") -> list[Problem]:
    """What a rule says of one paragraph, in a file that holds nothing else."""
    content = stock_words(language)
    place = {("text", 0): Place("x.yaml", 2, 5)}
    item = Item("statements", "x", language, "x.yaml", Statement(text=(text,)), place)
    settings = Settings(timezone="America/New_York")
    subject = Subject(_Only(content, item), settings, (), ())  # type: ignore[arg-type]
    return list(rule.check(subject))


class _Only:
    """The stock content, of which only one text is looked at."""

    def __init__(self, content: object, item: Item[Statement]) -> None:
        self.content, self.item = content, item

    def __getattr__(self, name: str) -> object:
        return getattr(self.content, name)

    def items(self) -> Iterator[Item[Statement]]:
        """The one text."""
        yield self.item


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize(
    ("language", "edition"),
    [
        ("en", Edition.STANDARD), ("en", Edition.EASY_READ), ("es", Edition.STANDARD),
        ("ar", Edition.STANDARD), ("zh", Edition.STANDARD), ("vi", Edition.STANDARD),
    ],
)  # fmt: skip
def test_what_ships_is_told_nothing(rule: ModuleType, language: str, edition: Edition) -> None:
    settings = Settings(timezone="America/New_York")
    subject = Subject(stock_words(language, edition), settings, (), ())
    assert [str(problem) for problem in rule.check(subject)] == []


# SAFE003


@pytest.mark.parametrize(
    ("said", "amount"),
    [
        ("You will get 0.5 mg of ketamine.", "0.5 mg"),
        ("We give 0.5 mg/kg over 40 minutes.", "0.5 mg"),
        ("The bag holds 100 ml.", "100 ml"),
        ("It holds 100ML of salt water.", "100ML"),
        ("Take 20 mcg by mouth.", "20 mcg"),
        ("Take 20 µg by mouth.", "20 µg"),
        ("It is dosed in mg per kg.", "mg per kg"),
        ("It is half a milligram.", "half a milligram"),
        ("It is two milligrams.", "two milligrams"),
        ("Take 1,000 milligrams of it.", "1,000 milligrams"),
        ("Use 10 units of insulin.", "10 units"),
        ("Take two tablets at night.", "two tablets"),
        ("Take 1/2 tablet.", "1/2 tablet"),
        ("Take one or two pills.", "one or two pills"),
        ("Take 2 more puffs.", "2 more puffs"),
        ("Put 3 drops in each eye.", "3 drops"),
        ("A 5-mg pill is enough.", "5-mg"),
        ("Take 1 g of acetaminophen.", "1 g"),
        ("Take 2 grams a day.", "2 grams"),
        ("Rub on the 5% lidocaine cream.", "5% lidocaine cream"),
        ("Use a 4 percent patch.", "4 percent patch"),
    ],
)
def test_an_amount_of_a_medicine_is_found(said: str, amount: str) -> None:
    (problem,) = _say(safe003_no_dose, said)
    assert problem.rule == "SAFE003"
    assert problem.severity is Severity.ERROR
    assert problem.place.line == 2
    assert problem.message == f"This names an amount of a medicine: {amount!r}."


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("es", "Tome 5 mg."),
        ("es", "Es medio miligramo."),
        ("es", "Tome dos pastillas."),
        ("es", "Use 10 unidades de insulina."),
        ("es", "Una crema: la solución al 5% crema."),
        ("es", "Ponga 3 gotas en cada ojo."),
        ("zh", "每次服用5毫克。"),
        ("zh", "半毫克就够了。"),
        ("zh", "每天吃2片。"),
        ("zh", "注射10单位胰岛素。"),
        ("ar", "خذ 5 ملغ."),
        ("ar", "خذ ٥ مليغرام كل يوم."),
        ("ar", "نصف ميليغرام يكفي."),
        ("ar", "خذ 2 حبة."),
        ("vi", "Uống 5 mg mỗi ngày."),
        ("vi", "Uống hai viên."),
        ("vi", "Tiêm 10 đơn vị."),
        ("vi", "Dùng 5 miligam."),
        ("fr", "Prenez 5 mg."),
    ],
)
def test_an_amount_is_found_in_every_language(language: str, said: str) -> None:
    content_of = "en" if language == "fr" else language
    (problem,) = _say(safe003_no_dose, said, content_of)
    assert problem.rule == "SAFE003"


@pytest.mark.parametrize(
    "said",
    [
        "An infusion can take 40 minutes or many hours.",
        "About 1 in 5 people live with it.",
        "It covered 67 trials and up to 12 weeks.",
        "Is one of my pills an NSAID?",
        "Count pills, patches and creams.",
        "Call 1-800-FDA-1088.",
        "20 percent of people feel better.",
        "Eat 30 grams of protein a day.",
        "Your blood pressure may be 160 mmHg.",
        "Walk one mile.",
        "Keep half an hour free.",
        "Ask about both pills and patches.",
        "Room 5 GH is on this floor.",
        "Plan 8 hours of sleep.",
    ],
)
def test_other_numbers_are_no_amounts(said: str) -> None:
    assert _say(safe003_no_dose, said) == []
