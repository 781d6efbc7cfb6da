"""VOICE002: words speak to the reader as "you"; they do not tell of "patients" or "the patient".

The person who reads is the patient. "Patients should rest" leaves open whether that is me; "Rest"
or "You should rest" does not. "Patients", "the patient" and "clients" count anywhere in a text,
and so does advice to "one" ("one should rest"). Being patient ("be patient with yourself") does
not count, nor does the band at the head of a draft, which speaks to staff.

To mend it, say "you", or begin with the verb. Where others are really meant, say "people". For
English only. [PEMAT 21]
"""

import re
from collections.abc import Iterator

from handouts.check.grade import plain
from handouts.check.subject import Subject
from handouts.problems import Problem, Severity

_OTHERS = re.compile(
    r"\b(?:patients|clients)(?:['’]s?)?(?:\s+(?:should|must|may|can|need|have|are|will))?\b"
    r"|\b(?:the|a|each|every|any|this|our)\s+(?:patient|client)\b(?:['’]s)?(?!\s+(?:person|people))"
    r"|\bone\s+(?:should|must|may not|ought to|has to)\b",
    re.IGNORECASE,
)
_TO_STAFF = frozenset({"draft", "twin"})
"""Labels of wording.yaml that patients are not meant to read."""


def check(subject: Subject) -> Iterator[Problem]:
    """Each place that speaks about patients instead of to them."""
    if subject.content.language != "en":
        return
    for item in subject.content.items():
        if item.kind == "sources":
            continue
        for path, text in item.prose():
            if item.kind == "wording" and path[0] in _TO_STAFF:
                continue
            for found in _OTHERS.finditer(plain(text)):
                message = f"{found[0]!r} speaks about the reader, not to the reader."
                hint = "Say 'you', or begin with the verb. If others are meant, say 'people'."
                yield Problem(item.place(*path), "VOICE002", message, hint, Severity.WARNING)
