"""A page's HTML and a finished PDF in; which words of the page the PDF lacks out.

Every word counts as often as it stands on the page; those of the head and the foot once for each
sheet. What a PDF has beside them (numbers and marks of lists) is not asked about.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pypdfium2
import tinyhtml5

_MARKS = str.maketrans(dict.fromkeys("\N{BALLOT BOX}\N{BULLET}\N{CHECK MARK}_", " "))


def missing(html: str, pdf: bytes) -> Counter[str]:
    """The words that are not there, or not as often, with how often they lack."""
    pages = _read_back(pdf)
    body, edge = Counter[str](), Counter[str]()
    root = tinyhtml5.parse(html, namespace_html_elements=False)
    for element in next(root.iter("body")):
        at_edge = element.get("class") in ("page-head", "page-foot")
        (edge if at_edge else body).update(_words(" ".join(_texts(element))))
    for word, count in edge.items():
        body[word] += count * len(pages)
    return body - Counter(_words(" ".join(pages)))


def _words(text: str) -> list[str]:
    return text.translate(_MARKS).split()


def _texts(element: Any) -> Iterator[str]:
    """The letters of an element; a new line begins where another block does."""
    inline = element.tag in ("a", "b", "bdi", "strong") or element.get("class") == "say"
    inside = (element.text or "") + "".join(
        "".join(_texts(child)) + (child.tail or "") for child in element
    )
    yield inside if inline else f" {inside} "


def _read_back(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        texts = [str(page.get_textpage().get_text_bounded()) for page in document]
    finally:
        document.close()
    return [text.replace("\x02", "-").replace("\ufffe", "-") for text in texts]
