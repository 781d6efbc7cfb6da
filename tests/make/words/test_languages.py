"""Languages: a folder's name tells its script and its way; dates and times are in its own words."""

import datetime as dt

import pytest

from handouts.make.words.languages import direction, known, script, way
from handouts.make.words.times import birth_date, clock, day, day_and_clock, moment
from handouts.press.fonts import fonts
from handouts.problems import HandoutsError

DATE = dt.date(2026, 12, 1)
MINUTES = tuple(
    dt.time(hour, minute) for hour, minute in ((0, 1), (8, 30), (12, 0), (14, 5), (23, 59))
)
WRITTEN = {
    "en": (
        "Tuesday, December 1, 2026", "January 2, 1960",
        "12:01 am", "8:30 am", "12:00 pm", "2:05 pm", "11:59 pm",
        "Tuesday, December 1, 2:30 am", "Tuesday, December 1, 2026, 2:05 pm",
    ),
    "es": (
        "martes, 1 de diciembre de 2026", "2 de enero de 1960",
        "12:01 de la madrugada", "8:30 de la mañana", "12:00 del mediodía", "2:05 de la tarde",
        "11:59 de la noche",
        "martes, 1 de diciembre, 2:30 de la madrugada",
        "martes, 1 de diciembre de 2026, 2:05 de la tarde",
    ),
    "ar": (
        "الثلاثاء، 1 ديسمبر 2026", "2 يناير 1960",
        "12:01 ص", "8:30 ص", "12:00 م", "2:05 م", "11:59 م",
        "الثلاثاء، 1 ديسمبر، 2:30 ص", "الثلاثاء، 1 ديسمبر 2026، 2:05 م",
    ),
    "zh": (
        "2026年12月1日星期二", "1960年1月2日",
        "凌晨12:01", "上午8:30", "中午12:00", "下午2:05", "晚上11:59",
        "12月1日星期二 凌晨2:30", "2026年12月1日星期二 下午2:05",
    ),
    "vi": (
        "Thứ Ba, 1 tháng 12, 2026", "2 tháng 1, 1960",
        "12:01 đêm", "8:30 sáng", "12:00 trưa", "2:05 chiều", "11:59 đêm",
        "2:30 đêm Thứ Ba, 1 tháng 12", "2:05 chiều Thứ Ba, 1 tháng 12, 2026",
    ),
    "fr": (
        "mardi 1 décembre 2026", "2 janvier 1960",
        "12:01 du matin", "8:30 du matin", "12:00 midi", "2:05 de l’après-midi", "11:59 du soir",
        "mardi 1 décembre, 2:30 du matin", "mardi 1 décembre 2026, 2:05 de l’après-midi",
    ),
    "ru": (
        "вторник, 1 декабря 2026 г.", "2 января 1960 г.",
        "12:01 ночи", "8:30 утра", "12:00 полдень", "2:05 дня", "11:59 ночи",
        "вторник, 1 декабря, 2:30 ночи", "вторник, 1 декабря 2026 г., 2:05 дня",
    ),
    "ko": (
        "2026년 12월 1일 화요일", "1960년 1월 2일",
        "밤 12:01", "오전 8:30", "정오 12:00", "오후 2:05", "밤 11:59",
        "12월 1일 (화요일) 밤 2:30", "2026년 12월 1일 화요일 오후 2:05",
    ),
}  # fmt: skip
"""What each language writes: a day, a birth date, five times, a moment, a day with its time."""


def _texts(language: str) -> tuple[str, ...]:
    return (
        day(DATE, language),
        birth_date(dt.date(1960, 1, 2), language),
        *(clock(time, language) for time in MINUTES),
        moment(dt.datetime(2026, 12, 1, 2, 30), language),
        day_and_clock(DATE, dt.time(14, 5), language),
    )


@pytest.mark.parametrize("language", WRITTEN)
def test_dates_and_times_are_written_as_the_language_does(language: str) -> None:
    written = tuple(text.replace("\u00a0", " ") for text in _texts(language))
    assert written == WRITTEN[language]


@pytest.mark.parametrize("language", [*WRITTEN, "pt-BR", "uk", "pl", "tl", "so", "ht", "ja"])
def test_no_date_and_no_time_holds_a_space_that_fonts_lack(language: str) -> None:
    months = [birth_date(dt.date(2026, month, 28), language) for month in range(1, 13)]
    hours = [clock(dt.time(hour, 30), language) for hour in range(24)]
    assert "\u202f" not in "".join((*_texts(language), *months, *hours))


@pytest.mark.parametrize("language", [*WRITTEN, "pt-BR", "uk", "pl", "fa", "de", "hi", "so"])
def test_the_two_times_that_a_clock_face_shows_alike_are_told_apart(language: str) -> None:
    for hour in range(12):
        early, late = dt.time(hour, 5), dt.time(hour + 12, 5)
        assert clock(early, language) != clock(late, language)
        assert clock(early, language) != f"{hour or 12}:05"


@pytest.mark.parametrize("language", [*WRITTEN, "pt-BR", "tl", "so", "pl"])
def test_a_birth_date_is_never_two_numbers_that_can_be_mixed_up(language: str) -> None:
    """The month is a word, or a sign beside each number says what it is."""
    text = birth_date(dt.date(1960, 3, 4), language)
    numbers = [part for part in text.replace("\u00a0", " ").split() if part.strip(".,").isdigit()]
    named = {"vi": "tháng 3", "zh": "3月", "ko": "3월", "ja": "3月"}
    assert named.get(language, "") in text
    assert "/" not in text
    assert len(numbers) < 3 or language in named


@pytest.mark.parametrize(
    ("language", "written", "way_of_it"),
    [
        ("en", "Latn", "ltr"), ("es", "Latn", "ltr"), ("vi", "Latn", "ltr"),
        ("ar", "Arab", "rtl"), ("zh", "Hans", "ltr"), ("fr", "Latn", "ltr"),
        ("pt-BR", "Latn", "ltr"), ("zh-Hant", "Hant", "ltr"), ("zh-TW", "Hant", "ltr"),
        ("sr", "Cyrl", "ltr"), ("sr-Latn", "Latn", "ltr"), ("ru", "Cyrl", "ltr"),
        ("ko", "Kore", "ltr"), ("ja", "Jpan", "ltr"), ("fa", "Arab", "rtl"), ("ur", "Arab", "rtl"),
        ("he", "Hebr", "rtl"), ("el", "Grek", "ltr"), ("pa", "Guru", "ltr"),
        ("pa-Arab", "Arab", "rtl"),
    ],
)  # fmt: skip
def test_a_folder_name_tells_script_and_way(language: str, written: str, way_of_it: str) -> None:
    assert (script(language), direction(language)) == (written, way_of_it)


@pytest.mark.parametrize("language", ["es", "pt-BR", "zh-Hant", "sr-Latn"])
def test_a_language_of_the_cldr_is_known(language: str) -> None:
    assert known(language)


@pytest.mark.parametrize("name", ["xx", "klingon", "", "pt_BR", "easy-read", "es MX"])
def test_another_name_is_no_language(name: str) -> None:
    assert not known(name)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("555-0100", "ltr"), ("1-800-FDA-1088", "ltr"), ("8:30 ص", "rtl"), ("ص 8:30", "rtl"),
        ("000-101", "ltr"), ("Maria Example", "ltr"), ("محمد العينة", "rtl"),
        ("دنا Example", "rtl"),
        ("Example دنا", "ltr"), ("שרה לדוגמה", "rtl"), ("山田", "ltr"), ("", "ltr"), ("…", "ltr"),
        ("(محمد)", "rtl"), ("30 نوفمبر 2026", "rtl"),
    ],
)  # fmt: skip
def test_a_text_runs_the_way_of_its_first_letter(text: str, expected: str) -> None:
    assert way(text) == expected


def test_a_script_without_a_font_of_ours_is_refused_with_the_way_on() -> None:
    with pytest.raises(HandoutsError, match=r"no font for the script Guru yet[\s\S]*languages\.md"):
        fonts("Guru")
