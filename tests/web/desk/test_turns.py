"""Of two things that somebody does fast, the later one counts, whichever the desk reads first."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from handouts.web.desk.turns import PAGES, Turns
from tests.web.desked import Desked, desked
from tests.web.served import text


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Desked]:
    with desked(tmp_path) as started:
        yield started


def send(served: Desked, address: str, body: str, turn: str | None) -> None:
    served.ask(address, body, Accept="application/json", X_Turn=turn).read()


def at_counter(served: Desked) -> str:
    """Whose name stands on top."""
    shown = json.loads(text(served.ask("/news?seen=-1")))["regions"]["person"]
    found = re.search("<bdi>(.*?)</bdi>", shown)
    assert found
    return found[1]


def test_an_older_pick_that_comes_after_a_newer_one_picks_nobody(served: Desked) -> None:
    send(served, "/pick", "row=3", "a 8")
    before = at_counter(served)
    send(served, "/pick", "row=2", "a 7")
    assert at_counter(served) == before
    send(served, "/pick", "row=2", "a 9")
    assert at_counter(served) != before


def test_each_window_has_turns_of_its_own(served: Desked) -> None:
    send(served, "/pick", "row=3", "a 8")
    before = at_counter(served)
    send(served, "/pick", "row=2", "b 1")
    assert at_counter(served) != before


@pytest.mark.parametrize("turn", [None, "", "a", "a b", "a -1", "a \u0663", "a 8 8", "x" * 500])
def test_a_form_without_a_script_is_never_late(served: Desked, turn: str | None) -> None:
    send(served, "/pick", "row=3", "a 8")
    before = at_counter(served)
    send(served, "/pick", "row=2", turn and turn.encode().decode("latin-1"))
    assert at_counter(served) != before


def test_pages_that_were_not_heard_of_for_long_are_forgotten() -> None:
    turns = Turns()
    assert not turns.late("first 9")
    for number in range(PAGES):
        turns.late(f"page-{number} 1")
    assert not turns.late("first 1")
    assert turns.late(f"page-{PAGES - 1} 0")
