"""A resource in, the name of an older FHIR release out when it is of one.

R4, R4B and R5 call what is read here by names that DSTU2 and STU3 did not have, and those used
other forms under the same names; read as R4 they would lose words without a sign.
"""

import re

from handouts.read.schedule.fhir.elements import Element, Refused, element, elements, text, texts

_PROFILES = re.compile(r"hl7\.org/fhir/(DSTU2|1\.0|STU3|3\.0)(?:\.\d+)?/")
_VERSION = re.compile(r"([0-9]+)\.")
_DSTU2, _STU3 = "DSTU2", "STU3"


def check_release(resource: Element) -> None:
    """Raises Refused for a resource of an older release, and for one that may mean something else.

    A modifier that a reader does not know forbids reading on (hl7.org/fhir/R4/extensibility.html).
    """
    what = text(resource.get("resourceType"))
    if older := _older(resource, what):
        raise Refused(
            "fhir-version",
            f"This {what} is of FHIR {older}, which is not read: R4 and R5 are.",
            "Ask for R4 when you export it: `Accept: application/fhir+json; fhirVersion=4.0`.",
        )
    if resource.get("modifierExtension") or resource.get("implicitRules"):
        raise Refused(
            "fhir-modifier",
            f"This {what} carries a modifier that can change what it means.",
            "Look it up, and make this handout with `handouts make`.",
        )


def _older(resource: Element, what: str) -> str:
    for profile in texts(element(resource.get("meta")).get("profile")):
        if found := _PROFILES.search(profile):
            return _DSTU2 if found[1] in {_DSTU2, "1.0"} else _STU3
    if found := _VERSION.match(text(resource.get("fhirVersion"))):
        return {"0": "DSTU1", "1": _DSTU2, "3": _STU3}.get(found[1], "")
    if what == "Appointment":
        return _older_appointment(resource)
    if what == "Patient":
        families = [name.get("family") for name in elements(resource.get("name"))]
        if "careProvider" in resource or any(isinstance(each, list) for each in families):
            return _DSTU2
        if "animal" in resource:
            return _STU3
    return ""


def _older_appointment(appointment: Element) -> str:
    reason = appointment.get("reason")
    if "type" in appointment or isinstance(reason, dict):
        return _DSTU2
    old_reasons = [each for each in elements(reason) if "coding" in each or "text" in each]
    old_names = {"indication", "incomingReferral"} & appointment.keys()
    if old_names or old_reasons or isinstance(appointment.get("serviceCategory"), dict):
        return _STU3
    return ""
