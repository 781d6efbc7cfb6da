"""A visit in, its finished PDF out; keeps what many visits share: words, templates, engines."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from handouts.library.shelves import Shelves
from handouts.make.compose.compose import check_code, divided, handout_of, room_for, words_for
from handouts.make.compose.form import Composed, compose_form
from handouts.make.compose.shared import Shared
from handouts.make.forms.filling import Filling
from handouts.make.forms.specimen import specimen
from handouts.make.page.assets import Assets
from handouts.make.page.page import Pages
from handouts.make.proof.proving import MOST_FLAWS, Proof, not_made
from handouts.make.standing import Standing
from handouts.make.words.languages import known, script, unwritable, way
from handouts.make.words.prose import plain_text
from handouts.model.content import Content
from handouts.model.handout import Form, Handout, Room
from handouts.model.settings import Paper, Settings
from handouts.model.visit import Blank, Edition, Kind, Visit
from handouts.press.engine import Engine
from handouts.press.fonts import Fonts, fonts
from handouts.press.silence import Unprintable
from handouts.problems import HandoutsError, Place, Problem
from handouts.read.content import ItemCache, read_content
from handouts.read.translation import lost_in, source_of

KINDS = 512
"""So many kinds of visits are kept composed, the latest used ones."""

_MISSING_LETTER = re.compile(r'\.notdef glyph rendered .*?: "(.+?)" \((U\+[0-9A-F]+)\)', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Made:
    """A finished handout."""

    handout: Handout
    visit: Visit | Blank
    pdf: bytes


class Maker:
    """Makes handouts from one clinic's shelves, one after the other."""

    def __init__(self, shelves: Shelves, settings: Settings, proof: Proof | None = None) -> None:
        """`proof` takes the place of the clinic's own."""
        self.shelves = shelves
        self._proof = proof or Proof(shelves)
        self.settings = settings
        self._pages = Pages(shelves)
        self._content: dict[tuple[str, Edition], Content] = {}
        self._items = ItemCache()
        self._standings: dict[tuple[str, Edition, dt.date], Standing] = {}
        self._engines: dict[tuple[Paper, Edition, str], Engine] = {}
        self.filling = Filling(shelves, self._pages, self._engine, self._proof)
        self._forget_forms()

    def __reduce__(self) -> tuple[Any, ...]:
        """Another process reads words and proof anew, and finds forms where this one keeps them."""
        return _elsewhere, (type(self), self.shelves, self.settings, self.filling.kept.spare)

    def _forget_forms(self) -> None:
        self._composed = lru_cache(KINDS)(self._compose_form)
        self._divided = lru_cache(KINDS)(self._divide)
        self._shared = Shared()

    def content(self, language: str, edition: Edition = Edition.STANDARD) -> Content:
        """All words in one language, for editions with own words in those.

        Raises HandoutsError with every problem in them; words that lost a text of those that they
        were made from are one.
        """
        words = edition if edition.own_words else Edition.STANDARD
        if (language, words) not in self._content:
            content, problems = read_content(self.shelves, language, words, self._items)
            if content is None:
                raise HandoutsError(*problems)
            if not known(language):
                raise HandoutsError(unwritable(language))
            made_from = source_of(content)
            if made_from and (lost := tuple(lost_in(content, self.content(*made_from)))):
                raise HandoutsError(*lost)
            self._content[language, words] = content
        return self._content[language, words]

    def standing(self, content: Content, today: dt.date) -> Standing:
        """How each text of these words is signed on a day; the signatures are read once."""
        key = content.language, content.edition, today
        if key not in self._standings:
            policy = self.settings.signatures
            self._standings[key] = Standing.read(
                self.shelves, policy, today, content, self._made_from(content)
            )
        return self._standings[key]

    def _made_from(self, content: Content) -> Iterator[Content]:
        """The words that these were made from, and those that they were made from in turn."""
        while made_from := source_of(content):
            content = self.content(*made_from)
            yield content

    def renew(self, settings: Settings) -> None:
        """Look at the words and signatures anew; what did not change since is not read again.

        Templates and styles stay as they were.
        """
        self.settings = settings
        self._content.clear()
        self._standings.clear()
        self._forget_forms()

    def compose(self, visit: Visit | Blank, *, printed: dt.date, coded: bool = True) -> Handout:
        """The handout before it is a page. Raises HandoutsError.

        Where nothing is printed, it need not be `coded`; its check code then stays empty.
        """
        kind = visit.kind
        composed = self._composed(kind, printed)
        form = self._divided(kind, printed, room_for(visit, composed.form))
        content = self.content(visit.language, visit.edition)
        words = words_for(visit, content, self.settings, printed)
        return handout_of(composed, form, words, coded=coded)

    def _compose_form(self, kind: Kind, printed: dt.date) -> Composed:
        """What one day's handouts of a kind share. Raises HandoutsError."""
        content = self.content(kind.language, kind.edition)
        composed, problems = compose_form(
            kind, content, self.settings, self.standing(content, printed)
        )
        if composed is None:
            raise HandoutsError(*problems)
        return self._shared.composed(composed)

    def _divide(self, kind: Kind, printed: dt.date, room: Room) -> Form:
        return divided(self._composed(kind, printed).form, kind, room)

    def ready(self, visit: Visit, *, printed: dt.date) -> bool:
        """Whether this visit's form is there, or is known to be impossible."""
        return self.filling.has(self.compose(visit, printed=printed))

    def warm_up(self, visit: Visit, *, printed: dt.date) -> None:
        """Have ready what the first handout like this one would wait for. Raises HandoutsError."""
        handout = self.compose(visit, printed=printed)
        self._engine(handout.form, fonts(script(handout.form.language)))
        self.filling.warm_up(handout)

    def keep(self, visit: Visit, *, printed: dt.date) -> None:
        """Lay out this visit's form for another day, where forms are kept and it is not there."""
        if self.filling.kept.on_disk and not self.ready(visit, printed=printed):
            self.lay_out(visit, printed=printed)

    def lay_out(self, visit: Visit, *, printed: dt.date) -> bool:
        """Make the form of this visit's handout and keep it; False when it cannot be proven.

        Raises HandoutsError when there is no such handout.
        """
        handout = self.compose(visit, printed=printed)
        ways = {name: way(words) for name, words in handout.fields.items()}
        content = self.content(visit.language, visit.edition)
        words = words_for(specimen(visit, ways), content, self.settings, printed)
        words["check_code"] = check_code(handout.form, words)
        return self.filling.lay_out(handout, replace(handout, fields=words))

    def make(self, visit: Visit | Blank, *, printed: dt.date) -> Made:
        """Compose a visit, or a blank for whoever comes, and lay it out. Raises HandoutsError."""
        handout = self.compose(visit, printed=printed)
        return Made(handout, visit, self.pdf(handout))

    def pdf(self, handout: Handout) -> bytes:
        """The finished PDF, proven. Raises HandoutsError when it does not show all that it must."""
        filled = self.filling.fill(handout)
        if filled is not None:
            return filled.pdf
        pdf = self._laid_out(handout)
        if flaws := self._proof(pdf, handout):
            raise HandoutsError(*map(not_made, flaws[:MOST_FLAWS]))
        return pdf

    def draft(self, visit: Visit | Blank, *, printed: dt.date) -> Made:
        """The handout for the eyes of who writes its words: nothing is proven, so all is shown.

        Raises HandoutsError when any letter or picture would be missing.
        """
        handout = self.compose(visit, printed=printed)
        filled = self.filling.fill(handout)
        return Made(handout, visit, filled.pdf if filled else self._laid_out(handout))

    def _laid_out(self, handout: Handout) -> bytes:
        """The PDF, not proven. Raises HandoutsError when a letter or picture would be missing."""
        letters = fonts(script(handout.form.language))
        if lacking := tuple(_lacking(handout, letters)):
            raise HandoutsError(*lacking)
        html = self._pages.html(handout)
        try:
            return self._engine(handout.form, letters).render(html)
        except Unprintable as unprintable:
            problems = dict.fromkeys(map(_explain, unprintable.warnings))
            raise HandoutsError(*problems) from None

    def _engine(self, form: Form, letters: Fonts) -> Engine:
        key = (form.paper, form.edition, script(form.language))
        if key not in self._engines:
            edition = () if form.edition is Edition.STANDARD else (f"{form.edition}.css",)
            paper = f"paper-{form.paper}.css"
            sheets = ("tokens.css", "page.css", paper, "handout.css", *edition)
            self._engines[key] = Engine(sheets, Assets(self.shelves), letters)
        return self._engines[key]


def _elsewhere(
    maker: type[Maker], shelves: Shelves, settings: Settings, spare: Path | None
) -> Maker:
    made = maker(shelves, settings)
    made.filling.kept.spare = spare
    return made


def _lacking(handout: Handout, letters: Fonts) -> Iterator[Problem]:
    """The letters of this handout that no font draws.

    A personal text is told by its name, its letters in the order of their codes: in their own they
    would spell it.
    """
    here = Place(f"content/{handout.form.language}")
    for name, text in handout.fields.items():
        for letter in sorted(letters.lacks(text)):
            yield _no_letter(Place("page"), letter, f" in {name}")
    words = "".join(plain_text(phrase) for phrase in handout.form.phrases())
    for letter in letters.lacks(words):
        yield _no_letter(here, letter, " in the words")


def _no_letter(place: Place, letter: str, where: str = "") -> Problem:
    return Problem(
        place,
        "glyph",
        f"The letter {letter} (U+{ord(letter):04X}){where} is not in our fonts; "
        "it would print as a box.",
        "Write this handout's name by hand, or spell it in Latin letters."
        if place.file == "page"
        else "Use another letter or word.",
    )


def _explain(warning: str) -> Problem:
    """A warning of the engine in words; what it says of the page is ours, never the patient's."""
    if letter := _MISSING_LETTER.search(warning):
        return Problem(
            Place("page"),
            "glyph",
            f"The letter {letter[1]} ({letter[2]}) is not in our fonts; it would print as a box.",
            "Write this handout's name by hand, or spell it in Latin letters.",
        )
    return Problem(
        Place("page"),
        "unprintable",
        f"The page cannot be laid out: {warning[:200]}",
        "Look at the files of the clinic's own templates/ and styles/ first.",
    )
