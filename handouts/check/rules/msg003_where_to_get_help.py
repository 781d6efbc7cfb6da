"""MSG003: every handout says when to get help, with the emergency number and the clinic's phone.

The program puts these texts on the first and the last page itself; a clinic may write them in its
own words. Then the numbers must still be there, as values: {emergency_number} where an emergency
is told, {phone} where the clinic is to be called. A number that is typed in place of the value
would stay behind when the clinic's number changes, so it does not count.

To mend it, write the value where the number belongs: "Call {emergency_number} right away".
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from handouts.check.subject import Subject
from handouts.make.mandatory.mandatory import BACK, FRONT
from handouts.problems import Problem

_MUST_SAY: Mapping[str, str] = MappingProxyType(
    {
        "statements/emergency-line": "emergency_number",
        "statements/emergency-short": "emergency_number",
        "red-flags/emergency": "emergency_number",
        "red-flags/same-day": "phone",
        "statements/other-formats": "phone",
    }
)
"""The program's own texts that send a reader to a phone, and the value that is its number."""


def check(subject: Subject) -> Iterator[Problem]:
    """Texts about help that say no number, and a clinic without an emergency number."""
    content = subject.content
    shown = {
        name
        for treatment in {composed.visit.treatment for composed in subject.composed}
        for kind in (content.treatments[treatment].says.kind,)
        for name in (*FRONT[kind], *BACK[kind])
    }
    for name in sorted(shown & _MUST_SAY.keys()):
        folder, _, id_ = name.partition("/")
        items = content.statements if folder == "statements" else content.red_flags
        item, value = items.get(id_), _MUST_SAY[name]
        if item is None:
            continue  # SAFE001 and ID001 tell that a whole file is missing
        said = [text for path, text in item.prose() if path[0] != "signs"]
        if not any(f"{{{value}}}" in text for text in said):
            yield Problem(
                item.place("heading" if folder == "red-flags" else "text"),
                "MSG003",
                f"This text does not say whom to call: {{{value}}} is not in {said[0][:80]!r}.",
                f"Write {{{value}}} where the number belongs; the clinic's own is printed there.",
            )
    if not any(letter.isdigit() for letter in content.clinic.says.emergency_number):
        yield Problem(
            content.clinic.place("emergency_number"),
            "MSG003",
            f"{content.clinic.says.emergency_number!r} is no emergency number.",
            'Write the number of your country in quotes, such as "911".',
        )
