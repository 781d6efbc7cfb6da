"""A line and a code in, the drawing that marks a sheet's right margin out; our pages leave it free.

The code is a QR code (ISO/IEC 18004), which every scanner at a counter and every phone reads.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from handouts.press.fonts import FAMILY, fonts

MARGIN = 18.0
"""Millimetres: the narrowest right margin of our pages. A stamp stays within it."""
EDGE = 6.5
"""Millimetres from the edge of the paper; desk printers leave less white, a quarter of an inch."""
TOP = 8.0
"""Millimetres from the upper edge, where the head of our pages begins."""
SIDE = 9.8
"""Millimetres: the side of the code. Each of its 25 modules has more than four dots at 300 dpi."""
TYPE = 9.0
"""Points of the line beside it."""

LETTERS = "".join(chr(code) for code in range(0x20, 0x7F)) + "·"

_MM = 72 / 25.4
_BOLD = 2
_QUIET = 4
_EM = 1000


@dataclass(frozen=True, slots=True)
class Face:
    """The font of stamps, as a PDF holds it."""

    name: str
    file: bytes
    """A TrueType font of the letters that stamps have."""
    first: int
    widths: tuple[int, ...]
    """In thousandths of the type's size, from the code `first` on."""
    box: tuple[int, int, int, int]
    ascent: int
    descent: int
    cap_height: int


class Stamps:
    """Draws stamps; the font is cut down to their letters once."""

    @cached_property
    def face(self) -> Face:
        """The bold of our own family. Raises HandoutsError when the fonts are missing."""
        from fontTools import subset  # noqa: PLC0415  # a tenth of a second
        from fontTools.ttLib import TTFont  # noqa: PLC0415  # same

        options = subset.Options(layout_features=[], hinting=False)
        cut = subset.Subsetter(options)
        cut.populate(text=LETTERS)
        with TTFont(fonts("Latn").files[_BOLD]) as font:
            cut.subset(font)
            # A date of its own would give other bytes each day.
            font.recalcTimestamp = False
            written = io.BytesIO()
            font.save(written)
            return _face(font, written.getvalue())

    def drawing(self, line: str, code: str, size: tuple[float, float]) -> bytes:
        """What a page of this size (in points) has drawn on it, outside of what is read aloud."""
        import segno  # noqa: PLC0415  # a twentieth of a second

        width, height = size
        modules = segno.make_qr(code, error="m").matrix
        step = SIDE * _MM / len(modules)
        left, top = width - (EDGE + SIDE) * _MM, height - TOP * _MM
        squares = b"\n".join(
            f"{left + start * step:.3f} {top - (row + 1) * step:.3f} {run * step:.3f} {step:.3f} re"
            .encode()
            for row, line_of in enumerate(modules)
            for start, run in _runs(line_of)
        )  # fmt: skip
        across = left + SIDE * _MM / 2 - self.face.cap_height * TYPE / _EM / 2
        down = top - (SIDE * _MM + _QUIET * step)
        return b"\n".join(
            (
                b"/Artifact BMC q 0 g",
                squares,
                b"f",
                f"BT /Stamp {TYPE:g} Tf 0 -1 1 0 {across:.3f} {down:.3f} Tm".encode(),
                b"<" + line.encode("cp1252").hex().encode() + b"> Tj ET Q EMC",
            )
        )

    def length(self, line: str) -> float:
        """How long a line is, in points."""
        face = self.face
        return sum(face.widths[byte - face.first] for byte in line.encode("cp1252")) * TYPE / _EM


def _runs(modules: Any) -> Iterator[tuple[int, int]]:
    """Where dark modules begin in a row of the code, and how many follow each other."""
    start = None
    for at, dark in enumerate((*modules, 0)):
        if dark and start is None:
            start = at
        elif not dark and start is not None:
            yield start, at - start
            start = None


def _face(font: Any, file: bytes) -> Face:
    scale = _EM / font["head"].unitsPerEm
    letters, metrics = font.getBestCmap(), font["hmtx"]
    codes = range(0x20, 0x100)
    widths = tuple(
        round(metrics[letters[ord(letter)]][0] * scale) if ord(letter) in letters else 0
        for letter in (bytes([code]).decode("cp1252", "replace") for code in codes)
    )
    head, os2 = font["head"], font["OS/2"]
    box = tuple(round(edge * scale) for edge in (head.xMin, head.yMin, head.xMax, head.yMax))
    return Face(
        name=f"STAMPS+{FAMILY.replace(' ', '')}-Bold",
        file=file,
        first=codes[0],
        widths=widths,
        box=(box[0], box[1], box[2], box[3]),
        ascent=round(os2.sTypoAscender * scale),
        descent=round(os2.sTypoDescender * scale),
        cap_height=round(os2.sCapHeight * scale),
    )
