"""Whatever is wrong ends in plain words, a place, a way on and the right code; nothing is left."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.cli.terminal import HEADER, ROW, SHEET, broken, here, schedule, write

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01"
ZONE = "timezone: America/New_York\n"
BAD_ROW = "Nobody Sample,1949-06-30,sleep,2031-02-30,9:00 am"
MAKE, BATCH = ("make", "visit.yaml"), ("batch", "day.csv", "--draft")


@dataclass(frozen=True)
class Wrong:
    """A command that cannot do what it is told."""

    args: tuple[str, ...]
    code: int
    says: tuple[str, ...]
    files: Mapping[str, str | bytes] = field(default_factory=dict)
    folders: tuple[str, ...] = ()
    circles: tuple[str, ...] = ()
    """Links that lead to themselves: nobody can open them, not even root."""
    stdin: bytes = b""


def visit(words: str, code: int = 1, *says: str) -> Wrong:
    """A visit file that cannot be used."""
    return Wrong(MAKE, code, says, {"visit.yaml": words})


def day(words: str | bytes, code: int = 1, *says: str) -> Wrong:
    """A schedule that cannot be used."""
    return Wrong(BATCH, code, says, {"day.csv": words})


def clinic(file: str, words: str | bytes, *says: str) -> Wrong:
    """A file of the clinic's folder that cannot be used."""
    return Wrong(MAKE, 1, says, {"handouts.yaml": ZONE, "visit.yaml": SHEET, file: words})


def changed(old: str, new: str) -> str:
    assert old in SHEET
    return SHEET.replace(old, new)


WRONG = {
    # a visit
    "no visit at all": Wrong(("make",), 1, ("patient is missing", "born is missing")),
    "no such visit": Wrong(("make", "nobody.yaml"), 1, ("There is no nobody.yaml in",)),
    "a folder as a visit": Wrong(("make", "d"), 1, ("d cannot be read",), folders=("d",)),
    "a visit nobody can open": Wrong(MAKE, 1, ("visit.yaml",), circles=("visit.yaml",)),
    "an endless file name": Wrong(("make", "x" * 300), 1, ("cannot be read",)),
    "an empty visit": visit("", 1, "visit.yaml:1:1: The file is empty."),
    "an open quote": visit('patient: "Maria\n', 1, "visit.yaml:1:10: ", "not closed"),
    "a second colon": visit("patient: Dr: Sample\n", 1, "visit.yaml:1:"),
    "a tab": visit("patient:\tMaria\n", 1, "visit.yaml:1:9: A tab"),
    "an unknown key": visit(changed("patient", "pateint"), 1, "visit.yaml:1:1: ", "'patient'"),
    "a key twice": visit(f"{SHEET}born: 1960-01-01\n", 1, "visit.yaml:6:1: ", "line 2"),
    "an anchor": visit("patient: *maria\n", 1, "visit.yaml:1:10: "),
    "a tag": visit("patient: !!python/object:os.system x\n", 1, "visit.yaml:1:10: "),
    "two documents": visit(f"{SHEET}---\n{SHEET}", 1, "visit.yaml:6:1: "),
    "lost text": visit("patient: Maria #5\n", 1, "visit.yaml:1:16: "),
    "a list of visits": visit("- patient: Maria\n", 1, "visit.yaml:1:1: This is no visit."),
    "deep nesting": visit("[" * 1000, 1, "visit.yaml:1:21: "),
    "a flood of text": visit(f"note: {'x' * 30_000}\n", 1, "visit.yaml:1:7: "),
    "a huge visit": visit("# " + "x" * 1_000_001, 1, "visit.yaml"),
    "a picture as a visit": Wrong(MAKE, 1, ("visit.yaml:1:1: ",), {"visit.yaml": PNG}),
    "keys in a value": visit(f"{SHEET}note:\n  a: b\n", 1, "visit.yaml:6:1: ", "'note'"),
    "broken JSON": Wrong(
        ("make", "v.json"), 1, ("v.json:1:",), {"v.json": '{"patient": "Maria"'}
    ),
    "nothing on stdin": Wrong(("make", "-"), 1, ("standard input:1:1: ",)),
    "a picture on stdin": Wrong(("make", "-"), 1, ("standard input:1:1: ",), stdin=PNG),
    "no name": visit(changed("patient: Maria Example\n", ""), 1, "patient is missing"),
    "an empty name": visit(changed("Maria Example", ""), 1, "visit.yaml:1:1: patient is missing"),
    "no treatment": visit(changed("sleep", '";"'), 1, "visit.yaml:3:1: ", "treatment"),
    "markup in a name": visit(changed("Maria", "<b>Maria"), 1, "visit.yaml:1:1: patient holds"),
    "a turned-around name": visit(
        changed("Maria Example", '"Maria \\u202E Example"'), 1, "visit.yaml:1:10: "
    ),
    "letters we cannot print": visit(changed("Maria Example", "山田"), 1, "not in our fonts"),
    "an unknown treatment": visit(changed("sleep", "sleeep"), 1, "visit.yaml:3:1: ", "'sleep'"),
    "an unknown risk": visit(f"{SHEET}risks: diabetis\n", 1, "visit.yaml:6:1: ", "'diabetes'"),
    "two visit types": visit(f"{SHEET}visit_type: first; last\n", 1, "visit.yaml:6:1: "),
    "a year of two digits": visit(changed("1958-03-04", "3/4/58"), 1, "visit.yaml:2:1: ", "four"),
    "a date of two days": visit(changed("1958-03-04", "03/04/1958"), 1, "visit.yaml:2:1: "),
    "a day that is none": visit(changed("2031-01-07", "2031-02-30"), 1, "visit.yaml:4:1: date"),
    "a time that is none": visit(changed("8:30 am", "25:00"), 1, "visit.yaml:5:1: time"),
    "a time on no clock": visit(changed("8:30 am", "13 pm"), 1, "visit.yaml:5:1: time"),
    "an hour that is skipped": visit(
        changed("2031-01-07\ntime: 8:30 am", "2031-03-09\ntime: 2:30 am"), 1, "visit.yaml:5:1: "
    ),
    "born tomorrow": visit(changed("1958-03-04", "2130-03-04"), 1, "visit.yaml:2:1: born"),
    "over before it begins": visit(f"{SHEET}ends: 8:00 am\n", 1, "visit.yaml:6:1: ends"),
    "an option that is wrong": Wrong(
        (*MAKE, "--born", "yesterday"), 1, ("--born: born is no date",), {"visit.yaml": SHEET}
    ),
    # where it is to go
    "two treatments in one file": Wrong(
        (*MAKE, "-o", "x.pdf", "--treatment", "sleep; exercise"), 2, ("leave out -o",),
        {"visit.yaml": SHEET},
    ),
    "a folder as the output": Wrong(
        (*MAKE, "-o", "out"), 3, ("out",), {"visit.yaml": SHEET}, folders=("out",)
    ),
    "an output in no folder": Wrong(
        (*MAKE, "-o", "no/x.pdf"), 3, ("no",), {"visit.yaml": SHEET}
    ),
    "an output below a file": Wrong(
        (*MAKE, "-o", "visit.yaml/x.pdf"), 3, ("visit.yaml",), {"visit.yaml": SHEET}
    ),
    "an output of an endless name": Wrong(
        (*MAKE, "-o", "x" * 300), 3, (), {"visit.yaml": SHEET}
    ),
    # settings and words
    "no such clinic": Wrong(("-C", "no", "list"), 2, ("no",)),
    "a file as the clinic": Wrong(("-C", "x", "list"), 2, ("x",), {"x": ""}),
    "broken settings": Wrong(
        ("list",), 1, ("handouts.yaml:2:", "write its key, a colon"), {"handouts.yaml": f"{ZONE}a"}
    ),
    "settings nobody wrote": Wrong(
        ("-C", "h", "list"), 1, ("handouts.yaml:1:1: A tab",), {"h/handouts.yaml": "\tx"}
    ),
    "no time zone": Wrong(("list",), 1, ("'timezone' is missing",), {"handouts.yaml": "paper: a4"}),
    "paper that nobody sells": Wrong(
        ("list",), 1, ("handouts.yaml:2:1: 'paper' cannot be 'a5'",),
        {"handouts.yaml": f"{ZONE}paper: a5\n"},
    ),
    "a time zone that is none": Wrong(
        MAKE, 1, ("handouts.yaml:1:1: ", "Mars/Olympus"),
        {"handouts.yaml": "timezone: Mars/Olympus\n", "visit.yaml": SHEET},
    ),
    "a time zone that is a path": Wrong(
        BATCH, 1, ("handouts.yaml:1:1: ",),
        {"handouts.yaml": "timezone: ../../etc/passwd\n", "day.csv": schedule(ROW)},
    ),
    "a language without words": Wrong(
        MAKE, 1, ("'xx'",), {"handouts.yaml": f"{ZONE}language: xx\n", "visit.yaml": SHEET}
    ),
    "an offer without words": Wrong(
        MAKE, 1, ("handouts.yaml", "'sleeep'"),
        {"handouts.yaml": f"{ZONE}offers: [sleeep]\n", "visit.yaml": changed("sleep", "sleeep")},
    ),
    "too short a time": clinic(
        "content/clinic.yaml", "policies:\n  no_driving_hours: 12\n", "content/clinic.yaml:2:3: "
    ),
    "an unknown key in a treatment": clinic(
        "content/en/treatments/sleep.yaml", "nmae: Sleep\n", "content/en/treatments/sleep.yaml:1:1:"
    ),
    "a text of an old editor": clinic(
        "content/en/statements/credit.yaml", "text:\n  - Zoë\n".encode("cp1252"),
        "content/en/statements/credit.yaml:2:7: ",
    ),
    "an empty text": clinic(
        "content/en/statements/credit.yaml", "", "content/en/statements/credit.yaml:1:1: "
    ),
    "a broken template": clinic("templates/handout.html", "<p>{{ form.", "templates/handout.html"),
    "a template that adds text and numbers": clinic(
        "templates/handout.html", '{{ "a" + 1 }}', "templates/handout.html"
    ),
    "a template of an old editor": clinic(
        "templates/handout.html", "Zoë".encode("cp1252"), "templates/handout.html"
    ),
    "a stylesheet that is none": clinic("styles/tokens.css", "p { colr: red }", "colr"),
    "a stylesheet of an old editor": clinic(
        "styles/tokens.css", "/* Zoë */".encode("cp1252"), "styles/tokens.css"
    ),
    "a folder in the place of a text": Wrong(
        MAKE, 1, ("content/en/risks/diabetes.yaml",),
        {"handouts.yaml": ZONE, "visit.yaml": SHEET}, ("content/en/risks/diabetes.yaml",),
    ),
    "a text nobody can open": Wrong(
        MAKE, 1, ("content/en/risks/diabetes.yaml",),
        {"handouts.yaml": ZONE, "visit.yaml": SHEET, "content/en/risks/x": ""},
        circles=("content/en/risks/diabetes.yaml",),
    ),
    # a schedule
    "no such schedule": Wrong(("batch", "no.csv"), 1, ("There is no no.csv in",)),
    "a folder as a schedule": Wrong(("batch", "d"), 2, ("d",), folders=("d",)),
    "a schedule nobody can open": Wrong(BATCH, 1, ("day.csv",), circles=("day.csv",)),
    "an empty schedule": day("", 1, "day.csv: The schedule is empty."),
    "a schedule of blank lines": day("\n\n \n", 1, "day.csv: The schedule is empty."),
    "a picture as a schedule": day(PNG, 1, "day.csv: This is a picture, no schedule."),
    "zeros in a schedule": day(f"{HEADER}\n\0\0\n", 1, "day.csv:2:1: This is no text file."),
    "half a letter": day(schedule(ROW).encode("utf-16") + b"\x00", 1, "day.csv"),
    "a schedule of an old editor": day(
        schedule(ROW.replace("Maria", "Zoë")).encode("cp1252"), 1, "day.csv:2:1: ", "cp1252"
    ),
    "a huge schedule": day(HEADER + "\n" * 20_000_001, 1, "day.csv", "20,000,000"),
    "no header": day(f"{ROW}\n", 1, "day.csv:1:1: This line does not name the columns."),
    "an unknown column": day(
        schedule(header="patient,birth,born"), 1, "day.csv:1:2: The column 'birth' is not known."
    ),
    "a column twice": day(schedule(header="born,patient,born"), 1, "day.csv:1:3: ", "twice"),
    "too many cells": day(schedule(f"Example, {ROW}"), 1, "day.csv:2:1: ", "6 cells", "quotes"),
    "an open quote in a row": day(schedule(f'"{ROW}'), 1, "day.csv:2:1: A quote"),
    "all rows bad": day(schedule(BAD_ROW), 1, "day.csv:2:4: date"),
    "one row bad": day(schedule(ROW, BAD_ROW), 4, "day.csv:3:4: date"),
    "a row without a treatment": day(schedule(ROW.replace("sleep", ";")), 1, "day.csv:2:"),
    "unsigned words": Wrong(
        ("batch", "day.csv"), 1, ("day.csv:2:1: ", "--draft"), {"day.csv": schedule(ROW)}
    ),
    "a file as the out folder": Wrong(
        (*BATCH, "--out", "x"), 2, ("x",), {"day.csv": schedule(ROW), "x": ""}
    ),
    "an out folder below a file": Wrong(
        (*BATCH, "--out", "x/y"), 3, ("x/y",), {"day.csv": schedule(ROW), "x": ""}
    ),
    "a used out folder": Wrong(
        (*BATCH, "--out", "x"), 1, ("x/manifest.jsonl",),
        {"day.csv": schedule(ROW), "x/manifest.jsonl": ""},
    ),
    "an encoding nobody knows": Wrong(
        (*BATCH, "--encoding", "ebcdic"), 2, ("utf-8",), {"day.csv": schedule(ROW)}
    ),
    # the way it is called
    "an unknown command": Wrong(("mkae",), 2, ("'make'",)),
    "an unknown option": Wrong(("make", "--naem", "x"), 2, ("--naem",)),
    "one word too many": Wrong(("make", "a", "b"), 2, ("b",)),
    "an option without a value": Wrong(("make", "--patient"), 2, ("--patient",)),
    "batch without a schedule": Wrong(("batch",), 2, ("SCHEDULE",)),
    "show without an item": Wrong(("show",), 2, ("ITEM",)),
    "an unknown item": Wrong(("show", "of-label"), 2, ("'off-label'",)),
    "a language nobody wrote": Wrong(("list", "--language", "xx"), 2, ("--language",)),
    "init where files are": Wrong(("init",), 1, ("visit.yaml",), {"visit.yaml": SHEET}),
    "init on a file": Wrong(("init", "x"), 2, ("x",), {"x": ""}),
    "init below a file": Wrong(("init", "x/y"), 3, ("x/y",), {"x": ""}),
}  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_it_ends_in_words_with_a_place_a_way_on_and_the_right_code(
    tmp_path: Path, wrong: Wrong
) -> None:
    write(tmp_path, wrong.files)
    for name in wrong.folders:
        (tmp_path / name).mkdir(parents=True)
    for name in wrong.circles:
        (tmp_path / name).symlink_to(Path(name).name)
    ended = here(*wrong.args, cwd=tmp_path, stdin=wrong.stdin)
    assert "Traceback" not in ended.err
    assert "itself has a fault" not in ended.err
    assert ended.code == wrong.code, ended.err
    for words in wrong.says:
        assert words in ended.err
    assert "%PDF" not in ended.out
    assert has_way_on(ended.err), ended.err
    assert broken(tmp_path) == []


def has_way_on(said: str) -> bool:
    """An indented hint below the problem, or words that say themselves what to write."""
    signs = ("\n    ", "must be at least", "--help", "requires an argument", "leave out -o")
    return any(sign in said for sign in signs)
