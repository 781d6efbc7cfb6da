"""Names and notes of several lines: they have forms of their own, for all that break alike."""

import datetime as dt
from pathlib import Path

import pytest

from handouts.batch.run.forms import paying
from handouts.library.shelves import Shelves
from handouts.make.forms.kept import FOLDER
from handouts.make.forms.specimen import longer
from handouts.make.maker import Maker
from handouts.model.visit import Patient, Visit
from handouts.press.alike import difference
from handouts.press.engine import Engine
from handouts.read.content import read_settings
from tests.filled import wanted
from tests.pdf import read_back
from tests.shelf import shelf
from tests.unproven import Unproven
from tests.visits import PRINTED, visit

TEMPLATE = """{%- from "macros.html" import field with context -%}
<!doctype html><html lang="{{ form.language }}" dir="{{ form.direction }}"><head>
<meta charset="utf-8"><title>T</title></head><body><main><h1>A visit</h1>
<p style="width: 60mm">{{ field("patient") }}</p><p>{{ field("patient") }}</p>
<p>{{ field("born") }}</p><p>{{ field("check_code") }}</p>
{%- if "note" in fields %}<p>{{ field("note") }}</p>{% endif %}</main></body></html>
"""
NOTE = (
    "Please come by the side door on Harbor Street; the front steps are being mended. "
    "Your ride may wait inside."
)
OTHER = NOTE.replace("Harbor", "Market").replace("ride", "sister")
LONG = (
    Patient("Maximiliane Beispiel-Musterfrau zu Erfunden", dt.date(1950, 1, 2), "000301"),
    Patient("Bartholomäus Specimen-Exemplar von Nirgendwo", dt.date(1944, 5, 6), "000302"),
)


def _maker(folder: Path) -> Maker:
    shelves = Shelves(shelf(folder, {"templates/handout.html": TEMPLATE}).clinic)
    return Maker(shelves, read_settings(shelves), Unproven(shelves))


def _key(maker: Maker, someone: Visit) -> str:
    return maker.filling.key(maker.compose(someone, printed=PRINTED))


@pytest.fixture(scope="module")
def maker(tmp_path_factory: pytest.TempPathFactory) -> Maker:
    """With the forms for a note of two lines, and for a name of two lines in one of its places."""
    made = _maker(tmp_path_factory.mktemp("clinic"))
    made.keep(visit(note=NOTE), printed=PRINTED)
    made.keep(visit(patient=LONG[0]), printed=PRINTED)
    return made


@pytest.mark.parametrize(
    "someone",
    [visit(note=NOTE), visit(note=OTHER), visit(patient=LONG[0]), visit(patient=LONG[1])],
    ids=["a note", "another note", "a name", "another name"],
)
def test_words_of_several_lines_are_filled_in_as_in_a_full_layout(
    maker: Maker, someone: Visit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = _maker(tmp_path).make(someone, printed=PRINTED).pdf
    monkeypatch.setattr(Engine, "_laid_out", lambda *_: pytest.fail("it was laid out"))
    filled = maker.make(someone, printed=PRINTED).pdf
    assert difference(filled, full) is None
    assert (someone.note or someone.patient.name) in " ".join(read_back(filled).text.split())


def test_a_form_of_several_lines_is_another_than_the_plain_one(maker: Maker) -> None:
    keys = [_key(maker, visit(note=note)) for note in ("Bring it.", NOTE, OTHER, NOTE * 2)]
    assert keys[1] == keys[2]
    assert len(set(keys)) == 3


def test_only_one_place_of_a_long_name_takes_two_lines(maker: Maker) -> None:
    handout = maker.compose(visit(patient=LONG[0]), printed=PRINTED)
    plain = maker.filling._keys.plain(handout)
    assert maker.filling._lines(plain, handout) == {"patient": (2, 1)}


def test_as_long_as_nobody_knows_how_words_break_the_plain_form_is_wanted(tmp_path: Path) -> None:
    fresh = _maker(tmp_path)
    assert _key(fresh, visit(note=NOTE)) == _key(fresh, visit(note="Bring it."))


def test_a_day_lays_out_what_several_long_notes_share(tmp_path: Path) -> None:
    fresh = _maker(tmp_path)
    day = [visit(note=NOTE), visit(note=OTHER)]
    missing = paying(wanted(fresh, day), fresh.filling)
    assert [fresh.lay_out(each, printed=PRINTED) for each in missing] == [True]
    assert all(fresh.ready(each, printed=PRINTED) for each in day)
    assert not [*wanted(fresh, day)]


def test_no_long_name_or_note_is_in_the_clinic_s_folder(maker: Maker) -> None:
    assert maker.shelves.clinic is not None
    forms = list((maker.shelves.clinic / FOLDER).glob("*.form"))
    assert len(forms) == 4
    words = (b"Harbor", b"mended", b"Maximiliane", b"Musterfrau", b"Erfunden")
    assert not any(word in form.read_bytes() for form in forms for word in words)


def test_longer_words_are_the_same_ones_again() -> None:
    texts = list(longer("Zoë Sample"))
    assert texts[:3] == ["Zoë Sample", "Zoë Sample Zoë", "Zoë Sample Zoë Sample"]
    assert {word for text in texts for word in text.split()} == {"Zoë", "Sample"}
