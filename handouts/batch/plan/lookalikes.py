"""A day's patients in, out who is easily taken for whom: for the eyes of those who hand out paper.

Names are never compared pair by pair: each leaves marks, such as its letters but one, and two names
that share a mark look alike. So a long day takes no longer for each patient than a short one.
"""

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from handouts.batch.plan.appointment import Appointment
from handouts.batch.plan.doubles import MOST_ROWS, row_numbers
from handouts.model.visit import Patient
from handouts.problems import Problem, Severity
from handouts.read.names import family_and_given, folded_name

Mark = tuple[object, ...]

_SAME, _BORN, _SIMILAR = "same", "born", "similar"
_WORDS = {
    _SAME: "the same name",
    _BORN: "the same family name and birth date",
    _SIMILAR: "a similar name",
}
"""What is told of two patients, the most dangerous first."""

_SHORT, _START = 3, 4
"""A name of three letters is a whole one, and short for those that begin so; four begin alike."""


@dataclass(frozen=True, slots=True)
class _Person:
    """Someone who comes on a day, as often as the schedule names them on it."""

    day: dt.date
    born: dt.date
    name: tuple[str, ...]
    record: str | None
    row: int
    """The number of their first row."""
    called: tuple[str, str]
    """Family and given name."""

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Found again whenever they are asked for: those of a large day would fill the memory."""
        family, given = self.called
        marks = dict.fromkeys(((_SAME, self.name), (_BORN, self.born, family), *_marks(self.name)))
        marks[_SIMILAR, "ends", family, given] = None
        return tuple(marks)

    def is_also(self, other: "_Person") -> bool:
        """As far as anyone can tell: a record number that one of them lacks says nothing."""
        records = {self.record, other.record} - {None}
        return len(records) < 2 and (self.born, self.name) == (other.born, other.name)  # noqa: PLR2004  # two are two people


def find_lookalikes(appointments: Sequence[Appointment]) -> dict[int, Problem]:
    """By position in the schedule, what is to be told of those whom one may confuse that day."""
    people: dict[tuple[dt.date, Patient], _Person] = {}
    for each in appointments:
        if each.patient is None or each.day is None or each.skip is not None:
            continue
        if (each.day, each.patient) not in people:
            people[each.day, each.patient] = _person(each.patient, each.day, each.row.number)
    by_mark, shared = _by_mark(people.values())
    found = {}
    for position, each in enumerate(appointments):
        if each.visits and each.patient is not None and each.day is not None:
            person = people[each.day, each.patient]
            told = _told(person, shared.get(person.row, ()), by_mark)
            if told:
                found[position] = Problem(
                    each.row.place, "look-alike", told,
                    "Ask for the birth date when the handout is given out.", Severity.WARNING,
                )  # fmt: skip
    return found


def _by_mark(
    people: Collection[_Person],
) -> tuple[dict[tuple[dt.date, Mark], list[_Person]], dict[int, list[Mark]]]:
    """Who leaves the same mark; and the marks that a person shares, by their row.

    Most marks are one person's alone, and of no use here.
    """
    once: set[int] = set()
    again: set[int] = set()
    for person in people:
        for mark in person.marks:
            told = hash((person.day, mark))
            (again if told in once else once).add(told)
    found: dict[tuple[dt.date, Mark], list[_Person]] = {}
    shared: dict[int, list[Mark]] = {}
    for person in people:
        for mark in person.marks:
            if hash((person.day, mark)) in again:
                found.setdefault((person.day, mark), []).append(person)
                shared.setdefault(person.row, []).append(mark)
    return found, shared


def _told(
    person: _Person, marks: Sequence[Mark], by_mark: dict[tuple[dt.date, Mark], list[_Person]]
) -> str:
    """What is to be told of a person, only the worst of it; empty for nothing."""
    for kind, words in _WORDS.items():
        rows: set[int] = set()
        for mark in marks:
            if mark[0] == kind and len(rows) <= MOST_ROWS:
                rows |= _others(person, by_mark.get((person.day, mark), []))
        if rows:
            return f"Another patient of that day has {words}: {row_numbers(sorted(rows))}."
    return ""


def _others(person: _Person, alike: list[_Person]) -> set[int]:
    """The rows of other people under a mark, as many as are told and one more."""
    rows: set[int] = set()
    for other in alike:
        if not person.is_also(other):
            rows.add(other.row)
            if len(rows) > MOST_ROWS:
                break
    return rows


def _person(patient: Patient, day: dt.date, row: int) -> _Person:
    name = folded_name(patient.name)
    return _Person(day, patient.born, name, patient.record, row, family_and_given(patient.name))


def _marks(name: tuple[str, ...]) -> Iterator[Mark]:
    """What a name looks like to someone in a hurry; initials are overlooked."""
    words = tuple(word for word in name if len(word) > 1) or name
    yield _SIMILAR, words
    for at, word in enumerate(words):
        rest = words[:at] + words[at + 1 :]
        yield from ((_SIMILAR, rest, mark) for mark in _marks_of(word))


def _marks_of(word: str) -> Iterator[str]:
    if len(word) >= _SHORT:
        yield word
        yield from {word[:at] + word[at + 1 :] for at in range(len(word))}
    if len(word) >= _START:
        yield f"{word[:_START]}-"
