"""The manifest: a line about the run, one for each handout, and one door to read them by."""

import dataclasses
import datetime as dt
import json
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.batch.manifest.account import Account, Entry, Outcome, Run
from handouts.batch.manifest.lines import Followed, Purged, Stacking, Words
from handouts.batch.manifest.manifest import Manifest
from handouts.model.settings import Sides
from handouts.problems import ExitCode, HandoutsError

RUN = Run("0.1", dt.date(2031, 1, 6), "ab" * 32, 2, "salt", draft=True)
MADE = Entry(
    2, Outcome.MADE, treatment="sleep", language="en", file="0002-sleep-ABC234.pdf",
    sha256="cd" * 32, version="1234abcd", check_code="ABC234", pages=2, visit="ef" * 32,
)  # fmt: skip
FAILED = Entry(3, Outcome.FAILED, ("row-date",))
FULL = """
import datetime, resource, sys
from pathlib import Path
from handouts.batch.manifest.account import Entry, Outcome, Run
from handouts.batch.manifest.manifest import Manifest
from handouts.problems import HandoutsError
folder = Path(sys.argv[1])
run = Run("0.1", datetime.date(2031, 1, 6), "", 2, "salt", True)
with Manifest.begin(folder, run) as manifest:
    manifest.add([Entry(2, Outcome.FAILED, ("row-date",))])
    size = (folder / "manifest.jsonl").stat().st_size
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + 50, size + 50))
    for row in (3, 4):
        try:
            manifest.add([Entry(row, Outcome.FAILED, ("row-date",), "sleep")] * 2)
        except HandoutsError as wrong:
            print(int(wrong.code), wrong.problems[0].message)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size + 50, size + 50))
"""


@pytest.fixture
def written(tmp_path: Path) -> Path:
    with Manifest.begin(tmp_path, RUN) as manifest:
        manifest.add([MADE, FAILED])
    return tmp_path / "manifest.jsonl"


def test_a_line_says_what_it_has_and_nothing_else() -> None:
    assert json.loads(Entry(7, Outcome.SKIPPED, ("duplicate",)).line()) == {
        "row": 7, "outcome": "skipped", "rules": ["duplicate"],
    }  # fmt: skip


def test_what_was_written_is_read_again(written: Path) -> None:
    account = Manifest.read(written.parent)
    assert account == Account(RUN, (MADE, FAILED), written.stat().st_size)


def test_a_line_is_on_the_disk_when_it_was_added(tmp_path: Path) -> None:
    with Manifest.begin(tmp_path, RUN) as manifest:
        for row in (2, 3):
            manifest.add([dataclasses.replace(FAILED, row=row)])
            assert [each.row for each in Manifest.read(tmp_path).lines] == list(range(2, row + 1))


def test_it_is_for_its_owner_only(written: Path) -> None:
    assert stat.S_IMODE(written.stat().st_mode) == 0o600


def test_earlier_lines_stay(written: Path) -> None:
    with Manifest(written.parent) as manifest:
        manifest.add([FAILED])
    assert Manifest.read(written.parent).lines == (MADE, FAILED, FAILED)


def test_a_last_line_that_was_cut_off_does_not_count_wherever_the_cut_is(written: Path) -> None:
    whole = written.read_bytes()
    last = len(FAILED.line()) + 1
    for cut in range(1, last):
        written.write_bytes(whole[:-cut])
        account = Manifest.read(written.parent)
        assert (account.lines, account.size) == ((MADE,), len(whole) - last)


def test_a_last_line_that_never_reached_the_disk_does_not_count(written: Path) -> None:
    whole = written.read_bytes()
    last = len(FAILED.line()) + 1
    for lost in (b"\0" * last, b"\0" * (last - 1) + b"\n"):
        written.write_bytes(whole[:-last] + lost)
        assert Manifest.read(written.parent).lines == (MADE,)


def test_what_was_cut_off_is_gone_before_the_next_line(written: Path) -> None:
    written.write_bytes(written.read_bytes()[:-5])
    with Manifest(written.parent, Manifest.read(written.parent).size) as manifest:
        manifest.add([FAILED])
    assert Manifest.read(written.parent).lines == (MADE, FAILED)


DAMAGE = {
    "no JSON": (2, b'{"row": 2'),
    "another outcome": (2, b'{"row": 2, "outcome": "lost"}'),
    "a word that nobody knows": (2, b'{"row": 2, "outcome": "failed", "mood": "good"}'),
    "no row": (2, b'{"outcome": "failed"}'),
    "a file elsewhere": (2, b'{"row": 2, "outcome": "made", "file": "../0002-sleep-ABC234.pdf"}'),
    "a file that is none of ours": (2, b'{"row": 2, "outcome": "made", "file": "day.csv"}'),
    "an empty line": (2, b""),
    "no JSON in the first": (1, b"{"),
    "no date in the first": (1, b'{"format": 1, "program": "0.1"}'),
}


@pytest.mark.parametrize(("number", "line"), DAMAGE.values(), ids=DAMAGE)
def test_damage_is_told_with_its_line(written: Path, number: int, line: bytes) -> None:
    lines = written.read_bytes().split(b"\n")
    lines[number - 1] = line
    written.write_bytes(b"\n".join(lines))
    with pytest.raises(HandoutsError) as refused:
        Manifest.read(written.parent)
    (problem,) = refused.value.problems
    assert (problem.rule, problem.place.line) == ("manifest-damaged", number)
    assert problem.hint


@pytest.mark.parametrize("first", [b'{"row": 2, "outcome": "failed"}', b'{"format": 99}'])
def test_a_manifest_of_another_version_is_told_as_such(written: Path, first: bytes) -> None:
    written.write_bytes(first + b"\n")
    with pytest.raises(HandoutsError) as refused:
        Manifest.read(written.parent)
    assert refused.value.problems[0].rule == "manifest-format"


def test_an_empty_one_is_damaged(written: Path) -> None:
    written.write_bytes(b"")
    with pytest.raises(HandoutsError) as refused:
        Manifest.read(written.parent)
    assert refused.value.problems[0].rule == "manifest-damaged"


@pytest.mark.parametrize("place", ["", "missing", "file"])
def test_a_folder_without_one_holds_no_batch(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(HandoutsError) as refused:
        Manifest.read(tmp_path / place)
    assert refused.value.problems[0].rule == "no-manifest"


def test_one_that_cannot_be_read_is_the_machines_matter(tmp_path: Path) -> None:
    (tmp_path / "manifest.jsonl").mkdir()  # as good as one of somebody else's, also for root
    with pytest.raises(HandoutsError) as refused:
        Manifest.read(tmp_path)
    assert refused.value.code is ExitCode.MACHINE
    assert "cannot be read" in str(refused.value)


def test_no_folder_is_the_machines_fault(tmp_path: Path) -> None:
    with pytest.raises(HandoutsError) as refused:
        Manifest.begin(tmp_path / "missing", RUN)
    assert refused.value.code is ExitCode.MACHINE
    with pytest.raises(HandoutsError) as refused:
        Manifest(tmp_path)
    assert refused.value.code is ExitCode.MACHINE


def test_lines_that_do_not_fit_on_the_disk_are_not_there_and_stop_the_batch(
    tmp_path: Path,
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(tmp_path)], capture_output=True, text=True, check=True
    )
    told = done.stdout.splitlines()
    assert [line[:2] for line in told] == ["3 ", "3 "], "half a line was written, nobody told"
    said = (tmp_path / "manifest.jsonl").read_bytes()
    assert said.endswith(b"}\n")
    assert [entry.row for entry in Manifest.read(tmp_path).lines] == [2]


def entry(row: int, visit: str | None, outcome: Outcome = Outcome.FAILED) -> Entry:
    return Entry(row, outcome, visit=visit)


@pytest.mark.parametrize(
    ("lines", "last"),
    [
        ([entry(3, "a"), entry(2, "b")], [(2, "b"), (3, "a")]),
        ([entry(2, "a"), entry(2, "b"), entry(2, "a")], [(2, "a"), (2, "b")]),
        ([entry(2, None), entry(2, "a")], [(2, "a")]),
        ([entry(2, "a"), entry(2, "b"), entry(2, None)], [(2, None)]),
        ([entry(2, None), entry(2, None)], [(2, None)]),
    ],
)
def test_the_last_word_on_a_visit_counts_and_that_on_a_row_for_all_its_visits(
    lines: list[Entry], last: list[tuple[int, str | None]]
) -> None:
    account = Account(RUN, tuple(lines), 0)
    assert sorted((each.row, each.visit) for each in account.entries) == last


def test_the_last_word_is_what_was_said_last() -> None:
    lines = (entry(2, "a"), entry(2, "a", Outcome.MADE))
    assert [each.outcome for each in Account(RUN, lines, 0).entries] == [Outcome.MADE]


@given(st.binary(max_size=60), st.integers(0, 300))
def test_no_bytes_make_it_stumble(
    tmp_path_factory: pytest.TempPathFactory, noise: bytes, at: int
) -> None:
    folder = tmp_path_factory.mktemp("noise")
    said = "".join(f"{each.line()}\n" for each in (RUN, MADE, FAILED)).encode()
    (folder / "manifest.jsonl").write_bytes(said[:at] + noise + said[at:])
    try:
        account = Manifest.read(folder)
    except HandoutsError as refused:
        assert refused.problems[0].rule.startswith("manifest-")  # noqa: PT017  # both ends are fine
    else:
        assert account.run.rows >= 0


NOTES = (
    Words("1234abcd", {"en/treatments/sleep": "ab" * 8, "clinic": "cd" * 8}),
    Stacking((("0002-sleep-ABC234.pdf",), ()), Sides.SHORT_EDGE, turn_backs=True),
    Followed("../later"),
    Purged(dt.datetime(2031, 3, 1, 9, tzinfo=dt.UTC)),
)


def test_lines_that_are_no_entries_are_read_again_and_harm_no_entry(tmp_path: Path) -> None:
    with Manifest.begin(tmp_path, RUN) as manifest:
        manifest.add([NOTES[0], MADE, *NOTES[1:], FAILED])
    account = Manifest.read(tmp_path)
    assert (account.lines, account.notes) == ((MADE, FAILED), NOTES)
    assert account.words == NOTES[:1]
    assert account.stacking == NOTES[1]
    assert account.followed == ("../later",)
    assert account.purged == dt.datetime(2031, 3, 1, 9, tzinfo=dt.UTC)


def test_a_manifest_without_them_says_that_nothing_of_it_happened(written: Path) -> None:
    account = Manifest.read(written.parent)
    assert (account.words, account.stacking, account.followed) == ((), None, ())
    assert account.purged is None


@pytest.mark.parametrize("line", [b'{"purged": "soon"}', b'{"words": {}}', b'{"stack": [1]}'])
def test_such_a_line_that_is_damaged_is_told_too(written: Path, line: bytes) -> None:
    lines = written.read_bytes().split(b"\n")
    written.write_bytes(b"\n".join([lines[0], line, *lines[1:]]))
    with pytest.raises(HandoutsError) as refused:
        Manifest.read(written.parent)
    assert refused.value.problems[0].place.line == 2


def test_the_latest_stack_counts_and_tells_the_packet_of_a_file() -> None:
    early, late = (Stacking(((), (f"000{row}-a",)), Sides.ONE) for row in (2, 3))
    account = Account(RUN, (), 0, (early, late))
    assert account.stacking == late
    assert late.packet("0003-a") == 2
    assert late.packet("0002-a") is None


def test_two_runs_have_two_codes_and_a_run_keeps_its_own(written: Path) -> None:
    assert Manifest.read(written.parent).run.code == RUN.code
    assert dataclasses.replace(RUN, salt="another").code != RUN.code
