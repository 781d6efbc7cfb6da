"""`handouts init`: a clinic's own folder, and stock files taken into it."""

from pathlib import Path

import click

from handouts.cli.folder import quiet_option, shelves, today
from handouts.library.shelves import Shelves, shown, stock
from handouts.library.take import begin_language, found, take
from handouts.make.words.languages import english_name, known, unwritable
from handouts.problems import ExitCode, HandoutsError, stop
from handouts.read.translation import SOURCE


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
@click.option(
    "--language",
    metavar="CODE",
    help="Begin a translation, such as fr: copy the English words to content/CODE.",
)
@quiet_option
@click.pass_obj
def command(
    named: Path | None, /, folder: Path | None, taken: str | None, language: str | None,
    *, quiet: bool,
) -> None:  # fmt: skip
    """Make a folder for your clinic: settings, the clinic's own data, samples to try.

    Words that you do not change come from stock. To change a stock file, take it: its copy in your
    folder, at the same path, is used in its place. `handouts diff` tells what you changed.
    """
    if taken is None and language is None:
        for path in found(folder or Path(), today()):
            click.echo(str(path))
        _advise("fill in content/clinic.yaml, then run `handouts check` there.", quiet=quiet)
        return
    place = shelves(folder or named)
    if place.clinic is None:
        raise click.UsageError(
            "There is no clinic's folder here: make one with `handouts init`, or name it."
        )
    if language is not None:
        _begin(place, language, quiet=quiet)
    if taken is not None:
        path = take(place.clinic, taken)
        click.echo(shown(path))
        _advise(
            f"change {path.name}, look at it with `handouts preview`, then run `handouts check`.",
            quiet=quiet,
        )


def _begin(place: Shelves, language: str, *, quiet: bool) -> None:
    """The English words in a folder of the new language. Raises HandoutsError."""
    if not known(language):
        raise HandoutsError(unwritable(language), code=ExitCode.USAGE)
    if (stock() / "content" / language).is_dir():
        raise stop(
            f"There are words in {english_name(language)} already.",
            "Take the files that you want to change, one by one, with --take.",
            code=ExitCode.USAGE,
        )
    made = begin_language(place, SOURCE, language)
    new = f"{len(made)} files, still in English" if made else "every file is there already"
    click.echo(f"content/{language}: {new}")
    _advise(
        "delete the treatments that you do not want; translate the rest; "
        f"`handouts check --language {language}` names what is left to do.",
        quiet=quiet,
    )


def _advise(next_step: str, *, quiet: bool) -> None:
    if not quiet:
        click.echo(f"Next: {next_step}", err=True)
