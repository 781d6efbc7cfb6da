"""Options of the commands that print in, what was said of how to print out."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handouts.model.settings import PrinterSettings, Sides

if TYPE_CHECKING:
    from handouts.cli.printer import ReadyPrinter


def _no_file(ctx: click.Context, _: click.Parameter, name: str | None) -> str | None:
    """`--print day.csv` would take the schedule for a printer, and then miss the schedule."""
    if name and Path(name).is_file():
        raise click.UsageError(
            f"{name} is a file, and behind --print stands a printer. Write --print at the end of "
            "the line.",
            ctx,
        )
    return name


_HOW = (
    click.option(
        "--copies", type=click.IntRange(1, 99), metavar="N", help="How many times; else once."
    ),
    click.option(
        "--sides",
        type=click.Choice([str(each) for each in Sides]),
        help="One side, or both, turned over like a book (long-edge) or a wall calendar "
        "(short-edge); else as the printer is set up.",
    ),
    click.option("--tray", metavar="NAME", help="The tray with the paper, such as tray-2."),
    click.option("--no-wait", is_flag=True, help="Do not wait until the printer has it all."),
)

_PRINT = click.option(
    "--print",
    "printer",
    is_flag=False,
    flag_value="",
    metavar="[PRINTER]",
    is_eager=True,
    callback=_no_file,
    allow_from_autoenv=False,  # nothing that somebody set long ago sends paper to a printer
    help="Print it too: on this printer, else on that of handouts.yaml, else on the usual one.",
)


def how_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of how to print."""
    for option in reversed(_HOW):
        command = option(command)
    return command


def print_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command --print, and the options of how."""
    return _PRINT(how_options(command))


@dataclass(frozen=True, slots=True)
class Asked:
    """What was said of how to print; None leaves it to the settings, and to the printer."""

    copies: int | None = None
    sides: str | None = None
    tray: str | None = None
    no_wait: bool = False


def asked_for(
    settings: PrinterSettings, printer: str | None, asked: Asked, *, quiet: bool
) -> "ReadyPrinter | None":
    """The printer of --print, ready before the work begins; None where nothing is to be printed.

    Raises HandoutsError when it cannot be printed on.
    """
    if printer is not None:
        return ready_printer(settings, printer, asked, quiet=quiet)
    if given := [name for name, value in asdict(asked).items() if value]:
        option = given[0].replace("_", "-")
        raise click.UsageError(f"--{option} is for printing: add --print as well.")
    return None


def ready_printer(
    settings: PrinterSettings, printer: str, asked: Asked, *, quiet: bool
) -> "ReadyPrinter":
    """The named printer, else that of the settings or the usual one. Raises HandoutsError."""
    from handouts.batch.printing.ticket import Ticket  # noqa: PLC0415  # nothing is printed without
    from handouts.cli.printer import ReadyPrinter  # noqa: PLC0415  # same

    sides = Sides(asked.sides) if asked.sides else None
    ticket = Ticket(printer or None, asked.copies or 1, sides, asked.tray).after(settings)
    return ReadyPrinter.opened(ticket, wait=not asked.no_wait, quiet=quiet)
