"""One handout as its file tells it: a title, the most important thing, sections of blocks."""

from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Annotated, Any, ClassVar

from annotated_types import Interval, Len

from handouts.model.item import STRICT, Prose
from handouts.model.kinds import EffectGroup, Phase, Urgency, When, Words


@dataclass(frozen=True, slots=True)
class Lines:
    """Room to write."""

    __pydantic_config__: ClassVar[Any] = STRICT

    label: Prose
    """What to write."""
    lines: Annotated[int, Interval(ge=1, le=12)] = 3
    """How many lines, 1 to 12."""


@dataclass(frozen=True, slots=True)
class Show:
    """One block of a section: exactly one of these keys, and perhaps `when`."""

    __pydantic_config__: ClassVar[Any] = STRICT

    statement: str | None = None
    """A file of statements/."""
    expectations: tuple[Phase, ...] = ()
    """Numbered steps of these phases, from expectations/."""
    side_effects: EffectGroup | None = None
    """One table of side-effects/."""
    question_sets: tuple[str, ...] = ()
    """Files of questions/, in this order."""
    checklist: str | None = None
    """A file of checklists/."""
    red_flags: Urgency | None = None
    """A file of red-flags/."""
    glossary: tuple[str, ...] = ()
    """Ids of glossary.yaml."""
    write_in: Lines | None = None
    """Room to write."""
    pain_diary: Annotated[int, Interval(ge=1, le=14)] | None = None
    """A diary with this many days."""
    series_table: Annotated[int, Interval(ge=1, le=12)] | None = None
    """The dates of the course; this many empty rows when none were given."""
    fasting_times: bool | None = None
    """When to stop eating and drinking, counted from the clinic's policy."""
    driving_time: bool | None = None
    """Until when not to drive, counted from the clinic's policy."""
    risk_notes: bool | None = None
    """What the patient's listed risks add, from risks/."""
    when: When | None = None
    """For whom this stands here; leave out to print for everyone."""

    def __post_init__(self) -> None:
        kinds = [f.name for f in fields(self) if f.name != "when"]
        if len([name for name in kinds if getattr(self, name)]) != 1:
            names = ", ".join(kinds)
            raise ValueError(f"a block names exactly one of: {names}")


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the handout under one heading."""

    __pydantic_config__: ClassVar[Any] = STRICT

    id: str
    """A short name for this section."""
    heading: Prose
    """The heading."""
    text: Words = ()
    """Paragraphs right under the heading."""
    points: Words = ()
    """Bullet points after the paragraphs."""
    blocks: tuple[Show, ...] = ()
    """What else stands here, in order."""
    picture: str | None = None
    """A picture from styles/icons, without .svg."""
    new_page: bool = False
    """Begin on a new page."""
    when: When | None = None
    """For whom this prints; leave out to print for everyone."""
    seed: tuple[str, ...] = ()
    """Founding statements (S-01 ... S-61) that this carries."""
    sources: tuple[str, ...] = ()
    """Ids from sources.yaml that support this."""


class TreatmentKind(StrEnum):
    """What a treatment asks of its handout: which blocks are mandatory."""

    KETAMINE = "ketamine"
    """All that a patient must read about ketamine is required."""
    GENERAL = "general"
    """Only what every handout must say is required."""


@dataclass(frozen=True, slots=True)
class MostImportant:
    """The one thing to remember."""

    __pydantic_config__: ClassVar[Any] = STRICT

    text: Annotated[Words, Len(1)]
    """One to three short sentences."""
    picture: str
    """A picture from styles/icons, without .svg."""


@dataclass(frozen=True, slots=True)
class Treatment:
    """One handout: its title, its most important thing and its sections."""

    __pydantic_config__: ClassVar[Any] = STRICT

    name: Prose
    """The treatment's everyday name."""
    title: Prose
    """The big title of the handout."""
    kicker: Prose
    """The line above the title: who this is for."""
    kind: TreatmentKind
    """ketamine or general."""
    most_important: MostImportant
    """The box at the top of page 1."""
    sections: Annotated[tuple[Section, ...], Len(1)]
    """The sections, in order."""
    seed: tuple[str, ...] = ()
    """Founding statements (S-01 ... S-61) that this carries."""
    sources: tuple[str, ...] = ()
    """Ids from sources.yaml that support this."""
