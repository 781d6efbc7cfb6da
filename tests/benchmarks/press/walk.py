"""A handout's HTML in, its passages out.

The templates of the program are the only pages that are read, so their classes are known here.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any
from xml.etree.ElementTree import Element

import tinyhtml5

from tests.benchmarks.press.passages import (
    MM,
    NORMAL,
    SMALL,
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
    Run,
    Table,
)

_SMALL = {"label", "map", "made-for", "rule"}
_EDGE = {"page-head", "page-foot", "small-print", "about", "effects"}
_BOLD = {"kicker", "value", "name", "draft", "ask", "call-first", "page-number"}
_INLINE = {"a", "b", "bdi", "span", "strong"}
_BOXES = {"warning", "note", "call-box", "team-note", "most-important"}
_WIDTHS = {
    "effects": (0.22, 0.23, 0.23, 0.32),
    "series": (0.15, 0.5, 0.35), "diary": (0.20,),
}  # fmt: skip


def read(html: str) -> Page:
    """The passages of a page that our own templates made."""
    root = tinyhtml5.parse(html, namespace_html_elements=False)
    found = {name: _only(root, name) for name in ("page-head", "page-foot")}
    main = next(root.iter("main"))
    edition = frozenset({"general"} & _classes(root))
    return Page(
        title=next(root.iter("title")).text or "",
        language=root.get("lang", "en"),
        general=bool(edition),
        head=tuple(_children(found["page-head"], frozenset({"page-head"}))),
        foot=tuple(_children(found["page-foot"], frozenset({"page-foot"}))),
        body=tuple(_children(main, edition)),
    )


def _only(root: Any, name: str) -> Element:
    found: Element = next(element for element in root.iter("div") if name in _classes(element))
    return found


def _classes(element: Element) -> set[str]:
    return set(element.get("class", "").split())


def _children(element: Element, inside: frozenset[str]) -> Iterator[Part]:
    """The parts within an element; letters that stand in it by themselves are a paragraph."""
    lines, loose = 0, _loose(element.text)
    for child in element:
        if child.tag in _INLINE:
            if not (element.tag == "li" and "box" in _classes(child)):  # its mark says so
                loose.append(child)
            continue
        yield from _paragraph(loose, inside)
        loose = _loose(child.tail)
        if "line" in _classes(child):
            lines += 1
            continue
        if lines:
            yield Lines(lines)
            lines = 0
        yield from _part(child, inside)
    yield from _paragraph(loose, inside)
    if lines:
        yield Lines(lines)


def _loose(text: str | None) -> Element:
    """A paragraph of letters that have none."""
    found = Element("p")
    found.text = text
    return found


def _part(element: Element, inside: frozenset[str]) -> Iterator[Part]:
    classes = _classes(element)
    within = inside | classes
    if "new-page" in classes:
        yield NewPage()
    if re.fullmatch("h[1-4]", element.tag):
        yield Heading(int(element.tag[1]), tuple(_words(element, bold=False)))
    elif element.tag in ("ul", "ol"):
        yield _points(element, within)
    elif element.tag == "table":
        yield from _table(element, within)
    elif classes & {"visit", "times"}:
        yield from _grid(element, within)
    elif "row" in classes:
        yield _rows([element], within, "")
    elif "question" in classes:
        yield _question(element, within)
    elif element.tag == "p":
        yield from _paragraph(element, inside)
    elif box := classes & _BOXES:
        manner = "loud" if classes & {"emergency", "most-important"} else min(box)
        yield Boxed(tuple(_children(element, within)), manner)
    else:
        yield from _children(element, within)


def _grid(element: Element, inside: frozenset[str]) -> Iterator[Part]:
    rows = [child for child in element if "row" in _classes(child)]
    if "visit" in _classes(element):  # each row has columns of its own
        yield from (_rows([row], inside, "") for row in rows)
    else:
        yield _rows(rows, inside, "ruled")
    yield from (part for child in element if child not in rows for part in _part(child, inside))


def _paragraph(element: Element, inside: frozenset[str]) -> Iterator[Paragraph]:
    own = _classes(element)
    bold = bool((own | inside) & _BOLD) and "how-often" not in own
    words = tuple(_words(element, bold=bold))
    if not words:
        return
    small = own & _SMALL or inside & _EDGE or {"front", "plain"} <= inside
    lead = "kicker" in own or ("most-important" in inside and "general" not in inside)
    manner = "lead" if lead else "small" if small else ""
    end = inside & {"page-number", "printed", "check", "answers"}
    yield Paragraph(words, manner, "center" if "draft" in own else "end" if end else "start")


def _points(element: Element, inside: frozenset[str]) -> Points:
    mark = next(iter(_classes(element) & {"dot", "box", "do", "do-not"}), "dot")
    if element.tag == "ol":
        mark = "number"
    elif "word-list" in _classes(element):
        mark = ""
    return Points(mark, tuple(tuple(_children(item, inside)) for item in element))


def _table(element: Element, inside: frozenset[str]) -> Iterator[Part]:
    caption = next(element.iter("caption"))
    yield Heading(3, tuple(_words(caption, bold=False)))
    rows = []
    for row in element.iter("tr"):
        bold = {"value"}
        rows.append(
            tuple(
                tuple(_children(cell, inside | (bold if cell.tag == "th" else set())))
                for cell in row
            )
        )
    name = next(iter(_classes(element) & _WIDTHS.keys()))
    widths = tuple(part * WIDTH for part in _WIDTHS[name])
    widths += (0.0,) * (len(rows[0]) - len(widths))
    yield Table(tuple(rows), widths, "ruled" if name == "effects" else "boxed", heads=1)


def _rows(rows: Iterable[Element], inside: frozenset[str], manner: str) -> Table:
    cells = [
        [cell for cell in row if not _classes(cell) & {"sign", "side"}] for row in rows
    ]  # pictures stand in those
    widths = tuple(_width(cell, inside) for cell in cells[0])
    return Table(
        tuple(
            tuple(tuple(_children(cell, inside | _classes(cell))) for cell in row) for row in cells
        ),
        widths,
        manner,
    )


def _width(cell: Element, inside: frozenset[str]) -> float:
    if found := re.search(r"width: ([\d.]+)em", cell.get("style", "")):
        return float(found[1]) * SMALL
    if found := re.search(r"width: ([\d.]+)%", cell.get("style", "")):
        return float(found[1]) / 100 * WIDTH
    if "what" in _classes(cell):
        return 62 * MM
    return 8.0 * NORMAL if "tag" in _classes(cell) and "write" in inside else 0


def _question(element: Element, inside: frozenset[str]) -> Question:
    answers = next((cell for cell in element.iter("div") if "answers" in _classes(cell)), None)
    asked = element if answers is None else next(iter(next(iter(element))))
    return Question(
        tuple(part for part in _children(asked, inside) if not isinstance(part, Lines)),
        () if answers is None else tuple(_words(answers, bold=False)),
        sum("line" in _classes(line) for line in element),
    )


def _words(element: Element, *, bold: bool) -> Iterator[Run]:
    """Letters with their manner, one space between words."""
    runs = [run for run in _runs(element, bold) if run.text]
    said = [run._replace(text=re.sub(r"[ \n]+", " ", run.text)) for run in runs]
    if said and said[0].kind == "text":
        said[0] = said[0]._replace(text=said[0].text.lstrip(" \n"))
    if said and said[-1].kind == "text":
        said[-1] = said[-1]._replace(text=said[-1].text.rstrip(" \n"))
    return (run for run in said if run.text)


def _runs(element: Element, bold: bool) -> Iterator[Run]:
    classes = _classes(element)
    if "field" in classes:
        yield Run(element.get("data-field", ""), bold, "field")
        return
    if classes & {"page", "pages"}:
        yield Run("0", bold, min(classes & {"page", "pages"}))
        return
    if "blank" in classes:
        yield Run("_" * 16)
    elif "box" in classes and element.tag == "span":
        yield Run("\N{BALLOT BOX}")
    bold = bold or element.tag in ("b", "strong") or "ring" in classes
    yield Run(element.text or "", bold)
    for child in element:
        yield from _runs(child, bold)
        yield Run(child.tail or "", bold)
