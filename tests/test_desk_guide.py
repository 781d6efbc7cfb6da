"""The front desk's guide is true: what it quotes stands on the screen, what it names is there."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import browser
from tests.guide import DOCS, names_what_is_there
from tests.patience import PATIENCE
from tests.tracked import ROOT
from tests.web.desk.counter import at_counter
from tests.web.desk.screens import SCREENS, leave, opened

GUIDE = DOCS / "desk.md"
WORDS = GUIDE.read_text(encoding="utf-8")
QUOTED = [quoted.replace("\n", " ") for quoted in re.findall("“([^”]+)”", WORDS)]
PICTURES = re.findall(r"!\[([^\]]+)\]\(([^)]+)\)", WORDS)
SEEN = (
    "list", "search-finds-nobody", "look-alike", "unfolded", "to-mend", "printed", "draft",
    "not-on-the-list", "no-pages", "tried-in-vain", "one-click", "keys", "hidden", "broken-words",
    "closed", "no-list",
    "tomorrow-in-part", "tomorrow-mending", "tomorrow-made",
)  # fmt: skip
"""The screens that the guide speaks of."""


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> str:
    """All that stands on these screens, and what is read aloud of them."""
    expect.set_options(timeout=PATIENCE * 1_000)
    words = list[str]()
    with browser() as chromium:
        for name in SEEN:
            screen = SCREENS[name]
            with (
                opened(tmp_path_factory.mktemp(name) / "clinic", screen) as served,
                at_counter(chromium, served) as counter,
            ):
                screen.go(counter)
                words.append(told(counter.page))
                leave(served)
    return "\n".join(words)


def told(page: Page) -> str:
    return re.sub(r"\s+", " ", page.locator("body").inner_text())


@pytest.mark.browser
@pytest.mark.parametrize("quoted", QUOTED)
def test_what_the_guide_quotes_stands_on_the_screen(seen: str, quoted: str) -> None:
    pattern = ".{1,20}".join(re.escape(part.strip()) for part in quoted.split("..."))
    assert re.search(pattern, seen), f"no screen says: {quoted}"


def test_the_guide_is_one_page_in_short_words() -> None:
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", WORDS)
    assert len(re.findall(r"\w+", text)) < 900
    sentences = re.split(r"(?<=[.?!:])\s+|\n\n|\|", re.sub(r"[*`#]", "", text))
    assert [each for each in sentences if len(each.split()) > 25] == []
    for word in ("server", "browser storage", "token", "HTML", "JSON", "Flask", "script", "YAML"):
        assert not re.search(rf"\b{word}\b", text, re.IGNORECASE), word


def test_every_page_heading_and_picture_that_the_guide_names_is_there() -> None:
    names_what_is_there(GUIDE)
    assert PICTURES
    for says, file in PICTURES:
        assert len(says.split()) > 5, "a picture says in words what it shows"
        assert (DOCS / file).is_file()
        assert (DOCS / file).stat().st_size < 300_000


def test_readme_leads_to_the_guide() -> None:
    assert "(docs/desk.md)" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_screen_that_the_guide_shows_is_made_by_the_pictures() -> None:
    made = (Path(__file__).parent / "pictures.py").read_text(encoding="utf-8")
    for _, file in PICTURES:
        assert f'"{file.removesuffix(".png")}"' in made
