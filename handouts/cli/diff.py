"""`handouts diff`: the clinic's own words against stock, and what stock changed under them."""

from collections.abc import Iterable
from typing import Any

import click

from handouts.cli.changed import sides
from handouts.cli.folder import as_dict, json_option, print_json, shelves, tell
from handouts.library.schemas import stale
from handouts.library.take import FILES, accept, own_name
from handouts.problems import ExitCode
from handouts.read.against_stock import Difference, Since, Standing, against_stock
from handouts.read.changes import Change
from handouts.read.json_schema import schema_texts


@click.command(epilog="Example: handouts diff statements/credit")
@click.argument("file", required=False, metavar="[FILE]")
@click.option(
    "--accept",
    "accepted",
    multiple=True,
    metavar="FILE",
    help="Record that you have looked at this stock file as it is now.",
)
@click.option("--strict", is_flag=True, help="End with 1 when stock has changed under a file.")
@json_option
@click.pass_context
def command(
    ctx: click.Context, *, file: str | None, accepted: tuple[str, ...], strict: bool, as_json: bool
) -> None:
    """Tell how your files differ from stock, and after an upgrade what changed under them.

    Your own files are used whole: what an upgrade mends in stock does not reach them by itself.
    """
    folder = shelves(ctx.obj).clinic
    if folder is None:
        raise click.UsageError("There is no clinic's folder here: see -C, or `handouts init`.")
    for each in accepted:
        click.echo(f"Looked at: {accept(folder, each)}", err=True)
    if accepted and file is None and not strict:
        return
    found, problems = against_stock(folder, own_name(folder, file) if file else None)
    old = stale(folder, schema_texts(shelves(folder)))
    if as_json:
        differences = [_as_dict(each) for each in found]
        told = [as_dict(problem) for problem in problems]
        print_json({"files": differences, "schemas": list(old), "problems": told})
    else:
        tell(problems)
        _tell(found)
        if old and file is None:
            hint = "Run `handouts schema`: editors then know all keys and names."
            click.echo(f"\ncontent/schema is not up to date. {hint}", err=True)
    moved = any(each.since in {Since.MOVED, Since.GONE} for each in found)
    ctx.exit(ExitCode.PROBLEMS if strict and moved else ExitCode.OK)


def _tell(found: Iterable[Difference]) -> None:
    """The most urgent first: what stock changed, then what the clinic did."""
    found = tuple(found)
    _tell_moved([each for each in found if each.since is Since.MOVED])
    _list(
        "Stock no longer has these: look whether anything still names them",
        [each for each in found if each.since is Since.GONE],
    )
    changed = [each for each in found if each.standing is Standing.CHANGED]
    if changed:
        click.echo("\nChanged by you")
    for each in changed:
        click.echo(f"  {each.file}")
        _tell_changes(each.changes, "stock:", "yours:")
    _list("All your own", [each for each in found if each.standing is Standing.NEW])
    _list(
        "The same as stock: delete these, and they follow stock by themselves",
        [each for each in found if each.standing is Standing.SAME and each.file not in FILES],
    )
    unknown = [each for each in found if each.since is Since.UNKNOWN]
    _list("No record of the stock that these were made from", unknown)
    if unknown:
        click.echo("  When you have compared one with stock: handouts diff --accept FILE")
    if not found:
        click.echo("All words come from stock.")


def _tell_moved(moved: list[Difference]) -> None:
    if not moved:
        return
    click.echo("\nStock has changed under these since you took them or last looked")
    for each in moved:
        click.echo(f"  {each.file} (from version {each.version})")
        if each.moved is None:
            click.echo("    What changed cannot be told: no copy of the old stock file is there.")
        else:
            _tell_changes(each.moved, "then:", "now: ")
    click.echo("  Bring over what you want, then: handouts diff --accept FILE")


def _tell_changes(changes: tuple[Change, ...], before: str, after: str) -> None:
    if not changes:
        click.echo("    The words are the same; only remarks or line breaks differ.")
    for change in changes:
        old, new = sides(change)
        click.echo(f"    {', '.join(filter(None, (change.part, f'line {change.place.line}')))}")
        click.echo(f"      {before} {old}")
        click.echo(f"      {after} {new}")


def _list(heading: str, found: list[Difference]) -> None:
    if found:
        click.echo(f"\n{heading}")
    for each in found:
        click.echo(f"  {each.file}")


def _as_dict(each: Difference) -> dict[str, Any]:
    return {
        "file": each.file, "standing": str(each.standing),
        "since": str(each.since) if each.since else None, "version": each.version,
        "changes": [_change(change, "stock", "yours") for change in each.changes],
        "stock_changes": None
        if each.moved is None
        else [_change(change, "then", "now") for change in each.moved],
    }  # fmt: skip


def _change(change: Change, before: str, after: str) -> dict[str, Any]:
    return {
        "part": change.part, "file": change.place.file, "line": change.place.line,
        before: change.before, after: change.after,
    }  # fmt: skip
