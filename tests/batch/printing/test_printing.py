"""A job is followed until it has ended, and what holds it up is told in plain words."""

import contextlib
import json
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from handouts.batch.manifest.manifest import Manifest
from handouts.batch.printing.cups import Cups
from handouts.batch.printing.document import Document, read
from handouts.batch.printing.printer import Sent, choose
from handouts.batch.printing.printing import Ended, Ending, News, Trouble, follow, print_out
from handouts.batch.printing.prints import NAME, Prints
from handouts.batch.printing.ticket import Ticket
from handouts.problems import HandoutsError
from tests.patience import PATIENCE
from tests.printing import CANCELED, FAULT, OUT_OF_PAPER, Service, blank, service

pytestmark = pytest.mark.cups

LOBBY, TRAYS = Ticket("Lobby"), Ticket("Trays")
"""A queue that drops a job that fails, and one that stops then and keeps it."""


@pytest.fixture(scope="module")
def running() -> Iterator[Service]:
    """A print service for all tests of this file."""
    with service() as started:
        yield started


@pytest.fixture
def cups(running: Service, monkeypatch: pytest.MonkeyPatch) -> Cups:
    """How the program speaks with it."""
    monkeypatch.setenv("CUPS_SERVER", running.socket)
    return Cups()


@pytest.fixture
def document(tmp_path: Path) -> Document:
    """Something to print, in a batch's folder."""
    (tmp_path / Manifest.NAME).touch()
    (tmp_path / "a.pdf").write_bytes(blank(2))
    return read(tmp_path / "a.pdf")


def printing(cups: Cups, document: Document, ticket: Ticket) -> Iterator[News]:
    """All that happens to a file."""
    prints = Prints(document.path.parent)
    return print_out(cups, choose(cups, ticket), [document], ticket, prints)


def until(news: Iterator[News], mend: Callable[[], object]) -> list[News]:
    """All that happens, where the first trouble is mended as soon as it is told."""
    seen = []
    for each in news:
        seen.append(each)
        if isinstance(each, Trouble) and sum(isinstance(one, Trouble) for one in seen) == 1:
            mend()
    return seen


def ending(seen: list[News]) -> Ending:
    """How it ended."""
    last = seen[-1]
    assert isinstance(last, Ended)
    return last.ending


def test_a_job_that_fails_is_told_as_not_printed(
    running: Service, cups: Cups, document: Document
) -> None:
    with running.meeting(FAULT, "Lobby"):
        seen = [*printing(cups, document, LOBBY)]
    last = seen[-1]
    assert isinstance(last, Ended)
    assert last.ending is Ending.ABORTED
    told = last.told()
    assert told is not None
    assert "NOT printed" in told.message
    assert "a.pdf" in told.message
    assert "Take away pages" in told.hint


def test_a_job_canceled_at_the_printer_is_told_as_canceled(
    running: Service, cups: Cups, document: Document
) -> None:
    with running.meeting(CANCELED, "Lobby"):
        seen = [*printing(cups, document, LOBBY)]
    assert ending(seen) is Ending.CANCELED


def test_paper_that_runs_out_is_told_once_and_the_job_goes_on(
    running: Service, cups: Cups, document: Document
) -> None:
    with running.meeting(OUT_OF_PAPER, "Lobby") as empty:
        (sent,) = print_out(cups, choose(cups, LOBBY), [document], LOBBY, wait=False)
        assert isinstance(sent, Sent)
        # paper comes after a few more looks, which all see that there is none
        seen = until(_end(cups, sent), threading.Timer(0.5, empty.unlink).start)
    assert ending(seen) is Ending.COMPLETED
    (told,) = [each for each in seen if isinstance(each, Trouble)]
    assert told.message == "Lobby is out of paper."
    assert "goes on by itself" in told.hint


def test_a_job_canceled_in_the_queue_while_it_waits_is_told_as_canceled(
    running: Service, cups: Cups, document: Document
) -> None:
    with running.meeting(OUT_OF_PAPER, "Lobby"):
        seen = until(
            printing(cups, document, LOBBY), lambda: running.command("cancel", "-a", "Lobby")
        )
    assert ending(seen) is Ending.CANCELED


def test_a_printer_that_stopped_is_told_with_the_way_on(
    running: Service, cups: Cups, document: Document
) -> None:
    with running.meeting(FAULT, "Trays") as fault:

        def start_again() -> None:
            fault.unlink()
            running.command("cupsenable", "Trays")

        seen = until(printing(cups, document, TRAYS), start_again)
    assert ending(seen) is Ending.COMPLETED
    (told,) = [each for each in seen if isinstance(each, Trouble)]
    assert told.message == "Trays is stopped; the job waits."
    assert told.hint.endswith("cupsenable Trays")


def test_a_job_that_is_held_back_is_told_with_the_way_on(
    running: Service, cups: Cups, document: Document
) -> None:
    running.command("lpadmin", "-p", "Trays", "-o", "job-hold-until-default=indefinite")
    try:
        news = printing(cups, document, TRAYS)
        sent = next(news)
        assert isinstance(sent, Sent)
        seen = until(news, lambda: running.command("lp", "-i", sent.job, "-H", "resume"))
    finally:
        running.command("lpadmin", "-p", "Trays", "-o", "job-hold-until-default=no-hold")
    (told,) = [each for each in seen if isinstance(each, Trouble)]
    assert told.message == f"The job {sent.job} is held back in the queue."
    assert told.hint.endswith(f"lp -i {sent.job} -H resume")
    assert ending(seen) is Ending.COMPLETED


def test_a_job_without_any_news_is_left_in_the_queue_in_the_end(
    running: Service, cups: Cups, document: Document
) -> None:
    with running.meeting(OUT_OF_PAPER, "Lobby"):
        (sent,) = print_out(cups, choose(cups, LOBBY), [document], LOBBY, wait=False)
        assert isinstance(sent, Sent)
        *_, left = _end(cups, sent, patience=0.3)
        assert isinstance(left, Ended)
        assert left.ending is Ending.WAITING
        told = left.told()
        assert told is not None
        assert told.hint.endswith(f"cancel {sent.job}")
    assert ending([*_end(cups, sent)]) is Ending.COMPLETED


def _end(cups: Cups, sent: Sent, patience: float = PATIENCE) -> Iterator[News]:
    ended = yield from follow(cups, sent, patience=patience, pause=0.05)
    yield Ended(sent, ended)


def test_a_service_that_keeps_no_record_leaves_it_open_whether_it_was_printed(
    cups: Cups, document: Document
) -> None:
    forgotten = Sent(document, "Lobby", 987654)
    assert ending([*_end(cups, forgotten)]) is Ending.UNTOLD


def test_what_is_left_is_not_sent_when_the_printer_begins_to_refuse(
    running: Service, cups: Cups, document: Document
) -> None:
    prints = Prints(document.path.parent)
    news = print_out(cups, choose(cups, LOBBY), [document] * 3, LOBBY, prints)
    seen = [next(news)]
    running.command("cupsreject", "Lobby")
    try:
        with pytest.raises(HandoutsError, match="Lobby did not take it"):
            seen.extend(news)
    finally:
        running.command("cupsaccept", "Lobby")
    assert [type(each) for each in seen] == [Sent, Ended]
    journal = (document.path.parent / NAME).read_text().splitlines()
    states = [json.loads(line)["state"] for line in journal]
    assert states == ["sending", "sent", "sending", "refused", "completed"]
    assert ending(seen) is Ending.COMPLETED


LATE = """\
#!/bin/sh
# It hands the job over, and never comes back.
/usr/bin/lp "$@" >/dev/null
exec sleep 600
"""


def test_a_file_that_a_service_took_before_it_fell_silent_may_be_on_paper(
    running: Service, cups: Cups, document: Document, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "lp").write_text(LATE)
    (programs / "lp").chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}:{os.environ['PATH']}")
    monkeypatch.setattr("handouts.batch.printing.cups.LIMIT", 2)
    before = running.jobs()
    with pytest.raises(HandoutsError):
        list(printing(cups, document, LOBBY))
    assert running.jobs() == before + 1
    assert Prints(document.path.parent).before(document) is not None


def test_a_print_service_that_goes_away_while_we_look_on_is_told(document: Document) -> None:
    with pytest.MonkeyPatch.context() as patch, service() as passing:
        patch.setenv("CUPS_SERVER", passing.socket)
        cups = Cups()
        with passing.meeting(OUT_OF_PAPER, "Lobby"):
            news = printing(cups, document, LOBBY)
            assert isinstance(next(news), Sent)
            assert isinstance(next(news), Trouble)
            passing.stop()
            with pytest.raises(HandoutsError, match="does not answer"):
                next(news)


def test_the_tests_leave_no_process_and_no_file_of_a_print_service_behind(
    document: Document,
) -> None:
    with pytest.MonkeyPatch.context() as patch, service() as passing:
        patch.setenv("CUPS_SERVER", passing.socket)
        with passing.meeting(OUT_OF_PAPER, "Lobby"):
            news = printing(Cups(), document, LOBBY)
            assert isinstance(next(news), Sent)
            assert isinstance(next(news), Trouble)  # its driver runs, and waits for paper
    assert not passing.folder.exists()
    assert not [each for each in _processes() if str(passing.folder).encode() in each]


def _processes() -> Iterator[bytes]:
    """The command of each process that runs, with its environment."""
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):  # it ended meanwhile
            yield (process / "cmdline").read_bytes() + (process / "environ").read_bytes()
