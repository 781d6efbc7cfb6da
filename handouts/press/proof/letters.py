"""A text in, the letters out that it is compared by: lines and spaces are left out."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from handouts.press.roles import runs_from_right

_UNSEEN = dict.fromkeys(
    [0xAD, 0x2010, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF]
)
"""Soft hyphens, the hyphens that they become at a line's end, marks of direction and joining."""
_TOLD = str.maketrans({"\x02": "-", "\ufffe": "-", "•": "·"})
"""How PDFium tells of a hyphen at a line's end; and fonts for Chinese have one glyph for two dots,
of which only the first one that is drawn gives it its meaning.
"""
_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"\d+")


@lru_cache(maxsize=8192)
def squeezed(text: str) -> str:
    """The letters alone, composed: no spaces, no line ends, nothing that is not seen."""
    seen = unicodedata.normalize("NFKC", text.translate(_TOLD)).translate(_UNSEEN)
    return "".join(seen.split())


def alike(drawn: Iterable[str], said: str) -> bool:
    """Whether pieces of a line, in any order, are all of what is said.

    In lines that run from right to left PDFium tells pieces, brackets and numbers in an order of
    its own. So each word must be one that is said, all letters and numbers must be there as often,
    and signs between words are left out.
    """
    pieces = [_plain(piece) for piece in drawn]
    wanted = _plain(said)
    among = "".join(wanted.split())
    known = all(word in among for piece in pieces for word in _WORD.findall(piece))
    return known and _count(pieces) == _count([wanted])


def among(pieces: Iterable[str], said: str) -> bool:
    """Whether all letters, words and numbers of what is said are among the pieces."""
    drawn = [_plain(piece) for piece in pieces]
    wanted = _plain(said)
    found = "".join("".join(drawn).split())
    if "".join(wanted.split()) in found:
        return True
    known = all(word in found for word in _WORD.findall(wanted))
    return known and not _count([wanted]) - _count(drawn)


def _plain(text: str) -> str:
    """Composed, without signs above and below letters that run from right to left."""
    told = unicodedata.normalize("NFKC", text.translate(_TOLD)).translate(_UNSEEN)
    if runs_from_right(told):
        told = "".join(letter for letter in told if not unicodedata.combining(letter))
    return told


def _count(texts: Iterable[str]) -> Counter[str]:
    """Letters one by one, since a line may end within a word; numbers whole."""
    count: Counter[str] = Counter()
    for text in texts:
        count.update("".join(_WORD.findall(text)))
        count.update(_NUMBER.findall(text))
    return count
