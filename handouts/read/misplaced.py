"""What a file says, and the kinds of files, in; the folder that it was written for, out."""

import dataclasses
from collections.abc import Mapping
from typing import Any

from handouts.problems import Place, Problem
from handouts.read.yamlfile import Document


def misplaced(
    document: Document, noun: type[Any], folders: Mapping[str, type[Any]], file: str
) -> Problem | None:
    """The one problem of a whole file that lies in the wrong folder; it explains all others."""
    here = next((folder for folder, kind in folders.items() if kind is noun), None)
    if here is None or not isinstance(document.value, dict) or len(document.value) < 2:  # noqa: PLR2004  # one key tells too little
        return None
    keys = set(document.value)
    if len(keys - _keys(noun)) < len(keys & _keys(noun)):
        return None  # more keys are right than wrong: those are slips
    for folder, kind in folders.items():
        if _needed(kind) <= keys <= _keys(kind):
            return Problem(
                document.places.get((), Place(file, 1, 1)),
                "schema",
                f"This file is written like those of {folder}/, but it lies in {here}/.",
                f"Move it to {folder}/. Or write it anew, like a stock file of {here}/.",
            )
    return None


def _keys(noun: type[Any]) -> set[str]:
    return {field.name for field in dataclasses.fields(noun)}


def _needed(noun: type[Any]) -> set[str]:
    return {
        field.name
        for field in dataclasses.fields(noun)
        if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
    }
