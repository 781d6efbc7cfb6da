"""`handouts doctor`: each room tells what it needs of this machine, and how to get it."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from functools import partial
from typing import Any

import click

from handouts import __version__
from handouts.cli.folder import json_option, print_json, shelves
from handouts.library.shelves import Shelves
from handouts.make.languages import english_name, script
from handouts.make.maker import Maker
from handouts.press.engine import versions
from handouts.press.fonts import fonts
from handouts.problems import ExitCode, HandoutsError
from handouts.read.content import read_settings


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that handouts needs, and whether it is there."""

    what: str
    fine: bool
    says: str
    hint: str = ""
    needed: bool = True
    """Nothing can be printed without it."""


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
    able = all(finding.fine or not finding.needed for finding in findings)
    ctx.exit(ExitCode.OK if able else ExitCode.MACHINE)


def _examine(place: Shelves) -> Iterator[Finding]:
    python = ".".join(str(part) for part in sys.version_info[:3])
    yield Finding("handouts", fine=True, says=f"{__version__} with Python {python}")
    layout = _asked("page layout", versions)
    yield layout
    yield Finding("folder", fine=True, says=str(place.clinic or "none; stock words are used"))
    yield _asked("settings", lambda: f"time zone {read_settings(place).timezone}")
    yield _asked("content", lambda: _content(place))
    for language in place.languages() if layout.fine else ():
        found = _asked(f"letters for {english_name(language)}", partial(_letters, language))
        yield replace(found, needed=False)


def _asked(what: str, ask: Callable[[], Any]) -> Finding:
    try:
        return Finding(what, fine=True, says=str(ask()))
    except HandoutsError as wrong:
        first = wrong.problems[0]
        more = len(wrong.problems) - 1
        says = f"{first.place}: {first.message}" + (f" And {more} more problems." if more else "")
        return Finding(what, fine=False, says=says, hint=first.hint)


def _letters(language: str) -> str:
    found = fonts(script(language))
    return f"{', '.join(found.families)} ({found.seal[:8]})"


def _content(place: Shelves) -> str:
    settings = read_settings(place)
    items = Maker(place, settings).content(settings.language).items()
    return f"{len(items)} files in {', '.join(place.languages())}"
