"""Every command on the page for the people who sign does what the page says."""

import datetime as dt
import re
from pathlib import Path

import pytest

from handouts.cli import show, sign, status
from handouts.read.content import read_settings
from tests.cli.terminal import here
from tests.signing import clinic
from tests.tracked import ROOT

PAGE = (ROOT / "docs/signing.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"(?m)^    handouts (.+)$", PAGE)


def _arguments(command: str) -> list[str]:
    return [quoted or plain for quoted, plain in re.findall(r'"([^"]*)"|(\S+)', command)]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_page_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    for module in (show, sign, status):
        monkeypatch.setattr(module, "today", lambda: dt.date(2026, 12, 1))
    clinic(tmp_path)
    asks = "--treatment" in command and "--yes" not in command
    ended = here(*_arguments(command), *(["--yes"] if asks else []), cwd=tmp_path)
    assert ended.code == (1 if "--strict" in command else 0), ended.err


def test_the_page_has_commands() -> None:
    assert len(COMMANDS) > 6


def test_the_policy_on_the_page_can_be_read(tmp_path: Path) -> None:
    shelves = clinic(tmp_path)
    (policy,) = re.findall(r"(?s)```yaml\n(.*?)```", PAGE)
    with (tmp_path / "handouts.yaml").open("a", encoding="utf-8") as file:
        file.write(policy)
    signatures = read_settings(shelves).signatures
    assert (signatures.number, signatures.prescriber) == (2, True)
    assert signatures.prescribers == ("MD", "DO", "NP")
