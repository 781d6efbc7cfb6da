"""SAFE003: no handout says how much of a medicine to give or to take.

A sheet may reach the wrong hands, and doses change. So the words hold no number with mg, mcg, ml,
mg/kg, units, drops, puffs or pills, no strength in percent, no "half a milligram". The units are
known in English, Spanish, Arabic, Chinese and Vietnamese; all are looked for in every language.

Not meant are other numbers: hours, weeks, people, a number of trials, grams of protein.
To mend it, take the number out: "Your team decides on your dose and checks it."
"""

import re
from collections.abc import Iterator

from handouts.check.subject import Subject
from handouts.problems import Problem

_NUMBER = (
    r"(?:\d[\d.,/]*|\bhalf(?: an?)?\b|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|dozen)"
    r"(?: (?:and a half|or (?:two|three|four)))?\b|\b(?:medi[oa]|un[oa]?|dos|tres|cuatro|cinco"
    r"|diez)"
    r"(?: y medi[oa])?\b|\b(?:nửa|một|hai|ba|bốn|năm)\b|نصف)"
)
_EXACT = (
    r"(?:mg|mcg|[µμ]g|ug|ml|dl|cc|iu|milligram(?:me)?s?|microgram(?:me)?s?|millilit(?:er|re)s?"
    r"|miligramos?|microgramos?|mililitros?|m[ií]ligam|micr[oô]gam|mililít)"
)
_GRAMS = (
    r"(?:g|grams?|gramos?)(?!\w)(?!\s+(?:of|de)\s+(?:the\s+)?"
    r"(?:protein|fib|sugar|salt|fat|carb|prote|az[uú]|sal|grasa))"
)
_PIECES = (
    r"(?:(?:international )?units?|tablets?|pills?|capsules?|caplets?|puffs?|drops|sprays?"
    r"|lozenges?|unidades|tabletas?|pastillas?|p[ií]ldoras?|comprimidos?|c[aá]psulas?|gotas"
    r"|inhalaciones|viên|đơn vị|giọt)"
)
_CHINESE = r"(?:[\d.]+|[半一二两三四五六七八九十百]+)\s?(?:毫克|微克|毫升)|\d\s?(?:单位|片|粒|滴)"
_ARABIC = (
    r"(?:م[يل]+غرام|مليغم|ملغ|مغ|ميكروغرام|مل(?!\w)|م[يل]+لتر|وحد(?:ة|ات)|حب(?:ة|ات|وب)"
    r"|قرص|أقراص)"
)
_STRENGTH = (
    r"\d[\d.,]*\s?(?:%|percent|per cent|por ciento)\s+(?:de\s+)?(?:\w+\s+)?"
    r"(?:solution|cream|gel|ointment|patch|strength|soluci[oó]n|crema|pomada|parche)"
)
_DOSE = re.compile(
    rf"{_NUMBER}[\s-]?(?:{_EXACT}(?!\w)|{_GRAMS})|{_NUMBER}[\s-](?:more |extra )?{_PIECES}(?!\w)"
    rf"|{_NUMBER}\s?{_ARABIC}|{_CHINESE}|{_STRENGTH}"
    r"|\b(?:mg|mcg|ml|milligrams?)(?:\s?/\s?| per | por )(?:kg|kilo)",
    re.IGNORECASE,
)
_STEMS = (
    "mg", "mcg", "µg", "μg", "ug", "ml", "dl", "cc", "iu", " g", "0g", "5g", "gram", "gam", "lit",
    "unit", "unidad", "tablet", "pill", "caps", "cáps", "caplet", "puff", "drops", "spray",
    "lozenge", "pastilla", "píldora", "pildora", "comprimido", "gotas", "inhala", "viên", "đơn vị",
    "giọt", "克", "升", "单位", "片", "粒", "滴", "غرام", "غ", "لتر", "مل", "وحد", "حب", "قر", "%",
    "percent", "por ciento",
)  # fmt: skip
"""What no amount lacks; looking for these first is much faster."""


def check(subject: Subject) -> Iterator[Problem]:
    """Amounts of a medicine, at their text."""
    for item in subject.content.items():
        for path, text in item.prose():
            small = text.lower()
            if not any(stem in small for stem in _STEMS):
                continue
            for found in _DOSE.finditer(text):
                yield Problem(
                    item.place(*path),
                    "SAFE003",
                    f"This names an amount of a medicine: {found[0].strip()!r}.",
                    "Take it out. No handout tells a dose; the team tells each patient theirs.",
                )
