"""SAFE006: the words of all patients hold no phone, no date and no name of one of them.

A number that is typed into a text stays there when the clinic's number changes, and someone in
trouble calls nobody. Write {phone}, {after_hours_phone}, {emergency_number} and {crisis_line}; the
numbers themselves stand in clinic.yaml, once. National lines that never change may be typed: the
FDA's 1-800-FDA-1088 and poison control, 1-800-222-1222.

Whatever belongs to one person or one day (a name with Mr. or Mrs., a birth date, a record number, a
day of the calendar) comes from the visit, not from the words that everyone gets. A doctor's name is
a warning: doctors change, and the visit names the clinician.
"""

import re
from collections.abc import Iterator
from typing import Any

from handouts.check.subject import Subject
from handouts.model.clinic import Clinic
from handouts.model.item import Item, Path
from handouts.problems import Problem, Severity

NATIONAL = frozenset({"18003321088", "18002221222"})
"""Digits of lines for the whole country: the FDA's MedWatch (FDA is 332) and poison control."""

_FEWEST_DIGITS, _MOST_DIGITS = 7, 15
_PHONE = re.compile(r"(?<![\w{.])\+?\(?\d[\d()./ \u00a0–-]{4,}\d(?![\w}])|\b1-800-[A-Z]{3}-\d{4}\b")
_DATE = re.compile(
    r"(?<!\d)(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2}))(?!\d)"
    r"|\b(?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r" \d{1,2}(?:st|nd|rd|th)?,? \d{4}"
    r"|\b\d{1,2} de (?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre"
    r"|noviembre|diciembre) (?:de|del) \d{4}",
    re.IGNORECASE,
)
_NO_PHONE = re.compile(
    r"(?:19|20)\d\d ?[–-] ?(?:19|20)\d\d|\d(?: \d)+(?: 10)?|\d{1,3}(?:[. \u00a0]\d{3})+"
)
"""From one year to another, a scale from 0 to 10, and a million with its points."""
_PERSON = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Sr|Sra|Srta)\. ?[A-ZÁÉÍÓÚÑ]\w+|\bDear [A-Z]\w+"
    r"|\b(?:MRN|DOB|SSN)\b:? ?[#\d]*|\b[Rr]ecord (?:number|no\.?):? ?\d+"
)
_DOCTOR = re.compile(r"\bDra?\. [A-ZÁÉÍÓÚÑ]\w+")


def check(subject: Subject) -> Iterator[Problem]:
    """Numbers, dates and names that are typed into the words."""
    clinic = subject.content.clinic.says
    emergency = {"911": "emergency_number", "988": "crisis_line"}
    emergency |= {
        clinic.emergency_number: "emergency_number",
        clinic.crisis_line: "crisis_line",
    }
    short = re.compile(
        rf"(?<![\d{{.,-])(?:{'|'.join(map(re.escape, emergency))})(?![\d}}.,-]\d|\d)"
    )
    for item in subject.content.items():
        if item.kind in {"clinic", "sources"}:
            continue  # there they belong
        for path, text in item.prose():
            if any(letter.isdigit() for letter in text):
                yield from _numbers(item, path, text, clinic)
                for found in short.finditer(text):
                    yield _typed(item, path, found[0], emergency[found[0]])
            yield from _people(item, path, text)


def _numbers(item: Item[Any], path: Path, text: str, clinic: Clinic) -> Iterator[Problem]:
    for found in _DATE.finditer(text):
        yield Problem(
            item.place(*path),
            "SAFE006",
            f"This is a day of the calendar in words that everyone gets: {found[0]!r}.",
            "Take it out; the day of a visit is printed from the visit.",
            Severity.WARNING,
        )
    for found in _PHONE.finditer(_DATE.sub("", text)):
        typed = found[0].strip(" ()-–/.")
        digits = re.sub(r"\D", "", typed.replace("FDA", "332"))
        if not _FEWEST_DIGITS <= len(digits) <= _MOST_DIGITS or digits in NATIONAL:
            continue
        if _NO_PHONE.fullmatch(typed):
            continue
        after = re.sub(r"\D", "", clinic.after_hours_phone or "")
        yield _typed(item, path, typed, "after_hours_phone" if digits == after else "phone")


def _typed(item: Item[Any], path: Path, typed: str, value: str) -> Problem:
    return Problem(
        item.place(*path),
        "SAFE006",
        f"The number {typed!r} is typed into the words.",
        f"Write {{{value}}} in its place; the number itself stands in content/clinic.yaml.",
    )


def _people(item: Item[Any], path: Path, text: str) -> Iterator[Problem]:
    for found in _PERSON.finditer(text):
        yield Problem(
            item.place(*path),
            "SAFE006",
            f"This belongs to one person, and everyone would get it: {found[0]!r}.",
            "Take it out; names and numbers of a patient come from the visit.",
        )
    for found in _DOCTOR.finditer(text):
        yield Problem(
            item.place(*path),
            "SAFE006",
            f"This names one doctor in words that everyone gets: {found[0]!r}.",
            "Write 'your doctor'; the visit names the clinician.",
            Severity.WARNING,
        )
