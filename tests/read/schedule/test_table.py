"""A schedule as Excel and others save it: every line becomes a row or a refusal, none gets lost."""

import csv
import io
import subprocess
import sys
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.model.settings import DateOrder
from handouts.model.visit import Visit
from handouts.problems import HandoutsError, Place, Problem
from handouts.read.columns import COLUMNS
from handouts.read.row import read_row
from handouts.read.schedule.rows import Row, Schedule
from handouts.read.schedule.table import MAX_BYTES, read_table
from tests.rows import TODAY, clinic

HEADER = "patient,born,treatment,date,time\n"
MARIA = "Maria Example,1958-03-04,sleep,2026-12-01,8:30 am\n"
JOSE = "José Ejemplo,1949-06-30,sleep,2026-12-01,9:15 am\n"
THI = "Nguyễn Thị Mẫu,1983-08-17,sleep,2026-12-01,11:30 am\n"


def table(text: str | bytes, encoding: str | None = None) -> Schedule:
    return read_table(text if isinstance(text, bytes) else text.encode(), "day.csv", encoding)


def texts(row: Row) -> list[str]:
    assert row.problems == ()
    return [cell.text for cell in row.cells.values()]


def names(schedule: Schedule) -> list[str]:
    return [row.cells["patient"].text for row in schedule.rows if row.cells]


def spoilt(text: str | bytes, encoding: str | None = None) -> tuple[Problem, ...]:
    with pytest.raises(HandoutsError) as stopped:
        table(text, encoding)
    assert stopped.value.problems
    for problem in stopped.value.problems:
        assert problem.place.file == "day.csv"
    return stopped.value.problems


def refused(row: Row) -> str:
    (problem,) = row.problems
    assert row.cells == {}
    assert problem.place == row.place == Place("day.csv", row.number, 1)
    return problem.rule


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_way_to_save_a_schedule_reads_the_same(
    encoding: str, delimiter: str, end: str
) -> None:
    text = (HEADER + JOSE + THI).replace(",", delimiter).replace("\n", end)
    mark = "\ufeff" if encoding in {"utf-16-le", "utf-16-be"} else ""
    schedule = table((mark + text).encode(encoding))
    assert [texts(row) for row in schedule.rows] == [
        ["José Ejemplo", "1949-06-30", "sleep", "2026-12-01", "9:15 am"],
        ["Nguyễn Thị Mẫu", "1983-08-17", "sleep", "2026-12-01", "11:30 am"],
    ]
    assert [row.number for row in schedule.rows] == [2, 3]
    assert schedule.blank_lines == 0


def test_the_last_line_needs_no_end() -> None:
    assert table(HEADER + MARIA.rstrip("\n")) == table(HEADER + MARIA)


def test_cp1252_is_read_only_when_it_is_asked_for() -> None:
    data = (HEADER + MARIA + JOSE).encode("cp1252")
    (problem,) = spoilt(data)
    assert (problem.place.line, problem.rule) == (3, "schedule-encoding")
    assert "--encoding cp1252" in problem.hint
    assert names(table(data, "cp1252")) == ["Maria Example", "José Ejemplo"]


def test_a_file_that_is_utf8_is_never_read_as_cp1252() -> None:
    (problem,) = spoilt(HEADER + MARIA + JOSE, "cp1252")
    assert problem.rule == "schedule-encoding"
    assert "--encoding" in problem.hint
    assert names(table(HEADER + MARIA, "cp1252")) == ["Maria Example"], "both are the same here"


def test_a_letter_that_cp1252_has_not_is_refused_too() -> None:
    (problem,) = spoilt(HEADER.encode() + b"\x81,,,,\n", "cp1252")
    assert (problem.place.line, problem.rule) == (2, "schedule-encoding")


def test_old_mac_line_ends_do_not_move_the_line_of_a_broken_letter() -> None:
    data = (HEADER + MARIA + JOSE).replace("\n", "\r").encode("cp1252")
    (problem,) = spoilt(data)
    assert problem.place.line == 3


def test_a_byte_order_mark_does_not_move_the_line_of_a_broken_letter() -> None:
    (problem,) = spoilt(b"\xef\xbb\xbf" + HEADER.encode() + b"\xc9va Example,x,x,x,x\n")
    assert problem.place.line == 2


@pytest.mark.parametrize("order", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark_is_refused(order: str) -> None:
    (problem,) = spoilt((HEADER + MARIA).encode(order))
    assert problem.rule == "schedule-encoding"


def test_utf_16_that_ends_in_half_a_letter_is_refused() -> None:
    (problem,) = spoilt((HEADER + MARIA).encode("utf-16") + b"\x41")
    assert problem.rule == "schedule-encoding"


@pytest.mark.parametrize("line", ["sep=;", '"sep=;"', "SEP=;", "sep=; "])
def test_excel_s_separator_line_is_followed_and_counted(line: str) -> None:
    text = f"{line}\r\n" + (HEADER + MARIA).replace(",", ";").replace("\n", "\r\n")
    for mark in ("", "\ufeff"):
        (row,) = table(mark + text).rows
        assert row.number == 3
        assert row.cells["born"].text == "1958-03-04"


def test_a_separator_line_may_name_any_sign() -> None:
    (row,) = table("sep=|\n" + (HEADER + MARIA).replace(",", "|")).rows
    assert texts(row)[0] == "Maria Example"


@pytest.mark.parametrize(
    "line", ["sep=,", "sep=x", 'sep="', "sep=a", "sep=\\", "sep= ", "sep=", "sep=;;"]
)
def test_a_separator_line_that_is_not_true_is_refused(line: str) -> None:
    assert spoilt(f"{line}\n" + (HEADER + MARIA).replace(",", ";"))


def test_a_comma_in_quotes_and_doubled_quotes_belong_to_the_cell() -> None:
    line = '"Example, Maria ""Mia""",1958-03-04,"sleep","2026-12-01",""\n'
    (row,) = table(HEADER + line).rows
    assert texts(row) == ['Example, Maria "Mia"', "1958-03-04", "sleep", "2026-12-01", ""]


def test_a_semicolon_in_a_comma_file_belongs_to_the_cell() -> None:
    (row,) = table(HEADER + MARIA.replace("sleep", "sleep; exercise")).rows
    assert row.cells["treatment"].text == "sleep; exercise"


def test_each_cell_has_its_line_and_its_column_number() -> None:
    schedule = table("\n" + HEADER + MARIA)
    (row,) = schedule.rows
    assert [str(cell.place) for cell in row.cells.values()] == [
        f"day.csv:3:{column}" for column in range(1, 6)
    ]


@pytest.mark.parametrize(
    "line",
    [
        '"Maria Example,1958-03-04,sleep,2026-12-01,8:30 am',
        'Maria Example,1958-03-04,sleep,2026-12-01,"8:30 am',
        '"Maria" Example,1958-03-04,sleep,2026-12-01,8:30 am',
        'Maria Example,"1958-03-04"x,sleep,2026-12-01,8:30 am',
        '"""Maria Example,1958-03-04,sleep,2026-12-01,8:30 am',
    ],
)
def test_a_quote_that_is_not_closed_costs_its_own_row_only(line: str) -> None:
    schedule = table(HEADER + JOSE + line + "\n" + THI)
    assert names(schedule) == ["José Ejemplo", "Nguyễn Thị Mẫu"]
    assert refused(schedule.rows[1]) == "row-quote"


@pytest.mark.parametrize("position", range(5))
def test_a_cell_over_two_lines_costs_these_two_rows_and_no_other(position: int) -> None:
    cells = ["Maria Example", "1958-03-04", "sleep", "2026-12-01", "8:30 am"]
    cells[position] = f'"{cells[position]}\n{cells[position]}"'
    schedule = table(HEADER + JOSE + ",".join(cells) + "\n" + THI)
    assert names(schedule) == ["José Ejemplo", "Nguyễn Thị Mẫu"]
    assert [row.number for row in schedule.rows if row.problems] == [3, 4]


def test_a_name_cut_out_of_a_cell_over_two_lines_is_never_a_patient() -> None:
    schedule = table(HEADER + '"Maria\nExample",1958-03-04,sleep,2026-12-01,8:30 am\n')
    assert names(schedule) == []


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("Maria Example,1958-03-04,sleep,2026-12-01", 4),
        ("Example, Maria,1958-03-04,sleep,2026-12-01,8:30 am", 6),
        ("Maria Example", 1),
        ("Maria Example,1958-03-04,sleep,2026-12-01,8:30 am,x", 6),
        ("Maria Example,1958-03-04,sleep,2026-12-01,8:30 am,,x", 7),
        (",,,,,,,x", 8),
    ],
)
def test_a_row_with_too_few_or_too_many_cells_is_refused_alone(line: str, count: int) -> None:
    schedule = table(HEADER + JOSE + line + "\n" + THI)
    assert names(schedule) == ["José Ejemplo", "Nguyễn Thị Mẫu"]
    assert refused(schedule.rows[1]) == "row-columns"
    (problem,) = schedule.rows[1].problems
    assert f"{count} cells" in problem.message
    assert "5 columns" in problem.message
    assert "comma" in problem.hint


def test_empty_columns_that_excel_adds_at_the_end_are_no_columns() -> None:
    text = (
        HEADER.replace("\n", ",,,\n") + MARIA.replace("\n", ",,,\n") + JOSE.replace("\n", ", ,\n")
    )
    schedule = table(text + THI)
    assert names(schedule) == ["Maria Example", "José Ejemplo", "Nguyễn Thị Mẫu"]
    assert all(len(row.cells) == 5 for row in schedule.rows)


def test_the_headers_may_have_capitals_spaces_and_quotes() -> None:
    (row,) = table('Patient, BORN ,"Visit  Type","Treatment"\nMaria,1958-03-04,first,sleep\n').rows
    assert list(row.cells) == ["patient", "born", "visit_type", "treatment"]


def test_the_columns_may_stand_in_any_order() -> None:
    (row,) = table("time,patient\n8:30,Maria\n").rows
    assert {name: cell.text for name, cell in row.cells.items()} == {
        "time": "8:30",
        "patient": "Maria",
    }


def test_all_faults_of_the_header_are_told_at_once() -> None:
    problems = spoilt("pateint,born,,born,date of birth,time\nx,y,z,a,b,c\n")
    assert [(p.place.line, p.place.column, p.message) for p in problems] == [
        (1, 1, "The column 'pateint' is not known."),
        (1, 3, "Column 3 has no name."),
        (1, 4, "The column 'born' stands here twice."),
        (1, 5, "The column 'date of birth' is not known."),
    ]
    hints = [problem.hint for problem in problems]
    assert hints[0].startswith("Did you mean 'patient'? Then add --map \"pateint=patient\"")
    assert hints[1:3] == ["Name it, or delete the column.", "Remove or rename one."]
    assert '--map "date of birth=born"' in hints[3]


def test_the_same_header_in_other_letters_is_the_same_header() -> None:
    (problem,) = spoilt("patient,Born,born \nx,y,z\n")
    assert (problem.place.column, "twice" in problem.message) == (3, True)


def test_a_file_without_a_header_is_refused_before_any_row() -> None:
    (problem,) = spoilt(MARIA + JOSE)
    assert (problem.rule, problem.place.line) == ("schedule-header", 1)
    assert "patient, born" in problem.hint
    assert "Maria" not in str(problem)


@pytest.mark.parametrize(
    "header",
    ['"patient,born,treatment', 'patient,"born', 'patient,born,"time\n"', '"patient" x,born'],
)
def test_a_header_with_a_broken_quote_spoils_the_whole_file(header: str) -> None:
    (problem, *_) = spoilt(header + "\n" + MARIA)
    assert problem.place.line == 1


@pytest.mark.parametrize("data", ["", "\n\n\n", "\ufeff", " \r\n", "sep=;\n", "sep=;\n\n"])
def test_an_empty_schedule_is_refused(data: str) -> None:
    (problem,) = spoilt(data)
    assert problem.rule == "schedule-empty"


def test_a_header_alone_is_a_schedule_without_rows() -> None:
    assert table(HEADER) == Schedule((), 0)


def test_blank_lines_are_counted_and_move_no_number() -> None:
    schedule = table("\n" + HEADER + "\n" + MARIA + ",,,,\n  \n;;\n" + JOSE + '"",""\n\n')
    assert names(schedule) == ["Maria Example", "José Ejemplo"]
    assert [row.number for row in schedule.rows] == [4, 7, 8]
    assert refused(schedule.rows[1]) == "row-columns"
    assert schedule.blank_lines == 6


@pytest.mark.parametrize(
    "sign", ["\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"]
)
def test_odd_line_signs_end_no_row(sign: str) -> None:
    schedule = table(HEADER + MARIA.replace(" ", sign, 1) + JOSE)
    assert len(schedule.rows) == 2
    assert schedule.rows[0].cells["patient"].text == f"Maria{sign}Example"
    _, problems = read_row(
        schedule.rows[0].cells, clinic(), today=TODAY, place=schedule.rows[0].place
    )
    assert [problem.rule for problem in problems] == ["row-text"]


def test_a_nul_makes_it_no_text_file() -> None:
    (problem,) = spoilt(HEADER + MARIA + JOSE.replace("J", "\0"))
    assert (problem.place.line, problem.message) == (3, "This is no text file.")


def test_an_xlsx_file_is_refused_with_what_to_save_instead() -> None:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", '<?xml version="1.0"?><Types/>' * 20)
        archive.writestr("xl/worksheets/sheet1.xml", f"<row>{MARIA}</row>" * 50)
    for encoding in (None, "cp1252"):
        problems = spoilt(memory.getvalue(), encoding)
        assert problems[0].rule.startswith("schedule-")
        assert "CSV UTF-8" in problems[0].hint


def test_a_file_of_one_byte_too_many_is_refused() -> None:
    (problem,) = spoilt(b"\xff" * (MAX_BYTES + 1))
    assert problem.rule == "schedule-size"


def test_a_year_s_schedule_of_20000_rows_is_read_whole() -> None:
    schedule = table(HEADER + MARIA * 20_000)
    assert len(schedule.rows) == 20_000
    assert schedule.rows[-1].number == 20_001


MEASURED = """
import sys, tracemalloc
from handouts.read.schedule.table import read_table
said = sys.stdin.buffer.read()
read_table(said, "day.csv")
tracemalloc.start()
schedule = read_table(said, "day.csv")
print(len(schedule.rows), tracemalloc.get_traced_memory()[0])
"""
"""In a process of its own, and the second time: Python's table of texts, which grew with all tests
before, may grow again at any text.
"""


def test_a_year_s_schedule_takes_little_more_memory_than_its_names() -> None:
    lines = (MARIA.replace("Maria", f"M{number}") for number in range(2000))
    said = (HEADER + "".join(lines)).encode()
    measured = subprocess.run(
        [sys.executable, "-c", MEASURED], input=said, stdout=subprocess.PIPE, check=True
    )
    rows, taken = map(int, measured.stdout.split())
    assert rows == 2000
    assert taken < 600 * rows


def test_a_cell_without_end_costs_its_own_row_only() -> None:
    schedule = table(HEADER + "x" * 200_000 + ",1958-03-04,sleep,2026-12-01,8:30\n" + MARIA)
    assert [row.number for row in schedule.rows] == [2, 3]
    assert "Maria Example" in names(schedule)


EXCEL = (
    b"\xef\xbb\xbfPatient;Born;Record;Treatment;Date;Time;Ends;Visit Type;Risks;Note;;\r\n"
    b"\"M\xc3\xbcster-Beispiel; Zo\xc3\xab\";3/14/1958;000101;Ketamine Infusion;12/1/2026;"
    b"8:30:00 AM;12:30:00 PM;"
    b"First;\"diabetes; sleep apnea\";\"Bring \"\"all\"\" pills, please\";;\r\n"
    b"Olivia Placeholder-O'Neil;03/04/1944;000107;\"sleep; exercise\";12/1/2026;2:00 PM;;;;;;\r\n"
    b";;;;;;;;;;;\r\n"
    b"\"Null\nHerr\";1/2/1970;000108;sleep;12/1/2026;9:00;;;;;;\r\n"
    b"Robert Sample;1/2/70;00109;sleep;12/1/2026;9:00;;;;;;\r\n"
    b"Rose May;6/30/1949;000110;sleep;12/1/2026;9:00;;;;;;\r\n"
)  # fmt: skip


def test_a_file_as_excel_saves_it_gives_its_visits_and_its_refusals() -> None:
    schedule = table(EXCEL)
    known = clinic(date_order=DateOrder.MONTH_FIRST)
    visits: list[Visit] = []
    faulty: list[int] = []
    for row in schedule.rows:
        found, problems = read_row(row.cells, known, today=TODAY, place=row.place)
        visits.extend(() if row.problems else found)
        if row.problems or problems:
            faulty.append(row.number)
    assert [(visit.patient.name, visit.patient.record, visit.treatment) for visit in visits] == [
        ("Müster-Beispiel; Zoë", "000101", "ketamine-infusion"),
        ("Olivia Placeholder-O'Neil", "000107", "sleep"),
        ("Olivia Placeholder-O'Neil", "000107", "exercise"),
        ("Rose May", "000110", "sleep"),
    ]
    assert schedule.rows[0].cells["patient"].text == "Müster-Beispiel; Zoë"
    assert schedule.rows[0].cells["note"].text == 'Bring "all" pills, please'
    assert schedule.blank_lines == 1
    assert faulty == [5, 6, 7]


_LINE = st.text(
    st.one_of(
        st.sampled_from(",;\"\t a'éß=\x0b\x85\u2028\ufeff"),
        st.characters(exclude_characters="\r\n\0", exclude_categories=["Cs"]),
    ),
    max_size=20,
)
_ROWS = st.lists(
    st.one_of(_LINE, st.sampled_from([MARIA[:-1], JOSE[:-1], "", ",,,,"])), max_size=12
)


@settings(max_examples=800)
@given(_ROWS, st.sampled_from(["\n", "\r\n", "\r"]), st.booleans())
def test_rows_in_are_rows_out_whatever_the_lines_hold(
    lines: list[str],
    end: str,
    last: bool,
) -> None:
    text = end.join([HEADER.rstrip("\n"), *lines]) + (end if last else "")
    schedule = table(text)
    said = [
        number
        for number, line in enumerate(lines, 2)
        if any(not letter.isspace() and letter not in ',"' for letter in line)
    ]
    assert [row.number for row in schedule.rows] == said
    assert schedule.blank_lines == len(lines) - len(said) - (not last and lines[-1:] == [""])
    for row in schedule.rows:
        assert bool(row.cells) != bool(row.problems)
        assert not row.cells or list(row.cells) == HEADER.strip().split(",")


_CELLS = st.text(st.characters(exclude_characters="\r\n\0", exclude_categories=["Cs"]), max_size=15)


@settings(max_examples=400)
@given(
    st.lists(st.tuples(_CELLS, _CELLS, _CELLS), max_size=6),
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.booleans(),
)
def test_what_a_csv_writer_writes_is_read_back_cell_by_cell(
    rows: list[tuple[str, str, str]],
    delimiter: str,
    encoding: str,
    end: str,
    quoted: bool,
) -> None:
    memory = io.StringIO()
    writer = csv.writer(
        memory,
        delimiter=delimiter,
        lineterminator=end,
        quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL,
    )
    writer.writerow(["patient", "note", "room", "site"])
    writer.writerows([["x", *row] for row in rows])
    schedule = table(memory.getvalue().encode(encoding))
    assert [texts(row) for row in schedule.rows] == [["x", *row] for row in rows]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("first", ["", "sep={}\n"])
def test_a_line_of_more_columns_than_a_schedule_has_is_refused_at_once(
    delimiter: str, first: str
) -> None:
    (problem,) = spoilt(first.format(delimiter) + delimiter.join(["patient"] * 1_000_000))
    assert (problem.rule, problem.place.column) == ("schedule-size", 1)
    assert table(f"{HEADER},{',' * 16_384}\nx\n").rows[0].problems


@settings(max_examples=800)
@given(
    st.one_of(
        st.binary(max_size=200),
        st.text(max_size=100).map(lambda t: f"{HEADER}{t}".encode("utf-8", "surrogatepass")),
    )
)
def test_any_bytes_end_in_a_schedule_or_in_problems_of_the_file(data: bytes) -> None:
    for encoding in (None, "cp1252"):
        try:
            schedule = table(data, encoding)
        except HandoutsError as stopped:
            assert stopped.problems  # noqa: PT017
        else:
            for row in schedule.rows:
                assert set(row.cells) <= set(COLUMNS)
