"""A number in, a schedule of so many rows out: a busy day of the sample clinic, always the same.

About half are ketamine infusions. An export has a column in every row or in none, the course is
planned at the first infusion, and a few risks are common while most are rare. Names are those of
`names.py` that our fonts can print, in turn; record numbers and dates of birth differ from row to
row. A longer day begins like a shorter one, and after 1,000 rows the same visits come again by
other patients: nobody's clinic is that large, and there is an end to what clinics do.
"""

import csv
import datetime as dt
import io
import random

from handouts.press.fonts import fonts
from tests.benchmarks.names import NAMES

DAY = dt.date(2031, 1, 7)
"""A working day that no test's clock has passed."""

VISITS = 1000
"""So many visits differ, but for their patients."""

COLUMNS = (
    "patient", "born", "record", "treatment", "date", "time", "ends", "clinician", "room",
    "language", "bilingual", "edition", "visit_type", "dose_band", "risks", "series", "note",
)  # fmt: skip

_KETAMINE = "ketamine-infusion"
_OTHERS = (
    "sleep", "exercise", "physical-therapy", "pain-psychology", "eating-well", "medicines",
    "injections", "surgery",
)  # fmt: skip
_RISKS = {  # how often among people with long-lasting pain, roughly: some are common, most rare
    "hypertension": 30, "depression-or-suicidal-thoughts": 24, "opioid-use": 16, "diabetes": 10,
    "older-adult": 8, "sleep-apnea": 6, "asthma-copd": 2, "benzodiazepine-use": 2,
    "ptsd-or-panic": 2, "heart-disease": 2, "kidney-disease": 1, "glaucoma-or-eye-pressure": 1,
}  # fmt: skip
_CLINICIANS = ("Dr. Ada Sample", "Dr. Björn Muster", "Nurse Ana Ejemplo", "Dr. Lin Wei-Sample")
_NOTES = (
    "Please bring your pain diary.",
    "Your ride may wait in the front room.",
    "Please come by the side door; the front steps are being mended.",
    "We will talk about your sleep first.",
)
_SPOKEN = {  # how often, in 100 handouts
    _KETAMINE: {"en": 84, "es": 10, "vi": 2, "zh": 2, "ar": 2},
    "": {"en": 88, "es": 12},
}
_EDITIONS = {
    "en": {"": 84, "large-print": 10, "high-contrast": 3, "easy-read": 3},
    "": {"": 86, "large-print": 11, "high-contrast": 3},
}
_BIRTHS, _BIRTH_STEP = 27_397, 7_919  # primes: every date once before any comes again
_NAME_STEP = 43  # no two of one country side by side


def rows(number: int) -> str:
    """The text of a CSV file with a head and `number` rows, each of which can be made."""
    letters = fonts("Latn")
    names = [name for _, name in NAMES if not letters.lacks(name)]
    text = io.StringIO()
    table = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    table.writeheader()
    for index in range(number):
        if index % VISITS == 0:
            drawn = random.Random(2031)  # noqa: S311  # a day to measure with, and no secret
        name = names[index * _NAME_STEP % len(names)]
        table.writerow({**_patient(index, name), **_visit(drawn)})
    return text.getvalue()


def _patient(index: int, name: str) -> dict[str, str]:
    born = dt.date(1936, 1, 1) + dt.timedelta(days=index * _BIRTH_STEP % _BIRTHS)
    return {"patient": name, "born": f"{born}", "record": f"{100_001 + index}"}


def _visit(drawn: random.Random) -> dict[str, str]:
    treatment = _KETAMINE if drawn.random() < 0.5 else drawn.choice(_OTHERS)
    language = _of(drawn, _SPOKEN.get(treatment, _SPOKEN[""]))
    arrives = dt.datetime.combine(DAY, dt.time(7)) + dt.timedelta(minutes=5 * drawn.randrange(108))
    stays = dt.timedelta(hours=4 if treatment == _KETAMINE else 1)
    return {
        "treatment": treatment,
        "date": f"{DAY}",
        "time": f"{arrives:%H:%M}",
        "ends": f"{arrives + stays:%H:%M}",
        "clinician": drawn.choice(_CLINICIANS),
        "room": f"Room {drawn.randint(1, 12)}",
        "language": "" if language == "en" else language,
        "bilingual": "yes" if language != "en" and drawn.random() < 0.3 else "",
        "edition": _of(drawn, _EDITIONS.get(language, _EDITIONS[""])),
        "note": drawn.choice(_NOTES) if drawn.random() < 0.05 else "",
        **(_infusion(drawn) if treatment == _KETAMINE else {}),
    }


def _infusion(drawn: random.Random) -> dict[str, str]:
    visit_type = drawn.choice(("consult", "first", "follow-up", "follow-up", "follow-up", "last"))
    risks = {_of(drawn, _RISKS) for _ in range(2)} if drawn.random() < 0.35 else set()
    planned = 6 if visit_type == "first" else 0
    days = (DAY + dt.timedelta(days=2 * number) for number in range(planned))
    return {
        "visit_type": visit_type,
        "dose_band": drawn.choice(("lower", "higher", "")),
        "risks": "; ".join(sorted(risks)),
        "series": "; ".join(map(str, days)),
    }


def _of(drawn: random.Random, often: dict[str, int]) -> str:
    return drawn.choices(tuple(often), tuple(often.values()))[0]
