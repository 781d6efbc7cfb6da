"""What the benchmarks are measured with is large, various and valid."""

import csv
import datetime as dt
import io
import unicodedata
from collections import Counter

from handouts.library.shelves import Shelves
from handouts.make.maker import Maker
from handouts.model.settings import Settings
from handouts.model.visit import Visit
from handouts.problems import Problem
from handouts.read.columns import Known
from handouts.read.names import looks_like_placeholder, person
from handouts.read.row import read_row
from handouts.read.schedule.table import read_table
from tests.benchmarks.day import DAY, rows
from tests.benchmarks.names import NAMES


def test_there_are_500_names_from_50_countries_or_more_and_none_comes_twice() -> None:
    assert len(NAMES) == 500
    assert len({name for _, name in NAMES}) == 500
    assert len({country for country, _ in NAMES}) >= 50


def test_every_name_is_composed_and_printed_as_it_stands() -> None:
    for _, name in NAMES:
        assert unicodedata.is_normalized("NFC", name), name
        assert person(name) == name
        assert not looks_like_placeholder(name)


def test_the_names_have_the_letters_of_many_alphabets_and_all_lengths() -> None:
    letters = {letter for _, name in NAMES for letter in name}
    assert letters >= set("łşșťőğəþðħķģųćëŵŷ·ñãếộɓɗƙɛɔāīūṣḍḥŋʻʼ’'\u0301\u0300")
    lengths = [len(name) for _, name in NAMES]
    assert min(lengths) <= 4
    assert 55 <= max(lengths) <= 70
    assert sum(" " not in name for _, name in NAMES) >= 10


def read(text: str) -> tuple[list[Visit], list[Problem]]:
    settings = Settings(timezone="America/New_York")
    shelves = Shelves()
    known = Known.of(Maker(shelves, settings).content("en"), settings, shelves.languages())
    visits: list[Visit] = []
    problems: list[Problem] = []
    for row in read_table(text.encode(), "day.csv").rows:
        problems += row.problems
        some, told = read_row(row.cells, known, today=DAY - dt.timedelta(days=1), place=row.place)
        visits += some
        problems += told
    return visits, problems


def test_every_row_of_a_long_day_can_be_read() -> None:
    visits, problems = read(rows(1000))
    assert problems == []
    assert len({visit.patient for visit in visits}) == 1000
    assert len({visit.patient.record for visit in visits}) == 1000
    assert len({visit.patient.born for visit in visits}) == 1000


def test_a_day_is_a_mixture_of_all_that_a_clinic_prints() -> None:
    visits, _ = read(rows(1000))
    treatments = Counter(visit.treatment for visit in visits)
    assert 450 <= treatments["ketamine-infusion"] <= 550
    assert len(treatments) == 9
    infusions = [visit for visit in visits if visit.treatment == "ketamine-infusion"]
    assert {len(visit.risks) for visit in infusions} == {0, 1, 2}
    assert {len(visit.series) for visit in infusions} == {0, 6}
    assert len({visit.visit_type for visit in infusions}) == 4
    assert len({visit.dose_band for visit in infusions}) == 3
    assert {visit.language for visit in visits} == {"en", "es", "vi", "zh", "ar"}
    assert len({visit.edition for visit in visits}) == 4
    assert any(visit.bilingual for visit in visits)
    assert sum(visit.note is not None for visit in visits) in range(20, 100)


def test_stock_has_the_words_of_every_visit() -> None:
    maker = Maker(Shelves(), Settings(timezone="America/New_York"))
    visits, _ = read(rows(300))
    for visit in visits:
        maker.compose(visit, printed=DAY)


def test_a_day_is_always_the_same_and_a_longer_one_begins_like_it() -> None:
    assert rows(20) == rows(20)
    assert rows(40).startswith(rows(20))
    assert len(list(csv.DictReader(io.StringIO(rows(40))))) == 40


def test_after_a_thousand_rows_the_same_visits_come_again_by_other_patients() -> None:
    first, again = (list(csv.DictReader(io.StringIO(rows(1010))))[n::1000] for n in (0, 5))
    for one, other in (first, again):
        same = {name for name in one if one[name] == other[name]}
        assert same == set(one) - {"patient", "born", "record"}
