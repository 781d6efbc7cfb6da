"""`handouts desk --kit DIR`: blank handouts for the day when the computer is down."""

import contextlib
import sys
from collections import Counter
from pathlib import Path

import click

from handouts.batch.kit.blanks import Gap, Wanted
from handouts.batch.kit.kit import Fate, Kept, exit_code, make_kit
from handouts.batch.kit.own import LIST
from handouts.batch.workers.stopping import stoppable
from handouts.cli.folder import counted, tell, tell_stock, today
from handouts.cli.heard import heard_or_not
from handouts.cli.progress import bar
from handouts.library.shelves import Shelves
from handouts.make.maker import Maker
from handouts.make.words.languages import english_name
from handouts.problems import ExitCode, Problem, did_you_mean
from handouts.read.content import read_settings


def kit(folder: Path, place: Shelves, *, draft: bool, site: str | None = None) -> ExitCode:
    """Make a kit in this folder, or make it anew, and tell what became of each file."""
    maker = Maker(place, read_settings(place))
    wanted = Wanted.of(maker, _site(maker, site))
    tell_stock(place)
    made: list[Kept] = []
    making = make_kit(folder, maker, wanted, printed=today(), draft=draft)
    with (
        stoppable() as check,
        contextlib.closing(making),
        bar("Making blanks", len(wanted.blanks), hidden=sys.stderr is None) as progress,
    ):
        for each in making:
            made.append(each)
            progress.update(1 if each.blank else 0)
            check()
    with heard_or_not():
        _tell(made, wanted.gaps)
        click.echo(str(folder / LIST))
    return exit_code(made, wanted)


def _site(maker: Maker, named: str | None) -> str | None:
    """Each blank tells the phone and the address of one place, so nobody guesses which."""
    sites = tuple(maker.content(maker.settings.language).clinic.says.sites)
    if named is None and len(sites) > 1:
        raise click.UsageError(
            f"This clinic has several places, and a kit is for one of them: {', '.join(sites)}. "
            "Name it with --site, and give each place a folder of its own."
        )
    if named is not None and named not in sites:
        known = did_you_mean(named, sites) or f"There is: {', '.join(sites) or 'none'}."
        raise click.UsageError(f"--site {named!r} is no place of this clinic. {known}")
    return named


def _tell(made: list[Kept], gaps: tuple[Gap, ...]) -> None:
    """Problems first, each told once; then what became of the files."""
    alike: dict[tuple[str, str], list[Problem]] = {}
    for problem in (problem for each in made for problem in each.problems):
        alike.setdefault((problem.rule, problem.message), []).append(problem)
    for first, *others in alike.values():
        tell([first])
        if others:
            places = ", ".join(dict.fromkeys(str(other.place) for other in others))
            click.echo(f"    The same in: {places}.", err=True)
    for gap in gaps:
        tell(gap.problems)
        if not gap.problems:
            where = f"{english_name(gap.language)} ({', '.join(gap.editions)})"
            click.echo(f"No words in {where}: {', '.join(gap.treatments)}.", err=True)
    for each in made:
        if each.fate in (Fate.CHANGED, Fate.GONE):
            said = "other words than before" if each.fate is Fate.CHANGED else "taken away"
            click.echo(f"{each.file}: {said}.", err=True)
    fates = Counter(each.fate for each in made)
    told = ", ".join(f"{fates[fate]} {fate}" for fate in Fate if fates[fate])
    total = sum(fates[fate] for fate in Fate if fate not in (Fate.LACKING, Fate.GONE))
    click.echo(f"{counted(total, 'blank handout')}: {told or 'none'}.", err=True)
