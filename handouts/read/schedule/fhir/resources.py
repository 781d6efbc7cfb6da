"""The resources of a file in; what a reference in one of them points at out, if that is sure.

The rules are those of "Resolving references in Bundles" (hl7.org/fhir/R4/bundle.html#references),
and a little wider where only one resource can be meant. A resource of another server is never taken
for one that has the same id: that could be another patient.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from handouts.problems import Place
from handouts.read.schedule.fhir.elements import Element, Refused, element, elements, text
from handouts.read.schedule.fhir.recency import latest, version, wording

_ADDRESS = re.compile(
    r"(?P<root>https?://[^?#\s]+/)?(?P<type>[A-Z][A-Za-z]+)/(?P<id>[A-Za-z0-9.-]{1,64})"
    r"(?:/_history/(?P<version>[A-Za-z0-9.-]{1,64}))?"
)


@dataclass(frozen=True, slots=True, eq=False)
class Held:
    """A resource of the file, and where it stands."""

    number: int
    place: Place
    resource: Element
    full_url: str = ""
    container: Element | None = None
    """The resource that it is contained in."""

    @property
    def type(self) -> str:
        """Patient, Appointment ..."""
        return text(self.resource.get("resourceType"))

    @property
    def root(self) -> str | None:
        """The server that it is from, where its full URL says so."""
        found = _ADDRESS.fullmatch(self.full_url)
        return found["root"] if found else None

    @property
    def id(self) -> str:
        """Its id on the server; empty when it has none, or two that differ."""
        said = text(self.resource.get("id"))
        found = _ADDRESS.fullmatch(self.full_url)
        if found is None or self.container is not None:
            return said
        if found["type"] != self.type or (said and said != found["id"]):
            return ""
        return found["id"]

    @property
    def key(self) -> tuple[str, str, str] | None:
        """What tells it from all others, whatever its version; None when nothing does."""
        if self.container is not None:
            return None
        if self.id:
            return self.root or "", self.type, self.id
        return ("", self.type, self.full_url) if self.full_url else None


class Resources:
    """All resources of a file, by the ways in which others point at them."""

    def __init__(self, held: Iterable[Held]) -> None:
        self._by_url: dict[str, list[Held]] = {}
        self._by_id: dict[tuple[str, str], list[Held]] = {}
        self._by_identifier: dict[tuple[str, str, str], list[Held]] = {}
        self._roots: dict[str, set[str]] = defaultdict(set)
        """By type, the servers that references speak of; the file's own one is nameless."""
        for each in _each_once(held):
            for link in _links(each.resource):
                if found := _ADDRESS.fullmatch(link):
                    self._roots[found["type"]].add(found["root"] or "")
            if each.full_url:
                self._by_url.setdefault(each.full_url, []).append(each)
            if each.id:
                self._by_id.setdefault((each.type, each.id), []).append(each)
            for identifier in elements(each.resource.get("identifier")):
                system, value = text(identifier.get("system")), text(identifier.get("value"))
                if system and value:
                    self._by_identifier.setdefault((each.type, system, value), []).append(each)

    def find(self, reference: Element, origin: Held, types: tuple[str, ...]) -> Held | None:
        """What a reference points at; None when it names nothing. Raises Refused."""
        link = text(reference.get("reference"))
        identifier = element(reference.get("identifier"))
        said = text(reference.get("type"))
        system, value = text(identifier.get("system")), text(identifier.get("value"))
        if not link and not (system and value):
            return None
        found = self._linked(link, origin) if link else []
        if not found and system and value:
            found = self._identified((said,) if said else types, system, value)
        return _one(found, link_type(reference) or (types[0] if len(types) == 1 else ""))

    def _linked(self, link: str, origin: Held) -> list[Held]:
        if link.startswith("#"):
            container = origin.container if origin.container is not None else origin.resource
            return [
                Held(origin.number, origin.place, each, origin.full_url, container)
                for each in elements(container.get("contained"))
                if text(each.get("id")).removeprefix("#") == link[1:]
            ]
        if "?" in link:
            type_, _, query = link.rpartition("/")[2].partition("?")
            asked = parse_qsl(query)
            if len(asked) != 1 or asked[0][0] != "identifier":
                return []
            system, _, value = asked[0][1].partition("|")
            return self._identified((type_,), system, value)
        if (found := _ADDRESS.fullmatch(link)) is None:
            return self._by_url.get(link, [])
        return _of_version(self._addressed(found, origin.root), found["version"])

    def _addressed(self, link: re.Match[str], own_root: str | None) -> list[Held]:
        all_ = self._by_id.get((link["type"], link["id"]), [])
        if link["root"]:
            same = [each for each in all_ if each.root == link["root"]]
            one_server = self._roots[link["type"]] == {link["root"]}
            unsaid = [each for each in all_ if not each.full_url]
            return same or (unsaid if one_server and own_root in {None, link["root"]} else [])
        if own_root is None:
            return all_
        same = [each for each in all_ if each.root == own_root]
        return same or [each for each in all_ if each.root is None]

    def _identified(self, types: Iterable[str], system: str, value: str) -> list[Held]:
        return [
            each for type_ in types for each in self._by_identifier.get((type_, system, value), [])
        ]


def _links(value: object) -> Iterator[str]:
    """All that is written as a reference, at any depth."""
    if isinstance(value, list):
        for each in value:
            yield from _links(each)
    elif isinstance(value, Mapping):
        for name, each in value.items():
            if name == "reference" and isinstance(each, str):
                yield each.strip()
            else:
                yield from _links(each)


def _each_once(held: Iterable[Held]) -> Iterable[Held]:
    """Without those that stand in the file again word for word: each visit may bring its doctor."""
    return {(each.full_url, wording(each.resource)): each for each in held}.values()


def link_type(reference: Element) -> str:
    """The type that a reference itself names; empty when it does not say."""
    link = text(reference.get("reference"))
    if found := _ADDRESS.fullmatch(link):
        return found["type"]
    if "?" in link:
        return link.rpartition("/")[2].partition("?")[0]
    return text(reference.get("type"))


def address(link: str) -> Mapping[str, str]:
    """Its server, type and id, the first empty when it is not said; nothing for no reference."""
    found = _ADDRESS.fullmatch(link)
    return {name: found[name] or "" for name in ("root", "type", "id")} if found else {}


def _of_version(found: list[Held], wanted: str | None) -> list[Held]:
    """Those of the version that a reference asks for; one without a version is taken for it."""
    if wanted is None:
        return found
    exact = [each for each in found if version(each.resource) == wanted]
    return exact or [each for each in found if not version(each.resource)]


def _one(found: list[Held], type_: str) -> Held:
    type_ = found[0].type if found else type_
    thing, ask = _THINGS.get(type_, ("Somebody who takes part", "actor"))
    if not found:
        raise Refused(
            "fhir-reference",
            f"{thing} of this appointment is not in the file.",
            f"Export it with the appointments (in a search: `_include=Appointment:{ask}`).",
        )
    last = latest([each.resource for each in found])
    if last is None or len({each.key for each in found}) > 1:
        raise Refused(
            "fhir-reference",
            f"{thing} of this appointment is not certain: the file has several that it could be.",
            "Export the appointments of one server, each resource once.",
        )
    return next(each for each in found if each.resource is last)


_THINGS = {
    "Patient": ("The patient", "patient"),
    "Practitioner": ("A clinician", "practitioner"),
    "PractitionerRole": ("A clinician", "actor"),
    "Location": ("A place", "location"),
    "ServiceRequest": ("An order", "based-on"),
}
"""What a type is called at the counter, and how a search asks for it too."""
