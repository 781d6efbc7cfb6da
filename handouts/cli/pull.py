"""The pull list of a changed day, for the terminal and for programs: no patient is in it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from handouts.batch.changed.pull import total
from handouts.batch.changed.reasons import Pull
from handouts.batch.packet.files import PULL_LIST
from handouts.cli.heard import heard_or_not
from handouts.make.words.times import plain_clock


def tell_pulls(found: Sequence[Pull] | None, folder: Path | None) -> None:
    """What to take out, also when all else is to be quiet: a sheet left in harms a patient."""
    if found is None:
        return
    with heard_or_not():
        _tell(found, folder)


def _tell(found: Sequence[Pull], folder: Path | None) -> None:
    if not found:
        click.echo("Nothing is to be taken out of the earlier stack.", err=True)
        return
    click.echo(f"TAKE OUT of the earlier stack, and destroy: {total(found)}.", err=True)
    for each in found:
        click.echo(f"    {_line(each)}", err=True)
    if any(each.look for each in found):
        click.echo("    [!] Nothing takes its place yet: look after the patient.", err=True)
    if folder is not None:
        click.echo(f"With initials, to tick: {folder / PULL_LIST}", err=True)


def _line(each: Pull) -> str:
    whose, entry = each.lying.whose, each.lying.entry
    words = (
        "[!]" if each.look else "",
        f"Run {each.lying.run}" if each.lying.run else "",
        each.place,
        plain_clock(whose.time) if whose else "",
        entry.treatment or "",
        f"check {entry.check_code}",
        each.why,
    )
    return "  ".join(filter(None, words))


def as_json_of_pulls(found: Sequence[Pull] | None) -> dict[str, Any]:
    """The list for programs; nothing where no stack was taken up."""
    if found is None:
        return {}
    lines = [
        {
            "run": each.lying.run, "packet": each.lying.packet, "first_sheet": each.lying.first,
            "last_sheet": each.lying.last, "row": each.lying.entry.row,
            "file": str(each.lying.path), "treatment": each.lying.entry.treatment,
            "check_code": each.lying.entry.check_code, "pages": each.lying.entry.pages,
            "time": each.lying.whose.time.isoformat("minutes") if each.lying.whose else None,
            "why": each.why, "look": each.look, "new_row": each.row, "new_check_code": each.code,
        }
        for each in found
    ]  # fmt: skip
    return {"pull": lines}
