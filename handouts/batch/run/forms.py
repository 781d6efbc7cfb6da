"""Forms that visits of a day want in, those that pay out: laid out, proven, kept on disk."""

import contextlib
import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from handouts.batch.workers.stopping import Cancel
from handouts.batch.workers.workers import LIMIT, work
from handouts.make.forms.filling import Filling
from handouts.make.maker import Maker
from handouts.model.visit import Visit
from handouts.problems import HandoutsError

_COST = 3
"""Layouts that a form takes to be made and proven."""

Seen = Callable[[int, int], None]
"""Is told how many forms are laid out, and of how many."""


def prepare(
    wanted: Iterable[tuple[str, Visit]], maker: Maker, *, printed: dt.date, workers: int | None,
    processes: int, seen: Seen, cancel: Cancel | None = None,
) -> None:  # fmt: skip
    """Those of the wanted forms that pay are there afterwards, or cannot be."""
    missing = paying(wanted, maker.filling)
    processes = min(processes, max(1, len(missing)))
    with contextlib.closing(
        work(missing, Setter(maker, printed), processes, LIMIT, guarded=workers != 1, cancel=cancel)
    ) as laid_out:
        for done, _ in enumerate(laid_out, start=1):
            seen(done, len(missing))


def paying(wanted: Iterable[tuple[str, Visit]], filling: Filling) -> list[Visit]:
    """Forms that visits want, by their keys, in; one visit for each that is to be laid out out.

    It pays when several visits share it, or when one does and an earlier day had one, too; where no
    later day will have it, only when that saves layouts today.
    """
    kept = filling.kept
    enough = 2 if kept.on_disk else _COST + 1
    alike: dict[str, list[Visit]] = {}
    for key, visit in wanted:
        alike.setdefault(key, []).append(visit)
    return [
        visits[0]
        for key, visits in alike.items()
        if len(visits) >= enough or kept.asked_before(key)
    ]


def share(visits: Iterable[Visit], maker: Maker, printed: dt.date) -> None:
    """What forks share is read before they are made: the words of each language and edition."""
    one_each = {(visit.language, visit.edition): visit for visit in visits}
    for visit in one_each.values():
        with contextlib.suppress(HandoutsError):  # told when its handout is made
            maker.filling.get_ready(maker.compose(visit, printed=printed))


@dataclass(frozen=True, slots=True)
class Setter:
    """Lays out the form of one visit after the other."""

    maker: Maker
    printed: dt.date

    def __call__(self, visit: Visit) -> bool:
        """Whether there is a form now; what is wrong is told when the handout is made."""
        try:
            return self.maker.lay_out(visit, printed=self.printed)
        except HandoutsError:
            return False
