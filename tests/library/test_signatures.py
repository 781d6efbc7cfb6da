"""Signing leaves a copy and a line, or nothing at all; two signers at once lose nothing."""

import datetime as dt
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from handouts.library import signatures
from handouts.library.shelves import Shelves
from handouts.library.signatures import FILE, Text, copy_of, sign
from handouts.model.signature import Signature
from handouts.problems import ExitCode, HandoutsError
from handouts.read.signatures import read_named, read_signatures
from tests.shelf import clinic_file

ON, UNTIL = dt.date(2026, 12, 1), dt.date(2028, 12, 1)
CREDIT, OFF_LABEL = "en/statements/credit", "en/statements/off-label"


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    for name, words in clinic_file("content/clinic.yaml").items():
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text(words, encoding="utf-8")
    return tmp_path


def text(folder: Path, name: str) -> Text:
    item, data, problems = read_named(Shelves(folder), name)
    assert item is not None, problems
    return Text(name, item.seal, data)


def put(folder: Path, *names: str, by: str = "Ada Sample", role: str = "MD") -> None:
    sign(folder, [text(folder, name) for name in names], by=by, role=role, on=ON, until=UNTIL)


def given(folder: Path, name: str) -> tuple[Signature, ...]:
    found, problems = read_signatures(Shelves(folder))
    assert problems == ()
    return found.of(name)


def snapshot(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_signature_is_a_verbatim_copy_and_a_line(clinic: Path) -> None:
    one = text(clinic, OFF_LABEL)
    put(clinic, OFF_LABEL)
    assert copy_of(clinic, OFF_LABEL, one.seal).read_bytes() == one.words
    (line,) = given(clinic, OFF_LABEL)
    assert line == Signature(OFF_LABEL, one.seal, "Ada Sample", "MD", ON, UNTIL)
    assert str(line.place).endswith("signed/signatures.yaml:9:7")


def test_the_file_can_be_read_by_a_person_and_names_its_schema(clinic: Path) -> None:
    put(clinic, CREDIT, by="Zoë “Z” O'Sample: #1", role="MD, pain")
    lines = (clinic / FILE).read_text(encoding="utf-8").splitlines()
    assert lines[0] == "# yaml-language-server: $schema=../content/schema/signatures.json"
    assert '  - by: "Zoë “Z” O\'Sample: #1"' in lines
    assert "    until: 2028-12-01" in lines
    (line,) = given(clinic, CREDIT)
    assert (line.by, line.role) == ("Zoë “Z” O'Sample: #1", "MD, pain")


def test_what_was_signed_before_stays_as_it_is_and_each_version_keeps_its_copy(
    clinic: Path,
) -> None:
    put(clinic, CREDIT)
    before = snapshot(clinic)
    own = clinic / f"content/{CREDIT}.yaml"
    own.parent.mkdir(parents=True)
    own.write_text("text:\n  - Other words.\n", encoding="utf-8")
    put(clinic, CREDIT, OFF_LABEL, by="Ben Sample", role="RN")
    after = snapshot(clinic)
    assert after[FILE].startswith(before.pop(FILE))
    assert before.items() <= after.items()
    assert len([name for name in after if name.startswith(f"signed/{CREDIT}/")]) == 2
    assert [line.by for line in given(clinic, CREDIT)] == ["Ada Sample", "Ben Sample"]


def test_a_source_is_kept_with_the_line_of_its_translation(clinic: Path) -> None:
    words = text(clinic, "es/statements/credit")
    source = text(clinic, CREDIT)
    both = [Text(words.item, words.seal, words.words, source.seal), source]
    sign(clinic, both, by="Ada Sample", role="MD", on=ON, until=UNTIL)
    assert given(clinic, words.item)[0].source == source.seal
    assert given(clinic, CREDIT)[0].source is None


def _no_space(*_: Any, **__: Any) -> None:
    raise OSError(28, "No space left on device")


def _only_for_the_file(replace: Callable[..., None]) -> Callable[..., None]:
    def failing(source: Any, target: Any) -> None:
        if str(target).endswith("signatures.yaml"):
            _no_space()
        replace(source, target)

    return failing


@pytest.mark.parametrize("signed_before", [True, False])
@pytest.mark.parametrize("broken", ["fsync", "replace", "replace of the file"])
def test_signing_that_is_cut_short_leaves_everything_as_it_was(
    clinic: Path, monkeypatch: pytest.MonkeyPatch, broken: str, signed_before: bool
) -> None:
    if signed_before:
        put(clinic, CREDIT)
    before = snapshot(clinic)
    with monkeypatch.context() as patch:
        if broken == "replace of the file":
            patch.setattr(os, "replace", _only_for_the_file(os.replace))
        else:
            patch.setattr(os, broken, _no_space)
        with pytest.raises(HandoutsError) as stopped:
            put(clinic, CREDIT, OFF_LABEL, by="Ben Sample")
    assert stopped.value.code is ExitCode.MACHINE
    assert "cannot be written" in str(stopped.value)
    assert snapshot(clinic) == before
    put(clinic, OFF_LABEL)
    assert len(given(clinic, OFF_LABEL)) == 1


def test_signing_that_is_stopped_by_hand_leaves_everything_as_it_was(
    clinic: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(clinic, CREDIT)
    before = snapshot(clinic)

    def stopped(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", stopped)
    with pytest.raises(KeyboardInterrupt):
        put(clinic, OFF_LABEL)
    assert snapshot(clinic) == before


def test_many_signers_at_once_lose_no_signature(clinic: Path) -> None:
    names = [name for name in Shelves(clinic).names() if name.startswith("en/statements/")][:12]
    texts = [text(clinic, name) for name in names]
    ready = threading.Barrier(len(names))
    failed: list[Exception] = []

    def one(number: int) -> None:
        ready.wait()
        try:
            for each in (texts[number], texts[0]):
                sign(clinic, [each], by=f"Sample {number}", role="MD", on=ON, until=UNTIL)
        except Exception as wrong:  # told below: a thread's own error is not seen
            failed.append(wrong)

    threads = [threading.Thread(target=one, args=(number,)) for number in range(len(names))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    for number, name in enumerate(names[1:], 1):
        assert [line.by for line in given(clinic, name)] == [f"Sample {number}"]
    assert {line.by for line in given(clinic, names[0])} == {
        f"Sample {number}" for number in range(len(names))
    }


def test_a_signer_who_waits_too_long_is_told_which_file_is_in_the_way(
    clinic: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(clinic, CREDIT)
    (clinic / f"{FILE}.new").write_bytes(b"somebody else's")
    before = snapshot(clinic)
    monkeypatch.setattr(signatures, "PATIENCE", 0.0)
    with pytest.raises(HandoutsError, match=r"signatures\.yaml\.new"):
        put(clinic, OFF_LABEL)
    assert snapshot(clinic) == before


@pytest.mark.parametrize(
    "line", ["    - by: Eve", "  - by:", "      en/statements/credit: abc", "other:", "---"]
)
def test_nothing_is_written_below_lines_that_another_hand_wrote(clinic: Path, line: str) -> None:
    put(clinic, CREDIT)
    file = clinic / FILE
    file.write_text(file.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")
    before = snapshot(clinic)
    with pytest.raises(HandoutsError) as stopped:
        put(clinic, OFF_LABEL)
    assert stopped.value.problems[0].place.line == 10
    assert snapshot(clinic) == before
