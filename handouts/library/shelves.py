"""Where a file comes from: the clinic's shelf first, the stock shelf last; the first one wins."""

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import handouts
from handouts.model.visit import Edition
from handouts.problems import ExitCode, did_you_mean, stop

SETTINGS = "handouts.yaml"
STOCK_FOLDERS = ("content", "styles", "templates")
YAML = frozenset({".yaml", ".yml"})

_WORDS = ("clinic.yaml", "*/*.yaml", "*/*/*.yaml", "*/*/*/*.yaml")


def stock() -> Path:
    """The folder that holds our own content, styles and templates."""
    package = Path(handouts.__file__).parent
    for place in (package / "stock", package.parent):
        if all((place / folder).is_dir() for folder in STOCK_FOLDERS):
            return place
    raise stop(
        "The program's own content, styles and templates are missing.",
        "Install handouts again.",
        code=ExitCode.MACHINE,
    )


def clinic_folder(start: Path) -> Path | None:
    """The nearest folder upwards from `start` that holds a handouts.yaml."""
    for folder in (start, *start.parents):
        if (folder / SETTINGS).is_file():
            return folder
    return None


@dataclass(frozen=True)
class Shelves:
    """Whole files by their relative path, such as `content/en/wording.yaml`."""

    clinic: Path | None = None

    @cached_property
    def roots(self) -> tuple[Path, ...]:
        """The shelves in the order of asking."""
        return (self.clinic, stock()) if self.clinic else (stock(),)

    def find(self, relative: str) -> Path | None:
        """The first shelf's file of that path."""
        for root in self.roots:
            if (path := root / relative).is_file():
                return path
        return None

    def folder(self, relative: str, suffix: str) -> dict[str, Path]:
        """Every file of a folder by its stem, sorted; a clinic's file hides the stock one."""
        found: dict[str, Path] = {}
        for root in reversed(self.roots):
            for path in (root / relative).glob(f"*{suffix}"):
                if not path.name.startswith((".", "~")):
                    found[path.stem] = path
        return dict(sorted(found.items()))

    def own_files(self) -> tuple[str, ...]:
        """Relative paths in the clinic's own folder, sorted; none when there is only stock.

        All below content/, styles/ and templates/, and the YAML files beside handouts.yaml.
        """
        if self.clinic is None:
            return ()
        beside = (path.name for path in self.clinic.iterdir() if path.suffix in YAML)
        return tuple(sorted((*_below(self.clinic), *beside)))

    def own_drawings(self) -> dict[str, bytes]:
        """What the pictures in the clinic's own folder hold, by their names as people know them."""
        own = self.clinic
        paths = self.folder("styles/icons", ".svg").values()
        return {shown(path): read_bytes(path) for path in paths if own and path.is_relative_to(own)}

    def stock_files(self) -> tuple[str, ...]:
        """Relative paths of all that ships: content, styles and templates."""
        return tuple(sorted(_below(self.roots[-1])))

    def names(self) -> tuple[str, ...]:
        """Every file of words by its path in `content/`, such as `en/statements/credit`."""
        found = set()
        for root in self.roots:
            content = root / "content"
            for pattern in _WORDS:
                found |= {
                    path.relative_to(content).with_suffix("").as_posix()
                    for path in content.glob(pattern)
                    if not path.name.startswith((".", "~"))
                }
        return tuple(sorted(found))

    def ships(self, name: str) -> bool:
        """Whether a file, named as `shown` names it, came with the program."""
        path = Path.cwd() / name
        if self.clinic is not None and path.is_relative_to(self.clinic):
            return False
        return name.startswith("stock/") or path.is_relative_to(self.roots[-1])

    def languages(self) -> tuple[str, ...]:
        """The languages that some shelf has a folder for."""
        found = {
            path.parent.name for root in self.roots for path in root.glob("content/*/wording.yaml")
        }
        return tuple(sorted(found))

    def editions(self, language: str) -> tuple[Edition, ...]:
        """The editions of a language; those with words of their own need a folder of them."""
        return tuple(
            edition
            for edition in Edition
            if not edition.own_words
            or any((root / "content" / language / edition).is_dir() for root in self.roots)
        )


def _below(root: Path) -> Iterator[str]:
    """Files of the folders that a shelf has; what an editor or a tool hides there is left out."""
    for name in STOCK_FOLDERS:
        for path in (root / name).rglob("*"):
            relative = path.relative_to(root)
            if path.is_file() and not any(part[0] in ".~" for part in relative.parts):
                yield relative.as_posix()


def shown(path: Path) -> str:
    """A path as short as a person at this folder would write it."""
    stock_root = stock()
    if path.is_relative_to(stock_root) and stock_root.name == "stock":
        return f"stock/{path.relative_to(stock_root).as_posix()}"
    here = Path.cwd()
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else os.fspath(path)


def is_stock(file: str) -> bool:
    """Whether a file, as `shown` tells it, is one of ours and not of the clinic's folder."""
    return file.startswith("stock/") or Path(file).absolute().is_relative_to(stock())


def read_bytes(path: Path, most: int = -1) -> bytes:
    """The file's bytes, or a plain message. With `most`, one byte more than that at most."""
    try:
        with path.open("rb") as file:
            return file.read(most + 1 if most >= 0 else -1)
    except OSError as wrong:
        raise unreadable(path, wrong) from None


def unreadable(path: Path, wrong: OSError) -> Exception:
    """The message for a file that cannot be read, with a name that is near where there is none."""
    if isinstance(wrong, FileNotFoundError):
        folder = path.absolute().parent
        there: list[str] = []
        with contextlib.suppress(OSError):
            there = sorted(each.name for each in folder.iterdir())
        hint = did_you_mean(path.name, there) or "Check the name, and in which folder it is."
        return stop(f"There is no {path.name} in {folder}.", hint, code=ExitCode.PROBLEMS)
    reason = wrong.strerror or "the system says no more"
    return stop(
        f"{shown(path)} cannot be read: {reason}.",
        "Check the name and whether you may open it.",
        code=ExitCode.PROBLEMS,
    )
