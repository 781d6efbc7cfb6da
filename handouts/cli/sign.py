"""`handouts sign`: a clinician puts a name under words that patients read."""

import datetime as dt
import sys
from collections.abc import Sequence
from typing import Any

import click

from handouts.cli.folder import as_dict, json_option, print_json, quiet_option, shelves, tell, today
from handouts.library.shelves import Shelves
from handouts.library.signatures import sign
from handouts.make.maker import Maker
from handouts.make.signing import Ready, chosen, clinic_of, needed, not_yet, ready, texts_of
from handouts.model.settings import Settings
from handouts.model.signature import Signatures, State, state
from handouts.model.visit import Edition
from handouts.problems import ExitCode, HandoutsError
from handouts.read.content import read_settings
from handouts.read.dates import Unclear
from handouts.read.names import Refused
from handouts.read.signatures import read_signatures, read_signer, read_until


@click.command(
    epilog='Example: handouts sign statements/off-label --by "Ada Sample, MD" --until 2027-12-31'
)
@click.argument("items", nargs=-1, metavar="[ITEM]...")
@click.option("--by", required=True, metavar="TEXT", help='Who signs: "Name, role".')
@click.option(
    "--until", required=True, metavar="DATE", help="The last day it counts; 3 years at most."
)  # one option, one line
@click.option("--language", metavar="CODE", help="Of ITEM, --treatment and --all, such as es.")
@click.option(
    "--edition",
    type=click.Choice([str(each) for each in Edition.with_words()]),
    default=str(Edition.STANDARD),
    help="Which words of --treatment and --all.",
)
@click.option(
    "--treatment",
    "treatments",
    multiple=True,
    metavar="ID",
    help="All texts of this treatment's handout. May be given more than once.",
)
@click.option("--all", "everything", is_flag=True, help="All texts of all handouts that you offer.")
@click.option("--yes", is_flag=True, help="Do not ask: all texts that are listed were read.")
@json_option
@quiet_option
@click.pass_context
def command(
    ctx: click.Context, *, items: tuple[str, ...], by: str, until: str, language: str | None,
    edition: str, treatments: tuple[str, ...], everything: bool, yes: bool, as_json: bool,
    quiet: bool,
) -> None:  # fmt: skip
    """Sign the words of each ITEM: you have read them, and stand behind them.

    ITEM is a name such as statements/off-label, es/statements/off-label or clinic; a file; or a
    folder for all that is in it. A copy of the words goes into signed/ in your clinic's folder,
    with your name. Any change of the words ends the signature.
    """
    place = shelves(ctx.obj)
    folder, settings = clinic_of(place), read_settings(place)
    (name, role), end = _signer(by), _until(until, settings)
    if not (items or treatments or everything):
        raise click.UsageError("Name what is to be signed: an ITEM, or --treatment, or --all.")
    words = (language or settings.language, Edition(edition))
    names = list(chosen(place, items, words[0]))
    if treatments or everything:
        names += _of_handouts(place, settings, words, None if everything else treatments)
    names = list(dict.fromkeys(names))
    found, problems = ready(place, names)
    wanted = not_yet(found, _given(place, names), name, today(), end)
    tell(() if as_json else problems)
    if wanted and not yes and (treatments or everything or len(names) > len(items)):
        _ask(wanted, name, _given(place, names), settings)
    if wanted:
        sign(folder, [text for _, text in wanted], by=name, role=role, on=today(), until=end)
    waiting = _waiting(wanted, _given(place, names), settings)
    if as_json:
        print_json({
            "signed": [text.item for _, text in wanted],
            "signed_before": len(found) - len(wanted),
            "waiting": waiting,
            "problems": [as_dict(problem) for problem in problems],
        })  # fmt: skip
    else:
        _report(wanted, len(found) - len(wanted), waiting, quiet=quiet)
    ctx.exit(ExitCode.PROBLEMS if problems else ExitCode.OK)


def _signer(by: str) -> tuple[str, str]:
    try:
        return read_signer(by)
    except Refused as wrong:
        hint = 'Write --by "Ada Sample, MD".'
        raise click.UsageError(f"The name of who signs {wrong}. {hint}") from None


def _until(until: str, settings: Settings) -> dt.date:
    try:
        return read_until(until, settings.date_order, today())
    except Unclear as wrong:
        raise click.UsageError(f"--until {wrong}. {wrong.hint}") from None


def _of_handouts(
    place: Shelves,
    settings: Settings,
    words: tuple[str, Edition],
    treatments: Sequence[str] | None,
) -> tuple[str, ...]:
    """The texts of these treatments' handouts; None: of all that the clinic offers."""
    content = Maker(place, settings).content(*words)
    if treatments is None:
        return needed(content, settings)
    return tuple(name for each in treatments for name in texts_of(each, content, settings))


def _given(place: Shelves, names: Sequence[str]) -> Signatures:
    """What was signed before. Raises HandoutsError when the file of signatures cannot be read."""
    given, problems = read_signatures(place, frozenset(names))
    unreadable = [problem for problem in problems if problem.rule != "signatures"]
    if unreadable:
        raise HandoutsError(*unreadable)
    return given


def _ask(wanted: Sequence[Ready], name: str, given: Signatures, settings: Settings) -> None:
    """List what would be signed, and go on only when all of it was read."""
    for item, text in wanted:
        now = state(item, given, settings.signatures, today(), text.source)
        click.echo(f"  {text.item}  ({now}; {item.file})", err=True)
    count = _texts(len(wanted))
    if not _at_a_terminal():
        raise click.UsageError(f"Nothing was signed. When {name} has read {count}, add --yes.")
    click.confirm(f"Has {name} read {count}?", abort=True, err=True)


def _at_a_terminal() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()


def _waiting(wanted: Sequence[Ready], given: Signatures, settings: Settings) -> list[str]:
    """Those that need one more signature."""
    states: list[tuple[str, Any]] = [
        (text.item, state(item, given, settings.signatures, today(), text.source))
        for item, text in wanted
    ]
    return [name for name, now in states if now is State.WAITING]


def _report(wanted: Sequence[Ready], before: int, waiting: list[str], *, quiet: bool) -> None:
    for _, text in wanted:
        click.echo(text.item)
    if quiet:
        return
    again = f" {_texts(before)} had this signature before." if before else ""
    click.echo(f"{_texts(len(wanted))} signed.{again}", err=True)
    if waiting:
        click.echo(f"{_texts(len(waiting))} still wait for one more signature.", err=True)


def _texts(count: int) -> str:
    return f"{count} text{'' if count == 1 else 's'}"
