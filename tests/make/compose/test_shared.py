"""Kinds of visits share what they say: equal words are in memory once, for all of them."""

from handouts.library.shelves import Shelves
from handouts.make.compose.form import compose_form
from handouts.make.compose.shared import Shared
from handouts.make.maker import Maker
from handouts.model.visit import DoseBand, Visit, VisitType
from handouts.read.content import read_settings
from tests.visits import PRINTED, visit

KINDS = [
    visit("ketamine-infusion", dose_band=band, visit_type=kind)
    for band in (None, DoseBand.LOWER, DoseBand.HIGHER)
    for kind in (None, VisitType.FIRST, VisitType.LAST)
]


def _maker() -> Maker:
    shelves = Shelves()
    return Maker(shelves, read_settings(shelves))


def test_what_is_shared_is_equal_to_what_was_composed() -> None:
    maker, shared = _maker(), Shared()
    content = maker.content("en")
    for each in KINDS:
        composed, _ = compose_form(each.kind, content, maker.settings)
        assert composed is not None
        again = shared.composed(composed)
        assert again == composed
        assert again.form.seal == composed.form.seal


def test_blocks_of_two_kinds_that_say_the_same_are_one_object() -> None:
    maker = _maker()
    forms = [maker.compose(each, printed=PRINTED).form for each in KINDS]
    blocks = [block for form in forms for section in form.sections for block in section.blocks]
    assert len({id(block) for block in blocks}) == len(set(blocks))
    assert len(set(blocks)) < len(blocks) / 3


def test_reasons_of_two_kinds_that_are_the_same_are_one_object() -> None:
    maker = _maker()
    handouts = [maker.compose(each, printed=PRINTED) for each in KINDS]
    reasons = [reason for handout in handouts for reason in handout.decisions]
    assert len({id(reason) for reason in reasons}) == len(set(reasons))


def test_words_that_changed_are_shared_anew() -> None:
    maker = _maker()
    someone: Visit = visit("sleep")
    before = maker.compose(someone, printed=PRINTED).form
    maker.renew(maker.settings)
    after = maker.compose(someone, printed=PRINTED).form
    assert after == before
    assert after.sections[0].blocks[0] is not before.sections[0].blocks[0]
