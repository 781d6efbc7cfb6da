"""What is sent to a printer arrives there, as it was asked for, or is refused before it is sent."""

import dataclasses
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from handouts.batch.printing.cups import Cups
from handouts.batch.printing.document import Document, in_memory, read
from handouts.batch.printing.printer import Sent, choose
from handouts.batch.printing.printing import Ended, Ending, print_out
from handouts.batch.printing.ticket import Ticket
from handouts.library.shelves import Shelves
from handouts.make.maker import Maker
from handouts.model.settings import Paper, PrinterSettings, Sides
from handouts.model.visit import Edition, Patient, Visit
from handouts.problems import ExitCode, HandoutsError
from handouts.read.content import read_settings
from tests.printing import LIKE, Service, blank, service, unlike
from tests.visits import MARIA, PRINTED, full_visit, visit

TWIN = Patient("Ada Sample", MARIA.born, MARIA.record)


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


def pdf(folder: Path, wanted: Visit, paper: Paper = Paper.LETTER, name: str = "a.pdf") -> Path:
    """A handout as a file."""
    shelves = Shelves()
    settings = dataclasses.replace(read_settings(shelves), paper=paper)
    file = folder / name
    file.write_bytes(Maker(shelves, settings).make(wanted, printed=PRINTED).pdf)
    return file


def printed(cups: Cups, file: Path, ticket: Ticket) -> Sent:
    """A job that came to its good end."""
    sent, ended = print_out(cups, choose(cups, ticket), [read(file)], ticket)
    assert isinstance(sent, Sent)
    assert ended == Ended(sent, Ending.COMPLETED)
    return sent


def pages(data: bytes) -> list[str]:
    """What each page says."""
    return [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(data)]


@pytest.mark.cups
def test_a_page_keeps_its_size_where_the_printer_is_set_to_shrink_it(
    running: Service, cups: Cups, tmp_path: Path
) -> None:
    file = pdf(tmp_path, visit())
    running.command("lpadmin", "-p", "Trays", "-o", "print-scaling-default=fit")
    try:
        sent = printed(cups, file, Ticket("Trays"))
    finally:
        running.command("lpadmin", "-p", "Trays", "-o", "print-scaling-default=none")
    assert set(unlike(file.read_bytes(), running.came_out(sent.number))) == {0}


HANDOUTS: dict[str, tuple[Visit, Paper]] = {
    "two pages": (visit(), Paper.LETTER),
    "A4": (visit(), Paper.A4),
    "large print": (visit(edition=Edition.LARGE_PRINT), Paper.LETTER),
}


@pytest.mark.cups
@pytest.mark.parametrize("kind", HANDOUTS)
def test_each_page_that_cups_pdf_writes_looks_like_the_one_that_was_sent(
    running: Service, cups: Cups, tmp_path: Path, kind: str
) -> None:
    file = pdf(tmp_path, *HANDOUTS[kind])
    sent = printed(cups, file, Ticket("Virtual"))
    assert max(unlike(file.read_bytes(), running.came_out(sent.number, "Virtual"))) < LIKE


@pytest.mark.cups
def test_a_long_handout_with_pictures_arrives_dot_for_dot(
    running: Service, cups: Cups, tmp_path: Path
) -> None:
    """Where the driver takes PDF, no letter is drawn in another way."""
    file = pdf(tmp_path, full_visit("ketamine-infusion", edition=Edition.EASY_READ))
    sent = printed(cups, file, Ticket("Trays", sides=Sides.LONG_EDGE))
    assert set(unlike(file.read_bytes(), running.came_out(sent.number))) == {0}


@pytest.mark.cups
def test_such_a_look_tells_the_handout_of_one_patient_from_the_same_of_another(
    running: Service, cups: Cups, tmp_path: Path
) -> None:
    maria, ada = pdf(tmp_path, visit()), pdf(tmp_path, visit(patient=TWIN), name="b.pdf")
    sent = printed(cups, ada, Ticket("Virtual"))
    assert min(unlike(maria.read_bytes(), running.came_out(sent.number, "Virtual"))) > LIKE


@pytest.mark.cups
def test_copies_come_out_whole_one_after_the_other(
    running: Service, cups: Cups, tmp_path: Path
) -> None:
    file = pdf(tmp_path, visit())
    sent = printed(cups, file, Ticket("Trays", copies=3))
    assert pages(running.came_out(sent.number)) == 3 * pages(file.read_bytes())
    assert running.recorded(sent.number)["copies"] == (3,)


@pytest.mark.cups
def test_a_pdf_in_memory_arrives_dot_for_dot_without_any_file_on_its_way(
    running: Service, cups: Cups, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = pdf(tmp_path, visit()).read_bytes()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))  # we could not make one
    monkeypatch.setenv("TMPDIR", str(tmp_path / "nowhere"))  # nor could `lp`
    document = in_memory(made, "handout.pdf")
    sent, ended = print_out(cups, choose(cups, Ticket("Trays")), [document], Ticket("Trays"))
    assert isinstance(sent, Sent)
    assert ended == Ended(sent, Ending.COMPLETED)
    assert set(unlike(made, running.came_out(sent.number))) == {0}


@pytest.mark.cups
def test_a_pdf_in_memory_that_the_printer_refuses_is_told_in_its_words(
    running: Service, cups: Cups
) -> None:
    lobby, large = choose(cups, Ticket("Lobby")), in_memory(blank(2_000), "handout.pdf")
    running.command("cupsreject", "Lobby")
    try:
        with pytest.raises(HandoutsError, match=r"Lobby did not take it: .*not accepting jobs"):
            [*print_out(cups, lobby, [large], Ticket("Lobby"))]
    finally:
        running.command("cupsaccept", "Lobby")


def test_bytes_that_are_no_pdf_are_refused_by_the_name_that_they_are_given() -> None:
    with pytest.raises(HandoutsError, match=r"handout\.pdf: This is no PDF"):
        in_memory(b"Maria Example", "handout.pdf")


SIDES = {
    Sides.ONE: ("one-sided", "Duplex=None"),
    Sides.LONG_EDGE: ("two-sided-long-edge", "Duplex=DuplexNoTumble"),
    Sides.SHORT_EDGE: ("two-sided-short-edge", "Duplex=DuplexTumble"),
}


@pytest.mark.cups
@pytest.mark.parametrize("sides", SIDES)
def test_the_job_keeps_the_sides_and_the_driver_gets_them(
    running: Service, cups: Cups, tmp_path: Path, sides: Sides
) -> None:
    keyword, option = SIDES[sides]
    sent = printed(cups, pdf(tmp_path, visit()), Ticket("Trays", sides=sides))
    assert running.recorded(sent.number)["sides"] == (keyword,)
    assert option in running.options(sent.number)


@pytest.mark.cups
@pytest.mark.parametrize("name", ["tray-2", "Tray 2", "TRAY2"])
def test_the_driver_gets_the_tray_by_its_own_name(
    running: Service, cups: Cups, tmp_path: Path, name: str
) -> None:
    sent = printed(cups, pdf(tmp_path, visit()), Ticket("Trays", tray=name))
    assert "InputSlot=Tray2" in running.options(sent.number)


PAPERS = {
    Paper.LETTER: ("na_letter_8.5x11in", "PageSize=Letter"),
    Paper.A4: ("iso_a4_210x297mm", "PageSize=A4"),
}


@pytest.mark.cups
@pytest.mark.parametrize("paper", PAPERS)
def test_a_pdf_asks_for_the_paper_that_it_is_made_for(
    running: Service, cups: Cups, tmp_path: Path, paper: Paper
) -> None:
    media, option = PAPERS[paper]
    sent = printed(cups, pdf(tmp_path, visit(), paper), Ticket("Trays"))
    assert running.recorded(sent.number)["media"] == (media,)
    assert option in running.options(sent.number)


@pytest.mark.cups
def test_what_was_not_asked_for_is_left_to_the_printer(
    running: Service, cups: Cups, tmp_path: Path
) -> None:
    sent = printed(cups, pdf(tmp_path, visit()), Ticket("Trays"))
    told = " ".join(running.options(sent.number))
    assert not re.search("Duplex|sides|InputSlot|Collate", told)


@pytest.mark.cups
def test_a_job_tells_nothing_of_the_patient_and_leaves_no_pages_in_the_queue(
    running: Service, cups: Cups, tmp_path: Path
) -> None:
    sent = printed(cups, pdf(tmp_path, visit(), name="maria-example.pdf"), Ticket("Trays"))
    kept = running.recorded(sent.number)
    assert kept["job-name"] == ("Handout",)
    told = repr(kept) + " ".join(running.options(sent.number)) + running.log()
    assert not re.search("maria|1958|000101", told, re.IGNORECASE)


REFUSED: dict[str, tuple[Ticket, str, str]] = {
    "unknown": (Ticket("Tray"), "There is no printer 'Tray'", "Did you mean 'Trays'?"),
    "nothing like it": (Ticket("Xerox"), "There is no printer 'Xerox'", "There is: Lobby, Trays"),
    "none named": (Ticket(), "not clear on which printer", "There is: Lobby, Trays, Virtual."),
    "tray": (Ticket("Trays", tray="Tray 9"), "no tray 'Tray 9'", "It has: tray-1, tray-2."),
    "sides": (Ticket("Virtual", sides=Sides.LONG_EDGE), "the sides 'long-edge'", "It can: one."),
    "no trays": (Ticket("Virtual", tray="tray-1"), "no tray", "leave out the tray"),
}


@pytest.mark.cups
@pytest.mark.parametrize("case", REFUSED)
def test_a_ticket_that_cannot_be_kept_is_refused_with_what_there_is(
    running: Service, cups: Cups, case: str
) -> None:
    ticket, message, hint = REFUSED[case]
    before = running.jobs()
    with pytest.raises(HandoutsError) as refused:
        choose(cups, ticket)
    assert refused.value.code is ExitCode.MACHINE
    (problem,) = refused.value.problems
    assert message in problem.message
    assert hint in problem.hint
    assert running.jobs() == before


@pytest.mark.cups
def test_all_that_a_printer_cannot_do_is_told_at_once(cups: Cups) -> None:
    with pytest.raises(HandoutsError) as refused:
        choose(cups, Ticket("Virtual", sides=Sides.SHORT_EDGE, tray="tray-2"))
    assert [each.rule for each in refused.value.problems] == ["printer-sides", "printer-tray"]


@pytest.mark.cups
def test_a_printer_that_takes_no_jobs_is_refused_before_anything_is_made(
    running: Service, cups: Cups
) -> None:
    running.command("cupsreject", "Trays")
    try:
        with pytest.raises(HandoutsError, match="Trays takes no jobs now"):
            choose(cups, Ticket("Trays"))
    finally:
        running.command("cupsaccept", "Trays")


@pytest.mark.cups
def test_the_usual_printer_is_the_users_own_before_the_machines(
    running: Service, cups: Cups, monkeypatch: pytest.MonkeyPatch
) -> None:
    running.command("lpadmin", "-d", "Virtual")
    try:
        assert choose(cups, Ticket()).name == "Virtual"
        monkeypatch.setenv("LPDEST", "Trays")
        assert choose(cups, Ticket()).name == "Trays"
    finally:
        running.command("lpadmin", "-x", "Virtual")
        running.add_virtual()


@pytest.mark.cups
def test_paper_that_a_printer_does_not_have_is_refused(cups: Cups, tmp_path: Path) -> None:
    letter_only = dataclasses.replace(choose(cups, Ticket("Trays")), papers=("na_letter_8.5x11in",))
    with pytest.raises(HandoutsError, match="no paper of the size") as refused:
        [*print_out(cups, letter_only, [read(pdf(tmp_path, visit(), Paper.A4))], Ticket())]
    assert "`paper` in handouts.yaml" in refused.value.problems[0].hint


def test_what_was_asked_for_goes_before_the_clinics_settings() -> None:
    settings = PrinterSettings("Lobby", "tray-2", Sides.LONG_EDGE)
    said, asked = Ticket().after(settings), Ticket("Trays", 2, Sides.ONE, "tray-1").after(settings)
    assert (said.printer, said.copies, said.tray) == ("Lobby", 1, "tray-2")
    assert (asked.printer, asked.copies, asked.tray) == ("Trays", 2, "tray-1")


def test_the_sides_are_those_asked_for_then_the_stacks_own_then_the_clinics(
    tmp_path: Path,
) -> None:
    handout = Document(tmp_path / "a.pdf", 2, Paper.LETTER, "")
    stack = dataclasses.replace(handout, sides=Sides.SHORT_EDGE)
    usual = Ticket().after(PrinterSettings(sides=Sides.LONG_EDGE))
    asked = Ticket(sides=Sides.ONE).after(PrinterSettings(sides=Sides.LONG_EDGE))
    assert [usual.sides_of(each) for each in (handout, stack)] == [
        Sides.LONG_EDGE,
        Sides.SHORT_EDGE,
    ]
    assert [asked.sides_of(each) for each in (handout, stack)] == [Sides.ONE, Sides.ONE]
    assert Ticket().sides_of(handout) is None


@pytest.mark.parametrize("data", [b"", b"patient: Maria Example\n", b"%PDF-1.7 and no more"])
def test_what_is_no_pdf_is_not_printed(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.pdf").write_bytes(data)
    with pytest.raises(HandoutsError, match="no PDF that can be read"):
        read(tmp_path / "a.pdf")


def test_a_file_that_is_not_there_is_not_printed(tmp_path: Path) -> None:
    with pytest.raises(HandoutsError, match="no PDF that can be read"):
        read(tmp_path / "a.pdf")


def test_without_cups_the_way_on_is_the_pdf_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(HandoutsError, match="Open the PDF and print it from there") as absent:
        Cups()
    assert absent.value.code is ExitCode.MACHINE
