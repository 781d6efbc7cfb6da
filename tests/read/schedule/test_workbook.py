"""Workbooks as clinics really have them: each cell is read as it shows, or told by its name."""

import contextlib
import datetime as dt
import struct
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.model.settings import ScheduleWords, Settings
from handouts.problems import HandoutsError, Place, Problem
from handouts.read.columns import Known
from handouts.read.schedule.file import How, read_schedule
from handouts.read.schedule.rows import Row, Schedule, in_sheet
from tests.workbooks import (
    ADA,
    HEADER,
    MARIA,
    archive,
    ods,
    ods_cells,
    repacked,
    xls,
    xlsx,
)

SHEET = "xl/worksheets/sheet1.xml"
TYPED = ["Maria Example", "1958-03-04", "sleep", "2026-12-01", "08:30"]


def workbook(
    data: bytes,
    *maps: str,
    sheet: str | None = None,
    length: int | None = None,
    file: str = "day.xlsx",
) -> Schedule:
    known = Known(
        treatments=("sleep", "exercise"),
        sites=("main",),
        risks=(),
        languages=("en",),
        settings=Settings(
            timezone="America/New_York", schedule=ScheduleWords(record_length=length)
        ),
    )
    return read_schedule(data, file, How.of(known, maps=maps, sheet=sheet))


def only(data: bytes, *maps: str, length: int | None = None) -> Row:
    (row,) = workbook(data, *maps, length=length).rows
    return row


def texts(row: Row) -> list[str]:
    assert row.problems == ()
    assert row.skip is None
    return [cell.text for cell in row.cells.values()]


def cell(value: Any, column: str, length: int | None = None) -> Row:
    """Maria's row with one value more, or another one, in a column."""
    columns = dict(zip(HEADER, MARIA, strict=True)) | {column: value}
    return only(xlsx(tuple(columns), tuple(columns.values())), length=length)


def odd(row: Row) -> str:
    (problem,) = row.problems
    assert problem.rule in {"row-cell", "row-record"}
    assert "Maria" not in f"{problem.message} {problem.hint}"
    return problem.message


def spoilt(data: bytes, *maps: str, sheet: str | None = None, file: str = "day.xlsx") -> Problem:
    with pytest.raises(HandoutsError) as stopped:
        workbook(data, *maps, sheet=sheet, file=file)
    (problem,) = stopped.value.problems
    return problem


KINDS = {
    "xlsx": xlsx,
    "xls": xls,
    "ods": lambda *rows: ods(*(ods_cells(row) for row in rows)),
}


@pytest.mark.parametrize("kind", KINDS)
def test_dates_and_times_of_each_kind_of_workbook_read_as_typed(kind: str) -> None:
    schedule = workbook(KINDS[kind](HEADER, MARIA, ADA))
    assert [texts(row) for row in schedule.rows] == [TYPED, list(ADA)]
    assert [row.number for row in schedule.rows] == [2, 3]
    assert schedule.rows[0].cells["born"].place == Place("day.xlsx", 2, 2)
    assert {row.sheet for row in schedule.rows} == {"Day"}


def test_a_workbook_is_known_by_what_it_holds_and_not_by_its_name() -> None:
    assert texts(workbook(xlsx(HEADER, MARIA), file="day.csv").rows[0]) == TYPED
    csv = ",".join(HEADER) + "\n" + ",".join(ADA)
    assert texts(workbook(csv.encode(), file="export.xls").rows[0]) == list(ADA)


def test_a_calendar_that_begins_in_1904_gives_the_same_days() -> None:
    assert texts(only(xlsx(HEADER, MARIA, since_1904=True))) == TYPED


@pytest.mark.parametrize(
    ("column", "value", "text"),
    [
        ("date", dt.datetime(2026, 12, 1, 8, 30), "2026-12-01"),
        ("born", dt.datetime(1958, 3, 4, 0, 0), "1958-03-04"),
        ("time", dt.datetime(2026, 12, 1, 14, 5), "14:05"),
        ("time", dt.timedelta(hours=8, minutes=30), "08:30"),
        ("time", dt.time(8, 29, 59, 999000), "08:30"),
        ("time", dt.time(0, 0), "00:00"),
        ("time", "8:30 am", "8:30 am"),
        ("date", "December 1, 2026", "December 1, 2026"),
        ("series", dt.datetime(2026, 12, 1, 8, 30), "2026-12-01 08:30"),
        ("series", dt.date(2026, 12, 1), "2026-12-01"),
        ("room", 4.0, "4"),
        ("room", 456.0000000000001, "456"),
        ("note", " two\nlines ", " two\nlines "),
        ("bilingual", True, "yes"),
        ("bilingual", False, "no"),
        ("record", "000123", "000123"),
    ],
)
def test_a_cell_reads_as_it_shows(column: str, value: Any, text: str) -> None:
    row = cell(value, column)
    assert row.problems == ()
    assert row.cells[column].text == text


@pytest.mark.parametrize(
    ("column", "value", "told"),
    [
        ("record", 123, "stored as a number"),
        ("date", 46357, "plain number"),
        ("time", 0.354166, "plain number"),
        ("patient", True, "TRUE or FALSE"),
        ("patient", dt.date(2026, 12, 1), "holds a date"),
        ("record", dt.date(2026, 12, 1), "holds a date"),
        ("date", dt.time(8, 30), "time of day"),
        ("born", dt.time(8, 30), "time of day"),
        ("time", dt.timedelta(hours=30), "length of time"),
        ("time", dt.datetime(2026, 12, 2, 8, 30), "another day"),
        ("ends", dt.datetime(2026, 12, 2, 12, 30), "another day"),
    ],
)
def test_a_cell_that_cannot_be_meant_fails_its_row(column: str, value: Any, told: str) -> None:
    row = cell(value, column)
    assert told in odd(row)
    assert row.problems[0].place == row.cells[column].place


def test_a_problem_names_the_cell_as_the_spreadsheet_does() -> None:
    problem = Problem(Place("day.xlsx", 7, 28), "x", "No.", "Mend it.")
    assert in_sheet(problem, "Monday").hint == "Cell AB7 of the sheet 'Monday'. Mend it."
    assert in_sheet(problem, None) == problem


def test_zeros_come_back_where_the_clinic_says_how_long_a_record_number_is() -> None:
    assert cell(123, "record", 6).cells["record"].text == "000123"
    assert cell("123", "record", 6).cells["record"].text == "000123"
    assert cell("A-123", "record", 6).cells["record"].text == "A-123"
    assert "more than 6 digits" in odd(cell(1234567, "record", 6))
    assert "no record can have" in odd(cell(12.5, "record", 6))
    assert "no record can have" in odd(cell(10**15, "record", 20))


def test_one_cell_may_hold_day_and_time() -> None:
    header = ("patient", "born", "treatment", "Start")
    row = only(xlsx(header, (*MARIA[:3], dt.datetime(2026, 12, 1, 8, 30))), "Start=date; time")
    assert (row.cells["date"].text, row.cells["time"].text) == ("2026-12-01", "08:30")


def test_titles_above_the_header_and_blank_rows_are_no_visits() -> None:
    above = (("Schedule of Tuesday",), ("Date", "2026-12-01"), ())
    schedule = workbook(xlsx(*above, HEADER, MARIA, (), ADA))
    assert [row.number for row in schedule.rows] == [5, 7]
    assert schedule.blank_lines == 1


def test_a_sheet_may_begin_anywhere() -> None:
    def move(book: Any) -> None:
        book.active.move_range("A1:E2", rows=3, cols=2)

    row = only(xlsx(HEADER, MARIA, change=move))
    assert texts(row) == TYPED
    assert row.cells["patient"].place == Place("day.xlsx", 5, 3)


def test_a_column_without_a_name_is_none_unless_something_stands_in_it() -> None:
    header = (*HEADER[:2], None, *HEADER[2:])
    assert texts(only(xlsx(header, (*MARIA[:2], None, *MARIA[2:])))) == TYPED
    problem = spoilt(xlsx(header, (*MARIA[:2], "x", *MARIA[2:])))
    assert problem.message == "Column 3 has no name."
    assert problem.hint.startswith("Cell C1 of the sheet 'Day'.")
    assert "has no name" in spoilt(xlsx(HEADER, (*MARIA, "x"))).message


def test_a_sheet_that_names_no_column_is_refused_without_its_patients() -> None:
    problem = spoilt(xlsx(MARIA, ADA))
    assert problem.rule == "schedule-header"
    assert "Maria" not in str(problem)


def test_errors_in_cells_are_named() -> None:
    def spoil(book: Any) -> None:
        book.active["C2"] = "#REF!"
        book.active["C2"].data_type = "e"

    assert odd(only(xlsx(HEADER, MARIA, change=spoil))) == "treatment shows the error #REF!."
    row = only(xls(HEADER, MARIA[:4], change=lambda sheet: sheet.row(1).set_cell_error(4, 0x2A)))
    assert odd(row) == "time shows the error #N/A."
    wrong = (
        '<table:table-cell table:formula="of:=x" office:value-type="string" '
        'office:string-value="" calcext:value-type="error"><text:p>#NAME?</text:p>'
        "</table:table-cell>"
    )
    row = only(ods(ods_cells(HEADER), ods_cells(MARIA[:4]) + wrong))
    assert odd(row) == "time shows the error #NAME?."


def test_an_error_in_a_column_that_may_be_empty_is_not_taken_for_empty() -> None:
    def spoil(book: Any) -> None:
        book.active["F2"] = "#N/A"
        book.active["F2"].data_type = "e"

    row = only(xlsx((*HEADER, "risks"), MARIA, change=spoil))
    assert odd(row) == "risks shows the error #N/A."


def test_a_row_with_nothing_but_an_error_is_no_blank_row() -> None:
    def spoil(book: Any) -> None:
        book.active["A3"] = "#N/A"
        book.active["A3"].data_type = "e"

    assert len(workbook(xlsx(HEADER, MARIA, change=spoil)).rows) == 2


def test_a_formula_gives_its_saved_result_and_is_refused_without_one() -> None:
    made = xlsx(HEADER, (*MARIA[:2], '="slee"&"p"', *MARIA[3:]))
    assert "result was not saved" in odd(only(made))
    saved = repacked(made, SHEET, lambda xml: xml.replace(
        '<c r="C2"><f>"slee"&amp;"p"</f><v></v></c>',
        '<c r="C2" t="str"><f>"slee"&amp;"p"</f><v>sleep</v></c>',
    ).replace(
        '<c r="C2"><f>"slee"&amp;"p"</f><v /></c>',
        '<c r="C2" t="str"><f>"slee"&amp;"p"</f><v>sleep</v></c>',
    ))  # fmt: skip
    assert texts(only(saved)) == TYPED
    empty = repacked(saved, SHEET, lambda xml: xml.replace("<v>sleep</v>", "<v></v>"))
    assert only(empty).cells["treatment"].text == ""
    assert only(empty).problems == (), "a result that is empty was saved as such"
    lost = '<table:table-cell table:formula="of:=1"/>'
    assert "not saved" in odd(only(ods(ods_cells(HEADER), ods_cells(MARIA[:4]) + lost)))


def test_what_lies_under_merged_cells_is_named() -> None:
    def merge(book: Any) -> None:
        book.active.merge_cells("D2:D3")

    first, second = workbook(xlsx(HEADER, MARIA, ADA, change=merge)).rows
    assert texts(first) == TYPED
    assert odd(second) == "date lies under merged cells."
    row = only(xls(HEADER, ADA[:3], change=lambda sheet: sheet.write_merge(1, 1, 3, 4, ADA[3])))
    assert odd(row) == "time lies under merged cells."
    covered = ods_cells(MARIA[:4]) + "<table:covered-table-cell/>"
    assert odd(only(ods(ods_cells(HEADER), covered))) == "time lies under merged cells."


def test_merged_titles_harm_nothing() -> None:
    def merge(book: Any) -> None:
        book.active.merge_cells("A1:E2")

    schedule = workbook(xlsx(("Tuesday",), (), HEADER, MARIA, change=merge))
    assert [texts(row) for row in schedule.rows] == [TYPED]


def _hide(book: Any) -> None:
    book.active.row_dimensions[2].hidden = True


def test_a_hidden_row_is_left_out_and_told() -> None:
    hidden, shown = workbook(xlsx(HEADER, MARIA, ADA, change=_hide)).rows
    assert hidden.skip is not None
    assert hidden.skip.rule == "hidden-row"
    assert texts(shown) == list(ADA)
    old = xls(HEADER, MARIA, ADA, change=lambda sheet: setattr(sheet.row(1), "hidden", True))
    assert [row.skip is not None for row in workbook(old).rows] == [True, False]
    row = f'<table:table-row table:visibility="filter">{ods_cells(MARIA)}</table:table-row>'
    assert only(ods(ods_cells(HEADER), row)).skip is not None


def _second(title: str, state: str = "visible") -> Callable[[Any], None]:
    def add(book: Any) -> None:
        sheet = book.create_sheet(title)
        sheet.sheet_state = state
        sheet.append(HEADER)
        sheet.append(ADA)

    return add


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_never_read(state: str) -> None:
    data = xlsx(HEADER, MARIA, change=_second("Old", state))
    assert texts(only(data)) == TYPED
    assert "hidden" in spoilt(data, sheet="Old").message

    assert spoilt(xlsx(change=_second("Old", state))).rule == "schedule-empty"


def test_of_several_sheets_one_must_be_named() -> None:
    data = xlsx(HEADER, MARIA, change=_second("Wednesday"))
    problem = spoilt(data)
    assert problem.message == "The workbook has 2 sheets."
    assert problem.hint == "Say which one: --sheet \"Day\". There is: 'Day', 'Wednesday'."
    assert texts(workbook(data, sheet="wednesday").rows[0]) == list(ADA)
    assert "Did you mean 'Wednesday'?" in spoilt(data, sheet="Wensday").hint


def test_an_empty_sheet_beside_it_needs_no_name() -> None:
    assert texts(only(xlsx(HEADER, MARIA, change=lambda book: book.create_sheet("New")))) == TYPED


def _patched(data: bytes, before: bytes, after: bytes) -> bytes:
    assert data.count(before) == 1
    return data.replace(before, after)


def _renamed(name: str) -> bytes:
    """A compound file whose stream has another name."""
    old = xls(HEADER, MARIA)
    start = old.index("Workbook".encode("utf-16-le"))
    entry = name.encode("utf-16-le").ljust(64, b"\0") + struct.pack("<H", 2 * len(name) + 2)
    return old[:start] + entry + old[start + 66 :]


def test_an_office_file_that_is_no_such_workbook_is_named() -> None:
    assert spoilt(_renamed("Book")).message == "This is a workbook of Excel 95 or older."
    assert "no workbook" in spoilt(_renamed("WordDocument")).message


def test_a_workbook_that_a_password_locks_is_named() -> None:
    old = xls(HEADER, MARIA)
    assert spoilt(_renamed("EncryptedPackage")).rule == "schedule-locked"
    window = struct.pack("<HH", 0x3D, 18)
    assert spoilt(_patched(old, window, struct.pack("<HH", 0x2F, 18))).rule == "schedule-locked"


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
@pytest.mark.parametrize("part", [0.02, 0.3, 0.6, 0.9])
def test_half_a_workbook_is_damaged(kind: str, part: float) -> None:
    data = KINDS[kind](HEADER, *[MARIA] * 200)
    assert spoilt(data[: int(len(data) * part)]).rule in {"schedule-damaged", "schedule-header"}


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(sorted(KINDS)),
    st.lists(st.tuples(st.floats(0, 0.999), st.binary(min_size=1, max_size=8)), max_size=4),
)
def test_spoiled_bytes_end_in_rows_or_in_a_problem(
    kind: str, changes: list[tuple[float, bytes]]
) -> None:
    data = bytearray(_WHOLE[kind])
    for place, new in changes:
        at = int(place * len(data))
        data[at : at + len(new)] = new
    with contextlib.suppress(HandoutsError):
        assert all(row.cells for row in workbook(bytes(data)).rows)


_WHOLE = {kind: KINDS[kind](HEADER, MARIA, ADA) for kind in KINDS}


def test_a_sheet_of_more_columns_than_a_schedule_has_is_refused() -> None:
    assert spoilt(xlsx(["patient"] * 501)).rule == "schedule-size"


def test_a_small_archive_that_unpacks_to_too_much_is_refused() -> None:
    bomb = archive({"xl/workbook.xml": "<workbook/>", "xl/x.xml": b"\0" * 201_000_000})
    assert len(bomb) < 1_000_000
    assert spoilt(bomb).rule == "schedule-size"
    small = archive({f"xl/{number}.xml": "" for number in range(5_001)})
    assert spoilt(small).rule == "schedule-size"


def test_a_part_that_is_larger_than_it_says_is_damaged() -> None:
    good = xlsx(HEADER, MARIA)
    at = good.index(b"PK\x01\x02") + 24
    size = struct.unpack_from("<I", good, at)[0]
    assert spoilt(good[:at] + struct.pack("<I", size // 2) + good[at + 4 :]).rule == (
        "schedule-damaged"
    )


def test_a_cell_at_the_end_of_the_world_does_not_fill_the_memory() -> None:
    far = xlsx(HEADER, MARIA, change=lambda book: book.active.cell(1_048_576, 16_384, "x"))
    assert spoilt(far).rule == "schedule-size"
    million = '<table:table-row table:number-rows-repeated="1000000">'
    row = f"{million}{ods_cells(MARIA)}</table:table-row>"
    assert spoilt(ods(ods_cells(HEADER), row)).rule == "schedule-size"
    many = '<table:table-cell table:number-columns-repeated="100000"/>'
    end = f"{million}{many}</table:table-row>"
    assert texts(only(ods(ods_cells(HEADER), ods_cells(MARIA) + many, end))) == TYPED
    wide = '<table:covered-table-cell table:number-columns-repeated="16384"/>'
    merged = f'<table:table-row table:number-rows-repeated="300">{wide}</table:table-row>'
    assert texts(only(ods(ods_cells(HEADER), ods_cells(MARIA), merged))) == TYPED


def test_an_old_workbook_that_says_to_be_huge_does_not_fill_the_memory() -> None:
    old = xls(HEADER, MARIA)
    size = struct.pack("<HHIIHHH", 0x200, 14, 0, 2, 0, 5, 0)
    huge = struct.pack("<HHIIHHH", 0x200, 14, 0, 2**31, 0, 5, 0)
    assert spoilt(_patched(old, size, huge)).rule == "schedule-damaged"
    for at in (40, 44, 64, 72):
        many = old[:at] + struct.pack("<I", 2**28) + old[at + 4 :]
        assert spoilt(many).rule == "schedule-damaged"


def test_what_makes_calamine_panic_is_damaged_and_nobody_reads_its_words(
    capfd: pytest.CaptureFixture[str],
) -> None:
    def far(book: Any) -> None:
        book.active["D2"] = -1e12
        book.active["D2"].number_format = "yyyy-mm-dd"

    assert spoilt(xlsx(HEADER, MARIA, change=far)).rule == "schedule-damaged"
    assert capfd.readouterr().err == ""


def test_a_document_type_in_a_workbook_is_refused() -> None:
    doctype = '<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet '
    data = repacked(xlsx(HEADER, MARIA), SHEET, lambda xml: xml.replace("<worksheet ", doctype, 1))
    assert spoilt(data).rule == "schedule-damaged"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (archive({"xl/workbook.bin": b"x"}), "binary workbook (.xlsb)"),
        (archive({"Index/Document.iwa": b"x"}), "Apple Numbers"),
        (archive({"word/document.xml": "<x/>"}), "no workbook"),
        (b"<html><table><tr><td>patient</td></tr></table></html>", "web page"),
        (b'\xef\xbb\xbf<?xml version="1.0"?><Workbook/>', "web page or XML"),
        (b"%PDF-1.7", "a PDF"),
    ],
)
def test_a_file_of_another_kind_is_named(data: bytes, told: str) -> None:
    problem = spoilt(data, file="schedule.xls")
    assert told in problem.message
    assert problem.hint


def test_a_sheet_is_for_workbooks_only() -> None:
    csv = ",".join(HEADER) + "\n" + ",".join(ADA)
    assert "--sheet is for workbooks" in spoilt(csv.encode(), sheet="Day").message


_TEXTS = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"], exclude_characters="\ufffe\uffff"),
    max_size=12,
)
_VALUES = st.one_of(
    st.none(),
    _TEXTS.filter(lambda text: not text.startswith(("=", "#"))),
    st.integers(-(10**12), 10**12),
    st.floats(-1e9, 1e9),
    st.booleans(),
    st.dates(dt.date(1905, 1, 1), dt.date(2199, 1, 1)),
    st.datetimes(dt.datetime(1905, 1, 1), dt.datetime(2199, 1, 1)),
    st.times(),
)


@settings(max_examples=120, deadline=None)
@given(st.lists(st.tuples(*[_VALUES] * 6), max_size=8))
def test_rows_in_are_rows_out_whatever_the_cells_hold(rows: list[tuple[Any, ...]]) -> None:
    schedule = workbook(xlsx((*HEADER, "record"), *rows))
    filled = [
        number
        for number, row in enumerate(rows, 2)
        if any(value is not None and str(value).strip() for value in row)
    ]
    assert [row.number for row in schedule.rows] == filled
    last = filled[-1] if filled else 1
    assert schedule.blank_lines == last - 1 - len(filled)
    for row in schedule.rows:
        assert list(row.cells) == [*HEADER, "record"]
