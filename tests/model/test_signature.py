"""The state of an item: who signed which words, until when, and what the clinic asks for."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from handouts.model.item import Item
from handouts.model.kinds import Statement
from handouts.model.settings import SigningPolicy
from handouts.model.signature import (
    Signature,
    Signatures,
    State,
    enough,
    is_prescriber,
    nobody_signed,
    state,
)
from handouts.model.visit import Edition

TODAY = dt.date(2026, 12, 1)
ONE = SigningPolicy()
TWO = SigningPolicy(number=2)
PRESCRIBED = SigningPolicy(prescriber=True)
BOTH = SigningPolicy(number=2, prescriber=True)

ITEM: Item[Any] = Item(
    "statements", "credit", "en", "credit.yaml", Statement(text=("Ask us.",)), places={}
)
OLD = replace(ITEM, says=Statement(text=("Tell us.",)))


def signature(**changed: Any) -> Signature:
    plain: dict[str, Any] = {
        "item": ITEM.name,
        "seal": ITEM.seal,
        "by": "Ada Sample",
        "role": "MD",
        "on": dt.date(2026, 6, 1),
        "until": dt.date(2027, 6, 1),
    }
    return Signature(**(plain | changed))


NURSE = {"by": "Ben Sample", "role": "RN"}


def stands(
    *given: Signature,
    policy: SigningPolicy = ONE,
    today: dt.date = TODAY,
    source: str | None = None,
) -> State:
    return state(ITEM, Signatures.all(given), policy, today, source)


def test_what_nobody_signed_is_unsigned() -> None:
    assert stands() is State.UNSIGNED
    assert stands(signature(item="en/statements/other")) is State.UNSIGNED
    assert nobody_signed(ITEM) is State.UNSIGNED


def test_words_that_were_signed_are_signed_up_to_the_last_day() -> None:
    assert stands(signature()) is State.SIGNED
    assert stands(signature(), today=dt.date(2027, 6, 1)) is State.DUE
    assert stands(signature(), today=dt.date(2027, 6, 2)) is State.OVERDUE


def test_a_signature_is_due_sixty_days_before_its_end() -> None:
    end = dt.date(2027, 6, 1)
    assert stands(signature(), today=end - dt.timedelta(days=61)) is State.SIGNED
    assert stands(signature(), today=end - dt.timedelta(days=60)) is State.DUE


def test_other_words_than_the_signed_ones_are_changed() -> None:
    assert stands(signature(seal=OLD.seal)) is State.CHANGED


def test_words_that_were_given_up_do_not_come_back_signed() -> None:
    assert stands(signature(), signature(seal=OLD.seal)) is State.CHANGED
    assert stands(signature(seal=OLD.seal), signature()) is State.SIGNED


def test_a_signature_of_a_day_that_has_not_come_does_not_count() -> None:
    assert stands(signature(on=dt.date(2026, 12, 2))) is State.UNSIGNED
    assert stands(signature(on=TODAY)) is State.SIGNED
    ahead = signature(seal=OLD.seal, on=dt.date(2026, 12, 2))
    assert stands(signature(), ahead) is State.SIGNED


def test_the_last_signature_of_a_person_is_the_one_that_counts() -> None:
    shorter = signature(until=dt.date(2026, 11, 30))
    assert stands(signature(), shorter) is State.OVERDUE
    assert stands(shorter, signature()) is State.SIGNED


@pytest.mark.parametrize(
    ("policy", "given", "expected"),
    [
        (TWO, [{}], State.WAITING),
        (TWO, [{}, {}], State.WAITING),
        (TWO, [{}, {"by": " ada  SAMPLE"}], State.WAITING),
        (TWO, [{}, NURSE], State.SIGNED),
        (TWO, [NURSE, {**NURSE, "by": "Cleo Sample"}], State.SIGNED),
        (TWO, [{}, {**NURSE, "seal": OLD.seal}, {}], State.WAITING),
        (PRESCRIBED, [NURSE], State.WAITING),
        (PRESCRIBED, [{}], State.SIGNED),
        (BOTH, [NURSE, {**NURSE, "by": "Cleo Sample"}], State.WAITING),
        (BOTH, [NURSE, {}], State.SIGNED),
        (BOTH, [NURSE, {"until": dt.date(2026, 11, 1)}], State.OVERDUE),
        (BOTH, [NURSE, {"until": dt.date(2026, 12, 24)}], State.DUE),
    ],
)
def test_a_policy_of_two_asks_for_two_people_and_for_a_prescriber_when_it_says_so(
    policy: SigningPolicy, given: list[dict[str, Any]], expected: State
) -> None:
    assert stands(*(signature(**each) for each in given), policy=policy) is expected


@pytest.mark.parametrize(
    ("role", "counts"),
    [
        ("MD", True),
        ("M.D.", True),
        ("np", True),
        ("MD, pain medicine", True),
        ("Pain nurse; PA", True),
        ("RN", False),
        ("NP student", False),
        ("", False),
    ],
)
def test_a_role_counts_as_prescriber_when_a_part_of_it_is_one(role: str, counts: bool) -> None:
    assert is_prescriber(role, ONE) is counts


def test_a_clinic_says_itself_who_prescribes() -> None:
    own = SigningPolicy(prescriber=True, prescribers=("Pharmacist",))
    assert enough([signature(role="pharmacist")], own)
    assert not enough([signature(role="MD")], own)


def test_a_translation_is_outdated_when_its_source_is_not_the_one_of_the_day_of_signing() -> None:
    assert stands(signature(source="a"), source="a") is State.SIGNED
    assert stands(signature(source="a"), source="b") is State.OUTDATED
    assert stands(signature(), source="b") is State.OUTDATED
    late = signature(source="a", until=dt.date(2026, 11, 1))
    assert stands(late, source="b") is State.OVERDUE


def test_the_second_signature_must_have_seen_the_same_source() -> None:
    one, other = signature(source="a"), signature(**NURSE, source="b")
    assert stands(one, other, policy=TWO, source="b") is State.OUTDATED
    again = signature(source="b")
    assert stands(one, other, again, policy=TWO, source="b") is State.SIGNED


def test_states_get_worse_and_only_the_first_two_are_for_patients() -> None:
    weights = [each.weight for each in State]
    assert weights == sorted(weights)
    assert [each for each in State if each.in_date] == [State.SIGNED, State.DUE]


def test_an_item_is_called_by_its_path_in_the_content() -> None:
    assert ITEM.name == "en/statements/credit"
    assert replace(ITEM, edition=Edition.EASY_READ).name == "en/easy-read/statements/credit"
    assert replace(ITEM, edition=Edition.LARGE_PRINT).name == "en/statements/credit"
    assert replace(ITEM, kind="wording", id="wording").name == "en/wording"
    assert replace(ITEM, kind="clinic", id="clinic", language="es").name == "clinic"


def test_words_of_another_edition_have_another_seal_and_the_clinic_has_one_in_all_languages() -> (
    None
):
    assert replace(ITEM, edition=Edition.EASY_READ).seal != ITEM.seal
    clinic = replace(ITEM, kind="clinic", id="clinic")
    assert replace(clinic, language="es").seal == clinic.seal
