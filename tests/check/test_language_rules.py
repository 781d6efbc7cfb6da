"""The rules of language: what ships passes them all, and no text can make one of them fail."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.check.rules import RULES, Rule
from handouts.check.subject import Subject
from handouts.check.texts import texts
from handouts.model.item import Item
from handouts.model.kinds import Statement
from handouts.model.settings import Settings
from handouts.model.visit import Edition
from handouts.problems import Severity
from tests.check.planted import LANGUAGES, STATEMENT
from tests.shelf import stock_words

OF_LANGUAGE = tuple(
    rule for rule in RULES if re.match(r"(READ|TERM|NUM)\d{3}:", rule.__doc__ or "")
)
SHIPPED = [*((language, Edition.STANDARD) for language in LANGUAGES), ("en", Edition.EASY_READ)]
TRICKY = st.text(
    st.sampled_from("aeiouy .,:;!?()[]{}|*<>@&+°%/-0123456789\n'’ıſKµ½ñüíAPMUQDNO·。：٣٤ 药")
)
REAL = st.lists(
    st.sampled_from(
        ["8", ":", "30", " ", "am", "p.m.", "1/2", "nausea", "(", ")", "[[nausea|", "]]", "q.d.",
         "Dec.", "1", "utilizing", "percent", "in", "5", ".", "{phone}", "**", "IN", "dose",
         "utilızıng", "hepatıc", "-", "2026", "U", "twice as", "25:99", "0:00", "+1"]
    )
).map("".join)  # fmt: skip


def test_all_rules_of_language_are_here() -> None:
    assert len(OF_LANGUAGE) == 6 + 4 + 7


@pytest.mark.parametrize(("language", "edition"), SHIPPED)
def test_what_ships_has_no_language_problem(language: str, edition: Edition) -> None:
    settings = Settings(timezone="America/New_York")
    subject = Subject.of(stock_words(language, edition), settings, ())
    found = [problem for rule in OF_LANGUAGE for problem in rule.check(subject)]
    assert [str(each) for each in found if each.severity is not Severity.HINT] == []


def _saying(words: list[str], language: str) -> Subject:
    content = stock_words(language)
    says = Statement(text=tuple(words) or ("-",))
    item = Item("statements", STATEMENT, language, f"content/{language}/x.yaml", says, {})
    statements = {STATEMENT: item}
    bare: dict[str, dict[str, object]] = {
        kind: {}
        for kind in (
            "treatments", "expectations", "side_effects", "question_sets", "red_flags",
            "checklists", "risks",
        )
    }  # fmt: skip
    content = replace(content, statements=statements, **bare)  # type: ignore[arg-type]  # empty
    return Subject.of(content, Settings(timezone="America/New_York", offers=("nothing",)), ())


@pytest.mark.parametrize("rule", OF_LANGUAGE, ids=lambda rule: rule.__doc__.split(":")[0])
@given(
    words=st.lists(st.text() | TRICKY | REAL, max_size=3),
    language=st.sampled_from(("en", "es", "zh")),
)
def test_a_rule_comes_to_an_end_with_any_text(rule: Rule, words: list[str], language: str) -> None:
    for problem in rule.check(_saying(words, language)):
        assert problem.message
        assert problem.hint


def test_texts_are_those_of_the_content_that_is_asked_about() -> None:
    """The last answer is kept, but never for other content."""
    first, second = _saying(["One."], "en"), _saying(["Two."], "en")
    for subject, words in ((first, "One."), (second, "Two."), (first, "One.")):
        assert [text.raw for text in texts(subject) if text.item.kind == "statements"] == [words]


def test_easy_read_judges_only_its_own_words() -> None:
    subject = Subject.of(
        stock_words("en", Edition.EASY_READ),
        Settings(timezone="America/New_York", offers=("nothing",)),
        (),
    )
    assert {text.item.file.split("/")[2] for text in texts(subject)} == {"easy-read"}
