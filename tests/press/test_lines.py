"""Kept lines: the pages are the same byte for byte, whatever was printed before them."""

import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from handouts.library.shelves import stock
from handouts.press import lines
from handouts.press.engine import Engine
from handouts.press.lines import STYLE, Lines
from handouts.press.silence import Unprintable
from tests.flow import watched

GOLDEN = sorted((Path(__file__).parent.parent / "golden").glob("*.html"))
SHEETS = ("tokens.css", "page.css", "paper-letter.css", "handout.css")
PLAIN = "html { font-family: 'Source Sans Pro'; font-size: 14pt }"


def _asset(name: str) -> bytes | None:
    path = stock() / "styles" / name
    return path.read_bytes() if path.is_file() else None


def _page(body: str, css: str = "") -> str:
    return f'<html lang="en"><head><title>T</title><style>{css}</style></head><body>{body}'


@pytest.fixture
def without(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """For the length of a test WeasyPrint shapes every line itself."""
    with monkeypatch.context() as patch:
        patch.setattr(Lines, "_splitting", lambda _, split: split)
        yield patch


def _plain_engine(css: str = PLAIN) -> Engine:
    return Engine(("own.css",), {"own.css": css.encode()}.get)


def test_a_line_that_was_shaped_once_is_not_shaped_again(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = _plain_engine()
    page = _page("<p>Some words of the same handout, a line and a half long at this size.</p>")
    engine.render(page)
    shaped: list[str] = []
    layout = engine._weasyprint.text.line_break.Layout
    set_text = layout.set_text

    def counted(self: Any, text: str, *more: Any, **named: Any) -> None:
        shaped.append(text)
        set_text(self, text, *more, **named)

    monkeypatch.setattr(layout, "set_text", counted)
    engine.render(page)
    assert [text for text in shaped if text.strip()] == []


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda path: path.stem)
def test_a_handout_has_the_same_bytes_with_kept_lines_and_without(
    golden: Path, without: pytest.MonkeyPatch
) -> None:
    html = golden.read_text(encoding="utf-8")
    plain = Engine(SHEETS, _asset).render(html)
    without.undo()
    engine = Engine(SHEETS, _asset)
    assert engine.render(html) == plain, "the first time, while lines are gathered"
    assert engine.render(html) == plain, "the second time, when all lines are known"


def test_lines_of_other_handouts_change_nothing() -> None:
    pages = [golden.read_text(encoding="utf-8") for golden in GOLDEN]
    fresh = Engine(SHEETS, _asset).render(pages[-1])
    engine = Engine(SHEETS, _asset)
    for page in pages[:3]:
        engine.render(page)
    assert engine.render(pages[-1]) == fresh


WORDS = "Bring an adult who can take you home on Thursday, anesthesiologist included."
STYLES = {
    "direction": ("ltr", "rtl"),
    "font-size": ("14pt", "15pt"),
    "font-stretch": ("normal", "condensed"),
    "font-style": ("normal", "oblique"),
    "font-weight": ("400", "700"),
    "font-feature-settings": ("normal", "'smcp'"),
    "font-kerning": ("normal", "none"),
    "font-variant-caps": ("normal", "small-caps"),
    "font-variant-ligatures": ("normal", "none"),
    "font-variant-numeric": ("normal", "tabular-nums"),
    "font-variant-position": ("normal", "super"),
    "hyphens": ("manual", "auto"),
    "letter-spacing": ("normal", "2pt"),
    "overflow-wrap": ("normal", "anywhere"),
    "text-align": ("start", "justify"),
    "text-decoration-line": ("none", "underline"),
    "white-space": ("normal", "nowrap"),
    "width": ("80mm", "20mm"),
    "word-break": ("normal", "break-all"),
    "word-spacing": ("normal", "4pt"),
}


@pytest.mark.parametrize("name", STYLES)
def test_the_same_words_in_another_style_are_other_lines(name: str) -> None:
    before, after = (_page(f"<p>{WORDS}</p>", f"p {{ {name}: {it} }}") for it in STYLES[name])
    fresh = _plain_engine().render(after)
    engine = _plain_engine()
    engine.render(before)
    assert engine.render(after) == fresh


@pytest.mark.parametrize(
    "cut",
    [
        ("white-space: nowrap", "text-overflow: ellipsis; overflow: hidden"),
        ("white-space: normal", "max-lines: 1; block-ellipsis: auto; continue: discard"),
    ],
)
def test_a_line_that_was_cut_with_an_ellipsis_is_never_cut_elsewhere(cut: tuple[str, str]) -> None:
    """The ellipsis is put in while the line is drawn, into the very thing that is kept."""
    narrow = _page(f"<p>{WORDS}</p>", f"p {{ width: 30mm; {'; '.join(cut)} }}")
    whole = _page(f"<p>{WORDS}</p>", f"p {{ width: 30mm; {cut[0]} }}")
    fresh = _plain_engine().render(whole)
    engine = _plain_engine()
    engine.render(narrow)
    assert engine.render(whole) == fresh


def test_all_that_weasyprint_asks_of_a_style_to_shape_a_line_is_in_the_key() -> None:
    """An upgrade that looks at one property more would mix up lines that differ in it."""
    weasyprint = _plain_engine()._weasyprint
    line_break = weasyprint.text.line_break
    code = "".join(
        inspect.getsource(part)
        for part in (
            line_break.Layout,
            line_break.split_first_line,
            line_break.first_line_metrics,
            line_break.create_layout,
            line_break.line_size,
            weasyprint.text.fonts.get_font_description,
        )
    )
    asked = set(re.findall(r"style\['(\w+)'\]", code))
    assert asked
    assert asked - set(STYLE) == set()


def test_the_functions_that_are_stood_in_for_have_the_signature_that_we_give_them() -> None:
    weasyprint = _plain_engine()._weasyprint
    split = inspect.signature(weasyprint.text.line_break.split_first_line)
    assert list(split.parameters) == [
        "text", "style", "context", "max_width", "justification_spacing", "is_line_start",
        "minimum",
    ]  # fmt: skip
    draw = inspect.signature(weasyprint.draw.draw_text)
    assert list(draw.parameters) == [
        "stream", "textbox", "offset_x", "text_overflow", "block_ellipsis",
    ]  # fmt: skip
    assert weasyprint.layout.inline.split_first_line is weasyprint.text.line_break.split_first_line
    assert weasyprint.layout.preferred.split_first_line is weasyprint.layout.inline.split_first_line


def test_after_a_page_weasyprint_is_as_it_was_also_when_the_page_failed() -> None:
    engine = _plain_engine()
    weasyprint = engine._weasyprint
    before = (weasyprint.layout.inline.split_first_line, weasyprint.draw.draw_text)
    engine.render(_page("<p>x</p>"))
    assert (weasyprint.layout.inline.split_first_line, weasyprint.draw.draw_text) == before
    with pytest.raises(Unprintable):
        engine.render(_page("<p>山</p>"))
    assert (weasyprint.layout.inline.split_first_line, weasyprint.draw.draw_text) == before


def test_a_long_day_does_not_keep_every_name_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "KEPT_MOST", 50)
    engine = _plain_engine()
    for number in range(60):
        engine.render(_page(f"<p>Name {number}</p>"))
    assert len(engine._lines._split) + len(engine._lines._shaped) < 60


def test_a_line_that_its_last_space_overfills_is_not_broken_after_its_first_word() -> None:
    """WeasyPrint 70 does so when another element follows, at a few widths out of hundreds."""
    words = "Do you have thoughts of harming yourself? If yes, call <b>911</b> or <b>988</b> now."
    engine = _plain_engine("p { font: 12pt 'Source Sans Pro' }")
    for width in range(350, 360):
        with watched() as pages:
            engine.render(_page(f"<p style='width: {width}px'>{words}</p>"))
        assert len(pages[0].lines[0].text) > 40, width
