"""Whatever is done to a batch, its folder holds whole files and a true account of them.

Samples of the loops in `tests/harm`; `python -m tests.benchmarks day` runs them in full.
"""

import signal
from pathlib import Path

import pytest

from handouts.library.shelves import Shelves
from handouts.make.maker import Maker
from tests.harm import faults, kills, naive, operations, power
from tests.harm.day import SETTINGS, Day, lines

LINUX = pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="it counts as Linux does")


@LINUX
@pytest.mark.parametrize(("processes", "number"), [(1, 30), (2, 10)])
def test_a_batch_that_is_killed_again_and_again_is_finished_and_nothing_is_lost_or_doubled(
    processes: int, number: int
) -> None:
    day = Day.of(lines(24 * processes), workers=processes)
    seen = kills.kill(day.run, number, seed=processes)
    assert (seen.kills, seen.wrong) == (number, {})
    assert seen.days > 0


@LINUX
@pytest.mark.parametrize("processes", [1, 2])
def test_a_batch_that_is_told_to_end_does_so_in_good_order_at_any_moment(processes: int) -> None:
    day = Day.of(lines(24 * processes), workers=processes)
    seen = kills.kill(day.run, 20 // processes, seed=6, told=signal.SIGTERM)
    assert (seen.kills, seen.wrong) == (20 // processes, {})


@LINUX
def test_the_same_with_real_pages(tmp_path: Path) -> None:
    (tmp_path / "handouts.yaml").write_text("timezone: UTC\n", encoding="utf-8")
    day = Day.of(lines(20), Maker(Shelves(tmp_path), SETTINGS), workers=2)
    seen = kills.kill(day.run, 6, seed=3)
    assert (seen.kills, seen.wrong) == (6, {})


@LINUX
@pytest.mark.parametrize("writer", [naive.in_place, naive.line_first])
def test_the_same_loop_sees_what_a_naive_writer_leaves_behind(writer: kills.Writer) -> None:
    assert kills.kill(writer, 25, seed=4).wrong["half-written"] > 0


@LINUX
def test_every_fault_is_named_at_its_row_and_all_other_rows_are_made(tmp_path: Path) -> None:
    number = len(faults.FAULTS)
    seen = faults.storm(60, number, seed=5, out=tmp_path)
    assert (seen.named, seen.made, seen.wrong) == (number, 60 - number, [])


@pytest.mark.parametrize("halfway", [False, True], ids=["begun", "resumed"])
@pytest.mark.parametrize("onwards", [False, True], ids=["once", "from then on"])
def test_a_file_operation_that_fails_leaves_the_old_state_or_the_new_one(
    *, halfway: bool, onwards: bool
) -> None:
    day = Day.of(lines(2), workers=1)
    seen = operations.fail(day, step=2, first=1 + onwards, onwards=onwards, halfway=halfway)
    assert (seen.runs > 50, seen.stopped > 20, seen.wrong) == (True, True, {})


def test_a_power_cut_at_any_moment_leaves_no_line_without_its_whole_file() -> None:
    seen = power.cut(Day.of(lines(6), workers=1), finish=30)
    assert (seen.moments > 30, seen.finished > 5, seen.wrong) == (True, True, {})


@pytest.mark.parametrize("left_out", ["_flush", "sync"])
def test_the_same_look_at_the_disk_sees_what_is_not_synced(
    left_out: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"handouts.batch.outbox.outbox.{left_out}", lambda _: None)
    assert power.cut(Day.of(lines(6), workers=1), finish=1000).wrong
