"""The icon of `handouts desk`: put on the desktop, taken away, and what a double click does."""

import contextlib
import io
from collections.abc import Callable
from pathlib import Path

import click

from handouts.cli import guarded
from handouts.library.shelves import Shelves
from handouts.problems import ExitCode, stop


def install(place: Shelves) -> None:
    """Put it there, and tell its files. Raises HandoutsError."""
    from handouts.web.desk.opening.shortcut.install import install_shortcut  # noqa: PLC0415  # its own room

    for path in install_shortcut(place):
        click.echo(str(path))
    click.echo("A double click on the icon opens the desk.", err=True)


def remove(place: Shelves) -> None:
    """Take it away, and tell what is gone. Raises HandoutsError."""
    from handouts.web.desk.opening.shortcut.install import remove_shortcut  # noqa: PLC0415  # same

    gone = remove_shortcut(place)
    for path in gone:
        click.echo(str(path))
    click.echo("Removed." if gone else "There is no icon for this clinic's folder.", err=True)


def clicked(clinic: Path, work: Callable[[Path], None]) -> int:
    """Open this clinic's desk where there is no terminal: what stops it is told in the browser.

    Gives the exit code.
    """
    from handouts.web.desk.opening.stopped import show_stopped  # noqa: PLC0415  # same

    told = io.StringIO()  # what a terminal would show; an icon may have none at all
    with contextlib.redirect_stdout(told), contextlib.redirect_stderr(told):
        code = guarded(lambda: work(_there(clinic)))
        if code not in {ExitCode.OK, ExitCode.INTERRUPTED}:
            show_stopped(told.getvalue(), click.launch)
    return code


def _there(clinic: Path) -> Path:
    if not clinic.is_dir():
        raise stop(
            f"The clinic's folder {clinic} is not there.",
            "Is its drive connected? If it was moved, put the icon there anew, from where it is "
            "now: `handouts desk --install-shortcut`.",
            code=ExitCode.MACHINE,
        )
    return clinic
