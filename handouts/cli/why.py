"""`handouts why`: why each block is in a visit's handout, or is not."""

import dataclasses
import datetime as dt
import textwrap
from typing import Any

import click

from handouts.cli.folder import json_option, print_json, shelves, tell, tell_stock
from handouts.cli.visit import cells_of, columns, visit_argument, visits_of
from handouts.make.compose.compose import compose
from handouts.make.compose.conditions import FOR_EVERYONE
from handouts.make.compose.why import ASKED, Part, Reason, Why, why
from handouts.make.maker import Maker
from handouts.model.content import Content
from handouts.model.visit import Visit
from handouts.problems import ExitCode, Place, Problem, errors
from handouts.read.columns import Cell, Known
from handouts.read.content import read_settings

_STAND_INS = {"patient": "Example", "born": "1960-01-01", "date": "2030-01-15", "time": "9:00 am"}
"""No block depends on these, so nobody need type them."""
_WIDTH = 98


@click.command(
    epilog="Example: handouts why visit.yaml; or handouts why --treatment ketamine-infusion "
    "--visit-type first --risks hypertension"
)
@visit_argument
@columns
@json_option
@click.pass_context
def command(
    ctx: click.Context, /, *, visit: str | None, as_json: bool, **cells: str | None
) -> None:
    """Tell why each block is in a visit's handout, or is not, and which line decides.

    VISIT is a file as `handouts make` takes it, or - for standard input. No name is needed.
    """
    place = shelves(ctx.obj)
    settings = read_settings(place)
    maker = Maker(place, settings)
    known = Known.of(maker.content(settings.language), settings, settings.spoken(place.languages()))
    given = {name: Cell(text, Place(name)) for name, text in _STAND_INS.items()}
    wanted = visits_of(given | cells_of(visit, cells), known)
    found: list[tuple[Visit, Content, Why]] = []
    problems: list[Problem] = []
    for each in wanted:
        content = maker.content(each.language, each.edition)
        found.append((each, content, why(each, content, settings)))
        _, wrong = compose(each, content, settings, printed=dt.date(2030, 1, 15))
        problems += wrong
    if as_json:
        print_json([_as_dict(each, told) for each, _, told in found])
    else:
        tell_stock(place)
        for each, content, told in found:
            _print(each, content, told)
    tell(problems)
    ctx.exit(ExitCode.PROBLEMS if errors(problems) else ExitCode.OK)


def _print(visit: Visit, content: Content, told: Why) -> None:
    name = content.treatments[visit.treatment].says.name
    click.secho(f"{name} ({visit.language}, {visit.edition})", bold=True)
    click.echo(
        f"dose band: {visit.dose_band or 'not known'}; visit type: "
        f"{visit.visit_type or 'not known'}; risks: {', '.join(visit.risks) or 'none listed'}"
    )
    for part in told.parts:
        _print_part(part)
    click.secho("\nIn no part of this handout", bold=True)
    for kind, ids in told.elsewhere.items():
        _list(f"{len(ids)} of {kind}: {', '.join(ids)}")


def _print_part(part: Part) -> None:
    out = " (out)" if part.own and not part.own.shown else ""
    click.secho(f"\n{part.heading}{out}", bold=True)
    file = part.own.place.file if part.own else None
    if part.own:
        because = "" if part.own.because == FOR_EVERYONE else f": {part.own.because}"
        _list(f"{_where(part.own.place)}{because}")
    if part.would_show:
        _list(f"out  with it: {', '.join(part.would_show)}")
    unlisted = [it for it in part.blocks if it.block.startswith("risks/") and not it.shown]
    for it in part.blocks:
        if it not in unlisted and not _goes_without_saying(it):
            _print_block(it, file)
    if unlisted:
        _list(f"out  {len(unlisted)} notes for risks that are not listed for this patient")


def _print_block(reason: Reason, file: str | None) -> None:
    """`file` is where the section stands, of which the line's number says enough."""
    near = reason.place.file == file
    because = "" if reason.because in {FOR_EVERYONE, ASKED} else f": {reason.because}"
    where = f"line {reason.place.line}" if near else _where(reason.place)
    _list(f"{'in ' if reason.shown else 'out'}  {_label(reason)}{because} ({where})")


def _where(place: Place) -> str:
    return f"{place.file}:{place.line}" if place.line else place.file


def _goes_without_saying(reason: Reason) -> bool:
    """An entry of a list that prints for everyone."""
    return reason.block.startswith("checklists/") and reason.because == FOR_EVERYONE


def _label(reason: Reason) -> str:
    name, _, part = reason.block.partition("#")
    if not part:
        return name
    return part if name.startswith("treatments/") else f"point {part} of {name}"


def _list(text: str) -> None:
    lines = textwrap.wrap(text, _WIDTH, subsequent_indent="     ", break_on_hyphens=False)
    for line in lines:
        click.echo(f"  {line}")


def _as_dict(visit: Visit, told: Why) -> dict[str, Any]:
    return {
        "treatment": visit.treatment, "language": visit.language, "edition": str(visit.edition),
        "dose_band": visit.dose_band, "visit_type": visit.visit_type, "risks": list(visit.risks),
        "parts": [
            {
                "heading": part.heading,
                "section": _reason_as_dict(part.own) if part.own else None,
                "blocks": [_reason_as_dict(reason) for reason in part.blocks],
                "would_show": list(part.would_show),
            }
            for part in told.parts
        ],
        "elsewhere": {kind: list(ids) for kind, ids in told.elsewhere.items()},
    }  # fmt: skip


def _reason_as_dict(reason: Reason) -> dict[str, Any]:
    place = dataclasses.asdict(reason.place)
    return {"block": reason.block, "in": reason.shown, "because": reason.because, **place}
