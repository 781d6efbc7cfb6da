"""What a command cost is told of each of its processes, and what they share is told apart."""

import os
import sys
from pathlib import Path

import pytest

from handouts.make.forms.filling import Filling
from handouts.model.settings import Paper
from handouts.model.visit import Edition
from handouts.press.proof.expected import Flaw
from handouts.press.proof.filled import Reader
from tests.benchmarks.press.process import run
from tests.benchmarks.press.unproven import unproven
from tests.filled import fill, filler
from tests.matrix import Cell, visit_of
from tests.visits import PRINTED

SHARED = """
import os, time
held = b"x" * (60 * 2**20)
child = os.fork()
time.sleep(1.0)
if child:
    os.waitpid(child, 0)
    print("both ended")
"""


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="this system has none")
def test_what_forks_share_counts_for_each_in_part_and_as_a_whole(tmp_path: Path) -> None:
    cost = run((sys.executable, "-c", SHARED), tmp_path, dict(os.environ))
    assert (cost.processes, cost.said) == (2, "both ended\n")
    assert cost.first.whole > 60
    assert cost.others.whole > 55, "a fork has all that was there when it began"
    assert cost.others.shares < 45


def test_without_proof_nothing_that_is_filled_is_read_back(monkeypatch: pytest.MonkeyPatch) -> None:
    cell = Cell("sleep", "en", Edition.STANDARD, Paper.LETTER)
    maker, visit = filler(cell.paper), visit_of(cell)
    fill(maker, visit)
    handout = maker.compose(visit, printed=PRINTED)
    monkeypatch.setattr(Reader, "flaws", lambda *_: (Flaw("is spoiled"),))
    reader = Filling._reader
    assert maker.filling.fill(handout) is None
    with unproven():
        assert maker.filling.fill(handout) is not None
    assert Filling._reader is reader
