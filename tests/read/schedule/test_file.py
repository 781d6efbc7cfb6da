"""Each kind of schedule file is told by what it holds; its name helps where that says nothing."""

import json

import pytest

from handouts.model.settings import ScheduleWords, Settings
from handouts.problems import ExitCode, HandoutsError, Problem, Severity
from handouts.read.columns import Known
from handouts.read.schedule.file import How, read_schedule
from handouts.read.schedule.rows import Schedule
from tests.workbooks import ADA, HEADER, xlsx

CSV = ",".join(HEADER) + "\n" + ",".join(ADA) + "\n"
BUNDLE = json.dumps(
    {
        "resourceType": "Bundle",
        "type": "searchset",
        "entry": [
            {
                "resource": {
                    "resourceType": "Appointment",
                    "id": "a1",
                    "status": "booked",
                    "serviceType": [{"text": "Exercise plan"}],
                    "start": "2026-12-01T09:00:00-05:00",
                    "participant": [{"actor": {"reference": "Patient/p1"}, "status": "accepted"}],
                }
            },
            {
                "resource": {
                    "resourceType": "Patient",
                    "id": "p1",
                    "name": [{"family": "Sample", "given": ["Ada"]}],
                    "birthDate": "1949-06-30",
                }
            },
        ],
    }
)
MESSAGE = "\r".join(
    (
        "MSH|^~\\&|S|C|H|C|20261130||SIU^S12|1|P|2.5",
        "SCH|1|F1|||||EX^Exercise plan||||^^^20261201090000-0500",
        "PID|1||00123||Sample^Ada||19490630",
        "",
    )
)


def read(data: str | bytes, file: str, **how: str) -> Schedule:
    words = ScheduleWords(treatments={"exercise plan": "exercise"})
    known = Known(
        treatments=("sleep", "exercise"),
        sites=("main",),
        risks=(),
        languages=("en",),
        settings=Settings(timezone="America/New_York", schedule=words),
    )
    whole = data if isinstance(data, bytes) else data.encode()
    return read_schedule(whole, file, How.of(known, encoding=None, sheet=how.get("sheet")))


def spoilt(data: str | bytes, file: str, **how: str) -> Problem:
    with pytest.raises(HandoutsError) as stopped:
        read(data, file, **how)
    return stopped.value.problems[0]


@pytest.mark.parametrize(
    ("data", "file"),
    [
        (CSV, "day.csv"),
        (CSV, "day.txt"),
        (CSV, "day.xls"),
        (xlsx(HEADER, ADA), "day.csv"),
        (BUNDLE, "day.json"),
        (BUNDLE, "day.txt"),
        ("\ufeff\n " + BUNDLE, "day"),
        (MESSAGE, "day.hl7"),
        (MESSAGE, "day.txt"),
        ("\x0b" + MESSAGE + "\x1c\r", "day.dat"),
    ],
)
def test_a_schedule_of_each_kind_gives_its_visit_whatever_its_name(
    data: str | bytes, file: str
) -> None:
    (row,) = read(data, file).rows
    assert row.problems == ()
    texts = {name: cell.text for name, cell in row.cells.items()}
    assert (texts["patient"], texts["treatment"]) == ("Ada Sample", "exercise")


DUTCH = [{"language": {"coding": [{"code": "nl"}]}, "preferred": True}]


@pytest.mark.parametrize(
    ("data", "file"),
    [
        (BUNDLE.replace('"birthDate"', f'"communication": {json.dumps(DUTCH)}, "birthDate"'), "f"),
        (MESSAGE.replace("||19490630", "||19490630||||||||nl"), "m"),
    ],
)
def test_a_language_that_the_clinic_has_no_words_in_costs_no_handout(data: str, file: str) -> None:
    (row,) = read(data, file).rows
    assert [problem.severity for problem in row.problems] == [Severity.WARNING]
    assert "language" not in row.cells


def test_a_name_helps_where_the_content_does_not() -> None:
    assert spoilt("", "day.json").place.file == "day.json"
    assert "FHIR" in str(spoilt('<Bundle xmlns="http://hl7.org/fhir"/>', "day.xml"))
    assert spoilt("hello", "day.hl7").rule != "schedule-header"
    assert spoilt("", "day.csv").rule == "schedule-empty"


def test_a_sheet_of_what_has_no_sheets_is_wrong_usage() -> None:
    for data, file in ((CSV, "day.csv"), (BUNDLE, "day.json"), (MESSAGE, "day.hl7")):
        with pytest.raises(HandoutsError) as stopped:
            read(data, file, sheet="Day")
        assert stopped.value.code is ExitCode.USAGE
