"""Signatures are read with a doubt: what is broken, forged or gone is told, and never counts."""

import datetime as dt
from pathlib import Path

import pytest

from handouts.library.shelves import Shelves
from handouts.library.signatures import FILE, Text, copy_of, sign
from handouts.model.settings import DateOrder
from handouts.model.signature import Signature
from handouts.problems import Severity
from handouts.read.dates import Unclear
from handouts.read.names import Refused
from handouts.read.signatures import (
    latest,
    named,
    read_copy,
    read_named,
    read_signatures,
    read_signer,
    read_until,
    signable,
)
from tests.shelf import clinic_file, shelf

ON, UNTIL = dt.date(2026, 12, 1), dt.date(2028, 12, 1)
CREDIT, OFF_LABEL = "en/statements/credit", "en/statements/off-label"


@pytest.fixture
def clinic(tmp_path: Path) -> Shelves:
    """A clinic where two texts are signed."""
    found = shelf(tmp_path, clinic_file("content/clinic.yaml"))
    _sign(found, CREDIT, OFF_LABEL)
    return found


def _sign(shelves: Shelves, *names: str) -> None:
    texts = []
    for name in names:
        item, data, problems = read_named(shelves, name)
        assert item is not None, problems
        texts.append(Text(name, item.seal, data))
    assert shelves.clinic is not None
    sign(shelves.clinic, texts, by="Ada Sample", role="MD", on=ON, until=UNTIL)


def _file(shelves: Shelves) -> Path:
    assert shelves.clinic is not None
    return shelves.clinic / FILE


def _copy(shelves: Shelves, name: str) -> Path:
    item, _, _ = read_named(shelves, name)
    assert item is not None
    assert shelves.clinic is not None
    return copy_of(shelves.clinic, name, item.seal)


def _change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def _lines(shelves: Shelves, *, only: bool) -> dict[str, tuple[Signature, ...]]:
    return dict(read_signatures(shelves, {CREDIT, OFF_LABEL} if only else None)[0].by_item)


def test_stock_and_a_new_clinic_have_no_signatures(tmp_path: Path) -> None:
    for shelves in (Shelves(), Shelves(tmp_path)):
        signatures, problems = read_signatures(shelves)
        assert (dict(signatures.by_item), problems) == ({}, ())


def test_what_was_signed_is_read_again(clinic: Shelves) -> None:
    assert set(_lines(clinic, only=False)) == {CREDIT, OFF_LABEL}
    assert read_signatures(clinic)[1] == ()
    signed = read_signatures(clinic, {CREDIT})[0]
    assert set(signed.by_item) == {CREDIT}


@pytest.mark.parametrize("only", [False, True])
def test_a_copy_that_is_gone_does_not_count(clinic: Shelves, *, only: bool) -> None:
    _copy(clinic, CREDIT).unlink()
    assert set(_lines(clinic, only=only)) == {OFF_LABEL}
    (problem,) = read_signatures(clinic)[1]
    assert problem.place.line == 9
    assert "gone" in problem.message
    assert problem.hint


@pytest.mark.parametrize("only", [False, True])
@pytest.mark.parametrize(
    ("old", "new"),
    [("text:", "texts:"), ("text:\n", "text:\n  - Take two.\n"), ("text:", "\ttext:")],
)
def test_a_copy_that_says_something_else_does_not_count(
    clinic: Shelves, old: str, new: str, *, only: bool
) -> None:
    _change(_copy(clinic, CREDIT), old, new)
    assert set(_lines(clinic, only=only)) == {OFF_LABEL}
    (problem,) = read_signatures(clinic)[1]
    assert "not what was signed" in problem.message
    assert read_copy(clinic, CREDIT, _copy(clinic, CREDIT).stem) is None


def test_a_remark_in_the_file_since_it_was_signed_changes_nothing(clinic: Shelves) -> None:
    _, data, _ = read_named(clinic, CREDIT)
    assert clinic.clinic is not None
    shelf(clinic.clinic, {f"content/{CREDIT}.yaml": "# A remark.\n" + data.decode()})
    assert set(_lines(clinic, only=True)) == {CREDIT, OFF_LABEL}
    assert read_signatures(clinic)[1] == ()


@pytest.mark.parametrize("only", [False, True])
def test_a_line_whose_seal_was_forged_does_not_count(clinic: Shelves, *, only: bool) -> None:
    item, _, _ = read_named(clinic, CREDIT)
    assert item is not None
    _change(_file(clinic), item.seal, "0" * 64)
    assert set(_lines(clinic, only=only)) == {OFF_LABEL}


def test_a_line_for_words_that_nobody_copied_does_not_count(clinic: Shelves) -> None:
    _change(_file(clinic), CREDIT, "en/statements/chronic-pain")
    assert set(_lines(clinic, only=False)) == {OFF_LABEL}


@pytest.mark.parametrize(
    "name", ["en/statements/no-such", "en/nothing/credit", "nothing", "en/../../credit", "../x"]
)
def test_a_text_that_does_not_exist_is_only_a_warning(clinic: Shelves, name: str) -> None:
    _change(_file(clinic), CREDIT, name)
    signatures, (problem,) = read_signatures(clinic)
    assert set(signatures.by_item) == {OFF_LABEL}
    assert problem.severity is Severity.WARNING
    assert repr(name) in problem.message


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("until: 2028-12-01", "until: 2029-12-02"),
        ("on: 2026-12-01", "on: 9999-12-31"),
        ("on: 2026-12-01", "on: 0001-01-01"),
    ],
)
def test_a_signature_for_more_than_three_years_does_not_count(
    clinic: Shelves, old: str, new: str
) -> None:
    _change(_file(clinic), old, new)
    signatures, problems = read_signatures(clinic)
    assert dict(signatures.by_item) == {}
    assert all("more than 3 years" in problem.message for problem in problems)


def test_older_words_that_lost_their_copy_are_only_a_warning(clinic: Shelves) -> None:
    old = _copy(clinic, CREDIT)
    assert clinic.clinic is not None
    shelf(clinic.clinic, {f"content/{CREDIT}.yaml": "text:\n  - Other words.\n"})
    _sign(clinic, CREDIT)
    old.unlink()
    signatures, (problem,) = read_signatures(clinic)
    assert problem.severity is Severity.WARNING
    assert len(signatures.of(CREDIT)) == 2


def test_when_the_last_copy_is_forged_the_signature_before_it_does_not_come_back(
    clinic: Shelves,
) -> None:
    folder = clinic.clinic
    assert folder is not None
    own = {f"content/{CREDIT}.yaml": "text:\n  - Other words.\n"}
    shelf(folder, own)
    _sign(clinic, CREDIT)
    _copy(clinic, CREDIT).write_text("text:\n  - Forged.\n", encoding="utf-8")
    (folder / f"content/{CREDIT}.yaml").unlink()
    assert set(_lines(clinic, only=True)) == {OFF_LABEL}


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("    on: 2026-12-01", "    on: soon", 6, "must be a day such as 2026-12-31"),
        ("    on: 2026-12-01", "    when: 2026-12-01", 4, "'on' is missing"),
        ('    role: "MD"', "    role: [MD", 5, ""),
        ("  - by:", "\t- by:", 4, "A tab"),
        ("signatures:", "signatures: &a", 3, ""),
        (f"      {OFF_LABEL}", f"      {CREDIT}", 10, "for the second time"),
    ],
)
def test_a_file_that_cannot_be_understood_counts_for_nothing_and_names_its_line(
    clinic: Shelves, old: str, new: str, line: int, said: str
) -> None:
    _change(_file(clinic), old, new)
    signatures, problems = read_signatures(clinic)
    assert dict(signatures.by_item) == {}
    assert problems
    assert problems[0].place.file.endswith("signatures.yaml")
    assert said in problems[0].message
    assert not said or problems[0].place.line == line


@pytest.mark.parametrize("data", [b"", b"\x00\xff", b"[" * 100_000, b"signatures: 5\n", b"- a\n"])
def test_no_bytes_in_the_file_end_in_anything_but_a_problem(clinic: Shelves, data: bytes) -> None:
    _file(clinic).write_bytes(data)
    signatures, problems = read_signatures(clinic)
    assert dict(signatures.by_item) == {}
    assert problems


def test_a_folder_in_place_of_the_file_or_a_copy_is_a_problem_too(clinic: Shelves) -> None:
    copy = _copy(clinic, CREDIT)
    copy.unlink()
    copy.mkdir()
    assert set(_lines(clinic, only=False)) == {OFF_LABEL}
    _file(clinic).unlink()
    _file(clinic).mkdir()
    signatures, problems = read_signatures(clinic)
    assert dict(signatures.by_item) == {}
    assert problems


def test_every_stock_text_has_its_name_and_can_be_read_by_it() -> None:
    stock = Shelves()
    names = signable(stock)
    assert {"clinic", "en/wording", CREDIT, "en/easy-read/statements/credit"} <= set(names)
    assert len(names) > 700
    for name in names[::25]:
        item, _, problems = read_named(stock, name)
        assert item is not None, problems
        assert item.name == name


def test_a_file_that_lies_where_no_words_are_read_from_has_no_name(tmp_path: Path) -> None:
    odd = {"content/en/notes/x.yaml": "a: b\n", "content/en/statements/deep/x.yaml": "a: b\n"}
    shelves = shelf(tmp_path, odd | {"content/en/extra.yaml": "a: b\n"})
    assert signable(shelves) == signable(Shelves())
    with pytest.raises(KeyError):
        named("en/statements/deep/x", tmp_path)


TODAY = dt.date(2026, 12, 1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-12-01", TODAY),
        ("2029-12-01", dt.date(2029, 12, 1)),
        ("3/4/2027", dt.date(2027, 3, 4)),
        ("March 4, 2027", dt.date(2027, 3, 4)),
    ],
)
def test_the_last_day_is_read_as_the_clinic_writes_days(text: str, expected: dt.date) -> None:
    assert read_until(text, DateOrder.MONTH_FIRST, TODAY) == expected


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2026-11-30", "in the past"),
        ("2029-12-02", "more than 3 years ahead"),
        ("3/4/27", "two digits"),
        ("for ever", "no date"),
    ],
)
def test_a_last_day_that_cannot_be_is_refused(text: str, said: str) -> None:
    with pytest.raises(Unclear, match=said) as refused:
        read_until(text, None, TODAY)
    assert refused.value.hint


def test_three_years_from_a_leap_day_end_in_february() -> None:
    assert latest(dt.date(2028, 2, 29)) == dt.date(2031, 2, 28)


def test_who_signs_is_a_name_and_a_role() -> None:
    assert read_signer(" Ada  Sample ,MD, pain medicine") == ("Ada Sample", "MD, pain medicine")


@pytest.mark.parametrize("text", ["Ada Sample", "Ada Sample,", ", MD", "", "12, MD", "A <b>, MD"])
def test_a_signer_without_a_name_or_a_role_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        read_signer(text)


def test_a_missing_file_is_told_by_its_name() -> None:
    item, _, (problem,) = read_named(Shelves(), "en/statements/no-such")
    assert item is None
    assert problem.place.file == "content/en/statements/no-such.yaml"


def test_a_folder_of_a_text_s_name_hides_nothing(tmp_path: Path) -> None:
    (tmp_path / f"content/{CREDIT}.yaml").mkdir(parents=True)
    item, _, _ = read_named(Shelves(tmp_path), CREDIT)
    assert item is not None
