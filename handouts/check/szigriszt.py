"""Spanish text in, ease of reading out: the Szigriszt-Pazos formula, read on the INFLESZ scale.

Formula: Szigriszt Pazos 1993, Sistemas predictivos de legibilidad: 206.835 - 62.3 * syllables per
word - words per sentence. Scale: Barrio-Cantalejo and others 2008, An Sist Sanit Navar 31(2):
below 40 very hard, 40 to 55 somewhat hard, 55 to 65 normal, 65 to 80 quite easy, above 80 very
easy.
"""

import re
from functools import lru_cache

from handouts.check.grade import Count, counted

_SILENT = re.compile(r"(?<=q)u(?=[eéií])|(?<=g)u(?=[eéií])")
_VOWELS = re.compile(r"[aeiouáéíóúü]+")
_STRONG = re.compile(r"[aeoáéó]")
_BROKEN = re.compile(r"[íú]")
_Y_AS_VOWEL = re.compile(r"y$|^y$")


@lru_cache(maxsize=8192)
def syllables(word: str) -> int:
    """Syllables of one Spanish word, by the rules for diphthongs and their accents.

    Two strong vowels (a, e, o) part, and so does a weak one with an accent beside a strong one
    (pa-ís, dí-as); other vowels side by side are one syllable (cui-da, pier-na).
    """
    return sum(_syllables(part) for part in word.lower().split("-") if part) or 1


def _syllables(part: str) -> int:
    heard = _Y_AS_VOWEL.sub("i", _SILENT.sub("", part))
    return sum(_in_group(group) for group in _VOWELS.findall(heard)) or 1


def _in_group(vowels: str) -> int:
    strong = len(_STRONG.findall(vowels))
    return strong + len(_BROKEN.findall(vowels)) if strong else 1


@lru_cache(maxsize=8192)
def count(text: str) -> Count:
    """Count one paragraph, point or heading in Spanish."""
    return counted(text, syllables)


def ease(count: Count) -> float:
    """The INFLESZ value, 0 to about 120, higher is easier; 100 when there is nothing to read."""
    if not count.words or not count.sentences:
        return 100.0
    return 206.835 - 62.3 * count.syllables / count.words - count.words / count.sentences
