"""Two sets of words in, the places out where one says less or more than the other.

A translation is built like its source, text by text, so that no sentence is lost on the way; the
easy-read words of a language are built like its standard words, block by block.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from handouts.library.shelves import is_stock
from handouts.model.content import Content
from handouts.model.item import WORDS, Item, Path, shape
from handouts.model.visit import Edition
from handouts.problems import Place, Problem

SOURCE = "en"
"""The language that all others are translated from."""

_FREE = frozenset({"loudness", "new_page", "order", "picture", "say", "seed", "sources"})
_FREE_IN_EASY_READ = _FREE | {"after", "note", "points", "text"}
"""How many sentences an easy-read block has is its own affair."""

_KINDS = (
    "statements", "expectations", "side_effects", "question_sets", "red_flags", "checklists",
    "risks",
)  # fmt: skip


def source_of(content: Content) -> tuple[str, Edition] | None:
    """The language and edition that these words were made from; None when they were there first."""
    if content.edition.own_words:
        return content.language, Edition.STANDARD
    return (SOURCE, Edition.STANDARD) if content.language != SOURCE else None


def source_name(name: str) -> str | None:
    """The name of the item that this one was made from; None when its words were there first."""
    language, *rest = name.split("/")
    if not rest:
        return None
    for edition in Edition:
        if edition.own_words and rest[0] == edition:
            return "/".join((language, *rest[1:]))
    return "/".join((SOURCE, *rest)) if language != SOURCE else None


def lost_in(content: Content, source: Content) -> Iterator[Problem]:
    """Files that are missing in `content`, and files that are built in another way."""
    easy = content.language == source.language
    free = _FREE_IN_EASY_READ if easy else _FREE
    for kind in _KINDS:
        yield from _missing(getattr(content, kind), getattr(source, kind), content)
    pairs = [(content.glossary, source.glossary)]
    for kind in (*_KINDS, "treatments"):
        others = getattr(source, kind)
        pairs += [(item, others.get(id_)) for id_, item in getattr(content, kind).items()]
    for item, other in pairs:
        if other is not None and item.file != other.file:
            yield from _unlike(item, other, free)


def unlike(item: Item[Any], source: Item[Any]) -> Iterator[Problem]:
    """The first place where an item is not built like the one that it was made from."""
    yield from _unlike(item, source, _FREE_IN_EASY_READ if item.edition.own_words else _FREE)


def _missing(
    items: Mapping[str, Item[Any]], others: Mapping[str, Item[Any]], content: Content
) -> Iterator[Problem]:
    for id_, other in others.items():
        if id_ not in items:
            yield Problem(
                Place(f"content/{content.language}/{other.kind}/{id_}.yaml"),
                "LANG003",
                f"This file is missing, so there are no handouts in {content.language!r}.",
                f"Copy {other.file} to it and translate its words.",
            )


def _unlike(item: Item[Any], other: Item[Any], free: frozenset[str]) -> Iterator[Problem]:
    """The first place where the two are not built alike."""
    ours, theirs = shape(item.says, free), shape(other.says, free)
    for path, message in _differences(ours, theirs, ()):
        hint = "Say all that the other file says, in the same places; or change both."
        if is_stock(item.file):
            hint += (
                f" This one ships with handouts: take it first, handouts init --take {item.file}"
            )
        said = f"This file is not built like {other.file}: {message}."
        yield Problem(item.place(*path), "LANG003", said, hint)
        return


def _differences(ours: Any, theirs: Any, path: Path) -> Iterator[tuple[Path, str]]:
    name = next((part for part in reversed(path) if isinstance(part, str)), "it")
    if isinstance(ours, dict) and isinstance(theirs, dict):
        yield from ((path, f"{key!r} is missing") for key in theirs if key not in ours)
        yield from (
            ((*path, key), f"{key!r} stands only here") for key in ours if key not in theirs
        )
        for key in ours:
            if key in theirs:
                yield from _differences(ours[key], theirs[key], (*path, key))
    elif isinstance(ours, list) and isinstance(theirs, list):
        if len(ours) != len(theirs):
            yield path, f"{name!r} has {len(ours)} where {len(theirs)} stand there"
            return
        for number, (one, another) in enumerate(zip(ours, theirs, strict=True)):
            yield from _differences(one, another, (*path, number))
    elif ours != theirs:
        yield path, f"{name!r} is {_said(ours)} here and {_said(theirs)} there"


def _said(value: Any) -> str:
    """A value in a message; words are not repeated, what the program reads is."""
    if value is None:
        return "empty"
    if isinstance(value, list | dict) or value == WORDS:
        return "filled"
    return repr(str(value)) if isinstance(value, str) else str(value)
