"""What a message says a visit is for, as our treatments, or as a problem with what is missing.

The services that are booked (AIS-3) go first, then why the patient comes (SCH-7), what kind of
visit it is (SCH-8), and why the message was sent (SCH-6), where some systems write the kind.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from handouts.model.settings import ScheduleWords
from handouts.problems import Place, Problem
from handouts.read.columns import Cell
from handouts.read.schedule.mapping import Meaning, meaning, own_words, tells_of, unmapped, unwanted
from handouts.read.schedule.siu.letters import Unusable
from handouts.read.schedule.siu.message import Message, Segment
from handouts.read.schedule.siu.status import over

_REASONS = (7, 8, 6)
_PERSONAL = (2, 3, 4, 5, 6, 7, 9, 11, 13, 14, 18, 19)
"""Fields of PID whose words are never repeated, wherever else they stand."""


@dataclass(frozen=True, slots=True)
class Purpose:
    """Exactly one of these: treatments, why no handout is wanted, or what is wrong."""

    cell: Cell | None = None
    skip: Problem | None = None
    problems: tuple[Problem, ...] = ()


def read_purpose(message: Message, patient: Segment | None, words: ScheduleWords) -> Purpose:
    """What the first field that handouts.yaml knows means; each service must mean something.

    Raises Unusable where nothing is said, or two things are.
    """
    services = [_Stood.of(each, 3) for each in message.all("AIS") if not over(each, 10)]
    if message.all("AIS") and not services:
        raise Unusable(
            "treatment",
            "Each service of this visit is cancelled (AIS-10), but the visit is not.",
            "Ask whether the patient still comes.",
        )
    reasons = [_Stood.of(each, number) for number in _REASONS for each in message.all("SCH")]
    stood = [each for each in (*services, *reasons) if each.words]
    if not stood:
        raise Unusable(
            "treatment",
            "The message does not say what the visit is for (AIS-3, SCH-7, SCH-8, SCH-6).",
            "Let the sending system fill in one of them, or make the handout with `handouts make`.",
        )
    if not any(each.meant(words) for each in services):
        services = [each for each in reasons if each.meant(words)][:1]
    unknown = [each for each in services or stood if not each.meant(words)]
    if unknown:
        words_stood = [word for each in unknown for word in each.words]
        place = unknown[0].place
        problem = unknown_words("treatment", words_stood, words.treatments, patient, place)
        return Purpose(problems=(problem,))
    found = [meant for each in services if (meant := each.meant(words))]
    ids = dict.fromkeys(id_ for each in found for id_ in each.ids)
    place = services[0].place
    if ids:
        return Purpose(Cell("; ".join(ids), place))
    return Purpose(skip=unwanted(found[0].word, place))  # a word that handouts.yaml itself has


@dataclass(frozen=True, slots=True)
class _Stood:
    """The codes and words of one field (CE, CWE): what can be mapped, the surest first."""

    words: tuple[str, ...]
    with_system: tuple[str, ...]
    """The codes with what they are taken from, as `system|code`."""
    place: Place

    @classmethod
    def of(cls, segment: Segment, number: int) -> "_Stood":
        words: list[str] = []
        systems: list[str] = []
        for value in segment.values(number):
            for first in (1, 4, 10):  # code, text, system; 9 is the original text
                code, text, system = (value.part(first + step) for step in range(3))
                words += [code, text]
                systems += [f"{system}|{code}"] if code and system else []
            words.append(value.part(9))
        plain = tuple(dict.fromkeys(word for word in words if word))
        return cls(plain, tuple(systems), segment.cell(number, "").place)

    def meant(self, words: ScheduleWords) -> Meaning | None:
        """Our treatments, and the word that says so. Raises Unusable where two words disagree."""
        found = [
            each
            for word in (*self.with_system, *self.words)
            if (each := meaning([word], words.treatments))
        ]
        if len({each.ids for each in found}) > 1:
            raise Unusable(
                "treatment",
                "A code and its text stand for different treatments in handouts.yaml.",
                "Correct `treatments` there, or make the handout with `handouts make`.",
            )
        return found[0] if found else None


def unknown_words(
    column: str, stood: list[str], mapped: Mapping[str, str], patient: Segment | None, place: Place
) -> Problem:
    """The problem of words that mean nothing yet, of which none is the patient's own.

    What slipped into a wrong field must not reach a terminal: where PID could not be read (None),
    no word is told.
    """
    shown = [word for word in stood if patient and not _names(word, patient)]
    if shown:
        return unmapped(column, shown, mapped, place)
    return Problem(
        place,
        "row-unknown-id",
        f"{column} is said in words that may hold some of the patient's data; they are not shown.",
        "Look at the message, and add its code to handouts.yaml.",
    )


def _names(word: str, patient: Segment) -> bool:
    """Whether a word of the patient's own data stands in this text."""
    own = own_words(
        value.part(component, part)
        for number in _PERSONAL
        for value in patient.values(number)
        for component in range(1, 8)
        for part in range(1, 6)
    )
    return tells_of(word, own)
