"""`handouts doctor`: each room tells what it needs of this machine, and how to get it."""

import contextlib
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from functools import partial
from typing import Any

import click

from handouts import __version__
from handouts.batch.printing.cups import Cups
from handouts.batch.printing.printer import choose
from handouts.batch.printing.ticket import Ticket
from handouts.cli.folder import json_option, print_json, shelves
from handouts.library.shelves import Shelves
from handouts.make.forms.kept import FOLDER, Kept
from handouts.make.maker import Maker
from handouts.make.words.languages import english_name, script
from handouts.model.settings import PrinterSettings
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
    yield replace(_forms(place), needed=False)
    yield replace(_printers(place), needed=False)
    for language in place.languages() if layout.fine else ():
        found = _asked(f"letters for {english_name(language)}", partial(_letters, language))
        yield replace(found, needed=False)


def _forms(place: Shelves) -> Finding:
    """Without them all is made as well, only slower."""
    if place.clinic is None:
        return Finding("forms", fine=True, says="none are kept without a clinic's folder")
    if Kept(place.clinic).on_disk:
        return Finding("forms", fine=True, says=f"kept in {place.clinic / FOLDER}")
    says = f"{place.clinic / FOLDER} cannot be written, so new ones are laid out each day."
    hint = "All is made as well, only slower. Let whoever prints write into the clinic's folder."
    return Finding("forms", fine=False, says=says, hint=hint)


def _printers(place: Shelves) -> Finding:
    """Only a clinic that named its printer lacks one; else this just tells what there is."""
    named = PrinterSettings()
    with contextlib.suppress(HandoutsError):  # broken settings are told in their own line
        named = read_settings(place).printer
    try:
        if named.name is None:
            return Finding("printer", fine=True, says=_all_printers())
        chosen = choose(Cups(), Ticket().after(named))
    except HandoutsError as wrong:
        first = wrong.problems[0]
        hint = first.hint if named.name else "Without one, open the PDF and print it from there."
        return Finding("printer", fine=named.name is None, says=first.message, hint=hint)
    hint = f"Start it again with: cupsenable {chosen.name}" if chosen.stopped else ""
    return Finding("printer", fine=not chosen.stopped, says=chosen.told(), hint=hint)


def _all_printers() -> str:
    cups = Cups()
    usual = cups.usual()
    all_told = (
        f"{each.told()}{' (the usual one)' if each.name == usual else ''}"
        for each in cups.printers()
    )
    return "; ".join(all_told) or "none is set up"


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
