"""What became of a schedule's rows, for the terminal and for programs: no patient is in it."""

from pathlib import Path

import click

from handouts.batch.count import Count
from handouts.batch.job import Done
from handouts.batch.manifest.account import Outcome
from handouts.cli.folder import as_dict, counted, tell
from handouts.cli.heard import heard_or_not
from handouts.problems import Problem, Severity
from handouts.read.schedule.rows import Schedule

_LOUD = (Severity.HINT, Severity.WARNING, Severity.ERROR)
_NAMED = 30  # rows at most in one line


def tell_rows(done: list[Done], count: Count, trial: str, table: Schedule, *, quiet: bool) -> None:
    """Problems first, the same ones told once; then the account, and what is said of a `trial`.

    What must be mended stands last among them, where whoever looks up from the account sees it.
    """
    problems = [
        (each.entry.row, problem) for each in done for problem in each.problems
        if not (quiet and problem.severity is Severity.HINT)
    ]  # fmt: skip
    problems.sort(key=lambda told: _LOUD.index(told[1].severity))
    alike: dict[tuple[str, str], list[tuple[int, Problem]]] = {}
    for row, problem in problems:
        alike.setdefault((problem.rule, problem.message), []).append((row, problem))
    for (own, first), *others in alike.values():
        tell([first])
        if others and first.severity is Severity.HINT:
            rows_alike = {own, *(row for row, _ in others)}
            if len(rows_alike) > 1:
                click.echo(f"    So it is with {len(rows_alike)} rows.", err=True)
        elif others:
            rows = ", ".join(str(row) for row in dict.fromkeys(row for row, _ in others))
            click.echo(f"    The same in: {rows}.", err=True)
    if not quiet:
        blank = f" ({counted(table.blank_lines, 'blank line')} between them)"
        if table.ignored:
            click.echo(f"Columns that are left out: {', '.join(table.ignored)}.", err=True)
        click.echo(
            f"{counted(count.rows, 'row')}{blank if table.blank_lines else ''}: "
            f"{count.made} made, {count.skipped} skipped, {count.failed} failed. "
            f"{counted(count.handouts, 'handout')}.{trial}",
            err=True,
        )
    if not count.adds_up:
        click.echo("The rows do not add up: please report this.", err=True)


def tell_end(done: list[Done], folder: Path | None, way_on: str, corrected: str) -> None:
    """Which rows a human must look after, and how to go on; the folder alone on stdout.

    `way_on` tries the same schedule again, `corrected` another one; without the first nothing of it
    is told.
    """
    outcomes = ((each.entry.row, each.entry.outcome) for each in done)
    rows = [*dict.fromkeys(str(row) for row, outcome in outcomes if outcome is Outcome.FAILED)]
    if rows and way_on:
        named = ", ".join(rows[:_NAMED]) + (" ..." if len(rows) > _NAMED else "")
        with heard_or_not():
            click.echo(
                f"Without a handout: row {named}. To try again: {way_on}\n"
                f"    With a corrected schedule: {corrected}",
                err=True,
            )
    if folder is not None:
        with heard_or_not():
            click.echo(str(folder))


def report(done: list[Done], count: Count, folder: Path | None) -> dict[str, object]:
    """The same for programs."""
    return {
        "folder": str(folder) if folder else None,
        "rows": count.rows, "made": count.made, "skipped": count.skipped, "failed": count.failed,
        "handouts": [
            {"row": each.entry.row, "outcome": str(each.entry.outcome), "file": each.entry.file,
             "problems": [as_dict(problem) for problem in each.problems]}
            for each in done
        ],
    }  # fmt: skip
