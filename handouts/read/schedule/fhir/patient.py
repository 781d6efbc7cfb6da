"""A FHIR Patient in, what identifies the person on a sheet out: name, birth date, record number."""

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from handouts.read.schedule.fhir.elements import (
    Element,
    Refused,
    codes,
    covers,
    element,
    elements,
    text,
)
from handouts.read.schedule.fhir.human_name import names_on
from handouts.read.schedule.fhir.strict_json import Number
from handouts.read.schedule.mapping import own_words

_WHOLE_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_RECORD_USES = ("usual", "official", "", "secondary", "temp")
_BY_HAND = "Look the patient up, and make this handout with `handouts make`."


def check_open(patient: Element) -> None:
    """Raises Refused for a record that nobody should be handed paper by.

    One message for all three reasons: which of them it is, is the patient's own.
    """
    replaced = any(
        text(link.get("type")) == "replaced-by" for link in elements(patient.get("link"))
    )
    deceased = patient.get("deceasedBoolean", False) is not False or "deceasedDateTime" in patient
    if patient.get("active", True) is not True or replaced or deceased:
        raise Refused(
            "fhir-patient-closed",
            "The patient's record is closed: not in use, replaced by another, or the like.",
            "Look the record up in your system before you hand anything out.",
        )


def printed_name(patient: Element, day: dt.date) -> str:
    """The name that counts on the day of the visit. Raises Refused."""
    found = names_on(patient.get("name"), day)
    if not found:
        raise Refused(
            "fhir-name",
            "The patient's record has no name that is in use and may be printed.",
            f"Nicknames and names of before are not printed. {_BY_HAND}",
        )
    if len(found) > 1:
        raise Refused(
            "fhir-name",
            "The patient's record has several names of the same rank.",
            f"End the ones that no longer count in your system. {_BY_HAND}",
        )
    return found[0]


def born(patient: Element) -> str:
    """The whole date of birth. Raises Refused."""
    said = patient.get("birthDate")
    if said is None or said == "":
        raise Refused("fhir-born", "The patient's record has no date of birth.", _BY_HAND)
    if not _WHOLE_DATE.fullmatch(text(said)):
        message = "The patient's date of birth is not a whole date."
        raise Refused("fhir-born", message, f"A year or a month identifies nobody. {_BY_HAND}")
    return text(said)


def record(patient: Element, day: dt.date, columns: Mapping[str, str]) -> tuple[str, bool]:
    """The record number, and whether there are several of which none is known as the clinic's.

    It is the identifier whose system `columns` in handouts.yaml calls `record`; where the clinic
    names no system, the one of type MR (medical record, HL7 table 0203). Raises Refused.
    """
    systems = {theirs.casefold() for theirs, ours in columns.items() if ours == "record"}
    systems = {each for each in systems if ":" in each}  # the others are columns of tables
    usable = [
        each
        for each in elements(patient.get("identifier"))
        if covers(each.get("period"), day)
        and (
            text(each.get("system")).casefold() in systems
            if systems
            else "MR" in codes(element(each.get("type")))
        )
    ]
    for use in _RECORD_USES:
        values = [each.get("value") for each in usable if text(each.get("use")) == use]
        if any(isinstance(each, Number) for each in values):
            message = "The record number is stored as a number, which loses zeros in front."
            raise Refused("fhir-record", message, "Have it exported as text, in quotes.")
        found = {text(each) for each in values} - {""}
        if len(found) > 1 and systems:
            message = "The patient's record has several record numbers of your system."
            raise Refused("fhir-record", message, _BY_HAND)
        if found:
            return ("", True) if len(found) > 1 else (found.pop(), False)
    return "", False


def own_words_of(patients: Iterable[Element]) -> frozenset[str]:
    """The words of patients' names, numbers and birth dates, which no message repeats."""
    return own_words(
        said
        for patient in patients
        for key in ("name", "identifier", "birthDate", "telecom", "address", "contact")
        for said in _texts(patient.get(key))
    )


def _texts(value: object, key: str = "") -> Iterator[str]:
    """All that people wrote in a part of a resource; what names of code systems say is left out."""
    if isinstance(value, str) and key not in {"use", "system", "code"}:
        yield value
    elif isinstance(value, Mapping):
        for name, each in value.items():
            if name not in {"type", "relationship", "period", "assigner"}:
                yield from _texts(each, name)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each, key)


def language(patient: Element, spoken: Collection[str] | None) -> tuple[str, bool]:
    """The clinic's language that the patient prefers, and whether another is preferred instead.

    `es-MX` is served by `es`. The preferred language counts, or the only one. None: the clinic
    speaks every language.
    """
    named = elements(patient.get("communication"))
    preferred = [each for each in named if each.get("preferred") is True] or named
    if len(preferred) != 1:
        return "", False
    tags = codes(element(preferred[0].get("language")))
    if spoken is None:
        spoken = [tag.partition("-")[0].lower() for tag in tags]
    own = {each.casefold(): each for each in spoken}
    for tag in sorted(tags):
        if found := own.get(tag.casefold()) or own.get(tag.casefold().partition("-")[0]):
            return found, False
    return "", bool(tags)
