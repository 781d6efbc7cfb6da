"""What a signature covers, what cannot be signed, and what a signed clinic prints."""

import datetime as dt
import os
import shutil
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from handouts.library.shelves import Shelves, stock
from handouts.make.signing import chosen, clinic_of, needed, not_yet, ready, texts_of
from handouts.make.standing import Standing
from handouts.make.status import status
from handouts.model.settings import SigningPolicy
from handouts.model.signature import Signatures, State
from handouts.model.visit import DoseBand, Edition, SeriesDate, Visit, VisitType
from handouts.problems import HandoutsError
from handouts.read.signatures import read_signatures
from tests.making import Making
from tests.pdf import read_back
from tests.shelf import clinic_file, shelf
from tests.signing import ON, UNTIL, clinic, maker, own, sign_handout, sign_texts
from tests.visits import PRINTED, full_visit, visit

GENERAL_FACTS = "en/statements/general-facts"
CREDIT, OFF_LABEL = "en/statements/credit", "en/statements/off-label"


@pytest.fixture
def shelves(tmp_path: Path) -> Shelves:
    return clinic(tmp_path)


def reasons(shelves: Shelves, someone: Visit, printed: dt.date = PRINTED) -> tuple[str, ...]:
    """Why it is a draft; the test clinic says its hours in English only."""
    found = maker(shelves).compose(someone, printed=printed).draft_reasons
    return tuple(reason for reason in found if "in the language" not in reason)


def in_state(shelves: Shelves, name: str, today: dt.date = PRINTED) -> State:
    made = maker(shelves)
    language, *rest = name.split("/")
    edition = Edition.EASY_READ if rest[0] == "easy-read" else Edition.STANDARD
    content = made.content(language, edition)
    (item,) = (item for item in content.items() if item.name == name)
    return made.standing(content, today)(item)


# What a handout's texts are


@pytest.mark.parametrize("treatment", ["ketamine-infusion", "sleep"])
def test_no_visit_prints_a_text_that_signing_the_handout_leaves_out(
    clinic: Making, treatment: str
) -> None:
    signed = set(texts_of(treatment, clinic.content, clinic.settings))
    printed: set[str] = set()
    for band, type_, risks, series in product(
        (None, *DoseBand),
        (None, *VisitType),
        ((), tuple(clinic.content.risks)),
        ((), (SeriesDate(PRINTED),)),
    ):
        someone = full_visit(
            treatment, dose_band=band, visit_type=type_, risks=risks, series=series
        )
        printed |= set(clinic.handout(someone).texts)
    assert printed == signed


def test_a_clinic_needs_the_texts_of_what_it_offers(clinic: Making) -> None:
    sleep = replace(clinic.settings, offers=("sleep",))
    everything = needed(clinic.content, clinic.settings)
    assert needed(clinic.content, sleep) == texts_of("sleep", clinic.content, sleep)
    assert set(needed(clinic.content, sleep)) < set(everything)


# The whole way: sign, print, change, print


def test_a_signed_handout_prints_no_draft_and_a_changed_word_brings_it_back(
    shelves: Shelves,
) -> None:
    someone = visit("sleep")
    before = maker(shelves).make(someone, printed=PRINTED)
    assert all("DRAFT" in page for page in read_back(before.pdf).pages)
    names = sign_handout(shelves)
    signed = maker(shelves).make(someone, printed=PRINTED)
    assert signed.handout.draft_reasons == ()
    assert signed.handout.state is State.SIGNED
    assert set(signed.handout.texts) == set(names)
    assert "DRAFT" not in read_back(signed.pdf).text
    own(shelves, GENERAL_FACTS, "talking with", "speaking with")
    changed = maker(shelves).make(someone, printed=PRINTED)
    assert changed.handout.draft_reasons == ("1 of its texts changed since it was signed",)
    assert changed.handout.state is State.CHANGED
    assert all("DRAFT" in page for page in read_back(changed.pdf).pages)


def test_taking_the_change_back_ends_the_draft(shelves: Shelves) -> None:
    sign_handout(shelves)
    own(shelves, GENERAL_FACTS, "talking with", "speaking with")
    assert reasons(shelves, visit("sleep"))
    own(shelves, GENERAL_FACTS, "speaking with", "talking with")
    assert reasons(shelves, visit("sleep")) == ()


def test_a_signature_ends_on_its_day(shelves: Shelves) -> None:
    names = sign_handout(shelves)
    assert reasons(shelves, visit("sleep"), UNTIL) == ()
    late = reasons(shelves, visit("sleep"), UNTIL + dt.timedelta(days=1))
    assert late == (f"{len(names)} of its texts were signed until a day that is past",)


def test_a_second_signature_is_asked_for_by_the_clinic_s_settings(shelves: Shelves) -> None:
    assert shelves.clinic is not None
    settings = shelves.clinic / "handouts.yaml"
    words = settings.read_text(encoding="utf-8")
    policy = "signatures:\n  number: 2\n  prescriber: yes\n"
    settings.write_text(words + policy, encoding="utf-8")
    names = sign_handout(shelves, by="Ben Sample", role="RN")
    waits = (f"{len(names)} of its texts wait for one more signature",)
    assert reasons(shelves, visit("sleep")) == waits
    sign_handout(shelves, by="ben  sample", role="RN")
    assert reasons(shelves, visit("sleep")) == waits
    sign_handout(shelves, by="Cleo Sample", role="RN")
    assert reasons(shelves, visit("sleep")) == waits
    sign_handout(shelves, by="Ada Sample", role="MD")
    assert reasons(shelves, visit("sleep")) == ()


def test_reasons_count_each_state_by_itself(shelves: Shelves) -> None:
    names = sign_handout(shelves)
    own(shelves, GENERAL_FACTS, "talking with", "speaking with")
    sign_texts(shelves, [CREDIT], until=PRINTED - dt.timedelta(days=1))
    assert shelves.clinic is not None
    sign_texts(shelves, ["en/wording"])
    own(shelves, "clinic", "312-867-5309", "555-0100")
    assert reasons(shelves, visit("sleep")) == (
        "2 of its texts changed since they were signed",
        "1 of its texts was signed until a day that is past",
        "the phone is an example number",
    )
    assert len(names) > 3


def test_another_clinic_s_signatures_do_not_count(tmp_path: Path) -> None:
    one, other = clinic(tmp_path / "one"), clinic(tmp_path / "other")
    sign_handout(one)
    assert reasons(one, visit("sleep")) == ()
    assert "not signed" in reasons(other, visit("sleep"))[0]


def test_a_broken_file_of_signatures_makes_drafts_and_stops_nothing(shelves: Shelves) -> None:
    sign_handout(shelves)
    assert shelves.clinic is not None
    (shelves.clinic / "signed/signatures.yaml").write_bytes(b"\xff")
    assert "not signed" in reasons(shelves, visit("sleep"))[0]


def test_states_are_worked_out_once(shelves: Shelves) -> None:
    sign_handout(shelves)
    made = maker(shelves)
    content = made.content("en")
    assert made.standing(content, PRINTED) is made.standing(content, PRINTED)
    assert made.standing(content, PRINTED) is not made.standing(content, UNTIL)


# Translations and easy-read words


def test_a_translation_is_signed_by_itself(shelves: Shelves) -> None:
    sign_handout(shelves)
    assert "not signed" in reasons(shelves, visit("sleep", language="es"))[0]
    sign_handout(shelves, language="es")
    assert reasons(shelves, visit("sleep", language="es")) == ()


def test_a_translation_is_outdated_when_its_source_changes(shelves: Shelves) -> None:
    sign_handout(shelves)
    sign_handout(shelves, language="es")
    own(shelves, GENERAL_FACTS, "talking with", "speaking with")
    outdated = ("1 of its texts was made from words that changed since",)
    assert reasons(shelves, visit("sleep", language="es")) == outdated
    sign_texts(shelves, [GENERAL_FACTS])
    assert reasons(shelves, visit("sleep")) == ()
    assert reasons(shelves, visit("sleep", language="es")) == outdated
    sign_texts(shelves, ["es/statements/general-facts"])
    assert reasons(shelves, visit("sleep", language="es")) == ()


def test_easy_read_words_are_signed_by_themselves_and_follow_the_standard_ones(
    shelves: Shelves,
) -> None:
    sign_handout(shelves)
    easy = visit("sleep", edition=Edition.EASY_READ)
    assert "not signed" in reasons(shelves, easy)[0]
    sign_handout(shelves, edition=Edition.EASY_READ)
    assert reasons(shelves, easy) == ()
    own(shelves, GENERAL_FACTS, "talking with", "speaking with")
    assert in_state(shelves, "en/easy-read/statements/general-facts") is State.OUTDATED
    assert reasons(shelves, visit("sleep", edition=Edition.LARGE_PRINT))


def test_a_translated_easy_read_handout_follows_the_language_that_all_came_from(
    shelves: Shelves,
) -> None:
    assert shelves.clinic is not None
    own_easy = shelves.clinic / "content/es/easy-read/treatments"
    own_easy.mkdir(parents=True)
    shutil.copy(stock() / "content/es/treatments/sleep.yaml", own_easy)
    sign_handout(shelves, language="es", edition=Edition.EASY_READ)
    easy = visit("sleep", language="es", edition=Edition.EASY_READ)
    assert reasons(shelves, easy) == ()
    own(shelves, GENERAL_FACTS, "talking with", "speaking with")
    assert reasons(shelves, easy) == ("1 of its texts was made from words that changed since",)


# What is meant


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("statements/off-label", "en/statements/off-label"),
        ("off-label", "en/statements/off-label"),
        ("en/statements/off-label", "en/statements/off-label"),
        ("es/statements/off-label", "es/statements/off-label"),
        ("en/easy-read/statements/off-label", "en/easy-read/statements/off-label"),
        ("easy-read/statements/off-label", "en/easy-read/statements/off-label"),
        ("content/en/statements/off-label.yaml", "en/statements/off-label"),
        ("stock/content/en/statements/off-label.yaml", "en/statements/off-label"),
        ("statements/off-label.yaml", "en/statements/off-label"),
        ("clinic", "clinic"),
        ("content/clinic.yaml", "clinic"),
        ("wording", "en/wording"),
        ("es/glossary", "es/glossary"),
    ],
)
def test_a_text_is_meant_by_its_name_its_file_or_its_id(
    shelves: Shelves, word: str, expected: str
) -> None:
    assert chosen(shelves, [word], "en") == (expected,)


def test_a_text_is_meant_by_any_path_to_its_file(
    shelves: Shelves, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert shelves.clinic is not None
    monkeypatch.chdir(shelves.clinic / "content")
    assert chosen(shelves, ["clinic.yaml"], "en") == ("clinic",)
    file = os.fspath(stock() / "content/es/wording.yaml")
    assert chosen(shelves, [file], "en") == ("es/wording",)


@pytest.mark.parametrize(
    "word", ["red-flags", "en/red-flags/", "content/en/red-flags", "stock/content/en/red-flags"]
)
def test_a_folder_means_all_that_is_in_it(shelves: Shelves, word: str) -> None:
    assert chosen(shelves, [word], "en") == ("en/red-flags/emergency", "en/red-flags/same-day")


def test_a_language_means_the_text_of_that_language(shelves: Shelves) -> None:
    assert chosen(shelves, ["statements/credit"], "es") == ("es/statements/credit",)
    both = chosen(shelves, ["credit", "credit", "clinic"], "es")
    assert both == ("es/statements/credit", "clinic")


def test_unknown_texts_are_told_all_at_once_with_the_nearest_name(shelves: Shelves) -> None:
    with pytest.raises(HandoutsError) as stopped:
        chosen(shelves, ["statements/of-label", "credit", "clinc"], "en")
    hints = [problem.hint for problem in stopped.value.problems]
    assert hints == ["Did you mean 'statements/off-label'?", "Did you mean 'clinic'?"]


def test_an_id_of_two_texts_is_refused_with_both_names(shelves: Shelves) -> None:
    name = "content/en/checklists/credit.yaml"
    assert shelves.clinic is not None
    shelf(shelves.clinic, {name: "tasks:\n  - do: Ask.\n"})
    with pytest.raises(HandoutsError, match="more than one") as stopped:
        chosen(shelves, ["credit"], "en")
    assert "en/checklists/credit, en/statements/credit" in stopped.value.problems[0].hint


# What cannot be signed


def test_nothing_is_signed_without_a_clinic_s_folder() -> None:
    for shelves in (Shelves(), Shelves(stock())):
        with pytest.raises(HandoutsError, match="clinic's own folder"):
            clinic_of(shelves)


def test_a_file_with_a_mistake_is_not_ready_and_says_why(shelves: Shelves) -> None:
    assert shelves.clinic is not None
    shelf(shelves.clinic, {f"content/{CREDIT}.yaml": "texts:\n  - Words.\n"})
    found, problems = ready(shelves, [CREDIT, GENERAL_FACTS])
    assert [text.item for _, text in found] == [GENERAL_FACTS]
    assert problems
    assert {problem.place.line for problem in problems} == {1}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("phone: 312-867-5309", "phone: 555-0100", "555-0100 is an example number"),
        ("phone: 312-867-5320", "phone: 312-555-0142", "312-555-0142 is an example number"),
        ("interpreter_phone: 312-867-5311", "interpreter_phone: 555-0111", "555-0111 is an"),
        ("phone: 312-867-5309", "phone:", "phone is empty"),
        ("after_hours_phone: 312-867-5310", "after_hours_phone:", "after hours phone is empty"),
        ("name: Lakeside Test Clinic\nphone", "name:\nphone", "name is empty"),
    ],
)
def test_a_clinic_with_examples_or_blanks_cannot_be_signed(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    words = clinic_file("content/clinic.yaml")["content/clinic.yaml"]
    assert words.count(old) == 1
    found, (problem,) = ready(shelf(tmp_path, {"content/clinic.yaml": words.replace(old, new)}),
                              ["clinic"])  # fmt: skip
    assert found == ()
    assert said in problem.message
    assert problem.place.line > 1


def test_the_clinic_that_ships_cannot_be_signed(tmp_path: Path) -> None:
    found, problems = ready(Shelves(tmp_path), ["clinic"])
    assert found == ()
    assert len(problems) == 2


def test_a_translation_that_lost_a_text_cannot_be_signed(shelves: Shelves) -> None:
    name = "es/statements/off-label"
    own(shelves, name, "sources:\n", "points:\n  - Otro punto.\nsources:\n")
    found, (problem,) = ready(shelves, [name])
    assert found == ()
    assert "not built like" in problem.message


def test_a_mandatory_text_that_lost_its_meaning_cannot_be_signed(shelves: Shelves) -> None:
    assert shelves.clinic is not None
    shelf(shelves.clinic, {f"content/{OFF_LABEL}.yaml": "text:\n  - Ketamine is a medicine.\n"})
    found, problems = ready(shelves, [OFF_LABEL])
    assert found == ()
    assert "no longer says" in problems[0].message


# Who has signed already


def test_what_a_person_signed_is_not_signed_again_unless_for_longer(shelves: Shelves) -> None:
    sign_texts(shelves, [CREDIT])
    found, _ = ready(shelves, [CREDIT, GENERAL_FACTS])
    given, _ = read_signatures(shelves)

    def left(by: str, until: dt.date, signatures: Signatures = given) -> list[str]:
        return [text.item for _, text in not_yet(found, signatures, by, PRINTED, until)]

    assert left("ada sample", UNTIL) == [GENERAL_FACTS]
    assert left("Ada Sample", UNTIL + dt.timedelta(days=1)) == [CREDIT, GENERAL_FACTS]
    assert left("Ben Sample", UNTIL) == [CREDIT, GENERAL_FACTS]
    assert left("Ada Sample", UNTIL, Signatures()) == [CREDIT, GENERAL_FACTS]


def test_changed_words_are_signed_again(shelves: Shelves) -> None:
    sign_texts(shelves, [CREDIT])
    own(shelves, CREDIT, "text:", "loudness: note\ntext:")
    found, _ = ready(shelves, [CREDIT])
    given, _ = read_signatures(shelves)
    assert not_yet(found, given, "Ada Sample", PRINTED, UNTIL) == found


# Status


def test_status_names_the_words_that_changed(shelves: Shelves) -> None:
    sign_handout(shelves)
    own(shelves, GENERAL_FACTS, "talking with", "speaking with")
    found = status(maker(shelves), ["en"], PRINTED)
    (text,) = found.having(State.CHANGED)
    (change,) = text.changes
    assert change.before is not None
    assert "talking with" in change.before
    assert change.after is not None
    assert "speaking with" in change.after
    assert change.place.file.endswith("content/en/statements/general-facts.yaml")
    assert change.place.line == 5


def test_status_tells_what_changed_in_the_source_of_an_outdated_translation(
    shelves: Shelves,
) -> None:
    sign_handout(shelves)
    sign_handout(shelves, language="es")
    own(shelves, GENERAL_FACTS, "talking with", "speaking with")
    found = status(maker(shelves), ["es"], PRINTED)
    (text,) = found.having(State.OUTDATED)
    assert text.item.name == "es/statements/general-facts"
    assert [change.part for change in text.changes] == ["text 1"]
    assert text.changes[0].place.file.endswith("content/en/statements/general-facts.yaml")


def test_status_counts_only_what_the_clinic_s_handouts_print(shelves: Shelves) -> None:
    assert shelves.clinic is not None
    settings = shelves.clinic / "handouts.yaml"
    words = settings.read_text(encoding="utf-8")
    settings.write_text(words + "offers:\n  - sleep\n", encoding="utf-8")
    names = sign_handout(shelves)
    found = status(maker(shelves), ["en"], PRINTED)
    standard = [each for each in found.handouts if each.edition is Edition.STANDARD]
    assert [(each.treatment, each.state, each.open) for each in standard] == [
        ("sleep", State.SIGNED, 0)
    ]
    assert {text.item.name for text in found.having(State.SIGNED)} == set(names)
    assert all("easy-read" in text.item.name for text in found.having(State.UNSIGNED))


def test_a_handout_has_the_worst_state_of_its_texts(shelves: Shelves) -> None:
    sign_handout(shelves)
    sign_texts(shelves, [CREDIT], until=PRINTED + dt.timedelta(days=30))
    found = status(maker(shelves), ["en"], PRINTED)
    (sleep,) = (each for each in found.handouts
                if each.treatment == "sleep" and not each.edition.own_words)  # fmt: skip
    assert (sleep.state, sleep.open, sleep.reasons) == (State.DUE, 0, ())


def test_status_tells_of_forged_copies_and_of_days_that_have_not_come(shelves: Shelves) -> None:
    sign_texts(shelves, [CREDIT])
    sign_texts(shelves, [GENERAL_FACTS], on=PRINTED + dt.timedelta(days=1))
    assert shelves.clinic is not None
    (copy,) = (shelves.clinic / f"signed/{CREDIT}").iterdir()
    copy.write_text("text:\n  - Forged.\n", encoding="utf-8")
    found = status(maker(shelves), ["en"], PRINTED)
    messages = " ".join(problem.message for problem in found.problems)
    assert "not what was signed" in messages
    assert "a day that has not come" in messages
    assert {text.state for text in found.texts} == {State.UNSIGNED}


def test_a_language_that_cannot_be_read_does_not_hide_the_others(shelves: Shelves) -> None:
    assert shelves.clinic is not None
    shelf(shelves.clinic, {"content/es/statements/credit.yaml": "texts: x\n"})
    found = status(maker(shelves), ["en", "es"], PRINTED)
    assert {each.language for each in found.handouts} == {"en"}
    assert any("credit.yaml" in problem.place.file for problem in found.problems)


def test_a_seal_is_only_counted_where_a_signature_is(shelves: Shelves) -> None:
    made = maker(shelves)
    content = made.content("en")
    standing = Standing.read(shelves, SigningPolicy(), ON, content, ())
    nothing: Any = None  # no seal can be counted of it
    assert standing(replace(content.clinic, says=nothing)) is State.UNSIGNED
    sign_texts(shelves, ["clinic"])
    standing = Standing.read(shelves, SigningPolicy(), ON, content, ())
    assert standing(content.clinic) is State.SIGNED
