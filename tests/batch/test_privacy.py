"""What a patient's row says is on the patient's own page, and nowhere else."""

from pathlib import Path

import pypdfium2
import pytest

from tests.cli.terminal import Ended, run, schedule, write

HEADER = "patient,born,record,treatment,date,time,clinician,room,note"
ROWS = (
    "Kanarina Allgood,1951-01-17,RECKANA1,sleep,2031-01-07,8:30,Dr. Kanadoc,Kanaroom,Kananote one",
    "Kanarina Twotimes,1952-02-18,RECKANA2,sleep; exercise,2031-01-07,8:40,,,",
    "Kanarina Twotimes,1952-02-18,RECKANA2,sleep; exercise,2031-01-07,8:40,,,",
    "<Kanarina Markup>,1953-03-19,RECKANA3,sleep,2031-01-07,8:50,,,Kananote four",
    "Kanarina Baddate,41.13.1954,RECKANA4,sleep,2031-01-07,8:50,,,",
    "Kanarina Future,2954-04-20,RECKANA5,sleep,2031-01-07,8:50,,,",
    "Kanarina Badtreatment,1955-05-21,RECKANA6,sleeep,2031-01-07,8:50,,,",
    "Kanarina 山田,1956-06-22,RECKANA7,sleep,2031-01-07,8:50,,,",
    '"Kanarina Openquote,1957-07-23,RECKANA8,sleep,2031-01-07,8:50,,,',
    "Kanarina, Toomany,1958-08-24,RECKANA9,sleep,2031-01-07,8:50,,,",
    f"Kanarina Toolong,1959-09-25,{'RECKANA' * 9},sleep,2031-01-07,8:50,,,",
    "Kanarina Longnote,1960-10-26,RECKANA0,sleep,2031-01-07,8:50,,," + "Kananote " * 50,
)
CANARIES = (
    "Kanarina", "Allgood", "Twotimes", "Markup>", "Baddate", "Future,", "Badtreatment", "Openquote",
    "Toomany", "Toolong", "Longnote", "RECKANA", "Kanadoc", "Kanaroom", "Kananote", "山田",
    "41.13.1954", "2954-04-20",
    *(f"{1950 + n}-{n:02d}-{16 + n}" for n in range(1, 11)),
)  # fmt: skip
MONTHS = ("January 17, 1951", "February 18, 1952")


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ended]:
    """A batch of good and bad rows, with everything of the machine that it may write to."""
    folder = tmp_path_factory.mktemp("private")
    write(
        folder, {"day.csv": schedule(*ROWS, header=HEADER), "temp/x": "", "cache/x": "", "h/x": ""}
    )
    env = {
        "TMPDIR": str(folder / "temp"),
        "XDG_CACHE_HOME": str(folder / "cache"),
        "HOME": str(folder / "h"),
    }
    return folder, run("batch", "day.csv", "--draft", "--out", "out", cwd=folder, env=env)


def canaries_in(text: str) -> list[str]:
    return [canary for canary in (*CANARIES, *MONTHS) if canary in text]


def test_the_rows_came_to_both_ends(done: tuple[Path, Ended]) -> None:
    assert "12 rows: 2 made, 1 skipped, 9 failed. 3 handouts." in done[1].err


def test_the_page_itself_has_them(done: tuple[Path, Ended]) -> None:
    (pdf,) = (done[0] / "out").glob("0002-*.pdf")
    document = pypdfium2.PdfDocument(pdf)
    text = document[0].get_textpage().get_text_bounded()
    document.close()
    for word in ("Kanarina Allgood", "January 17, 1951", "RECKANA1", "Kananote one"):
        assert word in text


def test_the_terminal_tells_nothing_of_them(done: tuple[Path, Ended]) -> None:
    assert canaries_in(done[1].out) == []
    assert canaries_in(done[1].err) == []


def test_the_manifest_tells_nothing_of_them(done: tuple[Path, Ended]) -> None:
    manifest = (done[0] / "out/manifest.jsonl").read_text(encoding="utf-8")
    entries = [line for line in manifest.splitlines() if line.startswith('{"row"')]
    assert len(entries) == 13
    assert canaries_in(manifest) == []


def test_json_tells_nothing_of_them(done: tuple[Path, Ended]) -> None:
    ended = run("batch", "day.csv", "--draft", "--json", "--dry-run", cwd=done[0])
    assert ended.code == 4
    assert canaries_in(ended.out + ended.err) == []


def test_file_names_tell_nothing_of_them(done: tuple[Path, Ended]) -> None:
    names = "\n".join(str(path.relative_to(done[0])) for path in done[0].rglob("*"))
    assert canaries_in(names) == []


def test_nothing_is_left_in_folders_for_passing_files(done: tuple[Path, Ended]) -> None:
    assert [path.name for path in (done[0] / "temp").iterdir()] == ["x"]
    for path in [*(done[0] / "cache").rglob("*"), *(done[0] / "h").rglob("*")]:
        assert path.is_dir() or canaries_in(path.read_bytes().decode("latin-1")) == []


def test_a_pdfs_title_and_properties_tell_nothing_of_them(done: tuple[Path, Ended]) -> None:
    for path in (done[0] / "out").glob("*.pdf"):
        document = pypdfium2.PdfDocument(path)
        properties = document.get_metadata_dict()
        document.close()
        assert properties["Title"]
        assert canaries_in(" ".join(properties.values())) == []
        raw = path.read_bytes()
        for canary in ("Kanarina", "RECKANA", "Kananote"):
            assert canary.encode() not in raw
            assert canary.encode("utf-16-be") not in raw
