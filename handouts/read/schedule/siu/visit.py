"""One message in, the cells of its visit out: who, when, for what, with whom and where.

Chapter 10 of HL7 v2 (scheduling) says what SCH, AIS, AIP and AIL hold; docs/hl7.md says which of
them is read for which cell, and in which order.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from handouts.model.settings import ScheduleWords
from handouts.problems import Problem
from handouts.read.columns import Cell
from handouts.read.schedule.mapping import ids_of, meaning
from handouts.read.schedule.siu.letters import Unusable
from handouts.read.schedule.siu.message import Message, Segment, Value
from handouts.read.schedule.siu.patient import patient_cells
from handouts.read.schedule.siu.purpose import read_purpose, unknown_words
from handouts.read.schedule.siu.times import time_cells


@dataclass(slots=True)
class VisitSaid:
    """What a message says of its visit, with all that is wrong with it."""

    cells: dict[str, Cell] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    skip: Problem | None = None
    """Why no handout is wanted."""


def the_patient(message: Message) -> Segment | None:
    """The one patient of a message, None where it names none. Raises Unusable for several."""
    patients = message.all("PID")
    if len(patients) > 1:
        raise Unusable(
            "patients",
            f"This message is of {len(patients)} patients at once (PID stands in it more than "
            "once); which of them comes when cannot be told.",
            "Make these handouts with `handouts make`.",
        )
    return patients[0] if patients else None


def read_visit(
    message: Message,
    patient: Segment,
    words: ScheduleWords,
    zone: ZoneInfo,
    languages: Collection[str] | None,
) -> VisitSaid:
    """The visit of a message; the patient may stand in an earlier one of the same appointment."""
    said = VisitSaid()

    def gather(read: Callable[[], tuple[dict[str, Cell], list[Problem]]]) -> None:
        try:
            cells, problems = read()
        except Unusable as wrong:
            said.problems.append(Problem(message.place, wrong.rule, str(wrong), wrong.hint))
        else:
            said.cells.update(cells)
            said.problems += problems

    gather(lambda: time_cells(message, zone))
    day = said.cells["date"].text.replace("-", "") if "date" in said.cells else ""
    gather(lambda: patient_cells(patient, day, languages))
    own = patient if {"patient", "born"} <= said.cells.keys() else None
    gather(lambda: (_clinician(message), []))
    gather(lambda: _site(message, own, words))
    gather(lambda: (_room(message), []))
    try:
        purpose = read_purpose(message, own, words)
    except Unusable as wrong:
        said.problems.append(Problem(message.place, wrong.rule, str(wrong), wrong.hint))
    else:
        said.skip = purpose.skip
        said.problems += purpose.problems
        said.cells |= {"treatment": purpose.cell} if purpose.cell else {}
    return said


def _clinician(message: Message) -> dict[str, Cell]:
    """The only person of AIP that has a name, else the attending doctor (PV1-7)."""
    for name, number in (("AIP", 3), ("PV1", 7)):
        found = {
            person: segment.cell(number, person)
            for segment in message.all(name)
            for value in segment.values(number)
            if (person := _person(value))
        }
        if len(found) == 1:
            return {"clinician": next(iter(found.values()))}
    return {}


def _person(value: Value) -> str:
    """A name as XCN has it: title, given, family, suffix, degree; empty for a mere number."""
    title, given, further, family = (value.part(number) for number in (6, 3, 4, 2))
    if not (given or family):
        return ""
    name = " ".join(filter(None, (title, given, further, family, value.part(5))))
    return ", ".join(filter(None, (name, value.part(7))))


def _site(
    message: Message, patient: Segment | None, words: ScheduleWords
) -> tuple[dict[str, Cell], list[Problem]]:
    """The place, where the clinic has several: facility, building or department of the location."""
    if len(ids_of(words.sites)) < 2:  # noqa: PLR2004  # with one place there is nothing to tell
        return {}, []
    stood: list[str] = []
    found: dict[tuple[str, ...], Cell] = {}
    for segment, value in _locations(message):
        said = [word for part in (4, 7, 1, 9) if (word := value.part(part))]
        stood += said
        if (meant := meaning(said, words.sites)) and meant.ids:
            found[meant.ids] = segment.cell(3, "; ".join(meant.ids))
    sender = message.header.cell(4, message.header.text(4))
    if not found and (meant := meaning([sender.text], words.sites)) and meant.ids:
        found[meant.ids] = Cell("; ".join(meant.ids), sender.place)
    if len(found) > 1:
        raise Unusable(
            "site",
            "The message names more than one of the clinic's places (AIL-3).",
            "Make this handout with `handouts make`.",
        )
    if stood and not found:
        place = next(segment for segment, _ in _locations(message)).cell(3, "").place
        return {}, [unknown_words("site", stood, words.sites, patient, place)]
    return ({"site": next(iter(found.values()))} if found else {}), []


def _room(message: Message) -> dict[str, Cell]:
    """The room, where there is only one."""
    found = {
        room: segment.cell(3, room)
        for segment, value in _locations(message)
        if (room := value.part(2))
    }
    return {"room": next(iter(found.values()))} if len(found) == 1 else {}


def _locations(message: Message) -> list[tuple[Segment, Value]]:
    """Where the visit is (AIL-3), else where the patient is said to be (PV1-3)."""
    for name in ("AIL", "PV1"):
        found = [(segment, value) for segment in message.all(name) for value in segment.values(3)]
        if found:
            return found
    return []
