"""`handouts init`: a clinic's own folder, and stock files taken into it."""

from pathlib import Path

import click

from handouts.cli.folder import quiet_option, shelves, today
from handouts.library.shelves import shown
from handouts.library.take import found, take


@click.command(epilog="Example: handouts init clinic && cd clinic && handouts make visit.yaml")
@click.argument(
    "folder", type=click.Path(file_okay=False, path_type=Path), required=False, metavar="[DIR]"
)
@click.option(
    "--take",
    "taken",
    metavar="FILE",
    help="Copy this one stock file into the clinic's folder, such as statements/credit.",
)
@quiet_option
@click.pass_obj
def command(named: Path | None, /, folder: Path | None, taken: str | None, *, quiet: bool) -> None:
    """Make a folder for your clinic: settings, the clinic's own data, samples to try.

    Words that you do not change come from stock. To change a stock file, take it: its copy in your
    folder, at the same path, is used in its place. `handouts diff` tells what you changed.
    """
    if taken is None:
        for path in found(folder or Path(), today()):
            click.echo(str(path))
        _advise("fill in content/clinic.yaml, then run `handouts check` there.", quiet=quiet)
        return
    place = shelves(folder or named)
    if place.clinic is None:
        raise click.UsageError(
            "There is no clinic's folder here: make one with `handouts init`, or name it."
        )
    path = take(place.clinic, taken)
    click.echo(shown(path))
    _advise(
        f"change {path.name}, look at it with `handouts preview`, then run `handouts check`.",
        quiet=quiet,
    )


def _advise(next_step: str, *, quiet: bool) -> None:
    if not quiet:
        click.echo(f"Next: {next_step}", err=True)
