"""A visit and the clinic's content in, a handout out, with the reason for each block. Pure."""

import base64
import dataclasses
import datetime as dt
import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from zoneinfo import ZoneInfo

from handouts.make import mandatory
from handouts.make.blocks import Here, blocks, words_of
from handouts.make.composition import Composition
from handouts.make.conditions import decide
from handouts.make.fields import example_number, fields, panel
from handouts.make.languages import direction
from handouts.make.prose import Voice, clinic_values, plain_text
from handouts.make.room import room
from handouts.model.blocks import Block, Passage, Phrase, TeamNote
from handouts.model.clinic import Site
from handouts.model.content import Content
from handouts.model.handout import Contact, Copy, Decision, Form, Handout, SectionOut
from handouts.model.item import Item, Path
from handouts.model.kinds import Urgency, When
from handouts.model.settings import Settings
from handouts.model.signature import State, StateOf, nobody_signed
from handouts.model.treatment import Section, Show, Treatment, TreatmentKind
from handouts.model.visit import Visit
from handouts.problems import Place, Problem, errors


def compose(
    visit: Visit,
    content: Content,
    settings: Settings,
    *,
    printed: dt.date,
    state_of: StateOf = nobody_signed,
    coded: bool = True,
) -> tuple[Handout | None, tuple[Problem, ...]]:
    """One visit's handout. `state_of` says how an item is signed on the day of printing.

    No handout comes back when a mandatory block is missing or a text has no meaning. Where nothing
    is printed, it need not be `coded`: the check code, a hash over every word, then stays empty.
    """
    if visit.treatment not in content.treatments:
        return None, (_untranslated(visit, content),)
    treatment = content.treatments[visit.treatment]
    composition = _blank(visit, content)
    form = _form(composition, treatment, settings)
    problems = (*composition.problems, *_missing(composition, treatment))
    if errors(problems):
        return None, problems
    states = {item.name: state_of(item) for item in composition.used.values()}
    reasons = (*_unsigned_reasons(states), *_incomplete_reasons(composition, form))
    form = dataclasses.replace(form, draft=bool(reasons))
    texts = fields(
        visit, content.clinic.says.policies, ZoneInfo(settings.timezone), content.language, printed
    )
    texts["check_code"] = check_code(form, texts) if coded else ""
    return Handout(form, texts, tuple(composition.decisions), reasons, states), problems


def decisions(visit: Visit, content: Content, settings: Settings) -> tuple[Decision, ...]:
    """Which blocks are in and out, in reading order, also when no handout comes of it."""
    composition = _blank(visit, content)
    _form(composition, content.treatments[visit.treatment], settings)
    return tuple(composition.decisions)


def _blank(visit: Visit, content: Content) -> Composition:
    """A composition to which nothing is added yet."""
    values = clinic_values(content.clinic.says, _site(content, visit))
    known = frozenset(content.glossary.says.terms)
    explained = _explained(content.treatments[visit.treatment], visit)
    return Composition(visit, content, Voice(values, explained, known))


def check_code(form: Form, texts: dict[str, str]) -> str:
    """Six letters and digits that tie a page to its visit and its words, whenever it is printed."""
    personal = sorted((name, text) for name, text in texts.items() if name != "printed")
    said = json.dumps([form.version, personal])
    return base64.b32encode(hashlib.sha256(said.encode()).digest())[:6].decode()


def _form(composition: Composition, treatment: Item[Treatment], settings: Settings) -> Form:
    says, content = treatment.says, composition.content
    for item in (treatment, content.clinic, content.wording):
        composition.use(item)
    here = (composition, treatment, ())
    note: tuple[Block, ...] = (TeamNote(),) if composition.visit.note else ()
    made_for = _texts(mandatory.MADE_FOR, here)
    front = (*_fixed(mandatory.FRONT[says.kind], here), *note)
    sections = tuple(_sections(composition, treatment))
    back = tuple(_fixed(mandatory.BACK[says.kind], here))
    credit = _texts(mandatory.CREDIT, here)
    important = says.most_important
    visit, wording = composition.visit, content.wording.says
    name = composition.say(treatment, says.name, "name")
    contact = _contact(composition, settings)
    foot = f"{plain_text(name)} · {wording.questions_call} {contact.phone or ' ' * 30}"
    space = room(visit, wording, content.language, settings.paper, foot)
    return Form(
        treatment=treatment.id,
        kind=says.kind,
        language=content.language,
        direction=direction(content.language),
        edition=visit.edition,
        copy=_copy(visit, settings),
        paper=settings.paper,
        title=composition.say(treatment, says.title, "title"),
        name=name,
        kicker=composition.say(treatment, says.kicker, "kicker"),
        most_important=composition.say_all(treatment, important.text, "most_important", "text"),
        most_important_picture=important.picture,
        contact=contact,
        panel=panel(visit, wide=space.wide),
        room=space,
        front=front,
        sections=sections,
        back=back,
        made_for=made_for,
        credit=credit,
        sources=composition.short_sources(),
        wording=wording,
        draft=True,
    )


def _copy(visit: Visit, settings: Settings) -> Copy:
    if visit.bilingual is None:
        return Copy.ONLY
    return Copy.TEAM if visit.language == settings.language else Copy.PATIENT


def _sections(composition: Composition, treatment: Item[Treatment]) -> Iterator[SectionOut]:
    for position, section in enumerate(treatment.says.sections):
        path = ("sections", position)
        composition.part, composition.asked = section.id, treatment.place(*path)
        name = f"treatments/{treatment.id}#{section.id}"
        if not composition.admit(treatment, section.when, *path, name=name):
            continue
        composition.cite(treatment, section.sources, *path)
        found = tuple(_section_blocks(section, (composition, treatment, path)))
        if found:
            heading = composition.say(treatment, section.heading, *path, "heading")
            yield SectionOut(section.id, heading, found, section.picture, section.new_page)
    composition.part, composition.asked = "", None


def _section_blocks(section: Section, here: Here) -> Iterator[Block]:
    composition, treatment, path = here
    yield from words_of(section, here)
    for number, show in enumerate(section.blocks):
        composition.asked = treatment.place(*path, "blocks", number)
        yield from blocks(show, (composition, treatment, (*path, "blocks", number)))


def _fixed(names: tuple[str, ...], here: Here) -> Iterator[Block]:
    """The blocks that the program itself puts on the first and the last page."""
    for name in names:
        folder, _, id_ = name.partition("/")
        is_statement = folder == "statements"
        show = Show(statement=id_) if is_statement else Show(red_flags=Urgency(id_))
        yield from blocks(show, here)


def _texts(name: str, here: Here) -> tuple[Phrase, ...]:
    """The paragraphs of a statement that has a place of its own on the page."""
    found = (block for block in _fixed((name,), here) if isinstance(block, Passage))
    return tuple(phrase for block in found for phrase in block.text)


def _contact(composition: Composition, settings: Settings) -> Contact:
    content = composition.content
    site = _site(content, composition.visit)
    return Contact(
        clinic=content.clinic.says.name,
        site=site.name if site else None,
        address=site.address if site else (),
        phone=composition.voice.values["phone"],
        after_hours_phone=composition.voice.values["after_hours_phone"],
        hours=content.clinic.says.hours.get(content.language),
        map=site.map.get(content.language) if site else None,
        web_page=(site and site.web_page) or content.clinic.says.web_page,
        language=settings.language,
    )


def _site(content: Content, visit: Visit) -> Site | None:
    sites = content.clinic.says.sites
    return sites[visit.site] if visit.site else next(iter(sites.values()), None)


def _explained(treatment: Item[Treatment], visit: Visit) -> frozenset[str]:
    """The words that this handout explains: those of the glossary blocks that print."""
    return frozenset(
        term
        for section in treatment.says.sections
        if decide(section.when, visit)[0]
        for show in section.blocks
        if decide(show.when, visit)[0]
        for term in show.glossary
    )


def _missing(composition: Composition, treatment: Item[Treatment]) -> Iterator[Problem]:
    """Mandatory blocks that did not print, and blocks without their partner."""
    kind, shown = treatment.says.kind, composition.shown
    if treatment.id in mandatory.KETAMINE and kind is not TreatmentKind.KETAMINE:
        yield Problem(
            treatment.place("kind"),
            "SAFE001",
            f"{treatment.id} is of the kind ketamine; as {kind} it would lose safety texts.",
            "Write `kind: ketamine` again.",
        )
    for name in mandatory.mandatory(kind):
        if name not in shown:
            condition = _condition(composition.content, name)
            yield Problem(
                condition or treatment.place("sections"),
                "SAFE001",
                f"This visit's handout would lose {name}, which every {kind} handout must show.",
                "Take `when` away; this text is for everyone."
                if condition
                else f"Show it in a section without `when`: - statement: {name.split('/')[1]}",
            )
    for name, partner in mandatory.PARTNERS.items():
        alone = [
            n for n, each in enumerate(shown) if each == name and shown[n + 1 :][:1] != [partner]
        ]
        if alone:
            yield Problem(
                treatment.place(*_path_of(name, treatment.says)),
                "SAFE002",
                f"{name} must never print without {partner} right after it.",
                "Put the two below each other in one section.",
            )


def _condition(content: Content, name: str) -> Place | None:
    """Where a mandatory statement itself says that it is not for everyone."""
    folder, _, id_ = name.partition("/")
    item = content.statements.get(id_) if folder == "statements" else None
    return item.place("when") if item and item.says.when not in {None, When()} else None


def _path_of(name: str, treatment: Treatment) -> Path:
    """The way to the block that shows this statement first."""
    for number, section in enumerate(treatment.sections):
        for position, show in enumerate(section.blocks):
            if f"statements/{show.statement}" == name:
                return ("sections", number, "blocks", position)
    return ("sections",)


def _untranslated(visit: Visit, content: Content) -> Problem:
    own = content.edition.own_words
    folder = (
        f"content/{content.language}/{content.edition}" if own else f"content/{content.language}"
    )
    words = f" in {content.edition} words" if own else ""
    return Problem(
        Place(f"{folder}/treatments"),
        "untranslated",
        f"There is no {visit.treatment!r}{words} in the language {content.language!r}.",
        f"Choose another {'edition' if own else 'language'} for this visit, or have it written.",
    )


def _printed_values(composition: Composition) -> tuple[str, ...]:
    """The clinic's values that stand on this handout: on every first page, or in its texts."""
    used = "\n".join(text for item in composition.used.values() for _, text in item.prose())
    always = {"clinic", "phone", "after_hours_phone"}
    return tuple(
        name for name in composition.voice.values if name in always or f"{{{name}}}" in used
    )


_REASONS = {
    State.UNSIGNED: "{} of its texts are not signed by a clinician",
    State.CHANGED: "{} of its texts changed since they were signed",
    State.OVERDUE: "{} of its texts were signed until a day that is past",
    State.WAITING: "{} of its texts wait for one more signature",
    State.OUTDATED: "{} of its texts were made from words that changed since",
}


def _unsigned_reasons(states: Mapping[str, State]) -> Iterator[str]:
    """Why the words keep this handout a draft, with how many texts there are of each kind."""
    counts = Counter(states.values())
    for state, reason in _REASONS.items():
        if counts[state]:
            yield reason.format(counts[state])


def _incomplete_reasons(composition: Composition, form: Form) -> tuple[str, ...]:
    """Why the clinic's own data keep this handout a draft; empty when the clinic is complete."""
    reasons = []
    for name in _printed_values(composition):
        value = composition.voice.values[name]
        spoken = {"clinic": "name"}.get(name, name.replace("_", " "))
        if value is None:
            reasons.append(f"clinic.yaml does not say the clinic's {spoken}")
        elif example_number(value):
            reasons.append(f"the {spoken} is an example number")
    if not form.contact.address:
        reasons.append("clinic.yaml does not say the address")
    reasons += [f"clinic.yaml leaves a policy blank: {it}" for it in composition.blank_policies]
    site = _site(composition.content, composition.visit)
    for name, said, printed in (
        ("opening hours", composition.content.clinic.says.hours, form.contact.hours),
        ("the way to find it", site.map if site else {}, form.contact.map),
    ):
        if said and printed is None:
            reasons.append(f"clinic.yaml does not say {name} in the language {form.language!r}")
    return tuple(reasons)
