"""One visit on the command line: a file, standard input, or an option for each column."""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import click

from handouts.cli.folder import tell, today
from handouts.library.shelves import read_bytes
from handouts.model.visit import Visit
from handouts.problems import HandoutsError, Place, errors
from handouts.read.columns import COLUMNS, Cell, Known
from handouts.read.row import read_row
from handouts.read.visit_file import read_visit_file

visit_argument = click.argument(
    "visit", required=False, type=click.Path(allow_dash=True), metavar="[VISIT]"
)


def columns(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command one option for each column, under the column's own name."""
    for name, help_text in reversed(COLUMNS.items()):
        option = click.option(f"--{name.replace('_', '-')}", name, metavar="TEXT", help=help_text)
        command = option(command)
    return command


def cells_of(visit: str | None, columns: Mapping[str, str | None]) -> dict[str, Cell]:
    """What the file says, and over it what the options say."""
    cells: dict[str, Cell] = {}
    if visit == "-" and sys.stdin is None:
        raise click.UsageError("There is no standard input to read the visit from.")
    if visit == "-":
        cells.update(read_visit_file(sys.stdin.buffer.read(), "standard input"))
    elif visit is not None:
        cells.update(read_visit_file(read_bytes(Path(visit)), visit))
    for name, text in columns.items():
        if text is not None:
            cells[name] = Cell(text, Place(f"--{name.replace('_', '-')}"))
    return cells


def visits_of(cells: Mapping[str, Cell], known: Known) -> tuple[Visit, ...]:
    """The visits that the cells mean. Raises HandoutsError with all that is wrong."""
    visits, problems = read_row(cells, known, today=today(), place=Place("visit"))
    if errors(problems):
        raise HandoutsError(*problems)
    tell(problems)
    return visits
