"""A clinic's signatures, a day and some words in, the state of each item out, worked out once."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from handouts.library.shelves import Shelves
from handouts.model.content import Content
from handouts.model.item import Item
from handouts.model.settings import SigningPolicy
from handouts.model.signature import Signatures, State, state
from handouts.problems import Problem
from handouts.read.signatures import read_signatures
from handouts.read.translation import source_name


@dataclass(frozen=True, slots=True)
class Standing:
    """How each item of some words is signed on one day; a seal is counted only when it matters."""

    signatures: Signatures
    policy: SigningPolicy
    today: dt.date
    sources: Mapping[str, Item[Any]] = field(default_factory=dict)
    """The items that these words were made from, by name."""
    problems: tuple[Problem, ...] = ()
    """Signatures that do not count, and why."""
    _known: dict[str, State] = field(default_factory=dict, init=False, repr=False, compare=False)

    @classmethod
    def read(
        cls,
        shelves: Shelves,
        policy: SigningPolicy,
        today: dt.date,
        words: Content,
        made_from: Iterable[Content],
    ) -> "Standing":
        """With the signatures of the clinic's folder."""
        names = frozenset(item.name for item in words.items())
        signatures, problems = read_signatures(shelves, names)
        sources = {item.name: item for source in made_from for item in source.items()}
        return cls(signatures, policy, today, sources, problems)

    def __call__(self, item: Item[Any]) -> State:
        """The state of an item of these words."""
        if item.name not in self._known:
            self._known[item.name] = self._state(item)
        return self._known[item.name]

    def _state(self, item: Item[Any]) -> State:
        if not self.signatures.of(item.name):
            return State.UNSIGNED
        source = self.sources.get(source_name(item.name) or "")
        seal = source.seal if source else None
        return state(item, self.signatures, self.policy, self.today, seal)
