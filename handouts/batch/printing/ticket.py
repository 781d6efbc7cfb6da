"""What was asked for and the clinic's settings in, how something is to be printed out.

A ticket is what print shops call the slip that says so.
"""

from dataclasses import dataclass, replace

from handouts.batch.printing.cups import Printer
from handouts.batch.printing.document import Document
from handouts.model.settings import PrinterSettings, Sides

SIDES = {
    Sides.ONE: "one-sided",
    Sides.LONG_EDGE: "two-sided-long-edge",
    Sides.SHORT_EDGE: "two-sided-short-edge",
}
"""The keywords of RFC 8011, section 5.2.8."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """How something is to be printed; None leaves it to what the printer is set to."""

    printer: str | None = None
    copies: int = 1
    sides: Sides | None = None
    tray: str | None = None
    usual_sides: Sides | None = None
    """For what is not made for certain sides of the paper."""

    def after(self, settings: PrinterSettings) -> "Ticket":
        """What was asked for, then what the clinic's settings say."""
        return replace(
            self,
            printer=self.printer or settings.name,
            tray=self.tray or settings.tray,
            usual_sides=settings.sides,
        )

    def sides_of(self, document: Document) -> Sides | None:
        """Which sides a document is printed on; None leaves it to the printer."""
        return self.sides or document.sides or self.usual_sides

    def sides_for(self, printer: Printer) -> Sides:
        """Which sides a stack is to be made for, so that this printer can print it."""
        one_side = printer.sides and SIDES[Sides.LONG_EDGE] not in printer.sides
        return self.sides or self.usual_sides or (Sides.ONE if one_side else Sides.LONG_EDGE)
