"""Files of a stack hold at most so many sheets, all of them, and part no packet without need."""

import datetime as dt

from hypothesis import example, given
from hypothesis import strategies as st

from handouts.batch.day import Copy, Packet
from handouts.batch.packet.sheets import Counted, filed, sheets_of
from handouts.model.settings import Sides
from handouts.model.visit import Edition

PAGES = st.lists(st.integers(1, 30), min_size=1, max_size=3)


def counted(number: int, pages: list[int], sides: Sides) -> Counted:
    copies = tuple(Copy(f"{each}.pdf", "sleep", "en", Edition.STANDARD) for each in pages)
    someone = Packet((number,), "M", dt.date(2031, 1, 7), dt.time(9), None, None, copies)
    return Counted(number, someone, tuple(pages), sides, of=number)


@given(st.lists(PAGES, max_size=12), st.integers(0, 6), st.integers(1, 20), st.sampled_from(Sides))
@example([[2], [2, 2]], 1, 3, Sides.LONG_EDGE)
@example([[2], [40]], 0, 3, Sides.LONG_EDGE)
@example([[2], [2]], 3, 3, Sides.LONG_EDGE)
@example([[2], [2]], 5, 3, Sides.LONG_EDGE)
def test_no_sheet_is_lost_and_no_packet_parted_without_need(
    pages: list[list[int]], listed: int, most: int, sides: Sides
) -> None:
    packets = [counted(number, each, sides) for number, each in enumerate(pages, start=1)]
    files = filed(packets, listed, most)
    told = [
        (piece.counted.number, sheet)
        for pieces in files
        for piece in pieces
        for sheet in range(piece.first, piece.last + 1)
    ]
    assert told == [(each.number, n) for each in packets for n in range(1, each.sheets + 1)]
    for number, pieces in enumerate(files):
        held = sum(piece.sheets for piece in pieces)
        assert held <= most - (listed if number == 0 else 0) or (number == 0 and not held)
        assert held or number == 0, "only the list may be alone"
    for each in packets:
        parts = sum(piece.counted is each for pieces in files for piece in pieces)
        assert parts == 1 or each.sheets > most


@given(st.lists(PAGES, max_size=5), st.integers(0, 6))
def test_without_a_limit_there_is_one_file(pages: list[list[int]], listed: int) -> None:
    packets = [counted(number, each, Sides.ONE) for number, each in enumerate(pages, start=1)]
    (pieces,) = filed(packets, listed, None)
    assert [piece.sheets for piece in pieces] == [sum(each) for each in pages]


def test_each_handout_begins_on_a_fresh_sheet() -> None:
    each = counted(1, [3, 1, 2], Sides.SHORT_EDGE)
    assert [(first, sheets) for _, first, sheets in each.copies()] == [(1, 2), (3, 1), (4, 1)]
    assert each.sheets == 4
    assert sheets_of(3, Sides.ONE) == 3
