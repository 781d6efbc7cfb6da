"""ID002: whatever is written is used by some handout.

A text that no treatment names never reaches a patient, however often it is corrected. Texts, words
of the glossary, sources and your own pictures are looked at. A clinic is told of its own files: of
those that no treatment names (a warning), and of those that only treatments name which
handouts.yaml does not offer (a hint). A treatment of your own that is not offered never prints.

To mend it, name the file in a section of a treatment:

    blocks:
      - statement: my-new-text

or take the file away.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from handouts.check.parts import parts
from handouts.check.subject import Subject
from handouts.make.compose.composition import name_of
from handouts.make.compose.why import named
from handouts.make.mandatory import mandatory
from handouts.model.content import Content
from handouts.model.item import Item
from handouts.model.treatment import Show, Treatment
from handouts.problems import Place, Problem, Severity

_TERM = re.compile(r"\[\[([a-z0-9-]+)\|")
_BLOCKS = {
    "statements": "statement: {}", "checklists": "checklist: {}",
    "questions": "question_sets: [{}]", "red-flags": "red_flags: emergency",
    "side-effects": "side_effects: any-dose", "expectations": "expectations: [during]",
    "risks": "risk_notes: yes",
}  # fmt: skip
"""How a section shows a file of this kind."""


def check(subject: Subject) -> Iterator[Problem]:
    """Texts, words, sources and pictures that reach no patient."""
    yield from _texts(subject)
    if subject.source is None:  # other languages share these with their source
        yield from _treatments(subject)
        yield from _terms(subject)
        yield from _sources(subject)
        yield from _pictures(subject)


def _texts(subject: Subject) -> Iterator[Problem]:
    content, offers = subject.content, subject.settings.offers
    treatments = content.treatments
    used = _used(content, treatments.values())
    offered = _used(content, (treatments[id_] for id_ in offers if id_ in treatments))
    known = set() if subject.source is None else {name_of(it) for it in subject.source.items()}
    for item in content.items():
        name = name_of(item)
        if item.kind not in _BLOCKS or name in known:
            continue  # a translation may have fewer treatments than its source
        if name not in used and (_own(item, subject) or not subject.files):
            show = _BLOCKS[item.kind].format(item.id)
            yield Problem(
                item.place(),
                "ID002",
                "No handout shows this text.",
                f"Name it in a section of a treatment, as `- {show}`, or take the file away.",
                Severity.WARNING,
            )
        elif offers and name in used and name not in offered and _own(item, subject):
            yield Problem(
                item.place(),
                "ID002",
                "Only treatments that handouts.yaml does not offer show this text.",
                "Name it in a treatment that is offered, or add its treatment to `offers`.",
                Severity.HINT,
            )


def _treatments(subject: Subject) -> Iterator[Problem]:
    for id_, item in subject.content.treatments.items():
        offers = subject.settings.offers
        if offers and id_ not in offers and _own(item, subject):
            message = f"handouts.yaml does not offer {id_!r}, so it is never printed."
            hint = f"Add it to handouts.yaml under `offers`: - {id_}"
            yield Problem(item.place(), "ID002", message, hint, Severity.WARNING)


def _terms(subject: Subject) -> Iterator[Problem]:
    item = subject.content.glossary
    if subject.files and not _own(item, subject):
        return
    used = {
        term
        for each in subject.content.items()
        for _, text in each.prose()
        if "[[" in text
        for term in _TERM.findall(text)
    }
    for treatment in subject.content.treatments.values():
        for part, _ in parts(treatment.says):
            used.update(part.glossary if isinstance(part, Show) else ())
    for term in item.says.terms:
        if term not in used:
            place = item.place("terms", term)
            message = f"No text explains or uses the word {term!r}."
            hint = f"Link to it where the word stands, as [[{term}|...]], or take it away."
            yield Problem(place, "ID002", message, hint, Severity.HINT)


def _sources(subject: Subject) -> Iterator[Problem]:
    item = subject.content.sources
    if subject.files and not _own(item, subject):
        return
    cited = {
        source
        for each in subject.content.items()
        if each.kind != "sources"
        for part, _ in parts(each.says)
        for source in getattr(part, "sources", ())
    }
    for source in item.says.sources:
        if source not in cited:
            message = f"No text names the source {source!r}."
            hint = "Name it under `sources` of a text that rests on it, or take it away."
            yield Problem(item.place("sources", source), "ID002", message, hint, Severity.HINT)


def _pictures(subject: Subject) -> Iterator[Problem]:
    named = {
        getattr(part, "picture", None)
        for item in subject.content.items()
        for part, _ in parts(item.says)
    }
    for file in subject.files:
        folder, _, name = file.rpartition("/")
        picture = name.removesuffix(".svg")
        if folder == "styles/icons" and file not in subject.stock and picture not in named:
            message = f"No text names the picture {picture!r}."
            hint = f"Name it in a text, as `picture: {picture}`, or take the file away."
            yield Problem(Place(file), "ID002", message, hint, Severity.HINT)


def _own(item: Item[Any], subject: Subject) -> bool:
    """Whether the clinic's own folder holds this file."""
    return item.file[item.file.rfind("content/") :] in subject.files


def _used(content: Content, treatments: Iterable[Item[Treatment]]) -> set[str]:
    """The texts that some of these treatments may show."""
    used: set[str] = set()
    for treatment in treatments:
        used.update(mandatory.mandatory(treatment.says.kind))
        for part, _ in parts(treatment.says):
            if isinstance(part, Show):
                used.update(named(part, content))
                used.update(f"risks/{id_}" for id_ in content.risks if part.risk_notes)
    return used
