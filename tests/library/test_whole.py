"""A file is written whole or not at all, and a new one never over another."""

import errno
import os
from pathlib import Path

import pytest

from handouts.library.whole import put, put_new
from handouts.problems import ExitCode, HandoutsError


def test_a_new_file_is_written_with_its_folders(tmp_path: Path) -> None:
    path = tmp_path / "content/en/a.yaml"
    assert put_new(path, b"a: x\n")
    assert path.read_bytes() == b"a: x\n"
    assert [*path.parent.iterdir()] == [path]


def test_a_name_that_is_taken_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"ours")
    assert not put_new(path, b"theirs")
    assert path.read_bytes() == b"ours"
    assert [*tmp_path.iterdir()] == [path]


def test_where_there_are_no_links_nothing_is_overwritten_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    path = tmp_path / "a.yaml"
    assert put_new(path, b"first")
    assert not put_new(path, b"second")
    assert path.read_bytes() == b"first"
    assert [*tmp_path.iterdir()] == [path]


def test_a_full_disk_leaves_the_file_before_and_no_part(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"before")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(HandoutsError, match="No space left") as stopped:
        put(path, b"after")
    assert stopped.value.code is ExitCode.MACHINE
    assert path.read_bytes() == b"before"
    assert [*tmp_path.iterdir()] == [path]


def test_a_file_that_is_there_is_replaced_when_that_is_meant(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"before")
    put(path, b"after")
    assert path.read_bytes() == b"after"
