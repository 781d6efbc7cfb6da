"""`handouts batch` turns a schedule into a folder of PDFs and an account that adds up."""

import json
import shlex
import stat
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from handouts.batch.outbox.lock import claimed
from tests.cli.terminal import HEADER, ROW, broken, files, here, run, schedule, whole, write

TWO = "Ada Sample,1949-06-30,sleep; exercise,2031-01-07,9:00 am"
BAD = "Nobody Sample,1949-06-30,sleep,2031-02-30,9:00 am"


def manifest(folder: Path) -> list[dict[str, Any]]:
    lines = (folder / "manifest.jsonl").read_text(encoding="ascii").splitlines()
    said = [entry for line in lines[1:] if "row" in (entry := json.loads(line))]
    return sorted(said, key=lambda entry: int(entry["row"]))


def unsalted(entry: dict[str, Any]) -> dict[str, Any]:
    """Without what differs from run to run."""
    return {key: value for key, value in entry.items() if key not in {"visit", "said"}}


def first_page(pdf: Path) -> str:
    document = pypdfium2.PdfDocument(pdf)
    text = document[0].get_textpage().get_text_bounded()
    document.close()
    return " ".join(text.split())


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Any]:
    """A batch: a good row, one of two treatments, a blank line, a bad row and a repeated one."""
    folder = tmp_path_factory.mktemp("mixed")
    write(folder, {"tomorrow.csv": schedule(ROW, TWO, "", BAD, ROW)})
    return folder, run("batch", "tomorrow.csv", "--draft", cwd=folder)


def test_each_row_and_treatment_has_its_own_pdf(mixed: tuple[Path, Any]) -> None:
    out = mixed[0] / "tomorrow-handouts"
    pdfs = sorted(out.glob("*.pdf"))
    starts = ["0002-sleep-", "0003-exercise-", "0003-sleep-"]
    assert [pdf.name[: len(start)] for pdf, start in zip(pdfs, starts, strict=True)] == starts
    assert ["Maria Example" in first_page(pdf) for pdf in pdfs] == [True, False, False]
    assert ["Ada Sample" in first_page(pdf) for pdf in pdfs] == [False, True, True]


def test_every_row_has_its_manifest_lines(mixed: tuple[Path, Any]) -> None:
    entries = manifest(mixed[0] / "tomorrow-handouts")
    assert [(each["row"], each["outcome"]) for each in entries] == [
        (2, "made"),
        (3, "made"),
        (3, "made"),
        (5, "failed"),
        (6, "skipped"),
    ]
    assert entries[3]["rules"] == ["row-date"]
    assert entries[4]["rules"] == ["duplicate"]
    for made in entries[:3]:
        assert set(made) == {
            "row", "outcome", "treatment", "language", "file", "sha256", "version", "check_code",
            "pages", "visit", "said",
        }  # fmt: skip
        assert whole((mixed[0] / "tomorrow-handouts" / made["file"]).read_bytes())


def test_some_failed_rows_end_with_4_and_the_rows_add_up(mixed: tuple[Path, Any]) -> None:
    ended = mixed[1]
    assert ended.code == 4
    assert "4 rows (1 blank line between them): 2 made, 1 skipped, 1 failed." in ended.err
    assert "3 handouts." in ended.err


def test_progress_and_problems_are_on_stderr_and_the_folder_alone_on_stdout(
    mixed: tuple[Path, Any],
) -> None:
    ended = mixed[1]
    assert ended.out == "tomorrow-handouts\n"
    assert "Making handouts" in ended.err
    assert "tomorrow.csv:5:4: date is a day that no calendar has" in ended.err
    assert "tomorrow.csv:6:1: [warning] This row says the same as row 2" in ended.err


def test_the_files_are_for_their_owner_only(mixed: tuple[Path, Any]) -> None:
    out = mixed[0] / "tomorrow-handouts"
    assert stat.S_IMODE(out.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in out.iterdir()} == {0o600}


def test_a_used_folder_is_refused_and_stays_as_it_is(mixed: tuple[Path, Any]) -> None:
    before = files(mixed[0])
    ended = here("batch", "tomorrow.csv", "--draft", cwd=mixed[0])
    assert ended.code == 1
    assert "tomorrow-handouts/manifest.jsonl: This folder holds an earlier batch." in ended.err
    assert "--out" in ended.err
    assert files(mixed[0]) == before


def test_a_schedule_without_faults_ends_with_0(tmp_path: Path) -> None:
    write(tmp_path, {"day.csv": schedule(ROW)})
    ended = here("batch", "day.csv", "--draft", "--out", "deep/out", cwd=tmp_path)
    assert (ended.code, ended.out) == (0, "deep/out\n")
    assert len(list((tmp_path / "deep/out").glob("*.pdf"))) == 1


def test_what_must_be_mended_is_told_last_and_just_above_the_account(tmp_path: Path) -> None:
    write(tmp_path, {"day.csv": schedule(BAD, ROW, ROW)})
    ended = here("batch", "day.csv", "--draft", "--dry-run", cwd=tmp_path)
    warned, wrong, account = (
        ended.err.index(words) for words in ("day.csv:4:1: [warning]", "day.csv:2:4:", "3 rows: ")
    )
    assert warned < wrong < account


def test_no_good_row_ends_with_1_and_names_no_folder(tmp_path: Path) -> None:
    write(tmp_path, {"day.csv": schedule(BAD)})
    ended = here("batch", "day.csv", "--draft", cwd=tmp_path)
    assert (ended.code, ended.out) == (1, "")
    assert "1 row: 0 made, 0 skipped, 1 failed." in ended.err


def test_unsigned_words_are_refused_without_draft(tmp_path: Path) -> None:
    write(tmp_path, {"day.csv": schedule(ROW)})
    ended = here("batch", "day.csv", cwd=tmp_path)
    assert (ended.code, ended.out) == (1, "")
    assert "day.csv:2:1: This handout is a draft" in ended.err
    assert "--draft" in ended.err
    assert list(tmp_path.rglob("*.pdf")) == []


def test_the_advice_to_add_draft_works_when_it_is_followed(tmp_path: Path) -> None:
    write(tmp_path, {"day.csv": schedule(ROW)})
    here("batch", "day.csv", cwd=tmp_path)
    ended = here("batch", "day.csv", "--draft", cwd=tmp_path)
    assert ended.code == 0, ended.err
    assert len(list(tmp_path.rglob("*.pdf"))) == 1


def test_a_dry_run_tries_every_row_and_writes_nothing(tmp_path: Path) -> None:
    write(tmp_path, {"day.csv": schedule(ROW, BAD)})
    before = files(tmp_path)
    ended = here("batch", "day.csv", "--draft", "--dry-run", cwd=tmp_path)
    assert (ended.code, ended.out) == (4, "")
    assert "2 rows: 1 made, 0 skipped, 1 failed." in ended.err
    assert files(tmp_path) == before
    assert [path.name for path in tmp_path.iterdir()] == ["day.csv"]


def test_a_dry_run_tells_that_the_folder_is_taken(tmp_path: Path) -> None:
    write(tmp_path, {"day.csv": schedule(ROW), "day-handouts/manifest.jsonl": ""})
    ended = here("batch", "day.csv", "--draft", "--dry-run", cwd=tmp_path)
    assert ended.code == 0
    assert "day-handouts holds an earlier batch: choose another folder with --out." in ended.err


def test_every_row_that_failed_is_named(tmp_path: Path) -> None:
    write(tmp_path, {"day.csv": schedule(BAD, ROW, f"Other {BAD}", f"Third {BAD}")})
    ended = here("batch", "day.csv", "--draft", "--dry-run", cwd=tmp_path)
    places = ended.err.split("4 rows:", maxsplit=1)[0]
    for row in (2, 4, 5):
        assert any(sign in places for sign in (f"day.csv:{row}:", f" {row},", f" {row}.")), row


def test_json_tells_the_same_account(tmp_path: Path) -> None:
    write(tmp_path, {"day.csv": schedule(ROW, TWO, BAD, ROW)})
    ended = run("batch", "day.csv", "--draft", "--json", cwd=tmp_path)
    report = json.loads(ended.out)
    assert (ended.code, ended.err) == (4, "")
    assert report["rows"] == report["made"] + report["skipped"] + report["failed"] == 4
    assert [each["row"] for each in report["handouts"]] == [2, 3, 3, 4, 5]
    made = [each["file"] for each in report["handouts"] if each["outcome"] == "made"]
    folder = tmp_path / report["folder"]
    assert sorted(made) == sorted(path.name for path in folder.glob("*.pdf"))
    (problem,) = report["handouts"][3]["problems"]
    assert (problem["file"], problem["line"], problem["column"]) == ("day.csv", 4, 4)
    assert problem["hint"]


def test_quiet_says_problems_only(tmp_path: Path) -> None:
    write(tmp_path, {"day.csv": schedule(ROW, BAD)})
    ended = here("batch", "day.csv", "--draft", "-q", "--dry-run", cwd=tmp_path)
    assert ended.err.startswith("day.csv:3:4: ")
    assert "rows" not in ended.err
    assert "Making" not in ended.err


def test_an_old_excel_file_is_read_when_its_encoding_is_said(tmp_path: Path) -> None:
    row = ROW.replace("Maria Example", "José Müller-Example")
    write(tmp_path, {"old.csv": schedule(row).encode("cp1252")})
    refused = here("batch", "old.csv", "--draft", cwd=tmp_path)
    assert refused.code == 1
    assert "old.csv:2:1: " in refused.err
    assert "--encoding cp1252" in refused.err
    ended = here("batch", "old.csv", "--draft", "--encoding", "cp1252", "--out", "o", cwd=tmp_path)
    assert ended.code == 0
    (pdf,) = (tmp_path / "o").glob("*.pdf")
    assert "José Müller-Example" in first_page(pdf)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_byte_order_mark_is_no_part_of_the_first_column(tmp_path: Path, encoding: str) -> None:
    marked = "utf-8-sig" if encoding == "utf-8" else encoding
    write(tmp_path, {"day.csv": schedule(ROW).encode(marked)})
    for said in ((), ("--encoding", encoding)):
        ended = here("batch", "day.csv", "--draft", "--dry-run", *said, cwd=tmp_path)
        assert ended.code == 0, ended.err


def test_rows_in_another_order_of_columns_and_letters_are_the_same_rows(tmp_path: Path) -> None:
    header = "Time;DATE;Born;Visit Type;Treatment;Patient"
    row = '8:30 am;2031-01-07;1958-03-04;First;SLEEP;"Example; Maria"'
    write(tmp_path, {"day.csv": schedule(row, header=header)})
    ended = here("batch", "day.csv", "--draft", "--out", "o", cwd=tmp_path)
    assert ended.code == 0, ended.err
    (pdf,) = (tmp_path / "o").glob("*.pdf")
    assert "Example; Maria" in first_page(pdf)


def test_a_name_that_is_taken_is_not_overwritten(tmp_path: Path) -> None:
    write(tmp_path, {"day.csv": schedule(ROW)})
    here("batch", "day.csv", "--draft", "--out", "first", cwd=tmp_path)
    (pdf,) = (tmp_path / "first").glob("*.pdf")
    write(tmp_path, {f"second/{pdf.name}": "something else"})
    ended = here("batch", "day.csv", "--draft", "--out", "second", cwd=tmp_path)
    assert ended.code == 1
    assert (tmp_path / "second" / pdf.name).read_text(encoding="utf-8") == "something else"
    assert f"second/{pdf.name}: A file of this name is there already" in ended.err
    assert broken(tmp_path / "first") == []


def test_a_row_fits_its_own_place_and_the_first_one_else(tmp_path: Path) -> None:
    write(tmp_path, {"day.csv": schedule(f"{ROW},main", f"{ROW},mian", header=f"{HEADER},site")})
    ended = here("batch", "day.csv", "--draft", "--dry-run", cwd=tmp_path)
    assert ended.code == 4
    assert "day.csv:3:6: site 'mian' is not known." in ended.err
    assert "Did you mean 'main'?" in ended.err


def test_several_processes_make_the_same_day_and_say_the_same(
    mixed: tuple[Path, Any], tmp_path: Path
) -> None:
    write(tmp_path, {"tomorrow.csv": (mixed[0] / "tomorrow.csv").read_bytes()})
    ended = run("batch", "tomorrow.csv", "--draft", "--workers", "3", cwd=tmp_path)
    assert (ended.code, ended.out, ended.err) == (mixed[1].code, mixed[1].out, mixed[1].err)
    mine, theirs = (folder / "tomorrow-handouts" for folder in (tmp_path, mixed[0]))
    assert [unsalted(each) for each in manifest(mine)] == [
        unsalted(each) for each in manifest(theirs)
    ]
    pdfs, others = (files(folder) for folder in (mine, theirs))
    assert pdfs.pop("manifest.jsonl") != others.pop("manifest.jsonl")
    assert pdfs == others


@pytest.mark.parametrize("number", ["0", "-1", "two"])
def test_a_number_of_processes_that_is_none_is_wrong_usage(tmp_path: Path, number: str) -> None:
    write(tmp_path, {"day.csv": schedule(ROW)})
    ended = here("batch", "day.csv", "--workers", number, cwd=tmp_path)
    assert ended.code == 2
    assert "--workers" in ended.err
    assert [path.name for path in tmp_path.iterdir()] == ["day.csv"]


def test_rows_without_a_handout_are_named_at_the_end_with_the_way_on(
    mixed: tuple[Path, Any],
) -> None:
    way_on = "handouts batch tomorrow.csv --draft --out tomorrow-handouts --resume"
    assert f"Without a handout: row 5. To try again: {way_on}\n" in mixed[1].err


def test_the_command_for_a_corrected_schedule_works_when_it_is_followed(tmp_path: Path) -> None:
    write(tmp_path, {"day.csv": schedule(ROW, BAD)})
    ended = here("batch", "day.csv", "--draft", "--out", "out", cwd=tmp_path)
    way_on = "handouts batch day.csv --draft --changed out"
    assert f"    With a corrected schedule: {way_on}\n" in ended.err
    write(tmp_path, {"day.csv": schedule(ROW, BAD.replace("02-30", "01-07"))})
    assert here(*shlex.split(way_on)[1:], cwd=tmp_path).code == 0
    assert [path.name[:10] for path in (tmp_path / "out-2").glob("*.pdf")] == ["0003-sleep"]


def test_the_way_on_is_the_same_command_and_can_be_pasted(tmp_path: Path) -> None:
    write(
        tmp_path,
        {"our clinic/handouts.yaml": "timezone: UTC\n", "a day.csv": schedule(ROW, BAD, "é")},
    )
    ended = here(
        "-C", "our clinic", "batch", "a day.csv", "--draft", "--encoding", "utf-8",
        "--workers", "1", cwd=tmp_path,
    )  # fmt: skip
    way_on = "handouts -C 'our clinic' batch 'a day.csv' --draft --encoding utf-8 --out 'a day-handouts' --resume"  # noqa: E501  # one line on the terminal
    assert f"Without a handout: row 3, 4. To try again: {way_on}\n" in ended.err
    before = files(tmp_path / "a day-handouts")
    again = here(*shlex.split(way_on)[1:], cwd=tmp_path)
    assert (again.code, again.out) == (4, "a day-handouts\n")
    assert "3 rows: 1 made, 0 skipped, 2 failed. 1 handout." in again.err
    assert files(tmp_path / "a day-handouts") == before


def test_a_batch_that_is_finished_can_be_resumed_and_nothing_happens(
    mixed: tuple[Path, Any],
) -> None:
    before = files(mixed[0])
    ended = here("batch", "tomorrow.csv", "--draft", "--resume", cwd=mixed[0])
    assert (ended.code, ended.out) == (mixed[1].code, mixed[1].out)
    assert files(mixed[0]) == before


def test_a_schedule_that_was_changed_is_refused_with_the_way_on(tmp_path: Path) -> None:
    write(tmp_path, {"day.csv": schedule(ROW)})
    here("batch", "day.csv", "--draft", "--out", "out", cwd=tmp_path)
    write(tmp_path, {"day.csv": schedule(ROW, TWO)})
    before = files(tmp_path)
    ended = here("batch", "day.csv", "--draft", "--out", "out", "--resume", cwd=tmp_path)
    assert ended.code == 1
    assert "the schedule was changed since" in ended.err
    assert "--changed" in ended.err
    assert files(tmp_path) == before


def test_a_folder_that_is_not_there_cannot_be_resumed(tmp_path: Path) -> None:
    write(tmp_path, {"day.csv": schedule(ROW)})
    ended = here("batch", "day.csv", "--draft", "--out", "typo", "--resume", cwd=tmp_path)
    assert ended.code == 1
    assert "This folder holds no batch" in ended.err
    assert not (tmp_path / "typo").exists()


def test_a_trial_resumes_nothing(tmp_path: Path) -> None:
    write(tmp_path, {"day.csv": schedule(ROW)})
    assert here("batch", "day.csv", "--dry-run", "--resume", cwd=tmp_path).code == 2


def test_two_batches_at_once_into_one_folder_are_one_and_a_busy_one(tmp_path: Path) -> None:
    write(tmp_path, {"day.csv": schedule(*(ROW.replace("Maria", f"M{n}a") for n in "abcdefgh"))})
    (tmp_path / "out").mkdir()
    with claimed(tmp_path / "out"):
        ended = run("batch", "day.csv", "--draft", "--out", "out", cwd=tmp_path)
    assert ended.code == 3
    assert "Another run is at work in this folder." in ended.err
    assert [*(tmp_path / "out").iterdir()] == []
