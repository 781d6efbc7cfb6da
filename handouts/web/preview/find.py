"""The words under a pointer in, the text that they come from out."""

from collections.abc import Mapping
from typing import Any

from handouts.model.content import Content
from handouts.model.handout import Handout
from handouts.model.item import Item

AROUND = 80
"""So many letters before and after the pointer are compared; more change nothing."""
ENOUGH = 6
"""Fewer equal letters in a row may be chance, unless they are all that a text says."""


def text_at(page: str, at: int, handout: Handout, content: Content) -> str:
    """The name of the text whose words stand at letter `at` of a page; empty when none does.

    It is the one that shares the longest run of letters around that place.
    """
    letters = [(place, letter) for place, letter in enumerate(page) if letter.isalnum()]
    here = next((n for n, (place, _) in enumerate(letters) if place >= at), len(letters) - 1)
    said = "".join(letter.casefold() for _, letter in letters)
    if here < 0 or len(said) != len(letters):  # a letter that is two in lower case: rare
        return ""
    items = {item.name: item for item in content.items()}
    runs = {
        name: longest_run(said, here, _letters(items[name]))
        for name in handout.texts
        if name in items
    }
    best = max(runs, key=runs.__getitem__, default="")
    return best if best and runs[best] >= ENOUGH else ""


def longest_run(said: str, here: int, words: str) -> int:
    """How many letters around place `here` stand in a row in `words` too."""
    best = 0
    for start in range(max(0, here - AROUND), here + 1):
        end = max(here + 1, start + best + 1)
        while end <= min(len(said), here + AROUND) and said[start:end] in words:
            best = end - start
            end += 1
    return best


def _letters(item: Item[Any]) -> str:
    """All that a text says, one part from the next by a sign that is no letter."""
    parts: Mapping[str, None] = dict.fromkeys(said for _, said in item.prose())
    if item.kind == "clinic":
        parts = {part: None for part in (item.says.name, item.says.phone) if part}
    return "|".join(
        "".join(letter for letter in part.casefold() if letter.isalnum()) for part in parts
    )
