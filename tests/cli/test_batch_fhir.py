"""`handouts batch` makes the handouts of a FHIR file, and its account names no patient."""

import json
from pathlib import Path

from tests.cli.terminal import run, write
from tests.fhir import appointment, bundle, patient
from tests.pdf import read_back

DAY = {"start": "2031-01-07T14:00:00Z", "end": "2031-01-07T15:00:00Z"}
SLEEP = {"serviceType": [{"text": "sleep"}], **DAY}


def test_a_fhir_day_ends_in_pdfs_and_an_account_that_adds_up(tmp_path: Path) -> None:
    gone = [{"actor": {"reference": "Patient/gone"}}]
    found = bundle(
        appointment(**SLEEP),
        appointment(id="a2", status="cancelled", **SLEEP),
        appointment(id="a3", participant=gone, **SLEEP),
        appointment(id="a4", serviceType=[{"text": "Nerve block"}], **DAY),
        patient(),
    )
    write(tmp_path, {"day.json": json.dumps(found, indent=2)})
    result = run("batch", "day.json", "--draft", cwd=tmp_path)
    assert result.code == 4
    assert "4 rows: 1 made, 1 skipped, 2 failed." in result.err
    assert "The appointment is cancelled." in result.err
    assert "_include=Appointment:patient" in result.err
    assert "Nerve block: " in result.err
    (pdf,) = (tmp_path / "day-handouts").glob("*.pdf")
    assert pdf.name.startswith("0001-sleep-")
    assert "Maria" not in (tmp_path / "day-handouts" / "manifest.jsonl").read_text("ascii")
    for secret in ("Maria", "maria", "1958", "007"):
        assert secret not in result.err


def test_who_is_expected_when_is_on_the_list_also_where_an_appointment_failed(
    tmp_path: Path,
) -> None:
    block = {"serviceType": [{"text": "Nerve block"}]}
    found = bundle(
        appointment(**SLEEP),
        appointment(id="a2", **block, **DAY),
        appointment(id="a3", **block, **DAY | {"start": "2031-01-07T14:30:00Z"}),
        patient(),
    )
    write(tmp_path, {"day.json": json.dumps(found)})
    result = run("batch", "day.json", "--draft", "--packet", cwd=tmp_path)
    assert result.code == 4
    assert "    The same in: 3.\n" in result.err, "the row's number, for all stands in one line"
    (cover, *_) = read_back((tmp_path / "day-handouts/packet.pdf").read_bytes()).pages
    assert "2 9:00 am M. E. treatment 'Nerve block' is not known." in cover
    assert "3 9:30 am M. E. treatment 'Nerve block' is not known." in cover
