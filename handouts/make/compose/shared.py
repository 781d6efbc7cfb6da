"""What was composed for one kind of visit in, the same out, made of parts that others have, too.

A large day has hundreds of kinds, and nearly all of what they say is the same.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, TypeVar

from handouts.make.compose.form import Composed

Part = TypeVar("Part")


class Shared:
    """Every part that was ever composed, once."""

    def __init__(self) -> None:
        self._parts: dict[Any, Any] = {}

    def composed(self, composed: Composed) -> Composed:
        """An equal one; each block of it, and each reason, is the first of those that are equal."""
        form = composed.form
        sections = (replace(section, blocks=self._all(section.blocks)) for section in form.sections)
        return replace(
            composed,
            form=replace(
                form,
                most_important=self._all(form.most_important),
                front=self._all(form.front),
                sections=self._all(sections),
                back=self._all(form.back),
                made_for=self._all(form.made_for),
                credit=self._all(form.credit),
            ),
            decisions=self._all(composed.decisions),
        )

    def _all(self, parts: Iterable[Part]) -> tuple[Part, ...]:
        """Equal rows of equal parts are one row."""
        row = tuple(self._parts.setdefault(part, part) for part in parts)
        kept: tuple[Part, ...] = self._parts.setdefault(row, row)
        return kept
