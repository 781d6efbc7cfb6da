"""NUM006: the reader need not calculate.

"Twice your usual amount", "8 hours before you arrive" or "per kg" leave a sum to do, on a day when
that is hard. Say the result: the program works out times of eating, drinking and driving itself
where `fasting_times` and `driving_time` stand in a treatment. This is a hint, because "twice a day"
and the like need no sum, and some sums are words only.

Looks at: English and Spanish. Other languages are not measured.
"""

import re
from collections.abc import Iterator

from handouts.check.signs import Sign, covered, told, written
from handouts.check.subject import Subject
from handouts.check.texts import texts
from handouts.problems import Problem, Severity

_WRONG = "leaves the reader a sum to do"
_BETTER = "Say the result, or let the care team write it in."
_ENGLISH = (
    r"\b(?:twice|double|triple|half) (?:as \w+|the (?:amount|dose|number|time)|your \w+(?: \w+)?)"
    r"|\b(?:subtract|multipl(?:y|ied)|minus|deduct)\w*|\bdivided?(?: \w+){0,3} by\b"
    r"|\badd \d+|\b\d+ times (?:your|the) \w+"
    r"|\bper (?:kg|kilo|kilogram|pound|lb)\b"
    r"|\b(?:\d+|two|three|four|six|eight|twelve) hours (?:before|after) (?:your|you|the)\b"
    r"|\bcount (?:back|forward)\w*"
)
_SPANISH = (
    r"\b(?:el doble|el triple|la mitad) de (?:su|la dosis|lo)\b"
    r"|\b(?:reste|multiplique|divida|sume)(?: \w+){0,3} \d+"
    r"|\bpor (?:kg|kilo|kilogramo|libra)\b"
    r"|\b(?:\d+|dos|tres|cuatro|seis|ocho|doce) horas (?:antes|después) de (?:su|la|llegar)\b"
)
SIGNS = {
    language: (Sign(re.compile(pattern, re.IGNORECASE), _WRONG, _BETTER, Severity.HINT),)
    for language, pattern in (("en", _ENGLISH), ("es", _SPANISH))
}


def check(subject: Subject) -> Iterator[Problem]:
    """Words that leave a sum to the reader."""
    signs = SIGNS.get(subject.content.language, ())
    if signs:
        for text in texts(subject):
            yield from told("NUM006", text, covered(written(text)), signs)
