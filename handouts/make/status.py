"""A clinic's words and signatures in, how each text and each handout stands on a day out."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from handouts.make.maker import Maker
from handouts.make.signing import whole
from handouts.make.standing import Standing
from handouts.model.content import Content
from handouts.model.item import Item
from handouts.model.signature import Signature, Signatures, State
from handouts.model.visit import Edition
from handouts.problems import HandoutsError, Problem
from handouts.read.changes import Change, changes
from handouts.read.signatures import read_copy, read_signatures
from handouts.read.translation import source_name


@dataclass(frozen=True, slots=True)
class TextStatus:
    """How one text stands."""

    item: Item[Any]
    state: State
    signatures: tuple[Signature, ...]
    """All that were ever given, the oldest first."""
    changes: tuple[Change, ...] = ()
    """What changed since it was signed; for an outdated one, what changed in its source."""


@dataclass(frozen=True, slots=True)
class HandoutStatus:
    """How the handout of one treatment stands: with the worst of its texts."""

    treatment: str
    language: str
    edition: Edition
    state: State
    open: int
    """How many of its texts are not signed and in date."""
    reasons: tuple[str, ...]
    """Why it prints DRAFT; empty when it does not."""


@dataclass(frozen=True, slots=True)
class Status:
    """All that the clinic's handouts can print, text by text and handout by handout."""

    texts: tuple[TextStatus, ...]
    handouts: tuple[HandoutStatus, ...]
    problems: tuple[Problem, ...]
    """Signatures that do not count, and words that cannot be read."""

    def having(self, state: State) -> tuple[TextStatus, ...]:
        """The texts in one state."""
        return tuple(text for text in self.texts if text.state is state)


def status(maker: Maker, languages: Iterable[str], today: dt.date) -> Status:
    """How the clinic's words stand: those that the handouts that it offers can print."""
    texts: dict[str, TextStatus] = {}
    handouts: list[HandoutStatus] = []
    signatures, faults = read_signatures(maker.shelves)
    problems = [*faults, *_ahead(signatures, today)]
    for language in languages:
        for edition in maker.shelves.editions(language):
            if edition is not Edition.STANDARD and not edition.own_words:
                continue
            try:
                content = maker.content(language, edition)
                standing = maker.standing(content, today)
                found = tuple(_handouts(content, maker, standing))
            except HandoutsError as unreadable:
                problems += unreadable.problems
                continue
            handouts += (handout for handout, _ in found)
            items = {item.name: item for item in content.items()}
            for name in dict.fromkeys(name for _, names in found for name in names):
                texts.setdefault(name, text_status(items[name], maker, standing))
    return Status(tuple(texts.values()), tuple(handouts), tuple(dict.fromkeys(problems)))


def _ahead(signatures: Signatures, today: dt.date) -> Iterator[Problem]:
    """Signatures of a day that has not come."""
    for line in (line for given in signatures.by_item.values() for line in given):
        if line.on > today:
            yield Problem(
                line.place,
                "signatures",
                f"This signature is of a day that has not come: {line.on.isoformat()}.",
                "It does not count before that day. Look whether this machine's date is right.",
            )


def text_status(item: Item[Any], maker: Maker, standing: Standing) -> TextStatus:
    """How one text stands, with the words that changed when some did."""
    state, given = standing(item), standing.signatures.of(item.name)
    found: tuple[Change, ...] = ()
    if state is State.CHANGED:
        found = _since(item, given[-1].seal, maker)
    elif state is State.OUTDATED and (seal := given[-1].source):
        source = standing.sources[source_name(item.name) or ""]
        found = _since(source, seal, maker)
    return TextStatus(item, state, given, found)


def _since(item: Item[Any], seal: str, maker: Maker) -> tuple[Change, ...]:
    signed = read_copy(maker.shelves, item.name, seal)
    return () if signed is None else changes(signed, item)


def _handouts(
    content: Content, maker: Maker, standing: Standing
) -> Iterator[tuple[HandoutStatus, tuple[str, ...]]]:
    """Each handout that the clinic offers in these words, with the names of its texts."""
    settings = maker.settings
    for treatment in settings.offers or content.treatments:
        if treatment not in content.treatments:
            continue  # it is not to be had in these words
        handout, problems = whole(treatment, content, settings, standing)
        if handout is None:
            raise HandoutsError(*problems)
        states = handout.texts
        yield (
            HandoutStatus(
                treatment,
                content.language,
                content.edition,
                handout.state,
                sum(not state.in_date for state in states.values()),
                handout.draft_reasons,
            ),
            tuple(states),
        )
