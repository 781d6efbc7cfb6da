"""A handout while it is put together: what was decided, what was used, what was wrong."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from handouts.make.compose.conditions import decide
from handouts.make.words.prose import Unclear, Voice
from handouts.model.blocks import Phrase
from handouts.model.content import Content
from handouts.model.handout import Decision
from handouts.model.item import Item
from handouts.model.kinds import When
from handouts.model.visit import Kind
from handouts.problems import Place, Problem, did_you_mean


def name_of(item: Item[Any]) -> str:
    """How a block made from a file is called: `statements/off-label`."""
    return f"{item.kind}/{item.id}"


def unclear(wrong: Unclear, place: Place) -> Problem:
    """The problem of a text whose markup means nothing."""
    return Problem(place, "MARK001", f"This text is not clear: {wrong}.")


def unknown_source(source: str, known: Iterable[str], place: Place) -> Problem:
    """The problem of a source that nobody knows."""
    hint = did_you_mean(source, known) or "Add it to sources.yaml, or mend its name here."
    return Problem(place, "ID001", f"The source {source!r} is not in sources.yaml.", hint)


def unknown_name(name: str, folder: str, known: Iterable[str], place: Place) -> Problem:
    """The problem of a file that is named and not there."""
    hint = did_you_mean(name, known) or f"Add a file {folder}/{name}.yaml, or mend the name."
    return Problem(place, "ID001", f"There is no {name!r} in {folder}/.", hint)


def unknown_term(term: str, known: Iterable[str], place: Place) -> Problem:
    """The problem of a word that is to be explained and is not in the glossary."""
    hint = did_you_mean(term, known) or "Add it to glossary.yaml, or mend its name here."
    return Problem(place, "ID001", f"glossary.yaml has no {term!r}.", hint)


@dataclass
class Composition:
    """Remembers every decision, every item that was used and every problem, in order."""

    kind: Kind
    content: Content
    voice: Voice
    decisions: list[Decision] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    used: dict[str, Item[Any]] = field(default_factory=dict)
    shown: list[str] = field(default_factory=list)
    sources: dict[str, Place] = field(default_factory=dict)
    """Every cited source, and where it was cited first."""
    blank_policies: list[str] = field(default_factory=list)
    part: str = ""
    """The section that is put together; empty outside of all sections."""
    asked: Place | None = None
    """The line of the treatment's file that is carried out; None when the program itself asks."""

    def admit(
        self, item: Item[Any], when: When | None, *path: str | int, name: str | None = None
    ) -> bool:
        """Decide on a block, remember why, and remember what it cites when it prints."""
        name = name or name_of(item)
        shown, reason = decide(when, self.kind)
        place = item.place(*path, *(("when",) if when else ()))
        decision = Decision(name, shown, reason, place, when, self.part, self.asked)
        self.decisions.append(decision)
        if shown:
            self.shown.append(name)
            self.use(item)
        return shown

    def use(self, item: Item[Any]) -> None:
        """Remember that this item's words print."""
        self.used[name_of(item)] = item
        self.cite(item, getattr(item.says, "sources", ()))

    def cite(self, item: Item[Any], sources: Iterable[str], *path: str | int) -> None:
        """Remember sources for the last page."""
        for number, source in enumerate(sources):
            if source not in self.sources:
                self.sources[source] = item.place(*path, "sources", number)

    def say(self, item: Item[Any], text: str, *path: str | int) -> Phrase:
        """Spans of one text; markup without a meaning becomes a problem at its place."""
        try:
            return self.voice.phrase(text)
        except Unclear as wrong:
            self.problems.append(unclear(wrong, item.place(*path)))
            return ()

    def say_maybe(self, item: Item[Any], text: str | None, *path: str | int) -> Phrase | None:
        """Spans of a text that may be left out."""
        return None if text is None else self.say(item, text, *path)

    def say_all(
        self, item: Item[Any], texts: tuple[str, ...], *path: str | int
    ) -> tuple[Phrase, ...]:
        """Spans of several texts."""
        return tuple(self.say(item, text, *path, n) for n, text in enumerate(texts))

    def short_sources(self) -> tuple[str, ...]:
        """The main ones of the cited sources, as the last page names them.

        An unknown source is a problem where it is named.
        """
        known = self.content.sources.says.sources
        for source, place in self.sources.items():
            if source not in known:
                self.problems.append(unknown_source(source, known, place))
        cited = (known[source] for source in self.sources if source in known)
        shorts = {source.short for source in cited if source.main}
        return tuple(sorted(shorts, key=str.casefold))
