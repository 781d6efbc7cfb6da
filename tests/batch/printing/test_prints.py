"""A batch's folder knows what it had printed: nobody prints a day twice without wanting to."""

import datetime as dt
import json
import stat
from pathlib import Path

import pytest

from handouts.batch.manifest.account import Entry, Outcome, Run
from handouts.batch.manifest.lines import Stacking
from handouts.batch.manifest.manifest import Manifest
from handouts.batch.printing.document import Document, read
from handouts.batch.printing.prints import NAME, Prints, check_unchanged, files, parted
from handouts.model.settings import Sides
from handouts.problems import HandoutsError
from tests.printing import blank

A, B = "0001-sleep-ABCDEF.pdf", "0002-sleep-ABCDEG.pdf"


def batch(folder: Path, *names: str) -> tuple[Document, ...]:
    """A batch's folder whose files have 1, 2, 3 ... pages; its documents."""
    documents = []
    run = Run("1.0", dt.date(2031, 1, 6), "0" * 64, 99, "salt", draft=True)
    with Manifest.begin(folder, run) as manifest:
        for row, name in enumerate(names, 1):
            (folder / name).write_bytes(blank(row))
            documents.append(read(folder / name))
            made = Entry(row, Outcome.MADE, file=name, sha256=documents[-1].sha256, visit=name)
            manifest.add([made])
        manifest.add([Entry(99, Outcome.FAILED, ("row-date",))])
    return tuple(documents)


@pytest.mark.parametrize("states", [[], ["refused"], ["canceled"], ["sent", "aborted"]])
def test_what_never_came_out_is_printed_without_a_question(
    tmp_path: Path, states: list[str]
) -> None:
    documents = batch(tmp_path, A)
    _note(tmp_path, documents[0], states)
    assert parted(Prints(tmp_path), documents) == (documents, ())


@pytest.mark.parametrize("state", ["", "sent", "completed", "waiting", "untold"])
def test_what_may_be_on_paper_is_known_with_its_printer(tmp_path: Path, state: str) -> None:
    """Also when the program was ended between sending and being sure of it."""
    documents = batch(tmp_path, A, B)
    _note(tmp_path, documents[0], [state] if state else [])
    if not state:
        Prints(tmp_path).add(documents[0], "Lobby", 1, "sending")
    fresh, (old,) = parted(Prints(tmp_path), documents)
    assert fresh == documents[1:]
    assert (old.file, old.printer) == (A, "Lobby")


def test_a_second_try_that_was_canceled_does_not_hide_the_first(tmp_path: Path) -> None:
    documents = batch(tmp_path, A)
    _note(tmp_path, documents[0], ["sent", "completed"])
    _note(tmp_path, documents[0], ["sent", "canceled"])
    assert parted(Prints(tmp_path), documents)[0] == ()


def _note(folder: Path, document: Document, states: list[str]) -> None:
    prints = Prints(folder)
    for state in ["sending", *states] if states else []:
        prints.add(document, "Lobby", 1, state)


def test_a_file_of_the_same_name_that_says_something_else_is_another_one(tmp_path: Path) -> None:
    _note(tmp_path, batch(tmp_path, A)[0], ["completed"])
    (tmp_path / A).write_bytes(blank(9))
    assert parted(Prints(tmp_path), (read(tmp_path / A),))[1] == ()


def test_a_torn_last_line_takes_no_other_with_it(tmp_path: Path) -> None:
    documents = batch(tmp_path, A)
    _note(tmp_path, documents[0], ["completed"])
    with (tmp_path / NAME).open("a") as file:
        file.write('{"at": "2031-01-')
    assert parted(Prints(tmp_path), documents)[0] == ()


def test_the_list_is_private_and_tells_when_and_where(tmp_path: Path) -> None:
    documents = batch(tmp_path, A)
    Prints(tmp_path).add(documents[0], "Lobby", 2, "sent", 12)
    (said,) = map(json.loads, (tmp_path / NAME).read_text().splitlines())
    assert set(said) == {"at", "file", "sha256", "printer", "copies", "state", "job"}
    assert stat.S_IMODE((tmp_path / NAME).stat().st_mode) == 0o600


def test_a_folder_that_is_no_batchs_keeps_no_list(tmp_path: Path) -> None:
    (tmp_path / A).write_bytes(blank(1))
    Prints(tmp_path).add(read(tmp_path / A), "Lobby", 1, "completed")
    assert [path.name for path in tmp_path.iterdir()] == [A]


def test_the_handouts_of_a_folder_are_printed_in_the_manifests_order(tmp_path: Path) -> None:
    names = "0001-sleep-ABCDEF.pdf", "0002-exercise-ABCDEG.pdf", "0002-diet-ABCDEH.pdf"
    batch(tmp_path, *names)
    (tmp_path / "notes.pdf").write_bytes(blank(1))
    assert [path.name for path in files(tmp_path)] == [*names]


def test_a_packet_is_printed_in_place_of_its_handouts_and_in_its_order(tmp_path: Path) -> None:
    batch(tmp_path, "0001-sleep-ABCDEF.pdf")
    for number in (10, 2, 1):
        (tmp_path / f"packet-{number}-of-10.pdf").write_bytes(blank(1))
    names = [path.name for path in files(tmp_path)]
    assert names == ["packet-1-of-10.pdf", "packet-2-of-10.pdf", "packet-10-of-10.pdf"]


def test_a_folder_without_handouts_is_told(tmp_path: Path) -> None:
    with pytest.raises(HandoutsError, match="no manifest"):
        files(tmp_path)
    batch(tmp_path)
    with pytest.raises(HandoutsError, match="nothing to print"):
        files(tmp_path)


def test_a_stack_that_was_made_anew_names_the_one_to_throw_away(tmp_path: Path) -> None:
    batch(tmp_path, A)
    stack = tmp_path / "packet.pdf"
    stack.write_bytes(blank(2))
    first = read(stack)
    _note(tmp_path, first, ["completed"])
    assert Prints(tmp_path).replaced([first]) == ()
    stack.write_bytes(blank(3))
    (old,) = Prints(tmp_path).replaced([read(stack)])
    assert (old.file, old.printer) == ("packet.pdf", "Lobby")


def test_a_file_that_was_changed_after_it_was_made_is_not_printed(tmp_path: Path) -> None:
    documents = batch(tmp_path, A, B)
    check_unchanged(tmp_path, documents)
    (tmp_path / B).write_bytes(blank(5))
    with pytest.raises(HandoutsError, match="changed") as refused:
        check_unchanged(tmp_path, (documents[0], read(tmp_path / B)))
    assert [problem.place.file for problem in refused.value.problems] == [str(tmp_path / B)]


def test_a_stack_that_is_not_as_it_was_made_is_not_printed(tmp_path: Path) -> None:
    batch(tmp_path, A)
    packets = [tmp_path / f"packet-{number}-of-2.pdf" for number in (1, 2)]
    for path in packets:
        path.write_bytes(blank(2))
    documents = tuple(map(read, packets))
    with pytest.raises(HandoutsError, match="changed"):
        check_unchanged(tmp_path, documents)
    written = {path.name: each.sha256 for path, each in zip(packets, documents, strict=True)}
    with Manifest(tmp_path) as manifest:
        manifest.add([Stacking(((A,),), Sides.ONE, written=written)])
    check_unchanged(tmp_path, documents)
    packets[1].unlink()
    assert files(tmp_path) == tuple(packets), "the lost one is missed when it is to be read"
