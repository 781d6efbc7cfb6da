"""A dropped schedule, its mends and a day in, the day's rows as they are made and shown out."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from handouts.model.visit import Visit
from handouts.read.columns import Known
from handouts.read.row import read_day
from handouts.read.schedule.mapping import folded
from handouts.read.schedule.rows import Row, Schedule
from handouts.web.desk.listing import Listed, Listing, State
from handouts.web.desk.saying import column_of
from handouts.web.desk.tomorrow.dropped import Dropped
from handouts.web.desk.tomorrow.mending import TAKEN_OUT, Mends, texts


@dataclass(frozen=True)
class Roster:
    """The rows of one day of a schedule; what is worked out of them is worked out once."""

    dropped: Dropped
    schedule: Schedule
    mends: Mends
    known: Known
    today: dt.date
    wanted: dt.date | None = None
    """The day that somebody chose."""

    @cached_property
    def days(self) -> dict[dt.date, int]:
        """The days that the schedule has rows of, and of how many."""
        mended = Mends(self.mends.cells).rows(self.schedule.rows, self.known, None)
        found = (read_day(row.cells or row.found, self.known) for row in mended)
        counted = Counter(each for each in found if each is not None)
        return dict(sorted(counted.items()))

    @cached_property
    def day(self) -> dt.date:
        """The day that is shown: the chosen one, else the next one that has rows."""
        if self.wanted in self.days:
            return self.wanted
        later = [each for each in self.days if each > self.today]
        return next(iter([*later, *reversed(self.days)]), self.today + dt.timedelta(days=1))

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """All rows of the schedule as they are made."""
        return self.mends.rows(self.schedule.rows, self.known, self.day)

    @cached_property
    def lines(self) -> tuple[Listed, ...]:
        """The rows of the day in the schedule's order, with those that no day can be read of."""
        schedule = Schedule(self.rows)
        listing = Listing.of(schedule, self.known, day=self.day, printed=self.today)
        return tuple(sorted(listing.rows, key=lambda each: each.number))

    @cached_property
    def to_mend(self) -> tuple[Listed, ...]:
        """Those that nothing can be made of as they are, or not all that they want."""
        return tuple(each for each in self.lines if each.state in {State.MEND, State.PARTLY})

    @cached_property
    def partly(self) -> int:
        """So many of those are ready in part."""
        return sum(each.state is State.PARTLY for each in self.lines)

    @cached_property
    def ready(self) -> frozenset[int]:
        """The numbers of the rows that handouts can be made of, be it in part."""
        return frozenset(each.number for each in self.lines if each.visits)

    @cached_property
    def skipped(self) -> int:
        """So many rows want no handout."""
        return sum(each.state is State.SKIPPED for each in self.lines)

    @property
    def visits(self) -> tuple[Visit, ...]:
        """All that can be made."""
        return tuple(visit for each in self.lines for visit in each.visits)

    @property
    def told(self) -> str:
        """Tells this schedule with its mends from all others."""
        return self.mends.told(self.dropped.sha256)

    def line(self, number: int) -> Listed | None:
        """The row of that number, where it is of this day."""
        return next((each for each in self.lines if each.number == number), None)

    def row(self, number: int) -> Row | None:
        """The same as the file has it."""
        return next((each for each in self.schedule.rows if each.number == number), None)

    def taken_out(self, number: int) -> bool:
        """Whether somebody took it out on the page."""
        line = self.line(number) if number in self.mends.out else None
        return line is not None and any(each.rule == TAKEN_OUT for each in line.problems)

    def mended(self, number: int) -> tuple[str, ...]:
        """The columns that were mended in a row."""
        return tuple(self.mends.cells.get(number, ()))

    def alike(self, number: int) -> tuple[Row, ...]:
        """The other rows whose treatment is the same word that nobody knows."""
        unknown = {
            each.number for each in self.to_mend
            if any(column_of(it) == "treatment" for it in each.problems)
        }  # fmt: skip
        row = self.row(number) if number in unknown else None
        stands = folded(texts(row).get("treatment", "")) if row else ""
        others = unknown - {number, *self.mends.cells}
        return tuple(
            each for each in self.schedule.rows
            if stands and each.number in others
            and folded(texts(each).get("treatment", "")) == stands
        )  # fmt: skip
