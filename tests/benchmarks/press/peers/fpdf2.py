"""A page's passages in, written with fpdf2 from top to bottom into one PDF for each handout."""

from collections.abc import Callable, Iterable
from functools import partial
from itertools import groupby

from fpdf import FPDF
from fpdf.enums import Align

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

_LEFT, _FOOT = 25 * MM, 22.5 * MM
_ACCENT, _INK, _HAIR = (11, 74, 87), (17, 17, 17), 138
_SIDES = {"start": Align.L, "center": Align.C, "end": Align.R}
_MARKS = {
    "dot": "\N{BULLET}", "box": "\N{BALLOT BOX}", "do": "\N{CHECK MARK}",
    "do-not": "\N{MULTIPLICATION SIGN}", "": "",
}  # fmt: skip


class Maker:
    """The page's passages are read once; fpdf2 reads its fonts for each document."""

    title = "fpdf2"
    note = "the passages reused, fonts read for each document; no pictures"

    def __init__(self, first: Sheet, treatment: str) -> None:  # noqa: ARG002  # as every peer
        self._page = read(first.html)

    def make(self, sheet: Sheet) -> bytes:
        """One PDF, without tags."""
        document = _Document(self._page, sheet.fields)
        document.add_page()
        document.write_parts(self._page.body)
        return bytes(document.output())

    def close(self) -> None:
        """Nothing to end."""


class _Document(FPDF):
    """A handout while it is written; all lengths are points."""

    def __init__(self, page: Page, fields: dict[str, str]) -> None:
        super().__init__(unit="pt", format="letter")
        self._page, self._fields = page, fields
        self._space = (1 if page.general else 1.6) * MM
        self._above = (2 if page.general else 4) * MM
        self._leading = 1.25 if page.general else 1.3
        self._levels = dict(HEADINGS) | ({2: HEADINGS[3]} if page.general else {})
        regular, _, bold, _ = fonts("Latn").files
        self.add_font("Sans", "", regular)
        self.add_font("Sans", "B", bold)
        self.set_font("Sans", size=14)
        self.set_margins(_LEFT, 27 * MM, self.w - _LEFT - WIDTH)
        self.set_auto_page_break(auto=True, margin=_FOOT)
        self.set_title(page.title)
        self.set_lang(page.language)
        self.c_margin = 0

    def header(self) -> None:
        """Whose page this is."""
        self.set_y(12 * MM)
        self.write_parts(self._page.head)
        self.set_y(27 * MM)

    def footer(self) -> None:
        """Whom to call, and which words these are."""
        self.set_y(self.h - _FOOT + 3 * MM)
        self.write_parts(self._page.foot)

    def write_parts(self, parts: Iterable[Part]) -> None:
        """One after the other, between the margins as they are."""
        for part in parts:
            self._part(part)

    def _part(self, part: Part) -> None:
        match part:
            case Heading():
                self._heading(part)
            case Paragraph():
                self._words(part.words, SIZES[part.manner], part.align)
            case Points():
                self._points(part)
            case Table():
                for number, row in enumerate(part.rows):
                    self._row(row, self._widths(part), part.manner if number or part.heads else "")
            case Boxed():
                self._boxed(part)
            case Question():
                self._question(part)
            case Lines():
                self._lines(part.number)
            case NewPage():
                self.add_page()

    def _heading(self, part: Heading) -> None:
        size = self._levels[part.level]
        self._room(5 * size)
        self.set_y(self.y + self._above)
        self.set_text_color(*(_ACCENT if part.level == 2 else _INK))
        bold = tuple(run._replace(bold=True) for run in part.words)
        self._words(bold, size, "start")
        self.set_text_color(*_INK)

    def _words(self, words: Words, size: float, side: str) -> None:
        """A paragraph: in one piece where all is of one weight, else run after run."""
        runs = self._runs(words)
        height = size * self._leading
        if len(runs) == 1:
            text, bold = runs[0]
            self.set_font("Sans", "B" if bold else "", size)
            self.multi_cell(0, height, text, align=_SIDES[side], new_x="LMARGIN", new_y="NEXT")
        else:
            if side == "end":
                self.set_font("Sans", "B", size)
                wide = sum(self.get_string_width(text) for text, _ in runs)
                self.set_x(self.w - self.r_margin - wide)
            for text, bold in runs:
                self.set_font("Sans", "B" if bold else "", size)
                self.write(height, text)
            self.ln(height)
        self.set_y(self.y + self._space)

    def _runs(self, words: Words) -> list[tuple[str, bool]]:
        """Neighbours of one weight are one run."""
        numbers = {"page": str(self.page_no()), "pages": "{nb}"}
        said = [(numbers.get(run.kind, run.text), run.bold) for run in filled(words, self._fields)]
        return [
            ("".join(text for text, _ in same), bold)
            for bold, same in groupby(said, key=lambda run: run[1])
        ]

    def _points(self, part: Points) -> None:
        for number, item in enumerate(part.items, 1):
            self._room(30)
            if mark := f"{number}." if part.mark == "number" else _MARKS[part.mark]:
                self.set_font("Sans", size=14)
                self.set_x(self.l_margin + 2 * MM)
                self.cell(0, 14 * self._leading, mark)
                self.set_x(self.l_margin)
            self._within(8 * MM if part.mark else 0, 0, partial(self._item, item))

    def _item(self, parts: Iterable[Part]) -> None:
        for part in parts:
            if isinstance(part, Heading):
                bold = tuple(run._replace(bold=True) for run in part.words)
                self._words(bold, 14, "start")
            else:
                self._part(part)

    def _within(self, left: float, right: float, write: Callable[[], None]) -> None:
        """Write with other margins."""
        margins = self.l_margin, self.r_margin
        self._sides(self.l_margin + left, self.r_margin + right)
        write()
        self._sides(*margins)

    def _sides(self, left: float, right: float) -> None:
        self.set_left_margin(left)
        self.set_right_margin(right)
        self.set_x(left)

    def _room(self, height: float) -> None:
        """Go on to a new page where so much does not fit."""
        if self.will_page_break(height):
            self.add_page()

    @staticmethod
    def _widths(part: Table) -> list[float]:
        free = (WIDTH - sum(part.widths)) / max(1, part.widths.count(0))
        return [width or free for width in part.widths]

    def _row(self, cells: Iterable[Iterable[Part]], widths: list[float], manner: str) -> None:
        """Cells side by side; the row stays on one page."""
        self._room(70 if manner else 0)
        top, left, right = self.y, self.l_margin, self.r_margin
        ends, across = [top + (20 if manner == "boxed" else 0)], left
        for cell, width in zip(cells, widths, strict=True):
            self.set_y(top)
            gap = 2 if manner == "boxed" else 0
            self._sides(across + gap, self.w - across - width + gap)
            self.write_parts(cell)
            ends.append(self.y)
            across += width
        self._sides(left, right)
        bottom = max(ends)
        self.set_draw_color(_HAIR)
        self.set_line_width(0.8)
        if manner == "ruled":
            self.line(left, bottom, across, bottom)
        elif manner == "boxed":
            for width in widths:
                self.rect(left, top, width, bottom - top)
                left += width
        self.set_xy(self.l_margin, bottom)

    def _boxed(self, part: Boxed) -> None:
        self._room(120)
        top, page = self.y, self.page_no()
        self.set_y(top + MM)
        self._within(5 * MM, 5 * MM, partial(self.write_parts, part.parts))
        bottom = self.y + MM
        if self.page_no() != page:
            top = self.t_margin
        self.set_draw_color(*_ACCENT)
        self.set_line_width(3 if part.manner in ("loud", "note") else 1.5)
        if part.manner == "note":
            self.line(self.l_margin, top, self.l_margin, bottom)
        else:
            self.rect(self.l_margin, top, WIDTH, bottom - top)
        self.set_y(bottom + self._space)

    def _question(self, part: Question) -> None:
        self._room(50 + part.lines * 8.5 * MM)
        self.set_draw_color(_HAIR)
        self.set_line_width(0.8)
        self.line(self.l_margin, self.y, self.l_margin + WIDTH, self.y)
        if part.answers:
            answers = (Paragraph(part.answers, "small", "end"),)
            self._row((part.ask, answers), [WIDTH - 66 * MM, 66 * MM], "")
        else:
            self.write_parts(part.ask)
        self._lines(part.lines)

    def _lines(self, number: int) -> None:
        self.set_draw_color(_HAIR)
        self.set_line_width(0.8)
        for _ in range(number):
            self._room(8.5 * MM)
            self.set_y(self.y + 8.5 * MM)
            self.line(self.l_margin, self.y, self.w - self.r_margin, self.y)
