"""The manifest: one whole line for each handout, on the disk before the next row begins."""

import json
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from handouts.batch.manifest import Entry, Manifest, Outcome
from handouts.problems import ExitCode, HandoutsError

FULL = """
import resource, sys
from pathlib import Path
from handouts.batch.manifest import Entry, Manifest, Outcome
from handouts.problems import HandoutsError
with Manifest(Path(sys.argv[1])) as manifest:
    manifest.add(Entry(2, Outcome.FAILED, ("row-date",)))
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
    try:
        manifest.add(Entry(3, Outcome.FAILED, ("row-date",), "sleep"))
    except HandoutsError as wrong:
        print(int(wrong.code), wrong.problems[0].message)
"""


def test_a_line_says_what_it_has_and_nothing_else() -> None:
    assert json.loads(Entry(7, Outcome.SKIPPED, ("duplicate",)).line()) == {
        "row": 7, "outcome": "skipped", "rules": ["duplicate"],
    }  # fmt: skip


def test_a_line_is_on_the_disk_before_the_next_row_begins(tmp_path: Path) -> None:
    with Manifest(tmp_path) as manifest:
        for row in (2, 3):
            manifest.add(Entry(row, Outcome.MADE, file=f"{row}.pdf"))
            lines = (tmp_path / "manifest.jsonl").read_text(encoding="ascii").splitlines()
            assert [json.loads(line)["row"] for line in lines] == list(range(2, row + 1))


def test_it_is_for_its_owner_only(tmp_path: Path) -> None:
    with Manifest(tmp_path):
        pass
    assert stat.S_IMODE((tmp_path / "manifest.jsonl").stat().st_mode) == 0o600


def test_earlier_lines_stay(tmp_path: Path) -> None:
    (tmp_path / "manifest.jsonl").write_text('{"row": 1}\n', encoding="ascii")
    with Manifest(tmp_path) as manifest:
        manifest.add(Entry(2, Outcome.MADE))
    lines = (tmp_path / "manifest.jsonl").read_text(encoding="ascii").splitlines()
    assert [json.loads(line)["row"] for line in lines] == [1, 2]


def test_no_folder_is_the_machines_fault(tmp_path: Path) -> None:
    with pytest.raises(HandoutsError) as refused:
        Manifest(tmp_path / "missing")
    assert refused.value.code is ExitCode.MACHINE


def test_a_line_that_does_not_fit_on_the_disk_stops_the_batch(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("3 "), "half a line was written and nobody told"
