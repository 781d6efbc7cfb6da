"""Serves the front desk's page for a test: a clinic's folder, a list, a clock that a test moves."""

import contextlib
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from handouts.library.shelves import Shelves
from handouts.library.take import found
from handouts.web.desk.page import desk
from tests.web.served import Served

NOW = dt.datetime(2026, 12, 1, 8, 20, tzinfo=dt.UTC)
"""A Tuesday morning."""
FILE = "today.csv"
COLUMNS = (
    "patient,born,record,treatment,date,time,ends,clinician,language,edition,"
    "visit_type,dose_band,risks,note"
)
ROWS = (
    "Maria Example,1958-03-04,000101,sleep,2026-12-01,8:30 am,,Dr. Ada Sample,,,,,,",
    "Mario Example,1961-07-19,000102,exercise,2026-12-01,8:45 am,,Dr. Ada Sample,,,,,,",
    "Zoë Beispiel-Muster,1971-11-23,000103,sleep,2026-12-01,9:15 am,,,,,,,,Bring your diary.",
    "José Ejemplo Modelo,1949-06-30,000104,sleep,2026-12-01,10:00 am,,,es,,,,older-adult,",
    "نموذج مثال,1980-05-06,000105,sleep,2026-12-01,10:30 am,,,ar,,,,,",
    "Nobody Mustermann,,000106,sleep,2026-12-01,11:15 am,,,,,,,,",
    "Olivia Placeholder-O'Neil,1944-12-12,000107,sleep; exercise,2026-12-01,1:15 pm,,,,,,,,",
    "Late Specimen,1966-01-09,000108,sleep,2026-12-02,2:00 pm,,,,,,,,",
)
"""Two who are easily confused, one in another script, one without a birth date, one of tomorrow."""


@dataclass
class Clock:
    """The desk's clock, which stands still until a test moves it."""

    time: dt.datetime = NOW

    def __call__(self) -> dt.datetime:
        return self.time

    def go_on(self, **passed: float) -> None:
        """Let this time pass, such as minutes=6."""
        self.time += dt.timedelta(**passed)


@dataclass
class Desked(Served):
    """A desk that is being served."""

    clock: Clock = field(default_factory=Clock)


def schedule(*rows: str) -> str:
    """A day's list as a scheduling program writes it."""
    return "\n".join((COLUMNS, *rows)) + "\n"


def with_desk(settings: str, said: str) -> str:
    """The words of a handouts.yaml that say only this of the desk, such as `idle_minutes: 2`."""
    return re.sub(r"^desk:\n(  .*\n)*", "", settings, flags=re.MULTILINE) + f"desk:\n  {said}\n"


@contextlib.contextmanager
def desked(folder: Path, rows: tuple[str, ...] | None = ROWS) -> Iterator[Desked]:
    """The desk of a new clinic's folder whose list has these rows; None: it names no list."""
    found(folder, NOW.date())
    clock = Clock()
    if rows is not None:
        settings = folder / "handouts.yaml"
        said = with_desk(settings.read_text(encoding="utf-8"), f"schedule: {FILE}")
        settings.write_text(said, encoding="utf-8")
        (folder / FILE).write_text(schedule(*rows), encoding="utf-8")
    with desk(Shelves(folder), now=clock) as door:
        yield Desked(folder, door, clock)
