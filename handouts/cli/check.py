"""`handouts check`: tells whether the content is right."""

import click

from handouts import check
from handouts.check.subject import Subject
from handouts.cli.folder import as_dict, json_option, print_json, quiet_option, shelves, tell
from handouts.library.shelves import Shelves
from handouts.make.languages import known, unwritable
from handouts.model.settings import Settings
from handouts.model.visit import Edition
from handouts.problems import ExitCode, Problem, Severity, errors
from handouts.read.content import read_content, read_settings
from handouts.read.translation import source_of


@click.command(epilog="Example: handouts -C clinic check")
@click.option("--language", metavar="CODE", help="Check this language only, such as en.")
@json_option
@quiet_option
@click.pass_context
def command(ctx: click.Context, *, language: str | None, as_json: bool, quiet: bool) -> None:
    """Check that the content is right: every file, and every handout that it can make.

    Ends with 1 when there is an error. Warnings and hints leave it at 0.
    """
    place = shelves(ctx.obj)
    settings = read_settings(place)
    problems: list[Problem] = []
    for code in (language,) if language else place.languages():
        for edition in Edition.with_words():
            if edition in place.editions(code):
                problems += _problems(place, settings, code, edition)
    problems = list(dict.fromkeys(problems))  # what languages share is told once
    if quiet:
        problems = list(errors(problems))
    if as_json:
        print_json([as_dict(problem) for problem in problems])
    else:
        tell(problems)
        if problems or not quiet:
            click.echo(_summary(problems))
    ctx.exit(ExitCode.PROBLEMS if errors(problems) else ExitCode.OK)


def _problems(
    place: Shelves, settings: Settings, language: str, edition: Edition
) -> tuple[Problem, ...]:
    content, found = read_content(place, language, edition)
    if content is None:
        return found
    if not known(language):
        return (unwritable(language),)
    made_from = source_of(content)
    source = read_content(place, *made_from)[0] if made_from else None
    pictures = tuple(place.folder("styles/icons", ".svg"))
    subject = Subject.of(
        content,
        settings,
        pictures,
        source,
        files=place.own_files(),
        stock=place.stock_files(),
    )
    return (*found, *check.check(subject))


def _summary(problems: list[Problem]) -> str:
    counts = [
        f"{found} {severity}{'' if found == 1 else 's'}"
        for severity in Severity
        if (found := sum(problem.severity is severity for problem in problems))
    ]
    return ", ".join(counts) if counts else "All is right."
