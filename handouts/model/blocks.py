"""What can stand in a handout: each block is a class here and a template `blocks/<kind>.html`."""

from dataclasses import dataclass
from typing import ClassVar

from handouts.model.kinds import Answer, Loudness, Mark, Urgency


@dataclass(frozen=True, slots=True)
class Span:
    """A run of words in one manner."""

    text: str
    strong: bool = False
    term: str | None = None
    """A word of this handout's glossary."""
    blank: bool = False
    """A line to write on: the clinic has not said it."""
    whole: bool = False
    """A number that must not break over a line."""


Phrase = tuple[Span, ...]
"""One paragraph, point or label."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Paragraphs and points."""

    kind: ClassVar[str] = "passage"
    text: tuple[Phrase, ...]
    points: tuple[Phrase, ...] = ()
    heading: Phrase | None = None
    loudness: Loudness = Loudness.PLAIN
    picture: str | None = None
    keep_with_next: bool = False
    """The next block must stand on the same page."""


@dataclass(frozen=True, slots=True)
class Step:
    """One numbered step."""

    title: Phrase
    text: tuple[Phrase, ...]
    picture: str
    you_may_feel: Phrase | None = None
    tell_us_if: Phrase | None = None


@dataclass(frozen=True, slots=True)
class Steps:
    """What happens, in order, with a number and a picture each."""

    kind: ClassVar[str] = "steps"
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Effect:
    """One row of a side-effect table."""

    name: Phrase
    feels_like: Phrase
    team_does: Phrase
    when_to_call: Phrase
    how_often: Phrase | None = None
    picture: str | None = None


@dataclass(frozen=True, slots=True)
class Effects:
    """A table of side effects."""

    kind: ClassVar[str] = "effects"
    caption: str
    effects: tuple[Effect, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """One question with room for its answer."""

    ask: Phrase
    answer: Answer
    lines: int
    call_first: bool


@dataclass(frozen=True, slots=True)
class Questions:
    """The questions about one part of the body or of life."""

    kind: ClassVar[str] = "questions"
    title: Phrase
    why: Phrase
    questions: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing of a list."""

    do: Phrase
    why: Phrase | None = None
    write: Phrase | None = None
    picture: str | None = None


@dataclass(frozen=True, slots=True)
class List:
    """Things to tick off, to do, or not to do."""

    kind: ClassVar[str] = "list"
    mark: Mark
    entries: tuple[Entry, ...]
    heading: Phrase | None = None
    text: tuple[Phrase, ...] = ()


@dataclass(frozen=True, slots=True)
class CallBox:
    """Signs that need help, and whom to call."""

    kind: ClassVar[str] = "call_box"
    urgency: Urgency
    heading: Phrase
    signs: tuple[Phrase, ...]
    after: tuple[Phrase, ...] = ()


@dataclass(frozen=True, slots=True)
class WordMeaning:
    """One explained word."""

    id: str
    term: Phrase
    meaning: Phrase
    say: str | None = None


@dataclass(frozen=True, slots=True)
class WordList:
    """The words explained."""

    kind: ClassVar[str] = "word_list"
    words: tuple[WordMeaning, ...]


@dataclass(frozen=True, slots=True)
class WriteIn:
    """Room to write."""

    kind: ClassVar[str] = "write_in"
    label: Phrase
    lines: int


@dataclass(frozen=True, slots=True)
class PainDiary:
    """A pain number for each day."""

    kind: ClassVar[str] = "pain_diary"
    days: int


@dataclass(frozen=True, slots=True)
class SeriesTable:
    """The days of a course: filled rows by the name of their field, then empty ones."""

    kind: ClassVar[str] = "series_table"
    rows: tuple[str, ...]
    empty: int


@dataclass(frozen=True, slots=True)
class TimeRow:
    """A time that was counted for this visit, or a line to write it on."""

    label: str
    picture: str
    field: str | None
    rule: str
    """What the time was counted from, in words."""


@dataclass(frozen=True, slots=True)
class Times:
    """Times to keep: eating, drinking, driving."""

    kind: ClassVar[str] = "times"
    rows: tuple[TimeRow, ...]
    ask: str | None = None
    """What to do when a line is empty."""


@dataclass(frozen=True, slots=True)
class Note:
    """What one listed risk adds."""

    label: Phrase
    note: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Notes:
    """What the patient's listed risks add."""

    kind: ClassVar[str] = "notes"
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class TeamNote:
    """A few words that the care team wrote for this patient."""

    kind: ClassVar[str] = "team_note"


Block = (
    Passage
    | Steps
    | Effects
    | Questions
    | List
    | CallBox
    | WordList
    | WriteIn
    | PainDiary
    | SeriesTable
    | Times
    | Notes
    | TeamNote
)
