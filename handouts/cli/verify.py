"""`handouts verify`: finished files in, what happened to them since out."""

from pathlib import Path

import click

from handouts.batch.verify import Verified, verify
from handouts.cli.folder import as_dict, counted, json_option, print_json, quiet_option, tell
from handouts.problems import ExitCode, errors


@click.command(epilog="Example: handouts verify tomorrow")
@click.argument("path", metavar="FILE|DIR", type=click.Path(path_type=Path, exists=True))
@json_option
@quiet_option
@click.pass_context
def command(ctx: click.Context, *, path: Path, as_json: bool, quiet: bool) -> None:
    """Tell which finished files were lost, changed or added since a batch made them.

    DIR is a folder that `handouts batch` wrote. A FILE that no manifest knows is read: all of its
    pages must show the same patient, the same check code and their number.
    """
    found = verify(path)
    wrong = errors(found.problems)
    if as_json:
        print_json(
            {
                "files": found.files, "against_manifest": found.against_manifest,
                "problems": [as_dict(problem) for problem in found.problems],
            }
        )  # fmt: skip
    else:
        tell(found.problems)
        if not quiet and not wrong:
            click.echo(_fine(found))
    ctx.exit(ExitCode.PROBLEMS if wrong else ExitCode.OK)


def _fine(found: Verified) -> str:
    if not found.files:
        return "No handout was made here, so there is nothing to look at."
    files = counted(found.files, "file")
    if found.against_manifest:
        return f"{files}: each is what was made, byte for byte."
    return f"{files}: all pages of each belong together. No manifest says more."
