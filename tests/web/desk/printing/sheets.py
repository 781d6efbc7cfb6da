"""Finished sheets, and a desk's printing, for tests that need no page."""

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from handouts.model.settings import PrinterSettings
from handouts.model.visit import Edition, Visit
from handouts.web.desk.press.sheet import Sheet
from handouts.web.desk.printing.asking import Wanted
from handouts.web.desk.printing.printing import Printing
from tests.printing import blank
from tests.visits import visit

ZONE = dt.timezone(dt.timedelta(hours=-5))
MORNING = dt.datetime(2026, 11, 30, 9, 12, tzinfo=ZONE)

SHEET = Sheet(
    pdf=blank(2), sizes=((816, 1056),) * 2, title="Better sleep when you live with pain",
    treatment="sleep", language="en", edition=Edition.STANDARD, version="1", check_code="ABCDEF",
)  # fmt: skip


@dataclass
class Clock:
    """The clinic's clock, which a test sets."""

    now: dt.datetime = MORNING

    def __call__(self) -> dt.datetime:
        return self.now

    def later(self, **much: float) -> None:
        """Set it on."""
        self.now += dt.timedelta(**much)


@dataclass
class Counter:
    """A desk's printing that is begun anew as often as a test wants; in the end it is closed."""

    folder: Path | None
    settings: Callable[[], PrinterSettings] = PrinterSettings
    clock: Clock = field(default_factory=Clock)
    opened: list[Printing] = field(default_factory=list)

    def open(self) -> Printing:
        """A new start of the desk."""
        self.opened.append(Printing(self.settings, self.folder, self.clock, pause=0.05))
        return self.opened[-1]

    def closing(self) -> Iterator["Counter"]:
        """For a fixture."""
        try:
            yield self
        finally:
            for each in self.opened:
                each.close()


def wanted(of: Visit | None = None, sheet: str = "sheet", **more: Any) -> Wanted:
    """A sheet of Maria's, unless it is somebody else's; `sheet` is its token."""
    own = {name: more.pop(name) for name in ("yes", "told", "row") if name in more}
    what = of or visit()
    said = {"treatment": what.treatment, "language": what.language, "edition": what.edition}
    own.setdefault("row", cells(what))
    return Wanted(sheet, (dataclasses.replace(SHEET, **(said | more)),), (what,), **own)


def cells(of: Visit | None = None) -> dict[str, str]:
    """What a list says of a visit."""
    what = of or visit()
    return {
        "patient": what.patient.name, "born": what.patient.born.isoformat(),
        "record": what.patient.record or "", "treatment": what.treatment,
        "date": what.date.isoformat(), "time": f"{what.time:%H:%M}", "room": what.room or "",
    }  # fmt: skip
