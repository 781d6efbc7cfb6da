"""A schedule and what somebody does to it in, a day's list and its handouts out: one day at a time.

All of it is in memory, behind one lock; what was made lies in the clinic's folder of days.
"""

import contextlib
import datetime as dt
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from handouts.library.shelves import Shelves
from handouts.make.maker import Maker
from handouts.problems import ExitCode, HandoutsError, Problem, stop
from handouts.read.content import ItemCache
from handouts.read.schedule.rows import Row
from handouts.web.desk.tomorrow.begin import begin
from handouts.web.desk.tomorrow.days import Way, days_folder, days_made, made_of, open_days, ways
from handouts.web.desk.tomorrow.dropped import Dropped, Question
from handouts.web.desk.tomorrow.keeping import as_kept, restored
from handouts.web.desk.tomorrow.mending import Cells, Mends
from handouts.web.desk.tomorrow.roster import Roster
from handouts.web.desk.tomorrow.sight import Sight
from handouts.web.desk.tomorrow.stackprint import StackPrint
from handouts.web.desk.tomorrow.underway import Progress, Underway
from handouts.web.desk.tomorrow.unsigned import Unsigned, unsigned
from handouts.web.desk.words import Words


class Tomorrow:
    """The state of the page."""

    def __init__(
        self, shelves: Shelves, now: Callable[[], dt.datetime],
        keep: Callable[[Mapping[str, Any]], None] = lambda _: None,
    ) -> None:  # fmt: skip
        """`keep` is told what outlives a restart, after each change of it."""
        self._keep = keep
        self.shelves, self._now = shelves, now
        self._lock = threading.RLock()
        self._cache = ItemCache()
        self._words: Words | None = None
        self._dropped: Dropped | None = None
        self._mends = Mends()
        self._typed: dict[int, Cells] = {}
        self._wanted: dt.date | None = None
        self._read: Roster | Question | None = None
        self._making: Underway | None = None
        self._made_day: dt.date | None = None
        self._maker: Maker | None = None
        self.printing = StackPrint()

    # What there is to see

    def look(self) -> Sight:
        """All of it, with the newest words."""
        with self._lock:
            words, problems = self._newest_words()
            read = self._reading(words)
            roster = read if isinstance(read, Roster) else None
            today = self._today
            folder = days_folder(self.shelves, words.settings) if words else None
            day = roster.day if roster else self._wanted or today + dt.timedelta(days=1)
            made = made_of(folder, day) if folder else ()
            last = made[-1] if made else None
            busy = self._making is not None and not self._making.progress.ended
            mine = self._making if self._made_day == day else None
            return Sight(
                words=words, problems=problems, today=today, day=day,
                dropped=self._dropped, question=read if isinstance(read, Question) else None,
                roster=roster, made=last, days_made=days_made(folder, today) if folder else (),
                ways=ways(last, roster.told, roster.ready) if roster and folder else (),
                unsigned=self._unsigned(roster, words) if not busy else (),
                progress=mine.progress if mine else None,
                nothing=mine.day if mine and last is None else None,
            )  # fmt: skip

    @property
    def progress(self) -> Progress | None:
        """How far the batch is that was begun last; no lock keeps whoever asks waiting."""
        making = self._making
        return making.progress if making else None

    def typed(self, number: int) -> Cells:
        """What is typed in a row's form and was not saved."""
        with self._lock:
            return self._typed.get(number, {})

    # What somebody does

    def drop(self, data: bytes, name: str) -> None:
        """Take this file; what was mended in another one goes with that. Raises HandoutsError."""
        with self._changing():
            if self._dropped is None or self._dropped.data != data:
                self._mends, self._typed, self._wanted = Mends(), {}, None
            self._dropped, self._read = Dropped(name, data), None

    def forget(self) -> None:
        """Let go of the file. Raises HandoutsError."""
        with self._changing():
            self._let_go()

    def answer(self, sheet: str, encoding: str, columns: dict[str, str]) -> None:
        """What was asked about the file; what is empty was not asked. Raises HandoutsError."""
        with self._changing():
            if self._dropped is None:
                raise _gone()
            dropped = self._dropped
            if columns:
                dropped = dropped.with_columns(columns)
            self._dropped = replace(
                dropped, sheet=sheet or dropped.sheet, encoding=encoding or dropped.encoding
            )
            self._read = None

    def ask_again(self) -> None:
        """Forget what was answered about the file. Raises HandoutsError."""
        with self._changing():
            if self._dropped is not None:
                self._dropped, self._read = Dropped(self._dropped.name, self._dropped.data), None

    def choose(self, day: dt.date) -> None:
        """Show another day."""
        with self._changing(idle=False):
            self._wanted = day
            if isinstance(self._read, Roster):
                self._read = replace(self._read, wanted=day)

    def type(self, number: int, said: Cells) -> None:
        """Keep what is being typed in a row's form. Raises HandoutsError."""
        with self._changing(idle=False):
            self._row(number)
            self._typed[number] = dict(said)

    def mend(self, number: int, said: Cells, *, alike: bool = False) -> None:
        """Save a row's form, right or not; `alike` rows get its treatment. Raises HandoutsError."""
        with self._changing():
            roster, row = self._row(number)
            others = roster.alike(number) if alike else ()
            mends = self._mends.with_cells(row, said)
            for each in others:
                mends = mends.with_cells(each, {"treatment": said.get("treatment", "")})
            self._put(mends)
            self._typed.pop(number, None)

    def undo(self, number: int) -> None:
        """A row as the file has it. Raises HandoutsError."""
        with self._changing():
            _, row = self._row(number)
            self._put(self._mends.with_cells(row, {}))
            self._typed.pop(number, None)

    def take_out(self, number: int, *, out: bool) -> None:
        """Make no handout of a row, or make it after all. Raises HandoutsError."""
        with self._changing():
            self._row(number)
            self._put(self._mends.with_out(number, out=out))

    def make(self, way: Way, *, draft: bool) -> None:
        """Begin to make the day. Raises HandoutsError when it may not be made so."""
        with self._changing():
            sight = self.look()
            roster, words = sight.roster, sight.words
            folder = days_folder(self.shelves, words.settings) if words else None
            if roster is None or words is None or folder is None or way not in sight.ways:
                raise _gone()
            open_days(folder)
            batch = begin(way, sight, self.shelves, folder, printed=self._today, draft=draft)
            numbers = [each.number for each in roster.lines]
            sides = self.printing.sides(words.settings)
            self._making, self._made_day = Underway(batch, sides, numbers), roster.day
            self._making.start()

    def print_out(self, run: str, *, again: bool) -> None:
        """Send the stack of the day that shows, when it is of this run. Raises HandoutsError."""
        sight = self.look()
        if sight.made is None or sight.words is None or sight.made.account.run.code != run:
            raise _gone()
        self._check_idle()
        self.printing.start(sight.made.folder, sight.words.settings, again=again)

    def cancel(self) -> None:
        """End it as soon as may be; what is finished stays."""
        making = self._making
        if making is not None:
            making.cancel()

    def restore(self, kept: Mapping[str, Any]) -> None:
        """What was kept before a restart; anything else is as good as nothing."""
        found = restored(kept)
        if found is not None:
            with self._lock:
                self._dropped, self._mends, self._typed, self._wanted = found
                self._read = None
        elif kept:
            self._keep({})

    def close(self) -> None:
        """End; what is being made is ended in order first."""
        making = self._making
        if making is not None:
            making.close()
        self.printing.close()

    # Inside

    @property
    def _today(self) -> dt.date:
        return self._now().date()

    def _newest_words(self) -> tuple[Words | None, tuple[Problem, ...]]:
        """While they cannot be read the last ones, and why."""
        try:
            words = Words.read(self.shelves, self._cache)
        except HandoutsError as wrong:
            return self._words, wrong.problems
        if words != self._words:
            self._words, self._read = words, None
        return self._words, ()

    def _reading(self, words: Words | None) -> Roster | Question | None:
        """The rows of the file, or what has to be asked first; read once, and of today."""
        today = self._today
        if self._dropped is None or words is None:
            return None
        if self._read is None:
            read = self._dropped.read(words.known)
            self._read = read if isinstance(read, Question) else Roster(
                self._dropped, read, self._mends, words.known, today, self._wanted
            )  # fmt: skip
        if isinstance(self._read, Roster) and self._read.today != today:
            self._read = replace(self._read, today=today)
            if self._read.days and max(self._read.days) < today:  # the day is over
                self._let_go()
        return self._read

    def _let_go(self) -> None:
        self._dropped, self._read, self._wanted = None, None, None
        self._mends, self._typed = Mends(), {}

    def _put(self, mends: Mends) -> None:
        self._mends = mends
        if isinstance(self._read, Roster):
            self._read = replace(self._read, mends=mends)

    def _unsigned(self, roster: Roster | None, words: Words | None) -> tuple[Unsigned, ...]:
        if roster is None or words is None:
            return ()
        if self._maker is None:
            self._maker = Maker(self.shelves, words.settings)
        self._maker.renew(words.settings)
        return unsigned(roster.visits, self._maker, self._today)

    def _row(self, number: int) -> tuple[Roster, Row]:
        words, _ = self._newest_words()
        roster = self._reading(words)
        row = roster.row(number) if isinstance(roster, Roster) else None
        if row is None or not isinstance(roster, Roster):
            raise _gone()
        return roster, row

    @contextlib.contextmanager
    def _changing(self, *, idle: bool = True) -> Iterator[None]:
        """What is changed is kept; where it would change what is being made, it is refused."""
        with self._lock:
            if idle:
                self._check_idle()
            yield
            self._keep(as_kept(self._dropped, self._mends, self._typed, self._wanted))

    def _check_idle(self) -> None:
        if self._making is not None and not self._making.progress.ended:
            message = "The handouts are being made, so nothing can be changed now."
            raise stop(message, "Wait until it ends, or cancel it.", code=ExitCode.USAGE)


def _gone() -> HandoutsError:
    return stop(
        "The list has changed meanwhile, in another window of this page.",
        "Nothing was changed now. Look at the list again.",
        code=ExitCode.USAGE,
    )
