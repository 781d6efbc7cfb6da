"""A day knows whose packets a schedule comes to, and says the same when it is read again."""

import dataclasses
import datetime as dt
import stat
import tracemalloc
from pathlib import Path

import pytest

from handouts.batch.day import NAME, Day
from handouts.batch.job import Done, Job
from handouts.batch.manifest.account import Entry, Outcome
from handouts.model.visit import Expected, Visit
from handouts.problems import HandoutsError, Place, Problem, Severity
from tests.visits import full_visit, visit

PLACE = Place("day.csv", 2, 1)
NIGHT = Problem(PLACE, "night", "time is read as a time in the night.", severity=Severity.WARNING)
NO_LETTER = Problem(PLACE, "glyph", "A letter is missing.")


def job(row: int, whose: Visit, *warnings: Problem) -> Job:
    return Job(row, PLACE, whose, warnings)


def made(job: Job) -> Done:
    whose = job.visit
    file = f"{job.row:04d}-{whose.treatment}-{whose.language}-ABC123.pdf"
    entry = Entry(job.row, Outcome.MADE, (), whose.treatment, whose.language, file)
    return Done(entry, job.warnings)


def failed(job: Job) -> Done:
    entry = Entry(job.row, Outcome.FAILED, ("glyph",), job.visit.treatment, job.visit.language)
    return Done(entry, (*job.warnings, NO_LETTER))


def day(*done: tuple[Job, Done] | Done, rows: int = 1) -> Day:
    jobs = [each[0] for each in done if isinstance(each, tuple)]
    ended = [each[1] if isinstance(each, tuple) else each for each in done]
    return Day.of(ended, jobs, rows=rows, draft=False)


def all_made(*jobs: Job) -> Day:
    return day(*((each, made(each)) for each in jobs))


def files(day: Day) -> list[list[str]]:
    return [[copy.file for copy in packet.copies] for packet in day.packets]


def test_rows_of_one_visit_are_one_packet_where_the_first_of_them_stands() -> None:
    other = dataclasses.replace(visit().patient, name="Ada Sample")
    kept = all_made(
        job(2, visit("sleep")), job(3, visit("sleep", patient=other)), job(4, visit("exercise"))
    )
    assert files(kept) == [
        ["0002-sleep-en-ABC123.pdf", "0004-exercise-en-ABC123.pdf"],
        ["0003-sleep-en-ABC123.pdf"],
    ]
    assert [packet.rows for packet in kept.packets] == [(2, 4), (3,)]


@pytest.mark.parametrize(
    "changes", [{"born": dt.date(1958, 3, 5)}, {"record": "000102"}, {"name": "Maria Exampel"}]
)
def test_who_is_not_certainly_the_same_has_a_packet_of_their_own(
    changes: dict[str, object],
) -> None:
    other = dataclasses.replace(visit().patient, **changes)  # type: ignore[arg-type]  # as above
    kept = all_made(job(2, visit()), job(3, visit("exercise", patient=other)))
    assert len(kept.packets) == 2
    assert [packet.alerts for packet in kept.packets] == [(), ()]


def test_who_comes_twice_has_two_packets_and_each_tells_of_the_other() -> None:
    kept = all_made(job(2, visit()), job(3, visit("exercise", time=dt.time(14, 0))))
    assert [packet.alerts for packet in kept.packets] == [
        ("Has another packet for 2:00\u00a0pm.",),
        ("Has another packet for 8:30\u00a0am.",),
    ]


@pytest.mark.parametrize("changes", [{"record": None}, {"name": "EXAMPLE, María"}])
def test_who_is_written_in_two_ways_has_two_packets_and_each_tells_of_the_other(
    changes: dict[str, object],
) -> None:
    other = dataclasses.replace(visit().patient, **changes)  # type: ignore[arg-type]  # as above
    kept = all_made(job(2, visit()), job(3, visit("exercise", patient=other)))
    told = "Has another packet for 8:30\u00a0am, with the name or record number written otherwise."
    assert [packet.alerts for packet in kept.packets] == [(told,), (told,)]


def test_a_handout_that_failed_is_lacking_in_its_packet_and_left_with_its_reason() -> None:
    sleep, exercise = job(2, visit("sleep")), job(2, visit("exercise"))
    kept = day((sleep, made(sleep)), (exercise, failed(exercise)))
    (packet,), (left,) = kept.packets, kept.left
    assert packet.lacks == ("exercise",)
    assert (left.row, left.treatment, left.reasons) == (2, "exercise", ("A letter is missing.",))
    assert left.time == dt.time(8, 30)


def test_a_visit_of_which_nothing_was_made_has_no_packet() -> None:
    sleep = job(2, visit("sleep"))
    kept = day((sleep, failed(sleep)))
    assert kept.packets == ()
    assert len(kept.left) == 1


def test_a_row_that_could_not_be_read_is_left_without_a_name() -> None:
    kept = day(Done(Entry(5, Outcome.SKIPPED, ("duplicate",)), (NIGHT,)))
    (left,) = kept.left
    assert (left.row, left.outcome, left.name) == (5, Outcome.SKIPPED, None)
    assert left.reasons == (NIGHT.message,)


def test_who_is_expected_when_is_told_of_a_row_that_failed_and_of_no_other() -> None:
    who = Expected("Maria Example", dt.date(2026, 12, 1), dt.time(8, 30))
    ended = [
        Done(Entry(5, Outcome.FAILED, ("row-missing",)), (NO_LETTER,)),
        Done(Entry(6, Outcome.SKIPPED, ("other-day",)), (NIGHT,)),
    ]
    kept = Day.of(ended, [], {5: who, 6: who}, rows=2, draft=False)
    assert [(left.name, left.date, left.time) for left in kept.left] == [
        ("Maria Example", dt.date(2026, 12, 1), dt.time(8, 30)),
        (None, None, None),
    ]


def test_what_a_row_was_warned_of_is_an_alert_once() -> None:
    first, second = job(2, visit("sleep"), NIGHT), job(2, visit("exercise"), NIGHT)
    (packet,) = all_made(first, second).packets
    assert packet.alerts == (NIGHT.message,)


def test_a_kept_day_is_read_as_it_was_and_is_for_its_owner_only(tmp_path: Path) -> None:
    first, second = job(2, full_visit("sleep"), NIGHT), job(3, visit("exercise"))
    kept = day((first, made(first)), (second, failed(second)), rows=2)
    kept.keep(tmp_path)
    assert Day.kept(tmp_path) == kept
    assert [path.name for path in tmp_path.iterdir()] == [NAME]
    assert stat.S_IMODE((tmp_path / NAME).stat().st_mode) == 0o600
    all_made(first).keep(tmp_path)
    assert Day.kept(tmp_path) == all_made(first)


@pytest.mark.parametrize("words", [None, "", "{}", '{"rows": 1, "packets": [{"name": "Zyxwa"}]}'])
def test_a_day_that_is_missing_or_spoilt_is_refused_without_its_words(
    tmp_path: Path, words: str | None
) -> None:
    if words is not None:
        (tmp_path / NAME).write_text(words, encoding="utf-8")
    with pytest.raises(HandoutsError) as refused:
        Day.kept(tmp_path)
    (problem,) = refused.value.problems
    assert problem.rule == "no-day"
    assert problem.hint
    assert "Zyxwa" not in str(problem)


def test_a_large_day_is_never_in_memory_as_text(tmp_path: Path) -> None:
    only = job(2, visit())
    small = day((only, made(only)))
    large = dataclasses.replace(small, packets=small.packets * 10_000)
    tracemalloc.start()
    try:
        large.keep(tmp_path)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < (tmp_path / NAME).stat().st_size / 2
    assert Day.kept(tmp_path) == large
