"""Filling: handouts without a layout where a proven form is at hand, and full ones wherever not."""

import dataclasses
import datetime as dt
import logging
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest

import handouts.make
import handouts.press
from handouts.batch.run.forms import paying
from handouts.library.shelves import Shelves
from handouts.make.forms import keys, laying
from handouts.make.forms.filling import Filling
from handouts.make.forms.kept import FOLDER
from handouts.make.maker import Maker
from handouts.model.handout import Handout
from handouts.model.visit import DoseBand, Edition, Patient, Visit, VisitType
from handouts.press.alike import difference
from handouts.press.engine import Engine
from handouts.press.fonts import Fonts, fonts
from handouts.press.shaping import Pen
from handouts.press.stored import pack, unpack
from handouts.problems import HandoutsError
from handouts.read.content import read_settings
from tests.filled import wanted
from tests.pdf import read_back
from tests.shelf import CLINIC, shelf, stock_file
from tests.unproven import Unproven
from tests.visits import PRINTED, full_visit, visit

SOMEONE = Patient("Zoë Beispiel", dt.date(1971, 12, 31), "000202")
SMALL = """{%- from "macros.html" import field with context -%}
<!doctype html><html lang="{{ form.language }}" dir="{{ form.direction }}"><head>
<meta charset="utf-8"><title>T</title></head><body><main><h1>A visit</h1>
<p>{{ field("patient") }}</p><p>{{ field("born") }}</p><p>{{ field("check_code") }}</p>
{%- if "note" in fields %}<p>{{ field("note") }}</p>{% endif %}</main></body></html>
"""
"""A page that is laid out in a moment."""


def _maker(folder: Path | None) -> Maker:
    shelves = Shelves(folder)
    return Maker(shelves, read_settings(shelves))


def _small(folder: Path, **files: str) -> Maker:
    shelves = shelf(folder, {"templates/handout.html": SMALL} | files)
    return Maker(shelves, read_settings(shelves), Unproven(shelves))


def _handout(maker: Maker, someone: Visit) -> Handout:
    return maker.compose(someone, printed=PRINTED)


def _pdf(maker: Maker, someone: Visit) -> bytes:
    return maker.make(someone, printed=PRINTED).pdf


@contextmanager
def _no_layout() -> Iterator[None]:
    """For as long as this lasts, nothing can be laid out."""

    def laid_out(*_: Any, **__: Any) -> Any:
        pytest.fail("it was laid out")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Engine, "render", laid_out)
        patch.setattr(Engine, "lay_out", laid_out)
        yield


def _expect(maker: Maker, visits: list[Visit]) -> int:
    """How many of the forms that pay for these visits were laid out."""
    missing = paying(wanted(maker, visits), maker.filling)
    return sum(maker.lay_out(each, printed=PRINTED) for each in missing)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clinic with the form of the stock sleep sheet on disk."""
    place = tmp_path_factory.mktemp("clinic")
    maker = _maker(place)
    assert maker.lay_out(visit(), printed=PRINTED)
    return place


@pytest.fixture(scope="module")
def filled(folder: Path) -> Maker:
    """Has that form at hand."""
    maker = _maker(folder)
    with _no_layout():
        assert _pdf(maker, visit())
    return maker


@pytest.fixture(scope="module")
def small_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clinic whose pages are small, with the form of its sleep sheet on disk."""
    place = tmp_path_factory.mktemp("small")
    _small(place).lay_out(visit(), printed=PRINTED)
    assert list((place / FOLDER).glob("*.form"))
    return place


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    """Small pages of two people, laid out in full."""
    maker = _small(tmp_path_factory.mktemp("full"))
    return [_pdf(maker, someone) for someone in (visit(), visit(patient=SOMEONE))]


@pytest.fixture
def small(small_folder: Path, tmp_path: Path) -> Path:
    """A copy of it for one test."""
    return Path(shutil.copytree(small_folder, tmp_path / "copy"))


# Without a place for forms


def test_where_no_form_can_be_kept_none_is_laid_out_for_another_day(tmp_path: Path) -> None:
    """Else each handout at the counter would pay for a form that nobody ever finds."""
    maker = _small(tmp_path)
    (tmp_path / FOLDER).write_text("a file where the folder should be", encoding="utf-8")
    with _no_layout():
        maker.keep(visit(), printed=PRINTED)
    few = [visit(), visit(patient=SOMEONE)]
    assert paying(wanted(maker, few), maker.filling) == []
    assert len(paying(wanted(maker, few * 2), maker.filling)) == 1


# With a form


def test_with_a_form_nothing_is_laid_out(filled: Maker) -> None:
    with _no_layout():
        pages = read_back(_pdf(filled, visit(patient=SOMEONE))).pages
    assert len(pages) > 1
    for page in pages:
        assert "Zoë Beispiel" in page
        assert "December 31, 1971" in page
        assert "Maria" not in page


def test_a_filled_handout_is_what_a_full_layout_is(filled: Maker) -> None:
    someone = visit(patient=SOMEONE, date=dt.date(2027, 3, 5), time=dt.time(14, 45))
    with _no_layout():
        pdf = _pdf(filled, someone)
    assert difference(pdf, _pdf(_maker(None), someone)) is None


def test_a_form_from_disk_fills_the_same_bytes_as_the_one_that_was_laid_out(small: Path) -> None:
    fresh, (old,) = _small(small), (small / FOLDER).glob("*.form")
    someone = visit(patient=SOMEONE)
    with _no_layout():
        pdf = _pdf(fresh, someone)
    old.unlink()
    again = _small(small)
    again.lay_out(visit(), printed=PRINTED)
    with _no_layout():
        assert _pdf(again, someone) == pdf


def test_without_a_form_there_is_no_answer(tmp_path: Path) -> None:
    maker = _small(tmp_path)
    handout = _handout(maker, visit())
    assert maker.filling.fill(handout) is None
    assert not maker.filling.has(handout)
    assert "Maria Example" in read_back(_pdf(maker, visit())).text
    assert not maker.filling.has(handout), "a form is laid out only where it is asked for"


def test_a_form_depends_on_nobody_it_was_laid_out_for(small: Path, tmp_path: Path) -> None:
    _small(tmp_path).lay_out(
        visit(patient=SOMEONE, date=dt.date(2027, 1, 2), time=dt.time(15)), printed=PRINTED
    )
    (one,), (other,) = (list((place / FOLDER).glob("*.form")) for place in (small, tmp_path))
    assert one.read_bytes() == other.read_bytes()
    assert one.name == other.name


def test_expecting_a_day_lays_out_the_forms_that_are_shared_and_missing(small: Path) -> None:
    maker = _small(small)
    day = [
        visit(), visit(patient=SOMEONE),
        visit(note="Bring it."), visit(patient=SOMEONE, note="And that."),
        visit(language="es"),
    ]  # fmt: skip
    assert _expect(maker, day) == 1, "one was there, one is of nobody else"
    with _no_layout():
        for someone in day[:4]:
            assert _pdf(maker, someone)


# Words that do not fit


def test_words_that_do_not_fit_are_laid_out_for_that_handout_alone(
    small: Path, caplog: pytest.LogCaptureFixture
) -> None:
    maker = _small(small)
    for name in ("Иван Пример", "Maria  Example", "Maria\u2028Example"):
        someone = visit(patient=Patient(name, SOMEONE.born, "000202"))
        assert maker.filling.fill(_handout(maker, someone)) is None
        with _no_layout():
            assert maker.filling.fill(_handout(maker, visit()))
    russian = visit(patient=Patient("Иван Пример", SOMEONE.born, "000202"))
    assert "Иван Пример" in read_back(_pdf(maker, russian)).text
    assert caplog.records == []


def test_a_letter_that_no_font_has_is_told_of_and_the_form_stays(
    small: Path, caplog: pytest.LogCaptureFixture
) -> None:
    maker = _small(small)
    with pytest.raises(HandoutsError, match="山"):
        _pdf(maker, visit(patient=Patient("山 Example", SOMEONE.born, "000202")))
    with _no_layout():
        assert _pdf(maker, visit())
    assert caplog.records == []


# A form that is not certain

BROKEN: dict[str, Callable[[Callable[..., Any]], Callable[..., Any]]] = {
    "draw_text is gone": lambda _: _raising,
    "draw_text draws other letters": lambda real: (
        lambda stream, box, *more: real(
            stream, dataclasses.replace(box, pango_layout=_turned(box)), *more
        )
    ),
    "draw_text draws nothing": lambda _: lambda *_: None,
    "draw_text has another signature": lambda real: lambda *, stream: real(stream),
    "draw_text draws elsewhere": lambda real: (
        lambda stream, box, *more: real(stream, dataclasses.replace(box, position_x=1), *more)
    ),
    "create_layout is gone": lambda _: _raising,
    "create_layout has another signature": lambda real: partial(real, justify=False),
    "create_layout gives something else": lambda _: lambda *_: object(),
    "create_layout sets other words": lambda real: lambda text, *more: real(text[::-1], *more),
}


def _raising(*_: Any, **__: Any) -> Any:
    message = "Maria Example Zoë Beispiel Zoë Sample"
    raise RuntimeError(message)


def _turned(box: Any) -> Any:
    box.pango_layout.set_text(box.text[::-1])
    return box.pango_layout


@contextmanager
def _broken(what: str) -> Iterator[None]:
    """While a form's words are drawn, WeasyPrint is not as it was; a full layout works."""
    draw = Pen.draw

    def drawn(self: Pen, *what_is_drawn: Any) -> Any:
        room, name = (
            (self._text.line_break, "create_layout")
            if what.startswith("create_layout")
            else (self._draw, "draw_text")
        )
        with pytest.MonkeyPatch.context() as inner:
            inner.setattr(room, name, BROKEN[what](getattr(room, name)))
            return draw(self, *what_is_drawn)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Pen, "draw", drawn)
        yield


def _told(caplog: pytest.LogCaptureFixture) -> list[str]:
    assert {record.levelno for record in caplog.records} <= {logging.WARNING}
    assert all(record.exc_info is None for record in caplog.records)
    said = [record.getMessage() for record in caplog.records]
    for word in ("Maria", "Example", "Zoë", "Beispiel", "000101", "000202"):
        assert not [line for line in said if word in line]
    return said


@pytest.mark.parametrize("what", BROKEN)
def test_a_form_from_disk_must_draw_what_it_drew_when_it_was_proven(
    small: Path, full: list[bytes], caplog: pytest.LogCaptureFixture, what: str
) -> None:
    maker = _small(small)
    with _broken(what):
        assert [_pdf(maker, someone) for someone in (visit(), visit(patient=SOMEONE))] == full
        assert maker.filling.fill(_handout(maker, visit())) is None
    (said,) = _told(caplog)
    assert "sleep, en, standard" in said


@pytest.mark.parametrize("what", BROKEN)
def test_a_form_that_cannot_be_proven_is_refused_once_and_its_handouts_are_laid_out(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, what: str
) -> None:
    maker = _small(tmp_path)
    with _broken(what):
        for _ in range(2):
            assert _expect(maker, [visit(), visit(patient=SOMEONE)]) == 0
        pdf = _pdf(maker, visit())
    assert maker.filling.has(_handout(maker, visit())), "it was tried"
    assert not list(tmp_path.rglob("*.form"))
    assert "Maria Example" in read_back(pdf).text
    (said,) = _told(caplog)
    assert "sleep, en, standard" in said


def test_a_doubtful_form_is_laid_out_anew_where_it_is_expected(
    small: Path, caplog: pytest.LogCaptureFixture
) -> None:
    maker = _small(small)
    key = _key(_small(small), visit())
    path = small / FOLDER / f"{key}.form"
    path.write_bytes(pack(dataclasses.replace(unpack(path.read_bytes(), key), seal="old"), key))
    for _ in range(2):
        assert maker.filling.fill(_handout(maker, visit())) is None
    assert _expect(maker, [visit(), visit(patient=SOMEONE)]) == 1
    with _no_layout():
        assert _pdf(maker, visit())
        assert _pdf(_small(small), visit())
    assert len(_told(caplog)) == 1


def test_a_doubtful_form_that_cannot_be_laid_out_anew_is_told_of_once(
    small: Path, caplog: pytest.LogCaptureFixture
) -> None:
    maker = _small(small)
    with _broken("draw_text is gone"):
        for _ in range(2):
            assert _expect(maker, [visit(), visit(patient=SOMEONE)]) == 0
            assert "Maria Example" in read_back(_pdf(maker, visit())).text
    assert len(_told(caplog)) == 1


def test_what_breaks_later_sends_each_handout_to_a_full_layout(
    small: Path, caplog: pytest.LogCaptureFixture
) -> None:
    maker = _small(small)
    with _no_layout():
        assert _pdf(maker, visit())
    with _broken("draw_text has another signature"):
        for _ in range(2):
            assert "Zoë Beispiel" in read_back(_pdf(maker, visit(patient=SOMEONE))).text
    assert maker.filling.fill(_handout(maker, visit())) is None, "it is not trusted any more"
    assert len(_told(caplog)) == 1


def test_a_form_that_differs_from_a_full_layout_is_refused(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(laying, "difference", lambda *_: "page 1 has other tags")
    maker = _small(tmp_path)
    for _ in range(2):
        maker.lay_out(visit(), printed=PRINTED)
        assert maker.filling.fill(_handout(maker, visit())) is None
    assert not list(tmp_path.rglob("*.form"))
    assert _told(caplog) == [
        "Each handout of the form sleep, en, standard is laid out by itself: page 1 has other tags."
    ]


def test_a_template_that_no_form_can_come_of_prints_as_before(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    flowing = SMALL.replace('<p>{{ field("patient") }}', '<p>Dear {{ field("patient") }}, hello')
    maker = _small(tmp_path, **{"templates/handout.html": flowing})
    _expect(maker, [visit(), visit(patient=SOMEONE)])
    assert "Dear Maria Example, hello" in read_back(_pdf(maker, visit())).text
    assert len(_told(caplog)) == 1


def test_a_broken_template_is_told_as_ever(tmp_path: Path) -> None:
    maker = _small(tmp_path, **{"templates/handout.html": "{{ nothing.at.all }}"})
    with pytest.raises(HandoutsError, match="This template does not work"):
        maker.lay_out(visit(), printed=PRINTED)
    with pytest.raises(HandoutsError, match="This template does not work"):
        _pdf(maker, visit())


def test_a_template_saved_while_a_form_is_laid_out_keeps_it_from_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    maker = _small(tmp_path)
    lay_out = Engine.lay_out

    def saved(self: Engine, *what: Any) -> Any:
        shelf(tmp_path, {"templates/handout.html": SMALL.replace("A visit", "Our visit")})
        return lay_out(self, *what)

    monkeypatch.setattr(Engine, "lay_out", saved)
    maker.lay_out(visit(), printed=PRINTED)
    assert not list(tmp_path.rglob("*.form"))
    with _no_layout():
        assert "A visit" in read_back(_pdf(maker, visit())).text


def test_a_folder_that_cannot_be_written_keeps_forms_in_memory(tmp_path: Path) -> None:
    shelf(tmp_path, {FOLDER: "a file where the folder would be"})
    maker = _small(tmp_path)
    maker.lay_out(visit(), printed=PRINTED)
    with _no_layout():
        assert _pdf(maker, visit(patient=SOMEONE))
    assert (tmp_path / FOLDER).is_file()


def test_nothing_of_any_patient_is_in_the_clinic_s_folder(small: Path) -> None:
    maker = _small(small)
    someone = visit(patient=Patient("Zyxwa Qwertz", dt.date(1931, 10, 9), "QQ-4711"))
    maker.lay_out(someone, printed=PRINTED)
    assert "Zyxwa Qwertz" in read_back(_pdf(maker, someone)).text
    for path in small.rglob("*"):
        if path.is_file():
            stored = path.read_bytes().lower()
            for word in ("zyxwa", "qwertz", "qq-4711", "4711", "maria", "1931", "1958"):
                assert word.encode() not in stored
                assert word.encode("utf-16-be").hex().encode() not in stored


# What makes another form


def _key(maker: Maker, someone: Visit) -> str:
    return maker.filling.key(_handout(maker, someone))


CHANGES = {
    "a template": {"templates/handout.html": SMALL + " "},
    "a template of a block": {"templates/blocks/passage.html": "x"},
    "a stylesheet": {"styles/page.css": stock_file("styles/page.css") + " "},
    "a stylesheet of its own": {"styles/own.css": "p { margin: 0 }"},
    "a picture": {"styles/icons/own.svg": "<svg/>"},
    "a word": {
        "content/en/treatments/sleep.yaml": stock_file("content/en/treatments/sleep.yaml").replace(
            "Better sleep", "Sounder sleep", 1
        )
    },
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_another_file_makes_another_form(tmp_path: Path, change: dict[str, str]) -> None:
    before = _key(_small(tmp_path), visit())
    assert _key(_small(tmp_path), visit()) == before
    assert _key(_maker(shelf(tmp_path, change).clinic), visit()) != before


def test_a_stock_file_of_the_same_name_makes_another_form(tmp_path: Path) -> None:
    """A clinic's own page.css stands before ours, even where its words are the same."""
    before = _key(_small(tmp_path), visit())
    shelf(tmp_path, {"styles/tokens.css": stock_file("styles/tokens.css") + "/**/"})
    assert _key(_maker(tmp_path), visit()) != before


def test_pages_that_only_a_browser_shows_keep_every_form(tmp_path: Path) -> None:
    before = _key(_small(tmp_path), visit())
    shelf(tmp_path, {"templates/web/frame.html": "<p>Save</p>"})
    assert _key(_maker(tmp_path), visit()) == before
    shelf(tmp_path, {"templates/macros.html": stock_file("templates/macros.html") + "{# #}"})
    assert _key(_maker(tmp_path), visit()) != before


def test_other_fonts_or_other_code_make_another_form(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _key(_small(tmp_path), visit())
    other = Fonts({"Source Sans Pro": fonts("Latn").files[:2]})
    with monkeypatch.context() as patch:
        patch.setattr(keys, "fonts", lambda _: other)
        assert _key(_small(tmp_path), visit()) != before
    with monkeypatch.context() as patch:
        patch.setattr(keys, "_code", lambda: "other")
        assert _key(_small(tmp_path), visit()) != before
    assert _key(_small(tmp_path), visit()) == before


@pytest.mark.parametrize("room", ["press", "make"])
def test_a_changed_byte_of_our_own_code_is_other_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, room: str
) -> None:
    code = keys._code.__wrapped__
    before = code()
    rooms = {}
    for name, source in (
        ("press", Path(handouts.press.__file__)),
        ("make", Path(handouts.make.__file__)),
    ):
        shutil.copytree(source.parent, tmp_path / name)
        rooms[name] = tmp_path / name / source.name
    monkeypatch.setattr(handouts.press, "__file__", str(rooms["press"]))
    monkeypatch.setattr(handouts.make, "__file__", str(rooms["make"]))
    assert code() == before
    path = next((tmp_path / room).rglob("f*.py"))
    path.write_bytes(path.read_bytes() + b"#")
    assert code() != before


def test_another_version_of_what_lays_out_is_other_code(monkeypatch: pytest.MonkeyPatch) -> None:
    code = keys._code.__wrapped__
    before = code()
    for name in ("weasyprint", "pydyf", "tinycss2", "cssselect2", "pyphen", "jinja2"):
        with monkeypatch.context() as patch:
            patch.setattr(keys, "version", lambda it, name=name: "0" if it == name else "1")
            one = code()
            patch.setattr(keys, "version", lambda _: "1")
            assert code() != one
    monkeypatch.setattr(keys, "engine_versions", lambda: "Pango 9")
    assert code() != before


def test_an_editor_s_link_to_nowhere_among_the_styles_stops_no_handout(tmp_path: Path) -> None:
    maker = _small(tmp_path, **{"styles/own.css": "p { margin: 0 }"})
    (tmp_path / "styles" / ".#own.css").symlink_to("me@here.4711:1")
    (tmp_path / "styles" / "folder.css").mkdir()
    assert "Maria Example" in read_back(_pdf(maker, visit())).text


def test_signed_words_make_another_form_than_a_draft(tmp_path: Path) -> None:
    maker = _small(tmp_path)
    handout = _handout(maker, visit())
    assert handout.form.draft
    signed = dataclasses.replace(handout, form=dataclasses.replace(handout.form, draft=False))
    assert maker.filling.key(handout) != maker.filling.key(signed)


KINDS = {
    "plain": visit(),
    "a treatment": visit("ketamine-infusion"),
    "another language": visit("ketamine-infusion", language="es"),
    "an edition": visit(edition=Edition.LARGE_PRINT),
    "a visit type": visit("ketamine-infusion", visit_type=VisitType.FIRST),
    "the lower band": visit("ketamine-infusion", dose_band=DoseBand.LOWER),
    "a risk": visit("ketamine-infusion", risks=("hypertension",)),
    "another risk": visit("ketamine-infusion", risks=("sleep-apnea",)),
    "a bilingual copy": visit("ketamine-infusion", language="es", bilingual="en"),
    "no record": visit(patient=Patient("Maria Example", dt.date(1958, 3, 4))),
    "an end": visit(ends=dt.datetime(2026, 12, 1, 12, 30)),
    "a clinician": visit(clinician="Dr. Ada Sample"),
    "a room": visit(room="Room 4"),
    "a note": visit(note="Bring it."),
    "planned days": visit("ketamine-infusion", series=full_visit().series),
    "a wide name": visit(patient=Patient("Maria " * 12 + "Example", SOMEONE.born, "000101")),
    "a name that runs the other way": visit(patient=Patient("مريم", SOMEONE.born, "000101")),
    "a note that runs the other way": visit(note="مثال"),
}


def test_no_two_kinds_share_a_form() -> None:
    maker = _maker(None)
    keys = {name: _key(maker, someone) for name, someone in KINDS.items()}
    assert len(set(keys.values())) == len(KINDS)


def test_whoever_comes_on_whatever_day_shares_a_form() -> None:
    maker = _maker(None)
    keys = {
        _key(maker, someone)
        for someone in (
            visit(), visit(patient=SOMEONE), visit(date=dt.date(2031, 5, 6), time=dt.time(17)),
        )
    }  # fmt: skip
    assert len(keys) == 1
    assert _key(maker, visit(note="One")) == _key(
        maker, visit(note="Another note", patient=SOMEONE)
    )


def test_two_clinics_with_other_papers_share_no_form(tmp_path: Path) -> None:
    shelf(tmp_path, {"handouts.yaml": (CLINIC / "handouts.yaml").read_text(encoding="utf-8")})
    assert _key(_maker(tmp_path), visit()) != _key(_maker(None), visit())


def test_a_filling_looks_at_its_templates_once(tmp_path: Path) -> None:
    """As its engines and templates do: a saved file counts when a new maker is there."""
    maker = _small(tmp_path)
    before = _key(maker, visit())
    shelf(tmp_path, {"templates/handout.html": SMALL + " "})
    assert _key(maker, visit()) == before
    assert isinstance(maker.filling, Filling)


def test_a_handout_without_its_check_code_wants_the_same_form(small: Path) -> None:
    maker = _small(small)
    bare = maker.compose(visit(), printed=PRINTED, coded=False)
    assert bare.check_code == ""
    assert maker.filling.key(bare) == _key(maker, visit())
