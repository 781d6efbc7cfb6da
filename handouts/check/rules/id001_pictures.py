"""ID001: every picture that the content names is in styles/icons."""

import dataclasses
from collections.abc import Iterator
from typing import Any

from handouts.check.subject import Subject
from handouts.model.item import Path
from handouts.problems import Problem, did_you_mean


def check(subject: Subject) -> Iterator[Problem]:
    """Pictures that do not exist."""
    for item in subject.content.items():
        for picture, path in _pictures(item.says, ()):
            if picture not in subject.pictures:
                hint = did_you_mean(picture, subject.pictures) or (
                    f"There is: {', '.join(subject.pictures)}."
                )
                message = f"There is no picture {picture!r} in styles/icons."
                yield Problem(item.place(*path), "ID001", message, hint)


def _pictures(noun: Any, path: Path) -> Iterator[tuple[str, Path]]:
    for field in dataclasses.fields(noun):
        value = getattr(noun, field.name)
        if field.name == "picture" and value is not None:
            yield value, (*path, field.name)
        elif dataclasses.is_dataclass(value):
            yield from _pictures(value, (*path, field.name))
        elif isinstance(value, tuple):
            for position, part in enumerate(value):
                if dataclasses.is_dataclass(part):
                    yield from _pictures(part, (*path, field.name, position))
