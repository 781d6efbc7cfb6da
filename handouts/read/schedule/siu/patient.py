"""The PID segment of a message in, the patient's own cells out.

Data types and tables are those of HL7 v2.9, chapter 2A: XPN (names), CX (identifiers), 0200 (types
of names), 0203 (types of identifiers). Nothing of the patient is ever part of a message.
"""

import re
from collections.abc import Collection
from functools import cache

from babel import Locale
from babel.core import get_global

from handouts.problems import Place, Problem, Severity
from handouts.read.columns import Cell
from handouts.read.schedule.siu.letters import Unusable
from handouts.read.schedule.siu.message import Segment, Value

NAME_TYPES = ("L", "", "D", "R", "U")
"""Legal, said without a type, display, registered, not specified. No other is ever printed."""
RECORD_TYPES = ("MR", "MRN", "PI", "")
"""Medical record number, patient's internal number, said without a type. No other is printed."""

_DAY = re.compile(
    r"(\d{4})(\d{2})(\d{2})(?:\d{2}(?:\d{2}(?:\d{2}(?:\.\d{1,4})?)?)?)?(?:[+-]\d{4})?"
)


def patient_cells(
    patient: Segment, visit_day: str, languages: Collection[str] | None
) -> tuple[dict[str, Cell], list[Problem]]:
    """Name, birth date, record number and language, and warnings. Raises Unusable.

    The day of the visit (YYYYMMDD) tells which names have expired. Of other languages than these
    none is given; None stands for every language.
    """
    warnings: list[Problem] = []
    cells = {
        "patient": patient.cell(5, _name(patient, visit_day)),
        "born": patient.cell(7, _born(patient)),
    }
    numbers = record_numbers(patient)
    if len(numbers) == 1:
        cells["record"] = patient.cell(3, numbers[0])
    elif numbers:
        warnings.append(
            _warning(
                patient.cell(3, "").place,
                "record",
                "PID-3 holds several record numbers of one kind; none is printed.",
                "Let the sending system mark one of them as MR.",
            )
        )
    if said := patient.values(15):
        code = _language(said[0])
        if code and (languages is None or code in languages):
            cells["language"] = patient.cell(15, code)
        else:
            warnings.append(
                _warning(
                    patient.cell(15, "").place,
                    "language",
                    "The patient's language (PID-15) is none that handouts are made in here.",
                    "It is made in the clinic's own language. Ask whether the patient reads that.",
                )
            )
    return cells, warnings


def record_numbers(patient: Segment) -> tuple[str, ...]:
    """The numbers of the first kind that PID-3 holds; of several nobody can tell which is right."""
    found = [(value.part(5).upper(), value.part(1)) for value in patient.values(3)]
    for kind in RECORD_TYPES:
        if numbers := dict.fromkeys(number for type_, number in found if type_ == kind and number):
            return tuple(numbers)
    return ()


def _name(patient: Segment, visit_day: str) -> str:
    """The name in the order in which it is spoken: given, further, family, suffix."""
    standing = [name for name in patient.values(5) if not _expired(name, visit_day)]
    for kind in NAME_TYPES:
        names = [name for name in standing if name.part(7).upper() == kind]
        spelt = [name for name in names if name.part(8).upper() in {"", "A"}] or names
        texts = tuple(dict.fromkeys(text for name in spelt if (text := _spoken(name))))
        if len(texts) > 1 and not _other_letters(texts):
            raise Unusable(
                "name",
                "PID-5 holds two names of one kind; which one is right cannot be told.",
                "Make this handout with `handouts make`, or correct the patient's record.",
            )
        if texts:
            return texts[0]
    raise Unusable(
        "name",
        "The message has no name of the patient that may be printed (PID-5).",
        "A legal name (type L) is needed; aliases, nicknames and maiden names are never printed.",
    )


def _other_letters(texts: tuple[str, ...]) -> bool:
    """Whether these are one name in Latin letters, which comes first, and again in other ones."""
    return texts[0].isascii() and not any(
        letter.isascii() and letter.isalpha() for text in texts[1:] for letter in text
    )


def _spoken(name: Value) -> str:
    family = name.part(1) or " ".join(filter(None, (name.part(1, 2), name.part(1, 3))))
    given = [name.part(2), name.part(3)]
    parts = [family, *given] if name.part(11).upper() == "F" else [*given, family]
    return " ".join(filter(None, [*parts, name.part(4)]))


def _expired(name: Value, visit_day: str) -> bool:
    until = name.part(13)[:8]
    return len(until) == len(visit_day) and until.isdigit() and until < visit_day


def _born(patient: Segment) -> str:
    value = next(iter(patient.values(7)), None)
    text = value.part(1) if value else ""
    found = _DAY.fullmatch(text)
    if not text:
        raise Unusable("born", "The message has no birth date (PID-7).", "Add it to the record.")
    if not found or (value and value.part(2).upper() in {"Y", "L"}):
        raise Unusable(
            "born",
            "The birth date (PID-7) is not known to the day, or is no date of HL7.",
            "Write year, month and day there, or make the handout with `handouts make`.",
        )
    return "-".join(found.groups())


def _language(said: Value) -> str:
    """The two- or three-letter code of ISO 639 that is meant, or nothing."""
    for number in (1, 2, 4, 5):
        text = said.part(number).casefold()
        code = re.split(r"[-_]", text)[0]
        if text and (found := _codes().get(code) or _codes().get(text)):
            return found
    return ""


@cache
def _codes() -> dict[str, str]:
    """Every code and English name of a language, with its shortest code (Unicode CLDR)."""
    names = {code: str(name).casefold() for code, name in Locale("en").languages.items()}
    plain = {code for code in names if code.isalpha() and len(code) in {2, 3}}
    codes = {names[code]: code for code in sorted(plain, key=len, reverse=True)}
    codes |= {code: code for code in plain}
    for alias, code in get_global("language_aliases").items():
        if alias.isalpha() and len(alias) in {2, 3} and code in plain:
            codes.setdefault(alias, code)
    return codes | {"chi": "zh", "zho": "zh"}


def _warning(place: Place, rule: str, message: str, hint: str) -> Problem:
    return Problem(place, f"row-{rule}", message, hint, Severity.WARNING)
