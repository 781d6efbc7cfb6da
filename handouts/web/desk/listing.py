"""The rows of a schedule in, what a list of them shows out: who comes when, and what is wrong."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from handouts.batch.job import Done, Job, Order
from handouts.batch.plan.plan import days_of, expected, plan
from handouts.make.words.languages import english_name
from handouts.model.visit import Edition, Visit
from handouts.problems import Problem, Severity, errors
from handouts.read.columns import Known
from handouts.read.names import folded_name
from handouts.read.schedule.rows import Row, Schedule
from handouts.read.written import Written

UNWRITTEN = "row-unwritten"
"""The rule of a row whose treatment has no words in its language or edition."""


class State(StrEnum):
    """What can be made of a row."""

    READY = "ready"
    PARTLY = "partly"
    """One of its handouts can be made, and another one not."""
    MEND = "mend"
    """Somebody has to correct it first."""
    SKIPPED = "skipped"
    """No handout is wanted of it."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One row of a schedule."""

    number: int
    state: State
    name: str
    """As the schedule writes it, if only to find the patient; empty when it has none."""
    born: str
    record: str
    time: dt.time | None
    cells: Mapping[str, str]
    """What the row says, by column."""
    visits: tuple[Visit, ...] = ()
    problems: tuple[Problem, ...] = ()
    """All that is to be told of it, the loudest first."""
    words: str = field(default="", repr=False)
    """What it is found by, with a space before each word."""

    @property
    def alike(self) -> Problem | None:
        """That another patient of the day is easily taken for this one."""
        return next((each for each in self.problems if each.rule == "look-alike"), None)


@dataclass(frozen=True, slots=True)
class Listing:
    """A schedule as one day's list."""

    rows: tuple[Listed, ...] = ()
    """By time; those without a time first, for somebody has to look after them."""
    days: tuple[dt.date, ...] = ()
    """The days that the file has rows of."""

    @classmethod
    def of(
        cls, schedule: Schedule, known: Known, *, day: dt.date | None, printed: dt.date
    ) -> "Listing":
        """The rows of a day; None lists all days. Rows that cannot be dated are in every list."""
        order = Order(printed=printed, out=None, draft=True, day=day)
        planned: dict[int, list[Done | Job]] = {}
        for each in plan(schedule.rows, known, order):
            number = each.row if isinstance(each, Job) else each.entry.row
            planned.setdefault(number, []).append(each)
        times = expected(schedule.rows, known)
        listed = (
            _listed(row, planned.get(row.number, []), times[row.number].time, known.written)
            for row in schedule.rows
        )
        shown = (each for each in listed if not any(it.rule == "other-day" for it in each.problems))
        rows = sorted(shown, key=lambda each: (each.time or dt.time.min, each.name, each.number))
        return cls(tuple(rows), days_of(schedule.rows, known))

    def row(self, number: int) -> Listed | None:
        """The row of that number."""
        return next((each for each in self.rows if each.number == number), None)

    def search(self, asked: str) -> tuple[Listed, ...]:
        """The rows that a few letters of a name, a time or a record number find, in order."""
        found = self.rows
        for part in _asked(asked):
            begun = f" {part}"
            found = tuple([each for each in found if begun in each.words])
        return found


def _listed(
    row: Row, planned: Iterable[Done | Job], time: dt.time | None, written: Written | None
) -> Listed:
    visits: list[Visit] = []
    problems: dict[Problem, None] = {}
    skipped = False
    for each in planned:
        if isinstance(each, Job):
            problems |= dict.fromkeys(each.warnings)
            if no_words := _without_words(each, written):
                problems[no_words] = None
            else:
                visits.append(each.visit)
        else:
            problems |= dict.fromkeys(each.problems)
            skipped |= not errors(each.problems)
    cells = {name: cell.text for name, cell in (row.cells or row.found).items()}
    name, record = cells.get("patient", ""), cells.get("record", "")
    loud = (Severity.ERROR, Severity.WARNING, Severity.HINT)
    state = State.SKIPPED if skipped else State.MEND
    if visits:
        state = State.PARTLY if errors(problems) else State.READY
    return Listed(
        number=row.number,
        state=state,
        name=name,
        born=cells.get("born", ""),
        record=record,
        time=time,
        cells=cells,
        visits=tuple(visits),
        problems=tuple(sorted(problems, key=lambda it: loud.index(it.severity))),
        words="".join(f" {it}" for it in (*folded_name(name), *_times(time), *folded_name(record))),
    )


def _without_words(job: Job, written: Written | None) -> Problem | None:
    """What would be told when the handout is made, of a treatment that nobody translated."""
    visit = job.visit
    language, treatment = english_name(visit.language), visit.treatment
    if written is None or (visit.language, visit.edition, treatment) in written:
        return None
    message = f"language {language} has no words for {treatment!r}."
    hint = "Choose another language, or have them written."
    if (visit.language, Edition.STANDARD, treatment) in written:
        message = f"edition {visit.edition} has no words for {treatment!r} in {language}."
        hint = "Choose another one, or have them written."
    return Problem(job.place, UNWRITTEN, message, hint)


def _times(time: dt.time | None) -> tuple[str, ...]:
    """A time as fingers type it: 1315, 115, 0115."""
    if time is None:
        return ()
    twelve = f"{(time.hour - 1) % 12 + 1}{time.minute:02d}"
    return f"{time.hour}{time.minute:02d}", f"{time.hour:02d}{time.minute:02d}", twelve


def _asked(text: str) -> tuple[str, ...]:
    """The words of a search; 9:30 and 9.30 are one."""
    words = (word.replace(":", "") for word in text.split())
    return tuple(part for word in words for part in folded_name(word) if part not in {"am", "pm"})
