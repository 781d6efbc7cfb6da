"""A text in, about how wide it is out, in em of our fonts; rather too much than too little."""

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

BOLD = 1.06
"""How much wider bold letters are."""

_WIDTHS = (
    (" \u00a0", 0.21),
    ("ijlI.,:;'’|·", 0.28),
    ("()/-rtf", 0.37),
    ("szcxvykJ0123456789", 0.5),
    ("mwMW@%æœÆŒ", 0.86),
)
"""Letters of Source Sans Pro by their width, in em; a test compares sums with the font itself."""

_JOINED = (("ابتثنيیئىلإأآپ", 0.35), ("فقهعغكکگ", 0.52), ("جحخچ", 0.64), ("طظ", 0.71),
           ("سش", 0.96), ("صض", 0.95))  # fmt: skip
_LAST = (("اإأآ،؛", 0.3), ("رز", 0.41), ("طظقيیئى", 0.81), ("لن", 0.73), ("جحخچ", 0.68),
         ("كکگ", 0.96), ("بتثفپ", 1.07), ("سش", 1.36), ("صض", 1.34))  # fmt: skip
"""Arabic letters that differ much from the others, within a word and at its end."""
BESIDE_WIDE = 1.12
"""Fonts for Chinese, Japanese and Korean draw other letters so much wider than ours does."""


@lru_cache(maxsize=2048)
def ems(text: str, *, among_wide: bool = False) -> float:
    """About how wide a text is, in em of our fonts; `among_wide` in those of a Chinese page."""
    wider = among_wide or wide(text)
    others = "WFA" if wider else "WF"
    full = sum(unicodedata.east_asian_width(letter) in others for letter in text)
    rest = "".join(letter for letter in text if unicodedata.east_asian_width(letter) not in others)
    drawn = sum(_width(letter, after) for letter, after in pairwise(f"{rest} "))
    return full + drawn * (BESIDE_WIDE if wider else 1)


def wide(text: str) -> bool:
    """Whether it holds letters of Chinese, Japanese or Korean."""
    return any(unicodedata.east_asian_width(letter) in "WF" for letter in text)


@lru_cache(maxsize=4096)
def _width(letter: str, after: str) -> float:
    """The width of a letter; `after` stands behind it."""
    if unicodedata.combining(letter):
        return 0
    table: Iterable[tuple[str, float]] = _WIDTHS
    if unicodedata.bidirectional(letter) == "AL":
        joins = unicodedata.bidirectional(after) in {"AL", "NSM"} and after not in "ء،؛"
        table = _JOINED if joins else _LAST
    base = unicodedata.normalize("NFD", letter)[0]  # an accent is above its letter
    for letters, width in table:
        if base in letters:
            return width
    return 0.62 if letter.isupper() else 0.56
