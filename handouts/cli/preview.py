"""`handouts preview`: a live page for those who write the words."""

import contextlib
import threading
from pathlib import Path

import click

from handouts.cli.folder import shelves, tell_stock, today


@click.command(epilog="Example: handouts -C clinic preview")
@click.option(
    "--port", type=click.IntRange(0, 65_535), default=0, metavar="N",
    help="The port to use; else a free one.",
)  # fmt: skip
@click.option("--no-browser", is_flag=True, help="Only print the address.")
@click.pass_obj
def command(folder: Path | None, /, *, port: int, no_browser: bool) -> None:
    """See the pages beside your editor; each save shows at once.

    Opens a page in your browser: the handout of an example patient, and what is to mend. It is
    for this machine only, and ends with Ctrl-C.
    """
    from handouts.web.preview.page import preview  # noqa: PLC0415  # other commands need no server

    place = shelves(folder)
    tell_stock(place)
    with preview(place, today=today, launch=_launch, port=port) as door:
        click.echo(f"The preview is open. This address works once:\n{door.start}", err=True)
        click.echo("Stop it with Ctrl-C.", err=True)
        if not no_browser:
            click.launch(door.start)
        with contextlib.suppress(KeyboardInterrupt):
            threading.Event().wait()
    click.echo("Stopped. Your files are as you saved them.", err=True)


def _launch(path: Path) -> int:
    return click.launch(str(path))
