"""The handouts of a day long past are deleted for good; the manifest and others' files stay."""

import datetime as dt
import json
import multiprocessing
import stat
from pathlib import Path

import pytest

from handouts.batch.manifest.manifest import Manifest
from handouts.batch.outbox.lock import claimed
from handouts.batch.printing.prints import NAME as PRINTS
from handouts.batch.purge import look, purge
from handouts.problems import ExitCode, HandoutsError
from tests.batch.changing import ADA, MARIA, day, pdf
from tests.cli.terminal import files

NOW = dt.datetime(2031, 3, 1, 9, tzinfo=dt.UTC)
WRITTEN = ("packet.pdf", "packet-1-of-2.pdf", "packet-7.pdf", "pull-list.pdf", "day.json")
"""What other commands write beside the handouts."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A batch with all that our commands write, and with what others put there."""
    place = tmp_path / "day"
    day(MARIA, ADA, out=place)
    for name in (*WRITTEN[:-1], "0009-sleep-ABCDEF.pdf", ".part-0123"):
        (place / name).write_bytes(b"%PDF-")
    (place / PRINTS).write_text("{}\n", encoding="ascii")
    for name in ("notes.txt", "scan.pdf", "packet.pdf.bak", "sleep-2031-01-07-ABCDEF.pdf"):
        (place / name).write_bytes(b"theirs")
    return place


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_all_that_is_ours_goes_and_what_is_not_ours_stays(folder: Path) -> None:
    past = purge(look(folder), NOW)
    assert names(folder) == {
        "manifest.jsonl", PRINTS, "notes.txt", "scan.pdf", "packet.pdf.bak",
        "sleep-2031-01-07-ABCDEF.pdf",
    }  # fmt: skip
    assert past.others == 4
    assert len(past.files) == 3 + len(WRITTEN) + 1


def test_the_manifest_stays_and_says_when_it_was(folder: Path) -> None:
    before = Manifest.read(folder)
    purge(look(folder), NOW)
    after = Manifest.read(folder)
    assert (after.lines, after.run) == (before.lines, before.run)
    assert after.purged == NOW
    assert json.loads((folder / "manifest.jsonl").read_text("ascii").splitlines()[-1]) == {
        "purged": "2031-03-01T09:00:00+00:00"
    }


def test_nothing_of_a_patient_is_left_by_us(folder: Path) -> None:
    purge(look(folder), NOW)
    ours = [path for path in folder.iterdir() if path.read_bytes() != b"theirs"]
    said = b"".join(path.read_bytes() for path in ours)
    assert not any(word in said for word in (b"Maria", b"Example", b"Ada", b"1958-03-04"))


def test_looking_changes_nothing(folder: Path) -> None:
    before = files(folder)
    look(folder)
    assert files(folder) == before


def test_its_day_is_that_of_the_last_visit(tmp_path: Path) -> None:
    day(MARIA, ADA.replace("01-07", "02-09"), out=tmp_path / "days")
    assert look(tmp_path / "days").last == dt.date(2031, 2, 9)


def test_a_batch_without_any_visit_is_of_the_day_of_its_printing(tmp_path: Path) -> None:
    day(MARIA.replace("01-07", "02-30"), out=tmp_path / "day")
    assert look(tmp_path / "day").last == dt.date(2031, 1, 6)


def test_a_second_time_there_is_nothing_to_do_and_nothing_is_written(folder: Path) -> None:
    purge(look(folder), NOW)
    before = files(folder)
    past = look(folder)
    assert (past.files, past.purged) == ((), NOW)
    purge(past, NOW + dt.timedelta(days=1))
    assert files(folder) == before


def test_a_folder_that_is_no_batch_is_refused(tmp_path: Path) -> None:
    (tmp_path / "0002-sleep-ABCDEF.pdf").touch()
    with pytest.raises(HandoutsError) as refused:
        look(tmp_path)
    assert refused.value.problems[0].rule == "no-manifest"


def test_nothing_is_deleted_through_a_link(folder: Path) -> None:
    link = folder.parent / "link"
    link.symlink_to(folder)
    with pytest.raises(HandoutsError) as refused:
        look(link)
    assert refused.value.problems[0].rule == "link"
    other = folder.parent / "other"
    other.mkdir()
    (other / "manifest.jsonl").symlink_to(folder / "manifest.jsonl")
    with pytest.raises(HandoutsError):
        look(other)


def test_links_and_folders_under_our_names_are_not_ours(folder: Path) -> None:
    outside = folder.parent / "outside.pdf"
    outside.write_bytes(b"theirs")
    pdf(folder, 2).unlink()
    (folder / "0007-sleep-ABCDEF.pdf").symlink_to(outside)
    (folder / "0008-sleep-ABCDEF.pdf").mkdir()
    past = purge(look(folder), NOW)
    assert outside.read_bytes() == b"theirs"
    assert (folder / "0007-sleep-ABCDEF.pdf").is_symlink()
    assert (folder / "0008-sleep-ABCDEF.pdf").is_dir()
    assert past.others == 6


def test_a_batch_that_is_being_made_is_not_deleted(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handouts.batch.outbox.lock._PATIENCE", 0.1)
    context = multiprocessing.get_context("fork")
    held, done = context.Event(), context.Event()

    def hold() -> None:
        with claimed(folder):
            held.set()
            done.wait(60)

    other = context.Process(target=hold)
    other.start()
    assert held.wait(60)
    before = names(folder)
    with pytest.raises(HandoutsError) as refused:
        purge(look(folder), NOW)
    assert refused.value.code is ExitCode.MACHINE
    assert names(folder) == before
    done.set()
    other.join()


def test_what_was_put_there_while_somebody_thought_about_it_is_looked_at_again(
    folder: Path,
) -> None:
    past = look(folder)
    (folder / "packet-8.pdf").write_bytes(b"%PDF-")
    assert "packet-8.pdf" in purge(past, NOW).files
    assert not (folder / "packet-8.pdf").exists()


def test_a_purge_that_was_stopped_is_finished_by_the_next(folder: Path) -> None:
    pdf(folder, 2).unlink()
    past = purge(look(folder), NOW)
    assert past.files
    assert Manifest.read(folder).purged == NOW


def test_a_day_that_was_deleted_is_not_made_again_in_its_folder(folder: Path) -> None:
    purge(look(folder), NOW)
    with pytest.raises(HandoutsError) as refused:
        day(MARIA, ADA, out=folder, resume=True)
    assert refused.value.problems[0].rule == "purged"
    assert not list(folder.glob("0*.pdf"))


def test_the_manifest_keeps_its_rights(folder: Path) -> None:
    purge(look(folder), NOW)
    assert stat.S_IMODE((folder / "manifest.jsonl").stat().st_mode) == 0o600
