"""A day and its changes, made by a press that lays nothing out."""

import contextlib
import dataclasses
import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from handouts.batch.changed.earlier import Earlier
from handouts.batch.changed.pull import pull
from handouts.batch.changed.reasons import Now, Pull
from handouts.batch.day import Day
from handouts.batch.job import Done, Order
from handouts.batch.manifest.account import Outcome
from handouts.batch.manifest.lines import Stacking
from handouts.batch.manifest.manifest import Manifest
from handouts.batch.plan.plan import days_of, plan
from handouts.batch.run.run import run
from handouts.library.shelves import Shelves
from handouts.make.maker import Maker
from handouts.model.handout import Handout
from handouts.model.settings import Settings, Sides
from handouts.model.visit import Visit
from handouts.read.columns import Known
from handouts.read.schedule.table import read_table
from tests.onepage import one_page

TODAY = dt.date(2031, 1, 6)
SETTINGS = Settings(timezone="America/New_York")
HEADER = "patient,born,treatment,date,time,note,language"
MARIA = "Maria Example,1958-03-04,sleep,2031-01-07,8:30 am,,"
ADA = "Ada Sample,1949-06-30,sleep; exercise,2031-01-07,9:00 am,,"
BEN = "Ben Test,1939-05-01,sleep,2031-01-07,9:30 am,,"


class QuickMaker(Maker):
    """Composes like the real one; whose name begins with Fault comes to nothing."""

    def pdf(self, handout: Handout) -> bytes:
        if handout.fields["patient"].startswith("Fault"):
            raise RuntimeError
        return one_page(handout.check_code)

    def lay_out(self, visit: Visit, *, printed: dt.date) -> bool:  # noqa: ARG002  # as the real one
        return False


MAKER = QuickMaker(Shelves(), SETTINGS)


@dataclass(frozen=True, slots=True)
class Changed:
    """What came of a change."""

    done: Sequence[Done]
    pulls: Sequence[Pull]

    @property
    def made(self) -> list[str]:
        """The rows and treatments that were made anew."""
        return [
            f"{each.entry.row} {each.entry.treatment}" for each in self.done
            if each.entry.outcome is Outcome.MADE
        ]  # fmt: skip

    @property
    def unchanged(self) -> list[str]:
        """Those that lie in the stack already."""
        return [
            f"{each.entry.row} {each.entry.treatment}" for each in self.done
            if each.entry.rules == ("unchanged",)
        ]  # fmt: skip

    @property
    def out(self) -> dict[str, str]:
        """The files to take out, by their row of then and treatment, and why."""
        return {
            f"{each.lying.entry.row} {each.lying.entry.treatment}": each.why for each in self.pulls
        }


def day(
    *rows: str, out: Path | None, earlier: Path | None = None, maker: Maker = MAKER,
    header: str = HEADER, stop_after: int | None = None, keep: bool = True, **order: Any,
) -> Changed:  # fmt: skip
    """A day, or the changes of an earlier one, as `handouts batch` goes about it."""
    table = read_table("\n".join((header, *rows)).encode(), "day.csv")
    known = Known.of(maker.content("en"), maker.settings, maker.shelves.languages())
    said = hashlib.sha256("\n".join(rows).encode()).hexdigest()
    given = Order(TODAY, out, draft=True, workers=1, schedule=said)
    given = dataclasses.replace(given, **order)
    taken = Earlier.read(earlier, out) if earlier else None
    if taken is not None:
        taken.check(None, days_of(table.rows, known), "day.csv", draft=given.draft)
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
    running = run(table.rows, maker, known, given, earlier=taken)
    with contextlib.closing(running) as results:
        done = [each for each, _ in zip(results, range(stop_after or 10**6), strict=False)]
    planned = [*plan(table.rows, known, given)]
    if stop_after:
        return Changed(done, ())
    if out is not None and keep:
        Day.of(done, planned, rows=len(table.rows), draft=given.draft).keep(out)
    found = pull(taken, Now(table.rows, planned, done), maker, known, given) if taken else ()
    return Changed(done, found)


def stacked(folder: Path) -> None:
    """Number the packets of a day as its stack would, without the paper."""
    kept, account = Day.kept(folder), Manifest.read(folder)
    files = tuple(tuple(copy.file for copy in each.copies) for each in kept.packets)
    with Manifest(folder, account.size) as manifest:
        manifest.add([Stacking(files, Sides.LONG_EDGE)])


def pdf(folder: Path, row: int, treatment: str = "") -> Path:
    """The file of a row."""
    (found,) = folder.glob(f"{row:04d}-{treatment}*.pdf")
    return found
