"""A schedule's appointments in, those that are there twice or contradict each other out.

Two rows that say the same are made once. Of two that say different things of the same appointment,
or of the same record number, nobody here can tell which is right: both fail, and a person looks.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from handouts.batch.plan.appointment import Appointment
from handouts.model.visit import Visit
from handouts.problems import Problem, Severity
from handouts.read.names import folded_name

Key = tuple[object, ...]


@dataclass(slots=True)
class Doubles:
    """What the rows have to do with each other, by their position in the schedule."""

    faults: dict[int, list[Problem]] = field(default_factory=dict)
    """Why a row must fail, whatever it says by itself."""
    repeated: dict[int, Problem] = field(default_factory=dict)
    """Rows that say nothing new, and need nothing made."""
    left: dict[int, tuple[Visit, ...]] = field(default_factory=dict)
    """What is to be made of a row, where that is not all of its visits."""


def find_doubles(appointments: Sequence[Appointment]) -> Doubles:
    """All rows that are there twice, or stand against each other."""
    found = Doubles()
    _one_record_two_patients(appointments, found)
    _one_appointment_twice(appointments, found)
    return found


def _one_record_two_patients(appointments: Sequence[Appointment], found: Doubles) -> None:
    """A record number belongs to one name and one birth date.

    Rows that are skipped bear witness too: the wrong one of two may be the one that is printed.
    """
    by_record: dict[str, dict[Key, list[int]]] = {}
    for position, each in enumerate(appointments):
        if each.patient is not None and each.patient.record is not None:
            who: Key = folded_name(each.patient.name), each.patient.born
            record = "".join(each.patient.record.split()).casefold()
            by_record.setdefault(record, {}).setdefault(who, []).append(position)
    for patients in by_record.values():
        if len(patients) == 1:
            continue
        for who, positions in patients.items():
            others = [at for other, rows in patients.items() if other != who for at in rows]
            told = _rows(appointments, others)
            for position in positions:
                _fault(found, position, Problem(
                    appointments[position].row.place, "one-record-two-patients",
                    f"The record number stands in {told} too, with another name or birth date.",
                    "Find out whose number it is, and correct the schedule.",
                ))  # fmt: skip


def _one_appointment_twice(appointments: Sequence[Appointment], found: Doubles) -> None:
    groups: dict[Key, dict[int, list[Visit]]] = {}
    for position, each in enumerate(appointments):
        for visit in each.visits:
            for key in _keys(each, visit):
                groups.setdefault(key, {}).setdefault(position, []).append(visit)
    again: dict[int, dict[Visit, int]] = {}
    for rows in groups.values():
        first = next(iter(rows))
        if all(visits == rows[first] for visits in rows.values()):
            for position in list(rows)[1:]:
                again.setdefault(position, {}).update(dict.fromkeys(rows[position], first))
            continue
        for position in rows:
            told = _rows(appointments, [other for other in rows if other != position])
            _fault(found, position, Problem(
                appointments[position].row.place, "two-versions",
                f"The same appointment stands in {told} too, and says something else there.",
                "Find out which is right, and delete the other.",
            ))  # fmt: skip
    for position in sorted(again):
        if found.faults.keys() & set(again[position].values()):
            told = _rows(appointments, again[position].values())
            _fault(found, position, Problem(
                appointments[position].row.place, "two-versions",
                f"This row says the same as {told}, which cannot be made.",
                "Mend that one first, and keep one of them.",
            ))  # fmt: skip
        else:
            _repeat(appointments, found, position, again[position])


def _keys(appointment: Appointment, visit: Visit) -> Iterator[Key]:
    """What makes two visits the same appointment: its own id, or who comes when and for what."""
    if appointment.row.appointment is not None:
        yield "id", appointment.row.appointment
    who = folded_name(visit.patient.name), visit.patient.born
    copy = visit.language if visit.bilingual else ""
    yield "who", *who, visit.treatment, visit.date, visit.time, copy


def _repeat(
    appointments: Sequence[Appointment], found: Doubles, position: int, visits: Mapping[Visit, int]
) -> None:
    """A row of which all or some was said before."""
    each = appointments[position]
    rest = tuple(visit for visit in each.visits if visit not in visits)
    told = _rows(appointments, visits.values())
    message = f"This row says the same as {told}; it is made once."
    if rest:
        message = f"Part of this row says the same as {told}; that is made once."
        found.left[position] = rest
    found.repeated[position] = Problem(
        each.row.place, "duplicate", message, severity=Severity.WARNING
    )


def _fault(found: Doubles, position: int, problem: Problem) -> None:
    said = found.faults.setdefault(position, [])
    if problem not in said:
        said.append(problem)


MOST_ROWS = 5
"""So many other rows are named; who has more looks for one cause."""


def row_numbers(numbers: Iterable[int]) -> str:
    """Rows as a person would name them: row 3; rows 3, 5 and 8."""
    *some, last = dict.fromkeys(numbers)
    if not some:
        return f"row {last}"
    if len(some) >= MOST_ROWS:
        return f"rows {', '.join(map(str, some[:MOST_ROWS]))} and others"
    return f"rows {', '.join(map(str, some))} and {last}"


def _rows(appointments: Sequence[Appointment], positions: Iterable[int]) -> str:
    return row_numbers(appointments[position].row.number for position in positions)
