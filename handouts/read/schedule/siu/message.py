"""One message as it was sent in, its fields as text out.

Field numbers are those of the standard: PID-5 is field 5 of PID. A value of two quotes means that
there is none any more (HL7 v2.9, chapter 2.5.3), and is read as empty.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import hl7

from handouts.problems import Place
from handouts.read.columns import Cell
from handouts.read.schedule.siu.file import READ, Sent
from handouts.read.schedule.siu.letters import Letters, Unusable, decoded, letters_of

LONGEST_SEGMENT = 65_536
"""In letters. No segment that is read here comes near it."""

_TYPE = re.compile(r"[A-Z]{3}")
_TRIGGER = re.compile(r"[A-Z][A-Z0-9]{2}")


@dataclass(frozen=True, slots=True)
class Value:
    """One repetition of a field, by its components and their parts."""

    node: Any
    """What `hl7` made of it: text where it has no parts, else containers of containers."""
    letters: Letters

    def part(self, component: int, subcomponent: int = 1) -> str:
        """The text of a component, empty where there is none. Raises Unusable."""
        within: Any = self.node
        for number, level in ((component, hl7.Repetition), (subcomponent, hl7.Component)):
            if isinstance(within, level):
                within = within[number - 1] if number <= len(within) else ""
            elif number > 1:
                return ""
        text = self.letters.plain(str(within)).strip()
        return "" if text == '""' else text

    @property
    def empty(self) -> bool:
        """Whether nothing stands in it, or only that there is none any more."""
        return not re.sub(r'[\s"]', "", "".join(_leaves(self.node)))


@dataclass(frozen=True, slots=True)
class Segment:
    """One line of a message."""

    name: str
    fields: Any
    place: Place
    letters: Letters

    def values(self, number: int) -> tuple[Value, ...]:
        """Every repetition of a field that is not empty."""
        if number >= len(self.fields):
            return ()
        field = self.fields[number]
        nodes = tuple(field) if len(field) else ("",)
        found = tuple(Value(node, self.letters) for node in nodes)
        return tuple(value for value in found if not value.empty)

    def text(self, number: int, component: int = 1) -> str:
        """A component of a field's first repetition."""
        found = self.values(number)
        return found[0].part(component) if found else ""

    def cell(self, number: int, text: str) -> Cell:
        """A cell with this text, whose place is that of the field."""
        return Cell(text, Place(self.place.file, self.place.line, number))


@dataclass(frozen=True, slots=True)
class Message:
    """A message that can be read: its segments in their order."""

    place: Place
    header: Segment
    segments: tuple[Segment, ...]
    """All that a visit is read from, but for MSH. Resources that are taken away are left out."""

    @property
    def type(self) -> str:
        """Such as SIU; empty where MSH-9 is no such word."""
        return _word(self.header.text(9), _TYPE)

    @property
    def trigger(self) -> str:
        """Such as S12; empty where MSH-9 names none."""
        return _word(self.header.text(9, 2), _TRIGGER)

    @property
    def sender(self) -> str:
        """Application and place that sent it. Never shown."""
        return f"{self.header.text(3)}|{self.header.text(4)}"

    def all(self, name: str) -> tuple[Segment, ...]:
        """Every segment of this name."""
        return tuple(segment for segment in self.segments if segment.name == name)


def read_message(sent: Sent, marked: str | None) -> Message:
    """The message. Raises Unusable when it cannot be read for sure."""
    letters = letters_of(sent.segments[0][1], marked)
    lines = [(line, decoded(raw, letters)) for line, raw in sent.segments]
    kept = [(line, text) for line, text in lines if text[:3] in READ]
    if any(len(text) > LONGEST_SEGMENT for _, text in kept):
        raise Unusable(
            "message",
            f"A segment of this message is longer than {LONGEST_SEGMENT:,} letters.",
            "Look at the message; it may have lost its line ends.",
        )
    parsed = hl7.parse("\r".join(text for _, text in kept))
    header, *rest = (
        Segment(text[:3], fields, Place(sent.place.file, line, 1), letters)
        for (line, text), fields in zip(kept, parsed, strict=True)
    )
    version = header.text(12)
    if version and not re.match(r"2\.[2-9]", version):
        raise Unusable(
            "version",
            "This message is of a version of HL7 that is not read here (MSH-12).",
            "Export HL7 version 2.3 to 2.8.",
        )
    return Message(sent.place, header, tuple(_standing(rest)))


def _standing(segments: list[Segment]) -> Iterator[Segment]:
    """Segments without those that the message takes away (RGS-2, AIS-2 ...: D, table 0206)."""
    group_gone = False
    for segment in segments:
        if segment.name == "RGS":
            group_gone = segment.text(2) == "D"
            continue
        gone = group_gone or segment.text(2) == "D"
        if not (gone and segment.name.startswith("AI")):
            yield segment


def _word(text: str, form: re.Pattern[str]) -> str:
    return text if form.fullmatch(text) else ""


def _leaves(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    else:
        for part in node:
            yield from _leaves(part)
