"""Typical mistakes in files taken from stock: each message alone says where and how to mend it.

Each is made in a copy of a stock file, as a nurse would make it.
"""

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from handouts.library.shelves import stock
from handouts.read.content import FOLDERS, read_item
from tests.cli.terminal import here, write

NAUSEA = "side-effects/nausea"
EYES = "questions/eyes"
BRING = "checklists/bring"
RESULTS = "statements/results"
TELL = "statements/tell-us-your-medicines"
INJECTIONS = "treatments/injections"
SLEEP = "treatments/sleep"
SIGNS = "red-flags/emergency"
KETAMINE = "treatments/ketamine-infusion"


class Slip(NamedTuple):
    """A mistake: in which file, what is written in place of what, and how it is told."""

    name: str
    file: str
    old: str
    new: str
    at: str
    """Words of the line that is named, as it stands after the mistake."""
    says: tuple[str, ...]
    """What message and hint must hold: the mistake, and its cure."""


SLIPS = (
    # spaces and dashes
    Slip("one space too many", NAUSEA, "\norder:", "\n order:", " order:",
         ("one space too far right", "column 1", "below 'group'")),
    Slip("one space too many at the end", NAUSEA, "\nsources:", "\n sources:", " sources:",
         ("one space too far right", "column 1")),
    Slip("one space too many in the first line", NAUSEA, "\nname:", "\n name:", " name:",
         ("one space too far right", "column 1")),
    Slip("one space too few below a dash", BRING, "    why: They", "   why: They", "   why: They",
         ("one space too far left", "column 5", "'do'")),
    Slip("a key below a dash too far right", BRING, "    why: They", "     why: They", "why: They",
         ("one space too far right", "column 5", "'do'")),
    Slip("a dash too far right", EYES, "  - ask: Have", "   - ask: Have", "- ask: Have",
         ("one space too far right", "column 3", "the dash of line")),
    Slip("a dash too far left", EYES, "  - ask: Have", " - ask: Have", "- ask: Have",
         ("one space too far left", "column 3")),
    Slip("a dash of texts too far right", SLEEP, "      - Should I", "        - Should I",
         "- Should I", ("begins no new entry", "column 7")),
    Slip("a key too far left", EYES, "  visit_type", "visit_type", "visit_type",
         ("not a key that is known", "below `when:`", "two spaces")),
    Slip("no dash before a text", SLEEP, "      - Should I", "      Should I", "      Should I",
         ("A dash is missing", "- Should I be checked")),
    Slip("no dash before the first text", SLEEP, "      - Sleep touches", "      Sleep touches",
         "      Sleep touches", ("A dash is missing", "- Sleep touches your mood")),
    Slip("no dash before keys", EYES, "  - ask: Have", "    ask: Have", "ask: Have",
         ("second time", "write a dash before it")),
    Slip("no dash before the first question", EYES, "  - ask: Do you", "    ask: Do you",
         "    ask: Do you", ("A dash is missing", "- ask: Do you have glaucoma")),
    Slip("no dash before a first text in quotes", TELL, '  - "**Do not', '  "**Do not',
         '  "**Do not', ("A dash is missing", "first entry", '- "**Do not stop')),
    Slip("one space too many below a text that goes on with a bracket", INJECTIONS,
         "    sources: [C34, C38]", "     sources: [C34, C38]", "sources",
         ("one space too far right", "column 5")),
    Slip("a first dash too far right, before quotes over lines", RESULTS, 'points:\n  - "**When',
         'points:\n   - "**When', '- "**How', ("one space too far left", "column 4")),
    Slip("no space behind a dash", SLEEP, "      - Should", "      -Should", "-Should",
         ("space is missing behind the dash", "- Should I")),
    Slip("a bullet for a dash", SLEEP, "      - Should", "      • Should", "• Should",
         ("begins with •", "- Should I")),
    Slip("a long dash for a dash", SLEEP, "      - Should", "      – Should", "– Should",
         ("begins with –", "- Should I")),
    Slip("two entries joined", SLEEP, "sleepy?\n      - Should", "sleepy? - Should", "Should",
         ("Two entries", "on a line of its own: - Should")),
    Slip("two questions joined", EYES, "?\n  - ask: Have", "? - ask: Have", "- ask: Have",
         ("Two entries", "'ask' on a line of its own")),
    Slip("a text goes on too far left", SLEEP, "        care for", "care for", "care for",
         ("too far left", "column 9")),
    Slip("a tab", EYES, "  visit_type", "\tvisit_type", "visit_type", ("A tab", "Use spaces")),
    Slip("a space of the wrong kind", EYES, "  visit_type", "\u00a0 visit_type", "visit_type",
         ("space of the wrong kind", "type them again")),
    # colons
    Slip("no colon", NAUSEA, "order: 20", "order 20", "order 20", ("lacks its colon", "order: 20")),
    Slip("no space behind the colon", NAUSEA, "order: 20", "order:20", "order:20",
         ("lacks a space behind its colon", "order: 20")),
    Slip("an equals sign", NAUSEA, "order: 20", "order = 20", "order = 20",
         ("lacks its colon", "order: 20")),
    Slip("a colon in the text", NAUSEA, "You feel sick,", "Sick: you feel sick,", "feels_like",
         ("second colon", 'feels_like: "Sick: you feel sick')),
    Slip("a colon in a text of a list", SLEEP, "- Could one", "- Note: could one", "- Note",
         ("one text", "holds a colon", "quotes")),
    # quotes and signs
    Slip("curly quotes", NAUSEA, "You feel sick,", "“Sick”: you feel sick,", "feels_like",
         ("Curly quotes", "straight ones", '"Sick: you')),
    Slip("an apostrophe in single quotes", NAUSEA, "You feel sick, or you throw up.",
         "'You can't keep food down.'", "feels_like", ("apostrophe", "double quotes")),
    Slip("a quote that a later line closes", RESULTS, 'the next."', "the next.",
         '- "**Some people', ("opened here and not closed", "same quote")),
    Slip("a quote that nothing closes", RESULTS, 'even longer."', "even longer.",
         '- "**How long', ("opened here and not closed", "same quote")),
    Slip("quotes inside quotes", RESULTS, "You may feel", 'You may "feel"', '"**When it starts',
         ("ends here, but the line goes on", "curly ones")),
    Slip("a text begins with stars", SLEEP, "- Could one", "- **Could** one", "**Could**",
         ("& or *", "in quotes")),
    Slip("a text begins with a bracket", SLEEP, "- Could one", "- [[iv|IV]] could one", "[[iv",
         ("begins with [", '"[[iv|IV]] could one')),
    Slip("a text begins with a brace", SLEEP, "- Could one", "- {phone}: could one", "{phone}",
         ("begins with {", '"{phone}: call us"')),
    Slip("a text that is one value", SLEEP, "- Could one of my medicines keep me awake or make "
         "me too sleepy?", "- {phone}", "{phone}", ("one text", "begins with {", "quotes")),
    Slip("a text begins with &", NAUSEA, "You feel", "& you feel", "feels_like", ("quotes",)),
    Slip("a text begins with %", NAUSEA, "You feel", "% you feel", "feels_like", ("quotes",)),
    Slip("a text begins with @", NAUSEA, "You feel", "@ you feel", "feels_like", ("quotes",)),
    Slip("a text begins with `", NAUSEA, "You feel", "` you feel", "feels_like", ("quotes",)),
    Slip("words behind a #", NAUSEA, "You feel sick", "You feel #1 sick", "#1 sick",
         ("would be dropped", "in quotes")),
    Slip("a bracket not closed", NAUSEA, "C18]", "C18", "sources", ("never closed", "write ]")),
    Slip("no brackets around ids", NAUSEA, "[S-45]", "S-45", "seed",
         ("must be a list", "[S-45]")),
    # keys and values
    Slip("a key misspelt", NAUSEA, "feels_like", "feel_like", "feel_like",
         ("not a key", "'feels_like'")),
    Slip("a key twice", NAUSEA, "order: 20", "order: 20\norder: 30", "order: 30",
         ("second time", "remove one")),
    Slip("a key deleted", NAUSEA, "order: 20\n", "", "name:",
         ("'order' is missing", "order: ...")),
    Slip("an id deleted", SLEEP, "  - id: know-before\n    heading", "  - heading",
         "heading: What should",
         ("'id' is missing", "id: ...")),
    Slip("a value in the wrong place", NAUSEA, "any-dose", "sleep", "group",
         ("cannot be 'sleep'", "any-dose, higher-dose, serious, repeat")),
    Slip("a number with text", NAUSEA, "order: 20", "order: 20th", "order",
         ("whole number", "'20th'", "digits")),
    Slip("neither yes nor no", EYES, "in the eye)?", "in the eye)?\n    call_first: maybe",
         "call_first", ("yes or no", "'maybe'")),
    Slip("a heading left empty", SLEEP, "heading: How may it help?", "heading:", "heading:",
         ("'heading' is empty", "behind the colon")),
    Slip("a visit type misspelt", EYES, "consult, first", "consult, frist", "frist",
         ("'frist'", "Did you mean 'first'?")),
)  # fmt: skip

SEEN_BY_RULES = (
    Slip("a statement that is not there", SLEEP, "statement: tell-us-your", "statement: tell-your",
         "tell-your", ("tell-your-medicines", "tell-us-your-medicines")),
    Slip("a picture that is not there", SLEEP, "picture: moon", "picture: moom", "moom",
         ("'moom'", "moon")),
    Slip("a risk that is not there", BRING, "[sleep-apnea]", "[sleep-apnoea]", "sleep-apnoea",
         ("sleep-apnoea", "sleep-apnea")),
)  # fmt: skip


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.name)
def test_a_mistake_is_told_in_its_line_with_its_cure(slip: Slip, tmp_path: Path) -> None:
    path, words = tmp_path / "slip.yaml", made(slip)
    path.write_text(words, encoding="utf-8")
    kind = slip.file.split("/")[0]
    item, problems = read_item(path, kind, FOLDERS[kind], "en")
    assert item is None, "nobody tells it"
    named(slip, words, [(each.place.line, f"{each.message} {each.hint}") for each in problems])


@pytest.mark.parametrize("slip", SEEN_BY_RULES, ids=lambda slip: slip.name)
def test_a_name_that_is_not_there_is_told_in_its_line_with_the_right_one(
    slip: Slip, tmp_path: Path
) -> None:
    path, words = f"content/en/{slip.file}.yaml", made(slip)
    write(tmp_path, {"handouts.yaml": "timezone: America/New_York\n", path: words})
    named(slip, words, _told(tmp_path, path))


def test_check_tells_the_mistakes_of_all_files_at_once(tmp_path: Path) -> None:
    one_each = {slip.file: slip for slip in SLIPS}
    files = {f"content/en/{slip.file}.yaml": made(slip) for slip in one_each.values()}
    write(tmp_path, files | {"handouts.yaml": "timezone: America/New_York\n"})
    assert len(files) > 5
    printed = _checked(tmp_path)
    for slip in one_each.values():
        path = f"content/en/{slip.file}.yaml"
        named(slip, files[path], _of(path, printed))


def made(slip: Slip) -> str:
    """The stock file with the mistake in it."""
    words = (stock() / f"content/en/{slip.file}.yaml").read_text(encoding="utf-8")
    assert slip.old in words, "the stock file has changed: make the mistake in its new words"
    return words.replace(slip.old, slip.new, 1)


def named(slip: Slip, words: str, told: list[tuple[int, str]]) -> None:
    """Fails unless the mistake's line is named, with its cure."""
    lines = words.splitlines()
    said = [said for line, said in told if slip.at in lines[line - 1]]
    assert any(all(part in each for part in slip.says) for each in said), told


@pytest.mark.parametrize("slip", SLIPS[:3], ids=lambda slip: slip.name)
def test_make_tells_a_mistake_in_the_same_words(slip: Slip, tmp_path: Path) -> None:
    path = f"content/en/{slip.file}.yaml"
    words = made(slip)
    write(tmp_path, {
        "handouts.yaml": "timezone: America/New_York\n", path: words,
        "visit.yaml": "patient: Maria Example\nborn: 1958-03-04\ntreatment: sleep\n"
                      "date: 2031-01-07\ntime: 8:30 am\n",
    })  # fmt: skip
    ended = here("make", "visit.yaml", cwd=tmp_path)
    assert ended.code == 1
    assert not list(tmp_path.glob("*.pdf"))
    for part in slip.says:
        assert part in ended.err


def test_a_sign_of_an_emergency_that_is_deleted_is_told_with_its_words(tmp_path: Path) -> None:
    path = f"content/en/{SIGNS}.yaml"
    words = (stock() / path).read_text(encoding="utf-8")
    (sign, *_) = re.findall(r"^  - .*chest.*\n", words, re.MULTILINE | re.IGNORECASE)
    write(tmp_path, {"handouts.yaml": "timezone: UTC\n", path: words.replace(sign, "", 1)})
    said = " ".join(said for _, said in _told(tmp_path, path))
    assert "chest" in said


def test_a_safety_text_that_is_taken_out_of_a_handout_is_told_by_its_name(tmp_path: Path) -> None:
    path = f"content/en/{KETAMINE}.yaml"
    words = (stock() / path).read_text(encoding="utf-8")
    assert "      - statement: what-we-do-not-know\n" in words
    words = words.replace("      - statement: what-we-do-not-know\n", "", 1)
    write(tmp_path, {"handouts.yaml": "timezone: UTC\n", path: words})
    said = " ".join(said for _, said in _told(tmp_path, path))
    assert "what-we-do-not-know" in said


OTHERS = (
    ("Word", b"PK\x03\x04\x14\x00", ("Word or Excel", "plain text editor", ".yaml")),
    ("RTF", rb"{\rtf1\ansi name: Nausea}", ("RTF", "plain text editor")),
    ("empty", b"", ("empty", "Write it, or delete it")),
    ("cp1252", "name: Café\n".encode("cp1252"), ("UTF-8", "save it again")),
    ("UTF-16", "name: x\n".encode("utf-16"), ("UTF-16", "UTF-8")),
)


@pytest.mark.parametrize(("name", "data", "says"), OTHERS, ids=[name for name, *_ in OTHERS])
def test_a_file_saved_in_the_wrong_way_is_told_with_the_right_one(
    name: str, data: bytes, says: tuple[str, ...], tmp_path: Path
) -> None:
    path = f"content/en/{NAUSEA}.yaml"
    write(tmp_path, {"handouts.yaml": "timezone: UTC\n", path: data})
    ((line, said),) = _told(tmp_path, path)
    assert line == 1, name
    for part in says:
        assert part in said


def test_a_file_in_the_wrong_folder_is_one_problem_that_names_the_right_one(tmp_path: Path) -> None:
    words = (stock() / f"content/en/{NAUSEA}.yaml").read_text(encoding="utf-8")
    path = "content/en/questions/nausea.yaml"
    write(tmp_path, {"handouts.yaml": "timezone: UTC\n", path: words})
    ((_, said),) = _told(tmp_path, path)
    assert "written like those of side-effects/" in said
    assert "Move it to side-effects/" in said


def _told(folder: Path, path: str) -> list[tuple[int, str]]:
    """What check tells of one file as errors: the line, and the message with its hint."""
    return _of(path, _checked(folder))


def _checked(folder: Path) -> str:
    ended = here("check", "-q", "--language", "en", cwd=folder)
    assert ended.code == 1
    return ended.out


def _of(path: str, printed: str) -> list[tuple[int, str]]:
    told: list[tuple[int, str]] = []
    inside = False
    for text in printed.splitlines():
        if found := re.match(rf"{re.escape(path)}:(\d+):\d+: (.*)", text):
            told.append((int(found[1]), found[2]))
            inside = True
        elif inside and text.startswith(" "):
            told[-1] = (told[-1][0], f"{told[-1][1]} {text.strip()}")
        else:
            inside = False
    return told
