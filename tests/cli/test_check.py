"""`handouts check` tells whether the content is right, and where it is not."""

import json
from pathlib import Path

from tests.cli.terminal import here, run, write

SETTINGS = "timezone: America/New_York\n"
BROKEN = """\
name: Sample Pain Clinic
phone: 555-0100
fax: 555-0101
policies:
  no_driving_hours: 12
"""


def test_the_stock_words_have_no_errors_and_no_warnings(tmp_path: Path) -> None:
    ended = run("check", cwd=tmp_path)
    assert ended.code == 0
    assert "error" not in ended.out
    assert "warning" not in ended.out


def test_a_broken_file_is_told_with_its_line_and_column(tmp_path: Path) -> None:
    write(tmp_path, {"handouts.yaml": SETTINGS, "content/clinic.yaml": BROKEN})
    ended = run("check", cwd=tmp_path)
    assert ended.code == 1
    assert "content/clinic.yaml:3:1: 'fax' is not a key that is known here." in ended.err
    assert "content/clinic.yaml:5:3: 'no_driving_hours' must be at least 24, not 12." in ended.err
    assert "2 errors" in ended.out


def test_problems_of_several_files_are_told_at_once(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "handouts.yaml": SETTINGS,
            "content/clinic.yaml": BROKEN,
            "content/en/treatments/sleep.yaml": 'name: "Sleep\n',
        },
    )
    ended = here("check", cwd=tmp_path)
    assert ended.code == 1
    assert "content/clinic.yaml:3:1: " in ended.err
    assert "content/en/treatments/sleep.yaml:1:7: " in ended.err


def test_json_gives_every_part_of_a_problem(tmp_path: Path) -> None:
    write(tmp_path, {"handouts.yaml": SETTINGS, "content/clinic.yaml": BROKEN})
    ended = here("check", "--json", cwd=tmp_path)
    assert (ended.code, ended.err) == (1, "")
    found = json.loads(ended.out)
    assert {
        "file": "content/clinic.yaml", "line": 5, "column": 3, "rule": "schema",
        "severity": "error", "message": "'no_driving_hours' must be at least 24, not 12.",
        "hint": "",
    } in found  # fmt: skip


def test_quiet_leaves_only_errors(tmp_path: Path) -> None:
    assert here("check", "-q", cwd=tmp_path).err == ""
    write(tmp_path, {"handouts.yaml": SETTINGS, "content/clinic.yaml": BROKEN})
    ended = here("check", "-q", cwd=tmp_path)
    assert ended.code == 1
    assert "[hint]" not in ended.err


def test_an_override_is_checked_and_not_the_stock_file_that_it_hides(tmp_path: Path) -> None:
    clinic = "name: Sample Pain Clinic\nphone: 212-456-7890\nafter_hours_phone: 212-456-7891\n"
    write(tmp_path, {"handouts.yaml": SETTINGS, "content/clinic.yaml": clinic})
    ended = here("check", cwd=tmp_path)
    assert ended.code == 0
    assert "example number" not in ended.err


def test_a_treatment_that_nobody_wrote_cannot_be_offered(tmp_path: Path) -> None:
    write(tmp_path, {"handouts.yaml": f"{SETTINGS}offers:\n  - sleep\n  - sleeep\n"})
    ended = here("check", "-q", cwd=tmp_path)
    assert ended.code == 1
    assert "handouts.yaml" in ended.err
    assert "'sleeep'" in ended.err


def test_one_offered_treatment_still_is_a_sound_folder(tmp_path: Path) -> None:
    write(tmp_path, {"handouts.yaml": f"{SETTINGS}offers:\n  - sleep\n"})
    ended = here("check", "-q", cwd=tmp_path)
    assert (ended.code, ended.err) == (0, "")


def test_a_language_that_is_not_there_is_refused(tmp_path: Path) -> None:
    ended = here("check", "--language", "xx", cwd=tmp_path)
    assert ended.code in {1, 2}
    assert "'xx'" in ended.err
    assert "There is: ar, en, es, vi, zh." in ended.err
