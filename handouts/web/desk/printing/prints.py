"""What became of handouts on their way to paper, as somebody at the counter would say it."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from handouts.make.words.times import clock, short_day
from handouts.model.visit import Edition

_ENGLISH = "en"


class Stage(StrEnum):
    """How far it has come."""

    DIALOG = "dialog"
    """To the browser's own dialog, which tells nobody whether paper came."""
    SENDING = "sending"
    WAITING = "waiting"
    PRINTING = "printing"
    PRINTED = "printed"
    CANCELED = "canceled"
    GIVEN_UP = "given-up"
    REFUSED = "refused"
    """The printer never had it."""
    UNKNOWN = "unknown"
    """Nobody looked on until its end: it may be on paper, or still come."""

    @property
    def running(self) -> bool:
        """There will be news of it."""
        return self in {Stage.SENDING, Stage.WAITING, Stage.PRINTING}

    @property
    def nothing(self) -> bool:
        """There is no whole handout on paper."""
        return self in {Stage.CANCELED, Stage.GIVEN_UP, Stage.REFUSED}


@dataclass(frozen=True, slots=True)
class What:
    """Which handout it is, without its patient."""

    treatment: str
    language: str
    edition: Edition
    code: str
    """The check code of its pages: other words or another time make another one."""
    visit: str | None = None
    """Tells this patient's same handout again, and says nothing of either; None: a blank one."""


@dataclass(frozen=True, slots=True)
class Print:
    """One try to bring a visit's handouts to paper, together."""

    id: str
    handouts: tuple[What, ...]
    stage: Stage
    began: dt.datetime
    changed: dt.datetime
    """When it came to its stage; both are the clinic's time, and know their zone."""
    printer: str | None = None
    """None: it went to the browser's dialog."""
    copies: int = 1
    job: int | None = None
    """Its number in the printer's queue."""
    row: str | None = None
    """Tells the row of the list again that it was made for; None: nobody on the list."""
    trouble: str = ""
    """What holds it up, or stopped it."""
    way_on: str = ""
    """What somebody can do about that."""

    def mark(self, today: dt.date) -> str:
        """In few words, for the row of a list."""
        if self.stage.running:
            return self.trouble or f"Printing since {told(self.began, today)}"
        began, changed = told(self.began, today), told(self.changed, today)
        return _MARKS[self.stage].format(began=began, changed=changed)

    def words(self, today: dt.date) -> str:
        """In a sentence or two."""
        if self.trouble and self.stage.running:
            return self.trouble
        copies = f", {self.copies} copies" if self.copies > 1 else ""
        where = f"{self.printer or 'the printer'}{copies}"
        began, changed = told(self.began, today), told(self.changed, today)
        said = _WORDS[self.stage].format(where=where, began=began, changed=changed)
        return f"{said} {self.trouble}".rstrip()

    @property
    def hint(self) -> str:
        """What to do next; empty when nothing is left to do."""
        return self.way_on or _HINTS.get(self.stage, "")


def told(when: dt.datetime, today: dt.date) -> str:
    """9:12 am; with its day, when that is another one."""
    time = clock(when.time().replace(second=0, microsecond=0, tzinfo=None), _ENGLISH)
    return time if when.date() == today else f"{short_day(when.date(), _ENGLISH)}, {time}"


_MARKS = {
    Stage.DIALOG: "To the print dialog {began}",
    Stage.PRINTED: "Printed {changed}",
    Stage.CANCELED: "NOT printed, canceled {changed}",
    Stage.GIVEN_UP: "NOT printed {changed}",
    Stage.REFUSED: "NOT printed {changed}",
    Stage.UNKNOWN: "May be printed {began}",
}
_WORDS = {
    Stage.DIALOG: "Sent to the print dialog at {began}. Only you can see whether paper came.",
    Stage.SENDING: "On its way to {where}.",
    Stage.WAITING: "Waiting for {where}.",
    Stage.PRINTING: "Printing on {where}.",
    Stage.PRINTED: "Printed at {changed} on {where}.",
    Stage.CANCELED: "NOT all printed: somebody canceled it at {changed}.",
    Stage.GIVEN_UP: "NOT printed: the printer gave up at {changed}.",
    Stage.REFUSED: "NOT printed.",
    Stage.UNKNOWN: "Sent to {where} at {began}. It is not known whether it was printed.",
}
_HINTS = {
    Stage.CANCELED: "Take away pages that came out already, before you print it again.",
    Stage.GIVEN_UP: "Take away pages that came out already, look at the printer, then print again.",
    Stage.REFUSED: "Print it with the print dialog.",
    Stage.UNKNOWN: "Look at the printer: it may be on paper, or still come out.",
}
