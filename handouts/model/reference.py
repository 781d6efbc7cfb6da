"""What the content leans on: words explained, and the sources of its facts."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from handouts.model.item import STRICT, Prose


@dataclass(frozen=True, slots=True)
class Term:
    """One word explained."""

    __pydantic_config__: ClassVar[Any] = STRICT

    term: Prose
    """The word."""
    meaning: Prose
    """What it means, in at most 25 words."""
    say: str | None = None
    """How to say it, such as KET-uh-meen."""


@dataclass(frozen=True, slots=True)
class Glossary:
    """The words that a patient may meet, explained once."""

    __pydantic_config__: ClassVar[Any] = STRICT

    terms: Mapping[str, Term]
    """Terms by id, in the order of printing."""
    sources: tuple[str, ...] = ()
    """Ids from sources.yaml that support this."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact comes from."""

    __pydantic_config__: ClassVar[Any] = STRICT

    short: str
    """A few words for the last page of a handout."""
    title: str
    """Author, title and publisher in full."""
    year: int | None = None
    """Year of publication."""
    url: str | None = None
    """Web address, for the people who check the words."""
    seen: str = "excerpt"
    """How it was read: full, excerpt or secondary."""
    main: bool = False
    """Named on the last page of every handout that uses it."""


@dataclass(frozen=True, slots=True)
class Sources:
    """Every source that the content names."""

    __pydantic_config__: ClassVar[Any] = STRICT

    sources: Mapping[str, Source]
    """Sources by id."""
