"""Handouts in, their PDFs out without a layout, where a proven form of their kind is at hand.

A form is laid out once, compared with a full layout of the same words, and kept. Whatever is not
certain is answered with None: then the handout is laid out in full, as if there were no forms.
"""

import logging
from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from handouts.library.shelves import Shelves
from handouts.make.forms.kept import Kept
from handouts.make.forms.keys import Keys, of_lines
from handouts.make.forms.laying import EngineOf, Laying
from handouts.make.forms.repertoire import NAMES
from handouts.make.forms.specimen import longer
from handouts.make.page.page import Pages
from handouts.make.proof.proving import Proof
from handouts.make.words.languages import script
from handouts.make.words.widths import BOLD, ems
from handouts.model.handout import Handout
from handouts.press.drawing import Unfit
from handouts.press.fonts import fonts
from handouts.press.form import Form
from handouts.press.manner import Unexpected
from handouts.press.places import Lines
from handouts.press.proof.filled import Reader
from handouts.press.proof.tail import Other
from handouts.press.shaping import Shaper
from handouts.press.silence import Unprintable
from handouts.problems import HandoutsError

_log = logging.getLogger("handouts")

READERS, OPEN = 16, 3
"""So many kinds of filled forms are known to the proof, and of so many a file with letters and
fonts is open, with 1 MB each.
"""

_FOR_GOOD = (Unfit, Unexpected, Unprintable, Other)
"""What says that there can be no such form, on any day."""


class Filled(NamedTuple):
    """A finished handout, which nothing had to be laid out for."""

    pdf: bytes
    pages: int


class Filling:
    """Fills the forms of one clinic; not for several threads at once."""

    def __init__(self, shelves: Shelves, pages: Pages, engine: EngineOf, proof: Proof) -> None:
        self._laying = Laying(pages, engine, proof)
        self._keys = Keys(shelves)
        self.kept = Kept(shelves.clinic)
        self._shapers: dict[str, Shaper] = {}
        self._narrowest: dict[str, dict[str, float]] = {}
        """Of plain forms: the room of each name where it has least, in em."""
        self._refused: set[str] = set()
        self._doubtful: set[str] = set()
        """Forms on disk that are not used; new ones may be laid out in their place."""
        self._readers: dict[str, Reader] = {}
        """Those that were used last, the latest one last."""

    def fill(self, handout: Handout) -> Filled | None:
        """Its PDF; None when there is no form for it, or when it does not fit."""
        key = self.key(handout)
        form = self._form(key, handout)
        if form is None:
            return None
        try:
            shaper = self._shaper(handout)
            pdf = form.fill(handout.fields, shaper.shape, shaper.split)
            flaws = self._reader(key, form, handout).flaws(form, pdf, handout.fields)
        except Unfit:
            return None
        except Exception as wrong:  # WeasyPrint is not as it was; a full layout needs less of it
            self._refuse(key, handout, wrong)
            return None
        if flaws:
            self._tell(handout, str(flaws[0]))
            return None
        return Filled(pdf, form.pages)

    def _reader(self, key: str, form: Form, handout: Handout) -> Reader:
        """What reads filled forms of this kind back. Raises Other when the form cannot be read."""
        reader = self._readers.pop(key, None)
        if reader is None:
            shaper = self._shaper(handout)
            reader = Reader(form, form.fill(form.trial, shaper.shape, shaper.split))
        self._readers[key] = reader
        for older in [*self._readers][-OPEN - 1 : -OPEN]:
            self._readers[older].close()
        if len(self._readers) > READERS:
            del self._readers[next(iter(self._readers))]
        return reader

    def has(self, handout: Handout) -> bool:
        """Whether there is a form for it, or whether one was tried and refused."""
        key = self.key(handout)
        return self._is_refused(key) or self._form(key, handout) is not None

    def key(self, handout: Handout) -> str:
        """A hash of everything that goes into a form; handouts with the same key share it.

        Words of several lines need a form of their own beside the plain one, which tells how they
        break: as long as that one is not there, it is the one that is wanted.
        """
        plain = self._keys.plain(handout)
        return of_lines(plain, self._lines(plain, handout))

    def get_ready(self, handout: Handout) -> None:
        """Read now what its key needs: forks share it."""
        self._keys.plain(handout)

    def _lines(self, plain: str, handout: Handout) -> Lines:
        """The lines that the handout's words take in their places, as far as that is known."""
        if plain not in self._narrowest:
            form = self._form(plain, handout)
            if form is None:
                return {}
            self._narrowest[plain] = {name: form.narrowest[name] for name in form.fields & NAMES}
        rooms = self._narrowest[plain].items()
        if all(ems(handout.fields[name]) * BOLD < room for name, room in rooms):
            return {}
        form = self._form(plain, handout)
        return {} if form is None else self._lines_in(form, handout.fields, handout)

    def _lines_in(self, form: Form, words: Mapping[str, str], handout: Handout) -> Lines:
        """Those of any words in the plain form of a handout."""
        shaper = self._shaper(handout)
        try:
            return form.lines(words, shaper.shape, shaper.split)
        except Exception:  # they do not fit, or WeasyPrint is not as it was: told when it is filled
            return {}

    def warm_up(self, handout: Handout) -> None:
        """Have ready what all forms in the language of this handout need, whether it has one."""
        self.has(handout)
        self._shaper(handout)

    def packed(self, handout: Handout) -> dict[str, bytes]:
        """The forms in memory that fill this handout, for another process of this program."""
        keys = self._keys.plain(handout), self.key(handout)
        found = ((key, self.kept.packed(key)) for key in dict.fromkeys(keys))
        return {key: packed for key, packed in found if packed is not None}

    def take(self, forms: Mapping[str, bytes]) -> None:
        """Use the forms that another process of this program has laid out and proven."""
        for key, packed in forms.items():
            self.kept.take(key, packed)

    def lay_out(self, handout: Handout, trial: Handout) -> bool:
        """Make the form of this handout, prove it with the words of a trial by nobody, keep it.

        False when there can be no form; then its handouts are laid out in full.
        """
        plain = self._keys.plain(handout)
        if self._form(plain, handout) is None and not self._lay_out(plain, handout, trial, {}):
            return False
        form, lines = self._form(plain, handout), self._lines(plain, handout)
        if form is None or not lines:
            return True
        words = dict(trial.fields)
        for field in lines:
            words[field] = self._long(field, lines, form, replace(trial, fields=words))
        key, broken = of_lines(plain, lines), replace(trial, fields=words)
        return self._lay_out(key, handout, broken, lines)

    def _long(self, field: str, lines: Lines, form: Form, trial: Handout) -> str:
        """Words of nobody that take as many lines as those of a handout."""
        tried = longer(trial.fields[field])
        found = (
            words
            for words in tried
            if self._lines_in(form, {**trial.fields, field: words}, trial).get(field)
            == lines[field]
        )
        return next(found, trial.fields[field])

    def _lay_out(self, key: str, handout: Handout, trial: Handout, lines: Lines) -> bool:
        try:
            form = self._laying.proven(handout, trial, lines, self._shaper(handout))
        except Exception as wrong:  # same
            self._refuse(key, handout, wrong)
            if isinstance(wrong, _FOR_GOOD):
                self.kept.refuse(key)
            return False
        self.kept.remember(key, form)
        if self._keys.hold(handout):
            self.kept.write(key, form)
        return True

    def _form(self, key: str, handout: Handout) -> Form | None:
        """From memory, else from disk, where it must still draw what it drew when it was proven."""
        if self._is_refused(key):
            return None
        form = self.kept.get(key)
        if form is not None or key in self._doubtful:
            return form
        form = self.kept.read(key, lambda found: self._certain(key, found, handout))
        if form is not None:
            self.kept.remember(key, form)
        return form

    def _is_refused(self, key: str) -> bool:
        if key not in self._refused and self.kept.is_refused(key):
            self._refused.add(key)
        return key in self._refused

    def _certain(self, key: str, form: Form, handout: Handout) -> bool:
        try:
            shaper = self._shaper(handout)
            certain = form.holds(shaper.shape, shaper.split)
        except Exception:  # whatever it is, the form is not certain
            certain = False
        if not certain:
            self._tell(handout, "it no longer draws what it drew when it was proven")
            self._doubtful.add(key)
        return certain

    def _shaper(self, handout: Handout) -> Shaper:
        needed = script(handout.form.language)
        if needed not in self._shapers:
            self._shapers[needed] = Shaper.of(fonts(needed))
        return self._shapers[needed]

    def _refuse(self, key: str, handout: Handout, wrong: Exception) -> None:
        """Use no form for this key any more, and say so once."""
        if isinstance(wrong, HandoutsError):
            raise wrong
        if key not in self._refused | self._doubtful:
            ours = isinstance(wrong, Unfit | Unexpected | Other)
            self._tell(handout, str(wrong) if ours else type(wrong).__name__)
        self._refused.add(key)

    def _tell(self, handout: Handout, why: str) -> None:
        """What is said names the form and never a word of the patient's."""
        form = handout.form
        kind = f"{form.treatment}, {form.language}, {form.edition}"
        _log.warning("Each handout of the form %s is laid out by itself: %s.", kind, why)
