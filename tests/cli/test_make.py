"""`handouts make` turns one visit into one PDF, wherever the visit comes from."""

import json
import os
import stat
import threading
from pathlib import Path

import pypdfium2
import pytest

from handouts.press.engine import Engine
from tests.cli.terminal import SHEET, broken, files, here, run, whole, write

NAME, BORN = "Maria Example", "March 4, 1958"
OPTIONS = (
    "--patient", NAME, "--born", "1958-03-04", "--treatment", "sleep",
    "--date", "2031-01-07", "--time", "8:30 am",
)  # fmt: skip


def words(pdf: bytes) -> str:
    """All text of a PDF on one line."""
    document = pypdfium2.PdfDocument(pdf)
    text = " ".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    return " ".join(text.split())


def made_in(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.pdf"))


def test_a_yaml_file_becomes_a_pdf_in_this_folder(tmp_path: Path) -> None:
    write(tmp_path, {"visit.yaml": SHEET})
    ended = run("make", "visit.yaml", cwd=tmp_path)
    assert ended.code == 0
    (pdf,) = made_in(tmp_path)
    assert ended.out == f"{pdf.name}\n"
    text = words(pdf.read_bytes())
    assert NAME in text
    assert BORN in text
    assert "Tuesday, January 7, 2031" in text


def test_yaml_json_stdin_and_options_make_the_same_pdf(tmp_path: Path) -> None:
    visit = {
        "patient": NAME, "born": "1958-03-04", "treatment": "sleep", "date": "2031-01-07",
        "time": "8:30 am",
    }  # fmt: skip
    write(tmp_path, {"visit.yaml": SHEET, "visit.json": json.dumps(visit)})
    ways = [
        here("make", "visit.yaml", "-o", "-", cwd=tmp_path),
        here("make", "visit.json", "-o", "-", cwd=tmp_path),
        here("make", "-", "-o", "-", cwd=tmp_path, stdin=SHEET.encode()),
        here("make", "-", "-o", "-", cwd=tmp_path, stdin=json.dumps(visit).encode()),
        here("make", *OPTIONS, "-o", "-", cwd=tmp_path),
    ]
    assert [ended.code for ended in ways] == [0] * len(ways)
    assert whole(ways[0].stdout)
    assert {ended.stdout for ended in ways} == {ways[0].stdout}
    assert made_in(tmp_path) == []


def test_an_option_wins_over_the_file(tmp_path: Path) -> None:
    write(tmp_path, {"visit.yaml": SHEET})
    ended = here("make", "visit.yaml", "--room", "Room 12", "--patient", "Ada Sample", "-o", "-",
                 cwd=tmp_path)  # fmt: skip
    text = words(ended.stdout)
    assert "Ada Sample" in text
    assert "Room 12" in text
    assert NAME not in text


def test_the_pdf_alone_is_on_stdout(tmp_path: Path) -> None:
    ended = run("make", "-", "-o", "-", cwd=tmp_path, stdin=SHEET.encode())
    assert ended.code == 0
    assert whole(ended.stdout)
    assert files(tmp_path) == {}


def test_json_and_a_pdf_never_share_stdout(tmp_path: Path) -> None:
    ended = here("make", "-", "-o", "-", "--json", cwd=tmp_path, stdin=SHEET.encode())
    if ended.code == 0:
        assert whole(ended.stdout)
    else:
        assert (ended.code, ended.stdout) == (2, b"")


def test_o_names_the_file(tmp_path: Path) -> None:
    write(tmp_path, {"visit.yaml": SHEET})
    ended = here("make", "visit.yaml", "-o", "out.pdf", cwd=tmp_path)
    assert (ended.code, ended.out) == (0, "out.pdf\n")
    assert whole((tmp_path / "out.pdf").read_bytes())


def test_o_replaces_an_older_file_as_a_whole(tmp_path: Path) -> None:
    write(tmp_path, {"visit.yaml": SHEET, "out.pdf": b"%PDF-" + b"x" * 1_000_000})
    ended = here("make", "visit.yaml", "-o", "out.pdf", cwd=tmp_path)
    assert whole((tmp_path / "out.pdf").read_bytes())
    assert (tmp_path / "out.pdf").stat().st_size < 1_000_000
    assert "It took the place of the out.pdf that was there." in ended.err


def test_o_replaces_nothing_of_a_day_that_a_batch_made(tmp_path: Path) -> None:
    write(tmp_path, {"visit.yaml": SHEET, "day/packet.pdf": b"%PDF-", "day/manifest.jsonl": ""})
    ended = here("make", "visit.yaml", "-o", "day/packet.pdf", cwd=tmp_path)
    assert ended.code == 1
    assert "belongs to a day that a batch made" in ended.err
    assert (tmp_path / "day/packet.pdf").read_bytes() == b"%PDF-"


def test_a_pipe_or_device_is_never_replaced_by_a_file(tmp_path: Path) -> None:
    write(tmp_path, {"visit.yaml": SHEET})
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDWR)  # the other end, so that writing into it does not wait
    drain = threading.Thread(target=_drain, args=(reader,), daemon=True)
    drain.start()
    run("make", "visit.yaml", "-o", "pipe", cwd=tmp_path)
    os.write(reader, b"END")
    drain.join()
    os.close(reader)
    assert stat.S_ISFIFO(pipe.lstat().st_mode)


def _drain(reader: int) -> None:
    while not os.read(reader, 65536).endswith(b"END"):
        pass


def test_the_file_is_for_its_owner_only(tmp_path: Path) -> None:
    write(tmp_path, {"visit.yaml": SHEET})
    ended = run(
        "make", "visit.yaml", cwd=tmp_path, before=("sh", "-c", 'umask 000; exec "$@"', "-")
    )
    assert stat.S_IMODE((tmp_path / ended.out.strip()).stat().st_mode) == 0o600


def test_the_default_name_says_treatment_day_and_code_and_nothing_of_the_patient(
    tmp_path: Path,
) -> None:
    write(tmp_path, {"visit.yaml": SHEET + "record: K-4711\n"})
    ended = here("make", "visit.yaml", "--json", cwd=tmp_path)
    (summary,) = json.loads(ended.out)
    assert summary["file"] == f"sleep-2031-01-07-{summary['check_code']}.pdf"
    assert summary["check_code"] in words((tmp_path / summary["file"]).read_bytes())


def test_two_treatments_make_two_files(tmp_path: Path) -> None:
    write(tmp_path, {"visit.yaml": SHEET.replace("sleep", "sleep; exercise")})
    ended = here("make", "visit.yaml", cwd=tmp_path)
    assert ended.code == 0
    names = [path.name for path in made_in(tmp_path)]
    assert [name.split("-2031")[0] for name in names] == ["exercise", "sleep"]
    assert sorted(ended.out.split()) == names


@pytest.mark.parametrize("output", ["out.pdf", "-"])
def test_two_treatments_do_not_fit_into_one_file(tmp_path: Path, output: str) -> None:
    write(tmp_path, {"visit.yaml": SHEET.replace("sleep", "sleep; exercise")})
    ended = here("make", "visit.yaml", "-o", output, cwd=tmp_path)
    assert (ended.code, ended.stdout) == (2, b"")
    assert "leave out -o" in ended.err
    assert made_in(tmp_path) == []


def test_why_it_is_a_draft_is_told_on_stderr(tmp_path: Path) -> None:
    ended = here("make", "-", "-o", "-", cwd=tmp_path, stdin=SHEET.encode())
    assert "DRAFT, because" in ended.err
    assert "not signed by a clinician" in ended.err
    assert "example number" in ended.err
    assert "DRAFT" in words(ended.stdout)


def test_quiet_says_nothing_but_still_marks_the_page(tmp_path: Path) -> None:
    ended = here("make", "-", "-q", "-o", "-", cwd=tmp_path, stdin=SHEET.encode())
    assert (ended.code, ended.err) == (0, "")
    assert "DRAFT" in words(ended.stdout)


def test_json_tells_programs_what_was_made(tmp_path: Path) -> None:
    write(tmp_path, {"visit.yaml": SHEET.replace("sleep", "sleep; exercise")})
    made = json.loads(run("make", "visit.yaml", "--json", cwd=tmp_path).out)
    assert [each["treatment"] for each in made] == ["sleep", "exercise"]
    for each in made:
        assert whole((tmp_path / each["file"]).read_bytes())
        assert each["version"]
        assert any("signed" in reason for reason in each["draft"])
    assert NAME not in json.dumps(made)


def test_a_warning_is_told_and_does_not_stop_the_handout(tmp_path: Path) -> None:
    write(tmp_path, {"visit.yaml": SHEET.replace("2031-01-07", "2001-01-09")})
    ended = here("make", "visit.yaml", "-o", "out.pdf", cwd=tmp_path)
    assert ended.code == 0
    assert "visit.yaml:4:1: [warning] date is in the past." in ended.err
    assert whole((tmp_path / "out.pdf").read_bytes())


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    visit = "patient: <b>\nborn: 1.2.58\ntreatment: sleeep\ndate: 2031-02-30\ntime: 25:00\n"
    write(tmp_path, {"visit.yaml": visit})
    ended = here("make", "visit.yaml", cwd=tmp_path)
    assert ended.code == 1
    for line in range(1, 6):
        assert f"visit.yaml:{line}:1: " in ended.err
    assert "Did you mean 'sleep'?" in ended.err


def test_a_treatment_without_a_name_is_missing(tmp_path: Path) -> None:
    write(tmp_path, {"visit.yaml": SHEET})
    ended = here("make", "visit.yaml", "--treatment", " ; ", cwd=tmp_path)
    assert ended.code == 1
    assert "treatment" in ended.err


def test_nothing_is_left_over(tmp_path: Path) -> None:
    (tmp_path / "temp").mkdir()
    (tmp_path / "work").mkdir()
    ended = run(
        "make", "-", "-o", "out.pdf", cwd=tmp_path / "work", stdin=SHEET.encode(),
        env={"TMPDIR": str(tmp_path / "temp")},
    )  # fmt: skip
    assert ended.code == 0
    assert list((tmp_path / "temp").iterdir()) == []
    assert list(files(tmp_path)) == ["work/out.pdf"]
    assert broken(tmp_path) == []


def test_the_next_visit_of_a_kind_is_made_without_any_layout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def laid_out(*_: object) -> None:
        raise AssertionError("a page is laid out")

    other = SHEET.replace(NAME, "Zoë Sample")
    write(tmp_path, {"handouts.yaml": "timezone: America/New_York\n"})
    write(tmp_path, {"one.yaml": SHEET, "other.yaml": other})
    assert here("make", "-q", "one.yaml", "-o", "one.pdf", cwd=tmp_path).code == 0
    monkeypatch.setattr(Engine, "_laid_out", laid_out)
    for name in ("other", "one"):
        assert here("make", "-q", f"{name}.yaml", "-o", f"{name}-2.pdf", cwd=tmp_path).code == 0
    assert "Zoë Sample" in words((tmp_path / "other-2.pdf").read_bytes())
    full, filled = ((tmp_path / f"one{end}.pdf").read_bytes() for end in ("", "-2"))
    assert full != filled, "the first one was laid out in full"
