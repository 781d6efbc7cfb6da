"""House-keeping: the lock is current, nothing points out of the repository, nothing is orphaned."""

import ast
import json
import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import get_args

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from handouts.check.subject import Subject
from handouts.cli import COMMANDS
from handouts.library.schemas import SCHEMA
from handouts.library.shelves import Shelves, stock
from handouts.model.blocks import Block
from handouts.model.visit import Edition
from handouts.read.content import read_content, read_settings
from handouts.read.translation import SOURCE
from tests.tracked import ROOT, tracked

LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
VERAPDF_LOCK = (ROOT / "verapdf.lock").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
WANTED = [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["dev"]]


def locked(lock: str = LOCK) -> dict[str, tuple[Version, str]]:
    """Each entry of the lock by its name: its version, and all its lines."""
    entries: dict[str, tuple[Version, str]] = {}
    for block in re.split(r"\n(?=\S)", re.sub(r"(?m)^#.*\n", "", lock)):
        head = block.split("\\")[0].split(" --hash")[0].strip()
        if head:
            requirement = Requirement(head)
            (pin,) = requirement.specifier
            assert pin.operator == "=="
            entries[canonicalize_name(requirement.name)] = (Version(pin.version), str(block))
    return entries


@pytest.mark.parametrize("wanted", WANTED)
def test_the_lock_holds_a_version_that_the_project_asks_for(wanted: str) -> None:
    requirement = Requirement(wanted)
    found = locked().get(canonicalize_name(requirement.name))
    assert found is not None, "make requirements.lock anew"
    assert requirement.specifier.contains(found[0], prereleases=True), "make it anew"


@pytest.mark.parametrize("wanted", PROJECT["dependency-groups"]["verapdf"])
def test_verapdf_s_lock_holds_a_version_that_the_project_asks_for(wanted: str) -> None:
    requirement = Requirement(wanted)
    version, _ = locked(VERAPDF_LOCK)[canonicalize_name(requirement.name)]
    assert requirement.specifier.contains(version), "make it anew"


def test_the_two_locks_agree() -> None:
    both = locked().keys() & locked(VERAPDF_LOCK).keys()
    assert both == {"packaging"}
    assert all(locked()[name][0] == locked(VERAPDF_LOCK)[name][0] for name in both)


@pytest.mark.parametrize(
    ("lock", "least"),
    [(LOCK, len(WANTED) + 1), (VERAPDF_LOCK, 3)],
    ids=["requirements", "verapdf"],
)
def test_every_entry_of_a_lock_has_its_hashes(lock: str, least: int) -> None:
    entries = locked(lock)
    assert len(entries) >= least
    bare = [name for name, (_, block) in entries.items() if "--hash=sha256:" not in block]
    assert bare == []


@pytest.mark.parametrize("lock", [LOCK, VERAPDF_LOCK], ids=["requirements", "verapdf"])
def test_a_lock_names_no_index_and_no_address(lock: str) -> None:
    assert "://" not in re.sub(r"(?m)^\s*#.*\n", "", lock)
    assert not re.search(
        r"(?m)^\s*(-i\b|-f\b|--(extra-)?index-url|--find-links|--trusted-host)", lock
    )


@pytest.mark.parametrize(("script", "shells"), [("run", ("sh", "bash")), (".ci/run", ("bash",))])
def test_scripts_are_executable_and_read_cleanly(script: str, shells: tuple[str, ...]) -> None:
    assert os.access(ROOT / script, os.X_OK)
    for shell in shells:
        path = shutil.which(shell)
        assert path is not None
        read = subprocess.run(
            [path, "-n", str(ROOT / script)], capture_output=True, text=True, check=False
        )
        assert (read.returncode, read.stderr) == (0, "")


@pytest.mark.parametrize("command", COMMANDS)
def test_the_readme_names_every_command(command: str) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert re.search(rf"\bhandouts (-C \S+ )?{command}\b", readme)


def test_the_readme_opens_with_the_two_commands_of_a_fresh_machine() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "./run demo" in readme
    assert "./run test" in readme


def test_files_that_the_readme_names_are_there() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", readme)
    gone = [link for link in links if "://" not in link and not (ROOT / link).exists()]
    assert gone == []


def test_the_changelog_is_kept() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert changelog.startswith("# Changelog\n")
    assert "keepachangelog.com" in changelog
    headings = re.findall(r"(?m)^## (.*)$", changelog)
    assert headings
    for heading in headings:
        assert re.fullmatch(r"\[Unreleased\]|\[\d+\.\d+\.\d+\] - \d{4}-\d\d-\d\d", heading)
    kinds = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
    assert set(re.findall(r"(?m)^### (.*)$", changelog)) <= kinds


def test_no_file_points_out_of_the_repository() -> None:
    outside = ["/" + "work/", "/" + "tmp/", ".." + "/shared"]
    found = []
    for name in tracked():
        text = (ROOT / name).read_bytes().decode("utf-8", "replace")
        found += [f"{name}: {sign}" for sign in outside if sign in text]
    assert found == []


def test_every_module_says_what_it_is() -> None:
    silent = [
        name
        for name in tracked("handouts", "tests")
        if name.endswith(".py") and (source := (ROOT / name).read_text(encoding="utf-8"))
        and not ast.get_docstring(ast.parse(source))
    ]  # fmt: skip
    assert silent == []


def test_every_block_has_its_template_and_every_template_its_block() -> None:
    kinds = {block.kind for block in get_args(Block)}
    templates = {path.stem for path in (ROOT / "templates/blocks").glob("*.html")}
    assert templates == kinds


def test_every_file_of_the_content_reaches_some_handout() -> None:
    shelves = Shelves()
    settings = read_settings(shelves)
    for edition in Edition.with_words():
        content, problems = read_content(shelves, SOURCE, edition)
        assert content is not None, problems
        subject = Subject.of(content, settings, tuple(shelves.folder("styles/icons", ".svg")))
        handouts = [each.handout for each in subject.composed if each.handout]
        shown = {each.block for handout in handouts for each in handout.decisions if each.shown}
        shown |= {f"treatments/{handout.form.treatment}" for handout in handouts}
        everywhere = {"clinic", "wording", "sources", "glossary"}
        unused = [
            item.file
            for item in content.items()
            if item.kind not in everywhere and f"{item.kind}/{item.id}" not in shown
        ]
        assert unused == []


def test_a_translation_has_no_file_that_its_source_lacks() -> None:
    files = set(tracked("content"))
    translated = {
        name: f"content/{SOURCE}/{name.split('/', 2)[2]}"
        for name in files
        if name.count("/") > 1 and not name.startswith((f"content/{SOURCE}/", f"{SCHEMA}/"))
    }
    assert translated
    assert [name for name, source in translated.items() if source not in files] == []


def test_the_stock_of_a_checkout_is_the_checkout_itself() -> None:
    assert stock() == ROOT


def test_python_files_have_no_name_that_says_nothing() -> None:
    empty = {"utils", "util", "helpers", "helper", "common", "manager", "base", "misc"}
    named = [name for name in tracked() if Path(name).stem in empty]
    assert named == []


def test_the_language_server_s_lock_has_hashes_and_no_address() -> None:
    folder = ROOT / "tests/editor"
    wanted = json.loads((folder / "package.json").read_text(encoding="utf-8"))["dependencies"]
    lock = json.loads((folder / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert lock[""]["dependencies"] == wanted
    for name, exact in wanted.items():
        assert lock[f"node_modules/{name}"]["version"] == exact
    for name, entry in lock.items():
        assert "resolved" not in entry, "npm install --omit-lockfile-registry-resolved"
        assert not name or entry["integrity"].startswith("sha512-")
