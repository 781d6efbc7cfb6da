"""`handouts batch`: a schedule in, a folder of PDFs and a manifest out."""

import datetime as dt
import shlex
import sys
from pathlib import Path
from typing import Any

import click

from handouts.batch.batch import Batch, read_batch
from handouts.batch.changed.earlier import next_folder
from handouts.batch.job import Order
from handouts.batch.manifest.manifest import Manifest
from handouts.cli.account import report, tell_end, tell_rows
from handouts.cli.asked import Asked, asked_for, print_options
from handouts.cli.folder import (
    json_option,
    print_json,
    quiet_option,
    shelves,
    today,
)
from handouts.cli.heard import heard_or_not
from handouts.cli.packet import as_json_of, tell_stack
from handouts.cli.progress import followed
from handouts.cli.pull import as_json_of_pulls, tell_pulls
from handouts.library.shelves import read_bytes
from handouts.make.maker import Maker
from handouts.model.settings import Settings, Sides
from handouts.problems import ExitCode
from handouts.read.columns import Known
from handouts.read.content import read_settings
from handouts.read.dates import Unclear, named_day
from handouts.read.schedule.file import How

_OTHERWISE = {"out", "resume", "workers", "as_json", "quiet"}  # said anew, or of no matter


@click.command(epilog="Example: handouts batch tomorrow.csv --out tomorrow")
@click.argument("schedule", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="A new folder for the PDFs; else the schedule's name with -handouts.",
)
@click.option("--draft", is_flag=True, help="Also print words that nobody signed, marked DRAFT.")
@click.option("--dry-run", is_flag=True, help="Try every row, write nothing.")
@click.option(
    "--packet", "with_packet", is_flag=True, help="Also make one stack of all, for the printer."
)
@click.option(
    "--encoding",
    type=click.Choice(["utf-8", "utf-16", "cp1252"]),
    help="How the file's letters are stored, when it is no UTF-8.",
)
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    metavar="N",
    help="How many processes share the work; else as many as suit the schedule and this machine.",
)
@click.option(
    "--map",
    "maps",
    multiple=True,
    metavar="THEIRS=OURS",
    help='What a column is, such as "Patient name=patient"; =ignore leaves it out. Repeatable.',
)
@click.option(
    "--date", "of_day", metavar="DAY", help="Make this day only: 2026-12-01, today or tomorrow."
)
@click.option("--sheet", metavar="NAME", help="The sheet of a workbook, where it has several.")
@click.option("--resume", is_flag=True, help="Finish a batch that was stopped, in its folder.")
@click.option(
    "--changed",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Make only what changed since the batch in DIR, and list the sheets to take out.",
)
@print_options
@json_option
@quiet_option
@click.pass_context
def command(
    ctx: click.Context, *, schedule: Path, out: Path | None, draft: bool, dry_run: bool,
    with_packet: bool,
    encoding: str | None, workers: int | None, maps: tuple[str, ...], sheet: str | None,
    of_day: str | None, resume: bool, changed: Path | None, as_json: bool, quiet: bool,
    printer: str | None, copies: int | None, sides: str | None, tray: str | None, no_wait: bool,
) -> None:  # fmt: skip
    """Make the handouts of a schedule, one PDF for each row and treatment.

    SCHEDULE is a CSV file or a workbook (XLSX, XLS, ODS). Its first row names the columns: patient,
    born, treatment, date, time and, where you have them, the other options of `handouts make`.
    They may have your own names: see --map, and `schedule:` in handouts.yaml. FHIR (JSON) and HL7
    (SIU) files of appointments are read, too.
    """
    _check(ctx)
    place = shelves(ctx.obj)
    settings = read_settings(place)
    only = _day(of_day, settings)
    ctx.params["of_day"] = only  # on another day, tomorrow is another one
    asked = Asked(copies, sides, tray, no_wait)
    ready = asked_for(settings.printer, printer, asked, quiet=quiet)
    maker = Maker(place, settings)
    known = Known.of(maker.content(settings.language), settings, settings.spoken(place.languages()))
    how = How.of(known, maps=maps, encoding=encoding, sheet=sheet)
    table, told = read_batch(read_bytes(schedule), str(schedule), how, known, only)
    out = out or (next_folder(changed) if changed else Path(f"{schedule.stem}-handouts"))
    folder = None if dry_run else out
    order = Order(
        printed=today(), out=folder, draft=draft, workers=workers, resume=resume, day=only,
        schedule=told,
    )  # fmt: skip
    batch = Batch.opened(table.rows, maker, known, order, file=str(schedule), changed=changed)
    way_on = _way_on(ctx, folder) if folder else ""
    hidden = quiet or as_json or sys.stderr is None
    done = followed(batch, way_on, hidden=hidden)
    count = batch.count(done)
    if not as_json:
        with heard_or_not():
            tell_rows(done, count, _trial(out) if dry_run else "", table, quiet=quiet)
    pulled = batch.pull(done)
    if not as_json:
        tell_pulls(pulled, folder)
    day = batch.keep(done)
    wanted = count.handouts > 0 and (with_packet or batch.was_stacked or bool(ready))
    usual = settings.printer.sides or Sides.LONG_EDGE
    stacked = batch.stack(day, ready.sides if ready else usual) if wanted else None
    with heard_or_not():
        if as_json:
            packet = {"packet": as_json_of(stacked)} if stacked else {}
            print_json(report(done, count, folder) | packet | as_json_of_pulls(pulled))
        elif stacked is not None and not quiet:
            tell_stack(stacked)
    if not as_json and (count.handouts or pulled is not None):
        corrected = _once_corrected(ctx, folder) if folder else ""
        tell_end(done, folder, "" if quiet else way_on, corrected)
    code = ExitCode.OK
    if ready and folder is not None and (count.handouts or pulled):
        code = ready.print_batch(folder, (each.entry for each in done), count)
    ctx.exit(code or count.exit_code)


def _check(ctx: click.Context) -> None:
    """Options that make no sense together are wrong usage."""
    said = ctx.params
    if said["dry_run"] and said["resume"]:
        raise click.UsageError("A trial writes nothing, so there is nothing to resume.")
    if said["dry_run"] and said["printer"] is not None:
        raise click.UsageError("A trial writes nothing, so there is nothing to print.")
    if said["changed"] is not None and said["resume"] and said["out"] is None:
        raise click.UsageError("Say with --out which folder is to be finished.")


def _trial(out: Path) -> str:
    """What is said of a batch that was only tried, and of the folder that it would write to."""
    said = " This was a trial: nothing was written."
    if (out / Manifest.NAME).exists():
        said += f" {out} holds an earlier batch: choose another folder with --out."
    return said


def _way_on(ctx: click.Context, folder: Path) -> str:
    """The command that finishes this batch: the same words, into the same folder."""
    return shlex.join([*_said(ctx), "--out", str(folder), "--resume"])


def _once_corrected(ctx: click.Context, folder: Path) -> str:
    """The command for another schedule of the same day: what it changes goes into a new folder."""
    return shlex.join([*_said(ctx, "changed"), "--changed", str(folder)])


def _said(ctx: click.Context, *but: str) -> list[str]:
    """The words of this command, but for where its files go, and some options."""
    words = ["handouts", *(["-C", str(ctx.obj)] if ctx.obj else []), "batch"]
    for param in ctx.command.params:
        value: Any = ctx.params[param.name or ""]
        if isinstance(param, click.Argument):
            words.append(str(value))
        elif param.name not in {*_OTHERWISE, *but} and value not in (None, False, ()):
            values = value if isinstance(value, tuple) else (value,)
            for each in values:
                words += (
                    [param.opts[0]] if each is True or each == "" else [param.opts[0], str(each)]
                )
    return words


def _day(text: str | None, settings: Settings) -> dt.date | None:
    """The only day to make, where one is named."""
    if text is None:
        return None
    try:
        return named_day(text, settings.date_order, today())
    except Unclear as unclear:
        message = f"--date {unclear}. {unclear.hint} Or say today, or tomorrow."
        raise click.UsageError(message) from None
