"""`handouts recall`: which handouts carried some words, from the manifests alone."""

from pathlib import Path
from typing import Any

import click

from handouts.batch.recall import Carrier, Recall, folders_in, named, read_batches, recall
from handouts.cli.folder import as_dict, json_option, print_json, quiet_option, shelves, tell
from handouts.library.shelves import Shelves
from handouts.model.signature import Signatures
from handouts.problems import ExitCode, HandoutsError
from handouts.read.content import read_settings
from handouts.read.signatures import read_named, read_signatures


@click.command(epilog="Example: handouts recall statements/off-label@2026-11-01 *-handouts")
@click.argument("item")
@click.argument("folders", nargs=-1, metavar="[DIR]...", type=click.Path(path_type=Path))
@json_option
@quiet_option
@click.pass_context
def command(
    ctx: click.Context, *, item: str, folders: tuple[Path, ...], as_json: bool, quiet: bool
) -> None:
    """Tell which handouts of the batches in DIR carry the words of ITEM.

    ITEM is named as for `handouts sign`. ITEM@VERSION means certain words of it: the beginning of
    their seal, as `handouts show` tells it, or the day when they were signed. Without DIR all
    batches in this folder are looked through.
    """
    place = shelves(ctx.obj)
    word, _, version = item.partition("@")
    batches, problems = read_batches(folders or folders_in(Path()))
    if not batches and not problems:
        raise click.UsageError("There is no batch in this folder: name the folders of batches.")
    names = named(word, batches, place, read_settings(place).language)
    given, now = _given(place, names), _now(place, names)
    found = recall(names, version or None, batches, given, now)
    problems = (*problems, *found.problems)
    if as_json:
        print_json({
            "items": list(names), "batches": len(batches), "now": now,
            "handouts": [_as_dict(carrier) for carrier in found.carriers],
            "problems": [as_dict(problem) for problem in problems],
        })  # fmt: skip
    else:
        tell(problems)
        for carrier in found.carriers:
            click.echo(_line(carrier))
        if not quiet:
            _tell(found, names, len(batches), given, now)
    ctx.exit(ExitCode.PROBLEMS if problems else ExitCode.OK)


def _given(place: Shelves, names: tuple[str, ...]) -> Signatures:
    given, _ = read_signatures(place, frozenset(names))
    return given


def _now(place: Shelves, names: tuple[str, ...]) -> dict[str, str]:
    """The seals of the items as they are today; an item that is gone or broken has none."""
    seals = {}
    for name in names:
        try:
            item, _, _ = read_named(place, name)
        except (HandoutsError, KeyError):
            continue
        if item is not None:
            seals[name] = item.seal
    return seals


def _line(carrier: Carrier) -> str:
    entry, account = carrier.entry, carrier.account
    packet = f"packet {carrier.packet}" if carrier.packet else "no packet"
    pages = f"{entry.pages} {'page' if entry.pages == 1 else 'pages'}"
    state = "file there" if carrier.there else "file gone"
    if account.purged and not carrier.there:
        state = f"file deleted on {account.purged.astimezone().date()}"
    words = (_day(carrier), str(carrier.folder), f"row {entry.row}", packet, entry.treatment,
             entry.check_code, pages, state)  # fmt: skip
    return "  ".join(map(str, words))


def _day(carrier: Carrier) -> str:
    run = carrier.account.run
    if run.first is None or run.last is None:
        return f"printed {run.printed}"
    return str(run.last) if run.first == run.last else f"{run.first} to {run.last}"


def _tell(
    found: Recall, names: tuple[str, ...], batches: int, given: Signatures, now: dict[str, str]
) -> None:
    """How many there are, and which words; a zero is told as loudly as any other number."""
    folders = len({carrier.folder for carrier in found.carriers})
    many = (
        "1 handout carries" if len(found.carriers) == 1 else f"{len(found.carriers)} handouts carry"
    )
    click.echo(
        f"{many} {', '.join(names)}, in {folders} of {batches} "
        f"{'batch' if batches == 1 else 'batches'}.",
        err=True,
    )
    signed = {line.seal: line.on for name in names for line in given.of(name)}
    for seal, number in found.seals.items():
        on = [f"signed on {day}" for whole, day in signed.items() if whole.startswith(seal)]
        as_now = any(whole.startswith(seal) for whole in now.values())
        told = ", ".join([*on, "the words of today" if as_now else "earlier words"])
        click.echo(f"    @{seal}: {number} ({told})", err=True)


def _as_dict(carrier: Carrier) -> dict[str, Any]:
    entry, run = carrier.entry, carrier.account.run
    purged = carrier.account.purged
    return {
        "folder": str(carrier.folder),
        "first": str(run.first) if run.first else None,
        "last": str(run.last) if run.last else None,
        "row": entry.row, "packet": carrier.packet, "treatment": entry.treatment,
        "language": entry.language, "version": entry.version, "check_code": entry.check_code,
        "pages": entry.pages, "file": entry.file, "there": carrier.there,
        "purged": purged.isoformat() if purged else None,
        "words": [{"item": name, "seal": seal} for name, seal in carrier.words],
    }  # fmt: skip
