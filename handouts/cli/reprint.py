"""`handouts reprint`: the very file that was made of a row, or a packet of the stack, once more."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from handouts.batch.outbox.outbox import put
from handouts.batch.printing.prints import Prints
from handouts.batch.reprint import Again, packets_again, rows_again
from handouts.cli.asked import Asked, asked_for, print_options
from handouts.cli.folder import json_option, print_json, quiet_option, shelves, tell
from handouts.library.shelves import read_bytes
from handouts.make.words.times import plain_clock
from handouts.problems import ExitCode, HandoutsError
from handouts.read.content import read_settings

_RANGE = re.compile(r"\s*(\d{1,7})(?:\s*[-–]\s*(\d{1,7}))?\s*")
_MOST = 1000  # numbers in one range; more is a slip


class _Numbers(click.ParamType[tuple[int, ...]]):
    """7, or 7,9-12."""

    name = "numbers"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, ...]:
        """Each number once. Anything else is wrong usage."""
        try:
            return tuple(dict.fromkeys(_numbers(str(value))))
        except ValueError:
            self.fail(f"{value!r} are no numbers. Write them as 7 or 7,9-12.", param, ctx)


def _numbers(text: str) -> Iterator[int]:
    for part in text.split(","):
        found = _RANGE.fullmatch(part)
        if found is None:
            raise ValueError(part)
        first, last = int(found[1]), int(found[2] or found[1])
        if not first <= last < first + _MOST:
            raise ValueError(part)
        yield from range(first, last + 1)


@click.command(epilog="Example: handouts reprint 7 tomorrow-handouts --print")
@click.argument("rows", metavar="ROW", type=_Numbers())
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--packet",
    "packets",
    is_flag=True,
    help="ROW is the number of a packet: all of it, with the marks of the stack.",
)
@click.option(
    "-o",
    "output",
    type=click.Path(allow_dash=True),
    metavar="FILE",
    help="Write a copy there; - is standard output.",
)
@click.option("--open", "open_it", is_flag=True, help="Open it.")
@click.option("--names", is_flag=True, help="Also tell whose it is.")
@print_options
@json_option
@quiet_option
@click.pass_context
def command(
    ctx: click.Context, *, rows: tuple[int, ...], folder: Path, packets: bool,
    output: str | None, open_it: bool, names: bool, as_json: bool, quiet: bool,
    printer: str | None, copies: int | None, sides: str | None, tray: str | None, no_wait: bool,
) -> None:  # fmt: skip
    """Give again what was made of ROW in the batch of DIR: for the printer, or a copy.

    ROW is a row's number in the schedule, as messages and file names tell it: 7, or 7,9-12. It is
    the file that was made and proven; nothing is made anew. Paper comes out only with --print.
    """
    if output == "-" and (as_json or printer is not None):
        raise click.UsageError("Standard output holds the PDF alone: write -o FILE.")
    settings = read_settings(shelves(ctx.obj))
    ready = asked_for(settings.printer, printer, Asked(copies, sides, tray, no_wait), quiet=quiet)
    found, problems = (packets_again(folder, rows), ()) if packets else rows_again(folder, rows)
    if not found:
        raise HandoutsError(*problems)
    if output and len(found) > 1:
        raise click.UsageError("That is more than one file: leave out -o.")
    tell(problems)
    if not quiet:
        for each in found:
            click.echo(_line(each, names=names), err=True)
    if as_json:
        print_json([_as_dict(each, names=names) for each in found])
    _give(found, output, named=not as_json)
    if open_it:
        for each in found:
            click.launch(str(each.path))
    paths = (each.path for each in found)
    code = ready.print_files(paths, Prints(folder)) if ready else ExitCode.OK
    ctx.exit(code or (ExitCode.PARTLY if problems else ExitCode.OK))


def _give(found: tuple[Again, ...], output: str | None, *, named: bool) -> None:
    """Write the copy that was asked for; without one, the names of the files on stdout."""
    if output == "-":
        sys.stdout.buffer.write(read_bytes(found[0].path))
    elif output:
        put(Path(output), read_bytes(found[0].path), replace=True)
    if named and output != "-":
        for each in found:
            click.echo(output or str(each.path))


def _line(each: Again, *, names: bool) -> str:
    """What it is, as somebody at the printer looks for it."""
    rows = ", ".join(map(str, each.rows))
    words = [
        f"{'row' if len(each.rows) == 1 else 'rows'} {rows}",
        f"packet {each.packet}" if each.packet else "",
        plain_clock(each.time) if each.time else "",
        ", ".join(each.treatments),
        f"check {', '.join(each.codes)}",
        (each.name or "name not kept") if names else "",
    ]
    told = "  ".join(filter(None, words))
    return told[0].upper() + told[1:]


def _as_dict(each: Again, *, names: bool) -> dict[str, object]:
    return {
        "file": str(each.path), "rows": list(each.rows), "packet": each.packet,
        "time": each.time.isoformat("minutes") if each.time else None,
        "treatments": list(each.treatments), "check_codes": list(each.codes),
        **({"name": each.name} if names else {}),
    }  # fmt: skip
