"""What has become of an appointment or of one service: SCH-25 and AIS-10 (HL7 table 0278)."""

import re

from handouts.read.schedule.siu.message import Segment

_OVER = {
    **dict.fromkeys(("cancelled", "canceled", "cancel"), "is cancelled"),
    **dict.fromkeys(("dc", "discontinued"), "is discontinued"),
    **dict.fromkeys(("deleted", "delete", "enteredinerror"), "is deleted"),
    **dict.fromkeys(("noshow",), "was missed"),
    **dict.fromkeys(("waitlist", "waitlisted", "proposed"), "is on the waiting list only"),
    **dict.fromkeys(("blocked",), "is blocked time"),
    **dict.fromkeys(("complete", "completed"), "is over"),
}
_CANCELLED = re.compile(r"(?<!un)(?<!not)cancell?ed")
"""Systems have words of their own, which say by whom."""
_STANDING = {
    "booked", "overbook", "overbooked", "pending", "started", "scheduled", "rescheduled",
    "confirmed", "arrived", "checkedin", "modified", "active",
}  # fmt: skip


def over(segment: Segment, number: int) -> str:
    """In words why no patient is expected, empty where one is or the status says nothing known."""
    said = _said(segment, number)
    if found := next((_OVER[word] for word in said if word in _OVER), ""):
        return found
    return "is cancelled" if any(map(_CANCELLED.search, said)) else ""


def standing(segment: Segment, number: int) -> bool:
    """Whether the status says that the patient is expected."""
    return not over(segment, number) and not _STANDING.isdisjoint(_said(segment, number))


def unclear(segment: Segment, number: int) -> bool:
    """Whether a status is said that is neither."""
    said = _said(segment, number)
    return bool(said) and not over(segment, number) and _STANDING.isdisjoint(said)


def _said(segment: Segment, number: int) -> tuple[str, ...]:
    texts = (value.part(part) for value in segment.values(number) for part in (1, 2, 4, 5))
    return tuple("".join(filter(str.isalpha, text.casefold())) for text in texts if text)
