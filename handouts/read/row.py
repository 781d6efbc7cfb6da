"""One row of plain text in, visits out: the one door for schedules, options, files and web forms.

A row with two treatments gives two visits. What the patient's own columns say is never repeated in
a message, because messages go to terminals and logs.
"""

import datetime as dt
from collections.abc import Mapping
from functools import lru_cache
from zoneinfo import ZoneInfo

from handouts.model.visit import (
    Expected,
    Patient,
    SeriesDate,
    Visit,
)
from handouts.problems import Place, Problem, Severity, errors
from handouts.read import names
from handouts.read.columns import REQUIRED, Cell, Known
from handouts.read.dates import OLDEST, SEEN, Unclear, exists_once, read_date, read_time
from handouts.read.reading import Reading

DAYBREAK = dt.time(5, 0)

_day = lru_cache(SEEN)(read_date)
"""The rows of a schedule share their day; no date of birth is remembered."""


def read_row(
    cells: Mapping[str, Cell], known: Known, *, today: dt.date, place: Place
) -> tuple[tuple[Visit, ...], tuple[Problem, ...]]:
    """The visits of one row, none when something in it is wrong; every problem of the row."""
    reader = _Row(cells, known, place)
    visits = reader.visits(today)
    problems = tuple(reader.problems)
    return (() if errors(problems) else visits), problems


def read_day(cells: Mapping[str, Cell], known: Known) -> dt.date | None:
    """The day of the visit, where the row has one that can be read."""
    try:
        return _day(cells["date"].text, known.settings.date_order)
    except (KeyError, Unclear):
        return None


def read_patient(cells: Mapping[str, Cell], known: Known, today: dt.date) -> Patient | None:
    """Who comes, where name and birth date can be read, whatever else is wrong with the row."""
    reader = Reading(cells, known, Place(""))
    name = reader.read("patient", names.person)
    born = reader.read("born", lambda text: _birth(text, known=known, today=today))
    record = reader.read("record", lambda text: names.short_text(text, limit=names.RECORD_LIMIT))
    return Patient(name, born, record) if name and born and not reader.problems else None


def read_expected(cells: Mapping[str, Cell], known: Known) -> Expected:
    """Who is expected when, as far as it can be read, whatever else is wrong with the row."""
    reader = Reading(cells, known, Place(""))
    name, time = reader.read("patient", names.person), reader.read("time", read_time)
    return Expected(name, read_day(cells, known), time)


class _Row(Reading):
    """A row that means visits."""

    def visits(self, today: dt.date) -> tuple[Visit, ...]:
        """One visit for each treatment. Parts that are wrong are left out; problems tell of it."""
        for column in REQUIRED:
            if not self.texts.get(column):
                self.missing(column)
        settings = self.known.settings
        zone = ZoneInfo(settings.timezone)
        name = self.read("patient", names.person)
        born = self.read("born", lambda text: _birth(text, known=self.known, today=today))
        date = self.read("date", lambda text: _day(text, settings.date_order))
        time = self.read("time", read_time)
        self._check_name(name)
        self._check_moment(date, time, zone, today)
        treatments = self.treatments() if self.texts.get("treatment") else ()
        ends = self._ends(date, time, zone)
        clinician = self.read("clinician", names.short_text)
        site = self.one("site", self.known.sites)
        room = self.read("room", names.short_text)
        language, edition = self.language(), self.edition()
        copies = self.copies(language)
        visit_type, dose_band = self.visit_type(), self.dose_band()
        risks = self.ids("risks", self.known.risks)
        series = self._series(zone)
        note = self.read("note", lambda text: names.short_text(text, limit=names.NOTE_LIMIT))
        record = self.read("record", lambda text: names.short_text(text, limit=names.RECORD_LIMIT))
        if name is None or born is None or date is None or time is None:
            return ()
        return tuple(
            Visit(
                patient=Patient(name, born, record),
                treatment=treatment,
                date=date,
                time=time,
                ends=ends,
                clinician=clinician,
                site=site,
                room=room,
                language=this,
                bilingual=other,
                edition=edition,
                visit_type=visit_type,
                dose_band=dose_band,
                risks=risks,
                series=series,
                note=note,
            )
            for treatment in treatments
            for this, other in copies
        )

    def _ends(
        self, date: dt.date | None, time: dt.time | None, zone: ZoneInfo
    ) -> dt.datetime | None:
        over = self.read("ends", read_time)
        if over is None or date is None or time is None:
            return None
        place = self.cells["ends"].place
        if over <= time:
            hint = "Write the time when the visit is over, on the same day."
            self.wrong(place, "ends", "ends is not after time.", hint)
        self._check_exists(dt.datetime.combine(date, over), zone, "ends")
        return dt.datetime.combine(date, over)

    def _series(self, zone: ZoneInfo) -> tuple[SeriesDate, ...]:
        planned = self.read(
            "series",
            lambda text: tuple(
                _planned(part, self.known) for part in text.split(";") if part.strip()
            ),
        )
        if planned is None:
            return ()
        days = [each.date for each in planned]
        if days != sorted(set(days)):
            hint = "Write each day once, the earliest first."
            place = self.cells["series"].place
            self.wrong(place, "series", "series is not in order, or names a day twice.", hint)
        for each in planned:
            if each.time is not None:
                self._check_exists(dt.datetime.combine(each.date, each.time), zone, "series")
        return planned

    def _check_name(self, name: str | None) -> None:
        if name is not None and names.looks_like_placeholder(name):
            self.problems.append(
                Problem(
                    self.cells["patient"].place,
                    "placeholder",
                    "patient looks like a placeholder, not like a name.",
                    "Check that this is really what the patient is called.",
                    Severity.WARNING,
                )
            )

    def _check_moment(
        self, date: dt.date | None, time: dt.time | None, zone: ZoneInfo, today: dt.date
    ) -> None:
        if date is None:
            return
        if date < today:
            self.problems.append(
                Problem(
                    self.cells["date"].place,
                    "past",
                    "date is in the past.",
                    "Check the year and the month.",
                    Severity.WARNING,
                )
            )
        if time is not None:
            self._check_exists(dt.datetime.combine(date, time), zone, "time")
            self._check_night(time)

    def _check_night(self, time: dt.time) -> None:
        """1:15 without am or pm is read as a time of the night; nobody is asked to come then."""
        if time < DAYBREAK and not self.texts["time"].rstrip(". ").casefold().endswith("m"):
            self.problems.append(
                Problem(
                    self.cells["time"].place,
                    "night",
                    "time is read as a time in the night, before 5 am.",
                    "Write 1:15 pm or 13:15 when the afternoon is meant.",
                    Severity.WARNING,
                )
            )

    def _check_exists(self, when: dt.datetime, zone: ZoneInfo, column: str) -> None:
        if not exists_once(when, zone):
            self.wrong(
                self.cells[column].place,
                "clock-change",
                f"{column} does not exist on that day, or exists twice: the clocks change then.",
                f"Choose another time, or check `timezone: {zone.key}` in handouts.yaml.",
            )


def _birth(text: str, *, known: Known, today: dt.date) -> dt.date:
    born = read_date(text, known.settings.date_order)
    if born > today:
        raise Unclear("is in the future", "Check the year.")
    if today.year - born.year > OLDEST:
        raise Unclear(f"is more than {OLDEST} years ago", "Check the year.")
    return born


def _planned(text: str, known: Known) -> SeriesDate:
    """A day, or a day and a time: the time is what follows the last space that makes sense."""
    text = " ".join(text.split())
    for split in range(len(text), 0, -1):
        if split == len(text) or text[split] == " ":
            try:
                date = read_date(text[:split], known.settings.date_order)
            except Unclear:
                continue
            rest = text[split:].strip()
            return SeriesDate(date, read_time(rest) if rest else None)
    return SeriesDate(read_date(text, known.settings.date_order))
