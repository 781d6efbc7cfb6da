"""What a double click does in, a small application on the desktop out. Not tried on a Mac yet."""

import plistlib
import shlex
import shutil
import struct
from pathlib import Path

from handouts.library.shelves import stock
from handouts.library.whole import put
from handouts.web.desk.opening.shortcut.opening import Opening, own, place

SUFFIX = ".app"
_CLINIC = "HandoutsClinic"


def install(opening: Opening, home: Path) -> tuple[Path, ...]:
    """Write the application, in the place of our earlier one. Raises HandoutsError."""
    path = place(home / "Desktop", SUFFIX, lambda it: _is_ours(it, opening))
    inside = path / "Contents"
    put(inside / "Info.plist", _about(opening, path.stem))
    put(inside / "Resources" / "desk.icns", picture())
    program = inside / "MacOS" / "handouts"
    put(program, script(opening).encode())
    program.chmod(0o755)
    return (path,)


def remove(opening: Opening, home: Path) -> tuple[Path, ...]:
    """Take our application away, and no other. Raises OSError."""
    found = own(home / "Desktop", SUFFIX, lambda it: _is_ours(it, opening))
    for path in found:
        shutil.rmtree(path)
    return found


def script(opening: Opening) -> str:
    """What the application runs.

    It ends at once: as long as it ran, another double click would only bring it to the front.
    """
    return f"#!/bin/sh\n{shlex.join(opening.command)} </dev/null >/dev/null 2>&1 &\n"


def picture() -> bytes:
    """The icon: one picture of 256 by 256 dots, in Apple's envelope."""
    png = (stock() / "styles" / "desk-icon.png").read_bytes()
    one = b"ic08" + struct.pack(">I", len(png) + 8) + png
    return b"icns" + struct.pack(">I", len(one) + 8) + one


def _about(opening: Opening, name: str) -> bytes:
    return plistlib.dumps(
        {
            "CFBundleExecutable": "handouts",
            "CFBundleIconFile": "desk",
            "CFBundleIdentifier": "org.handouts.desk",
            "CFBundleName": name,
            "CFBundlePackageType": "APPL",
            "LSUIElement": True,  # it has no window and no menu of its own
            _CLINIC: str(opening.clinic),
        }
    )


def _is_ours(path: Path, opening: Opening) -> bool:
    if path.is_symlink():
        return False
    try:
        said = plistlib.loads((path / "Contents" / "Info.plist").read_bytes())
    except Exception:  # another's file, whatever it holds: plistlib lets its parsers' errors out
        return False
    return isinstance(said, dict) and said.get(_CLINIC) == str(opening.clinic)
