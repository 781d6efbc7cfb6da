"""The parts of the desk's page are rendered once for each state, and always those of this state."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from handouts.problems import Place, Problem
from handouts.web.app import Door
from handouts.web.desk.desk import Desk
from handouts.web.desk.page import DeskPage
from handouts.web.desk.regions import REGIONS, Regions
from handouts.web.desk.screen import Screen
from handouts.web.desk.shown import shown
from handouts.web.desk.tomorrow.tomorrow import Tomorrow
from tests.shelf import shelf
from tests.web.desk.test_desk import HEAD, OTTO, ROSA, SETTINGS, Clock, Paper

WRONG = Problem(Place("row"), "gone", "This row is not on the list any more.")


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Screen]:
    place = shelf(tmp_path, {
        "handouts.yaml": SETTINGS.format("today.csv"), "today.csv": HEAD + ROSA + OTTO,
    })  # fmt: skip
    desk = Desk(place, Paper(), Clock())
    with DeskPage(desk, Tomorrow(place, Clock())).app(Door(8000)).test_request_context():
        yield desk.look()


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was searched for in each state that was rendered."""
    seen: list[str] = []

    def noted(screen: Screen, *rest: Any) -> dict[str, Any]:
        seen.append(screen.search)
        return shown(screen, *rest)

    monkeypatch.setattr("handouts.web.desk.regions.shown", noted)
    return seen


def test_whoever_asks_for_the_same_state_gets_what_was_rendered(
    screen: Screen, rendered: list[str]
) -> None:
    kept = Regions()
    first, second = kept.of(screen), kept.of(replace(screen))
    assert first == second
    assert {*first["regions"]} == {*REGIONS}
    assert "Rosa Muster" in first["regions"]["list"]
    assert rendered == [""]


def test_another_state_is_rendered_also_under_the_same_number(
    screen: Screen, rendered: list[str]
) -> None:
    kept = Regions()
    kept.of(screen)
    found = kept.of(replace(screen, search="otto"))
    assert "Rosa Muster" not in found["regions"]["list"]
    assert "Rosa Muster" in kept.of(screen)["regions"]["list"]
    assert rendered == ["", "otto", ""]


def test_what_a_button_found_wrong_is_told_once_and_not_kept(screen: Screen) -> None:
    kept = Regions()
    assert WRONG.message in kept.of(screen, (WRONG,))["regions"]["notice"]
    assert WRONG.message not in kept.of(screen)["regions"]["notice"]
