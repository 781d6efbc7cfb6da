"""What is left of patients after a morning: nothing in the browser, the terminal or on the disk."""

import contextlib
import datetime as dt
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, expect, sync_playwright

from handouts.library.take import found
from tests.browser import QUIET, chromium
from tests.cli.terminal import COMMAND, environment
from tests.patience import PATIENCE
from tests.web.desked import FILE, schedule, with_desk

pytestmark = pytest.mark.browser
expect.set_options(timeout=PATIENCE * 1_000)

LISTED, TYPED, NOTE = "Quirina Xylander", "Zebulon Yttrium", "Wears a vermilion wristband"
RECORD, BORN = "7340982", "1947-02-19"
SECRETS = (*LISTED.split(), *TYPED.split(), "vermilion", RECORD, BORN, "February 19, 1947")
"""Words that stand nowhere but in these visits."""


@dataclass(frozen=True, slots=True)
class Started:
    """A desk in a process of its own, as a person starts it."""

    process: subprocess.Popen[str]
    start: str
    """The address that it printed."""
    talk: Path
    """All that it ever wrote to its terminal."""
    temporary: Path


@contextlib.contextmanager
def started(folder: Path) -> Iterator[Started]:
    """The desk of a new clinic, with a list of one patient, until Ctrl-C."""
    clinic, temporary, talk = folder / "clinic", folder / "temporary", folder / "talk"
    temporary.mkdir()
    today = dt.datetime.now().astimezone().date()
    found(clinic, today)
    settings = clinic / "handouts.yaml"
    said = with_desk(settings.read_text(encoding="utf-8"), f"schedule: {FILE}")
    settings.write_text(said, encoding="utf-8")
    row = f"{LISTED},{BORN},{RECORD},sleep,{today},11:30 pm,,,,,,,,"
    (clinic / FILE).write_text(schedule(row), encoding="utf-8")
    with talk.open("w") as written:
        process = subprocess.Popen(
            [*COMMAND, "-C", str(clinic), "desk", "--no-browser"],
            stdout=written, stderr=subprocess.STDOUT, text=True,
            env={**environment(), "TMPDIR": str(temporary)},
        )  # fmt: skip
    try:
        yield Started(process, _address(process, talk), talk, temporary)
    finally:
        process.kill()
        process.wait()


def _address(process: subprocess.Popen[str], talk: Path) -> str:
    while process.poll() is None:
        lines = talk.read_text().splitlines(keepends=True)
        for line in lines:
            if line.startswith("http") and line.endswith("\n"):
                return line.strip()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(0.1)
    raise AssertionError(talk.read_text())


def secrets_in(*texts: str) -> list[str]:
    return [word for word in SECRETS for text in texts if word.casefold() in text.casefold()]


def secrets_under(folder: Path) -> list[str]:
    """Which of the words stand in a file below a folder, or in a file's name."""
    told = []
    for path in folder.rglob("*"):
        if not path.is_file():
            continue
        data = path.read_bytes().lower() + str(path.relative_to(folder)).lower().encode()
        for word in SECRETS:
            forms = (word.lower().encode(), word.lower().encode("utf-16-le"))
            told += [f"{word} in {path.relative_to(folder)}" for it in forms if it in data]
    return told


KEPT = """async () => ({
    local: {...localStorage}, session: {...sessionStorage}, title: document.title,
    state: history.state, caches: await caches.keys(),
    databases: (await indexedDB.databases()).map(each => each.name),
})"""


@contextlib.contextmanager
def profiled(profile: Path) -> Iterator[BrowserContext]:
    """A browser that keeps a profile on the disk, as a person's browser does."""
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            profile, executable_path=chromium(), args=QUIET,
            viewport={"width": 1280, "height": 800},
        )  # fmt: skip
        context.set_default_timeout(PATIENCE * 1_000)
        yield context
        context.close()


def a_morning(page: Page, start: str) -> None:
    """One patient of the list and one who is not on it, with all that can be typed."""
    page.goto(start)
    page.locator("[type=search]").fill(LISTED[:5])
    page.get_by_role("button", name=LISTED).click()
    expect(page.locator("#paper img").first).to_be_visible()
    page.locator("[name=note]").fill(NOTE)
    page.reload()
    page.get_by_role("button", name="Not on the list").click()
    page.locator("[name=patient]").fill(TYPED)
    page.locator("[name=born]").fill(BORN)
    page.locator("[name=record]").fill(RECORD)
    page.locator("[name=time]").fill("11:30 pm")
    page.get_by_label("Sleep", exact=True).check()
    expect(page.locator("#paper img").first).to_be_visible()
    page.reload()
    expect(page.locator("#paper img").first).to_be_visible()


def test_nothing_of_a_patient_is_left_in_the_browser_the_terminal_or_a_temporary_file(
    tmp_path: Path,
) -> None:
    profile, addresses, titles = tmp_path / "profile", list[str](), list[str]()
    with started(tmp_path) as desk:
        with profiled(profile) as context:
            page = context.new_page()
            context.on("request", lambda request: addresses.append(request.url))
            page.on("framenavigated", lambda frame: addresses.append(frame.url))
            page.on("load", lambda loaded: titles.append(loaded.title()))
            a_morning(page, desk.start)
            kept = page.evaluate(KEPT)
            cookies = context.cookies()
            assert secrets_under(profile) == []
            page.locator("#leave").click()
            expect(page.locator("#person .name")).to_have_count(0)
        assert secrets_under(desk.temporary) == []
        desk.process.send_signal(2)  # Ctrl-C
        assert desk.process.wait(PATIENCE) == 0
        assert secrets_in(desk.talk.read_text()) == []
        assert secrets_under(desk.temporary) == []
    assert titles
    assert secrets_in(*addresses, *titles) == []
    assert kept == {"local": {}, "session": {}, "title": "Front desk", "state": None,
                    "caches": [], "databases": []}  # fmt: skip
    assert [it["name"] for it in cookies] == [f"handouts-{urlsplit(desk.start).port}"]
    assert any(profile.rglob("*"))
    assert secrets_under(profile) == []
