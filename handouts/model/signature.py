"""Signatures and an item in, its state out: who stands behind which words, and until when."""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any, ClassVar

from handouts.model.item import STRICT, Item
from handouts.model.settings import SigningPolicy
from handouts.problems import Place

DUE_DAYS = 60
"""A signature that ends within so many days is due to be given anew."""

LONGEST_YEARS = 3
"""Information for patients is looked at again at least every three years (PIF TICK)."""


class State(StrEnum):
    """How an item stands, the worst last; up to `due` it prints without DRAFT."""

    SIGNED = "signed"
    DUE = "due"
    """Signed, and the signature ends within 60 days."""
    OUTDATED = "outdated"
    """A translation or easy-read text whose source has changed since it was signed."""
    WAITING = "waiting"
    """Signed by one person; the clinic asks for one more, or for a prescriber."""
    OVERDUE = "overdue"
    """The signature has ended."""
    CHANGED = "changed"
    """Signed once; the words are other ones now."""
    UNSIGNED = "unsigned"

    @property
    def in_date(self) -> bool:
        """Whether words in this state are for patients."""
        return self in {State.SIGNED, State.DUE}

    @property
    def weight(self) -> int:
        """How bad it is, from 0."""
        return list(State).index(self)


@dataclass(frozen=True, slots=True)
class Signature:
    """One person stood behind one item's words on one day."""

    item: str
    """The item's name, such as `en/statements/off-label` or `clinic`."""
    seal: str
    """The seal of the words that were signed; their copy lies in `signed/`."""
    by: str
    role: str
    on: dt.date
    until: dt.date
    """The last day on which it counts."""
    source: str | None = None
    """The seal of the words that these were made from, on the day of signing."""
    place: Place = field(default=Place("signed/signatures.yaml"), compare=False)


@dataclass(frozen=True, slots=True)
class Signing:
    """One person signed some texts on one day."""

    __pydantic_config__: ClassVar[Any] = STRICT

    by: str
    """Who signed."""
    role: str
    """What they are, such as MD or nurse."""
    on: dt.date
    """The day of signing."""
    until: dt.date
    """The last day on which it counts."""
    items: Mapping[str, str]
    """The texts, each with the seal of its words."""
    sources: Mapping[str, str] = field(default_factory=dict)
    """For translations: the seal of the words that they were made from."""


@dataclass(frozen=True, slots=True)
class SignatureFile:
    """signed/signatures.yaml: who signed which words. `handouts sign` writes it, nobody else."""

    __pydantic_config__: ClassVar[Any] = STRICT

    signatures: tuple[Signing, ...] = ()
    """One entry for each time that somebody signed, the oldest first."""


@dataclass(frozen=True, slots=True)
class Signatures:
    """All signatures of a clinic by item, the oldest first."""

    by_item: Mapping[str, tuple[Signature, ...]] = field(default_factory=dict)

    def of(self, name: str) -> tuple[Signature, ...]:
        """The signatures of one item."""
        return self.by_item.get(name, ())

    @classmethod
    def all(cls, signatures: Iterable[Signature]) -> "Signatures":
        """Sort them by item; the order within an item is kept."""
        found: dict[str, list[Signature]] = {}
        for each in signatures:
            found.setdefault(each.item, []).append(each)
        return cls(MappingProxyType({name: tuple(each) for name, each in found.items()}))


StateOf = Callable[[Item[Any]], State]
"""How an item stands on the day that is asked for."""


def nobody_signed(item: Item[Any]) -> State:
    """The state of each item where no clinic's signatures are asked for."""
    del item
    return State.UNSIGNED


def state(
    item: Item[Any],
    signatures: Signatures,
    policy: SigningPolicy,
    today: dt.date,
    source: str | None = None,
) -> State:
    """How an item stands on a day. `source` is the seal of what it was made from, as it is now.

    Only the words that were signed last count, so words that were signed once and given up again
    do not come back unseen.
    """
    given = [each for each in signatures.of(item.name) if each.on <= today]
    if not given:
        return State.UNSIGNED
    if given[-1].seal != item.seal:
        return State.CHANGED
    by_person = {person(each.by): each for each in given if each.seal == item.seal}
    current = list(by_person.values())
    if not enough(current, policy):
        return State.WAITING
    in_date = [each for each in current if each.until >= today]
    if not enough(in_date, policy):
        return State.OVERDUE
    fresh = [each for each in in_date if source is None or each.source == source]
    if not enough(fresh, policy):
        return State.OUTDATED
    soon = today + dt.timedelta(days=DUE_DAYS)
    return State.SIGNED if enough([it for it in fresh if it.until > soon], policy) else State.DUE


def enough(signatures: Iterable[Signature], policy: SigningPolicy) -> bool:
    """Whether these are what the clinic's policy asks for."""
    given = list(signatures)
    people = {person(each.by) for each in given}
    prescribed = any(is_prescriber(each.role, policy) for each in given)
    return len(people) >= policy.number and (prescribed or not policy.prescriber)


def is_prescriber(role: str, policy: SigningPolicy) -> bool:
    """Whether a role such as `MD, pain medicine` counts as prescriber."""
    said = {_plain(part) for part in re.split(r"[,;/]", role)}
    return not said.isdisjoint(map(_plain, policy.prescribers))


def person(name: str) -> str:
    """The same for the same person, however the name was typed."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def _plain(role: str) -> str:
    return person(role.replace(".", ""))
