"""A day becomes one stack of paper that can be handed out without looking anything up."""

import contextlib
import dataclasses
import hashlib
import io
import itertools
import json
import re
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest

from handouts.batch.manifest.account import Outcome
from handouts.batch.manifest.manifest import Manifest
from handouts.batch.packet.again import cover_list, single
from handouts.batch.packet.packet import Paper, stack
from handouts.batch.packet.sorting import Sorting
from handouts.batch.packet.stack import Stack, opened
from handouts.model.settings import Paper as Size
from handouts.model.settings import Settings, Sides
from handouts.problems import HandoutsError
from tests.batch.stacks import DOTS, Made, Pages, difference, make
from tests.pdf import A4, LETTER, read_back

DAY = "2031-01-07"
ROWS = (
    f"Maria Example,1958-03-04,sleep,{DAY},8:30 am,Dr. Ben Test,Room 10,,,",
    f"Ada Sample,1949-06-30,sleep; exercise,{DAY},10:00 am,Dr. Ada Test,Room 9,,,",
    f"José Ejemplo,1971-11-23,sleep,{DAY},9:15 am,,Room 9,es,,",
    f"Luz Modelo,1966-01-09,exercise,{DAY},8:00 am,Dr. Ben Test,,es,yes,",
    f"Nobody Specimen,1990-02-28,sleep,{DAY[:-2]}45,8:00 am,,,,,",
    f"Maria Example,1958-03-04,exercise,{DAY},8:30 am,Dr. Ben Test,Room 10,,,large-print",
)
MARIA, ADA, JOSE, LUZ = "Maria Example", "Ada Sample", "José Ejemplo", "Luz Modelo"
MARGIN, UNPRINTED = 18, 6.35
"""Millimetres: the narrowest right margin of our pages, and what desk printers leave white."""
BOTH = (Sides.LONG_EDGE, Sides.SHORT_EDGE)


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Two treatments in one row and in two, a bilingual visit, odd pages, a row that failed."""
    return make(tmp_path_factory.mktemp("day"), *ROWS)


@pytest.fixture(scope="module")
def pages(day: Made) -> Pages:
    return day.pages()


def names(pages: Pages) -> list[str]:
    """Whose packet is the first, the second, ..."""
    found: dict[int, str] = {}
    for mark, text in zip(pages.marks, pages.texts, strict=True):
        if mark:
            name = next(name for name in (MARIA, ADA, JOSE, LUZ) if name in text)
            assert found.setdefault(mark.packet, name) == name, "two patients in one packet"
    return [found[number] for number in sorted(found)]


def test_packets_lie_in_the_order_of_the_schedule_with_their_sheets_counted(pages: Pages) -> None:
    assert names(pages) == [MARIA, ADA, JOSE, LUZ]
    marks = [(mark.packet, mark.sheet) for mark in pages.marks if mark]
    assert marks == [(1, 1), (1, 2), (1, 3), (2, 1), (2, 2), (3, 1), (3, 2), (4, 1), (4, 2), (4, 3)]


@pytest.mark.parametrize(
    ("sorting", "order"),
    [
        (Sorting.NAME, [JOSE, MARIA, LUZ, ADA]),
        (Sorting.TIME, [LUZ, MARIA, JOSE, ADA]),
        (Sorting.CLINICIAN, [ADA, LUZ, MARIA, JOSE]),
        (Sorting.ROOM, [JOSE, ADA, MARIA, LUZ]),
    ],
)
def test_packets_lie_in_the_order_that_was_asked_for(
    day: Made, sorting: Sorting, order: list[str]
) -> None:
    assert names(day.pages(Paper(sorting))) == order


def test_each_sheet_says_in_words_what_its_code_says(pages: Pages) -> None:
    last = {mark.packet: mark.sheet for mark in pages.marks if mark}
    for mark, text in zip(pages.marks, pages.texts, strict=True):
        line = re.search(r"Packet (\d+) of (\d+) · sheet (\d+) of (\d+)", text)
        assert (mark is None) == (line is None)
        if mark and line:
            said = [int(number) for number in line.groups()]
            assert said == [mark.packet, 4, mark.sheet, last[mark.packet]]


def test_the_code_has_the_check_code_of_its_own_page(pages: Pages) -> None:
    for mark, text in zip(pages.marks, pages.texts, strict=True):
        if mark:
            assert re.search(rf"\b{mark.check_code}\b", text)


def test_two_treatments_of_one_visit_are_one_packet_in_one_row_or_in_two(pages: Pages) -> None:
    for packet in (1, 2):
        texts = [
            text for mark, text in zip(pages.marks, pages.texts, strict=True)
            if mark and mark.packet == packet
        ]  # fmt: skip
        assert any("Sleep" in text for text in texts)
        assert any("Exercise" in text or "moving" in text.casefold() for text in texts)


def test_both_copies_of_a_bilingual_handout_are_one_packet(day: Made, pages: Pages) -> None:
    luz = day.day.packets[3]
    assert [copy.language for copy in luz.copies] == ["es", "en"]
    codes = {mark.check_code for mark in pages.marks if mark and mark.packet == 4}
    assert codes == {copy.file[-len("ABC123.pdf") : -len(".pdf")] for copy in luz.copies}


@pytest.mark.parametrize("sides", BOTH)
def test_every_handout_begins_on_a_front_and_what_is_left_of_a_sheet_is_white(
    day: Made, sides: Sides
) -> None:
    pages = day.pages(Paper(sides=sides))
    assert len(pages) % 2 == 0
    fronts, backs = range(0, len(pages), 2), range(1, len(pages), 2)
    assert all(pages.marks[front] for front in fronts if front >= pages.listed)
    assert not any(pages.marks[back] for back in backs)
    blank = [back for back in backs if pages.blank(back)]
    ends, at = [], pages.listed
    for packet in day.day.packets:
        for copy in packet.copies:
            at += len(pypdfium2.PdfDocument(day.folder / copy.file))
            if at % 2:
                ends.append(at)
                at += 1
    assert len(ends) == 2, "sleep and exercise have three pages each in Spanish"
    assert blank == sorted({*ends, *(back for back in backs if back < pages.listed)})


def test_on_one_side_each_page_is_a_sheet_and_none_is_blank(day: Made) -> None:
    pages = day.pages(Paper(sides=Sides.ONE))
    assert not any(map(pages.blank, range(len(pages))))
    assert all(pages.marks[pages.listed :])
    assert len(pages) - pages.listed == sum(
        len(Pages((day.folder / copy.file).read_bytes()))
        for packet in day.day.packets
        for copy in packet.copies
    )


@pytest.mark.parametrize("size", Size)
def test_a_page_looks_as_its_handout_does_but_for_the_margin(tmp_path: Path, size: Size) -> None:
    settings = Settings(timezone="America/New_York", paper=size)
    rows = [
        f"Maria Example,1958-03-04,exercise,{DAY},{hour}:30 am,,,,,{edition}"
        for hour, edition in enumerate(("standard", "large-print", "high-contrast", "easy-read"), 7)
    ]
    made = make(tmp_path, *rows, settings=settings)
    (file,) = made.stack().files
    pages = Pages(file.read_bytes())
    assert set(read_back(file.read_bytes()).sizes) == {LETTER if size is Size.LETTER else A4}
    at = pages.listed
    for packet in made.day.packets:
        for copy in packet.copies:
            handout = Pages((tmp_path / copy.file).read_bytes())
            for number, picture in enumerate(handout.pictures):
                changed = difference(picture, pages.pictures[at + number])
                if number % 2:
                    assert changed is None
                else:
                    assert changed is not None
                    assert picture.width - changed[0] <= MARGIN / 25.4 * DOTS + 1
                    assert picture.width - changed[2] >= UNPRINTED / 25.4 * DOTS - 1
            at += len(handout) + len(handout) % 2
    assert at == len(pages)


def test_backs_are_turned_when_told_and_the_printer_is_told_the_edge(day: Made) -> None:
    asked = {Sides.LONG_EDGE: "FlipLongEdge", Sides.SHORT_EDGE: "FlipShortEdge"}
    straight: dict[Sides, Pages] = {}
    for sides, turned in itertools.product(BOTH, (False, True)):
        (file,) = day.stack(Paper(sides=sides, turn_backs=turned)).files
        pages = Pages(file.read_bytes())
        assert set(pages.turns[0::2]) == {0}
        assert set(pages.turns[1::2]) == {180 if turned else 0}
        before = straight.setdefault(sides, pages)
        for back in range(1, len(pages), 2):
            expected = before.pictures[back].rotate(180 if turned else 0)
            assert difference(expected, pages.pictures[back]) is None or turned
        with pikepdf.open(file) as pdf:
            assert str(pdf.Root.ViewerPreferences.Duplex) == f"/Duplex{asked[sides]}"
    (file,) = day.stack(Paper(sides=Sides.ONE)).files
    with pikepdf.open(file) as pdf:
        assert str(pdf.Root.ViewerPreferences.Duplex) == "/Simplex"


@pytest.mark.parametrize("paper", [Paper(at_most=5), Paper(turn_backs=True)])
def test_the_manifest_knows_each_file_of_the_stack_and_how_it_was_made(
    day: Made, paper: Paper
) -> None:
    stacked = day.stack(paper)
    noted = Manifest.read(stacked.files[0].parent).stacking
    assert noted is not None
    assert (noted.sides, noted.turn_backs) == (paper.sides, paper.turn_backs)
    assert noted.written == {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in stacked.files
    }


@pytest.mark.parametrize("most", [2, 5])
def test_a_stack_is_split_between_packets_and_loses_no_sheet(day: Made, most: int) -> None:
    whole = [mark for mark in day.pages().marks if mark]
    stacked = day.stack(Paper(at_most=most))
    files = [Pages(file.read_bytes()) for file in stacked.files]
    assert [file.name for file in stacked.files] == [
        f"packet-{number}-of-{len(files)}.pdf" for number in range(1, len(files) + 1)
    ]
    assert [mark for pages in files for mark in pages.marks if mark] == whole
    assert all(len(pages) <= 2 * most for pages in files)
    for packet, marks in itertools.groupby(whole, key=lambda mark: mark.packet):
        within = [pages for pages in files if packet in packets_of(pages)]
        assert len(within) == 1 or len([*marks]) > most
    assert stacked.sheets == sum(len(pages) for pages in files) // 2
    assert files[0].texts[0].startswith("Example Pain Clinic")
    assert not any("Cover list" in pages.texts[0] for pages in files[1:])


def packets_of(pages: Pages) -> set[int]:
    return {mark.packet for mark in pages.marks if mark}


def test_the_list_tells_where_each_file_begins(day: Made) -> None:
    stacked = day.stack(Paper(at_most=4))
    files = [Pages(file.read_bytes()) for file in stacked.files]
    assert len(files) > 1
    said = " ".join(files[0].texts[0].split())
    for file, pages in zip(stacked.files[1:], files[1:], strict=True):
        assert re.search(rf"{file.name} begins here {min(packets_of(pages))} ", said)


def test_a_new_stack_takes_the_place_of_all_files_of_the_earlier_one(day: Made) -> None:
    day.stack(Paper(at_most=4))
    day.stack()
    assert [path.name for path in sorted(day.folder.glob("packet*"))] == ["packet.pdf"]
    assert list(day.folder.glob(".part*")) == []


def test_the_same_day_gives_the_same_bytes(day: Made) -> None:
    first, second = (day.stack().files[0].read_bytes() for _ in range(2))
    assert first == second


def test_a_strict_reader_finds_nothing_to_mend_in_a_stack(day: Made) -> None:
    (file,) = day.stack().files
    with pikepdf.open(file, attempt_recovery=False, suppress_warnings=True) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert pdf.get_warnings() == []


def test_nothing_of_a_patient_is_in_names_titles_and_codes(day: Made, pages: Pages) -> None:
    (file,) = day.stack().files
    assert set(pages.metadata.values()) - {""} == {pages.metadata["Title"]}
    secrets = ("Maria", "Example", "Ada", "Sample", "1958", "1949", "sleep", "exercise")
    open_words = [*pages.metadata.values(), file.name, *map(str, pages.marks)]
    assert not [secret for secret in secrets for word in open_words if secret in word]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_the_margin_is_set_in_a_font_that_the_file_brings_along_and_is_not_read_aloud(
    day: Made,
) -> None:
    (file,) = day.stack().files
    assert all(embedded for _, embedded in read_back(file.read_bytes()).fonts)
    with pikepdf.open(file) as pdf:
        stamps = [
            page.Contents[-1].read_bytes() for page in pdf.pages
            if "/Stamp" in page.Resources.get("/Font", {})
        ]  # fmt: skip
    assert len(stamps) == 10
    for stamp in stamps:
        assert stamp.startswith(b"/Artifact BMC")
        assert stamp.endswith(b"EMC")


@pytest.mark.parametrize("spoil", ["changed", "missing"])
def test_a_handout_that_is_not_as_the_manifest_says_stops_the_stack(
    tmp_path: Path, spoil: str
) -> None:
    made = make(tmp_path, *ROWS[:2])
    made.stack()
    before = (tmp_path / "packet.pdf").read_bytes()
    file = tmp_path / made.day.packets[1].copies[0].file
    if spoil == "changed":
        file.write_bytes(file.read_bytes() + b"\n")
    else:
        file.unlink()
    with pytest.raises(HandoutsError) as stopped:
        made.stack(Paper(sides=Sides.ONE))
    (problem,) = stopped.value.problems
    assert problem.rule == "altered-file"
    assert problem.place.file.endswith(file.name)
    assert (tmp_path / "packet.pdf").read_bytes() == before


def test_a_handout_that_changes_while_the_stack_is_written_stops_it_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = make(tmp_path, *ROWS[:2])
    file = tmp_path / made.day.packets[1].copies[0].file
    add = Stack.add

    def spoil(self: Stack, *args: object) -> None:
        file.write_bytes(b"%PDF-1.7 of somebody else")
        add(self, *args)  # type: ignore[arg-type]  # passed on as they came

    monkeypatch.setattr(Stack, "add", spoil)
    with pytest.raises(HandoutsError) as stopped:
        made.stack()
    assert stopped.value.problems[0].rule == "altered-file"
    assert [path.name for path in tmp_path.glob("*packet*")] == []
    assert list(tmp_path.glob(".part*")) == []


def test_a_day_that_leaves_out_a_handout_of_the_manifest_stops_the_stack(day: Made) -> None:
    without = dataclasses.replace(day.day, packets=day.day.packets[1:])
    with pytest.raises(HandoutsError) as stopped:
        stack(day.folder, without, day.maker, Paper())
    assert stopped.value.problems[0].rule == "other-day"


def test_a_last_line_of_the_manifest_that_was_cut_off_does_not_count(tmp_path: Path) -> None:
    made = make(tmp_path, ROWS[0])
    with (tmp_path / "manifest.jsonl").open("a", encoding="ascii") as manifest:
        manifest.write(json.dumps({"row": 3, "outcome": "made", "file": "x"})[:-4])
    assert made.stack().packets == 1


def test_what_patients_share_is_written_once(tmp_path: Path) -> None:
    """So a file grows by a patient's own words, not by the whole handout."""
    made = make(tmp_path, ROWS[0])
    (name,) = (copy.file for copy in made.day.packets[0].copies)
    data, stamp = (tmp_path / name).read_bytes(), ("Packet 1 of 2 · sheet 1 of 1", "HO/1/1/1/A")
    written = io.BytesIO()
    sizes = []
    pages = Stack(written, "Packets", Sides.LONG_EDGE, turn_backs=False)
    for _ in range(3):
        with opened(data) as source:
            for number in range(len(source)):
                pages.add(source, number, None if number % 2 else stamp)
            pages.fill_sheet()
        sizes.append(written.tell())
    pages.close()
    assert sizes[0] > len(data) / 4
    assert sizes[1] - sizes[0] == sizes[2] - sizes[1] < 1_000
    with pikepdf.open(io.BytesIO(written.getvalue())) as pdf:
        fonts = [
            each for each in pdf.objects if isinstance(each, pikepdf.Stream) and "/Length1" in each
        ]
        assert len(pdf.pages) == 6
    with pikepdf.open(io.BytesIO(data)) as pdf:
        own = [
            each for each in pdf.objects if isinstance(each, pikepdf.Stream) and "/Length1" in each
        ]
    assert len(fonts) == len(own) + 1


def test_one_handout_is_open_at_a_time_and_the_one_before_is_on_its_way_to_the_disk(
    day: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So what a stack needs of memory does not grow with the number of patients."""
    open_now, opened_ever = 0, 0
    sizes: list[int] = []
    really = pikepdf.open

    @contextlib.contextmanager
    def opening(*args: Any, **named: Any) -> Iterator[pikepdf.Pdf]:
        nonlocal open_now, opened_ever
        assert open_now == 0
        sizes.extend(part.stat().st_size for part in day.folder.glob(".part-*/*.pdf"))
        open_now, opened_ever = open_now + 1, opened_ever + 1
        with really(*args, **named) as pdf:
            yield pdf
        open_now -= 1

    monkeypatch.setattr(pikepdf, "open", opening)
    day.stack()
    assert opened_ever == 2 * 7 + 1, "each handout is counted, then taken; the list is only taken"
    assert sizes == sorted(sizes)
    assert len(set(sizes)) > 5


def test_the_cover_list_by_itself_is_the_one_that_lies_on_the_stack(tmp_path: Path) -> None:
    made = make(
        tmp_path,
        "Maria Example,1958-03-04,sleep,2031-01-07,8:30 am,,,,,",
        "Otto Beispiel,1961-07-19,sleep,2031-01-07,9:00 am,,,,,",
    )
    made.day.keep(tmp_path)
    with pytest.raises(HandoutsError, match="No stack was made"):
        cover_list(tmp_path, made.maker)
    (file,) = made.stack().files
    alone, whole = read_back(cover_list(tmp_path, made.maker)), read_back(file.read_bytes())
    assert alone.pages == whole.pages[:1]
    assert "M. E." in alone.text


def test_a_batch_that_was_stopped_before_it_wrote_its_day_gives_no_part_of_a_stack_again(
    tmp_path: Path,
) -> None:
    """Its manifest says by now that a handout of the stack is none."""
    made = make(tmp_path, "Maria Example,1958-03-04,sleep,2031-01-07,8:30 am,,,,,")
    made.day.keep(tmp_path)
    made.stack()
    account = Manifest.read(tmp_path)
    (entry,) = account.entries
    failed = dataclasses.replace(
        entry, outcome=Outcome.FAILED, file=None, sha256=None, check_code=None, pages=None
    )
    with Manifest(tmp_path, account.size) as manifest:
        manifest.add([failed])
    with pytest.raises(HandoutsError) as no_list:
        cover_list(tmp_path, made.maker)
    with pytest.raises(HandoutsError) as no_packet:
        single(tmp_path, 1)
    assert [each.value.problems[0].rule for each in (no_list, no_packet)] == ["other-day"] * 2
