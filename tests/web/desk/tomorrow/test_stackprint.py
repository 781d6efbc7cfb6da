"""A day's stack goes to the clinic's printer once, and its way there is told in words."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from handouts.batch.printing.prints import Prints
from handouts.model.settings import PrinterSettings, Settings, Sides
from handouts.problems import HandoutsError
from handouts.web.desk.tomorrow.stackprint import Printing, StackPrint
from tests.batch.run.test_run import GOOD
from tests.batch.test_batch import opened, run
from tests.patience import PATIENCE
from tests.printing import FAULT, Service, service

NOBODY = Settings(timezone="America/New_York")
LOBBY = Settings(timezone="America/New_York", printer=PrinterSettings(name="Lobby"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A day that was made."""
    batch = opened(tmp_path / "day", GOOD)
    batch.stack(batch.keep(run(batch)), Sides.LONG_EDGE)
    return tmp_path / "day"


@pytest.fixture(scope="module")
def running() -> Iterator[Service]:
    """A print service for all tests of this file."""
    with service() as started:
        yield started


@pytest.fixture
def cups(running: Service, monkeypatch: pytest.MonkeyPatch) -> Service:
    """The one that the program speaks with."""
    monkeypatch.setenv("CUPS_SERVER", running.socket)
    return running


def test_without_a_printer_in_the_settings_the_browser_is_the_way() -> None:
    printing = StackPrint()
    assert printing.printer(NOBODY) is None
    assert printing.sides(NOBODY) is Sides.LONG_EDGE
    one = Settings(timezone="America/New_York", printer=PrinterSettings(sides=Sides.ONE))
    assert printing.sides(one) is Sides.ONE


def test_a_stack_that_is_not_whole_is_not_sent(folder: Path) -> None:
    (folder / "day.json").unlink()
    with pytest.raises(HandoutsError, match="is not finished"):
        StackPrint().start(folder, LOBBY, again=False)


def test_a_stack_that_somebody_changed_is_not_sent(folder: Path) -> None:
    packet = folder / "packet.pdf"
    packet.write_bytes(packet.read_bytes() + b"%")
    with pytest.raises(HandoutsError, match="changed afterwards"):
        StackPrint().start(folder, LOBBY, again=False)


def test_a_day_that_was_made_again_since_is_not_sent(folder: Path) -> None:
    changes = opened(folder.with_name("day-2"), GOOD.replace("8:30", "9:30"), changed=folder)
    changes.keep(run(changes))
    with pytest.raises(HandoutsError, match="made again since"):
        StackPrint().start(folder, LOBBY, again=False)


@pytest.mark.cups
def test_it_is_printed_once_and_a_second_time_only_when_somebody_says_so(
    cups: Service, folder: Path
) -> None:
    printing = StackPrint()
    assert printing.printer(LOBBY) == "Lobby"
    assert printing.before(folder) is None
    printing.start(folder, LOBBY, again=False)
    assert ended(printing, folder).said == "Printed on Lobby."
    before = printing.before(folder)
    assert before is not None
    assert before.printer == "Lobby"
    jobs = cups.jobs()
    with pytest.raises(HandoutsError, match="This was sent to Lobby"):
        StackPrint().start(folder, LOBBY, again=False)
    assert cups.jobs() == jobs
    again = StackPrint()
    again.start(folder, LOBBY, again=True)
    assert ended(again, folder).said == "Printed on Lobby."
    assert cups.jobs() == jobs + 1
    assert Prints(folder).before is not None


@pytest.mark.cups
def test_a_printer_that_gives_up_is_told_with_what_to_do(cups: Service, folder: Path) -> None:
    printing = StackPrint()
    with cups.meeting(FAULT, "Lobby"):
        printing.start(folder, LOBBY, again=False)
        state = ended(printing, folder)
    assert state.said == "Not all of it came out of Lobby."
    assert any("NOT printed" in each for each in state.troubles)
    assert printing.before(folder) is None, "nothing is out, so nobody needs to be asked"


@pytest.mark.cups
@pytest.mark.usefixtures("cups")
def test_a_printer_that_is_not_there_is_told(folder: Path) -> None:
    gone = Settings(timezone="America/New_York", printer=PrinterSettings(name="Attic"))
    printing = StackPrint()
    assert printing.sides(gone) is Sides.LONG_EDGE
    with pytest.raises(HandoutsError, match="no printer 'Attic'"):
        printing.start(folder, gone, again=False)
    assert printing.state(folder) is None


def ended(printing: StackPrint, folder: Path) -> Printing:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        state = printing.state(folder)
        if state is not None and not state.running:
            return state
        time.sleep(0.05)
    raise AssertionError("it came to no end")
