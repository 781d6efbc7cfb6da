"""Glyphs with what WeasyPrint takes them for in, what they really stand for out.

Where an accent is set on a letter by itself (ẹ́), WeasyPrint 70 takes the letter for nothing and the
accent for both: a reader finds the letter twice, or not at all.
"""

import io
import unicodedata
from collections.abc import Mapping
from typing import Any

from handouts.press.loading import import_weasyprint

_known: dict[str, dict[int, str]] = {}


def meaning(font: Any, glyph: int, taken: str) -> str:
    """The character that a glyph of this font is drawn for; a space is a space."""
    if taken and taken.isascii():
        return taken
    if taken and not any(map(unicodedata.combining, taken)):
        return taken.replace("\u00a0", " ")  # drawn by the same glyph
    return _characters(font).get(glyph, taken)


def mend(fonts: Mapping[Any, Any]) -> None:
    """Let the fonts of a document say what their glyphs stand for, before they are written."""
    for font in fonts.values():
        for glyph, taken in font.to_unicode.items():
            if not taken or any(map(unicodedata.combining, taken)):
                font.to_unicode[glyph] = meaning(font, glyph, taken)


def _characters(font: Any) -> dict[int, str]:
    """Every glyph that stands for one character, with the first such character."""
    if font.hash not in _known:
        from fontTools.ttLib import TTFont  # noqa: PLC0415  # a tenth of a second, for few names

        data = import_weasyprint().text.fonts.get_hb_object_data(font.hb_face)
        whole = TTFont(io.BytesIO(data), fontNumber=font.index, lazy=True)
        letters = sorted(whole.getBestCmap().items(), reverse=True)
        _known[font.hash] = {whole.getGlyphID(name): chr(code) for code, name in letters}
    return _known[font.hash]
