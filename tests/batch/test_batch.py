"""The steps of a batch are the same for whoever takes them, in whatever thread."""

import threading
from pathlib import Path

import pytest

from handouts.batch.batch import Batch, read_batch
from handouts.batch.day import Day
from handouts.batch.job import Done, Order
from handouts.batch.manifest.account import Outcome
from handouts.batch.manifest.manifest import Manifest
from handouts.batch.workers.stopping import Cancel
from handouts.model.settings import Sides
from handouts.problems import HandoutsError
from handouts.read.schedule.file import How
from tests.batch.run.test_run import GOOD, HEADER, KNOWN, MAKER, TODAY, outcomes

ROWS = [GOOD.replace("Maria", f"Maria{letter}") for letter in "abcdefghijklmnopqrst"]
BAD = "Bad Sample,1949-06-30,sleep,2031-02-30,9:00 am,"


def nobody_looks(done: int, of: int) -> None:
    del done, of


def opened(
    out: Path, *rows: str, resume: bool = False, changed: Path | None = None, draft: bool = True
) -> Batch:
    table, told = read_batch("\n".join((HEADER, *rows)).encode(), "day.csv", How.of(KNOWN), KNOWN)
    order = Order(TODAY, out, draft, resume=resume, schedule=told)
    return Batch.opened(table.rows, MAKER, KNOWN, order, file="day.csv", changed=changed)


def run(batch: Batch, cancel: Cancel | None = None) -> list[Done]:
    return [*batch.run(nobody_looks, cancel)]


def test_a_day_goes_from_rows_to_its_stack(tmp_path: Path) -> None:
    batch = opened(tmp_path / "day", GOOD, BAD)
    done = run(batch)
    day = batch.keep(done)
    assert batch.count(done).failed == 1
    assert batch.pull(done) is None
    assert Day.kept(tmp_path / "day") == day
    assert [each.row for each in day.left] == [3]
    stacked = batch.stack(day, Sides.ONE)
    assert stacked is not None
    assert [path.name for path in stacked.files] == ["packet.pdf"]
    assert opened(tmp_path / "day", GOOD, BAD, resume=True).was_stacked


def test_where_nothing_was_made_the_folder_is_free_again(tmp_path: Path) -> None:
    batch = opened(tmp_path / "day", BAD)
    batch.keep(run(batch))
    assert not (tmp_path / "day").exists()


def test_a_folder_that_holds_a_batch_is_not_written_to_again(tmp_path: Path) -> None:
    batch = opened(tmp_path / "day", GOOD)
    batch.keep(run(batch))
    with pytest.raises(HandoutsError) as refused:
        opened(tmp_path / "day", GOOD)
    assert refused.value.problems[0].rule == "used-folder"


def test_only_what_changed_is_made_and_what_lies_in_the_stack_is_told(tmp_path: Path) -> None:
    batch = opened(tmp_path / "day", *ROWS[:3])
    batch.keep(run(batch))
    moved = ROWS[1].replace("8:30", "9:45")
    changes = opened(tmp_path / "day-2", ROWS[0], moved, changed=tmp_path / "day")
    done = run(changes)
    assert outcomes(done) == [(2, "skipped"), (3, "made")]
    pulled = changes.pull(done)
    assert pulled is not None
    assert [each.why for each in pulled] == [
        "moved from 8:30 am to 9:45 am", "no longer in the schedule",
    ]  # fmt: skip
    assert (tmp_path / "day-2/pull-list.pdf").is_file()


def test_a_stack_of_signed_words_takes_up_no_drafts(tmp_path: Path) -> None:
    batch = opened(tmp_path / "day", GOOD, draft=False)
    run(batch)
    with pytest.raises(HandoutsError) as refused:
        opened(tmp_path / "day-2", GOOD, changed=tmp_path / "day")
    assert refused.value.problems[0].rule == "draft-changed"
    assert not (tmp_path / "day-2").exists()


def test_what_is_finished_when_another_thread_cancels_stays_and_is_not_made_again(
    tmp_path: Path,
) -> None:
    batch, cancel, some = opened(tmp_path, *ROWS), Cancel(), threading.Event()
    done: list[Done] = []
    ended: list[str] = []

    def work() -> None:
        try:
            for each in batch.run(nobody_looks, cancel):
                done.append(each)
                some.set()
                if len(done) == 3:
                    cancel.told.result(60)  # until somebody cancels
        except KeyboardInterrupt:
            ended.append("cancelled")

    thread = threading.Thread(target=work)
    thread.start()
    some.wait()
    cancel.tell()
    thread.join()
    assert ended == ["cancelled"]
    account = Manifest.read(tmp_path)
    assert {each.entry for each in done} <= {*account.entries}
    assert len(account.entries) < len(ROWS)
    assert account.files == {path.name for path in tmp_path.glob("*.pdf")}
    before = {path: path.stat().st_mtime_ns for path in tmp_path.glob("*.pdf")}
    again = run(opened(tmp_path, *ROWS, resume=True))
    assert {each.entry.outcome for each in again} == {Outcome.MADE}
    assert len(again) == len(ROWS)
    assert {path: path.stat().st_mtime_ns for path in before} == before
