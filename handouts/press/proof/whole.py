"""A finished PDF and what it must say in, its flaws out: none for a handout that may be printed."""

from handouts.press.pictures import PDFIUM, opened
from handouts.press.proof import file, looks, pen, words
from handouts.press.proof.expected import Expected, Flaw
from handouts.press.proof.sheet import sheets


def prove(pdf: bytes, expected: Expected) -> tuple[Flaw, ...]:
    """What is wrong with a PDF. Nothing that it says holds a patient's words."""
    try:
        found = list(file.flaws(pdf, expected))
        with PDFIUM, opened(pdf) as document:
            pages = tuple(sheets(document))
    except file.Broken as broken:
        return (Flaw(str(broken)),)
    except Exception:  # whatever PDFium says: what it cannot read is not proven
        return (Flaw("cannot be read"),)
    for page in pages:
        found += looks.flaws(page, expected)
    found += words.flaws(pages, expected)
    found += pen.flaws(pages, expected)
    return tuple(dict.fromkeys(found))
