"""A process of its own answers one question after the other; one that hangs or dies costs one."""

import ctypes
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from handouts.batch.workers.workers import Lost
from handouts.problems import ExitCode, HandoutsError, Place, Problem
from handouts.web.apart import Answering, Apart, Ended
from tests.patience import PATIENCE

SECONDS = 1.0
"""A limit that is short, so that the tests are; no question that is well comes near it."""
WRONG = Problem(Place("content/en/wording.yaml", 3, 1), "X001", "This is wrong.", "Mend it.")


def begin(beginning: str = "") -> Answering:
    return lambda question: TROUBLES.get(question, lambda: f"{beginning}{question}")()


def never_ready() -> Answering:
    os._exit(3)


def hang_deaf() -> None:
    """As a loop inside of a library, which no signal handler of Python interrupts."""
    ctypes.PyDLL(None).sleep(600)


def hoard() -> None:
    kept = [bytearray(2**20)]
    while True:
        kept.append(bytearray(2**28))


def raises(wrong: BaseException) -> None:
    raise wrong


def speak() -> None:
    os.write(1, b"Maria Example")
    os.write(2, b"Maria Example")


TROUBLES: dict[str, Callable[[], object]] = {
    "pid": os.getpid,
    "nice": lambda: os.nice(0),
    "scratch": tempfile.mkdtemp,
    "wait": lambda: time.sleep(600),
    "hang": hang_deaf,
    "die": lambda: os.kill(os.getpid(), signal.SIGKILL),
    "segfault": lambda: ctypes.string_at(0),
    "leave": lambda: sys.exit(3),
    "hoard": hoard,
    "speak": speak,
    "wrong": lambda: raises(HandoutsError(WRONG, code=ExitCode.MACHINE)),
    "fault": lambda: raises(ZeroDivisionError("Maria Example")),
}


@pytest.fixture
def apart() -> Iterator[Apart]:
    each = Apart(begin, "so: ")
    yield each
    each.close()


def pid(apart: Apart) -> int:
    number: int = apart.ask("pid", PATIENCE)
    return number


def gone(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return True
    return False


def test_questions_are_answered_in_one_other_process(apart: Apart) -> None:
    assert apart.ask("a question", PATIENCE) == "so: a question"
    assert pid(apart) == pid(apart) != os.getpid()
    assert apart.asked == 3


@pytest.mark.parametrize(
    ("trouble", "why"),
    [
        ("die", Lost.DIED),
        ("segfault", Lost.DIED),
        ("leave", Lost.DIED),
        ("wait", Lost.SLOW),
        ("hang", Lost.SLOW),
        ("hoard", Lost.LARGE),
    ],
)
def test_a_question_that_takes_the_process_along_costs_no_other_one(
    apart: Apart, trouble: str, why: Lost, capfd: pytest.CaptureFixture[str]
) -> None:
    before = pid(apart)
    with pytest.raises(Ended) as told:
        apart.ask(trouble, SECONDS if why is Lost.SLOW else PATIENCE)
    assert told.value.why is why
    assert gone(before)
    assert not apart.running
    assert apart.ask("the next one", PATIENCE) == "so: the next one"
    assert capfd.readouterr() == ("", "")


def test_a_process_that_died_between_two_questions_costs_none(apart: Apart) -> None:
    os.kill(pid(apart), signal.SIGKILL)
    while apart.running:
        time.sleep(0.01)
    assert apart.ask("the next one", PATIENCE) == "so: the next one"


def test_a_process_that_cannot_begin_is_told() -> None:
    with pytest.raises(Ended):
        Apart(never_ready).ask("a question", PATIENCE)


def test_what_is_wrong_in_an_answer_comes_back_with_its_places(apart: Apart) -> None:
    with pytest.raises(HandoutsError) as told:
        apart.ask("wrong", PATIENCE)
    assert (told.value.problems, told.value.code) == ((WRONG,), ExitCode.MACHINE)


def test_a_fault_is_told_by_its_kind_without_its_words_and_the_process_stays(apart: Apart) -> None:
    before = pid(apart)
    with pytest.raises(HandoutsError) as told:
        apart.ask("fault", PATIENCE)
    assert "ZeroDivisionError" in str(told.value)
    assert "Maria" not in str(told.value)
    assert pid(apart) == before


def test_nothing_that_a_library_says_reaches_the_terminal(
    apart: Apart, capfd: pytest.CaptureFixture[str]
) -> None:
    apart.ask("speak", PATIENCE)
    assert capfd.readouterr() == ("", "")


@pytest.mark.skipif(not hasattr(os, "nice"), reason="this system has no such thing")
def test_it_steps_back_behind_other_work_as_far_as_it_is_told() -> None:
    apart = Apart(begin, nice=7)
    assert apart.ask("nice", PATIENCE) == os.nice(0) + 7
    apart.close()


def test_another_thread_can_end_it_and_whoever_waits_hears_of_that(apart: Apart) -> None:
    apart.start()
    threading.Timer(0.2, apart.kill).start()
    with pytest.raises(Ended) as told:
        apart.ask("hang", PATIENCE)
    assert told.value.why is Lost.DIED


@pytest.mark.parametrize("way", ["closed", "killed"])
def test_nothing_is_left_of_its_temporary_files(
    way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    apart = Apart(begin)
    assert Path(apart.ask("scratch", PATIENCE)).is_relative_to(tmp_path)
    if way == "killed":
        with pytest.raises(Ended):
            apart.ask("die", PATIENCE)
    apart.close()
    assert list(tmp_path.iterdir()) == []


def test_it_ends_when_the_one_who_asks_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(PARENT, encoding="utf-8")
    parent = subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    number = int(parent.stdout.readline())
    parent.kill()
    parent.communicate(timeout=PATIENCE)
    until = time.monotonic() + PATIENCE
    while not gone(number) and time.monotonic() < until:
        time.sleep(0.01)
    assert gone(number)


PARENT = """
from handouts.web.apart import Apart
from tests.web.test_apart import begin

if __name__ == "__main__":
    apart = Apart(begin)
    print(apart.ask("pid", 60), flush=True)
    apart.ask("hang", 600)
"""
