"""A file of HL7 v2 messages as systems write it: each is a row or a refusal, none is lost."""

import logging

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.problems import HandoutsError, Place, Problem
from handouts.read.schedule.siu.file import MAX_BYTES
from tests.siu import PID, cells, message, only, read, refusal

ONE = message()
TWO = message(control="2", schedule={2: "F2^CLINIC"}, patient={5: "Muster^Eva", 3: "9"})


def spoilt(data: str | bytes) -> Problem:
    with pytest.raises(HandoutsError) as stopped:
        read(data)
    (problem,) = stopped.value.problems
    assert problem.place.file == "day.hl7"
    assert problem.hint
    return problem


def names(data: str | bytes) -> list[str]:
    rows = read(data).rows
    assert all(row.problems == () for row in rows)
    return [row.cells["patient"].text for row in rows]


def framed(*messages: str) -> str:
    return "".join(f"\x0b{each}\x1c\r" for each in messages)


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be",
                                      "utf-32"])  # fmt: skip
@pytest.mark.parametrize("frame", [True, False])
def test_every_way_to_store_messages_reads_the_same(frame: bool, encoding: str, end: str) -> None:
    messages = (message(patient={5: "Mẫu^Thị"}), TWO)
    text = (framed(*messages) if frame else "".join(messages)).replace("\r", end)
    assert names(text.encode(encoding)) == ["Thị Mẫu", "Eva Muster"]


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n"])
def test_blank_lines_may_stand_between_messages(end: str) -> None:
    schedule = read((f"\r{ONE}\r \t\r{TWO}\r").replace("\r", end))
    assert len([row for row in schedule.rows if row.cells]) == 2
    assert schedule.blank_lines == 4


def test_the_last_segment_needs_no_end() -> None:
    assert names((ONE + TWO).rstrip("\r")) == names(ONE + TWO)


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n"])
def test_each_row_has_the_line_of_its_own_msh(end: str) -> None:
    first, second = read(("\r" + ONE + "\r\r" + TWO).replace("\r", end)).rows
    assert (first.place, second.place) == (Place("day.hl7", 2, 1), Place("day.hl7", 8, 1))
    assert second.cells["patient"].place == Place("day.hl7", 10, 5)
    first, second = read(framed(ONE, TWO).replace("\r", end)).rows
    assert (first.place.line, second.place.line) == (1, 6)


def test_other_signs_between_fields_and_parts_are_those_of_the_msh() -> None:
    data = message(patient={5: r"O\T\Neil^Maria~^^^^^^N"})
    swapped = data.translate(str.maketrans(r"|^~\&", "!@*/%"))
    assert names(swapped) == ["Maria O%Neil"]
    assert cells(data.replace(r"|^~\&|", r"|^~\&#|"))["patient"] == "Maria O&Neil"
    assert cells(message().replace(r"|^~\&|", "|^~|"))["patient"] == "Maria Example"


@pytest.mark.parametrize(
    "header",
    ["MSH", "MSH|", "MSH|^~\\&", "MSH|||APP", "MSH|^^\\&|APP", "MSH|ab\\&|APP", "MSH\t^~\\&\tAPP",
     "MSH|^~\\&#$|APP", 'MSH|^~\\"|APP', "MSH|^|APP", "MSH|^&|APP",
     "MSH&^~|APP&"],
)  # fmt: skip
def test_a_header_that_does_not_say_its_signs_is_refused(header: str) -> None:
    row = only(f"{header}\r{PID}\r")
    (problem,) = row.problems
    assert problem.rule == "row-message"


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        (r"A\F\B", "A|B"),
        (r"A\S\B", "A^B"),
        (r"A\T\B", "A&B"),
        (r"A\R\B", "A~B"),
        (r"A\E\B", "A\\B"),
        (r"\H\A\N\ B", "A B"),
        (r"A\X42\B", "ABB"),
        (r"A\X0D0A\B", "A B"),
        (r"A\XC3A9\B", "AéB"),
        (r"A\.br\B", "A B"),
        (r"A\.sp+2\B", "A B"),
        (r"A\B", "A\\B"),
    ],
)
def test_escape_sequences_stand_for_their_letters(written: str, read_as: str) -> None:
    room = message(after=("AIS|1||SLP", f"PV1|1|O|main^{written}"))
    assert cells(room)["room"] == read_as


@pytest.mark.parametrize("written", [r"A\Zx\B", r"A\C2842\B", r"A\M2842A1\B", r"A\XZZ\B",
                                     r"A\XFF\B", r"A\X123\B", r"A\unknown\B"])  # fmt: skip
def test_an_escape_sequence_without_a_sure_meaning_is_refused_and_nothing_is_logged(
    written: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        assert refusal(message(patient={5: f"{written}^Maria"})).rule == "row-escape"
    assert caplog.records == []


@pytest.mark.parametrize(
    ("said", "encoding", "name"),
    [
        ("", "utf-8", "José"),
        ("UNICODE UTF-8", "utf-8", "Nguyễn"),
        ("unicode  utf-8", "utf-8", "José"),
        ("UTF-8", "utf-8", "José"),
        ("8859/1", "latin-1", "José"),
        ("8859/15", "iso8859-15", "Œuvre"),
        ("8859/2", "iso8859-2", "Šárka"),
        ("8859/1~UNICODE UTF-8", "latin-1", "José"),
        ("8859/6", "iso8859-6", "سلمى"),
        ("BIG-5", "big5", "許功蓋"),
        ("GB 18030-2000", "gb18030", "许功盖"),
        ("KS X 1001", "euc_kr", "홍길동"),
        ("ISO IR87", "iso2022_jp", "山田"),
        ("~ISO IR87", "iso2022_jp", "太郎"),
        ("ASCII", "ascii", "Jose"),
        ("UNICODE UTF-16", "ascii", "Jose"),
        ("UNICODE UTF-16", "utf-16", "José"),
        ("8859/1", "utf-8-sig", "José"),
    ],
)
def test_letters_are_read_as_the_message_says(said: str, encoding: str, name: str) -> None:
    data = message(header={18: said}, patient={5: f"Muster^{name}"}).encode(encoding)
    assert names(data) == [f"{name} Muster"]


@pytest.mark.parametrize(
    ("said", "encoding"),
    [
        ("", "latin-1"),
        ("ASCII", "latin-1"),
        ("ASCII", "utf-8"),
        ("UNICODE UTF-8", "latin-1"),
        ("UNICODE UTF-16", "utf-8"),
        ("CNS 11643-1992", "utf-8"),
        ("KLINGON", "utf-8"),
    ],
)
def test_letters_that_are_not_as_the_message_says_are_refused_for_that_message(
    said: str, encoding: str
) -> None:
    data = message(header={18: said}, patient={5: "Muster^José"}).encode(encoding)
    wrong, right = read(data + TWO.encode()).rows
    (problem,) = wrong.problems
    assert problem.rule == "row-charset"
    assert "MSH-18" in problem.message
    assert right.cells["patient"].text == "Eva Muster"


def test_each_message_has_its_own_letters() -> None:
    first = message(header={18: "8859/1"}, patient={5: "Muster^José"}).encode("latin-1")
    second = message(control="2", schedule={2: "F2"}, patient={3: "9", 5: "Mẫu^Thị"}).encode()
    assert names(first + second) == ["José Muster", "Thị Mẫu"]


def test_a_note_that_runs_over_several_lines_is_passed_over() -> None:
    notes = ("NTE|1||First line\nof a note", "AIS|1||SLP", "ZZZ|1|x\rmore of it")
    assert names(message(after=notes) + TWO) == ["Maria Example", "Eva Muster"]


@pytest.mark.parametrize("line", ["of a name", "pid|1", "PIDX|1", "AIS^1", "!"])
def test_a_line_that_is_no_segment_is_refused_where_it_could_belong_to_what_is_read(
    line: str,
) -> None:
    wrong, right = read(message(after=(line, "AIS|1||SLP")) + TWO).rows
    (problem,) = wrong.problems
    assert (problem.rule, "Line 4" in problem.message) == ("row-message", True)
    assert right.cells


def test_lines_before_the_first_msh_are_refused_together() -> None:
    lost, right = read(PID + "\rAIS|1||SLP\r" + TWO).rows
    (problem,) = lost.problems
    assert (problem.rule, problem.place.line) == ("row-message", 1)
    assert right.cells


def test_a_frame_that_is_not_closed_is_refused_and_the_next_is_read() -> None:
    wrong, right = read("\x0b" + ONE + framed(TWO)).rows
    (problem,) = wrong.problems
    assert (problem.rule, "MLLP" in problem.message) == ("row-message", True)
    assert right.cells
    (wrong,) = read("\x0b" + ONE).rows
    assert wrong.problems


def test_what_stands_between_frames_is_refused() -> None:
    right, lost = read(framed(ONE) + "AIS|2||EXERCISE\r").rows
    assert right.cells["treatment"].text == "sleep"
    assert lost.problems


def test_a_message_with_bytes_of_zero_is_refused() -> None:
    wrong, right = read(ONE.replace("Maria", "Ma\0ria") + TWO).rows
    assert [each.rule for each in wrong.problems] == ["row-message"]
    assert right.cells


def test_a_segment_that_is_too_long_to_be_one_is_refused() -> None:
    wrong, right = read(message(patient={5: "Example^Maria" + "^a" * 40_000}) + TWO).rows
    assert [each.rule for each in wrong.problems] == ["row-message"]
    assert right.cells
    note = "NTE|1||" + "a" * 100_000
    assert names(message(after=(note, "AIS|1||SLP"))) == ["Maria Example"]


BATCH = "FHS|^~\\&|APP\rBHS|^~\\&|APP\r{}BTS|{}\rFTS|{}\r"


@pytest.mark.parametrize(
    ("messages", "batches"), [("2", "1"), ("", ""), ("2|note", "1|note"), ("02", "1")]
)
def test_batches_are_opened(messages: str, batches: str) -> None:
    assert names(BATCH.format(ONE + TWO, messages, batches)) == ["Maria Example", "Eva Muster"]
    assert names(framed(BATCH.format(ONE + TWO, messages, batches))) == [
        "Maria Example",
        "Eva Muster",
    ]


def test_a_file_header_without_a_batch_is_one_batch() -> None:
    assert names("FHS|^~\\&|APP\r" + ONE + "FTS|1\r") == ["Maria Example"]


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (BATCH.format(ONE + TWO, "3", "1"), 11),
        (BATCH.format(ONE + TWO, "1", "1"), 11),
        (BATCH.format(ONE, "9" * 5000, "1"), 7),
        (BATCH.format(ONE, "1", "2"), 8),
        ("FHS|^~\\&|APP\r" + ONE, 1),
        ("BHS|^~\\&|APP\r" + ONE, 1),
        ("BHS|^~\\&|APP\rBHS|^~\\&|APP\r" + ONE + "BTS|1\r", 2),
        (ONE + "BTS|1\r", 5),
        (ONE + "FTS|1\r", 5),
        ("FHS|^~\\&|APP\rBHS|^~\\&|APP\r" + ONE + "FTS|1\r", 7),
    ],
)
def test_a_batch_that_lost_a_part_stops_the_file(data: str, line: int) -> None:
    problem = spoilt(data)
    assert (problem.rule, problem.place.line) == ("schedule-batch", line)
    assert "cancellations" in problem.hint


@pytest.mark.parametrize("data", [b"", b"\r\n\r\n", b"patient,born\r\nMaria,1958\r\n", b"\0\1",
                                  b"PID|1\r", b"MSHA hospital", b"\x0b\x1c\r", b"{}"])  # fmt: skip
def test_a_file_without_a_message_is_refused(data: bytes) -> None:
    assert spoilt(data).rule == "schedule-empty"


def test_a_file_that_is_too_large_is_refused() -> None:
    assert spoilt(ONE.encode() + b"\r" * MAX_BYTES).rule == "schedule-size"


def test_a_file_that_begins_as_utf_16_and_does_not_go_on_so_is_refused() -> None:
    assert spoilt(ONE.encode("utf-16") + b"x").rule == "schedule-encoding"


PIECES = st.sampled_from(
    [ONE, TWO, "MSH|^~\\&|", "MSH", "|", "^", "~", "\\", "&", '""', "\x0b", "\x1c\r", "\r", "\n",
     "\0", "PID|1||", "SCH||F1|", "SIU^S12", "SIU^S15", "20261201083000", "+9999", "AIS|1||SLP",
     "BHS|^~\\&", "BTS|1", "FTS|1", "é", "\\X00\\", "\\.br\\", "RGS|1|D", "9" * 30]
)  # fmt: skip


@given(
    st.one_of(
        st.binary(max_size=300), st.lists(PIECES, max_size=20).map(lambda x: "".join(x).encode())
    )
)
@settings(max_examples=400, deadline=None)
def test_any_bytes_give_rows_or_a_refusal(data: bytes) -> None:
    try:
        rows = read(data).rows
    except HandoutsError:
        return
    assert rows
    assert [row.number for row in rows] == list(range(1, len(rows) + 1))
    for row in rows:
        errors = [each for each in row.problems if each.severity == "error"]
        assert bool(row.cells) + bool(errors) + bool(row.skip) == 1


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["S12", "S13", "S14", "S15", "S16", "S17", "S18", "S26", "S99"]),
            st.sampled_from(["F1^A", "F2^A", "F1", "", "F3^B"]),
            st.sampled_from(["P1", "P2^A", ""]),
            st.sampled_from(["", "1", "2"]),
            st.sampled_from(["", "20261129090000", "202611290901", "20261129080000+0000", "x"]),
            st.sampled_from(["Booked", "Cancelled", "", "Odd"]),
            st.sampled_from(["1", "2", ""]),
        ),
        min_size=1,
        max_size=8,
    ),
    st.booleans(),
)
@settings(max_examples=200, deadline=None)
def test_as_many_rows_come_out_as_messages_go_in(
    told: list[tuple[str, str, str, str, str, str, str]], frame: bool
) -> None:
    messages = [
        message(trigger, control=control, written=written, schedule={1: p, 2: f, 3: o, 25: status})
        for trigger, f, p, o, written, status, control in told
    ]
    rows = read(framed(*messages) if frame else "".join(messages)).rows
    assert len(rows) == len(messages)
    printed = [row.appointment for row in rows if row.cells and row.appointment]
    assert len(printed) == len(set(printed))
