"""Room: the estimate is never short of what Pango sets, and the edges grow with their lines."""

import dataclasses
import datetime as dt
from collections.abc import Iterator
from html import escape

import pytest

from handouts.make.compose.room import room
from handouts.make.words.times import birth_date, clock, day
from handouts.make.words.widths import BOLD, ems
from handouts.model.handout import Room
from handouts.model.settings import Paper
from handouts.model.visit import Edition, Patient
from handouts.model.wording import Wording
from handouts.press.engine import Engine
from handouts.press.fonts import fonts
from tests.making import Making
from tests.visits import full_visit, visit

SHORT_BY = 0.03
"""In em: how much a few letters may be short; every cell has thirty times as much air."""
TOO_MUCH, A_LETTER = 1.2, 0.3
"""An estimate is at most a fifth more than the truth, and a third of a letter for short words."""
SHEET = """
@page { size: 3000mm 3000mm; margin: 0 }
html { font-family: var(--family); font-size: 100pt }
html { font-variant-ligatures: none; font-variant-numeric: lining-nums }
p { margin: 0 }
span { display: inline-block; white-space: nowrap }
"""
NAMES = {
    "en": (
        "Maria Example", "Zoë Beispiel-Muster", "José Ejemplo Modelo", "Specimen, Anne-Marie",
        "Łukasz Przykładowy", "Olivia Placeholder-O'Neil", "WILLIAM MCWILLIAMS", "Jill Illi",
        "Lilli Till", "Ms. Mimi Wim", "Al Li", "X Y", "Иван Примеров", "Ελένη Δείγμα",
        "Åsa Exempel", "Þór Dæmi", "Ağaoğlu Örnek", "Ştefan Exemplu", "000101", "MRN-88-1042",
    ),
    "es": ("Íñigo Muestra Núñez", "María del Pilar Ejemplo y Ejemplo", "Lílí Îlîllíï"),
    "vi": ("Nguyễn Thị Mẫu", "Trần Đặng Ưu Ví Dụ", "Lý Ỷ Ỹ"),
    "ar": ("محمد العينة", "ليلى مثال", "عبد الرحمن المثال", "فاطمة الزهراء نموذج", "شيماء شمس"),
    "zh": ("山田太郎", "王小明", "李·示例", "欧阳示例"),
}  # fmt: skip
SCRIPTS = {"en": "Latn", "es": "Latn", "vi": "Latn", "ar": "Arab", "zh": "Hans"}
LANGUAGES = [
    pytest.param(language, marks=[pytest.mark.noto] if language in {"ar", "zh"} else [])
    for language in SCRIPTS
]


def _true_ems(texts: list[str], script: str, weight: int) -> list[float]:
    """How wide each text is when the engine sets it in the fonts of its script."""
    engine = Engine(("sheet.css",), {"sheet.css": SHEET.encode()}.get, fonts(script))
    words = "".join(f"<p><span>{escape(text)}</span></p>" for text in texts)
    page = f'<!doctype html><html lang="en" style="font-weight: {weight}"><body>{words}</body>'
    laid_out = engine._weasyprint.HTML(string=page).render(
        stylesheets=engine._styles, font_config=engine._font_config
    )
    boxes = [box for sheet in laid_out.pages for box in sheet._page_box.descendants()]
    found = [box.width * 0.75 / 100 for box in boxes if box.element_tag == "span" and _outer(box)]
    assert len(found) == len(texts)
    return found


def _outer(box: object) -> bool:
    return type(box).__name__ == "InlineBlockBox"


def _texts(stock: Making, language: str) -> Iterator[str]:
    wording = stock.maker.content(language).wording.says
    yield from NAMES[language]
    yield from (getattr(wording, field.name) for field in dataclasses.fields(wording))
    for month in range(1, 13):
        for number in (1, 28):
            date = dt.date(2026, month, number)
            yield from (birth_date(date, language), day(date, language))
    yield from (clock(dt.time(hour, 30), language) for hour in range(24))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_estimate_is_enough_and_not_much_more(stock: Making, language: str) -> None:
    texts = [text for text in dict.fromkeys(_texts(stock, language)) if text.strip()]
    assert len(texts) > 100
    wrong = [
        f"{text}: {ems(text):.2f}, truly {wide:.2f}"
        for text, wide in zip(texts, _true_ems(texts, SCRIPTS[language], 400), strict=True)
        if not wide - SHORT_BY <= ems(text) <= wide * TOO_MUCH + A_LETTER
    ]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_estimate_of_a_bold_name_leaves_no_name_short(language: str) -> None:
    names = list(NAMES[language])
    wrong = [
        f"{name}: {ems(name) * BOLD:.2f}, truly {wide:.2f}"
        for name, wide in zip(names, _true_ems(names, SCRIPTS[language], 700), strict=True)
        if ems(name) * BOLD < wide
    ]
    assert wrong == []


# What a form's edges are given


def _room(stock: Making, name: str = "Maria Example", record: str | None = None,
          paper: Paper = Paper.LETTER, foot: str = "Sleep · Questions? Call 555-0100",
          **changes: str) -> Room:  # fmt: skip
    edition = Edition(changes.pop("edition", Edition.STANDARD))
    patient = Patient(name, dt.date(1958, 3, 4), record)
    wording: Wording = dataclasses.replace(stock.content.wording.says, **changes)
    return room(visit(patient=patient, edition=edition), wording, "en", paper, foot)


def _number(measure: str) -> float:
    assert measure[-2:] in {"mm", "em"}
    return float(measure[:-2])


def test_a_short_name_stands_beside_the_birth_date(stock: Making) -> None:
    assert not _room(stock).wide
    assert not _room(stock, record="000101").wide


@pytest.mark.parametrize("edition", Edition)
def test_one_letter_stands_where_every_short_name_stands(stock: Making, edition: Edition) -> None:
    letter, short = (_room(stock, name, "000101", edition=edition) for name in ("X", "Mia"))
    assert letter == short


@pytest.mark.parametrize(
    ("name", "record"),
    [
        ("Maria-Magdalena Wilhelmina Placeholder-Mustermann", None),
        ("Wilhelmina Placeholder-Mus", "000101"),
        ("Maria Example", "MRN-2026-000-101-778"),
    ],
)
def test_a_long_name_or_number_gives_the_name_a_row(
    stock: Making, name: str, record: str | None
) -> None:
    one_line, two_lines = _room(stock, record="000101"), _room(stock, name=name, record=record)
    assert two_lines.wide
    assert _number(two_lines.head) > _number(one_line.head) + 4


def test_the_same_name_fits_where_no_record_number_stands_beside_it(stock: Making) -> None:
    assert not _room(stock, name="Wilhelmina Placeholder-Mus").wide


def test_a_name_that_is_too_long_for_its_cell_on_the_first_page_has_a_row(stock: Making) -> None:
    """Where labels are short, the head of a page has more room than the visit panel."""
    names = {"Wilhelmina Placeholder": False, "Wilhelmina Mu-Placeholder": True}
    assert {
        name: _room(stock, name, "000101", born="b.", page="p.", of="/").wide for name in names
    } == names


def test_two_short_fields_share_a_row_of_large_print_where_both_fit(stock: Making) -> None:
    someone = full_visit(edition=Edition.LARGE_PRINT)
    shares = []
    for label in ("Record", "Number of a record", "The number of your record with us"):
        wording = dataclasses.replace(stock.content.wording.says, label_record=label)
        cells = dict(room(someone, wording, "en", Paper.LETTER, "Sleep").cells)
        shares.append((cells["room"], cells["record"]))
    assert shares == [("50.0%", "50.0%"), ("45.0%", "55.0%"), ("100.0%", "100.0%")]


def test_the_narrower_paper_is_full_earlier(stock: Making) -> None:
    names = ["W" * length for length in range(10, 40)]
    fits = {paper: sum(not _room(stock, name, paper=paper).wide for name in names)
            for paper in Paper}  # fmt: skip
    assert fits[Paper.A4] < fits[Paper.LETTER]


def test_large_print_is_full_earlier_and_deeper(stock: Making) -> None:
    name = "Olivia Placeholder-O'Neil"
    standard, large = _room(stock, name), _room(stock, name, edition=Edition.LARGE_PRINT)
    assert not standard.wide
    assert large.wide
    assert _number(large.head) > _number(standard.head) * 1.3
    assert _number(large.foot) > _number(standard.foot) * 1.3


def test_a_draft_sentence_of_two_lines_makes_the_head_deeper(stock: Making) -> None:
    long = "DRAFT: " + "a clinician has not signed these words yet. " * 3
    one, two = _room(stock), _room(stock, draft=long)
    assert _number(two.head) - _number(one.head) == pytest.approx(5.1, abs=0.1)


def test_each_line_at_the_foot_makes_it_deeper(stock: Making) -> None:
    foots = [_room(stock, foot="Sleep and pain " * times).foot for times in (1, 8, 15, 22)]
    depths = list(map(_number, foots))
    assert depths == sorted(set(depths))


def test_cells_are_as_wide_as_their_labels_ask(stock: Making) -> None:
    short, long = _room(stock, born="Born"), _room(stock, born="Date of birth of the patient")
    assert _number(long.born_tag) > _number(short.born_tag) + 5
    assert _number(_room(stock, yes="Yes, I think so").answers) > _number(short.answers) + 4


def test_room_is_the_same_for_all_birth_dates(stock: Making) -> None:
    """Else a form would have as many layouts as there are birthdays."""
    dates = (dt.date(1958, 5, 4), dt.date(2001, 9, 30))
    someone = [visit(patient=Patient("Maria Example", date)) for date in dates]
    wording = stock.content.wording.says
    may, september = (room(each, wording, "en", Paper.LETTER, "Sleep") for each in someone)
    assert may == september
