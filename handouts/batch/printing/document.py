"""A PDF in, what a printer must know of it out: its paper, the sides it is made for, its bytes."""

import contextlib
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from handouts.model.settings import Paper, Sides
from handouts.problems import HandoutsError, Place, Problem

_PREFERRED = {1: Sides.ONE, 2: Sides.SHORT_EDGE, 3: Sides.LONG_EDGE}
"""PDFium's numbers of what a PDF says of itself (`Duplex`; ISO 32000-2, table 147)."""

POINTS = {Paper.LETTER: (612, 792), Paper.A4: (595.28, 841.89)}
NEAR = 2
"""Points by which two pages of the same paper may differ."""


@dataclass(frozen=True, slots=True)
class Document:
    """A PDF that can be printed."""

    path: Path
    """Where it lies; of one that lies nowhere, a name to call it by."""
    pages: int
    paper: Paper | None
    """What its pages are made for; None when they differ, or are made for something else."""
    sha256: str
    sides: Sides | None = None
    """What a stack is made for; on other sides, two patients could share a sheet."""
    data: bytes | None = field(default=None, repr=False)
    """The PDF itself, when it lies in no file."""

    @contextlib.contextmanager
    def opened(self) -> Iterator[int | bytes]:
        """What `lp` is given to read: an open file, or the bytes, of which no disk gets a copy."""
        if self.data is not None:
            yield self.data
            return
        with self.path.open("rb") as file:
            yield file.fileno()


def read(path: Path) -> Document:
    """A file as what is to be printed. Raises HandoutsError when it is no PDF that can be read."""
    try:
        with path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        raise _no_pdf(path) from None
    return _document(path, path, sha256)


def in_memory(pdf: bytes, name: str) -> Document:
    """A PDF that lies in no file as what is to be printed. Raises HandoutsError as `read` does.

    The name says nothing of the patient: it is what messages call it by.
    """
    document = _document(pdf, Path(name), hashlib.sha256(pdf).hexdigest())
    return replace(document, data=pdf)


def _document(pdf: Path | bytes, path: Path, sha256: str) -> Document:
    from pypdfium2 import PdfDocument, PdfiumError, raw  # noqa: PLC0415  # only printing needs it

    try:
        document = PdfDocument(pdf)
    except (OSError, PdfiumError):
        raise _no_pdf(path) from None
    try:
        papers = {_paper(document.get_page_size(page)) for page in range(len(document))}
        paper = papers.pop() if len(papers) == 1 else None
        sides = _PREFERRED.get(raw.FPDF_VIEWERREF_GetDuplex(document))
        return Document(path, len(document), paper, sha256, sides)
    finally:
        document.close()


def _no_pdf(path: Path) -> HandoutsError:
    return HandoutsError(
        Problem(
            Place(str(path)),
            "no-pdf",
            "This is no PDF that can be read, so it was not printed.",
            "Name a PDF, or the folder of a batch.",
        )
    )


def _paper(size: tuple[float, float]) -> Paper | None:
    for paper, points in POINTS.items():
        if all(abs(a - b) <= NEAR for a, b in zip(sorted(size), points, strict=True)):
            return paper
    return None
