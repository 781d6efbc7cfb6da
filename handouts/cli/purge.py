"""`handouts purge`: the handouts of days that are long past are deleted; their manifests stay."""

import datetime as dt
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from handouts.batch.purge import Past, look, purge
from handouts.cli.folder import json_option, print_json, quiet_option, shelves, today
from handouts.problems import HandoutsError, Problem
from handouts.read.content import read_settings


class _Days(click.ParamType[int]):
    """30d, or 30: whole days."""

    name = "days"

    def convert(self, value: Any, param: Any, ctx: Any) -> int:
        """The number. Anything else is wrong usage."""
        if isinstance(value, int):
            return value
        number = str(value).strip().removesuffix("d")
        if not number.isdecimal():
            self.fail(f"{value!r} is no number of days. Write it as 30d.", param, ctx)
        return int(number)


@click.command(epilog="Example: handouts purge --older-than 30d *-handouts")
@click.argument(
    "folders", nargs=-1, required=True, metavar="DIR...", type=click.Path(path_type=Path)
)
@click.option(
    "--older-than",
    type=_Days(),
    metavar="DAYS",
    allow_from_autoenv=False,  # nothing that somebody set long ago deletes anything
    help="Such as 30d: batches whose last day is more days ago. Else keep_days of handouts.yaml.",
)
@click.option("--dry-run", is_flag=True, help="Tell what would be deleted, delete nothing.")
@click.option("--yes", is_flag=True, allow_from_autoenv=False, help="Do not ask.")
@json_option
@quiet_option
@click.pass_context
def command(
    ctx: click.Context, *, folders: tuple[Path, ...], older_than: int | None, dry_run: bool,
    yes: bool, as_json: bool, quiet: bool,
) -> None:  # fmt: skip
    """Delete the handouts, packets and lists of the batches in DIR when their days are long past.

    The manifest stays. It holds no patient's data, so `handouts recall` can still tell later which
    words were handed out. Files that `handouts` did not write are left where they are.
    """
    days = older_than if older_than is not None else _kept_days(ctx.obj)
    found = _looked_at(folders)
    old = [past for past in found if (today() - past.last).days > days]
    wanted = [past for past in old if past.files or past.purged is None]
    if not as_json and not quiet:
        _tell_before(found, old, wanted, days)
    if wanted and not dry_run and not yes:
        _ask(wanted)
    done = wanted if dry_run else [purge(past, dt.datetime.now(dt.UTC)) for past in wanted]
    if as_json:
        print_json([_as_dict(past, wanted=past in wanted, dry_run=dry_run) for past in found])
        return
    for past in done:
        click.echo(str(past.folder))
    if not quiet and done:
        files = sum(len(past.files) for past in done)
        said = "would be deleted; this was a trial" if dry_run else "deleted"
        click.echo(f"{_files(files)} {said}. Manifests stay.", err=True)


def _kept_days(folder: Path | None) -> int:
    days = read_settings(shelves(folder)).keep_days
    if days is None:
        raise click.UsageError(
            "Say how old a day must be, such as --older-than 30d, or write keep_days in "
            "handouts.yaml."
        )
    return days


def _looked_at(folders: Sequence[Path]) -> list[Past]:
    """All folders, before anything is deleted in any. Raises HandoutsError with each wrong one."""
    found, wrong = [], list[Problem]()
    for folder in dict.fromkeys(folders):
        try:
            found.append(look(folder))
        except HandoutsError as refused:
            wrong += refused.problems
    if wrong:
        raise HandoutsError(*wrong)
    return found


def _tell_before(
    found: Sequence[Past], old: Sequence[Past], wanted: Sequence[Past], days: int
) -> None:
    for past in wanted:
        others = f"; {_files(past.others)} not ours, and left" if past.others else ""
        click.echo(f"{past.folder}: day {past.last}, {_files(len(past.files))}{others}", err=True)
    young, before = len(found) - len(old), len(old) - len(wanted)
    if young:
        click.echo(f"Kept, because at most {days} days old: {young}.", err=True)
    if before:
        click.echo(f"Deleted earlier: {before}.", err=True)


def _ask(wanted: Sequence[Past]) -> None:
    if sys.stdin is None or not sys.stdin.isatty():
        raise click.UsageError("Nothing was deleted. Look at the list, then add --yes.")
    files = _files(sum(len(past.files) for past in wanted))
    click.confirm(f"Delete {files} for good?", abort=True, err=True)


def _files(number: int) -> str:
    return f"{number} {'file' if number == 1 else 'files'}"


def _as_dict(past: Past, *, wanted: bool, dry_run: bool) -> dict[str, Any]:
    return {
        "folder": str(past.folder), "last": str(past.last),
        "files": len(past.files) if wanted else 0, "others": past.others,
        "deleted": wanted and not dry_run,
        "deleted_before": past.purged.isoformat() if past.purged else None,
    }  # fmt: skip
