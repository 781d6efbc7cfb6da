"""A page's passages in, ReportLab's flowables out, built into one PDF for each handout."""

import io
from collections.abc import Iterable, Iterator
from html import escape
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_CENTER, TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import LETTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    KeepTogether,
    PageBreak,
    PageTemplate,
)
from reportlab.platypus import Paragraph as Text
from reportlab.platypus import Table as Grid

from handouts.press.fonts import fonts
from tests.benchmarks.press.passages import (
    HEADINGS,
    MM,
    SIZES,
    WIDTH,
    Boxed,
    Heading,
    Lines,
    NewPage,
    Page,
    Paragraph,
    Part,
    Points,
    Question,
    Table,
    Words,
    filled,
)  # fmt: skip
from tests.benchmarks.press.sheet import Sheet
from tests.benchmarks.press.walk import read

_INK, _ACCENT, _HAIR = HexColor("#111111"), HexColor("#0b4a57"), HexColor("#8a8a8a")
_SIDES = {"start": TA_LEFT, "center": TA_CENTER, "end": TA_RIGHT}
_MARKS = {
    "dot": "\N{BULLET}", "box": "\N{BALLOT BOX}", "do": "\N{CHECK MARK}",
    "do-not": "\N{MULTIPLICATION SIGN}", "": "",
}  # fmt: skip
_TIGHT: list[tuple[Any, ...]] = [
    ("LEFTPADDING", (0, 0), (-1, -1), 0), ("RIGHTPADDING", (0, 0), (-1, -1), 3 * MM),
    ("TOPPADDING", (0, 0), (-1, -1), 0), ("BOTTOMPADDING", (0, 0), (-1, -1), 1.2 * MM),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
]  # fmt: skip


def _padding(width: float) -> float:
    """Air beside what stands in a cell; a narrow one has none to give."""
    return 3 * MM if width > 20 * MM else 0


_FRAMES = {"loud": 3, "team-note": 1.2}


class Maker:
    """Fonts are registered, styles made and the page's passages read once."""

    title = "ReportLab"
    note = "platypus with its C accelerator; fonts, styles and the passages reused; no pictures"

    def __init__(self, first: Sheet, treatment: str) -> None:  # noqa: ARG002  # as every peer
        regular, _, bold, _ = fonts("Latn").files
        pdfmetrics.registerFont(TTFont("Sans", regular))
        pdfmetrics.registerFont(TTFont("Sans-Bold", bold))
        pdfmetrics.registerFontFamily("Sans", "Sans", "Sans-Bold", "Sans", "Sans-Bold")
        self._page = read(first.html)
        self._writer = _Writer(general=self._page.general)

    def make(self, sheet: Sheet) -> bytes:
        """One PDF, without tags."""
        target = io.BytesIO()
        document = BaseDocTemplate(
            target, pagesize=LETTER, title=self._page.title, lang=self._page.language
        )
        left, foot, height = 25 * MM, 22.5 * MM, LETTER[1]
        frame = Frame(left, foot, WIDTH, height - foot - 27 * MM, 0, 0, 0, 0)
        document.addPageTemplates(PageTemplate(frames=[frame]))
        edges = _Edges(self._page, self._writer, sheet.fields)
        body = list(self._writer.flowables(self._page.body, sheet.fields, WIDTH))
        document.build(body, canvasmaker=edges.canvas)
        return target.getvalue()

    def close(self) -> None:
        """Nothing to end."""


class _Edges:
    """Head and foot of each page, drawn when the number of pages is known."""

    def __init__(self, page: Page, writer: "_Writer", fields: dict[str, str]) -> None:
        self._page, self._writer, self._fields = page, writer, fields

    def canvas(self, *args: Any, **named: Any) -> Canvas:
        return _Counted(self, *args, **named)

    def draw(self, canvas: Canvas, number: int, pages: int) -> None:
        fields = self._fields | {"": ""}
        numbers = {"page": str(number), "pages": str(pages)}
        head = list(self._writer.flowables(self._page.head, fields, WIDTH, numbers))
        y = LETTER[1] - 27 * MM + 3.5 * MM
        for flowable in reversed(head):
            _, height = flowable.wrapOn(canvas, WIDTH, LETTER[1])
            flowable.drawOn(canvas, 25 * MM, y)
            y += height
        y = 22.5 * MM - 3 * MM
        for flowable in self._writer.flowables(self._page.foot, fields, WIDTH, numbers):
            _, height = flowable.wrapOn(canvas, WIDTH, LETTER[1])
            y -= height
            flowable.drawOn(canvas, 25 * MM, y)


class _Counted(Canvas):  # type: ignore[misc]  # ReportLab has no types
    """The usual recipe for page x of y: pages wait until the last one is known."""

    def __init__(self, edges: _Edges, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self._edges = edges
        self._waiting: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802  # ReportLab's name
        self._waiting.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        waiting = self._waiting
        for number, page in enumerate(waiting, 1):
            self.__dict__.update(page)
            self._edges.draw(self, number, len(waiting))
            super().showPage()
        super().save()


class _Rule(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """Lines to write on."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number

    def wrap(self, width: float, height: float) -> tuple[float, float]:  # noqa: ARG002  # ReportLab's signature
        self.width, self.height = width, self._number * 8.5 * MM
        return self.width, self.height

    def draw(self) -> None:
        self.canv.setStrokeColor(_HAIR)
        self.canv.setLineWidth(0.8)
        for line in range(self._number):
            self.canv.line(0, line * 8.5 * MM, self.width, line * 8.5 * MM)


class _Writer:
    """Passages become flowables; ReportLab asks for new ones for each document."""

    def __init__(self, *, general: bool) -> None:
        self._space = (1 if general else 1.6) * MM
        self._above = (2 if general else 4) * MM
        self._leading = 1.25 if general else 1.3
        self._styles: dict[tuple[float, str, float], ParagraphStyle] = {}
        self._headings = {
            level: self._heading(level, HEADINGS[3] if general and level == 2 else size)
            for level, size in HEADINGS.items()
        }

    def flowables(
        self, parts: Iterable[Part], fields: dict[str, str], width: float,
        numbers: dict[str, str] | None = None,
    ) -> Iterator[Any]:  # fmt: skip
        """The flowables of a handout, `width` points wide."""
        for part in parts:
            yield from self._part(part, fields, width, numbers or {})

    def _part(
        self, part: Part, fields: dict[str, str], width: float, numbers: dict[str, str]
    ) -> Iterator[Any]:
        match part:
            case Heading():
                yield Text(_markup(part.words, fields, numbers), self._headings[part.level])
            case Paragraph():
                style = self._style(SIZES[part.manner], part.align, 0)
                yield Text(_markup(part.words, fields, numbers), style)
            case Points():
                yield from self._points(part, fields, width)
            case Table():
                yield self._table(part, fields, width, numbers)
            case Boxed():
                yield self._boxed(part, fields, width)
            case Question():
                yield self._question(part, fields, width)
            case Lines():
                yield _Rule(part.number)
            case NewPage():
                yield PageBreak()

    def _points(self, part: Points, fields: dict[str, str], width: float) -> Iterator[Any]:
        for number, item in enumerate(part.items, 1):
            mark = f"{number}." if part.mark == "number" else _MARKS[part.mark]
            for each in item:
                if isinstance(each, Paragraph | Heading):
                    manner = each.manner if isinstance(each, Paragraph) else ""
                    words = _markup(each.words, fields, {})
                    words = f"<b>{words}</b>" if isinstance(each, Heading) else words
                    style = self._style(SIZES[manner], "start", 8 * MM if part.mark else 0)
                    yield Text(words, style, bulletText=mark)
                else:
                    yield from self._part(each, fields, width, {})
                mark = ""

    def _table(
        self, part: Table, fields: dict[str, str], width: float, numbers: dict[str, str]
    ) -> Any:
        free = (width - sum(part.widths)) / max(1, part.widths.count(0))
        widths = [each or free for each in part.widths]
        cells = [
            [
                list(self.flowables(cell, fields, space - _padding(space), numbers))
                for cell, space in zip(row, widths, strict=True)
            ]
            for row in part.rows
        ]
        style = list(_TIGHT)
        for column, space in enumerate(widths):
            style.append(("RIGHTPADDING", (column, 0), (column, -1), _padding(space)))
        if part.manner == "ruled":
            style.append(("LINEBELOW", (0, 0), (-1, -1), 0.8, _HAIR))
        elif part.manner:
            style.append(("GRID", (0, 0), (-1, -1), 0.8, _HAIR))
            style.append(("LEFTPADDING", (0, 0), (-1, -1), MM))
            style.append(("RIGHTPADDING", (0, 0), (-1, -1), MM))
        return Grid(cells, widths, repeatRows=part.heads, style=style)

    def _boxed(self, part: Boxed, fields: dict[str, str], width: float) -> Any:
        inside = list(self.flowables(part.parts, fields, width - 10 * MM))
        line = _FRAMES.get(part.manner, 1.8)
        style = [
            ("LEFTPADDING", (0, 0), (-1, -1), 5 * MM), ("RIGHTPADDING", (0, 0), (-1, -1), 5 * MM),
            ("TOPPADDING", (0, 0), (-1, -1), 0), ("BOTTOMPADDING", (0, 0), (-1, -1), 2 * MM),
            ("LINEBEFORE", (0, 0), (0, -1), 3, _ACCENT) if part.manner == "note"
            else ("BOX", (0, 0), (-1, -1), line, _INK),
        ]  # fmt: skip
        return Grid([[inside]], [width], style=style, spaceBefore=self._space)

    def _question(self, part: Question, fields: dict[str, str], width: float) -> Any:
        asked = list(self.flowables(part.ask, fields, width))
        cells, widths = [asked], [width]
        if part.answers:
            ticks = Text(_markup(part.answers, fields, {}), self._style(12, "end", 0))
            cells, widths = [asked, ticks], [width - 65 * MM, 65 * MM]
        style = [*_TIGHT, ("LINEABOVE", (0, 0), (-1, 0), 0.8, _HAIR)]
        grid = Grid([cells], widths, style=style)
        return KeepTogether([grid, _Rule(part.lines)]) if part.lines else grid

    def _style(self, size: float, side: str, indent: float) -> ParagraphStyle:
        key = size, side, indent
        if key not in self._styles:
            self._styles[key] = ParagraphStyle(
                str(key), fontName="Sans", fontSize=size, leading=size * self._leading,
                textColor=_INK, alignment=_SIDES[side], leftIndent=indent, bulletFontName="Sans",
                bulletFontSize=size, bulletIndent=2 * MM, spaceAfter=self._space,
            )  # fmt: skip
        return self._styles[key]

    def _heading(self, level: int, size: float) -> ParagraphStyle:
        return ParagraphStyle(
            f"h{level}", fontName="Sans-Bold", fontSize=size, leading=size * 1.15,
            textColor=_ACCENT if level == 2 else _INK, spaceBefore=self._above,
            spaceAfter=self._space, keepWithNext=1, borderPadding=(2 * MM, 0, 0, 0),
        )  # fmt: skip


def _markup(words: Words, fields: dict[str, str], numbers: dict[str, str]) -> str:
    said = (
        (escape(numbers.get(run.kind, run.text), quote=False), run.bold)
        for run in filled(words, fields)
    )
    return "".join(f"<b>{text}</b>" if bold else text for text, bold in said)
