"""What became of a schedule in, its packets out: who is given which handouts, and who gets none.

The manifest holds no patient's data, but a cover list names who comes when. So the day is kept beside
the PDFs, which hold the same names, in a file of its own that is as private as they are: a packet can
then be made again without the schedule, which may have changed or gone in the meantime.
"""  # noqa: E501  # the reason why this file is there

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from handouts.batch.job import Done, Job
from handouts.batch.manifest.account import Outcome
from handouts.batch.manifest.flat import flat
from handouts.batch.manifest.manifest import Manifest
from handouts.batch.outbox.lock import claimed
from handouts.batch.outbox.streamed import streamed
from handouts.library.shelves import read_bytes, shown
from handouts.make.words.times import clock
from handouts.model.visit import Edition, Expected, Patient, Visit
from handouts.problems import HandoutsError, Place, Problem, errors
from handouts.read.names import folded_name

NAME = "day.json"


@dataclass(frozen=True, slots=True)
class Copy:
    """One handout of a packet."""

    file: str
    treatment: str
    language: str
    edition: Edition


@dataclass(frozen=True, slots=True)
class Packet:
    """What one patient is given at one visit: whatever the rows of that visit say."""

    rows: tuple[int, ...]
    name: str
    date: dt.date
    time: dt.time
    clinician: str | None
    room: str | None
    copies: tuple[Copy, ...] = ()
    lacks: tuple[str, ...] = ()
    """Treatments of this visit whose handout was not made."""
    alerts: tuple[str, ...] = ()
    """What staff should look at twice, in words."""


@dataclass(frozen=True, slots=True)
class Left:
    """A row, or one handout of it, that came to nothing."""

    row: int
    outcome: Outcome
    reasons: tuple[str, ...]
    treatment: str | None = None
    name: str | None = None
    date: dt.date | None = None
    time: dt.time | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """The packets of a schedule in its order, and all of its rows that came to nothing."""

    rows: int
    """How many rows the schedule has."""
    packets: tuple[Packet, ...] = ()
    left: tuple[Left, ...] = ()
    draft: bool = False
    """Words that nobody signed were printed, too."""

    @classmethod
    def of(
        cls,
        done: Iterable[Done],
        planned: Iterable[Done | Job],
        expected: Mapping[int, Expected] | None = None,
        *,
        rows: int,
        draft: bool,
    ) -> "Day":
        """The same person at the same time is one packet, in whatever rows the visit stands.

        `planned` is the plan of the same schedule: it knows whose each handout is. `expected` are
        those of the rows that failed, by their numbers: whoever looks after a row must find them.
        """
        jobs: dict[tuple[Any, ...], Job] = {
            (job.row, job.visit.treatment, job.visit.language): job
            for job in planned
            if isinstance(job, Job)
        }
        visits: dict[tuple[Any, ...], _Gathered] = {}
        left = []
        for each in done:
            entry = each.entry
            found = jobs.get((entry.row, entry.treatment, entry.language))
            if found is not None:
                visits.setdefault(_whose(found.visit), _Gathered(found.visit)).add(each, found)
            if entry.outcome is not Outcome.MADE:
                left.append(_left(each, found.visit if found else None, expected or {}))
        packets = [gathered.packet() for gathered in visits.values() if gathered.copies]
        return cls(rows, (*_twice(packets, visits),), (*left,), draft)

    def keep(self, folder: Path) -> None:
        """Write the day beside its PDFs, for their owner only. Raises HandoutsError."""
        with claimed(folder), streamed(folder) as writing, writing(NAME) as file:
            for piece in self._said():  # never the whole of a large day at once
                file.write(piece.encode())

    def _said(self) -> Iterator[str]:
        """As JSON, each packet and each row that came to nothing on a line of its own."""
        yield f'{{"rows": {self.rows}, "draft": {json.dumps(self.draft)}'
        for name, parts in (("packets", self.packets), ("left", self.left)):
            yield f',\n"{name}": ['
            for number, part in enumerate(parts):
                yield (",\n" if number else "\n") + json.dumps(part, default=flat)
            yield "\n]"
        yield "}\n"

    @classmethod
    def found(cls, folder: Path) -> "Day | None":
        """The same as `kept`; None where it is not there, as after a batch that was stopped."""
        try:
            return cls.kept(folder)
        except HandoutsError:
            return None

    @classmethod
    def kept(cls, folder: Path) -> "Day":
        """The day of a folder that a batch wrote. Raises HandoutsError when it is not there."""
        from pydantic import TypeAdapter, ValidationError  # noqa: PLC0415  # heavy, and rarely asked

        path = folder / NAME
        if not path.is_file() and (folder / Manifest.NAME).is_file():
            if (at := Manifest.read(folder).purged) is not None:
                raise HandoutsError(purged(folder, at))
            raise HandoutsError(
                Problem(
                    Place(shown(folder)),
                    "unfinished",
                    "This batch is not finished yet, so there is no packet.",
                    "Wait until it ends. If it was stopped, run it again with --resume.",
                )
            )
        if not path.is_file():
            raise HandoutsError(
                Problem(
                    Place(shown(path)),
                    "no-day",
                    "This folder does not tell who comes when, so there can be no cover list.",
                    "Name a folder that `handouts batch` made, or run the batch again.",
                )
            )
        try:
            return TypeAdapter(cls).validate_json(read_bytes(path))
        except ValidationError:
            raise HandoutsError(
                Problem(
                    Place(shown(path)),
                    "no-day",
                    "This file is not what `handouts batch` wrote.",
                    "Run the batch again, into another folder.",
                )
            ) from None


def purged(folder: Path, at: dt.datetime) -> Problem:
    """The handouts of a folder were deleted on purpose, and nothing brings them back."""
    day = at.astimezone().date()
    message = f"The handouts of this batch were deleted on {day}, by `handouts purge`."
    return Problem(Place(shown(folder)), "purged", message, "Its manifest still tells what was.")


@dataclass
class _Gathered:
    """One visit while its handouts come in."""

    visit: Visit
    rows: dict[int, None] = field(default_factory=dict)
    copies: list[Copy] = field(default_factory=list)
    lacks: dict[str, None] = field(default_factory=dict)
    alerts: dict[str, None] = field(default_factory=dict)

    def add(self, done: Done, job: Job) -> None:
        entry, visit = done.entry, job.visit
        if entry.outcome is Outcome.SKIPPED:
            return
        self.rows[entry.row] = None
        if entry.file is None:
            self.lacks[visit.treatment] = None
            return
        self.copies.append(Copy(entry.file, visit.treatment, visit.language, visit.edition))
        self.alerts |= dict.fromkeys(job.alerts)

    def packet(self) -> Packet:
        visit = self.visit
        return Packet(
            (*self.rows,), visit.patient.name, visit.date, visit.time, visit.clinician, visit.room,
            (*self.copies,), (*self.lacks,), (*self.alerts,),
        )  # fmt: skip


def _whose(visit: Visit) -> tuple[Any, ...]:
    return visit.patient, visit.date, visit.time


def _left(done: Done, visit: Visit | None, expected: Mapping[int, Expected]) -> Left:
    """A row that came to nothing, with the words that say why, each once."""
    entry, told = done.entry, errors(done.problems) or done.problems
    reasons = tuple(dict.fromkeys(problem.message for problem in told))
    left = Left(entry.row, entry.outcome, reasons, entry.treatment)
    if visit is not None:
        return replace(left, name=visit.patient.name, date=visit.date, time=visit.time)
    who = expected.get(entry.row) if entry.outcome is Outcome.FAILED else None
    return replace(left, name=who.name, date=who.date, time=who.time) if who else left


def _twice(packets: list[Packet], visits: dict[tuple[Any, ...], "_Gathered"]) -> Iterator[Packet]:
    """Who comes twice on a day has two packets, and each of them says so."""
    days: dict[tuple[Any, ...], list[tuple[dt.time, Patient]]] = {}
    found = [key for key, gathered in visits.items() if gathered.copies]
    for patient, date, time in found:
        days.setdefault(_alike(patient, date), []).append((time, patient))
    for packet, (patient, date, time) in zip(packets, found, strict=True):
        others = [each for each in days[_alike(patient, date)] if each != (time, patient)]
        again = [
            f"Has another packet for {clock(at, 'en')}"
            + ("." if other == patient else ", with the name or record number written otherwise.")
            for at, other in sorted(others, key=lambda each: each[0])
            if patient.record == other.record or None in {patient.record, other.record}
        ]
        yield replace(packet, alerts=(*packet.alerts, *again))


def _alike(patient: Patient, date: dt.date) -> tuple[Any, ...]:
    return folded_name(patient.name), patient.born, date
