"""A composed handout in; apart from what composes it, so that the process of a peer is small."""

from typing import NamedTuple, Protocol

STYLES = ("tokens.css", "page.css", "paper-letter.css", "handout.css")
"""The stylesheets of the handouts that are measured."""


class Sheet(NamedTuple):
    """A composed handout."""

    number: int
    html: str
    """The page as the program's own templates write it."""
    fields: dict[str, str]
    """The patient's own texts by their names."""


class Peer(Protocol):
    """What each module in peers/ calls `Maker`. It is made with the first sheet of its kind."""

    title: str
    note: str

    def make(self, sheet: Sheet) -> bytes:
        """One finished PDF."""

    def close(self) -> None:
        """End what was started."""
