"""What a double click does in, `.desktop` files out: on the desktop and in the list of programs.

As freedesktop.org's Desktop Entry Specification says, which GNOME, KDE, Xfce and others follow.
"""

import contextlib
import hashlib
import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

from handouts.library.shelves import stock
from handouts.library.whole import put
from handouts.web.desk.opening.shortcut.opening import ABOUT, Opening, own, place

SUFFIX = ".desktop"
_CLINIC = "X-Handouts-Clinic"
_RESERVED = re.compile(r"""[\s"'\\><~|&;$*?#()`]""")
_DESKTOP = re.compile(r'^XDG_DESKTOP_DIR="(\$HOME)?(/?.*)"\s*$', re.MULTILINE)


def install(opening: Opening, home: Path, environment: Mapping[str, str]) -> tuple[Path, ...]:
    """Write the files, each in the place of our earlier one. Raises HandoutsError."""
    made = []
    for folder in _folders(home, environment):
        path = place(folder, SUFFIX, lambda it: _is_ours(it, opening))
        put(path, entry(opening, path.stem).encode())
        path.chmod(0o755)  # a file on the desktop must be a program, or it is shown as text
        _trust(path)
        made.append(path)
    return tuple(made)


def remove(opening: Opening, home: Path, environment: Mapping[str, str]) -> tuple[Path, ...]:
    """Take our files away, and no others. Raises OSError."""
    gone = []
    for folder in _folders(home, environment):
        for path in own(folder, SUFFIX, lambda it: _is_ours(it, opening)):
            path.unlink()
            gone.append(path)
    return tuple(gone)


def entry(opening: Opening, name: str) -> str:
    """The text of the file."""
    lines = {
        "Type": "Application",
        "Version": "1.0",
        "Name": name,
        "Comment": ABOUT,
        "Exec": _line(" ".join(_argument(word) for word in opening.command)),
        "Icon": _line(str(stock() / "styles" / "desk-icon.svg")),
        "Terminal": "false",
        "StartupNotify": "false",
        "Categories": "Office;",
        _CLINIC: _line(str(opening.clinic)),
    }
    return "\n".join(["[Desktop Entry]", *(f"{key}={said}" for key, said in lines.items()), ""])


def _argument(word: str) -> str:
    """One word of a command, as the key Exec quotes it."""
    word = word.replace("%", "%%")
    if word and not _RESERVED.search(word):
        return word
    return '"' + re.sub(r'(["`$\\])', r"\\\1", word) + '"'


def _line(said: str) -> str:
    """A value of any key: a backslash counts only when it is doubled."""
    return said.replace("\\", "\\\\")


def _is_ours(path: Path, opening: Opening) -> bool:
    if path.is_symlink() or not path.is_file():
        return False
    lines = path.read_bytes().decode("utf-8", "replace").splitlines()
    return f"{_CLINIC}={_line(str(opening.clinic))}" in lines


def _folders(home: Path, environment: Mapping[str, str]) -> Iterator[Path]:
    """The list of programs, and the desktop where there is one."""
    yield Path(environment.get("XDG_DATA_HOME") or home / ".local" / "share") / "applications"
    if desktop := _desktop(home, environment):
        yield desktop


def _desktop(home: Path, environment: Mapping[str, str]) -> Path | None:
    """The folder that people see as their desktop, in their own language's name."""
    said = Path(environment.get("XDG_CONFIG_HOME") or home / ".config") / "user-dirs.dirs"
    folder = home / "Desktop"
    with contextlib.suppress(OSError, ValueError):
        if found := _DESKTOP.search(said.read_text(encoding="utf-8")):
            rest = re.sub(r"\\(.)", r"\1", found[2])
            folder = home / rest.lstrip("/") if found[1] else Path(rest)
    real = folder.is_absolute() and folder != home  # their own home means: there is none
    return folder if real and folder.is_dir() else None


def _trust(path: Path) -> None:
    """Some desktops ask before the first double click unless this is said of the file."""
    marks = {
        "metadata::trusted": "true",
        "metadata::xfce-exe-checksum": hashlib.sha256(path.read_bytes()).hexdigest(),
    }
    for name, said in marks.items():
        with contextlib.suppress(OSError, subprocess.TimeoutExpired):
            subprocess.run(  # noqa: S603  # each word is ours, and no shell reads them
                ["gio", "set", "-t", "string", os.fspath(path), name, said],  # noqa: S607  # as PATH has it
                capture_output=True, check=False, timeout=10,
            )  # fmt: skip
