"""A FHIR Appointment in, the treatments that it is for out, as handouts.yaml says of its codes.

The fields are asked in one order, and the first in which a code or word is known decides:
serviceType, the code of the ServiceRequest that it is based on, appointmentType, reason, specialty,
serviceCategory, description.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from handouts.model.settings import ScheduleWords
from handouts.problems import Problem
from handouts.read.schedule.fhir.elements import Element, Refused, element, elements, text
from handouts.read.schedule.fhir.resources import Held, Resources
from handouts.read.schedule.mapping import Meaning, meaning, tells_of, unmapped, unwanted

_SHOWN_LENGTH = 80


@dataclass(frozen=True, slots=True)
class _Concept:
    """One thing that is said, in its codes and words; the more precise ways come first."""

    ways: tuple[tuple[str, ...], ...]
    told: tuple[str, ...] = ()
    """What a message may repeat of it: codes and words of catalogues, nothing that people wrote."""

    def meaning(self, words: ScheduleWords) -> Meaning | None:
        """What it means; None when handouts.yaml does not know it. Raises Refused."""
        for way in self.ways:
            found = [each for word in way if (each := meaning([word], words.treatments))]
            if len({each.ids for each in found}) > 1:
                raise Refused(
                    "fhir-treatment",
                    "Two codes of one service mean different treatments in handouts.yaml.",
                    "Correct `treatments` there; both codes stand for the same service.",
                )
            if found:
                return found[0]
        return None


@dataclass(frozen=True, slots=True)
class _Field:
    """A field of the appointment, and whether each thing that it says needs a meaning."""

    concepts: tuple[_Concept, ...]
    each_counts: bool = False


def treatments(
    appointment: Held, resources: Resources, words: ScheduleWords, own: frozenset[str]
) -> tuple[str, Problem | None]:
    """Ids with ; between, or why no handout is wanted. Raises Refused.

    `own` are the patient's own words: what holds one of them is in no message.
    """
    told: list[str] = []
    for field in _fields(appointment, resources):
        found = [(each, each.meaning(words)) for each in field.concepts]
        known = [is_ for _, is_ in found if is_ is not None]
        untold = [word for each, is_ in found if is_ is None for word in each.told]
        lacking = [word for word in untold if not tells_of(word.rpartition("|")[2], own)]
        told.extend(lacking)
        if not known:
            continue
        if field.each_counts and len(known) < len(found):
            raise _unknown(lacking, words, appointment)
        ids = dict.fromkeys(id_ for each in known for id_ in each.ids)
        skip = None if ids else unwanted(known[0].word, appointment.place)
        return "; ".join(ids), skip
    raise _unknown(told, words, appointment)


def _fields(held: Held, resources: Resources) -> Iterator[_Field]:
    appointment = held.resource
    services = [_concept(each, free_text=True) for each in elements(appointment.get("serviceType"))]
    yield _Field(tuple(services), each_counts=True)
    yield _Field(tuple(_ordered(held, resources)), each_counts=True)
    yield _Field((_concept(element(appointment.get("appointmentType")), free_text=True),))
    for name in ("reasonCode", "reason"):
        yield _Field(tuple(_concept(each, secret=True) for each in elements(appointment.get(name))))
    for name in ("specialty", "serviceCategory"):
        yield _Field(tuple(_concept(each) for each in elements(appointment.get(name))))
    yield _Field((_Concept(((text(appointment.get("description")),),)),))


def _ordered(held: Held, resources: Resources) -> Iterator[_Concept]:
    """What was ordered: the codes of the ServiceRequests that the appointment is based on."""
    for reference in elements(held.resource.get("basedOn")):
        found = resources.find(reference, held, ("ServiceRequest",))
        if found is not None and found.type == "ServiceRequest":
            yield _concept(element(found.resource.get("code")))


def _concept(value: Element, *, free_text: bool = False, secret: bool = False) -> _Concept:
    """A CodeableConcept (R4), or the one in a CodeableReference (R5)."""
    concept = element(value["concept"]) if "concept" in value else value
    full, bare, names = [], [], []
    for coding in elements(concept.get("coding")):
        system, code = text(coding.get("system")), text(coding.get("code"))
        full += [f"{system}|{code}"] if system and code else []
        bare += [code] if code else []
        names += [name] if (name := text(coding.get("display"))) else []
    written = [said] if (said := text(concept.get("text"))) else []
    told = [] if secret else [*(full or bare), *names, *(written if free_text else [])]
    return _Concept(
        tuple(tuple(way) for way in (full, bare, names, written)),
        tuple(word for word in told if word.isprintable() and len(word) <= _SHOWN_LENGTH),
    )


def _unknown(told: list[str], words: ScheduleWords, held: Held) -> Refused:
    if not told:
        return Refused(
            "fhir-treatment",
            "No code or word of this appointment says which treatment it is for.",
            "See docs/fhir.md for what is read, and `treatments` in handouts.yaml.",
        )
    problem = unmapped("treatment", told, words.treatments, held.place)
    return Refused(problem.rule, problem.message, problem.hint)
