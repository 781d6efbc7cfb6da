"""Whatever is done to a batch, its folder holds whole files and a true account of them.

Samples of the loops in `tests/harm`; `python -m tests.benchmarks day` runs them in full.
"""

from pathlib import Path

import pytest

from handouts.library.shelves import Shelves
from handouts.make.maker import Maker
from tests.harm import faults, kills, naive
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
def test_the_same_with_real_pages(tmp_path: Path) -> None:
    (tmp_path / "handouts.yaml").write_text("timezone: UTC\n", encoding="utf-8")
    day = Day.of(lines(20), Maker(Shelves(tmp_path), SETTINGS), workers=2)
    seen = kills.kill(day.run, 6, seed=3)
    assert (seen.kills, seen.wrong) == (6, {})


@LINUX
@pytest.mark.parametrize("writer", [naive.in_place, naive.line_first])
def test_the_same_loop_sees_what_a_naive_writer_leaves_behind(writer: kills.Writer) -> None:
    assert kills.kill(writer, 40, seed=4).wrong["half-written"] > 0


@LINUX
def test_every_fault_is_named_at_its_row_and_all_other_rows_are_made(tmp_path: Path) -> None:
    number = len(faults.FAULTS)
    seen = faults.storm(60, number, seed=5, out=tmp_path)
    assert (seen.named, seen.made, seen.wrong) == (number, 60 - number, [])
