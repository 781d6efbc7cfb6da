"""SEED002: a text that lists a founding statement under `seed` says it.

The list is a claim: it keeps S-42 "carried" even after an edit took the sentence away. For the
statements that a patient's safety rests on (what is not known, side effects, which organs we ask
about and why) the words are looked for in the file or section that claims them, in English and
Spanish; other languages are not measured. The statements themselves:

    S-24 how it helps is not clear          S-30 it does not work for everyone
    S-41 side effects depend on the dose    S-42 to S-45 low doses: rare, treated, headache, nausea
    S-46 to S-49 higher doses: seeing what is not real, anxiety, blood pressure; treated too
    S-52 to S-56 heart, lungs, brain, liver, other organs
    S-57, S-58 why we ask; the dose can change

To mend it, say it again, or take the number away where another text says it.
"""

import re
from collections.abc import Iterator
from types import MappingProxyType
from typing import Any

from handouts.check.parts import parts
from handouts.check.subject import Subject
from handouts.make.mandatory.duties import Duty
from handouts.model.item import Path, spoken
from handouts.problems import Problem

_MARKS = re.compile(r"\*\*|\[\[[^|\]]*\||\]\]")

SAID = MappingProxyType(
    {
        "S-24": Duty("how it helps pain is not clear", en="not … (?:clear|know)|unclear|unknown",
                     es="no … (?:clar|sab|conoc)"),
        "S-30": Duty("it does not work for everyone", en="not … (?:everyone|everybody|all)",
                     es="no … tod[oa]s"),
        "S-41": Duty("side effects depend on the dose", en="depend|dose", es="depend|dosis"),
        "S-42": Duty("with low doses side effects are rare", en="rare|seldom|not … often",
                     es="rar[oa]|poc[oa]s? … veces|poco"),
        "S-43": Duty("they can be treated", en="treat", es="trat"),
        "S-44": Duty("headache", en="headache", es="dolor(?:es)? de cabeza"),
        "S-45": Duty("nausea", en="nausea|sick|throw", es="náusea|vómit"),
        "S-46": Duty("seeing or hearing what is not real", en="not real|not there|hallucinat",
                     es="no son real|no existen|alucin"),
        "S-47": Duty("anxiety", en="anxi|afraid|fear|worri|panic", es="ansi|miedo|pánico"),
        "S-48": Duty("blood pressure goes up", en="blood pressure", es="presión"),
        "S-49": Duty("these can be treated too", en="treat|slow|stop", es="trat|lent|par"),
        "S-52": Duty("the heart", en="heart", es="coraz"),
        "S-53": Duty("the lungs", en="lung|breath", es="pulm|respir"),
        "S-54": Duty("the brain", en="brain|head|stroke|seizure", es="cerebr|cabeza|derrame"),
        "S-55": Duty("the liver", en="liver", es="hígado"),
        "S-56": Duty("other organs", en="kidney|bladder|eye", es="riñ|vejiga|ojo"),
        "S-57": Duty("higher doses can cause more serious side effects", en="serious|severe",
                     es="grave|seri"),
        "S-58": Duty("the dose can be changed so that the risk is lower",
                     en="(?:chang|adjust|lower) … dose|dose … (?:chang|adjust|lower)",
                     es="(?:cambi|ajust|baj) … dosis|dosis … (?:cambi|ajust|baj)"),
    }
)  # fmt: skip
"""By founding statement: what shows that a text says it."""


def check(subject: Subject) -> Iterator[Problem]:
    """Claims under `seed` of which no word is left, at the claim."""
    language = subject.content.language.partition("-")[0]
    for item in subject.content.items():
        for part, path in parts(item.says):
            for number, statement in enumerate(getattr(part, "seed", ())):
                duty = SAID.get(statement)
                if duty is None or _says(part, path, duty, language):
                    continue
                yield Problem(
                    item.place(*path, "seed", number),
                    "SEED002",
                    f"This lists {statement} under `seed`, but no longer says it: {duty.what}.",
                    f"Say it again, or take {statement} away where another text says it.",
                )


def _says(part: Any, path: Path, duty: Duty, language: str) -> bool:
    raw = "\n".join(text for _, text in spoken(part, path))
    return duty.kept(raw, _MARKS.sub("", raw).lower(), language)
