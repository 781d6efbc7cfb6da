"""`handouts schema` writes what editors need, and prints one kind's schema for programs."""

import json
from pathlib import Path

import pytest

from handouts.library.shelves import stock
from handouts.read.json_schema import KINDS
from tests.cli.terminal import files, here, write

SCHEMAS = {f"content/schema/{kind}.json" for kind in KINDS}


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    here("init", "clinic", cwd=tmp_path)
    return tmp_path / "clinic"


def test_a_new_folder_has_every_schema_as_it_should_be(clinic: Path) -> None:
    before = files(clinic)
    assert set(before) >= SCHEMAS
    ended = here("schema", cwd=clinic)
    assert (ended.code, ended.out) == (0, "")
    assert "as it should be" in ended.err
    assert files(clinic) == before


def test_missing_and_old_schemas_are_written_anew_and_named(clinic: Path) -> None:
    before = files(clinic)
    (clinic / "content/schema/visit.json").unlink()
    write(clinic, {"content/schema/risks.json": "{}\n"})
    ended = here("schema", cwd=clinic)
    assert ended.code == 0
    assert set(ended.out.split()) == {"content/schema/visit.json", "content/schema/risks.json"}
    assert files(clinic) == before


def test_a_folder_of_an_older_version_gets_all_of_them(tmp_path: Path) -> None:
    write(tmp_path, {"handouts.yaml": "timezone: America/New_York\n"})
    ended = here("schema", cwd=tmp_path)
    assert set(ended.out.split()) == SCHEMAS
    assert set(files(tmp_path)) == {"handouts.yaml", *SCHEMAS}


def test_the_names_of_own_files_are_offered(clinic: Path) -> None:
    write(clinic, {"content/en/statements/our-parking.yaml": "text: [Park behind.]\n"})
    ended = here("schema", cwd=clinic)
    assert ended.out.split() == ["content/schema/treatments.json"]
    assert "our-parking" in (clinic / "content/schema/treatments.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", KINDS)
def test_one_kind_is_printed_and_nothing_is_written(tmp_path: Path, kind: str) -> None:
    ended = here("schema", kind, cwd=tmp_path)
    assert ended.code == 0
    assert ended.stdout == (stock() / f"content/schema/{kind}.json").read_bytes()
    assert json.loads(ended.out)["title"]
    assert files(tmp_path) == {}


def test_a_kind_that_is_not_there_is_asked_about(tmp_path: Path) -> None:
    ended = here("schema", "statments", cwd=tmp_path)
    assert ended.code == 2
    assert "Did you mean 'statements'?" in ended.err


def test_without_a_clinic_s_folder_nothing_is_written_to_stock(tmp_path: Path) -> None:
    ended = here("schema", cwd=tmp_path)
    assert ended.code == 2
    assert "handouts init" in ended.err
    assert files(tmp_path) == {}
