"""Parts of a FHIR resource in, their values with a sure type out.

What is of another type than FHIR says counts as absent.
"""

import datetime as dt
import re
from collections.abc import Mapping

Element = Mapping[str, object]

_DATE = re.compile(r"(\d{4}(?:-\d{2}(?:-\d{2})?)?)(?:T.+)?", re.ASCII)


class Refused(ValueError):
    """What makes one appointment impossible to print: rule, message and the way on."""

    def __init__(self, rule: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.rule, self.message, self.hint = rule, message, hint


def text(value: object) -> str:
    """The text, without spaces around it; empty for whatever is no text."""
    return value.strip() if isinstance(value, str) else ""


def element(value: object) -> Element:
    """The object; an empty one for whatever is none."""
    return value if isinstance(value, Mapping) else {}


def elements(value: object) -> list[Element]:
    """The objects of a list."""
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, list) else []


def texts(value: object) -> list[str]:
    """The texts of a list, those that say nothing left out."""
    return [text(each) for each in value if text(each)] if isinstance(value, list) else []


def codes(concept: Element) -> set[str]:
    """The bare codes of a CodeableConcept."""
    return {text(coding.get("code")) for coding in elements(concept.get("coding"))} - {""}


def covers(period: object, day: dt.date) -> bool:
    """Whether a FHIR Period holds on a day: its ends belong to it, and `2002` is all of that year.

    A period that cannot be read holds on no day.
    """
    if period is None:
        return True
    for edge, outside in (("start", str.__lt__), ("end", str.__gt__)):
        said = element(period).get(edge)
        if said is None:
            continue
        if (found := _DATE.fullmatch(text(said))) is None:
            return False
        if outside(day.isoformat()[: len(found[1])], found[1]):
            return False
    return isinstance(period, Mapping)
