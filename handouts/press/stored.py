"""A form in, bytes to keep it by out, and back; whatever was changed on the way is no form.

The bytes hold numbers, texts and the file's constant part, nothing that could be run.
"""

import hashlib
import json
from dataclasses import asdict
from functools import lru_cache
from typing import Any

from handouts.press.catch import Edge, Spot
from handouts.press.form import Form, Layer
from handouts.press.manner import Manner
from handouts.press.objects import Gap, Told
from handouts.press.shaping import Letter, shared

_BEGIN = b"handouts form 3\n"
_HASH = 32
_PARTS = 5
_ALIKE = 64
"""So many sets of letters and of manners are kept: hundreds of forms have a few dozen of them."""


class Spoiled(Exception):
    """These bytes are not what was kept, or not of this form."""


def pack(form: Form, key: str) -> bytes:
    """The form as bytes that belong to a key."""
    manners = list(dict.fromkeys(spot.manner for layer in form.layers for spot in layer.spots))
    told = {
        "key": key,
        "layers": [
            [layer.number, [_spot(spot, manners.index(spot.manner)) for spot in layer.spots]]
            for layer in form.layers
        ],
        "told": [[each.number, [_part(part) for part in each.parts]] for each in form.told],
        "from_right": sorted(form.from_right),
        "pages": form.pages,
        "trial": dict(form.trial),
        "seal": form.seal,
        "trailer": form.trailer.decode("latin-1"),
    }
    parts = [_said(told), _said(manners), _said(sorted(form.letters)), form.head, form.entries]
    body = b"".join(len(part).to_bytes(8, "big") for part in parts) + b"".join(parts)
    return _BEGIN + hashlib.sha256(body).digest() + body


def unpack(stored: bytes, key: str) -> Form:
    """The form of that key. Raises Spoiled."""
    try:
        return _unpack(stored, key)
    except (ValueError, KeyError, TypeError, IndexError, AttributeError):
        raise Spoiled from None


def _unpack(stored: bytes, key: str) -> Form:
    begin, told, body = stored[: len(_BEGIN)], stored[len(_BEGIN) :][:_HASH], stored[len(_BEGIN) :]
    body = body[_HASH:]
    if begin != _BEGIN or hashlib.sha256(body).digest() != told:
        raise Spoiled
    rest, styles, letters, head, entries = _parts(body)
    said, manners = json.loads(rest), _manners(styles)
    if said["key"] != key:
        raise Spoiled
    return Form(
        head=head,
        entries=entries,
        trailer=said["trailer"].encode("latin-1"),
        layers=tuple(
            Layer(number, tuple(_spot_of(spot, manners) for spot in spots))
            for number, spots in said["layers"]
        ),
        told=tuple(
            Told(number, tuple(_part_of(part) for part in parts)) for number, parts in said["told"]
        ),
        letters=_letters(letters),
        from_right=frozenset(said["from_right"]),
        pages=said["pages"],
        trial=said["trial"],
        seal=said["seal"],
    )


def _said(value: Any) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()


def _parts(body: bytes) -> list[bytes]:
    """What stands in the body one after the other; its beginning says how long each is."""
    at, parts = _PARTS * 8, []
    for place in range(0, _PARTS * 8, 8):
        long = int.from_bytes(body[place : place + 8], "big")
        parts.append(body[at : at + long])
        at += long
    if at != len(body):
        raise Spoiled
    return parts


@lru_cache(_ALIKE)
def _manners(said: bytes) -> tuple[Manner, ...]:
    return tuple(tuple((name, _tuples(value)) for name, value in each) for each in json.loads(said))


@lru_cache(_ALIKE)
def _letters(said: bytes) -> frozenset[Letter]:
    return frozenset(shared(tuple(letter)) for letter in json.loads(said))


def _spot(spot: Spot, manner: int) -> dict[str, Any]:
    return asdict(spot) | {"manner": manner}


def _spot_of(said: dict[str, Any], manners: tuple[Manner, ...]) -> Spot:
    changed = {
        "manner": manners[said["manner"]],
        "matrix": tuple(said["matrix"]),
        "edge": Edge(said["edge"]),
    }
    return Spot(**(said | changed))


def _part(part: bytes | Gap) -> Any:
    return part.decode("latin-1") if isinstance(part, bytes) else asdict(part)


def _part_of(said: Any) -> bytes | Gap:
    return said.encode("latin-1") if isinstance(said, str) else Gap(**said)


def _tuples(value: Any) -> Any:
    return tuple(map(_tuples, value)) if isinstance(value, list) else value
