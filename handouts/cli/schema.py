"""`handouts schema`: what editors know of the YAML files."""

from pathlib import Path

import click

from handouts.cli.folder import quiet_option, shelves
from handouts.library.schemas import renew
from handouts.library.shelves import shown
from handouts.problems import did_you_mean
from handouts.read.json_schema import KINDS, schema_texts


@click.command(epilog="Example: handouts schema")
@click.argument("kind", required=False, metavar="[KIND]")
@quiet_option
@click.pass_obj
def command(folder: Path | None, /, kind: str | None, *, quiet: bool) -> None:
    """Write what editors need to help with the YAML files: completion, help, marked mistakes.

    Run it after an upgrade and after adding files, so that editors know the new keys and names.
    With a KIND, such as statements, print that JSON Schema and write nothing.
    """
    place = shelves(folder)
    if kind is not None:
        if kind not in KINDS:
            hint = did_you_mean(kind, KINDS) or f"There is: {', '.join(KINDS)}."
            raise click.UsageError(f"There is no kind of file {kind!r}. {hint}")
        click.echo(schema_texts(place)[kind], nl=False)
        return
    if place.clinic is None:
        raise click.UsageError(
            "There is no clinic's folder here to write to: see -C, or `handouts init`."
        )
    written = renew(place.clinic, schema_texts(place))
    for path in written:
        click.echo(shown(path))
    if not quiet and not written:
        click.echo("All of content/schema is as it should be.", err=True)
