"""Small pages with places for personal words: as forms that are filled, and laid out in full."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from html import escape
from types import MappingProxyType

from handouts.make.words.languages import way
from handouts.press.alike import difference
from handouts.press.drawing import Shape, Split
from handouts.press.engine import Engine
from handouts.press.fonts import fonts
from handouts.press.form import Form
from handouts.press.marks import marks
from handouts.press.places import Lines
from handouts.press.shaping import Shaper

SQUARE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'
STYLE = """
@page {
  size: 100mm 90mm;
  margin: 15mm;
  @top-left { content: element(head); width: 100% }
  @bottom-left { content: element(foot); width: 100% }
}
@page :left { margin-left: 18mm }
html { font: 12pt/1.3 var(--family) }
body, p, h1, ul { margin: 0 }
.head { position: running(head) }
.foot { position: running(foot); font-size: 9pt }
.row { display: table; width: 100%; table-layout: fixed }
.cell { display: table-cell }
.right { text-align: right }
.middle { text-align: center }
.strong { font-weight: 700; color: #036 }
.break { break-before: page }
"""
HEAD, FOOT = "<p>{patient}</p>", '<p class="right">{printed}</p>'
BODY = """
<h1>Your visit</h1>
<p>These words are the same for all. <a href="#end">To the end</a></p>
<div class="row"><p class="cell strong">{patient}</p><p class="cell right">{born}</p></div>
<p class="middle">{note}</p>
<p><img src="icons/square.svg" alt="A square"></p>
<p class="break">More of the same.</p>
<p class="break">And more.</p>
<p class="break" id="end">The end.</p>
"""
WORDS = {
    "patient": "Maria Example",
    "born": "March 4, 1958",
    "note": "Bring your diary.",
    "printed": "11/30/2026",
}
_LATIN = (*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x1E00, 0x1F00))
LATIN = "".join(map(chr, _LATIN)) + "’. ff ft fft"
ARABIC = (*(f"{it} {it * 3} ب{it}" for it in "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"), "لا بلا")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document with `{name}` in the place of each field."""

    body: str = BODY
    head: str = HEAD
    foot: str = FOOT
    style: str = ""
    language: str = "en"
    way: str = "ltr"
    title: str = "T"
    fields: tuple[str, ...] = tuple(WORDS)

    def html(self, words: Mapping[str, str]) -> str:
        """The page with these words, as a browser would be given it."""
        put = {name: self._put(words[name]) for name in self.fields}
        parts = f'<div class="head">{self.head}</div><div class="foot">{self.foot}</div>{self.body}'
        return (
            f'<!doctype html><html lang="{self.language}" dir="{self.way}"><head>'
            f"<title>{self.title.format_map(words)}</title><style>{self.style}</style></head>"
            f"<body>{parts.format_map(put)}</body></html>"
        )

    def _put(self, words: str) -> str:
        turned = f' dir="{way(words)}"' if way(words) != self.way else ""
        return f'<bdi class="field"{turned}>{escape(words)}</bdi>'


@dataclass(frozen=True, slots=True)
class Filler:
    """One engine with the shaper that fills its forms."""

    script: str = "Latn"

    @property
    def shape(self) -> Shape:
        """What a form is filled with."""
        return _shaper(self.script).shape

    @property
    def split(self) -> Split:
        """What breaks words into lines for it."""
        return _shaper(self.script).split

    @property
    def engine(self) -> Engine:
        """What lays out, a form or a whole page."""
        return _engine(self.script)

    def lay_out(
        self,
        sheet: Sheet,
        words: Mapping[str, str],
        repertoire: Iterable[str] = (LATIN,),
        drawn: Mapping[str, str] | None = None,
        lines: Lines = MappingProxyType({}),
    ) -> Form:
        """The form of a sheet whose fields run as these words do, with these marks or others."""
        drawn = drawn or marks({name: way(words[name]) for name in sheet.fields})
        needed = tuple(_known(text, self.script) for text in repertoire)
        needed_by = dict.fromkeys(sheet.fields, needed)
        return self.engine.lay_out(sheet.html(drawn), drawn, needed_by, lines)

    def fill(self, form: Form, words: Mapping[str, str]) -> bytes:
        """The file with these words."""
        return form.fill(words, self.shape, self.split)

    def differs(self, sheet: Sheet, form: Form, words: Mapping[str, str]) -> str | None:
        """What a filled form has other than a full layout of the same words."""
        return difference(self.fill(form, words), self.engine.render(sheet.html(words)))


def _known(text: str, script: str) -> str:
    """The text without letters that the fonts do not have."""
    lacking = fonts(script).lacks(text)
    return "".join(letter for letter in text if letter not in lacking)


@cache
def _engine(script: str) -> Engine:
    files = {"own.css": STYLE.encode(), "icons/square.svg": SQUARE.encode()}
    return Engine(("own.css",), files.get, fonts(script))


@cache
def _shaper(script: str) -> Shaper:
    return Shaper.of(fonts(script))


@cache
def plain_form() -> Form:
    """The form of the plain sheet, laid out once for all tests."""
    return Filler().lay_out(Sheet(), WORDS)
