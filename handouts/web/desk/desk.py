"""What somebody at the counter does in, what the page shows out: in memory, behind one lock.

One thread makes pages, always those that were asked for last, so that a page of the patient before
never comes after the one of this patient.
"""

import datetime as dt
import secrets
import threading
import time
from collections.abc import Callable, Collection, Mapping

from handouts.library.shelves import Shelves
from handouts.model.settings import PrinterSettings
from handouts.problems import HandoutsError, Problem
from handouts.read.content import ItemCache
from handouts.web.desk import refusals
from handouts.web.desk.chosen import Chosen, Finished
from handouts.web.desk.making import with_pages
from handouts.web.desk.memory import Memory
from handouts.web.desk.press.press import Press
from handouts.web.desk.printing.asking import Wanted
from handouts.web.desk.printing.prints import Print
from handouts.web.desk.screen import Screen
from handouts.web.desk.today import Today
from handouts.web.desk.words import Words

GLANCE = 1.0
"""Seconds between two looks whether the screen is to be hidden."""


class Desk:
    """The state of one desk."""

    def __init__(self, shelves: Shelves, press: Press, now: Callable[[], dt.datetime]) -> None:
        self._shelves, self._press, self._now = shelves, press, now
        self._news = threading.Condition()
        self._number = 0
        self._cache = ItemCache()
        self._words: Words | None = None
        self._problems: tuple[Problem, ...] = ()
        self._day = now().date()
        self._today = Today(self._day)
        self._search = ""
        self._chosen: Chosen | None = None
        self._left: Chosen | None = None
        self._finished: Finished | None = None
        self._touched = now()
        self._over = False
        self.memory = Memory(
            shelves, now, printer=self._printer_settings, tell=self._print_news,
            new_day=self._renew,
        )  # fmt: skip
        self._thread = threading.Thread(target=self._work, name="pages", daemon=True)

    def start(self) -> None:
        """Begin to work."""
        self._press.start()
        self._thread.start()
        self.memory.start()
        self._renew()

    def close(self) -> None:
        """End; whoever waits for news hears of it."""
        with self._news:
            self._over = True
            self._news.notify_all()
        self._press.close()
        self._thread.join(5)
        self.memory.close()

    # What there is to see

    def look(self) -> Screen:
        """What there is to see now, with the newest words and the newest list."""
        self._renew()
        with self._news:
            return self._screen()

    def wait(self, seen: int, patience: float) -> Screen:
        """What there is to see as soon as it is newer than `seen`; that is no touch."""
        until = time.monotonic() + patience
        with self._news:
            while not (self._over or self.hidden or self._number != seen):
                left = until - time.monotonic()
                if left <= 0:
                    break
                self._news.wait(min(left, GLANCE))  # nothing wakes it when it is to be hidden
            return self._screen()

    def made(self, patience: float) -> Screen:
        """What there is to see once the pages are made, or after some seconds without them."""
        with self._news:
            self._news.wait_for(
                lambda: self._over or self._chosen is None or not self._chosen.making,
                timeout=patience,
            )
            return self._screen()

    def finished(self, token: str) -> Finished | None:
        """The files that a page shows, as long as it shows them."""
        with self._news:
            found = self._finished
        same = found and secrets.compare_digest(found.token.encode(), token.encode())
        return found if same else None

    @property
    def hidden(self) -> bool:
        """Whether nobody was there for so long that no patient's data may show."""
        minutes = self._words.settings.desk.idle_minutes if self._words else 1
        return self._now() - self._touched >= dt.timedelta(minutes=minutes)

    # What somebody does

    def touch(self) -> None:
        """Somebody is there."""
        self._touched = self._now()

    def search(self, asked: str) -> None:
        """Look for a patient on the list."""
        with self._news:
            self._search = asked
            self._tell()

    def drop(self, data: bytes, name: str) -> None:
        """Take this file for today's list. Raises HandoutsError while there are no words."""
        words = self._readable()
        today = Today.read(data, name, words, self._day, self._day, dropped=True)
        with self._news:
            self._list(today)

    def show(self, day: dt.date) -> None:
        """Another day of the same file. Raises HandoutsError while there are no words."""
        words = self._readable()
        today = self._today.of(day, words, self._day)
        with self._news:
            self._list(today)

    def own_list(self) -> None:
        """The clinic's own file again, in place of one that was dropped."""
        with self._news:
            self._list(Today(self._day))
        self._renew()

    def pick(self, row: int, told: str | None = None) -> None:
        """Take a patient of the list; all that was typed for another one goes.

        `told` tells the list that somebody saw. Raises HandoutsError when it is another one by now.
        """
        words = self._readable()
        with self._news:
            listed = self._today.listing.row(row)
            if listed is None or told not in {None, self._today.told}:
                raise refusals.gone()
            chosen, left = self._chosen, self._left
            if chosen and chosen.is_row(listed) and not chosen.stopped:
                pass  # they are at the counter: nothing that was typed goes
            elif left and left.is_row(listed):
                self._choose(left.again())
            else:
                self._choose(Chosen.of(listed, listed.cells, words.known, self._day))
        self._remember(another=True)

    def new(self) -> None:
        """An empty form, for somebody who is not on the list."""
        words = self._readable()
        with self._news:
            cells = {"date": self._day.isoformat()}
            self._choose(Chosen.of(None, cells, words.known, self._day))
        self._remember(another=True)

    def blank(self) -> None:
        """A blank handout, for nobody: all that was typed for a patient goes."""
        words = self._readable()
        treatments = words.known.treatments
        only = {"treatment": treatments[0]} if len(treatments) == 1 else {}
        with self._news:
            self._choose(Chosen.nobody(only, words.known, self._day))
        self._remember(another=True)

    def change(self, key: str, cells: Mapping[str, str]) -> None:
        """Other words for the patient whom the page shows. Raises HandoutsError."""
        words = self._readable()
        with self._news:
            if self._chosen is None or self._chosen.key != key:
                raise refusals.other()
            self._choose(self._chosen.typed(cells, words.known, self._day))
        self._remember()

    def retry(self, key: str) -> None:
        """Make the pages once more that could not be made. Raises HandoutsError."""
        with self._news:
            if self._chosen is None or self._chosen.key != key:
                raise refusals.other()
            self._choose(self._chosen.retried())

    def leave(self, *, done: bool = True) -> None:
        """Nobody is at the counter any more; who was left before they were done may come back."""
        with self._news:
            left = self._chosen or self._left
            self._choose(None)
            self._left = None if done else left
            if done:
                self._search = ""  # the next patient is looked for on the whole list
        self._remember(another=done)

    def back(self) -> None:
        """Go on with who was left."""
        with self._news:
            if self._left:
                self._choose(self._left.again())

    def to_dialog(self, token: str, yes: Collection[str]) -> Print:
        """The browser's print dialog opens for these files now.

        Raises HandoutsError: they are not those that the page shows. Raises Unsure: first
        somebody must answer.
        """
        began = self.memory.printing.to_dialog(self._to_print(token, yes))
        self._printed()
        return began

    def to_printer(self, token: str, yes: Collection[str], copies: int) -> Print:
        """Send these files to the clinic's printer. Raises as `to_dialog` does."""
        began = self.memory.printing.to_printer(self._to_print(token, yes), copies)
        self._printed()
        return began

    # Inside

    def _list(self, today: Today, search: str = "") -> None:
        self._today, self._search = today, search
        visits = [visit for row in today.listing.rows for visit in row.visits]
        self._press.get_ready(visits, self._day)
        self._tell()

    def _choose(self, chosen: Chosen | None) -> None:
        if chosen is None or chosen.making:
            self._press.forget()  # what is being made now would be for somebody else
        self._chosen, self._left = chosen, None
        self._finished = chosen.finished if chosen else None
        self._tell()

    def _tell(self) -> None:
        self._number += 1
        self._news.notify_all()

    def _screen(self) -> Screen:
        made = self._finished
        return Screen(
            self._number, self._day, self._words, self._problems, self._today, self._search,
            self._chosen, self._left, hidden=self.hidden, printing=self.memory.printing,
            printer=self.memory.printing.printer(),
            printed=self.memory.printing.state(made.token, made.visits) if made else None,
        )  # fmt: skip

    def _to_print(self, token: str, yes: Collection[str]) -> Wanted:
        with self._news:
            made, chosen = self.finished(token), self._chosen
            if chosen is None or chosen.finished is None:
                raise refusals.not_ready()
            if made is None:
                raise refusals.other_pages()
            return Wanted(
                token, made.sheets, made.visits, chosen.origin, chosen.told, frozenset(yes)
            )

    def _printed(self) -> None:
        self.memory.forget()
        self._print_news()

    def _print_news(self) -> None:
        with self._news:
            self._tell()

    def _printer_settings(self) -> PrinterSettings:
        words = self._words
        return words.settings.printer if words else PrinterSettings()

    def _remember(self, *, another: bool = False) -> None:
        self.memory.remember(lambda: self._chosen or self._left, another=another)

    def _readable(self) -> Words:
        self._renew()
        if self._words is None:
            raise HandoutsError(*self._problems)
        return self._words

    def _renew(self) -> None:
        """Look at the calendar, the words and the clinic's own list; what did not change stays."""
        day = self._now().date()
        with self._news:
            if day != self._day:
                self._day, self._today, self._search = day, Today(day), ""
                self._choose(None)
        words, problems = self._newest_words()
        with self._news:
            self._words, self._problems = words, problems
            before = self._today
        if words is None:
            return
        today = before.renewed(self._shelves, words, day)
        with self._news:
            if self._today is before and today != before:
                self._list(today, self._search)
            if chosen := self.memory.restore(self._today.listing.rows, words.known, day):
                self._choose(chosen)

    def _newest_words(self) -> tuple[Words | None, tuple[Problem, ...]]:
        """While they cannot be read the last ones, and why."""
        try:
            return Words.read(self._shelves, self._cache), ()
        except HandoutsError as wrong:
            return self._words, wrong.problems

    def _work(self) -> None:
        """Make the pages of who is chosen, again and again."""
        while True:
            with self._news:
                self._news.wait_for(lambda: self._over or self._wanted() is not None)
                chosen = self._wanted()
                day = self._day
                if self._over or chosen is None:
                    return
            made = with_pages(self._press, chosen, day)
            with self._news:
                if self._chosen is chosen:
                    self._choose(made)

    def _wanted(self) -> Chosen | None:
        return self._chosen if self._chosen and self._chosen.making else None
