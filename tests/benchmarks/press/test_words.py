"""What the comparison of words notices: without it a peer could leave text out unseen."""

from collections import Counter

import pytest

from handouts.press.engine import Engine
from tests.benchmarks.press import passages, walk, words
from tests.benchmarks.press.content import TREATMENTS, Source

PAGE = """<html><head><title>Not on the page</title></head><body><div class="page-head">Ada</div>
<div class="page-foot">Call us</div><main><h1>Sleep</h1><p>One <b>t</b>wo.</p><p>One</p>
</main></body></html>"""


def printed(body: str) -> bytes:
    return Engine((), lambda _: None).render(
        f'<html lang="en"><title>x</title><body>{body}</body></html>'
    )


def test_a_page_that_says_all_lacks_nothing() -> None:
    assert not words.missing(PAGE, printed("<p>Ada</p><h1>Sleep</h1><p>One two. One<p>Call us"))


def test_a_word_that_stands_once_instead_of_twice_is_missing() -> None:
    found = words.missing(PAGE, printed("<p>Ada</p><h1>Sleep</h1><p>One two.<p>Call us"))
    assert found == Counter({"One": 1})


def test_the_head_and_the_foot_are_asked_of_each_sheet() -> None:
    first = "<p>Ada</p><h1>Sleep</h1><p>One two. One<p>Call us"
    found = words.missing(PAGE, printed(f'{first}<p style="break-before: page">Call us'))
    assert found == Counter({"Ada": 1})


def test_words_that_a_reader_joined_are_there() -> None:
    assert not words.missing(PAGE, printed("<p>AdaSleep<p>Onetwo. One<p>Call us"))


def test_of_joined_words_the_longest_are_taken_first() -> None:
    page = "<html><body><main><p>heart beat feels</p><p>heartbeat feels</p></main></body></html>"
    assert not words.missing(page, printed("<p>heart beat feels heartbeatfeels"))


def test_letters_that_are_part_of_another_word_are_not_a_word() -> None:
    found = words.missing(PAGE, printed("<p>Ada</p><h1>Sleepless</h1><p>One two. One<p>Call us"))
    assert found == Counter({"Sleep": 1})


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_passages_hold_every_word_of_a_handout(treatment: str) -> None:
    sheet = Source.stock().sheet(treatment, 0)
    page = walk.read(sheet.html)
    said = " ".join(_said((*page.head, *page.foot, *page.body), sheet.fields))
    lacking = words.expected(sheet.html, sheets=1) - Counter(words.split(said))
    assert not lacking


def test_passages_of_a_page_that_lost_a_text_lack_it() -> None:
    sheet = Source.stock().sheet("sleep", 0)
    page = walk.read(sheet.html)
    said = " ".join(_said((*page.head, *page.foot, *page.body[1:]), sheet.fields))
    assert words.expected(sheet.html, sheets=1) - Counter(words.split(said))


def _said(part: object, fields: dict[str, str]) -> list[str]:
    """The texts of passages, one for each paragraph, in any order."""
    if isinstance(part, tuple) and part and isinstance(part[0], passages.Run):
        return ["".join(run.text for run in passages.filled(part, fields))]
    if isinstance(part, tuple):
        return [text for each in part for text in _said(each, fields)]
    names = getattr(type(part), "__slots__", ())
    return [text for name in names for text in _said(getattr(part, name), fields)]
