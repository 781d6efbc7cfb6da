"""What is laid out while nobody waits: the soonest visit first, and nothing of an older list."""

import datetime as dt

from handouts.model.visit import Visit
from handouts.web.desk.press.ahead import LOSSES, PICKED, TOGETHER, Ahead
from tests.visits import PRINTED, visit


def at(hour: int, day: int = 1) -> Visit:
    return visit(date=dt.date(2026, 12, day), time=dt.time(hour))


def listed(*visits: Visit) -> Ahead:
    ahead = Ahead()
    ahead.replace(visits, PRINTED)
    return ahead


def taken(ahead: Ahead, seen: int = 1) -> list[Visit]:
    """Every visit that is asked for, when so many of each question need no form any more."""
    visits: list[Visit] = []
    while (asked := ahead.next()) is not None:
        visits += asked.visits[:seen]
        ahead.done(asked, min(seen, len(asked.visits)))
    return visits


def test_without_visits_there_is_nothing_to_do() -> None:
    assert Ahead().next() is None
    assert listed().next() is None


def test_the_soonest_visit_is_the_first_one() -> None:
    late, early, tomorrow = at(15), at(9), at(7, day=2)
    assert taken(listed(tomorrow, late, early)) == [early, late, tomorrow]


def test_a_long_list_is_asked_for_in_parts_and_every_visit_is_looked_at() -> None:
    visits = [at(8, day=1 + n % 28) for n in range(2 * TOGETHER + 7)]
    ahead = listed(*visits)
    asked = ahead.next()
    assert asked is not None
    assert len(asked.visits) == TOGETHER
    assert len(taken(ahead, seen=TOGETHER)) == len(visits)


def test_what_was_just_picked_comes_before_the_list() -> None:
    picked, other = at(16), at(9)
    ahead = listed(other)
    ahead.picked([picked], PRINTED)
    assert taken(ahead) == [picked, other]


def test_of_what_was_picked_only_the_latest_ones_are_laid_out() -> None:
    ahead = Ahead()
    visits = [at(9, day=1 + n) for n in range(PICKED + 2)]
    for each in visits:
        ahead.picked([each], PRINTED)
    assert taken(ahead) == visits[:1:-1]


def test_another_list_takes_the_place_of_the_one_before_also_while_that_is_asked_for() -> None:
    ahead = listed(at(9), at(10))
    asked = ahead.next()
    ahead.replace([at(11), at(12)], PRINTED)
    assert asked is not None
    ahead.done(asked, 2)
    assert taken(ahead) == [at(11), at(12)]


def test_other_words_begin_the_list_again() -> None:
    ahead = listed(at(9), at(10))
    assert len(taken(ahead)) == 2
    ahead.again()
    assert len(taken(ahead)) == 2


def test_a_visit_that_takes_its_process_along_is_left_out_and_no_other_one() -> None:
    deadly, visits = at(10), [at(hour) for hour in (8, 9, 10, 11, 12)]
    ahead = listed(*visits)
    laid_out: list[Visit] = []
    while (asked := ahead.next()) is not None:
        if deadly in asked.visits:
            ahead.lost(asked)
        else:
            laid_out += asked.visits
            ahead.done(asked, len(asked.visits))
    assert laid_out == [each for each in visits if each != deadly]


def test_when_every_process_is_lost_the_list_is_left_alone() -> None:
    ahead = listed(*(at(8, day=1 + n) for n in range(20)))
    lost = 0
    while (asked := ahead.next()) is not None:
        ahead.lost(asked)
        lost += 1
    assert lost == LOSSES + 1
