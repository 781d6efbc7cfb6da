"""A handout in, what its PDF must show out: from its words and fields, never from the HTML."""

from collections.abc import Iterable, Iterator

from handouts.library.shelves import Shelves
from handouts.make.compose.pen import line_for
from handouts.make.proof.own_words import own_words
from handouts.make.proof.told import told
from handouts.make.words.languages import script
from handouts.make.words.prose import plain_text
from handouts.model.blocks import Steps
from handouts.model.handout import Copy, Form, Handout
from handouts.model.settings import Paper
from handouts.model.visit import Edition
from handouts.press.fonts import Fonts, fonts
from handouts.press.proof.expected import Expected, Flaw, Named
from handouts.press.proof.whole import prove
from handouts.press.proof.words import RESIDUE
from handouts.problems import Place, Problem

SIZES = {Paper.LETTER: (612.0, 792.0), Paper.A4: (595.2756, 841.8898)}
"""Width and height in points."""
SMALLEST = {Edition.LARGE_PRINT: 16.0, Edition.EASY_READ: 14.0}
"""Points: of letters in the text; what the edition promises to eyes that need it."""
LEAST = 8.0
"""Points: of letters in the text of other editions, whatever a clinic's own styles say."""
NAMES = {
    "patient": "the name",
    "born": "the date of birth",
    "record": "the record number",
    "check_code": "the check code",
    "printed": "the day of printing",
}
_SIGNS = frozenset({"•", "–", "·"})
"""Before a point."""


MOST_FLAWS = 5
"""So many are told of one handout; the first ones say what is wrong."""


class Proof:
    """Proves finished handouts of one clinic, whose own templates may have words of their own."""

    def __init__(self, shelves: Shelves) -> None:
        self._shelves = shelves

    def __call__(self, pdf: bytes, handout: Handout) -> tuple[Flaw, ...]:
        """What is wrong with a handout's PDF, whoever laid it out."""
        letters = fonts(script(handout.form.language))
        return prove(pdf, expected(handout, letters, own_words(self._shelves)))


def not_made(flaw: Flaw) -> Problem:
    """The problem of a handout that its proof did not pass."""
    hint = (
        "Make it once more. If it stays so, look at the clinic's own templates/ and styles/ first."
    )
    if RESIDUE in str(flaw):
        hint = "Another program left them there, such as {{name}} or <b>. Write these words anew."
    return Problem(Place("page"), "proof", f"This handout was not made: {flaw}.", hint)


def expected(handout: Handout, letters: Fonts, beside: Iterable[str] = ()) -> Expected:
    """What must be on the pages; `beside` names other words that the clinic's templates have."""
    form = handout.form
    width, height = SIZES[form.paper]
    wording = form.wording
    return Expected(
        width=width,
        height=height,
        language=form.language,
        title=_title(form),
        smallest=SMALLEST.get(form.edition, LEAST),
        everywhere=tuple(_everywhere(handout)),
        page=(wording.page, wording.of),
        whole=tuple(told(handout)),
        beside=frozenset((*_SIGNS, *_heads(form), *_numbers(form), *beside)),
        fields=handout.fields,
        families=frozenset(family.replace(" ", "-") for family in letters.families),
        addresses=frozenset(filter(None, (form.contact.web_page,))),
        numbered=form.copy is not Copy.ONLY,
    )


def _everywhere(handout: Handout) -> Iterator[Named]:
    form, wording = handout.form, handout.form.wording
    if form.draft:
        yield Named("that it is a draft", wording.draft)
    for name, what in NAMES.items():
        if name in handout.fields:
            yield Named(what, handout.fields[name])
    if handout.blank:
        for name, label in (("patient", wording.label_patient), ("born", wording.born)):
            yield Named(f"the label of {NAMES[name]}", label, line_for(name, form.edition))
    for name in ("born", "record", "printed", "check_code"):
        if name in handout.fields:
            yield Named(f"the label of {NAMES[name]}", getattr(wording, name))
    call = f"{plain_text(form.name)} · {wording.questions_call} {form.contact.phone or ''}"
    yield Named("whom to call", call)
    state = wording.not_reviewed if form.draft else wording.reviewed
    yield Named("its version", f"{wording.version} {form.version} · {state}")


def _heads(form: Form) -> tuple[str, ...]:
    """The heads of tables, which stand again on a table's next page."""
    wording = form.wording
    return (
        wording.effects_name, wording.effects_feels_like, wording.effects_team_does,
        wording.effects_when_to_call,
    )  # fmt: skip


def _numbers(form: Form) -> Iterator[str]:
    """Before the steps."""
    for section in form.sections:
        for block in section.blocks:
            if isinstance(block, Steps):
                yield from (f"{number}." for number in range(1, len(block.steps) + 1))


def _title(form: Form) -> str:
    """What a screen reader says first; no patient's words."""
    title = plain_text(form.title)
    return f"{form.wording.draft} {title}" if form.draft else title
