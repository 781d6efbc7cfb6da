"""A filled form's file in, its personal layers out, once the rest is known to be the form's own.

Only layers, spoken texts and a list of places may follow the constant part, each where it must be.
"""

import re
import zlib
from collections.abc import Mapping

from handouts.press.form import Form
from handouts.press.objects import ENTRY, Told, entry

_STREAM = re.compile(rb"<</Filter /FlateDecode/Length (\d+)>>\nstream\n")
_END = re.compile(
    rb"<</Type /XRef/W \[1 4 2\]/Size (\d+)/ID \[<([0-9a-f]{32})> <\2>\](.*?)"
    rb"/Filter /FlateDecode/Length (\d+)>>\nstream\n",
    re.DOTALL,
)
_SPOKEN = re.compile(rb"<feff((?:[0-9a-f]{4})*)>")


class Other(Exception):
    """The file is not the form with layers; it says what differs without a word of them."""


def layers(form: Form, pdf: bytes, values: Mapping[str, str]) -> dict[int, tuple[bytes, bytes]]:
    """Each layer as its object stands in the file, and its operators, by its number.

    Raises Other for any byte that is not where it must be.
    """
    if not pdf.startswith(form.head):
        raise Other("its constant part is not the form's")
    at = len(form.head)
    places: dict[int, int] = {}
    found_layers: dict[int, tuple[bytes, bytes]] = {}
    for layer in form.layers:
        places[layer.number] = at
        body = _after(pdf, at, b"%d 0 obj\n" % layer.number)
        found = _STREAM.match(pdf, body)
        if not found:
            raise Other("a layer is not where it must be")
        end = found.end() + int(found[1])
        at = _after(pdf, end, b"\nendstream\nendobj\n")
        found_layers[layer.number] = pdf[body:at], _unpacked(pdf[found.end() : end])
    for told in form.told:
        places[told.number] = at
        body = _after(pdf, at, b"%d 0 obj\n" % told.number)
        end = pdf.find(b"\nendobj\n", body)
        _spoken(told, pdf[body:end], values)
        at = _after(pdf, end, b"\nendobj\n")
    _references(form, pdf, at, places)
    return found_layers


def _after(pdf: bytes, at: int, wanted: bytes) -> int:
    if not pdf.startswith(wanted, at):
        raise Other("an object is not where it must be")
    return at + len(wanted)


def _unpacked(packed: bytes) -> bytes:
    try:
        return zlib.decompress(packed)
    except zlib.error:
        raise Other("a stream is damaged") from None


def _spoken(told: Told, said: bytes, values: Mapping[str, str]) -> None:
    """Whether a screen reader is told this patient's words, and none of another one's."""
    constant = [part for part in told.parts if isinstance(part, bytes)]
    gaps = [part for part in told.parts if not isinstance(part, bytes)]
    texts = iter([gap.before + values[gap.field] + gap.after for gap in gaps])
    at = 0
    for number, part in enumerate(constant):
        at = _after(said, at, part)
        if number < len(gaps):
            found = _SPOKEN.match(said, at)
            if not found or bytes.fromhex(found[1].decode()).decode("utf-16-be") != next(texts):
                raise Other("a screen reader is told other words")
            at = found.end()
    if at != len(said):
        raise Other("a screen reader is told other words")


def _references(form: Form, pdf: bytes, at: int, places: Mapping[int, int]) -> None:
    """The list of places at the end: the form's own, with these layers where they are."""
    last = len(form.entries) // ENTRY - 1
    places = {**places, last: at}
    found = _END.match(pdf, _after(pdf, at, b"%d 0 obj\n" % last))
    if not found or int(found[1]) != last + 1 or found[3] != form.trailer:
        raise Other("its end is not the form's")
    end = found.end() + int(found[4])
    wanted = bytearray(form.entries)
    for number, place in places.items():
        wanted[number * ENTRY : (number + 1) * ENTRY] = entry(place)
    if _unpacked(pdf[found.end() : end]) != wanted:
        raise Other("its list of places is not the form's")
    if pdf[end:] != b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % at:
        raise Other("is not whole")
