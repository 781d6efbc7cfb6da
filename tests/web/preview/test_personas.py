"""The gallery shows each side of a handout, and nobody in it is real."""

import pytest

from handouts.library.shelves import Shelves
from handouts.make.compose.compose import compose
from handouts.model.visit import Edition
from handouts.read.content import read_settings
from handouts.web.preview.personas import personas, visit
from tests.shelf import stock_words
from tests.visits import PRINTED

GALLERY = personas("en", tuple(Edition), ("ar", "en", "es"))
SETTINGS = read_settings(Shelves())


@pytest.mark.parametrize("persona", GALLERY, ids=lambda it: it.id)
def test_every_persona_has_a_handout(persona: object) -> None:
    (chosen,) = (each for each in GALLERY if each is persona)
    edition = chosen.edition if chosen.edition.own_words else Edition.STANDARD
    content = stock_words(chosen.language or "en", edition)
    for treatment in content.treatments:
        handout, problems = compose(
            visit(chosen, treatment, content, PRINTED), content, SETTINGS, printed=PRINTED
        )
        assert handout is not None, problems


def test_each_persona_has_a_name_of_its_own_in_the_gallery() -> None:
    assert len({persona.id for persona in GALLERY}) == len(GALLERY)
    assert len({persona.title for persona in GALLERY}) == len(GALLERY)


def test_nobody_is_real() -> None:
    assert all(
        "Example" in persona.patient.name or "Sample" in persona.patient.name for persona in GALLERY
    )


def test_the_gallery_has_the_other_languages_and_only_editions_that_there_are() -> None:
    ids = [persona.id for persona in personas("es", (Edition.STANDARD,), ("en", "es"))]
    assert "language-en" in ids
    assert "language-es" not in ids
    assert "easy-read" not in ids


def test_several_risks_print_notes_and_no_risk_prints_none() -> None:
    content = stock_words()
    by_id = {persona.id: persona for persona in GALLERY}
    assert len(visit(by_id["several-risks"], "sleep", content, PRINTED).risks) == 3
    assert visit(by_id["first-visit"], "sleep", content, PRINTED).risks == ()
    assert len(visit(by_id["all-risks"], "sleep", content, PRINTED).risks) == len(content.risks)
