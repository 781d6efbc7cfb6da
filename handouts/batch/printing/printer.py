"""A PDF and a ticket in, a job at a printer out: nothing that it could not print as asked."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from handouts.batch.printing.cups import Cups, Printer
from handouts.batch.printing.document import Document
from handouts.batch.printing.ticket import SIDES, Ticket
from handouts.model.settings import Paper, Sides
from handouts.problems import ExitCode, HandoutsError, Place, Problem, did_you_mean, stop

TITLE = "Handout"
"""What a queue, a banner page and a printer's display call a job: no file's name, no patient's."""

PAPERS = {Paper.LETTER: "na_letter_8.5x11in", Paper.A4: "iso_a4_210x297mm"}
"""The names of PWG 5101.1."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A job that the print service has taken."""

    document: Document
    printer: str
    number: int

    @property
    def job(self) -> str:
        """What the commands of CUPS call it."""
        return f"{self.printer}-{self.number}"


def choose(cups: Cups, ticket: Ticket) -> Printer:
    """The printer of a ticket, when it can do what the ticket asks. Raises HandoutsError."""
    printers = {printer.name: printer for printer in cups.printers()}
    wanted = ticket.printer or cups.usual()
    if wanted is None:
        raise _nowhere(printers)
    if wanted not in printers:
        raise _unknown(wanted, printers)
    printer = printers[wanted]
    wrong = tuple(_wrong(printer, ticket))
    if wrong:
        raise HandoutsError(*wrong, code=ExitCode.MACHINE)
    return printer


def send(cups: Cups, printer: Printer, document: Document, ticket: Ticket) -> Sent:
    """Hand a PDF over to a printer. Raises HandoutsError: it does not take it."""
    _check_sides(printer, document, ticket)
    if document.paper and printer.papers and PAPERS[document.paper] not in printer.papers:
        raise _told(
            f"{printer.name} has no paper of the size that this PDF is made for "
            f"({document.paper}).",
            "Set `paper` in handouts.yaml to what lies in the printer, and make it again.",
        )
    with document.opened() as pdf:
        ended = cups.command("lp", *_asked(printer, document, ticket), stdin=pdf)
    found = re.search(rf"{re.escape(printer.name)}-(\d+)", ended.stdout)
    if ended.returncode or not found:
        said = ended.stderr.strip().removeprefix("lp:").removeprefix("Error -").strip()
        raise _told(
            f"{printer.name} did not take it" + (f": {said.rstrip('.')}." if said else "."),
            "`handouts doctor` tells how the printers are. The PDF is kept: print it again later.",
        )
    return Sent(document, printer.name, int(found[1]))


def _asked(printer: Printer, document: Document, ticket: Ticket) -> Iterator[str]:
    """What `lp` is told. The file comes on standard input: its name may say whose it is."""
    yield from ("-d", printer.name, "-t", TITLE, "-n", str(ticket.copies))
    yield from ("-o", "document-format=application/pdf")
    yield from ("-o", "print-scaling=none")  # 14 points stay 14 points
    if ticket.copies > 1:  # each copy whole, one after the other, in the words of old and new
        yield from ("-o", "multiple-document-handling=separate-documents-collated-copies")
        yield from ("-o", "Collate=True")
    if document.paper:
        yield from ("-o", f"media={PAPERS[document.paper]}")
    if sides := ticket.sides_of(document):
        yield from ("-o", f"sides={SIDES[sides]}")
    if tray := _tray(printer, ticket):  # as `media-source` by itself it would be left unread
        yield from ("-o", f"media-col={{media-source={tray}}}")


def _check_sides(printer: Printer, document: Document, ticket: Ticket) -> None:
    """No sheet is for two patients, whatever a printer is set to. Raises HandoutsError."""
    sides = ticket.sides_of(document)
    anew = f"handouts packet {document.path.parent} --sides"
    if document.sides is Sides.ONE and sides is not Sides.ONE:
        raise _told(
            "This stack is made for one side of the paper. On both sides, two patients would share "
            "a sheet.",
            f"Print it with --sides one, or make it anew: {anew} {sides}",
        )
    if sides and printer.sides and SIDES[sides] not in printer.sides:
        raise _told(
            f"{printer.name} cannot print with the sides {str(sides)!r}, which this is made for.",
            f"Make it anew for a printer that prints on one side: {anew} one",
        )


def _tray(printer: Printer, ticket: Ticket) -> str | None:
    """The printer's own name of the tray: `Tray 2` is its tray-2."""
    wanted = _letters(ticket.tray or "")
    return next((tray for tray in printer.trays if wanted and _letters(tray) == wanted), None)


def _letters(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def _wrong(printer: Printer, ticket: Ticket) -> Iterator[Problem]:
    place = Place("printer")
    if not printer.accepting:
        yield Problem(
            place, "printer-closed",
            f"{printer.name} takes no jobs now.",
            f"Use another printer, or let it take jobs again: cupsaccept {printer.name}",
        )  # fmt: skip
    sides = ticket.sides or ticket.usual_sides
    if sides and SIDES[sides] not in printer.sides:
        known = " or ".join(side for side, word in SIDES.items() if word in printer.sides)
        yield Problem(
            place, "printer-sides",
            f"{printer.name} cannot print with the sides {str(sides)!r}.",
            f"It can: {known}." if known else "It does not tell what it can: leave out the sides.",
        )  # fmt: skip
    if ticket.tray and not _tray(printer, ticket):
        known = ", ".join(printer.trays)
        yield Problem(
            place, "printer-tray",
            f"{printer.name} has no tray {ticket.tray!r}.",
            f"It has: {known}." if known else "It does not tell which it has: leave out the tray.",
        )  # fmt: skip


def _nowhere(printers: Iterable[str]) -> HandoutsError:
    names = ", ".join(printers)
    if not names:
        return _told(
            "No printer is set up on this computer.",
            "Set one up with the system's printer settings. Meanwhile open the PDF and print it "
            "from there.",
        )
    return _told(
        "It is not clear on which printer: this computer has no usual one.",
        f"Say which one. There is: {names}.",
    )


def _unknown(name: str, printers: Iterable[str]) -> HandoutsError:
    names = ", ".join(printers)
    if not names:
        return _nowhere(())
    hint = did_you_mean(name, printers) or f"There is: {names}."
    return _told(f"There is no printer {name!r} on this computer.", hint)


def _told(message: str, hint: str) -> HandoutsError:
    return stop(message, hint, code=ExitCode.MACHINE, file="printer")
