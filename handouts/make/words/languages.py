"""The name of a language's folder in, what the Unicode CLDR knows of it out: words, script, way."""

import unicodedata
from functools import cache
from typing import Literal

from babel import Locale, UnknownLocaleError
from babel.core import get_global, parse_locale

from handouts.problems import Place, Problem


def known(language: str) -> bool:
    """Whether dates can be written in it."""
    try:
        locale(language)
    except (UnknownLocaleError, ValueError):
        return False
    return True


def unwritable(language: str) -> Problem:
    """The problem for a folder whose name is no language that dates can be written in."""
    return Problem(
        Place(f"content/{language}"),
        "language",
        f"{language!r} is no language of the Unicode CLDR, so its dates cannot be written.",
        "Name the folder by the language's code, such as es or pt-BR.",
    )


@cache
def locale(language: str) -> Locale:
    """The CLDR's locale: `pt-BR` or `es`."""
    return Locale.parse(language, sep="-")


def english_name(language: str) -> str:
    """Spanish for `es`; the folder's own name when the CLDR does not know it."""
    return str(locale(language).get_display_name("en")) if known(language) else language


def direction(language: str) -> Literal["ltr", "rtl"]:
    """Which way its lines run."""
    return "rtl" if locale(language).text_direction == "rtl" else "ltr"


def way(text: str) -> Literal["ltr", "rtl"]:
    """Which way a text runs: that of its first letter; numbers alone run from left to right."""
    first = (unicodedata.bidirectional(letter) for letter in text)
    return "rtl" if next((it for it in first if it in {"L", "R", "AL"}), "L") != "L" else "ltr"


def script(language: str) -> str:
    """ISO 15924: Latn, Arab, Hans ..., the likely one when the folder's name does not say it."""
    tongue = locale(language)
    likely = get_global("likely_subtags")[tongue.language]
    return str(tongue.script or parse_locale(likely)[2])
