"""A page's passages in, a Typst document out; each handout gives it its fields as a data file."""

import json
import tempfile
from collections.abc import Iterable
from pathlib import Path

import typst

from handouts.press.fonts import fonts
from tests.benchmarks.press.passages import (
    HEADINGS,
    SIZES,
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
)  # fmt: skip
from tests.benchmarks.press.sheet import Sheet
from tests.benchmarks.press.walk import read

_PRELUDE = """
#set page(paper: "us-letter",
  margin: (top: 27mm, bottom: 22.5mm, inside: 25mm, outside: 18mm),
  header: context head(), header-ascent: 3.5mm, footer: context foot(), footer-descent: 3mm)
#set text(font: "Source Sans Pro", size: 14pt, ligatures: false, number-type: "lining",
  fill: rgb("#111111"), hyphenate: false, top-edge: 0.76em, bottom-edge: -0.24em)
#set par(leading: LEADINGem, spacing: SPACE)
#set block(spacing: SPACE)
#set list(marker: [•], indent: 2mm, body-indent: 2.5mm, spacing: SPACE)
#set enum(numbering: n => text(17pt, weight: 900, fill: rgb("#0b4a57"), str(n) + "."),
  body-indent: 4mm, spacing: SPACE)
#show heading: it => block(above: ABOVE, below: SPACE, sticky: true, breakable: false,
  text(size: sizes.at(it.level - 1), weight: if it.level == 1 { 900 } else { 700 },
    hyphenate: false, it.body))
#show heading.where(level: 2): it => block(above: ABOVE, below: SPACE, sticky: true, width: 100%,
  stroke: (top: 1.6pt + rgb("#0b4a57")), inset: (top: 2mm),
  text(size: sizes.at(1), weight: 700, fill: rgb("#0b4a57"), it.body))
"""
_DEFINITIONS = """
#let data = json("data.json")
#let f(name) = data.at(name)
#let b(words) = text(weight: 700, words)
#let p(size, side, words) = align(side, block(par(text(size, words))))
#let writing(count) = for _ in range(count) {
  block(width: 100%, height: 8.5mm, spacing: 0pt, stroke: (bottom: .8pt + rgb("#8a8a8a")))
}
#let beside(..given) = grid(row-gutter: 1.2mm, column-gutter: 2mm, ..given)
#let marked(mark, ..items) = for item in items.pos() {
  grid(columns: (8mm, 1fr), mark, item)
}
#let framed(stroke, side, inset, body) = block(width: 100%, breakable: false, inset: inset,
  stroke: if side { (left: stroke) } else { stroke }, radius: if side { 0pt } else { 2mm }, body)
#let question(ask, answers, lines) = block(width: 100%, breakable: false, inset: (y: 1.3mm),
  stroke: (top: .8pt + rgb("#8a8a8a")), {
    grid(columns: if answers == none { 1fr } else { (1fr, auto) }, column-gutter: 2mm, ask,
      ..if answers != none { (align(bottom, text(12pt, answers)),) })
    writing(lines)
  })
"""
_FRAMES = {"loud": 3, "note": 3, "team-note": 1.2}
_MARKS = {"box": "\N{BALLOT BOX}", "do": "\N{CHECK MARK}", "do-not": "\N{MULTIPLICATION SIGN}"}


class Maker:
    """One warm compiler; its memoisation holds what does not change from patient to patient."""

    title = "Typst"
    note = "warm `Compiler`, one source, fields as a JSON file; no pictures"

    def __init__(self, first: Sheet, treatment: str) -> None:  # noqa: ARG002  # as every peer
        self._folder = tempfile.TemporaryDirectory(prefix="handouts-benchmark-")
        path, self._data = (Path(self._folder.name, name) for name in ("handout.typ", "data.json"))
        path.write_text(source(read(first.html)), encoding="utf-8")
        letters = fonts("Latn").files[0].parent
        self._compiler = typst.Compiler(path, font_paths=[letters], ignore_system_fonts=True)

    def make(self, sheet: Sheet) -> bytes:
        """One PDF, PDF/UA-1."""
        self._data.write_text(json.dumps(sheet.fields), encoding="utf-8")
        pdf = self._compiler.compile(format="pdf", pdf_standards=["ua-1"])
        assert isinstance(pdf, bytes)
        return pdf

    def close(self) -> None:
        """Remove the source."""
        self._folder.cleanup()


def source(page: Page) -> str:
    """The document in Typst's own language."""
    space, above, leading = ("1.1mm", "2.6mm", "0.25") if page.general else ("2mm", "4.5mm", "0.3")
    sizes = dict(HEADINGS) | ({2: HEADINGS[3]} if page.general else {})
    prelude = _PRELUDE.replace("SPACE", space).replace("ABOVE", above).replace("LEADING", leading)
    return "\n".join(
        [
            f"#set document(title: {_text(page.title)})",
            f"#set text(lang: {_text(page.language)})",
            f"#let sizes = ({', '.join(f'{sizes[level]}pt' for level in sorted(sizes))})",
            _DEFINITIONS,
            f"#let head() = {_block(page.head)}",
            f"#let foot() = {_block(page.foot)}",
            prelude,
            f"#{_block(page.body)}",
        ]
    )


def _block(parts: Iterable[Part]) -> str:
    return "{\n" + "\n".join(_part(part) for part in parts) + "\n}"


def _part(part: Part) -> str:
    match part:
        case Heading():
            return f"heading(level: {part.level}, {_words(part.words)})"
        case Paragraph():
            return f"p({SIZES[part.manner]}pt, {part.align}, {_words(part.words)})"
        case Points():
            return _points(part)
        case Table():
            return _table(part)
        case Boxed():
            stroke = f"{_FRAMES.get(part.manner, 1.8)}pt"
            side = "true" if part.manner == "note" else "false"
            inset = "(left: 4mm)" if part.manner == "note" else "(x: 5mm, y: 1.5mm)"
            return f"framed({stroke}, {side}, {inset}, {_block(part.parts)})"
        case Question():
            answers = _words(part.answers) if part.answers else "none"
            return f"question({_block(part.ask)}, {answers}, {part.lines})"
        case Lines():
            return f"writing({part.number})"
        case NewPage():
            return "pagebreak(weak: true)"


def _points(part: Points) -> str:
    items = ", ".join(_block(item) for item in part.items)
    if part.mark == "number":
        return f"enum({items})"
    if part.mark in _MARKS:
        return f"marked({_text(_MARKS[part.mark])}, {items})"
    return f"list({items})" if part.mark else "\n".join(_block(item) for item in part.items)


def _table(part: Table) -> str:
    columns = ", ".join(f"{width}pt" if width else "1fr" for width in part.widths)
    rows = [", ".join(_block(cell) for cell in row) for row in part.rows]
    if not part.manner:
        return f"beside(columns: ({columns},), {', '.join(rows)})"
    heads = [f"table.header({row})" for row in rows[: part.heads]]
    stroke = "(x: none, top: none, bottom: .8pt)" if part.manner == "ruled" else ".8pt"
    inset = "(left: 0pt, right: 3mm, y: 1.4mm)" if part.manner == "ruled" else "2mm"
    cells = ", ".join([*heads, *rows[part.heads :]])
    return f"table(columns: ({columns},), stroke: {stroke}, inset: {inset}, align: start, {cells})"


def _words(words: Words) -> str:
    return " + ".join(_run(run.text, run.kind, bold=run.bold) for run in words)


def _run(text: str, kind: str, *, bold: bool) -> str:
    said = {
        "field": f"f({_text(text)})",
        "page": 'counter(page).display("1")',
        "pages": "str(counter(page).final().first())",
    }.get(kind, _text(text))
    return f"b({said})" if bold else f"text({said})"


def _text(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
