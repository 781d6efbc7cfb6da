"""`handouts desk`: the front desk's page."""

import contextlib
import datetime as dt
import io
from pathlib import Path

import click

from handouts.cli import guarded
from handouts.cli.folder import shelves, tell_stock
from handouts.problems import ExitCode, stop


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
    "--draft", is_flag=True, help="With --kit: also words that nobody signed, marked DRAFT."
)
@click.pass_context
def command(
    ctx: click.Context, /, *, port: int, no_browser: bool, act: str | None, icon: Path | None,
    kit_folder: Path | None, draft: bool,
) -> None:  # fmt: skip
    """Pick a patient, see the handout, print it: a page for the front desk.

    Opens a page in your browser with today's list. It is for this machine only, and ends with
    Ctrl-C. When it runs already, it is opened once more.
    """
    if draft and kit_folder is None:
        raise click.UsageError("--draft is for --kit DIR; the page itself shows what is a draft.")
    folder: Path | None = ctx.obj
    if kit_folder is not None:
        from handouts.cli.kit import kit  # noqa: PLC0415  # the page needs no batch of blanks

        ctx.exit(kit(kit_folder, shelves(folder), draft=draft))
    if icon is not None:
        ctx.exit(_from_icon(icon))
    if act == "stop":
        _stop(folder)
    elif act is not None:
        _shortcut(folder, act)
    else:
        _open(folder, port, browser=not no_browser)


def _open(folder: Path | None, port: int, *, browser: bool) -> None:
    from handouts.web.desk.page import desk  # noqa: PLC0415  # other commands need no server
    from handouts.web.desk.running import RunsAlready  # noqa: PLC0415  # same

    place = shelves(folder)
    tell_stock(place)
    try:
        with desk(place, now=_now, port=port) as door, contextlib.suppress(KeyboardInterrupt):
            _show("The desk is open.", door.start, browser=browser)
            click.echo("Stop it with Ctrl-C.", err=True)
            door.over.wait()
    except RunsAlready as running:
        _show("The desk was open already.", running.address, browser=browser)
    else:
        click.echo("Stopped.", err=True)


def _show(said: str, address: str, *, browser: bool) -> None:
    click.echo(f"{said} This address works once:\n{address}", err=True)
    if browser:
        click.launch(address)


def _stop(folder: Path | None) -> None:
    from handouts.web.desk.folder import desk_folder  # noqa: PLC0415  # same
    from handouts.web.desk.running import ended  # noqa: PLC0415  # same

    own = desk_folder(shelves(folder))
    click.echo("Stopped." if own and ended(own) else "No desk runs here.", err=True)


def _shortcut(folder: Path | None, act: str) -> None:
    from handouts.web.desk.shortcut import install  # noqa: PLC0415  # same

    place = shelves(folder)
    if act == "install":
        for path in install.install_shortcut(place):
            click.echo(str(path))
        click.echo("A double click on the icon opens the desk.", err=True)
        return
    gone = install.remove_shortcut(place)
    for path in gone:
        click.echo(str(path))
    click.echo("Removed." if gone else "There is no icon for this clinic's folder.", err=True)


def _from_icon(clinic: Path) -> int:
    """Open the desk where no terminal is; the exit code."""
    from handouts.web.desk.stopped import show_stopped  # noqa: PLC0415  # same

    told = io.StringIO()  # what a terminal would show; an icon may have none at all
    with contextlib.redirect_stdout(told), contextlib.redirect_stderr(told):
        code = guarded(lambda: _open_there(clinic))
        if code not in {ExitCode.OK, ExitCode.INTERRUPTED}:
            show_stopped(told.getvalue(), click.launch)
    return code


def _open_there(clinic: Path) -> None:
    if not clinic.is_dir():
        raise stop(
            f"The clinic's folder {clinic} is not there.",
            "Is its drive connected? If it was moved, install the icon anew from there: "
            "`handouts desk --install-shortcut`.",
            code=ExitCode.MACHINE,
        )
    _open(clinic, 0, browser=True)


def _now() -> dt.datetime:
    """The time on this machine's clock; below cli/ it is always an argument."""
    return dt.datetime.now().astimezone()
