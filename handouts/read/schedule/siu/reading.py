"""A file of HL7 v2 appointment messages (SIU) in, one row for each message out.

A message that a later one changes, and one that cancels, is a row without a handout and with its
reason; what cannot be read for sure is refused for that row. docs/hl7.md has the rules.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from zoneinfo import ZoneInfo

from handouts.model.settings import ScheduleWords
from handouts.problems import Place, Problem, Severity, errors
from handouts.read.schedule.rows import Row, Schedule
from handouts.read.schedule.siu.changes import (
    BLOCKS,
    BOOKS,
    ENDS,
    PARTS,
    Appointments,
    Change,
    in_order,
    number_in,
    repeats,
)
from handouts.read.schedule.siu.fate import (
    Unbooked,
    check_other_numbers,
    doubts,
    ended,
    same_patient,
    unbooked,
)
from handouts.read.schedule.siu.file import Sent, open_file
from handouts.read.schedule.siu.letters import Unusable
from handouts.read.schedule.siu.message import Message, Segment, read_message
from handouts.read.schedule.siu.visit import read_visit


def read_siu(
    data: bytes,
    file: str,
    words: ScheduleWords,
    zone: ZoneInfo,
    languages: Collection[str] | None = None,
) -> Schedule:
    """A row for each message. Raises HandoutsError for what spoils the whole file.

    A patient's language is told where it is one of these; None takes every language.
    """
    opened = open_file(data, file)
    reading = _Reading(words, zone, languages)
    for number, sent in enumerate(opened.messages, 1):
        reading.open(number, sent, opened.encoding)
    reading.settle()
    rows = tuple(reading.rows[number] for number in sorted(reading.rows))
    return Schedule(rows, opened.blank_lines)


@dataclass
class _Reading:
    """Reads message after message, then settles what each appointment has come to."""

    words: ScheduleWords
    zone: ZoneInfo
    languages: Collection[str] | None
    rows: dict[int, Row] = field(default_factory=dict)
    scheduling: list[Change] = field(default_factory=list)
    doubtful: dict[str, int] = field(default_factory=dict)
    """Numbers of appointments in messages that are refused, each with the message's own."""
    unbooked: Unbooked = field(default_factory=dict)

    def open(self, number: int, sent: Sent, marked: str | None) -> None:
        """Refuse or set aside what is no message about an appointment; keep the others."""
        if sent.fault:
            self.doubtful.setdefault(number_in(sent), number)
            self.rows[number] = Row(number, {}, (sent.fault,), sent.place)
            return
        try:
            message = read_message(sent, marked)
            aside = _aside(message)
            schedule = None if aside else _schedule(message)
            change = schedule and Change.of(number, message, schedule, self.zone)
        except Unusable as wrong:
            self.doubtful.setdefault(number_in(sent), number)
            self._refuse(number, sent.place, wrong)
            return
        if change:
            self.scheduling.append(change)
        else:
            self.rows[number] = Row(number, {}, (), sent.place, skip=aside)

    def settle(self) -> None:
        """A row for each message that was kept."""
        again = repeats(tuple(self.scheduling))
        first = tuple(each for each in self.scheduling if each.number not in again)
        for each in self.scheduling:
            if each.number in again:
                words = f"The same message as message {again[each.number]}, sent again."
                self._skip(each, "repeated", words)
        found = [*self._by_appointment(first)]
        self.unbooked = unbooked((messages for _, messages in found), self.zone)
        for appointment, messages in found:
            self._appointment(appointment, in_order(messages))

    def _by_appointment(
        self, messages: tuple[Change, ...]
    ) -> Iterator[tuple[str | None, list[Change]]]:
        appointments = Appointments(messages)
        found: dict[str, list[Change]] = defaultdict(list)
        for each in messages:
            try:
                key = appointments.key(each)
            except Unusable as wrong:
                for said in each.numbers[:1]:
                    self.doubtful.setdefault(said, each.number)
                self._refuse(each.number, each.message.place, wrong)
                continue
            if key is None:
                yield None, [each]
            else:
                found[key].append(each)
        yield from found.items()

    def _appointment(self, appointment: str | None, messages: list[Change]) -> None:
        """The last message counts; those before it are told by which they were replaced."""
        try:
            patient = same_patient(messages)
        except Unusable as wrong:
            for each in messages:
                self._refuse(each.number, each.message.place, wrong, appointment)
            return
        for each, later in pairwise(messages):
            ended = later.trigger in ENDS
            words = f"{'Cancelled' if ended else 'Changed'} by message {later.number}."
            self._skip(each, "cancelled" if ended else "changed", words, appointment)
        last = messages[-1]
        try:
            self.rows[last.number] = self._last(appointment, messages, patient)
        except Unusable as wrong:
            self._refuse(last.number, last.message.place, wrong, appointment)

    def _last(
        self, appointment: str | None, messages: list[Change], patient: Segment | None
    ) -> Row:
        """The row of an appointment's last message. Raises Unusable."""
        number, message = messages[-1].number, messages[-1].message
        place = message.place
        if why := ended(messages, appointment):
            skip = Problem(place, "cancelled", why, severity=Severity.HINT)
            return Row(number, {}, (), place, skip=skip, appointment=appointment)
        self._check_doubts(messages)
        if patient is None:
            raise Unusable(
                "patient",
                "The message names no patient (PID), and no earlier one of this visit does.",
                "Make this handout with `handouts make`.",
            )
        said = read_visit(message, patient, self.words, self.zone, self.languages)
        if said.skip:
            return Row(number, {}, (), place, skip=said.skip, appointment=appointment)
        if not errors(said.problems):
            check_other_numbers(messages[-1], patient, self.unbooked, self.zone)
        problems = (*said.problems, *doubts(messages[-1]))
        if errors(problems):
            return Row(number, {}, problems, place, appointment=appointment, found=said.cells)
        return Row(number, said.cells, problems, place, appointment=appointment)

    def _check_doubts(self, messages: list[Change]) -> None:
        """Raises Unusable where a message that was refused may have changed this appointment."""
        for said in (said for each in messages for said in each.numbers):
            if said in self.doubtful:
                raise Unusable(
                    "appointment",
                    f"Message {self.doubtful[said]} is about this visit too, or may be, and it "
                    "could not be followed.",
                    "Look up whether it was changed, and make it with `handouts make`.",
                )

    def _skip(self, each: Change, rule: str, words: str, appointment: str | None = None) -> None:
        place = each.message.place
        why = Problem(place, rule, words, severity=Severity.HINT)
        row = Row(each.number, {}, (), place, skip=why, appointment=appointment)
        self.rows[each.number] = row

    def _refuse(
        self, number: int, place: Place, wrong: Unusable, appointment: str | None = None
    ) -> None:
        problem = Problem(place, wrong.rule, str(wrong), wrong.hint)
        self.rows[number] = Row(number, {}, (problem,), place, appointment=appointment)


def _aside(message: Message) -> Problem | None:
    """Why a message is none about an appointment. Raises Unusable for one that is not known."""
    if message.type and message.type != "SIU":
        words = f"This is no appointment message (SIU), but one of type {message.type}."
        return Problem(message.place, "other-message", words, severity=Severity.HINT)
    if message.trigger in BLOCKS:
        words = f"SIU^{message.trigger} blocks or frees time; no patient has a part in it."
        return Problem(message.place, "other-message", words, severity=Severity.HINT)
    if message.type != "SIU" or message.trigger not in {*BOOKS, *ENDS, *PARTS}:
        raise Unusable(
            "trigger",
            f"What SIU^{message.trigger} does to an appointment is not known here."
            if message.type and message.trigger
            else "The message does not say what it is (MSH-9).",
            "Look the visit up. SIU^S12 to S17 and S26 are read.",
        )
    return None


def _schedule(message: Message) -> Segment:
    found = message.all("SCH")
    if len(found) != 1:
        raise Unusable(
            "message",
            f"The message has {len(found)} segments SCH; exactly one is an appointment.",
            "Look the visit up, and make its handout with `handouts make`.",
        )
    return found[0]
