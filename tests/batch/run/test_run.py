"""A batch goes on past a bad row, and every row that comes in is accounted for."""

import datetime as dt
import hashlib
import json
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from handouts.batch.count import Count
from handouts.batch.job import Done, Order
from handouts.batch.manifest.account import Entry, Outcome, Run
from handouts.batch.manifest.manifest import Manifest
from handouts.batch.run.commit import Commits
from handouts.batch.run.making import Made
from handouts.batch.run.run import run
from handouts.library.shelves import Shelves, stock
from handouts.make.maker import Maker
from handouts.model.handout import Handout
from handouts.model.settings import Settings
from handouts.model.visit import Visit
from handouts.problems import ExitCode, HandoutsError, Place, Problem, stop
from handouts.read.columns import Known
from handouts.read.schedule.table import read_table
from tests.onepage import one_page
from tests.visits import visit

TODAY = dt.date(2031, 1, 6)
SALT = "the same in every test"
SETTINGS = Settings(timezone="America/New_York")
HEADER = "patient,born,treatment,date,time,language"
GOOD = "Maria Example,1958-03-04,sleep,2031-01-07,8:30 am,"
TWO = "Ada Sample,1949-06-30,sleep; exercise,2031-01-07,9:00 am,"

BAD = {
    "a date that is none": ("Bad Sample,1949-06-30,sleep,2031-02-30,9:00 am,", "row-date"),
    "a missing name": (",1949-06-30,sleep,2031-01-07,9:00 am,", "row-missing"),
    "an unknown treatment": ("Bad Sample,1949-06-30,sleeep,2031-01-07,9:00 am,", "row-unknown-id"),
    "an open quote": ('"Bad Sample,1949-06-30,sleep,2031-01-07,9:00 am,', "row-quote"),
    "a cell too many": ("Sample, Bad,1949-06-30,sleep,2031-01-07,9:00 am,", "row-columns"),
    "a letter that is missing": ("Glyph Sample,1949-06-30,sleep,2031-01-07,9:00 am,", "glyph"),
    "markup": ("<b>Bad,1949-06-30,sleep,2031-01-07,9:00 am,", "row-text"),
}


class QuickMaker(Maker):
    """Composes like the real one, but lays nothing out; some names it treats badly."""

    def pdf(self, handout: Handout) -> bytes:
        name = handout.fields["patient"]
        if name.startswith("Glyph"):
            raise HandoutsError(Problem(Place("page"), "glyph", "A letter is not in our fonts."))
        if name.startswith("Fault"):
            raise RuntimeError(name)
        if name.startswith("Disk"):
            raise stop("The disk is full.", code=ExitCode.MACHINE)
        return one_page(handout.check_code)

    def lay_out(self, visit: Visit, *, printed: dt.date) -> bool:  # noqa: ARG002  # as the real one
        return False


MAKER = QuickMaker(Shelves(), SETTINGS)
KNOWN = Known.of(MAKER.content("en"), SETTINGS, ("en",))


def batch(*rows: str, out: Path | None, draft: bool = True, maker: Maker = MAKER) -> list[Done]:
    table = read_table("\n".join((HEADER, *rows)).encode(), "day.csv")
    known = Known.of(maker.content("en"), SETTINGS, maker.shelves.languages())
    return list(run(table.rows, maker, known, Order(TODAY, out, draft, salt=SALT)))


def outcomes(done: list[Done]) -> list[tuple[int, str]]:
    return [(each.entry.row, str(each.entry.outcome)) for each in done]


@pytest.mark.parametrize(("row", "rule"), BAD.values(), ids=BAD)
def test_a_bad_row_harms_no_other(tmp_path: Path, row: str, rule: str) -> None:
    done = batch(GOOD, row, TWO, out=tmp_path)
    assert outcomes(done) == [(2, "made"), (3, "failed"), (4, "made"), (4, "made")]
    assert done[1].entry.rules == (rule,)
    assert {problem.place.line for problem in done[1].problems} == {3}
    assert len(list(tmp_path.glob("*.pdf"))) == 3


def test_a_row_that_makes_the_program_stumble_harms_no_other(tmp_path: Path) -> None:
    done = batch(GOOD, GOOD.replace("Maria", "Fault"), TWO, out=tmp_path)
    assert outcomes(done) == [(2, "made"), (3, "failed"), (4, "made"), (4, "made")]
    assert done[1].problems
    assert not any("Fault Example" in str(problem) for problem in done[1].problems)


def test_a_treatment_without_words_in_the_patients_language_harms_no_other(tmp_path: Path) -> None:
    (tmp_path / "clinic/content").mkdir(parents=True)
    (tmp_path / "out").mkdir()
    shutil.copytree(stock() / "content/en", tmp_path / "clinic/content/fr")
    (tmp_path / "clinic/content/fr/treatments/sleep.yaml").unlink()
    maker = QuickMaker(Shelves(tmp_path / "clinic"), SETTINGS)
    done = batch(GOOD + "fr", TWO, out=tmp_path / "out", maker=maker)
    assert outcomes(done) == [(2, "failed"), (3, "made"), (3, "made")]
    assert any("sleep" in problem.message for problem in done[0].problems)
    assert done[0].problems[0].place.line == 2, "told at the row, whatever file it is about"


def test_a_comma_too_many_never_puts_words_under_another_column(tmp_path: Path) -> None:
    header = "born,treatment,date,time,patient,record,note"
    row = "1958-03-04,sleep,2031-01-07,8:30 am,Sample, Maria,000123,"  # the name is not in quotes
    table = read_table(f"{header}\n{row}\n".encode(), "day.csv")
    done = list(run(table.rows, MAKER, KNOWN, Order(TODAY, tmp_path, draft=True)))
    assert outcomes(done) == [(2, "failed")]
    assert done[0].entry.rules == ("row-columns",)


def test_a_row_without_any_treatment_fails_with_a_reason(tmp_path: Path) -> None:
    done = batch(GOOD.replace("sleep", ";"), out=tmp_path)
    assert outcomes(done) == [(2, "failed")]
    assert done[0].problems
    assert done[0].entry.rules


def test_one_bad_treatment_of_two_fails_the_row(tmp_path: Path) -> None:
    done = batch(TWO.replace("exercise", "exercize"), out=tmp_path)
    assert outcomes(done) == [(2, "failed")]
    assert list(tmp_path.glob("*.pdf")) == []


def test_a_machine_that_cannot_go_on_stops_the_batch_and_keeps_what_is_done(tmp_path: Path) -> None:
    with pytest.raises(HandoutsError) as stopped:
        batch(GOOD, GOOD.replace("Maria", "Disk"), TWO, out=tmp_path)
    assert stopped.value.code is ExitCode.MACHINE
    assert len(list(tmp_path.glob("*.pdf"))) == 1
    assert [entry.row for entry in Manifest.read(tmp_path).lines] == [2]


def test_what_is_made_is_kept_at_once_also_before_its_turn_comes(tmp_path: Path) -> None:
    other = GOOD.replace("Maria", "Disk").replace("sleep", "exercise")
    with pytest.raises(HandoutsError):
        batch(GOOD, other, GOOD.replace("Maria", "Mario"), out=tmp_path)
    assert [entry.row for entry in Manifest.read(tmp_path).lines] == [2, 4]


def test_a_row_said_twice_is_made_once(tmp_path: Path) -> None:
    spaced = GOOD.replace(",", " , ")
    done = batch(GOOD, TWO, spaced, GOOD.replace("Maria", "Mario"), out=tmp_path)
    assert [outcome for _, outcome in outcomes(done)] == [
        "made", "made", "made", "skipped", "made",
    ]  # fmt: skip
    assert done[3].entry.rules == ("duplicate",)
    assert "row 2" in done[3].problems[0].message


def test_the_same_patient_at_another_time_is_no_duplicate(tmp_path: Path) -> None:
    done = batch(GOOD, GOOD.replace("8:30", "9:30"), out=tmp_path)
    assert outcomes(done) == [(2, "made"), (3, "made")]
    assert len(list(tmp_path.glob("*.pdf"))) == 2


def test_without_draft_nothing_unsigned_is_made(tmp_path: Path) -> None:
    done = batch(GOOD, out=tmp_path, draft=False)
    assert done[0].entry.rules == ("draft",)
    assert "--draft" in done[0].problems[0].hint
    assert list(tmp_path.glob("*.pdf")) == []


def test_a_dry_run_has_the_same_outcomes_and_no_files(tmp_path: Path) -> None:
    rows = (GOOD, TWO, *(row for row, _ in BAD.values()), GOOD)
    dry = batch(*rows, out=None)
    wet = batch(*rows, out=tmp_path)
    assert [each.entry for each in dry] == [each.entry for each in wet]


def test_every_made_file_is_what_the_manifest_says(tmp_path: Path) -> None:
    for entry in (each.entry for each in batch(GOOD, TWO, out=tmp_path)):
        assert entry.file is not None
        made = (tmp_path / entry.file).read_bytes()
        assert hashlib.sha256(made).hexdigest() == entry.sha256
        assert entry.file == f"{entry.row:04d}-{entry.treatment}-{entry.check_code}.pdf"


any_row = st.one_of(
    st.sampled_from(["Maria", "Mario", "Ada", "Zoë"]).map(lambda name: GOOD.replace("Maria", name)),
    st.just(TWO),
    st.sampled_from([row for row, _ in BAD.values()]),
    st.sampled_from(["", ",,,,,", GOOD.replace("sleep", ";")]),
    st.text(max_size=20).filter(lambda text: "\0" not in text),  # no such file is read at all
)


@settings(max_examples=40)
@given(st.lists(any_row, max_size=12), st.booleans())
@example([GOOD, GOOD, TWO, BAD["markup"][0], "", "x"], True)
def test_rows_in_are_made_and_skipped_and_failed(rows: list[str], draft: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        table = read_table("\n".join((HEADER, *rows)).encode("utf-8", "replace"), "day.csv")
        done = list(run(table.rows, MAKER, KNOWN, Order(TODAY, Path(folder), draft)))
        entries = [each.entry for each in done]
        count = Count.of(entries, len(table.rows))
        assert count.adds_up
        assert len(table.rows) == count.made + count.skipped + count.failed
        assert {entry.row for entry in entries} == {row.number for row in table.rows}
        files = {path.name for path in Path(folder).glob("*.pdf")}
        assert files == {entry.file for entry in entries if entry.outcome is Outcome.MADE}
        assert count.handouts == sum(entry.outcome is Outcome.MADE for entry in entries)
        account = Manifest.read(Path(folder))
        assert len(account.lines) == len(entries)
        assert sorted(each.line() for each in account.lines) == sorted(
            each.line() for each in entries
        )


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ((GOOD,), ExitCode.OK),
        ((GOOD, GOOD), ExitCode.OK),
        ((GOOD, BAD["markup"][0]), ExitCode.PARTLY),
        ((BAD["markup"][0],), ExitCode.PROBLEMS),
    ],
)
def test_the_exit_code_tells_all_some_or_none(rows: tuple[str, ...], code: ExitCode) -> None:
    done = batch(*rows, out=None)
    assert Count.of([each.entry for each in done], len(rows)).exit_code is code


def test_a_row_that_nobody_accounted_for_does_not_add_up() -> None:
    entries = [each.entry for each in batch(GOOD, out=None)]
    assert not Count.of(entries, 2).adds_up
    assert Count.of(entries, 2).exit_code is not ExitCode.OK


def test_the_manifest_says_once_which_words_each_version_carries_before_it_speaks_of_it(
    tmp_path: Path,
) -> None:
    batch(GOOD, TWO, GOOD.replace("Maria", "Mario"), out=tmp_path)
    account = Manifest.read(tmp_path)
    versions = [entry.version for entry in account.lines]
    assert sorted(words.version for words in account.words) == sorted({*map(str, versions)})
    sleep = next(words for words in account.words if words.version == versions[0])
    item = MAKER.content("en").treatments["sleep"]
    assert sleep.words[item.name] == item.seal[:16]
    assert set(sleep.words) == {*MAKER.compose(visit("sleep"), printed=TODAY).texts}
    seen = set()
    for line in (tmp_path / "manifest.jsonl").read_text(encoding="ascii").splitlines()[1:]:
        said = json.loads(line)
        assert "words" in said or said["version"] in seen
        seen.add(said["version"])


def test_the_manifest_says_on_which_days_its_visits_are(tmp_path: Path) -> None:
    later = TWO.replace("2031-01-07", "2031-01-09")
    batch(later, GOOD, BAD["a date that is none"][0], out=tmp_path)
    run = Manifest.read(tmp_path).run
    assert (run.first, run.last) == (dt.date(2031, 1, 7), dt.date(2031, 1, 9))


def test_a_day_without_visits_is_on_no_day(tmp_path: Path) -> None:
    batch(BAD["a date that is none"][0], out=tmp_path)
    assert Manifest.read(tmp_path).run.last is None


def test_one_version_with_two_sets_of_words_behind_it_tells_both(tmp_path: Path) -> None:
    first = Run("0.1", TODAY, "", 3, SALT, draft=True)
    entries = [Entry(row, Outcome.MADE, version="1234abcd") for row in (2, 3, 4)]
    with Manifest.begin(tmp_path, first) as manifest, Commits(tmp_path, manifest) as commits:
        for turn, (entry, seal) in enumerate(zip(entries, ("a", "b", "a"), strict=True)):
            made = Made(Done(entry), seals={"clinic": seal * 64})
            commits.add(turn, made, Place("day.csv"))
    words = Manifest.read(tmp_path).words
    assert [each.words["clinic"][0] for each in words] == ["a", "b"]
