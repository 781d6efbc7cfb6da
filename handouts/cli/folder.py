"""Which clinic's folder a command works in, and what its commands share."""

import datetime as dt
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from handouts.library.shelves import SETTINGS, Shelves, clinic_folder
from handouts.problems import Place, Problem

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")
quiet_option = click.option("-q", "--quiet", is_flag=True, help="Say nothing but problems.")


def shelves(folder: Path | None) -> Shelves:
    """The shelves of the folder that was named, else of the nearest one upwards, else stock."""
    if folder is not None and not (folder / SETTINGS).is_file():
        raise click.UsageError(
            f"There is no {SETTINGS} in {folder}: `handouts init {folder}` makes one."
        )
    return Shelves(folder.resolve() if folder else clinic_folder(Path.cwd()))


def tell_stock(place: Shelves) -> None:
    """Nobody should print another clinic's name because a folder was forgotten."""
    if place.clinic is None:
        click.echo("No clinic's folder here: an example clinic's data is used. See -C.", err=True)


def today() -> dt.date:
    """The day on this machine's calendar; below cli/ it is always an argument."""
    return dt.datetime.now().astimezone().date()


def tell(problems: Iterable[Problem]) -> None:
    """Problems in words on stderr, with how loud they are."""
    for problem in problems:
        loud = "" if problem.severity == "error" else f" [{problem.severity}]"
        hint = f"\n    {problem.hint}" if problem.hint else ""
        click.echo(f"{problem.place}:{loud} {problem.message}{hint}", err=True)


def counted(count: int, what: str) -> str:
    """1 row, 2 rows."""
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def as_dict(problem: Problem) -> dict[str, Any]:
    """A problem for programs."""
    place: Place = problem.place
    return {
        "file": place.file, "line": place.line, "column": place.column, "rule": problem.rule,
        "severity": str(problem.severity), "message": problem.message, "hint": problem.hint,
    }  # fmt: skip


def print_json(value: Any) -> None:
    """JSON on stdout."""
    click.echo(json.dumps(value, indent=2, ensure_ascii=False))
