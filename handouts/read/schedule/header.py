"""A schedule's own column names in, what each column serves out; what is not known stops all."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from sys import intern

from handouts.problems import HandoutsError, Place, Problem, did_you_mean
from handouts.read.columns import COLUMNS, REQUIRED
from handouts.read.dates import Unclear, read_time
from handouts.read.schedule.cells import Cells, positions
from handouts.read.schedule.names import (
    ALL_OTHERS,
    IGNORE,
    MOMENT,
    Wanted,
    column_name,
    may_cancel,
    means_something,
    meant,
    shown_name,
)

MOST = 500
"""Columns with a name; a schedule has a dozen. Each unknown one is looked for among all others."""


class NotUnderstood(HandoutsError):
    """The line that names the columns leaves a question, which a person can answer by a mapping."""

    def __init__(self, *problems: Problem, names: Sequence[str]) -> None:
        super().__init__(*problems)
        self.names = tuple(shown_name(name) for name in names)
        """What the columns are called, in their order; one without a name is empty."""


@dataclass(frozen=True, slots=True)
class Header:
    """The line that names the columns."""

    serves: tuple[tuple[str, ...], ...]
    """By position, our columns that it fills: nearly always one, none when it is ignored."""
    ignored: tuple[str, ...] = ()
    """The names of columns that nobody reads, as the file writes them."""

    def cells(self, texts: Sequence[str], place: Place) -> Cells:
        """A row's texts under our names, each with its place."""
        parts: list[str] = []
        for ours, text in zip(self.serves, texts, strict=True):
            parts += _moment(text) if ours == MOMENT else (text,) * len(ours)
        return Cells(positions(self.serves), tuple(map(intern, parts)), place)


def few(names: Sequence[str], place: Place) -> None:
    """Raises HandoutsError when there are more names than any schedule has."""
    if sum(1 for name in names if name.strip()) > MOST:
        message = f"This line names more than {MOST} columns, so it is no schedule's."
        hint = "Export only the columns that the handouts need."
        raise HandoutsError(Problem(place, "schedule-size", message, hint))


def read_header(
    names: Sequence[str],
    wanted: Wanted,
    file: str,
    line: int,
    empty: frozenset[int] = frozenset(),
) -> Header:
    """What each column serves. Raises HandoutsError with all that is wrong with the line.

    `empty` are positions where nothing stands below either, so that they need no name.
    """
    few(names, Place(file, line, 1))
    serves: list[tuple[str, ...]] = []
    problems: list[Problem] = []
    said = {part for name in names for part in (wanted.ours(name) or ())}
    moment = said.isdisjoint(MOMENT)
    for position, name in enumerate(names, 1):
        place = Place(file, line, position)
        ours = wanted.ours(name)
        if position in empty:
            ours = ()
        elif not column_name(name):
            message = f"Column {position} has no name."
            problems.append(Problem(place, "header", message, "Name it, or delete the column."))
        elif ours is None:
            problems.append(_unknown(name, place, first=not problems, moment=moment))
        elif any(part in already for already in serves for part in ours):
            hint = "Remove or rename one."
            if [column_name(each) for each in names].count(column_name(name)) == 1:
                hint = f'To leave this one out, add --map "{shown_name(name)}={IGNORE}".'
            message = f"The column {'; '.join(ours)!r} stands here twice."
            problems.append(Problem(place, "header", message, hint))
        serves.append(ours or ())
    problems.extend(_not_there(names, serves, wanted, Place(file, line, 1)))
    if not any(map(means_something, names, serves)):
        raise NotUnderstood(_foreign(Place(file, line, 1)), names=names)
    if problems:
        raise NotUnderstood(*problems, names=names)
    ignored = (
        shown_name(name)
        for name, ours in zip(names, serves, strict=True)
        if not ours and column_name(name)
    )
    return Header(tuple(serves), tuple(ignored))


def _not_there(
    names: Sequence[str], serves: Sequence[tuple[str, ...]], wanted: Wanted, place: Place
) -> Iterator[Problem]:
    """Columns that the command spoke of, and those that every row needs."""
    spelt = [column_name(name) for name in names]
    for asked in wanted.asked:
        if column_name(asked) not in spelt:
            hint = did_you_mean(asked, [shown_name(name) for name in names])
            message = f"No column is named {asked!r}, which --map speaks of."
            yield Problem(place, "header", message, hint or "Look for its name in this line.")
    asked_about = {meant(column_name(name)) for name in names if wanted.ours(name) is None}
    found = {part for ours in serves for part in ours} | asked_about
    for each in wanted.needed:
        if each not in found:
            left_out = [name for name in names if meant(column_name(name)) == each]
            its = shown_name(left_out[0]) if left_out else "Its name"
            hint = f'{COLUMNS[each]}: add it, or say which one it is: --map "{its}={each}".'
            yield Problem(place, "header", f"No column is named {each!r}.", hint)


def could_be_names(names: Sequence[str]) -> bool:
    """Whether a line may be told: it has words only. A line with a patient has dates and times."""
    words = [name for name in names if name.strip()]
    least = 3
    return len(words) >= least and not any(letter.isdigit() for word in words for letter in word)


def _unknown(name: str, place: Place, *, first: bool, moment: bool) -> Problem:
    shown, near = shown_name(name), meant(column_name(name))
    message = f"The column {shown!r} is not known."
    if may_cancel(column_name(name)):
        hint = (
            "It may tell of visits that are cancelled, and their rows would be printed too: each "
            f'day take those rows out of the schedule, then add --map "{shown}={IGNORE}". '
            f'--map "{ALL_OTHERS}={IGNORE}" does not leave it out.'
        )
        return Problem(place, "header", message, hint)
    if near:
        hint = f'Did you mean {near!r}? Then add --map "{shown}={near}".'
    else:
        both = f' If it holds date and time: --map "{shown}={"; ".join(MOMENT)}".' if moment else ""
        hint = f'Add --map "{shown}={IGNORE}" to leave it out, or put one of our names behind the ='
        hint += f": {', '.join(COLUMNS)}.{both}" if first else f".{both}"
    if first:
        hint += (
            f' ={IGNORE} leaves a column out, and --map "{ALL_OTHERS}={IGNORE}" all that are not '
            "known. To have it so every day, write it into handouts.yaml, below `schedule:` and "
            "`columns:`."
        )
    return Problem(place, "header", message, hint)


def _foreign(place: Place) -> Problem:
    return Problem(
        place,
        "header",
        "None of these columns is one of a schedule.",
        f"Is this the right file? A schedule has at least {', '.join(REQUIRED)}. Where yours calls "
        "them otherwise, write it into handouts.yaml, below `schedule:` and `columns:`.",
    )


def _moment(text: str) -> tuple[str, str]:
    """Date and time out of one text; where it holds no time that can be read, both are told."""
    text = " ".join(text.split())
    splits = [place for place, letter in enumerate(text) if letter in " T"]
    for split in splits:
        date, time = text[:split].rstrip(","), text[split + 1 :]
        try:
            read_time(time)
        except Unclear:
            continue
        return date, time
    return text, text
