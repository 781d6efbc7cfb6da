"""`reprint`, `recall` and `purge`: what goes on with a folder that a batch wrote."""

import json
import re
from pathlib import Path

import pytest

from tests.cli.talking import talk
from tests.cli.terminal import files, here, run, schedule, whole, write

MARIA = "Maria Example,1958-03-04,sleep,2031-01-07,8:30 am"
ADA = "Ada Sample,1949-06-30,sleep; exercise,2031-01-07,9:00 am"
BAD = "Nobody Sample,1949-06-30,sleep,2031-02-30,9:00 am"
NAMES = ("Maria", "Example", "Ada", "Sample", "1958", "Nobody")


@pytest.fixture(scope="module")
def batched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("batched")
    write(folder, {"day.csv": schedule(MARIA, ADA, BAD)})
    assert here("batch", "day.csv", "--draft", "--packet", "-q", cwd=folder).code == 4
    return folder


@pytest.fixture
def day(batched: Path, tmp_path: Path) -> Path:
    """A batch of one's own."""
    write(tmp_path, files(batched))
    return tmp_path


def age(day: Path, date: str = "2020-01-02") -> None:
    """Make it a batch of a day long past."""
    manifest = day / "day-handouts/manifest.jsonl"
    said = manifest.read_text(encoding="ascii")
    manifest.write_text(re.sub(r'"(first|last)": "[\d-]+"', rf'"\1": "{date}"', said), "ascii")


def pdf(day: Path, start: str) -> str:
    (found,) = (day / "day-handouts").glob(f"{start}*.pdf")
    return f"day-handouts/{found.name}"


# reprint


def test_a_row_is_told_and_its_file_named(day: Path) -> None:
    ended = here("reprint", "2", "day-handouts", cwd=day)
    assert (ended.code, ended.out) == (0, f"{pdf(day, '0002')}\n")
    assert re.fullmatch(r"Row 2  packet 1  8:30 am  sleep  check [A-Z2-7]{6}\n", ended.err)


def test_a_copy_is_the_very_file(day: Path) -> None:
    ended = here("reprint", "2", "day-handouts", "-o", "copy.pdf", cwd=day)
    assert (ended.code, ended.out) == (0, "copy.pdf\n")
    assert (day / "copy.pdf").read_bytes() == (day / pdf(day, "0002")).read_bytes()
    piped = run("reprint", "2", "day-handouts", "-o", "-", cwd=day)
    assert piped.stdout == (day / "copy.pdf").read_bytes()


def test_several_rows_are_given_and_those_without_a_handout_told(day: Path) -> None:
    ended = here("reprint", "2-4", "day-handouts", cwd=day)
    assert (ended.code, len(ended.out.splitlines())) == (4, 3)
    assert "No handout was made of row 4 (row-date)." in ended.err
    ended = here("reprint", "4,9", "day-handouts", cwd=day)
    assert (ended.code, ended.out) == (1, "")
    assert "The manifest knows no row 9." in ended.err


def test_a_packet_is_given_with_its_marks(day: Path) -> None:
    ended = here("reprint", "--packet", "2", "day-handouts", cwd=day)
    assert (ended.code, ended.out) == (0, "day-handouts/packet-2.pdf\n")
    assert ended.err.startswith("Row 3  packet 2  9:00 am  sleep, exercise  check ")
    assert whole((day / "day-handouts/packet-2.pdf").read_bytes())
    assert here("verify", "day-handouts", cwd=day).code == 0, "it is one of our own files"
    assert here("reprint", "--packet", "3", "day-handouts", cwd=day).code == 1


def test_whose_it_is_is_told_to_who_asks_for_it_alone(day: Path) -> None:
    for more in ((), ("--json",)):
        ended = here("reprint", "2,3", "day-handouts", *more, cwd=day)
        assert not any(name in ended.out + ended.err for name in NAMES)
        ended = here("reprint", "2,3", "day-handouts", "--names", *more, cwd=day)
        assert "Maria Example" in ended.out + ended.err


def test_a_reprint_in_json_says_what_it_is(day: Path) -> None:
    ended = here("reprint", "2", "day-handouts", "--json", "-q", cwd=day)
    (said,) = json.loads(ended.out)
    assert (said["rows"], said["packet"], said["time"]) == ([2], 1, "08:30")
    assert ended.err == ""


@pytest.mark.parametrize(
    "wrong",
    [
        ("two", "day-handouts"),
        ("9-2", "day-handouts"),
        ("2-99999", "day-handouts"),
        ("2,,3", "day-handouts"),
        ("2,3", "day-handouts", "-o", "x.pdf"),
        ("2", "day-handouts", "-o", "-", "--json"),
        ("2", "day-handouts", "--copies", "2"),
        ("2",),
    ],
)
def test_a_reprint_of_nothing_that_can_be_is_wrong_usage(day: Path, wrong: tuple[str, ...]) -> None:
    ended = here("reprint", *wrong, cwd=day)
    assert (ended.code, ended.out) == (2, "")
    assert not (day / "x.pdf").exists()


def test_what_a_change_took_out_is_not_given_again(day: Path) -> None:
    write(day, {"day.csv": schedule(MARIA.replace("8:30", "8:45"), ADA)})
    here("batch", "day.csv", "--draft", "--changed", "day-handouts", "-q", cwd=day)
    ended = here("reprint", "2", "day-handouts", cwd=day)
    assert (ended.code, ended.out) == (1, "")
    assert "not valid any more: the visit changed" in ended.err
    assert "day-handouts-2" in ended.err


# recall


def test_words_are_found_in_the_batches_of_this_folder(day: Path) -> None:
    ended = here("recall", "treatments/sleep", cwd=day)
    lines = ended.out.splitlines()
    assert (ended.code, len(lines)) == (0, 2)
    assert re.fullmatch(
        r"2031-01-07  day-handouts  row 2  packet 1  sleep  [A-Z2-7]{6}  2 pages  file there",
        lines[0],
    )
    assert ended.err.startswith("2 handouts carry en/treatments/sleep, in 1 of 1 batch.\n    @")
    assert "(the words of today)" in ended.err


def test_words_that_nobody_was_given_are_told_as_a_number_too(day: Path) -> None:
    ended = here("recall", "statements/off-label", cwd=day)
    assert (ended.code, ended.out) == (0, "")
    assert ended.err == "0 handouts carry en/statements/off-label, in 0 of 1 batch.\n"


def test_a_version_is_named_behind_the_item(day: Path) -> None:
    said = json.loads(here("show", "treatments/sleep", "--json", cwd=day).out)
    ended = here("recall", f"treatments/sleep@{said[0]['seal'][:8]}", cwd=day)
    assert (ended.code, len(ended.out.splitlines())) == (0, 2)
    ended = here("recall", "treatments/sleep@0000", cwd=day)
    assert (ended.code, ended.out) == (2, "")
    assert said[0]["seal"][:16] in ended.err


def test_an_item_that_nobody_knows_is_told_with_the_nearest(day: Path) -> None:
    ended = here("recall", "treatments/slep", cwd=day)
    assert (ended.code, ended.out) == (2, "")
    assert "Did you mean 'treatments/sleep'?" in ended.err


def test_a_folder_that_is_no_batch_makes_the_answer_incomplete(day: Path) -> None:
    ended = here("recall", "treatments/sleep", "day-handouts", "nowhere", cwd=day)
    assert (ended.code, len(ended.out.splitlines())) == (1, 2)
    assert "nowhere: This folder holds no batch" in ended.err


def test_without_any_batch_it_is_wrong_usage(tmp_path: Path) -> None:
    ended = here("recall", "treatments/sleep", cwd=tmp_path)
    assert (ended.code, ended.out) == (2, "")


def test_a_recall_in_json_says_all_of_it_and_no_name(day: Path) -> None:
    ended = here("recall", "treatments/sleep", "--json", cwd=day)
    said = json.loads(ended.out)
    assert [each["row"] for each in said["handouts"]] == [2, 3]
    assert said["handouts"][0]["words"][0]["item"] == "en/treatments/sleep"
    assert not any(name in ended.out for name in NAMES)


# purge


def test_an_old_day_is_deleted_and_can_be_recalled_all_the_same(day: Path) -> None:
    age(day)
    ended = here("purge", "--older-than", "30d", "--yes", "day-handouts", cwd=day)
    assert (ended.code, ended.out) == (0, "day-handouts\n")
    assert "day-handouts: day 2020-01-02, 5 files" in ended.err
    assert "5 files deleted. Manifests stay." in ended.err
    assert [path.name for path in (day / "day-handouts").iterdir()] == ["manifest.jsonl"]
    ended = here("recall", "treatments/sleep", cwd=day)
    assert ended.out.count("file deleted on ") == 2
    assert here("verify", "day-handouts", cwd=day).code == 0


def test_a_young_day_stays(day: Path) -> None:
    before = files(day)
    ended = here("purge", "--older-than", "0d", "--yes", "day-handouts", cwd=day)
    assert (ended.code, ended.out) == (0, "")
    assert "Kept, because at most 0 days old: 1." in ended.err
    assert files(day) == before


def test_nothing_is_deleted_without_a_number_of_days(day: Path) -> None:
    age(day)
    before = files(day)
    ended = here("purge", "--yes", "day-handouts", cwd=day)
    assert (ended.code, ended.out) == (2, "")
    assert "--older-than" in ended.err
    assert files(day) == before


def test_the_clinic_s_own_number_of_days_counts(day: Path) -> None:
    age(day)
    for days, deleted in (("3650", ""), ("30", "day-handouts\n")):
        settings = f"timezone: America/New_York\nkeep_days: {days}\n"
        write(day, {"clinic/handouts.yaml": settings})
        ended = here("-C", "clinic", "purge", "--yes", "day-handouts", cwd=day)
        assert (ended.code, ended.out) == (0, deleted), ended.err


def test_nothing_is_deleted_without_a_yes(day: Path) -> None:
    age(day)
    before = files(day)
    ended = here("purge", "--older-than", "30", "day-handouts", cwd=day)
    assert (ended.code, ended.out) == (2, "")
    assert "day-handouts: day 2020-01-02, 5 files" in ended.err
    assert files(day) == before


@pytest.mark.parametrize(("answer", "left"), [("n", 6), ("y", 1)])
def test_on_a_terminal_it_asks(day: Path, answer: str, left: int) -> None:
    age(day)
    with talk("purge", "--older-than", "30d", "day-handouts", cwd=day) as talking:
        talking.until("Delete 5 files for good? [y/N]: ")
        talking.answer(answer)
        talking.rest()
    assert len(list((day / "day-handouts").iterdir())) == left


def test_a_trial_deletes_nothing(day: Path) -> None:
    age(day)
    before = files(day)
    ended = here("purge", "--older-than", "30d", "--dry-run", "day-handouts", cwd=day)
    assert (ended.code, ended.out) == (0, "day-handouts\n")
    assert "5 files would be deleted; this was a trial." in ended.err
    assert files(day) == before


def test_one_wrong_folder_stops_all_before_anything_is_deleted(day: Path) -> None:
    age(day)
    (day / "other").mkdir()
    before = files(day)
    ended = here("purge", "--older-than", "30d", "--yes", "day-handouts", "other", cwd=day)
    assert (ended.code, ended.out) == (1, "")
    assert "other: This folder holds no batch" in ended.err
    assert files(day) == before


def test_files_of_others_are_counted_and_not_named(day: Path) -> None:
    age(day)
    write(day, {"day-handouts/Maria.txt": "hers"})
    ended = here("purge", "--older-than", "30d", "--yes", "day-handouts", cwd=day)
    assert "1 file not ours, and left" in ended.err
    assert "Maria" not in ended.err
    assert (day / "day-handouts/Maria.txt").exists()


def test_a_purge_in_json_counts(day: Path) -> None:
    age(day)
    ended = here("purge", "--older-than", "30d", "--yes", "--json", "day-handouts", cwd=day)
    assert json.loads(ended.out) == [
        {
            "folder": "day-handouts", "last": "2020-01-02", "files": 5, "others": 0,
            "deleted": True, "deleted_before": None,
        }
    ]  # fmt: skip


@pytest.mark.parametrize("days", ["soon", "-1", "30w", ""])
def test_days_that_are_none_are_wrong_usage(day: Path, days: str) -> None:
    age(day)
    before = files(day)
    assert here("purge", "--older-than", days, "--yes", "day-handouts", cwd=day).code == 2
    assert files(day) == before


def test_a_day_that_was_deleted_is_neither_changed_nor_printed_again(day: Path) -> None:
    age(day)
    here("purge", "--older-than", "30d", "--yes", "day-handouts", cwd=day)
    ended = here("batch", "day.csv", "--draft", "--changed", "day-handouts", cwd=day)
    assert ended.code == 1
    assert "The handouts of this batch were deleted on " in ended.err
    ended = here("reprint", "2", "day-handouts", cwd=day)
    assert ended.code == 1
    assert "The handouts were deleted on " in ended.err
