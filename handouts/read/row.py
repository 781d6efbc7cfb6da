"""One row of plain text in, visits out: the one door for schedules, options, files and web forms.

A row with two treatments gives two visits. What the patient's own columns say is never repeated in
a message, because messages go to terminals and logs.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeVar
from zoneinfo import ZoneInfo

from handouts.model.visit import (
    Blank,
    DoseBand,
    Edition,
    Expected,
    Patient,
    SeriesDate,
    Visit,
    VisitType,
)
from handouts.problems import Place, Problem, Severity, did_you_mean, errors
from handouts.read import names
from handouts.read.columns import COLUMNS, REQUIRED, SETTINGS_FILE, Cell, Known
from handouts.read.dates import OLDEST, SEEN, Unclear, exists_once, read_date, read_time

T = TypeVar("T")

DAYBREAK = dt.time(5, 0)

_EDITIONS = tuple(map(str, Edition))
_VISIT_TYPES = tuple(map(str, VisitType))
_DOSE_BANDS = tuple(map(str, DoseBand))


def read_row(
    cells: Mapping[str, Cell], known: Known, *, today: dt.date, place: Place
) -> tuple[tuple[Visit, ...], tuple[Problem, ...]]:
    """The visits of one row, none when something in it is wrong; every problem of the row."""
    reader = _Row(cells, known, place)
    visits = reader.visits(today)
    problems = tuple(reader.problems)
    return (() if errors(problems) else visits), problems


def read_blanks(
    cells: Mapping[str, Cell], known: Known, *, place: Place
) -> tuple[tuple[Blank, ...], tuple[Problem, ...]]:
    """The blank handouts of one row: whatever is one person's in it is not even looked at."""
    reader = _Row(cells, known, place)
    blanks = reader.blanks()
    problems = tuple(reader.problems)
    return (() if errors(problems) else blanks), problems


def read_day(cells: Mapping[str, Cell], known: Known) -> dt.date | None:
    """The day of the visit, where the row has one that can be read."""
    try:
        return read_date(cells["date"].text, known.settings.date_order)
    except (KeyError, Unclear):
        return None


def read_patient(cells: Mapping[str, Cell], known: Known, today: dt.date) -> Patient | None:
    """Who comes, where name and birth date can be read, whatever else is wrong with the row."""
    reader = _Row(cells, known, Place(""))
    name = reader.read("patient", names.person)
    born = reader.read("born", lambda text: _birth(text, known=known, today=today))
    record = reader.read("record", lambda text: names.short_text(text, limit=names.RECORD_LIMIT))
    return Patient(name, born, record) if name and born and not reader.problems else None


def read_expected(cells: Mapping[str, Cell], known: Known) -> Expected:
    """Who is expected when, as far as it can be read, whatever else is wrong with the row."""
    reader = _Row(cells, known, Place(""))
    name, time = reader.read("patient", names.person), reader.read("time", read_time)
    return Expected(name, read_day(cells, known), time)


@dataclass
class _Row:
    """Reads column after column and gathers what is wrong in all of them."""

    cells: Mapping[str, Cell]
    known: Known
    place: Place
    problems: list[Problem] = field(default_factory=list)
    texts: Mapping[str, str] = field(init=False)
    """What stands in the cells, without the spaces around it; a cell is made for each look."""

    def __post_init__(self) -> None:
        self.texts = {column: cell.text.strip() for column, cell in self.cells.items()}

    def visits(self, today: dt.date) -> tuple[Visit, ...]:
        """One visit for each treatment. Parts that are wrong are left out; problems tell of it."""
        for column in REQUIRED:
            if not self.texts.get(column):
                self._missing(column)
        settings = self.known.settings
        zone = ZoneInfo(settings.timezone)
        name = self.read("patient", names.person)
        born = self.read("born", lambda text: _birth(text, known=self.known, today=today))
        date = self.read("date", lambda text: read_date(text, settings.date_order))
        time = self.read("time", read_time)
        self._check_name(name)
        self._check_moment(date, time, zone, today)
        treatments = self._treatments() if self.texts.get("treatment") else ()
        ends = self._ends(date, time, zone)
        clinician = self.read("clinician", names.short_text)
        site = self._one("site", self.known.sites)
        room = self.read("room", names.short_text)
        language = self._one("language", self.known.languages) or settings.language
        edition = self._one("edition", _EDITIONS) or Edition.STANDARD
        bilingual = self._bilingual(language)
        visit_type = self._one("visit_type", _VISIT_TYPES)
        dose_band = self._one("dose_band", _DOSE_BANDS)
        risks = self._ids("risks", self.known.risks)
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
                edition=Edition(edition),
                visit_type=VisitType(visit_type) if visit_type else None,
                dose_band=DoseBand(dose_band) if dose_band else None,
                risks=risks,
                series=series,
                note=note,
            )
            for treatment in treatments
            for this, other in bilingual
        )

    def blanks(self) -> tuple[Blank, ...]:
        """One blank for each treatment. Parts that are wrong are left out; problems tell of it."""
        treatments = self._treatments()
        site = self._one("site", self.known.sites)
        language = self._one("language", self.known.languages) or self.known.settings.language
        edition = self._one("edition", _EDITIONS) or Edition.STANDARD
        bilingual = self._bilingual(language)
        visit_type = self._one("visit_type", _VISIT_TYPES)
        dose_band = self._one("dose_band", _DOSE_BANDS)
        risks = self._ids("risks", self.known.risks)
        return tuple(
            Blank(
                treatment=treatment,
                site=site,
                language=this,
                bilingual=other,
                edition=Edition(edition),
                visit_type=VisitType(visit_type) if visit_type else None,
                dose_band=DoseBand(dose_band) if dose_band else None,
                risks=risks,
            )
            for treatment in treatments
            for this, other in bilingual
        )

    def _treatments(self) -> tuple[str, ...]:
        told = len(self.problems)
        found = self._ids("treatment", self.known.treatments)
        if not found and len(self.problems) == told:
            self._missing("treatment")
        return found

    def _bilingual(self, language: str) -> tuple[tuple[str, str | None], ...]:
        """The language of each copy, with that of its twin."""
        own = self.known.settings.language
        if "yes" not in self._ids("bilingual", ("yes", "no")):
            return ((language, None),)
        if language == own:
            hint = "Name the patient's language in `language`, or leave `bilingual` empty."
            message = f"bilingual needs another language than {own}."
            self._wrong(self.cells["bilingual"].place, "bilingual", message, hint)
        return ((language, own), (own, language))

    def read(self, column: str, reading: Callable[[str], T]) -> T | None:
        """A column's value; None when it is empty or wrong."""
        if not (text := self.texts.get(column)):
            return None
        try:
            return reading(text)
        except names.Refused as refused:
            by_hand = ", or write this handout's name by hand" if column == "patient" else ""
            hint = f"Correct it{by_hand}."
            self._wrong(self.cells[column].place, "text", f"{column} {refused}.", hint)
        except Unclear as unclear:
            self._wrong(self.cells[column].place, "date", f"{column} {unclear}.", unclear.hint)
        return None

    def _missing(self, column: str) -> None:
        place = self.cells[column].place if column in self.cells else self.place
        self._wrong(place, "missing", f"{column} is missing.", f"{COLUMNS[column]}.")

    def _one(self, column: str, allowed: tuple[str, ...]) -> str | None:
        return next(iter(self._ids(column, allowed)), None)

    def _ids(self, column: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
        """The ids of a column, each once; several stand with ; between."""
        found, unknown = _ids_of(self.texts.get(column, ""), allowed)
        for part in unknown:
            known = _by_spelling(allowed).values()
            hint = did_you_mean(spelling(part), known) or f"There is: {', '.join(known)}."
            if "," in part:
                hint = "Put ; between two."
            if not known:
                hint = f"There is none: see `offers` in {SETTINGS_FILE}, or clinic.yaml."
            message = f"{column} {part.strip()!r} is not known."
            self._wrong(self.cells[column].place, "unknown-id", message, hint)
        if len(found) > 1 and column not in {"treatment", "risks"}:
            self._wrong(
                self.cells[column].place, "one-only", f"{column} holds more than one.", "Keep one."
            )
        return found

    def _ends(
        self, date: dt.date | None, time: dt.time | None, zone: ZoneInfo
    ) -> dt.datetime | None:
        over = self.read("ends", read_time)
        if over is None or date is None or time is None:
            return None
        place = self.cells["ends"].place
        if over <= time:
            hint = "Write the time when the visit is over, on the same day."
            self._wrong(place, "ends", "ends is not after time.", hint)
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
            self._wrong(place, "series", "series is not in order, or names a day twice.", hint)
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
            self._wrong(
                self.cells[column].place,
                "clock-change",
                f"{column} does not exist on that day, or exists twice: the clocks change then.",
                f"Choose another time, or check `timezone: {zone.key}` in handouts.yaml.",
            )

    def _wrong(self, place: Place, rule: str, message: str, hint: str) -> None:
        self.problems.append(Problem(place, f"row-{rule}", message, hint))


@lru_cache(SEEN)
def _ids_of(text: str, allowed: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The ids that a text names, each once, and the parts of it that name none."""
    by_spelling = _by_spelling(allowed)
    found: dict[str, None] = {}
    unknown = []
    for part in text.split(";"):
        word = spelling(part)
        if word in by_spelling:
            found[by_spelling[word]] = None
        elif word:
            unknown.append(part)
    return tuple(found), tuple(unknown)


@lru_cache(maxsize=64)
def _by_spelling(allowed: tuple[str, ...]) -> Mapping[str, str]:
    return {spelling(id_): str(id_) for id_ in allowed}


def spelling(id_: str) -> str:
    """Ids are compared without capitals, and with spaces and underscores as hyphens."""
    return "-".join(id_.casefold().replace("_", " ").split())


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
