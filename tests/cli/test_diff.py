"""`handouts diff` says how a clinic's words differ from stock, and what an upgrade changed."""

import json
import re
from pathlib import Path

import pytest

from tests.cli.terminal import files, here, write

CREDIT = "content/en/statements/credit.yaml"


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    here("init", "clinic", cwd=tmp_path)
    here("init", "clinic", "--take", CREDIT, cwd=tmp_path)
    path = tmp_path / "clinic" / CREDIT
    words = path.read_text(encoding="utf-8").replace("We retold the facts", "We told the facts")
    path.write_text(words, encoding="utf-8")
    return tmp_path / "clinic"


def upgraded(clinic: Path) -> None:
    """As if stock had been another one when the file was taken."""
    record = clinic / "taken.yaml"
    text = record.read_text(encoding="utf-8")
    aged = re.sub(rf"({CREDIT}: )\S+ sha256:\w{{8}}", r"\g<1>0.0.9 sha256:00000000", text)
    assert aged != text
    record.write_text(aged, encoding="utf-8")


def test_a_new_folder_has_nothing_to_tell(tmp_path: Path) -> None:
    here("init", cwd=tmp_path)
    ended = here("diff", cwd=tmp_path)
    assert (ended.code, ended.out, ended.err) == (0, "", "")


def test_the_changed_words_stand_in_brackets_at_their_line(clinic: Path) -> None:
    ended = here("diff", cwd=clinic)
    assert ended.code == 0
    told = ended.out.split("Changed by you\n")[1].splitlines()
    assert told[:2] == [f"  {CREDIT}", "    text 1, line 5"]
    assert "[retold] the facts" in told[2]
    assert told[2].startswith("      stock: ")
    assert "[told] the facts" in told[3]
    assert told[3].startswith("      yours: ")


def test_new_and_needless_files_are_told_apart(clinic: Path) -> None:
    here("init", "--take", "tokens", cwd=clinic)
    write(clinic, {"content/en/statements/our-parking.yaml": "text: [Park behind.]\n"})
    told = here("diff", cwd=clinic).out
    assert "All your own\n  content/en/statements/our-parking.yaml\n" in told
    assert re.search(r"The same as stock: delete these.*\n  styles/tokens.css\n", told)
    assert "handouts.yaml" not in told


def test_one_file_is_told_alone(clinic: Path) -> None:
    here("init", "--take", "tokens", cwd=clinic)
    told = here("diff", "statements/credit", cwd=clinic).out
    assert CREDIT in told
    assert "tokens" not in told


def test_a_file_that_is_not_changed_here_is_refused_with_the_way_on(clinic: Path) -> None:
    ended = here("diff", "en/wording", cwd=clinic)
    assert ended.code == 2
    assert "handouts init --take content/en/wording.yaml" in ended.err


def test_stock_that_moved_under_a_file_comes_first_and_ends_strict_with_1(clinic: Path) -> None:
    assert here("diff", "--strict", cwd=clinic).code == 0
    upgraded(clinic)
    ended = here("diff", cwd=clinic)
    assert ended.code == 0
    assert ended.out.lstrip().startswith("Stock has changed under these")
    assert f"{CREDIT} (from version 0.0.9)" in ended.out
    assert "cannot be told" in ended.out
    assert here("diff", "--strict", cwd=clinic).code == 1


def test_looking_at_it_is_recorded_and_quiets_it(clinic: Path) -> None:
    upgraded(clinic)
    before = files(clinic)
    ended = here("diff", "--accept", "statements/credit", cwd=clinic)
    assert (ended.code, ended.out) == (0, "")
    assert CREDIT in ended.err
    changed = {name for name, data in files(clinic).items() if before[name] != data}
    assert changed == {"taken.yaml"}
    assert here("diff", "--strict", cwd=clinic).code == 0


def test_a_file_without_a_record_is_told(clinic: Path) -> None:
    (clinic / "taken.yaml").unlink()
    told = here("diff", cwd=clinic).out
    assert re.search(rf"No record of the stock .*\n(  .*\n)*  {CREDIT}\n", told)
    assert "handouts diff --accept FILE" in told


def test_old_schemas_are_told_with_the_command_that_renews_them(clinic: Path) -> None:
    write(clinic, {"content/schema/risks.json": "{}\n"})
    ended = here("diff", cwd=clinic)
    assert "`handouts schema`" in ended.err
    here("schema", cwd=clinic)
    assert here("diff", cwd=clinic).err == ""


def test_programs_get_the_same_as_json(clinic: Path) -> None:
    upgraded(clinic)
    write(clinic, {"content/schema/risks.json": "{}\n"})
    told = json.loads(here("diff", "--json", cwd=clinic).out)
    assert told["schemas"] == ["risks"]
    assert told["problems"] == []
    by_file = {each["file"]: each for each in told["files"]}
    assert by_file["content/clinic.yaml"]["standing"] == "same"
    credit = by_file[CREDIT]
    assert (credit["standing"], credit["since"], credit["version"]) == ("changed", "moved", "0.0.9")
    assert credit["stock_changes"] is None
    ((part, line),) = [(each["part"], each["line"]) for each in credit["changes"]]
    assert (part, line) == ("text 1", 5)


def test_a_broken_record_is_told_and_stops_nothing(clinic: Path) -> None:
    record = clinic / "taken.yaml"
    record.write_text(record.read_text(encoding="utf-8") + "hello\n", encoding="utf-8")
    ended = here("diff", cwd=clinic)
    assert ended.code == 0
    assert re.search(r"taken\.yaml:\d+:1: This line cannot be understood", ended.err)
    assert CREDIT in ended.out


def test_without_a_clinic_s_folder_there_is_nothing_to_compare(tmp_path: Path) -> None:
    ended = here("diff", cwd=tmp_path)
    assert ended.code == 2
    assert "handouts init" in ended.err
