"""A kind of visit and the clinic's content in, its form out, with the reason for each block. Pure.

Nothing here sees a patient: what one person's handout has of their own are its fields.
"""

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass

from handouts.make.compose.blocks import Here, blocks, words_of
from handouts.make.compose.composition import Composition
from handouts.make.compose.conditions import decide
from handouts.make.compose.draft import draft_reasons
from handouts.make.compose.room import NO_ROOM
from handouts.make.mandatory import mandatory
from handouts.make.words.languages import direction
from handouts.make.words.prose import Voice, clinic_values
from handouts.make.words.times import tied
from handouts.model.blocks import Block, Passage, Phrase, TeamNote
from handouts.model.clinic import Site
from handouts.model.content import Content
from handouts.model.handout import Contact, Copy, Decision, Form, SectionOut
from handouts.model.item import Item, Path
from handouts.model.kinds import Urgency, When
from handouts.model.settings import Settings
from handouts.model.signature import State, StateOf, nobody_signed
from handouts.model.treatment import Section, Show, Treatment, TreatmentKind
from handouts.model.visit import Kind
from handouts.problems import Place, Problem, errors


@dataclass(frozen=True, slots=True)
class Composed:
    """What the handouts of one kind of visit share. Their pages are not divided yet."""

    form: Form
    """Without rows in its visit panel and without room for names."""
    decisions: tuple[Decision, ...]
    draft_reasons: tuple[str, ...]
    texts: dict[str, State]
    """How each item whose words print stands, by its signing name."""
    seals: dict[str, str]
    """Which words those are: the seal of each of these items."""


def compose_form(
    kind: Kind, content: Content, settings: Settings, state_of: StateOf = nobody_signed
) -> tuple[Composed | None, tuple[Problem, ...]]:
    """The form of a kind. `state_of` says how an item is signed on the day of printing.

    None comes back when a mandatory block is missing or a text has no meaning.
    """
    if kind.treatment not in content.treatments:
        return None, (_untranslated(kind, content),)
    treatment = content.treatments[kind.treatment]
    composition = _blank(kind, content)
    form = _form(composition, treatment, settings)
    problems = (*composition.problems, *_missing(composition, treatment))
    if errors(problems):
        return None, problems
    states = {item.name: state_of(item) for item in composition.used.values()}
    reasons = draft_reasons(composition, form.contact, _site(content, kind), states)
    form = dataclasses.replace(form, draft=bool(reasons))
    seals = {item.name: item.seal for item in composition.used.values()}
    return Composed(form, tuple(composition.decisions), reasons, states, seals), problems


def decisions(kind: Kind, content: Content, settings: Settings) -> tuple[Decision, ...]:
    """Which blocks are in and out, in reading order, also when no handout comes of it."""
    composition = _blank(kind, content)
    _form(composition, content.treatments[kind.treatment], settings)
    return tuple(composition.decisions)


def _blank(kind: Kind, content: Content) -> Composition:
    """A composition to which nothing is added yet."""
    values = clinic_values(content.clinic.says, _site(content, kind))
    known = frozenset(content.glossary.says.terms)
    explained = _explained(content.treatments[kind.treatment], kind)
    return Composition(kind, content, Voice(values, explained, known))


def _form(composition: Composition, treatment: Item[Treatment], settings: Settings) -> Form:
    says, content, kind = treatment.says, composition.content, composition.kind
    for item in (treatment, content.clinic, content.wording):
        composition.use(item)
    here = (composition, treatment, ())
    note: tuple[Block, ...] = (TeamNote(),) if "note" in kind.known else ()
    made_for = _texts(mandatory.MADE_FOR, here)
    front = (*_fixed(mandatory.FRONT[says.kind], here), *note)
    sections = tuple(_sections(composition, treatment))
    back = tuple(_fixed(mandatory.BACK[says.kind], here))
    credit = _texts(mandatory.CREDIT, here)
    important = says.most_important
    return Form(
        treatment=treatment.id,
        kind=says.kind,
        language=content.language,
        direction=direction(content.language),
        edition=kind.edition,
        copy=_copy(kind, settings),
        paper=settings.paper,
        title=composition.say(treatment, says.title, "title"),
        name=composition.say(treatment, says.name, "name"),
        kicker=composition.say(treatment, says.kicker, "kicker"),
        most_important=composition.say_all(treatment, important.text, "most_important", "text"),
        most_important_picture=important.picture,
        contact=_contact(composition, settings),
        panel=(),
        room=NO_ROOM,
        front=front,
        sections=sections,
        back=back,
        made_for=made_for,
        credit=credit,
        sources=composition.short_sources(),
        wording=content.wording.says,
        draft=True,
    )


def _copy(kind: Kind, settings: Settings) -> Copy:
    if kind.bilingual is None:
        return Copy.ONLY
    return Copy.TEAM if kind.language == settings.language else Copy.PATIENT


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
    site = _site(content, composition.kind)
    hours = content.clinic.says.hours.get(content.language)
    return Contact(
        clinic=content.clinic.says.name,
        site=site.name if site else None,
        address=site.address if site else (),
        phone=composition.voice.values["phone"],
        after_hours_phone=composition.voice.values["after_hours_phone"],
        hours=hours and tied(hours),
        map=site.map.get(content.language) if site else None,
        web_page=(site and site.web_page) or content.clinic.says.web_page,
        language=settings.language,
    )


def _site(content: Content, kind: Kind) -> Site | None:
    sites = content.clinic.says.sites
    return sites[kind.site] if kind.site else next(iter(sites.values()), None)


def _explained(treatment: Item[Treatment], kind: Kind) -> frozenset[str]:
    """The words that this handout explains: those of the glossary blocks that print."""
    return frozenset(
        term
        for section in treatment.says.sections
        if decide(section.when, kind)[0]
        for show in section.blocks
        if decide(show.when, kind)[0]
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


def _untranslated(kind: Kind, content: Content) -> Problem:
    own = content.edition.own_words
    folder = (
        f"content/{content.language}/{content.edition}" if own else f"content/{content.language}"
    )
    words = f" in {content.edition} words" if own else ""
    return Problem(
        Place(f"{folder}/treatments"),
        "untranslated",
        f"There is no {kind.treatment!r}{words} in the language {content.language!r}.",
        f"Choose another {'edition' if own else 'language'} for this visit, or have it written.",
    )
