"""Handouts in, the hardest one of each treatment out, with the lines that make it hard.

Each phrase is counted once, however many handouts it stands in; the counts add up.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from handouts.check.grade import Count
from handouts.check.subject import Subject
from handouts.check.texts import Text, every_text, shortened
from handouts.check.visits import Composed
from handouts.make.words.prose import Unclear, Voice, clinic_values, plain_text
from handouts.model.handout import Form, Handout
from handouts.problems import Place

LINES = 3
"""So many lines are named: enough to begin with, few enough to read."""


@dataclass(frozen=True, slots=True)
class Scale:
    """How texts are counted in one language, and how hard a count is to read."""

    count: Callable[[str], Count]
    hardness: Callable[[Count], float]
    """The higher, the harder."""


@dataclass(frozen=True, slots=True)
class Hard:
    """The hardest handout of one treatment."""

    composed: Composed
    count: Count
    hardness: float


def hardest(subject: Subject, scale: Scale) -> Iterator[Hard]:
    """The hardest handout of each treatment, of all that can be put together.

    Handouts that show the same blocks say the same, so one of them is enough.
    """
    found: dict[str, Hard] = {}
    seen: set[tuple[str, ...]] = set()
    for composed in subject.composed:
        if composed.handout is None or (shown := blocks_shown(composed.handout)) in seen:
            continue
        seen.add(shown)
        counted = _total(composed.handout.form, scale)
        hard = Hard(composed, counted, scale.hardness(counted))
        before = found.get(composed.visit.treatment)
        if before is None or hard.hardness > before.hardness:
            found[composed.visit.treatment] = hard
    yield from found.values()


def blocks_shown(handout: Handout) -> tuple[str, ...]:
    """The treatment and every block that this handout shows: what its words depend on."""
    shown = (decision.block for decision in handout.decisions if decision.shown)
    return (handout.form.treatment, *shown)


def _total(form: Form, scale: Scale) -> Count:
    counts = [scale.count(plain_text(phrase)) for phrase in form.phrases()]
    return Count(
        sum(count.sentences for count in counts),
        sum(count.words for count in counts),
        sum(count.syllables for count in counts),
    )


def pulls(subject: Subject, hard: Hard, scale: Scale) -> tuple[tuple[Place, str], ...]:
    """The places and words that make this handout harder than it would be without them."""
    form = hard.composed.handout.form if hard.composed.handout else None
    phrases = Counter(plain_text(phrase) for phrase in form.phrases()) if form else Counter()
    gains: list[tuple[float, str]] = []
    for phrase, times in phrases.items():
        rest = hard.count
        for _ in range(times):
            rest -= scale.count(phrase)
        gains.append((hard.hardness - scale.hardness(rest), phrase))
    worst = sorted(gains, key=lambda gain: -gain[0])[:LINES]
    lines = _lines(subject)
    unknown = subject.content.treatments[hard.composed.visit.treatment].place()
    return tuple(
        (lines[phrase].place if phrase in lines else unknown, phrase)
        for place, (gain, phrase) in enumerate(worst)
        if gain > 0 or place == 0  # all equally hard: name one
    )


def _lines(subject: Subject) -> dict[str, Text]:
    """Each text as it prints, and where it stands."""
    clinic = subject.content.clinic.says
    voice = Voice(clinic_values(clinic, next(iter(clinic.sites.values()), None)), frozenset())
    found: dict[str, Text] = {}
    for text in every_text(subject):
        try:
            found.setdefault(plain_text(voice.phrase(text.raw)), text)
        except Unclear:
            continue  # MARK001 tells
    return found


def named(lines: tuple[tuple[Place, str], ...]) -> str:
    """A hint that names lines, each with its place."""
    said = "; ".join(f"{place} {shortened(words, 60)}" for place, words in lines)
    return f"Make these texts simpler first: {said}."


def for_whom(composed: Composed) -> str:
    """The visit that this handout is for, in a few words: "walking, last visit"."""
    visit = composed.visit
    parts = [visit.treatment]
    if visit.visit_type:
        parts.append(f"{visit.visit_type} visit")
    if visit.dose_band:
        parts.append(f"{visit.dose_band} dose")
    if visit.risks:
        parts.append("with every risk")
    return ", ".join(parts)
