"""Plain text values in, a typed noun out, with every problem told in words at its place."""

import dataclasses
import os
import re
from collections.abc import Iterator, Mapping
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from handouts.model.item import Path
from handouts.problems import Place, Problem, did_you_mean
from handouts.read.yamlfile import Document

T = TypeVar("T")

os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # it would look through all packages

MOST_PROBLEMS = 50
"""So many are told of one file; who has more looks for one cause."""

_UNKNOWN = frozenset({"extra_forbidden", "unexpected_keyword_argument"})
_WHOLE = "this file"
_IDS = re.compile(r"\(?[\w-]+(?:, *[\w-]+)*\)?")


def build(noun: type[T], document: Document, file: str) -> tuple[T | None, tuple[Problem, ...]]:
    """Type a document as `noun`; all that is wrong with it comes back at once."""
    try:
        plain = _without_empty(document.value, noun)
        says: T = adapter(noun).validate_python(plain)  # type: ignore[arg-type]  # has a hash
    except ValidationError as wrong:
        found = wrong.errors(include_url=False, include_context=True)
        return None, tuple(_problems(found, noun, document, file))
    return says, ()


def _problems(
    found: list[ErrorDetails], noun: Any, document: Document, file: str
) -> Iterator[Problem]:
    first = [error for error in found if not _follows(error)][:MOST_PROBLEMS]
    meant = {spelt for error in first if (spelt := _misspelt(error, noun))}
    for error in first:
        if error["type"] != "missing" or _path(error) not in meant:
            yield _problem(error, noun, document, file)
    if len(found) > MOST_PROBLEMS:
        more = f"There are {len(found) - MOST_PROBLEMS:,} more problems in this file."
        yield Problem(Place(file), "schema", more, "Mend the first ones, and check again.")


def _without_empty(value: Any, noun: Any) -> Any:
    """A key that may be left out may also stand there with nothing behind its colon."""
    if isinstance(value, list):
        return [_without_empty(part, _step(noun, n)) for n, part in enumerate(value)]
    if isinstance(value, str) and not value.strip():
        return None
    if not isinstance(value, dict):
        return value
    optional = _optional(noun)
    filled = {key: _without_empty(part, _step(noun, key)) for key, part in value.items()}
    return {key: part for key, part in filled.items() if part is not None or key not in optional}


@cache
def _optional(noun: Any) -> frozenset[str]:
    """The keys that may be left out."""
    if not dataclasses.is_dataclass(noun):
        return frozenset()
    return frozenset(
        field.name
        for field in dataclasses.fields(noun)
        if field.default is not dataclasses.MISSING
        or field.default_factory is not dataclasses.MISSING
    )


def _follows(error: ErrorDetails) -> bool:
    """A list counts as empty when all its entries have problems; those were told already."""
    return error["type"] == "too_short" and bool(error["input"])


def _misspelt(error: ErrorDetails, noun: Any) -> Path:
    """The key that an unknown one was to be; it is not also told as missing. Empty for none."""
    if error["type"] not in _UNKNOWN:
        return ()
    *above, name = _path(error)
    near = did_you_mean(str(name), _keys_at(noun, tuple(above)))
    return (*above, near.split("'")[1]) if near else ()


def _path(error: ErrorDetails) -> Path:
    return tuple(part for part in error["loc"] if part != "[key]")


@cache
def adapter(noun: Any) -> TypeAdapter[Any]:
    """What types text as this noun, and knows its JSON Schema but for the notes of its fields."""
    return TypeAdapter(noun)


def _problem(error: ErrorDetails, noun: Any, document: Document, file: str) -> Problem:
    path = _path(error)
    place = _nearest_place(path, document.places, file)
    message, hint = _say(error, path, noun)
    return Problem(place, "schema", message, hint)


def _nearest_place(path: Path, places: Mapping[Path, Place], file: str) -> Place:
    for length in range(len(path), -1, -1):
        if (place := places.get(path[:length])) is not None:
            return place
    return Place(file)


def _say(error: ErrorDetails, path: Path, noun: Any) -> tuple[str, str]:
    """What is wrong and the way on; the error's type decides, never pydantic's English."""
    name = next((part for part in reversed(path) if isinstance(part, str)), _WHOLE)
    kind, context, given = error["type"], error.get("ctx", {}), error["input"]
    if kind == "missing":
        return f"{name!r} is missing.", f"Add a line `{name}: ...` here."
    if kind in _UNKNOWN:
        return f"{name!r} is not a key that is known here.", _known(str(name), path[:-1], noun)
    choices = str(context.get("expected", "")).replace(" or ", ", ").replace("'", "")
    one_of = f"Write one of: {choices}." if choices else ""
    if given is None or (given == "" and kind.endswith("_parsing")):
        return f"{name!r} is empty.", one_of or "Write its value behind the colon."
    if kind == "enum":
        hint = did_you_mean(str(given), choices.split(", ")) or one_of
        return f"{name!r} cannot be {given!r}.", hint
    if kind in {"int_parsing", "int_parsing_size", "int_type", "int_from_float"}:
        hint = "Write digits and nothing else, such as 20."
        return f"{name!r} must be a whole number, not {str(given)[:40]!r}.", hint
    if kind.startswith("date_"):
        return f"{name!r} must be a day such as 2026-12-31, not {str(given)[:40]!r}.", ""
    if kind in {"greater_than_equal", "less_than_equal"}:
        limit, way = context.get("ge"), "at least"
        if limit is None:
            limit, way = context["le"], "at most"
        return f"{name!r} must be {way} {limit}, not {given}.", ""
    if kind == "bool_parsing":
        return f"{name!r} must be yes or no, not {given!r}.", "Write yes or no, and nothing else."
    listed = bool(path) and isinstance(path[-1], int)
    return _say_shape(kind, f"an entry of {name!r}" if listed else f"{name!r}", error)


def _say_shape(kind: str, what: str, error: ErrorDetails) -> tuple[str, str]:
    """Problems with the shape: a list where text belongs, and the like."""
    what = f"{what[:1].upper()}{what[1:]}"
    if kind == "string_type":
        return f"{what} must be one text, not a list or keys.", (
            "If the text holds a colon, or begins with { or [, put it in quotes."
        )
    if kind in {"tuple_type", "list_type"}:
        return f"{what} must be a list.", _as_list(error["input"])
    if kind in {"dataclass_type", "dict_type", "mapping_type", "model_type"}:
        return f"{what} must hold keys, each on its own line.", "Indent them below it: key: text"
    if kind == "too_short":
        return f"{what} is an empty list.", "Add at least one entry."
    if kind == "value_error":
        said = str(error["ctx"]["error"])
        if what == repr(_WHOLE):
            return f"{said[:1].upper()}{said[1:]}.", "Add what is missing, or delete the file."
        return f"{what}: {said}.", ""
    return f"{what} is not right: {error['msg']}.", ""


def _as_list(given: Any) -> str:
    """How to write a value as a list; ids that stand in one line may stay there."""
    if isinstance(given, str) and _IDS.fullmatch(given):
        return f"Put it in square brackets: [{given.strip('()')}]"
    return "Begin each entry on its own line with a dash: - text"


def _known(name: str, above: Path, noun: Any) -> str:
    """The key that was meant, where it belongs, or all that are known there."""
    known = _keys_at(noun, above)
    if near := did_you_mean(name, known):
        return near
    inside = [key for key in known if name in _keys_at(noun, (*above, key))]
    if inside:
        return f"It belongs below `{inside[0]}:`, two spaces further right."
    return f"Known here: {', '.join(known)}." if known else ""


def _keys_at(noun: Any, path: Path) -> list[str]:
    """The keys that the noun knows at the end of a path."""
    for part in path:
        noun = _step(noun, part)
    if not dataclasses.is_dataclass(noun):
        return []
    return [field.name for field in dataclasses.fields(noun)]


def _step(noun: Any, part: str | int) -> Any:
    """The type that stands below a key or a list position."""
    if isinstance(part, str) and dataclasses.is_dataclass(noun) and isinstance(noun, type):
        return _fields(noun).get(part)
    return _entry(noun)


@cache
def _fields(noun: type) -> dict[str, Any]:
    """The types of a noun's fields; working them out costs more than reading a file."""
    return {name: _inner(hint) for name, hint in get_type_hints(noun).items()}


@cache
def _entry(noun: Any) -> Any:
    """The type of what a list or a mapping holds."""
    inside = [arg for arg in get_args(noun) if arg is not Ellipsis]
    return _inner(inside[-1]) if inside else None


def _inner(hint: Any) -> Any:
    """`Section` for `Section | None`; anything else as it is."""
    if get_origin(hint) in {Union, UnionType}:
        return next((arg for arg in get_args(hint) if arg is not NoneType), None)
    return hint
