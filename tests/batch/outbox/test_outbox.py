"""The outbox: a file is there as a whole or not at all, and nothing is overwritten by chance."""

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from handouts.batch.outbox.outbox import open_folder, put, settle, stage, unable
from handouts.problems import ExitCode, HandoutsError

FULL = """
import resource, sys
from pathlib import Path
from handouts.batch.outbox.outbox import put
from handouts.problems import HandoutsError
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    put(Path(sys.argv[1]), b"x" * 1001, replace=sys.argv[2] == "replace")
except HandoutsError as wrong:
    print(int(wrong.code), wrong.problems[0].message)
"""


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_what_is_put_is_there_as_a_whole(tmp_path: Path) -> None:
    put(tmp_path / "a.pdf", b"words" * 100_000)
    assert (tmp_path / "a.pdf").read_bytes() == b"words" * 100_000
    assert names(tmp_path) == ["a.pdf"]


@pytest.mark.parametrize("replace", [False, True])
def test_a_file_is_for_its_owner_only(tmp_path: Path, *, replace: bool) -> None:
    before = os.umask(0)
    try:
        put(tmp_path / "a.pdf", b"words", replace=replace)
        open_folder(tmp_path / "new")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a.pdf").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700


def test_another_file_of_the_same_name_stays_and_the_error_names_it(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"first")
    with pytest.raises(HandoutsError) as refused:
        put(tmp_path / "a.pdf", b"second")
    assert (tmp_path / "a.pdf").read_bytes() == b"first"
    assert names(tmp_path) == ["a.pdf"]
    assert refused.value.code is ExitCode.PROBLEMS
    (problem,) = refused.value.problems
    assert problem.rule == "name-taken"
    assert problem.place.file == str(tmp_path / "a.pdf")


def test_the_same_file_once_more_is_fine(tmp_path: Path) -> None:
    put(tmp_path / "a.pdf", b"words")
    before = (tmp_path / "a.pdf").stat().st_ino
    put(tmp_path / "a.pdf", b"words")
    assert (tmp_path / "a.pdf").stat().st_ino == before
    assert names(tmp_path) == ["a.pdf"]


def test_replace_replaces_and_a_private_file_stays_private(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-first, and longer")
    (tmp_path / "a.pdf").chmod(0o644)
    put(tmp_path / "a.pdf", b"second", replace=True)
    assert (tmp_path / "a.pdf").read_bytes() == b"second"
    assert stat.S_IMODE((tmp_path / "a.pdf").stat().st_mode) == 0o600
    assert names(tmp_path) == ["a.pdf"]


@pytest.mark.parametrize("mine", [b"patient: Maria Example", b"timezone: UTC"])
def test_replace_never_takes_a_file_that_is_no_pdf(tmp_path: Path, mine: bytes) -> None:
    (tmp_path / "visit.yaml").write_bytes(mine)
    with pytest.raises(HandoutsError):
        put(tmp_path / "visit.yaml", b"%PDF-new", replace=True)
    assert (tmp_path / "visit.yaml").read_bytes() == mine
    assert names(tmp_path) == ["visit.yaml"]


def test_a_link_is_not_followed_to_a_file_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_bytes(b"mine")
    (tmp_path / "a.pdf").symlink_to("elsewhere")
    with pytest.raises(HandoutsError):
        put(tmp_path / "a.pdf", b"words")
    assert (tmp_path / "elsewhere").read_bytes() == b"mine"


def test_a_link_that_leads_nowhere_is_not_filled(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").symlink_to("nowhere")
    with pytest.raises(HandoutsError):
        put(tmp_path / "a.pdf", b"words")
    assert names(tmp_path) == ["a.pdf"]


def test_a_folder_of_that_name_is_refused_and_nothing_is_left(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").mkdir()
    for replace in (False, True):
        with pytest.raises(HandoutsError):
            put(tmp_path / "a.pdf", b"words", replace=replace)
    assert names(tmp_path) == ["a.pdf"]


def test_a_pipe_is_never_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(HandoutsError):
        put(tmp_path / "pipe", b"words", replace=True)
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)


@pytest.mark.parametrize("place", ["missing/a.pdf", "file/a.pdf"])
def test_a_folder_that_cannot_be_written_to_is_the_machines_fault(
    tmp_path: Path, place: str
) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(HandoutsError) as refused:
        put(tmp_path / place, b"words")
    assert refused.value.code is ExitCode.MACHINE
    assert str((tmp_path / place).parent) in refused.value.problems[0].message
    assert refused.value.problems[0].hint


@pytest.mark.parametrize("way", ["keep", "replace"])
def test_a_write_that_fails_leaves_nothing_and_harms_nothing(tmp_path: Path, way: str) -> None:
    if way == "replace":
        (tmp_path / "a.pdf").write_bytes(b"%PDF-older")
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(tmp_path / "a.pdf"), way],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.startswith("3 ")
    assert str(tmp_path) in done.stdout
    assert names(tmp_path) == (["a.pdf"] if way == "replace" else [])
    if way == "replace":
        assert (tmp_path / "a.pdf").read_bytes() == b"%PDF-older"


def test_a_folder_is_made_with_those_around_it_and_may_be_there(tmp_path: Path) -> None:
    assert open_folder(tmp_path / "a/b/c").is_dir()
    assert open_folder(tmp_path / "a/b/c").is_dir()


def test_a_folder_below_a_file_is_the_machines_fault(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(HandoutsError) as refused:
        open_folder(tmp_path / "file/out")
    assert refused.value.code is ExitCode.MACHINE


def parts(folder: Path, *said: bytes) -> list[Path]:
    (folder / "parts").mkdir(exist_ok=True)
    return [stage(folder / "parts", each) for each in said]


@pytest.mark.parametrize("number", [1, 3, 20])
def test_files_that_wait_get_their_names_together(tmp_path: Path, number: int) -> None:
    said = [b"%d" % n for n in range(number)]
    wanted = [(part, f"{n}.pdf") for n, part in enumerate(parts(tmp_path, *said))]
    assert settle(tmp_path, wanted) == (None,) * number
    assert [(tmp_path / name).read_bytes() for _, name in wanted] == said
    assert [*(tmp_path / "parts").iterdir()] == []


def test_one_name_that_is_taken_costs_no_other_file(tmp_path: Path) -> None:
    (tmp_path / "b.pdf").write_bytes(b"mine")
    (tmp_path / "c.pdf").write_bytes(b"same")
    (tmp_path / "d.pdf").mkdir()
    staged = parts(tmp_path, b"first", b"second", b"same", b"fourth")
    ended = settle(tmp_path, list(zip(staged, ("a.pdf", "b.pdf", "c.pdf", "d.pdf"), strict=True)))
    assert [wrong.problems[0].rule if wrong else "" for wrong in ended] == [
        "", "name-taken", "", "name-taken",
    ]  # fmt: skip
    assert (tmp_path / "a.pdf").read_bytes() == b"first"
    assert (tmp_path / "b.pdf").read_bytes() == b"mine"
    assert [*(tmp_path / "parts").iterdir()] == []


def test_a_file_system_without_links_is_enough_and_nothing_is_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(*_: object) -> None:
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", unknown)
    put(tmp_path / "a.pdf", b"words")
    put(tmp_path / "a.pdf", b"words")
    with pytest.raises(HandoutsError):
        put(tmp_path / "a.pdf", b"others")
    ((part, other),) = [parts(tmp_path, b"more", b"others")]
    assert settle(tmp_path, [(part, "b.pdf")]) == (None,)
    assert settle(tmp_path, [(other, "a.pdf")])[0] is not None
    assert (tmp_path / "a.pdf").read_bytes() == b"words"
    assert (tmp_path / "b.pdf").read_bytes() == b"more"
    assert names(tmp_path) == ["a.pdf", "b.pdf", "parts"]


@pytest.mark.parametrize(
    ("number", "way_on"),
    [
        (errno.ENOSPC, "Free some space"),
        (errno.EACCES, "a folder that you may write to"),
        (errno.EROFS, "a folder that you may write to"),
    ],
)
def test_who_may_not_write_is_not_told_to_make_room(number: int, way_on: str) -> None:
    told = unable(Path("out"), OSError(number, os.strerror(number)))
    assert told.code is ExitCode.MACHINE
    assert way_on in told.problems[0].hint
