"""One line of words and its manner in, the operators that draw it out: WeasyPrint's own text code.

Nothing is laid out here. A word that was shaped is remembered for a while, since a day's handouts
share their date, their rooms and their clinicians.
"""

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from types import FunctionType
from typing import Any, Self

from handouts.press.fonts import Fonts, use
from handouts.press.lines import unbroken
from handouts.press.loading import import_weasyprint
from handouts.press.manner import Manner, Style, Unexpected
from handouts.press.meanings import meaning
from handouts.press.silence import no_warnings

REMEMBERED = 1024
"""So many shaped words are kept, the latest used ones: those of the last 130 handouts or so, and
all that come again and again."""

BROKEN = 256
"""So many texts of several lines are kept broken, the latest used ones."""

MOST_LINES = 16
"""A text of more lines is given up; a note of 300 wide letters in large print has 14."""

_NEAR = 0.02
"""CSS pixels: if a line breaks otherwise in so much more or less room, nothing is certain."""

Letter = tuple[str, int, str, int]
"""A font's name in a file, a glyph in it, the letters that it stands for, and its width."""

_LETTERS: dict[Letter, Letter] = {}


def shared(letter: Letter) -> Letter:
    """The same letter, once for all forms: each of them has the same 700."""
    return _LETTERS.setdefault(letter, letter)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of words as it is drawn, with its baseline at the origin."""

    operators: bytes
    width: float
    """In CSS pixels, as all lengths here."""
    height: float
    baseline: float


@dataclass(frozen=True, slots=True)
class Shaped:
    """A line of words, and what it needs to find in the file that it is drawn into."""

    line: Line
    letters: frozenset[Letter]


class Pen:
    """WeasyPrint's own code for one line of text, without any layout."""

    def __init__(self, weasyprint: Any, font_config: Any, stream: Any = None) -> None:
        """`font_config` was made while fontconfig knew the fonts to draw with.

        `stream` is the class of what is drawn into, WeasyPrint's own if none is given.
        """
        from tinycss2.color5 import Color  # noqa: PLC0415  # comes with WeasyPrint

        self._colour = Color
        self._text = weasyprint.text
        self._draw = weasyprint.draw.text
        self._stream = stream or weasyprint.pdf.stream.Stream
        self._bytes = weasyprint.pdf.pydyf._to_bytes
        self._font_config = font_config
        self._styles: dict[Manner, Style] = {}
        self._layouts: dict[Manner, Any] = {}

    def draw(self, manner: Manner, text: str, fonts: dict[int, Any]) -> Line:
        """The line, all of it, however long it gets; fonts that it needs are added to `fonts`.

        Raises Unexpected for words that hold the end of a line.
        """
        breaking, units = self._text.line_break, self._text.ffi
        if len(text.splitlines()) > 1:
            raise Unexpected("a line holds the end of a line")
        style = self._style(manner)
        layout = self._layout(manner, style, text)
        units.pango.pango_layout_set_single_paragraph_mode(layout.layout, True)  # as it is drawn
        line, _ = layout.get_first_line()
        width, height = breaking.line_size(line, style)
        baseline = units.pango.pango_layout_get_baseline(layout.layout) * units.FROM_UNITS
        stream = self._stream(fonts, (0, 0, 0, 0), {"ExtGState": {}}, {}, None, {}, "srgb")
        self._draw.draw_text(stream, _Text(text, style, layout, width), 0, "clip", "none")
        return Line(b"\n".join(map(self._bytes, stream.stream)), width, height, baseline)

    def _layout(self, manner: Manner, style: Style, text: str) -> Any:
        """Pango's layout of the text. The same one is given each text of its manner.

        What WeasyPrint sets of letters it sets over the whole text, so that a longer or a shorter
        one keeps nothing of the text before; spaces between words are set where they stand.
        """
        layout = self._layouts.get(manner)
        if layout is None:
            layout = self._text.line_break.create_layout(text, style, None, None, 0)
            layout.reactivate = layout.deactivate = _stays
            if not style["word_spacing"]:
                self._layouts[manner] = layout
        else:
            layout.set_text(text)
        return layout

    def split(self, manner: Manner, text: str, room: float) -> tuple[str, ...]:
        """The text in the lines that WeasyPrint breaks it into; all of it when it is not certain.

        A line ends without the spaces at which it breaks, and none begins with one.
        """
        style = self._style(manner)
        if style["white_space"] != "normal" or style["hyphens"] not in {"none", "manual"}:
            return (text,)
        found = {self._broken(style, text, room + more) for more in (0, -_NEAR, _NEAR)}
        return found.pop() if len(found) == 1 else (text,)

    def _broken(self, style: Style, text: str, room: float) -> tuple[str, ...]:
        split = partial(unbroken, self._text.line_break.split_first_line)
        rest, lines = text, list[str]()
        while rest and len(lines) <= MOST_LINES:
            layout, _, after, *_ = split(rest, style, None, room, 0, is_line_start=True)
            lines.append(layout.text)
            rest = "" if after is None else rest.encode()[after:].decode().lstrip(" ")
        return (text,) if rest else tuple(lines)

    def _style(self, manner: Manner) -> Style:
        if manner not in self._styles:
            self._styles[manner] = Style(manner, self._font_config, self._colour)
        return self._styles[manner]


class Shaper:
    """Shapes words in the fonts of one script; not for several threads at once."""

    def __init__(self, pen: Pen) -> None:
        self._pen = pen
        self._fonts = _Watched()
        self._known: OrderedDict[tuple[Manner, str], Shaped] = OrderedDict()
        self.split = lru_cache(BROKEN)(pen.split)

    @classmethod
    def of(cls, letters: Fonts) -> Self:
        """One that draws in these fonts. Raises HandoutsError."""
        weasyprint = import_weasyprint()
        use(letters)
        stream = _without_files(weasyprint)
        return cls(Pen(weasyprint, weasyprint.text.fonts.FontConfiguration(), stream))

    def shape(self, manner: Manner, text: str) -> Shaped:
        """The words on one line, with all that they need. Raises Unexpected, Unprintable."""
        key = (manner, text)
        known = self._known.get(key)
        if known is not None:
            self._known.move_to_end(key)
            return known
        self._fonts.forget()
        with no_warnings():
            line = self._pen.draw(manner, text, self._fonts)
        shaped = self._known[key] = Shaped(line, frozenset(self._fonts.used()))
        if len(self._known) > REMEMBERED:
            self._known.popitem(last=False)
        return shaped


class _Watched(dict[int, Any]):
    """The fonts of a stream; each tells of every glyph that is drawn with it."""

    def __setitem__(self, key: int, font: Any) -> None:
        font.to_unicode = _Glyphs(font)
        super().__setitem__(key, font)

    def forget(self) -> None:
        """Whatever was drawn until now, also for a line that came to nothing."""
        for font in self.values():
            font.to_unicode.used.clear()

    def used(self) -> Iterator[Letter]:
        """What was drawn since."""
        for font in self.values():
            for glyph, meant in font.to_unicode.used:
                yield font.hash, glyph, meant, font.widths[glyph]


class _Glyphs(dict[int, str]):
    """Knows no glyph, so that WeasyPrint says of each what it means."""

    def __init__(self, font: Any) -> None:
        super().__init__()
        self._font = font
        self.used: set[tuple[int, str]] = set()

    def __setitem__(self, glyph: int, taken: str) -> None:
        self.used.add((glyph, meaning(self._font, glyph, taken)))


@dataclass(frozen=True, slots=True)
class _Text:
    """What WeasyPrint draws: a text box, with its baseline at the origin."""

    text: str
    style: Style
    pango_layout: Any
    width: float
    position_x: float = 0
    position_y: float = 0
    baseline: float = 0


def _without_files(weasyprint: Any) -> Any:
    """WeasyPrint's stream, whose fonts are without the bytes of their files.

    They are in no file, and four fonts for Chinese are 76 MB.
    """
    fonts = weasyprint.pdf.fonts
    stream_class: Any = weasyprint.pdf.stream.Stream
    key_of = weasyprint.pdf.stream.get_pango_font_key
    begin = FunctionType(
        fonts.Font.__init__.__code__, {**vars(fonts), "get_hb_object_data": _nothing}
    )
    font = type("Font", (fonts.Font,), {"__init__": begin})

    class Stream(stream_class):  # type: ignore[misc]  # WeasyPrint has no types
        def add_font(self, pango_font: Any) -> tuple[Any, float]:
            key, description, size = key_of(pango_font)
            if key not in self._fonts:
                self._fonts[key] = font(pango_font, description, size)
            return self._fonts[key], size

    return Stream


def _nothing(face: Any) -> bytes:  # noqa: ARG001  # WeasyPrint's signature
    """In the place of a font's file."""
    return b""


def _stays(style: Style | None = None) -> None:
    """In the place of taking a layout down, and of shaping the same words a second time."""
