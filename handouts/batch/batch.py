"""A schedule in, a folder of handouts with its stack out: the steps of a batch, and their rules.

The terminal and the front desk's page take the same steps in the same order; between two of them
each tells in its own way what came of the one before.
"""

import datetime as dt
import hashlib
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from handouts.batch.changed.earlier import Earlier
from handouts.batch.changed.pull import pull
from handouts.batch.changed.reasons import Now, Pull
from handouts.batch.count import Count
from handouts.batch.day import Day
from handouts.batch.job import Done, Job, Order
from handouts.batch.manifest.account import Outcome
from handouts.batch.manifest.manifest import Manifest
from handouts.batch.outbox.outbox import open_folder
from handouts.batch.packet.files import parts
from handouts.batch.packet.packet import Paper, Stacked, stack
from handouts.batch.plan.plan import check_day, check_rows, days_of, expected, plan
from handouts.batch.run.forms import Seen
from handouts.batch.run.run import Heard, give_back, run, used
from handouts.batch.workers.stopping import Cancel
from handouts.make.maker import Maker
from handouts.model.settings import Sides
from handouts.read.columns import Known
from handouts.read.schedule.file import How, read_schedule
from handouts.read.schedule.rows import Row, Schedule


def read_batch(
    said: bytes, file: str, how: How, known: Known, only: dt.date | None = None
) -> tuple[Schedule, str]:
    """A schedule that has rows, some of them of the only day that is wanted, and its SHA-256.

    Raises HandoutsError.
    """
    table = read_schedule(said, file, how)
    check_rows(table.rows, file)
    check_day(table.rows, known, only)
    return table, hashlib.sha256(said).hexdigest()


@dataclass(frozen=True)
class Batch:
    """Rows that are to become handouts, and all that these are made with."""

    rows: tuple[Row, ...]
    maker: Maker
    known: Known
    order: Order
    earlier: Earlier | None = None
    """The run of the same day whose changes are made."""
    was_stacked: bool = False
    """Its folder has a stack already: who was looked after since must be in it, too."""

    @classmethod
    def opened(
        cls, rows: tuple[Row, ...], maker: Maker, known: Known, order: Order, *, file: str,
        changed: Path | None = None,
    ) -> "Batch":  # fmt: skip
        """A batch that may begin: its folder is there, and no rule forbids it.

        `file` is what the schedule is called, `changed` the folder of the run that is taken up.
        Raises HandoutsError.
        """
        earlier = None
        if changed is not None:
            earlier = Earlier.read(changed, order.out)
            earlier.check(order.day, days_of(rows, known), file, draft=order.draft)
        stacked = False
        if order.out is not None:
            stacked = bool(parts(_open(order.out, resume=order.resume)))
        return cls(rows, maker, known, order, earlier, stacked)

    def run(
        self, seen: Seen, cancel: Cancel | None = None, heard: Heard = bool
    ) -> Generator[Done, None, None]:
        """What becomes of the rows, as it comes; see `run`. Raises HandoutsError."""
        return run(
            self.rows, self.maker, self.known, self.order, seen, earlier=self.earlier,
            planned=self.planned, heard=heard, cancel=cancel,
        )  # fmt: skip

    def count(self, done: Sequence[Done]) -> Count:
        """How the rows ended."""
        return Count.of([each.entry for each in done], len(self.rows))

    def pull(self, done: Sequence[Done]) -> tuple[Pull, ...] | None:
        """What is to be taken out of the stack of the run that it takes up; None without one.

        The list is in the folder afterwards. Raises HandoutsError.
        """
        if self.earlier is None:
            return None
        now = Now(self.rows, self.planned, done)
        return pull(self.earlier, now, self.maker, self.known, self.order)

    def keep(self, done: Sequence[Done]) -> Day:
        """Who comes when, kept beside the handouts; without any, the folder is free again.

        A day that changed is kept in any case: the next change builds on it. Raises HandoutsError.
        """
        left = {each.entry.row for each in done if each.entry.outcome is not Outcome.MADE}
        whom = expected([row for row in self.rows if row.number in left], self.known)
        day = Day.of(done, self.planned, whom, rows=len(self.rows), draft=self.order.draft)
        if self.order.out is not None:
            if self.count(done).handouts or self.earlier is not None:
                day.keep(self.order.out)
            else:
                give_back(self.order.out)
        return day

    def stack(self, day: Day, sides: Sides) -> Stacked | None:
        """The packets of the day in the folder; None where nothing is written. Raises HandoutsError."""  # noqa: E501  # one sentence
        if self.order.out is None:
            return None
        return stack(self.order.out, day, self.maker, Paper(sides=sides))

    @cached_property
    def planned(self) -> list[Done | Job]:
        """What is to be made of each row, or why nothing is."""
        return [*plan(self.rows, self.known, self.order)]


def _open(folder: Path, *, resume: bool) -> Path:
    """The folder to write to; what is to be finished must be there. Raises HandoutsError."""
    if resume and not folder.is_dir():
        Manifest.read(folder)
    if not resume and (folder / Manifest.NAME).exists():
        raise used(folder)
    return open_folder(folder)
