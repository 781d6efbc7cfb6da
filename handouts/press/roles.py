"""An HTML element or its box in; what a screen reader is told of it besides its words out."""

import re
from typing import Any

_SVG = "{http://www.w3.org/2000/svg}"

_PICTURES = ("img", f"{_SVG}svg", "object", "embed")
_INLINE = (
    *("a", "abbr", "bdi", "bdo", "cite", "data", "del", "dfn", "ins", "kbd", "label", "mark"),
    *("s", "samp", "small", "span", "sub", "sup", "time", "u", "var"),
)

ROLES = {
    "main": "Part",
    "article": "Art",
    "section": "Sect",
    "nav": "Sect",
    "aside": "Sect",
    "blockquote": "BlockQuote",
    "p": "P",
    **{f"h{level}": f"H{level}" for level in range(1, 7)},
    "ul": "L",
    "ol": "L",
    "dl": "L",
    "li": "LI",
    "dt": "LI",
    "dd": "LI",
    "table": "Table",
    "thead": "THead",
    "tbody": "TBody",
    "tfoot": "TFoot",
    "tr": "TR",
    "th": "TH",
    "td": "TD",
    "caption": "Caption",
    "figcaption": "Caption",
    "strong": "Strong",
    "b": "Strong",
    "em": "Em",
    "i": "Em",
    "code": "Code",
    "q": "Quote",
    **dict.fromkeys(_PICTURES, "Figure"),
    **dict.fromkeys(_INLINE, "Span"),
}
"""HTML's elements by PDF's standard structure types; all others are a Div."""

ROLE_MAP = {"Strong": "Span", "Em": "Span"}
"""Types that came with PDF 2.0, and what a reader that does not know them takes them for."""

NUMBERING = {
    "disc": "Disc",
    "circle": "Circle",
    "square": "Square",
    "decimal": "Decimal",
    "decimal-leading-zero": "Decimal",
    "upper-roman": "UpperRoman",
    "lower-roman": "LowerRoman",
    "upper-alpha": "UpperAlpha",
    "upper-latin": "UpperAlpha",
    "lower-alpha": "LowerAlpha",
    "lower-latin": "LowerAlpha",
}

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff]")


def role(element: Any) -> str:
    """The element's structure type."""
    return "Link" if is_link(element) else ROLES.get(element.tag, "Div")


def is_link(element: Any) -> bool:
    """Whether it leads anywhere."""
    return bool(element.tag == "a" and element.get("href"))


def language(element: Any) -> str | None:
    """The language that the element says it is in: its words are spoken with that voice."""
    said: str | None = element.get("lang")
    return said or None


def alternative(element: Any) -> str | None:
    """The words for a picture."""
    title = element.find(f"{_SVG}title")
    said: str | None = element.get("alt") or element.get("aria-label")
    return said or (None if title is None else title.text)


def link_words(element: Any) -> str | None:
    """The words of a link, instead of the address that WeasyPrint puts there."""
    if label := element.get("aria-label"):
        return str(label)
    pictures = (alternative(child) for child in element.iter() if role(child) == "Figure")
    words = (*element.itertext(), *filter(None, pictures))
    return " ".join(" ".join(words).split()) or None


def numbering(element: Any, box: Any, *, labelled: bool) -> str:
    """How the items of a list are marked; a sign of the stylesheet's own is a bullet to a list."""
    style = box.style["list_style_type"] if box is not None else "none"
    if not labelled:
        return "None"
    return NUMBERING.get(style, "Decimal" if element.tag == "ol" else "Disc")


def bounding_box(box: Any, page_height: float) -> tuple[float, ...]:
    """Where a picture is: in points from the sheet's lower left, as everything in a PDF."""
    left, top = box.content_box_x(), box.content_box_y()
    right, bottom = left + box.width, top + box.height
    points = (left, page_height - bottom, right, page_height - top)
    return tuple(round(pixels * 0.75, 2) for pixels in points)


def actual_text(text: str, *, from_right: bool, ends_line: bool) -> str | None:
    """The words of a line that runs from right to left, or that stands among such words.

    Letters are painted from left to right, so what a reader finds on the page is backwards, and
    some readers turn it round by their own lights: no telephone number is left to guesses.
    """
    if not from_right and not runs_from_right(text):
        return None
    return f"{text} " if ends_line else text


def runs_from_right(text: str) -> bool:
    """Whether any of its letters is of a script that runs from right to left."""
    return _RIGHT_TO_LEFT.search(text) is not None
