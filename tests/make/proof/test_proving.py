"""A handout counts as made when its proof found nothing, whoever laid it out."""

import logging
from pathlib import Path

import pytest

from handouts.library.shelves import Shelves
from handouts.make.forms.kept import FOLDER
from handouts.make.maker import Maker
from handouts.make.proof.own_words import own_words
from handouts.model.visit import Patient
from handouts.press.form import Form
from handouts.problems import HandoutsError
from handouts.read.content import read_settings
from tests.cli.terminal import HEADER, ROW, SHEET, here
from tests.pdf import read_back
from tests.shelf import changed, shelf, stock_file
from tests.visits import MARIA, PRINTED, visit

NO_TEXTS = changed("templates/blocks/passage.html", "<p>{{ words(text) }}</p>", "")
"""A clinic's own template, which loses whom to call in an emergency."""
OTHER = Patient("Rose May", MARIA.born, "000909")


def _maker(folder: Path, files: dict[str, str]) -> Maker:
    shelves = shelf(folder, {"handouts.yaml": stock_file("templates/folder/handouts.yaml")} | files)
    return Maker(shelves, read_settings(shelves))


def test_a_template_that_loses_a_safety_text_makes_no_handout(tmp_path: Path) -> None:
    maker = _maker(tmp_path, NO_TEXTS)
    with pytest.raises(HandoutsError) as stopped:
        maker.make(visit(), printed=PRINTED)
    problem = stopped.value.problems[0]
    assert problem.rule == "proof"
    assert problem.message.startswith("This handout was not made: page 1 does not show “")
    assert "templates/" in problem.hint


def test_the_preview_still_shows_it(tmp_path: Path) -> None:
    made = _maker(tmp_path, NO_TEXTS).draft(visit(), printed=PRINTED)
    assert len(read_back(made.pdf).pages) == 2


def test_its_form_is_refused_for_good(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    assert not _maker(tmp_path, NO_TEXTS).lay_out(visit(), printed=PRINTED)
    assert [path.suffix for path in (tmp_path / FOLDER).iterdir() if path.stem != ".gitignore"] == [
        ".refused"
    ]
    assert "is laid out by itself: page 1 does not show “" in caplog.text


def test_make_writes_no_file_and_says_what_is_wrong(tmp_path: Path) -> None:
    _maker(tmp_path, NO_TEXTS)
    (tmp_path / "visit.yaml").write_text(SHEET, encoding="utf-8")
    ended = here("make", "visit.yaml", "-o", "out.pdf", cwd=tmp_path)
    assert ended.code == 1
    assert "page: This handout was not made: page 1 does not show “" in ended.err
    assert "Maria" not in ended.err
    assert not (tmp_path / "out.pdf").exists()


def test_batch_names_the_row_and_writes_no_file(tmp_path: Path) -> None:
    _maker(tmp_path, NO_TEXTS)
    (tmp_path / "day.csv").write_text(f"{HEADER}\n{ROW}\n", encoding="utf-8")
    ended = here("batch", "day.csv", "--draft", "--out", "day", cwd=tmp_path)
    assert ended.code != 0
    assert "day.csv:2:1: This handout was not made: page 1 does not show “" in ended.err
    assert list((tmp_path / "day").glob("*.pdf")) == []


def test_a_filling_that_shows_another_patient_is_laid_out_in_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    maker = _maker(tmp_path, {})
    assert maker.lay_out(visit(), printed=PRINTED)
    assert maker.make(visit(), printed=PRINTED).pdf
    other = maker.compose(visit(patient=OTHER), printed=PRINTED).fields
    fill = Form.fill
    monkeypatch.setattr(Form, "fill", lambda form, _, *rest: fill(form, other, *rest))
    with caplog.at_level(logging.WARNING):
        pdf = maker.make(visit(), printed=PRINTED).pdf
    assert all("Maria Example" in page for page in read_back(pdf).pages)
    assert "shows other words in a place for" in caplog.text
    assert not [word for word in ("Maria", "Rose", "1958") if word in caplog.text]


def test_a_full_layout_that_shows_another_patient_is_no_handout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    maker = _maker(tmp_path, {})
    other = maker.compose(visit(patient=OTHER), printed=PRINTED)
    laid_out = Maker._laid_out
    monkeypatch.setattr(Maker, "_laid_out", lambda self, _: laid_out(self, other))
    with pytest.raises(HandoutsError) as stopped:
        maker.make(visit(), printed=PRINTED)
    assert stopped.value.problems[0].message == (
        "This handout was not made: page 1 does not show the name."
    )
    assert not [word for word in ("Maria", "Rose") if word in str(stopped.value)]


def test_a_clinic_s_own_templates_and_styles_may_say_more(tmp_path: Path) -> None:
    greets = changed(
        "templates/handout.html", "<h1>{{ words(form.title) }}</h1>",
        "<h1>{{ words(form.title) }}</h1><p>Welcome &amp; take a seat.</p>",
    )  # fmt: skip
    styles = stock_file("styles/handout.css") + 'h1::after { content: " (for you)" }'
    maker = _maker(tmp_path, greets | {"styles/handout.css": styles})
    text = read_back(maker.make(visit(), printed=PRINTED).pdf).text
    assert "Welcome & take a seat." in text
    assert "(for you)" in text


def test_words_of_the_page_that_is_shown_in_a_browser_are_none_of_a_handout_s(
    tmp_path: Path,
) -> None:
    shelves = shelf(tmp_path, {"templates/web/frame.html": "<p>Save</p>"})
    assert own_words(shelves) == frozenset()


def test_stock_has_no_words_of_its_own() -> None:
    assert own_words(Shelves()) == frozenset()
