"""What a desk remembers beyond its next click: what was printed, and what is typed for a restart.

It lies in the desk's own folder. Where there is only stock, the desk remembers until it ends.
"""

import datetime as dt
import threading
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from handouts.library.shelves import Shelves
from handouts.model.settings import PrinterSettings
from handouts.problems import Problem
from handouts.read.columns import Known
from handouts.web.desk.chosen import Chosen
from handouts.web.desk.kept import PART, kept, restored
from handouts.web.desk.listing import Listed
from handouts.web.desk.own.draft import Draft
from handouts.web.desk.own.folder import desk_folder
from handouts.web.desk.own.midnight import Midnight
from handouts.web.desk.printing.printing import Printing
from handouts.web.desk.tomorrow.keeping import PART as TOMORROW


class Memory:
    """The memory of one desk."""

    def __init__(
        self,
        shelves: Shelves,
        now: Callable[[], dt.datetime],
        *,
        printer: Callable[[], PrinterSettings],
        tell: Callable[[], None],
        new_day: Callable[[], None],
    ) -> None:
        """`tell` is called with each news of a print, `new_day` first of all on a new day.

        Raises HandoutsError when the desk's folder cannot be made.
        """
        folder = desk_folder(shelves)
        self.printing = Printing(printer, folder, now, tell=tell)
        self.draft = Draft(folder, lambda: now().date())
        before = self.draft.load()
        self._before = before.get(PART)
        self.tomorrow: Mapping[str, Any] = before.get(TOMORROW, {})
        """What the desk before this one had on the page of a day to come."""
        self._midnight = Midnight(
            lambda: now().date(), self._new_day, new_day, self.printing.new_day, self.draft.new_day
        )
        self._one = threading.Lock()

    def start(self) -> None:
        """Begin to look for midnight."""
        self._midnight.start()

    def close(self) -> None:
        """Write down what is not written yet."""
        self._midnight.close()
        self.printing.close()
        self.draft.close()

    def troubles(self) -> tuple[Problem, ...]:
        """What the disk does not keep; each is told once."""
        found = (self.draft.trouble(), self.printing.trouble())
        return tuple(each for each in found if each)

    def restore(self, rows: Iterable[Listed], known: Known, today: dt.date) -> Chosen | None:
        """Whom the desk before this one had at the counter; told once."""
        before, self._before = self._before, None
        chosen = restored(before, rows, known, today) if before else None
        if before and chosen is None:
            self.draft.drop(PART)
        return chosen

    def remember(self, chosen: Callable[[], Chosen | None], *, another: bool = False) -> None:
        """Have it written who is at the counter by now and what is typed.

        With `another` patient nothing of the one before stays, not even for a moment.
        """
        with self._one:  # whoever comes last has asked last
            if another:
                self.draft.drop(PART)
            self.draft.keep(PART, kept(chosen()))

    def remember_tomorrow(self, said: Mapping[str, Any]) -> None:
        """Have it written what is on the page of a day to come; nothing takes it away."""
        self.draft.keep(TOMORROW, said)

    def _new_day(self) -> None:
        self._before = None

    def forget(self) -> None:
        """What is on its way to paper need not outlive a restart."""
        self._before = None
        self.draft.drop(PART)
