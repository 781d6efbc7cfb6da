"""The repertoire: every letter that personal words may need, and the same for everybody."""

import datetime as dt
import random
import subprocess
import sys
import unicodedata
from collections.abc import Iterator

import pytest

from handouts.library.shelves import Shelves
from handouts.make.forms.repertoire import CODES, NAMES, repertoire
from handouts.make.words.languages import script
from handouts.make.words.times import birth_date, clock, day, day_and_clock, moment
from handouts.press.drawing import Unfit
from handouts.press.fonts import fonts
from handouts.press.form import Form
from tests.benchmarks import names
from tests.press.forming import Filler, Sheet

LANGUAGES = [
    pytest.param(it, marks=pytest.mark.noto if it in {"ar", "zh"} else ())
    for it in Shelves().languages()
]
OTHERS = ("born", "date", "time", "ends", "printed", "stop_food", "no_driving_until", "series_3")


def _letters(field: str, language: str) -> set[str]:
    return set("".join(repertoire(field, language, fonts(script(language)))))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("field", [*sorted(NAMES), *sorted(CODES), *OTHERS])
def test_every_text_can_be_drawn(field: str, language: str) -> None:
    letters = fonts(script(language))
    texts = repertoire(field, language, letters)
    assert texts
    for text in texts:
        assert letters.lacks(text) == ()
        assert text.strip()
        assert "\n" not in text


def _said(date: dt.date, time: dt.time, language: str) -> Iterator[str]:
    yield day(date, language)
    yield birth_date(date, language)
    yield clock(time, language)
    yield moment(dt.datetime.combine(date, time), language)
    yield day_and_clock(date, time, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_date_and_time_has_its_words_there(language: str) -> None:
    """Whole words, since letters that join take other shapes in others; digits never join."""
    letters, joins = fonts(script(language)), script(language) == "Arab"
    (words,) = repertoire("date", language, letters)[1:]
    known, drawn = set(words.split()), _letters("date", language)
    chosen = random.Random(7)  # noqa: S311  # the same days every time
    for number in range(200):
        date = dt.date(1900, 1, 1) + dt.timedelta(chosen.randrange(80_000))
        time = dt.time(number % 24, chosen.randrange(60))
        for text in _said(date, time, language):
            assert set(text.replace("\u00a0", " ")) <= drawn
            for word in text.replace("\u00a0", " ").split():
                assert not joins or word in known or any(it.isdigit() for it in word)


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_fields_but_names_and_codes_have_the_words_of_dates(language: str) -> None:
    letters = fonts(script(language))
    assert len({repertoire(field, language, letters) for field in OTHERS}) == 1


def _beyond(name: str) -> set[str]:
    """Accents that no single letter has, and letters that no font has."""
    told = unicodedata.normalize("NFC", name)
    return {it for it in told if unicodedata.combining(it)} | set(fonts("Latn").lacks(told))


@pytest.mark.parametrize("field", sorted(NAMES))
def test_each_letter_of_the_names_of_all_countries_is_there(field: str) -> None:
    letters = _letters(field, "en")
    missing = {
        name: set(unicodedata.normalize("NFC", name)) - letters - _beyond(name)
        for _, name in names.NAMES
    }
    assert {name: letters for name, letters in missing.items() if letters} == {}
    assert sum(bool(_beyond(name)) for _, name in names.NAMES) < len(names.NAMES) / 10


@pytest.mark.parametrize("field", sorted(CODES))
def test_a_code_may_have_any_letter_of_ascii(field: str) -> None:
    assert len(repertoire(field, "es", fonts("Latn"))) == 1, "and no word of a date"
    assert set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcxyz0123456789-/#. ") <= _letters(field, "en")


def test_a_name_s_letters_are_not_put_where_only_dates_stand() -> None:
    assert "Ł" in _letters("patient", "en")
    assert "Ł" not in _letters("date", "en")
    assert "Ł" not in _letters("record", "en")


@pytest.mark.noto
def test_arabic_letters_are_in_arabic_forms_alone() -> None:
    assert "م" in _letters("patient", "ar")
    assert "م" not in _letters("patient", "en")
    assert "Ł" in _letters("patient", "ar")


@pytest.fixture(scope="module")
def latin() -> Form:
    sheet = Sheet("<p>{patient}</p><p><b>{note}</b></p>", "", "", fields=("patient", "note"))
    return Filler().lay_out(
        sheet, {"patient": "M", "note": "M"}, repertoire("patient", "en", fonts("Latn"))
    )


@pytest.mark.parametrize(
    "name",
    ["Griffin Taft", "Affleck", "Hoffmann-Offterdinger", "Fiona Fjord", "Zoë O’Neil", "A. T. Ivy"],
)
def test_a_name_whose_letters_join_fits(latin: Form, name: str) -> None:
    assert latin.fill({"patient": name, "note": name}, Filler().shape)


def test_names_fit_as_they_are_drawn_and_not_only_by_their_letters(latin: Form) -> None:
    """Only their width or an accent of two parts may keep them out."""
    why = set()
    for _, name in names.NAMES:
        words = {"patient": unicodedata.normalize("NFC", name), "note": "x"}
        try:
            latin.fill(words, Filler().shape)
        except Unfit as unfit:
            if not _beyond(name):
                why.add(str(unfit))
    assert why <= {"patient is too long for its place"}


ARABIC_NAMES = (
    "محمد العينة", "فاطمة الزهراء", "عبد الله بن أحمد", "نورة آل سعود", "رؤى الشيخ", "هدى إبراهيم",
    "زينب ذو الفقار", "د. ضياء غانم", "سلوى ظاهر", "يوسف صلاح",
    "لؤي ثابت", "خالد جواد", "كمال قباني",
)  # fmt: skip


@pytest.mark.noto
@pytest.mark.parametrize("name", ARABIC_NAMES)
def test_an_arabic_name_fits_in_the_shapes_that_its_letters_take(name: str) -> None:
    sheet = Sheet("<p>{patient}</p>", "", "", language="ar", way="rtl", fields=("patient",))
    arab = Filler("Arab")
    form = arab.lay_out(sheet, {"patient": name}, repertoire("patient", "ar", fonts("Arab")))
    assert arab.fill(form, {"patient": name})


_SAID = (
    "from handouts.make.forms.repertoire import repertoire;from handouts.press.fonts import fonts;"
    "import sys;sys.stdout.reconfigure(encoding='utf-8');"
    "print([repertoire(it, 'en', fonts('Latn')) for it in ('patient', 'born', 'record')])"
)


def test_it_is_the_same_in_every_process_on_every_day() -> None:
    said = {
        subprocess.run(
            [sys.executable, "-c", _SAID],
            env={"PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": _PATH},
            capture_output=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Pacific/Auckland"))
    }  # fmt: skip
    assert len(said) == 1


_PATH = ":".join(path for path in sys.path if path)
