"""Plain text values in, a typed noun out, with every problem told in words at its place."""

import dataclasses
from collections.abc import Mapping
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from handouts.model.item import Path
from handouts.problems import Place, Problem, did_you_mean
from handouts.read.yamlfile import Document

T = TypeVar("T")


def build(noun: type[T], document: Document, file: str) -> tuple[T | None, tuple[Problem, ...]]:
    """Type a document as `noun`; all that is wrong with it comes back at once."""
    try:
        plain = _without_empty(document.value, noun)
        says: T = adapter(noun).validate_python(plain)  # type: ignore[arg-type]  # has a hash
    except ValidationError as wrong:
        found = wrong.errors(include_url=False, include_context=True)
        return None, tuple(
            _problem(error, noun, document, file) for error in found if not _follows(error)
        )
    return says, ()


def _without_empty(value: Any, noun: Any) -> Any:
    """A key that may be left out may also stand there with nothing behind its colon."""
    if isinstance(value, list):
        return [_without_empty(part, _step(noun, n)) for n, part in enumerate(value)]
    if isinstance(value, str) and not value.strip():
        return None
    if not isinstance(value, dict):
        return value
    optional = set()
    if dataclasses.is_dataclass(noun):
        optional = {
            field.name
            for field in dataclasses.fields(noun)
            if field.default is not dataclasses.MISSING
            or field.default_factory is not dataclasses.MISSING
        }
    filled = {key: _without_empty(part, _step(noun, key)) for key, part in value.items()}
    return {key: part for key, part in filled.items() if part is not None or key not in optional}


def _follows(error: ErrorDetails) -> bool:
    """A list counts as empty when all its entries have problems; those were told already."""
    return error["type"] == "too_short" and bool(error["input"])


@cache
def adapter(noun: Any) -> TypeAdapter[Any]:
    """What types text as this noun, and knows its JSON Schema."""
    return TypeAdapter(noun)


def _problem(error: ErrorDetails, noun: Any, document: Document, file: str) -> Problem:
    path = tuple(part for part in error["loc"] if part != "[key]")
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
    name = next((part for part in reversed(path) if isinstance(part, str)), "this file")
    kind, context, given = error["type"], error.get("ctx", {}), error["input"]
    if kind == "missing":
        return f"{name!r} is missing.", f"Add a line `{name}: ...` here."
    if kind in {"extra_forbidden", "unexpected_keyword_argument"}:
        known = _keys_at(noun, path[:-1])
        return f"{name!r} is not a key that is known here.", did_you_mean(str(name), known) or (
            f"Known here: {', '.join(known)}." if known else ""
        )
    choices = str(context.get("expected", "")).replace(" or ", ", ").replace("'", "")
    one_of = f"Write one of: {choices}." if choices else ""
    if given is None or (given == "" and kind.endswith("_parsing")):
        return f"{name!r} is empty.", one_of or "Write its value behind the colon."
    if kind == "enum":
        hint = did_you_mean(str(given), choices.split(", ")) or one_of
        return f"{name!r} cannot be {given!r}.", hint
    if kind in {"int_parsing", "int_parsing_size", "int_type", "int_from_float"}:
        return f"{name!r} must be a whole number, not {str(given)[:40]!r}.", ""
    if kind.startswith("date_"):
        return f"{name!r} must be a day such as 2026-12-31, not {str(given)[:40]!r}.", ""
    if kind in {"greater_than_equal", "less_than_equal"}:
        limit, way = context.get("ge"), "at least"
        if limit is None:
            limit, way = context["le"], "at most"
        return f"{name!r} must be {way} {limit}, not {given}.", ""
    if kind == "bool_parsing":
        return f"{name!r} must be yes or no, not {given!r}.", ""
    return _say_shape(kind, str(name), error)


def _say_shape(kind: str, name: str, error: ErrorDetails) -> tuple[str, str]:
    """Problems with the shape: a list where text belongs, and the like."""
    if kind == "string_type":
        return f"{name!r} must be one text, not a list or keys.", (
            "If the text holds a colon, put it in quotes."
        )
    if kind in {"tuple_type", "list_type"}:
        return f"{name!r} must be a list.", "Begin each entry on its own line with a dash: - text"
    if kind in {"dataclass_type", "dict_type", "mapping_type", "model_type"}:
        return f"{name!r} must hold keys, each on its own line.", "Indent them below it."
    if kind == "too_short":
        return f"{name!r} is an empty list.", "Add at least one entry."
    if kind == "value_error":
        return f"{name!r}: {error['ctx']['error']}.", ""
    return f"{name!r} is not right: {error['msg']}.", ""


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
        return _inner(_hints(noun).get(part))
    inside = [arg for arg in get_args(noun) if arg is not Ellipsis]
    return _inner(inside[-1]) if inside else None


@cache
def _hints(noun: type) -> dict[str, Any]:
    """The types of a noun's fields; working them out costs more than reading a file."""
    return get_type_hints(noun)


def _inner(hint: Any) -> Any:
    """`Section` for `Section | None`; anything else as it is."""
    if get_origin(hint) in {Union, UnionType}:
        return next((arg for arg in get_args(hint) if arg is not NoneType), None)
    return hint
