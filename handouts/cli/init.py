"""`handouts init`: a clinic's own folder."""

from pathlib import Path

import click

from handouts.cli.folder import quiet_option, today
from handouts.library.take import found


@click.command(epilog="Example: handouts init clinic && cd clinic && handouts make visit.yaml")
@click.argument(
    "folder", type=click.Path(file_okay=False, path_type=Path), default=".", metavar="[DIR]"
)
@quiet_option
def command(folder: Path, *, quiet: bool) -> None:
    """Make a folder for your clinic: settings, the clinic's own data, samples to try.

    Words that you do not change come from stock. To change a stock file, put a whole file of the
    same path here, such as content/en/statements/credit.yaml.
    """
    made = found(folder, today())
    for path in made:
        click.echo(str(path))
    if not quiet:
        click.echo("Next: fill in content/clinic.yaml, then run `handouts check` there.", err=True)
