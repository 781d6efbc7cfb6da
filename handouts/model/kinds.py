"""What a clinic says to its patients: one class per kind of file under `content/<language>/`."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any, ClassVar

from annotated_types import Interval, Len

from handouts.model.item import STRICT, Prose
from handouts.model.visit import DoseBand, VisitType

Words = tuple[Prose, ...]
"""Paragraphs or bullet points, in order."""


@dataclass(frozen=True, slots=True)
class When:
    """For whom a block prints. Every key that is given must hold; no code, only lists."""

    __pydantic_config__: ClassVar[Any] = STRICT

    dose_band: tuple[DoseBand, ...] = ()
    """Print for these dose bands, and when the band is not known."""
    visit_type: tuple[VisitType, ...] = ()
    """Print for these visit types, and when the type is not known."""
    risk: tuple[str, ...] = ()
    """Print only when one of these risks is listed for the patient."""


class Loudness(StrEnum):
    """How a statement stands on the page."""

    PLAIN = "plain"
    """Like the words around it."""
    NOTE = "note"
    """With a bar at its side."""
    WARNING = "warning"
    """In a box."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A short passage: a heading, paragraphs, points; at least one of the last two."""

    __pydantic_config__: ClassVar[Any] = STRICT

    text: Words = ()
    """Paragraphs, each on a line of its own with a dash."""
    heading: Prose | None = None
    """A small heading above the text."""
    points: Words = ()
    """Bullet points below the text."""
    loudness: Loudness = Loudness.PLAIN
    """plain, note (a bar at the side) or warning (a box)."""
    picture: str | None = None
    """A picture from styles/icons, without .svg."""
    when: When | None = None
    """For whom this prints; leave out to print for everyone."""
    seed: tuple[str, ...] = ()
    """Founding statements (S-01 ... S-61) that this carries."""
    sources: tuple[str, ...] = ()
    """Ids from sources.yaml that support this."""

    def __post_init__(self) -> None:
        if not (self.text or self.points):
            raise ValueError("a statement needs `text` or `points`")


class Phase(StrEnum):
    """When on the way through a treatment something happens."""

    DECIDE = "decide"
    """Before there is an appointment."""
    BEFORE = "before"
    """At home, in the days and hours before."""
    ARRIVAL = "arrival"
    """From the door to the drip."""
    DURING = "during"
    """While the drip runs."""
    RECOVERY = "recovery"
    """Resting with us afterwards."""
    HOME = "home"
    """On the way home and that night."""
    LATER = "later"
    """In the days and weeks after."""


@dataclass(frozen=True, slots=True)
class Expectation:
    """One step of what will happen."""

    __pydantic_config__: ClassVar[Any] = STRICT

    phase: Phase
    """decide, before, arrival, during, recovery, home or later."""
    order: int
    """Steps of one phase print from the lowest number to the highest."""
    title: Prose
    """What happens, in a few words."""
    text: Annotated[Words, Len(1)]
    """What happens, in one to three sentences."""
    picture: str
    """A picture from styles/icons, without .svg."""
    you_may_feel: Prose | None = None
    """What the patient may notice; follows the label "You may feel:"."""
    tell_us_if: Prose | None = None
    """When to speak up; follows the label "Tell us if"."""
    when: When | None = None
    """For whom this prints; leave out to print for everyone."""
    seed: tuple[str, ...] = ()
    """Founding statements (S-01 ... S-61) that this carries."""
    sources: tuple[str, ...] = ()
    """Ids from sources.yaml that support this."""


class EffectGroup(StrEnum):
    """Which table of side effects a row belongs to."""

    ANY_DOSE = "any-dose"
    """May happen at any dose."""
    HIGHER_DOSE = "higher-dose"
    """May happen with a higher dose."""
    SERIOUS = "serious"
    """Needs help at once."""
    REPEAT = "repeat"
    """May come after many treatments."""


@dataclass(frozen=True, slots=True)
class SideEffect:
    """One unwanted effect: how it feels, what the team does, when to call."""

    __pydantic_config__: ClassVar[Any] = STRICT

    name: Prose
    """Everyday name; the medical word may follow in brackets."""
    group: EffectGroup
    """any-dose, higher-dose, serious or repeat: the table it stands in."""
    order: int
    """Rows of one table print from the lowest number to the highest."""
    feels_like: Prose
    """How a patient would notice it."""
    team_does: Prose
    """What the care team does about it. No medicine doses."""
    when_to_call: Prose
    """When and whom to call after going home."""
    how_often: Prose | None = None
    """Only with a source that says how often at this dose."""
    picture: str | None = None
    """A picture from styles/icons, without .svg; for tables that are read in pictures."""
    when: When | None = None
    """For whom this prints; leave out to print for everyone."""
    seed: tuple[str, ...] = ()
    """Founding statements (S-01 ... S-61) that this carries."""
    sources: tuple[str, ...] = ()
    """Ids from sources.yaml that support this."""


class Answer(StrEnum):
    """What the patient writes."""

    YES_NO_UNSURE = "yes_no_unsure"
    """Three boxes to tick."""
    WORDS = "words"
    """Lines to write on."""
    SCALE = "scale"
    """Numbers from 0 to 10."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question to answer before the visit."""

    __pydantic_config__: ClassVar[Any] = STRICT

    ask: Prose
    """The question, to the patient."""
    answer: Answer = Answer.YES_NO_UNSURE
    """yes_no_unsure (three boxes), words (lines to write on) or scale (0 to 10)."""
    lines: Annotated[int, Interval(ge=0, le=4)] = 0
    """Lines to write on, 0 to 4."""
    call_first: bool = False
    """Print a mark: if yes, call us before you come."""


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """The questions about one part of the body or of life, with why we ask."""

    __pydantic_config__: ClassVar[Any] = STRICT

    title: Prose
    """The part that the questions are about."""
    order: int
    """Sets print from the lowest number to the highest."""
    why: Prose
    """Why we ask, in one or two sentences."""
    questions: Annotated[tuple[Question, ...], Len(1)]
    """The questions, in order."""
    when: When | None = None
    """For whom this prints; leave out to print for everyone."""
    seed: tuple[str, ...] = ()
    """Founding statements (S-01 ... S-61) that this carries."""
    sources: tuple[str, ...] = ()
    """Ids from sources.yaml that support this."""


class Urgency(StrEnum):
    """Whom to call, and how fast."""

    EMERGENCY = "emergency"
    """Call the emergency number now; the black band."""
    SAME_DAY = "same-day"
    """Call the clinic the same day."""


@dataclass(frozen=True, slots=True)
class RedFlags:
    """Signs that need help. The whole list prints for everyone, always in this order."""

    __pydantic_config__: ClassVar[Any] = STRICT

    urgency: Urgency
    """emergency (the black band) or same-day."""
    heading: Prose
    """Whom to call; the signs complete the sentence."""
    signs: Annotated[Words, Len(1)]
    """One sign each."""
    after: Words = ()
    """Sentences below the signs."""
    seed: tuple[str, ...] = ()
    """Founding statements (S-01 ... S-61) that this carries."""
    sources: tuple[str, ...] = ()
    """Ids from sources.yaml that support this."""


class Mark(StrEnum):
    """What stands before each thing of a list."""

    BOX = "box"
    """A box to tick."""
    DO = "do"
    """A check mark."""
    DO_NOT = "do-not"
    """A cross."""
    DOT = "dot"
    """A bullet point."""


@dataclass(frozen=True, slots=True)
class Task:
    """One thing of a list."""

    __pydantic_config__: ClassVar[Any] = STRICT

    do: Prose
    """What to do, bring or tell."""
    why: Prose | None = None
    """The reason or a detail, in lighter type."""
    write: Prose | None = None
    """A label with a line to write on."""
    picture: str | None = None
    """A picture from styles/icons, without .svg; for lists that are read in pictures."""
    when: When | None = None
    """For whom this prints; leave out to print for everyone."""


@dataclass(frozen=True, slots=True)
class Checklist:
    """A list to tick off, to do, or not to do."""

    __pydantic_config__: ClassVar[Any] = STRICT

    tasks: Annotated[tuple[Task, ...], Len(1)]
    """The things, in order."""
    mark: Mark = Mark.BOX
    """box (to tick), do (check mark), do-not (cross) or dot."""
    heading: Prose | None = None
    """A small heading above the list."""
    text: Words = ()
    """Sentences above the list."""
    when: When | None = None
    """For whom this prints; leave out to print for everyone."""
    seed: tuple[str, ...] = ()
    """Founding statements (S-01 ... S-61) that this carries."""
    sources: tuple[str, ...] = ()
    """Ids from sources.yaml that support this."""


@dataclass(frozen=True, slots=True)
class RiskNote:
    """What a listed risk adds for this patient. The file's name is the risk's id."""

    __pydantic_config__: ClassVar[Any] = STRICT

    label: Prose
    """The risk in plain words, as the patient would say it."""
    note: Annotated[Words, Len(1)]
    """What to tell the team. Never what to stop, start or change."""
    sources: tuple[str, ...] = ()
    """Ids from sources.yaml that support this."""
