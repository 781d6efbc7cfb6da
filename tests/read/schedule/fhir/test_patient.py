"""The patient on the sheet is the one of the record: name, birth date and number, or a refusal."""

from typing import Any

import pytest

from handouts.model.settings import ScheduleWords
from handouts.problems import Severity
from tests.fhir import NEW_YORK, WORDS, appointment, bundle, cells, only, patient, read, refused

MR = {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/v2-0203", "code": "MR"}]}


def printed(**changed: Any) -> dict[str, str]:
    return cells(only(bundle(appointment(), patient(**changed))))


def rule(**changed: Any) -> str:
    problem = refused(only(bundle(appointment(), patient(**changed))))
    assert "Example" not in str(problem)
    assert "1958" not in str(problem)
    return problem.rule


def full(family: str, **more: Any) -> dict[str, Any]:
    return {"family": family, "given": ["Maria"], **more}


@pytest.mark.parametrize(
    ("names", "name"),
    [
        ([full("B"), full("A", use="official")], "Maria A"),
        ([full("B"), full("A", use="usual")], "Maria A"),
        ([full("B", use="temp"), full("A")], "Maria A"),
        ([full("A", use="temp")], "Maria A"),
        ([full("B", use="maiden"), full("A")], "Maria A"),
        ([full("B", use="old"), full("A", use="temp")], "Maria A"),
        ([full("B", use="nickname"), full("A", use="temp")], "Maria A"),
        ([full("B", use="official", period={"end": "2020"}), full("A")], "Maria A"),
        ([full("B", use="official", period={"end": "2026-11"}), full("A")], "Maria A"),
        ([full("B", use="official", period={"start": "2026-12-02"}), full("A")], "Maria A"),
        ([full("B", use="official", period={"end": "soon"}), full("A")], "Maria A"),
        ([full("A", period={"start": "2026-12-01", "end": "2026-12-01"})], "Maria A"),
        ([full("A", use="official", period={"start": "2026", "end": "2026"})], "Maria A"),
        ([full("A", period={"end": "2026-12-01T08:00:00-05:00"})], "Maria A"),
        ([full("A"), full("A")], "Maria A"),
        ([{"use": "official", "given": ["Maria"]}, full("A", use="usual")], "Maria A"),
        ([{"text": "Maria A"}], "Maria A"),
        ([{"text": "Maria A", "given": ["Maria"]}], "Maria A"),
        ([full("A", text="Mimi")], "Maria A"),
        ([{"family": "A"}], "A"),
        ([full("A", prefix=["Dr."], suffix=["Jr.", "III"])], "Maria A Jr. III"),
        ([{"family": "Van A", "given": ["Maria Rose", "June"]}], "Maria Rose June Van A"),
        ([full("A", given=["Maria", None, " ", 7])], "Maria A"),
        ([{"family": "Lê", "given": ["Thị", "Mẫu"], "text": "Lê Thị Mẫu"}], "Lê Thị Mẫu"),
        ([{"family": "A", "given": ["M"], "suffix": ["Jr."], "text": "A M"}], "A M Jr."),
        ([{"family": "A", "given": ["M"], "suffix": ["Jr."], "text": "M Jr. A"}], "M Jr. A"),
    ],
)  # fmt: skip
def test_the_name_that_counts_on_the_day_is_printed(names: list[Any], name: str) -> None:
    assert printed(name=names)["patient"] == name


@pytest.mark.parametrize(
    "names",
    [
        None,
        [],
        "Maria Example",
        [full("Example", use="nickname")],
        [full("Example", use="maiden")],
        [full("Example", use="old")],
        [full("Example", use="anonymous")],
        [full("Example", use="unheard-of")],
        [full("Example", use=["official"])],
        [full("Example", period={"end": "2025"})],
        [full("Example", period="2025")],
        [{"use": "usual", "given": ["Example"]}],
        [{"_family": {"extension": []}}],
        [full("Example"), full("Example", given=["Rose"])],
    ],
)
def test_a_patient_without_one_name_that_counts_is_refused(names: Any) -> None:
    assert rule(name=names) == "fhir-name"


@pytest.mark.parametrize("born", [None, "", "1958", "1958-03", "1958-03-04T10:00:00Z", 19580304])
def test_a_birth_date_that_is_missing_or_not_whole_is_refused(born: Any) -> None:
    assert rule(birthDate=born) == "fhir-born"


@pytest.mark.parametrize(
    "closed",
    [
        {"active": False},
        {"active": "false"},
        {"deceasedBoolean": True},
        {"deceasedDateTime": "2026-11-01"},
        {"link": [{"type": "replaced-by", "other": {"reference": "Patient/x"}}]},
    ],
)
def test_a_closed_record_is_refused_without_saying_why_it_is_closed(closed: dict[str, Any]) -> None:
    problem = refused(only(bundle(appointment(), patient(**closed))))
    assert problem.rule == "fhir-patient-closed"
    assert "deceased" not in str(problem)


@pytest.mark.parametrize(
    "open_",
    [
        {"active": True, "deceasedBoolean": False},
        {"link": [{"type": "replaces"}, {"type": "seealso"}]},
    ],
)
def test_an_open_record_is_printed(open_: dict[str, Any]) -> None:
    assert printed(**open_)["patient"] == "Maria Example"


@pytest.mark.parametrize(
    ("identifiers", "record"),
    [
        ([{"type": MR, "value": "0012"}], "0012"),
        ([{"type": MR, "value": "1", "use": "old"}, {"type": MR, "value": "2"}], "2"),
        ([{"type": MR, "value": "1"}, {"type": MR, "value": "2", "use": "usual"}], "2"),
        ([{"type": MR, "value": "1", "period": {"end": "2020"}}, {"type": MR, "value": "2"}], "2"),
        ([{"type": MR, "value": "1"}, {"type": MR, "value": "1"}], "1"),
        ([{"type": {"coding": [{"code": "SS"}]}, "value": "1"}], None),
        ([{"value": "1"}], None),
        ([{"type": MR, "_value": {}}], None),
        (None, None),
    ],
)
def test_the_record_number_is_the_one_of_a_medical_record(
    identifiers: list[Any] | None, record: str | None
) -> None:
    assert printed(identifier=identifiers).get("record") == record


def test_of_several_record_numbers_none_is_printed_and_a_warning_says_so() -> None:
    several = [{"type": MR, "value": "1"}, {"type": MR, "value": "2"}]
    row = only(bundle(appointment(), patient(identifier=several)))
    (warning,) = row.problems
    assert (warning.rule, warning.severity) == ("fhir-record", Severity.WARNING)
    assert row.cells["patient"].text == "Maria Example"
    assert "record" not in row.cells


def test_the_clinic_may_say_which_system_its_record_numbers_have() -> None:
    words = ScheduleWords(treatments=WORDS.treatments, columns={"urn:oid:1.9": "record"})
    ours = {"system": "urn:oid:1.9", "value": "ours"}
    theirs = {"system": "urn:oid:1.8", "type": MR, "value": "theirs"}
    for identifiers, record in (([theirs, ours], "ours"), ([theirs], None)):
        row = only(bundle(appointment(), patient(identifier=identifiers)), words)
        assert cells(row).get("record") == record
    row = only(bundle(appointment(), patient(identifier=[ours, {**ours, "value": "2"}])), words)
    assert refused(row).rule == "fhir-record"


def test_a_column_of_tables_that_is_called_record_changes_nothing() -> None:
    words = ScheduleWords(treatments=WORDS.treatments, columns={"MRN": "record"})
    assert cells(only(bundle(appointment(), patient()), words))["record"] == "007"


def test_a_record_number_that_is_stored_as_a_number_is_refused() -> None:
    assert rule(identifier=[{"type": MR, "value": 12}]) == "fhir-record"


@pytest.mark.parametrize(
    ("communication", "language"),
    [
        ([("es", None)], "es"),
        ([("es-MX", True), ("en", False)], "es"),
        ([("en", None), ("ES", True)], "es"),
        ([("en", None), ("es", None)], None),
        ([], None),
    ],
)
def test_the_language_that_the_patient_prefers_is_taken(
    communication: list[tuple[str, bool | None]], language: str | None
) -> None:
    named = [
        {
            "language": {"coding": [{"code": code}]},
            **({} if first is None else {"preferred": first}),
        }
        for code, first in communication
    ]
    assert printed(communication=named).get("language") == language


def test_a_language_that_the_clinic_does_not_hand_out_is_a_warning() -> None:
    dutch = [{"language": {"coding": [{"code": "nl"}]}, "preferred": True}]
    (row,) = read(bundle(appointment(), patient(communication=dutch))).rows
    (warning,) = row.problems
    assert (warning.rule, warning.severity) == ("fhir-language", Severity.WARNING)
    assert row.cells["patient"].text == "Maria Example"
    assert "language" not in row.cells
    (row,) = read(bundle(appointment(), patient(communication=dutch)), WORDS, NEW_YORK, None).rows
    assert cells(row)["language"] == "nl"


@pytest.mark.parametrize(
    ("older", "release"),
    [
        ({"name": [{"family": ["Example"]}]}, "DSTU2"),
        ({"careProvider": []}, "DSTU2"),
        ({"animal": {}}, "STU3"),
    ],
)
def test_a_patient_of_an_older_release_is_named_and_refused(
    older: dict[str, Any], release: str
) -> None:
    assert (
        f"Patient is of FHIR {release},"
        in refused(only(bundle(appointment(), patient(**older)))).message
    )


@pytest.mark.parametrize("unknown", [{"modifierExtension": [{}]}, {"implicitRules": "urn:x"}])
def test_a_modifier_that_nobody_knows_is_refused(unknown: dict[str, Any]) -> None:
    assert rule(**unknown) == "fhir-modifier"
