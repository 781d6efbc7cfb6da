"""The state of a day to come: mended, made, stopped, made again, and after a restart."""

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from handouts.library.shelves import Shelves
from handouts.problems import HandoutsError
from handouts.web.desk.tomorrow.days import Way
from handouts.web.desk.tomorrow.roster import Roster
from handouts.web.desk.tomorrow.tomorrow import Tomorrow
from handouts.web.desk.tomorrow.underway import Phase
from tests.patience import PATIENCE
from tests.web.desk.tomorrow.days import (
    DAY,
    NOW,
    ODD,
    ODD_TOO,
    OTTO,
    ROSA,
    THURSDAY,
    UNBORN,
    csv,
    tomorrow,
)


def roster(state: Tomorrow) -> Roster:
    found = state.look().roster
    assert found is not None
    return found


def states(state: Tomorrow) -> dict[int, str]:
    return {each.number: str(each.state) for each in roster(state).lines}


def make(state: Tomorrow, way: Way = Way.NEW, *, draft: bool = True) -> Phase:
    state.make(way, draft=draft)
    return ended(state)


def ended(state: Tomorrow) -> Phase:
    assert state._making is not None
    state._making.wait(PATIENCE)
    return state._making.progress.phase


def rules(wrong: pytest.ExceptionInfo[HandoutsError]) -> str:
    return " ".join(each.message for each in wrong.value.problems)


def test_a_row_is_mended_and_what_is_typed_before_is_not_lost(tmp_path: Path) -> None:
    state = tomorrow(tmp_path, ROSA, UNBORN)
    state.type(3, {"born": "1944-05"})
    assert state.typed(3) == {"born": "1944-05"}
    assert states(state) == {2: "ready", 3: "mend"}
    state.mend(3, {"born": "1944-05-06"})
    assert state.typed(3) == {}
    assert states(state) == {2: "ready", 3: "ready"}
    state.undo(3)
    assert states(state) == {2: "ready", 3: "mend"}


def test_one_mend_helps_all_rows_that_say_the_same_unknown_words(tmp_path: Path) -> None:
    state = tomorrow(tmp_path, ODD, ROSA, ODD_TOO)
    state.mend(2, {"treatment": "sleep"}, alike=True)
    assert states(state) == {2: "ready", 3: "ready", 4: "ready"}


def test_another_file_forgets_the_mends_and_the_same_one_does_not(tmp_path: Path) -> None:
    state = tomorrow(tmp_path, ROSA, UNBORN)
    state.mend(3, {"born": "1944-05-06"})
    state.drop(csv(ROSA, UNBORN), "again.csv")
    assert states(state) == {2: "ready", 3: "ready"}
    state.drop(csv(UNBORN, ROSA), "other.csv")
    assert states(state) == {2: "mend", 3: "ready"}
    assert roster(state).mends.cells == {}


def test_a_row_that_is_not_there_is_not_mended(tmp_path: Path) -> None:
    state = tomorrow(tmp_path, ROSA)
    acts: tuple[Callable[[], None], ...] = (
        lambda: state.mend(9, {}), lambda: state.take_out(9, out=True),
        lambda: state.undo(9), lambda: state.type(9, {}),
    )  # fmt: skip
    for act in acts:
        with pytest.raises(HandoutsError, match="changed meanwhile"):
            act()


def test_nothing_is_made_of_unsigned_words_unless_somebody_says_so(tmp_path: Path) -> None:
    state = tomorrow(tmp_path, ROSA)
    assert [(each.treatment, each.handouts) for each in state.look().unsigned] == [("sleep", 1)]
    with pytest.raises(HandoutsError) as refused:
        state.make(Way.NEW, draft=False)
    assert "Nobody has signed" in rules(refused)
    assert not (tmp_path / "days/2026-12-02").exists()


def test_a_day_of_which_no_row_is_ready_is_not_begun(tmp_path: Path) -> None:
    state = tomorrow(tmp_path, UNBORN)
    with pytest.raises(HandoutsError, match="No row is ready"):
        state.make(Way.NEW, draft=True)


def test_a_day_is_made_mended_and_made_again_with_only_what_changed(tmp_path: Path) -> None:
    state = tomorrow(tmp_path, ROSA, OTTO, UNBORN, THURSDAY)
    assert make(state) is Phase.MADE
    sight = state.look()
    assert sight.made is not None
    assert sight.made.folder == tmp_path / "days/2026-12-02"
    assert (sight.made.count.made, sight.made.count.failed) == (2, 1)
    assert [each.name for each in sight.made.failed] == ["Nora Specimen"]
    assert sight.made.files == ("packet.pdf",)
    assert sight.ways == (Way.CHANGED, Way.NEW)

    state.mend(4, {"born": "1944-05-06"})
    state.mend(2, {"time": "8:45 am"})
    assert state.look().ways == (Way.CHANGED, Way.NEW)
    assert make(state, Way.CHANGED) is Phase.MADE
    made = state.look().made
    assert made is not None
    assert made.folder.name == "2026-12-02-2"
    assert made.count.handouts == 2, "whoever was mended, and whoever was moved"
    assert made.files == ("pull-list.pdf", "packet.pdf")
    assert (tmp_path / "days/2026-12-02/packet.pdf").is_file(), "nothing is overwritten"

    with pytest.raises(HandoutsError, match="changed meanwhile"):
        state.make(Way.RESUME, draft=True)
    assert make(state) is Phase.MADE
    made = state.look().made
    assert made is not None
    assert (made.folder.name, made.count.handouts, made.pulls) == ("2026-12-02-3", 3, False)


def test_what_was_cancelled_is_finished_after_a_restart(tmp_path: Path) -> None:
    kept: list[dict[str, Any]] = []
    state = tomorrow(tmp_path)
    state = Tomorrow(Shelves(tmp_path), lambda: NOW, lambda said: kept.append({**said}))
    state.drop(csv(ROSA, OTTO, UNBORN), "wednesday.csv")
    state.mend(4, {"born": "1944-05-06"})
    state.take_out(3, out=True)
    state.type(2, {"note": "Bring your diary."})
    state.make(Way.NEW, draft=True)
    state.cancel()
    state.close()
    assert ended(state) is Phase.CANCELLED

    after = Tomorrow(Shelves(tmp_path), lambda: NOW)
    after.restore(json.loads(json.dumps(kept[-1])))
    assert states(after) == {2: "ready", 3: "skipped", 4: "ready"}
    assert after.typed(2) == {"note": "Bring your diary."}
    sight = after.look()
    assert sight.ways[0] is (Way.RESUME if sight.made else Way.NEW)
    assert make(after, sight.ways[0]) is Phase.MADE
    made = after.look().made
    assert made is not None
    assert made.folder.name == "2026-12-02"
    assert (made.count.made, made.count.skipped, made.count.failed) == (2, 1, 0)


@pytest.mark.parametrize(
    "kept", [{}, {"name": "x"}, {"name": "x", "data": "%", "sheet": None}, {"data": []}]
)
def test_what_was_not_kept_by_this_page_is_as_good_as_nothing(
    tmp_path: Path, kept: dict[str, Any]
) -> None:
    state = tomorrow(tmp_path)
    state.restore(kept)
    assert state.look().dropped is None


def test_while_a_day_is_made_nothing_of_it_can_be_changed(tmp_path: Path) -> None:
    state = tomorrow(tmp_path, ROSA, OTTO)
    state.make(Way.NEW, draft=True)
    refused = []
    acts: tuple[Callable[[], None], ...] = (
        lambda: state.mend(2, {"time": "9:15 am"}), lambda: state.take_out(2, out=True),
        lambda: state.drop(csv(OTTO), "other.csv"), state.forget, state.ask_again,
        lambda: state.make(Way.NEW, draft=True),
    )  # fmt: skip
    for act in acts:
        try:
            act()
        except HandoutsError as wrong:
            refused.append(wrong.problems[0].message)
    assert ended(state) is Phase.MADE
    assert refused == ["The handouts are being made, so nothing can be changed now."] * 6


def test_without_a_clinics_folder_a_day_is_shown_and_there_is_no_way_to_make_it() -> None:
    state = Tomorrow(Shelves(), lambda: NOW)
    state.drop(csv(ROSA), "wednesday.csv")
    assert states(state) == {2: "ready"}
    assert state.look().ways == ()


def test_a_schedule_all_of_whose_days_are_over_goes_with_the_day(tmp_path: Path) -> None:
    now = [NOW]
    state = tomorrow(tmp_path)
    state = Tomorrow(Shelves(tmp_path), lambda: now[0])
    state.drop(csv(ROSA), "wednesday.csv")
    now[0] += dt.timedelta(days=1)
    assert state.look().day == DAY
    assert roster(state).ready == {2}
    now[0] += dt.timedelta(days=1)
    assert state.look().roster is None
    assert state.look().dropped is None
