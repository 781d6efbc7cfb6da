"""Text values become typed nouns, or every problem of the file is told at once, at its place."""

from typing import Any, TypeVar

import pytest

from handouts.model.clinic import Clinic, Policies
from handouts.model.kinds import (
    Answer,
    Checklist,
    Expectation,
    Loudness,
    Phase,
    QuestionSet,
    RedFlags,
    Statement,
    When,
)
from handouts.model.reference import Glossary, Sources
from handouts.model.settings import DateOrder, Paper, Settings
from handouts.model.treatment import Treatment
from handouts.model.visit import DoseBand, VisitType
from handouts.problems import Problem
from handouts.read.schema import MOST_PROBLEMS, build
from handouts.read.yamlfile import parse

T = TypeVar("T")


def typed(noun: type[T], text: str) -> tuple[T | None, tuple[Problem, ...]]:
    document, problems = parse(text.encode(), "w.yaml")
    assert problems == ()
    assert document is not None
    return build(noun, document, "w.yaml")


def wrong(noun: type[Any], text: str) -> list[Problem]:
    says, problems = typed(noun, text)
    assert says is None
    assert problems
    return sorted(problems, key=lambda problem: problem.place)


def only(noun: type[Any], text: str) -> tuple[str, str]:
    """The place and message with hint of the only problem."""
    (problem,) = wrong(noun, text)
    return f"{problem.place.line}:{problem.place.column}", f"{problem.message} {problem.hint}"


QUESTIONS = """title: Your eyes
order: 50
why: Ketamine can raise the pressure in your eyes.
questions:
  - ask: Do you have glaucoma?
    answer: words
    lines: 2
    call_first: yes
  - ask: Do you wear lenses?
when:
  visit_type: [consult, first]
"""


def test_text_becomes_numbers_choices_and_yes_or_no() -> None:
    says, problems = typed(QuestionSet, QUESTIONS)
    assert problems == ()
    assert says is not None
    assert says.order == 50
    first, second = says.questions
    assert (first.answer, first.lines, first.call_first) == (Answer.WORDS, 2, True)
    assert (second.answer, second.lines, second.call_first) == (Answer.YES_NO_UNSURE, 0, False)
    assert says.when == When(visit_type=(VisitType.CONSULT, VisitType.FIRST))


def test_texts_that_look_like_numbers_stay_as_they_are() -> None:
    says, problems = typed(Clinic, "name: 02134\nphone: 1.10\nemergency_number: 0911\n")
    assert problems == ()
    assert says is not None
    assert (says.name, says.phone, says.emergency_number) == ("02134", "1.10", "0911")


def test_a_key_that_may_be_left_out_may_also_be_left_empty() -> None:
    says, problems = typed(
        Clinic, "name:\nphone:\nhours:\nsites:\nemergency_number:\npolicies:\n  food_hours:\n"
    )
    assert problems == ()
    assert says == Clinic(name=None, emergency_number="911", policies=Policies(food_hours=None))


def test_settings_with_nothing_but_a_time_zone_are_complete() -> None:
    says, problems = typed(Settings, "timezone: America/Denver\ndate_order:\noffers:\npaper:\n")
    assert problems == ()
    assert says == Settings("America/Denver", Paper.LETTER, "en", None, ())


def test_the_order_of_dates_is_chosen_by_its_words() -> None:
    says, _ = typed(Settings, "timezone: UTC\ndate_order: day/month/year\n")
    assert says is not None
    assert says.date_order is DateOrder.DAY_FIRST


def test_every_problem_of_a_file_is_told_at_once_each_at_its_own_place() -> None:
    text = QUESTIONS.replace("order: 50", "order: fifty").replace("why:", "wyh:")
    text = text.replace("answer: words", "answer: word").replace("lines: 2", "lines: 9")
    text = text.replace("call_first: yes", "call_first: maybe").replace("first]", "frist]")
    problems = wrong(QuestionSet, text)
    told = [(p.place.line, p.place.column, f"{p.message} {p.hint}".strip()) for p in problems]
    digits = "Write digits and nothing else, such as 20."
    assert told == [
        (
            2,
            1,
            f"'order' must be a whole number, not 'fifty'. {digits}",
        ),
        (3, 1, "'wyh' is not a key that is known here. Did you mean 'why'?"),
        (6, 5, "'answer' cannot be 'word'. Did you mean 'words'?"),
        (7, 5, "'lines' must be at most 4, not 9."),
        (
            8,
            5,
            "'call_first' must be yes or no, not 'maybe'. Write yes or no, and nothing else.",
        ),
        (11, 25, "'visit_type' cannot be 'frist'. Did you mean 'first'?"),
    ]


def test_a_misspelt_key_is_one_problem_and_not_also_a_missing_key() -> None:
    assert only(Statement, "txet: [x]\npoints: [y]\n")[1] == (
        "'txet' is not a key that is known here. Did you mean 'text'?"
    )
    assert only(QuestionSet, QUESTIONS.replace("why:", "wyh:"))[0] == "3:1"
    told = wrong(QuestionSet, QUESTIONS.replace("why:", "wyh:").replace("order: 50\n", ""))
    assert [each.message.split()[0] for each in told] == ["'order'", "'wyh'"]


def test_a_key_that_belongs_below_another_is_told_where_it_belongs() -> None:
    place, said = only(QuestionSet, QUESTIONS.replace("  visit_type:", "visit_type:"))
    assert place == "11:1"
    assert "below `when:`" in said


@pytest.mark.parametrize(
    ("given", "meant"),
    [("SEED", "[SEED]"), ("SEED, C02", "[SEED, C02]"), ("(S-45)", "[S-45]")],
)
def test_ids_that_lack_their_brackets_are_shown_with_them(given: str, meant: str) -> None:
    _, said = only(Statement, f"text: [x]\nsources: {given}\n")
    assert said == f"'sources' must be a list. Put it in square brackets: {meant}"


def test_problems_are_values_of_the_file_that_was_named() -> None:
    for problem in wrong(QuestionSet, "titel: x\n"):
        assert problem.place.file == "w.yaml"
        assert problem.rule == "schema"


@pytest.mark.parametrize(
    ("noun", "text", "where", "meant"),
    [
        (Statement, "text: [x]\nloudnes: plain\n", "2:1", "Did you mean 'loudness'?"),
        (Statement, "text: [x]\nwhen:\n  dose_bands: [lower]\n", "3:3", "'dose_band'"),
        (Clinic, "policies:\n  food_hour: 6\n", "2:3", "'food_hours'"),
        (Clinic, "sites:\n  main:\n    name: x\n    address: [y]\n    fone: 1\n", "5:5", "'phone'"),
        (
            Sources,
            "sources:\n  C01:\n    short: x\n    title: y\n    yeer: 2025\n",
            "5:5",
            "'year'",
        ),
        (Glossary, "terms:\n  iv:\n    term: IV\n    meaning: x\n    sya: EYE\n", "5:5", "'say'"),
        (Settings, "timezone: UTC\npapre: a4\n", "2:1", "'paper'"),
        (Settings, "timezone: UTC\npaper: a3\n", "2:1", "Write one of: letter, a4."),
        (Statement, "text: [x]\nloudness: loud\n", "2:1", "plain, note, warning"),
    ],
)
def test_a_misspelt_word_is_refused_with_the_word_that_was_meant(
    noun: type[Any], text: str, where: str, meant: str
) -> None:
    place, said = only(noun, text)
    assert place == where
    assert meant in said


def test_a_key_like_no_other_is_refused_with_all_keys_that_are_known() -> None:
    place, said = only(Statement, "text: [x]\nzzzzzz: y\n")
    assert place == "2:1"
    for key in ("text", "heading", "points", "loudness", "picture", "when", "seed", "sources"):
        assert key in said


@pytest.mark.parametrize(
    ("noun", "text", "where", "words"),
    [
        (RedFlags, "urgency:\nheading: x\nsigns: [y]\n", "1:1", "'urgency' is empty."),
        (RedFlags, "urgency: emergency\nheading:\nsigns: [y]\n", "2:1", "'heading' is empty."),
        (RedFlags, "urgency: emergency\nheading: x\nsigns:\n", "3:1", "'signs' is empty."),
        (RedFlags, "urgency: emergency\nheading: x\nsigns: []\n", "3:1", "Add at least one entry"),
        (RedFlags, "urgency: emergency\nheading: x\nsigns:\n  - y\n  -\n", "5:4", "is empty."),
        (RedFlags, "urgency: ''\nheading: x\nsigns: [y]\n", "1:1", "emergency, same-day"),
        (Expectation, "phase: home\norder: ''\ntitle: x\ntext: [y]\npicture: z\n", "2:1", "empty"),
    ],
)
def test_a_value_that_is_needed_and_left_empty_is_refused(
    noun: type[Any], text: str, where: str, words: str
) -> None:
    place, said = only(noun, text)
    assert place == where
    assert words in said


@pytest.mark.parametrize("nothing", ["''", '""', "' '", "|\n  \n"])
def test_a_needed_text_of_nothing_but_quotes_or_spaces_is_refused(nothing: str) -> None:
    says, problems = typed(RedFlags, f"urgency: emergency\nsigns: [y]\nheading: {nothing}\n")
    assert says is None
    assert [problem.place.line for problem in problems] == [3]


@pytest.mark.parametrize("text", ["- a\n- b\n", "just words\n", "[]\n", "'12'\n"])
def test_a_file_that_holds_no_keys_is_refused_at_its_start(text: str) -> None:
    place, said = only(Statement, text)
    assert place == "1:1"
    assert "keys" in said


@pytest.mark.parametrize(
    ("noun", "text", "where", "words"),
    [
        (Statement, "text: one text\n", "1:1", "'text' must be a list."),
        (Statement, "text:\n  a: b\n", "1:1", "'text' must be a list."),
        (Statement, "text: [[x]]\n", "1:8", "'text' must be one text"),
        (Statement, "text: [x]\nheading: [y]\n", "2:1", "'heading' must be one text"),
        (Statement, "text: [x]\nheading:\n  y: z\n", "2:1", "'heading' must be one text"),
        (Statement, "text:\n  - Call us\n  - Note: call\n", "3:5", "quotes"),
        (Statement, "text: [x]\nwhen: first\n", "2:1", "'when' must hold keys"),
        (Statement, "text: [x]\nwhen: [first]\n", "2:1", "'when' must hold keys"),
        (Statement, "when:\n  visit_type: first\n", "2:3", "'visit_type' must be a list."),
        (Clinic, "hours: 8 to 5\n", "1:1", "'hours' must hold keys"),
        (Clinic, "sites: [main]\n", "1:1", "'sites' must hold keys"),
        (Clinic, "sites:\n  main: here\n", "2:3", "'main' must hold keys"),
        (Clinic, "policies:\n  food_hours: [6]\n", "2:3", "'food_hours' must be a whole number"),
        (Clinic, "policies:\n  food_hours: 6.5\n", "2:3", "'food_hours' must be a whole number"),
        (Clinic, "policies:\n  food_hours: six\n", "2:3", "whole number, not 'six'"),
        (Clinic, "policies:\n  food_hours: -1\n", "2:3", "'food_hours' must be at least 0, not -1"),
        (Clinic, "policies:\n  food_hours: 25\n", "2:3", "'food_hours' must be at most 24"),
        (Clinic, "policies:\n  no_driving_hours: 12\n", "2:3", "must be at least 24, not 12"),
    ],
)
def test_a_value_of_the_wrong_shape_is_refused_in_plain_words(
    noun: type[Any], text: str, where: str, words: str
) -> None:
    place, said = only(noun, text)
    assert place == where
    assert words in said


def test_a_number_too_long_for_any_handout_is_refused_in_plain_words() -> None:
    place, said = only(Clinic, f"policies:\n  food_hours: {'9' * 5000}\n")
    assert place == "2:3"
    assert "string" not in said
    assert len(said) < 300


def test_a_list_whose_entries_are_all_wrong_is_not_also_called_empty() -> None:
    (problem,) = wrong(Checklist, "tasks:\n  - why: x\n")
    assert (problem.place.line, problem.place.column) == (2, 5)
    assert "'do' is missing." in problem.message


TREATMENT = """name: Sleep
title: Better sleep
kicker: For people with pain
kind: general
most_important:
  text: [Tell us how you sleep.]
  picture: moon
sections:
  - id: one
    heading: What is it?
    blocks:
"""


@pytest.mark.parametrize(
    ("block", "line", "words"),
    [
        ("      - statement: x\n        glossary: [y]\n", 12, "exactly one of"),
        ("      - when:\n          visit_type: [first]\n", 12, "exactly one of"),
        ("      - statement:\n", 12, "exactly one of"),
        ("      - fasting_times: no\n", 12, "exactly one of"),
        ("      - statment: x\n", 12, "Did you mean 'statement'?"),
        ("      - pain_diary: 15\n", 12, "at most 14"),
        ("      - expectations: [befor]\n", 12, "Did you mean 'before'?"),
        ("      - write_in:\n          lines: 3\n", 12, "'label' is missing"),
        ("      - write_in:\n          label: x\n          lines: 0\n", 14, "at least 1"),
    ],
)
def test_a_block_that_is_not_one_block_is_refused_in_its_line(
    block: str, line: int, words: str
) -> None:
    problems = wrong(Treatment, TREATMENT + block)
    assert {problem.place.line for problem in problems} == {line}
    assert any(words in f"{problem.message} {problem.hint}" for problem in problems)


def test_a_treatment_with_one_of_each_block_reads() -> None:
    blocks = """      - statement: x
      - expectations: [before, home]
      - side_effects: any-dose
      - question_sets: [eyes]
      - checklist: bring
        when: {dose_band: [higher]}
      - red_flags: emergency
      - glossary: [iv]
      - write_in: {label: Yours}
      - pain_diary: 7
      - series_table: 6
      - fasting_times: yes
      - driving_time: yes
      - risk_notes: yes
"""
    says, problems = typed(Treatment, TREATMENT + blocks)
    assert problems == ()
    assert says is not None
    (section,) = says.sections
    assert len(section.blocks) == 13
    assert section.blocks[1].expectations == (Phase.BEFORE, Phase.HOME)
    assert section.blocks[4].when == When(dose_band=(DoseBand.HIGHER,))


@pytest.mark.parametrize("word", [*Loudness])
def test_every_choice_is_read_by_the_word_that_staff_write(word: Loudness) -> None:
    says, problems = typed(Statement, f"text: [x]\nloudness: {word.value}\n")
    assert problems == ()
    assert says is not None
    assert says.loudness is word


def test_of_endless_problems_the_first_are_told_and_the_rest_are_counted() -> None:
    text = QUESTIONS + "".join(f"key-{number}: x\n" for number in range(200))
    says, problems = typed(QuestionSet, text)
    assert says is None
    assert len(problems) == MOST_PROBLEMS + 1
    assert "150 more problems" in problems[-1].message
