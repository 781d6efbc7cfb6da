"""A clinic's shelves are read as a whole: stock is in order, and every fault is told at once."""

import re
from pathlib import Path

import pytest

from handouts.library.shelves import Shelves, stock
from handouts.model.content import Content
from handouts.model.settings import Paper
from handouts.model.visit import Edition
from handouts.problems import HandoutsError, Place, Problem
from handouts.read.content import FOLDERS, LANGUAGE_FILES, SHARED_FILES, read_content, read_settings
from tests.shelf import shelf

ZONE = "timezone: America/New_York\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty clinic's folder; messages name its files from here."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "handouts.yaml").write_text("timezone: America/New_York\n", encoding="utf-8")
    return tmp_path


def put(folder: Path, relative: str, text: str) -> None:
    path = folder / relative
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def stock_text(relative: str) -> str:
    return (stock() / relative).read_text(encoding="utf-8")


def read(folder: Path | None = None) -> Content:
    content, problems = read_content(Shelves(folder), "en")
    assert problems == ()
    assert content is not None
    return content


def faults(folder: Path) -> list[Problem]:
    content, problems = read_content(Shelves(folder), "en")
    assert content is None
    return sorted(problems, key=lambda problem: problem.place)


def places(problems: list[Problem]) -> list[str]:
    return [str(problem.place) for problem in problems]


@pytest.mark.parametrize("language", Shelves().languages())
def test_every_stock_file_reads_without_a_problem(language: str) -> None:
    read: set[Path] = set()
    for edition in Edition.with_words():
        if edition in Shelves().editions(language):
            content, problems = read_content(Shelves(), language, edition)
            assert problems == ()
            assert content is not None
            read |= {(Path.cwd() / item.file).resolve() for item in content.items()}
    files = {path.resolve() for path in (stock() / "content" / language).rglob("*.yaml")}
    assert read == files | set((stock() / "content").glob("*.yaml"))


def test_the_stock_settings_read_without_a_problem() -> None:
    settings = read_settings(Shelves())
    assert settings.paper is Paper.LETTER
    assert settings.date_order is None
    assert settings.offers == ()


def test_every_item_knows_its_kind_id_language_and_file() -> None:
    content = read()
    item = content.side_effects["nausea"]
    assert (item.kind, item.id, item.language) == ("side-effects", "nausea", "en")
    assert item.file.endswith("content/en/side-effects/nausea.yaml")
    assert item.place("name").line > 1


MISSPELT = {
    **{f"content/en/{name}": ("sorces: [SEED]", "sources") for name in FOLDERS},
    "content/en/wording.yaml": ("label_pateint: For", "label_patient"),
    "content/en/glossary.yaml": ("sorces: [SEED]", "sources"),
    "content/clinic.yaml": ("emergency_nummer: '112'", "emergency_number"),
    "content/sources.yaml": ("souces: {}", "sources"),
}


def test_the_table_of_misspelt_keys_names_every_kind_of_file() -> None:
    kinds = {f"content/en/{name}" for name in FOLDERS}
    kinds |= {f"content/en/{name}.yaml" for name in LANGUAGE_FILES}
    kinds |= {f"content/{name}.yaml" for name in SHARED_FILES}
    assert set(MISSPELT) == kinds


@pytest.mark.parametrize("where", MISSPELT)
def test_a_misspelt_key_is_refused_in_every_kind_of_file(folder: Path, where: str) -> None:
    line, meant = MISSPELT[where]
    relative = where
    if not where.endswith(".yaml"):
        first = min((stock() / where).glob("*.yaml"))
        relative = f"{where}/{first.name}"
    text = stock_text(relative).rstrip("\n") + f"\n{line}\n"
    put(folder, relative, text)
    (problem,) = faults(folder)
    assert problem.place == Place(relative, text.count("\n"), 1)
    assert line.split(":")[0] in problem.message
    assert problem.hint == f"Did you mean {meant!r}?"


def test_the_problems_of_all_files_come_in_one_pass(folder: Path) -> None:
    put(folder, "content/en/statements/credit.yaml", "txt: [x]\nloudness: shout\n")
    put(folder, "content/en/statements/results.yaml", "text: [x]\ntext: [y]\n")
    put(folder, "content/en/risks/diabetes.yaml", "label: x\nnote: y\n")
    put(folder, "content/clinic.yaml", "policies:\n  no_driving_hours: 8\n")
    assert places(faults(folder)) == [
        "content/clinic.yaml:2:3",
        "content/en/risks/diabetes.yaml:2:1",
        "content/en/statements/credit.yaml:1:1",
        "content/en/statements/credit.yaml:2:1",
        "content/en/statements/results.yaml:2:1",
    ]


def test_a_file_that_is_no_yaml_harms_no_other_file_s_report(folder: Path) -> None:
    put(folder, "content/en/risks/diabetes.yaml", "label: 'x\n")
    put(folder, "content/en/risks/stroke.yaml", "label: x\n")
    assert [(p.place.file, p.rule) for p in faults(folder)] == [
        ("content/en/risks/diabetes.yaml", "yaml-syntax"),
        ("content/en/risks/stroke.yaml", "schema"),
    ]


def test_a_clinic_s_own_file_is_read_instead_of_the_stock_one(folder: Path) -> None:
    put(folder, "content/en/risks/diabetes.yaml", "label: Sugar\nnote: [Call us.]\n")
    put(folder, "content/en/risks/our-own.yaml", "label: Ours\nnote: [Tell us.]\n")
    ours, theirs = read(folder), read()
    assert ours.risks["diabetes"].says.label == "Sugar"
    assert ours.risks["diabetes"].says.sources == ()
    assert set(ours.risks) == {*theirs.risks, "our-own"}
    assert ours.risks["stroke"].says == theirs.risks["stroke"].says


def test_a_language_without_its_words_names_each_file_that_is_missing(folder: Path) -> None:
    put(folder, "content/fr/wording.yaml", stock_text("content/en/wording.yaml"))
    content, problems = read_content(Shelves(folder), "fr")
    assert content is None
    assert [(p.rule, p.place.file) for p in problems] == [
        ("missing-file", "content/fr/glossary.yaml")
    ]


def test_a_label_that_is_missing_refuses_the_language(folder: Path) -> None:
    text = stock_text("content/en/wording.yaml").replace("\npage: Page\n", "\n")
    put(folder, "content/en/wording.yaml", text)
    (problem,) = faults(folder)
    assert "'page' is missing" in problem.message


def test_an_unknown_language_is_refused_with_the_nearest_one() -> None:
    with pytest.raises(HandoutsError) as stopped:
        read_content(Shelves(), "enn")
    (problem,) = stopped.value.problems
    assert "'enn'" in problem.message
    assert problem.hint == "Did you mean 'en'?"


def test_settings_are_read_from_the_clinic_s_folder(folder: Path) -> None:
    put(folder, "handouts.yaml", "timezone: America/Denver\npaper: a4\noffers: [sleep]\n")
    settings = read_settings(Shelves(folder))
    assert (settings.timezone, settings.paper, settings.offers) == (
        "America/Denver", Paper.A4, ("sleep",),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("paper: a4\n", 1, "'timezone' is missing"),
        ("timezone:\n", 1, "'timezone' is empty"),
        ("timezone: UTC\npaper: A5\n", 2, "'paper' cannot be 'A5'"),
        ("timezone: UTC\nofers: [sleep]\n", 2, "'ofers' is not a key"),
        ("timezone: UTC\noffers: sleep\n", 2, "'offers' must be a list"),
        ("timezone: UTC\ntimezone: UTC\n", 2, "second time"),
    ],
)
def test_settings_with_a_fault_stop_at_its_line(
    folder: Path, text: str, line: int, words: str
) -> None:
    put(folder, "handouts.yaml", text)
    with pytest.raises(HandoutsError) as stopped:
        read_settings(Shelves(folder))
    (problem,) = stopped.value.problems
    assert (problem.place.file, problem.place.line) == ("handouts.yaml", line)
    assert words in problem.message


@pytest.mark.parametrize(
    "zone", ["America/New_Yrok", "Mars/Base", "../../etc/passwd", "/etc", "x y"]
)
def test_a_time_zone_that_nobody_knows_stops_at_its_line(folder: Path, zone: str) -> None:
    put(folder, "handouts.yaml", f"paper: a4\ntimezone: {zone}\n")
    with pytest.raises(HandoutsError) as stopped:
        read_settings(Shelves(folder))
    (problem,) = stopped.value.problems
    assert (problem.place.file, problem.place.line) == ("handouts.yaml", 2)
    assert "timezone" in problem.message


def test_a_folder_named_like_a_content_file_is_told_in_plain_words(folder: Path) -> None:
    (folder / "content/en/risks/odd.yaml").mkdir(parents=True)
    with pytest.raises(HandoutsError) as stopped:
        read_content(Shelves(folder), "en")
    (problem,) = stopped.value.problems
    assert "content/en/risks/odd.yaml cannot be read" in problem.message


# Languages that the clinic hands out


def test_a_clinic_may_hand_out_some_of_the_languages(tmp_path: Path) -> None:
    settings = read_settings(shelf(tmp_path, {"handouts.yaml": f"{ZONE}languages: [en, es]\n"}))
    assert settings.spoken(("ar", "en", "es")) == ("en", "es")


def test_a_clinic_that_names_no_languages_hands_out_all(tmp_path: Path) -> None:
    settings = read_settings(shelf(tmp_path, {"handouts.yaml": f"{ZONE}languages:\n"}))
    assert settings.spoken(("ar", "en", "es")) == ("ar", "en", "es")


@pytest.mark.parametrize(
    ("words", "line", "message"),
    [
        ("languages: [en, xx]\n", 2, "There are no words in the language 'xx'."),
        ("languages: [es]\n", 1, "'language' is 'en', which is not one of your `languages`."),
        ("language: ar\nlanguages: [es]\n", 2, "'language' is 'ar', which is not one of"),
    ],
)
def test_languages_that_do_not_fit_are_told_at_their_line(
    tmp_path: Path, words: str, line: int, message: str
) -> None:
    with pytest.raises(HandoutsError) as stopped:
        read_settings(shelf(tmp_path, {"handouts.yaml": ZONE + words}))
    (problem,) = stopped.value.problems
    assert problem.place.line == line
    assert problem.message.startswith(message)


FAULTY_SCHEDULE = """\
schedule:
  columns:
    Patient name: patint
    DOB: born
    dob: born
    Start: date; ends
    Status: ignore
  treatments:
    KET: ketamine-infusion; sleeep
    Call: none
    call: sleep
  sites:
    North: nort
    South: main
  record_length: 8
"""


def test_words_of_a_schedule_that_lead_nowhere_are_told_at_their_lines(tmp_path: Path) -> None:
    with pytest.raises(HandoutsError) as stopped:
        read_settings(shelf(tmp_path, {"handouts.yaml": ZONE + FAULTY_SCHEDULE}))
    told = [(p.place.line, p.rule, p.message) for p in stopped.value.problems]
    assert told == [
        (4, "schedule-words", "There is no column 'patint'."),
        (6, "schedule-words", "'dob' is the same as 'DOB' above it."),
        (7, "schedule-words", "One column can fill only one of ours."),
        (10, "schedule-words", "There is no treatment 'sleeep'."),
        (12, "schedule-words", "'call' is the same as 'Call' above it."),
        (14, "schedule-words", "There is no site 'nort'."),
    ]
    assert stopped.value.problems[0].hint == "Did you mean 'patient'?"


def test_a_treatment_that_the_clinic_does_not_offer_cannot_be_meant(tmp_path: Path) -> None:
    words = "offers: [sleep]\nschedule:\n  treatments:\n    EX: exercise\n    SL: sleep\n"
    with pytest.raises(HandoutsError) as stopped:
        read_settings(shelf(tmp_path, {"handouts.yaml": ZONE + words}))
    (problem,) = stopped.value.problems
    assert problem.message == "There is no treatment 'exercise'."


def test_a_schedule_s_words_may_be_left_empty(tmp_path: Path) -> None:
    words = "schedule:\n  columns:\n  treatments:\n  sites:\n  record_length:\n"
    says = read_settings(shelf(tmp_path, {"handouts.yaml": ZONE + words})).schedule
    assert (says.columns, says.treatments, says.record_length) == ({}, {}, None)


def test_the_words_that_the_guide_to_schedules_shows_can_be_read(tmp_path: Path) -> None:
    guide = (Path(__file__).parents[2] / "docs/schedule.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"^```yaml\n(.*?)^```", guide, re.DOTALL | re.MULTILINE)
    says = read_settings(shelf(tmp_path, {"handouts.yaml": ZONE + shown})).schedule
    assert says.columns["*"] == "ignore"
    assert says.columns["Appointment"] == "date; time"
    assert says.treatments["Phone call"] == "none"
    assert says.record_length == 8
