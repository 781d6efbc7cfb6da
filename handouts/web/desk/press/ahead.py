"""Visits that may come next in, one question after the other out: whose form is to be laid out."""

import datetime as dt
from collections import deque
from collections.abc import Iterable

from handouts.model.visit import Visit
from handouts.web.desk.press.making import Prepare

TOGETHER = 50
"""So many visits are looked at in one question; whose form is there takes less than 1 ms."""
PICKED = 4
"""So many visits whose handout was just laid out in full are remembered, the latest ones."""
LOSSES = 3
"""After so many processes were lost one after the other, the rest of a list is left alone."""


class Ahead:
    """What is to be laid out while nobody waits: first what was just picked, then a list."""

    def __init__(self) -> None:
        self._printed = dt.date.min
        self._listed: tuple[Visit, ...] = ()
        self._rest: deque[Visit] = deque()
        self._picked: deque[Prepare] = deque(maxlen=PICKED)
        self._out: Prepare | None = None
        """What was asked last, while there is no answer; None when that is no longer of use."""
        self._alone = 0
        """So many visits are asked for one by one: one of them took its process along."""
        self._losses = 0

    @property
    def done_with(self) -> bool:
        """Whether nothing is left to lay out."""
        return not self._picked and not self._rest

    def replace(self, visits: Iterable[Visit], printed: dt.date) -> None:
        """Another list in the place of the one before; the soonest visit is the first one."""
        self._listed = tuple(sorted(visits, key=lambda visit: (visit.date, visit.time)))
        self._printed = printed
        self.again()

    def again(self) -> None:
        """The same list from its beginning: the words have changed."""
        self._rest = deque(self._listed)
        self._picked.clear()
        self._out, self._alone, self._losses = None, 0, 0

    def picked(self, visits: Iterable[Visit], printed: dt.date) -> None:
        """These were laid out in full; others like them come, or the same ones with other words."""
        self._picked.extend(Prepare((visit,), printed) for visit in visits)

    def next(self) -> Prepare | None:
        """What to ask now; None when there is nothing to do."""
        if self._picked:
            return self._picked.pop()
        several = 1 if self._alone else TOGETHER
        visits = tuple(self._rest[n] for n in range(min(several, len(self._rest))))
        self._out = Prepare(visits, self._printed) if visits else None
        return self._out

    def done(self, asked: Prepare, seen: int) -> None:
        """So many of these visits need no form any more."""
        if asked is self._out:
            self._losses = 0
            self._pass(seen)

    def lost(self, asked: Prepare) -> None:
        """The process that was asked is gone: one of these visits may have done that."""
        if asked is not self._out:
            return
        self._losses += 1
        if len(asked.visits) == 1:
            self._pass(1)
        else:
            self._alone = len(asked.visits)
        if self._losses > LOSSES:
            self._rest.clear()

    def _pass(self, seen: int) -> None:
        for _ in range(min(seen, len(self._rest))):
            self._rest.popleft()
        self._alone = max(0, self._alone - seen)
        self._out = None
