"""`handouts check`: tells whether the content is right."""

import dataclasses
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from handouts import check
from handouts.check import manual, report
from handouts.check.ids import READER_IDS
from handouts.check.matrix import Matrix, matrix
from handouts.check.subject import Subject
from handouts.cli.folder import as_dict, json_option, print_json, quiet_option, shelves, tell
from handouts.library.shelves import Shelves, shown
from handouts.make.words.languages import english_name, known, unwritable
from handouts.model.content import Content
from handouts.model.settings import Settings
from handouts.model.visit import Edition
from handouts.problems import ExitCode, Problem, Severity, errors
from handouts.read.content import ItemCache, read_content, read_settings
from handouts.read.translation import source_of

_COLORS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.HINT: "cyan"}
_WIDEST = 88


@click.command(
    epilog="Example: handouts check content/en/statements; handouts check --explain READ003. To "
    "silence a rule for one text, end its line in: # handouts: ignore READ003 the reason"
)
@click.argument("path", required=False, metavar="[PATH]")
@click.option("--language", metavar="CODE", help="Check this language only, such as en.")
@click.option("--explain", metavar="RULE", help="Tell what a rule wants, and why; then stop.")
@click.option(
    "--format", "format_", type=click.Choice(["text", "github"]), default="text", help="For whom."
)
@click.option("--matrix", "as_matrix", is_flag=True, help="Tell what never prints or decides.")
@click.option("-v", "--verbose", is_flag=True, help="Tell hints on files that ship, too.")
@json_option
@quiet_option
@click.pass_context
def command(
    ctx: click.Context, *, path: str | None, language: str | None, explain: str | None,
    format_: str, as_matrix: bool, verbose: bool, as_json: bool, quiet: bool,
) -> None:  # fmt: skip
    """Check that the content is right: every file, and every handout that it can make.

    PATH is a file or folder; then only its problems are told, though all is checked. Ends with 1
    when there is an error. Warnings and hints leave it at 0.
    """
    if explain is not None:
        _explain(explain)
        return
    place = shelves(ctx.obj)
    if as_matrix:
        ctx.exit(_matrix(place, read_settings(place), language, as_json=as_json))
    paths = _paths(path, place) if path else (".",)
    found = _checked(place, read_settings(place), language)
    told = [problem for problem in found if report.about(problem, paths)]
    more = {_elsewhere(found, told): len(found) - len(told)}
    if quiet:
        told = list(errors(told))
    if as_json:
        print_json([as_dict(problem) for problem in told])
    else:
        if place.clinic is not None and path is None and not verbose:
            own = [problem for problem in told if not _on_stock(problem, place)]
            more["on files that ship: see -v"] = len(told) - len(own)
            told = own
        for problem in told:
            _tell(problem, format_)
        if told or not quiet:
            _sum_up(told, path, more, format_)
    ctx.exit(ExitCode.PROBLEMS if errors(told) else ExitCode.OK)


def _elsewhere(found: list[Problem], told: list[Problem]) -> str:
    """An edit can be right where it is and leave an error behind in another file."""
    left = len(errors(found)) - len(errors(told))
    return f"elsewhere, {left} of them errors" if left else "elsewhere"


def _on_stock(problem: Problem, place: Shelves) -> bool:
    """A hint on words that the clinic has not made its own: nothing for its editors to do."""
    return problem.severity is Severity.HINT and place.ships(problem.place.file)


def _checked(place: Shelves, settings: Settings, language: str | None) -> list[Problem]:
    """The problems of every language and edition; what several share is told once."""
    problems: list[Problem] = []
    subjects = list(_subjects(place, settings, language, problems))
    problems += check.check(*subjects, whole=language is None)
    return sorted(
        dict.fromkeys(problems),  # those on the clinic's own words first: they cause the others
        key=lambda it: (place.ships(it.place.file), it.place, it.rule),
    )


def _subjects(
    place: Shelves, settings: Settings, language: str | None, problems: list[Problem]
) -> Iterator[Subject]:
    """What can be read, with all that it may lead to."""
    pictures = tuple(place.folder("styles/icons", ".svg"))
    files, stock = place.own_files(), place.stock_files()
    drawings = place.own_drawings()
    for content, source in _readable(place, settings, language, problems):
        yield Subject.of(
            content, settings, pictures, source, files=files, stock=stock, drawings=drawings
        )


def _readable(
    place: Shelves, settings: Settings, language: str | None, problems: list[Problem]
) -> Iterator[tuple[Content, Content | None]]:
    """The words and their source; `problems` receives why the rest cannot be read."""
    cache = ItemCache()
    for code in (language,) if language else settings.spoken(place.languages()):
        for edition in Edition.with_words():
            if edition not in place.editions(code):
                continue
            content, found = read_content(place, code, edition, cache)
            problems += found
            if content is None:
                continue
            if not known(code):
                problems.append(unwritable(code))
                continue
            made_from = source_of(content)
            yield content, read_content(place, *made_from, cache)[0] if made_from else None


def _matrix(place: Shelves, settings: Settings, language: str | None, *, as_json: bool) -> ExitCode:
    """Each language and edition, as far as it can be read."""
    problems: list[Problem] = []
    found = {}
    for content, _ in _readable(place, settings, language, problems):
        told = matrix(content, settings)
        found[content.language, str(content.edition)] = told
        if not as_json:
            click.secho(f"{english_name(content.language)}, {content.edition}", bold=True)
            click.echo("\n".join(report.table(told)) + "\n")
    if as_json:
        print_json([_matrix_as_dict(*key, told) for key, told in found.items()])
    tell(problems)
    lost = any(row.missing for told in found.values() for row in told.rows)
    return ExitCode.PROBLEMS if lost or errors(problems) else ExitCode.OK


def _matrix_as_dict(language: str, edition: str, told: Matrix) -> dict[str, Any]:
    named = {
        name: [{"name": each, "file": place.file, "line": place.line} for each, place in found]
        for name, found in (
            ("never_true", told.idle), ("always_true", told.always), ("unprinted", told.unprinted),
        )
    }  # fmt: skip
    rows = [dataclasses.asdict(row) for row in told.rows]
    return {"language": language, "edition": edition, "treatments": rows, **named}


def _paths(path: str, place: Shelves) -> tuple[str, ...]:
    """How problems name this file or folder: from here, or from its shelf."""
    for start in (Path.cwd(), *place.roots):
        if (found := (start / path).resolve()).exists():
            shelf = [found.relative_to(root) for root in place.roots if found.is_relative_to(root)]
            return (shown(found), *(each.as_posix() for each in shelf if each.parts))
    raise click.UsageError(f"There is no file or folder {path!r}, here or in the clinic's folder.")


def _tell(problem: Problem, format_: str) -> None:
    if format_ == "github":
        click.echo(report.for_github(problem))
        return
    loud = click.style(f"{problem.severity} {problem.rule}", fg=_COLORS[problem.severity])
    _say(f"{problem.place}: {loud}: {problem.message}")
    if problem.hint:
        _say(f"    {problem.hint}")


def _sum_up(told: list[Problem], path: str | None, more: dict[str, int], format_: str) -> None:
    """How many problems there are of each kind; `more` says of others where they are."""
    where = f" in {path}" if path else ""
    summary = report.summary(told).removesuffix("." if where else "")
    others = ", ".join(f"{count} more {where_}" for where_, count in more.items() if count)
    _say(f"{summary}{where}{f' ({others})' if others else ''}")
    if not told or format_ != "text":
        return
    if any(problem.rule in READER_IDS for problem in told):
        _say("The rules look at a language when all its files can be read: check again then.")
    loudest = min(told, key=lambda problem: list(Severity).index(problem.severity))
    _say(f"What a rule wants: handouts check --explain {loudest.rule}")


def _explain(rule: str) -> None:
    pages = manual.pages()
    page = pages.get(rule.upper()) or pages.get(rule.lower())
    if page is None:
        raise click.UsageError(f"There is no rule {rule!r}. {manual.nearest(rule)}")
    width = min(shutil.get_terminal_size().columns, _WIDEST)
    click.echo(manual.for_terminal(page, width - 2))


def _say(text: str) -> None:
    click.echo(text, color=False if os.environ.get("NO_COLOR") else None)
