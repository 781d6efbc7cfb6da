"""A clinic's file beside stock: what the clinic changed, and what an upgrade changed under it."""

from pathlib import Path

import pytest

from handouts.library import take as taking
from handouts.library.record import remember
from handouts.library.shelves import stock
from handouts.library.take import accept, found, own_name, take
from handouts.model.clinic import Clinic
from handouts.model.kinds import Statement
from handouts.model.settings import Settings
from handouts.model.wording import Wording
from handouts.problems import HandoutsError
from handouts.read import against_stock as beside
from handouts.read.against_stock import Difference, Since, Standing, against_stock, noun_of
from tests.library.test_take import TODAY

CREDIT = "content/en/statements/credit.yaml"
TOKENS = "styles/tokens.css"
OLD = "text:\n  - We retold the facts.\nheading: Thanks\n"


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def only(folder: Path) -> Difference:
    (difference,), problems = against_stock(folder)
    assert problems == ()
    return difference


@pytest.fixture
def newer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stock file as a later version ships it."""
    path = tmp_path / "newer.yaml"
    path.write_text("text:\n  - We retold the facts in short.\nheading: Thanks\n", encoding="utf-8")

    def source(name: str) -> Path:
        assert name == CREDIT
        return path

    monkeypatch.setattr(beside, "source_of", source)
    monkeypatch.setattr(taking, "source_of", source)
    return path


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    """A clinic that changed an earlier stock file."""
    folder = tmp_path / "clinic"
    own = folder / CREDIT
    own.parent.mkdir(parents=True)
    own.write_text(OLD.replace("Thanks", "Thank you"), encoding="utf-8")
    remember(folder, {CREDIT: OLD.encode()})
    return folder


def test_a_folder_without_own_words_differs_in_nothing(tmp_path: Path) -> None:
    found(tmp_path, TODAY)
    differences, problems = against_stock(tmp_path)
    assert problems == ()
    assert {each.file for each in differences} == {"handouts.yaml", "content/clinic.yaml"}
    assert {each.standing for each in differences} == {Standing.SAME}


def test_a_taken_file_is_the_same_until_it_is_changed(tmp_path: Path) -> None:
    path = take(tmp_path, CREDIT)
    assert only(tmp_path).standing is Standing.SAME
    change(path, "U.S. News\n    checked them", "any paper\n    checked them")
    difference = only(tmp_path)
    assert (difference.standing, difference.since) == (Standing.CHANGED, Since.UNMOVED)
    ((part, line, before, after),) = [
        (each.part, each.place.line, each.before, each.after) for each in difference.changes
    ]
    assert (part, line) == ("text 1", 5)
    assert "nor U.S. News checked" in str(before)
    assert "nor any paper checked" in str(after)


def test_remarks_and_line_breaks_are_no_change_of_words(tmp_path: Path) -> None:
    path = take(tmp_path, CREDIT)
    path.write_text(path.read_text(encoding="utf-8") + "# our remark\n", encoding="utf-8")
    difference = only(tmp_path)
    assert (difference.standing, difference.changes) == (Standing.CHANGED, ())


def test_what_is_no_yaml_is_compared_line_by_line(tmp_path: Path) -> None:
    path = take(tmp_path, TOKENS)
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines, "/* ours */", ""]), encoding="utf-8")
    (change_,) = only(tmp_path).changes
    assert (change_.place.line, change_.before, change_.after) == (
        len(lines) + 1, None, "/* ours */",
    )  # fmt: skip


def test_a_file_that_cannot_be_read_is_compared_line_by_line(tmp_path: Path) -> None:
    path = take(tmp_path, CREDIT)
    change(path, "seed:", "seed")
    (change_,) = only(tmp_path).changes
    assert (change_.before, change_.after) == ("seed:", "seed")


def test_a_file_that_stock_never_had_is_all_the_clinic_s_own(tmp_path: Path) -> None:
    path = tmp_path / "content/en/statements/our-parking.yaml"
    path.parent.mkdir(parents=True)
    path.write_text("text: [Park behind.]\n", encoding="utf-8")
    difference = only(tmp_path)
    assert (difference.standing, difference.since) == (Standing.NEW, None)


def test_a_file_that_stock_no_longer_has_is_told(tmp_path: Path) -> None:
    path = tmp_path / "content/en/statements/given-up.yaml"
    path.parent.mkdir(parents=True)
    path.write_text("text: [Old.]\n", encoding="utf-8")
    remember(tmp_path, {"content/en/statements/given-up.yaml": b"text: [Old.]\n"})
    difference = only(tmp_path)
    assert (difference.standing, difference.since) == (Standing.NEW, Since.GONE)


def test_a_changed_file_without_a_record_says_so(tmp_path: Path) -> None:
    path = take(tmp_path, CREDIT)
    change(path, "article by", "text by")
    (tmp_path / "taken.yaml").unlink()
    assert only(tmp_path).since is Since.UNKNOWN


@pytest.mark.usefixtures("newer")
def test_stock_that_changed_under_a_file_is_told_by_its_hash(clinic: Path) -> None:
    difference = only(clinic)
    assert difference.since is Since.MOVED
    assert difference.version
    assert difference.moved is None
    assert {each.part for each in difference.changes} == {"text 1", "heading"}


@pytest.mark.usefixtures("newer")
def test_what_stock_changed_is_known_when_the_old_one_was_signed(clinic: Path) -> None:
    signed = clinic / "signed/en/statements/credit/0123456789abcdef.yaml"
    signed.parent.mkdir(parents=True)
    signed.write_text(OLD, encoding="utf-8")
    moved = only(clinic).moved
    assert moved is not None
    assert [(each.part, each.before, each.after) for each in moved] == [
        ("text 1", "We retold the facts.", "We retold the facts in short.")
    ]


@pytest.mark.usefixtures("newer")
def test_what_stock_changed_is_known_when_the_clinic_never_changed_its_copy(clinic: Path) -> None:
    (clinic / CREDIT).write_text(OLD, encoding="utf-8")
    moved = only(clinic).moved
    assert moved is not None
    assert [each.part for each in moved] == ["text 1"]


@pytest.mark.usefixtures("newer")
def test_looking_at_the_new_stock_is_recorded(clinic: Path) -> None:
    assert accept(clinic, "statements/credit") == CREDIT
    assert only(clinic).since is Since.UNMOVED


def test_what_has_no_stock_file_cannot_be_looked_at(tmp_path: Path) -> None:
    path = tmp_path / "content/en/statements/ours.yaml"
    path.parent.mkdir(parents=True)
    path.write_text("text: [Ours.]\n", encoding="utf-8")
    with pytest.raises(HandoutsError, match="Stock has no file"):
        accept(tmp_path, "content/en/statements/ours.yaml")


def test_an_own_file_is_named_from_here_from_its_folder_or_by_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = take(tmp_path, CREDIT)
    monkeypatch.chdir(path.parent)
    for asked in ("credit.yaml", CREDIT, "statements/credit", str(path)):
        assert own_name(tmp_path, asked) == CREDIT
    with pytest.raises(HandoutsError, match=r"handouts init --take content/en/wording\.yaml"):
        own_name(tmp_path, "en/wording")
    with pytest.raises(HandoutsError, match="Did you mean"):
        own_name(tmp_path, "statements/credits")


@pytest.mark.parametrize(
    ("name", "noun"),
    [
        ("handouts.yaml", Settings),
        ("content/clinic.yaml", Clinic),
        (CREDIT, Statement),
        ("content/en/easy-read/statements/credit.yaml", Statement),
        ("content/es/wording.yaml", Wording),
        ("content/es/easy-read/wording.yaml", Wording),
        (TOKENS, None),
        ("content/en/notes.yaml", None),
        ("content/en/letters/credit.yaml", None),
        ("templates/handout.html", None),
        ("visit.yaml", None),
    ],
)
def test_what_a_file_holds_is_told_by_its_place(name: str, noun: type | None) -> None:
    assert noun_of(name) is noun


def test_every_yaml_file_of_stock_has_a_noun() -> None:
    names = [name for name in taking.takeable() if name.endswith(".yaml")]
    assert names
    assert [name for name in names if noun_of(name) is None] == []
    assert all((stock() / taking.FILES.get(name, name)).is_file() for name in names)
