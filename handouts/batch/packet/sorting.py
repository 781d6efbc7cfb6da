"""Packets in, the same packets in the order in which they are stacked out."""

import unicodedata
from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from handouts.batch.day import Packet


class Sorting(StrEnum):
    """What a stack is sorted by; those that are alike stay in the order of the schedule."""

    SCHEDULE = "schedule"
    NAME = "name"
    """The family name: what stands before a comma, else the last word."""
    CLINICIAN = "clinician"
    """And by time."""
    ROOM = "room"
    """And by time."""
    TIME = "time"


def stacked(packets: Sequence[Packet], sorting: Sorting) -> tuple[Packet, ...]:
    """The packets in this order; those without a clinician or a room come last."""
    return tuple(sorted(packets, key=lambda packet: _key(packet, sorting)))


def _key(packet: Packet, sorting: Sorting) -> tuple[Any, ...]:
    when = packet.date, packet.time
    if sorting is Sorting.SCHEDULE:
        return ()
    if sorting is Sorting.TIME:
        return when
    if sorting is Sorting.NAME:
        return *_family_first(packet.name), *when
    word = packet.clinician if sorting is Sorting.CLINICIAN else packet.room
    return word is None, _counted(word or ""), *when


def _family_first(name: str) -> tuple[str, str]:
    """The family name and the rest, as one looks them up: without capitals and accents."""
    family, comma, given = name.partition(",")
    if not comma:
        given, _, family = name.rpartition(" ")
    return _plain(family), _plain(given)


def _counted(text: str) -> tuple[tuple[int, str], ...]:
    """Room 9 comes before room 10."""
    words = _plain(text).split()
    return tuple((int(word), "") if word.isdecimal() else (0, word) for word in words)


def _plain(text: str) -> str:
    split = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in split if not unicodedata.combining(letter)).strip()
