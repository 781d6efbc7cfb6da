"""`handouts status`: which words nobody stands behind, and which changed since somebody did."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import click

from handouts.cli.changed import sides
from handouts.cli.folder import as_dict, json_option, print_json, shelves, tell, tell_stock, today
from handouts.make.maker import Maker
from handouts.make.status import HandoutStatus, Status, TextStatus, status
from handouts.model.signature import State
from handouts.problems import ExitCode, HandoutsError, Place, Severity
from handouts.read.content import read_settings, unknown_language

_HEADINGS = {
    State.CHANGED: "Changed since they were signed",
    State.OUTDATED: "Older than their source: the words that they were made from have changed",
    State.OVERDUE: "Overdue: the signature has ended",
    State.WAITING: "Wait for one more signature",
    State.DUE: "Due: the signature ends within 60 days",
}

_ONE_BY_ONE = frozenset({State.SIGNED, State.CHANGED, State.OUTDATED})


@click.command(epilog="Example: handouts status --language en --strict")
@click.option("--language", "languages", multiple=True, metavar="CODE", help="Only this language.")
@click.option("--strict", is_flag=True, help="End with 1 unless all is signed and in date.")
@click.option("-v", "--verbose", is_flag=True, help="List each text that is not signed.")
@json_option
@click.pass_context
def command(
    ctx: click.Context, *, languages: tuple[str, ...], strict: bool, verbose: bool, as_json: bool
) -> None:
    """Tell which words are not signed, changed, due or overdue, and which handouts print DRAFT.

    Only words that your handouts can print are counted.
    """
    place = shelves(ctx.obj)
    for language in languages:
        if language not in place.languages():
            problem = unknown_language(place, language, Place("--language"))
            raise HandoutsError(problem, code=ExitCode.USAGE)
    settings = read_settings(place)
    asked = languages or settings.spoken(place.languages())
    found = status(Maker(place, settings), asked, today())
    if as_json:
        print_json(_as_dict(found))
    else:
        tell_stock(place)
        tell(found.problems)
        _tell(found, verbose=verbose)
    wrong = any(problem.severity is Severity.ERROR for problem in found.problems)
    done = all(text.state.in_date for text in found.texts)
    ctx.exit(ExitCode.PROBLEMS if wrong or (strict and not done) else ExitCode.OK)


def _tell(found: Status, *, verbose: bool) -> None:
    _tell_handouts(found.handouts)
    for state, heading in _HEADINGS.items():
        texts = found.having(state)
        if texts:
            click.echo(f"\n{heading} ({len(texts)})")
        if verbose or state in {State.CHANGED, State.OUTDATED}:
            for text in texts:
                _tell_text(text)
        else:
            _tell_signed(texts)
    unsigned = found.having(State.UNSIGNED)
    if unsigned:
        click.echo(f"\nNot signed ({len(unsigned)})")
        _tell_unsigned(unsigned, verbose=verbose)
    if not verbose and any(text.state not in _ONE_BY_ONE for text in found.texts):
        click.echo("\nEach text by its name: handouts status -v")
    if not found.texts:
        return
    signed = len(found.having(State.SIGNED)) + len(found.having(State.DUE))
    click.echo(f"\n{signed} of {len(found.texts)} texts are signed and in date.")


def _tell_handouts(handouts: Sequence[HandoutStatus]) -> None:
    """A line for each set of words: which handouts print as they are, which with DRAFT."""
    groups: dict[str, list[HandoutStatus]] = {}
    for each in handouts:
        words = f"{each.language} {each.edition}" if each.edition.own_words else each.language
        groups.setdefault(words, []).append(each)
    for words, group in groups.items():
        ready = [each.treatment for each in group if not each.reasons]
        drafts = [
            f"{each.treatment} ({each.open or 'clinic.yaml'})" for each in group if each.reasons
        ]
        parts = [f"ready: {', '.join(ready)}"] if ready else []
        parts += [f"DRAFT: {', '.join(drafts)}"] if drafts else []
        click.echo(f"{words}: {'; '.join(parts)}")
    if any(each.open for each in handouts):
        click.echo("In brackets: how many texts of the handout are not signed and in date.")
    signed = [each for each in handouts if each.reasons and not each.open]
    for reason in dict.fromkeys(reason for each in signed for reason in each.reasons):
        click.echo(f"Signed, but still DRAFT: {reason}.")


def _tell_text(text: TextStatus) -> None:
    last = text.signatures[-1]
    click.echo(
        f"  {text.item.name}  {last.by}, {last.role}, {last.on} until {last.until}"
        f"  ({text.item.file})"
    )
    for change in text.changes:
        click.echo(f"    {change.place}: {change.part}")
        old, new = sides(change)
        click.echo(f"      signed: {old}")
        click.echo(f"      now:    {new}")
    if text.state in {State.CHANGED, State.OUTDATED} and not text.changes:
        click.echo("    Which words changed cannot be told: no copy of the old ones is there.")


def _tell_signed(texts: Iterable[TextStatus]) -> None:
    """Texts that were signed together in one line each."""
    groups: dict[str, list[TextStatus]] = {}
    for text in texts:
        last = text.signatures[-1]
        groups.setdefault(f"{last.by}, {last.role}, until {last.until}", []).append(text)
    for signed, group in groups.items():
        click.echo(f"  {signed}: {'; '.join(_counted(group))}")


def _tell_unsigned(texts: Iterable[TextStatus], *, verbose: bool) -> None:
    if verbose:
        for text in texts:
            click.echo(f"  {text.item.name}  ({text.item.file})")
        return
    for line in _counted(texts):
        click.echo(f"  {line}")


def _counted(texts: Iterable[TextStatus]) -> Iterator[str]:
    """`es: statements 34, risks 31` for each set of words."""
    by_words: dict[str, list[str]] = {}
    for (words, kind), count in Counter(_group(text) for text in texts).items():
        by_words.setdefault(words, []).append(f"{kind} {count}")
    for words, kinds in by_words.items():
        yield "clinic" if words == "clinic" else f"{words}: {', '.join(kinds)}"


def _group(text: TextStatus) -> tuple[str, str]:
    item = text.item
    words = item.language if item.name != item.kind else "clinic"
    return (f"{words} {item.edition}" if item.edition.own_words else words), item.kind


def _as_dict(found: Status) -> dict[str, Any]:
    return {
        "texts": [_text_dict(text) for text in found.texts],
        "handouts": [
            {
                "treatment": each.treatment, "language": each.language,
                "edition": str(each.edition), "state": str(each.state), "open": each.open,
                "draft": list(each.reasons),
            }
            for each in found.handouts
        ],
        "problems": [as_dict(problem) for problem in found.problems],
    }  # fmt: skip


def _text_dict(text: TextStatus) -> dict[str, Any]:
    return {
        "item": text.item.name, "file": text.item.file, "state": str(text.state),
        "seal": text.item.seal,
        "signatures": [
            {"by": each.by, "role": each.role, "on": each.on.isoformat(),
             "until": each.until.isoformat(), "seal": each.seal}
            for each in text.signatures
        ],
        "changes": [
            {"part": change.part, "file": change.place.file, "line": change.place.line,
             "signed": change.before, "now": change.after}
            for change in text.changes
        ],
    }  # fmt: skip
