"""Which handouts carried some words is told from the manifests alone, and no handout is missed."""

import datetime as dt
import shutil
from pathlib import Path

import pytest

from handouts.batch.purge import look, purge
from handouts.batch.recall import Batch, Recall, folders_in, named, read_batches, recall
from handouts.library.shelves import Shelves
from handouts.model.signature import Signature, Signatures
from handouts.problems import ExitCode, HandoutsError
from tests.batch.changing import ADA, BEN, MAKER, MARIA, SETTINGS, QuickMaker, day, pdf, stacked

SLEEP, EXERCISE = "en/treatments/sleep", "en/treatments/exercise"
NOW = dt.datetime(2031, 3, 1, 9, tzinfo=dt.UTC)
NEW = "New Person,1980-01-01,exercise,2031-01-08,8:00 am,,"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Two batches, and other things beside them."""
    day(MARIA, ADA, BEN, out=tmp_path / "tuesday")
    day(NEW, out=tmp_path / "wednesday")
    stacked(tmp_path / "tuesday")
    (tmp_path / "clinic").mkdir()
    (tmp_path / "day.csv").touch()
    return tmp_path


def batches(place: Path) -> tuple[Batch, ...]:
    found, problems = read_batches(folders_in(place))
    assert problems == ()
    return found


def carriers(found: Recall) -> list[tuple[str, int, int | None, str]]:
    return [
        (each.folder.name, each.entry.row, each.packet, str(each.entry.treatment))
        for each in found.carriers
    ]


def recalled(place: Path, *names: str, version: str | None = None, signed: str = "") -> Recall:
    lines = [
        Signature(name, signed, "Ada Sample", "MD", dt.date(2030, 5, 4), dt.date(2031, 5, 4))
        for name in names
        if signed
    ]
    now = {item.name: item.seal for item in MAKER.content("en").items() if item.name in names}
    return recall(names, version, batches(place), Signatures.all(lines), now)


def seal(name: str) -> str:
    return next(item.seal for item in MAKER.content("en").items() if item.name == name)


def test_every_handout_with_the_words_is_told_by_day_folder_row_and_packet(place: Path) -> None:
    assert carriers(recalled(place, EXERCISE)) == [
        ("tuesday", 3, 2, "exercise"), ("wednesday", 2, None, "exercise"),
    ]  # fmt: skip
    assert [row for _, row, *_ in carriers(recalled(place, SLEEP))] == [2, 3, 4]


def test_words_that_all_handouts_carry_are_found_in_all(place: Path) -> None:
    assert len(recalled(place, "en/statements/emergency-short").carriers) == 5
    assert len(recalled(place, "clinic").carriers) == 5


def test_words_that_no_handout_carries_are_found_in_none(place: Path) -> None:
    assert recalled(place, "en/statements/off-label").carriers == ()


def test_nothing_but_the_manifests_is_read(place: Path) -> None:
    right = carriers(recalled(place, SLEEP))
    for path in (*place.glob("*/*.pdf"), *place.glob("*/day.json")):
        path.unlink()
    found = recalled(place, SLEEP)
    assert carriers(found) == right
    assert not any(each.there for each in found.carriers)


def test_it_works_when_the_handouts_were_deleted(place: Path) -> None:
    right = carriers(recalled(place, SLEEP))
    purge(look(place / "tuesday"), NOW)
    found = recalled(place, SLEEP)
    assert carriers(found) == right
    assert {each.account.purged for each in found.carriers} == {NOW}


def test_a_version_is_the_beginning_of_a_seal(place: Path) -> None:
    for digits in (4, 8, 16, 64):
        assert len(recalled(place, SLEEP, version=seal(SLEEP)[:digits]).carriers) == 3


def test_a_version_is_the_day_when_words_were_signed(place: Path) -> None:
    found = recalled(place, SLEEP, version="2030-05-04", signed=seal(SLEEP))
    assert len(found.carriers) == 3
    other = recalled(place, SLEEP, version="2030-05-04", signed="ab" * 32)
    assert other.carriers == ()


@pytest.mark.parametrize("version", ["0000", "2030-05-05", "soon", "ab"])
def test_a_version_that_never_was_is_no_empty_answer(place: Path, version: str) -> None:
    with pytest.raises(HandoutsError) as refused:
        recalled(place, SLEEP, version=version)
    assert refused.value.code is ExitCode.USAGE
    assert refused.value.problems[0].hint


def test_earlier_words_are_told_from_those_of_today(place: Path) -> None:
    words = place / "clinic/content/en/treatments/sleep.yaml"
    words.parent.mkdir(parents=True)
    said = (Shelves().find("content/en/treatments/sleep.yaml") or Path()).read_text("utf-8")
    words.write_text(said.replace("name: ", "name: Good "), "utf-8")
    maker = QuickMaker(Shelves(place / "clinic"), SETTINGS)
    day(MARIA, out=place / "later", maker=maker)
    found = recalled(place, SLEEP)
    assert len(found.carriers) == 4
    assert sorted(found.seals.values()) == [1, 3]
    early, late = sorted(found.seals, key=lambda each: -found.seals[each])
    assert len(recalled(place, SLEEP, version=early).carriers) == 3
    assert [each[0] for each in carriers(recalled(place, SLEEP, version=late))] == ["later"]


def test_what_was_made_twice_is_told_twice(tmp_path: Path) -> None:
    folder = tmp_path / "day"
    ends = "patient,born,treatment,date,time,note,language,ends"
    day(f"{MARIA},9:30 am", out=folder, header=ends, schedule="same")
    pdf(folder, 2).unlink()
    moved = MARIA.replace("8:30", "8:45")
    day(f"{moved},9:30 am", out=folder, header=ends, schedule="same", resume=True)
    assert len(recalled(tmp_path, SLEEP).carriers) == 2


def test_the_same_version_with_other_words_behind_it_is_found_by_both(place: Path) -> None:
    """A form may come out the same though an item of it changed: where it prints, nobody knows."""
    manifest = place / "wednesday/manifest.jsonl"
    lines = manifest.read_text(encoding="ascii").splitlines(keepends=True)
    manifest.write_text(
        "".join([*lines, lines[1].replace(seal(EXERCISE)[:16], "0123456789abcdef")]), "ascii"
    )
    for version in (seal(EXERCISE), "0123"):
        found = recalled(place, EXERCISE, version=version)
        assert "wednesday" in {folder for folder, *_ in carriers(found)}


def test_a_manifest_that_does_not_say_its_words_is_told(place: Path) -> None:
    manifest = place / "wednesday/manifest.jsonl"
    lines = manifest.read_text(encoding="ascii").splitlines(keepends=True)
    manifest.write_text("".join(line for line in lines if '"words"' not in line), "ascii")
    found = recalled(place, EXERCISE)
    (problem,) = found.problems
    assert (problem.rule, problem.place.file) == ("words-unknown", str(place / "wednesday"))
    assert "2" in problem.message


def test_a_manifest_that_is_damaged_is_told_and_the_others_are_read(place: Path) -> None:
    (place / "wednesday/manifest.jsonl").write_text("{", encoding="ascii")
    found, problems = read_batches(folders_in(place))
    assert [each.folder.name for each in found] == ["tuesday"]
    assert [problem.rule for problem in problems] == ["manifest-damaged"]


def test_an_item_is_named_as_it_is_signed(place: Path) -> None:
    known = batches(place)
    for word in ("treatments/sleep", SLEEP, "content/en/treatments/sleep.yaml", "sleep"):
        assert named(word, known, Shelves(), "en") == (SLEEP,)
    with pytest.raises(HandoutsError) as refused:
        named("treatments/slep", known, Shelves(), "en")
    assert "sleep" in refused.value.problems[0].hint
    assert refused.value.problems[0].place.file == "recall"


def test_an_item_that_is_there_no_more_is_remembered_by_the_manifests(place: Path) -> None:
    manifest = place / "tuesday/manifest.jsonl"
    said = manifest.read_text(encoding="ascii")
    manifest.write_text(said.replace(SLEEP, "en/treatments/old-sleep"), "ascii")
    for word in ("old-sleep", "treatments/old-sleep"):
        assert named(word, batches(place), Shelves(), "en") == ("en/treatments/old-sleep",)


def test_a_folder_is_looked_through_and_is_a_batch_itself(place: Path) -> None:
    assert [path.name for path in folders_in(place)] == ["tuesday", "wednesday"]
    assert folders_in(place / "tuesday") == (place / "tuesday",)
    shutil.rmtree(place / "tuesday")
    shutil.rmtree(place / "wednesday")
    assert folders_in(place) == ()
