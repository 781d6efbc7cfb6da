"""A handout in the stack and the day as it is now in, why it is to be taken out out.

The manifest does not keep what a handout said, only hashes of it. So it is told what can be told,
and never that a visit is over when it may only be unreadable.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from handouts.batch.changed.earlier import Earlier
from handouts.batch.changed.lying import Lying
from handouts.batch.job import Done, Job, Order
from handouts.batch.manifest.account import Outcome
from handouts.batch.manifest.lines import SHORT
from handouts.make.maker import Maker
from handouts.make.words.languages import english_name
from handouts.make.words.times import plain_clock, short_day
from handouts.model.visit import Patient
from handouts.problems import HandoutsError, errors
from handouts.read.columns import Known
from handouts.read.names import folded_name
from handouts.read.row import read_patient
from handouts.read.schedule.rows import Row

_NAMED = 3  # items at most in one line
_PLAINLY_GONE = "no longer in the schedule"


@dataclass(frozen=True, slots=True)
class Pull:
    """One handout to take out of the stack."""

    lying: Lying
    why: str
    look: bool
    """Nothing takes its place, though the visit may still be: a person must look."""
    row: int | None = None
    """The row of the new schedule that it was compared with."""
    code: str | None = None
    """The check code of the handout that takes its place."""

    @property
    def sheets(self) -> int | None:
        """How many sheets it has in the stack; None where no stack was made."""
        first, last = self.lying.first, self.lying.last
        return last - first + 1 if first is not None and last is not None else None

    @property
    def place(self) -> str:
        """Where it lies: `packet 7, sheets 1–2`."""
        lying = self.lying
        if lying.packet is None:
            return f"row {lying.entry.row} of then"
        if lying.first is None or lying.last is None:
            return f"packet {lying.packet}"
        one = lying.first == lying.last
        sheets = f"sheet {lying.first}" if one else f"sheets {lying.first}–{lying.last}"
        return f"packet {lying.packet}, {sheets}"


@dataclass(frozen=True, slots=True)
class Now:
    """The day as it is now."""

    rows: Sequence[Row]
    planned: Sequence[Done | Job]
    done: Sequence[Done]


class Reasons:
    """Finds out why a handout is not valid any more."""

    def __init__(
        self, earlier: Earlier, now: Now, maker: Maker, known: Known, order: Order
    ) -> None:
        self._earlier, self._maker, self._order = earlier, maker, order
        self._done = {
            (each.entry.row, each.entry.treatment, each.entry.language): each for each in now.done
        }
        self._rows = {each.entry.row: each for each in now.done}
        self._jobs: dict[str, list[Job]] = {}
        self._appointments: dict[str, Job] = {}
        for each in now.planned:
            if isinstance(each, Job) and not self._of(each).entry.earlier:
                tokens = each.tokens(earlier.account.run.salt)
                self._jobs.setdefault(tokens["visit"], []).append(each)
                if tokens["appointment"]:
                    self._appointments.setdefault(tokens["appointment"], each)
        rows = {row.number: row for row in now.rows}
        self._nothing: list[tuple[Patient | None, Done]] = [
            (read_patient(rows[each.entry.row].cells, known, order.printed), each)
            for each in now.done
            if each.entry.outcome is not Outcome.MADE
            and each.entry.treatment is None
            and each.entry.row in rows
        ]

    def _of(self, job: Job) -> Done:
        own = self._done.get((job.row, job.visit.treatment, job.visit.language))
        return own or self._rows[job.row]  # the row failed as a whole

    def at(self, lying: Lying) -> Pull:
        """One handout, and why it is to be taken out."""
        jobs = self._jobs.get(lying.entry.visit or "", [])
        if jobs:
            job = jobs.pop(0) if len(jobs) > 1 else jobs[0]
            done = self._of(job)
            if done.entry.outcome is not Outcome.MADE:
                return Pull(lying, f"row {job.row} {_ended(done)}", look=True, row=job.row)
            why = "; ".join(self._changes(lying, job))
            return Pull(lying, why, look=False, row=job.row, code=done.entry.check_code)
        if lying.entry.visit is None:
            return Pull(lying, "the batch was stopped before it was accounted for", look=True)
        other = self._appointments.get(lying.entry.appointment or "")
        if other is not None:
            why = f"row {other.row} is the same appointment with another patient or treatment"
            return Pull(lying, why, look=True, row=other.row)
        return self._gone(lying)

    def _gone(self, lying: Lying) -> Pull:
        """The visit is in no row that could be read."""
        name = folded_name(lying.whose.name) if lying.whose else None
        for patient, done in self._nothing:
            if name and patient and folded_name(patient.name) == name:
                row, look = done.entry.row, done.entry.outcome is Outcome.FAILED
                return Pull(lying, f"row {row} {_ended(done)}", look=look, row=row)
        unread = [done.entry.row for patient, done in self._nothing if patient is None
                  and done.entry.outcome is Outcome.FAILED]  # fmt: skip
        if unread:
            rows = ", ".join(map(str, dict.fromkeys(unread)))
            why = f"{_PLAINLY_GONE}, or in a row that cannot be read ({rows})"
            return Pull(lying, why, look=True)
        return Pull(lying, _PLAINLY_GONE, look=False)

    def _changes(self, lying: Lying, job: Job) -> Iterator[str]:
        """In what the new handout differs; all that can be told without the old words."""
        told = [*self._told(lying, job)]
        if not told and (lying.entry.version, lying.entry.check_code) == self._said(job):
            told = ["its file was lost or altered, so it was made anew"]
        yield from told or ["the note or another detail changed"]

    def _told(self, lying: Lying, job: Job) -> Iterator[str]:
        old, visit = lying.whose, job.visit
        if old and (old.date, old.time) != (visit.date, visit.time):
            other = old.date != visit.date
            now = _when(visit.date, visit.time, with_day=other)
            yield f"moved from {_when(old.date, old.time, with_day=other)} to {now}"
        if old and (old.clinician, old.room) != (visit.clinician, visit.room) and _knows(old):
            yield "clinician or room changed"
        if lying.entry.language != visit.language:
            yield f"now in {english_name(visit.language)}"
        if lying.entry.version != self._said(job)[0]:
            yield from self._words_changed(lying, job)

    def _words_changed(self, lying: Lying, job: Job) -> Iterator[str]:
        was = self._earlier.words.get(lying.entry.version or "")
        try:
            now = self._maker.compose(job.visit, printed=self._order.printed).seals
        except HandoutsError:
            now = {}
        changed = [
            name for name in now if was and was.get(name, now[name][:SHORT]) != now[name][:SHORT]
        ]
        if changed:
            more = " ..." if len(changed) > _NAMED else ""
            yield f"words changed: {', '.join(changed[:_NAMED])}{more}"
        elif lying.entry.language == job.visit.language:
            yield "what it says changed, such as risks, edition, length of the name or a signature"

    def _said(self, job: Job) -> tuple[str | None, str | None]:
        entry = self._of(job).entry
        return entry.version, entry.check_code


def _knows(old: Any) -> bool:
    return bool(old.clinician or old.room)


def _ended(done: Done) -> str:
    """How a row ended, in words without any patient's data."""
    told = errors(done.problems) or done.problems
    how = "failed" if done.entry.outcome is Outcome.FAILED else "is skipped"
    return f"{how}: {told[0].message.rstrip('.')}" if told else how


def _when(date: dt.date, time: dt.time, *, with_day: bool) -> str:
    said = plain_clock(time)
    return f"{short_day(date, 'en')}, {said}" if with_day else said
