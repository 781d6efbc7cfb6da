"""The nouns' own source in, the note behind each word of a choice out."""

import ast
import importlib
import inspect
import pkgutil
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache

import handouts.model


def choice_notes(name: str) -> Mapping[str, str]:
    """What each word of the choice of that class name means; pydantic knows this of fields only."""
    return _notes().get(name, {})


@cache
def _notes() -> dict[str, dict[str, str]]:
    return {choice.__name__: dict(_written(choice)) for choice in _choices()}


def _choices() -> Iterator[type[StrEnum]]:
    for found in pkgutil.iter_modules(handouts.model.__path__):
        module = importlib.import_module(f"handouts.model.{found.name}")
        for value in vars(module).values():
            if inspect.isclass(value) and issubclass(value, StrEnum) and value is not StrEnum:
                yield value


def _written(choice: type[StrEnum]) -> Iterator[tuple[str, str]]:
    """The text that stands below each word, as for a field."""
    (body,) = ast.parse(inspect.getsource(choice)).body
    assert isinstance(body, ast.ClassDef)  # the source of a class is one
    for line, below in zip(body.body, body.body[1:], strict=False):
        match line, below:
            case (
                ast.Assign(targets=[ast.Name(id=member)]),
                ast.Expr(value=ast.Constant(value=str(note))),
            ):
                yield choice[member].value, inspect.cleandoc(note)
            case _:
                pass
