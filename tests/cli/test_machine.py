"""What the machine does to a command: closed streams, full disks, Ctrl-C. Never a traceback."""

import hashlib
import json
import os
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from handouts.batch.manifest.manifest import Manifest
from tests.cli.terminal import COMMAND, ROW, SHEET, broken, environment, run, schedule, whole, write

SHELL = ("sh", "-c")
LIMIT = """
import os, resource, sys
limit = int(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
os.execv(sys.argv[2], sys.argv[2:])
"""


def full_disk(limit: int) -> tuple[str, ...]:
    """Starts a command that can write no file larger than this, as on a disk that is full."""
    return (sys.executable, "-c", LIMIT, str(limit))


def rows(count: int, treatment: str = "sleep") -> str:
    """A schedule of so many patients."""
    return schedule(*(ROW.replace("Maria", f"{a}{b}a").replace("sleep", treatment) for a, b in
                      [(chr(65 + n // 26), chr(97 + n % 26)) for n in range(count)]))  # fmt: skip


@pytest.mark.parametrize(
    ("args", "starts"),
    [(("list",), b"treatments:"), (("list", "--json"), b"{"), (("show", "sleep"), b"treatments/")],
)
def test_a_reader_that_leaves_early_gets_its_line_and_no_complaint(
    tmp_path: Path, args: tuple[str, ...], starts: bytes
) -> None:
    script = 'exec "$@" | head -n 1'
    ended = run(*args, cwd=tmp_path, before=(*SHELL, script, "sh"))
    assert ended.stdout.startswith(starts)
    assert ended.err == ""


@pytest.mark.parametrize("args", [("list",), ("make", "visit.yaml", "-q", "-o", "-"), ("--help",)])
def test_a_pipe_that_nobody_reads_is_no_fault(tmp_path: Path, args: tuple[str, ...]) -> None:
    write(tmp_path, {"visit.yaml": SHEET})
    reading, writing = os.pipe()
    os.close(reading)
    process = subprocess.Popen(
        [*COMMAND, *args], cwd=tmp_path, env=environment(), stdout=writing, stderr=subprocess.PIPE
    )
    os.close(writing)
    _, said = process.communicate()
    assert said == b""
    assert process.returncode in {0, 128 + signal.SIGPIPE}


@pytest.mark.parametrize("args", [("list",), ("make", "visit.yaml", "-q", "-o", "-"), ("--help",)])
def test_an_output_that_is_full_ends_with_3_in_one_line(
    tmp_path: Path, args: tuple[str, ...]
) -> None:
    write(tmp_path, {"visit.yaml": SHEET})
    ended = run(*args, cwd=tmp_path, before=(*SHELL, 'exec "$@" >/dev/full', "sh"))
    assert ended.code == 3
    assert "No space left" in ended.err
    assert "Traceback" not in ended.err
    assert "Exception ignored" not in ended.err


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_closed_stream_stops_nobody(tmp_path: Path, closed: str) -> None:
    write(tmp_path, {"visit.yaml": SHEET})
    args = ("make", "visit.yaml", "-o", "out.pdf")
    ended = run(*args, cwd=tmp_path, before=(*SHELL, f'exec "$@" {closed}', "sh"))
    assert "fault" not in ended.err
    assert "Traceback" not in ended.err
    assert ended.code == 0
    assert whole((tmp_path / "out.pdf").read_bytes())


@pytest.mark.parametrize("args", [("list",), ("check",), ("show", "sleep"), ("doctor",)])
def test_a_terminal_that_knows_only_ascii_is_enough(tmp_path: Path, args: tuple[str, ...]) -> None:
    clinic = "name: Clínica Muestra – Łódź\nphone: 555-0100\n"
    write(tmp_path, {"handouts.yaml": "timezone: UTC\n", "content/clinic.yaml": clinic})
    ended = run(*args, cwd=tmp_path, env={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})
    assert "fault" not in ended.err
    assert ended.code == 0


def test_names_reach_the_json_of_a_terminal_that_knows_only_ascii(tmp_path: Path) -> None:
    clinic = "sites:\n  main:\n    name: Clínica Łódź\n    address: []\n"
    write(tmp_path, {"handouts.yaml": "timezone: UTC\n", "content/clinic.yaml": clinic})
    ended = run("list", "--json", cwd=tmp_path, env={"PYTHONIOENCODING": "ascii"})
    assert ended.code == 0, ended.err
    assert json.loads(ended.out)["sites"] == {"main": "Clínica Łódź"}


def test_a_file_name_that_is_no_text_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"\xff.csv")).write_text(schedule(ROW), encoding="utf-8")
    env = {"PYTHONIOENCODING": "utf-8:strict"}
    ended = run("batch", b"\xff.csv", "--draft", "-q", cwd=tmp_path, env=env)
    assert "fault" not in ended.err
    assert ended.code == 0


def test_make_on_a_full_disk_ends_with_3_and_leaves_nothing(tmp_path: Path) -> None:
    write(tmp_path, {"visit.yaml": SHEET})
    ended = run("make", "visit.yaml", "-o", "out.pdf", cwd=tmp_path, before=full_disk(8_000))
    assert ended.code == 3
    assert "cannot be written" in ended.err or "can be written" in ended.err
    assert "Free some space" in ended.err
    assert [path.name for path in tmp_path.iterdir()] == ["visit.yaml"]


def test_make_on_a_full_disk_keeps_the_older_file(tmp_path: Path) -> None:
    write(tmp_path, {"visit.yaml": SHEET, "out.pdf": "%PDF-1.7 older\n%%EOF"})
    ended = run("make", "visit.yaml", "-o", "out.pdf", cwd=tmp_path, before=full_disk(8_000))
    assert ended.code == 3
    assert (tmp_path / "out.pdf").read_bytes() == b"%PDF-1.7 older\n%%EOF"


def test_a_batch_on_a_full_disk_ends_with_3_and_keeps_whole_files_only(tmp_path: Path) -> None:
    ketamine = ROW.replace("sleep", "ketamine-infusion")
    write(tmp_path, {"day.csv": schedule(ROW, ketamine, ROW.replace("Maria", "Late"))})
    ended = run(
        "batch", "day.csv", "--draft", "--out", "out", cwd=tmp_path, before=full_disk(60_000)
    )
    assert ended.code == 3
    assert "Nothing can be written to out" in ended.err
    assert "Free some space" in ended.err
    assert "2 of 3 rows are finished." in ended.err
    assert "To go on: handouts batch day.csv --draft --out out --resume" in ended.err
    assert "Traceback" not in ended.err
    assert broken(tmp_path) == []
    entries = Manifest.read(tmp_path / "out").lines
    assert [entry.row for entry in entries] == [2, 4], "sheets of one kind are made together"
    names = {path.name for path in (tmp_path / "out").glob("*.pdf")}
    assert names == {entry.file for entry in entries}


@pytest.mark.parametrize("processes", ["1", "3"])
@pytest.mark.parametrize(
    "told",
    [signal.SIGINT, signal.SIGTERM, signal.SIGHUP],
    ids=["ctrl-c", "terminated", "terminal closed"],
)
def test_ctrl_c_stops_a_batch_between_whole_files_and_leaves_no_process(
    tmp_path: Path, told: signal.Signals, processes: str
) -> None:
    write(tmp_path, {"day.csv": rows(200), "temp/x": ""})
    manifest = tmp_path / "out/manifest.jsonl"
    with subprocess.Popen(
        [*COMMAND, "batch", "day.csv", "--draft", "--out", "out", "--workers", processes],
        cwd=tmp_path,
        env=environment({"TMPDIR": str(tmp_path / "temp")}),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        while process.poll() is None and not (
            manifest.exists() and manifest.read_bytes().count(b"\n") > 1
        ):
            select.select([], [], [], 0.05)
        process.send_signal(told)
        out, said = process.communicate()
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)
    err = said.decode()
    assert process.returncode == 130
    assert "Stopped. What was finished is kept." in err
    assert "of 200 rows are finished." in err
    assert "out --resume\n" in err
    assert "Traceback" not in err
    assert out == b""
    assert broken(tmp_path) == []
    entries = Manifest.read(tmp_path / "out").lines
    assert 0 < len(entries) < 200
    for entry in entries:
        pdf = (tmp_path / "out" / str(entry.file)).read_bytes()
        assert hashlib.sha256(pdf).hexdigest() == entry.sha256
    assert [path.name for path in (tmp_path / "temp").iterdir()] == ["x"]


def test_a_batch_on_a_full_disk_is_finished_when_there_is_space_again(tmp_path: Path) -> None:
    ketamine = ROW.replace("sleep", "ketamine-infusion")
    write(tmp_path, {"day.csv": schedule(ROW, ketamine)})
    command = ("batch", "day.csv", "--draft", "--out", "out")
    full = run(*command, cwd=tmp_path, before=full_disk(60_000))
    assert full.code == 3
    ended = run(*command, "--resume", cwd=tmp_path)
    assert (ended.code, ended.out) == (0, "out\n")
    assert "2 rows: 2 made" in ended.err
    assert [entry.row for entry in Manifest.read(tmp_path / "out").lines] == [2, 3]
    assert broken(tmp_path) == []


@pytest.mark.parametrize("processes", ["1", "3"])
def test_a_batch_that_was_killed_is_finished_by_the_command_that_it_tells(
    tmp_path: Path, processes: str
) -> None:
    write(tmp_path, {"handouts.yaml": "timezone: UTC\n", "day.csv": rows(200)})
    command = ("batch", "day.csv", "--draft", "--out", "out", "--workers", processes)
    manifest = tmp_path / "out/manifest.jsonl"
    with subprocess.Popen(
        [*COMMAND, *command], cwd=tmp_path, env=environment(), stderr=subprocess.DEVNULL
    ) as process:
        while not manifest.exists() or manifest.read_bytes().count(b"\n") < 2:
            assert process.poll() is None
            select.select([], [], [], 0.02)
        process.kill()
    assert 0 < len(Manifest.read(tmp_path / "out").lines) < 200
    refused = run(*command, cwd=tmp_path)
    assert refused.code == 1
    assert "--resume" in refused.err
    ended = run(*command, "--resume", cwd=tmp_path)
    assert ended.code == 0, ended.err
    assert "200 rows: 200 made, 0 skipped, 0 failed. 200 handouts." in ended.err
    entries = Manifest.read(tmp_path / "out").lines
    assert sorted(entry.row for entry in entries) == list(range(2, 202))
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert names == {*(entry.file for entry in entries), "manifest.jsonl", "day.json"}
    assert broken(tmp_path) == []


@pytest.mark.parametrize("left", ["stdout", "stderr", "both"])
@pytest.mark.parametrize("options", [(), ("--json",)], ids=["words", "json"])
def test_a_reader_that_leaves_stops_no_batch(
    tmp_path: Path, left: str, options: tuple[str, ...]
) -> None:
    write(tmp_path, {"day.csv": schedule(ROW, "", ROW.replace("2031-01-07", "2031-02-30"))})
    reading, writing = os.pipe()
    os.close(reading)
    process = subprocess.Popen(
        [*COMMAND, "batch", "day.csv", "--draft", "--out", "out", *options],
        cwd=tmp_path,
        env=environment(),
        stdout=writing if left in {"stdout", "both"} else subprocess.PIPE,
        stderr=writing if left in {"stderr", "both"} else subprocess.PIPE,
    )
    os.close(writing)
    out, err = process.communicate()
    assert process.returncode == 4
    assert b"Traceback" not in (err or b"")
    assert b"Exception ignored" not in (err or b"")
    if left == "stderr":
        assert out == b"out\n" or json.loads(out)["made"] == 1
    if left == "stdout" and not options:
        assert b"1 made" in err
    assert [entry.row for entry in Manifest.read(tmp_path / "out").entries] == [2, 4]


@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_batch_without_streams_is_made(tmp_path: Path, closed: str) -> None:
    write(tmp_path, {"day.csv": schedule(ROW)})
    args = ("batch", "day.csv", "--draft", "--out", "out")
    ended = run(*args, cwd=tmp_path, before=(*SHELL, f'exec "$@" {closed}', "sh"))
    assert ended.code == 0
    assert ended.out in {"", "out\n"}
    assert len(Manifest.read(tmp_path / "out").lines) == 1


def test_an_account_that_cannot_be_told_ends_with_3_and_the_batch_is_made(tmp_path: Path) -> None:
    write(tmp_path, {"day.csv": schedule(ROW)})
    args = ("batch", "day.csv", "--draft", "--out", "out", "--json")
    ended = run(*args, cwd=tmp_path, before=(*SHELL, 'exec "$@" >/dev/full', "sh"))
    assert ended.code == 3
    assert "Traceback" not in ended.err
    assert len(Manifest.read(tmp_path / "out").lines) == 1


def test_what_nohup_keeps_from_a_batch_does_not_stop_it(tmp_path: Path) -> None:
    write(tmp_path, {"day.csv": rows(30)})
    script = 'trap "" HUP; exec "$@"'
    with subprocess.Popen(
        [*SHELL, script, "sh", *COMMAND, "batch", "day.csv", "--draft", "--out", "out"],
        cwd=tmp_path, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        manifest = tmp_path / "out/manifest.jsonl"
        while process.poll() is None and not manifest.exists():
            select.select([], [], [], 0.02)
        process.send_signal(signal.SIGHUP)
        process.communicate()
    assert process.returncode == 0
    assert len(Manifest.read(tmp_path / "out").lines) == 30
