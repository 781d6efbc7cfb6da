"""`handouts make`: one visit in, one PDF out."""

import contextlib
import os
import sys
from pathlib import Path
from typing import Any

import click

from handouts.batch.outbox.outbox import put
from handouts.cli.asked import Asked, asked_for, print_options
from handouts.cli.folder import (
    json_option,
    print_json,
    quiet_option,
    shelves,
    tell,
    tell_stock,
    today,
)
from handouts.cli.visit import cells_of, columns, visit_argument, visits_of
from handouts.make.maker import Made, Maker
from handouts.model.visit import Visit
from handouts.problems import ExitCode, HandoutsError, Place, errors
from handouts.read.columns import COLUMNS, REQUIRED, Cell, Known
from handouts.read.content import read_settings
from handouts.read.row import read_row


@click.command(
    epilog="Example: handouts make visit.yaml -o handout.pdf. Without a file it asks for what it "
    "needs. Other users of this machine can see a command line: prefer a file or the questions "
    "for names and birth dates."
)
@visit_argument
@columns
@click.option(
    "-o",
    "output",
    type=click.Path(allow_dash=True),
    metavar="FILE",
    help="Where to write it; - is standard output. Else a new file in this folder.",
)
@click.option("--open", "open_it", is_flag=True, help="Open it when it is finished.")
@print_options
@json_option
@quiet_option
@click.pass_context
def command(
    ctx: click.Context, /, *, visit: str | None, output: str | None, open_it: bool, as_json: bool,
    quiet: bool, printer: str | None, copies: int | None, sides: str | None, tray: str | None,
    no_wait: bool, **cells: str | None,
) -> None:  # fmt: skip
    """Make one handout.

    VISIT is a YAML or JSON file with the same names as the options, or - for standard input.
    """
    _check_output(output, as_json=as_json, printed=printer is not None)
    place = shelves(ctx.obj)
    settings = read_settings(place)
    asked = Asked(copies, sides, tray, no_wait)
    ready = asked_for(settings.printer, printer, asked, quiet=quiet)
    maker = Maker(place, settings)
    known = Known.of(maker.content(settings.language), settings, settings.spoken(place.languages()))
    given = cells_of(visit, cells)
    ask = sys.stdin is not None and sys.stdin.isatty() and visit != "-"
    wanted = _asked(given, known) if ask else visits_of(given, known)
    if output and len(wanted) > 1:
        raise click.UsageError("This visit makes more than one file: leave out -o.")
    made = [maker.make(each, printed=today()) for each in wanted]
    replaced = output not in {None, "-"} and os.path.isfile(output or "")  # noqa: PTH113  # False for what is no name
    files = [_write(each, its, output) for each, its in zip(made, wanted, strict=True)]
    if not quiet:
        tell_stock(place)
        _tell(made, str(output) if replaced else "")
    if as_json:
        print_json([_summary(each, file) for each, file in zip(made, files, strict=True)])
    elif output != "-":
        for file in files:
            click.echo(str(file))
    if open_it:
        for file in files:
            click.launch(str(file))
    code = ready.print_files(files) if ready else ExitCode.OK
    if output != "-":  # whoever reads from a pipe waits for its end
        _keep_forms(maker, wanted)
    ctx.exit(code)


def _keep_forms(maker: Maker, wanted: tuple[Visit, ...]) -> None:
    """The paper is there; what can be laid out for the next one like it is laid out now."""
    if sys.stdout is not None:
        sys.stdout.flush()
    with contextlib.suppress(KeyboardInterrupt, HandoutsError):
        for each in wanted:
            maker.keep(each, printed=today())


def _check_output(output: str | None, *, as_json: bool, printed: bool) -> None:
    if output == "-" and printed:
        raise click.UsageError("What goes to standard output is not printed: write -o FILE.")
    if output == "-" and sys.stdout is not None and sys.stdout.isatty():
        raise click.UsageError("A PDF is not for a terminal: write -o FILE, or use a pipe.")
    if output == "-" and as_json:
        raise click.UsageError("Standard output holds either the PDF or JSON: write -o FILE.")


def _asked(cells: dict[str, Cell], known: Known) -> tuple[Visit, ...]:
    """Ask for what is missing, and again for what is wrong; what was right stays."""
    while True:
        for name in REQUIRED:
            if name not in cells or not cells[name].text.strip():
                cells[name] = Cell(_ask(name, known), Place(name))
        visits, problems = read_row(cells, known, today=today(), place=Place("visit"))
        tell(problems)
        wrong = errors(problems)
        if not wrong:
            return visits
        again = [name for name, cell in cells.items() if any(p.place == cell.place for p in wrong)]
        if not again:
            raise HandoutsError(*wrong)
        for name in again:
            cells[name] = Cell(_ask(name, known), Place(name))


def _ask(name: str, known: Known) -> str:
    hint = f" ({', '.join(known.treatments)})" if name == "treatment" else ""
    answer: Any = click.prompt(f"{COLUMNS[name]}{hint}", err=True)
    return str(answer)


def _write(made: Made, visit: Visit, output: str | None) -> Path:
    if output == "-":
        sys.stdout.buffer.write(made.pdf)
        return Path("-")
    copy = f"-{visit.language}" if visit.bilingual else ""
    name = f"{visit.treatment}{copy}-{visit.date.isoformat()}-{made.handout.check_code}.pdf"
    path = Path(output or name)
    put(path, made.pdf, replace=True)
    return path


def _tell(made: list[Made], replaced: str) -> None:
    """What is to be known of the files that were written."""
    for each in made:
        if each.handout.draft_reasons:
            click.echo(f"DRAFT, because {'; '.join(each.handout.draft_reasons)}.", err=True)
    if replaced:
        click.echo(f"It took the place of the {replaced} that was there.", err=True)


def _summary(made: Made, file: Path) -> dict[str, Any]:
    handout = made.handout
    return {
        "file": str(file), "treatment": handout.form.treatment, "version": handout.form.version,
        "check_code": handout.check_code, "draft": list(handout.draft_reasons),
    }  # fmt: skip
