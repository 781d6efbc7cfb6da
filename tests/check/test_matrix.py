"""The matrix: over all visits, what never prints, what never decides, what safety text is lost."""

from dataclasses import replace
from pathlib import Path

from handouts.check.matrix import Matrix, Row, matrix
from handouts.check.report import table
from handouts.model.content import Content
from handouts.model.settings import Settings
from handouts.model.visit import Edition
from handouts.problems import Place
from tests.shelf import changed, stock_words, words_with

KETAMINE = "content/en/treatments/ketamine-infusion.yaml"
SLEEP = "content/en/treatments/sleep.yaml"
TIPS = "content/en/statements/first-time-tips.yaml"
FOR_NEW = "visit_type:\n    - consult\n    - first\n"


def _matrix(content: Content, *offers: str) -> Matrix:
    """With three risks; each one more is ten handouts more."""
    risks = {risk: content.risks[risk] for risk in ("hypertension", "sleep-apnea", "stroke")}
    settings = Settings(timezone="America/New_York", offers=offers)
    return matrix(replace(content, risks=risks), settings)


def _names(found: tuple[tuple[str, Place], ...]) -> set[str]:
    return {name for name, _ in found}


def test_all_that_ships_prints_and_decides_and_no_safety_text_is_missing() -> None:
    told = matrix(stock_words(), Settings(timezone="America/New_York"))
    assert (told.idle, told.always, told.unprinted) == ((), (), ())
    assert [row.missing for row in told.rows] == [{}] * 9


def test_a_row_counts_visits_and_different_handouts() -> None:
    rows = {row.treatment: row for row in _matrix(stock_words(), "sleep", "ketamine-infusion").rows}
    visits = 3 * 5 * (2 + 3)
    assert (rows["sleep"].visits, rows["sleep"].handouts) == (visits, 1)
    assert rows["sleep"].fewest == rows["sleep"].most
    ketamine = rows["ketamine-infusion"]
    assert ketamine.visits == visits
    assert 1 < ketamine.handouts < visits
    assert 0 < ketamine.fewest < ketamine.most


def test_a_text_that_no_treatment_asks_for_is_told_with_its_file(tmp_path: Path) -> None:
    files = changed(
        KETAMINE, "      - statement: first-time-tips\n", "      - statement: no-dose\n"
    )
    told = _matrix(words_with(tmp_path, files))
    ((name, place),) = told.unprinted
    assert name == "statements/first-time-tips"
    assert place.file.endswith("first-time-tips.yaml")
    assert _names(told.idle) == {name}  # its condition is never asked


def test_a_condition_that_the_section_around_it_rules_out_never_fires(tmp_path: Path) -> None:
    files = changed(TIPS, FOR_NEW, "visit_type: [last]\n")
    told = _matrix(words_with(tmp_path, files), "ketamine-infusion")
    ((name, place),) = told.idle
    assert name == "statements/first-time-tips"
    line = (tmp_path / TIPS).read_text(encoding="utf-8").splitlines()[place.line - 1]
    assert line == "when:"


def test_a_condition_that_holds_for_everyone_is_told(tmp_path: Path) -> None:
    all_types = "visit_type: [consult, first, follow-up, last]\n"
    files = changed(TIPS, FOR_NEW, all_types)
    assert _names(_matrix(words_with(tmp_path, files), "ketamine-infusion").always) == {
        "statements/first-time-tips"
    }


def test_a_condition_on_one_risk_fires_when_that_risk_stands_alone(tmp_path: Path) -> None:
    files = changed(TIPS, FOR_NEW, "risk: [stroke]\n")
    told = _matrix(words_with(tmp_path, files), "ketamine-infusion")
    assert (told.idle, told.always) == ((), ())
    files = changed(TIPS, FOR_NEW, "risk: [strok]\n")
    assert _names(_matrix(words_with(tmp_path / "b", files), "ketamine-infusion").idle) == {
        "statements/first-time-tips"
    }


def test_a_safety_text_that_some_visits_lose_is_counted(tmp_path: Path) -> None:
    entry = "      - statement: tell-us-your-medicines\n"
    files = changed(SLEEP, entry, f"{entry}        when: {{visit_type: [first]}}\n")
    (row,) = _matrix(words_with(tmp_path, files), "sleep").rows
    lost = row.visits * 3 // 5  # consult, follow-up and last; unknown shows it
    assert row.missing == {"statements/tell-us-your-medicines": lost}
    assert row.fewest == 0


def test_easy_read_words_are_judged_by_their_own_files() -> None:
    told = _matrix(stock_words("en", Edition.EASY_READ))
    assert told.unprinted == ()
    assert told.idle == ()


def test_a_clinic_that_offers_one_treatment_sees_what_that_one_leaves_out() -> None:
    told = _matrix(stock_words(), "sleep")
    assert "statements/chronic-pain" in _names(told.unprinted)
    assert "statements/off-label" in _names(told.unprinted)


def test_the_table_is_read_by_people() -> None:
    place = Place("content/en/statements/x.yaml", 3, 1)
    told = Matrix(
        rows=(Row("sleep", 495, 1, 11, 11, {}), Row("k", 9, 2, 0, 7, {"statements/y": 3})),
        idle=(("statements/x", place),),
        always=(),
        unprinted=(),
    )
    assert list(table(told)) == [
        "  treatment  visits  handouts  blocks",
        "  sleep         495         1  11",
        "  k               9         2  0-7",
        "  missing: statements/y in 3 of 9 visits for k",
        f"  never true when dose band and visit type are known: statements/x ({place.file}:3)",
    ]
