"""The clinic itself: its name, its phones, its places and the times that its clinicians set."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar
from urllib.parse import urlsplit

from annotated_types import Interval, Predicate

from handouts.model.item import STRICT, Prose

LONGEST_ADDRESS = 120
"""Letters of a web address: more make a square too fine for a phone, and too much to type."""


def _is_web_page(address: str) -> bool:
    """Whether every reader of a handout may be sent there. Raises ValueError that says why not."""
    try:
        parts = urlsplit(address)
        host, secret = parts.hostname, parts.username is not None
        _ = parts.port  # raises for one that is no number
    except ValueError:
        raise ValueError("this is no web address") from None
    if parts.scheme not in {"http", "https"} or not host or "." not in host.strip("."):
        raise ValueError("write a whole address such as https://example.org/find-us")
    if secret:
        raise ValueError("it holds a user's name, which everyone could read")
    if not address.isprintable() or " " in address:
        raise ValueError("it holds a space or a sign that does not print")
    if len(address) > LONGEST_ADDRESS:
        raise ValueError(f"it is longer than {LONGEST_ADDRESS} letters")
    return True


WebPage = Annotated[str, Predicate(_is_web_page)]
"""An address that prints as a square to scan, and in letters beside it."""


@dataclass(frozen=True, slots=True)
class Site:
    """One place where patients are seen."""

    __pydantic_config__: ClassVar[Any] = STRICT

    name: str
    """What the place is called."""
    address: tuple[str, ...]
    """The address, a line each."""
    phone: str | None = None
    """This place's own phone, when it differs from the clinic's."""
    after_hours_phone: str | None = None
    """Whom to call at night and on weekends, when it differs from the clinic's."""
    web_page: WebPage | None = None
    """The web page of this place or its map, when it differs from the clinic's."""
    map: Mapping[str, Prose] = field(default_factory=dict)
    """How to find it, by language: `en: Park behind the building.`"""


@dataclass(frozen=True, slots=True)
class Policies:
    """Times that a clinician of this clinic decided. Leave empty what is not decided."""

    __pydantic_config__: ClassVar[Any] = STRICT

    food_hours: Annotated[int, Interval(ge=0, le=24)] | None = None
    """Hours before arrival without food."""
    drink_hours: Annotated[int, Interval(ge=0, le=24)] | None = None
    """Hours before arrival without drinks."""
    no_driving_hours: Annotated[int, Interval(ge=24, le=168)] = 24
    """Hours after an infusion without driving, alcohol or big decisions; never under 24."""
    rest_minutes: Annotated[int, Interval(ge=0, le=600)] | None = None
    """Minutes that a patient stays to rest after the drip ends."""


@dataclass(frozen=True, slots=True)
class Clinic:
    """Who gives out the handout, and how to reach them."""

    __pydantic_config__: ClassVar[Any] = STRICT

    name: str | None = None
    """The clinic's name."""
    phone: str | None = None
    """The phone in opening hours."""
    after_hours_phone: str | None = None
    """The phone at night and on weekends."""
    interpreter_phone: str | None = None
    """The phone for an interpreter, when it is another one."""
    web_page: WebPage | None = None
    """The clinic's own web page or a map, for everyone: https://... Prints as a square to scan."""
    hours: Mapping[str, Prose] = field(default_factory=dict)
    """Opening hours, by language: `en: Monday to Friday, 8 am to 5 pm`."""
    emergency_number: str = "911"
    """The country's emergency number."""
    crisis_line: str = "988"
    """The country's line for thoughts of suicide."""
    sites: Mapping[str, Site] = field(default_factory=dict)
    """The clinic's places; the first is used when a visit names none."""
    policies: Policies = field(default_factory=Policies)
    """Times that a clinician of this clinic decided."""
