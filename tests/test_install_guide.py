"""The guide to installing is true: its commands run as it says, and files lie where it says."""

import datetime as dt
import importlib
import stat
import sys
from pathlib import Path

import pytest

from tests.cli.terminal import Ended, here
from tests.guide import DOCS, Shown, follow, names_what_is_there
from tests.web.desked import desked

GUIDE = DOCS / "install.md"


def in_the_clinic(*words: str, cwd: Path) -> Ended:
    """Where the guide has its commands typed; what `doctor` finds depends on the machine."""
    ended = here(*words, cwd=cwd if words[0] == "init" else cwd / "clinic")
    return Ended(0, ended.stdout, ended.err) if words[0] == "doctor" else ended


def code(_: Shown) -> int:
    """All of them end well."""
    return 0


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="icons of Linux's kind")
def test_each_step_of_the_guide_does_what_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "home" / "Desktop").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    for name in ("HANDOUTS_FOLDER", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, day in (("init", (2026, 11, 30)), ("batch", (2026, 11, 30)), ("purge", (2027, 3, 1))):
        module = importlib.import_module(f"handouts.cli.{name}")
        monkeypatch.setattr(module, "today", lambda day=day: dt.date(*day))
    ran = follow(GUIDE, tmp_path, in_the_clinic, code, leave_out=lambda step: step.kind == "sh")
    assert [path.name for path in (tmp_path / "clinic" / "days" / "2026-12-01").iterdir()] == [
        "manifest.jsonl"
    ]
    assert [path for path in (tmp_path / "home").rglob("*") if path.is_file()] == []
    told = " ".join(ran)
    for command in ("init", "doctor", "desk --install-shortcut", "desk --stop", "diff", "status",
                    "batch", "purge", "desk --remove-shortcut"):  # fmt: skip
        assert f"handouts {command}" in told


def test_every_file_that_a_desk_and_a_batch_leave_is_in_the_guide(tmp_path: Path) -> None:
    text = GUIDE.read_text(encoding="utf-8").partition("## Where everything is kept")[2]
    folder = tmp_path / "clinic"
    with desked(folder) as page:
        assert page.ask("/pick", body="row=2").status == 303
        assert here("-C", str(folder), "batch", str(folder / "today.csv"), "--draft", "--out",
                    str(folder / "days" / "2026-12-01"), cwd=tmp_path).code in {0, 4}  # fmt: skip
        private = [path for path in (folder / ".desk").iterdir() if path.is_dir()]
        left = [path for each in private for path in each.iterdir() if path.suffix != ".part"]
        for path in left:
            assert f"`{path.name}`" in text or path.name == ".starting"
            assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert "running.json" in {path.name for path in left}
        for path in folder.iterdir():
            known = path.name in {"today.csv", "schedule.csv", "visit.yaml", "taken.yaml"}
            assert known or f"`{path.name}{'/' if path.is_dir() else ''}`" in text, path.name
        for each in (*private, folder / "days" / "2026-12-01"):
            assert stat.S_IMODE(each.stat().st_mode) == 0o700
        made = list((folder / "days" / "2026-12-01").iterdir())
        assert {stat.S_IMODE(path.stat().st_mode) for path in made} == {0o600}


def test_every_page_that_the_guide_names_is_there() -> None:
    names_what_is_there(GUIDE)
