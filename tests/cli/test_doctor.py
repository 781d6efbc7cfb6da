"""`handouts doctor` tells what this machine lacks and how to get it."""

import json
from pathlib import Path

import pytest

from tests.cli.terminal import SHEET, broken, run, write

NO_FONTS = {"font_source_sans_pro/__init__.py": ""}
"""A package of the fonts' name without the fonts; Python finds it first."""

NO_PANGO = {
    "weasyprint/__init__.py": "raise OSError(\"cannot load library 'libpango-1.0-0'\")\n",
}
"""What importing WeasyPrint ends in where its system libraries are missing."""

LACKS = [(NO_FONTS, "font-source-sans-pro", "pip install"), (NO_PANGO, "Pango", "apt install")]


def test_all_is_well_here(tmp_path: Path) -> None:
    ended = run("doctor", cwd=tmp_path)
    assert ended.code == 0
    assert "LACK" not in ended.out
    assert "WeasyPrint" in ended.out
    assert "Pango" in ended.out


def test_json_tells_the_same(tmp_path: Path) -> None:
    write(tmp_path, {"handouts.yaml": "timezone: America/Denver\n"})
    found = json.loads(run("doctor", "--json", cwd=tmp_path).out)
    assert all(each["fine"] for each in found)
    said = {each["what"]: each["says"] for each in found}
    assert said["folder"] == str(tmp_path)
    assert "America/Denver" in said["settings"]


def test_a_folder_that_takes_no_forms_is_told_and_stops_nothing(tmp_path: Path) -> None:
    """Handouts are made without them; only nobody would know why each day is slow."""
    write(tmp_path, {"handouts.yaml": "timezone: America/Denver\n"})
    assert f"ok    forms: kept in {tmp_path / '.forms'}\n" in run("doctor", cwd=tmp_path).out
    write(tmp_path, {".forms": "a file where the folder should be"})
    ended = run("doctor", cwd=tmp_path)
    assert ended.code == 0
    (lack,) = [line for line in ended.out.splitlines() if line.startswith("LACK")]
    assert lack.startswith(f"LACK  forms: {tmp_path / '.forms'} cannot be written")


@pytest.mark.parametrize(("packages", "missing", "way_on"), LACKS)
def test_what_is_missing_ends_with_3_and_the_way_on(
    tmp_path: Path, packages: dict[str, str], missing: str, way_on: str
) -> None:
    write(tmp_path / "first", packages)
    env = {"PYTHONPATH": str(tmp_path / "first")}
    ended = run("doctor", cwd=tmp_path, env=env)
    assert ended.code == 3
    lack = [line for line in ended.out.splitlines() if line.startswith("LACK")]
    assert len(lack) == 1
    assert missing in lack[0]
    assert way_on in ended.out
    assert "ok    content" in ended.out
    found = json.loads(run("doctor", "--json", cwd=tmp_path, env=env).out)
    assert [each["what"] for each in found if not each["fine"]] == ["page layout"]


@pytest.mark.parametrize(("packages", "missing", "way_on"), LACKS)
def test_make_and_batch_on_such_a_machine_end_with_3_in_the_same_words(
    tmp_path: Path, packages: dict[str, str], missing: str, way_on: str
) -> None:
    row = "Maria Example,1958-03-04,sleep,2031-01-07,8:30"
    write(tmp_path / "first", packages)
    write(
        tmp_path,
        {"visit.yaml": SHEET, "day.csv": f"patient,born,treatment,date,time\n{row}\n"},
    )
    for command in (("make", "visit.yaml"), ("batch", "day.csv", "--draft")):
        ended = run(*command, cwd=tmp_path, env={"PYTHONPATH": str(tmp_path / "first")})
        assert (ended.code, ended.out) == (3, "")
        assert missing in ended.err
        assert way_on in ended.err
        assert "Traceback" not in ended.err
    assert broken(tmp_path) == []
    assert list(tmp_path.rglob("*.pdf")) == []


def test_broken_settings_are_named_with_their_line(tmp_path: Path) -> None:
    write(tmp_path, {"handouts.yaml": "timezone: America/Denver\npapre: a4\n"})
    ended = run("doctor", cwd=tmp_path)
    assert ended.code != 0
    assert "handouts.yaml:2:1: " in ended.out
    assert "Did you mean 'paper'?" in ended.out
