"""What was typed outlives a restart, for its owner only, and neither its patient nor its day."""

import contextlib
import datetime as dt
import json
import os
import resource
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from handouts.web.desk.own.draft import NAME, Draft
from tests.patience import PATIENCE
from tests.visits import PRINTED

TYPED = {"patient": "Maria Example", "note": "Please bring your pain diary."}
TOMORROW = PRINTED + dt.timedelta(days=1)


def draft(folder: Path | None, today: dt.date = PRINTED, pause: float = 0.01) -> Draft:
    return Draft(folder, lambda: today, pause=pause)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def until(right: Callable[[], bool]) -> None:
    """Wait until something is so."""
    deadline = time.monotonic() + PATIENCE
    while not right():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def kept(folder: Path) -> dict[str, object]:
    """What a desk that runs has on the disk now."""
    try:
        said: dict[str, dict[str, object]] = json.loads((folder / NAME).read_bytes())
    except FileNotFoundError:
        return {}
    return said["parts"]


@contextlib.contextmanager
def full_disk() -> Iterator[None]:
    """No file can grow while the block runs."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def left(folder: Path, **parts: object) -> None:
    """What an earlier desk left behind."""
    old = draft(folder)
    for name, data in (parts or {"today": TYPED}).items():
        assert isinstance(data, dict)
        old.keep(name, data)
    old.close()


def test_what_was_typed_is_there_after_a_restart(tmp_path: Path) -> None:
    left(tmp_path, today=TYPED, tomorrow={"mended": {"3": {"born": "1958-03-04"}}})
    assert draft(tmp_path).load() == {
        "today": TYPED, "tomorrow": {"mended": {"3": {"born": "1958-03-04"}}},
    }  # fmt: skip


def test_what_is_typed_comes_to_the_disk_while_the_desk_runs(tmp_path: Path) -> None:
    """A program that is killed closes nothing."""
    running = draft(tmp_path)
    for note in ("P", "Pl", "Ple"):
        running.keep("today", {"note": note})
    until(lambda: kept(tmp_path) == {"today": {"note": "Ple"}})
    running.close()


def test_the_file_is_for_its_owner_only_and_nothing_else_is_left(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        left(tmp_path)
    finally:
        os.umask(before)
    assert names(tmp_path) == [NAME]
    assert stat.S_IMODE((tmp_path / NAME).stat().st_mode) == 0o600


def test_a_part_that_is_dropped_is_off_the_disk_and_the_others_stay(tmp_path: Path) -> None:
    running = draft(tmp_path)
    running.keep("today", TYPED)
    running.keep("tomorrow", {"day": "2026-12-01"})
    running.drop("today")
    assert "Maria" not in (tmp_path / NAME).read_text()
    assert draft(tmp_path).load() == {"tomorrow": {"day": "2026-12-01"}}
    running.keep("tomorrow", {})
    assert names(tmp_path) == []
    running.close()
    assert names(tmp_path) == []


def test_what_was_dropped_is_not_written_again_by_a_change_that_waited(tmp_path: Path) -> None:
    running = draft(tmp_path, pause=60)
    running.keep("today", {"patient": "Ada Sample"})
    until(lambda: names(tmp_path) == [NAME])
    running.keep("today", TYPED)  # waits now
    running.drop()
    running.close()
    assert names(tmp_path) == []


def test_yesterdays_draft_is_removed_unread(tmp_path: Path) -> None:
    left(tmp_path)
    assert draft(tmp_path, TOMORROW).load() == {}
    assert names(tmp_path) == []


def test_a_desk_that_runs_over_midnight_forgets_the_day_on_the_disk_too(tmp_path: Path) -> None:
    days = [PRINTED]
    running = Draft(tmp_path, lambda: days[-1], pause=0.01)
    running.keep("today", TYPED)
    until(lambda: names(tmp_path) == [NAME])
    days.append(TOMORROW)
    running.new_day()
    assert names(tmp_path) == []
    running.close()
    assert names(tmp_path) == []


def test_what_is_typed_after_midnight_takes_nothing_of_the_day_before_along(tmp_path: Path) -> None:
    days = [PRINTED]
    running = Draft(tmp_path, lambda: days[-1], pause=0.01)
    running.keep("tomorrow", TYPED)
    days.append(TOMORROW)
    running.keep("today", {"patient": "Ada Sample"})
    running.close()
    assert draft(tmp_path, TOMORROW).load() == {"today": {"patient": "Ada Sample"}}


FOREIGN: dict[str, bytes] = {
    "empty": b"",
    "no JSON": b"\x00\xffMaria",
    "torn": b'{"format": 1, "day": "2026-11-30", "parts": {"today": {"no',
    "a list": b"[1, 2]",
    "another format": b'{"format": 2, "day": "2026-11-30", "parts": {"today": {"note": "x"}}}',
    "no day": b'{"format": 1, "parts": {"today": {"note": "x"}}}',
    "parts that are none": b'{"format": 1, "day": "2026-11-30", "parts": {"today": "x"}}',
    "no parts": b'{"format": 1, "day": "2026-11-30", "parts": []}',
    "deep": b'{"format": 1, "day": "2026-11-30", "parts": ' + b"[" * 100_000,
    "a number too long": b'{"format": ' + b"1" * 100_000 + b"}",
}


@pytest.mark.parametrize("kind", FOREIGN)
def test_a_file_that_is_not_ours_is_as_good_as_none_and_goes(tmp_path: Path, kind: str) -> None:
    (tmp_path / NAME).write_bytes(FOREIGN[kind])
    assert draft(tmp_path).load() == {}
    assert names(tmp_path) == []


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    left(tmp_path)
    with (tmp_path / NAME).open("ab") as file:
        file.truncate(2**40)  # a hole; nobody has the memory for what it could be
    assert draft(tmp_path).load() == {}
    assert names(tmp_path) == []


def test_another_users_file_is_not_read(tmp_path: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can give files away")
    left(tmp_path)
    os.chown(tmp_path / NAME, 12_345, 12_345)
    assert draft(tmp_path).load() == {}
    assert names(tmp_path) == []


def test_a_link_in_its_place_is_neither_read_nor_written_through(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    left(elsewhere)
    said = (elsewhere / NAME).read_bytes()
    desk = tmp_path / "desk"
    desk.mkdir()
    (desk / NAME).symlink_to(elsewhere / NAME)
    assert draft(desk).load() == {}
    assert names(desk) == []
    running = draft(desk)
    (desk / NAME).symlink_to(elsewhere / NAME)
    running.keep("today", {"note": "new"})
    running.close()
    assert not (desk / NAME).is_symlink()
    assert (elsewhere / NAME).read_bytes() == said


def test_a_pipe_in_its_place_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / NAME)
    assert draft(tmp_path).load() == {}
    assert names(tmp_path) == []


KILLED = """
import os, sys
from pathlib import Path
from handouts.web.desk.own import private
os.fsync = lambda _: os.kill(os.getpid(), 9)
private.put(Path(sys.argv[1]), b"Maria Example")
"""


def test_what_a_killed_desk_left_half_written_goes_with_the_next_start(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-c", KILLED, str(tmp_path / NAME)], check=False)
    assert len(names(tmp_path)) == 1
    assert draft(tmp_path).load() == {}
    assert names(tmp_path) == []


def test_a_full_disk_is_told_once_and_work_goes_on(tmp_path: Path) -> None:
    running = draft(tmp_path)
    with full_disk():
        running.keep("today", {"note": "P"})
        until(lambda: running._failing)
        told = running.trouble()
        running.keep("today", TYPED)
        until(lambda: not running._changed)
        running.drop("tomorrow")
        again = running.trouble()
    assert told is not None
    assert "would be lost" in told.message
    assert "Maria" not in str(told)
    assert again is None
    assert names(tmp_path) == []
    running.keep("today", TYPED | {"room": "Room 4"})
    running.close()
    assert draft(tmp_path).load() == {"today": TYPED | {"room": "Room 4"}}


def test_on_a_full_disk_a_patient_who_is_left_goes_all_the_same(tmp_path: Path) -> None:
    running = draft(tmp_path)
    running.keep("today", TYPED)
    running.keep("tomorrow", {"day": "2026-12-01"})
    until(lambda: kept(tmp_path).keys() == {"today", "tomorrow"})
    with full_disk():
        running.drop("today")  # the rest cannot be written without it
    assert names(tmp_path) == []
    running.close()


def test_a_file_that_cannot_be_removed_is_told(tmp_path: Path) -> None:
    (tmp_path / NAME).mkdir()
    (tmp_path / NAME / "in the way").touch()
    running = draft(tmp_path)
    assert running.load() == {}
    told = running.trouble()
    assert told is not None
    assert "still on this computer's disk" in told.message


def test_without_a_folder_nothing_is_kept_and_nothing_fails() -> None:
    running = draft(None)
    running.keep("today", TYPED)
    running.drop("today")
    running.new_day()
    running.close()
    assert running.load() == {}
    assert running.trouble() is None


def test_letters_of_all_kinds_come_back_as_they_were(tmp_path: Path) -> None:
    odd = {"note": 'Ünï \u202e\ud800 "quoted"\n</script>', "{}": ["a", None, 1.5]}
    left(tmp_path, today=odd)
    json.loads((tmp_path / NAME).read_bytes())
    assert draft(tmp_path).load() == {"today": odd}
