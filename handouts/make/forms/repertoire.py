"""A language in, the letters out that personal words on its pages may need, as texts to draw.

They are the same on every day and for every clinic: a letter in a file tells of nobody.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain

from handouts.make.words.languages import script
from handouts.make.words.times import birth_date, clock, day, day_and_clock, moment
from handouts.press.fonts import Fonts

NAMES = frozenset({"patient", "clinician", "room", "note"})
"""Fields in which any name may stand; all others hold dates, times or codes."""
CODES = frozenset({"record", "check_code"})

_ASCII = "".join(map(chr, range(0x20, 0x7F))) + "\u00a0."
_LATIN = "".join(
    map(
        chr,
        chain(
            range(0xA1, 0x180),  # Latin-1 and Latin Extended-A
            range(0x180, 0x250),  # Extended-B: Romanian, Hausa, Pinyin, Azerbaijani
            (0x253, 0x254, 0x256, 0x257, 0x259, 0x25B, 0x263, 0x268, 0x289, 0x28B),  # West Africa
            (0x2B9, 0x2BB, 0x2BC, 0x2BE, 0x2BF),  # soft sign, okina, hamza and ayn
            (0x2018, 0x2019, 0x201C, 0x201D, 0x2013, 0x2014),  # quotes, dashes
            range(0x1E00, 0x1F00),  # Extended Additional: Vietnamese, Igbo, Welsh, romanised names
        ),
    )
)
_JOINED_LATIN = "ff ft fft"
_TONES = "".join(
    f"{letter}{tone}" for letter in "ẸỊỌỤṢẹịọụṣmnČč" for tone in "\u0300\u0301\u0304\u0323"
)
"""Letters that have no code of their own with such an accent: Yoruba, Igbo, Oromo."""
_SPACED = "ẓ ẓ"
"""Letters that a Chinese font lacks come from ours, and the space between two of them, too."""
_ARABIC = "".join(map(chr, chain(range(0x621, 0x63B), range(0x641, 0x64B)))) + "پچژکگی"
_LAM_ALEF = "لا لأ لإ لآ بلا بلأ بلإ بلآ"


def repertoire(field: str, language: str, letters: Fonts) -> tuple[str, ...]:
    """Texts that have each letter of this field's words, in the shapes that it takes."""
    texts = [_ASCII]
    if field in NAMES:
        texts += [_LATIN, _JOINED_LATIN, _TONES, _SPACED, *_own(language)]
    elif field not in CODES:
        texts += _dates(language)
    return tuple(filter(None, (_without(text, letters.lacks(text)) for text in texts)))


def _own(language: str) -> Iterator[str]:
    """Letters that join take the shape of their place in a word: alone, first, within and last.

    Some join only what is before them, so they need a letter there that joins both ways.
    """
    if script(language) == "Arab":
        yield from (f"{letter} {letter * 3} ب{letter}" for letter in _ARABIC)
        yield _LAM_ALEF


@cache
def _dates(language: str) -> tuple[str, ...]:
    """Every word that a date or a time of this language may have."""
    days = [dt.date(2026, month, date) for month in range(1, 13) for date in range(1, 29)]
    hours = [dt.time(hour, minute) for hour in range(24) for minute in (0, 59)]
    noon = dt.time(12)
    texts = chain(
        (day(each, language) for each in days),
        (birth_date(each, language) for each in days),
        (clock(each, language) for each in hours),
        (moment(dt.datetime.combine(each, noon), language) for each in days),
        (day_and_clock(each, noon, language) for each in days[:12]),
        ("0123456789",),
    )
    return (" ".join(sorted(_words(texts))),)


def _words(texts: Iterable[str]) -> set[str]:
    return {word for text in texts for word in text.replace("\u00a0", " ").split()}


def _without(text: str, missing: Iterable[str]) -> str:
    kept = "".join(letter for letter in text if letter not in set(missing))
    return kept if kept.strip() else ""
