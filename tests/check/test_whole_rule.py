"""SAFE001: each mandatory text, gutted one by one, is found; what ships and fair rewordings are not."""  # noqa: E501

from pathlib import Path

import pytest

from handouts.check.rules import safe001_mandatory
from handouts.check.subject import Subject
from handouts.library.shelves import stock
from handouts.make.mandatory.duties import DUTIES, SIGNS
from handouts.make.mandatory.mandatory import everything
from handouts.make.mandatory.whole import lost
from handouts.model.content import Content
from handouts.model.item import Item
from handouts.model.settings import Settings
from handouts.model.visit import Edition
from handouts.problems import Problem, Severity
from tests.shelf import stock_words, words_with

AFTER = "content/en/statements/after-24-hours.yaml"
LANGUAGES = ("en", "es", "ar", "zh", "vi")
EMPTY = {
    "en": "Ask us.",
    "es": "Pregunte.",
    "ar": "اسألنا.",
    "zh": "请问我们。",
    "vi": "Hãy hỏi chúng tôi.",
}
"""Words that say nothing of what a safety text is for."""


def _found(content: Content) -> list[Problem]:
    """What the rule says of the texts alone; nothing is composed."""
    subject = Subject(content, Settings(timezone="America/New_York"), (), ())
    return list(safe001_mandatory.check(subject))


def _statement(*texts: str) -> str:
    return "text:\n" + "".join(f'  - "{text}"\n' for text in texts)


def test_each_mandatory_text_has_a_duty_and_no_other_text_has_one() -> None:
    assert set(DUTIES) == set(everything())


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_ships_is_whole(language: str) -> None:
    assert _found(stock_words(language)) == []


def test_the_easy_read_words_that_ship_are_whole() -> None:
    assert _found(stock_words("en", Edition.EASY_READ)) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", everything())
def test_an_emptied_safety_text_is_found(tmp_path: Path, name: str, language: str) -> None:
    said = EMPTY[language]
    if name.startswith("red-flags/"):
        words = f"urgency: {name.split('/')[1]}\nheading: {said}\nsigns:\n  - {said}\n"
    else:
        words = f"loudness: note\ntext:\n  - {said}\n"
    file = f"content/{language}/{name}.yaml"
    (problem,) = _found(words_with(tmp_path, {file: words}, language))
    assert (problem.rule, problem.severity) == ("SAFE001", Severity.ERROR)
    assert problem.place.file == str(tmp_path / file)
    assert problem.place.line == (3 if name.startswith("red-flags/") else 2)
    assert f"({file})" in problem.hint


@pytest.mark.parametrize("urgency", ["emergency", "same-day"])
@pytest.mark.parametrize("sign", range(9))
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_lost_sign_is_found(tmp_path: Path, language: str, sign: int, urgency: str) -> None:
    file = f"content/{language}/red-flags/{urgency}.yaml"
    lines = (stock() / file).read_text(encoding="utf-8").splitlines(keepends=True)
    del lines[lines.index("signs:\n") + 1 + sign]
    (problem,) = _found(words_with(tmp_path, {file: "".join(lines)}, language))
    assert "1 of its 9 signs" in problem.message


@pytest.mark.parametrize("urgency", ["emergency", "same-day"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_fewest_signs_are_those_of_the_list_that_ships(language: str, urgency: str) -> None:
    item = stock_words(language).red_flags[urgency]
    assert len(item.says.signs) == SIGNS[f"red-flags/{urgency}"]


@pytest.mark.parametrize(
    ("old", "gone"),
    [
        ("have a sudden, very bad headache", "a sudden, very bad headache"),
        ("have thoughts of suicide or of hurting yourself", "thoughts of suicide"),
    ],
)
def test_a_sign_in_place_of_another_is_found(tmp_path: Path, old: str, gone: str) -> None:
    """The sentences below the list do not stand in for a sign."""
    file = "content/en/red-flags/emergency.yaml"
    words = (stock() / file).read_text(encoding="utf-8")
    assert old in words
    (problem,) = _found(words_with(tmp_path, {file: words.replace(old, "feel very tired")}))
    assert problem.message.endswith(f"no longer does: {gone}.")


def test_a_list_of_the_other_urgency_is_found(tmp_path: Path) -> None:
    file = "content/en/red-flags/emergency.yaml"
    words = (stock() / file).read_text(encoding="utf-8")
    swapped = words.replace("urgency: emergency", "urgency: same-day")
    (problem,) = _found(words_with(tmp_path, {file: swapped}))
    assert "urgency: emergency" in problem.message


@pytest.mark.parametrize(
    ("name", "old", "new", "gone"),
    [
        ("after-24-hours", "Do not drive.", "Drive with care.", "no driving"),
        ("after-24-hours", "Do not drink alcohol. ", "", "no alcohol"),
        ("after-24-hours", "{no_driving_hours}", "24", "{no_driving_hours}"),
        ("after-24-hours", "Have an adult take you home.", "Go home.", "an adult"),
        ("emergency-line", " or {crisis_line}", "", "{crisis_line}"),
        ("emergency-line", "chest pain, ", "", "chest pain"),
        ("off-label", "It has not approved it for pain.", "", "not approved for pain"),
        ("off-label", "[[off-label|off-label]] use", "off-label use", "[[off-label|...]]"),
        ("no-dose", "does not list", "lists", "no dose stands here"),
        ("other-formats", "call {phone}", "call", "{phone}"),
        ("report-side-effects", " at 1-800-FDA-1088", "", "1-800-FDA-1088"),
        ("results", ", but not everyone does", "", "does not work for everyone"),
        ("tell-us-your-medicines", "Do not stop or change", "Stop or change", "stopped"),
        ("what-we-do-not-know", "It could **not** show", "It could show", "no clear benefit"),
    ],
)
def test_a_thing_no_longer_said_is_named(
    tmp_path: Path, name: str, old: str, new: str, gone: str
) -> None:
    file = f"content/en/statements/{name}.yaml"
    words = (stock() / file).read_text(encoding="utf-8")
    assert old in words
    (problem,) = _found(words_with(tmp_path, {file: words.replace(old, new)}))
    assert gone in problem.message


@pytest.mark.parametrize(
    ("name", "texts"),
    [
        (
            "after-24-hours",
            (
                "A grown-up must bring you home.",
                "{no_driving_hours} hours: do not drive, run machines, drink wine or sign papers",
            ),
        ),
        ("no-dose", ("Your dose is not on this sheet. Ask your doctor.",)),
        ("general-facts", ("General facts, never in place of care.", "Only your doctor knows.")),
        ("results", ("It does not work for everyone.",)),
        ("tell-us-your-medicines", ("Before you stop or change a medicine, ask. Show us all.",)),
        ("report-side-effects", ("Side effects? Tell the FDA: 1-800-332-1088.",)),
    ],
)  # fmt: skip
def test_other_words_for_the_same_are_whole(
    tmp_path: Path, name: str, texts: tuple[str, ...]
) -> None:
    file = f"content/en/statements/{name}.yaml"
    words = _statement(*texts)
    assert _found(words_with(tmp_path, {file: words})) == []


def test_in_a_language_that_is_not_measured_values_must_stand(tmp_path: Path) -> None:
    said = stock_words("vi").statements["after-24-hours"]
    french = Item(said.kind, said.id, "fr", said.file, said.says, said.places)
    assert list(lost(french)) == []
    files = {AFTER: _statement("Reposez-vous pendant une journée entière.")}
    rest = words_with(tmp_path, files).statements["after-24-hours"]
    french = Item(rest.kind, rest.id, "fr-CA", rest.file, rest.says, rest.places)
    assert list(lost(french)) == ["for how many hours: {no_driving_hours}"]
