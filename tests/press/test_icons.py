"""Our icons: drawn in one manner, nothing but lines, and no warning from the engine."""

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from handouts.check.rules import id001_names
from handouts.check.subject import Subject
from handouts.library.shelves import Shelves, stock
from handouts.model.settings import Settings
from handouts.model.visit import Edition
from handouts.press.engine import Engine
from handouts.press.silence import Unprintable
from tests.shelf import stock_words, words_with

FOLDER = stock() / "styles/icons"
NAMES = tuple(sorted(path.stem for path in FOLDER.glob("*.svg")))
SVG = "{http://www.w3.org/2000/svg}"
FRAME = {
    "viewBox": "0 0 24 24", "width": "24", "height": "24", "fill": "none", "stroke": "#111",
    "stroke-width": "1.9", "stroke-linecap": "round", "stroke-linejoin": "round",
}  # fmt: skip
"""The manner of all of them."""
SHAPES = {"path", "circle", "rect", "line", "ellipse", "polyline", "polygon", "g"}
MEASURES = {"d", "cx", "cy", "r", "x", "y", "x1", "y1", "x2", "y2", "rx", "ry", "width", "height",
            "points", "transform"}  # fmt: skip
PAINT = {"fill", "stroke", "stroke-width"}


def _drawing(name: str) -> ET.Element:
    return ET.parse(FOLDER / f"{name}.svg").getroot()  # noqa: S314  # our own file


def _engine() -> Engine:
    files = {f"icons/{path.name}": path.read_bytes() for path in FOLDER.glob("*.svg")}
    sheet = b"span { display: block; width: 9mm; height: 9mm; background-size: contain }"
    return Engine(("own.css",), (files | {"own.css": sheet}).get)


@pytest.fixture(scope="module")
def engine() -> Engine:
    return _engine()


def _page(name: str) -> str:
    """A picture as the templates put it on a page."""
    span = f"<span style=\"background-image: url('icons/{name}.svg')\"></span>"
    return f'<!doctype html><html lang="en"><head><title>T</title></head><body>{span}</body></html>'


def test_there_are_icons() -> None:
    assert len(NAMES) > 25


@pytest.mark.parametrize("name", NAMES)
def test_the_engine_draws_an_icon_without_a_warning(engine: Engine, name: str) -> None:
    drawn, nothing = engine.render(_page(name)), engine.render(_page(name).replace("span", "b"))
    assert len(drawn) > len(nothing)


def test_an_icon_that_warns_is_found() -> None:
    """The control: what the test above would see."""
    broken = {"icons/car.svg": b"<svg><path", "own.css": b""}
    with pytest.raises(Unprintable):
        Engine(("own.css",), broken.get).render(_page("car"))


@pytest.mark.parametrize("name", NAMES)
def test_an_icon_has_the_frame_and_the_line_of_all_others(name: str) -> None:
    drawing = _drawing(name)
    assert drawing.tag == f"{SVG}svg"
    assert dict(drawing.attrib) == FRAME


@pytest.mark.parametrize("name", NAMES)
def test_an_icon_is_made_of_plain_shapes_and_leads_nowhere(name: str) -> None:
    inside = list(_drawing(name).iter())[1:]
    assert inside
    for part in inside:
        assert part.tag.removeprefix(SVG) in SHAPES
        assert set(part.attrib) <= MEASURES | PAINT
        assert not (part.text or "").strip()
    source = (FOLDER / f"{name}.svg").read_text(encoding="utf-8")
    assert not re.search(r"href|url\(|@import|<!|<\?|style=|script|data:", source)


@pytest.mark.parametrize("name", NAMES)
def test_an_icon_is_black_or_empty(name: str) -> None:
    """A clinic's printer may know no other ink."""
    painted = {part.get(how) for part in _drawing(name).iter() for how in ("fill", "stroke")}
    assert painted <= {None, "none", "#111"}


# What names them


def _named_in_templates() -> Iterator[str]:
    for path in (stock() / "templates").rglob("*.html"):
        words = path.read_text(encoding="utf-8")
        yield from re.findall(r"""picture\(\s*["']([a-z-]+)["']""", words)


def _named_in_styles() -> Iterator[str]:
    for path in (stock() / "styles").glob("*.css"):
        yield from re.findall(r"icons/([a-z-]+)\.svg", path.read_text(encoding="utf-8"))


def test_every_picture_that_a_template_or_a_stylesheet_names_is_there() -> None:
    assert set(_named_in_templates()) | set(_named_in_styles()) <= set(NAMES)


@pytest.mark.parametrize(
    ("language", "edition"),
    [(language, Edition.STANDARD) for language in Shelves().languages()]
    + [("en", Edition.EASY_READ)],
)
def test_every_picture_that_the_content_names_is_there(language: str, edition: Edition) -> None:
    settings = Settings(timezone="America/New_York")
    subject = Subject(stock_words(language, edition), settings, (), NAMES)
    assert [str(problem) for problem in id001_names.check(subject)] == []


@pytest.mark.parametrize(
    "words",
    [
        "tasks:\n  - do: Bring it\n    picture: bga\n",
        "tasks:\n  - do: Bring it\n  - do: Take it\n    picture: bga\n",
    ],
)
def test_a_picture_of_a_task_that_is_not_there_is_told(tmp_path: Path, words: str) -> None:
    name = "content/en/easy-read/checklists/bring.yaml"
    content = words_with(tmp_path, {name: words}, "en", Edition.EASY_READ)
    subject = Subject(content, Settings(timezone="America/New_York"), (), NAMES)
    (problem,) = id001_names.check(subject)
    assert problem.hint == "Did you mean 'bag'?"
    line = words.splitlines()[problem.place.line - 1]
    assert line.strip() == "picture: bga"
