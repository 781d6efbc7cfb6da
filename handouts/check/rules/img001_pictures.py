"""IMG001: a picture is decoration; the words beside it say all of it.

Pictures print without a description, since a screen reader would only read the same thing twice.
So no text may lean on one: "see the picture" or "as shown" leaves those alone who cannot see it,
and a block with a picture has words of its own.

A clinic's own picture in styles/icons is a plain drawing, too: an SVG file with a `viewBox`,
without text (nobody could translate it), without a script, and without a link to something
outside.

To mend it, say in words what the picture shows. A drawing program saves a plain drawing as "Plain
SVG" with text turned into paths. [PDF/UA-1 7.3, PEMAT 15]
"""

import dataclasses
import re
from collections.abc import Iterator
from typing import Any
from xml.parsers import expat

from handouts.check.grade import plain
from handouts.check.subject import Subject
from handouts.model.item import Path
from handouts.problems import Place, Problem

_PICTURE = r"(?:pictures?|images?|icons?|drawings?|symbols?|photos?)"
_LEANS = re.compile(
    rf"\b(?:see|look at|shown? (?:in|by|on)|follow|match)\s+"
    rf"(?:the|this|these|our|each)?\s*{_PICTURE}\b"
    rf"|\b{_PICTURE}\s+(?:above|below|beside|next to|here|on the (?:left|right)|shows?)\b"
    r"|\bas shown\b",
    re.IGNORECASE,
)
_WORDS = ("heading", "title", "name", "do", "text", "points")
"""Where a noun that holds a picture has its words."""


def check(subject: Subject) -> Iterator[Problem]:
    """Texts that lean on a picture, pictures without words, drawings that are more than that."""
    for item in subject.content.items():
        if item.kind in {"clinic", "sources"}:
            continue
        for path, text in item.prose():
            if found := _LEANS.search(plain(text)):
                message = f"{found[0]!r} sends the reader to a picture, which not everyone sees."
                hint = "Say in words what the picture shows."
                yield Problem(item.place(*path), "IMG001", message, hint)
        for path in _wordless(item.says, ()):
            message = "This picture stands alone, without words."
            hint = "Write beside it what it shows, or take the picture out."
            yield Problem(item.place(*path, "picture"), "IMG001", message, hint)
    for file, drawn in subject.drawings.items():
        yield from drawing(file, drawn)


def _wordless(noun: Any, path: Path) -> Iterator[Path]:
    """The nouns that have a picture and no letter beside it."""
    if getattr(noun, "picture", None) is not None:
        said = (getattr(noun, name, None) or "" for name in _WORDS)
        if not any(letter.isalnum() for text in said for part in text for letter in part):
            yield path
    for name in ("most_important", "sections", "tasks"):
        value = getattr(noun, name, None)
        if dataclasses.is_dataclass(value):
            yield from _wordless(value, (*path, name))
        elif isinstance(value, tuple):
            for position, part in enumerate(value):
                yield from _wordless(part, (*path, name, position))


_SAVE_PLAIN = "Save it in your drawing program as a plain SVG, with text turned into paths."
_LETTERS = frozenset({"text", "tspan", "textPath", "foreignObject"})
_LIVING = frozenset({"script", "animate", "animateMotion", "animateTransform", "set"})
_OUTSIDE = re.compile(r"url\(\s*['\"]?(?!['\"#])|@import", re.IGNORECASE)


def drawing(file: str, drawn: bytes) -> Iterator[Problem]:
    """What makes one SVG file more than a plain drawing, each thing at its line."""
    found: list[Problem] = []
    parser = expat.ParserCreate()

    def tell(message: str) -> None:
        place = Place(file, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)
        found.append(Problem(place, "IMG001", message, _SAVE_PLAIN))

    outer: list[str] = []

    def element(tag: str, attributes: dict[str, str]) -> None:
        if not outer and (_local(tag) != "svg" or "viewBox" not in attributes):
            tell(f"This picture begins with <{tag}>, not with an <svg> that has a viewBox.")
        outer.append(tag)
        for message in _more_than_drawn(_local(tag), attributes):
            tell(message)

    def doctype(*_: object) -> None:
        tell("This picture begins with a DOCTYPE, which may bring in anything.")

    def style(text: str) -> None:
        if _OUTSIDE.search(text):
            tell(f"This picture loads something from outside: {text.strip()[:60]!r}.")

    parser.StartElementHandler = element
    parser.StartDoctypeDeclHandler = doctype
    parser.CharacterDataHandler = style
    try:
        parser.Parse(drawn, True)
    except expat.ExpatError as wrong:
        place = Place(file, wrong.lineno, wrong.offset + 1)
        found.append(Problem(place, "IMG001", "This file is no SVG picture.", _SAVE_PLAIN))
    yield from found


def _local(name: str) -> str:
    """A name without the prefix of its namespace."""
    return name.rpartition(":")[2]


def _more_than_drawn(tag: str, attributes: dict[str, str]) -> Iterator[str]:
    """What one part of an SVG does beyond drawing."""
    if tag in _LETTERS:
        yield f"This picture holds text (<{tag}>), which nobody can translate or read aloud."
    if tag in _LIVING:
        yield f"This picture holds <{tag}>; paper does not move, and nothing in it may run."
    for name, value in attributes.items():
        if name.lower().startswith("on"):
            yield f"This picture holds a script: {name}={value[:40]!r}."
        if _local(name) in {"href", "src"} and not value.startswith("#"):
            yield f"This picture leads outside: {value[:60]!r}."
        elif _OUTSIDE.search(value):
            yield f"This picture loads something from outside: {value[:60]!r}."
