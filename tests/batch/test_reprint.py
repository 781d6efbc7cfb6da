"""What the printer ate is given again: the very file, or the packet with its marks."""

import io
from pathlib import Path

import pypdfium2
import pytest

from handouts.batch.manifest.manifest import Manifest
from handouts.batch.packet.again import single
from handouts.batch.packet.packet import Paper
from handouts.batch.packet.sorting import Sorting
from handouts.batch.purge import look, purge
from handouts.batch.reprint import packets_again, rows_again
from handouts.model.settings import Sides
from handouts.problems import HandoutsError
from tests.batch.changing import ADA, BEN, MARIA, day, pdf, stacked
from tests.batch.stacks import Made, Pages, difference, make
from tests.batch.test_purge import NOW
from tests.cli.terminal import files

BAD = MARIA.replace("01-07", "02-30")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "day"
    day(MARIA, ADA, BEN, BAD, out=place)
    stacked(place)
    return place


def why_not(folder: Path, *rows: int) -> list[str]:
    found, problems = rows_again(folder, rows)
    assert found == ()
    assert all(problem.hint for problem in problems)
    return [problem.rule for problem in problems]


def test_a_row_gives_the_very_files_that_were_made(folder: Path) -> None:
    before = files(folder)
    found, problems = rows_again(folder, (3,))
    assert problems == ()
    assert [each.path for each in found] == [pdf(folder, 3, "sleep"), pdf(folder, 3, "exercise")]
    assert files(folder) == before


def test_it_is_told_by_row_packet_time_treatment_and_check_code(folder: Path) -> None:
    (each,), _ = rows_again(folder, (4,))
    entry = next(entry for entry in Manifest.read(folder).entries if entry.row == 4)
    assert (each.rows, each.packet, each.treatments) == ((4,), 3, ("sleep",))
    assert each.codes == (entry.check_code,)
    assert each.time is not None
    assert each.time.isoformat("minutes") == "09:30"
    assert each.name == "Ben Test"


def test_rows_come_in_the_order_of_asking_and_each_once(folder: Path) -> None:
    found, _ = rows_again(folder, (4, 2, 4))
    assert [each.rows for each in found] == [(4,), (2,)]


def test_a_file_that_somebody_changed_is_not_given(folder: Path) -> None:
    pdf(folder, 2).write_bytes(b"%PDF-scribbled")
    assert why_not(folder, 2) == ["file-altered"]


def test_a_file_that_is_gone_is_told_with_the_way_to_make_it_again(folder: Path) -> None:
    pdf(folder, 2).unlink()
    _, (problem,) = rows_again(folder, (2,))
    assert problem.rule == "file-gone"
    assert "--resume" in problem.hint


def test_a_file_that_was_deleted_long_ago_is_told_as_such(folder: Path) -> None:
    purge(look(folder), NOW)
    _, (problem,) = rows_again(folder, (2,))
    assert problem.rule == "file-gone"
    assert "2031-03-01" in problem.hint


def test_rows_without_a_handout_are_told_and_the_others_are_given(folder: Path) -> None:
    found, problems = rows_again(folder, (2, 5, 9))
    assert [each.rows for each in found] == [(2,)]
    assert [problem.rule for problem in problems] == ["nothing-made", "no-such-row"]
    assert "row-date" in problems[0].message


def test_a_row_can_be_given_without_the_list_of_who_comes_when(folder: Path) -> None:
    (folder / "day.json").unlink()
    (each,), _ = rows_again(folder, (2,))
    assert (each.path, each.time, each.name) == (pdf(folder, 2), None, None)


# A sheet that the day's changes took out never comes back by a reprint.


def test_what_a_change_took_out_is_not_given_again(folder: Path) -> None:
    day(MARIA.replace("8:30", "8:45"), ADA, BEN, out=folder.parent / "later", earlier=folder)
    assert why_not(folder, 2) == ["taken-out"]
    _, (problem,) = rows_again(folder, (2,))
    assert str(folder.parent / "later") in problem.hint
    with pytest.raises(HandoutsError) as refused:
        packets_again(folder, (1,))
    assert refused.value.problems[0].rule == "taken-out"


def test_what_a_change_left_in_the_stack_is_given(folder: Path) -> None:
    day(MARIA.replace("8:30", "8:45"), ADA, BEN, out=folder.parent / "later", earlier=folder)
    (each,), _ = rows_again(folder, (4,))
    assert each.path == pdf(folder, 4)


def test_what_a_later_change_took_out_is_not_given_again_either(folder: Path) -> None:
    second, third = folder.parent / "second", folder.parent / "third"
    moved = MARIA.replace("8:30", "8:45")
    day(moved, ADA, BEN, out=second, earlier=folder)
    day(moved, ADA, BEN.replace("9:30", "9:45"), out=third, earlier=second)
    assert why_not(folder, 4) == ["taken-out"]
    (each,), _ = rows_again(second, (2,))
    assert each.path == pdf(second, 2)


def test_an_unchanged_row_of_a_change_says_where_its_file_is(folder: Path) -> None:
    later = folder.parent / "later"
    day(MARIA, ADA, BEN, out=later, earlier=folder)
    _, (problem,) = rows_again(later, (2,))
    assert problem.rule == "unchanged"
    assert str(pdf(folder, 2)) in problem.hint


# A packet alone


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A day whose handouts are really laid out."""
    rows = (
        "Maria Example,1958-03-04,sleep,2031-01-07,8:30 am,,Room 2,,,",
        "Ada Sample,1949-06-30,sleep; exercise,2031-01-07,9:00 am,,Room 1,,,",
    )
    return make(tmp_path_factory.mktemp("printed"), *rows)


@pytest.mark.parametrize(
    "paper", [Paper(), Paper(Sorting.ROOM, Sides.ONE), Paper(Sorting.ROOM, turn_backs=True)]
)
def test_a_packet_alone_is_page_by_page_that_of_the_stack(printed: Made, paper: Paper) -> None:
    printed.day.keep(printed.folder)
    whole = printed.pages(paper)
    for number in (1, 2):
        alone = Pages(single(printed.folder, number))
        own = [at for at, mark in enumerate(whole.marks) if mark and mark.packet == number]
        pages = range(own[0], own[0] + len(alone))
        assert [whole.marks[at] for at in pages] == alone.marks
        assert [whole.turns[at] for at in pages] == alone.turns
        for at, seen in zip(pages, alone.pictures, strict=True):
            assert difference(whole.pictures[at], seen) is None


def test_a_packet_is_a_file_of_its_own_beside_the_stack(printed: Made) -> None:
    printed.day.keep(printed.folder)
    printed.stack()
    (each,) = packets_again(printed.folder, (2,))
    assert each.path == printed.folder / "packet-2.pdf"
    assert (each.rows, each.packet, each.treatments) == ((3,), 2, ("sleep", "exercise"))
    document = pypdfium2.PdfDocument(io.BytesIO(each.path.read_bytes()))
    assert len(document) == 4
    document.close()
    assert each.path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("number", [0, 4])
def test_a_packet_that_is_none_is_refused(folder: Path, number: int) -> None:
    with pytest.raises(HandoutsError) as refused:
        packets_again(folder, (number,))
    assert refused.value.problems[0].rule == "no-such-packet"


def test_without_a_stack_there_is_no_packet(tmp_path: Path) -> None:
    day(MARIA, out=tmp_path / "day")
    with pytest.raises(HandoutsError) as refused:
        packets_again(tmp_path / "day", (1,))
    assert "handouts packet" in refused.value.problems[0].hint


def test_a_packet_with_a_file_that_somebody_changed_is_refused(folder: Path) -> None:
    pdf(folder, 2).write_bytes(b"%PDF-scribbled")
    with pytest.raises(HandoutsError):
        packets_again(folder, (1,))
    assert not (folder / "packet-1.pdf").exists()
