"""A finished, proven handout as the page needs it."""

from dataclasses import dataclass, field

from handouts.model.visit import Edition


@dataclass(frozen=True, slots=True)
class Sheet:
    """One handout: the file itself, and what is told of it beside it."""

    pdf: bytes = field(repr=False)
    sizes: tuple[tuple[int, int], ...]
    """Width and height of each page in a browser's pixels."""
    title: str
    treatment: str
    language: str
    edition: Edition
    version: str
    check_code: str
    """Empty when it is a blank one."""
    draft_reasons: tuple[str, ...] = ()
    """Why DRAFT stands on each page; empty when all of its words are signed."""
