"""Fonts: each script in its own files and no others, a missing one told with its package."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from handouts.library.shelves import Shelves
from handouts.model.visit import Patient
from handouts.press import fonts as press_fonts
from handouts.press.engine import Engine
from handouts.press.fonts import FAMILY, OURS, Fonts, fonts
from handouts.press.silence import Unprintable
from handouts.problems import ExitCode, HandoutsError
from tests.cli.terminal import here, schedule, write
from tests.making import Making
from tests.pdf import one_line, read_back
from tests.visits import MARIA, PRINTED, visit

NOTO = [("Arab", "Noto Sans Arabic", "fonts-noto-core"),
        ("Hans", "Noto Sans CJK SC", "fonts-noto-cjk"),
        ("Hant", "Noto Sans CJK TC", "fonts-noto-cjk"),
        ("Jpan", "Noto Sans CJK JP", "fonts-noto-cjk"),
        ("Kore", "Noto Sans CJK KR", "fonts-noto-cjk")]  # fmt: skip
ARABIC_ROW = "Ada Sample,1949-06-30,ketamine-infusion,2031-01-07,9:00 am,ar"


@pytest.fixture(scope="module")
def stock() -> Making:
    return Making(Shelves())


@pytest.fixture
def no_fonts_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine that has no fonts but those that come with the program."""
    empty = tmp_path / "no-fonts"
    empty.mkdir()
    monkeypatch.setattr(press_fonts, "_places", lambda: iter([empty]))
    fonts.cache_clear()
    yield
    fonts.cache_clear()


# Which files a script is set in


@pytest.mark.parametrize("script", ["Latn", "Cyrl", "Grek"])
def test_latin_cyrillic_and_greek_are_set_in_the_font_that_comes_along(script: str) -> None:
    found = fonts(script)
    assert list(found.families) == [FAMILY]
    assert [path.name for path in found.files] == list(OURS)
    assert all(path.is_file() for path in found.files)


@pytest.mark.noto
@pytest.mark.parametrize(("script", "family", "package"), NOTO)
def test_another_script_has_a_font_of_its_own_beside_ours(
    script: str, family: str, package: str
) -> None:
    found = fonts(script)
    chinese_first = [family, FAMILY] if package == "fonts-noto-cjk" else [FAMILY, family]
    assert list(found.families) == chinese_first
    assert {path.name for path in found.files} > set(OURS)
    assert all(path.is_file() for path in found.files)


@pytest.mark.usefixtures("no_fonts_here")
@pytest.mark.parametrize(("script", "family", "package"), NOTO)
def test_a_missing_font_is_refused_with_its_package(script: str, family: str, package: str) -> None:
    with pytest.raises(HandoutsError) as refused:
        fonts(script)
    assert refused.value.code is ExitCode.MACHINE
    (problem,) = refused.value.problems
    assert f"The font {family} is missing on this machine" in problem.message
    assert f"apt install {package}." in problem.hint


@pytest.mark.usefixtures("no_fonts_here")
def test_half_a_font_is_a_missing_font(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "NotoSansArabic-Regular.ttf").write_bytes(b"")
    monkeypatch.setattr(press_fonts, "_places", lambda: iter([tmp_path]))
    with pytest.raises(HandoutsError, match="Noto Sans Arabic is missing"):
        fonts("Arab")


@pytest.mark.usefixtures("no_fonts_here")
def test_a_font_may_lie_in_a_folder_below(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    below = tmp_path / "truetype/noto"
    below.mkdir(parents=True)
    for weight in ("Regular", "Bold"):
        (below / f"NotoSansArabic-{weight}.ttf").write_bytes(b"")
    monkeypatch.setattr(press_fonts, "_places", lambda: iter([tmp_path]))
    assert fonts("Arab").families["Noto Sans Arabic"] == (
        below / "NotoSansArabic-Regular.ttf",
        below / "NotoSansArabic-Bold.ttf",
    )


@pytest.mark.usefixtures("no_fonts_here")
def test_make_ends_with_3_where_the_font_is_missing(tmp_path: Path) -> None:
    row = {"treatment": "ketamine-infusion", "language": "ar"}
    options = [f"--{key}={value}" for key, value in row.items()]
    ended = here(
        "make", *options, "--patient=Ada Sample", "--born=1949-06-30", "--date=2031-01-07",
        "--time=9:00 am", cwd=tmp_path,
    )  # fmt: skip
    assert ended.code == ExitCode.MACHINE
    assert "apt install fonts-noto-core" in ended.err
    assert list(tmp_path.glob("*.pdf")) == []


@pytest.mark.usefixtures("no_fonts_here")
def test_a_missing_font_costs_a_batch_only_the_rows_that_need_it(tmp_path: Path) -> None:
    rows = ("Maria Example,1958-03-04,sleep,2031-01-07,8:30 am,", ARABIC_ROW)
    header = "patient,born,treatment,date,time,language"
    write(tmp_path, {"day.csv": schedule(*rows, header=header)})
    ended = here("batch", "day.csv", "--draft", "--out", "o", cwd=tmp_path)
    assert ended.code == ExitCode.PARTLY
    assert "2 rows: 1 made, 0 skipped, 1 failed." in ended.err
    assert "apt install fonts-noto-core" in ended.err
    assert "day.csv:3:" in ended.err


# Which letters they have


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Maria Example", ""), ("Không ăn được", ""), ("Łódź, Ñandú, ß, Œuvre", ""),
        ("Иван", ""), ("Ελένη", ""), ("“quoted” – 1 ½ µg …", ""), ("a\u00a0b\nc\t", ""),
        ("山田 山", "山田"), ("محمد", "محد"), ("Maria ตัว", "ตัว"), ("☃", "☃"),
    ],
)  # fmt: skip
def test_lacks_names_each_letter_that_no_file_has_once_and_in_order(
    text: str, missing: str
) -> None:
    assert "".join(fonts("Latn").lacks(text)) == missing


@pytest.mark.noto
@pytest.mark.parametrize(
    ("script", "text", "missing"),
    [
        ("Arab", "محمد Maria ؟ 555-0100 ً", ""), ("Arab", "محمد 山", "山"),
        ("Hans", "山田 Maria 555-0100 ，。“”", ""), ("Hans", "山田 محمد", "محد"),
        ("Kore", "통증 Maria", ""),
    ],
)  # fmt: skip
def test_a_script_of_its_own_has_its_letters_and_ours(script: str, text: str, missing: str) -> None:
    assert "".join(fonts(script).lacks(text)) == missing


# The seal


def _seal(folder: Path, name: str, words: bytes) -> str:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_bytes(words)
    return Fonts({FAMILY: (path,)}).seal


def test_the_seal_changes_with_a_file_and_with_its_name(tmp_path: Path) -> None:
    before = _seal(tmp_path, "a.ttf", b"first")
    assert _seal(tmp_path, "a.ttf", b"second") != before
    assert _seal(tmp_path, "b.ttf", b"first") != before
    assert _seal(tmp_path, "a.ttf", b"first") == before


def test_the_seal_does_not_ask_where_the_files_lie(tmp_path: Path) -> None:
    assert _seal(tmp_path / "here", "a.ttf", b"x") == _seal(tmp_path / "there", "a.ttf", b"x")


# What stands in the finished files


def _family(font: str) -> str:
    """SourceSansPro for ABCDEF+Source-Sans-Pro-Bold."""
    return font.rpartition("+")[2].replace("-", "").removesuffix("Bold")


@pytest.mark.noto
@pytest.mark.parametrize(("language", "noto"), [("ar", "NotoSansArabic"), ("zh", "NotoSansCJK")])
def test_a_page_is_set_in_the_fonts_of_its_script_and_in_no_other(
    stock: Making, language: str, noto: str
) -> None:
    someone = visit("ketamine-infusion", language=language)
    sheets = read_back(stock.maker.make(someone, printed=PRINTED).pdf)
    assert all(embedded for _, embedded in sheets.fonts)
    names = {_family(name) for name, _ in sheets.fonts}
    ours = {name for name in names if name.startswith("SourceSansPro")}
    theirs = {name for name in names if name.startswith(noto)}
    assert theirs
    assert names == ours | theirs


def test_vietnamese_reads_back_whole(stock: Making) -> None:
    someone = visit("ketamine-infusion", language="vi",
                    patient=Patient("Nguyễn Thị Mẫu", MARIA.born))  # fmt: skip
    handout = stock.maker.compose(someone, printed=PRINTED)
    sheets = read_back(stock.maker.pdf(handout))
    assert "Nguyễn Thị Mẫu" in sheets.text
    assert one_line(handout.form.wording.draft) in sheets.text
    assert one_line(handout.form.wording.questions_call) in sheets.text
    assert {_family(name).startswith("SourceSansPro") for name, _ in sheets.fonts} == {True}


def _page(words: str) -> str:
    return f'<!doctype html><html lang="en"><head><title>T</title></head><body><p>{words}</p>'


SHEET = {"own.css": b"html { font-family: var(--family) }"}


@pytest.mark.noto
@pytest.mark.parametrize(
    ("script", "words", "families"),
    [
        ("Latn", "Maria 8:30", {"SourceSansPro"}), ("Arab", "Maria 8:30", {"SourceSansPro"}),
        ("Arab", "محمد", {"NotoSansArabic"}),
        ("Hans", "Maria 8:30", {"NotoSansCJKSC"}), ("Hans", "山田", {"NotoSansCJKSC"}),
        ("Hans", "Иван ἄ", {"NotoSansCJKSC", "SourceSansPro"}),
    ],
)  # fmt: skip
def test_each_word_is_set_in_the_first_family_that_has_its_letters(
    script: str, words: str, families: set[str]
) -> None:
    """Chinese comes with Latin letters that match it; Arabic is set beside ours."""
    sheets = read_back(Engine(("own.css",), SHEET.get, fonts(script)).render(_page(words)))
    assert {_family(name).removesuffix("Regular") for name, _ in sheets.fonts} == families


@pytest.mark.noto
def test_a_font_that_lies_beside_the_wanted_one_never_helps_out() -> None:
    """Noto's Thai letters lie in the same folder as its Arabic ones."""
    beside = fonts("Arab").files[-1].with_name("NotoSansThai-Regular.ttf")
    assert beside.is_file()
    with pytest.raises(Unprintable):
        Engine(("own.css",), SHEET.get, fonts("Arab")).render(_page("ตัว"))


def test_letters_with_two_marks_read_back_whole() -> None:
    page = '<!doctype html><html lang="vi"><head><title>T</title></head><body><p>Không ăn được</p>'
    assets = {"own.css": b"html { font-family: var(--family) }"}
    assert read_back(Engine(("own.css",), assets.get).render(page)).text == "Không ăn được"


# Two scripts in one process

_SCRIPT = """
import hashlib, sys
from handouts.press.engine import Engine
from handouts.press.silence import Unprintable
from handouts.press.fonts import fonts
WORDS = {"Latn": ("en", "Maria Example, 8:30 am"), "Arab": ("ar", "محمد العينة 555-0100"),
         "Hans": ("zh", "山田 555-0100")}
SHEET = b"html { font-family: var(--family) } b { font-weight: 700 }"
engines = {}
for script in sys.argv[1:]:
    if script not in engines:
        engines[script] = Engine(("own.css",), {"own.css": SHEET}.get, fonts(script))
    language, words = WORDS[script]
    page = f'<!doctype html><html lang="{language}"><head><title>T</title></head>'
    pdf = engines[script].render(f"{page}<body><p>{words} <b>{words}</b></p></body></html>")
    print(script, hashlib.sha256(pdf).hexdigest())
"""


def _printed(*scripts: str) -> dict[str, set[str]]:
    """The seals of the pages that one new process makes, in this order."""
    ran = subprocess.run(
        [sys.executable, "-c", _SCRIPT, *scripts], capture_output=True, text=True, check=True
    )
    found: dict[str, set[str]] = {}
    for line in ran.stdout.splitlines():
        script, seal = line.split()
        found.setdefault(script, set()).add(seal)
    return found


@pytest.mark.noto
def test_engines_of_several_scripts_make_the_bytes_that_each_makes_alone() -> None:
    alone = {script: _printed(script)[script] for script in ("Latn", "Arab", "Hans")}
    assert len(set.union(*alone.values())) == 3
    for order in (
        ("Latn", "Arab", "Hans", "Latn", "Arab"),
        ("Hans", "Arab", "Latn", "Hans"),
        ("Arab", "Latn", "Arab", "Hans", "Arab"),
    ):
        assert _printed(*order) == alone, order


def test_the_same_page_twice_gives_the_same_bytes() -> None:
    assert len(_printed("Latn", "Latn")["Latn"]) == 1
