"""A handout as it is listened to: the same words in the same order as on the page."""

from itertools import pairwise

import pytest

from handouts.make.words.languages import script
from handouts.model.visit import Visit, VisitType
from handouts.press.fonts import fonts
from handouts.problems import HandoutsError
from tests.making import Making
from tests.pdf import squeezed
from tests.press.tagging import an_engine
from tests.tags import Element, Tagged, tags_of
from tests.visits import PRINTED, full_visit

KETAMINE = "ketamine-infusion"

VISITS = [
    *(full_visit(KETAMINE, visit_type=kind) for kind in VisitType),
    *(full_visit(KETAMINE, language=language, note="") for language in ("ar", "es", "vi", "zh")),
    full_visit("sleep"),
]


def _named(visit: Visit) -> str:
    return f"{visit.treatment}-{visit.visit_type}-{visit.language}"


@pytest.fixture(scope="module", params=VISITS, ids=_named)
def heard(request: pytest.FixtureRequest, stock: Making) -> tuple[str, Tagged]:
    """The words of the HTML between its tags, and what the PDF says."""
    visit: Visit = request.param
    handout = stock.maker.compose(visit, printed=PRINTED)
    try:
        fonts(script(visit.language))
    except HandoutsError as missing:
        pytest.skip(str(missing))
    html = stock.pages.html(handout)
    root = an_engine()._weasyprint.HTML(string=html).etree_element
    return "".join(root.find("body/main").itertext()), tags_of(stock.maker.pdf(handout))


def _without_labels(element: Element) -> str:
    """The words without the bullets and numbers that only the style has put there."""
    if element.role == "Lbl":
        return ""
    if not element.below:
        return element.text
    kids = (kid if isinstance(kid, str) else _without_labels(kid) for kid in element.kids)
    return " ".join(kids)


def test_every_word_is_read_once_and_in_order(heard: tuple[str, Tagged]) -> None:
    words, tagged = heard
    assert squeezed(_without_labels(tagged.document)) == squeezed(words)
    assert tagged.lost == ()


def test_one_title_and_no_level_of_heading_is_skipped(heard: tuple[str, Tagged]) -> None:
    levels = [int(head.role[1]) for head in heard[1].document.all("H1", "H2", "H3", "H4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))


def test_links_are_told_in_words_and_pictures_are_decoration(heard: tuple[str, Tagged]) -> None:
    document = heard[1].document
    for link in document.all("Link"):
        told = {squeezed(one["Contents"]) for one in link.links}  # Chinese breaks inside a word
        assert told == {squeezed(link.text)}
    assert document.all("Figure") == []


def test_each_cell_under_a_head_names_it(heard: tuple[str, Tagged]) -> None:
    tagged = heard[1]
    for table in tagged.document.all("Table"):
        assert len(table.all("THead")) == 1
        assert all(len(tagged.heads(cell)) == 2 for cell in table.all("TD"))
