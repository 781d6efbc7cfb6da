"""Kept forms: the latest in memory, all on disk, and nothing lost but a form when that fails."""

import contextlib
import errno
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from handouts.library import whole
from handouts.make.forms import kept as module
from handouts.make.forms.kept import FOLDER, Kept
from handouts.press.form import Form
from handouts.press.stored import pack, unpack
from handouts.problems import HandoutsError
from tests.press.forming import WORDS, Filler, Sheet, plain_form


def sure(_: Form) -> bool:
    """Every form is certain."""
    return True


KEYS = tuple(f"{n:064x}" for n in range(6))


def _form(head: bytes) -> Form:
    """A form of a known size."""
    return Form(head, b"", b"", (), (), frozenset(), frozenset(), 1)


def _files(clinic: Path) -> list[str]:
    return sorted(path.name for path in (clinic / FOLDER).glob("[!.]*"))


# In memory


def test_a_form_that_was_remembered_is_there_again() -> None:
    kept = Kept(None)
    kept.remember(KEYS[0], plain_form())
    assert kept.get(KEYS[0]) is plain_form()
    assert kept.get(KEYS[1]) is None


def test_memory_is_bounded_and_the_least_used_form_goes_first() -> None:
    kept = Kept(None, memory=300)
    for key in KEYS[:3]:
        kept.remember(key, _form(b"x" * 100))
    assert kept.get(KEYS[0]), "used again, so it is no longer the oldest"
    kept.remember(KEYS[3], _form(b"x" * 100))
    assert [bool(kept.get(key)) for key in KEYS[:4]] == [True, False, True, True]
    kept.remember(KEYS[4], _form(b"x" * 250))
    assert [bool(kept.get(key)) for key in KEYS[:5]] == [False, False, False, False, True]


def test_a_form_remembered_again_counts_once_and_is_the_latest() -> None:
    kept = Kept(None, memory=300)
    for _ in range(5):
        kept.remember(KEYS[0], _form(b"x" * 100))
    kept.remember(KEYS[1], _form(b"x" * 100))
    kept.remember(KEYS[0], _form(b"y" * 100))
    kept.remember(KEYS[2], _form(b"x" * 100))
    assert all(kept.get(key) for key in KEYS[:3])
    kept = Kept(None, memory=200)
    for key in (*KEYS[:2], KEYS[0], KEYS[2]):
        kept.remember(key, _form(b"x" * 100))
    assert [bool(kept.get(key)) for key in KEYS[:3]] == [True, False, True]


def test_a_form_larger_than_all_memory_is_used_as_long_as_no_other_is() -> None:
    kept = Kept(None, memory=100)
    kept.remember(KEYS[0], _form(b"x" * 1000))
    assert kept.get(KEYS[0])
    kept.remember(KEYS[1], _form(b"x"))
    assert [bool(kept.get(key)) for key in KEYS[:2]] == [False, True]


def test_a_form_s_size_is_not_far_from_what_it_takes() -> None:
    form = plain_form()
    assert len(form.head) + len(form.entries) < form.size < 4 * len(pack(form, KEYS[0]))


# On disk


def test_a_form_that_was_written_is_read_by_another_process_s_kept(tmp_path: Path) -> None:
    Kept(tmp_path).write(KEYS[0], plain_form())
    assert Kept(tmp_path).read(KEYS[0], sure) == plain_form()
    assert Kept(tmp_path).read(KEYS[1], sure) is None
    assert Kept(tmp_path).get(KEYS[0]) is None, "not proven here yet"
    assert _files(tmp_path) == [f"{KEYS[0]}.form"]


def test_without_a_clinic_nothing_is_on_disk() -> None:
    kept = Kept(None)
    kept.write(KEYS[0], plain_form())
    assert kept.read(KEYS[0], sure) is None


def _writable(clinic: Path) -> Path:
    return clinic


def _taken(clinic: Path) -> Path:
    (clinic / FOLDER).write_bytes(b"mine")
    return clinic


def _nobody_s(clinic: Path) -> None:
    del clinic


@pytest.mark.parametrize(
    ("place", "spared"), [(_writable, False), (_taken, True), (_nobody_s, True)]
)
def test_what_the_clinic_s_folder_does_not_take_is_kept_in_the_spare_one_for_a_while(
    tmp_path: Path, *, place: Callable[[Path], Path | None], spared: bool
) -> None:
    clinic, spare = place(tmp_path), tmp_path / "spare"
    kept, other = Kept(clinic), Kept(clinic)
    with kept.sparing(spare), other.sparing(spare):
        kept.write(KEYS[0], plain_form())
        assert other.read(KEYS[0], sure) == plain_form()
        kept.refuse(KEYS[1])
        assert (other.is_refused(KEYS[1]), other.is_refused(KEYS[2])) == (True, False)
        assert (kept.asked_before(KEYS[2]), other.asked_before(KEYS[2])) == (False, True)
    assert spare.exists() == spared
    assert (other.read(KEYS[0], sure) is None) == spared
    assert other.is_refused(KEYS[1]) != spared


def test_disk_is_bounded_and_the_form_that_was_not_used_for_longest_goes(tmp_path: Path) -> None:
    size = len(pack(_form(b"x" * 1000), KEYS[0]))
    kept = Kept(tmp_path, disk=3 * size)
    for age, key in enumerate(KEYS[:3]):
        kept.write(key, _form(b"x" * 1000))
        os.utime(tmp_path / FOLDER / f"{key}.form", (1000 + age, 1000 + age))
    assert kept.read(KEYS[0], sure), "used today"
    kept.write(KEYS[3], _form(b"x" * 1000))
    assert _files(tmp_path) == [f"{KEYS[n]}.form" for n in (0, 2, 3)]


def test_other_files_in_the_folder_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / "notes.txt").write_bytes(b"x" * 5000)
    kept = Kept(tmp_path, disk=10)
    kept.write(KEYS[0], _form(b"x"))
    kept.write(KEYS[1], _form(b"x"))
    assert "notes.txt" in _files(tmp_path)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda stored: stored[: len(stored) // 2],
        lambda stored: stored[:0],
        lambda stored: stored[:-1] + b"\xff",
        lambda stored: stored.replace(KEYS[0].encode(), KEYS[1].encode()),
    ],
)
def test_a_half_written_or_changed_file_is_ignored_and_replaced(
    tmp_path: Path, spoil: object
) -> None:
    kept = Kept(tmp_path)
    kept.write(KEYS[0], plain_form())
    path = tmp_path / FOLDER / f"{KEYS[0]}.form"
    whole_file = path.read_bytes()
    assert callable(spoil)
    path.write_bytes(spoil(whole_file))
    assert kept.read(KEYS[0], sure) is None
    kept.write(KEYS[0], plain_form())
    assert path.read_bytes() == whole_file
    assert kept.read(KEYS[0], sure) == plain_form()


def test_a_file_under_another_s_name_is_ignored(tmp_path: Path) -> None:
    kept = Kept(tmp_path)
    kept.write(KEYS[0], plain_form())
    (tmp_path / FOLDER / f"{KEYS[0]}.form").rename(tmp_path / FOLDER / f"{KEYS[1]}.form")
    assert kept.read(KEYS[1], sure) is None


def test_a_disk_that_cannot_be_written_loses_nothing_but_the_form(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = Kept(tmp_path)
    kept.write(KEYS[0], plain_form())

    def full(path: Path, data: bytes) -> None:
        del data
        raise whole.unwritable(path, OSError(errno.ENOSPC, "No space left on device"))

    monkeypatch.setattr(module, "put", full)
    with pytest.raises(HandoutsError):
        full(tmp_path, b"")
    kept.write(KEYS[1], plain_form())
    assert _files(tmp_path) == [f"{KEYS[0]}.form"]
    assert kept.read(KEYS[0], sure) == plain_form()


def test_a_folder_s_place_that_is_taken_by_a_file_loses_nothing_but_the_form(
    tmp_path: Path,
) -> None:
    (tmp_path / FOLDER).write_bytes(b"mine")
    kept = Kept(tmp_path)
    kept.write(KEYS[0], plain_form())
    assert kept.read(KEYS[0], sure) is None
    assert (tmp_path / FOLDER).read_bytes() == b"mine"


def test_a_folder_that_can_only_be_read_gives_its_forms(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Kept(tmp_path).write(KEYS[0], plain_form())

    def refused(*_: object) -> None:
        raise PermissionError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(os, "utime", refused)
    assert Kept(tmp_path).read(KEYS[0], sure) == plain_form()


def test_a_file_that_vanishes_while_old_ones_are_removed_stops_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = Kept(tmp_path, disk=10)
    kept.write(KEYS[0], _form(b"x"))

    def gone(self: Path, *, missing_ok: bool = False) -> None:
        del missing_ok
        raise FileNotFoundError(self)

    monkeypatch.setattr(Path, "unlink", gone)
    (tmp_path / FOLDER / f"{KEYS[2]}.form").write_bytes(b"x" * 100)
    kept._tidy(tmp_path / FOLDER)


def test_no_word_of_any_patient_is_in_the_folder(tmp_path: Path) -> None:
    sheet = Sheet("<h1>{patient}</h1><p>{born}</p><p>{note}</p>")
    form = Filler().lay_out(sheet, WORDS)
    sealed = form.sealed(dict.fromkeys(WORDS, "Nobody"), Filler().shape)
    for name in ("Zyxwa Qwertz", "Maria Example"):
        Filler().fill(sealed, WORDS | {"patient": name, "note": f"For {name}"})
    Kept(tmp_path).write(KEYS[0], sealed)
    (path,) = (tmp_path / FOLDER).glob("*.form")
    stored = path.read_bytes()
    assert b"Nobody" in stored
    for word in ("Zyxwa", "Qwertz", "Maria", "diary", "1958", "11/30"):
        for written in (word.encode(), word.encode("utf-16-be"),
                        word.encode("utf-16-be").hex().encode()):  # fmt: skip
            assert written.lower() not in stored.lower()
    assert unpack(stored, KEYS[0]) == replace(sealed)


# Where nobody may write, or look


@contextlib.contextmanager
def somebody_else(folder: Path) -> Iterator[None]:
    """For as long as this lasts, nobody of this process may enter the folder."""
    folder.chmod(0)
    before = os.geteuid()
    if before == 0:
        os.seteuid(65_534)  # for root there are no walls
    try:
        yield
    finally:
        os.seteuid(before)
        folder.chmod(0o700)


@pytest.mark.skipif(os.name != "posix", reason="another system keeps people apart otherwise")
@pytest.mark.parametrize("barred", ["clinic", f"clinic/{FOLDER}"])
def test_a_folder_of_somebody_else_holds_no_forms_and_stops_nothing(
    tmp_path: Path, barred: str
) -> None:
    clinic = tmp_path / "clinic"
    Kept(clinic).write(KEYS[0], plain_form())
    Kept(clinic).refuse(KEYS[1])
    with somebody_else(tmp_path / barred):
        kept = Kept(clinic)
        assert not kept.on_disk
        assert kept.read(KEYS[0], sure) is None
        assert not kept.is_refused(KEYS[1])
        assert not kept.asked_before(KEYS[2])
        kept.write(KEYS[0], plain_form())
        kept.refuse(KEYS[2])
    assert Kept(clinic).on_disk
    assert Kept(clinic).is_refused(KEYS[1])


def test_what_a_folder_does_not_take_does_not_outlive_the_process(tmp_path: Path) -> None:
    assert not Kept(None).on_disk
    assert Kept(tmp_path).on_disk, "the folder of forms is made when it is needed"
    (tmp_path / FOLDER).write_text("a file where the folder should be", encoding="utf-8")
    assert not Kept(tmp_path).on_disk
