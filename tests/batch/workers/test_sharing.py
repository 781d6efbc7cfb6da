"""However many processes share a day's work, what comes of it is the same."""

import contextlib
import hashlib
import multiprocessing
import os
import pickle
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.batch.job import Done, Order
from handouts.batch.manifest.account import Outcome
from handouts.batch.manifest.manifest import Manifest
from handouts.batch.run.run import run
from handouts.batch.workers import workers
from handouts.library.shelves import Shelves
from handouts.make.maker import Maker
from handouts.model.handout import Handout
from handouts.problems import ExitCode, HandoutsError, errors, stop
from handouts.read.columns import Known
from handouts.read.schedule.table import read_table
from tests.batch.run.test_run import (
    BAD,
    GOOD,
    HEADER,
    MAKER,
    SALT,
    SETTINGS,
    TODAY,
    TWO,
    QuickMaker,
)  # fmt: skip
from tests.cli.terminal import files

KNOWN = Known.of(MAKER.content("en"), SETTINGS, ("en", "es"))
OTHERS = tuple(GOOD.replace("Maria", name) for name in ("Ann", "Bo", "Cleo", "Dan", "Eve"))
MANY = tuple(GOOD.replace("Maria", f"M{chr(97 + n // 26)}{chr(97 + n % 26)}") for n in range(120))


def batch(
    *rows: str, out: Path | None, workers: int, maker: Maker = MAKER, limit: float = 60.0
) -> list[Done]:
    table = read_table("\n".join((HEADER, *rows)).encode(), "day.csv")
    order = Order(TODAY, out, draft=True, workers=workers, limit=limit, salt=SALT)
    return list(run(table.rows, maker, KNOWN, order))


class Planted(QuickMaker):
    """A maker that takes its process with it, or never comes back, for patients of some names."""

    def pdf(self, handout: Handout) -> bytes:
        name = handout.fields["patient"]
        if name.startswith("Crash"):
            os.kill(os.getpid(), signal.SIGKILL)
        if name.startswith("Hang"):
            time.sleep(600)
        return super().pdf(handout)


PLANTED = Planted(Shelves(), SETTINGS)
LAID_OUT = (
    GOOD,
    TWO,
    GOOD.replace("Maria", "Zoë").replace("sleep", "exercise") + "es",
    *(row for row, _ in BAD.values()),
    GOOD,
    GOOD.replace("Maria", "Nguyễn Thị Ẵm") + "es",
    TWO.replace("Ada", "Łukasz"),
)
"""Real pages in two languages, faults of every kind, a row said twice."""


@pytest.fixture(scope="module")
def warm() -> Maker:
    """A maker that has laid pages out, when the others share it."""
    return Maker(Shelves(), SETTINGS)


@pytest.fixture(scope="module")
def alone(
    tmp_path_factory: pytest.TempPathFactory, warm: Maker
) -> tuple[list[Done], dict[str, bytes]]:
    """What comes of those rows in one process."""
    out = tmp_path_factory.mktemp("alone")
    done = batch(*LAID_OUT, out=out, workers=1, maker=warm)
    assert sum(each.entry.outcome is Outcome.MADE for each in done) == 8
    return done, files(out)


@pytest.fixture(autouse=True)
def _none_is_left() -> Iterator[None]:
    """A batch leaves no process behind; one of other tests, such as a Java, does not count."""
    before = {*multiprocessing.active_children()}
    yield
    assert not {*multiprocessing.active_children()} - before


def test_three_processes_make_the_same_files_and_manifest_as_one(
    tmp_path: Path, alone: tuple[list[Done], dict[str, bytes]]
) -> None:
    done = batch(*LAID_OUT, out=tmp_path, workers=3, maker=Maker(Shelves(), SETTINGS))
    assert (done, files(tmp_path)) == alone


def test_processes_that_share_no_memory_make_the_same_too(
    tmp_path: Path,
    alone: tuple[list[Done], dict[str, bytes]],
    warm: Maker,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(workers, "_method", lambda: "spawn")
    done = batch(*LAID_OUT, out=tmp_path, workers=2, maker=warm)
    assert (done, files(tmp_path)) == alone


@pytest.mark.parametrize("again", ["once", "twice"])
def test_forks_lay_pages_out_after_this_process_did_also_the_later_ones(
    tmp_path: Path,
    alone: tuple[list[Done], dict[str, bytes]],
    warm: Maker,
    monkeypatch: pytest.MonkeyPatch,
    again: str,
) -> None:
    monkeypatch.setattr(workers, "_CHUNKS_OF_A_PROCESS", 1)
    out = tmp_path / again
    out.mkdir()
    assert (batch(*LAID_OUT, out=out, workers=3, maker=warm), files(out)) == alone


any_row = st.sampled_from(
    [GOOD, TWO, *OTHERS, *(row for row, _ in BAD.values()), GOOD.replace("Maria", "Fault")]
)


@settings(max_examples=12, deadline=None)
@given(st.lists(any_row, max_size=30), st.integers(2, 4))
def test_any_day_is_the_same_with_any_number_of_processes(
    tmp_path_factory: pytest.TempPathFactory, rows: list[str], number: int
) -> None:
    out, other = tmp_path_factory.mktemp("one"), tmp_path_factory.mktemp("more")
    done = batch(*rows, out=out, workers=1)
    assert batch(*rows, out=other, workers=number) == done
    assert files(other) == files(out)


def test_a_day_that_is_only_tried_is_the_same_too() -> None:
    rows = (GOOD, TWO, *(row for row, _ in BAD.values()), GOOD)
    assert batch(*rows, out=None, workers=3) == batch(*rows, out=None, workers=1)


def test_a_row_that_kills_its_process_fails_in_words_and_all_others_are_made(
    tmp_path: Path,
) -> None:
    deadly = GOOD.replace("Maria", "Crash")
    done = batch(*OTHERS, deadly, TWO, out=tmp_path, workers=2, maker=PLANTED)
    assert [str(each.entry.outcome) for each in done] == [*["made"] * 5, "failed", "made", "made"]
    assert done[5].entry.rules == ("worker",)
    (problem,) = errors(done[5].problems)
    assert problem.place.line == 7
    assert "ended without a word" in problem.message
    assert len(list(tmp_path.glob("*.pdf"))) == 7
    assert [*tmp_path.glob(".*")] == []


def test_a_row_that_hangs_fails_in_words_and_all_others_are_made(tmp_path: Path) -> None:
    hanging = GOOD.replace("Maria", "Hang")
    done = batch(hanging, *OTHERS, TWO, out=tmp_path, workers=2, maker=PLANTED, limit=2)
    assert [str(each.entry.outcome) for each in done] == ["failed", *["made"] * 7]
    assert done[0].entry.rules == ("too-slow",)
    assert "took longer than 2 seconds" in errors(done[0].problems)[0].message
    assert len(list(tmp_path.glob("*.pdf"))) == 7


@pytest.mark.parametrize("number", [1, 3])
def test_a_machine_that_cannot_go_on_stops_all_and_keeps_what_came_before(
    tmp_path: Path, number: int
) -> None:
    full = GOOD.replace("Maria", "Disk")
    with pytest.raises(HandoutsError) as stopped:
        batch(*MANY[:20], full, *MANY[20:], out=tmp_path, workers=number)
    assert stopped.value.code is ExitCode.MACHINE
    assert "The disk is full." in str(stopped.value)
    assert len(list(tmp_path.glob("*.pdf"))) == 20
    assert len(Manifest.read(tmp_path).lines) == 20
    assert [*tmp_path.glob(".*")] == []


def test_the_error_of_a_machine_comes_whole_out_of_another_process() -> None:
    told = stop("The disk is full.", "Free some space.", code=ExitCode.MACHINE)
    sent = pickle.loads(pickle.dumps(told))  # noqa: S301  # our own
    assert (sent.problems, sent.code, str(sent)) == (told.problems, told.code, str(told))


@pytest.mark.parametrize("number", [1, 3])
def test_who_stops_in_the_middle_keeps_whole_files_with_their_lines(
    tmp_path: Path, number: int
) -> None:
    table = read_table("\n".join((HEADER, *MANY)).encode(), "day.csv")
    order = Order(TODAY, tmp_path, draft=True, workers=number)
    with contextlib.closing(run(table.rows, MAKER, KNOWN, order)) as results:
        done = [next(results) for _ in range(3)]
    lines = Manifest.read(tmp_path).lines
    assert [each.entry for each in done] == [*lines[:3]]
    names = {entry.file for entry in lines}
    assert {path.name for path in tmp_path.iterdir()} == {*names, "manifest.jsonl"}
    for entry in lines:
        assert hashlib.sha256((tmp_path / str(entry.file)).read_bytes()).hexdigest() == entry.sha256
