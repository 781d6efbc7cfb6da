"""Visits in, their finished sheets out, made in processes of their own: the newest wish wins.

One process makes what somebody waits for. The other lays out ahead the forms of who comes next, and
helps out when the first one is still at a handout that nobody wants any more.
"""

import datetime as dt
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, InvalidStateError
from contextlib import closing, suppress
from dataclasses import dataclass, field
from functools import partial

from handouts.batch.workers.workers import LIMIT as FORM_LIMIT
from handouts.batch.workers.workers import Lost
from handouts.library.shelves import Shelves
from handouts.model.visit import Blank, Visit
from handouts.problems import ExitCode, HandoutsError, stop
from handouts.web.apart import Answering, Apart, Ended
from handouts.web.desk.press.ahead import Ahead
from handouts.web.desk.press.forms import Forms
from handouts.web.desk.press.making import Make, Making, Prepare, Prepared, Sheets, Take
from handouts.web.desk.press.sheet import Sheet

LIMIT = 30.0
"""Seconds for what somebody waits for; the longest handout takes two."""
OVERTAKES = 0.1
"""So long the first process may be busy before the other one helps out; to fill a form takes less.
"""
ENOUGH = 1_000
"""After so many questions a process gives way to a fresh one, which gives all memory back."""
QUIET = 20.0
"""Seconds without a wish: then nobody waits for a process that is just starting."""

LAST = 19
"""How far the second process steps back behind all other work, where the system knows that."""

_Work = Callable[[Apart], object]
_WHY = {
    Lost.DIED: "the part of the program that makes pages stopped by itself",
    Lost.SLOW: f"it was not finished within {LIMIT:.0f} seconds",
    Lost.LARGE: "it needs more memory than the program allows itself",
}


class Superseded(Exception):
    """Somebody wanted another handout in the meantime; nobody waits for this one."""


@dataclass(eq=False, slots=True)
class _Wish:
    """Handouts that somebody waits for."""

    make: Make
    sheets: Future[tuple[Sheet, ...]] = field(default_factory=Future)

    def fulfil(self, sheets: tuple[Sheet, ...]) -> None:
        """Whoever waits has these; unless he was told something already."""
        with suppress(InvalidStateError):
            self.sheets.set_result(sheets)

    def fail(self, why: Exception) -> None:
        """Whoever waits hears why there is nothing; unless he was told something already."""
        with suppress(InvalidStateError):
            self.sheets.set_exception(why)


class Press:
    """The desk's two processes, each in the hands of a thread."""

    def __init__(self, shelves: Shelves, making: Callable[[Shelves], Answering] = Making) -> None:
        """`making` begins in each process, and answers there."""
        self._shelves, self._making = shelves, making
        self._news = threading.Condition()
        self._newest: _Wish | None = None
        self._waiting: _Wish | None = None
        """The newest wish, while no process is at it."""
        self._busy_since: float | None = None
        """When the first process began with a wish that it is still at."""
        self._last_wish = time.monotonic()
        self._ahead = Ahead()
        self._forms = Forms(lasting=shelves.clinic is None)
        self._hands: list[Apart] = []
        self._threads: list[threading.Thread] = []
        self._broken = False
        """The first process came to an end before it was ready; only a wish starts another one."""
        self._over = False

    def start(self) -> None:
        """Warm both processes up, in the background."""
        steps = (("make", self._next_for_first, 0), ("ahead", self._next_for_second, LAST))
        for name, step, nice in steps:
            hand = Apart(self._making, self._shelves, nice=nice)
            self._hands.append(hand)
            self._threads.append(
                threading.Thread(target=self._work, args=(hand, step), name=name, daemon=True)
            )
        for thread in self._threads:
            thread.start()

    def make(self, visits: Sequence[Visit | Blank], printed: dt.date) -> tuple[Sheet, ...]:
        """The finished sheets of these visits or blanks, made of the newest words.

        Raises HandoutsError when there can be none, and Superseded as soon as others are wanted.
        """
        wish = _Wish(Make(tuple(visits), printed))
        with self._news:
            if self._over or not self._threads:
                raise _closed()
            self.forget()
            self._newest = self._waiting = wish
            self._last_wish = time.monotonic()
            self._news.notify_all()
        return wish.sheets.result()

    def forget(self) -> None:
        """Nobody waits any more for what was asked for last."""
        with self._news:
            if self._newest is not None:
                self._newest.fail(Superseded())
            self._newest = self._waiting = None

    def get_ready(self, visits: Iterable[Visit], printed: dt.date) -> None:
        """Lay out the forms of these visits while nobody waits, the soonest first.

        They take the place of those of the call before.
        """
        with self._news:
            self._ahead.replace(visits, printed)
            self._news.notify_all()

    def close(self) -> None:
        """End both processes, whatever they are at."""
        with self._news:
            self._over = True
            if self._newest is not None:
                self._newest.fail(_closed())
            self._news.notify_all()
        while any(thread.is_alive() for thread in self._threads):
            for hand in self._hands:  # a thread may just have started another one
                hand.kill()
            for thread in self._threads:
                thread.join(0.1)

    # What the threads do

    def _work(self, hand: Apart, step: Callable[[Apart], _Work | None]) -> None:
        """Do what a step finds to do, again and again, and wait when it finds nothing."""
        with closing(hand):
            while (work := self._awaited(hand, step)) is not None:
                work(hand)

    def _awaited(self, hand: Apart, step: Callable[[Apart], _Work | None]) -> _Work | None:
        with self._news:
            while not self._over:
                if (work := step(hand)) is not None:
                    return work
                self._news.wait(OVERTAKES if self._waiting else QUIET)
        return None

    def _next_for_first(self, hand: Apart) -> _Work | None:
        """Whatever somebody waits for; else be ready for it."""
        self._busy_since = None
        if not hand.running:
            self._forms.begin_again()
            if not self._waiting:
                return None if self._broken else self._begin
        if forms := self._forms.new():
            return partial(self._hand_over, forms)
        if self._waiting:
            self._busy_since = time.monotonic()
            return self._taken()
        quiet = time.monotonic() - self._last_wish > QUIET
        return Apart.close if quiet and hand.asked > ENOUGH else None

    def _next_for_second(self, hand: Apart) -> _Work | None:
        """A form for later; or what somebody waits for, when the first process is held up."""
        if self._waiting:
            since = self._busy_since
            held_up = since is not None and time.monotonic() - since > OVERTAKES
            return self._taken() if held_up and hand.running else None
        if not self._hands[0].running or (asked := self._ahead.next()) is None:
            return None
        return partial(self._lay_out, asked)

    def _taken(self) -> _Work:
        wish, self._waiting = self._waiting, None
        assert wish is not None
        return partial(self._fulfil, wish)

    def _begin(self, hand: Apart) -> None:
        try:
            hand.start()
        except Ended:
            self._broken = True
        with self._news:
            self._news.notify_all()

    def _hand_over(self, forms: Mapping[str, bytes], hand: Apart) -> None:
        with suppress(Ended, HandoutsError):  # then these handouts are laid out in full
            hand.ask(Take(forms), LIMIT)

    def _fulfil(self, wish: _Wish, hand: Apart) -> None:
        try:
            made: Sheets = hand.ask(wish.make, LIMIT)
        except Ended as lost:
            wish.fail(_not_made(lost.why))
        except HandoutsError as wrong:
            wish.fail(wrong)
        else:
            wish.fulfil(made.sheets)
            with self._news:
                self._broken = False
                if made.changed:
                    self._ahead.again()
                if wish is self._newest:
                    self._ahead.picked(made.missing, wish.make.printed)
                self._news.notify_all()

    def _lay_out(self, asked: Prepare, hand: Apart) -> None:
        try:
            prepared: Prepared = hand.ask(asked, FORM_LIMIT)
        except (Ended, HandoutsError):
            with self._news:
                self._ahead.lost(asked)
            return
        with self._news:
            self._ahead.done(asked, prepared.seen)
            self._forms.add(prepared.forms)
            self._news.notify_all()
        if hand.asked > ENOUGH:
            hand.close()


def _not_made(why: Lost) -> HandoutsError:
    return stop(
        f"This handout could not be made: {_WHY[why]}.",
        "Try it once more. If it stays so, give a blank handout: from this page, or from the kit.",
        code=ExitCode.MACHINE,
    )


def _closed() -> HandoutsError:
    return stop("The program is ending.", "Start it again.", code=ExitCode.MACHINE)
