"""`handouts desk`: the front desk's page."""

import contextlib
import datetime as dt
from collections.abc import Callable
from pathlib import Path

import click

from handouts.cli.folder import shelves, tell_stock
from handouts.library.shelves import Shelves

_ALREADY = "The desk was open already."


@click.command(epilog="Example: handouts -C clinic desk")
@click.option(
    "--port", type=click.IntRange(0, 65_535), default=0, metavar="N",
    help="The port to use; else a free one.",
)  # fmt: skip
@click.option("--no-browser", is_flag=True, help="Only print the address.")
@click.option("--stop", "act", flag_value="stop", help="End the desk that runs here.")
@click.option(
    "--install-shortcut", "act", flag_value="install", help="Put an icon on the desktop for it."
)
@click.option("--remove-shortcut", "act", flag_value="remove", help="Take that icon away.")
@click.option(
    "--icon", type=click.Path(path_type=Path), hidden=True,
    help="What the icon does: open this clinic's desk, and tell in the browser what stops it.",
)  # fmt: skip
@click.option(
    "--kit", "kit_folder", type=click.Path(path_type=Path, file_okay=False), metavar="DIR",
    help="Open no page: fill DIR with blank handouts for the day when the computer is down.",
)  # fmt: skip
@click.option(
    "--site",
    metavar="ID",
    help="With --kit: for which place, where the clinic has several.",
)
@click.option(
    "--draft", is_flag=True, help="With --kit: also words that nobody signed, marked DRAFT."
)
@click.pass_context
def command(
    ctx: click.Context, /, *, port: int, no_browser: bool, act: str | None, icon: Path | None,
    kit_folder: Path | None, site: str | None, draft: bool,
) -> None:  # fmt: skip
    """Pick a patient, see the handout, print it: a page for the front desk.

    Opens a page in your browser with today's list. It is for this machine only, and ends with
    Ctrl-C. When it runs already, it is opened once more.
    """
    if draft and kit_folder is None:
        raise click.UsageError("--draft is for --kit DIR; the page itself shows what is a draft.")
    if site is not None and kit_folder is None:
        raise click.UsageError("--site is for --kit DIR; on the page, the visit says where it is.")
    if kit_folder is not None:
        from handouts.cli.kit import kit  # noqa: PLC0415  # the page needs no batch of blanks

        ctx.exit(kit(kit_folder, shelves(ctx.obj), draft=draft, site=site))
    if icon is not None:
        from handouts.cli.icon import clicked  # noqa: PLC0415  # only an icon has no terminal

        ctx.exit(clicked(icon, lambda clinic: _open(shelves(clinic), port, browser=True)))
    if act is None:
        _open(shelves(ctx.obj), port, browser=not no_browser)
    else:
        _ACTS[act](shelves(ctx.obj))


def _open(place: Shelves, port: int, *, browser: bool) -> None:
    from handouts.web.desk.opening.running import RunsAlready, opened_again  # noqa: PLC0415  # same
    from handouts.web.desk.own.folder import desk_folder  # noqa: PLC0415  # other commands need none

    tell_stock(place)
    own = desk_folder(place)
    if own and (address := opened_again(own)):  # before all that only the page itself needs
        _show(_ALREADY, address, browser=browser)
        return
    from handouts.web.desk.page import desk  # noqa: PLC0415  # other commands need no server

    try:
        with desk(place, now=_now, port=port) as door, contextlib.suppress(KeyboardInterrupt):
            _show("The desk is open.", door.start, browser=browser)
            click.echo("Stop it with Ctrl-C.", err=True)
            door.over.wait()
    except RunsAlready as running:
        _show(_ALREADY, running.address, browser=browser)
    else:
        click.echo("Stopped.", err=True)


def _stop(place: Shelves) -> None:
    from handouts.web.desk.opening.running import ended  # noqa: PLC0415  # same
    from handouts.web.desk.own.folder import desk_folder  # noqa: PLC0415  # same

    own = desk_folder(place)
    click.echo("Stopped." if own and ended(own) else "No desk runs here.", err=True)


def _show(said: str, address: str, *, browser: bool) -> None:
    click.echo(f"{said} This address works once:\n{address}", err=True)
    if browser:
        click.launch(address)


def _install(place: Shelves) -> None:
    from handouts.cli.icon import install  # noqa: PLC0415  # same

    install(place)


def _remove(place: Shelves) -> None:
    from handouts.cli.icon import remove  # noqa: PLC0415  # same

    remove(place)


_ACTS: dict[str, Callable[[Shelves], None]] = {
    "stop": _stop, "install": _install, "remove": _remove,
}  # fmt: skip


def _now() -> dt.datetime:
    """The time on this machine's clock; below cli/ it is always an argument."""
    return dt.datetime.now().astimezone()
