"""What a manifest tells beside its entries: which words, which stack, and what came after.

Like the entries these lines hold our own names, numbers and hashes, and no patient's words.
"""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, ClassVar

from handouts.model.item import STRICT
from handouts.model.settings import Sides

SHORT = 16
"""So many digits of a seal tell an item's words from all others that it ever had."""


@dataclass(frozen=True, slots=True)
class Words:
    """Which items' words the handouts of one version carry."""

    __pydantic_config__: ClassVar[Any] = STRICT

    version: str
    words: Mapping[str, str]
    """The beginning of each item's seal, by the item's signing name."""

    @classmethod
    def of(cls, version: str, seals: Mapping[str, str]) -> "Words":
        """Those of a form with these items."""
        return cls(version, {name: seals[name][:SHORT] for name in sorted(seals)})

    def line(self) -> str:
        """As a line of JSON."""
        return json.dumps({"version": self.version, "words": dict(self.words)})


@dataclass(frozen=True, slots=True)
class Stacking:
    """How the packets of the day were numbered when its stack was made."""

    __pydantic_config__: ClassVar[Any] = STRICT

    stack: tuple[tuple[str, ...], ...]
    """The files of packet 1, of packet 2, and so on."""
    sides: Sides
    turn_backs: bool = False
    written: Mapping[str, str] = field(default_factory=dict)
    """SHA-256 of each file of the stack, by its name."""

    def line(self) -> str:
        """As a line of JSON."""
        return json.dumps(asdict(self))

    def packet(self, file: str) -> int | None:
        """The number of the packet that a file is in."""
        found = (number for number, files in enumerate(self.stack, start=1) if file in files)
        return next(found, None)


@dataclass(frozen=True, slots=True)
class Followed:
    """The day changed, and another run made what is new."""

    __pydantic_config__: ClassVar[Any] = STRICT

    followed_by: str
    """The folder of that run, as the way from this one."""

    def line(self) -> str:
        """As a line of JSON."""
        return json.dumps({"followed_by": self.followed_by})


@dataclass(frozen=True, slots=True)
class Purged:
    """The files of the day were deleted."""

    __pydantic_config__: ClassVar[Any] = STRICT

    purged: dt.datetime

    def line(self) -> str:
        """As a line of JSON."""
        return json.dumps({"purged": self.purged.isoformat(timespec="seconds")})


Note = Words | Stacking | Followed | Purged
"""Any line that is no entry."""
