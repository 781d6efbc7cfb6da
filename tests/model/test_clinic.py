"""Clinic: a web page that goes to everyone is a whole, public address without secrets."""

from pathlib import Path

import pytest

from handouts.model.clinic import Clinic
from handouts.problems import Problem
from handouts.read.content import read_item

GOOD = (
    "https://example.org",
    "http://example.org/find-us",
    "https://www.example.org:8443/a/b?site=main#map",
    "https://maps.example.org/?q=200+Harbor+Street%2C+Exampletown",
    "HTTPS://EXAMPLE.ORG/",
    "https://" + "a" * 59 + ".example.org/" + "b" * (120 - 8 - 59 - 13),
)
BAD = {
    "no scheme": ("example.org", "write a whole address such as https://example.org/find-us"),
    "a file": ("file:///etc/passwd", "write a whole address"),
    "a program": ("javascript://example.org/%0aalert(1)", "write a whole address"),
    "a phone": ("tel:555-0100", "write a whole address"),
    "no host": ("https:///find-us", "write a whole address"),
    "a name of this machine alone": ("http://localhost/", "write a whole address"),
    "a user": ("https://front-desk@example.org/", "it holds a user's name"),
    "a user and a password": ("https://front:desk@example.org/", "it holds a user's name"),
    "a space": ("https://example.org/find us", "it holds a space"),
    "a hard space": ("https://example.org/find\u00a0us", "it holds a space"),
    "a port that is none": ("https://example.org:door/", "this is no web address"),
    "an open bracket": ("https://[example.org/", "this is no web address"),
    "a letter too many": ("https://example.org/" + "b" * 101, "it is longer than 120 letters"),
}


def _read(
    folder: Path, address: str, indent: str = ""
) -> tuple[Clinic | None, tuple[Problem, ...]]:
    path = folder / "clinic.yaml"
    head = "sites:\n  main:\n    name: Here\n    address: [1 Road]\n" if indent else "name: Here\n"
    path.write_text(f'{head}{indent}web_page: "{address}"\n', encoding="utf-8")
    item, problems = read_item(path, "clinic", Clinic, "en")
    return (item.says if item else None), problems


@pytest.mark.parametrize("address", GOOD)
def test_a_whole_public_address_is_kept_as_it_is(tmp_path: Path, address: str) -> None:
    says, problems = _read(tmp_path, address)
    assert problems == ()
    assert says is not None
    assert says.web_page == address


@pytest.mark.parametrize("what", BAD)
def test_another_address_is_refused_at_its_line_and_column(tmp_path: Path, what: str) -> None:
    address, message = BAD[what]
    says, (problem,) = _read(tmp_path, address)
    assert says is None
    assert str(problem.place) == f"{tmp_path}/clinic.yaml:2:1"
    assert problem.message.startswith(f"'web_page': {message}")
    assert "desk" not in problem.message


def test_a_place_of_the_clinic_is_held_to_the_same(tmp_path: Path) -> None:
    says, (problem,) = _read(tmp_path, BAD["a user"][0], indent="    ")
    assert says is None
    assert str(problem.place) == f"{tmp_path}/clinic.yaml:5:5"
    assert "it holds a user's name" in problem.message


def test_a_web_page_may_be_left_empty(tmp_path: Path) -> None:
    says, problems = _read(tmp_path, "")
    assert problems == ()
    assert says is not None
    assert says.web_page is None
