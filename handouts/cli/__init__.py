"""The terminal's face: a table of contents, and the one catch; a command loads when called."""

import contextlib
import gc
import importlib
import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from handouts import __version__
from handouts.problems import ExitCode, HandoutsError, did_you_mean

COMMANDS = {
    "init": "Make a folder for your clinic",
    "desk": "Open the front desk's page",
    "make": "Make one handout",
    "batch": "Make the handouts of a schedule",
    "packet": "Make one stack of a day's handouts, for the printer",
    "reprint": "Give a handout or a packet of a batch again",
    "recall": "Tell which handouts carried some words",
    "purge": "Delete the handouts of days that are long past",
    "print": "Print a PDF, or the handouts of a batch",
    "verify": "Tell which finished files were lost or changed",
    "check": "Check that the content is right",
    "diff": "Compare your words with stock, and see what an upgrade changed",
    "schema": "Write what editors need to help with the YAML files",
    "preview": "See the pages while you change the words",
    "list": "List treatments, risks, places and languages",
    "show": "Show one item of the content",
    "why": "Tell why each block is in a handout, or is not",
    "sign": "Sign words that patients read",
    "status": "Tell which words are not signed, changed or overdue",
    "doctor": "Tell what this machine lacks",
}


class _Commands(click.Group):
    """Each command is the file of its name; it is imported when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        return [*COMMANDS]

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:  # noqa: ARG002  # same
        if name not in COMMANDS:
            return None
        module = importlib.import_module(f"handouts.cli.{name}")
        command = module.command
        assert isinstance(command, click.Command)  # each file of cli/ has one
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        name = args[0] if args else ""
        if name and not name.startswith("-") and name not in COMMANDS:
            hint = did_you_mean(name, COMMANDS) or f"There is: {', '.join(COMMANDS)}."
            raise click.UsageError(f"There is no command {name!r}. {hint}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002  # same
        with formatter.section("Commands"):
            formatter.write_dl([*COMMANDS.items()])


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "auto_envvar_prefix": "HANDOUTS"},
    epilog="Example: handouts init clinic && cd clinic && handouts check",
)
@click.option(
    "-C",
    "folder",
    type=click.Path(file_okay=False, exists=True, path_type=Path),
    envvar="HANDOUTS_FOLDER",
    metavar="DIR",
    help="The clinic's folder; else the nearest one upwards that has a handouts.yaml.",
)
@click.version_option(__version__, prog_name="handouts")
@click.pass_context
def handouts(ctx: click.Context, folder: Path | None) -> None:
    """Print personalised patient handouts from a clinic's own words.

    General education, not a medical device. Stock words are unreviewed drafts; the clinic is
    responsible for their review.
    """
    ctx.obj = folder


def main() -> None:
    """Run a command; whatever goes wrong ends in words and an exit code, never in a traceback."""
    gc.disable()  # a command is short, and the engine looks for garbage between two documents
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal may not know every letter
            stream.reconfigure(errors="backslashreplace")
    sys.exit(guarded(_command))


def _command() -> Any:
    try:
        return handouts.main(standalone_mode=False)
    except SystemExit as left:
        if left.code != 1:  # with 1 click leaves when nobody reads what it prints
            raise
        return ExitCode.OK


def guarded(work: Callable[[], Any]) -> int:
    """The exit code of some work, with its errors told on stderr."""
    try:
        ended = work()
    except HandoutsError as wrong:
        for problem in wrong.problems:
            _say(str(problem))
        return wrong.code
    except click.exceptions.Exit as left:
        return left.exit_code
    except click.ClickException as wrong:
        wrong.show()
        return wrong.exit_code
    except (KeyboardInterrupt, click.Abort, EOFError):
        _say("Stopped. What was finished is kept.")
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        return ExitCode.OK
    except OSError as wrong:
        where = f"{wrong.filename}: " if wrong.filename else ""
        _say(f"{where}{wrong.strerror or wrong}.")
        return ExitCode.MACHINE
    except Exception as wrong:  # the last catch: users never see a traceback
        _say(
            f"handouts itself has a fault ({type(wrong).__name__}). Nothing wrong was written.\n"
            "    Please report what you did; leave out anything about patients."
        )
        return ExitCode.MACHINE
    return int(ended) if isinstance(ended, int) else ExitCode.OK


def _say(text: str) -> None:
    with contextlib.suppress(OSError):  # nobody listens any more, and the exit code says it, too
        click.echo(text, err=True)
