"""What staff see while they write: the YAML extension's own server reads our schemas."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from handouts.library.shelves import stock
from handouts.library.take import take
from tests.cli.terminal import here
from tests.editor.language_server import LanguageServer
from tests.tracked import tracked

pytestmark = pytest.mark.editor

CREDIT = "content/en/statements/credit.yaml"


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as `handouts init` makes it."""
    folder = tmp_path_factory.mktemp("editor") / "clinic"
    assert here("init", str(folder), cwd=folder.parent).code == 0
    return folder


@pytest.fixture(scope="module")
def server(clinic: Path) -> Iterator[LanguageServer]:
    with LanguageServer(clinic) as running:
        yield running


class Page:
    """One file in the editor; places in it are named by its words."""

    def __init__(self, server: LanguageServer, path: Path, text: str) -> None:
        self.server, self.path, self.text = server, path, text
        marks = server.open(path, text)
        self.marks = {(each["range"]["start"]["line"] + 1, each["message"]) for each in marks}

    def _place(self, words: str, *, after: bool) -> tuple[int, int]:
        assert self.text.count(words) == 1
        before = self.text[: self.text.index(words) + (len(words) if after else 0)]
        return before.count("\n"), len(before.rpartition("\n")[2])

    def offers(self, words: str) -> set[str]:
        """What is offered right behind some words."""
        return set(self.server.offers(self.path, *self._place(words, after=True)))

    def inserts(self, words: str, name: str) -> str:
        """What choosing a name writes behind some words."""
        offered = self.server.offers(self.path, *self._place(words, after=True))
        return str(offered[name]["insertText"])

    def hover(self, words: str) -> str:
        """The help above a key, named with its line break: `\\nloudness`."""
        line, column = self._place(words, after=True)
        return self.server.hover(self.path, line, column - 1)


@pytest.fixture
def stock_file(clinic: Path) -> Iterator[Path]:
    path = take(clinic, CREDIT)
    yield path
    path.unlink()


def first_line(name: str) -> str:
    """The line that `handouts` writes atop of a file."""
    return (stock() / name).read_text(encoding="utf-8").partition("\n")[0] + "\n"


def test_a_stock_file_in_a_clinic_s_folder_has_no_marks(
    server: LanguageServer, stock_file: Path
) -> None:
    assert Page(server, stock_file, stock_file.read_text(encoding="utf-8")).marks == set()


def test_a_new_line_offers_the_keys_that_are_not_there_yet(
    server: LanguageServer, stock_file: Path
) -> None:
    text = stock_file.read_text(encoding="utf-8") + "\n# here\n"
    page = Page(server, stock_file, text)
    offered = page.offers("\n# here\n")
    assert {"points", "loudness", "when", "picture"} <= offered
    assert "text" not in offered
    assert page.inserts("\n# here\n", "loudness") == "loudness: "
    assert page.inserts("\n# here\n", "points") == "points:\n  - "


def test_a_misspelt_key_is_marked_at_its_line(server: LanguageServer, stock_file: Path) -> None:
    text = stock_file.read_text(encoding="utf-8")
    line = text.count("\n") + 1
    page = Page(server, stock_file, text + "loudnes: note\n")
    ((marked, message),) = page.marks
    assert marked == line
    assert "look for a slip in the letters" in message


def test_the_mark_goes_when_the_key_is_mended(server: LanguageServer, stock_file: Path) -> None:
    text = stock_file.read_text(encoding="utf-8")
    assert Page(server, stock_file, f"{text}loudnes: note\n").marks
    assert not Page(server, stock_file, f"{text}loudness: note\n").marks


def test_a_key_explains_itself_and_its_choices(server: LanguageServer, stock_file: Path) -> None:
    text = stock_file.read_text(encoding="utf-8") + "loudness: note\nheading: Thanks\n"
    page = Page(server, stock_file, text)
    help_ = page.hover("\nloudness")
    assert "note (a bar at the side) or warning (a box)" in help_
    assert "If you leave it out: plain." in help_
    assert "`warning`: In a box" in help_
    assert "A small heading above the text" in page.hover("\nheading")
    assert "||" not in help_
    assert "null" not in help_


@pytest.mark.parametrize(
    ("key", "names"),
    [
        ("loudness: ", {"plain", "note", "warning"}),
        ("when:\n  dose_band:\n    - ", {"lower", "higher"}),
        ("when:\n  visit_type:\n    - ", {"consult", "first", "follow-up", "last"}),
    ],
)
def test_a_choice_offers_its_words_and_nothing_else(
    server: LanguageServer, clinic: Path, key: str, names: set[str]
) -> None:
    text = f"{first_line(CREDIT)}text:\n  - Thank you.\n{key}"
    assert Page(server, clinic / CREDIT, text).offers(key) == names


@pytest.mark.parametrize(
    ("key", "some"),
    [
        ("picture: ", {"heart", "car"}),
        ("when:\n  risk:\n    - ", {"stroke", "diabetes"}),
        ("sources:\n  - ", {"SEED"}),
    ],
)
def test_names_of_stock_are_offered_and_others_are_not_marked(
    server: LanguageServer, clinic: Path, key: str, some: set[str]
) -> None:
    text = f"{first_line(CREDIT)}text:\n  - Thank you.\n{key}"
    offered = Page(server, clinic / CREDIT, text).offers(key)
    assert some <= offered
    assert not {"null", "true", "false"} & offered
    assert Page(server, clinic / CREDIT, f"{text}our-own\n").marks == set()


def test_the_folder_s_own_files_are_offered_after_handouts_schema(
    server: LanguageServer, clinic: Path
) -> None:
    own = clinic / "content/en/statements/our-parking.yaml"
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_text(f"{first_line(CREDIT)}text:\n  - Park behind.\n", encoding="utf-8")
    try:
        printed = here("-C", str(clinic), "schema", "treatments", cwd=clinic).out
    finally:
        own.unlink()
    (clinic / "content/schema/own.json").write_text(printed, encoding="utf-8")
    name = "content/en/treatments/own.yaml"
    text = "# yaml-language-server: $schema=../../schema/own.json\nsections:\n  - blocks:\n"
    page = Page(server, clinic / name, f"{text}      - statement: ")
    assert {"our-parking", "credit"} <= page.offers("statement: ")


TREATMENT = "content/en/treatments/sleep.yaml"

BLOCKS = """\
name: Sleep
title: Sleep
kicker: For you
kind: general
most_important:
  text:
    - Rest.
  picture: bed
sections:
  - id: a
    heading: A
    blocks:
"""


@pytest.mark.parametrize(
    ("block", "said"),
    [
        ("      - statement: credit\n        checklist: bring\n", "A block shows one thing"),
        ("      - pain_diary: 20\n", "14"),
        ("      - expectations: during\n", "Write a list"),
        ("      - fasting_times: no\n", "Write yes."),
        ("      - credit\n", "Only known keys can stand here"),
    ],
)
def test_a_block_that_cannot_be_is_marked_in_plain_words(
    server: LanguageServer, clinic: Path, block: str, said: str
) -> None:
    head = first_line(TREATMENT) + BLOCKS
    marks = Page(server, clinic / TREATMENT, head + block).marks
    assert marks
    assert all(said in message for _, message in marks)
    assert {line for line, _ in marks} <= {head.count("\n") + 1, head.count("\n") + 2}


@pytest.mark.parametrize(
    ("name", "wrong", "said"),
    [
        ("visit.yaml", "dob: 1958-03-04\n", "Only known keys"),
        ("handouts.yaml", "telefax: office\n", "Only known keys"),
        ("content/clinic.yaml", "fax: 555-0101\n", "Only known keys"),
    ],
)
def test_files_of_a_new_folder_are_helped_too(
    server: LanguageServer, clinic: Path, name: str, wrong: str, said: str
) -> None:
    text = (clinic / name).read_text(encoding="utf-8")
    assert Page(server, clinic / name, text).marks == set()
    ((line, message),) = Page(server, clinic / name, text + wrong).marks
    assert line == text.count("\n") + 1
    assert said in message


def test_a_visit_offers_its_columns_and_their_words(server: LanguageServer, clinic: Path) -> None:
    head = (clinic / "visit.yaml").read_text(encoding="utf-8").partition("\n")[0]
    page = Page(server, clinic / "visit.yaml", f"{head}\npatient: Maria Example\nedition: ")
    assert {"standard", "large-print", "easy-read", "high-contrast"} <= page.offers("edition: ")
    assert "as it is to be printed" in page.hover("\npatient")


def test_numbers_and_yes_are_text_where_we_want_text(server: LanguageServer, clinic: Path) -> None:
    head = first_line("content/clinic.yaml")
    text = f"{head}name: 24\nphone: 5550100\nemergency_number: 911\ncrisis_line: yes\n"
    assert Page(server, clinic / "content/clinic.yaml", text).marks == set()


# the last file of each folder: tests/read/test_json_schema.py looks at every one
@pytest.mark.parametrize(
    "name", {Path(name).parent: name for name in tracked("content/en") if ".yaml" in name}.values()
)
def test_no_stock_file_is_marked(server: LanguageServer, clinic: Path, name: str) -> None:
    text = (stock() / name).read_text(encoding="utf-8")
    assert Page(server, clinic / name, text).marks == set()
