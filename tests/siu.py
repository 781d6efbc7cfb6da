"""HL7 v2 appointment messages for tests: invented patients, one message at a time."""

from collections.abc import Mapping
from pathlib import Path
from zoneinfo import ZoneInfo

from handouts.model.settings import ScheduleWords
from handouts.model.visit import Visit
from handouts.problems import Problem, Severity
from handouts.read.row import read_row
from handouts.read.schedule.rows import Row, Schedule
from handouts.read.schedule.siu import read_siu
from tests.rows import TODAY, clinic

PUBLIC = Path(__file__).parent / "read/schedule/siu"
ZONE = ZoneInfo("America/New_York")
WORDS = ScheduleWords(
    treatments={
        "slp": "sleep",
        "l|90870": "ketamine-infusion",
        "ketamine first": "ketamine-infusion",
        "exercise": "exercise",
        "both": "sleep; exercise",
        "phone call": "none",
    },
    sites={"main": "main", "river": "river-house"},
)

SCHEDULE = {2: "F1^CLINIC", 11: "^^^20261201083000^20261201093000", 25: "Booked"}
PATIENT = {3: "00123^^^CLINIC^MR", 5: "Example^Maria^^^^^L", 7: "19580304"}


def segment(name: str, fields: Mapping[int, str]) -> str:
    """A segment with these fields by number."""
    return "|".join([name, *(fields.get(number, "") for number in range(1, max(fields) + 1))])


def message(
    trigger: str = "S12",
    *,
    control: str = "1",
    written: str = "20261129090000",
    header: Mapping[int, str] | None = None,
    schedule: Mapping[int, str] | None = None,
    patient: Mapping[int, str] | None = None,
    after: tuple[str, ...] = ("AIS|1||SLP^Sleep talk^L",),
) -> str:
    """One message, its segments ended by CR; fields that are given replace those of the example."""
    said = {3: "APP", 4: "CLINIC", 7: written, 9: f"SIU^{trigger}", 10: control, 11: "P", 12: "2.5"}
    said.update(header or {})
    start = "|".join(["MSH", r"^~\&", *(said.get(n, "") for n in range(3, max(said) + 1))])
    segments = [start, segment("SCH", {**SCHEDULE, **(schedule or {})})]
    segments += [segment("PID", {**PATIENT, **patient})] if patient is not None else [PID]
    return "\r".join([*segments, *after, ""])


PID = segment("PID", PATIENT)


def read(data: str | bytes, words: ScheduleWords = WORDS, zone: ZoneInfo = ZONE) -> Schedule:
    """What a file of messages gives."""
    return read_siu(data if isinstance(data, bytes) else data.encode(), "day.hl7", words, zone)


def only(data: str | bytes, words: ScheduleWords = WORDS, zone: ZoneInfo = ZONE) -> Row:
    """The one row of a file."""
    (row,) = read(data, words, zone).rows
    return row


def cells(data: str | bytes, words: ScheduleWords = WORDS, zone: ZoneInfo = ZONE) -> dict[str, str]:
    """The texts of the one row, which has no error."""
    row = only(data, words, zone)
    assert row.skip is None
    assert all(each.severity is Severity.WARNING for each in row.problems), row.problems
    return {name: cell.text for name, cell in row.cells.items()}


def refusal(data: str | bytes, words: ScheduleWords = WORDS) -> Problem:
    """The one error of the one row."""
    row = only(data, words)
    assert row.cells == {}
    assert row.skip is None
    (problem,) = row.problems
    assert problem.severity is Severity.ERROR
    assert problem.hint
    return problem


def visits(row: Row) -> tuple[Visit, ...]:
    """The visits of a row, which has no problem."""
    found, problems = read_row(row.cells, clinic(), today=TODAY, place=row.place)
    assert problems == ()
    return found
