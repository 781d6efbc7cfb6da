"""What the front desk's page shows at one moment."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from handouts.problems import Problem
from handouts.web.desk.chosen import Chosen
from handouts.web.desk.listing import Listed
from handouts.web.desk.printing.printing import Printing
from handouts.web.desk.printing.prints import Print
from handouts.web.desk.today import Today
from handouts.web.desk.words import Words


@dataclass(frozen=True, slots=True)
class Screen:
    """What the page shows at one moment."""

    number: int
    """Grows with every change, so that a browser can ask for what is newer."""
    day: dt.date
    words: Words | None
    """None while the clinic's words cannot be read."""
    problems: tuple[Problem, ...]
    """Why they cannot."""
    today: Today
    search: str
    chosen: Chosen | None
    left: Chosen | None
    """Who was left by a key; what was typed for them comes back until another one is picked."""
    hidden: bool
    """Nobody touched the page for long: no patient's data shows."""
    printing: Printing
    printer: str | None = None
    """The clinic's printer, to which one click goes; None: only the print dialog is there."""
    printed: Print | None = None
    """What became of the pages that show, or of earlier ones of the same handouts."""

    def marks(self, rows: Iterable[Listed]) -> Mapping[int, Print]:
        """What was printed of these rows of the list, by their numbers."""
        return self.printing.of_rows({each.number: each.cells for each in rows})
