"""A file's bytes in, its letters out; what is invisible, broken or stored wrongly is refused."""

import re
import unicodedata
from functools import lru_cache

from handouts.problems import HandoutsError, Place, Problem

_INVISIBLE = frozenset({"Cf", "Cc", "Cs", "Co", "Cn", "Zl", "Zp"})
_IGNORABLE = (  # letters and marks that Unicode says nobody sees
    "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0"
)
_VARIATION_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_OTHER_FILES = (
    (b"PK\x03\x04", "a Word or Excel file"),
    (b"\xd0\xcf\x11\xe0", "a Word or Excel file"),
    (b"{\\rtf", "a file of a word processor (RTF)"),
    (b"%PDF", "a PDF"),
    (b"<!", "a web page (HTML)"),
    (b"<html", "a web page (HTML)"),
)
_COPY = (
    "Copy its words into a plain text editor and save them there as plain text, "
    "with a name that ends in .yaml."
)
_WRONG_INDENT = re.compile(r"^ *[^\S\n ]", re.MULTILINE)
_MOJIBAKE = re.compile(  # UTF-8 that was once read as Windows-1252
    "â€|â‚¬|â„¢|Ã[\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|Â[\u0080-\u00bf]|Å[‚“„]|\ufffd"
)


def decode(data: bytes, file: str) -> str:
    """UTF-8 text with plain line ends. Raises HandoutsError at the first letter that is not."""
    _check_kind(data, file)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        before = _plain_ends(wrong.object[: wrong.start].decode("utf-8", "replace"))
        place = Place(file, before.count("\n") + 1, len(before) - before.rfind("\n"))
        raise _refusal(
            place,
            "yaml-encoding",
            "A letter here is not stored as UTF-8.",
            "Open the file in your editor and save it again with the encoding UTF-8.",
        ) from None
    text = _plain_ends(text)
    if (
        any(map(invisible, set(text) - {"\n"}))
        or _MOJIBAKE.search(text)
        or _WRONG_INDENT.search(text)
    ):
        for line, words in enumerate(text.split("\n"), 1):
            if not (words.isascii() and words.isprintable()):
                _check(words, file, line)
    return text


def _check_kind(data: bytes, file: str) -> None:
    """Refuse what a program for other things than plain text has saved, by how it begins."""
    start = data[:16].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for sign, kind in _OTHER_FILES:
        if start.startswith(sign.lower()):
            what = f"This is {kind}, not plain text."
            raise _refusal(Place(file, 1, 1), "yaml-encoding", what, _COPY)
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _refusal(
            Place(file, 1, 1),
            "yaml-encoding",
            "The file is saved as UTF-16, which some programs call Unicode.",
            "Open the file in your editor and save it again with the encoding UTF-8.",
        )


@lru_cache(maxsize=4096)
def invisible(letter: str) -> bool:
    """True for what takes no ink: controls, direction marks, odd line ends, unassigned codes."""
    return (
        unicodedata.category(letter) in _INVISIBLE
        or letter in _IGNORABLE
        or _VARIATION_SELECTORS.match(letter) is not None
    )


def _plain_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _check(words: str, file: str, line: int) -> None:
    for column, letter in enumerate(words, 1):
        if invisible(letter):
            tab = letter == "\t"
            name = "A tab" if tab else f"An invisible character (U+{ord(letter):04X})"
            hint = "Use spaces." if tab else "Delete it and type the text again."
            place = Place(file, line, column)
            raise _refusal(place, "yaml-character", f"{name} stands here.", hint)
    if _WRONG_INDENT.match(words):
        raise _refusal(
            Place(file, line, 1),
            "yaml-character",
            "The line begins with a space of the wrong kind.",
            "Delete the spaces at the line's start and type them again.",
        )
    if broken := _MOJIBAKE.search(words):
        raise _refusal(
            Place(file, line, broken.start() + 1),
            "yaml-encoding",
            f"The text is broken here: {broken[0]!r}.",
            "It was saved with the wrong encoding once. Type it again and save it as UTF-8.",
        )


def _refusal(place: Place, rule: str, message: str, hint: str) -> HandoutsError:
    return HandoutsError(Problem(place, rule, message, hint))
