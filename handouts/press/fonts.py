"""A script in, the font files that set it out: ours alone, through our own fontconfig file.

Latin, Vietnamese, Cyrillic and Greek are set in Source Sans Pro, which comes with the program.
Other scripts need a font of their own beside it, from a package of the system.
"""

import atexit
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.util import find_spec
from itertools import chain
from pathlib import Path

from handouts.problems import ExitCode, HandoutsError, Place, Problem, stop

FAMILY = "Source Sans Pro"
OURS = tuple(f"SourceSansPro-{weight}.ttf" for weight in ("Regular", "Semibold", "Bold", "Black"))


@dataclass(frozen=True, slots=True)
class Typeface:
    """The font of one script, and where a machine gets it."""

    family: str
    files: tuple[str, ...]
    package: str
    """Its package on Debian and Ubuntu."""
    first: bool = False
    """It also sets the Latin letters and the signs between words, which it draws to match."""


_NOTO_CJK = ("NotoSansCJK-Regular.ttc", "NotoSansCJK-Bold.ttc")
_NOTO_ARABIC = ("NotoSansArabic-Regular.ttf", "NotoSansArabic-Bold.ttf")

_TYPEFACES = {
    "Arab": Typeface("Noto Sans Arabic", _NOTO_ARABIC, "fonts-noto-core"),
    "Hans": Typeface("Noto Sans CJK SC", _NOTO_CJK, "fonts-noto-cjk", first=True),
    "Hant": Typeface("Noto Sans CJK TC", _NOTO_CJK, "fonts-noto-cjk", first=True),
    "Jpan": Typeface("Noto Sans CJK JP", _NOTO_CJK, "fonts-noto-cjk", first=True),
    "Kore": Typeface("Noto Sans CJK KR", _NOTO_CJK, "fonts-noto-cjk", first=True),
}
_OWN = frozenset({"Latn", "Cyrl", "Grek"})

_CONFIG = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
{folders}
  <cachedir prefix="xdg">fontconfig</cachedir>
  <cachedir>/var/cache/fontconfig</cachedir>
  <selectfont><rejectfont><glob>*</glob></rejectfont></selectfont>
  <selectfont><acceptfont>{files}</acceptfont></selectfont>
  <match><edit name="family" mode="append_last"><string>{family}</string></edit></match>
</fontconfig>
"""


class FontMissing(HandoutsError):
    """One script cannot be printed on this machine; all others can."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(Problem(Place("fonts"), "font", message, hint), code=ExitCode.MACHINE)


@dataclass(frozen=True, slots=True)
class Fonts:
    """The families of one script in the order of asking, each with its files."""

    families: dict[str, tuple[Path, ...]]

    @property
    def files(self) -> tuple[Path, ...]:
        """The files of all families."""
        return tuple(chain.from_iterable(self.families.values()))

    @property
    def seal(self) -> str:
        """SHA-256 over the names and bytes of all files: other fonts make other pages."""
        told = hashlib.sha256()
        for path in self.files:
            with path.open("rb") as file:  # one for Chinese has 19 MB
                told.update(path.name.encode() + b"\0")
                told.update(hashlib.file_digest(file, "sha256").digest())
        return told.hexdigest()

    def lacks(self, text: str) -> tuple[str, ...]:
        """The characters of a text that no family has a letter for, each once, in order."""
        missing = {each for each in set(text) if each.isprintable()}
        for family, files in self.families.items():
            if missing:
                missing -= {each for each in missing if ord(each) in _letters(family, files[0])}
        return tuple(each for each in dict.fromkeys(text) if each in missing)


@cache
def fonts(script: str) -> Fonts:
    """The fonts for a script by its ISO 15924 code. Raises HandoutsError when one is missing."""
    ours = tuple(_folder() / name for name in OURS)
    if script in _OWN:
        return Fonts({FAMILY: ours})
    typeface = _TYPEFACES.get(script)
    if typeface is None:
        raise FontMissing(
            f"There is no font for the script {script} yet.",
            "See docs/languages.md: a script needs a line in handouts/press/fonts.py.",
        )
    found = tuple(_find(name) for name in typeface.files)
    files = tuple(path for path in found if path is not None)
    if len(files) < len(found):
        raise FontMissing(
            f"The font {typeface.family} is missing on this machine ({', '.join(typeface.files)}).",
            f"On Debian or Ubuntu: apt install {typeface.package}. Elsewhere put its files into "
            "your fonts folder.",
        )
    own, other = {FAMILY: ours}, {typeface.family: files}
    return Fonts(other | own if typeface.first else own | other)


def use(wanted: Fonts) -> None:
    """Let fontconfig know these files and no others, from now on.

    Must happen before WeasyPrint is imported the first time, and before each new configuration. The
    file lives in a folder of this process and its forks, removed when it ends; it holds paths,
    nothing else.
    """
    text = _CONFIG.format(
        folders="\n".join(
            f"  <dir>{escape(str(folder))}</dir>"
            for folder in dict.fromkeys(path.parent for path in wanted.files)
        ),
        files="".join(f"<glob>{escape(str(path))}</glob>" for path in wanted.files),
        family=FAMILY,
    )
    config = _own_folder() / f"{hashlib.sha256(text.encode()).hexdigest()[:16]}.conf"
    if not config.exists():  # a fork may read it at this moment: it is there as a whole or not
        part = config.with_suffix(f".{os.getpid()}")
        part.write_text(text, encoding="utf-8")
        part.replace(config)
    os.environ["FONTCONFIG_FILE"] = str(config)


@cache
def _own_folder() -> Path:
    place = Path(tempfile.mkdtemp(prefix="handouts-fonts-"))
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    return place


def _folder() -> Path:
    """Where the font package keeps its files. Raises HandoutsError."""
    found = find_spec("font_source_sans_pro")  # found, not imported: its code is of no use here
    files = Path(found.origin).parent / "files" if found and found.origin else None
    if files is None or not all((files / name).is_file() for name in OURS):
        raise stop(
            "The fonts are missing (the Python package font-source-sans-pro).",
            "Install handouts again: pip install --force-reinstall handouts",
            code=ExitCode.MACHINE,
        )
    return files


def _find(name: str) -> Path | None:
    """A font's file, wherever this system keeps its fonts."""
    return next(chain.from_iterable(place.rglob(name) for place in _places()), None)


def _places() -> Iterator[Path]:
    home = Path.home()
    for place in (
        Path("/usr/share/fonts"),
        Path("/usr/local/share/fonts"),
        home / ".local/share/fonts",
        home / ".fonts",
        Path("/Library/Fonts"),
        home / "Library/Fonts",
        Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts",
    ):
        if place.is_dir():
            yield place


@cache
def _letters(family: str, path: Path) -> frozenset[int]:
    """Every character that a family has a letter for; its weights are drawn for the same ones."""
    from fontTools.ttLib import TTCollection, TTFont  # noqa: PLC0415  # a tenth of a second

    if path.suffix == ".ttc":
        with TTCollection(path, lazy=True) as collection:
            named = {font["name"].getBestFamilyName(): font for font in collection.fonts}
            return frozenset(named[family].getBestCmap())
    with TTFont(path, lazy=True) as font:
        return frozenset(font.getBestCmap())
