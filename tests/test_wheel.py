"""The wheel works on a machine that has nothing of this repository."""

import subprocess
import sys
import tarfile
import venv
import zipfile
from importlib.metadata import requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from handouts import __version__
from tests.cli.terminal import environment, whole
from tests.test_house import PROJECT, locked
from tests.tracked import ROOT, tracked

pytestmark = pytest.mark.wheel

STOCK = ("templates", "content", "styles")

SPY = """\
import os, sys
repository = os.environ["NOT_HERE"]
def look(event, args):
    if event in ("open", "import", "os.listdir", "os.scandir") and args:
        name = args[0]
        path = os.path.abspath(os.fsdecode(name)) if isinstance(name, (str, bytes)) else ""
        if path.startswith(repository + os.sep) and not path.startswith(sys.prefix + os.sep):
            raise SystemExit(f"{event} of {path}")
sys.addaudithook(look)
"""
"""A sitecustomize that ends Python as soon as it opens a file of the repository."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the sdist."""
    folder = tmp_path_factory.mktemp("built")
    subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)],
        check=True, capture_output=True,
    )  # fmt: skip
    return folder


@pytest.fixture(scope="module")
def machine(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel and what it needs by the lock, and nothing else."""
    folder = tmp_path_factory.mktemp("machine")
    venv.create(folder / "venv", with_pip=True)
    lock = folder / "requirements.lock"
    entries = locked()
    lock.write_text("\n".join(entries[name][1] for name in sorted(needed())), encoding="utf-8")
    pip = [str(folder / "venv/bin/python"), "-m", "pip", "install", "-q"]
    for asked in (
        ["--require-hashes", "-r", str(lock)],
        ["--no-deps", *map(str, built.glob("*.whl"))],
    ):
        subprocess.run([*pip, *asked], check=True, cwd=folder, env=environment())
    (site,) = (folder / "venv/lib").glob("python*/site-packages")
    (site / "sitecustomize.py").write_text(SPY, encoding="utf-8")
    return folder


def needed() -> set[str]:
    """All packages that the program needs, by the names in the lock; none for development."""
    found: set[str] = set()
    waiting = [Requirement(line) for line in PROJECT["project"]["dependencies"]]
    while waiting:
        requirement = waiting.pop()
        extras = requirement.extras or {""}
        name = canonicalize_name(requirement.name)
        for line in requires(name) or ():
            below = Requirement(line)
            holds = below.marker is None or any(
                below.marker.evaluate({"extra": extra}) for extra in extras
            )
            if holds and canonicalize_name(below.name) not in found:
                waiting.append(below)
        found.add(name)
    return found


def handouts(machine: Path, *args: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run the installed command, with the repository out of bounds."""
    env = environment({"NOT_HERE": str(ROOT), "PATH": "/usr/bin:/bin"})
    env.pop("PYTHONPATH", None)
    return subprocess.run(
        [str(machine / "venv/bin/handouts"), *args],
        cwd=cwd, env=env, capture_output=True, text=True, check=False,
    )  # fmt: skip


def stock_files() -> set[str]:
    return {name for name in tracked(*STOCK) if not name.startswith("tests/")}


def test_the_wheel_holds_the_stock_as_it_is_here(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        start = "handouts/stock/"
        inside = {name.removeprefix(start) for name in archive.namelist() if name.startswith(start)}
        assert inside == stock_files()
        for name in inside:
            assert archive.read(start + name) == (ROOT / name).read_bytes()


def test_the_wheel_holds_the_program_and_nothing_else(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        others = {name for name in archive.namelist() if not name.startswith("handouts/stock/")}
    about = f"handouts-{__version__}.dist-info/"
    modules = {name for name in others if not name.startswith(about)}
    assert modules == set(tracked("handouts"))
    assert f"{about}licenses/LICENSE" in others
    assert f"{about}entry_points.txt" in others


def test_the_sdist_holds_all_that_a_wheel_is_made_of(built: Path) -> None:
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        inside = {name.split("/", 1)[1] for name in archive.getnames() if "/" in name}
    assert stock_files() | set(tracked("handouts")) <= inside
    assert {"pyproject.toml", "LICENSE", "README.md"} <= inside
    assert not any(name.startswith(("tests/", "docs/", ".")) for name in inside - {".gitignore"})


def test_a_clinic_is_founded_checked_and_printed_from_the_wheel(
    machine: Path, tmp_path: Path
) -> None:
    clinic = tmp_path / "clinic"
    founded = handouts(machine, "init", "clinic", cwd=tmp_path)
    assert founded.returncode == 0, founded.stderr
    checked = handouts(machine, "check", cwd=clinic)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    made = handouts(machine, "make", "visit.yaml", cwd=clinic)
    assert made.returncode == 0, made.stderr
    assert whole((clinic / made.stdout.strip()).read_bytes())
    day = handouts(machine, "batch", "schedule.csv", "--draft", cwd=clinic)
    assert day.returncode == 0, day.stderr
    rows = len((clinic / "schedule.csv").read_text(encoding="utf-8").splitlines()) - 1
    assert f"{rows} rows: {rows} made, 0 skipped, 0 failed." in day.stderr
    pdfs = list((clinic / day.stdout.strip()).glob("*.pdf"))
    assert len(pdfs) >= rows
    assert all(whole(pdf.read_bytes()) for pdf in pdfs)


def test_doctor_and_version_are_content(machine: Path, tmp_path: Path) -> None:
    assert __version__ in handouts(machine, "--version", cwd=tmp_path).stdout
    examined = handouts(machine, "doctor", cwd=tmp_path)
    assert examined.returncode == 0, examined.stdout


def test_the_spy_would_notice_a_file_of_the_repository(machine: Path, tmp_path: Path) -> None:
    betrayed = handouts(machine, "batch", str(ROOT / "pyproject.toml"), cwd=tmp_path)
    assert "pyproject.toml" in betrayed.stderr
    assert "open of" in betrayed.stderr
