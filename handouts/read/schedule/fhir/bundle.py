"""A read FHIR document in, the resources that it holds out, and what of them cannot be read.

Bundles of every type are read alike: what counts is each entry's resource. Only a search result
that is one page of several is refused whole: the patients on the other pages would be missed.
"""

from collections.abc import Iterator, Mapping

from handouts.problems import HandoutsError, Place, Problem, Severity
from handouts.read.schedule.fhir.document import Document, Item
from handouts.read.schedule.fhir.elements import element, elements, text
from handouts.read.schedule.fhir.resources import Held, address
from handouts.read.schedule.fhir.strict_json import Number
from handouts.read.schedule.rows import Row

_AGAIN = "Export the schedule again; ask whoever runs the system when this comes back."


def held(document: Document, file: str) -> tuple[tuple[Held, ...], tuple[Row, ...]]:
    """The file's resources, and a row for each entry that says of itself that something is amiss.

    Raises HandoutsError when the file is no FHIR, or does not hold the whole day.
    """
    top = document.top
    if top is None:
        return _sorted(document.items, {})
    type_ = text(top.get("resourceType"))
    place = Place(file, 1, 1)
    if not type_:
        hint = "A FHIR schedule is a Bundle, or one resource on each line (NDJSON)."
        raise _spoilt(place, "kind", "This JSON is no FHIR: it names no resourceType.", hint)
    if type_ == "OperationOutcome":
        told = _reported(top, ("fatal", "error", "warning", "information"))
        message = f"This is a server's message, no schedule: {told or 'unknown'}."
        raise _spoilt(place, "outcome", message, _AGAIN)
    if type_ != "Bundle":
        return _sorted((Item(1, place, top),), {})
    if top.get("entry", None) is not None:
        raise _spoilt(place, "kind", "The `entry` of this Bundle is no list.", _AGAIN)
    check_whole(top, document.items, place)
    return _sorted(document.items, top)


def check_whole(bundle: Mapping[str, object], items: tuple[Item, ...], place: Place) -> None:
    """Raises HandoutsError for a search result whose other pages are not in the file."""
    if text(bundle.get("type")) != "searchset":
        return
    modes = [text(element(element(item.value).get("search")).get("mode")) for item in items]
    matches = sum(mode == "match" for mode in modes)
    present = sum(mode != "outcome" for mode in modes)
    pages = {text(link.get("relation")) for link in elements(bundle.get("link"))}
    total = bundle.get("total")
    said = int(total.text[:9]) if isinstance(total, Number) and total.text.isdigit() else None
    others = bool(pages & {"next", "previous", "prev"})
    missing = present < said if said is not None else others
    if others and said is not None:
        missing = (matches or present) < said
    if missing:
        raise _spoilt(
            place,
            "page",
            "This is one page of a longer search result: the other patients would be missing.",
            "Export the whole day at once (in a search: `_count=1000`), or put the resources of "
            "all pages into one NDJSON file.",
        )


def _sorted(
    items: tuple[Item, ...], bundle: Mapping[str, object]
) -> tuple[tuple[Held, ...], tuple[Row, ...]]:
    found: list[Held] = []
    amiss: list[Row] = []
    for item in items:
        entry = element(item.value)
        resource = element(entry.get("resource")) if bundle else entry
        problem = item.problem or _amiss(item, entry, resource, in_bundle=bool(bundle))
        if problem is not None:
            skip = problem if problem.severity is not Severity.ERROR else None
            amiss.append(Row(item.number, {}, () if skip else (problem,), item.place, skip=skip))
        elif resource:
            full_url = text(entry.get("fullUrl")) if bundle else ""
            found.append(Held(item.number, item.place, resource, full_url))
    return tuple(found), tuple(amiss)


def _amiss(
    item: Item, entry: Mapping[str, object], resource: Mapping[str, object], *, in_bundle: bool
) -> Problem | None:
    """What an entry lacks to be read, or what a server reports in it."""
    kind = text(resource.get("resourceType"))
    if kind == "OperationOutcome":
        if told := _reported(resource, ("fatal", "error")):
            message = f"The server reports an error in this file: {told}."
            return Problem(item.place, "fhir-outcome", message, _AGAIN)
        if told := _reported(resource, ("warning",)):
            message = f"The server warns in this file: {told}."
            return Problem(item.place, "fhir-outcome", message, _AGAIN, Severity.WARNING)
        return None
    if kind == "Bundle":
        hint = "Save the inner Bundle as a file of its own."
        return Problem(item.place, "fhir-entry", "This is a Bundle within another file.", hint)
    answer = text(element(entry.get("response")).get("status")) if in_bundle else ""
    if answer[:1] in {"4", "5"}:
        message = "The server could not answer for this entry."
        return Problem(item.place, "fhir-outcome", message, _AGAIN)
    request = element(entry.get("request")) if in_bundle else {}
    about = address(text(request.get("url"))).get("type", "")
    if text(request.get("method")) == "PATCH" and about in {"", "Appointment", "Patient"}:
        message = "This entry changes a part of something (PATCH), which cannot be read."
        return Problem(item.place, "fhir-entry", message, "Export the appointments as they are.")
    if not kind and (resource or not (in_bundle and entry)):
        message = "This entry names no resourceType, so it may be an appointment."
        return Problem(item.place, "fhir-entry", message, _AGAIN)
    return None


def deleted(items: tuple[Item, ...]) -> Iterator[tuple[str, str]]:
    """Server and id of the appointments that an entry of a history or transaction deletes.

    The server is empty where the entry does not say: then it is the file's own.
    """
    for item in items:
        request = element(element(item.value).get("request"))
        about = address(text(request.get("url")))
        if text(request.get("method")) == "DELETE" and about.get("type") == "Appointment":
            yield about["root"], about["id"]


def _reported(outcome: Mapping[str, object], severities: tuple[str, ...]) -> str:
    """The codes of an outcome's issues; its words may speak of a patient."""
    found = [
        text(issue.get("code"))
        for issue in elements(outcome.get("issue"))
        if text(issue.get("severity")) in severities
    ]
    known = dict.fromkeys(code if code in _ISSUES else "unknown" for code in found)
    return ", ".join(known)


def _spoilt(place: Place, rule: str, message: str, hint: str) -> HandoutsError:
    return HandoutsError(Problem(place, f"schedule-{rule}", message, hint))


_ISSUES = frozenset(
    """
    invalid structure required value invariant security login unknown expired forbidden suppressed
    processing not-supported duplicate multiple-matches not-found deleted too-long code-invalid
    extension too-costly business-rule conflict transient lock-error no-store exception timeout
    incomplete throttled informational success
    """.split()  # noqa: SIM905  # a list of words to read
)
"""hl7.org/fhir/R4/valueset-issue-type.html"""
