"""`handouts list`: the ids that visits may name."""

from pathlib import Path

import click

from handouts.cli.folder import json_option, print_json, shelves
from handouts.library.shelves import Shelves
from handouts.make.maker import Maker
from handouts.make.words.languages import english_name
from handouts.read.columns import Known
from handouts.read.content import read_settings


@click.command(epilog="Example: handouts list --json")
@json_option
@click.pass_obj
def command(folder: Path | None, /, *, as_json: bool) -> None:
    """List treatments, risks, places and languages by their ids, with each language's editions."""
    place = shelves(folder)
    settings = read_settings(place)
    content = Maker(place, settings).content(settings.language)
    languages = settings.spoken(place.languages())
    offered = Known.of(content, settings, languages).treatments
    catalogue = {
        "treatments": {id_: content.treatments[id_].says.name for id_ in offered},
        "risks": {id_: item.says.label for id_, item in content.risks.items()},
        "sites": {id_: site.name for id_, site in content.clinic.says.sites.items()},
        "languages": {code: _said(place, code) for code in languages},
    }
    if as_json:
        print_json(catalogue)
        return
    for heading, entries in catalogue.items():
        click.echo(f"{heading}:")
        width = max((len(id_) for id_ in entries), default=0)
        for id_, name in entries.items():
            click.echo(f"  {id_:<{width}}  {name}".rstrip())


def _said(place: Shelves, language: str) -> str:
    editions = ", ".join(place.editions(language))
    return f"{english_name(language)}: {editions}"
