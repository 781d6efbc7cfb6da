"""A change in, its two sides for the terminal out: [the words that differ] in brackets."""

import click

from handouts.read.changes import Change, Fate

NEAR = 6
"""Words that are shown on each side of a change."""


def sides(change: Change) -> tuple[str, str]:
    """The text before and after; `nothing` where it was not, or is no more."""
    old, new = "", ""
    pieces = change.pieces
    for number, piece in enumerate(pieces):
        if piece.fate is Fate.KEPT:
            kept = _short(piece.words, first=number == 0, last=number == len(pieces) - 1)
            old, new = old + kept, new + kept
        elif piece.fate is Fate.GONE:
            old += click.style(f"[{piece.words}]", fg="red")
        else:
            new += click.style(f"[{piece.words}]", fg="green")
    return (
        "nothing" if change.before is None else old,
        "nothing" if change.after is None else new,
    )


def _short(words: str, *, first: bool, last: bool) -> str:
    """What did not change, without its far ends."""
    found = words.split(" ")
    if len(found) <= NEAR * 2 + 1:
        return words
    start = [] if first else found[:NEAR]
    end = [] if last else found[-NEAR:]
    return " ".join([*start, "…", *end])
