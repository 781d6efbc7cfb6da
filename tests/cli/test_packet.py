"""`handouts packet` makes the stack of a finished batch again, and says what it wrote."""

import json
from pathlib import Path
from typing import Any

import pytest

from handouts.batch.outbox.lock import claimed
from tests.cli.terminal import ROW, files, here, run, schedule, write
from tests.pdf import read_back

TWO = "Ada Sample,1949-06-30,sleep; exercise,2031-01-07,9:00 am"
BAD = "Nobody Sample,1949-06-30,sleep,2031-02-30,9:00 am"


@pytest.fixture(scope="module")
def batched(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Any]:
    folder = tmp_path_factory.mktemp("batched")
    write(folder, {"day.csv": schedule(ROW, TWO, BAD)})
    return folder, run("batch", "day.csv", "--draft", "--packet", "--out", "out", cwd=folder)


def test_a_batch_makes_its_packet_when_told(batched: tuple[Path, Any]) -> None:
    folder, ended = batched
    assert (ended.code, ended.out) == (4, "out\n")
    assert "\n2 packets, 4 sheets with the cover list: packet.pdf.\n" in ended.err
    read = read_back((folder / "out/packet.pdf").read_bytes())
    assert "3 rows in the schedule: 2 made, 0 skipped, 1 failed." in read.pages[0]
    assert "4 9:00 am N. S. date is a day that no calendar has." in read.pages[0]


def test_the_packet_can_be_made_again_without_the_schedule(batched: tuple[Path, Any]) -> None:
    folder, _ = batched
    write(folder, {"day.csv": "gone"})
    before = files(folder / "out")
    ended = here("packet", "out", cwd=folder)
    assert (ended.code, ended.out) == (0, "out/packet.pdf\n")
    assert files(folder / "out") == before


def test_it_is_made_in_another_order_and_in_parts(batched: tuple[Path, Any]) -> None:
    folder, _ = batched
    ended = here("packet", "out", "--order", "name", "--at-most", "3", "--json", cwd=folder)
    said = json.loads(ended.out)
    assert (ended.code, ended.err) == (0, "")
    assert said == {
        "files": ["out/packet-1-of-2.pdf", "out/packet-2-of-2.pdf"], "packets": 2, "sheets": 4,
    }  # fmt: skip
    here("packet", "out", "-q", cwd=folder)
    assert sorted(path.name for path in (folder / "out").glob("packet*")) == ["packet.pdf"]


def test_the_printer_s_sides_are_those_of_the_clinic(batched: tuple[Path, Any]) -> None:
    folder, _ = batched
    settings = "timezone: America/New_York\nprinter:\n  sides: one\n"
    write(folder, {"clinic/handouts.yaml": settings})
    ended = here("-C", "clinic", "packet", "out", cwd=folder)
    assert ended.err == "2 packets, 7 sheets with the cover list: packet.pdf.\n"
    ended = here("-C", "clinic", "packet", "out", "--sides", "long-edge", cwd=folder)
    assert ended.err == "2 packets, 4 sheets with the cover list: packet.pdf.\n"


def test_a_batch_without_the_option_makes_no_packet_but_can_have_one_later(tmp_path: Path) -> None:
    write(tmp_path, {"day.csv": schedule(ROW)})
    here("batch", "day.csv", "--draft", "--out", "out", cwd=tmp_path)
    assert not (tmp_path / "out/packet.pdf").exists()
    ended = here("packet", "out", "-q", cwd=tmp_path)
    assert (ended.code, ended.out, ended.err) == (0, "out/packet.pdf\n", "")


def test_a_batch_in_json_names_its_packet(tmp_path: Path) -> None:
    write(tmp_path, {"day.csv": schedule(ROW)})
    ended = here("batch", "day.csv", "--draft", "--packet", "--json", "--out", "o", cwd=tmp_path)
    said = json.loads(ended.out)
    assert said["packet"] == {"files": ["o/packet.pdf"], "packets": 1, "sheets": 2}


def test_a_batch_of_which_nothing_was_made_has_no_packet(tmp_path: Path) -> None:
    write(tmp_path, {"day.csv": schedule(BAD)})
    ended = here("batch", "day.csv", "--draft", "--packet", "--out", "o", cwd=tmp_path)
    assert (ended.code, ended.out) == (1, "")
    assert "packet" not in ended.err
    assert not (tmp_path / "o").exists()


def test_a_folder_that_holds_no_batch_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for folder in ("empty", "nowhere"):
        ended = here("packet", folder, cwd=tmp_path)
        assert (ended.code, ended.out) == (1, "")
        assert "handouts batch" in ended.err


def test_a_handout_that_was_changed_is_named(tmp_path: Path) -> None:
    write(tmp_path, {"day.csv": schedule(ROW)})
    here("batch", "day.csv", "--draft", "--out", "out", cwd=tmp_path)
    (pdf,) = (tmp_path / "out").glob("*.pdf")
    pdf.write_bytes(pdf.read_bytes()[:-1])
    ended = here("packet", "out", cwd=tmp_path)
    assert (ended.code, ended.out) == (1, "")
    assert f"out/{pdf.name}: This file was changed after it was made" in ended.err
    assert not (tmp_path / "out/packet.pdf").exists()


@pytest.mark.parametrize(
    "wrong",
    [
        ("--sides", "one", "--turn-backs"),
        ("--sides", "two"),
        ("--at-most", "0"),
        ("--order", "age"),
    ],
)
def test_options_that_make_no_sense_are_wrong_usage(
    batched: tuple[Path, Any], wrong: tuple[str, ...]
) -> None:
    ended = here("packet", "out", *wrong, cwd=batched[0])
    assert (ended.code, ended.out) == (2, "")


def test_no_patient_is_in_what_is_said(batched: tuple[Path, Any]) -> None:
    folder, ended = batched
    again = here("packet", "out", cwd=folder)
    for said in (ended.out, ended.err, again.out, again.err):
        assert not any(word in said for word in ("Maria", "Example", "Ada", "1958", "Nobody"))


def test_a_batch_that_is_finished_later_has_all_of_its_patients_in_the_packet(
    tmp_path: Path,
) -> None:
    write(tmp_path, {"day.csv": schedule(ROW, TWO)})
    batch = ("batch", "day.csv", "--draft", "--out", "out")
    here(*batch, cwd=tmp_path)
    manifest = tmp_path / "out/manifest.jsonl"
    lines = manifest.read_text(encoding="ascii").splitlines(keepends=True)
    manifest.write_text("".join(lines[:2]), encoding="ascii")  # as after a power cut
    for name in ("0003-*.pdf", "day.json"):
        for path in (tmp_path / "out").glob(name):
            path.unlink()
    ended = here(*batch, "--resume", "--packet", cwd=tmp_path)
    assert ended.code == 0, ended.err
    assert "2 packets, 4 sheets with the cover list: packet.pdf." in ended.err


def test_no_earlier_packet_stays_beside_handouts_that_it_lacks(tmp_path: Path) -> None:
    write(tmp_path, {"day.csv": schedule(ROW, TWO)})
    batch = ("batch", "day.csv", "--draft", "--out", "out")
    here(*batch, "--packet", cwd=tmp_path)
    packet = (tmp_path / "out/packet.pdf").read_bytes()
    here(*batch, "--resume", cwd=tmp_path)
    assert (tmp_path / "out/packet.pdf").read_bytes() == packet, "nothing was made since"
    next((tmp_path / "out").glob("0002-*.pdf")).unlink()
    ended = here(*batch, "--resume", cwd=tmp_path)
    assert "2 packets, 4 sheets with the cover list: packet.pdf." in ended.err


def test_no_earlier_packet_stays_that_holds_a_handout_which_is_doubted_now(tmp_path: Path) -> None:
    write(tmp_path, {"day.csv": schedule(ROW, TWO)})
    batch = ("batch", "day.csv", "--draft", "--out", "out")
    here(*batch, "--packet", cwd=tmp_path)
    next((tmp_path / "out").glob("0002-*.pdf")).write_bytes(b"%PDF-scribbled")
    ended = here(*batch, "--resume", cwd=tmp_path)
    assert ended.code == 4
    assert "1 packet" in ended.err
    text = read_back((tmp_path / "out/packet.pdf").read_bytes()).text
    assert "Maria Example" not in text


def test_a_folder_that_another_run_is_at_work_in_is_busy(batched: tuple[Path, Any]) -> None:
    folder, _ = batched
    before = files(folder / "out")
    with claimed(folder / "out"):
        ended = here("packet", "out", cwd=folder)
    assert (ended.code, ended.out) == (3, "")
    assert "Another run is at work in this folder" in ended.err
    assert files(folder / "out") == before


def test_what_became_of_the_rows_is_told_also_when_the_packet_cannot_be_written(
    tmp_path: Path,
) -> None:
    write(tmp_path, {"day.csv": schedule(ROW, BAD), "out/packet.pdf/keep": "a folder of this name"})
    ended = here("batch", "day.csv", "--draft", "--packet", "--out", "out", cwd=tmp_path)
    assert ended.code == 3
    assert "2 rows: 1 made, 0 skipped, 1 failed." in ended.err
    assert "Nothing can be written to out" in ended.err


def test_a_packet_that_is_there_has_also_what_a_resumed_batch_makes(tmp_path: Path) -> None:
    """Else the stack that is printed lacks the very patients that somebody looked after."""
    settings = "timezone: America/New_York\n"
    unknown = "Ada Sample,1949-06-30,Sleep talk,2031-01-07,9:00 am"
    write(tmp_path, {"handouts.yaml": settings, "day.csv": schedule(ROW, unknown)})
    batch = ("batch", "day.csv", "--draft", "--out", "out")
    assert here(*batch, cwd=tmp_path).code == 4
    assert here("packet", "out", cwd=tmp_path).code == 0
    mapped = f"{settings}schedule:\n  treatments:\n    Sleep talk: sleep\n"
    write(tmp_path, {"handouts.yaml": mapped})
    ended = here(*batch, "--resume", cwd=tmp_path)
    assert ended.code == 0
    assert "2 packets, 3 sheets with the cover list: packet.pdf." in ended.err
    text = read_back((tmp_path / "out/packet.pdf").read_bytes()).text
    assert "Ada Sample" in text


def test_a_batch_that_was_stopped_has_no_packet_and_is_not_printed(tmp_path: Path) -> None:
    write(tmp_path, {"day.csv": schedule(ROW, TWO)})
    here("batch", "day.csv", "--draft", "--out", "out", cwd=tmp_path)
    (tmp_path / "out/day.json").unlink()
    manifest = tmp_path / "out/manifest.jsonl"
    lines = manifest.read_text(encoding="ascii").splitlines(keepends=True)
    first = next(number for number, line in enumerate(lines) if '"row"' in line)
    manifest.write_text("".join(lines[: first + 1]), encoding="ascii")
    packet, printed = (here(command, "out", cwd=tmp_path) for command in ("packet", "print"))
    assert (packet.code, printed.code) == (1, 1)
    assert "This batch is not finished yet, so there is no packet." in packet.err
    assert "This batch is not finished: it came to row 1 of 2. Nothing was printed." in printed.err
    assert "run it again with --resume" in packet.err


def test_a_batch_that_was_stopped_within_its_last_row_is_not_printed(tmp_path: Path) -> None:
    write(tmp_path, {"day.csv": schedule(TWO)})
    here("batch", "day.csv", "--draft", "--out", "out", cwd=tmp_path)
    (tmp_path / "out/day.json").unlink()
    manifest = tmp_path / "out/manifest.jsonl"
    manifest.write_text("".join(manifest.read_text().splitlines(keepends=True)[:-1]))
    printed = here("print", "out", cwd=tmp_path)
    assert printed.code == 1
    assert "This batch is not finished" in printed.err


def test_a_day_whose_handouts_were_deleted_is_not_called_unfinished(tmp_path: Path) -> None:
    write(tmp_path, {"day.csv": schedule(ROW.replace("2031", "2020"))})
    here("batch", "day.csv", "--draft", "--out", "out", cwd=tmp_path)
    assert here("purge", "--older-than", "30d", "out", "--yes", cwd=tmp_path).code == 0
    packet, printed = (here(command, "out", cwd=tmp_path) for command in ("packet", "print"))
    assert (packet.code, printed.code) == (1, 1)
    for ended in (packet, printed):
        assert "The handouts of this batch were deleted on " in ended.err
        assert "not finished" not in ended.err


def test_who_prints_a_day_that_changed_since_is_told_of_the_list_of_sheets_to_take_out(
    tmp_path: Path,
) -> None:
    write(tmp_path, {"day.csv": schedule(ROW, TWO)})
    here("batch", "day.csv", "--draft", "--out", "out", cwd=tmp_path)
    write(tmp_path, {"day.csv": schedule(ROW)})
    ended = here("batch", "day.csv", "--draft", "--changed", "out", "--out", "new", cwd=tmp_path)
    assert "TAKE OUT" in ended.err
    printed = here("print", "out", cwd=tmp_path)
    assert "This day changed since. What to take out of this stack stands in " in printed.err
    assert "new" in printed.err.split("stands in ", 1)[1]
