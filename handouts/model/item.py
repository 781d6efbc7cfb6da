"""A thing read from a file: what it says, the place of each word, a seal over all of it."""

import dataclasses
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Annotated, Any, Generic, TypeVar, get_args, get_origin, get_type_hints

from handouts.problems import Place

T_co = TypeVar("T_co", covariant=True)

Path = tuple[str | int, ...]
"""The way to a value inside a file: keys and list positions."""


class Spoken:
    """Marks text that a patient reads, so that rules about language know where to look."""


Prose = Annotated[str, Spoken]
"""Text for patients: plain, with **bold**, [[term|words]] and {clinic values}."""

STRICT = MappingProxyType({"extra": "forbid", "use_attribute_docstrings": True})
"""How the border reads our nouns: unknown keys are refused, field notes become hover help."""


WORDS = "(words)"
"""Stands for any text for patients, where only the shape of a noun counts."""


@dataclass(frozen=True, slots=True)
class Item(Generic[T_co]):
    """One file's content: `says` is the noun, `places` tells where each part of it stands."""

    kind: str
    id: str
    language: str
    file: str
    says: T_co
    places: Mapping[Path, Place]

    def place(self, *path: str | int) -> Place:
        """The place of a part; the nearest part around it when that one was not written."""
        for length in range(len(path), -1, -1):
            if (found := self.places.get(path[:length])) is not None:
                return found
        return Place(self.file)

    @property
    def seal(self) -> str:
        """SHA-256 over all that the item says and when it says it."""
        said = json.dumps([self.kind, self.id, self.language, canonical(self.says)])
        return hashlib.sha256(said.encode()).hexdigest()

    def prose(self) -> Iterator[tuple[Path, str]]:
        """Every text that a patient reads, with its path."""
        yield from spoken(self.says)


def canonical(value: Any) -> Any:
    """The same value in lists, dicts and text, the same for every run and release of Python."""
    if dataclasses.is_dataclass(value):
        return {f.name: canonical(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): canonical(value[key]) for key in sorted(value)}
    if isinstance(value, tuple | list):
        return [canonical(part) for part in value]
    return value if value is None or isinstance(value, str | int | bool) else str(value)


def shape(noun: Any, without: frozenset[str]) -> Any:
    """What a translation shares with its source: all but the words, in lists, dicts and text.

    `without` names the fields that may differ.
    """
    hints = _hints(type(noun))  # type: ignore[arg-type]  # a class has a hash
    return {
        field.name: _shape(getattr(noun, field.name), hints[field.name], without)
        for field in dataclasses.fields(noun)
        if field.name not in without
    }


def _shape(value: Any, hint: Any, without: frozenset[str]) -> Any:
    if dataclasses.is_dataclass(value):
        return shape(value, without)
    if isinstance(value, Mapping):
        return {str(key): _shape(part, hint, without) for key, part in value.items()}
    if isinstance(value, tuple):
        return [_shape(part, hint, without) for part in value]
    if isinstance(value, str) and _says_prose(hint):
        return WORDS
    return canonical(value)


def spoken(noun: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Walk a noun and give each of its texts for patients."""
    hints = _hints(type(noun))  # type: ignore[arg-type]  # a class has a hash
    for field in dataclasses.fields(noun):
        value = getattr(noun, field.name)
        yield from _spoken(value, hints[field.name], (*path, field.name))


@cache
def _hints(noun: type) -> dict[str, Any]:
    """The types of a noun's fields, with their marks; working them out takes long."""
    return get_type_hints(noun, include_extras=True)


def _spoken(value: Any, hint: Any, path: Path) -> Iterator[tuple[Path, str]]:
    if value is None:
        return
    if dataclasses.is_dataclass(value):
        yield from spoken(value, path)
    elif isinstance(value, str):
        if _says_prose(hint):
            yield path, value
    elif isinstance(value, Mapping):
        for key, part in value.items():
            yield from _spoken(part, hint, (*path, key))
    elif isinstance(value, tuple):
        for position, part in enumerate(value):
            yield from _spoken(part, hint, (*path, position))


def _says_prose(hint: Any) -> bool:
    if get_origin(hint) is Annotated and Spoken in get_args(hint):
        return True
    return any(_says_prose(part) for part in get_args(hint))
