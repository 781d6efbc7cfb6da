"""The nouns' own source in, the notes on their fields and behind each word of a choice out."""

import ast
import importlib
import inspect
import pkgutil
from collections.abc import Iterator, Mapping
from dataclasses import is_dataclass
from enum import StrEnum
from functools import cache
from typing import Any

import handouts.model


def field_notes(name: str) -> Mapping[str, str]:
    """What each field of the noun of that class name means.

    pydantic could tell it too, but it would read the source for every file that is read.
    """
    return _notes().get(name, {})


def choice_notes(name: str) -> Mapping[str, str]:
    """What each word of the choice of that class name means."""
    return _notes().get(name, {})


@cache
def _notes() -> dict[str, dict[str, str]]:
    return {described.__name__: dict(_written(described)) for described in _described()}


def _described() -> Iterator[type[Any]]:
    """Every noun and every choice."""
    for found in pkgutil.iter_modules(handouts.model.__path__):
        module = importlib.import_module(f"handouts.model.{found.name}")
        for value in vars(module).values():
            if not inspect.isclass(value) or value.__module__ != module.__name__:
                continue
            if is_dataclass(value) or issubclass(value, StrEnum):
                yield value


def _written(described: type[Any]) -> Iterator[tuple[str, str]]:
    """The text that stands below each field, or below each word of a choice."""
    (body,) = ast.parse(inspect.getsource(described)).body
    assert isinstance(body, ast.ClassDef)  # the source of a class is one
    for line, below in zip(body.body, body.body[1:], strict=False):
        match line, below:
            case (
                ast.Assign(targets=[ast.Name(id=member)]),
                ast.Expr(value=ast.Constant(value=str(note))),
            ) if issubclass(described, StrEnum):
                yield described[member].value, inspect.cleandoc(note)
            case (
                ast.AnnAssign(target=ast.Name(id=field)),
                ast.Expr(value=ast.Constant(value=str(note))),
            ):
                yield field, inspect.cleandoc(note)
            case _:
                pass
