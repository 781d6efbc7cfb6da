"""Each personal word stands on one line, in a cell whose place and width no personal word changes.

A form is laid out for many patients, so what one of them is called must not move another word.
"""

import dataclasses
import datetime as dt
from functools import cache

import pytest

from handouts.library.shelves import Shelves
from handouts.make.maker import Maker
from handouts.make.words.times import birth_date, clock, day, day_and_clock, moment
from handouts.make.words.widths import ems
from handouts.model.handout import Handout
from handouts.model.settings import Paper
from handouts.model.visit import Edition, Patient, SeriesDate, Visit, VisitType
from handouts.read.content import read_settings
from tests import fieldplaces
from tests.fieldplaces import Place
from tests.shelf import CLINIC
from tests.visits import PRINTED, full_visit

YEAR = [dt.date(2026, 1, 1) + dt.timedelta(number) for number in range(365)]
TIMES = [dt.time(hour, minute) for hour in range(24) for minute in (5, 30)]
LONGEST = {
    "patient": "María Guadalupe Hernández Villaseñor Cruz",
    "record": "MRN-881042",
    "clinician": "Dr. Alexandra Hernández-Ruiz",
    "room": "Habitación 4",
}
"""Of 41, 10, 28 and 12 letters: as long as such names are, but for one in hundreds."""
FORMS = [
    *((language, edition, Paper.A4) for language in ("en", "es", "vi", "zh", "ar")
      for edition in (Edition.STANDARD, Edition.LARGE_PRINT)),
    ("en", Edition.EASY_READ, Paper.A4),
    ("es", Edition.HIGH_CONTRAST, Paper.A4),
    ("ar", Edition.HIGH_CONTRAST, Paper.A4),
    ("zh", Edition.HIGH_CONTRAST, Paper.A4),
    ("vi", Edition.LARGE_PRINT, Paper.LETTER),
]  # fmt: skip
"""The narrower paper everywhere, the other one where a page is fullest."""
CELLS = [
    pytest.param(*form, id="-".join(form), marks=[pytest.mark.noto] * (form[0] in {"ar", "zh"}))
    for form in FORMS
]
FIELDS = {
    "patient", "born", "record", "date", "time", "ends", "clinician", "room", "stop_food",
    "stop_drink", "no_driving_until", "series_1", "series_2", "printed", "check_code",
}  # fmt: skip


@cache
def _maker(paper: Paper) -> Maker:
    """What makes the handouts of a clinic that has set its hours without food and drink."""
    shelves = Shelves(CLINIC)
    return Maker(shelves, dataclasses.replace(read_settings(shelves), paper=paper))


def _short(language: str, edition: Edition) -> Visit:
    """A visit of the shortest words, of somebody whose name has a row of its own."""
    return full_visit(
        "ketamine-infusion",
        language=language,
        edition=edition,
        visit_type=VisitType.FOLLOW_UP,
        patient=Patient("Wilhelmina Placeholder-Mustermann", dt.date(1958, 5, 1), "7"),
        date=dt.date(2026, 5, 4),
        time=dt.time(9),
        ends=dt.datetime(2026, 5, 4, 11),
        clinician="Li",
        room="4",
        series=(SeriesDate(dt.date(2026, 5, 4)), SeriesDate(dt.date(2026, 5, 5))),
    )


def _widest(language: str, edition: Edition) -> Visit:
    """A visit at the widest of all times on the widest of all days, of the longest names."""
    late = max(TIMES, key=lambda time: ems(clock(time, language)))
    born = max(YEAR, key=lambda date: ems(birth_date(date, language)))
    planned = max(YEAR, key=lambda date: ems(day_and_clock(date, late, language)))
    until = max(
        (dt.datetime.combine(date, late) for date in YEAR),
        key=lambda when: ems(moment(when, language)),
    )
    return dataclasses.replace(
        _short(language, edition),
        patient=Patient(LONGEST["patient"], born, LONGEST["record"]),
        clinician=LONGEST["clinician"],
        room=LONGEST["room"],
        date=max(YEAR, key=lambda date: ems(day(date, language))),
        time=late,
        ends=until - dt.timedelta(days=2),  # the clinic says 48 hours
        series=(SeriesDate(planned, late), SeriesDate(planned, late)),
    )


@cache
def _laid_out(
    language: str, edition: Edition, paper: Paper, *, widest: bool
) -> tuple[Handout, list[Place]]:
    someone = (_widest if widest else _short)(language, edition)
    printed = someone.patient.born.replace(year=2026)  # the widest date and a short one, too
    return fieldplaces.places(_maker(paper), someone, printed)


def _broken(places: list[Place]) -> list[str]:
    """Fields that take more than one line, or that share theirs."""
    return sorted(
        f"{place.cell.field} on page {place.cell.page}: {place.lines}"
        for place in places
        if place.lines != [""] and place.cell.field != "note"
    )


@pytest.mark.parametrize(("language", "edition", "paper"), CELLS)
def test_each_field_is_alone_on_one_line_at_its_widest(
    language: str, edition: Edition, paper: Paper
) -> None:
    _, places = _laid_out(language, edition, paper, widest=True)
    assert {place.cell.field for place in places} == FIELDS | {"note"}
    assert _broken(places) == []


@pytest.mark.parametrize(("language", "edition", "paper"), CELLS)
def test_no_field_moves_itself_or_another_one(
    language: str, edition: Edition, paper: Paper
) -> None:
    (one, short), (other, wide) = (
        _laid_out(language, edition, paper, widest=widest) for widest in (False, True)
    )
    assert one.form == other.form
    assert [place.cell for place in short] == [place.cell for place in wide]


@pytest.mark.parametrize("record", [None, LONGEST["record"]])
@pytest.mark.parametrize("language", ["en", pytest.param("zh", marks=pytest.mark.noto)])
def test_a_name_that_stands_beside_the_birth_date_has_one_line(
    language: str, record: str | None
) -> None:
    """One letter more, and the name has a row of its own."""
    maker, like = _maker(Paper.LETTER), _widest(language, Edition.STANDARD)

    def someone(letters: int) -> Visit:
        name = ("Anna Maria " * 6)[:letters].strip()
        return dataclasses.replace(like, patient=Patient(name, like.patient.born, record))

    longest = next(
        letters for letters in range(2, 60)
        if maker.compose(someone(letters + 1), printed=PRINTED).form.room.wide
    )  # fmt: skip
    (_, short), (_, wide) = (fieldplaces.places(maker, someone(each)) for each in (2, longest))
    assert _broken(wide) == []
    assert [place.cell for place in short] == [place.cell for place in wide]


@pytest.mark.parametrize("bilingual", ["en", "es"])
def test_the_numbers_of_two_copies_stand_on_no_line_of_a_field(bilingual: str) -> None:
    language = "es" if bilingual == "en" else "en"
    someone = dataclasses.replace(_widest(language, Edition.STANDARD), bilingual=bilingual)
    _, places = fieldplaces.places(_maker(Paper.A4), someone)
    assert _broken(places) == []
