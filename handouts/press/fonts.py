"""The fonts that every page is set in: our own, found through our own fontconfig file."""

import atexit
import os
import shutil
import tempfile
from html import escape
from importlib.util import find_spec
from pathlib import Path

FAMILY = "Source Sans Pro"

_CONFIG = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>{fonts}</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
  <selectfont><rejectfont><glob>*.otf</glob></rejectfont></selectfont>
  <match><edit name="family" mode="append_last"><string>{family}</string></edit></match>
</fontconfig>
"""


def folder() -> Path | None:
    """Where the font package keeps its files; None when it is not installed."""
    found = find_spec("font_source_sans_pro")  # found, not imported: its code is of no use here
    if found is None or found.origin is None:
        return None
    files = Path(found.origin).parent / "files"
    return files if (files / "SourceSansPro-Regular.ttf").is_file() else None


def use_own_fonts(fonts: Path) -> None:
    """Point fontconfig at our fonts alone. Must happen before WeasyPrint is imported.

    The file lives in a folder of this process, removed when it ends; it holds a path, nothing else.
    """
    place = Path(tempfile.mkdtemp(prefix="handouts-fonts-"))
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    config = place / "fonts.conf"
    config.write_text(_CONFIG.format(fonts=escape(str(fonts)), family=FAMILY), encoding="utf-8")
    os.environ["FONTCONFIG_FILE"] = str(config)
