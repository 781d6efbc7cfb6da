"""`handouts show`: one item of the content, with its file and its words."""

from pathlib import Path
from typing import Any

import click

from handouts.cli.folder import json_option, print_json, shelves, today
from handouts.make.maker import Maker
from handouts.make.standing import Standing
from handouts.model.item import Item, canonical
from handouts.model.signature import State
from handouts.problems import ExitCode, did_you_mean, stop
from handouts.read.content import read_settings

_SAID = {
    State.SIGNED: "signed",
    State.DUE: "signed, and due within 60 days",
    State.OUTDATED: "signed, but its source has changed since",
    State.WAITING: "waits for one more signature",
    State.OVERDUE: "overdue: its signature has ended",
    State.CHANGED: "changed since it was signed",
    State.UNSIGNED: "not signed",
}


@click.command(epilog="Example: handouts show off-label")
@click.argument("item")
@json_option
@click.pass_obj
def command(folder: Path | None, /, *, item: str, as_json: bool) -> None:
    """Show one ITEM, such as off-label or statements/off-label."""
    place = shelves(folder)
    settings = read_settings(place)
    maker = Maker(place, settings)
    content = maker.content(settings.language)
    items, standing = content.items(), maker.standing(content, today())
    found = [each for each in items if item in {each.id, f"{each.kind}/{each.id}"}]
    if not found:
        known = [name for each in items for name in (each.id, f"{each.kind}/{each.id}")]
        hint = did_you_mean(item, known) or "`handouts list` shows treatments and risks."
        raise stop(f"There is no item {item!r}.", hint, code=ExitCode.USAGE)
    if as_json:
        print_json([_as_dict(each, standing) for each in found])
        return
    for each in found:
        _print(each, standing)


def _print(item: Item[Any], standing: Standing) -> None:
    click.echo(f"{item.kind}/{item.id} ({item.language})")
    click.echo(f"  file: {item.file}")
    click.echo(f"  seal: {item.seal[:16]}, {_SAID[standing(item)]}")
    for each in standing.signatures.of(item.name):
        words = "these words" if each.seal == item.seal else "other words"
        click.echo(f"  {each.by}, {each.role}, signed {words}: {each.on} until {each.until}")
    for path, text in item.prose():
        label = ".".join(str(part + 1) if isinstance(part, int) else part for part in path)
        click.echo(f"  {label}: {text}")
    sources = getattr(item.says, "sources", ())
    if sources and item.kind != "sources":
        click.echo(f"  sources: {', '.join(sources)}")


def _as_dict(item: Item[Any], standing: Standing) -> dict[str, Any]:
    return {
        "kind": item.kind, "id": item.id, "language": item.language, "file": item.file,
        "seal": item.seal, "state": str(standing(item)), "says": canonical(item.says),
    }  # fmt: skip
