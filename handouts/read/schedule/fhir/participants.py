"""Who and what takes part in a FHIR Appointment in; the patient, clinicians, site and room out."""

import datetime as dt
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from handouts.model.settings import ScheduleWords
from handouts.problems import Place
from handouts.read.schedule.fhir.elements import Element, Refused, codes, element, elements, text
from handouts.read.schedule.fhir.human_name import names_on
from handouts.read.schedule.fhir.resources import Held, Resources, link_type
from handouts.read.schedule.mapping import folded, ids_of, meaning, unmapped

_READ = ("Patient", "Practitioner", "PractitionerRole", "Location", "Group")
_SHOWN_BY_NAME = {"Practitioner", "PractitionerRole", "Location"}
"""Whose name in the reference itself will do; a patient's has no birth date beside it."""

_IN_CHARGE = {"ATND", "PPRF"}
"""Attender and primary performer (HL7 v3 ParticipationType): whom the patient will see."""

_SUBJECT: Element = {}

_ROOMS = {"ro", "bd"}
"""Room and bed (HL7 location-physical-type)."""


@dataclass(frozen=True, slots=True)
class Participant:
    """One who takes part: what is known of it, and the name that the reference gives it."""

    type: str
    resource: Held | None
    name: str
    roles: frozenset[str]
    only_subject: bool
    """Whether it is whom the appointment is about (R5), and not one of those who come."""
    absent: str
    """Why a patient need not be expected; empty when nothing says so."""


def participants(appointment: Held, resources: Resources) -> tuple[Participant, ...]:
    """All that this program has a use for. Raises Refused for a reference to what is not there."""
    subject = element(appointment.resource.get("subject"))
    found = [_participant(subject, _SUBJECT, appointment, resources)] if subject else []
    for each in elements(appointment.resource.get("participant")):
        actor = element(each.get("actor"))
        found.append(_participant(actor, each, appointment, resources))
    return tuple(each for each in found if each.type in _READ)


def named_patients(appointment: Held, resources: Resources) -> Iterator[Element]:
    """Every patient that the appointment speaks of, by whatever can be found; never an error."""
    takes_part = [
        element(each.get("actor")) for each in elements(appointment.resource.get("participant"))
    ]
    for actor in [element(appointment.resource.get("subject")), *takes_part]:
        with suppress(Refused):
            if (held := resources.find(actor, appointment, ("Patient",))) is not None:
                yield held.resource
        if link_type(actor) in {"", "Patient"}:
            yield {"name": [{"text": text(actor.get("display"))}]}


def _participant(
    actor: Element, said: Element, appointment: Held, resources: Resources
) -> Participant:
    type_, name = link_type(actor), text(actor.get("display"))
    held = None
    if not type_ or type_ in _READ:
        try:
            held = resources.find(actor, appointment, (type_,) if type_ else _READ)
        except Refused:
            if type_ not in _SHOWN_BY_NAME or not name:
                raise
    return Participant(
        type=held.type if held else type_,
        resource=held,
        name=name,
        roles=frozenset(code for each in elements(said.get("type")) for code in codes(each)),
        only_subject=said is _SUBJECT,
        absent=_absent(said),
    )


def _absent(said: Element) -> str:
    if text(said.get("status")) == "declined":
        return "The patient declined."
    if said.get("required") == "information-only":
        return "The appointment is about the patient, who need not come."
    return ""


def the_patient(found: tuple[Participant, ...]) -> Participant:
    """The one patient. Raises Refused when there is none in the file, or more than one."""
    patients = [each for each in found if each.type == "Patient"]
    if any(each.type == "Group" for each in found):
        raise _several()
    held = [each for each in patients if each.resource is not None]
    if not held:
        raise Refused(
            "fhir-reference",
            "The patient of this appointment is not in the file.",
            "Export the patients with the appointments (in a search: "
            "`_include=Appointment:patient`).",
        )
    if len(held) < len(patients) or len({_who(each) for each in held}) > 1:
        raise _several()
    return next((each for each in held if each.absent), held[-1])


def _who(patient: Participant) -> object:
    assert patient.resource is not None
    return patient.resource.key or id(patient.resource.resource)


def _several() -> Refused:
    return Refused(
        "fhir-patients",
        "This appointment is for more than one patient, or for a group.",
        "Make one handout for each of them with `handouts make`.",
    )


def clinician(found: tuple[Participant, ...], resources: Resources, day: dt.date) -> str:
    """Whom the patient will see: those in charge, else all practitioners, with commas between."""
    seen = [
        each
        for each in found
        if each.type in {"Practitioner", "PractitionerRole"} and not each.absent
    ]
    seen = [each for each in seen if each.roles & _IN_CHARGE] or seen
    names = dict.fromkeys(_practitioner(each, resources, day) for each in seen)
    return ", ".join(name for name in names if name)


def _practitioner(who: Participant, resources: Resources, day: dt.date) -> str:
    held = who.resource
    if held is not None and held.type == "PractitionerRole":
        person = element(held.resource.get("practitioner"))
        try:
            named = resources.find(person, held, ("Practitioner",))
        except Refused:
            if not (who.name or text(person.get("display"))):
                raise
            named = None
        if named is None:
            return text(person.get("display")) or who.name
        held = named
    names = names_on(held.resource.get("name"), day, title=True) if held else ()
    return names[0] if names else who.name


def site_and_room(
    found: tuple[Participant, ...], resources: Resources, words: ScheduleWords, place: Place
) -> tuple[str, str]:
    """The clinic's id of the place, and the room's name. Raises Refused.

    A Location, or one that it is part of, is a site when handouts.yaml knows its identifier or
    name. A clinic of one place that never spoke of its names is not asked for them.
    """
    sites: dict[str, None] = {}
    rooms: dict[str, None] = {}
    unknown: list[Element] = []
    for each in found:
        if each.type != "Location" or each.absent:
            continue
        chain = list(_chain(each, resources))
        ids = [meaning(_names(link), words.sites) for link in chain]
        known = next((is_ for is_ in ids if is_ is not None), None)
        if known is not None:
            sites |= dict.fromkeys(known.ids)
        else:
            unknown += chain
        if ids[0] is None and _is_room(chain[0]):
            rooms[text(chain[0].get("name"))] = None
    site = _one_site(list(sites), unknown, words, place)
    return site, ", ".join(name for name in rooms if name)


def _one_site(sites: list[str], unknown: list[Element], words: ScheduleWords, place: Place) -> str:
    if len(sites) > 1:
        message = "The locations of this appointment belong to two of the clinic's places."
        raise Refused("fhir-site", message, "Make this handout with `handouts make`.")
    if sites or not unknown or not _must_tell(words):
        return sites[0] if sites else ""
    told = [name for link in unknown if not _is_home(link) for name in _names(link)[:2]]
    told = [name for name in told if name.isprintable()]
    if not told:
        message = "The place of this appointment is none that handouts.yaml knows."
        hint = "See docs/fhir.md for what is read, and `sites` in handouts.yaml."
        raise Refused("fhir-site", message, hint)
    problem = unmapped("site", told, words.sites, place)
    raise Refused(problem.rule, problem.message, problem.hint)


def _must_tell(words: ScheduleWords) -> bool:
    """Whether a place that is not known could be another one than the clinic's first."""
    spoken_of = any(folded(theirs) != folded(ours) for theirs, ours in words.sites.items())
    return spoken_of or len(ids_of(words.sites)) > 1


def _chain(where: Participant, resources: Resources) -> Iterator[Element]:
    """The Location, what it is part of, and so on up; one that is not in the file ends it."""
    if where.resource is None:
        yield {"name": where.name}
        return
    held: Held | None = where.resource
    seen: list[Element] = []
    while held is not None and held.resource not in seen:
        seen.append(held.resource)
        named = text(held.resource.get("name"))
        yield held.resource if named or len(seen) > 1 else {**held.resource, "name": where.name}
        above = element(held.resource.get("partOf"))
        try:
            held = resources.find(above, held, ("Location",))
        except Refused:
            yield {"name": text(above.get("display"))}
            return


def _names(location: Element) -> list[str]:
    """What a place may be called in handouts.yaml: its identifiers, name and further names."""
    found = []
    for identifier in elements(location.get("identifier")):
        system, value = text(identifier.get("system")), text(identifier.get("value"))
        found += [f"{system}|{value}"] if system and value else []
        found += [value] if value else []
    aliases = location.get("alias")
    found = [text(location.get("name")), *found]
    found += [text(each) for each in aliases] if isinstance(aliases, list) else []
    return [name for name in found if name]


def _is_home(location: Element) -> bool:
    """A house: its name may be the patient's own, which no message repeats."""
    return "ho" in codes(element(location.get("physicalType") or location.get("form")))


def _is_room(location: Element) -> bool:
    """A room or bed; and what is no site and does not say what it is: there the patient goes."""
    kind = codes(element(location.get("physicalType") or location.get("form")))
    return not kind or bool(kind & _ROOMS)
