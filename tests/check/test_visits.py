"""Every visit that is possible is composed, and visits with the same handout are composed once."""

from dataclasses import replace
from pathlib import Path

import pytest

from handouts.check.visits import SOME_DAY, Composed, every_visit, possible
from handouts.make.compose.compose import compose
from handouts.make.compose.form import decisions
from handouts.model.content import Content
from handouts.model.settings import Settings
from tests.shelf import changed, stock_words, words_with

KETAMINE = "content/en/treatments/ketamine-infusion.yaml"


def _settings(*offers: str) -> Settings:
    return Settings(timezone="America/New_York", offers=offers)


def _possible(content: Content, treatment: str) -> tuple[Composed, ...]:
    settings = _settings(treatment)
    return possible(every_visit(content, settings), content, settings)


@pytest.mark.parametrize("treatment", ["ketamine-infusion", "sleep"])
def test_a_visit_that_stands_with_others_would_get_the_very_same_words(treatment: str) -> None:
    content, settings = stock_words(), _settings(treatment)
    for composed in _possible(content, treatment):
        assert composed.handout is not None
        for visit in composed.alike:
            alone, problems = compose(visit, content, settings, printed=SOME_DAY)
            assert alone is not None
            assert alone.form == composed.handout.form
            assert alone.draft_reasons == composed.handout.draft_reasons
            assert problems == composed.problems
            shown = [(each.block, each.shown) for each in alone.decisions]
            assert shown == [(each.block, each.shown) for each in composed.decisions]


def test_no_two_handouts_are_alike() -> None:
    handouts = [each.handout for each in _possible(stock_words(), "ketamine-infusion")]
    versions = {handout.form.version for handout in handouts if handout}
    assert len(versions) == len(handouts)


def test_a_treatment_without_conditions_is_composed_once() -> None:
    (composed,) = _possible(stock_words(), "sleep")
    assert len(composed.alike) == 3 * 5 * 2


def test_every_visit_stands_with_exactly_one_handout() -> None:
    content, settings = stock_words(), _settings()
    visits = list(every_visit(content, settings, each_risk=True))
    stand = [visit for each in possible(visits, content, settings) for visit in each.alike]
    assert len(stand) == len(visits) == 9 * 3 * 5 * (2 + len(content.risks))
    assert set(stand) == set(visits)


def test_a_condition_deep_in_a_checklist_keeps_visits_apart(tmp_path: Path) -> None:
    task = "  - do: Water.\n    when:\n      visit_type: [last]\n"
    name = "content/en/checklists/bring.yaml"
    before = _possible(stock_words(), "ketamine-infusion")
    files = changed(name, "tasks:\n", f"tasks:\n{task}")
    after = _possible(words_with(tmp_path, files), "ketamine-infusion")
    assert len(after) == len(before)  # the last visit is a handout of its own already
    shown = {
        (composed.visit.visit_type, decision.shown)
        for composed in after
        for decision in composed.decisions
        if decision.block == "checklists/bring#1"
    }
    assert ("last", True) in shown
    assert ("follow-up", False) in shown


def test_visits_without_a_handout_are_kept_apart_as_well(tmp_path: Path) -> None:
    text = "      - statement: off-label\n"
    files = changed(KETAMINE, text, f"{text}        when: {{visit_type: [first]}}\n")
    found = _possible(words_with(tmp_path, files), "ketamine-infusion")
    lost = {str(visit.visit_type) for each in found if not each.handout for visit in each.alike}
    assert lost == {"consult", "follow-up", "last"}
    assert all(each.problems for each in found if not each.handout)
    assert all(each.decisions for each in found)


def test_a_risk_that_no_condition_names_adds_its_note_and_is_a_handout_of_its_own() -> None:
    content, settings = stock_words(), _settings("ketamine-infusion")
    first = next(iter(every_visit(content, settings)))
    visits = [replace(first, risks=risks) for risks in ((), ("glaucoma-or-eye-pressure",))]
    assert len(possible(visits, content, settings)) == 2


def test_decisions_are_those_of_the_handout() -> None:
    content, settings = stock_words(), _settings("ketamine-infusion")
    for visit in list(every_visit(content, settings))[:3]:
        handout, _ = compose(visit, content, settings, printed=SOME_DAY)
        assert handout is not None
        assert handout.decisions == decisions(visit.kind, content, settings)
