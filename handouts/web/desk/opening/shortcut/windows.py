"""What a double click does in, `.lnk` files out: on the desktop and in the Start menu.

PowerShell, which each Windows has, asks Windows itself for them. Not tried on Windows yet.
"""

import base64
import struct
import subprocess
from collections.abc import Mapping
from pathlib import Path

from handouts.library.shelves import stock
from handouts.library.whole import put
from handouts.problems import ExitCode, stop
from handouts.web.desk.opening.shortcut.opening import NAMES, Opening

_ASKED = """\
$ErrorActionPreference = 'Stop'
[Console]::OutputEncoding = [Text.Encoding]::UTF8
$shell = New-Object -ComObject WScript.Shell
$names = {names}
$about = {about}
foreach ($folder in 'Desktop', 'Programs') {{
  $paths = $names | ForEach-Object {{ Join-Path ([Environment]::GetFolderPath($folder)) "$_.lnk" }}
  $ours = $paths | Where-Object {{
    (Test-Path -LiteralPath $_) -and $shell.CreateShortcut($_).Description -eq $about }}
{then}}}
"""
_INSTALL = """\
  $path = @($ours) + @($paths | Where-Object {{ -not (Test-Path -LiteralPath $_) }}) |
    Where-Object {{ $_ }} | Select-Object -First 1
  $link = $shell.CreateShortcut($path)
  $link.TargetPath = {program}
  $link.Arguments = {arguments}
  $link.WorkingDirectory = {clinic}
  $link.IconLocation = {icon}
  $link.Description = $about
  $link.Save()
  Write-Output $path
"""
_REMOVE = """\
  $ours | Where-Object { $_ } | ForEach-Object { Remove-Item -LiteralPath $_; Write-Output $_ }
"""
_LONGEST = 259
"""Letters of what is said about a `.lnk` file; Windows cuts off the rest."""


def install(opening: Opening, environment: Mapping[str, str]) -> tuple[Path, ...]:
    """Write the links, each in the place of our earlier one. Raises HandoutsError."""
    icon = Path(environment["LOCALAPPDATA"]) / "handouts" / "desk.ico"
    put(icon, picture())
    return _run(installing(opening, str(icon)))


def remove(opening: Opening) -> tuple[Path, ...]:
    """Take our links away, and no others. Raises HandoutsError."""
    return _run(removing(opening))


def installing(opening: Opening, icon: str) -> str:
    """What PowerShell is told to make the links."""
    then = _INSTALL.format(
        program=_quoted(str(_windowless(opening.program))),
        arguments=_quoted(subprocess.list2cmdline(opening.words)),
        clinic=_quoted(str(opening.clinic)),
        icon=_quoted(f"{icon},0"),
    )
    return _asked(opening, then)


def removing(opening: Opening) -> str:
    """What PowerShell is told to take them away."""
    return _asked(opening, _REMOVE)


def picture() -> bytes:
    """The icon: one picture of 256 by 256 dots, in Windows' envelope."""
    png = (stock() / "styles" / "desk-icon.png").read_bytes()
    return struct.pack("<HHHBBBBHHII", 0, 1, 1, 0, 0, 0, 0, 1, 32, len(png), 22) + png


def _asked(opening: Opening, then: str) -> str:
    names = ", ".join(_quoted(name) for name in NAMES)
    about = f"The front desk's page of {opening.clinic}"[-_LONGEST:]
    return _ASKED.format(names=names, about=_quoted(about), then=then)


def _quoted(text: str) -> str:
    """A text of PowerShell in which no sign means anything."""
    for quote in "'\u2018\u2019\u201a\u201b":  # each of them ends such a text there
        text = text.replace(quote, quote * 2)
    return f"'{text}'"


def _windowless(program: Path) -> Path:
    """The Python that opens no window of its own, where there is one."""
    quiet = program.with_name("pythonw.exe")
    return quiet if quiet.is_file() else program


def _run(script: str) -> tuple[Path, ...]:
    """Have it run, as text that no command line changes; what it says is a path in each line."""
    packed = base64.b64encode(script.encode("utf-16-le")).decode()
    try:
        done = subprocess.run(  # noqa: S603  # each word is ours, and no shell reads them
            ["powershell", "-NoProfile", "-NonInteractive", "-EncodedCommand", packed],  # noqa: S607  # as PATH has it
            capture_output=True, check=True, timeout=60,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        raise stop(
            "Windows did not let the program write its icon.",
            "Ask whoever looks after this computer, or make a shortcut by hand: docs/install.md.",
            code=ExitCode.MACHINE,
        ) from None
    return tuple(Path(line) for line in done.stdout.decode("utf-8").splitlines() if line)
