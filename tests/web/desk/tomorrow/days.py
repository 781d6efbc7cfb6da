"""A schedule of a day to come for tests: invented patients, and a clinic's folder of its own."""

import contextlib
import datetime as dt
from collections.abc import Generator, Iterator
from pathlib import Path
from unittest.mock import patch

from handouts.batch.batch import Batch
from handouts.batch.job import Done
from handouts.batch.run.forms import Seen
from handouts.batch.run.run import Heard
from handouts.batch.workers.stopping import Cancel
from handouts.library.shelves import Shelves
from handouts.library.take import found
from handouts.web.desk.tomorrow.tomorrow import Tomorrow
from tests.patience import PATIENCE

NOW = dt.datetime(2026, 12, 1, 15, 0, tzinfo=dt.UTC)
"""A Tuesday afternoon."""
DAY = dt.date(2026, 12, 2)
HEAD = "patient,born,record,treatment,date,time,language"
ROSA = "Rosa Muster,1960-01-02,000301,sleep,2026-12-02,9:00 am,"
OTTO = "Otto Beispiel,1971-05-06,000302,sleep,2026-12-02,9:30 am,"
UNBORN = "Nora Specimen,,000303,sleep,2026-12-02,10:00 am,"
ODD = "Ole Example,1950-02-03,000304,Slumber talk,2026-12-02,10:30 am,"
ODD_TOO = "Pia Example,1951-02-03,000305,slumber  talk,2026-12-02,11:00 am,"
THURSDAY = "Quin Example,1952-02-03,000306,sleep,2026-12-03,11:00 am,"


def csv(*rows: str, head: str = HEAD) -> bytes:
    """A schedule file."""
    return "\n".join((head, *rows, "")).encode()


def tomorrow(folder: Path, *rows: str) -> Tomorrow:
    """The state of the page in a new clinic's folder, with a schedule that was dropped."""
    found(folder, NOW.date())
    state = Tomorrow(Shelves(folder), lambda: NOW)
    if rows:
        state.drop(csv(*rows), "wednesday.csv")
    return state


@contextlib.contextmanager
def held() -> Iterator[None]:
    """A batch that begins meanwhile waits at its first handouts until somebody cancels it."""
    run = Batch.run

    def waiting(
        batch: Batch, seen: Seen, cancel: Cancel | None = None, heard: Heard = bool
    ) -> Generator[Done, None, None]:
        assert cancel is not None

        def told(more: int) -> None:
            heard(more)
            if more:
                cancel.told.result(PATIENCE)

        yield from run(batch, seen, cancel, told)

    with patch.object(Batch, "run", waiting):
        yield
