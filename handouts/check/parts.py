"""A noun in, it and each part of it out, with the way to it: for rules that look at every key."""

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any

from handouts.model.item import Path


def parts(noun: Any, path: Path = ()) -> Iterator[tuple[Any, Path]]:
    """The noun itself, its sections, blocks, tasks, conditions ... from the outside in."""
    yield noun, path
    for name in noun.__dataclass_fields__:
        yield from _parts(getattr(noun, name), (*path, name))


def _parts(value: Any, path: Path) -> Iterator[tuple[Any, Path]]:
    if value is None or isinstance(value, str | int):
        return
    if isinstance(value, tuple):
        for position, part in enumerate(value):
            yield from _parts(part, (*path, position))
    elif isinstance(value, Mapping):
        for key, part in value.items():
            yield from _parts(part, (*path, key))
    elif dataclasses.is_dataclass(value):
        yield from parts(value, path)
