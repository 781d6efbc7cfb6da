"""A day changes in the afternoon: only what is new is made, and no old sheet is left unlisted."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.batch.changed.changed import fresh
from handouts.batch.changed.earlier import Earlier, next_folder
from handouts.batch.job import Done, Job, Order
from handouts.batch.manifest.account import Account, Entry, Outcome
from handouts.batch.manifest.lines import Purged
from handouts.batch.manifest.manifest import Manifest
from handouts.batch.plan.plan import plan
from handouts.batch.printing.prints import files as printed
from handouts.library.shelves import Shelves
from handouts.model.handout import Handout
from handouts.problems import HandoutsError
from handouts.read.columns import Known
from handouts.read.schedule.table import read_table
from tests.batch.changing import (
    ADA,
    BEN,
    HEADER,
    MAKER,
    MARIA,
    SETTINGS,
    Changed,
    QuickMaker,
    day,
    pdf,
    stacked,
)
from tests.cli.terminal import files

GONE = "no longer in the schedule"
OTHERWISE = "what it says changed, such as risks, edition, length of the name or a signature"


@pytest.fixture
def morning(tmp_path: Path) -> Path:
    folder = tmp_path / "day"
    day(MARIA, ADA, BEN, out=folder)
    stacked(folder)
    return folder


def refused(*rows: str, earlier: Path, **order: Any) -> str:
    with pytest.raises(HandoutsError) as wrong:
        day(*rows, out=earlier.parent / "later", earlier=earlier, **order)
    (problem,) = wrong.value.problems
    assert problem.hint
    assert not list((earlier.parent / "later").glob("*.pdf"))
    return problem.rule


def test_a_day_that_did_not_change_makes_nothing_and_takes_nothing_out(morning: Path) -> None:
    before = files(morning)
    later = day(MARIA, ADA, BEN, out=morning.parent / "later", earlier=morning)
    assert (later.made, later.pulls) == ([], ())
    assert later.unchanged == ["2 sleep", "3 sleep", "3 exercise", "4 sleep"]
    after = files(morning)
    assert {name: after[name] for name in before if name != "manifest.jsonl"} == {
        name: said for name, said in before.items() if name != "manifest.jsonl"
    }


def test_rows_may_stand_in_another_order_and_say_the_same_in_another_way(morning: Path) -> None:
    rows = (
        BEN,
        MARIA.replace("8:30 am", "08:30"),
        ADA.replace("sleep; exercise", "exercise;sleep"),
    )
    later = day(*rows, out=morning.parent / "later", earlier=morning)
    assert (later.made, later.pulls) == ([], ())


def test_an_unchanged_visit_points_to_its_file_in_the_earlier_folder(morning: Path) -> None:
    out = morning.parent / "deep/later"
    day(BEN, out=out, earlier=morning)
    (entry,) = Manifest.read(out).entries
    assert (entry.outcome, entry.rules) == (Outcome.SKIPPED, ("unchanged",))
    assert (out / str(entry.earlier)).resolve() == pdf(morning, 4).resolve()
    assert entry.file is None


def test_what_is_new_moved_or_changed_is_made_and_what_it_replaces_is_listed_with_its_reason(
    morning: Path,
) -> None:
    rows = (
        "New Person,1980-01-01,exercise,2031-01-07,8:00 am,,",
        MARIA.replace("8:30", "11:00"),
        BEN.replace("am,", "am,Please bring your diary."),
    )
    later = day(*rows, out=morning.parent / "later", earlier=morning)
    assert later.made == ["2 exercise", "3 sleep", "4 sleep"]
    assert later.unchanged == []
    assert later.out == {
        "2 sleep": "moved from 8:30 am to 11:00 am",
        "3 sleep": GONE,
        "3 exercise": GONE,
        "4 sleep": OTHERWISE,
    }
    assert [each.look for each in later.pulls] == [False] * 4


def test_another_note_is_told_as_such(tmp_path: Path) -> None:
    day(BEN.replace("am,", "am,Bring this."), out=tmp_path / "day")
    later = day(
        BEN.replace("am,", "am,Bring that."), out=tmp_path / "later", earlier=tmp_path / "day"
    )
    assert later.out == {"2 sleep": "the note or another detail changed"}


def test_a_visit_on_another_day_is_told_with_both_days(morning: Path) -> None:
    rows = (MARIA, ADA, BEN.replace("2031-01-07", "2031-01-08"))
    later = day(*rows, out=morning.parent / "later", earlier=morning)
    assert later.out == {"4 sleep": "moved from Tue, Jan 7, 9:30 am to Wed, Jan 8, 9:30 am"}


def test_another_language_is_told(morning: Path) -> None:
    later = day(MARIA + "es", ADA, BEN, out=morning.parent / "later", earlier=morning)
    assert later.out == {"2 sleep": "now in Spanish"}


def test_it_is_said_where_in_the_stack_a_sheet_lies(morning: Path) -> None:
    later = day(MARIA, out=morning.parent / "later", earlier=morning)
    places = [each.place for each in later.pulls]
    assert places == ["packet 2, sheet 1", "packet 2, sheet 2", "packet 3, sheet 1"]
    assert {each.lying.run for each in later.pulls} == {Manifest.read(morning).run.code}


def test_without_a_stack_it_is_told_by_its_row(tmp_path: Path) -> None:
    day(MARIA, BEN, out=tmp_path / "day")
    later = day(MARIA, out=tmp_path / "later", earlier=tmp_path / "day")
    assert [each.place for each in later.pulls] == ["row 3 of then"]


def test_one_treatment_of_two_that_goes_is_listed_alone(morning: Path) -> None:
    rows = (MARIA, ADA.replace("sleep; ", ""), BEN)
    later = day(*rows, out=morning.parent / "later", earlier=morning)
    assert later.out == {"3 sleep": GONE}


def test_a_new_treatment_of_a_visit_says_where_the_rest_of_it_lies(morning: Path) -> None:
    rows = (MARIA.replace("sleep", "sleep; exercise"), ADA, BEN)
    later = day(*rows, out=morning.parent / "later", earlier=morning)
    assert (later.made, later.out) == (["2 exercise"], {})
    (told,) = (each for each in later.done if each.entry.outcome is Outcome.MADE)
    (problem,) = told.problems
    assert problem.rule == "rest-of-visit"
    assert "packet 1" in problem.message


# What may never happen: a sheet in the stack that is not valid, and on no list.


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (BEN.replace("2031-01-07", "2031-02-30"), "row 4 failed: date is a day"),
        (BEN.replace("sleep", "sleeep"), "row 4 failed: treatment"),
        (BEN.replace("Ben Test", "<b>Test"), f"{GONE}, or in a row that cannot be read (4)"),
    ],
)
def test_a_row_that_fails_now_and_had_a_sheet_is_listed_for_a_human(
    morning: Path, row: str, why: str
) -> None:
    later = day(MARIA, ADA, row, out=morning.parent / "later", earlier=morning)
    (found,) = later.pulls
    assert found.lying.path.name == pdf(morning, 4).name
    assert found.why.startswith(why)
    assert found.look


def test_a_handout_that_comes_to_nothing_now_is_listed_for_a_human(morning: Path) -> None:
    class Broken(QuickMaker):
        def pdf(self, handout: Handout) -> bytes:  # noqa: ARG002  # the real one's signature
            raise RuntimeError

    maker = Broken(Shelves(), SETTINGS)
    rows = (MARIA, ADA, BEN.replace("9:30", "9:45"))
    later = day(*rows, out=morning.parent / "later", earlier=morning, maker=maker)
    (found,) = later.pulls
    assert found.look
    assert found.why.startswith("row 4 failed")


def test_a_patient_whose_birth_date_or_name_was_corrected_gets_a_new_sheet(morning: Path) -> None:
    for number, row in enumerate((BEN.replace("1939", "1938"), BEN.replace("Ben", "Benn"))):
        out = morning.parent / f"later-{number}"
        later = day(MARIA, ADA, row, out=out, earlier=morning)
        assert (later.made, later.out) == (["4 sleep"], {"4 sleep": GONE})
        for path in out.iterdir():
            path.unlink()


def test_a_patient_who_comes_twice_and_then_once_keeps_the_right_sheet(tmp_path: Path) -> None:
    again = MARIA.replace("8:30", "2:30").replace("am", "pm")
    day(MARIA, again, out=tmp_path / "day")
    later = day(again, out=tmp_path / "later", earlier=tmp_path / "day")
    assert (later.made, later.unchanged, later.out) == ([], ["2 sleep"], {"2 sleep": GONE})
    assert later.pulls[0].lying.path == pdf(tmp_path / "day", 2)


def test_two_visits_that_change_places_are_both_listed_or_both_kept(tmp_path: Path) -> None:
    day(MARIA, BEN, out=tmp_path / "day")
    swapped = (MARIA.replace("8:30", "9:30"), BEN.replace("9:30", "8:30"))
    later = day(*swapped, out=tmp_path / "later", earlier=tmp_path / "day")
    assert later.made == ["2 sleep", "3 sleep"]
    assert len(later.pulls) == 2


@pytest.mark.parametrize("harm", ["lost", "altered"])
def test_a_file_that_is_lost_or_altered_is_made_anew_and_its_sheet_listed(
    morning: Path, harm: str
) -> None:
    path = pdf(morning, 4)
    path.unlink() if harm == "lost" else path.write_bytes(b"%PDF-scribbled")
    later = day(MARIA, ADA, BEN, out=morning.parent / "later", earlier=morning)
    assert later.made == ["4 sleep"]
    assert later.out == {"4 sleep": "its file was lost or altered, so it was made anew"}


def test_words_that_changed_in_between_are_told_and_their_sheets_listed(tmp_path: Path) -> None:
    words = tmp_path / "clinic/content/en/treatments/sleep.yaml"
    words.parent.mkdir(parents=True)
    said = (Shelves().find("content/en/treatments/sleep.yaml") or Path()).read_text("utf-8")
    words.write_text(said, "utf-8")
    shelves = Shelves(tmp_path / "clinic")
    day(ADA, out=tmp_path / "day", maker=QuickMaker(shelves, SETTINGS))
    title = next(line for line in said.splitlines() if line.startswith("name:"))
    words.write_text(said.replace(title, f"{title} well"), "utf-8")
    later = day(
        ADA, out=tmp_path / "later", earlier=tmp_path / "day", maker=QuickMaker(shelves, SETTINGS)
    )
    assert (later.made, later.unchanged) == (["2 sleep"], ["2 exercise"])
    assert later.out == {"2 sleep": "words changed: en/treatments/sleep"}


def test_a_day_of_drafts_is_not_taken_up_without_them(morning: Path) -> None:
    """Else each row would fail as a draft, and the whole stack would be taken out."""
    assert refused(MARIA, earlier=morning, draft=False) == "draft-changed"
    assert not Manifest.read(morning).followed, "it can be taken up as before"


def test_drafts_do_not_come_into_a_stack_without_them(tmp_path: Path) -> None:
    day(MARIA, out=tmp_path / "day", draft=False)
    assert refused(MARIA, earlier=tmp_path / "day") == "draft-changed"


def test_the_schedule_of_another_day_is_refused(morning: Path) -> None:
    other = (MARIA.replace("01-07", "01-08"), BEN.replace("01-07", "01-09"))
    assert refused(*other, earlier=morning) == "other-day"


def test_a_folder_without_a_manifest_is_refused(tmp_path: Path) -> None:
    (tmp_path / "day").mkdir()
    assert refused(MARIA, earlier=tmp_path / "day") == "no-manifest"


def test_a_day_whose_handouts_were_deleted_is_refused(morning: Path) -> None:
    with Manifest(morning) as manifest:
        manifest.add([Purged(dt.datetime(2031, 3, 1, tzinfo=dt.UTC))])
    assert refused(MARIA, earlier=morning) == "purged"


# Several changes of one day


def test_in_the_next_change_counts_whatever_lies_in_the_stack_by_then(morning: Path) -> None:
    second, third = morning.parent / "second", morning.parent / "third"
    day(MARIA, ADA, BEN.replace("9:30", "10:30"), out=second, earlier=morning)
    stacked(second)
    rows = (MARIA.replace("8:30", "8:45"), ADA, BEN.replace("9:30", "10:45"))
    later = day(*rows, out=third, earlier=second)
    assert later.made == ["2 sleep", "4 sleep"]
    assert later.unchanged == ["3 sleep", "3 exercise"]
    assert later.out == {
        "2 sleep": "moved from 8:30 am to 8:45 am", "4 sleep": "moved from 10:30 am to 10:45 am",
    }  # fmt: skip
    runs = {each.lying.path.parent: (each.lying.run, each.place) for each in later.pulls}
    assert runs == {
        morning: (Manifest.read(morning).run.code, "packet 1, sheet 1"),
        second: (Manifest.read(second).run.code, "packet 1, sheet 1"),
    }


def test_a_run_is_not_taken_up_twice(morning: Path) -> None:
    second = morning.parent / "second"
    day(MARIA, out=second, earlier=morning)
    assert refused(MARIA, earlier=morning) == "changed-before"
    for path in second.iterdir():
        path.unlink()
    second.rmdir()  # its sheets were never printed
    assert day(MARIA, out=morning.parent / "later", earlier=morning).unchanged == ["2 sleep"]


def test_of_two_who_take_it_up_at_once_one_is_refused(morning: Path) -> None:
    first, second = (Earlier.read(morning, morning.parent / name) for name in ("one", "two"))
    (morning.parent / "one").mkdir()
    (morning.parent / "one/manifest.jsonl").touch()
    first.follow(morning.parent / "one")
    with pytest.raises(HandoutsError) as refused:
        second.follow(morning.parent / "two")
    assert refused.value.problems[0].rule == "changed-before"


def test_a_change_that_was_stopped_is_finished_with_the_same_list(morning: Path) -> None:
    rows = (MARIA.replace("8:30", "8:45"), ADA.replace("9:00", "9:15"), BEN)
    whole, halved = morning.parent / "whole", morning.parent / "halved"
    right = day(*rows, out=whole, earlier=morning)
    for path in whole.iterdir():
        path.unlink()
    day(*rows, out=halved, earlier=morning, stop_after=1)
    later = day(*rows, out=halved, earlier=morning, resume=True)
    assert (later.made, later.out) == (right.made, right.out)
    account = Manifest.read(halved)
    assert len(account.lines) == len(account.entries) == 4


def test_a_change_is_not_finished_as_a_day_of_its_own_nor_the_other_way_round(
    morning: Path,
) -> None:
    later = morning.parent / "later"
    day(MARIA, out=later, earlier=morning)
    with pytest.raises(HandoutsError) as refused:
        day(MARIA, out=later, resume=True)
    assert refused.value.problems[0].rule == "changes-other"


def test_a_day_that_was_stopped_lists_what_may_be_on_paper(tmp_path: Path) -> None:
    folder = tmp_path / "day"
    day(MARIA, ADA, BEN, out=folder, stop_after=3, keep=False)
    stray = folder / "0009-sleep-ABCDEF.pdf"
    stray.write_bytes(b"%PDF-")
    later = day(MARIA.replace("8:30", "8:45"), out=tmp_path / "later", earlier=folder)
    listed = {each.lying.path.name for each in later.pulls}
    assert listed == {path.name for path in folder.glob("*.pdf")}
    assert [each.look for each in later.pulls if each.lying.path == stray] == [True]
    assert {each.lying.whose for each in later.pulls} == {None}


def test_what_was_made_twice_in_the_earlier_run_is_listed_twice(tmp_path: Path) -> None:
    folder = tmp_path / "day"
    header = f"{HEADER},ends"
    day(f"{MARIA},9:30 am", out=folder, header=header, schedule="same")
    pdf(folder, 2).unlink()
    day(
        f"{MARIA.replace('8:30', '8:45')},9:30 am",
        out=folder,
        header=header,
        schedule="same",
        resume=True,
    )
    assert len({entry.file for entry in Manifest.read(folder).lines}) == 2
    later = day(
        "Other Person,1980-01-01,sleep,2031-01-07,8:00 am,,", out=tmp_path / "later", earlier=folder
    )
    assert len(later.pulls) == 2


def test_a_trial_writes_nothing_and_lists_the_same(morning: Path) -> None:
    before = files(morning.parent)
    trial = day(MARIA, out=None, earlier=morning)
    assert files(morning.parent) == before
    wet = day(MARIA, out=morning.parent / "later", earlier=morning)
    assert (trial.unchanged, trial.out) == (wet.unchanged, wet.out)


def test_the_manifest_of_a_change_names_the_run_that_it_takes_up(morning: Path) -> None:
    day(MARIA, out=morning.parent / "later", earlier=morning)
    later = Manifest.read(morning.parent / "later")
    assert later.run.changes == Manifest.read(morning).run.code
    assert Manifest.read(morning).followed == ("../later",)


def test_folders_of_changes_are_numbered_on(tmp_path: Path) -> None:
    for name in ("day", "day-2", "north-7"):
        (tmp_path / name).mkdir()
    assert next_folder(tmp_path / "day").name == "day-3"
    assert next_folder(tmp_path / "day-2").name == "day-3"
    assert next_folder(tmp_path / "north-7").name == "north-7-2"


PEOPLE = ("Maria Example", "Ada Sample", "Ben Test")


def rows_of(visits: Sequence[tuple[int, int, int]]) -> list[str]:
    """Rows of people with a treatment and an hour; nobody is in two rows that contradict."""
    treatments = ("sleep", "exercise", "sleep; exercise")
    return [
        f"{PEOPLE[who]},195{who}-01-01,{treatments[what]},2031-01-07,{8 + hour}:00 am,,"
        for who, what, hour in visits
    ]


any_day = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 2), st.integers(0, 2)), max_size=4, unique=True
).map(rows_of)


@settings(max_examples=25)
@given(st.lists(any_day, min_size=2, max_size=4))
def test_after_any_changes_stack_and_lists_come_to_what_a_day_made_anew_would_be(
    tmp_path_factory: pytest.TempPathFactory, days: list[list[str]]
) -> None:
    place = tmp_path_factory.mktemp("days")
    first, *changes = days
    day(*first, out=place / "0")
    stack = codes(Manifest.read(place / "0"))
    for number, rows in enumerate(changes, start=1):
        later = day(*rows, out=place / str(number), earlier=place / str(number - 1))
        out = [str(each.lying.entry.check_code) for each in later.pulls]
        assert sorted(out) == sorted({*out}), "nothing is taken out twice"
        stack = sorted([code for code in stack if code not in out] + codes_of(later))
        anew = day(*rows, out=place / f"{number}-anew")
        assert stack == sorted(codes_of(anew))


def codes(account: Account) -> list[str]:
    return sorted(code for entry in account.entries if (code := made(entry)))


def codes_of(changed: Changed) -> list[str]:
    return [code for each in changed.done if (code := made(each.entry))]


def made(entry: Entry) -> str | None:
    return entry.check_code if entry.outcome is Outcome.MADE else None


def test_a_private_list_is_as_private_as_the_handouts(morning: Path) -> None:
    later = morning.parent / "later"
    day(MARIA, out=later, earlier=morning, maker=MAKER)
    manifest = (later / "manifest.jsonl").read_text(encoding="ascii")
    assert not any(word in manifest for word in ("Maria", "Example", "1958-03-04", "8:30", "9:00"))
    assert (later / "pull-list.pdf").stat().st_mode & 0o077 == 0


def test_one_sheet_in_the_stack_is_for_one_handout(morning: Path) -> None:
    table = read_table("\n".join((HEADER, MARIA)).encode(), "day.csv")
    known = Known.of(MAKER.content("en"), SETTINGS, ("en",))
    order = Order(dt.date(2031, 1, 6), None, draft=True)
    (job,) = plan(table.rows, known, order)
    kept, made = fresh((job, job), Earlier.read(morning, None), MAKER, order)
    assert isinstance(kept, Done)
    assert isinstance(made, Job)


def test_a_run_that_was_taken_up_is_not_gone_on_with(morning: Path) -> None:
    """A sheet that is made there now would be on no pull list of the next change."""
    day(MARIA, out=morning.parent / "later", earlier=morning)
    before = files(morning)
    pdf(morning, 2).unlink()
    with pytest.raises(HandoutsError) as refused:
        day(MARIA, ADA, BEN, out=morning, resume=True)
    (problem,) = refused.value.problems
    assert problem.rule == "changed-before"
    assert str(morning.parent / "later") in problem.hint
    assert files(morning).keys() < before.keys()


def test_what_is_made_while_the_list_is_begun_stops_it(morning: Path) -> None:
    taken = Earlier.read(morning, morning.parent / "later")
    with Manifest(morning) as manifest:
        manifest.add([Entry(9, Outcome.MADE, file="0009-sleep-ABCDEF.pdf")])
    with pytest.raises(HandoutsError) as refused:
        taken.follow(morning.parent / "later")
    assert refused.value.problems[0].rule == "changed-meanwhile"
    assert Manifest.read(morning).followed == ()


def test_the_pull_list_is_printed_before_the_new_sheets(morning: Path) -> None:
    later = morning.parent / "later"
    day(MARIA.replace("8:30", "8:45"), out=later, earlier=morning)
    assert [path.name for path in printed(later)] == ["pull-list.pdf", pdf(later, 2).name]


def test_a_change_that_only_takes_sheets_out_is_printed_too(morning: Path) -> None:
    later = morning.parent / "later"
    day(MARIA, out=later, earlier=morning)
    assert [path.name for path in printed(later)] == ["pull-list.pdf"]
