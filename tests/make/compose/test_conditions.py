"""Conditions: what is unknown shows, what is known hides the others, a listed risk only adds."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.make.compose.conditions import decide
from handouts.model.kinds import When
from handouts.model.visit import DoseBand, Visit, VisitType
from tests.visits import visit

RISKS = ("diabetes", "hypertension", "stroke")
HIGHER = When(dose_band=(DoseBand.HIGHER,))
FIRST_OR_CONSULT = When(visit_type=(VisitType.CONSULT, VisitType.FIRST))
STROKE = When(risk=("stroke",))
ALL_THREE = When(
    dose_band=(DoseBand.HIGHER,), visit_type=(VisitType.FIRST,), risk=("stroke", "diabetes")
)


@pytest.mark.parametrize(
    ("when", "known", "shown", "reason"),
    [
        (None, {}, True, "prints for everyone"),
        (When(), {}, True, "prints for everyone"),
        (HIGHER, {}, True, "the dose band is not known, so every alternative prints"),
        (HIGHER, {"dose_band": DoseBand.HIGHER}, True, "the dose band is higher"),
        (
            HIGHER,
            {"dose_band": DoseBand.LOWER},
            False,
            "the dose band is lower; this prints for higher",
        ),
        (
            FIRST_OR_CONSULT,
            {},
            True,
            "the visit type is not known, so every alternative prints",
        ),
        (FIRST_OR_CONSULT, {"visit_type": VisitType.FIRST}, True, "the visit type is first"),
        (
            FIRST_OR_CONSULT,
            {"visit_type": VisitType.FOLLOW_UP},
            False,
            "the visit type is follow-up; this prints for consult or first",
        ),
        (STROKE, {}, False, "no listed risk asks for it; this prints for stroke"),
        (
            STROKE,
            {"risks": ("diabetes",)},
            False,
            "no listed risk asks for it; this prints for stroke",
        ),
        (STROKE, {"risks": ("diabetes", "stroke")}, True, "the risk stroke is listed"),
        (
            ALL_THREE,
            {"risks": ("diabetes",)},
            True,
            (
                "the dose band is not known, so every alternative prints and "
                "the visit type is not known, so every alternative prints and "
                "the risk diabetes is listed"
            ),
        ),
        (
            ALL_THREE,
            {"dose_band": DoseBand.HIGHER, "visit_type": VisitType.FIRST},
            False,
            "no listed risk asks for it; this prints for stroke or diabetes",
        ),
        (
            ALL_THREE,
            {"dose_band": DoseBand.HIGHER, "visit_type": VisitType.LAST, "risks": RISKS},
            False,
            "the visit type is last; this prints for first",
        ),
        (
            ALL_THREE,
            {"dose_band": DoseBand.LOWER, "visit_type": VisitType.FIRST, "risks": RISKS},
            False,
            "the dose band is lower; this prints for higher",
        ),
    ],
)
def test_a_condition_is_decided_with_its_reason_in_words(
    when: When | None, known: dict[str, Any], shown: bool, reason: str
) -> None:
    assert decide(when, visit(**known).kind) == (shown, reason)


def _some(values: type[DoseBand] | type[VisitType]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(st.sampled_from(list(values)), unique=True).map(tuple)


_RISK_SETS = st.lists(st.sampled_from(RISKS), unique=True).map(tuple)
_WHENS = st.builds(When, dose_band=_some(DoseBand), visit_type=_some(VisitType), risk=_RISK_SETS)
_VISITS = st.builds(
    visit,
    dose_band=st.none() | st.sampled_from(DoseBand),
    visit_type=st.none() | st.sampled_from(VisitType),
    risks=_RISK_SETS,
)


@given(when=_WHENS, someone=_VISITS, more=st.sampled_from(RISKS))
def test_one_more_listed_risk_never_hides_a_block(when: When, someone: Visit, more: str) -> None:
    with_more = replace(someone, risks=tuple(dict.fromkeys((*someone.risks, more))))
    if decide(when, someone.kind)[0]:
        assert decide(when, with_more.kind)[0]


@given(when=_WHENS, someone=_VISITS)
def test_not_knowing_a_band_or_type_never_hides_a_block(when: When, someone: Visit) -> None:
    if decide(when, someone.kind)[0]:
        assert decide(when, replace(someone, dose_band=None).kind)[0]
        assert decide(when, replace(someone, visit_type=None).kind)[0]


@given(someone=_VISITS)
def test_every_band_that_is_known_sees_exactly_its_own_alternative(someone: Visit) -> None:
    alternatives = {band: When(dose_band=(band,)) for band in DoseBand}
    seen = [band for band, when in alternatives.items() if decide(when, someone.kind)[0]]
    assert seen == ([someone.dose_band] if someone.dose_band else list(DoseBand))


@given(when=_WHENS, someone=_VISITS)
def test_every_decision_has_a_reason(when: When, someone: Visit) -> None:
    assert decide(when, someone.kind)[1].strip()
