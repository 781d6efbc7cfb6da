"""Verifying: files against their manifest, and those that no manifest knows by themselves."""

import hashlib
import json
import shutil
from pathlib import Path

import pytest

from handouts.batch.manifest.lines import Stacking
from handouts.batch.manifest.manifest import Manifest
from handouts.batch.verify import verify
from handouts.model.settings import Sides
from handouts.problems import HandoutsError
from tests.cli.terminal import HEADER, ROW, here
from tests.press.proof.test_file import SPOILED
from tests.spoiled import good

OTHER = ROW.replace("Maria Example,1958-03-04", "Rose May,1985-03-04")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A day of two handouts."""
    place = tmp_path_factory.mktemp("clinic")
    (place / "day.csv").write_text(f"{HEADER}\n{ROW}\n{OTHER}\n", encoding="utf-8")
    ended = here("batch", "day.csv", "--draft", "--out", "day", cwd=place)
    assert ended.code == 0, ended.err
    return place / "day"


@pytest.fixture
def day(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "day"))


def _rules(path: Path) -> list[str]:
    return [problem.rule for problem in verify(path).problems]


def _files(day: Path) -> list[Path]:
    return sorted(day.glob("*.pdf"))


def test_a_day_that_nobody_touched_is_what_was_made(day: Path) -> None:
    found = verify(day)
    assert (found.files, found.against_manifest, found.problems) == (2, True, ())


def test_a_file_that_is_missing_is_told_by_its_name(day: Path) -> None:
    lost = _files(day)[0]
    lost.unlink()
    (problem,) = verify(day).problems
    assert (problem.rule, Path(problem.place.file).name) == ("missing-file", lost.name)


@pytest.mark.parametrize("place", [9, 2000, -9])
def test_one_changed_byte_is_found_wherever_it_is(day: Path, place: int) -> None:
    file = _files(day)[0]
    data = bytearray(file.read_bytes())
    data[place] ^= 1
    file.write_bytes(data)
    assert _rules(day) == _rules(file) == ["altered-file"]


def test_files_that_changed_places_are_found(day: Path) -> None:
    one, other = _files(day)
    one.rename(day / "between")
    other.rename(one)
    (day / "between").rename(other)
    assert _rules(day) == ["altered-file", "altered-file"]


def test_a_file_that_the_batch_did_not_make_is_told(day: Path) -> None:
    shutil.copy(_files(day)[0], day / "copy.pdf")
    assert _rules(day) == ["extra-file"]


def test_a_stack_is_that_of_the_day_whole_and_as_it_was_made(day: Path) -> None:
    data = _files(day)[0].read_bytes()
    written = dict.fromkeys(
        ("packet-1-of-2.pdf", "packet-2-of-2.pdf"), hashlib.sha256(data).hexdigest()
    )
    with Manifest(day) as manifest:
        manifest.add([Stacking(((),), Sides.ONE, written=written)])
    assert _rules(day) == [], "it may have been taken away"
    (day / "packet-1-of-2.pdf").write_bytes(data)
    assert _rules(day) == ["missing-file"]
    (day / "packet-2-of-2.pdf").write_bytes(data)
    assert _rules(day) == _rules(day / "packet-2-of-2.pdf") == []
    (day / "packet-2-of-2.pdf").write_bytes(b"%PDF-other")
    assert _rules(day) == _rules(day / "packet-2-of-2.pdf") == ["altered-file"]


def test_a_stack_of_another_day_is_a_stranger(day: Path) -> None:
    shutil.copy(_files(day)[0], day / "packet.pdf")
    assert _rules(day) == ["altered-file"]


def test_what_a_killed_batch_left_half_written_is_told(day: Path) -> None:
    (day / ".part-0011223344556677").write_bytes(b"%PDF-")
    assert _rules(day) == ["half-written"]


def test_a_file_that_a_later_run_took_the_place_of_is_old(day: Path) -> None:
    lines = (day / Manifest.NAME).read_text(encoding="utf-8").splitlines()
    later = next(each for line in lines[1:] if "file" in (each := json.loads(line)))
    old = later["file"]
    later["file"] = "0002-sleep-ABC234.pdf"
    shutil.copy(day / old, day / later["file"])
    text = "\n".join([*lines, json.dumps(later)]) + "\n"
    (day / Manifest.NAME).write_text(text, encoding="utf-8")
    (problem,) = verify(day).problems
    assert (problem.rule, Path(problem.place.file).name) == ("old-file", old)


def test_a_damaged_manifest_is_told_with_its_line(day: Path) -> None:
    manifest = day / Manifest.NAME
    manifest.write_text(manifest.read_text(encoding="utf-8").replace('"row"', "row", 1))
    with pytest.raises(HandoutsError) as stopped:
        verify(day)
    assert stopped.value.problems[0].rule == "manifest-damaged"


def test_without_a_manifest_each_file_is_read_by_itself(day: Path) -> None:
    (day / Manifest.NAME).unlink()
    found = verify(day)
    assert (found.files, found.against_manifest) == (2, False)
    assert [problem.rule for problem in found.problems] == ["no-manifest"]
    _files(day)[0].write_bytes(_files(day)[0].read_bytes()[:-10])
    assert _rules(day) == ["no-manifest", "proof"]


def test_a_folder_without_files_and_manifest_is_no_batch_s(tmp_path: Path) -> None:
    with pytest.raises(HandoutsError) as stopped:
        verify(tmp_path)
    assert stopped.value.problems[0].rule == "no-manifest"


@pytest.mark.parametrize(
    "how",
    [
        "its last ten bytes are lost", "a bit of a font is turned", "a page is lost",
        "its pages change places", "a page is there twice", "one page is another patient's",
        "two patients' files are one", "it is a web page",
    ],
)  # fmt: skip
def test_a_file_alone_shows_that_its_pages_do_not_belong_together(tmp_path: Path, how: str) -> None:
    spoiled = next(each for each in SPOILED if each.how == how)
    (tmp_path / "handout.pdf").write_bytes(spoiled.pdf())
    assert set(_rules(tmp_path / "handout.pdf")) == {"proof"}


def test_a_good_file_alone_has_no_problem(tmp_path: Path) -> None:
    (tmp_path / "handout.pdf").write_bytes(good().pdf)
    assert _rules(tmp_path / "handout.pdf") == []
