"""`handouts print`: a finished PDF, or the folder of a batch, to a printer."""

from pathlib import Path

import click

from handouts.batch.printing.prints import Prints, check_finished, check_unchanged, files
from handouts.cli.asked import Asked, how_options, ready_printer
from handouts.cli.folder import quiet_option, shelves
from handouts.cli.printer import (
    documents_of,
    not_twice,
    tell_changed,
    tell_replaced,
)
from handouts.read.content import read_settings


@click.command(epilog="Example: handouts print tomorrow-handouts --printer Lobby")
@click.argument("path", type=click.Path(path_type=Path, exists=True))
@click.option(
    "--printer",
    metavar="NAME",
    help="Where; else the printer of handouts.yaml, else the usual one of this computer.",
)
@how_options
@click.option(
    "--again",
    is_flag=True,
    allow_from_autoenv=False,  # said each time, or it protects nobody
    help="Also print what was printed before.",
)
@quiet_option
@click.pass_context
def command(
    ctx: click.Context, *, path: Path, printer: str | None, again: bool, quiet: bool,
    copies: int | None, sides: str | None, tray: str | None, no_wait: bool,
) -> None:  # fmt: skip
    """Print a PDF, or all of a batch's folder: its packet, else its handouts in their order.

    What this folder had printed before is left out, unless you say --again.
    """
    asked = Asked(copies, sides, tray, no_wait)
    if path.is_dir():
        check_finished(path)
        tell_changed(path)
    settings = read_settings(shelves(ctx.obj)).printer
    ready = ready_printer(settings, printer or "", asked, quiet=quiet)
    folder = path if path.is_dir() else path.parent
    documents = documents_of(files(folder) if path.is_dir() else (path,))
    check_unchanged(folder, documents)
    prints = Prints(folder)
    if path.is_dir():
        tell_replaced(prints, documents)
    wanted = documents if again else not_twice(path, prints, documents, ready)
    ctx.exit(ready.print_out(wanted, prints))
