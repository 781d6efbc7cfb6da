"""Each sheet's way to paper is known, and nothing is printed twice without a yes."""

import dataclasses
import datetime as dt
import json
import os
import resource
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2
import pytest

from handouts.model.settings import PrinterSettings, Sides
from handouts.model.visit import Edition, Patient, Visit
from handouts.problems import ExitCode, HandoutsError, Place, Problem, Severity, stop
from handouts.web.desk.printing.asking import Question, Unsure, Wanted
from handouts.web.desk.printing.journal import NAME
from handouts.web.desk.printing.printing import Printing
from handouts.web.desk.printing.prints import Print, Stage
from tests.patience import PATIENCE
from tests.printing import CANCELED, FAULT, OUT_OF_PAPER, Service, blank, service
from tests.visits import MARIA, visit
from tests.web.desk.printing.sheets import MORNING, SHEET, Clock, Counter, cells, wanted

TODAY = MORNING.date()
ADA = visit(patient=Patient("Ada Sample", MARIA.born, MARIA.record))


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    """A desk that has no printer."""
    yield from Counter(tmp_path).closing()


@pytest.fixture(scope="module")
def running() -> Iterator[Service]:
    """A print service for all tests of this file."""
    with service() as started:
        yield started


@pytest.fixture
def lobby(running: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Counter]:
    """A desk whose printer drops a job that fails."""
    monkeypatch.setenv("CUPS_SERVER", running.socket)
    yield from Counter(tmp_path, lambda: PrinterSettings("Lobby")).closing()


def until(right: Callable[[], object]) -> None:
    """Wait until something is so."""
    deadline = time.monotonic() + PATIENCE
    while not right():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def ended(desk: Printing, sheet: str = "sheet") -> Print:
    """How a print ended."""
    until(lambda: (found := desk.state(sheet)) and not found.stage.running)
    found = desk.state(sheet)
    assert found is not None
    return found


def asked(desk: Printing, want: Wanted) -> Question:
    """What somebody is asked before it would go to the dialog."""
    with pytest.raises(Unsure) as unsure:
        desk.to_dialog(want)
    (question,) = unsure.value.questions
    return question


def mark(desk: Printing) -> str:
    """How Maria's row of the list is marked."""
    return desk.of_rows({1: cells()})[1].mark(TODAY)


def journal(folder: Path) -> str:
    return (folder / NAME).read_text()


# What went to the browser's dialog


def test_a_sheet_that_went_to_the_dialog_says_when_and_that_nobody_knows_more(
    counter: Counter,
) -> None:
    desk = counter.open()
    desk.to_dialog(wanted())
    found = desk.state("sheet")
    assert found is not None
    assert found.mark(TODAY) == "To the print dialog 9:12\xa0am"
    assert "Only you can see whether paper came" in found.words(TODAY)
    assert not desk.running
    assert desk.state("another") is None


def test_the_same_handout_a_second_time_asks_with_when_and_what(counter: Counter) -> None:
    desk = counter.open()
    first = desk.to_dialog(wanted())
    counter.clock.later(minutes=5)
    question = asked(desk, wanted(sheet="t2"))
    assert question.name == f"again-{first.id}"
    assert question.message.startswith("Sent to the print dialog at 9:12\xa0am.")
    desk.to_dialog(wanted(sheet="t2", yes=frozenset({question.name})))
    found = desk.state("t2")
    assert found is not None
    assert found.mark(TODAY) == "To the print dialog 9:17\xa0am"


def test_a_yes_is_for_one_print_and_not_for_the_one_after_it(counter: Counter) -> None:
    """Who clicks twice on yes, or does so in an old tab, is asked again."""
    desk = counter.open()
    first = desk.to_dialog(wanted())
    desk.to_dialog(wanted(yes=frozenset({f"again-{first.id}"})))
    assert asked(desk, wanted(yes=frozenset({f"again-{first.id}"}))).name.startswith("again-")
    assert asked(desk, wanted(yes=frozenset({"again"}))).name.startswith("again-")


OTHERS: dict[str, Visit] = {
    "another patient": ADA,
    "another record number": visit(patient=dataclasses.replace(MARIA, record="000102")),
    "another treatment": visit("ketamine-infusion"),
    "another language": visit(language="es"),
    "another edition": visit(edition=Edition.LARGE_PRINT),
}


@pytest.mark.parametrize("kind", OTHERS)
def test_another_handout_is_no_second_time(counter: Counter, kind: str) -> None:
    desk = counter.open()
    desk.to_dialog(wanted())
    desk.to_dialog(wanted(OTHERS[kind]))


def test_the_same_handout_with_other_words_asks_to_take_the_earlier_one_back(
    counter: Counter,
) -> None:
    desk = counter.open()
    desk.to_dialog(wanted())
    counter.clock.later(minutes=9)
    moved = wanted(visit(time=dt.time(10, 0), note="Bring a friend."), check_code="GHIJKL")
    question = asked(desk, moved)
    assert question.message == ("An earlier one of 9:12\xa0am may be out, and says something else.")
    assert "Take that one back" in question.hint


class SlowClock(Clock):
    """Whoever looks at it gives others the time to come in between."""

    def __call__(self) -> dt.datetime:
        time.sleep(0.01)
        return super().__call__()


def test_of_two_clicks_at_once_one_is_asked(counter: Counter) -> None:
    counter.clock = SlowClock()
    desk, gate, ends = counter.open(), threading.Barrier(8), list[str]()

    def click() -> None:
        gate.wait()
        try:
            desk.to_dialog(wanted())
        except Unsure:
            ends.append("asked")
        else:
            ends.append("printed")

    threads = [threading.Thread(target=click) for _ in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(ends) == ["asked"] * 7 + ["printed"]


def test_a_draft_is_printed_only_by_somebody_who_was_told_what_that_is(counter: Counter) -> None:
    desk = counter.open()
    reasons = ("3 of its texts are not signed by a clinician",)
    question = asked(desk, wanted(draft_reasons=reasons))
    assert question.name == "draft"
    assert question.message == "This is a DRAFT: 3 of its texts are not signed by a clinician."
    assert "A clinician has to read it" in question.hint
    desk.to_dialog(wanted(draft_reasons=reasons, yes=frozenset({"draft"})))
    with pytest.raises(Unsure) as unsure:
        desk.to_dialog(wanted(draft_reasons=reasons))
    draft, again = unsure.value.questions
    assert (draft.name, again.name.partition("-")[0]) == ("draft", "again")


def test_what_the_list_tells_of_a_row_that_a_batch_would_not_make_is_asked_about(
    counter: Counter,
) -> None:
    doubles = Problem(Place("today.csv", 3), "row-double", "Row 5 says the same.", "Keep one.")
    warned = dataclasses.replace(doubles, severity=Severity.WARNING)
    desk = counter.open()
    question = asked(desk, wanted(told=(warned, doubles)))
    assert (question.name, question.message) == ("list-1", "Row 5 says the same.")
    desk.to_dialog(wanted(told=(warned, doubles), yes=frozenset({"list-1"})))


def test_blank_sheets_are_never_asked_about(counter: Counter) -> None:
    desk = counter.open()
    for number in range(3):
        assert desk.questions(Wanted(f"t{number}", (SHEET,))) == ()
        desk.to_dialog(Wanted(f"t{number}", (SHEET,)))
    assert counter.open().questions(Wanted("t9", (SHEET,))) == ()


def both() -> Wanted:
    """Two treatments of one visit."""
    visits = (visit(), visit("ketamine-infusion"))
    sheets = tuple(
        dataclasses.replace(SHEET, treatment=each.treatment, check_code=each.treatment)
        for each in visits
    )
    return Wanted("both", sheets, visits)


def test_one_of_two_handouts_that_were_printed_together_is_printed_a_second_time(
    counter: Counter,
) -> None:
    desk = counter.open()
    desk.to_dialog(both())
    ketamine = visit("ketamine-infusion")
    same = wanted(ketamine, check_code="ketamine-infusion")
    assert "Only you can see" in asked(counter.open(), same).message
    assert "says something else" in asked(desk, wanted(ketamine, check_code="OTHER")).message
    desk.to_dialog(wanted(visit("ketamine-infusion", language="es")))


# The list of the day


def test_a_row_of_the_list_is_marked_also_when_its_handout_was_changed(counter: Counter) -> None:
    desk = counter.open()
    changed = visit("ketamine-infusion", language="es", note="Bring a friend.")
    desk.to_dialog(wanted(changed, row=cells()))
    marks = desk.of_rows({3: cells(), 4: cells(ADA)})
    assert [*marks] == [3]
    assert marks[3].mark(TODAY) == "To the print dialog 9:12\xa0am"


def test_a_row_that_was_moved_keeps_its_mark(counter: Counter) -> None:
    desk = counter.open()
    desk.to_dialog(wanted())
    assert [*desk.of_rows({9: cells(visit(time=dt.time(10, 0), room="Room 4"))})] == [9]


def test_somebody_who_is_not_on_the_list_marks_no_row(counter: Counter) -> None:
    desk = counter.open()
    desk.to_dialog(wanted(row=None))
    assert desk.of_rows({3: cells(), 4: {}}) == {}
    assert asked(desk, wanted()).name.startswith("again-")


# After a restart


def test_a_restart_knows_what_was_printed_and_asks(counter: Counter) -> None:
    counter.open().to_dialog(wanted())
    desk = counter.open()
    assert asked(desk, wanted()).name.startswith("again-")
    assert mark(desk) == "To the print dialog 9:12\xa0am"


def test_the_journal_is_for_its_owner_only_and_tells_of_no_patient(
    counter: Counter, tmp_path: Path
) -> None:
    before = os.umask(0)
    try:
        counter.open().to_dialog(wanted(visit(note="Please bring your pain diary.")))
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / NAME).stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == [NAME]
    said = journal(tmp_path)
    assert '"treatment": "sleep"' in said
    for word in ("Maria", "Example", "1958", "000101", "diary", "8:30", "2026-12-01"):
        assert word not in said


def test_the_same_patient_has_other_tokens_in_another_folder(tmp_path: Path) -> None:
    tokens = []
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        Counter(tmp_path / name).open().to_dialog(wanted())
        tokens.append(json.loads(journal(tmp_path / name).splitlines()[1])["handouts"][0]["visit"])
    assert tokens[0] != tokens[1]


def test_what_is_older_than_a_day_is_dropped_at_the_start_and_at_midnight(
    counter: Counter, tmp_path: Path
) -> None:
    desk = counter.open()
    desk.to_dialog(wanted())
    counter.clock.later(hours=20)
    desk.new_day()
    assert "Nov" in asked(desk, wanted()).message  # the evening before says its day
    desk.to_dialog(wanted(ADA, sheet="t2"))
    counter.clock.later(hours=4)
    desk.new_day()
    assert desk.state("sheet") is None
    assert len(journal(tmp_path).splitlines()) == 2
    desk.to_dialog(wanted())
    counter.clock.later(hours=30)
    late = counter.open()
    assert not (tmp_path / NAME).exists()
    late.to_dialog(wanted())


TORN: dict[str, Callable[[bytes], bytes]] = {
    "torn in its last line": lambda said: said[:-30],
    "without its last end": lambda said: said[:-1],
    "with a line of something else": lambda said: said + b"[1]\n\x00\xff\n{}\n",
    "with numbers for words": lambda said: said + b'{"id": 1, "stage": 2, "began": 3}\n',
    "with a job that is no number": lambda said: said + said.splitlines()[1].replace(
        b'"copies": 1', b'"copies": 1, "job": "x"'
    ) + b"\n",
}  # fmt: skip


@pytest.mark.parametrize("kind", TORN)
def test_a_journal_that_was_hurt_says_what_is_whole(
    counter: Counter, tmp_path: Path, kind: str
) -> None:
    first = counter.open()
    first.to_dialog(wanted())
    first.to_dialog(wanted(ADA))
    (tmp_path / NAME).write_bytes(TORN[kind]((tmp_path / NAME).read_bytes()))
    desk = counter.open()
    assert asked(desk, wanted()).name.startswith("again-")
    desk.to_dialog(wanted(visit("ketamine-infusion")))
    assert asked(counter.open(), wanted(visit("ketamine-infusion"))).name.startswith("again-")


@pytest.mark.parametrize("said", [b"", b"\n", b"{}\n", b'{"format": 2}\n', b"\xff" * 99])
def test_a_journal_that_is_none_of_ours_is_begun_anew(
    counter: Counter, tmp_path: Path, said: bytes
) -> None:
    (tmp_path / NAME).write_bytes(said)
    desk = counter.open()
    desk.to_dialog(wanted())
    assert asked(counter.open(), wanted()).name.startswith("again-")


def test_a_link_in_the_journals_place_is_not_followed(tmp_path: Path) -> None:
    elsewhere, folder = tmp_path / "elsewhere", tmp_path / "desk"
    elsewhere.write_text("mine")
    folder.mkdir()
    (folder / NAME).symlink_to(elsewhere)
    desk = Counter(folder).open()
    desk.to_dialog(wanted())
    assert elsewhere.read_text() == "mine"
    assert not (folder / NAME).is_symlink()


def test_on_a_full_disk_printing_goes_on_in_memory_and_that_is_told_once(
    counter: Counter, tmp_path: Path
) -> None:
    desk = counter.open()
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        desk.to_dialog(wanted())
        told = desk.trouble()
        desk.to_dialog(wanted(ADA))
        again = desk.trouble()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert told is not None
    assert "would not be known any more" in told.message
    assert again is None
    assert asked(desk, wanted()).name.startswith("again-")
    assert [*tmp_path.iterdir()] == []
    desk.to_dialog(wanted(visit(language="es")))  # there is room again
    assert asked(counter.open(), wanted()).name.startswith("again-")


def test_without_a_folder_all_is_known_until_the_end() -> None:
    desk = Counter(None).open()
    desk.to_dialog(wanted())
    assert asked(desk, wanted()).name.startswith("again-")
    assert desk.trouble() is None


KILLED = """
import datetime as dt, os, sys
from pathlib import Path
from handouts.model.settings import PrinterSettings
from handouts.web.desk.printing import printing
from tests.web.desk.printing.sheets import Clock, wanted

def die(*_, **__):
    os.kill(os.getpid(), 9)

printing.send = die if sys.argv[2] == "before" else printing.send
printing.Printing._look_on = die
desk = printing.Printing(lambda: PrinterSettings("Lobby"), Path(sys.argv[1]), Clock(), pause=0.05)
if sys.argv[2] == "after":  # the job is there, and nothing says so yet
    desk._set = die
desk.to_printer(wanted())
for thread in tuple(desk._threads):
    thread.join()
"""


def killed(folder: Path, when: str) -> None:
    """A desk that is killed in the middle of printing."""
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(folder), when],
        cwd=Path(__file__).parents[3], check=False,
    )  # fmt: skip
    assert done.returncode == -signal.SIGKILL


@pytest.mark.cups
@pytest.mark.parametrize("when", ["before", "after"])
def test_a_desk_killed_between_its_journal_and_the_printer_says_that_paper_may_be_out(
    lobby: Counter, tmp_path: Path, when: str
) -> None:
    killed(tmp_path, when)
    desk = lobby.open()
    question = asked(desk, wanted())
    assert question.message == (
        "Sent to Lobby at 9:12\xa0am. It is not known whether it was printed."
    )
    assert mark(desk) == "May be printed 9:12\xa0am"
    assert not desk.running


@pytest.mark.cups
def test_a_job_that_outlives_the_desk_is_looked_at_by_the_next_one(
    running: Service, lobby: Counter, tmp_path: Path
) -> None:
    with running.meeting(OUT_OF_PAPER, "Lobby"):
        killed(tmp_path, "later")
        desk = lobby.open()
        until(lambda: mark(desk) == "Lobby is out of paper.")
        assert desk.running
    until(lambda: not desk.running)
    assert mark(desk) == "Printed 9:12\xa0am"


# One click to the clinic's printer


@pytest.mark.cups
def test_one_click_prints_the_sheet_and_says_when_it_was_printed(
    running: Service, lobby: Counter
) -> None:
    desk = lobby.open()
    assert desk.printer() == "Lobby"
    began = desk.to_printer(wanted(), copies=2)
    assert began.words(TODAY) == "On its way to Lobby, 2 copies."
    lobby.clock.later(minutes=1)
    found = ended(desk)
    assert found.stage is Stage.PRINTED
    assert found.mark(TODAY) == "Printed 9:13\xa0am"
    assert found.words(TODAY) == "Printed at 9:13\xa0am on Lobby, 2 copies."
    assert found.job is not None
    assert running.recorded(found.job)["copies"] == (2,)
    assert running.recorded(found.job)["job-name"] == ("Handout",)
    assert "Printed at 9:13" in asked(lobby.open(), wanted()).message


@pytest.mark.cups
def test_the_clinics_tray_and_sides_hold_for_one_click_too(
    running: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CUPS_SERVER", running.socket)
    settings = PrinterSettings("Trays", "tray-2", Sides.LONG_EDGE)
    desk = Counter(tmp_path, lambda: settings).open()
    desk.to_printer(wanted())
    job = ended(desk).job
    assert job is not None
    told = running.options(job)
    assert "InputSlot=Tray2" in told
    assert "Duplex=DuplexNoTumble" in told


@pytest.mark.cups
def test_paper_that_runs_out_is_told_until_there_is_paper(running: Service, lobby: Counter) -> None:
    desk = lobby.open()
    with running.meeting(OUT_OF_PAPER, "Lobby"):
        desk.to_printer(wanted())
        until(lambda: (now := desk.state("sheet")) and now.trouble)
        now = desk.state("sheet")
        assert now is not None
        assert now.words(TODAY) == "Lobby is out of paper."
        assert "goes on by itself" in now.hint
        question = asked(desk, wanted())
        assert question.message == "It has been on its way to Lobby since 9:12\xa0am."
    found = ended(desk)
    assert found.stage is Stage.PRINTED
    assert (found.trouble, found.hint) == ("", "")


@pytest.mark.cups
def test_a_print_that_waits_is_taken_back_and_then_says_so(
    running: Service, lobby: Counter
) -> None:
    desk = lobby.open()
    with running.meeting(OUT_OF_PAPER, "Lobby"):
        began = desk.to_printer(wanted())
        until(lambda: (now := desk.state("sheet")) and now.trouble)
        desk.take_back(began.id)
        assert ended(desk).stage is Stage.CANCELED
    desk.take_back(began.id)  # it has ended, so nothing happens
    desk.take_back("nothing")


@pytest.mark.cups
def test_what_the_printer_does_not_let_go_is_told(
    running: Service, lobby: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = lobby.open()
    with running.meeting(OUT_OF_PAPER, "Lobby"):
        began = desk.to_printer(wanted())
        until(lambda: (now := desk.state("sheet")) and now.trouble)
        with monkeypatch.context() as patch:
            patch.setenv("CUPS_SERVER", "/nobody.sock")
            with pytest.raises(HandoutsError, match="could not be taken back"):
                desk.take_back(began.id)
    assert ended(desk).stage is Stage.PRINTED


@pytest.mark.cups
def test_a_printer_that_stopped_needs_no_terminal_to_print_all_the_same(
    running: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CUPS_SERVER", running.socket)
    desk = Counter(tmp_path, lambda: PrinterSettings("Trays")).open()
    with running.meeting(FAULT, "Trays"):
        desk.to_printer(wanted())
        until(lambda: (now := desk.state("sheet")) and now.trouble)
    now = desk.state("sheet")
    assert now is not None
    assert now.words(TODAY) == "Trays is stopped; the job waits."
    assert "cupsenable" not in now.hint
    assert "print dialog" in now.hint
    running.command("cupsenable", "Trays")
    assert ended(desk).stage is Stage.PRINTED


@pytest.mark.cups
@pytest.mark.parametrize(
    ("what", "stage", "told"),
    [
        (CANCELED, Stage.CANCELED, "NOT printed, canceled 9:12\xa0am"),
        (FAULT, Stage.GIVEN_UP, "NOT printed 9:12\xa0am"),
    ],
)
def test_what_came_to_nothing_says_so_and_is_printed_anew_without_a_question(
    running: Service, lobby: Counter, what: str, stage: Stage, told: str
) -> None:
    desk = lobby.open()
    with running.meeting(what, "Lobby"):
        desk.to_printer(wanted())
        found = ended(desk)
    assert (found.stage, found.mark(TODAY)) == (stage, told)
    assert "Take away pages" in found.hint
    desk.to_printer(wanted())
    assert ended(desk).stage is Stage.PRINTED
    assert mark(desk) == "Printed 9:12\xa0am"


@pytest.mark.cups
def test_a_row_keeps_the_mark_of_what_is_on_paper_when_a_second_try_fails(
    running: Service, lobby: Counter
) -> None:
    desk = lobby.open()
    first = desk.to_printer(wanted())
    ended(desk)
    with running.meeting(FAULT, "Lobby"):
        desk.to_printer(wanted(yes=frozenset({f"again-{first.id}"})))
        assert ended(desk).stage is Stage.GIVEN_UP
    assert mark(desk) == "Printed 9:12\xa0am"


REFUSALS: dict[str, tuple[PrinterSettings, str]] = {
    "gone": (PrinterSettings("Lobbi"), "There is no printer 'Lobbi' on this computer."),
    "no tray": (PrinterSettings("Lobby", "tray-9"), "Lobby has no tray 'tray-9'."),
    "none set": (PrinterSettings(), "No printer is set for this page."),
}


@pytest.mark.cups
@pytest.mark.parametrize("case", REFUSALS)
def test_a_printer_that_cannot_do_it_leaves_the_dialog_as_the_way(
    running: Service, lobby: Counter, case: str
) -> None:
    before = running.jobs()
    settings, message = REFUSALS[case]
    lobby.settings = lambda: settings
    desk = lobby.open()
    desk.to_printer(wanted())
    found = ended(desk)
    assert found.stage is Stage.REFUSED
    assert found.words(TODAY) == f"NOT printed. {message}"
    assert found.hint == "Print it with the print dialog."
    assert running.jobs() == before
    desk.to_dialog(wanted())  # nothing came out, so nobody is asked


@pytest.mark.cups
def test_a_printer_that_takes_no_jobs_is_told_and_nothing_is_said_to_be_out(
    running: Service, lobby: Counter
) -> None:
    desk = lobby.open()
    running.command("cupsreject", "Lobby")
    try:
        desk.to_printer(wanted())
        found = ended(desk)
    finally:
        running.command("cupsaccept", "Lobby")
    assert found.words(TODAY) == "NOT printed. Lobby takes no jobs now."
    assert desk.before([visit()]) is None


def test_a_computer_without_a_print_service_has_the_dialog_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    desk = Counter(tmp_path, lambda: PrinterSettings("Lobby")).open()
    assert desk.printer() is None
    desk.to_printer(wanted())
    assert "cannot print from here" in ended(desk).words(TODAY)


@pytest.mark.cups
def test_a_print_service_that_does_not_run_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CUPS_SERVER", str(tmp_path / "nobody.sock"))
    desk = Counter(tmp_path, lambda: PrinterSettings("Lobby")).open()
    desk.to_printer(wanted())
    found = ended(desk)
    assert found.stage is Stage.REFUSED
    assert "does not answer" in found.words(TODAY)


@pytest.mark.cups
def test_a_print_service_that_comes_back_is_asked_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with service() as passing:
        monkeypatch.setenv("CUPS_SERVER", passing.socket)
        counter = Counter(tmp_path, lambda: PrinterSettings("Lobby"))
        desk = counter.open()
        with passing.meeting(OUT_OF_PAPER, "Lobby"):
            desk.to_printer(wanted())
            until(lambda: (now := desk.state("sheet")) and "paper" in now.trouble)
            away = Path(passing.socket).rename(tmp_path / "away.sock")
            until(lambda: (now := desk.state("sheet")) and "does not answer" in now.trouble)
            away.rename(passing.socket)
            until(lambda: (now := desk.state("sheet")) and "paper" in now.trouble)
        assert ended(desk).stage is Stage.PRINTED


LATE = """\
#!/bin/sh
# It hands the job over, and never comes back.
/usr/bin/lp "$@" >/dev/null
exec sleep 600
"""


@pytest.mark.cups
def test_a_print_service_that_fell_silent_while_it_took_the_job_may_have_it(
    running: Service, lobby: Counter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "lp").write_text(LATE)
    (programs / "lp").chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}:{os.environ['PATH']}")
    monkeypatch.setattr("handouts.batch.printing.cups.LIMIT", 2)
    before = running.jobs()
    desk = lobby.open()
    desk.to_printer(wanted())
    found = ended(desk)
    assert running.jobs() == before + 1
    assert found.stage is Stage.UNKNOWN
    assert "not known whether it was printed" in found.words(TODAY)
    assert asked(desk, wanted()).name.startswith("again-")


@pytest.mark.cups
def test_two_patients_clicked_at_once_each_get_their_own_pages(
    running: Service, lobby: Counter
) -> None:
    desk = lobby.open()
    desk.to_printer(wanted(sheet="maria", pdf=blank(1)))
    desk.to_printer(wanted(ADA, sheet="ada", pdf=blank(3)))
    jobs = [ended(desk, sheet).job for sheet in ("maria", "ada")]
    assert None not in jobs
    printed = [pypdfium2.PdfDocument(running.came_out(job or 0, "Lobby")) for job in jobs]
    assert [len(document) for document in printed] == [1, 3]


@pytest.mark.cups
def test_two_handouts_of_a_visit_are_one_job_each_on_its_own_paper(
    running: Service, lobby: Counter
) -> None:
    desk = lobby.open()
    want = both()
    sheets = tuple(dataclasses.replace(sheet, pdf=blank(3)) for sheet in want.sheets)
    desk.to_printer(dataclasses.replace(want, sheets=sheets))
    job = ended(desk, "both").job
    assert job is not None
    assert len(pypdfium2.PdfDocument(running.came_out(job, "Lobby"))) == 8


@pytest.mark.parametrize("copies", [0, 10, -1])
def test_no_more_than_nine_copies_are_made_with_one_click(counter: Counter, copies: int) -> None:
    desk = counter.open()
    with pytest.raises(ValueError, match=str(copies)):
        desk.to_printer(wanted(), copies)
    assert desk.state("sheet") is None


def test_settings_that_cannot_be_read_are_told_in_their_words(counter: Counter) -> None:
    def broken() -> PrinterSettings:
        raise stop("handouts.yaml cannot be read.", code=ExitCode.MACHINE)

    counter.settings = broken
    desk = counter.open()
    assert desk.printer() is None
    desk.to_printer(wanted())
    assert ended(desk).words(TODAY) == "NOT printed. handouts.yaml cannot be read."


def test_a_fault_of_the_program_lets_nobody_wait_for_ever(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = counter.open()

    def faulty() -> None:
        raise IndexError

    monkeypatch.setattr("handouts.web.desk.printing.printing.Cups", faulty)
    counter.opened[0]._settings = lambda: PrinterSettings("Lobby")
    desk.to_printer(wanted())
    found = ended(desk)
    assert found.stage is Stage.UNKNOWN
    assert "The program itself has a fault." in found.words(TODAY)


@pytest.mark.cups
def test_a_desk_that_is_closed_ends_its_threads_and_leaves_the_job(
    running: Service, lobby: Counter
) -> None:
    with running.meeting(OUT_OF_PAPER, "Lobby"):
        desk = lobby.open()
        desk.to_printer(wanted())
        until(lambda: (now := desk.state("sheet")) and now.trouble)
        desk.close()
        assert not [each for each in threading.enumerate() if each.name == "print"]
        again = lobby.open()
        until(lambda: again.running)
    until(lambda: not again.running)
