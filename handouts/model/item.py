"""A thing read from a file: what it says, the place of each word, a seal over all of it."""

import dataclasses
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Annotated, Any, Generic, TypeVar, get_args, get_origin, get_type_hints

from handouts.model.visit import Edition
from handouts.problems import Place

T_co = TypeVar("T_co", covariant=True)

Path = tuple[str | int, ...]
"""The way to a value inside a file: keys and list positions."""


class Spoken:
    """Marks text that a patient reads, so that rules about language know where to look."""


Prose = Annotated[str, Spoken]
"""Text for patients: plain, with **bold**, [[term|words]] and {clinic values}."""

STRICT = MappingProxyType({"extra": "forbid"})
"""How the border reads our nouns: unknown keys are refused."""


WORDS = "(words)"
"""Stands for any text for patients, where only the shape of a noun counts."""


_SHARED = frozenset({"clinic", "settings", "sources"})
_SINGLE = frozenset({"glossary", "wording"})


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment to the program, such as `# handouts: ignore READ003 a name that patients know`."""

    place: Place
    says: str
    """What stands behind `handouts:`."""
    first: int
    """The first line of what it speaks of; 0 when that is the whole file too."""
    last: int
    """The last line of what it speaks of."""


@dataclass(frozen=True, slots=True)
class Item(Generic[T_co]):
    """One file's content: `says` is the noun, `places` tells where each part of it stands."""

    kind: str
    id: str
    language: str
    file: str
    says: T_co
    places: Mapping[Path, Place]
    remarks: tuple[Remark, ...] = ()
    """Comments to the program; they say nothing to patients, so no seal covers them."""
    edition: Edition = Edition.STANDARD
    """The edition whose own words these are."""
    _prose: list[tuple[Path, str]] = field(
        default_factory=list, init=False, repr=False, compare=False
    )
    """What `prose` found: each handout and nearly each rule asks for it again."""
    _seal: list[str] = field(default_factory=list, init=False, repr=False, compare=False)
    """What `seal` found: each kind of handout asks for it again."""

    def place(self, *path: str | int) -> Place:
        """The place of a part; the nearest part around it when that one was not written."""
        for length in range(len(path), -1, -1):
            if (found := self.places.get(path[:length])) is not None:
                return found
        return Place(self.file)

    @property
    def name(self) -> str:
        """What a signature calls it: its path in `content/`, `en/easy-read/statements/credit`."""
        if self.kind in _SHARED:
            return self.kind
        edition = (str(self.edition),) if self.edition.own_words else ()
        kind = () if self.kind in _SINGLE else (self.kind,)
        return "/".join((self.language, *edition, *kind, self.id))

    @property
    def seal(self) -> str:
        """SHA-256 over the item's name, all that it says and when it says it."""
        if not self._seal:
            said = json.dumps([self.name, canonical(self.says)])
            self._seal.append(hashlib.sha256(said.encode()).hexdigest())
        return self._seal[0]

    def prose(self) -> Iterator[tuple[Path, str]]:
        """Every text that a patient reads, with its path."""
        if not self._prose:
            self._prose.extend(spoken(self.says))
        return iter(self._prose)


def canonical(value: Any) -> Any:
    """The same value in lists, dicts and text, the same for every run and release of Python."""
    if value is None or isinstance(value, str | int | bool):
        return value
    if (fields := names(type(value))) is not None:  # type: ignore[arg-type]  # a class has a hash
        return {name: canonical(getattr(value, name)) for name in fields}
    if isinstance(value, Mapping):
        return {str(key): canonical(value[key]) for key in sorted(value)}
    if isinstance(value, tuple | list):
        return [canonical(part) for part in value]
    return str(value)


def written(value: Any) -> str:
    """JSON of what `canonical` gives, several times faster. For nouns without floats or dicts."""
    return json.dumps(value, default=_opened, check_circular=False)


def _opened(value: Any) -> Any:
    """One layer of what JSON does not know."""
    if (fields := names(type(value))) is not None:  # type: ignore[arg-type]  # a class has a hash
        return {name: getattr(value, name) for name in fields}
    return canonical(value)


@cache
def names(noun: type) -> tuple[str, ...] | None:
    """The names of a noun's fields; None for what is no noun. Asked for each word of a handout."""
    if not dataclasses.is_dataclass(noun):
        return None
    return tuple(each.name for each in dataclasses.fields(noun))


def shape(noun: Any, without: frozenset[str]) -> Any:
    """What a translation shares with its source: all but the words, in lists, dicts and text.

    `without` names the fields that may differ.
    """
    hints = _hints(type(noun))  # type: ignore[arg-type]  # same
    return {
        name: _shape(getattr(noun, name), hints[name], without)
        for name in names(type(noun)) or ()  # type: ignore[arg-type]  # same
        if name not in without
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
    for name, says_prose in _speaking(type(noun)):  # type: ignore[arg-type]  # a class has a hash
        value = getattr(noun, name)
        if value is not None:
            yield from _spoken(value, (*path, name), says_prose=says_prose)


@cache
def _hints(noun: type) -> dict[str, Any]:
    """The types of a noun's fields, with their marks; working them out takes long."""
    return get_type_hints(noun, include_extras=True)


@cache
def _speaking(noun: type) -> tuple[tuple[str, bool], ...]:
    """The fields of a noun in which a text for patients can stand, and whether it stands there.

    Where it does not stand there itself, it stands in the nouns that are there.
    """
    hints = _hints(noun)
    found = ((name, hints[name]) for name in names(noun) or ())
    return tuple((name, _says_prose(hint)) for name, hint in found if _holds_words(hint))


def _spoken(value: Any, path: Path, *, says_prose: bool) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        if says_prose:
            yield path, value
    elif isinstance(value, tuple):
        for position, part in enumerate(value):
            yield from _spoken(part, (*path, position), says_prose=says_prose)
    elif isinstance(value, Mapping):
        for key, part in value.items():
            yield from _spoken(part, (*path, key), says_prose=says_prose)
    elif dataclasses.is_dataclass(value):
        yield from spoken(value, path)


def _says_prose(hint: Any) -> bool:
    if get_origin(hint) is Annotated and Spoken in get_args(hint):
        return True
    return any(_says_prose(part) for part in get_args(hint))


def _holds_words(hint: Any) -> bool:
    """Whether a value of this type can hold text for patients: it is one, or holds a noun."""
    if _says_prose(hint) or dataclasses.is_dataclass(hint):
        return True
    return any(_holds_words(part) for part in get_args(hint))
