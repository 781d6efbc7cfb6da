"""A form that was filled and the words that went in, its flaws out: only what is personal is read.

The rest of the file is the form's, byte for byte, and was proven with the form.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from handouts.press.catch import Spot
from handouts.press.form import Form
from handouts.press.pictures import PDFIUM
from handouts.press.proof.expected import Flaw
from handouts.press.proof.letters import alike, squeezed
from handouts.press.proof.pad import Pad, papers
from handouts.press.proof.sheet import Colour, Run, runs
from handouts.press.proof.tail import Other, layers
from handouts.press.proof.words import residue
from handouts.press.roles import runs_from_right

_NEAR = 0.05
"""Points: so far a line may stand from its place."""
_OUT = 2.0
"""Points: so far an accent or the end of an f may reach out of it."""
_NO_GLYPH = re.compile(rb"<(?:[0-9a-f]{4})*?0000")


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a line of a field stands, in points from the lower left corner of its sheet."""

    field: str
    number: int
    """Of all the places in which a field stands; the lines of one have the same."""
    line: int
    mark: int
    baseline: float
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class _Manner:
    """How the letters of a place look."""

    size: float
    colour: Colour


class Reader:
    """Knows where the words of one form stand, and how they look."""

    def __init__(self, form: Form, trial: bytes) -> None:
        """`trial` is the form with its trial's words, which was proven as a whole. Raises Other."""
        found = papers(form)
        self._paper = next(iter(found.values()), None)
        self._places = _places(form, self._paper.height if self._paper else 0.0)
        self._pad: Pad | None = None
        self._trial = {
            number: said for number, (said, _) in layers(form, trial, form.trial).items()
        }
        self._manners: dict[_Place, _Manner] = {}
        for run in self._read(form, self._trial):
            place = self._place(run)
            if place is None:
                raise Other("letters of its trial stand outside of all places")
            self._manners[place] = _Manner(run.size, run.colour)

    def flaws(self, form: Form, pdf: bytes, values: Mapping[str, str]) -> tuple[Flaw, ...]:
        """What is wrong with a filled form."""
        try:
            drawn = layers(form, pdf, values)
            found = self._read(form, {number: said for number, (said, _) in drawn.items()})
        except Other as other:
            return (Flaw(f"is not the form that was proven: {other}"),)
        except Exception:  # whatever PDFium says: what it cannot read is not proven
            return (Flaw("cannot be read"),)
        if any(_NO_GLYPH.search(operators) for _, operators in drawn.values()):
            return (Flaw("has a box in the place of a letter"),)
        return (*residue(values), *self._words(found, values))

    def close(self) -> None:
        """Give back the memory that reading took; the next one takes it again."""
        if self._pad is not None:
            with PDFIUM:
                self._pad.close()
            self._pad = None

    def _read(self, form: Form, drawn: Mapping[int, bytes]) -> list[Run]:
        """All letters of the layers. Raises Other when there is anything else in them."""
        from pypdfium2 import raw  # noqa: PLC0415  # only a proof needs it

        if self._paper is None:
            return []
        if self._pad is not None and (self._pad.full or not self._pad.has_room(drawn)):
            self.close()
        with PDFIUM:
            if self._pad is None:
                longest = {
                    number: max(said, self._trial[number], key=len)
                    for number, said in drawn.items()
                }
                self._pad = Pad(form, self._paper, longest)
            page = self._pad.shown(drawn)
            found = [*runs(page, {})]
            if len(found) != raw.FPDFPage_CountObjects(page.raw):
                raise Other("something is drawn that is no letter")
            page.close()
        return found

    def _words(self, found: list[Run], values: Mapping[str, str]) -> Iterator[Flaw]:
        shown: dict[_Place, list[str]] = {
            place: [] for places in self._places.values() for place in places
        }
        for run in found:
            place = self._place(run)
            if place is None:
                yield Flaw("has letters outside of the places for them")
                continue
            shown[place].append(run.text)
            if run.text.strip():
                yield from self._look(run, self._manners.get(place))
        whole: dict[tuple[str, int], list[str]] = {}
        for place in sorted(shown, key=lambda place: (place.number, place.line)):
            whole.setdefault((place.field, place.number), []).extend(shown[place])
        mixed = any(map(runs_from_right, values.values()))
        for (field, _), pieces in whole.items():
            if not _same(pieces, values[field], mixed=mixed):
                yield Flaw(f"shows other words in a place for {field}")

    def _place(self, run: Run) -> _Place | None:
        """The place that a run stands in, under its own number."""
        for place in self._places.get(run.mark, ()):
            if (
                abs(run.baseline - place.baseline) < _NEAR
                and run.left >= place.left - _OUT
                and run.right <= place.right + _OUT
            ):
                return place
        return None

    def _look(self, run: Run, manner: _Manner | None) -> Iterator[Flaw]:
        if manner is None or (run.size, run.colour) != (manner.size, manner.colour):
            yield Flaw("has letters of another size or colour than the form's")
        if not run.drawn or run.window is not None or not run.upright:
            yield Flaw("has letters that are not painted")


def _places(form: Form, height: float) -> dict[int, tuple[_Place, ...]]:
    """The places of all layers by the number that they are read under."""
    found: dict[int, list[_Place]] = {}
    top, number = 0.0, 0
    for layer in form.layers:
        top += height
        for spot in layer.spots:
            number += spot.line == 0
            place = _place(spot, top, number)
            found.setdefault(place.mark, []).append(place)
    return {mark: tuple(places) for mark, places in found.items()}


def _place(spot: Spot, top: float, number: int) -> _Place:
    a, b, c, d, e, f = spot.matrix
    ends = [a * x + c * spot.baseline + e for x in (spot.left, spot.left + spot.room)]
    baseline = top - (b * spot.left + d * spot.baseline + f)
    mark = -1 if spot.mark is None else spot.mark
    return _Place(spot.field, number, spot.line, mark, baseline, min(ends), max(ends))


def _same(pieces: list[str], words: str, *, mixed: bool) -> bool:
    """Whether a place shows its words.

    Among words that run from right to left PDFium turns others round, such as HN-77031.
    """
    if squeezed("".join(pieces)) == squeezed(words):
        return True
    return (mixed or any(map(runs_from_right, pieces))) and alike(pieces, words)
