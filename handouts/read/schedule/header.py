"""A schedule's own column names in, what each column serves out; what is not known stops all."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from sys import intern

from handouts.problems import ExitCode, HandoutsError, Place, Problem, did_you_mean, stop
from handouts.read.columns import COLUMNS, REQUIRED, Cell
from handouts.read.dates import Unclear, read_time

IGNORE = "ignore"
"""Stands for a column that is not ours and that nobody needs."""

ALL_OTHERS = "*"
"""Stands for all columns that are not known."""

MOST = 500
"""Columns with a name; a schedule has a dozen. Each unknown one is looked for among all others."""

_CANCELLING = ("status", "cancel", "no_show", "noshow", "no-show")

MOMENT = ("date", "time")
"""The only two columns that one column may serve together, written `date; time`."""

_OFTEN = {
    "dob": "born", "date_of_birth": "born", "birth_date": "born", "birthdate": "born",
    "birthday": "born", "patient_dob": "born", "geburtsdatum": "born",
    "name": "patient", "patient_name": "patient", "full_name": "patient", "client": "patient",
    "mrn": "record", "record_number": "record", "medical_record_number": "record",
    "patient_id": "record", "chart": "record", "chart_number": "record",
    "procedure": "treatment", "service": "treatment", "appointment_type": "treatment",
    "appt_type": "treatment", "reason": "treatment", "visit_reason": "treatment",
    "appointment_date": "date", "appt_date": "date", "visit_date": "date", "day": "date",
    "appointment_time": "time", "appt_time": "time", "start": "time", "start_time": "time",
    "arrival": "time", "arrival_time": "time", "end": "ends", "end_time": "ends",
    "provider": "clinician", "doctor": "clinician", "physician": "clinician",
    "location": "site", "facility": "site", "department": "site", "clinic": "site",
    "notes": "note", "comment": "note", "comments": "note",
}  # fmt: skip
"""What exports often call our columns. Only ever asked, never assumed."""


class NotUnderstood(HandoutsError):
    """The line that names the columns leaves a question, which a person can answer by a mapping."""

    def __init__(self, *problems: Problem, names: Sequence[str]) -> None:
        super().__init__(*problems)
        self.names = tuple(_shown(name) for name in names)
        """What the columns are called, in their order; one without a name is empty."""


@dataclass(frozen=True, slots=True)
class Header:
    """The line that names the columns."""

    serves: tuple[tuple[str, ...], ...]
    """By position, our columns that it fills: nearly always one, none when it is ignored."""
    ignored: tuple[str, ...] = ()
    """The names of columns that nobody reads, as the file writes them."""

    def cells(self, texts: Sequence[str], place: Place) -> "Cells":
        """A row's texts under our names, each with its place."""
        parts: list[str] = []
        for ours, text in zip(self.serves, texts, strict=True):
            parts += _moment(text) if ours == MOMENT else (text,) * len(ours)
        return Cells(_positions(self.serves), tuple(map(intern, parts)), place)


@dataclass(frozen=True, slots=True, eq=False)
class Cells(Mapping[str, Cell]):
    """A row's cells, which are made when they are asked for: a large day has a hundred thousand.

    Texts that come again in other rows are the same ones.
    """

    positions: Mapping[str, tuple[int, int]]
    """Of each column of ours: which text it is, and in which column of the file it stands."""
    texts: tuple[str, ...]
    place: Place
    """Of the row."""

    def __getitem__(self, name: str) -> Cell:
        which, column = self.positions[name]
        return Cell(self.texts[which], Place(self.place.file, self.place.line, column))

    def __iter__(self) -> Iterator[str]:
        return iter(self.positions)

    def __len__(self) -> int:
        return len(self.positions)


def reworded(cells: Mapping[str, Cell], texts: Mapping[str, str]) -> Mapping[str, Cell]:
    """The same cells in the same places, some with other texts."""
    if all(cells[name].text == text for name, text in texts.items()):
        return cells
    assert isinstance(cells, Cells)  # a row without a header's cells has none
    new = list(cells.texts)
    for name, text in texts.items():
        new[cells.positions[name][0]] = intern(text)
    return replace(cells, texts=tuple(new))


@lru_cache
def _positions(serves: tuple[tuple[str, ...], ...]) -> Mapping[str, tuple[int, int]]:
    named = [(name, column) for column, ours in enumerate(serves, 1) for name in ours]
    return {name: (which, column) for which, (name, column) in enumerate(named)}


def column_name(text: str) -> str:
    """How names of columns are compared: without capitals and quotes, spaces as underscores."""
    return "_".join(text.strip().strip('"').strip().casefold().split())


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a header may name, and what it must."""

    mapped: Mapping[str, str] = field(default_factory=dict)
    """Our columns by their own names, spelt as `column_name` does."""
    asked: tuple[str, ...] = ()
    """Their names that the command spoke of: one that is not there is a slip of the keyboard."""
    needed: tuple[str, ...] = ()
    """Our columns without which no row can be made."""

    @classmethod
    def of(cls, columns: Mapping[str, str], maps: Sequence[str] = ()) -> "Wanted":
        """The clinic's columns with those of the command, written `Their name=ours`.

        Raises HandoutsError when one is written in another way or names no column of ours.
        """
        mapped = {column_name(theirs): ours for theirs, ours in columns.items()}
        asked = []
        for each in maps:
            theirs, sign, ours = each.rpartition("=")
            if not sign or not column_name(theirs):
                message = f"--map {each!r} does not say which column becomes which."
                hint = 'Write it as --map "Patient name=patient".'
                raise stop(message, hint, code=ExitCode.USAGE)
            if (wrong := not_ours(ours)) is not None:
                raise stop(f"--map {each!r}: {wrong[0]}", wrong[1], code=ExitCode.USAGE)
            mapped[column_name(theirs)] = ours
            asked.append(_shown(theirs))
        return cls(mapped, tuple(each for each in asked if each != ALL_OTHERS), REQUIRED)

    def ours(self, name: str) -> tuple[str, ...] | None:
        """The columns of ours that a name means; none when ignored, None when it is not known."""
        spelt = column_name(name)
        ours = self.mapped.get(spelt, spelt if spelt in COLUMNS else None)
        needless = spelt and _near(spelt) is None and not _may_cancel(spelt)
        if ours is None and ALL_OTHERS in self.mapped and needless:
            ours = self.mapped[ALL_OTHERS]
        if ours is None:
            return None
        return tuple(part for each in ours.split(";") if (part := column_name(each)) != IGNORE)

    def known(self, names: Sequence[str]) -> int:
        """How many of these texts name a column of ours, whatever else stands there."""
        return sum(bool(column_name(name)) and bool(self.ours(name)) for name in names)


def not_ours(ours: str) -> tuple[str, str] | None:
    """What is wrong with the name that a column is to have, and the way on; None when nothing."""
    names = tuple(column_name(part) for part in ours.split(";"))
    for name in names:
        if name not in COLUMNS and name != IGNORE:
            hint = did_you_mean(name, (*COLUMNS, IGNORE))
            known = f"There is: {', '.join(COLUMNS)}, and {IGNORE}."
            return f"There is no column {name!r}.", hint or known
    if len(names) > 1 and names != MOMENT:
        return (
            "One column can fill only one of ours.",
            "Only `date; time` may stand together, for a column that holds both.",
        )
    return None


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
    for position, name in enumerate(names, 1):
        place = Place(file, line, position)
        ours = wanted.ours(name)
        if position in empty:
            ours = ()
        elif not column_name(name):
            message = f"Column {position} has no name."
            problems.append(Problem(place, "header", message, "Name it, or delete the column."))
        elif ours is None:
            problems.append(_unknown(name, place, first=not problems))
        elif any(part in already for already in serves for part in ours):
            hint = "Remove or rename one."
            if [column_name(each) for each in names].count(column_name(name)) == 1:
                hint = f'To leave this one out, add --map "{_shown(name)}={IGNORE}".'
            message = f"The column {'; '.join(ours)!r} stands here twice."
            problems.append(Problem(place, "header", message, hint))
        serves.append(ours or ())
    problems.extend(_not_there(names, serves, wanted, Place(file, line, 1)))
    if not any(map(_means_something, names, serves)):
        raise NotUnderstood(_foreign(Place(file, line, 1)), names=names)
    if problems:
        raise NotUnderstood(*problems, names=names)
    ignored = (
        _shown(name)
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
            hint = did_you_mean(asked, [_shown(name) for name in names])
            message = f"No column is named {asked!r}, which --map speaks of."
            yield Problem(place, "header", message, hint or "Look for its name in this line.")
    found = {part for ours in serves for part in ours} | {_near(each) for each in spelt}
    for each in wanted.needed:
        if each not in found:
            hint = f'{COLUMNS[each]}: add it, or say which one it is: --map "Its name={each}".'
            yield Problem(place, "header", f"No column is named {each!r}.", hint)


def could_be_names(names: Sequence[str]) -> bool:
    """Whether a line may be told: it has words only. A line with a patient has dates and times."""
    words = [name for name in names if name.strip()]
    least = 3
    return len(words) >= least and not any(letter.isdigit() for word in words for letter in word)


def _near(spelt: str) -> str | None:
    """The column of ours that somebody may have meant."""
    if spelt in _OFTEN:
        return _OFTEN[spelt]
    near = did_you_mean(spelt, COLUMNS)
    return near.split("'")[1] if near else None


def suggested(name: str) -> str:
    """What a column may serve that is not known: one of ours, `ignore`, or empty when only a person
    can tell. Only ever asked, never assumed.
    """  # noqa: D205  # one sentence
    spelt = column_name(name)
    return "" if _may_cancel(spelt) else _near(spelt) or IGNORE


def _may_cancel(spelt: str) -> bool:
    """Whether a column may tell of visits that do not take place; nobody leaves it out unseen."""
    return any(sign in spelt for sign in _CANCELLING)


def _unknown(name: str, place: Place, *, first: bool) -> Problem:
    shown, near = _shown(name), _near(column_name(name))
    if _may_cancel(column_name(name)):
        hint = (
            "It may tell of visits that are cancelled, and their rows would be printed too: take "
            f'those rows out of the schedule, then add --map "{shown}={IGNORE}".'
        )
    elif near:
        hint = f'Did you mean {near!r}? Then add --map "{shown}={near}".'
    else:
        hint = f'Add --map "{shown}={IGNORE}" to leave it out, or put one of our names behind the ='
        hint += f": {', '.join(COLUMNS)}." if first else "."
    if first:
        hint += (
            f' ={IGNORE} leaves a column out, and --map "{ALL_OTHERS}={IGNORE}" all that are not '
            "known. To have it so every day, write it into handouts.yaml, below `schedule:` and "
            "`columns:`."
        )
    return Problem(place, "header", f"There is no column {shown!r}.", hint)


def _means_something(name: str, serves: tuple[str, ...]) -> bool:
    """Whether a column is ours, or often stands for one of ours."""
    spelt = column_name(name)
    return bool(serves) or spelt in _OFTEN or spelt in COLUMNS


def _foreign(place: Place) -> Problem:
    return Problem(
        place,
        "header",
        "None of these columns is one of a schedule.",
        f"Is this the right file? A schedule has at least {', '.join(REQUIRED)}. Where yours calls "
        "them otherwise, write it into handouts.yaml, below `schedule:` and `columns:`.",
    )


def _shown(name: str) -> str:
    return " ".join(name.strip().strip('"').split())


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
