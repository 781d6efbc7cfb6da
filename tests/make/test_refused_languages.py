"""A language or an edition that lost something makes no handout: it is refused by its name."""

import csv
import io
from pathlib import Path

import pytest

from handouts.library.shelves import Shelves, stock
from handouts.make.compose.compose import compose
from handouts.make.maker import Maker
from handouts.make.words.prose import plain_text
from handouts.model.handout import Handout
from handouts.model.settings import Settings
from handouts.model.visit import Edition
from handouts.problems import HandoutsError
from tests.cli.terminal import SHEET, here, write
from tests.making import Making
from tests.shelf import changed, shelf, stock_file, stock_words
from tests.visits import PRINTED, full_visit, visit

EMERGENCY = "content/es/red-flags/emergency.yaml"
HALLUCINATIONS = "content/es/side-effects/hallucinations.yaml"
TREATMENT = "content/es/treatments/ketamine-infusion.yaml"
SETTINGS = {"handouts.yaml": "timezone: America/New_York\n"}
SECTION = """
  - id: for-you
    heading: Por su estado de salud
    picture: heart
    blocks:
      - risk_notes: yes
"""

LOST = {
    "a sign": (EMERGENCY, "  - le cuesta respirar\n"),
    "a condition": (HALLUCINATIONS, "when:\n  dose_band: [higher]\n"),
    "a section": (TREATMENT, SECTION),
}


def _maker(folder: Path, files: dict[str, str]) -> Maker:
    return Maker(shelf(folder, files), Settings(timezone="America/New_York"))


def _without(folder: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> Shelves:
    """Stock as it would be if somebody had deleted one of its files."""
    copy = folder / "stock"
    for path in (stock() / "content").rglob("*.yaml"):
        relative = path.relative_to(stock())
        if relative.as_posix() != name:
            (copy / relative).parent.mkdir(parents=True, exist_ok=True)
            (copy / relative).write_bytes(path.read_bytes())
    monkeypatch.setattr("handouts.library.shelves.stock", lambda: copy)
    assert (stock() / name).is_file()
    return Shelves()


# At make


@pytest.mark.parametrize("what", LOST)
def test_a_language_that_lost_something_makes_no_handout(tmp_path: Path, what: str) -> None:
    name, old = LOST[what]
    with pytest.raises(HandoutsError) as refused:
        _maker(tmp_path, changed(name, old, "")).make(visit(language="es"), printed=PRINTED)
    (problem,) = refused.value.problems
    assert (problem.rule, problem.place.file) == ("LANG003", str(tmp_path / name))


def test_other_languages_go_on(tmp_path: Path) -> None:
    name, old = LOST["a sign"]
    maker = _maker(tmp_path, changed(name, old, ""))
    assert maker.compose(visit(), printed=PRINTED).form.language == "en"
    assert maker.compose(visit("ketamine-infusion", language="vi"), printed=PRINTED)


def test_a_file_that_is_gone_refuses_the_language_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelves = _without(tmp_path, monkeypatch, "content/es/statements/off-label.yaml")
    maker = Maker(shelves, Settings(timezone="America/New_York"))
    with pytest.raises(HandoutsError, match="no handouts in 'es'"):
        maker.compose(visit(language="es"), printed=PRINTED)
    assert maker.compose(visit(), printed=PRINTED)


def test_a_label_that_is_gone_refuses_the_language(tmp_path: Path) -> None:
    name = "content/es/wording.yaml"
    with pytest.raises(HandoutsError, match="'label_born' is missing"):
        _maker(tmp_path, changed(name, "label_born: Fecha de nacimiento\n", "")).content("es")


def test_a_folder_whose_name_is_no_language_is_refused_by_name(tmp_path: Path) -> None:
    files = {
        f"content/xx/{name}.yaml": stock_file(f"content/es/{name}.yaml")
        for name in ("wording", "glossary")
    }
    with pytest.raises(HandoutsError, match="content/xx: 'xx' is no language of the Unicode CLDR"):
        _maker(tmp_path, files).content("xx")


def test_check_tells_of_a_folder_whose_name_is_no_language(tmp_path: Path) -> None:
    words = {
        f"content/xx/{name}.yaml": stock_file(f"content/es/{name}.yaml")
        for name in ("wording", "glossary")
    }
    write(tmp_path, SETTINGS | words)
    ended = here("check", "--language", "xx", cwd=tmp_path)
    assert ended.code == 1
    assert "content/xx: error language: 'xx' is no language of the Unicode CLDR" in ended.out


def test_a_treatment_that_nobody_translated_is_refused_by_both_names() -> None:
    handout, problems = compose(
        visit("sleep", language="ar"), stock_words("ar"),
        Settings(timezone="America/New_York"), printed=PRINTED,
    )  # fmt: skip
    assert handout is None
    (problem,) = problems
    assert "'sleep' in the language 'ar'" in problem.message


def test_easy_read_words_that_a_language_has_not_are_refused_by_name(stock: Making) -> None:
    someone = visit("ketamine-infusion", language="es", edition=Edition.EASY_READ)
    with pytest.raises(HandoutsError) as refused:
        stock.maker.compose(someone, printed=PRINTED)
    (problem,) = refused.value.problems
    assert problem.message == "There are no easy-read words in the language 'es'."
    assert problem.hint == "There is: standard, large-print, high-contrast."


def test_a_treatment_without_easy_read_words_is_refused_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "content/en/easy-read/treatments/sleep.yaml"
    maker = Maker(_without(tmp_path, monkeypatch, name), Settings(timezone="America/New_York"))
    someone = visit("sleep", edition=Edition.EASY_READ)
    with pytest.raises(HandoutsError, match="'sleep' in easy-read words in the language 'en'"):
        maker.compose(someone, printed=PRINTED)
    assert maker.compose(visit("sleep"), printed=PRINTED)
    other = visit("exercise", edition=Edition.EASY_READ)
    assert maker.compose(other, printed=PRINTED)


# In a batch


def _schedule(*rows: tuple[str, str, str, str]) -> str:
    """A schedule of these names, treatments, languages and editions."""
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(["patient", "born", "treatment", "date", "time", "language", "edition"])
    for patient, treatment, language, edition in rows:
        writer.writerow(
            [patient, "1958-03-04", treatment, "2031-01-07", "8:30 am", language, edition]
        )
    return table.getvalue()


def test_in_a_batch_only_the_rows_of_that_language_fail(tmp_path: Path) -> None:
    name, old = LOST["a sign"]
    schedule = _schedule(
        ("Maria Example", "sleep", "", ""),
        ("José Ejemplo", "sleep", "es", ""),
        ("Ada Sample", "sleep", "ar", ""),
        ("Bea Sample", "sleep", "", "easy-read"),
        ("Cea Sample", "ketamine-infusion", "es", "easy-read"),
    )
    write(tmp_path, SETTINGS | changed(name, old, "") | {"day.csv": schedule})
    ended = here("batch", "day.csv", "--draft", "--out", "o", cwd=tmp_path)
    assert ended.code == 4
    assert "5 rows: 2 made, 0 skipped, 3 failed." in ended.err
    made = sorted(path.name[:4] for path in (tmp_path / "o").glob("*.pdf"))
    assert made == ["0002", "0005"]
    assert f"{name}:9:1" in ended.err
    assert "'sleep' in the language 'ar'" in ended.err
    assert "easy-read words in the language 'es'" in ended.err
    assert "Ejemplo" not in ended.err


def test_make_says_what_the_language_lost_and_writes_nothing(tmp_path: Path) -> None:
    name, old = LOST["a sign"]
    write(tmp_path, SETTINGS | changed(name, old, "") | {"visit.yaml": f"{SHEET}language: es\n"})
    ended = here("make", "visit.yaml", cwd=tmp_path)
    assert ended.code == 1
    assert f"{name}:9:1: This file is not built like " in ended.err
    assert list(tmp_path.glob("*.pdf")) == []


# English never stands in


def _sentences(handout: Handout) -> set[str]:
    return {
        text for phrase in handout.form.phrases()
        if len((text := plain_text(phrase)).split()) > 2
    }  # fmt: skip


@pytest.mark.parametrize("language", ["es", "ar", "zh", "vi"])
def test_no_sentence_of_a_translated_handout_is_english(stock: Making, language: str) -> None:
    treatments = ["ketamine-infusion", "sleep"] if language == "es" else ["ketamine-infusion"]
    for treatment in treatments:
        english = _sentences(stock.maker.compose(full_visit(treatment), printed=PRINTED))
        there = full_visit(treatment, language=language)
        translated = stock.maker.compose(there, printed=PRINTED)
        assert len(english) > 20
        assert _sentences(translated) & english == set()


@pytest.mark.parametrize("language", ["es", "ar", "zh", "vi"])
def test_no_label_of_a_translated_page_is_english(language: str) -> None:
    ours, theirs = stock_words().wording, stock_words(language).wording
    same = {path for path, text in ours.prose() if dict(theirs.prose())[path] == text}
    assert same <= {("no",), ("of",)}, "a `no` is a no in Spanish too"


# What the clinic itself has not said in that language


def _draft_reasons(folder: Path, clinic: str, language: str) -> tuple[str, ...]:
    maker = _maker(folder, {"content/clinic.yaml": clinic})
    return maker.compose(
        visit("ketamine-infusion", language=language), printed=PRINTED
    ).draft_reasons


CLINIC = """\
name: Lakeside Test Clinic
phone: 312-867-5309
after_hours_phone: 312-867-5310
hours:
  en: Weekdays, 7 am to 4 pm
sites:
  main:
    name: Lakeside Test Clinic
    address: [12 Invented Street]
    map:
      en: The entrance is on the lake side.
"""
HOURS = "clinic.yaml does not say opening hours in the language 'es'"
MAP = "clinic.yaml does not say the way to find it in the language 'es'"


def test_hours_and_map_that_are_not_in_the_language_keep_it_a_draft(tmp_path: Path) -> None:
    reasons = _draft_reasons(tmp_path, CLINIC, "es")
    assert HOURS in reasons
    assert MAP in reasons


def test_hours_and_map_in_the_language_are_no_reason(tmp_path: Path) -> None:
    clinic = CLINIC.replace("hours:\n", "hours:\n  es: Lunes a viernes\n")
    clinic = clinic.replace("    map:\n", "    map:\n      es: La entrada da al lago.\n")
    reasons = _draft_reasons(tmp_path, clinic, "es")
    assert HOURS not in reasons
    assert MAP not in reasons


def test_a_clinic_that_says_no_hours_at_all_need_not_say_them_in_spanish(tmp_path: Path) -> None:
    clinic = CLINIC.replace("hours:\n  en: Weekdays, 7 am to 4 pm\n", "")
    assert HOURS not in _draft_reasons(tmp_path, clinic, "es")


def test_english_hours_do_not_slip_onto_a_spanish_page(tmp_path: Path) -> None:
    maker = _maker(tmp_path, {"content/clinic.yaml": CLINIC})
    contact = maker.compose(visit(language="es"), printed=PRINTED).form.contact
    assert (contact.hours, contact.map) == (None, None)
    hours = maker.compose(visit(), printed=PRINTED).form.contact.hours or ""
    assert hours.replace("\u00a0", " ") == "Weekdays, 7 am to 4 pm"
