"""A composed form in, the reasons out why it may not be given to patients yet. Pure."""

from collections import Counter
from collections.abc import Iterator, Mapping

from handouts.make.compose.composition import Composition
from handouts.make.compose.fields import example_number
from handouts.model.clinic import Site
from handouts.model.handout import Contact
from handouts.model.signature import State


def draft_reasons(
    composition: Composition, contact: Contact, site: Site | None, states: Mapping[str, State]
) -> tuple[str, ...]:
    """What keeps this form a draft; empty when it is signed and the clinic's data are complete."""
    return (*_unsigned(states), *_incomplete(composition, contact, site))


def _printed_values(composition: Composition) -> tuple[str, ...]:
    """The clinic's values that stand on this handout: on every first page, or in its texts."""
    used = "\n".join(text for item in composition.used.values() for _, text in item.prose())
    always = {"clinic", "phone", "after_hours_phone"}
    return tuple(
        name for name in composition.voice.values if name in always or f"{{{name}}}" in used
    )


_REASONS = {
    State.UNSIGNED: ("is not signed by a clinician", "are not signed by a clinician"),
    State.CHANGED: ("changed since it was signed", "changed since they were signed"),
    State.OVERDUE: ("was signed until a day that is past", "were signed until a day that is past"),
    State.WAITING: ("waits for one more signature", "wait for one more signature"),
    State.OUTDATED: (
        "was made from words that changed since", "were made from words that changed since",
    ),
}  # fmt: skip
"""What is said of one text, and of several."""


def _unsigned(states: Mapping[str, State]) -> Iterator[str]:
    """Why the words keep this handout a draft, with how many texts there are of each kind."""
    counts = Counter(states.values())
    for state, (of_one, of_several) in _REASONS.items():
        if number := counts[state]:
            yield f"{number} of its texts {of_one if number == 1 else of_several}"


def _incomplete(composition: Composition, contact: Contact, site: Site | None) -> Iterator[str]:
    """Why the clinic's own data keep this handout a draft; empty when the clinic is complete."""
    for name in _printed_values(composition):
        value = composition.voice.values[name]
        spoken = {"clinic": "name"}.get(name, name.replace("_", " "))
        if value is None:
            yield f"clinic.yaml does not say the clinic's {spoken}"
        elif example_number(value):
            yield f"the {spoken} is an example number"
    if not contact.address:
        yield "clinic.yaml does not say the address"
    yield from (f"clinic.yaml leaves a policy blank: {it}" for it in composition.blank_policies)
    for name, said, printed in (
        ("opening hours", composition.content.clinic.says.hours, contact.hours),
        ("the way to find it", site.map if site else {}, contact.map),
    ):
        if said and printed is None:
            language = composition.content.language
            yield f"clinic.yaml does not say {name} in the language {language!r}"
