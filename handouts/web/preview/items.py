"""A finished handout in, the texts that stand on its pages out: what each is, where, how signed."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from handouts.library.shelves import Shelves
from handouts.make.words.prose import clinic_values
from handouts.model.content import Content
from handouts.model.handout import Handout
from handouts.model.item import Item
from handouts.model.signature import State

LONGEST = 70
"""Letters of a text's first words, by which a reader knows it again."""

KINDS = {
    "treatments": "Handout", "statements": "Text", "expectations": "Step",
    "side-effects": "Side effect", "questions": "Questions", "red-flags": "Warning signs",
    "checklists": "List", "risks": "Risk note", "glossary": "Words explained",
    "wording": "Labels", "clinic": "Your clinic", "sources": "Sources",
}  # fmt: skip

STATES = {
    State.SIGNED: "Signed",
    State.DUE: "Signed, due soon",
    State.OUTDATED: "Its source changed",
    State.WAITING: "Waits for a second signature",
    State.OVERDUE: "Signature has ended",
    State.CHANGED: "Changed since it was signed",
    State.UNSIGNED: "Not signed",
}

_LINK = re.compile(r"\[\[[^|\]]*\|([^\]]*)\]\]")
_VALUE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Entry:
    """One text of the list "What is on these pages"."""

    name: str
    """What a signature calls it, such as `en/statements/credit`."""
    seal: str
    """Tells these very words from any other ones."""
    kind: str
    begins: str
    """Its title, or how it begins."""
    file: str
    """Its path in the clinic's folder or in stock."""
    own: bool
    """It lies in the clinic's folder."""
    state: State
    says: str
    """The state in words."""


def entries(handout: Handout, content: Content, shelves: Shelves) -> tuple[Entry, ...]:
    """The texts on a handout's pages, in reading order; what stands on every page comes last."""
    items = {item.name: item for item in content.items()}
    values = clinic_values(content.clinic.says, None)
    found = [
        _entry(items[name], state, shelves, values)
        for name, state in handout.texts.items()
        if name in items
    ]
    everywhere = {KINDS["clinic"], KINDS["wording"]}
    return tuple(sorted(found, key=lambda entry: entry.kind in everywhere))


def path_of(name: str) -> str:
    """The relative path of an item's file."""
    return f"content/{name}.yaml"


def _entry(
    item: Item[Any], state: State, shelves: Shelves, values: Mapping[str, str | None]
) -> Entry:
    file = path_of(item.name)
    own = shelves.clinic is not None and (shelves.clinic / file).is_file()
    begins = next(_titles(item, values), "") or item.id.replace("-", " ").capitalize()
    return Entry(item.name, item.seal, KINDS[item.kind], begins, file, own, state, STATES[state])


def _titles(item: Item[Any], values: Mapping[str, str | None]) -> Iterator[str]:
    """The title of a text, else its first words."""
    if item.kind in {"glossary", "wording", "sources"}:
        return
    for name in ("title", "name", "heading", "label"):
        if isinstance(said := getattr(item.says, name, None), str):
            yield _short(said, values)
    for _, said in item.prose():
        yield _short(said, values)


def _short(said: str, values: Mapping[str, str | None]) -> str:
    plain = _LINK.sub(r"\1", said).replace("**", "")
    plain = _VALUE.sub(lambda found: values.get(found[1]) or "____", plain)
    return plain if len(plain) <= LONGEST else f"{plain[:LONGEST].rsplit(' ', 1)[0]} ..."
