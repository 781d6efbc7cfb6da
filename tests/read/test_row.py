"""One row of text becomes visits, or all its problems are told without the patient's data."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.model.settings import DateOrder
from handouts.model.visit import Blank, DoseBand, Edition, Patient, SeriesDate, Visit, VisitType
from handouts.problems import Place, Problem, Severity, errors
from handouts.read.blank import read_blanks
from handouts.read.columns import COLUMNS, REQUIRED, SHARED, Cell, Known
from handouts.read.row import read_row
from tests.rows import GOOD, TODAY, clinic, one, read


def refusal(changed: dict[str, str], known: Known | None = None) -> Problem:
    visits, problems = read(changed, known)
    assert visits == ()
    (problem,) = problems
    assert problem.severity is Severity.ERROR
    return problem


def column_of(problem: Problem, changed: dict[str, str]) -> str:
    """The column at the problem's place: the helper puts each one place further."""
    return list({**GOOD, **changed})[problem.place.column - 1]


def test_a_row_with_all_columns_says_everything_that_was_typed() -> None:
    visit = one(
        {
            "patient": "  Zoë   Beispiel-Muster ",
            "born": "Nov 23, 1971",
            "record": "000102",
            "treatment": "ketamine-infusion",
            "date": "2026-12-01",
            "time": "9:15 am",
            "ends": "1:00 pm",
            "clinician": "Dr. Ada Sample",
            "site": "river-house",
            "room": "Room #4",
            "language": "es",
            "edition": "standard",
            "visit_type": "follow-up",
            "dose_band": "lower",
            "risks": "hypertension; sleep-apnea",
            "series": "2026-12-01 8:30; 2026-12-03; December 5, 2026 2 pm",
            "note": "Please bring your pain diary: 50% of it is enough.",
        }
    )
    assert visit == Visit(
        patient=Patient("Zoë Beispiel-Muster", dt.date(1971, 11, 23), "000102"),
        treatment="ketamine-infusion",
        date=dt.date(2026, 12, 1),
        time=dt.time(9, 15),
        ends=dt.datetime(2026, 12, 1, 13, 0),
        clinician="Dr. Ada Sample",
        site="river-house",
        room="Room #4",
        language="es",
        edition=Edition.STANDARD,
        visit_type=VisitType.FOLLOW_UP,
        dose_band=DoseBand.LOWER,
        risks=("hypertension", "sleep-apnea"),
        series=(
            SeriesDate(dt.date(2026, 12, 1), dt.time(8, 30)),
            SeriesDate(dt.date(2026, 12, 3), None),
            SeriesDate(dt.date(2026, 12, 5), dt.time(14, 0)),
        ),
        note="Please bring your pain diary: 50% of it is enough.",
    )


def test_the_five_columns_that_are_needed_are_enough() -> None:
    assert one() == Visit(
        patient=Patient("Maria Example", dt.date(1958, 3, 4)),
        treatment="ketamine-infusion",
        date=dt.date(2026, 12, 1),
        time=dt.time(8, 30),
    )


def test_empty_columns_say_the_same_as_columns_that_are_not_there() -> None:
    empty = {column: " " for column in COLUMNS if column not in REQUIRED}
    assert one(empty) == one()


@pytest.mark.parametrize("column", REQUIRED)
@pytest.mark.parametrize("nothing", ["", "  ", "\u00a0"])
def test_a_needed_column_that_is_empty_is_named_at_its_place(column: str, nothing: str) -> None:
    changed = {column: nothing}
    problem = refusal(changed)
    assert problem.message == f"{column} is missing."
    assert column_of(problem, changed) == column
    assert COLUMNS[column] in problem.hint


@pytest.mark.parametrize("column", REQUIRED)
def test_a_needed_column_that_is_not_there_is_named_at_the_row_s_place(column: str) -> None:
    cells = {name: Cell(text, Place("d", 7, 3)) for name, text in GOOD.items() if name != column}
    visits, problems = read_row(cells, clinic(), today=TODAY, place=Place("d", 7, 1))
    assert visits == ()
    assert [(p.place, p.message) for p in problems] == [(Place("d", 7, 1), f"{column} is missing.")]


def test_an_empty_row_names_all_that_is_missing() -> None:
    visits, problems = read_row({}, clinic(), today=TODAY, place=Place("d", 9, 1))
    assert visits == ()
    assert [p.message for p in problems] == [f"{column} is missing." for column in REQUIRED]


def test_all_problems_of_a_row_are_told_at_once_each_at_its_column() -> None:
    changed = {
        "patient": "<b>Maria</b>",
        "born": "03/04/1958",
        "record": "1" * 41,
        "treatment": "ketamin-infusion",
        "date": "2026-02-30",
        "time": "25:00",
        "ends": "late",
        "clinician": "Ada\u202eSample",
        "site": "rivr-house",
        "room": "😀",
        "language": "enn",
        "edition": "standart",
        "visit_type": "frist",
        "dose_band": "medium",
        "risks": "diabetis; hypertension; gout",
        "series": "tomorrow",
        "note": "word " * 61,
    }
    visits, problems = read(changed)
    assert visits == ()
    found: dict[str, int] = {}
    for problem in problems:
        assert problem.place.line == 7
        found[column_of(problem, changed)] = found.get(column_of(problem, changed), 0) + 1
    assert found == {**dict.fromkeys(changed, 1), "risks": 2}


def test_two_treatments_make_two_visits_that_share_everything_else() -> None:
    visits, problems = read({"treatment": "Ketamine Infusion; sleep", "record": "7"})
    assert problems == ()
    assert [visit.treatment for visit in visits] == ["ketamine-infusion", "sleep"]
    assert len({(visit.patient, visit.date, visit.time) for visit in visits}) == 1


def test_one_wrong_treatment_of_two_makes_no_visit_at_all() -> None:
    visits, problems = read({"treatment": "sleep; slepe"})
    assert visits == ()
    assert [problem.rule for problem in problems] == ["row-unknown-id"]


def test_a_treatment_or_risk_named_twice_counts_once() -> None:
    visit = one({"treatment": "sleep;sleep; Sleep ;", "risks": "diabetes;;diabetes"})
    assert (visit.treatment, visit.risks) == ("sleep", ("diabetes",))


@pytest.mark.parametrize("text", [";", " ; ;", "_", ";_;"])
def test_a_treatment_of_nothing_but_separators_is_told_and_not_lost(text: str) -> None:
    visits, problems = read({"treatment": text})
    assert visits == ()
    assert errors(problems)


@pytest.mark.parametrize(
    "typed", ["sleep-apnea", "Sleep Apnea", "sleep_apnea", "SLEEP-APNEA", " sleep  apnea "]
)
def test_an_id_may_be_typed_with_spaces_and_capitals(typed: str) -> None:
    assert one({"risks": typed}).risks == ("sleep-apnea",)


def test_an_id_with_capitals_or_underscores_is_known_by_its_own_spelling() -> None:
    known = clinic(
        treatments=("ketamine-infusion", "Our_Own"),
        sites=("North_Wing",),
        languages=("en", "pt-BR"),
    )
    visit = one({"treatment": "Our_Own", "site": "North_Wing", "language": "pt-BR"}, known)
    assert (visit.treatment, visit.site, visit.language) == ("Our_Own", "North_Wing", "pt-BR")


@pytest.mark.parametrize(
    ("column", "typed", "meant"),
    [
        ("treatment", "ketamin-infusion", "ketamine-infusion"),
        ("site", "river-hous", "river-house"),
        ("language", "enn", "en"),
        ("edition", "standrd", "standard"),
        ("visit_type", "followup", "follow-up"),
        ("dose_band", "hihger", "higher"),
        ("risks", "diabetis", "diabetes"),
    ],
)
def test_an_unknown_id_is_refused_with_the_one_that_was_meant(
    column: str, typed: str, meant: str
) -> None:
    changed = {column: typed}
    problem = refusal(changed)
    assert problem.rule == "row-unknown-id"
    assert problem.message == f"{column} {typed!r} is not known."
    assert problem.hint == f"Did you mean {meant!r}?"
    assert column_of(problem, changed) == column


def test_an_id_like_no_other_is_refused_with_all_that_there_are() -> None:
    problem = refusal({"dose_band": "zzz"})
    assert "lower, higher" in problem.hint


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("site", "main; river-house"), ("language", "en; es"), ("visit_type", "first; last"),
        ("dose_band", "lower; higher"),
    ],
)  # fmt: skip
def test_a_column_for_one_id_refuses_two(column: str, text: str) -> None:
    problem = refusal({column: text})
    assert problem.message == f"{column} holds more than one."


@pytest.mark.parametrize(
    ("born", "words"),
    [
        ("2026-11-23", "in the future"),
        ("2085-03-04", "in the future"),
        ("1905-12-31", "more than 120 years ago"),
        ("1858-03-04", "more than 120 years ago"),
        ("03/04/1958", "two days"),
        ("03/04/58", "two digits"),
        ("1958-02-29", "no calendar"),
    ],
)
def test_a_birth_date_that_cannot_be_is_refused(born: str, words: str) -> None:
    problem = refusal({"born": born})
    assert problem.message.startswith("born ")
    assert words in problem.message
    assert column_of(problem, {}) == "born"


@pytest.mark.parametrize("born", ["2026-11-22", "2026-01-01", "1906-12-31"])
def test_the_youngest_and_the_oldest_patients_are_welcome(born: str) -> None:
    assert one({"born": born}).patient.born == dt.date.fromisoformat(born)


def test_the_clinic_s_order_of_dates_holds_for_all_dates_of_a_row() -> None:
    changed = {"born": "03/04/1958", "date": "12/01/2026", "series": "12/01/2026; 12/03/2026 8:30"}
    american = one(changed, clinic(date_order=DateOrder.MONTH_FIRST))
    assert american.patient.born == dt.date(1958, 3, 4)
    assert american.date == dt.date(2026, 12, 1)
    assert [day.date.day for day in american.series] == [1, 3]
    european = one(
        {**changed, "date": "1/12/2026", "series": "1/12/2026"},
        clinic(date_order=DateOrder.DAY_FIRST),
    )
    assert european.patient.born == dt.date(1958, 4, 3)
    assert european.date == dt.date(2026, 12, 1)


@pytest.mark.parametrize(
    ("time", "ends"), [("8:30 am", "8:30"), ("1:00 pm", "1:00 am"), ("9:00", "8:59")]
)
def test_a_visit_cannot_end_before_it_begins(time: str, ends: str) -> None:
    problem = refusal({"time": time, "ends": ends})
    assert problem.message == "ends is not after time."


def test_a_day_in_the_past_is_pointed_out_and_read() -> None:
    visits, problems = read({"date": "2026-11-21"})
    assert len(visits) == 1
    (problem,) = problems
    assert (problem.rule, problem.severity) == ("past", Severity.WARNING)
    assert read({"date": "2026-11-22"})[1] == ()


def test_a_time_in_the_night_that_nobody_called_am_is_pointed_out_and_read() -> None:
    visits, problems = read({"time": "1:15"})
    assert len(visits) == 1
    assert [(p.rule, p.severity) for p in problems] == [("night", Severity.WARNING)]
    assert read({"time": "1:15 am"})[1] == read({"time": "1:15 pm"})[1] == ()


def test_a_name_that_may_stand_for_none_is_pointed_out_and_read() -> None:
    visits, problems = read({"patient": "Null"})
    assert [visit.patient.name for visit in visits] == ["Null"]
    assert [(p.rule, p.severity) for p in problems] == [("placeholder", Severity.WARNING)]


@pytest.mark.parametrize(
    ("changed", "column"),
    [
        ({"date": "2027-03-14", "time": "2:30 am"}, "time"),
        ({"date": "2027-11-07", "time": "1:30 am"}, "time"),
        ({"date": "2027-03-14", "time": "1:30 am", "ends": "2:30 am"}, "ends"),
        ({"date": "2027-11-07", "time": "12:30 am", "ends": "1:30 am"}, "ends"),
    ],
)
def test_a_time_that_the_clocks_skip_or_show_twice_is_refused(
    changed: dict[str, str], column: str
) -> None:
    problem = refusal(changed)
    assert problem.rule == "row-clock-change"
    assert problem.message.startswith(f"{column} ")
    assert column_of(problem, changed) == column
    assert "America/New_York" in problem.hint


def test_a_planned_day_at_a_time_that_the_clocks_skip_is_refused() -> None:
    problem = refusal({"series": "2027-03-12 2:30 am; 2027-03-14 2:30 am"})
    assert problem.rule == "row-clock-change"
    assert problem.message.startswith("series ")


def test_the_same_time_is_read_where_the_clocks_do_not_change() -> None:
    visit = one({"date": "2027-03-14", "time": "2:30 am"}, clinic(timezone="America/Phoenix"))
    assert visit.time == dt.time(2, 30)


@pytest.mark.parametrize("date", ["9999-12-31", "0001-01-01"])
@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Tokyo"])
def test_the_ends_of_the_calendar_end_in_a_visit_or_a_problem(date: str, zone: str) -> None:
    for time in ("12:30 am", "11:30 pm"):
        visits, problems = read({"date": date, "time": time}, clinic(timezone=zone))
        assert visits or errors(problems)


@pytest.mark.parametrize(
    "series",
    [
        "2026-12-03; 2026-12-01",
        "2026-12-01; 2026-12-01",
        "2026-12-01 9:00; 2026-12-01 8:00",
        "2026-12-01; 2026-12-05; 2026-12-03",
    ],
)
def test_a_series_out_of_order_or_with_a_day_twice_is_refused(series: str) -> None:
    problem = refusal({"series": series})
    assert problem.rule == "row-series"
    assert "earliest first" in problem.hint


@pytest.mark.parametrize(
    "series", ["2026-12-01 soon", "2026-12-01 25:00", "8:30", "2026-12-01, 2026-12-03", "x; y"]
)
def test_a_series_that_cannot_be_read_is_refused(series: str) -> None:
    problem = refusal({"series": series})
    assert problem.message.startswith("series ")


def test_a_note_may_have_300_letters_and_no_more() -> None:
    words = "word " * 59 + "worde"
    assert len(words) == 300
    assert one({"note": words}).note == words
    assert refusal({"note": words + "s"}).message == "note is longer than 300 letters."


def test_a_note_stays_as_typed_with_all_its_signs() -> None:
    note = "Bring <all> of {it}: 50% & the $5 form #2, O'Neil said *please*."
    assert one({"note": note}).note == note


@pytest.mark.parametrize("record", ["000102", "0", "A-17/2026", "MRN 00 42", "1.10", "1e5"])
def test_a_record_number_keeps_each_of_its_letters(record: str) -> None:
    assert one({"record": record}).patient.record == record


def test_what_is_missing_is_not_also_told_as_unreadable() -> None:
    _, problems = read({"time": "", "ends": "8:30", "date": ""})
    assert sorted(problem.message for problem in problems) == [
        "date is missing.",
        "time is missing.",
    ]


_CANARY_TEXT = st.one_of(
    st.text(max_size=30).map(lambda text: f"Canary{text}Canary"),
    st.sampled_from(
        [
            "Canary <b>", "{{Canary}}", "Canary\u202e", "Canary" * 40, "Canary😀", "Canary\x00",
            "Canary\u0301\u0301\u0301\u0301", "Canary@x", "Canary\u200bx", "=Canary()",
            "Canary\nCanary",
        ]
    ),
)  # fmt: skip
_CANARY_DATE = st.one_of(
    st.sampled_from(
        ["7719-99-99", "03/04/7719", "77/19/7719", "7719", "Foo 7719", "7719-02-30", "1/1/7719",
         "7719-01-01", "77.19.77"]
    ),
    st.text("0123456789-/. ", max_size=8).map(lambda text: f"{text}7719{text}"),
)  # fmt: skip
_OTHER = st.dictionaries(
    st.sampled_from(["treatment", "date", "time", "ends", "site", "risks", "series", "clinician"]),
    st.sampled_from(["", "x", "sleep", "8:30", "2026-12-01", "1:00 am", "zzz; yyy", ";", "\u202e"]),
)


@settings(max_examples=1000)
@given(_CANARY_TEXT, _CANARY_DATE, _CANARY_TEXT, _CANARY_TEXT, _OTHER)
def test_no_message_of_a_row_ever_holds_what_is_the_patient_s_own(
    patient: str, born: str, record: str, note: str, other: dict[str, str]
) -> None:
    _, problems = read({"patient": patient, "born": born, "record": record, "note": note, **other})
    for problem in problems:
        said = f"{problem} {problem.rule} {problem!r}".casefold()
        assert "canary" not in said
        assert "7719" not in said


_LIKELY = {
    "patient": ["Maria Example", "Null", "", "<b>"],
    "born": ["1958-03-04", "03/04/1958", "9999-12-31", "0001-01-01"],
    "treatment": ["sleep", "sleep; exercise", ";", "", "_", "slepe", "sleep; x"],
    "date": ["2026-12-01", "9999-12-31", "0001-01-01", "2027-03-14", "2027-11-07", "", "x"],
    "time": ["8:30 am", "12:00 am", "11:59 pm", "2:30 am", "1:30 am", "", "x"],
    "ends": ["", "12:30 pm", "2:30 am", "1:30 am", "11:59 pm"],
    "series": ["", ";", "2026-12-01; 2026-12-03 8:30", "2027-03-14 2:30 am", "9999-12-31 11:59 pm"],
}
_CELL = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["Maria Example", "1958-03-04", "2026-12-01", "8:30 am", "12:00", "sleep",
        "sleep; exercise",
         "", ";", "main", "en", "first", "lower", "diabetes", "2026-12-01 8:30; 2026-12-03",
         "2027-03-14", "2:30 am", "9999-12-31", "11:59 pm", "Null", "03/04/2026"]
    ),
)  # fmt: skip


@settings(max_examples=1500)
@given(
    st.one_of(
        st.fixed_dictionaries({name: st.sampled_from(_LIKELY[name]) for name in _LIKELY}),
        st.fixed_dictionaries({}, optional={n: st.sampled_from(_LIKELY[n]) for n in _LIKELY}),
        st.dictionaries(st.sampled_from(list(COLUMNS)), _CELL, max_size=3),
        st.dictionaries(st.sampled_from(list(COLUMNS)), _CELL),
    ),
    st.sampled_from([None, *DateOrder]),
    st.sampled_from(["America/New_York", "Asia/Tokyo", "Australia/Lord_Howe"]),
)
def test_any_row_ends_in_visits_or_in_errors_never_in_both_and_never_in_neither(
    changed: dict[str, str], order: DateOrder | None, zone: str
) -> None:
    visits, problems = read(changed, clinic(date_order=order, timezone=zone))
    assert bool(visits) != bool(errors(problems))
    for visit in visits:
        assert visit.treatment in clinic().treatments
        assert visit.patient.born <= TODAY
        assert visit.ends is None or visit.ends > dt.datetime.combine(visit.date, visit.time)
        assert visit.note is None or 0 < len(visit.note) <= 300


# Two copies in two languages, and how they are set


def test_a_bilingual_row_gives_a_copy_for_the_patient_and_its_twin_for_the_team() -> None:
    visits, problems = read({"language": "es", "bilingual": "yes", "edition": "large-print"})
    assert problems == ()
    assert [(each.language, each.bilingual) for each in visits] == [("es", "en"), ("en", "es")]
    patient, team = visits
    assert replace(team, language="es", bilingual="en") == patient
    assert {each.edition for each in visits} == {Edition.LARGE_PRINT}


def test_two_treatments_in_two_languages_are_four_handouts_in_pairs() -> None:
    visits, problems = read({"treatment": "sleep; exercise", "language": "es", "bilingual": "yes"})
    assert problems == ()
    assert [(each.treatment, each.language) for each in visits] == [
        ("sleep", "es"), ("sleep", "en"), ("exercise", "es"), ("exercise", "en"),
    ]  # fmt: skip


@pytest.mark.parametrize("said", ["", "no", "No", " NO "])
def test_a_row_that_is_not_bilingual_has_one_copy(said: str) -> None:
    assert one({"language": "es", "bilingual": said}).bilingual is None


@pytest.mark.parametrize("language", ["", "en"])
def test_two_copies_in_the_clinics_own_language_are_refused(language: str) -> None:
    visits, (problem,) = read({"language": language, "bilingual": "yes"})
    assert visits == ()
    assert problem.message == "bilingual needs another language than en."
    assert problem.hint.startswith("Name the patient's language in `language`")
    assert problem.place == Place("day.csv", 7, 7)


def test_a_word_for_bilingual_that_is_not_known_is_refused_with_those_that_are() -> None:
    visits, (problem,) = read({"language": "es", "bilingual": "spanish"})
    assert visits == ()
    assert problem.message == "bilingual 'spanish' is not known."
    assert problem.hint == "There is: yes, no."


@pytest.mark.parametrize(
    ("said", "edition"),
    [("", Edition.STANDARD), ("Large Print", Edition.LARGE_PRINT), ("easy_read", Edition.EASY_READ),
     ("HIGH-CONTRAST", Edition.HIGH_CONTRAST), ("standard", Edition.STANDARD)],
)  # fmt: skip
def test_an_edition_is_known_by_its_name_however_it_is_spelled(said: str, edition: Edition) -> None:
    assert one({"edition": said}).edition is edition


def test_an_edition_that_is_none_is_refused_with_the_nearest_one() -> None:
    visits, (problem,) = read({"edition": "large-prnt"})
    assert visits == ()
    assert problem.message == "edition 'large-prnt' is not known."
    assert problem.hint == "Did you mean 'large-print'?"


def test_two_editions_of_one_handout_are_refused() -> None:
    visits, (problem,) = read({"edition": "large-print; easy-read"})
    assert visits == ()
    assert problem.message == "edition holds more than one."


def blanks(**columns: str) -> tuple[tuple[Blank, ...], tuple[Problem, ...]]:
    cells = {name: Cell(text, Place(name)) for name, text in columns.items()}
    return read_blanks(cells, clinic(), place=Place("d", 7, 1))


def test_a_blank_says_all_that_is_nobody_s() -> None:
    said = {
        "treatment": "ketamine-infusion", "site": "river-house", "language": "es",
        "edition": "large-print", "visit_type": "first", "dose_band": "lower",
        "risks": "diabetes; hypertension",
    }  # fmt: skip
    wanted = Blank(
        "ketamine-infusion", site="river-house", language="es", edition=Edition.LARGE_PRINT,
        visit_type=VisitType.FIRST, dose_band=DoseBand.LOWER, risks=("diabetes", "hypertension"),
    )  # fmt: skip
    assert blanks(**said) == ((wanted,), ())


def test_what_is_one_person_s_in_a_row_is_not_looked_at_for_a_blank() -> None:
    personal = {name: "?\u202e?" for name in COLUMNS if name not in SHARED}
    assert blanks(treatment="sleep", **personal) == ((Blank("sleep"),), ())


def test_blanks_come_in_two_languages_and_of_two_treatments() -> None:
    found, problems = blanks(treatment="sleep; exercise", language="es", bilingual="yes")
    assert problems == ()
    assert [(each.treatment, each.language, each.bilingual) for each in found] == [
        ("sleep", "es", "en"), ("sleep", "en", "es"),
        ("exercise", "es", "en"), ("exercise", "en", "es"),
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["", " ", ";"])
def test_a_blank_without_a_treatment_says_that_it_is_missing_once(text: str) -> None:
    found, problems = blanks(treatment=text)
    assert found == ()
    assert [each.message for each in problems] == ["treatment is missing."]


def test_one_wrong_word_makes_no_blank_at_all() -> None:
    found, problems = blanks(treatment="sleep", language="enn", edition="standart")
    assert found == ()
    assert [each.place.file for each in problems] == ["language", "edition"]
