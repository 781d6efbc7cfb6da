"""The desk's pages come out of processes of their own, which may hang, die or be overtaken."""

import ctypes
import datetime as dt
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from handouts.library.shelves import Shelves
from handouts.library.take import found
from handouts.make.maker import Maker
from handouts.model.visit import Blank, Patient, Visit
from handouts.press.engine import Engine
from handouts.problems import HandoutsError
from handouts.read.content import read_settings
from handouts.web.desk.press import press as module
from handouts.web.desk.press.making import Make, Making, Prepare, Take
from handouts.web.desk.press.press import Press, Superseded
from handouts.web.desk.press.sheet import Sheet
from tests.patience import PATIENCE
from tests.pdf import read_back
from tests.shelf import stock_file
from tests.visits import PRINTED, visit

SLEEP = "content/en/treatments/sleep.yaml"
TITLE = "Better sleep when you live with pain"
LAID_OUT = ".laid-out"
"""What a process lays out, line by line: what it is, and by which process."""
GO_ON = ".go-on"
"""Who waits goes on as soon as this file is there."""


def hang_deaf() -> None:
    """As a loop inside of a library, which no signal handler of Python interrupts."""
    ctypes.PyDLL(None).sleep(600)


def whose(question: Make) -> str:
    first = question.visits[0]
    return first.patient.name if isinstance(first, Visit) else ""


class Troubled(Making):
    """Makes real pages and notes what it lays out; some visits are trouble."""

    def __init__(self, shelves: Shelves) -> None:
        self._folder = shelves.clinic or Path(os.environ["TROUBLED"])
        for name in ("render", "lay_out"):
            setattr(Engine, name, self._noted(name))
        super().__init__(shelves)

    def _noted(self, name: str) -> Callable[..., Any]:
        whole = getattr(Engine, name)

        def noted(*given: Any, **known: Any) -> Any:
            with (self._folder / LAID_OUT).open("a", encoding="utf-8") as notes:
                notes.write(f"{name} {os.getpid()}\n")
            return whole(*given, **known)

        return noted

    def __call__(self, question: Make | Prepare | Take) -> Any:
        if isinstance(question, Make):
            match whose(question):
                case "Hang Example":
                    hang_deaf()
                case "Die Example":
                    os.kill(os.getpid(), signal.SIGKILL)
                case "Hoard Example":
                    raise MemoryError
                case "Wait Example":
                    while not (self._folder / GO_ON).exists():
                        time.sleep(0.01)
        return super().__call__(question)


class Bench:
    """A press and the folder that it works from."""

    def __init__(self, folder: Path, *, stock: bool = False) -> None:
        self.folder = folder
        self.press = Press(Shelves(None if stock else folder), Troubled)
        self.press.start()

    def make(self, *visits: Visit | Blank) -> tuple[Sheet, ...]:
        return self.press.make(visits, PRINTED)

    def asked(self, *visits: Visit) -> "Future[tuple[Sheet, ...]]":
        """As somebody else asks who waits, too."""
        future: Future[tuple[Sheet, ...]] = Future()

        def ask() -> None:
            try:
                future.set_result(self.make(*visits))
            except Exception as wrong:
                future.set_exception(wrong)

        threading.Thread(target=ask, daemon=True).start()
        return future

    def laid_out(self) -> list[str]:
        notes = self.folder / LAID_OUT
        return notes.read_text(encoding="utf-8").splitlines() if notes.exists() else []

    def until(self, right: Callable[[], object]) -> None:
        end = time.monotonic() + PATIENCE
        while not right():
            assert time.monotonic() < end, "it never came"
            time.sleep(0.02)

    def prepared(self, *visits: Visit) -> None:
        """Have the forms of these visits laid out, and wait until the first process has them."""
        self.press.get_ready(visits, PRINTED)
        self.until(lambda: self.press._ahead.done_with and not self.press._forms._new)

    def newest(self) -> str:
        """Whose handout is waited for."""
        wish = self.press._newest
        return whose(wish.make) if wish else ""

    def save(self, words: str, name: str = SLEEP) -> None:
        (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / name).write_text(words, encoding="utf-8")

    def pid(self, hand: int = 0) -> int:
        number: int = self.press._hands[hand]._process.pid
        return number


def of(name: str, treatment: str = "sleep", **changes: Any) -> Visit:
    """A visit of somebody, which may be trouble."""
    return visit(treatment, patient=Patient(f"{name} Example", dt.date(1958, 3, 4)), **changes)


def says(sheets: Sequence[Sheet]) -> str:
    return read_back(sheets[0].pdf).text


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    folder = tmp_path / "clinic"
    found(folder, PRINTED)
    return folder


@pytest.fixture
def bench(clinic: Path) -> Iterator[Bench]:
    bench = Bench(clinic)
    yield bench
    bench.press.close()


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    """One that is kept for a row of tests: what one breaks must not reach the next."""
    folder = tmp_path_factory.mktemp("lasting") / "clinic"
    found(folder, PRINTED)
    bench = Bench(folder)
    yield bench
    bench.press.close()


def test_the_sheets_are_what_one_process_makes(lasting: Bench) -> None:
    visits = of("Maria"), of("Maria", language="es")
    sheets = lasting.make(*visits)
    maker = Maker(Shelves(lasting.folder), read_settings(Shelves(lasting.folder)))
    assert [sheet.pdf for sheet in sheets] == [
        maker.make(each, printed=PRINTED).pdf for each in visits
    ]
    handout = maker.compose(visits[0], printed=PRINTED)
    first = sheets[0]
    assert (first.title, first.treatment, first.language) == (TITLE, "sleep", "en")
    assert (first.version, first.check_code) == (handout.form.version, handout.check_code)
    assert first.draft_reasons == handout.draft_reasons
    assert first.sizes == ((816, 1056),) * len(read_back(first.pdf).pages)


def test_a_blank_is_made_like_any_other_and_no_form_is_laid_out_for_it(lasting: Bench) -> None:
    lasting.prepared(of("Maria"))
    lasting.make(of("Maria"))
    before = lasting.press._hands[1].asked
    (sheet,) = lasting.make(Blank("sleep"))
    maker = Maker(Shelves(lasting.folder), read_settings(Shelves(lasting.folder)))
    assert sheet.pdf == maker.make(Blank("sleep"), printed=PRINTED).pdf
    assert (sheet.title, sheet.treatment) == (TITLE, "sleep")
    lasting.make(of("Maria"))
    assert lasting.press._hands[1].asked == before


def test_a_handout_whose_form_is_there_is_filled_and_the_form_is_laid_out_by_the_other_process(
    bench: Bench,
) -> None:
    bench.make(of("Maria"))
    bench.until(lambda: bench.press._hands[0].asked == 2)  # it was given the form
    first, second = bench.pid(0), bench.pid(1)
    assert bench.laid_out() == [f"render {first}", f"lay_out {second}", f"render {second}"]
    sheets = bench.make(of("Ada"))
    assert "Ada Example" in says(sheets)
    assert len(bench.laid_out()) == 3


def test_forms_are_ready_before_anybody_is_picked(bench: Bench) -> None:
    bench.prepared(of("Ada"), of("Ida", "exercise"), of("Eva"))
    second = bench.pid(1)
    before = bench.laid_out()
    assert before == [f"lay_out {second}", f"render {second}"] * 2
    bench.make(of("Ada"))
    bench.make(of("Maria", "exercise"))
    assert bench.laid_out() == before


def test_without_a_folder_forms_go_from_one_process_to_the_other_and_to_who_takes_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TROUBLED", str(tmp_path))
    bench = Bench(tmp_path, stock=True)
    try:
        bench.prepared(of("Ada"))
        bench.make(of("Eva"))
        with pytest.raises(HandoutsError):
            bench.make(of("Die"))
        bench.make(of("Ida"))
        assert [line.split()[0] for line in bench.laid_out()] == ["lay_out", "render"]
    finally:
        bench.press.close()


@pytest.mark.parametrize(
    ("trouble", "told"),
    [
        ("Die", "stopped by itself"),
        ("Hang", "not finished within"),
        ("Hoard", "more memory"),
    ],
)
def test_a_handout_that_takes_its_process_along_is_told_and_the_next_one_is_made(
    lasting: Bench, monkeypatch: pytest.MonkeyPatch, trouble: str, told: str
) -> None:
    lasting.make(of("Maria"))
    if trouble == "Hang":
        monkeypatch.setattr(module, "LIMIT", 2.0)
    with pytest.raises(HandoutsError) as wrong:
        lasting.make(of(trouble))
    monkeypatch.undo()
    (problem,) = wrong.value.problems
    assert told in problem.message
    assert "blank handout" in problem.hint
    assert "Example" not in str(wrong.value)
    assert "Maria Example" in says(lasting.make(of("Maria")))


def test_a_process_that_is_killed_at_work_is_told_and_the_next_handout_is_made(
    lasting: Bench,
) -> None:
    lasting.make(of("Maria"))
    waiting = lasting.asked(of("Wait"))
    lasting.until(lambda: lasting.press._busy_since is not None)
    os.kill(lasting.pid(), signal.SIGKILL)
    with pytest.raises(HandoutsError, match="stopped by itself"):
        waiting.result(PATIENCE)
    assert "Maria Example" in says(lasting.make(of("Maria")))


def test_of_those_that_wait_only_the_newest_is_made(
    lasting: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "OVERTAKES", PATIENCE)
    lasting.make(of("Maria"))
    at_work = lasting.asked(of("Wait"))
    lasting.until(lambda: lasting.press._busy_since is not None)
    before = lasting.press._hands[0].asked
    others = []
    for name in ("Ada", "Eva", "Ida"):
        others.append(lasting.asked(of(name)))
        lasting.until(lambda: lasting.newest() == f"{name} Example")  # noqa: B023  # called at once
    for each in (at_work, *others[:2]):
        with pytest.raises(Superseded):
            each.result(PATIENCE)
    assert not others[2].done()
    (lasting.folder / GO_ON).touch()
    assert "Ida Example" in says(others[2].result(PATIENCE))
    (lasting.folder / GO_ON).unlink()
    assert lasting.press._hands[0].asked == before + 1


def test_what_nobody_waits_for_any_more_holds_nobody_up(lasting: Bench) -> None:
    lasting.make(of("Maria"))
    lasting.prepared(of("Maria"))
    at_work = lasting.asked(of("Wait"))
    lasting.until(lambda: lasting.press._busy_since is not None)
    assert "Ada Example" in says(lasting.make(of("Ada")))
    assert lasting.press._busy_since is not None
    with pytest.raises(Superseded):
        at_work.result(PATIENCE)
    (lasting.folder / GO_ON).touch()
    lasting.until(lambda: lasting.press._busy_since is None)
    (lasting.folder / GO_ON).unlink()


def test_whoever_waits_is_let_go_when_the_patient_leaves(lasting: Bench) -> None:
    lasting.make(of("Maria"))
    waiting = lasting.asked(of("Wait"))
    lasting.until(lambda: lasting.press._busy_since is not None)
    lasting.press.forget()
    with pytest.raises(Superseded):
        waiting.result(PATIENCE)
    (lasting.folder / GO_ON).touch()
    lasting.until(lambda: lasting.press._busy_since is None)
    (lasting.folder / GO_ON).unlink()


def test_words_that_were_saved_are_on_the_next_handout_also_when_its_form_was_there(
    bench: Bench,
) -> None:
    bench.prepared(of("Maria"))
    before = bench.make(of("Maria"))
    bench.save(stock_file(SLEEP).replace(TITLE, f"Much {TITLE.lower()}"))
    after = bench.make(of("Maria"))
    assert f"Much {TITLE.lower()}" in says(after)
    assert after[0].version != before[0].version


def test_after_a_change_the_whole_list_is_got_ready_again(bench: Bench) -> None:
    bench.prepared(of("Maria"), of("Ida", "exercise"))
    assert len(list((bench.folder / ".forms").glob("*.form"))) == 2
    settings = (bench.folder / "handouts.yaml").read_text(encoding="utf-8")
    bench.save(settings.replace("paper: letter", "paper: a4"), "handouts.yaml")
    bench.make(of("Ada"))
    bench.until(lambda: len(list((bench.folder / ".forms").glob("*.form"))) == 4)


def test_broken_words_are_told_with_their_place_until_they_are_mended(clinic: Path) -> None:
    (clinic / SLEEP).parent.mkdir(parents=True)
    (clinic / SLEEP).write_text("title: [", encoding="utf-8")
    bench = Bench(clinic)
    try:
        for _ in range(2):
            with pytest.raises(HandoutsError) as told:
                bench.make(of("Maria"))
            assert told.value.problems[0].place.file.endswith(SLEEP)
            assert told.value.problems[0].place.line == 1
        bench.save(stock_file(SLEEP))
        assert TITLE in says(bench.make(of("Maria")))
    finally:
        bench.press.close()


def test_a_process_gives_way_to_a_fresh_one_when_it_is_quiet(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.make(of("Maria"))
    before = bench.pid()
    monkeypatch.setattr(module, "ENOUGH", 0)
    monkeypatch.setattr(module, "QUIET", 0.1)
    bench.press.forget()
    bench.until(lambda: bench.press._hands[0].running and bench.pid() != before)
    monkeypatch.undo()
    assert "Maria Example" in says(bench.make(of("Maria")))


def test_at_the_end_both_processes_are_gone_with_all_that_they_left_and_whoever_waits_hears_it(
    clinic: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    bench = Bench(clinic)
    bench.make(of("Maria"))
    bench.until(lambda: bench.press._hands[1].running)
    assert list(temporary.iterdir())
    waiting = bench.asked(of("Hang"))
    bench.until(lambda: bench.press._busy_since is not None)
    pids = bench.pid(0), bench.pid(1)
    bench.press.close()
    with pytest.raises(HandoutsError, match="ending"):
        waiting.result(PATIENCE)
    for each in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(each, 0)
    assert list(temporary.iterdir()) == []
    with pytest.raises(HandoutsError, match="ending"):
        bench.make(of("Maria"))


def test_both_processes_end_when_the_program_is_killed(clinic: Path, tmp_path: Path) -> None:
    script = tmp_path / "desk.py"
    script.write_text(DESK.format(clinic=str(clinic)), encoding="utf-8")
    desk = subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, text=True)
    assert desk.stdout is not None
    pids = [int(desk.stdout.readline()) for _ in range(2)]
    desk.kill()
    desk.communicate(timeout=PATIENCE)
    end = time.monotonic() + PATIENCE
    while any(map(_alive, pids)) and time.monotonic() < end:
        time.sleep(0.02)
    assert not any(map(_alive, pids))


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


DESK = """
import time
from pathlib import Path
from handouts.library.shelves import Shelves
from tests.visits import PRINTED
from tests.web.desk.press.test_press import Troubled, of
from handouts.web.desk.press.press import Press

if __name__ == "__main__":
    press = Press(Shelves(Path({clinic!r})), Troubled)
    press.start()
    press.get_ready([of("Ada")], PRINTED)
    press.make([of("Maria")], PRINTED)
    while not all(hand.running for hand in press._hands):
        time.sleep(0.02)
    for hand in press._hands:
        print(hand._process.pid, flush=True)
    press.make([of("Hang")], PRINTED)
"""
