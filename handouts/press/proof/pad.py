"""A form in, a pad of blank sheets out: each takes one patient's layers, and PDFium reads it.

The pad is a file of PDF with the form's own constant part, in which letters and fonts stand. It
stays open, so that those are read once for many patients. Its sheets have nothing else on them; the
layers of one patient are put where the file says that they are just before the sheet is read.
"""

import ctypes
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from handouts.press.form import Form, objects_of
from handouts.press.objects import ENTRY, entry
from handouts.press.pictures import opened
from handouts.press.proof.tail import Other

SHEETS = 32
"""Patients to a pad."""
_GROWS = 3
"""So many times as long as those of its trial may the layers of a patient be."""
_APART = 1024
"""Spaces before each patient's layers: PDFium reads 512 bytes at once, and keeps the last ones."""
_SHEET = re.compile(rb"/Type\s*/Page[/ >]")
_CONTENTS = re.compile(rb"/Contents \[([0-9R ]+)\]")
_RESOURCES = re.compile(rb"/Resources (\d+ 0 R)")
_PAPER = re.compile(rb"/MediaBox \[0 0 ([0-9.]+) ([0-9.]+)\]")
_REFERENCE = re.compile(rb"(\d+) 0 R")


@dataclass(frozen=True, slots=True)
class Paper:
    """What a layer is on."""

    resources: bytes
    width: float
    height: float


def papers(form: Form) -> dict[int, Paper]:
    """The paper of each layer, by its number. Raises Other."""
    found: dict[int, Paper] = {}
    numbers = [layer.number for layer in form.layers]
    for said in objects_of(form):
        if _SHEET.search(said):
            contents, resources = _CONTENTS.search(said), _RESOURCES.search(said)
            paper = _PAPER.search(said)
            if not (resources and paper):
                raise Other("a page of the form is not read")
            sheet = Paper(resources[1], float(paper[1]), float(paper[2]))
            for number in map(int, _REFERENCE.findall(contents[1]) if contents else ()):
                if number in numbers and found.setdefault(number, sheet) != sheet:
                    raise Other("a layer of the form is on pages of two kinds")
    if found.keys() != set(numbers) or len(set(found.values())) > 1:
        raise Other("a layer of the form is on no page")
    return found


class Pad:
    """Sheets for the layers of one form; to be used and closed while PDFIUM is held."""

    def __init__(self, form: Form, paper: Paper, trial: Mapping[int, bytes]) -> None:
        """`trial` are the layers of its trial, as objects, by their number."""
        self._numbers = [layer.number for layer in form.layers]
        self._room = {number: _GROWS * len(trial[number]) + _APART for number in self._numbers}
        self._places: list[dict[int, int]] = []
        self._used = 0
        self._bytes = self._file(form, paper)
        self._document = opened(self._bytes)

    @property
    def full(self) -> bool:
        """Whether all of its sheets are used."""
        return self._used == SHEETS

    def has_room(self, layers: Mapping[int, bytes]) -> bool:
        """Whether these layers are short enough for a sheet."""
        return all(len(layers[number]) <= self._room[number] for number in self._numbers)

    def shown(self, layers: Mapping[int, bytes]) -> Any:
        """The next sheet, as an open page, with these layers."""
        places = self._places[self._used]
        for number in self._numbers:
            ctypes.memmove(
                ctypes.addressof(self._bytes) + places[number], layers[number], len(layers[number])
            )
        self._used += 1
        return self._document[self._used - 1]

    def close(self) -> None:
        """Give its memory back."""
        self._document.close()

    def _file(self, form: Form, paper: Paper) -> Any:
        """The form's constant part, then blank sheets; each layer stands a sheet's height higher.

        A layer has the places of its own paper, so that letters of two are never on each other.
        """
        count = len(self._numbers)
        first = len(form.entries) // ENTRY
        moves = [b"1 0 0 -1 0 %.6f cm" % paper.height]
        moves += [b"1 0 0 1 0 %.6f cm" % -paper.height] * (count - 1)
        sheet, layer = first + 2 + count, first + 2 + count + SHEETS
        bodies = [
            b"<</Type/Catalog/Pages %d 0 R>>" % (first + 1),
            b"<</Type/Pages/Count %d/Kids[%b]>>"
            % (SHEETS, b" ".join(b"%d 0 R" % (sheet + number) for number in range(SHEETS))),
            *(b"<</Length %d>>stream\n%b\nendstream" % (len(move), move) for move in moves),
        ]
        for number in range(SHEETS):
            drawn = b" ".join(
                b"%d 0 R %d 0 R" % (first + 2 + each, layer + number * count + each)
                for each in range(count)
            )
            bodies.append(
                b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 %.6f %.6f]/Resources %b/Contents[%b]>>"
                % (first + 1, paper.width, paper.height * count, paper.resources, drawn)
            )
        parts, at = [form.head], len(form.head)
        places = bytearray(form.entries)
        for number, body in enumerate(bodies, start=first):
            parts.append(b"%d 0 obj\n%b\nendobj\n" % (number, body))
            places += entry(at)
            at += len(parts[-1])
        for part, place, inside in self._blanks(layer, at):
            parts.append(part)
            places += entry(place) if inside else b""
            at += len(part)
        last = len(places) // ENTRY
        places += entry(at)
        parts.append(
            b"%d 0 obj\n<</Type/XRef/W[1 4 2]/Size %d/Root %d 0 R/Length %d>>stream\n%b\n"
            b"endstream\nendobj\nstartxref\n%d\n%%%%EOF\n"
            % (last, last + 1, first, len(places), bytes(places), at)
        )
        written = b"".join(parts)
        return ctypes.create_string_buffer(written, len(written))

    def _blanks(self, number: int, at: int) -> Iterator[tuple[bytes, int, bool]]:
        """Room for the layers of each sheet: bytes, where they begin, whether an object does."""
        for _ in range(SHEETS):
            yield b" " * _APART, at, False
            at += _APART
            places = {}
            for layer in self._numbers:
                begin = b"%d 0 obj\n" % number
                places[layer] = at + len(begin)
                body = begin + b" " * self._room[layer]
                yield body, at, True
                at += len(body)
                number += 1
            self._places.append(places)
