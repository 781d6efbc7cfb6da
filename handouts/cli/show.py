"""`handouts show`: one item of the content, with its file and its words."""

from pathlib import Path
from typing import Any

import click

from handouts.cli.folder import json_option, print_json, shelves
from handouts.make.maker import Maker
from handouts.model.item import Item, canonical
from handouts.problems import ExitCode, did_you_mean, stop
from handouts.read.content import read_settings


@click.command(epilog="Example: handouts show off-label")
@click.argument("item")
@json_option
@click.pass_obj
def command(folder: Path | None, /, *, item: str, as_json: bool) -> None:
    """Show one ITEM, such as off-label or statements/off-label."""
    place = shelves(folder)
    settings = read_settings(place)
    items = Maker(place, settings).content(settings.language).items()
    found = [each for each in items if item in {each.id, f"{each.kind}/{each.id}"}]
    if not found:
        known = [name for each in items for name in (each.id, f"{each.kind}/{each.id}")]
        hint = did_you_mean(item, known) or "`handouts list` shows treatments and risks."
        raise stop(f"There is no item {item!r}.", hint, code=ExitCode.USAGE)
    if as_json:
        print_json([_as_dict(each) for each in found])
        return
    for each in found:
        _print(each)


def _print(item: Item[Any]) -> None:
    click.echo(f"{item.kind}/{item.id} ({item.language})")
    click.echo(f"  file: {item.file}")
    click.echo(f"  seal: {item.seal[:16]}, not signed")
    for path, text in item.prose():
        label = ".".join(str(part + 1) if isinstance(part, int) else part for part in path)
        click.echo(f"  {label}: {text}")
    sources = getattr(item.says, "sources", ())
    if sources and item.kind != "sources":
        click.echo(f"  sources: {', '.join(sources)}")


def _as_dict(item: Item[Any]) -> dict[str, Any]:
    return {
        "kind": item.kind, "id": item.id, "language": item.language, "file": item.file,
        "seal": item.seal, "says": canonical(item.says),
    }  # fmt: skip
