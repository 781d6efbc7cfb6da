"""A day is made in a thread of its own that tells how far it is, and stops when it is told to."""

import dataclasses
import threading
from collections.abc import Callable, Generator
from pathlib import Path

import pytest

from handouts.batch.batch import Batch
from handouts.batch.day import Day
from handouts.batch.job import Done
from handouts.batch.manifest.manifest import Manifest
from handouts.batch.run.forms import Seen
from handouts.batch.run.run import Heard
from handouts.batch.workers.stopping import Cancel
from handouts.model.settings import Sides
from handouts.web.desk.tomorrow.underway import Phase, Progress, Underway
from tests.batch.run.test_run import GOOD
from tests.batch.test_batch import BAD, ROWS, opened
from tests.patience import PATIENCE


class Gates:
    def __init__(self) -> None:
        self.laid_out, self.go_on, self.some = (threading.Event() for _ in range(3))
        self.heard = 0


@dataclasses.dataclass(frozen=True)
class Waiting(Batch):
    """Lets a test look on: it waits after the forms, and after two handouts."""

    gates: Gates = dataclasses.field(default_factory=Gates)

    def run(
        self, seen: Seen, cancel: Cancel | None = None, heard: Heard = bool
    ) -> Generator[Done, None, None]:
        assert cancel is not None
        seen(1, 3)
        self.gates.laid_out.set()
        assert self.gates.go_on.wait(PATIENCE)
        seen(3, 3)

        def told(more: int) -> None:
            self.gates.heard += more
            heard(more)

        for number, each in enumerate(super().run(seen, cancel, told), start=1):
            yield each
            if number == 2:
                self.gates.some.set()
                cancel.told.result(PATIENCE)


def waiting(batch: Batch) -> tuple[Underway, Gates]:
    fields = {each.name: getattr(batch, each.name) for each in dataclasses.fields(batch)}
    slow = Waiting(**fields)
    return making(slow), slow.gates


def making(batch: Batch) -> Underway:
    return Underway(batch, Sides.ONE, [row.number for row in batch.rows])


def phase(made: Underway) -> Phase:
    return made.progress.phase


def test_a_day_is_made_with_its_stack(tmp_path: Path) -> None:
    made = making(opened(tmp_path, GOOD, BAD))
    assert made.progress == Progress(Phase.ROWS, 2)
    made.start()
    made.wait(PATIENCE)
    assert phase(made) is Phase.MADE
    assert made.progress.done == 2
    assert made.day == Day.kept(tmp_path)
    assert (tmp_path / "packet.pdf").is_file()


def test_it_tells_how_far_it_is_and_what_is_finished_stays_when_it_is_cancelled(
    tmp_path: Path,
) -> None:
    made, gates = waiting(opened(tmp_path, *ROWS))
    made.start()
    assert gates.laid_out.wait(PATIENCE)
    assert (made.progress.phase, made.progress.said) == (
        Phase.FORMS, "Laying out the pages that several patients share: 1 of 3.",
    )  # fmt: skip
    gates.go_on.set()
    assert gates.some.wait(PATIENCE)
    assert phase(made) is Phase.HANDOUTS
    assert gates.heard >= 2
    assert made.progress.said == f"{gates.heard} of 20 handouts are done."
    made.cancel()
    made.wait(PATIENCE)
    assert phase(made) is Phase.CANCELLED
    account = Manifest.read(tmp_path)
    assert len(account.entries) >= 2
    assert account.files == {path.name for path in tmp_path.glob("0*.pdf")}
    assert not (tmp_path / "packet.pdf").exists()


def test_whoever_closes_the_desk_waits_until_nothing_is_written_any_more(tmp_path: Path) -> None:
    made, gates = waiting(opened(tmp_path, *ROWS))
    gates.go_on.set()
    made.start()
    assert gates.some.wait(PATIENCE)
    made.close()
    assert phase(made) is Phase.CANCELLED
    assert [path for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_machine_that_cannot_go_on_says_why(tmp_path: Path) -> None:
    made = making(opened(tmp_path, GOOD.replace("Maria", "Disk"), GOOD))
    made.start()
    made.wait(PATIENCE)
    assert phase(made) is Phase.STOPPED
    assert [each.message for each in made.progress.problems] == ["The disk is full."]


@dataclasses.dataclass(frozen=True)
class Late(Batch):
    """Somebody cancels it when its last row is done, and nothing looks any more."""

    cancels: list[Callable[[], None]] = dataclasses.field(default_factory=list)

    def run(
        self, seen: Seen, cancel: Cancel | None = None, heard: Heard = bool
    ) -> Generator[Done, None, None]:
        yield from super().run(seen, cancel, heard)
        for each in self.cancels:
            each()


def test_who_cancels_at_the_last_moment_is_heard_too(tmp_path: Path) -> None:
    batch = opened(tmp_path, GOOD)
    late = Late(batch.rows, batch.maker, batch.known, batch.order)
    made = making(late)
    late.cancels.append(made.cancel)
    made.start()
    made.wait(PATIENCE)
    assert phase(made) is Phase.CANCELLED
    assert not (tmp_path / "packet.pdf").exists()
    assert len([*tmp_path.glob("0*.pdf")]) == 1


class Broken(Batch):
    def keep(self, done: object) -> Day:
        del done
        raise RuntimeError("Rosa Muster")


def test_a_fault_of_the_program_tells_of_nobody(tmp_path: Path) -> None:
    batch = opened(tmp_path, GOOD)
    made = making(Broken(batch.rows, batch.maker, batch.known, batch.order))
    made.start()
    made.wait(PATIENCE)
    assert phase(made) is Phase.STOPPED
    assert "Rosa" not in str(made.progress.problems)


def test_where_nothing_was_made_it_tells_why_and_the_folder_is_free_again(tmp_path: Path) -> None:
    made = making(opened(tmp_path / "day", BAD))
    made.start()
    made.wait(PATIENCE)
    assert phase(made) is Phase.MADE
    assert made.day is not None
    assert [each.row for each in made.day.left] == [2]
    assert not (tmp_path / "day").exists()


@pytest.mark.parametrize(
    ("progress", "parts"),
    [
        (Progress(Phase.ROWS, 90, of=90), (0, 90)),
        (Progress(Phase.FORMS, 90, of=90, forms=1, of_forms=2), (5, 100)),
        (Progress(Phase.HANDOUTS, 90, of=90, done=45, forms=2, of_forms=2), (55, 100)),
        (Progress(Phase.HANDOUTS, 90, of=90, done=90), (90, 90)),
        (Progress(Phase.ROWS, 0), (0, 1)),
    ],
)
def test_forms_are_the_first_tenth_of_the_work(progress: Progress, parts: tuple[int, int]) -> None:
    assert progress.parts == parts
