"""`handouts sign` and `handouts status`, as a clinic uses them; today is an argument here too."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from handouts.cli import batch, make, show, sign, status
from handouts.library.shelves import Shelves
from tests.cli.terminal import SHEET, Ended, here, schedule, write
from tests.signing import clinic, own, sign_handout

TODAY = dt.date(2026, 12, 1)
BY = ("--by", "Ada Sample, MD", "--until", "2028-12-01")
FACTS = "en/statements/general-facts"


@pytest.fixture(autouse=True)
def one_day(monkeypatch: pytest.MonkeyPatch) -> None:
    on(monkeypatch, TODAY)


def on(monkeypatch: pytest.MonkeyPatch, day: dt.date) -> None:
    for module in (batch, make, show, sign, status):
        monkeypatch.setattr(module, "today", lambda: day)


@pytest.fixture
def shelves(tmp_path: Path) -> Shelves:
    return clinic(tmp_path)


def run(shelves: Shelves, *args: str) -> Ended:
    assert shelves.clinic is not None
    return here(*args, cwd=shelves.clinic)


def signed(shelves: Shelves) -> str:
    assert shelves.clinic is not None
    return (shelves.clinic / "signed/signatures.yaml").read_text(encoding="utf-8")


def test_signing_one_text_names_it_and_shows_in_show(shelves: Shelves) -> None:
    ended = run(shelves, "sign", "statements/off-label", *BY)
    assert (ended.code, ended.out) == (0, "en/statements/off-label\n")
    assert "1 text signed" in ended.err
    shown = run(shelves, "show", "off-label").out
    assert ", signed\n" in shown
    assert "Ada Sample, MD, signed these words: 2026-12-01 until 2028-12-01" in shown
    assert "not signed" in run(shelves, "show", "credit").out
    (as_json,) = json.loads(run(shelves, "show", "off-label", "--json").out)
    assert as_json["state"] == "signed"


def test_what_was_signed_before_is_not_signed_twice(shelves: Shelves) -> None:
    run(shelves, "sign", "credit", *BY)
    before = signed(shelves)
    ended = run(shelves, "sign", "credit", *BY)
    assert (ended.code, ended.out) == (0, "")
    assert "had this signature before" in ended.err
    assert signed(shelves) == before


def test_a_handout_is_listed_and_signed_only_when_somebody_says_that_it_was_read(
    shelves: Shelves,
) -> None:
    ended = run(shelves, "sign", "--treatment", "sleep", *BY)
    assert ended.code == 2
    assert "en/treatments/sleep  (unsigned; " in ended.err
    assert "Nothing was signed" in ended.err
    assert shelves.clinic is not None
    assert not (shelves.clinic / "signed").exists()
    ended = run(shelves, "sign", "--treatment", "sleep", "--yes", *BY)
    assert ended.code == 0
    assert "en/treatments/sleep" in ended.out.splitlines()
    assert "clinic" in ended.out.splitlines()


@pytest.mark.parametrize(("answer", "files"), [("y", True), ("n", False), ("", False)])
def test_at_a_terminal_it_asks_whether_all_was_read(
    shelves: Shelves, monkeypatch: pytest.MonkeyPatch, answer: str, *, files: bool
) -> None:
    assert shelves.clinic is not None
    monkeypatch.setattr(sign, "_at_a_terminal", lambda: True)
    ended = here("sign", "red-flags", *BY, cwd=shelves.clinic, stdin=f"{answer}\n".encode())
    assert "Has Ada Sample read 2 texts?" in ended.err
    assert "en/red-flags/emergency  (unsigned; " in ended.err
    assert (ended.code == 0) is files
    assert (shelves.clinic / "signed").exists() is files


def test_a_folder_is_signed_only_when_somebody_says_that_it_was_read(shelves: Shelves) -> None:
    assert run(shelves, "sign", "red-flags", *BY).code == 2
    ended = run(shelves, "sign", "red-flags", "--yes", *BY)
    assert ended.out.splitlines() == ["en/red-flags/emergency", "en/red-flags/same-day"]


def test_texts_that_are_named_one_by_one_are_signed_without_a_question(shelves: Shelves) -> None:
    ended = run(shelves, "sign", "credit", "statements/off-label", "clinic", *BY)
    assert ended.code == 0
    assert len(ended.out.splitlines()) == 3


def test_all_means_all_that_the_clinic_s_handouts_print(shelves: Shelves) -> None:
    assert shelves.clinic is not None
    settings = shelves.clinic / "handouts.yaml"
    words = settings.read_text(encoding="utf-8")
    settings.write_text(words + "offers:\n  - sleep\n", encoding="utf-8")
    everything = run(shelves, "sign", "--all", "--yes", *BY)
    assert everything.code == 0
    assert "en/treatments/sleep" in everything.out
    assert "off-label" not in everything.out
    easy = run(shelves, "sign", "--all", "--yes", "--edition", "easy-read", "--language", "en", *BY)
    assert "en/easy-read/treatments/sleep" in easy.out
    assert run(shelves, "status", "--language", "en", "--strict").code == 0


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("credit", "--until", "2028-12-01"), "--by"),
        (("credit", "--by", "Ada Sample, MD"), "--until"),
        (("credit", "--by", "Ada Sample", "--until", "2028-12-01"), "a name and a role"),
        (("credit", "--by", "Ada Sample, MD", "--until", "2026-11-30"), "in the past"),
        (("credit", "--by", "Ada Sample, MD", "--until", "2030-01-01"), "3 years"),
        (BY, "Name what is to be signed"),
        (("statements/credits", *BY), "Did you mean 'statements/credit'?"),
        (("--treatment", "slep", *BY), "slep"),
        (("credit", "--language", "xx", *BY), "'xx'"),
    ],
)
def test_what_cannot_be_meant_is_refused_and_nothing_is_signed(
    shelves: Shelves, args: tuple[str, ...], said: str
) -> None:
    ended = run(shelves, "sign", *args)
    assert ended.code in {1, 2}
    assert said in ended.err
    assert shelves.clinic is not None
    assert not (shelves.clinic / "signed").exists()


def test_stock_is_not_signed_without_a_clinic_s_folder(tmp_path: Path) -> None:
    ended = here("sign", "credit", *BY, cwd=tmp_path)
    assert ended.code == 2
    assert "handouts init" in ended.err
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_signed_is_told_and_the_rest_is_signed(shelves: Shelves) -> None:
    own(shelves, "clinic", "312-867-5309", "555-0100")
    ended = run(shelves, "sign", "clinic", "credit", *BY)
    assert ended.code == 1
    assert ended.out == "en/statements/credit\n"
    assert "content/clinic.yaml:" in ended.err
    assert "example number" in ended.err


def test_nothing_is_signed_on_top_of_a_broken_file(shelves: Shelves) -> None:
    run(shelves, "sign", "credit", *BY)
    assert shelves.clinic is not None
    file = shelves.clinic / "signed/signatures.yaml"
    doubled = signed(shelves) + signed(shelves).splitlines()[-1] + "\n"
    file.write_text(doubled, encoding="utf-8")
    ended = run(shelves, "sign", "off-label", *BY)
    assert ended.code == 1
    assert "signed/signatures.yaml:10:7: " in ended.err
    assert "for the second time" in ended.err
    assert signed(shelves) == doubled


def test_a_text_that_waits_for_a_second_signature_says_so(shelves: Shelves) -> None:
    assert shelves.clinic is not None
    settings = shelves.clinic / "handouts.yaml"
    words = settings.read_text(encoding="utf-8")
    policy = "signatures:\n  number: 2\n  prescriber: yes\n"
    settings.write_text(words + policy, encoding="utf-8")
    first = run(shelves, "sign", "credit", "--by", "Ben Sample, RN", *BY[2:])
    assert "1 text still wait for one more signature" in first.err
    found = json.loads(run(shelves, "status", "--language", "en", "--json").out)
    (text,) = (each for each in found["texts"] if each["item"] == "en/statements/credit")
    assert text["state"] == "waiting"
    second = json.loads(run(shelves, "sign", "credit", "--json", *BY).out)
    assert (second["signed"], second["waiting"]) == (["en/statements/credit"], [])


@pytest.mark.parametrize("policy", ["number: 3", "number: two", "prescriber: maybe", "people: 2"])
def test_a_policy_that_makes_no_sense_is_refused_at_its_line(shelves: Shelves, policy: str) -> None:
    assert shelves.clinic is not None
    settings = shelves.clinic / "handouts.yaml"
    words = settings.read_text(encoding="utf-8")
    settings.write_text(f"{words}signatures:\n  {policy}\n", encoding="utf-8")
    ended = run(shelves, "sign", "credit", *BY)
    assert ended.code == 1
    assert f"handouts.yaml:{len(words.splitlines()) + 2}:" in ended.err


# Status


def test_status_of_unsigned_words_is_short_and_counts_them(shelves: Shelves) -> None:
    ended = run(shelves, "status")
    assert ended.code == 0
    lines = ended.out.splitlines()
    assert len(lines) < 30
    assert any(line.startswith("en: DRAFT: ") and "sleep (10)" in line for line in lines)
    assert "0 of" in lines[-1]
    long = run(shelves, "status", "-v").out.splitlines()
    assert len(long) > 700
    assert any(line.startswith("  es/statements/off-label  (") for line in long)


def test_status_of_words_that_cannot_be_read_ends_with_1_and_counts_none(shelves: Shelves) -> None:
    own(shelves, "en/treatments/sleep", "kind: ", "kindd: ")
    ended = run(shelves, "status", "--language", "en")
    assert ended.code == 1
    assert "sleep.yaml" in ended.err
    assert "texts are signed" not in ended.out


def test_status_shows_the_words_that_changed_with_their_line(shelves: Shelves) -> None:
    sign_handout(shelves)
    own(shelves, FACTS, "handout gives general facts", "handout gives safe facts")
    ended = run(shelves, "status", "--language", "en")
    assert "Changed since they were signed (1)" in ended.out
    assert "content/en/statements/general-facts.yaml:5:5: text 1" in ended.out
    assert "signed: This handout gives [general] facts." in ended.out
    assert "now:    This handout gives [safe] facts." in ended.out
    assert "sleep (1)" in ended.out


def test_status_tells_due_overdue_and_outdated_texts(
    shelves: Shelves, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_handout(shelves, until=dt.date(2027, 1, 15))
    sign_handout(shelves, language="es", until=dt.date(2028, 1, 15))
    own(shelves, FACTS, "handout gives general facts", "handout gives common facts")
    found = run(shelves, "status").out
    assert "Due: the signature ends within 60 days (8)" in found
    assert "  Ada Sample, MD, until 2027-01-15: en: " in found
    assert "Older than their source" in found
    assert "es/statements/general-facts" in found
    on(monkeypatch, dt.date(2027, 1, 16))
    assert "Overdue: the signature has ended (8)" in run(shelves, "status").out


def test_strict_ends_with_one_until_all_is_signed_and_in_date(
    shelves: Shelves, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert shelves.clinic is not None
    settings = shelves.clinic / "handouts.yaml"
    words = settings.read_text(encoding="utf-8")
    settings.write_text(words + "offers:\n  - sleep\n", encoding="utf-8")
    strict = ("status", "--language", "zh", "--strict")
    assert run(shelves, *strict).code == 0  # nothing that is offered is to be had in it
    strict = ("status", "--language", "en", "--strict")
    run(shelves, "sign", "--all", "--yes", *BY)
    assert run(shelves, *strict).code == 1
    run(shelves, "sign", "--all", "--yes", "--edition", "easy-read", *BY)
    assert run(shelves, *strict).code == 0
    on(monkeypatch, dt.date(2028, 12, 2))
    assert run(shelves, *strict).code == 1
    assert run(shelves, *strict[:-1]).code == 0
    on(monkeypatch, TODAY)
    (copy,) = (shelves.clinic / f"signed/{FACTS}").iterdir()
    copy.unlink()
    assert run(shelves, *strict).code == 1


def test_status_says_what_keeps_a_signed_handout_a_draft(shelves: Shelves) -> None:
    own(shelves, "clinic", "food_hours: 6", "food_hours:")
    sign_handout(shelves, "ketamine-infusion")
    found = run(shelves, "status", "--language", "en").out
    assert "ketamine-infusion (clinic.yaml)" in found
    assert "still DRAFT: clinic.yaml leaves a policy blank: hours without food." in found


def test_status_says_everything_to_programs(shelves: Shelves) -> None:
    sign_handout(shelves)
    own(shelves, FACTS, "handout gives general facts", "handout gives common facts")
    found: dict[str, Any] = json.loads(run(shelves, "status", "--language", "en", "--json").out)
    by_name = {text["item"]: text for text in found["texts"]}
    assert by_name[FACTS]["state"] == "changed"
    (change,) = by_name[FACTS]["changes"]
    assert (change["part"], change["line"]) == ("text 1", 5)
    assert by_name["en/wording"]["signatures"][0]["by"] == "Ada Sample"
    sleep = {each["treatment"]: each for each in found["handouts"] if each["edition"] == "standard"}
    assert (sleep["sleep"]["state"], sleep["sleep"]["open"]) == ("changed", 1)


def test_status_refuses_a_language_that_is_not_there(shelves: Shelves) -> None:
    ended = run(shelves, "status", "--language", "xx")
    assert ended.code == 2
    assert "'xx'" in ended.err


# Making and batches


def test_make_says_why_it_is_a_draft_until_it_is_none(shelves: Shelves) -> None:
    assert shelves.clinic is not None
    write(shelves.clinic, {"visit.yaml": SHEET})
    make = ("make", "visit.yaml", "-o", "one.pdf")
    assert "DRAFT, because 10 of its texts are not signed" in run(shelves, *make).err
    sign_handout(shelves)
    assert "DRAFT" not in run(shelves, *make).err
    own(shelves, FACTS, "handout gives general facts", "handout gives common facts")
    assert "DRAFT, because 1 of its texts changed" in run(shelves, *make).err


def test_a_batch_refuses_what_is_not_signed_and_makes_what_is(
    shelves: Shelves,
) -> None:
    assert shelves.clinic is not None
    write(
        shelves.clinic, {"day.csv": schedule("Maria Example,1958-03-04,sleep,2026-12-02,8:30 am")}
    )
    refused = run(shelves, "batch", "day.csv")
    assert refused.code == 1
    assert "not signed by a clinician" in refused.err
    sign_handout(shelves)
    made = run(shelves, "batch", "day.csv")
    assert (made.code, made.err.count("DRAFT")) == (0, 0)
    own(shelves, FACTS, "handout gives general facts", "handout gives common facts")
    again = run(shelves, "batch", "day.csv", "--out", "second")
    assert again.code == 1
    assert "1 of its texts changed since it was signed" in again.err
    draft = run(shelves, "batch", "day.csv", "--out", "third", "--draft")
    assert draft.code == 0
