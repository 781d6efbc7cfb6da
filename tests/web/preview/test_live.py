"""The newest words win, nothing crashes the preview, and the last good pages stay."""

import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from handouts.library.shelves import Shelves
from handouts.make.maker import Made, Maker
from handouts.model.content import Content
from handouts.model.visit import Edition, Visit
from handouts.problems import Place, Problem, Severity
from handouts.web.preview.live import Live
from handouts.web.preview.sight import Sight, View
from tests.patience import PATIENCE
from tests.pdf import read_back
from tests.shelf import shelf
from tests.visits import PRINTED, visit
from tests.web.served import SLEEP, TITLE, sleep

HINT = Problem(Place("content/en/risks/x.yaml", 1, 1), "X001", "A hint.", "", Severity.HINT)


def appointment(content: Content) -> Visit:
    return visit("sleep", language=content.language)


VIEW = View(("first-visit", "sleep"), "Sleep", "en", Edition.STANDARD, appointment)
SPANISH = View(("language-es", "sleep"), "Sleep", "es", Edition.STANDARD, appointment)


class Bench:
    """A clinic's folder and what a page of it shows."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.found: tuple[Problem, ...] | None = (HINT,)
        self.asked: list[tuple[str, Edition]] = []
        self.may_check = threading.Event()
        self.may_check.set()
        self.live = Live(shelf(folder, {SLEEP: sleep()}), lambda: PRINTED, self.check)

    def check(self, language: str, edition: Edition) -> tuple[Problem, ...] | None:
        self.asked.append((language, edition))
        assert self.may_check.wait(PATIENCE)
        return self.found

    def save(self, words: str | bytes, name: str = SLEEP) -> None:
        path = self.folder / name
        path.write_bytes(words.encode() if isinstance(words, str) else words)
        self.live.saw({path})

    def until(self, right: Callable[[Sight], Any], view: View = VIEW) -> Sight:
        """What is to be seen as soon as it is right."""
        seen = -1
        for _ in range(100):
            sight = self.live.wait(view, seen, PATIENCE)
            if right(sight):
                return sight
            assert sight.number != seen, f"it never came: {sight}"
            seen = sight.number
        raise AssertionError(sight)

    def done(self, view: View = VIEW) -> Sight:
        """What is to be seen when there is nothing left to do."""
        return self.until(lambda it: not it.doing and not it.checking, view)


def says(sight: Sight) -> str:
    """The words on the pages."""
    assert sight.pages is not None
    return read_back(sight.pages.pdf).text


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(tmp_path)
    bench.live.start()
    yield bench
    bench.live.close()


def test_a_save_is_told_at_once_and_then_shown(bench: Bench) -> None:
    assert TITLE in says(bench.done())
    bench.save(sleep("Better sleep", "Much more sleep"))
    told = bench.live.look(VIEW)
    assert told.doing == "Laying out Sleep again"
    assert told.saved[0].endswith(SLEEP)
    assert "Much more sleep" in says(bench.done())


def test_problems_of_the_check_follow_the_pages(bench: Bench) -> None:
    bench.may_check.clear()
    early = bench.until(lambda it: it.pages and not it.doing)
    assert (early.checking, early.checked) == (True, ())
    bench.may_check.set()
    assert bench.done().problems == (HINT,)
    assert bench.asked == [("en", Edition.STANDARD)]


BROKEN: dict[str, str | bytes] = {
    "a misspelt key": sleep("kicker:", "kiker:"),
    "a wrong indent": sleep("  picture: moon", "   picture: moon"),
    "half a file": sleep()[:300],
    "an empty file": "",
    "a NUL byte": sleep("Pain", "Pa\0in"),
    "letters of cp1252": sleep("Pain and", "Pain \u2013 and").encode("cp1252"),
    "a hundred thousand brackets": "name: " + "[" * 100_000,
    "a bomb of anchors": "a: &a [x]\nb: [*a, *a]\n",
    "doubled keys": sleep("name: Sleep", "name: Sleep\nname: Sleep"),
    "tabs": sleep("  picture", "\tpicture"),
    "two documents": sleep() + "---\nname: x\n",
    "markup that means nothing": sleep("Pain and", "Pain {wrong} and"),
    "a letter of no font": sleep("Pain and", "Pain \u16a0 and"),
    "a picture that is not there": sleep("moon", "no-such-moon"),
}


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    """One that is kept for a row of tests: what one breaks must not reach the next."""
    bench = Bench(tmp_path_factory.mktemp("lasting"))
    bench.live.start()
    yield bench
    bench.live.close()


@pytest.mark.parametrize("name", BROKEN)
def test_the_last_good_pages_stay_under_an_error(lasting: Bench, name: str) -> None:
    lasting.save(sleep())
    good = lasting.done()
    assert good.stopped == ()
    lasting.save(BROKEN[name])
    broken = lasting.done()
    assert broken.pages is good.pages
    assert broken.stopped
    assert broken.problems[0].message
    assert "itself has a fault" not in broken.problems[0].message


def test_the_problems_of_other_files_stay_while_a_file_is_broken(bench: Bench) -> None:
    bench.done()
    bench.found = None
    bench.save(BROKEN["a misspelt key"])
    assert bench.done().problems[-1] == HINT


def test_a_problem_of_the_saved_file_comes_first_and_leaves_with_the_next_save(
    bench: Bench,
) -> None:
    bench.save(sleep())
    file = bench.done().saved[0]
    own = Problem(Place(file, 9, 1), "X001", "Its own.", "", Severity.HINT)
    loud = Problem(Place("content/en/a.yaml", 1, 1), "X002", "A warning.", "", Severity.WARNING)
    bench.found = (HINT, loud, own)
    bench.save(sleep())
    assert bench.done().problems == (own, loud, HINT)
    bench.save(sleep())
    assert bench.live.look(VIEW).checked == (HINT, loud)


def test_a_deleted_file_gives_way_to_stock(bench: Bench) -> None:
    bench.save(sleep("Better sleep", "Much more sleep"))
    bench.done()
    (bench.folder / SLEEP).unlink()
    bench.live.saw({bench.folder / SLEEP})
    assert TITLE in says(bench.done())


def test_a_folder_that_went_away_gives_way_to_stock(bench: Bench) -> None:
    bench.done()
    shutil.rmtree(bench.folder)
    bench.live.saw({bench.folder / SLEEP})
    assert TITLE in says(bench.done())


def test_a_changed_template_and_a_changed_style_are_used(bench: Bench) -> None:
    bench.done()
    (bench.folder / "templates").mkdir()
    bench.save("<p>Own end</p>", "templates/end.html")
    assert "Own end" in says(bench.done())
    (bench.folder / "styles").mkdir()
    bench.save(":root { --ink: no-such }\nno css at all {{{", "styles/handout.css")
    assert bench.done().stopped
    (bench.folder / "styles/handout.css").unlink()
    bench.live.saw({bench.folder / "styles/handout.css"})
    assert bench.done().stopped == ()


def test_of_two_quick_saves_the_newest_wins(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.done()
    began, go_on = threading.Event(), threading.Event()
    make = Maker.make
    numbers: list[int] = []

    def slow(self: Maker, *args: Any, **known: Any) -> Made:
        made = make(self, *args, **known)
        if not began.is_set():
            began.set()
            go_on.wait(PATIENCE)
        return made

    monkeypatch.setattr(Maker, "draft", slow)
    bench.save(sleep("Better sleep", "Older sleep"))
    assert began.wait(PATIENCE)
    bench.save(sleep("Better sleep", "Newest sleep"))
    go_on.set()
    while (sight := bench.live.wait(VIEW, numbers[-1] if numbers else -1, PATIENCE)).doing:
        numbers.append(sight.number)
    assert "Newest sleep" in says(sight)
    assert "Newest sleep" in says(bench.done())
    assert numbers == sorted(numbers)


def test_a_fault_of_ours_is_told_and_the_next_save_works(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.done()
    with monkeypatch.context() as patched:
        patched.setattr(Maker, "draft", lambda *_, **__: 1 / 0)
        bench.save(sleep())
        assert "itself has a fault (ZeroDivisionError)" in bench.done().problems[0].message
    bench.save(sleep())
    assert bench.done().stopped == ()


def test_a_check_that_fails_is_told(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(language: str, edition: Edition) -> tuple[Problem, ...]:
        raise RecursionError(language, edition)

    monkeypatch.setattr(bench.live, "_check", failing)
    assert "itself has a fault" in bench.done().problems[0].message


def test_only_what_somebody_looks_at_is_laid_out(bench: Bench) -> None:
    bench.done()
    before = bench.done(SPANISH).pages
    assert bench.live._looked_at() == [SPANISH, VIEW]
    bench.live._asked[SPANISH] -= 1_000
    assert bench.live._looked_at() == [VIEW]
    bench.save(sleep())
    assert bench.done(SPANISH).pages is not before


def test_pages_that_a_browser_may_still_fetch_are_kept(bench: Bench) -> None:
    first = bench.done().pages
    assert first is not None
    bench.save(sleep())
    bench.done()
    assert bench.live.finished(first.number) is first
    for _ in range(4):
        bench.save(sleep())
        bench.done()
    assert bench.live.finished(first.number) is None


def test_whoever_waits_for_news_is_let_go_at_the_end() -> None:
    live = Live(Shelves(), lambda: PRINTED, lambda _, __: ())
    done = threading.Event()
    sight = live.look(VIEW)

    def wait() -> None:
        live.wait(VIEW, sight.number, PATIENCE * 10)
        done.set()

    waiting = threading.Thread(target=wait)
    waiting.start()
    live.let_go()
    assert done.wait(PATIENCE)
    waiting.join()
