"""A batch that was stopped is finished by another run, which makes nothing twice."""

import contextlib
import dataclasses
import datetime as dt
import multiprocessing
import os
from pathlib import Path
from typing import Any

import pytest

from handouts.batch.job import Done, Order
from handouts.batch.manifest.account import Outcome
from handouts.batch.manifest.manifest import Manifest
from handouts.batch.outbox.lock import claimed
from handouts.batch.run.run import give_back, run
from handouts.library.shelves import Shelves
from handouts.make.maker import Maker
from handouts.model.handout import Handout
from handouts.problems import ExitCode, HandoutsError
from handouts.read.columns import Known
from handouts.read.schedule.table import read_table
from tests.batch.run.test_run import (
    BAD,
    GOOD,
    HEADER,
    SALT,
    SETTINGS,
    TODAY,
    TWO,
    QuickMaker,
    outcomes,
)
from tests.cli.terminal import files

ROWS = (GOOD, TWO, BAD["a date that is none"][0], GOOD)


class Counting(QuickMaker):
    """Tells which handouts it was asked for."""

    def __init__(self, shelves: Shelves | None = None) -> None:
        super().__init__(shelves or Shelves(), SETTINGS)
        self.asked: list[str] = []

    def pdf(self, handout: Handout) -> bytes:
        self.asked.append(handout.form.treatment)
        return super().pdf(handout)


def batch(
    *rows: str, out: Path, maker: Maker | None = None, stop_after: int | None = None,
    header: str = HEADER, **order: Any,
) -> tuple[list[Done], list[str]]:  # fmt: skip
    """What came of it, and what was made anew."""
    maker = maker or Counting()
    table = read_table("\n".join((header, *rows)).encode(), "day.csv")
    known = Known.of(maker.content("en"), SETTINGS, maker.shelves.languages())
    given = Order(TODAY, out, draft=True, workers=1, salt=SALT, resume=True, schedule="ab" * 32)
    given = dataclasses.replace(given, **order)
    with contextlib.closing(run(table.rows, maker, known, given)) as results:
        done = [each for each, _ in zip(results, range(stop_after or 10**6), strict=False)]
    return done, getattr(maker, "asked", [])


def rules(done: list[Done], row: int) -> list[str]:
    return [problem.rule for each in done if each.entry.row == row for problem in each.problems]


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    """A batch that came to its end."""
    folder = tmp_path / "out"
    folder.mkdir()
    batch(*ROWS, out=folder)
    return folder


def pdf(folder: Path, row: int) -> Path:
    return next(folder.glob(f"{row:04d}-*.pdf"))


def test_what_was_made_is_not_made_again_and_no_line_is_written_twice(whole: Path) -> None:
    before = files(whole)
    done, asked = batch(*ROWS, out=whole)
    assert asked == []
    assert outcomes(done) == [
        (2, "made"), (3, "made"), (3, "made"), (4, "failed"), (5, "skipped"),
    ]  # fmt: skip
    assert files(whole) == before


def test_a_run_that_was_stopped_is_finished_as_if_it_had_not_been(
    whole: Path, tmp_path: Path
) -> None:
    def end(part: int, folder: Path) -> None:
        """What is left where everything ended after so many lines."""
        lines = (whole / "manifest.jsonl").read_bytes().splitlines(keepends=True)
        (folder / "manifest.jsonl").write_bytes(b"".join(lines[:part]))
        for entry in Manifest.read(folder).lines:
            if entry.file:
                (folder / entry.file).write_bytes((whole / entry.file).read_bytes())

    for part in range(1, 7):
        folder = tmp_path / f"{part}"
        folder.mkdir()
        end(part, folder)
        batch(*ROWS, out=folder)
        assert files(folder) == files(whole)


def test_a_handout_that_is_gone_is_made_again_with_a_word(whole: Path) -> None:
    before = pdf(whole, 2).read_bytes()
    pdf(whole, 2).unlink()
    done, asked = batch(*ROWS, out=whole)
    assert asked == ["sleep"]
    assert rules(done, 2) == ["file-gone"]
    assert pdf(whole, 2).read_bytes() == before


def test_a_handout_that_somebody_changed_stays_and_fails_until_it_is_moved_away(
    whole: Path,
) -> None:
    made = pdf(whole, 2).read_bytes()
    pdf(whole, 2).write_bytes(b"%PDF-scribbled")
    for _ in range(2):
        done, asked = batch(*ROWS, out=whole)
        assert asked == []
        assert outcomes(done)[0] == (2, "failed")
        assert rules(done, 2) == ["file-altered"]
        assert pdf(whole, 2).read_bytes() == b"%PDF-scribbled"
    pdf(whole, 2).rename(whole / "scribbled.pdf")
    done, _ = batch(*ROWS, out=whole)
    assert outcomes(done)[0] == (2, "made")
    assert pdf(whole, 2).read_bytes() == made


def test_a_row_that_failed_is_tried_again(tmp_path: Path) -> None:
    rows = (GOOD.replace("Maria", "Fault"), TWO)
    done, _ = batch(*rows, out=tmp_path)
    assert outcomes(done)[0] == (2, "failed")

    class Mended(Counting):
        def pdf(self, handout: Handout) -> bytes:
            fields = {**handout.fields, "patient": "Maria Example"}
            return super().pdf(dataclasses.replace(handout, fields=fields))

    done, asked = batch(*rows, out=tmp_path, maker=Mended())
    assert outcomes(done) == [(2, "made"), (3, "made"), (3, "made")]
    assert asked == ["sleep"]
    account = Manifest.read(tmp_path)
    assert [(each.row, str(each.outcome)) for each in account.entries] == outcomes(done)
    assert len(account.lines) == 4


def test_pages_are_of_the_first_day_also_when_they_are_made_on_the_next(
    whole: Path, tmp_path: Path
) -> None:
    pdf(whole, 2).unlink()
    batch(*ROWS, out=whole, printed=TODAY + dt.timedelta(days=1))
    fresh = tmp_path / "fresh"
    fresh.mkdir()
    batch(*ROWS, out=fresh)
    assert pdf(whole, 2).read_bytes() == pdf(fresh, 2).read_bytes()


@pytest.mark.parametrize(
    ("other", "rule"),
    [({"schedule": "cd" * 32}, "schedule-changed"), ({"draft": False}, "draft-changed")],
)
def test_another_schedule_or_another_draft_is_refused_and_nothing_is_touched(
    whole: Path, other: dict[str, Any], rule: str
) -> None:
    (whole / "0009-sleep-ABCDEF.pdf").write_bytes(b"%PDF-stray")
    before = files(whole)
    with pytest.raises(HandoutsError) as refused:
        batch(*ROWS, out=whole, **other)
    assert refused.value.problems[0].rule == rule
    assert refused.value.code is ExitCode.PROBLEMS
    assert files(whole) == before


def test_a_used_folder_is_left_alone_without_resume(whole: Path) -> None:
    before = files(whole)
    with pytest.raises(HandoutsError) as refused:
        batch(*ROWS, out=whole, resume=False)
    assert refused.value.problems[0].rule == "used-folder"
    assert "--resume" in refused.value.problems[0].hint
    assert files(whole) == before


@pytest.fixture
def clinic(tmp_path: Path) -> tuple[Shelves, Path]:
    """A clinic's folder with words of its own, and the file that they stand in."""
    words = tmp_path / "clinic/content/en/treatments/sleep.yaml"
    words.parent.mkdir(parents=True)
    words.write_bytes((Shelves().find("content/en/treatments/sleep.yaml") or Path()).read_bytes())
    (tmp_path / "out").mkdir()
    return Shelves(tmp_path / "clinic"), words


def change(words: Path) -> None:
    said = words.read_text(encoding="utf-8")
    title = next(line for line in said.splitlines() if line.startswith("name:"))
    words.write_text(said.replace(title, f"{title} well"), encoding="utf-8")


def test_handouts_of_earlier_words_are_kept_and_the_mixed_day_is_told(
    clinic: tuple[Shelves, Path], tmp_path: Path
) -> None:
    shelves, words = clinic
    other = GOOD.replace("Maria", "Late").replace("1958", "1960")  # and so no look-alike
    batch(GOOD, other, out=tmp_path / "out", maker=Counting(shelves))
    pdf(tmp_path / "out", 3).unlink()
    kept = pdf(tmp_path / "out", 2).read_bytes()
    change(words)
    done, asked = batch(GOOD, other, out=tmp_path / "out", maker=Counting(shelves))
    assert asked == ["sleep"]
    assert rules(done, 2) == ["other-words"]
    assert pdf(tmp_path / "out", 2).read_bytes() == kept
    assert done[0].entry.version != done[1].entry.version


def test_a_row_that_is_read_in_another_way_is_not_left_as_it_was(tmp_path: Path) -> None:
    header, row = "patient,born,treatment,date,time,ends", f"{GOOD}9:30 am"
    batch(row, out=tmp_path, header=header)
    for other in ("born", "time"):
        now = row.replace("1958", "1957") if other == "born" else row.replace("8:30", "8:45")
        done, asked = batch(now, out=tmp_path, header=header)
        assert asked == []
        assert outcomes(done) == [(2, "failed")]
        assert rules(done, 2) == ["read-otherwise"]
    pdf(tmp_path, 2).unlink()
    done, _ = batch(now, out=tmp_path, header=header)
    assert outcomes(done) == [(2, "made")]


@pytest.mark.parametrize("header", [HEADER, "patient,born,treatment,date,time,edition"])
def test_a_row_that_is_read_in_another_way_is_not_taken_for_other_words(
    tmp_path: Path, header: str
) -> None:
    batch(GOOD, out=tmp_path, header=header)
    now = GOOD + ("es" if header == HEADER else "large-print")
    done, asked = batch(now, out=tmp_path, header=header)
    assert asked == []
    assert outcomes(done) == [(2, "failed")]
    assert rules(done, 2) == ["read-otherwise"]


def test_a_row_that_is_read_in_another_way_is_told_where_the_words_are_broken_now(
    clinic: tuple[Shelves, Path], tmp_path: Path
) -> None:
    shelves, _ = clinic
    row = GOOD + "es"
    batch(row, out=tmp_path / "out", maker=Counting(shelves))
    broken = tmp_path / "clinic/content/es/treatments/sleep.yaml"
    broken.parent.mkdir(parents=True)
    broken.write_text("name: [", encoding="utf-8")
    done, _ = batch(row, out=tmp_path / "out", maker=Counting(shelves))
    assert rules(done, 2) == ["other-words"]
    now = row.replace("8:30", "8:45")
    done, _ = batch(now, out=tmp_path / "out", maker=Counting(shelves))
    assert outcomes(done) == [(2, "failed")]


def test_what_no_line_speaks_of_goes_and_what_is_not_ours_stays(whole: Path) -> None:
    stray = whole / "0009-sleep-ABCDEF.pdf"
    mine = (whole / "notes.txt", whole / "sleep-2031-01-07-ABCDEF.pdf", whole / "scan.pdf")
    for path in (stray, *mine):
        path.write_bytes(b"%PDF-")
    (whole / ".part-0123").write_bytes(b"%PDF-half")
    (whole / ".part-4567").mkdir()
    (whole / ".part-4567/.part-89").write_bytes(b"%PDF-half")
    batch(*ROWS, out=whole)
    assert not stray.exists()
    assert [*whole.glob(".*")] == []
    assert all(path.exists() for path in mine)


def test_a_second_run_at_once_is_told_that_the_first_is_busy(
    whole: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handouts.batch.outbox.lock._PATIENCE", 0.1)
    pdf(whole, 2).unlink()
    before = files(whole)
    context = multiprocessing.get_context("fork")
    held, done = context.Event(), context.Event()

    def hold() -> None:
        with claimed(whole):
            held.set()
            done.wait(60)

    first = context.Process(target=hold)
    first.start()
    assert held.wait(60)
    with pytest.raises(HandoutsError) as refused:
        batch(*ROWS, out=whole)
    assert refused.value.problems[0].rule == "busy"
    assert refused.value.code is ExitCode.MACHINE
    assert {name: said for name, said in files(whole).items() if name != ".lock"} == before
    done.set()
    first.join()
    batch(*ROWS, out=whole)
    assert pdf(whole, 2).exists()


def test_the_lock_of_a_run_that_was_killed_is_open(whole: Path) -> None:
    context = multiprocessing.get_context("fork")

    def die() -> None:
        with claimed(whole):
            os._exit(9)

    killed = context.Process(target=die)
    killed.start()
    killed.join()
    assert (whole / ".lock").exists()
    batch(*ROWS, out=whole)
    assert not (whole / ".lock").exists()


def test_the_same_visit_has_the_same_token_in_one_manifest_and_another_in_the_next(
    whole: Path, tmp_path: Path
) -> None:
    other, moved = tmp_path / "other", tmp_path / "moved"
    other.mkdir()
    moved.mkdir()
    batch(*ROWS, out=other, salt="another")
    batch(*(row.replace("8:30", "9:30") for row in ROWS), out=moved)
    mine, theirs, later = (
        [each.visit for each in Manifest.read(folder).entries if each.outcome is Outcome.MADE]
        for folder in (whole, other, moved)
    )
    assert len({*mine}) == 3
    assert {*mine}.isdisjoint(theirs)
    assert later == mine


def test_a_folder_in_which_nothing_was_made_is_given_back_and_no_other(
    whole: Path, tmp_path: Path
) -> None:
    out = tmp_path / "none"
    out.mkdir()
    batch(BAD["a date that is none"][0], out=out)
    give_back(out)
    assert not out.exists()
    for path in whole.glob("*.pdf"):
        path.unlink()
    give_back(whole)
    assert (whole / "manifest.jsonl").exists()
