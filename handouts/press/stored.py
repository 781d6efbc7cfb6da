"""A form in, bytes to keep it by out, and back; whatever was changed on the way is no form.

The bytes hold numbers, texts and the file's constant part, nothing that could be run.
"""

import hashlib
import json
from dataclasses import asdict
from typing import Any

from handouts.press.catch import Edge, Spot
from handouts.press.form import Form, Gap, Layer, Told
from handouts.press.shaping import shared

_BEGIN = b"handouts form 1\n"
_HASH = 32


class Spoiled(Exception):
    """These bytes are not what was kept, or not of this form."""


def pack(form: Form, key: str) -> bytes:
    """The form as bytes that belong to a key."""
    manners = list(dict.fromkeys(spot.manner for layer in form.layers for spot in layer.spots))
    told = {
        "key": key,
        "manners": manners,
        "layers": [
            [layer.number, [_spot(spot, manners.index(spot.manner)) for spot in layer.spots]]
            for layer in form.layers
        ],
        "told": [[each.number, [_part(part) for part in each.parts]] for each in form.told],
        "letters": sorted(form.letters),
        "from_right": sorted(form.from_right),
        "trial": dict(form.trial),
        "seal": form.seal,
        "trailer": form.trailer.decode("latin-1"),
        "sizes": [len(form.head), len(form.entries)],
    }
    said = json.dumps(told, separators=(",", ":")).encode()
    body = len(said).to_bytes(8, "big") + said + form.head + form.entries
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
    long = int.from_bytes(body[:8], "big")
    said, rest = json.loads(body[8 : 8 + long]), body[8 + long :]
    if said["key"] != key:
        raise Spoiled
    head, entries = said["sizes"]
    manners = [tuple((name, _tuples(value)) for name, value in each) for each in said["manners"]]
    return Form(
        head=rest[:head],
        entries=rest[head : head + entries],
        trailer=said["trailer"].encode("latin-1"),
        layers=tuple(
            Layer(number, tuple(_spot_of(spot, manners) for spot in spots))
            for number, spots in said["layers"]
        ),
        told=tuple(
            Told(number, tuple(_part_of(part) for part in parts)) for number, parts in said["told"]
        ),
        letters=frozenset(shared(tuple(letter)) for letter in said["letters"]),
        from_right=frozenset(said["from_right"]),
        trial=said["trial"],
        seal=said["seal"],
    )


def _spot(spot: Spot, manner: int) -> dict[str, Any]:
    return asdict(spot) | {"manner": manner}


def _spot_of(said: dict[str, Any], manners: list[Any]) -> Spot:
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
