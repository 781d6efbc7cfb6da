"""NUM: each rule finds its planted number at its line, and leaves phones and names alone."""

from pathlib import Path

import pytest

from handouts.check.rules import (
    Rule,
    num001_out_of_how_many,
    num002_leading_zero,
    num003_trailing_zero,
    num004_large_numbers_and_units,
    num005_fractions_and_symbols,
    num006_no_arithmetic,
    num007_times_and_dates,
)
from handouts.problems import Severity
from tests.check.planted import LANGUAGES, found, in_files, line, severities

NUMBER_RULES: tuple[Rule, ...] = (
    num001_out_of_how_many,
    num002_leading_zero,
    num003_trailing_zero,
    num004_large_numbers_and_units,
    num005_fractions_and_symbols,
    num006_no_arithmetic,
    num007_times_and_dates,
)
NAMES = [
    "Call 1-800-FDA-1088 at any time.",
    "Call 555-PAIN, 555-0100 or (212) 555-0100 or +1 212 555 0100.",
    "Call {phone} or {emergency_number}, 24/7.",
    "Go to https://www.example.org/a/1.0/2026-12-01?x=5&y=.5 or example.com/1/2.",
    "Write to us@example.org.",
    "Record number 0012345.0, room 12/4, version 1.0.",
    "We are open Monday to Friday, 8 am to 5 pm.",
    "Call 911 or 988 right away.",
    "In 2025, a review looked at 67 trials of 12 weeks.",
    "About 35 of every 100 people do. In 2023 it was 24 of every 100.",
    "From 0 to 10, how bad is it?",
    "Your blood pressure was 120/80.",
    "Take two pills at 8:30 am or 12 noon on Tuesday, December 1, 2026.",
    "COVID-19 and B12, on the 2nd floor, extension 1234, Suite 1200.",
]


@pytest.mark.parametrize("rule", NUMBER_RULES, ids=lambda rule: rule.__doc__.split(":")[0])
def test_phones_names_and_well_written_numbers_are_left_alone(tmp_path: Path, rule: Rule) -> None:
    assert [str(problem) for problem in found(rule, tmp_path, NAMES)] == []


PLANTED = [
    (num001_out_of_how_many, "20% of people do.", "20%", "20 of every 100"),
    (num001_out_of_how_many, "Half a percent do.", "a percent", "of every 100"),
    (num001_out_of_how_many, "The chance is 3:1 here.", "3:1", "of every 100"),
    (num001_out_of_how_many, "It is 3 times as likely.", "3 times as", "both numbers"),
    (num001_out_of_how_many, "It is 2x higher.", "2x higher", "both numbers"),
    (num001_out_of_how_many, "It was 1 in 5, now 1 in 8.", "1 in 5", "same number"),
    (num002_leading_zero, "Take .5 of it.", ".5", "'0.5'"),
    (num003_trailing_zero, "Take 1.0 of it.", "1.0", "'1'"),
    (num003_trailing_zero, "Take 0.50 of it.", "0.50", "'0.5'"),
    (num004_large_numbers_and_units, "Walk 1500 steps.", "1500 steps", "'1,500 steps'"),
    (num004_large_numbers_and_units, "Of 12345 adults.", "12345", "'12,345'"),
    (num004_large_numbers_and_units, "Drink 500mL of it.", "500mL", "'500 mL'"),
    (num004_large_numbers_and_units, "Wait 24h.", "24h", "'24 h'"),
    (num004_large_numbers_and_units, "Walk 2000 steps.", "2000 steps", "'2,000 steps'"),
    (num005_fractions_and_symbols, "Take 1/2 tablet.", "1/2", "'half'"),
    (num005_fractions_and_symbols, "Relief is 6/10.", "6/10", "6 out of 10"),
    (num005_fractions_and_symbols, "Take ¼ tablet.", "¼", "'a quarter'"),
    (num005_fractions_and_symbols, "Food & drink.", "&", "'and'"),
    (num005_fractions_and_symbols, "Fever > 100.", ">", "'more than'"),
    (num005_fractions_and_symbols, "It is 101 °F.", "°", "'degrees'"),
    (num005_fractions_and_symbols, "Be here @ noon.", "@", "'at'"),
    (num005_fractions_and_symbols, "Take 2/day.", "/day", "'a'"),
    (num006_no_arithmetic, "Drink twice as much.", "twice as much", "result"),
    (num006_no_arithmetic, "Drink half your usual amount.", "half your usual amount", "result"),
    (num006_no_arithmetic, "Subtract one hour.", "Subtract", "result"),
    (num006_no_arithmetic, "Stop 8 hours before you come.", "8 hours before you", "result"),
    (num007_times_and_dates, "Come at 8:00 am.", "8:00 am", "'8 am'"),
    (num007_times_and_dates, "Come at 8AM.", "8AM", "'8 am'"),
    (num007_times_and_dates, "Come at 8 p.m.", "8 p.m.", "'8 pm'"),
    (num007_times_and_dates, "Come at 13 pm.", "13 pm", "'1 pm'"),
    (num007_times_and_dates, "Open 10am-5pm.", "10am", "'10 am'"),
    (num007_times_and_dates, "Come at 12 pm.", "12 pm", "'12 noon'"),
    (num007_times_and_dates, "Come at 12:00 am.", "12:00 am", "'midnight'"),
    (num007_times_and_dates, "Come at 14:30.", "14:30", "'2:30 pm'"),
    (num007_times_and_dates, "Come at 8:30.", "8:30", "'8:30 am' or '8:30 pm'"),
    (num007_times_and_dates, "Come at 8 o'clock.", "8 o'clock", "'8 am'"),
    (num007_times_and_dates, "Come at noon.", "noon", "'12 noon'"),
    (num007_times_and_dates, "Come on 12/01/2026.", "12/01/2026", "weekday"),
    (num007_times_and_dates, "Come on 2026-12-01.", "2026-12-01", "weekday"),
    (num007_times_and_dates, "Come on Dec. 1 at last.", "Dec. 1", "whole words"),
    (num007_times_and_dates, "Come on Tue, December 1.", "Tue, December", "whole words"),
    (num007_times_and_dates, "Come on the 1st of December.", "1st of December", "whole words"),
    (num007_times_and_dates, "Come on December 1.", "December 1", "'Tuesday, December 1'"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "text", "quoted", "hint"), PLANTED)
def test_a_planted_number_is_told_at_its_line_with_its_words(
    tmp_path: Path, rule: Rule, text: str, quoted: str, hint: str
) -> None:
    problem = found(rule, tmp_path, ["Rest.", text])[0]
    assert line(problem) == 3
    assert f"'{quoted}'" in problem.message or f'"{quoted}"' in problem.message
    assert hint in problem.hint


@pytest.mark.parametrize(
    ("rule", "text", "severity"),
    [
        (num001_out_of_how_many, "20% do.", Severity.WARNING),
        (num001_out_of_how_many, "It was 1 in 5, then 1 in 8.", Severity.WARNING),
        (num001_out_of_how_many, "It was 1 in 5. It is 1 in 8.", Severity.HINT),
        (num002_leading_zero, "Take .5 now.", Severity.ERROR),
        (num003_trailing_zero, "Take 1.0 now.", Severity.ERROR),
        (num004_large_numbers_and_units, "Walk 1500 steps.", Severity.ERROR),
        (num005_fractions_and_symbols, "Take 1/2 now.", Severity.ERROR),
        (num006_no_arithmetic, "Subtract it.", Severity.HINT),
        (num007_times_and_dates, "Come at 8 p.m. then.", Severity.ERROR),
        (num007_times_and_dates, "Come on December 1.", Severity.WARNING),
    ],
)
def test_a_number_rule_is_as_loud_as_its_page_says(
    tmp_path: Path, rule: Rule, text: str, severity: Severity
) -> None:
    assert severities(found(rule, tmp_path, text)) == [severity]


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (num001_out_of_how_many, "20% do. That is 20 of every 100 people."),
        (num001_out_of_how_many, "About 1 in 5 in 2019, 1 in 5 in 2023."),
        (num002_leading_zero, "Take 0.5. 5 of you came, 1.5 did not."),
        (num003_trailing_zero, "It costs $5.00 or 10 pills. Take 1.05 or 10."),
        (num004_large_numbers_and_units, "In 1970 and 2030, 1,500 people, ZIP TX 75001."),
        (num004_large_numbers_and_units, "The 5th of 10 g."),
        (num005_fractions_and_symbols, "Bring store-bought pills and/or herbs."),
        (num006_no_arithmetic, "Twice a day, add water. Divide the work. Sleepy pills add up."),
        (num006_no_arithmetic, "The double room, for 24 hours after."),
        (num007_times_and_dates, "This afternoon, from 8 am to 12 noon, until midnight."),
        (num007_times_and_dates, "In May 2024. You may 2 times."),
        (num007_times_and_dates, "Sun and Sat are in the sky; sit in the sun."),
    ],
)
def test_near_misses_are_left_alone(tmp_path: Path, rule: Rule, text: str) -> None:
    assert found(rule, tmp_path, text) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (num001_out_of_how_many, "20%"),
        (num002_leading_zero, ".5 mg"),
        (num003_trailing_zero, "1.0 mg"),
        (num004_large_numbers_and_units, "5mg"),
        (num005_fractions_and_symbols, "1/2"),
        (num007_times_and_dates, "12/01/2026"),
    ],
)
def test_numbers_are_looked_at_in_every_language(
    tmp_path: Path, language: str, rule: Rule, text: str
) -> None:
    assert len(found(rule, tmp_path, text, language)) == 1


@pytest.mark.parametrize(
    ("rule", "text", "told"),
    [
        (num003_trailing_zero, "Son 1.000 personas.", 0),
        (num003_trailing_zero, "Tome 1,0 ahora.", 1),
        (num006_no_arithmetic, "Tome el doble de su dosis.", 1),
        (num006_no_arithmetic, "Divida el trabajo y sume otro cambio.", 0),
        (num007_times_and_dates, "Venga a las 14:30.", 1),
        (num007_times_and_dates, "Venga a las 2:30 de la tarde.", 0),
        (num001_out_of_how_many, "Fue 1 de cada 5, ahora 1 de cada 8.", 1),
    ],
)
def test_spanish_has_its_own_ways(tmp_path: Path, rule: Rule, text: str, told: int) -> None:
    assert len(found(rule, tmp_path, text, "es")) == told


def test_the_clinics_hours_are_looked_at_in_their_own_language(tmp_path: Path) -> None:
    clinic = "name: Example Pain Clinic\nhours:\n  en: 8AM to 5 pm\n  es: De 14:30 a 17:30\n"
    (english,) = in_files(num007_times_and_dates, tmp_path, {"content/clinic.yaml": clinic})
    assert line(english) == 3
    spanish = in_files(
        num007_times_and_dates, tmp_path, {"content/clinic.yaml": clinic}, language="es"
    )
    assert [line(problem) for problem in spanish] == [4, 4]


def test_the_same_words_in_one_text_are_told_once(tmp_path: Path) -> None:
    assert len(found(num005_fractions_and_symbols, tmp_path, "Eat & rest & sleep.")) == 1
