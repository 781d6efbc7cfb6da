"""On a terminal `handouts make` asks for what is missing, and again only for what was wrong."""

from pathlib import Path

from tests.cli.talking import talk
from tests.cli.terminal import SHEET, broken, whole, write

ASKS = {
    "patient": "The patient's name",
    "born": "Date of birth",
    "treatment": "Treatment id",
    "date": "Day of the visit",
    "time": "When the patient is to arrive",
}
GOOD = {
    "patient": "Ada Sample",
    "born": "1958-03-04",
    "treatment": "sleep",
    "date": "2031-01-07",
    "time": "8:30 am",
}


def test_everything_is_asked_for_and_a_pdf_comes_out(tmp_path: Path) -> None:
    with talk("make", "-o", "out.pdf", cwd=tmp_path) as speaking:
        for name, question in ASKS.items():
            speaking.until(question)
            speaking.answer(GOOD[name])
        said = speaking.rest()
    assert speaking.process.returncode == 0
    assert "out.pdf" in said
    assert whole((tmp_path / "out.pdf").read_bytes())


def test_only_what_is_missing_is_asked_for(tmp_path: Path) -> None:
    write(tmp_path, {"visit.yaml": SHEET.replace("born: 1958-03-04\n", "")})
    with talk("make", "visit.yaml", "-o", "out.pdf", cwd=tmp_path) as speaking:
        before = speaking.until(ASKS["born"])
        speaking.answer(GOOD["born"])
        said = before + speaking.rest()
    assert speaking.process.returncode == 0
    for name, question in ASKS.items():
        assert name == "born" or question not in said


def test_only_what_was_wrong_is_asked_for_again(tmp_path: Path) -> None:
    answers = GOOD | {"born": "03/04/1958", "time": "soon"}
    with talk("make", "-o", "out.pdf", cwd=tmp_path) as speaking:
        for name, question in ASKS.items():
            speaking.until(question)
            speaking.answer(answers[name])
        said = speaking.until(ASKS["born"])
        assert "born: born can mean two days" in said
        assert "time: time is no time that can be read" in said
        speaking.answer(GOOD["born"])
        speaking.until(ASKS["time"])
        speaking.answer(GOOD["time"])
        rest = speaking.rest()
    assert speaking.process.returncode == 0
    assert not any(question in rest for question in ASKS.values())
    assert whole((tmp_path / "out.pdf").read_bytes())


def test_it_asks_again_until_the_answer_is_good(tmp_path: Path) -> None:
    write(tmp_path, {"visit.yaml": SHEET.replace("sleep", "sleeep")})
    with talk("make", "visit.yaml", "-o", "out.pdf", cwd=tmp_path) as speaking:
        for _ in range(3):
            assert "'sleep'" in speaking.until(ASKS["treatment"])
            speaking.answer("sleeep")
        speaking.until(ASKS["treatment"])
        speaking.answer("sleep")
        speaking.rest()
    assert speaking.process.returncode == 0
    assert whole((tmp_path / "out.pdf").read_bytes())


def test_the_question_for_the_treatment_names_them(tmp_path: Path) -> None:
    write(tmp_path, {"visit.yaml": SHEET.replace("treatment: sleep\n", "")})
    with talk("make", "visit.yaml", cwd=tmp_path) as speaking:
        speaking.until(ASKS["treatment"])
        assert "ketamine-infusion" in speaking.until("):")


def test_a_pdf_is_not_for_a_terminal(tmp_path: Path) -> None:
    write(tmp_path, {"visit.yaml": SHEET})
    with talk("make", "visit.yaml", "-o", "-", cwd=tmp_path) as speaking:
        said = speaking.rest()
    assert speaking.process.returncode == 2
    assert "%PDF" not in said
    assert "A PDF is not for a terminal: write -o FILE, or use a pipe." in said


def test_ctrl_c_at_a_question_stops_without_a_trace(tmp_path: Path) -> None:
    with talk("make", "-o", "out.pdf", cwd=tmp_path) as speaking:
        speaking.until(ASKS["patient"])
        speaking.interrupt()
        said = speaking.rest()
    assert speaking.process.returncode == 130
    assert "Stopped." in said
    assert "Traceback" not in said
    assert list(tmp_path.iterdir()) == []


def test_the_end_of_input_at_a_question_stops_too(tmp_path: Path) -> None:
    with talk("make", "-o", "out.pdf", cwd=tmp_path) as speaking:
        speaking.until(ASKS["patient"])
        speaking.answer(GOOD["patient"])
        speaking.until(ASKS["born"])
        speaking.end()
        said = speaking.rest()
    assert speaking.process.returncode == 130
    assert "Stopped." in said
    assert broken(tmp_path) == []
    assert list(tmp_path.iterdir()) == []
