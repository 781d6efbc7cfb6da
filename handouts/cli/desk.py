"""`handouts desk`: the front desk's page."""

import contextlib
import datetime as dt
import threading
from pathlib import Path

import click

from handouts.cli.folder import shelves, tell_stock


@click.command(epilog="Example: handouts -C clinic desk")
@click.option(
    "--port", type=click.IntRange(0, 65_535), default=0, metavar="N",
    help="The port to use; else a free one.",
)  # fmt: skip
@click.option("--no-browser", is_flag=True, help="Only print the address.")
@click.option(
    "--kit", "kit_folder", type=click.Path(path_type=Path, file_okay=False), metavar="DIR",
    help="Open no page: fill DIR with blank handouts for the day when the computer is down.",
)  # fmt: skip
@click.option(
    "--draft", is_flag=True, help="With --kit: also words that nobody signed, marked DRAFT."
)
@click.pass_context
def command(
    ctx: click.Context, /, *, port: int, no_browser: bool, kit_folder: Path | None, draft: bool
) -> None:
    """Pick a patient, see the handout, print it: a page for the front desk.

    Opens a page in your browser with today's list. It is for this machine only, and ends with
    Ctrl-C.
    """
    if draft and kit_folder is None:
        raise click.UsageError("--draft is for --kit DIR; the page itself shows what is a draft.")
    place = shelves(ctx.obj)
    if kit_folder is not None:
        from handouts.cli.kit import kit  # noqa: PLC0415  # the page needs no batch of blanks

        ctx.exit(kit(kit_folder, place, draft=draft))
    from handouts.web.desk.page import desk  # noqa: PLC0415  # other commands need no server

    tell_stock(place)
    with desk(place, now=_now, port=port) as door:
        click.echo(f"The desk is open. This address works once:\n{door.start}", err=True)
        click.echo("Stop it with Ctrl-C.", err=True)
        if not no_browser:
            click.launch(door.start)
        with contextlib.suppress(KeyboardInterrupt):
            threading.Event().wait()
    click.echo("Stopped.", err=True)


def _now() -> dt.datetime:
    """The time on this machine's clock; below cli/ it is always an argument."""
    return dt.datetime.now().astimezone()
