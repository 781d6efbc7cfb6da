"""Compose: one visit's blocks with their reasons; nothing that protects a patient can get lost."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handouts.library.shelves import Shelves
from handouts.make.compose.compose import compose
from handouts.make.maker import Maker
from handouts.make.mandatory.mandatory import (
    BACK,
    BODY,
    CREDIT,
    FRONT,
    MADE_FOR,
    PARTNERS,
    mandatory,
)
from handouts.make.words.prose import Voice, clinic_values, plain_text
from handouts.model.content import Content
from handouts.model.handout import Handout
from handouts.model.item import Item
from handouts.model.settings import Settings
from handouts.model.treatment import TreatmentKind
from handouts.model.visit import DoseBand, SeriesDate, Visit, VisitType
from handouts.problems import HandoutsError, Problem
from handouts.read.content import read_settings
from tests.making import Making, signed_by
from tests.shelf import CLINIC, changed, clinic_file, shelf, words_with
from tests.visits import MARIA, PRINTED, full_visit, visit

KETAMINE, GENERAL = "ketamine-infusion", "sleep"
STOCK_TREATMENTS = (
    "eating-well", "exercise", "injections", "ketamine-infusion", "medicines", "pain-psychology",
    "physical-therapy", "sleep", "surgery",
)  # fmt: skip
KETAMINE_FILE = "content/en/treatments/ketamine-infusion.yaml"
WALKING = """\
name: Walking
title: Walking when you live with pain
kicker: For people with long-lasting pain
kind: general
most_important:
  text:
    - Walk a little, often.
  picture: walk
sections:
  - id: how
    heading: How to start
    text:
      - Pick a short way.
    blocks:
      - statement: tell-us-your-medicines
"""
WALKING_FILE = "content/en/treatments/walking.yaml"


def _compose(
    content: Content, someone: Visit, signed: frozenset[str] = frozenset()
) -> tuple[Handout | None, tuple[Problem, ...]]:
    zone = Settings(timezone="America/New_York")
    return compose(someone, content, zone, printed=PRINTED, state_of=signed_by(signed))


def _problems(folder: Path, files: dict[str, str], someone: Visit) -> tuple[Problem, ...]:
    """What composing this visit from stock with these files in front complains of."""
    handout, problems = _compose(words_with(folder, files), someone)
    assert (handout is None) == bool(problems)
    return problems


def _walking(blocks: str) -> dict[str, str]:
    return {WALKING_FILE: WALKING + blocks}


def _shown(handout: Handout) -> list[str]:
    return [decision.block for decision in handout.decisions if decision.shown]


def _mandatory_in_order(handout: Handout) -> list[str]:
    must = mandatory(handout.form.kind)
    return [block for block in _shown(handout) if block in must]


def _words(handout: Handout) -> set[str]:
    return {plain_text(phrase) for phrase in handout.form.phrases()}


# Whatever is known of a patient, the handout is whole

_ANY_VISIT = st.builds(
    visit,
    treatment=st.sampled_from(STOCK_TREATMENTS),
    dose_band=st.none() | st.sampled_from(DoseBand),
    visit_type=st.none() | st.sampled_from(VisitType),
    risks=st.lists(
        st.sampled_from(
            ("diabetes", "hypertension", "sleep-apnea", "stroke", "pregnancy-possible", "psychosis")
        ),
        unique=True,
    ).map(tuple),
    series=st.sampled_from([(), (SeriesDate(PRINTED),)]),
    note=st.sampled_from([None, "Bring your cane."]),
)


@given(someone=_ANY_VISIT)
@settings(max_examples=120, suppress_health_check=[HealthCheck.too_slow])
def test_no_visit_loses_or_reorders_a_mandatory_block(stock: Making, someone: Visit) -> None:
    handout, problems = _compose(stock.content, someone)
    assert problems == ()
    assert handout is not None
    nothing_known, _ = _compose(stock.content, visit(someone.treatment))
    assert nothing_known is not None
    assert set(_mandatory_in_order(handout)) == set(mandatory(handout.form.kind))
    assert _mandatory_in_order(handout) == _mandatory_in_order(nothing_known)


@given(someone=_ANY_VISIT)
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_every_word_of_every_mandatory_statement_is_in_every_handout(
    stock: Making, someone: Visit
) -> None:
    handout, _ = _compose(stock.content, someone)
    assert handout is not None
    said = _words(handout)
    site = stock.content.clinic.says.sites["main"]
    voice = Voice(clinic_values(stock.content.clinic.says, site), frozenset())
    for name in mandatory(handout.form.kind):
        folder, _, id_ = name.partition("/")
        is_statement = folder == "statements"
        items: Mapping[str, Item[Any]] = (
            stock.content.statements if is_statement else stock.content.red_flags
        )
        prose = [text for _, text in items[id_].prose()]
        assert prose
        for text in prose:
            assert plain_text(voice.phrase(text)) in said, name


@given(someone=_ANY_VISIT)
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_partners_stay_side_by_side(stock: Making, someone: Visit) -> None:
    handout, _ = _compose(stock.content, someone)
    assert handout is not None
    shown = _shown(handout)
    for name, partner in PARTNERS.items():
        for position, block in enumerate(shown):
            if block == name:
                assert shown[position + 1] == partner


@given(someone=_ANY_VISIT, more=st.sampled_from(("glaucoma-or-eye-pressure", "older-adult")))
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_one_more_risk_only_adds_to_a_handout(stock: Making, someone: Visit, more: str) -> None:
    fewer, _ = _compose(stock.content, someone)
    riskier, _ = _compose(stock.content, replace(someone, risks=(*someone.risks, more)))
    assert fewer is not None
    assert riskier is not None
    assert set(_shown(fewer)) <= set(_shown(riskier))
    assert _words(fewer) <= _words(riskier)


def test_the_program_itself_knows_what_no_ketamine_handout_may_lose() -> None:
    """The list of CONTENT.md E1, so that a line dropped from make/mandatory/ is seen."""
    assert set(mandatory(TreatmentKind.KETAMINE)) >= {
        "statements/made-for",
        "statements/emergency-line",
        "statements/general-facts",
        "statements/no-dose",
        "statements/tell-us-your-medicines",
        "statements/off-label",
        "statements/what-studies-show",
        "statements/what-we-do-not-know",
        "statements/results",
        "statements/after-24-hours",
        "statements/effects-lower-dose",
        "statements/effects-higher-dose",
        "red-flags/emergency",
        "red-flags/same-day",
        "statements/other-formats",
        "statements/report-side-effects",
        "statements/credit",
    }


def test_the_program_itself_knows_what_no_other_handout_may_lose() -> None:
    assert set(mandatory(TreatmentKind.GENERAL)) >= {
        "statements/made-for",
        "statements/emergency-short",
        "statements/general-facts",
        "statements/tell-us-your-medicines",
        "statements/other-formats",
        "statements/report-side-effects",
        "statements/credit",
    }


# A clinic's file that loses a mandatory block refuses the handout


@pytest.mark.parametrize("name", BODY[TreatmentKind.KETAMINE])
def test_a_treatment_without_a_mandatory_statement_is_refused(tmp_path: Path, name: str) -> None:
    line = f"      - statement: {name.split('/')[1]}\n"
    problems = _problems(tmp_path, changed(KETAMINE_FILE, line, ""), visit(KETAMINE))
    assert any(problem.rule == "SAFE001" and name in problem.message for problem in problems)


def test_a_general_treatment_without_its_mandatory_statement_is_refused(tmp_path: Path) -> None:
    lost = WALKING.replace("    blocks:\n      - statement: tell-us-your-medicines\n", "")
    (problem,) = _problems(tmp_path, {WALKING_FILE: lost}, visit("walking"))
    assert problem.rule == "SAFE001"
    assert "statements/tell-us-your-medicines" in problem.message
    assert problem.place.file.endswith("walking.yaml")
    assert problem.place.line == 9


@pytest.mark.parametrize(
    ("condition", "someone", "lost"),
    [
        ("visit_type: [consult]", {"visit_type": VisitType.LAST}, True),
        ("visit_type: [consult]", {"visit_type": VisitType.CONSULT}, False),
        ("dose_band: [higher]", {"dose_band": DoseBand.LOWER}, True),
        ("risk: [stroke]", {}, True),
    ],
)
def test_a_condition_on_the_section_of_a_mandatory_statement_is_refused_where_it_hides_it(
    tmp_path: Path, condition: str, someone: dict[str, Any], lost: bool
) -> None:
    hidden = WALKING.replace("    text:\n", f"    when:\n      {condition}\n    text:\n")
    problems = _problems(tmp_path, {WALKING_FILE: hidden}, visit("walking", **someone))
    assert ["tell-us-your-medicines" in problem.message for problem in problems] == [True] * lost


def test_a_condition_on_the_block_itself_is_refused_where_it_hides_it(tmp_path: Path) -> None:
    hidden = _walking("        when:\n          visit_type: [first]\n")
    (problem,) = _problems(tmp_path, hidden, visit("walking", visit_type=VisitType.LAST))
    assert problem.rule == "SAFE001"


@pytest.mark.parametrize(
    "name",
    [MADE_FOR, CREDIT, *FRONT[TreatmentKind.KETAMINE], *BODY[TreatmentKind.KETAMINE],
     *(name for name in BACK[TreatmentKind.KETAMINE] if name.startswith("statements/"))],
)  # fmt: skip
def test_a_mandatory_statement_with_a_condition_of_its_own_is_refused(
    tmp_path: Path, name: str
) -> None:
    words = "text:\n  - Some words.\nwhen:\n  visit_type: [first]\n"
    files = {f"content/en/{name}.yaml": words}
    problems = _problems(tmp_path, files, visit(KETAMINE, visit_type=VisitType.LAST))
    assert any(problem.rule == "SAFE001" and name in problem.message for problem in problems)


@pytest.mark.parametrize(
    "words", ["loudness: plain\n", "text:\n", 'text:\n  - ""\n', 'text: ["  "]\n']
)
@pytest.mark.parametrize("name", ["no-dose", "off-label", "made-for"])
def test_a_mandatory_statement_without_words_is_refused(
    tmp_path: Path, name: str, words: str
) -> None:
    path = f"content/en/statements/{name}.yaml"
    try:
        content = words_with(tmp_path, {path: words})
    except AssertionError:
        return  # the reader refused the file, which is as good
    handout, problems = _compose(content, visit(KETAMINE))
    assert handout is None
    assert any(name in str(problem) for problem in problems)


def test_a_lost_file_of_a_mandatory_statement_is_refused(stock: Making) -> None:
    left = dict(stock.content.statements)
    del left["no-dose"]
    handout, problems = _compose(replace(stock.content, statements=left), visit(KETAMINE))
    assert handout is None
    assert any("no-dose" in problem.message for problem in problems)


# What studies show never prints without what nobody knows


def _results(*entries: str) -> dict[str, str]:
    """The ketamine handout with these entries where the two partners stand."""
    two = "      - statement: what-studies-show\n      - statement: what-we-do-not-know\n"
    return changed(KETAMINE_FILE, two, "".join(f"      - {entry}\n" for entry in entries))


def test_what_studies_show_alone_is_refused(tmp_path: Path) -> None:
    problems = _problems(tmp_path, _results("statement: what-studies-show"), visit(KETAMINE))
    assert {problem.rule for problem in problems} == {"SAFE001", "SAFE002"}


@pytest.mark.parametrize(
    "between",
    [
        "statement: keep-other-care",
        "write_in: {label: My notes}",
        "pain_diary: 3",
        "series_table: 2",
        "driving_time: yes",
    ],
)
def test_what_studies_show_is_refused_when_anything_parts_it_from_what_nobody_knows(
    tmp_path: Path, between: str
) -> None:
    parted = _results("statement: what-studies-show", between, "statement: what-we-do-not-know")
    problems = _problems(tmp_path, parted, visit(KETAMINE))
    assert [problem.rule for problem in problems] == ["SAFE002"]


def test_what_studies_show_is_refused_when_it_comes_second(tmp_path: Path) -> None:
    turned = _results("statement: what-we-do-not-know", "statement: what-studies-show")
    problems = _problems(tmp_path, turned, visit(KETAMINE))
    assert [problem.rule for problem in problems] == ["SAFE002"]


def test_what_studies_show_is_refused_when_it_stands_a_second_time_alone(tmp_path: Path) -> None:
    twice = _results(
        "statement: what-studies-show",
        "statement: what-we-do-not-know",
        "statement: keep-other-care",
        "statement: what-studies-show",
    )
    problems = _problems(tmp_path, twice, visit(KETAMINE))
    assert [problem.rule for problem in problems] == ["SAFE002"]


def test_what_studies_show_is_refused_on_another_treatment_too(tmp_path: Path) -> None:
    alone = _walking("      - statement: what-studies-show\n")
    problems = _problems(tmp_path, alone, visit("walking"))
    assert [problem.rule for problem in problems] == ["SAFE002"]


# Names and markup that lead nowhere


@pytest.mark.parametrize(
    ("block", "named"),
    [
        ("statement: keep-other-cares", "keep-other-care"),
        ("checklist: brings", "bring"),
        ("question_sets: [hearts]", "heart"),
        ("glossary: [nauseas]", "nausea"),
    ],
)
def test_a_name_that_leads_nowhere_is_told_at_its_line_with_the_nearest_one(
    tmp_path: Path, block: str, named: str
) -> None:
    (problem,) = _problems(tmp_path, _walking(f"      - {block}\n"), visit("walking"))
    assert problem.rule == "ID001"
    assert problem.place.file.endswith("walking.yaml")
    assert problem.place.line == 16
    assert problem.hint == f"Did you mean {named!r}?"


def test_a_risk_without_a_note_is_told(tmp_path: Path) -> None:
    notes = _walking("      - risk_notes: yes\n")
    (problem,) = _problems(tmp_path, notes, visit("walking", risks=("stroke", "dragons")))
    assert problem.rule == "ID001"
    assert "'dragons'" in problem.message


def test_a_source_that_is_not_listed_is_told_at_its_line(tmp_path: Path) -> None:
    cites = {WALKING_FILE: WALKING + "    sources: [C999]\n"}
    (problem,) = _problems(tmp_path, cites, visit("walking"))
    assert "'C999' is not in sources.yaml" in problem.message
    assert problem.place.line == 16


@pytest.mark.parametrize("text", ["Walk **slowly.", "Call {fax}.", "See [[Dose|dose]]."])
def test_markup_without_meaning_is_told_at_its_line(tmp_path: Path, text: str) -> None:
    bad = {WALKING_FILE: WALKING.replace("Pick a short way.", f'"{text}"')}
    (problem,) = _problems(tmp_path, bad, visit("walking"))
    assert problem.rule == "MARK001"
    assert problem.place.file.endswith("walking.yaml")
    assert (problem.place.line, problem.place.column) == (13, 9)


def test_every_problem_is_told_at_once(tmp_path: Path) -> None:
    bad = WALKING.replace("Pick a short way.", '"Call {fax}."') + "      - checklist: brings\n"
    problems = _problems(tmp_path, {WALKING_FILE: bad}, visit("walking"))
    assert [problem.rule for problem in problems] == ["MARK001", "ID001"]


def test_a_file_cannot_take_ketamine_out_of_its_kind(tmp_path: Path) -> None:
    file = "content/en/treatments/ketamine-infusion.yaml"
    stock = Shelves().find(file)
    assert stock is not None
    words = stock.read_text(encoding="utf-8").replace("kind: ketamine", "kind: general")
    problems = _problems(tmp_path, {file: words}, visit("ketamine-infusion"))
    assert any("Write `kind: ketamine` again." in problem.hint for problem in problems)


def test_a_link_to_a_word_that_the_glossary_lacks_is_told(tmp_path: Path) -> None:
    bad = {WALKING_FILE: WALKING.replace("Pick a short way.", '"A [[nauseas|sick]] feeling."')}
    problems = _problems(tmp_path, bad, visit("walking"))
    assert any("nauseas" in problem.message for problem in problems)


def test_a_treatment_without_words_in_the_language_is_a_problem_and_no_crash(
    tmp_path: Path,
) -> None:
    start = Path(str(Shelves().find("content/en/wording.yaml"))).parent
    files = {
        f"content/de/{name}.yaml": (start / f"{name}.yaml").read_text(encoding="utf-8")
        for name in ("wording", "glossary")
    }
    maker = Maker(shelf(tmp_path, files), Settings(timezone="America/New_York"))
    with pytest.raises(HandoutsError, match="sleep"):
        maker.make(visit(GENERAL, language="de"), printed=PRINTED)


# Words that are explained


def _links(handout: Handout) -> set[str]:
    return {span.term for phrase in handout.form.phrases() for span in phrase if span.term}


def test_a_word_is_linked_only_in_a_handout_that_explains_it(stock: Making) -> None:
    explained = stock.handout(visit(KETAMINE, visit_type=VisitType.FIRST))
    shorter = stock.handout(visit(KETAMINE, visit_type=VisitType.FOLLOW_UP))
    assert "off-label" in _links(explained)
    assert _links(shorter) == set()


def test_a_word_is_not_linked_when_a_condition_hides_its_explanation(tmp_path: Path) -> None:
    words = _walking("      - glossary: [dose]\n        when:\n          visit_type: [first]\n")
    words[WALKING_FILE] = words[WALKING_FILE].replace("a short way", "a small [[dose|dose]]")
    content = words_with(tmp_path, words)
    first, _ = _compose(content, visit("walking", visit_type=VisitType.FIRST))
    last, _ = _compose(content, visit("walking", visit_type=VisitType.LAST))
    assert first is not None
    assert last is not None
    assert _links(first) == {"dose"}
    assert _links(last) == set()


# A draft until every word is signed and the clinic is complete


@pytest.mark.parametrize("treatment", [KETAMINE, GENERAL])
def test_a_complete_clinic_with_every_word_signed_prints_no_draft(
    clinic: Making, treatment: str
) -> None:
    handout = clinic.handout(full_visit(treatment), signed=clinic.seals)
    assert handout.draft_reasons == ()
    assert not handout.form.draft


def test_nothing_is_signed_in_what_ships(stock: Making) -> None:
    handout = stock.handout(visit(GENERAL))
    assert handout.form.draft
    assert "not signed by a clinician" in handout.draft_reasons[0]


def _printing_items(making: Making, someone: Visit) -> Iterator[str]:
    """The seal of everything that prints in a visit's handout."""
    shown = set(_shown(making.handout(someone)))
    frame = {"clinic/clinic", "wording/wording", f"treatments/{someone.treatment}"}
    for item in making.content.items():
        if f"{item.kind}/{item.id}" in shown | frame:
            yield item.seal


def test_one_missing_signature_on_anything_that_prints_makes_a_draft(clinic: Making) -> None:
    someone = full_visit(KETAMINE)
    seals = list(_printing_items(clinic, someone))
    assert len(seals) > 60
    for seal in seals:
        handout = clinic.handout(someone, signed=clinic.seals - {seal})
        assert handout.draft_reasons == ("1 of its texts is not signed by a clinician",)


def test_a_signature_on_something_that_does_not_print_is_not_needed(clinic: Making) -> None:
    someone = full_visit(GENERAL)
    unused = clinic.content.statements["off-label"].seal
    assert not clinic.handout(someone, signed=clinic.seals - {unused}).form.draft


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("content/en/statements/no-dose.yaml", "does not list", "lists"),
        ("content/en/wording.yaml", "Not yet reviewed", "Nearly reviewed"),
        (
            KETAMINE_FILE,
            "- statement: first-time-tips",
            "- statement: first-time-tips\n        when:\n          visit_type: [first]",
        ),
        (KETAMINE_FILE, "picture: car", "picture: moon"),
    ],
)
def test_any_change_after_signing_makes_a_draft_again(
    clinic: Making, tmp_path: Path, name: str, old: str, new: str
) -> None:
    files = clinic_file("content/clinic.yaml") | changed(name, old, new)
    content = words_with(tmp_path, files)
    before = clinic.seals | {clinic.content.statements["you-can-stop"].seal}
    stock_stop = content.statements["you-can-stop"].seal  # this folder has the stock one
    someone = full_visit(KETAMINE)
    handout, _ = _compose(content, someone, signed=before | {stock_stop})
    assert handout is not None
    assert handout.draft_reasons == ("1 of its texts is not signed by a clinician",)


def _clinic_draft(folder: Path, old: str, new: str, someone: Visit) -> tuple[str, ...]:
    """Why a clinic whose every word is signed still prints drafts."""
    text = clinic_file("content/clinic.yaml")["content/clinic.yaml"]
    assert text.count(old) == 1
    files = {"content/clinic.yaml": text.replace(old, new)}
    content = words_with(folder, files)
    seals = frozenset(item.seal for item in content.items())
    handout, problems = _compose(content, someone, signed=seals)
    assert handout is not None, problems
    assert handout.form.draft == bool(handout.draft_reasons)
    return handout.draft_reasons


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (
            "food_hours: 6",
            "food_hours:",
            "clinic.yaml leaves a policy blank: hours without food",
        ),
        (
            "drink_hours: 2",
            "drink_hours:",
            "clinic.yaml leaves a policy blank: hours without drink",
        ),
        ("phone: 312-867-5309", "phone: 555-0100", "the phone is an example number"),
        ("phone: 312-867-5309", "phone: 312-555-0142", "the phone is an example number"),
        ("phone: 312-867-5309", "phone:", "clinic.yaml does not say the clinic's phone"),
        (
            "after_hours_phone: 312-867-5310",
            "after_hours_phone: 555-0199",
            "the after hours phone is an example number",
        ),
        (
            "after_hours_phone: 312-867-5310",
            "after_hours_phone:",
            "clinic.yaml does not say the clinic's after hours phone",
        ),
        (
            "name: Lakeside Test Clinic\nphone",
            "name:\nphone",
            "clinic.yaml does not say the clinic's name",
        ),
    ],
)
def test_what_the_clinic_left_open_keeps_a_signed_handout_a_draft(
    tmp_path: Path, old: str, new: str, reason: str
) -> None:
    assert _clinic_draft(tmp_path, old, new, full_visit(KETAMINE)) == (reason,)


def test_an_example_number_of_the_visited_site_keeps_a_draft(tmp_path: Path) -> None:
    old, new = "phone: 312-867-5320", "phone: 312-555-0120"
    there, elsewhere = full_visit(GENERAL, site="hill"), full_visit(GENERAL, site="main")
    assert _clinic_draft(tmp_path, old, new, there) == ("the phone is an example number",)
    assert _clinic_draft(tmp_path, old, new, elsewhere) == ()


def test_a_blank_policy_keeps_no_draft_where_no_fasting_time_prints(tmp_path: Path) -> None:
    consult = full_visit(KETAMINE, visit_type=VisitType.CONSULT)
    assert _clinic_draft(tmp_path, "food_hours: 6", "food_hours:", consult) == ()


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("rest_minutes: 45", "rest_minutes:", "Rest for {rest_minutes} minutes."),
        (
            "interpreter_phone: 312-867-5311",
            "interpreter_phone: 555-0111",
            "Ask for an interpreter at {interpreter_phone}.",
        ),
    ],
)
def test_any_value_that_prints_blank_or_as_an_example_keeps_a_draft(
    tmp_path: Path, old: str, new: str, words: str
) -> None:
    text = clinic_file("content/clinic.yaml")["content/clinic.yaml"]
    assert text.count(old) == 1
    walking = WALKING.replace("Pick a short way.", f'"{words}"')
    files = {"content/clinic.yaml": text.replace(old, new), WALKING_FILE: walking}
    content = words_with(tmp_path, files)
    seals = frozenset(item.seal for item in content.items())
    handout, _ = _compose(content, visit("walking"), signed=seals)
    assert handout is not None
    assert handout.form.draft


# Every block has its reason


@pytest.mark.parametrize("someone", [visit(KETAMINE), full_visit(KETAMINE), visit(GENERAL)])
def test_every_decision_has_a_reason_and_a_line_in_a_file(stock: Making, someone: Visit) -> None:
    for decision in stock.handout(someone).decisions:
        assert decision.reason
        assert Path(decision.place.file).is_file()
        assert decision.place.line > 0


def test_every_file_that_the_treatment_names_is_decided_on_once(stock: Making) -> None:
    someone = full_visit(KETAMINE, visit_type=VisitType.FOLLOW_UP)
    handout = stock.handout(someone)
    decided = [decision.block for decision in handout.decisions]
    for section in stock.content.treatments[KETAMINE].says.sections:
        assert decided.count(f"treatments/{KETAMINE}#{section.id}") == 1
    assert decided.count("statements/off-label") == 1
    assert decided.count("questions/changes") == 1
    assert decided.count("checklists/bring") == 1
    reasons = {decision.block: (decision.shown, decision.reason) for decision in handout.decisions}
    assert reasons[f"treatments/{KETAMINE}#words"] == (
        False,
        "the visit type is follow-up; this prints for consult or first",
    )
    assert reasons[f"treatments/{KETAMINE}#since-last-time"] == (
        True,
        "the visit type is follow-up",
    )
    assert reasons["risks/sleep-apnea"][0]


@pytest.mark.parametrize("key", ["write-in", "pain-diary", "series-table", "driving-time"])
def test_a_block_that_needs_no_file_has_its_reason_too(tmp_path: Path, key: str) -> None:
    entries = {
        "write-in": "      - write_in: {label: My notes}\n",
        "pain-diary": "      - pain_diary: 3\n",
        "series-table": "      - series_table: 2\n",
        "driving-time": "      - driving_time: yes\n",
    }
    content = words_with(tmp_path, _walking(entries[key]))
    handout, _ = _compose(content, visit("walking"))
    assert handout is not None
    assert any(key in decision.block and decision.shown for decision in handout.decisions)


# The check code


def test_the_same_visit_has_the_same_check_code_on_any_day(stock: Making) -> None:
    someone = full_visit(KETAMINE)
    again, _ = compose(someone, stock.content, stock.settings, printed=PRINTED.replace(day=1))
    assert again is not None
    assert again.check_code == stock.handout(someone).check_code
    assert again.fields["printed"] != stock.handout(someone).fields["printed"]


def test_a_check_code_is_six_letters_and_digits(stock: Making) -> None:
    code = stock.handout(visit(GENERAL)).check_code
    assert len(code) == 6
    assert code.isalnum()
    assert code.isupper() or code.isdigit()


@pytest.mark.parametrize(
    "change",
    [
        {"patient": replace(MARIA, name="Mario Example")},
        {"patient": replace(MARIA, born=MARIA.born.replace(day=5))},
        {"patient": replace(MARIA, record="000102")},
        {"patient": replace(MARIA, record=None)},
        {"date": PRINTED},
        {"time": full_visit().time.replace(minute=31)},
        {"ends": None},
        {"clinician": "Dr. Bo Sample"},
        {"room": "Room 5"},
        {"note": "Please bring your pain diary!"},
        {"series": ()},
        {"series": (SeriesDate(PRINTED),)},
        {"risks": ("hypertension",)},
        {"visit_type": VisitType.LAST},
        {"treatment": GENERAL},
    ],
)
def test_any_difference_on_the_page_gives_another_check_code(
    stock: Making, change: dict[str, Any]
) -> None:
    plain = full_visit(KETAMINE)
    other = replace(plain, **change)
    assert stock.handout(other).check_code != stock.handout(plain).check_code


def test_another_site_gives_another_check_code(clinic: Making) -> None:
    codes = {clinic.handout(full_visit(GENERAL, site=site)).check_code for site in ("main", "hill")}
    assert len(codes) == 2


def test_a_changed_word_gives_another_version_and_check_code(stock: Making, tmp_path: Path) -> None:
    files = changed("content/en/statements/no-dose.yaml", "does not list", "never lists")
    other, _ = compose(
        visit(KETAMINE), words_with(tmp_path, files), stock.settings, printed=PRINTED
    )
    plain = stock.handout(visit(KETAMINE))
    assert other is not None
    assert other.form.version != plain.form.version
    assert other.check_code != plain.check_code


def test_the_form_holds_nothing_personal(stock: Making) -> None:
    """What patients share has one version: two people with the same kind of visit share it."""
    else_ = full_visit(
        KETAMINE,
        patient=replace(MARIA, name="Ola Sample", record="77"),
        clinician="Dr. Other",
        note="Something else.",
        room="9",
    )
    assert stock.handout(else_).form == stock.handout(full_visit(KETAMINE)).form


# The clinic's own words


def test_a_clinic_file_hides_the_stock_one_and_nothing_else(stock: Making, clinic: Making) -> None:
    ours, theirs = (_words(each.handout(full_visit(KETAMINE))) for each in (clinic, stock))
    assert "Just raise your hand, and we stop. You may change your mind at any time." in ours
    assert not any("raise your hand" in text for text in theirs)
    stocks_own = plain_text(
        Voice({}, frozenset()).phrase(stock.content.statements["you-can-stop"].says.text[0])
    )
    assert stocks_own in theirs - ours


def test_the_first_site_is_used_when_a_visit_names_none(clinic: Making) -> None:
    contact = clinic.handout(visit(GENERAL)).form.contact
    assert (contact.site, contact.phone) == ("Lakeside Test Clinic", "312-867-5309")
    contact = clinic.handout(visit(GENERAL, site="hill")).form.contact
    assert (contact.site, contact.phone) == ("Hilltop Test Rooms", "312-867-5320")
    assert contact.after_hours_phone == "312-867-5321"


def test_the_test_clinic_has_settings_of_its_own() -> None:
    settings_ = read_settings(Shelves(CLINIC))
    assert (settings_.timezone, settings_.paper) == ("America/Chicago", "a4")
