"""A day's visits in, the forms that several of them share out: laid out, proven, kept on disk."""

import contextlib
import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from handouts.batch.stopping import Cancel
from handouts.batch.workers import LIMIT, number, work
from handouts.library.shelves import Shelves
from handouts.make.maker import Maker
from handouts.model.settings import Settings
from handouts.model.visit import Visit
from handouts.problems import HandoutsError

Seen = Callable[[int, int], None]
"""Is told how many forms are laid out, and of how many."""


def prepare(
    visits: Sequence[Visit], maker: Maker, *, printed: dt.date, drafts: bool, workers: int | None,
    seen: Seen, cancel: Cancel | None = None,
) -> None:  # fmt: skip
    """Those forms that pay are there afterwards, or cannot be.

    Without a clinic's folder there is no place to keep any, so each handout is laid out by itself;
    so is a draft that is not to be printed, which is not laid out at all.
    """
    if not maker.filling.on_disk:
        return
    missing = maker.missing(visits, printed=printed, drafts=drafts)
    processes = min(number(len(visits), workers), max(1, len(missing)))
    with contextlib.closing(
        work(missing, Setter(maker, printed), processes, LIMIT, guarded=workers != 1, cancel=cancel)
    ) as laid_out:
        for done, _ in enumerate(laid_out, start=1):
            seen(done, len(missing))
    for visit in missing:  # what forks share is read before they are made
        maker.ready(visit, printed=printed)


@dataclass(frozen=True, slots=True)
class Setter:
    """Lays out the form of one visit after the other. Pickled, it takes no words along."""

    maker: Maker
    printed: dt.date

    def __reduce__(self) -> tuple[Any, ...]:
        maker = self.maker
        return _setter, (type(maker), maker.shelves, maker.settings, self.printed)

    def __call__(self, visit: Visit) -> bool:
        """Whether there is a form now; what is wrong is told when the handout is made."""
        try:
            return self.maker.lay_out(visit, printed=self.printed)
        except HandoutsError:
            return False


def _setter(maker: type[Maker], shelves: Shelves, settings: Settings, printed: dt.date) -> Setter:
    return Setter(maker(shelves, settings), printed)
