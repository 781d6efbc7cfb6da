"""A handout and a trial by nobody in, the form of both out: laid out, and proven with the trial."""

from collections.abc import Callable
from dataclasses import replace

from handouts.make.forms.repertoire import repertoire
from handouts.make.page.page import Pages
from handouts.make.proof.proving import Proof
from handouts.make.words.languages import script, way
from handouts.model.handout import Form as Words
from handouts.model.handout import Handout
from handouts.press.alike import difference
from handouts.press.drawing import Unfit
from handouts.press.engine import Engine
from handouts.press.fonts import Fonts, fonts
from handouts.press.form import Form
from handouts.press.marks import marks
from handouts.press.places import Lines
from handouts.press.proof.filled import Reader
from handouts.press.shaping import Shaper

EngineOf = Callable[[Words, Fonts], Engine]


class Laying:
    """Lays out the forms of one clinic."""

    def __init__(self, pages: Pages, engine: EngineOf, proof: Proof) -> None:
        self._pages, self._engine, self._proof = pages, engine, proof

    def proven(self, handout: Handout, trial: Handout, lines: Lines, shaper: Shaper) -> Form:
        """The form of this handout. Raises any exception that says why there can be none.

        `trial` has words of nobody, `lines` how many lines those of the handout take.
        """
        language = handout.form.language
        letters = fonts(script(language))
        engine = self._engine(handout.form, letters)
        drawn = marks({field: way(words) for field, words in handout.fields.items()})
        html = self._pages.html(replace(handout, fields=drawn))
        needed = {field: repertoire(field, language, letters) for field in drawn}
        form = engine.lay_out(html, drawn, needed, lines)
        full = engine.render(self._pages.html(replace(handout, fields=trial.fields)))
        filled = form.fill(trial.fields, shaper.shape, shaper.split)
        if (found := difference(filled, full)) is not None:
            raise Unfit(found)
        if flaws := self._proof(filled, trial):
            raise Unfit(str(flaws[0]))
        sealed = form.sealed(trial.fields, shaper.shape, shaper.split)
        Reader(sealed, filled).close()
        return sealed
