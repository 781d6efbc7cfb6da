"""A kit holds every blank of today's words and nothing else of its own, and a list that finds them."""  # noqa: E501  # one sentence

import datetime as dt
import json
import pickle
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from handouts.batch.kit import blanks as making
from handouts.batch.kit.blanks import Press, Printed, Wanted
from handouts.batch.kit.kit import Fate, Kept, exit_code, make_kit
from handouts.batch.kit.own import LIST, RECORD
from handouts.batch.outbox.lock import claimed
from handouts.batch.verify import verify
from handouts.batch.workers.workers import Lost
from handouts.library.shelves import Shelves
from handouts.make.maker import Maker
from handouts.model.settings import Paper, Settings
from handouts.model.visit import Blank, Edition
from handouts.problems import ExitCode, HandoutsError
from handouts.read.content import read_settings
from tests.cli.terminal import broken, files
from tests.pdf import read_back
from tests.shelf import changed, shelf, stock_file
from tests.signing import clinic, sign_handout
from tests.signing import maker as fresh
from tests.visits import PRINTED

SETTINGS = Settings(timezone="America/New_York", languages=("en",), offers=("sleep",))
SLEEP = "English/standard/sleep.pdf"
ALL = {f"English/{edition}/sleep.pdf" for edition in Edition}


def _maker(shelves: Shelves | None = None, **settings: Any) -> Maker:
    return Maker(shelves or Shelves(), replace(SETTINGS, **settings))


def _made(
    folder: Path, maker: Maker | None = None, *, draft: bool = True, day: dt.date = PRINTED,
) -> list[Kept]:  # fmt: skip
    """All that became of a kit, made in this process."""
    maker = maker or _maker()
    return [*make_kit(folder, maker, Wanted.of(maker), printed=day, draft=draft, workers=1)]


def _fates(made: list[Kept]) -> dict[str, Fate]:
    return {each.file: each.fate for each in made}


def _list(folder: Path) -> str:
    return read_back((folder / LIST).read_bytes()).text


def _standard_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """A kit of one file, which is quick to make."""
    monkeypatch.setattr(Shelves, "editions", lambda *_: (Edition.STANDARD,))


# What is in it


def test_every_treatment_in_every_language_and_edition_is_wanted() -> None:
    wanted = Wanted.of(_maker(offers=(), languages=()))
    found = {(each.language, each.edition, each.treatment) for each in wanted.blanks}
    assert len(found) == len(wanted.blanks)
    assert {language for language, _, _ in found} == {"ar", "en", "es", "vi", "zh"}
    assert ("en", Edition.EASY_READ, "sleep") in found
    assert ("es", Edition.LARGE_PRINT, "surgery") in found
    assert ("zh", Edition.HIGH_CONTRAST, "ketamine-infusion") in found


def test_what_has_no_words_in_a_language_is_a_gap_and_no_fault() -> None:
    wanted = Wanted.of(_maker(languages=("ar",), offers=("sleep", "ketamine-infusion")))
    assert {each.treatment for each in wanted.blanks} == {"ketamine-infusion"}
    (gap,) = wanted.gaps
    assert (gap.language, gap.treatments, gap.problems) == ("ar", ("sleep",), ())
    assert gap.editions == (Edition.STANDARD, Edition.LARGE_PRINT, Edition.HIGH_CONTRAST)
    assert exit_code([], wanted) is ExitCode.OK


def test_words_that_cannot_be_read_are_a_gap_with_its_problems(tmp_path: Path) -> None:
    spoilt = changed("content/es/wording.yaml", "page: Pág.", "page: [Pág.")
    maker = _maker(shelf(tmp_path, spoilt), languages=("en", "es"))
    wanted = Wanted.of(maker)
    assert {each.language for each in wanted.blanks} == {"en"}
    assert "content/es/wording.yaml" in wanted.gaps[0].problems[0].place.file
    assert exit_code([Kept(SLEEP, Fate.NEW, Blank("sleep"))], wanted) is ExitCode.PARTLY


def test_each_blank_lies_where_somebody_in_a_hurry_looks_for_it(tmp_path: Path) -> None:
    made = _made(tmp_path)
    assert _fates(made) == dict.fromkeys(sorted(ALL, key=[*_fates(made)].index), Fate.NEW)
    assert {name for name in files(tmp_path) if name.endswith(".pdf")} == ALL | {LIST}
    assert broken(tmp_path) == []
    large = read_back((tmp_path / "English/large-print/sleep.pdf").read_bytes())
    assert "For Page 1 of" in large.pages[0]
    assert exit_code(made, Wanted.of(_maker())) is ExitCode.OK


def test_the_list_tells_titles_places_pages_words_and_day(tmp_path: Path) -> None:
    maker = _maker(languages=("en", "es"))
    _made(tmp_path, maker)
    said = _list(tmp_path)
    assert "7 blank handouts, made on Monday, November 30, 2026." in said
    assert "Write the patient's name and date of birth at the head of every page" in said
    assert "Spanish · español in the folder Spanish" in said
    assert "Better sleep when you live with pain Dormir mejor si vive con dolor" in said
    for language in ("en", "es"):
        form = maker.compose(Blank("sleep", language=language), printed=PRINTED).form
        pages = 2 if language == "en" else 3
        assert f"{pages} pages {form.version}" in said
    assert "sleep.pdf" in said
    assert "Made with --draft" in said


def test_the_list_tells_what_is_not_there_and_why(tmp_path: Path) -> None:
    _made(tmp_path, _maker(languages=("ar",), offers=("sleep",)))
    said = _list(tmp_path)
    assert "0 blank handouts" in said
    assert "Arabic: standard, large-print, high-contrast There are no words for: Sleep." in said


# Words that are not signed


def test_unsigned_words_are_refused_unless_a_draft_is_wanted(tmp_path: Path) -> None:
    maker = _maker()
    made = _made(tmp_path, draft=False)
    assert set(_fates(made).values()) == {Fate.LACKING}
    assert made[0].problems[0].rule == "draft"
    assert [name for name in files(tmp_path) if name.endswith(".pdf")] == [LIST]
    assert "This handout is a draft, and a draft is not for patients." in _list(tmp_path)
    assert exit_code(made, Wanted.of(maker)) is ExitCode.PROBLEMS


def test_signed_words_need_no_draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _standard_only(monkeypatch)
    shelves = clinic(tmp_path / "clinic")
    sign_handout(shelves)
    maker = fresh(shelves)
    maker.renew(replace(maker.settings, offers=("sleep", "exercise"), languages=("en",)))
    made = _made(tmp_path / "kit", maker, draft=False)
    assert _fates(made) == {SLEEP: Fate.NEW, "English/standard/exercise.pdf": Fate.LACKING}
    assert "DRAFT" not in read_back((tmp_path / "kit" / SLEEP).read_bytes()).text
    assert "Made with --draft" not in _list(tmp_path / "kit")
    assert exit_code(made, Wanted.of(maker)) is ExitCode.PARTLY


# Once more


def test_a_second_kit_says_what_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _standard_only(monkeypatch)
    kit = tmp_path / "kit"
    assert _fates(_made(kit)) == {SLEEP: Fate.NEW}
    later = PRINTED + dt.timedelta(days=40)
    assert _fates(_made(kit, day=later)) == {SLEEP: Fate.AS_BEFORE}
    assert "Printed on January 9, 2027" in read_back((kit / SLEEP).read_bytes()).text
    other = changed("content/en/treatments/sleep.yaml", "title: Better sleep", "title: Good sleep")
    maker = _maker(shelf(tmp_path / "clinic", other))
    assert _fates(_made(kit, maker)) == {SLEEP: Fate.CHANGED}
    assert "Good sleep when you live with pain" in _list(kit)


def test_what_is_handed_out_no_more_is_taken_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _standard_only(monkeypatch)
    _made(tmp_path, _maker(offers=("sleep", "exercise")))
    made = _made(tmp_path)
    assert _fates(made)["English/standard/exercise.pdf"] is Fate.GONE
    assert not (tmp_path / "English/standard/exercise.pdf").exists()


def test_words_that_may_not_go_out_any_more_do_not_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _standard_only(monkeypatch)
    _made(tmp_path, draft=True)
    made = _made(tmp_path, draft=False)
    assert [each.fate for each in made] == [Fate.LACKING, Fate.GONE]
    assert not (tmp_path / SLEEP).exists()


def test_files_of_others_are_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _standard_only(monkeypatch)
    _made(tmp_path, _maker(offers=("sleep", "exercise")))
    (tmp_path / "notes.txt").write_text("ours")
    (tmp_path / SLEEP).write_bytes(b"%PDF-1.7 a scan that somebody put in its place")
    before = files(tmp_path)
    made = _made(tmp_path, _maker(offers=("sleep", "exercise")))
    assert _fates(made)[SLEEP] is Fate.LACKING
    assert made[0].problems[0].rule == "name-taken"
    after = files(tmp_path)
    assert {name for name in before if before[name] == after.get(name)} >= {"notes.txt", SLEEP}
    assert "A file of this name is there" in _list(tmp_path)


def test_a_list_of_somebody_else_s_stops_the_kit(tmp_path: Path) -> None:
    (tmp_path / LIST).write_bytes(b"%PDF-1.7 another list")
    with pytest.raises(HandoutsError, match="A file of this name is there"):
        _made(tmp_path)
    assert {*files(tmp_path)} == {LIST}


@pytest.mark.parametrize(
    "record",
    [
        "", "[]", '{"files": 3}', '{"files": {"a.pdf": {}}}',
        '{"files": {"../a.pdf": {"version": "", "made": "", "sha256": ""}}}',
    ],
)  # fmt: skip
def test_a_record_that_is_none_of_ours_stops_the_kit(tmp_path: Path, record: str) -> None:
    (tmp_path / RECORD).write_text(record)
    with pytest.raises(HandoutsError, match="not what a kit writes of its files"):
        _made(tmp_path)


def test_a_kit_that_was_ended_by_force_is_finished_by_the_next_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its record is ahead of its files then, never behind."""
    _standard_only(monkeypatch)
    _made(tmp_path)
    record = json.loads((tmp_path / RECORD).read_text())
    known = record["files"][SLEEP]
    record["files"][SLEEP] = known | {"before": known["sha256"], "sha256": "0" * 64}
    (tmp_path / RECORD).write_text(json.dumps(record))
    (tmp_path / "English/standard/.part-0123456789abcdef").write_bytes(b"half")
    assert _fates(_made(tmp_path)) == {SLEEP: Fate.CHANGED}
    assert broken(tmp_path) == []


def test_while_a_kit_is_made_there_is_no_list_that_could_be_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _standard_only(monkeypatch)
    maker = _maker()
    _made(tmp_path, maker)
    running = make_kit(tmp_path, maker, Wanted.of(maker), printed=PRINTED, draft=True, workers=1)
    next(running)
    assert not (tmp_path / LIST).exists()
    running.close()
    assert (tmp_path / SLEEP).exists()
    assert [each.rule for each in verify(tmp_path).problems] == ["unfinished-kit"]


def test_two_kits_at_once_do_not_meet_in_a_folder(tmp_path: Path) -> None:
    with claimed(tmp_path), pytest.raises(HandoutsError, match="Another run is at work"):
        _made(tmp_path)


# Later


@pytest.fixture
def kit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    _standard_only(monkeypatch)
    _made(tmp_path)
    return tmp_path


def test_a_kit_that_nobody_touched_is_what_was_made(kit: Path) -> None:
    for path, number in ((kit, 2), (kit / SLEEP, 1)):
        found = verify(path)
        assert (found.files, found.against_manifest, found.problems) == (number, True, ())


def test_files_of_a_kit_that_were_lost_changed_or_added_are_told(kit: Path) -> None:
    (kit / SLEEP).write_bytes(b"%PDF-1.7 another one")
    (kit / LIST).unlink()
    (kit / "English/standard/copy.pdf").write_bytes(b"%PDF-1.7 a copy")
    found = verify(kit)
    assert sorted(problem.rule for problem in found.problems) == [
        "altered-file", "extra-file", "missing-file",
    ]  # fmt: skip
    assert [problem.rule for problem in verify(kit / SLEEP).problems] == ["altered-file"]
    assert "handouts desk --kit" in found.problems[0].hint


# One that fails


def _failing(
    monkeypatch: pytest.MonkeyPatch, fail: Callable[[], object], treatment: str = "sleep"
) -> None:
    make = Maker.pdf

    def pdf(maker: Maker, handout: Any) -> bytes:
        if handout.form.treatment == treatment:
            fail()
        return make(maker, handout)

    monkeypatch.setattr(Maker, "pdf", pdf)


def _fault() -> None:
    raise RuntimeError("such as a slip of ours")


def _full() -> None:
    raise HandoutsError(code=ExitCode.MACHINE)


def test_one_bad_blank_harms_no_other_and_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _standard_only(monkeypatch)
    _failing(monkeypatch, _fault)
    made = _made(tmp_path, _maker(offers=("sleep", "exercise")))
    assert [each.fate for each in made] == [Fate.LACKING, Fate.NEW]
    problem = made[0].problems[0]
    assert (str(problem.place), problem.rule) == ("en/standard/sleep", "fault")
    assert "English, standard: Sleep handouts itself has a fault here" in _list(tmp_path)


def test_a_blank_that_was_there_stays_when_it_has_the_words_of_today(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _standard_only(monkeypatch)
    _made(tmp_path)
    _failing(monkeypatch, _fault)
    made = _made(tmp_path, day=PRINTED + dt.timedelta(days=40))
    assert [each.fate for each in made] == [Fate.KEPT]
    said = _list(tmp_path)
    assert "made November 30, 2026" in said
    assert "The one that lies there has the same words." in said


def test_a_machine_that_cannot_go_on_stops_the_kit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _standard_only(monkeypatch)
    _failing(monkeypatch, _full)
    with pytest.raises(HandoutsError) as stopped:
        _made(tmp_path)
    assert stopped.value.code is ExitCode.MACHINE


@pytest.mark.parametrize("lost", Lost)
def test_a_process_that_is_lost_costs_its_blank(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lost: Lost
) -> None:
    _standard_only(monkeypatch)

    def work(jobs: Any, *_: Any, **__: Any) -> Any:
        yield from (lost for _ in jobs)

    monkeypatch.setattr(making, "work", work)
    made = _made(tmp_path)
    assert made[0].problems[0].rule == lost
    assert made[0].problems[0].message.startswith(("This blank", "The process that made this"))


def test_a_press_finds_its_words_again_in_another_process(tmp_path: Path) -> None:
    shelves = shelf(tmp_path, {"handouts.yaml": stock_file("templates/folder/handouts.yaml")})
    press = Press(Maker(shelves, read_settings(shelves)), PRINTED, draft=True)
    sent: Press = pickle.loads(pickle.dumps(press))  # noqa: S301  # our own
    came = sent(Blank("sleep"))
    assert isinstance(came, Printed)
    assert (came.title, came.pages) == ("Better sleep when you live with pain", 2)


def test_paper_is_the_clinic_s(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _standard_only(monkeypatch)
    _made(tmp_path, _maker(paper=Paper.A4))
    for name in (SLEEP, LIST):
        assert round(read_back((tmp_path / name).read_bytes()).sizes[0][1]) == 842
