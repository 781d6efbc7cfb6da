"""`handouts why` tells, for one visit, which block is in or out, and which line decides."""

import json
from pathlib import Path

from tests.cli.terminal import SHEET, here, write
from tests.shelf import changed

FIRST = ("why", "--treatment", "ketamine-infusion", "--visit-type", "first", "--dose-band", "lower")


def test_no_patient_is_needed(tmp_path: Path) -> None:
    ended = here(*FIRST, cwd=tmp_path)
    assert ended.code == 0
    assert "dose band: lower; visit type: first; risks: none listed" in ended.out
    assert "in   statements/off-label: every ketamine handout must show it (line " in ended.out
    assert "out  side-effects/anxiety: the dose band is lower; this prints for higher" in ended.out
    assert "After your last infusion (out)" in ended.out
    assert "In no part of this handout" in ended.out


def test_a_visit_file_is_read_as_make_reads_it_and_its_names_stay_untold(tmp_path: Path) -> None:
    write(tmp_path, {"visit.yaml": SHEET})
    ended = here("why", "visit.yaml", cwd=tmp_path)
    assert ended.code == 0
    assert "Maria" not in ended.out + ended.err
    by_pipe = here("why", "-", cwd=tmp_path, stdin=SHEET.encode())
    assert by_pipe.out == ended.out


def test_json_tells_every_block_with_its_line(tmp_path: Path) -> None:
    (told,) = json.loads(here(*FIRST, "--json", cwd=tmp_path).out)
    assert (told["treatment"], told["visit_type"], told["dose_band"]) == (
        "ketamine-infusion", "first", "lower",
    )  # fmt: skip
    blocks = [block for part in told["parts"] for block in part["blocks"]]
    (anxiety,) = [block for block in blocks if block["block"] == "side-effects/anxiety"]
    assert anxiety["in"] is False
    assert anxiety["line"] > 0
    assert anxiety["file"].endswith("content/en/side-effects/anxiety.yaml")


def test_a_lost_safety_text_is_told_and_ends_in_one(tmp_path: Path) -> None:
    name = "content/en/treatments/ketamine-infusion.yaml"
    files = changed(name, "      - statement: off-label\n", "")
    write(tmp_path, {"handouts.yaml": "timezone: America/New_York\n", **files})
    ended = here(*FIRST, cwd=tmp_path)
    assert ended.code == 1
    assert "would lose statements/off-label" in ended.err
    assert "In no part of this handout" in ended.out


def test_an_unknown_treatment_is_told_with_the_nearest_one(tmp_path: Path) -> None:
    ended = here("why", "--treatment", "sleeep", cwd=tmp_path)
    assert ended.code == 1
    assert "Did you mean 'sleep'?" in ended.err


def test_two_treatments_are_told_one_after_the_other(tmp_path: Path) -> None:
    told = json.loads(here("why", "--treatment", "sleep; exercise", "--json", cwd=tmp_path).out)
    assert [each["treatment"] for each in told] == ["sleep", "exercise"]
