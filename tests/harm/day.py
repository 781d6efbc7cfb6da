"""A small day of a clinic with a press that lays nothing out: quick to run a thousand times."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from handouts.batch.job import Done, Order
from handouts.batch.run.run import run
from handouts.library.shelves import Shelves
from handouts.make.maker import Maker
from handouts.model.handout import Handout
from handouts.model.settings import Settings
from handouts.model.visit import Visit
from handouts.read.columns import Known
from handouts.read.schedule.rows import Row
from handouts.read.schedule.table import read_table
from tests.onepage import one_page

TODAY = dt.date(2031, 1, 6)
SETTINGS = Settings(timezone="America/New_York")
HEADER = "patient,born,treatment,date,time"
BAD = "Bad Sample,1949-06-30,sleep,2031-02-30,9:00 am"
PADDING = 40_000  # bytes: a page is no single write to a slow disk


class StandIn(Maker):
    """Composes like the real one, and prints one empty page of a usual size."""

    def pdf(self, handout: Handout) -> bytes:
        return one_page(f"{handout.check_code} {'x' * PADDING}")

    def lay_out(self, visit: Visit, *, printed: dt.date) -> bool:  # noqa: ARG002  # as the real one
        return False


@dataclass(frozen=True, slots=True)
class Day:
    """Rows with whoever makes their handouts."""

    rows: tuple[Row, ...]
    maker: Maker
    known: Known
    workers: int | None = None
    limit: float = 60.0
    memory: int = 2**40

    @classmethod
    def of(
        cls, rows: tuple[str, ...], maker: Maker | None = None, workers: int | None = None,
        header: str = HEADER,
    ) -> "Day":  # fmt: skip
        """A day of these lines of a CSV file."""
        maker = maker or StandIn(Shelves(), SETTINGS)
        table = read_table("\n".join((header, *rows)).encode(), "day.csv")
        known = Known.of(maker.content("en"), SETTINGS, maker.shelves.languages())
        return cls(table.rows, maker, known, workers)

    def run(self, out: Path) -> list[Done]:
        """Begin it in this folder, or finish it there. Raises HandoutsError."""
        order = Order(
            TODAY, out, draft=True, workers=self.workers, limit=self.limit, memory=self.memory,
            schedule="ab" * 32, resume=True, salt="salt",
        )  # fmt: skip
        return list(run(self.rows, self.maker, self.known, order))


def lines(number: int) -> tuple[str, ...]:
    """So many rows: patients of their own, one in ten with a date that no calendar has."""
    return tuple(
        BAD.replace("Bad", name(n)) if n % 10 == 7 else
        f"{name(n)} Sample,1958-03-04,{'sleep; exercise' if n % 4 == 1 else 'sleep'},"
        f"2031-01-07,{8 + n % 9}:30 am".replace("13:30 am", "1:30 pm")
        for n in range(number)
    )  # fmt: skip


def name(number: int) -> str:
    """A first name that no other row has."""
    letters = ""
    for _ in range(3):
        number, letter = divmod(number, 26)
        letters += chr(97 + letter)
    return letters.capitalize()
