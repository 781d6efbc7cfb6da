"""A page's HTML and a finished PDF in; which words of the page the PDF lacks out.

Every word counts as often as it stands on the page; those of the head and the foot once for each
sheet. What a PDF has beside them (numbers and marks of lists) is not asked about.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import pypdfium2
import tinyhtml5

_MARKS = str.maketrans(dict.fromkeys("\N{BALLOT BOX}\N{BULLET}\N{CHECK MARK}_", " "))


def missing(html: str, pdf: bytes) -> Counter[str]:
    """The words that are not there, or not as often, with how often they lack."""
    pages = read_back(pdf)
    wanted, found = expected(html, len(pages)), Counter(split(" ".join(pages)))
    lacking = wanted - found
    known = sorted(wanted, key=len, reverse=True)
    for joined, count in (found - wanted).items():
        for _ in range(count):
            lacking -= Counter(_pieces(joined, known))
    return lacking


def expected(html: str, sheets: int) -> Counter[str]:
    """The words of a page that is printed on so many sheets."""
    body, edge = Counter[str](), Counter[str]()
    root = tinyhtml5.parse(html, namespace_html_elements=False)
    for element in next(root.iter("body")):
        at_edge = element.get("class") in ("page-head", "page-foot")
        (edge if at_edge else body).update(split(" ".join(_texts(element))))
    for word, count in edge.items():
        body[word] += count * sheets
    return body


def split(text: str) -> list[str]:
    """Words, without the marks of lists and lines to write on."""
    return text.translate(_MARKS).split()


def _pieces(joined: str, known: Sequence[str]) -> tuple[str, ...]:
    """The words that a reader of PDFs took for one, where all of it is words of the page.

    pdfium sees no space where kerning made it narrow, as Chromium's does.
    """
    joined = joined.lstrip("0123456789")  # the number of a page
    for word in known:
        if joined == word:
            return (word,)
        if joined.startswith(word) and (rest := _pieces(joined[len(word) :], known)):
            return (word, *rest)
    return ()


def _texts(element: Any) -> Iterator[str]:
    """The letters of an element; a new line begins where another block does."""
    inline = element.tag in ("a", "b", "bdi", "strong") or element.get("class") == "say"
    inside = (element.text or "") + "".join(
        "".join(_texts(child)) + (child.tail or "") for child in element
    )
    yield inside if inline else f" {inside} "


def read_back(pdf: bytes) -> list[str]:
    """The text of each sheet."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        texts = [str(page.get_textpage().get_text_bounded()) for page in document]
    finally:
        document.close()
    return [text.replace("\x02", "-").replace("\ufffe", "-") for text in texts]
