"""What lies on the disk of a day, and in which ways it may go on from there."""

import datetime as dt
import stat
from pathlib import Path

import pytest

from handouts.batch.batch import Batch
from handouts.batch.job import Order
from handouts.batch.manifest.manifest import Manifest
from handouts.batch.packet.files import PULL_LIST
from handouts.library.shelves import Shelves
from handouts.model.settings import Settings, Sides
from handouts.web.desk.tomorrow.days import (
    Way,
    days_folder,
    days_made,
    made_of,
    new_folder,
    open_days,
    taken_up,
    ways,
)
from tests.batch.run.test_run import GOOD, KNOWN, MAKER, TODAY
from tests.batch.test_batch import BAD, ROWS, nobody_looks, opened, run

DAY = dt.date(2031, 1, 7)


def finish(batch: Batch) -> str:
    """Make all of it; what its schedule is told by."""
    done = run(batch)
    batch.pull(done)
    day = batch.keep(done)
    if batch.count(done).handouts:
        batch.stack(day, Sides.ONE)
    return batch.order.schedule


def stop(batch: Batch, after: int) -> str:
    """Make so many rows of it."""
    running = batch.run(nobody_looks)
    for _ in range(after):
        next(running)
    running.close()
    return batch.order.schedule


def last(folder: Path) -> list[str]:
    return [each.folder.name for each in made_of(folder, DAY)]


def test_only_folders_of_that_day_that_a_batch_wrote_count_in_their_order(tmp_path: Path) -> None:
    for name in ("2031-01-07", "2031-01-07-2", "2031-01-07-10", "2031-01-08"):
        finish(opened(tmp_path / name, GOOD))
    (tmp_path / "2031-01-07-3").mkdir()
    (tmp_path / "2031-01-07-old").mkdir()
    assert last(tmp_path) == ["2031-01-07", "2031-01-07-2", "2031-01-07-10"]
    assert days_made(tmp_path, DAY) == (DAY, dt.date(2031, 1, 8))
    assert days_made(tmp_path, dt.date(2031, 1, 8)) == (dt.date(2031, 1, 8),)
    assert days_made(tmp_path / "nowhere", DAY) == ()


def test_a_day_that_was_never_made_is_made(tmp_path: Path) -> None:
    assert ways(None, "schedule", {2}) == (Way.NEW,)
    assert new_folder(tmp_path, DAY).name == "2031-01-07"


def test_a_new_folder_is_never_one_that_is_there(tmp_path: Path) -> None:
    (tmp_path / "2031-01-07").mkdir()
    assert new_folder(tmp_path, DAY).name == "2031-01-07-2"
    (tmp_path / "2031-01-07-2").mkdir()
    assert new_folder(tmp_path, DAY).name == "2031-01-07-3"


def test_what_was_stopped_is_finished_but_not_with_another_schedule(tmp_path: Path) -> None:
    told = stop(opened(tmp_path / "2031-01-07", *ROWS), after=2)
    (made,) = made_of(tmp_path, DAY)
    assert made.day is None
    assert made.files == ()
    assert 2 <= made.finished < made.rows == len(ROWS)
    assert ways(made, told, {2}) == (Way.RESUME, Way.NEW)
    assert ways(made, "another", {2}) == (Way.NEW,)


def test_a_finished_day_takes_up_changes_and_tries_failed_rows_again(tmp_path: Path) -> None:
    told = finish(opened(tmp_path / "2031-01-07", GOOD, BAD))
    (made,) = made_of(tmp_path, DAY)
    assert [each.row for each in made.failed] == [3]
    assert made.files == ("packet.pdf",)
    assert ways(made, told, {2, 3}) == (Way.RESUME, Way.CHANGED, Way.NEW)
    assert ways(made, told, {2}) == (Way.CHANGED, Way.NEW), "it would fail again"
    assert ways(made, "another", {2, 3}) == (Way.CHANGED, Way.NEW)


def test_a_finished_day_without_failed_rows_has_nothing_to_try_again(tmp_path: Path) -> None:
    told = finish(opened(tmp_path / "2031-01-07", GOOD))
    assert ways(made_of(tmp_path, DAY)[0], told, {2}) == (Way.CHANGED, Way.NEW)


def test_a_stopped_run_of_changes_knows_whose_changes_it_makes(tmp_path: Path) -> None:
    finish(opened(tmp_path / "2031-01-07", *ROWS[:2]))
    moved = [each.replace("8:30", "9:45") for each in ROWS]
    stop(opened(tmp_path / "2031-01-07-2", *moved, changed=tmp_path / "2031-01-07"), after=1)
    first, second = made_of(tmp_path, DAY)
    assert taken_up(second, (first, second)) == first.folder
    assert taken_up(first, (first, second)) is None


def test_sheets_to_take_out_are_printed_first(tmp_path: Path) -> None:
    finish(opened(tmp_path / "2031-01-07", *ROWS[:2]))
    moved = ROWS[0].replace("8:30", "9:45")
    finish(opened(tmp_path / "2031-01-07-2", moved, ROWS[1], changed=tmp_path / "2031-01-07"))
    made = made_of(tmp_path, DAY)[-1]
    assert made.pulls
    assert made.files == (PULL_LIST, "packet.pdf")


def test_a_file_that_somebody_changed_is_not_the_one_that_was_made(tmp_path: Path) -> None:
    finish(opened(tmp_path / "2031-01-07", GOOD))
    (made,) = made_of(tmp_path, DAY)
    assert made.intact("packet.pdf")
    with (made.folder / "packet.pdf").open("ab") as file:
        file.write(b"%")
    assert not made.intact("packet.pdf")
    (made.folder / "packet.pdf").unlink()
    assert not made.intact("packet.pdf")


def test_rows_of_other_days_are_none_of_the_days_work(tmp_path: Path) -> None:
    other = GOOD.replace("2031-01-07", "2031-01-08").replace("Maria", "Marco")
    batch = opened(tmp_path / "2031-01-07", GOOD, other)
    order = Order(TODAY, batch.order.out, draft=True, day=DAY, schedule="s")
    finish(Batch(batch.rows, MAKER, KNOWN, order))
    (made,) = made_of(tmp_path, DAY)
    assert (made.rows, made.finished, made.count.rows, made.count.made) == (1, 1, 1, 1)
    assert made.count.adds_up


def test_a_folder_whose_manifest_is_damaged_is_none(tmp_path: Path) -> None:
    finish(opened(tmp_path / "2031-01-07", GOOD))
    manifest = tmp_path / "2031-01-07" / Manifest.NAME
    manifest.write_bytes(b"{}\n" + manifest.read_bytes())
    assert last(tmp_path) == []
    assert new_folder(tmp_path, DAY).name == "2031-01-07-2"


@pytest.mark.skipif(not hasattr(Path, "owner"), reason="modes are POSIX")
def test_the_folder_of_days_is_for_its_owner_only_and_no_repository_takes_it(
    tmp_path: Path,
) -> None:
    folder = days_folder(Shelves(tmp_path), Settings(timezone="America/New_York"))
    assert folder == tmp_path / "days"
    assert not folder.exists(), "looking makes nothing"
    open_days(folder)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert (folder / ".gitignore").read_text() == "*\n"


def test_without_a_clinics_folder_there_is_no_place_for_days() -> None:
    assert days_folder(Shelves(), Settings(timezone="America/New_York")) is None
