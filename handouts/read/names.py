"""What can be printed as a name or a short text: accepted as typed, or refused with the reason.

Only Unicode composition (NFC) and runs of spaces are changed; nothing else is ever "cleaned".
"""

import re
import unicodedata

from handouts.read.letters import invisible

NAME_LIMIT, TEXT_LIMIT, NOTE_LIMIT, RECORD_LIMIT = 120, 120, 300, 40
LONGEST_WORD = 60

_PLAIN = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ə": "e"}
    | dict.fromkeys("'’ʻʼ`´.")
)
"""Letters that Unicode does not take apart into a plain one and a mark; signs inside of names."""

_NEVER_IN_NAMES = frozenset("<>{}\\`$|^~@#%*=+[]")
_PLACEHOLDERS = frozenset({"null", "none", "nan", "test", "unknown", "patient", "name", "xxx"})


class Refused(ValueError):
    """Text that must not print; the message says why, without repeating the text."""


def person(text: str) -> str:
    """A person's name. Raises Refused."""
    name = short_text(text, limit=NAME_LIMIT)
    for letter in name:
        if letter in _NEVER_IN_NAMES:
            raise Refused(f"holds {letter!r}, which no name has")
    if not any(unicodedata.category(letter).startswith("L") for letter in name):
        raise Refused("has no letter in it")
    return name


def looks_like_placeholder(name: str) -> bool:
    """True for words that software writes where a name is missing. People are called Null, too."""
    return name.casefold() in _PLACEHOLDERS


def folded_name(name: str) -> tuple[str, ...]:
    """A name's words without capitals, accents and order: `Éva Minta` is `MINTA, Eva`."""
    return tuple(sorted(_words(name)))


def family_and_given(name: str) -> tuple[str, str]:
    """The folded words by which a list is sorted and a person is called, as far as one can tell.

    What stands before a comma is the family name, else it is the last word.
    """
    before, comma, behind = name.partition(",")
    if comma:
        return " ".join(_words(before)), next(iter(_words(behind)), "")
    words = _words(name)
    return (words[-1], words[0]) if words else ("", "")


def _words(name: str) -> list[str]:
    plain = name.casefold()
    if not plain.isascii():
        apart = unicodedata.normalize("NFKD", plain)
        plain = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return re.findall(r"\w+", plain.translate(_PLAIN))


def short_text(text: str, *, limit: int = TEXT_LIMIT) -> str:
    """A line of text. Raises Refused."""
    folded = text.replace("\u00a0", " ").replace("\u202f", " ")
    composed = unicodedata.normalize("NFC", folded)
    plain = composed.isascii() and composed.isprintable()
    marks = 0
    for letter in "" if plain else composed:
        category = unicodedata.category(letter)
        if invisible(letter) or (category == "Zs" and letter != " "):
            raise Refused(f"holds an invisible character (U+{ord(letter):04X})")
        if category == "So":
            raise Refused(f"holds a picture or symbol (U+{ord(letter):04X})")
        marks = marks + 1 if category in {"Mn", "Me"} else 0
        if marks > 2:  # noqa: PLR2004  # more than two marks on a letter is in no orthography
            raise Refused("has letters with a pile of marks on them")
    clean = " ".join(composed.split())
    if len(clean) > limit:
        raise Refused(f"is longer than {limit} letters")
    if any(len(word) > LONGEST_WORD for word in clean.split()):
        raise Refused(f"has a word of more than {LONGEST_WORD} letters")
    return clean
