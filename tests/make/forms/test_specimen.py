"""Specimens: the same kind of visit, in words that are nobody's."""

import dataclasses
import datetime as dt

import pytest

from handouts.make.forms.specimen import specimen
from handouts.make.words.languages import way
from handouts.model.visit import DoseBand, Edition, Patient, SeriesDate, Visit
from tests.making import Making
from tests.visits import MARIA, PRINTED, full_visit, visit

ARABIC = full_visit(
    "ketamine-infusion",
    language="ar",
    patient=Patient("محمد العينة", MARIA.born, "000-101"),
    clinician="د. عادة",
    room="غرفة 4",
    note="أحضر دفترك.",
)
VISITS = {
    "plain": visit(),
    "everything known": full_visit(),
    "no record": visit(patient=Patient("Ola Specimen", dt.date(2000, 2, 29))),
    "an arabic page": ARABIC,
    "an arabic page with a latin name": dataclasses.replace(ARABIC, patient=MARIA, room="Room 4"),
    "a name of the other way": visit(patient=Patient("محمد", MARIA.born, "1")),
    "a note of the other way": visit(note="أحضر دفترك."),
    "a copy": full_visit("ketamine-infusion", language="es", bilingual="en"),
    "an edition": full_visit(edition=Edition.LARGE_PRINT, dose_band=DoseBand.HIGHER),
    "days without a time": visit(series=(SeriesDate(dt.date(2026, 12, 3)),)),
    "empty words": visit(room="", note=""),
}


def _ways(making: Making, someone: Visit) -> dict[str, str]:
    return {name: way(words) for name, words in _fields(making, someone).items()}


def _fields(making: Making, someone: Visit) -> dict[str, str]:
    handout = making.maker.compose(someone, printed=PRINTED)
    return {name: words for name, words in handout.fields.items() if name != "check_code"}


@pytest.mark.parametrize("someone", VISITS.values(), ids=VISITS)
@pytest.mark.noto
def test_a_specimen_is_of_the_same_kind_with_words_that_run_the_same_ways(
    stock: Making, someone: Visit
) -> None:
    ways = _ways(stock, someone)
    nobody = specimen(someone, ways)
    assert nobody.kind == someone.kind
    assert _ways(stock, nobody) == ways
    assert [bool(each.time) for each in nobody.series] == [
        bool(each.time) for each in someone.series
    ]


@pytest.mark.parametrize("someone", VISITS.values(), ids=VISITS)
@pytest.mark.noto
def test_a_specimen_has_no_word_of_the_visit(stock: Making, someone: Visit) -> None:
    nobody = specimen(someone, _ways(stock, someone))
    personal = {"patient", "clinician", "room", "note", "date", "time", "ends"}
    for name in personal:
        mine, theirs = getattr(nobody, name), getattr(someone, name)
        assert mine != theirs or not mine
    assert nobody.patient.name != someone.patient.name
    assert nobody.patient.born != someone.patient.born
    assert nobody.patient.record != someone.patient.record or not someone.patient.record
    assert not {each.date for each in nobody.series} & {each.date for each in someone.series}
    shared = set(_fields(stock, nobody).values()) & set(_fields(stock, someone).values())
    assert shared <= {_fields(stock, someone)["printed"]}


def test_whoever_it_was_made_of_it_is_the_same(stock: Making) -> None:
    other = full_visit(
        patient=Patient("Ola Specimen", dt.date(1980, 1, 2), "999"),
        date=dt.date(2030, 1, 2),
        time=dt.time(17),
        ends=dt.datetime(2030, 1, 3, 1),
        clinician="Nurse Example",
        room="Blue room",
        note="Come early.",
        series=(SeriesDate(dt.date(2030, 1, 2), dt.time(1)), SeriesDate(dt.date(2031, 1, 3))),
    )
    assert specimen(other, _ways(stock, other)) == specimen(
        full_visit(), _ways(stock, full_visit())
    )


def test_what_is_no_person_s_stays_as_it_is() -> None:
    nobody = specimen(full_visit(), {"patient": "ltr"})
    for name in ("treatment", "site", "language", "bilingual", "edition", "visit_type",
                 "dose_band", "risks"):  # fmt: skip
        assert getattr(nobody, name) == getattr(full_visit(), name)
