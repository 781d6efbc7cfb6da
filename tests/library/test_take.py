"""A new clinic's folder works from its first minute, and nothing that was there is touched."""

import datetime as dt
import os
from pathlib import Path

import pytest

from handouts import __version__
from handouts.library.record import RECORD, read_record, remember, seal
from handouts.library.schemas import SCHEMA
from handouts.library.shelves import Shelves, clinic_folder, stock
from handouts.library.take import (
    FILES,
    SAMPLE_DAY,
    found,
    stock_name,
    take,
    takeable,
)
from handouts.problems import ExitCode, HandoutsError, Place
from handouts.read.columns import Known
from handouts.read.content import read_content, read_settings
from handouts.read.row import read_row
from handouts.read.schedule.table import read_table
from handouts.read.visit_file import read_visit_file
from handouts.read.yamlfile import parse

TODAY = dt.date(2026, 11, 22)


def snapshot(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def known(folder: Path) -> Known:
    shelves = Shelves(folder)
    content, problems = read_content(shelves, "en")
    assert problems == ()
    assert content is not None
    return Known.of(content, read_settings(shelves), shelves.languages())


def test_a_new_folder_holds_its_files_and_names_each_one(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "clinic"
    made = found(folder, TODAY)
    assert {path.relative_to(folder).as_posix() for path in made} == {*FILES, SCHEMA}
    schemas = {f"{SCHEMA}/{path.name}" for path in (stock() / SCHEMA).iterdir()}
    assert schemas
    assert set(snapshot(folder)) == {*FILES, *schemas, RECORD}
    assert clinic_folder(folder / "content") == folder


def test_the_files_are_the_stock_ones_but_for_the_day(tmp_path: Path) -> None:
    found(tmp_path, TODAY)
    for name, source in FILES.items():
        ours = (tmp_path / name).read_text(encoding="utf-8")
        theirs = (stock() / source).read_text(encoding="utf-8")
        assert ours == theirs.replace(SAMPLE_DAY, "2026-11-23")


@pytest.mark.parametrize(
    ("today", "tomorrow"),
    [
        (dt.date(2026, 11, 22), "2026-11-23"),
        (dt.date(2026, 12, 31), "2027-01-01"),
        (dt.date(2028, 2, 28), "2028-02-29"),
        (dt.date(2026, 11, 30), "2026-12-01"),
    ],
)
def test_the_samples_are_for_tomorrow(tmp_path: Path, today: dt.date, tomorrow: str) -> None:
    found(tmp_path, today)
    for name in ("schedule.csv", "visit.yaml"):
        text = (tmp_path / name).read_text(encoding="utf-8")
        assert tomorrow in text
        assert SAMPLE_DAY not in text or tomorrow == SAMPLE_DAY


# the day before the clocks change, twice, an ordinary day, the end of a year
@pytest.mark.parametrize("today", ["2026-11-22", "2027-03-13", "2027-11-06", "2026-12-31"])
def test_the_sample_schedule_reads_without_a_word(tmp_path: Path, today: str) -> None:
    day = dt.date.fromisoformat(today)
    found(tmp_path, day)
    schedule = read_table((tmp_path / "schedule.csv").read_bytes(), "schedule.csv")
    assert schedule.blank_lines == 0
    assert len(schedule.rows) >= 5
    place = known(tmp_path)
    for row in schedule.rows:
        assert row.problems == ()
        visits, problems = read_row(row.cells, place, today=day, place=row.place)
        assert problems == ()
        assert visits
        assert {visit.date for visit in visits} == {day + dt.timedelta(days=1)}


def test_the_sample_visit_reads_without_a_word(tmp_path: Path) -> None:
    found(tmp_path, TODAY)
    cells = read_visit_file((tmp_path / "visit.yaml").read_bytes(), "visit.yaml")
    visits, problems = read_row(
        cells, known(tmp_path), today=TODAY, place=Place("visit.yaml", 1, 1)
    )
    assert problems == ()
    (visit,) = visits
    assert visit.date == dt.date(2026, 11, 23)
    assert visit.patient.record == "000101"
    assert visit.risks == ("hypertension", "sleep-apnea")


def test_the_new_folder_s_settings_refuse_dates_with_two_meanings(tmp_path: Path) -> None:
    found(tmp_path, TODAY)
    settings = read_settings(Shelves(tmp_path))
    assert settings.date_order is None
    assert settings.offers == ()


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_there_stops_everything_and_stays_as_it_was(
    tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"ours\n")
    before = snapshot(tmp_path)
    with pytest.raises(HandoutsError) as stopped:
        found(tmp_path, TODAY)
    (problem,) = stopped.value.problems
    assert problem.place.file.endswith(name)
    assert "nothing was changed" in problem.hint
    assert snapshot(tmp_path) == before


def test_every_file_that_is_there_is_named_at_once(tmp_path: Path) -> None:
    found(tmp_path, TODAY)
    (tmp_path / "visit.yaml").unlink()
    before = snapshot(tmp_path)
    with pytest.raises(HandoutsError) as stopped:
        found(tmp_path, TODAY)
    assert len(stopped.value.problems) == len(FILES) - 1
    assert snapshot(tmp_path) == before


def test_other_files_in_the_folder_stay_and_do_not_matter(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_bytes(b"ours\n")
    found(tmp_path, TODAY)
    assert (tmp_path / "letter.txt").read_bytes() == b"ours\n"


def test_a_link_that_leads_nowhere_is_not_written_through(tmp_path: Path) -> None:
    target = tmp_path / "outside.yaml"
    folder = tmp_path / "clinic"
    folder.mkdir()
    (folder / "handouts.yaml").symlink_to(target)
    with pytest.raises(HandoutsError):
        found(folder, TODAY)
    assert not target.exists()


def test_a_folder_whose_place_is_taken_by_a_file_is_told_in_plain_words(tmp_path: Path) -> None:
    (tmp_path / "clinic").write_bytes(b"a file\n")
    with pytest.raises(HandoutsError) as stopped:
        found(tmp_path / "clinic", TODAY)
    assert stopped.value.code is ExitCode.MACHINE
    (problem,) = stopped.value.problems
    assert "cannot be written" in problem.message
    assert problem.hint
    assert (tmp_path / "clinic").read_bytes() == b"a file\n"


def test_the_samples_name_nobody_real_and_their_line_ends_are_plain(tmp_path: Path) -> None:
    found(tmp_path, TODAY)
    for data in snapshot(tmp_path).values():
        assert b"\r" not in data
        assert data.endswith(b"\n")
        assert os.linesep == "\n" or b"\r\n" not in data


CREDIT = "content/en/statements/credit.yaml"


def refused(folder: Path, asked: str) -> str:
    before = snapshot(folder)
    with pytest.raises(HandoutsError) as stopped:
        take(folder, asked)
    assert snapshot(folder) == before
    (problem,) = stopped.value.problems
    return f"{problem.message} {problem.hint}"


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        (CREDIT, CREDIT),
        ("statements/credit", CREDIT),
        ("en/statements/credit", CREDIT),
        ("en/statements/credit.yaml", CREDIT),
        (f"./{CREDIT}", CREDIT),
        (f"stock/{CREDIT}", CREDIT),
        ("content\\en\\statements\\credit.yaml", CREDIT),
        (str(stock() / CREDIT), CREDIT),
        ("es/wording", "content/es/wording.yaml"),
        ("wording", "content/en/wording.yaml"),
        ("sources", "content/sources.yaml"),
        ("clinic", "content/clinic.yaml"),
        ("handouts.yaml", "handouts.yaml"),
        ("tokens", "styles/tokens.css"),
        ("icons/heart", "styles/icons/heart.svg"),
        ("blocks/steps", "templates/blocks/steps.html"),
    ],
)
def test_a_stock_file_is_taken_by_its_path_or_by_the_end_of_it(
    tmp_path: Path, asked: str, name: str
) -> None:
    assert take(tmp_path, asked) == tmp_path / name
    source = stock() / FILES.get(name, name)
    assert (tmp_path / name).read_bytes() == source.read_bytes()
    assert set(snapshot(tmp_path)) == {name, RECORD}


def test_a_file_may_be_named_by_where_it_will_be(tmp_path: Path) -> None:
    assert take(tmp_path, str(tmp_path / CREDIT)) == tmp_path / CREDIT


def test_how_the_stock_file_was_is_recorded_with_our_version(tmp_path: Path) -> None:
    take(tmp_path, CREDIT)
    taken, problems = read_record(tmp_path)
    assert problems == ()
    assert {name: each.version for name, each in taken.items()} == {CREDIT: __version__}
    assert taken[CREDIT].seal == seal((stock() / CREDIT).read_bytes())


def test_a_new_folder_records_what_stands_before_stock_and_no_samples(tmp_path: Path) -> None:
    found(tmp_path, TODAY)
    taken, _ = read_record(tmp_path)
    assert set(taken) == {"handouts.yaml", "content/clinic.yaml"}


def test_a_file_that_is_there_is_never_overwritten(tmp_path: Path) -> None:
    take(tmp_path, CREDIT)
    (tmp_path / CREDIT).write_bytes(b"ours\n")
    assert "there already" in refused(tmp_path, CREDIT)
    assert (tmp_path / CREDIT).read_bytes() == b"ours\n"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("content/en/statements/credits.yaml", f"Did you mean '{CREDIT}'?"),
        ("statements/credits", "Did you mean 'statements/credit'?"),
        ("credit", "Did you mean 'statements/credit'?"),
        ("content/en", "such as content/en/checklists/"),
        ("../handouts/problems.py", "Write its path"),
        ("content/schema/statements.json", "`handouts schema` writes these files"),
        ("", "Write its path"),
        ("content/en/statements/../statements/credit.yaml", "Did you mean"),
    ],
)
def test_what_is_no_stock_file_is_refused_with_the_nearest_name(
    tmp_path: Path, asked: str, said: str
) -> None:
    assert said in refused(tmp_path, asked)


def test_every_file_that_can_be_taken_is_found_by_its_own_name() -> None:
    names = [*takeable()]
    assert [stock_name(name) for name in names] == names
    assert {"handouts.yaml", "content/clinic.yaml", "styles/tokens.css", CREDIT} <= set(names)
    assert not [name for name in names if name.startswith(("templates/folder", SCHEMA))]


def test_a_record_is_yaml_that_our_reader_reads_and_keeps_what_it_does_not_know(
    tmp_path: Path,
) -> None:
    take(tmp_path, CREDIT)
    record = tmp_path / RECORD
    record.write_text(record.read_text() + "# our own remark\n", encoding="utf-8")
    remember(tmp_path, {CREDIT: b"newer", "styles/tokens.css": b"x"})
    text = record.read_text(encoding="utf-8")
    assert "# our own remark\n" in text
    document, problems = parse(record.read_bytes(), RECORD)
    assert problems == ()
    assert document is not None
    assert document.value == {
        CREDIT: f"{__version__} sha256:{seal(b'newer')}",
        "styles/tokens.css": f"{__version__} sha256:{seal(b'x')}",
    }


def test_a_line_of_the_record_that_nobody_understands_is_told_with_its_place(
    tmp_path: Path,
) -> None:
    (tmp_path / RECORD).write_text("# x\n\nstyles/tokens.css: yesterday\n", encoding="utf-8")
    taken, (problem,) = read_record(tmp_path)
    assert taken == {}
    assert (problem.place.line, problem.place.column) == (3, 1)
    assert problem.hint


def test_a_record_that_cannot_be_written_says_so_and_leaves_no_part(tmp_path: Path) -> None:
    (tmp_path / RECORD).mkdir()
    with pytest.raises(HandoutsError) as stopped:
        remember(tmp_path, {CREDIT: b"x"})
    assert "taken.yaml" in str(stopped.value)
    assert not [*tmp_path.rglob(".part-*")]
