"""`handouts packet`: the handouts of a batch as one stack for the printer, with its cover list."""

from pathlib import Path
from typing import Any

import click

from handouts.batch.day import Day
from handouts.batch.packet.packet import Paper, Stacked, stack
from handouts.batch.packet.sorting import Sorting
from handouts.cli.folder import counted, json_option, print_json, quiet_option, shelves
from handouts.make.maker import Maker
from handouts.model.settings import Sides
from handouts.read.content import read_settings


@click.command(epilog="Example: handouts packet tomorrow --order room --at-most 250")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--order",
    "sorting",
    type=click.Choice([*map(str, Sorting)]),
    default=str(Sorting.SCHEDULE),
    show_default=True,
    help="What the packets are sorted by.",
)
@click.option(
    "--sides",
    type=click.Choice([*map(str, Sides)]),
    help="How sheets are printed: on both sides, turned like a book (long-edge) or like a "
    "clipboard (short-edge), or on one. Else as in handouts.yaml, else long-edge.",
)
@click.option(
    "--turn-backs",
    is_flag=True,
    help="Turn backs by 180 degrees, for a printer that turns paper over the other edge.",
)
@click.option(
    "--at-most",
    type=click.IntRange(min=1),
    metavar="N",
    help="Split into files of at most N sheets, between two packets.",
)
@json_option
@quiet_option
@click.pass_context
def command(
    ctx: click.Context, *, folder: Path, sorting: str, sides: str | None, turn_backs: bool,
    at_most: int | None, as_json: bool, quiet: bool,
) -> None:  # fmt: skip
    """Make one stack of the handouts in DIR, which `handouts batch` wrote.

    Each patient begins on a fresh sheet, each sheet tells its packet, and a list for staff lies on
    top. Nothing is printed: the stack is a file in DIR, in the place of an earlier one.
    """
    place = shelves(ctx.obj)
    settings = read_settings(place)
    printed = Sides(sides) if sides else settings.printer.sides or Sides.LONG_EDGE
    if turn_backs and printed is Sides.ONE:
        raise click.UsageError("--turn-backs needs paper that is printed on both sides.")
    paper = Paper(Sorting(sorting), printed, turn_backs, at_most)
    stacked = stack(folder, Day.kept(folder), Maker(place, settings), paper)
    if as_json:
        print_json(as_json_of(stacked))
        return
    if not quiet:
        tell_stack(stacked)
    for file in stacked.files:
        click.echo(str(file))


def as_json_of(stacked: Stacked) -> dict[str, Any]:
    """A stack for programs."""
    return {
        "files": [str(file) for file in stacked.files],
        "packets": stacked.packets,
        "sheets": stacked.sheets,
    }


def tell_stack(stacked: Stacked) -> None:
    """A stack in words on stderr."""
    files = ", ".join(file.name for file in stacked.files)
    click.echo(
        f"{counted(stacked.packets, 'packet')}, "
        f"{counted(stacked.sheets, 'sheet')} with the cover list: {files}.",
        err=True,
    )
