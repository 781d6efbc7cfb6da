"""What a day's rows share is laid out once, before any of them is made, and kept for other days."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from handouts.batch.job import Done, Order
from handouts.batch.run.run import Heard, run
from handouts.batch.workers import workers
from handouts.library.shelves import SETTINGS as SETTINGS_FILE
from handouts.library.shelves import Shelves
from handouts.make.forms.filling import Filled, Filling
from handouts.make.forms.kept import FOLDER
from handouts.make.maker import Maker
from handouts.model.handout import Handout
from handouts.press.engine import Engine
from handouts.read.columns import Known
from handouts.read.schedule.table import read_table
from tests.batch.run.test_run import GOOD, HEADER, SETTINGS, TODAY
from tests.cli.terminal import files

ALIKE = (
    GOOD,
    "Nguyễn Thị Mai,1961-01-02,sleep,2031-01-07,9:00 am,",
    "Łukasz Wójcik,1957-06-30,sleep,2031-01-07,9:30 am,",
)
FOURTH = "Ole Beispiel,1950-02-03,sleep,2031-01-07,10:00 am,"
ALONE = "Ada Sample,1949-06-30,exercise,2031-01-07,9:00 am,"
FILLED = b"/XRef/W [1 4 2]"
"""What tells a filled form: its table of objects has entries of other widths than WeasyPrint's."""


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    (tmp_path / "clinic").mkdir()
    (tmp_path / "clinic" / "handouts.yaml").write_text("timezone: America/New_York\n", "utf-8")
    return tmp_path / "clinic"


@pytest.fixture
def layouts(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every page that is laid out for its own sake, by its title."""
    seen: list[str] = []
    render = Engine.render

    def counted(engine: Engine, html: str) -> bytes:
        seen.append(html[html.index("<title>") :].partition("</title>")[0])
        return render(engine, html)

    monkeypatch.setattr(Engine, "render", counted)
    return seen


def batch(
    *rows: str, clinic: Path, out: str | None = "out", draft: bool = True, processes: int = 1,
    heard: Heard = bool,
) -> list[Done]:  # fmt: skip
    maker = Maker(Shelves(clinic if (clinic / SETTINGS_FILE).exists() else None), SETTINGS)
    table = read_table("\n".join((HEADER, *rows)).encode(), "day.csv")
    known = Known.of(maker.content("en"), SETTINGS, maker.shelves.languages())
    place = clinic.parent / out if out else None
    if place:
        place.mkdir()
    order = Order(TODAY, place, draft, processes)
    return list(run(table.rows, maker, known, order, heard=heard))


def kept(clinic: Path) -> list[str]:
    return sorted(path.suffix for path in (clinic / FOLDER).glob("[!.]*"))


def test_rows_that_share_a_form_are_filled_and_a_row_alone_is_laid_out(
    clinic: Path, layouts: list[str]
) -> None:
    batch(*ALIKE, ALONE, clinic=clinic)
    assert len(layouts) == 2, "the form's trial, and the row that is alone"
    assert kept(clinic) == [".asked", ".form"]
    batch(*ALIKE, clinic=clinic, out="again")
    assert len(layouts) == 2, "another day finds the form on disk"


def test_a_form_that_an_earlier_day_did_without_is_laid_out_now(
    clinic: Path, layouts: list[str]
) -> None:
    batch(ALONE, clinic=clinic)
    assert (len(layouts), kept(clinic)) == (1, [".asked"])
    batch(ALONE.replace("Ada", "Eva"), clinic=clinic, out="again")
    assert (len(layouts), kept(clinic)) == (2, [".form"])
    batch(ALONE.replace("Ada", "Ida"), clinic=clinic, out="once more")
    assert len(layouts) == 2


@pytest.mark.parametrize("how", ["drafts are refused", "only tried"])
def test_nothing_is_laid_out_or_kept_for_rows_that_print_nothing(
    clinic: Path, how: str, layouts: list[str]
) -> None:
    if how == "only tried":
        batch(*ALIKE, clinic=clinic, out=None)
    else:
        batch(*ALIKE, clinic=clinic, draft=False)
        assert layouts == []
    assert not (clinic / FOLDER).exists()


def test_the_order_of_rows_and_the_number_of_processes_change_no_byte_of_any_file(
    clinic: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def made(name: str) -> Iterator[bytes]:
        return (it for path, it in sorted(files(clinic.parent / name).items()) if "pdf" in path)

    rows = (*ALIKE, ALONE)
    batch(*rows, clinic=clinic, out="first")
    first = sorted(made("first"))
    monkeypatch.setattr(workers, "_method", lambda: "spawn")
    for name, order, processes in (("other", rows[::-1], 1), ("many", rows, 3)):
        for note in (clinic / FOLDER).iterdir():
            note.unlink()
        batch(*order, clinic=clinic, out=name, processes=processes)
        assert sorted(made(name)) == first


@pytest.mark.parametrize("method", ["fork", "spawn"])
@pytest.mark.parametrize("place", ["not writable", "no clinic's folder"])
def test_forms_that_the_clinic_s_folder_cannot_keep_are_shared_for_the_day(
    clinic: Path, monkeypatch: pytest.MonkeyPatch, *, place: str, method: str
) -> None:
    if place == "not writable":
        (clinic / FOLDER).write_text("a file in the folder's place", "utf-8")
    else:
        (clinic / SETTINGS_FILE).unlink()
    before = files(clinic)
    monkeypatch.setattr(workers, "_method", lambda: method)
    done = batch(*ALIKE, FOURTH, ALONE, clinic=clinic, processes=2)
    assert [each.entry.outcome for each in done] == ["made"] * 5
    made = files(clinic.parent / "out")
    filled = [name for name, said in made.items() if FILLED in said]
    assert [name[:4] for name in sorted(filled)] == ["0002", "0003", "0004", "0005"]
    assert sorted(Path(name).suffix for name in made) == [".jsonl", *[".pdf"] * 5]
    assert files(clinic) == before


def test_a_form_that_no_later_day_will_have_is_laid_out_only_where_that_saves_layouts(
    clinic: Path, layouts: list[str]
) -> None:
    (clinic / SETTINGS_FILE).unlink()
    batch(*ALIKE, clinic=clinic)
    assert len(layouts) == 3, "each by itself"


@pytest.mark.parametrize("processes", [1, 2])
def test_what_is_laid_out_is_so_after_the_rest_by_processes_that_filled_nothing(
    clinic: Path, monkeypatch: pytest.MonkeyPatch, processes: int
) -> None:
    batch(*ALIKE, clinic=clinic)
    told, render, fill = clinic.parent / "told", Engine.render, Filling.fill

    def tell(what: str) -> None:
        with told.open("a", encoding="utf-8") as file:
            file.write(f"{what} {os.getpid()}\n")

    def rendered(engine: Engine, html: str) -> bytes:
        tell("laid out")
        return render(engine, html)

    def filled(filling: Filling, handout: Handout) -> Filled | None:
        found = fill(filling, handout)
        if found is not None:
            tell("filled")
        return found

    monkeypatch.setattr(Engine, "render", rendered)
    monkeypatch.setattr(Filling, "fill", filled)
    batch(ALONE, *ALIKE, clinic=clinic, out="again", processes=processes)
    lines = [line.rpartition(" ") for line in told.read_text("utf-8").splitlines()]
    assert [what for what, _, _ in lines] == ["filled"] * 3 + ["laid out"]
    *fillers, layouter = (process for _, _, process in lines)
    assert (layouter in {*fillers, str(os.getpid())}) == (processes == 1), "it is this one alone"


def test_what_is_on_the_disk_is_heard_of_before_its_turn(clinic: Path) -> None:
    heard: list[int] = []
    batch(*ALIKE, clinic=clinic)
    done = batch(ALONE, *ALIKE, clinic=clinic, out="again", heard=heard.append)
    assert [each.entry.row for each in done] == [2, 3, 4, 5]
    *before, last = (more for more in heard if more)
    assert (sum(before), last) == (3, 1), "the first one had to be laid out"


def test_no_name_of_the_day_is_in_what_is_kept(clinic: Path) -> None:
    batch(*ALIKE, clinic=clinic)
    told = b"".join(path.read_bytes() for path in (clinic / FOLDER).iterdir())
    assert b"handouts form" in told
    for name in ("Maria", "Mai", "Wójcik", "1958", "1961", "1957"):
        assert name.encode() not in told
