"""`handouts doctor`: each room tells what it needs of this machine, and how to get it."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

import click

from handouts import __version__
from handouts.cli.folder import json_option, print_json, shelves
from handouts.library.shelves import Shelves
from handouts.make.maker import Maker
from handouts.press.engine import versions
from handouts.problems import ExitCode, HandoutsError
from handouts.read.content import read_settings


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that handouts needs, and whether it is there."""

    what: str
    fine: bool
    says: str
    hint: str = ""


@click.command(epilog="Example: handouts doctor --json")
@json_option
@click.pass_context
def command(ctx: click.Context, *, as_json: bool) -> None:
    """Tell what this machine lacks, and how to get it."""
    findings = tuple(_examine(shelves(ctx.obj)))
    if as_json:
        print_json([asdict(finding) for finding in findings])
    else:
        for finding in findings:
            click.echo(f"{'ok  ' if finding.fine else 'LACK'}  {finding.what}: {finding.says}")
            if finding.hint:
                click.echo(f"      {finding.hint}")
    ctx.exit(ExitCode.OK if all(finding.fine for finding in findings) else ExitCode.MACHINE)


def _examine(place: Shelves) -> Iterator[Finding]:
    python = ".".join(str(part) for part in sys.version_info[:3])
    yield Finding("handouts", fine=True, says=f"{__version__} with Python {python}")
    yield _asked("page layout", versions)
    yield Finding("folder", fine=True, says=str(place.clinic or "none; stock words are used"))
    yield _asked("settings", lambda: f"time zone {read_settings(place).timezone}")
    yield _asked("content", lambda: _content(place))


def _asked(what: str, ask: Callable[[], Any]) -> Finding:
    try:
        return Finding(what, fine=True, says=str(ask()))
    except HandoutsError as wrong:
        first = wrong.problems[0]
        more = len(wrong.problems) - 1
        says = f"{first.place}: {first.message}" + (f" And {more} more problems." if more else "")
        return Finding(what, fine=False, says=says, hint=first.hint)


def _content(place: Shelves) -> str:
    settings = read_settings(place)
    items = Maker(place, settings).content(settings.language).items()
    return f"{len(items)} files in {', '.join(place.languages())}"
