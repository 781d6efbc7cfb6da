"""A handout before it is a page: a form (what patients share) and fields (what is theirs)."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

from handouts.model.blocks import Block, Phrase, Span
from handouts.model.item import names, written
from handouts.model.kinds import When
from handouts.model.settings import Paper
from handouts.model.signature import State
from handouts.model.treatment import TreatmentKind
from handouts.model.visit import Edition
from handouts.model.wording import Wording
from handouts.problems import Place


@dataclass(frozen=True, slots=True)
class SectionOut:
    """A heading and its blocks, as they print."""

    id: str
    heading: Phrase
    blocks: tuple[Block, ...]
    picture: str | None = None
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Contact:
    """How to reach the clinic; what is None prints as a line to write on."""

    clinic: str | None
    site: str | None
    address: tuple[str, ...]
    phone: str | None
    after_hours_phone: str | None
    hours: str | None
    map: str | None
    web_page: str | None
    language: str
    """The language of the clinic's own names and addresses."""


@dataclass(frozen=True, slots=True)
class Room:
    """The room that the head, the foot and fixed cells need, as CSS says it."""

    wide: bool
    """The name has a row of its own at the head of each page."""
    tight: bool
    """The first and the last page have more to hold than usual, so there is less air in them."""
    head: str
    """The page's margin above the text."""
    foot: str
    """The page's margin below the text."""
    born_tag: str
    born: str
    record_tag: str
    record: str
    page: str
    page_above: bool
    """The number of the page stands beside a wide name: the row below is full."""
    printed: str
    check: str
    answers: str
    """The three boxes beside a question."""
    first: str
    """Where the clinic is: the first column of the last row in the visit panel."""
    cells: tuple[tuple[str, str], ...]
    """Each cell of the visit panel, by its field's name."""
    stacked: bool
    """A time stands below what it is for, since one line has no room for both."""
    series: str
    """The column of the planned days."""


class Copy(StrEnum):
    """Which of its copies a handout is."""

    ONLY = "only"
    PATIENT = "patient"
    """In the patient's language, with a number at each text."""
    TEAM = "team"
    """Its twin in the clinic's language, with the same numbers."""


@dataclass(frozen=True)  # no slots: what is worked out once is kept
class Form:
    """Everything that patients of one kind share."""

    treatment: str
    kind: TreatmentKind
    language: str
    direction: str
    """ltr or rtl."""
    edition: Edition
    copy: Copy
    paper: Paper
    title: Phrase
    name: Phrase
    kicker: Phrase
    most_important: tuple[Phrase, ...]
    most_important_picture: str
    contact: Contact
    panel: tuple[tuple[str, ...], ...]
    """Names of the fields in each row of the visit panel."""
    room: Room
    front: tuple[Block, ...]
    sections: tuple[SectionOut, ...]
    back: tuple[Block, ...]
    made_for: tuple[Phrase, ...]
    credit: tuple[Phrase, ...]
    sources: tuple[str, ...]
    wording: Wording
    draft: bool

    @cached_property
    def seal(self) -> str:
        """SHA-256 over all that the form says and how it is divided."""
        said = written([type_names(self), self])
        return hashlib.sha256(said.encode()).hexdigest()

    @property
    def version(self) -> str:
        """Eight hex digits that change when any word of the form changes."""
        return self.seal[:8]

    def phrases(self) -> Iterator[Phrase]:
        """Every text of the form, for rules that count words."""
        for part in (self.title, self.kicker, self.most_important, self.front, self.sections,
                     self.back, self.made_for, self.credit):  # fmt: skip
            yield from _phrases(part)


def _phrases(value: Any) -> Iterator[Phrase]:
    """What is left to look at stands in `waiting`, the next one last."""
    waiting = [value]
    while waiting:
        at = waiting.pop()
        if isinstance(at, tuple):
            if at and isinstance(at[0], Span):
                yield at
            else:
                waiting.extend(reversed(at))
        elif at is not None and not isinstance(at, str | int):
            fields = names(type(at)) or ()  # type: ignore[arg-type]  # a class has a hash
            waiting.extend([getattr(at, name) for name in reversed(fields)])


def type_names(form: Form) -> list[str]:
    """The kinds of the blocks: two kinds with equal words still are two forms."""
    sections = [block.kind for section in form.sections for block in section.blocks]
    return [block.kind for block in form.front] + sections + [block.kind for block in form.back]


@dataclass(frozen=True, slots=True)
class Decision:
    """Why a block is in this visit's handout, or is not."""

    block: str
    """`statements/off-label`, or `treatments/sleep#ask-your-team` for a section."""
    shown: bool
    reason: str
    place: Place
    """Where the block stands; where it has a `when`, that one's place."""
    when: When | None = None
    """What decided; None when it prints for everyone."""
    part: str = ""
    """The id of the section that asked for it; empty for what the program itself puts there."""
    asked: Place | None = None
    """Where the treatment's file asks for it; None when the program itself does."""


@dataclass(frozen=True, slots=True)
class Handout:
    """One visit's handout: its form, its fields, and the reason for each block."""

    form: Form
    fields: Mapping[str, str]
    decisions: tuple[Decision, ...]
    draft_reasons: tuple[str, ...]
    texts: Mapping[str, State] = field(default_factory=dict)
    """How each item whose words print stands, by its signing name."""
    seals: Mapping[str, str] = field(default_factory=dict)
    """Which words those are: the seal of each of these items. Handouts of a kind share it."""

    @property
    def state(self) -> State:
        """The worst state of its texts."""
        return max(self.texts.values(), key=lambda state: state.weight, default=State.UNSIGNED)

    @property
    def blank(self) -> bool:
        """Whether a pen writes who it is for."""
        return "patient" not in self.fields

    @property
    def check_code(self) -> str:
        """Six letters and digits that tie a page to its visit and its words; a blank has none."""
        return self.fields.get("check_code", "")
