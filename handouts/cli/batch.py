"""`handouts batch`: a schedule in, a folder of PDFs and a manifest out."""

import contextlib
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from handouts.batch.count import Count
from handouts.batch.forms import Seen
from handouts.batch.job import Done, Order
from handouts.batch.manifest import Manifest
from handouts.batch.outbox import open_folder
from handouts.batch.run import run
from handouts.cli.folder import as_dict, json_option, print_json, quiet_option, shelves, tell, today
from handouts.library.shelves import read_bytes
from handouts.make.maker import Maker
from handouts.problems import HandoutsError, Place, Problem
from handouts.read.columns import Known
from handouts.read.content import read_settings
from handouts.read.schedule.file import How, read_schedule


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
@click.option("--sheet", metavar="NAME", help="The sheet of a workbook, where it has several.")
@json_option
@quiet_option
@click.pass_context
def command(
    ctx: click.Context, *, schedule: Path, out: Path | None, draft: bool, dry_run: bool,
    encoding: str | None, workers: int | None, maps: tuple[str, ...], sheet: str | None,
    as_json: bool, quiet: bool,
) -> None:  # fmt: skip
    """Make the handouts of a schedule, one PDF for each row and treatment.

    SCHEDULE is a CSV file whose first line names the columns: patient, born, treatment, date, time
    and, where you have them, the other options of `handouts make`.
    """
    place = shelves(ctx.obj)
    settings = read_settings(place)
    maker = Maker(place, settings)
    known = Known.of(maker.content(settings.language), settings, settings.spoken(place.languages()))
    how = How.of(known, maps=maps, encoding=encoding, sheet=sheet)
    table = read_schedule(read_bytes(schedule), str(schedule), how)
    folder = None if dry_run else _fresh(out or Path(f"{schedule.stem}-handouts"))
    order = Order(printed=today(), out=folder, draft=draft, workers=workers)
    done: list[Done] = []
    hidden = quiet or as_json
    with _terminated_like_interrupted(), contextlib.closing(
        run(table.rows, maker, known, order, _laying_out(hidden=hidden))
    ) as all_done, click.progressbar(
        length=len(table.rows), label="Making handouts", file=sys.stderr,
        hidden=hidden,
    ) as bar:  # fmt: skip
        rows: set[int] = set()
        for each in all_done:
            done.append(each)
            bar.update(0 if each.entry.row in rows else 1)
            rows.add(each.entry.row)
    count = Count.of([each.entry for each in done], len(table.rows))
    if as_json:
        print_json(_report(done, count, folder))
    else:
        _tell(done, count, folder, table.blank_lines, quiet=quiet)
    if folder is not None and not count.handouts:
        _give_back(folder)
    ctx.exit(count.exit_code)


def _laying_out(*, hidden: bool) -> Seen:
    """A bar for what comes before the first handout and may take minutes."""
    bars: list[Any] = []

    def seen(done: int, of: int) -> None:
        if not bars:
            bars.append(
                click.progressbar(
                    length=of, label="Laying out new forms", file=sys.stderr, hidden=hidden
                )
            )
            bars[0].__enter__()
        bars[0].update(1)
        if done == of:
            bars[0].__exit__(None, None, None)

    return seen


@contextlib.contextmanager
def _terminated_like_interrupted() -> Iterator[None]:
    """SIGTERM ends a batch as Ctrl-C does: with all its processes, and with no half file."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _fresh(folder: Path) -> Path:
    """The folder to write to; it must not hold another batch. Raises HandoutsError."""
    if (folder / Manifest.NAME).exists():
        problem = Problem(
            Place(str(folder / Manifest.NAME)),
            "used-folder",
            "This folder holds an earlier batch.",
            "Choose another one with --out, or move the old one away.",
        )
        raise HandoutsError(problem)
    return open_folder(folder)


def _give_back(folder: Path) -> None:
    """Nothing was made: the same folder may be used again once the rows are mended."""
    (folder / Manifest.NAME).unlink(missing_ok=True)
    with contextlib.suppress(OSError):  # something else may be in it
        folder.rmdir()


def _tell(
    done: list[Done], count: Count, folder: Path | None, blank_lines: int, *, quiet: bool
) -> None:
    """Problems first, the same ones told once; then the account; the folder alone on stdout."""
    problems = [problem for each in done for problem in each.problems]
    alike: dict[tuple[str, str], list[Problem]] = {}
    for problem in problems:
        alike.setdefault((problem.rule, problem.message), []).append(problem)
    for first, *others in alike.values():
        tell([first])
        if others:
            rows = ", ".join(str(line) for line in dict.fromkeys(p.place.line for p in others))
            click.echo(f"    The same in: {rows}.", err=True)
    if not quiet:
        blank = f" ({blank_lines} blank lines between them)" if blank_lines else ""
        click.echo(
            f"{count.rows} rows{blank}: {count.made} made, {count.skipped} skipped, "
            f"{count.failed} failed. {count.handouts} handouts."
            + ("" if folder else " This was a trial: nothing was written."),
            err=True,
        )
    if not count.adds_up:
        click.echo("The rows do not add up: please report this.", err=True)
    if folder is not None and count.handouts:
        click.echo(str(folder))


def _report(done: list[Done], count: Count, folder: Path | None) -> dict[str, object]:
    return {
        "folder": str(folder) if folder else None,
        "rows": count.rows, "made": count.made, "skipped": count.skipped, "failed": count.failed,
        "handouts": [
            {"row": each.entry.row, "outcome": str(each.entry.outcome), "file": each.entry.file,
             "problems": [as_dict(problem) for problem in each.problems]}
            for each in done
        ],
    }  # fmt: skip
