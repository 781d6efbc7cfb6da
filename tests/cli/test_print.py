"""`--print` and `handouts print` bring paper out when somebody asks, and only then."""

import json
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.talking import talk
from tests.cli.terminal import COMMAND, ROW, SHEET, Ended, environment, run, schedule, write
from tests.printing import FAULT, OUT_OF_PAPER, Service, blank, service, unlike

BAD = "Nobody Sample,1949-06-30,sleep,2031-02-30,9:00 am"
ADA = "Ada Sample,1949-06-30,sleep,2031-01-07,9:00 am"


@pytest.fixture(scope="module")
def running() -> Iterator[Service]:
    """A print service for all tests of this file."""
    with service() as started:
        yield started


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    """A folder with a visit, a schedule, a PDF and a clinic's printer."""
    settings = "timezone: America/Denver\nprinter:\n  name: Trays\n  sides: long-edge\n"
    write(
        tmp_path,
        {
            "handouts.yaml": settings, "visit.yaml": SHEET, "a.pdf": blank(3),
            "day.csv": schedule(ROW, ADA),
        },
    )  # fmt: skip
    return tmp_path


def told(running: Service, clinic: Path, *words: str) -> Ended:
    """A command's end, where the print service is that of the test."""
    return run(*words, cwd=clinic, env={"CUPS_SERVER": running.socket})


def last_job(running: Service) -> int:
    """The number of the newest job."""
    lines = running.command("lpstat", "-W", "all", "-o").splitlines()
    return max((int(line.split()[0].rpartition("-")[2]) for line in lines), default=0)


# Asked for


@pytest.mark.cups
def test_a_visit_is_made_and_printed_in_one_go(running: Service, clinic: Path) -> None:
    ended = told(running, clinic, "make", "visit.yaml", "-o", "b.pdf", "--print")
    assert (ended.code, ended.out) == (0, "b.pdf\n")
    assert "Sent to Trays: b.pdf, 2 pages.\nPrinted: b.pdf.\n" in ended.err
    job = last_job(running)
    assert running.recorded(job)["sides"] == ("two-sided-long-edge",)
    assert b"%PDF-" in running.came_out(job)


@pytest.mark.cups
def test_what_is_said_on_the_line_goes_before_the_settings(running: Service, clinic: Path) -> None:
    words = ("--copies", "2", "--sides", "one", "--tray", "tray 2")
    ended = told(running, clinic, "print", "a.pdf", "--printer", "Lobby", *words)
    assert ended.code == 0
    assert "Sent to Lobby: a.pdf, 3 pages, 2 copies." in ended.err
    kept = running.recorded(last_job(running))
    assert (kept["copies"], kept["sides"]) == ((2,), ("one-sided",))
    assert "InputSlot=Tray2" in running.options(last_job(running), "Lobby")


@pytest.mark.cups
def test_a_day_is_printed_as_one_stack_once_all_rows_are_accounted_for(
    running: Service, clinic: Path
) -> None:
    before = last_job(running)
    ended = told(running, clinic, "batch", "day.csv", "--draft", "--print")
    assert ended.code == 0
    account, sent, printed = (
        ended.err.index(words)
        for words in ("2 rows: 2 made", "Sent to Trays: packet.pdf", "Printed: packet.pdf.")
    )
    assert account < sent < printed
    assert last_job(running) == before + 1
    packet = (clinic / "day-handouts/packet.pdf").read_bytes()
    assert set(unlike(packet, running.came_out(before + 1))) == {0}
    prints = (clinic / "day-handouts/prints.jsonl").read_text().splitlines()
    assert [json.loads(line)["state"] for line in prints] == ["sending", "sent", "completed"]


@pytest.mark.cups
def test_a_printer_of_one_side_gets_a_stack_for_one_side_that_is_never_printed_on_both(
    running: Service, clinic: Path
) -> None:
    """On both sides, the first page of a patient would stand behind the last one of another."""
    write(clinic, {"handouts.yaml": "timezone: America/Denver\n"})
    assert told(running, clinic, "batch", "day.csv", "--draft", "--print", "Virtual").code == 0
    assert running.recorded(last_job(running))["sides"] == ("one-sided",)
    settings = "timezone: America/Denver\nprinter:\n  name: Trays\n  sides: long-edge\n"
    write(clinic, {"handouts.yaml": settings})
    again = ("print", "day-handouts", "--again")
    assert told(running, clinic, *again).code == 0
    assert running.recorded(last_job(running))["sides"] == ("one-sided",)
    before = last_job(running)
    ended = told(running, clinic, *again, "--sides", "long-edge")
    assert ended.code == 3
    assert "two patients would share a sheet" in ended.err
    assert "handouts packet day-handouts --sides long-edge" in ended.err
    assert last_job(running) == before


@pytest.mark.cups
def test_a_stack_for_both_sides_asks_for_both_whatever_the_printer_is_set_to(
    running: Service, clinic: Path
) -> None:
    write(clinic, {"handouts.yaml": "timezone: America/Denver\n"})
    assert told(running, clinic, "batch", "day.csv", "--draft", "--print", "Trays").code == 0
    assert "Duplex=DuplexNoTumble" in running.options(last_job(running))
    ended = told(running, clinic, "print", "day-handouts", "--printer", "Virtual", "--again")
    assert ended.code == 3
    assert "handouts packet day-handouts --sides one" in ended.err


@pytest.mark.cups
def test_a_stack_that_was_made_anew_names_the_one_to_throw_away(
    running: Service, clinic: Path
) -> None:
    assert told(running, clinic, "batch", "day.csv", "--draft", "--print").code == 0
    again = told(running, clinic, "packet", "day-handouts", "--sides", "short-edge")
    assert again.code == 0
    ended = told(running, clinic, "print", "day-handouts")
    assert ended.code == 0
    assert "An earlier stack of this day was sent to Trays on " in ended.err
    assert "Throw that one away: this one takes its place." in ended.err


@pytest.mark.cups
def test_rows_that_failed_are_named_after_the_others_are_printed(
    running: Service, clinic: Path
) -> None:
    write(clinic, {"day.csv": schedule(ROW, BAD)})
    ended = told(running, clinic, "batch", "day.csv", "--draft", "--print", "-q")
    assert ended.code == 4
    assert ended.err.endswith("NOT ON PAPER, because it failed: row 3 of the schedule.\n")


@pytest.mark.cups
def test_a_day_is_not_printed_twice_unless_somebody_says_so(running: Service, clinic: Path) -> None:
    assert told(running, clinic, "batch", "day.csv", "--draft", "--print").code == 0
    before = last_job(running)
    ended = told(running, clinic, "print", "day-handouts")
    assert ended.code == 1
    assert "This was sent to Trays on " in ended.err
    assert "handouts print day-handouts --printer Trays --again" in ended.err
    assert last_job(running) == before
    again = told(running, clinic, "print", "day-handouts", "--printer", "Lobby", "--again")
    assert again.code == 0
    assert last_job(running) == before + 1


@pytest.mark.cups
@pytest.mark.parametrize(("answer", "jobs"), [("y", 1), ("n", 0)])
def test_on_a_terminal_it_asks_before_it_prints_the_same_again(
    running: Service, clinic: Path, monkeypatch: pytest.MonkeyPatch, answer: str, jobs: int
) -> None:
    monkeypatch.setenv("CUPS_SERVER", running.socket)
    assert told(running, clinic, "batch", "day.csv", "--draft").code == 0
    (first, *_) = (clinic / "day-handouts").glob("*.pdf")
    assert told(running, clinic, "print", str(first)).code == 0
    before = last_job(running)
    with talk("print", str(first), cwd=clinic) as speaking:
        assert "This was sent to Trays on " in speaking.until("Print it once more?")
        speaking.answer(answer)
        speaking.rest()
    assert speaking.process.returncode == 1 - jobs
    assert last_job(running) == before + jobs


@pytest.mark.cups
def test_the_rest_of_a_day_is_printed_where_some_of_it_was_before(
    running: Service, clinic: Path
) -> None:
    assert told(running, clinic, "batch", "day.csv", "--draft").code == 0
    first, second = sorted((clinic / "day-handouts").glob("*.pdf"))
    assert told(running, clinic, "print", str(first)).code == 0
    ended = told(running, clinic, "print", "day-handouts")
    assert ended.code == 0
    assert "1 of 2 files were sent to a printer before" in ended.err
    assert f"Printed: {second.name}." in ended.err


@pytest.mark.cups
def test_a_job_that_failed_ends_with_3_and_the_way_on(running: Service, clinic: Path) -> None:
    with running.meeting(FAULT, "Lobby"):
        ended = told(running, clinic, "print", "a.pdf", "--printer", "Lobby")
    assert ended.code == 3
    assert "NOT printed, because the printer gave up: a.pdf." in ended.err
    assert "Printed:" not in ended.err


@pytest.mark.cups
def test_nobody_has_to_wait_for_the_end(running: Service, clinic: Path) -> None:
    with running.meeting(OUT_OF_PAPER, "Lobby"):
        ended = told(running, clinic, "print", "a.pdf", "--printer", "Lobby", "--no-wait")
        assert ended.code == 0
        assert ended.err == "Sent to Lobby: a.pdf, 3 pages.\n"


@pytest.mark.cups
def test_ctrl_c_ends_the_waiting_and_tells_that_the_job_stays(
    running: Service, clinic: Path
) -> None:
    with running.meeting(OUT_OF_PAPER, "Lobby"):
        waiting = subprocess.Popen(
            [*COMMAND, "print", "a.pdf", "--printer", "Lobby"],
            cwd=clinic, env=environment({"CUPS_SERVER": running.socket}),
            stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert waiting.stderr is not None
        seen = waiting.stderr.readline() + waiting.stderr.readline()
        assert "out of paper" in seen
        waiting.send_signal(signal.SIGINT)
        rest = waiting.communicate()[1]
    assert waiting.returncode == 130
    assert "What was sent may still be printed." in rest
    assert f"cancel Lobby-{last_job(running)}" in rest
    assert "Traceback" not in rest


@pytest.mark.cups
def test_a_computer_that_speaks_german_prints_as_well(running: Service, clinic: Path) -> None:
    env = {"CUPS_SERVER": running.socket, "LANG": "de_DE.UTF-8", "LC_ALL": "de_DE.UTF-8"}
    ended = run("print", "a.pdf", cwd=clinic, env=env | {"LANGUAGE": "de"})
    assert (ended.code, ended.err) == (0, "Sent to Trays: a.pdf, 3 pages.\nPrinted: a.pdf.\n")


# Not asked for, or not possible


@pytest.mark.cups
def test_nothing_is_printed_unless_asked_for(running: Service, clinic: Path) -> None:
    before = last_job(running)
    env = {"CUPS_SERVER": running.socket, "HANDOUTS_MAKE_PRINTER": "Trays"}
    for words in (("make", "visit.yaml", "-o", "b.pdf"), ("batch", "day.csv", "--draft")):
        assert run(*words, cwd=clinic, env=env | {"HANDOUTS_BATCH_PRINTER": "Trays"}).code == 0
    assert last_job(running) == before


@pytest.mark.cups
def test_an_unknown_printer_stops_before_anything_is_made(running: Service, clinic: Path) -> None:
    for words in (("make", "visit.yaml"), ("batch", "day.csv", "--draft")):
        ended = told(running, clinic, *words, "--print", "Lobi")
        assert (ended.code, ended.out) == (3, "")
        assert (
            "There is no printer 'Lobi' on this computer.\n    Did you mean 'Lobby'?" in ended.err
        )
    assert sorted(path.name for path in clinic.iterdir() if path.suffix != ".yaml") == [
        "a.pdf",
        "day.csv",
    ]


def test_a_print_service_that_does_not_answer_is_told(clinic: Path) -> None:
    ended = run("print", "a.pdf", cwd=clinic)
    assert ended.code == 3
    known = ("does not answer", "has no print service")
    assert any(words in ended.err for words in known)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("batch", "--print", "day.csv"), "Write --print at the end of the line."),
        (("make", "visit.yaml", "--copies", "2"), "--copies is for printing: add --print"),
        (("make", "visit.yaml", "--no-wait"), "--no-wait is for printing: add --print"),
        (("make", "visit.yaml", "-o", "-", "--print"), "write -o FILE"),
        (("batch", "day.csv", "--dry-run", "--print"), "there is nothing to print"),
    ],
)
def test_what_makes_no_sense_is_told_before_anything_is_done(
    clinic: Path, words: tuple[str, ...], said: str
) -> None:
    ended = run(*words, cwd=clinic)
    assert ended.code == 2
    assert said in ended.err
    assert not (clinic / "day-handouts").exists()


# What the doctor tells


@pytest.mark.cups
def test_doctor_tells_which_printers_there_are(running: Service, tmp_path: Path) -> None:
    ended = told(running, tmp_path, "doctor")
    assert "ok    printer: Lobby is ready; Trays is ready; Virtual is ready" in ended.out


@pytest.mark.cups
def test_doctor_misses_the_clinics_printer_when_it_is_stopped_or_gone(
    running: Service, clinic: Path
) -> None:
    assert "ok    printer: Trays is ready\n" in told(running, clinic, "doctor").out
    running.command("cupsdisable", "Trays")
    try:
        ended = told(running, clinic, "doctor")
    finally:
        running.command("cupsenable", "Trays")
    assert "LACK  printer: Trays is stopped\n      Start it again with: cupsenable" in ended.out
    assert ended.code == 0  # handouts can be made all the same
    write(clinic, {"handouts.yaml": "timezone: America/Denver\nprinter:\n  name: Tray\n"})
    ended = told(running, clinic, "doctor")
    assert "LACK  printer: There is no printer 'Tray' on this computer." in ended.out
    assert "Did you mean 'Trays'?" in ended.out
