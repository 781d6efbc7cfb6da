"""The handouts that are measured: invented patients in, one kind of visit, composed by ourselves.

A peer gets each as a `Sheet`: the page's HTML as the program writes it, and the personal texts.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from handouts.library.shelves import Shelves
from handouts.make.maker import Maker
from handouts.make.page.page import Pages
from handouts.model.handout import Handout
from handouts.model.visit import Patient, Visit
from handouts.read.content import read_settings
from tests.benchmarks.press.sheet import Sheet
from tests.visits import PRINTED, full_visit

TREATMENTS = ("sleep", "ketamine-infusion")

_GIVEN = (
    "Maria", "Zoë", "José", "Anna", "Łukasz", "Thanh", "Grace", "Omar", "Ingrid", "Wei",
    "Amélie", "Kofi", "Søren", "Priya", "Dwayne", "Ximena", "Ivo", "Noor", "Béla", "Ruth",
)  # fmt: skip
_FAMILY = (
    "Example", "Beispiel", "Ejemplo", "Esempio", "Příklad", "Exempel", "Sample", "Muster",
    "Örnek", "Voorbeeld", "Przykład", "Exemplo", "Primer",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Source:
    """Our own words, and what composes handouts of them."""

    maker: Maker
    pages: Pages

    @classmethod
    def stock(cls) -> "Source":
        """What ships with the program."""
        shelves = Shelves()
        return cls(Maker(shelves, read_settings(shelves)), Pages(shelves))

    def handout(self, treatment: str, number: int) -> Handout:
        """The handout of one invented patient; all of one treatment are of one form."""
        return self.maker.compose(visit(treatment, number), printed=PRINTED)

    def sheet(self, treatment: str, number: int) -> Sheet:
        """The same for a peer."""
        handout = self.handout(treatment, number)
        return Sheet(number, self.pages.html(handout), dict(handout.fields))


def visit(treatment: str, number: int, **changes: Any) -> Visit:
    """One patient's visit; no two of the first 200 share a name."""
    given, family = _GIVEN[number % len(_GIVEN)], _FAMILY[number % len(_FAMILY)]
    born = dt.date(1940, 1, 1) + dt.timedelta(days=number * 131 % 22000)
    day = dt.date(2026, 12, 1) + dt.timedelta(days=number % 28)
    begins = dt.datetime.combine(day, dt.time(7 + number % 8, number * 5 % 60))
    personal: dict[str, Any] = {
        "patient": Patient(f"{given} {family}", born, f"{number + 1:06d}"),
        "date": day,
        "time": begins.time(),
        "ends": begins + dt.timedelta(hours=4),
        "room": f"Room {number % 9 + 1}",
        "series": (),
        "note": None,
    }
    return full_visit(treatment, **(personal | changes))
