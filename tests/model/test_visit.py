"""Kinds of visits: all that decides the words of a handout, and nothing of any person."""

import dataclasses
import datetime as dt
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handouts.make.compose.compose import compose
from handouts.make.compose.form import compose_form
from handouts.make.compose.room import NO_ROOM
from handouts.model.handout import Form
from handouts.model.settings import Settings
from handouts.model.visit import (
    Blank,
    DoseBand,
    Edition,
    Kind,
    Patient,
    SeriesDate,
    Visit,
    VisitType,
)
from tests.shelf import stock_words
from tests.visits import PRINTED, full_visit, visit

SETTINGS = Settings(timezone="America/Chicago")
PERSONAL: dict[str, Any] = {
    "patient": Patient("Zyxwa Qwertz", dt.date(1931, 10, 9), "QQ-4711"),
    "date": dt.date(2031, 7, 6),
    "time": dt.time(4, 56),
    "ends": dt.datetime(2031, 7, 6, 7, 8),
    "clinician": "Dr. Mnbvcx",
    "room": "Lkjhgf",
    "note": "Poiuytr",
    "series": (SeriesDate(dt.date(2032, 5, 4), dt.time(3, 21)),),
}
TELLING = ("Zyxwa", "Qwertz", "4711", "1931", "2031", "2032", "Mnbvcx", "Lkjhgf", "Poiuytr",
           "October", "4:56", "3:21")  # fmt: skip


def _form(someone: Visit) -> Form:
    handout, problems = compose(
        someone, stock_words(someone.language, someone.edition), SETTINGS, printed=PRINTED,
        coded=False,
    )  # fmt: skip
    assert handout is not None, problems
    return handout.form


def test_a_kind_has_no_place_for_a_person_a_day_or_a_note() -> None:
    personal = {"patient", "name", "born", "record", "date", "time", "ends", "clinician", "room",
                "note", "series", "printed"}  # fmt: skip
    fields = {field.name: str(field.type) for field in dataclasses.fields(Kind)}
    assert not fields.keys() & personal
    assert not [name for name, type_ in fields.items() if "date" in type_ or "time" in type_]
    assert "Patient" not in " ".join(fields.values())
    assert len(fields) == 11, "look at each new one: does it say anything of one person?"


def test_a_kind_holds_nothing_of_what_is_told_of_a_person() -> None:
    told = repr(full_visit(**PERSONAL).kind)
    assert [word for word in TELLING if word in told] == []


def test_a_form_holds_nothing_of_what_is_told_of_a_person() -> None:
    told = repr(_form(full_visit("ketamine-infusion", **PERSONAL)))
    assert [word for word in TELLING if word in told] == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("patient", PERSONAL["patient"]),
        ("date", PERSONAL["date"]),
        ("time", PERSONAL["time"]),
        ("ends", PERSONAL["ends"]),
        ("clinician", PERSONAL["clinician"]),
        ("room", PERSONAL["room"]),
        ("note", PERSONAL["note"]),
        ("series", PERSONAL["series"] * 2),
    ],
)
def test_visits_that_differ_in_what_is_personal_are_of_one_kind(name: str, value: Any) -> None:
    assert full_visit(**{name: value}).kind == full_visit().kind


OTHER = {
    "treatment": visit("ketamine-infusion"),
    "site": visit(site="main"),
    "language": visit(language="es"),
    "bilingual": visit(bilingual="es"),
    "edition": visit(edition=Edition.LARGE_PRINT),
    "visit_type": visit(visit_type=VisitType.FIRST),
    "dose_band": visit(dose_band=DoseBand.HIGHER),
    "risks": visit(risks=("hypertension",)),
    "planned": visit(series=(SeriesDate(dt.date(2026, 12, 3)),)),
    "record": visit(patient=Patient("Maria Example", dt.date(1958, 3, 4))),
    "ends": visit(ends=dt.datetime(2026, 12, 1, 9)),
    "clinician": visit(clinician="Dr. Ada Sample"),
    "room": visit(room="Room 4"),
    "note": visit(note="Bring it."),
}


def test_visits_that_differ_in_anything_else_or_in_what_is_known_are_of_other_kinds() -> None:
    kinds = {name: someone.kind for name, someone in OTHER.items()} | {"plain": visit().kind}
    assert len(set(kinds.values())) == len(OTHER) + 1


def test_empty_words_are_as_good_as_unknown() -> None:
    assert visit(room="", note="", clinician="").kind == visit().kind
    assert (
        visit(patient=Patient("Maria Example", dt.date(1958, 3, 4), "")).kind.known == frozenset()
    )


KINDS = (
    visit(),
    full_visit("ketamine-infusion"),
    full_visit("ketamine-infusion", edition=Edition.EASY_READ, dose_band=DoseBand.HIGHER),
    full_visit("ketamine-infusion", language="es", bilingual="en", visit_type=VisitType.CONSULT),
    full_visit(edition=Edition.LARGE_PRINT, series=()),
)
_words = st.text("abcdeéñßŁ XYZ'-0123456789", min_size=1, max_size=40).filter(str.strip)
_dates = st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1))


@st.composite
def _someone(draw: st.DrawFn, like: Visit) -> Visit:
    """Anybody else's visit of the same kind."""

    def maybe(value: str | None) -> str | None:
        return draw(_words) if value else value

    return dataclasses.replace(
        like,
        patient=Patient(draw(_words), draw(_dates), maybe(like.patient.record)),
        date=draw(_dates),
        time=draw(st.times()),
        ends=like.ends and draw(st.datetimes(dt.datetime(1950, 1, 1), dt.datetime(2090, 1, 1))),
        clinician=maybe(like.clinician),
        room=maybe(like.room),
        note=maybe(like.note),
        series=tuple(SeriesDate(draw(_dates), each.time and draw(st.times()))
                     for each in like.series),
    )  # fmt: skip


@pytest.mark.parametrize("like", KINDS, ids=range(len(KINDS)))
@settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_visits_of_one_kind_that_need_the_same_room_have_the_same_form(
    like: Visit, data: st.DataObject
) -> None:
    someone = data.draw(_someone(like))
    assert someone.kind == like.kind
    mine, theirs = _form(like), _form(someone)
    bare = [dataclasses.replace(form, room=NO_ROOM, panel=()) for form in (mine, theirs)]
    assert bare[0] == bare[1]
    if mine.room == theirs.room:
        assert mine == theirs
        assert mine.seal == theirs.seal


def test_a_form_is_composed_of_a_kind_and_never_sees_a_visit() -> None:
    someone = full_visit("ketamine-infusion", **PERSONAL)
    composed, _ = compose_form(someone.kind, stock_words(), SETTINGS)
    assert composed is not None
    assert composed.form == dataclasses.replace(_form(someone), room=NO_ROOM, panel=())


def test_a_blank_has_a_place_for_all_that_the_clinic_writes_by_hand() -> None:
    kind = Blank("sleep", language="es", edition=Edition.LARGE_PRINT).kind
    assert kind.known == {"record", "ends", "clinician", "room"}
    assert (kind.treatment, kind.language, kind.edition) == ("sleep", "es", Edition.LARGE_PRINT)
    assert (kind.blank, kind.planned) == (True, 0)


def test_no_visit_s_kind_is_that_of_a_blank() -> None:
    assert not full_visit().kind.blank
    assert not visit().kind.blank
