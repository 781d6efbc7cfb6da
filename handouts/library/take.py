"""Stock files in, a clinic's own folder out; nothing that is there is ever overwritten."""

import datetime as dt
import os
from collections.abc import Iterator
from pathlib import Path

from handouts.library.record import remember
from handouts.library.schemas import SCHEMA, schema_file
from handouts.library.shelves import SETTINGS, Shelves, read_bytes, shown, stock
from handouts.library.whole import put_new
from handouts.model.visit import Edition
from handouts.problems import ExitCode, HandoutsError, Place, Problem, did_you_mean, stop

FILES = {
    SETTINGS: "templates/folder/handouts.yaml",
    "schedule.csv": "templates/folder/schedule.csv",
    "visit.yaml": "templates/folder/visit.yaml",
    "content/clinic.yaml": "content/clinic.yaml",
}
"""The files of a new folder, and the stock file that each is made from."""

SAMPLES = frozenset({"schedule.csv", "visit.yaml"})
"""Those of them that are only there to try, and stand before no stock file."""

SAMPLE_DAY = "2026-12-01"
"""The day in the sample files; it becomes the day after the folder is made."""

_FOLDER = "templates/folder"
_STARTS = ("", "content/", "content/en/", "styles/", "templates/")
_ENDS = ("", ".yaml", ".css", ".html", ".svg")


def found(folder: Path, today: dt.date) -> tuple[Path, ...]:
    """Make a clinic's folder with a sample schedule for tomorrow. Raises HandoutsError.

    The files that editors read are made as well; of those only their folder is named.
    """
    if there := [folder / name for name in FILES if os.path.lexists(folder / name)]:
        hint = "Choose a new folder; nothing was changed in this one."
        raise HandoutsError(*(_is_there(path, hint) for path in there))
    tomorrow = (today + dt.timedelta(days=1)).isoformat()
    schemas = {schema_file(path.stem) for path in (stock() / SCHEMA).glob("*.json")}
    made: list[Path] = []
    try:
        for name, source in (FILES | {name: name for name in sorted(schemas)}).items():
            words = read_bytes(stock() / source)
            if name in SAMPLES:
                words = words.replace(SAMPLE_DAY.encode(), tomorrow.encode())
            if put_new(folder / name, words):
                made.append(folder / name)
        own = {name: source for name, source in FILES.items() if name not in SAMPLES}
        remember(folder, {name: read_bytes(stock() / source) for name, source in own.items()})
    except HandoutsError:
        for each in made:
            each.unlink(missing_ok=True)
        raise
    return (*(path for path in made if path.parent != folder / SCHEMA), folder / SCHEMA)


def take(folder: Path, relative: str) -> Path:
    """Copy one stock file into the clinic's folder, to be changed there. Raises HandoutsError.

    `relative` is its path, such as `content/en/statements/credit.yaml`, or the end of it, such as
    `statements/credit`. How the stock file is now is recorded for `handouts diff`.
    """
    asked = Path(relative)
    if asked.is_absolute() and asked.is_relative_to(folder.absolute()):
        relative = asked.relative_to(folder.absolute()).as_posix()
    name = stock_name(relative)
    path, data = folder / name, read_bytes(source_of(name))
    if not put_new(path, data):
        hint = "Change it there; to begin anew from stock, move it away first."
        raise HandoutsError(_is_there(path, hint))
    remember(folder, {name: data})
    return path


def begin_language(shelves: Shelves, source: str, language: str) -> tuple[Path, ...]:
    """Copy all words of one language to another one's folder, to be translated there.

    The clinic's own words go before stock's; easy-read words stay behind. Nothing that is there is
    written over, so what was interrupted goes on. Raises HandoutsError.
    """
    assert shelves.clinic is not None  # a translation needs a folder
    made = []
    for name in shelves.names():
        folder, _, rest = name.partition("/")
        found = shelves.find(f"content/{name}.yaml")
        if folder != source or found is None or rest.startswith(f"{Edition.EASY_READ}/"):
            continue
        path = shelves.clinic / f"content/{language}/{rest}.yaml"
        if put_new(path, read_bytes(found)):
            made.append(path)
    return tuple(made)


def source_of(name: str) -> Path:
    """The stock file that a file of the clinic's folder stands before; it need not be there."""
    return stock() / (name if name in SAMPLES else FILES.get(name, name))


def accept(folder: Path, asked: str) -> str:
    """Record that somebody looked at a stock file as it is now. Raises HandoutsError."""
    name = own_name(folder, asked)
    if not source_of(name).is_file():
        hint = "It is all your own, so no upgrade changes anything under it."
        raise stop(f"Stock has no file {name}.", hint, code=ExitCode.USAGE)
    remember(folder, {name: read_bytes(source_of(name))})
    return name


def own_name(folder: Path, asked: str) -> str:
    """The file of the clinic's folder that somebody means, from here, from there or by its end.

    Raises HandoutsError when the folder has no such file.
    """
    for path in (Path(asked).absolute(), folder / asked):
        if path.is_file() and path.resolve().is_relative_to(folder.resolve()):
            return path.resolve().relative_to(folder.resolve()).as_posix()
    name = stock_name(asked)
    if not (folder / name).is_file():
        hint = f"Stock's is used. To change it: handouts init --take {name}"
        raise stop(f"You have no file {name} of your own.", hint, code=ExitCode.USAGE)
    return name


def own_files(folder: Path) -> Iterator[str]:
    """The clinic's own files that stand before a stock file, or beside them."""
    for name in Shelves(folder).own_files():
        if name == SETTINGS or ("/" in name and not name.startswith(f"{SCHEMA}/")):
            yield name


def takeable() -> Iterator[str]:
    """Every stock file that a clinic may have of its own, as it is named in its folder."""
    yield SETTINGS
    for name in Shelves().stock_files():
        if not name.startswith((f"{SCHEMA}/", f"{_FOLDER}/")):
            yield name


def stock_name(asked: str) -> str:
    """The stock file that somebody means, as it is named in a clinic's folder.

    Raises HandoutsError with the nearest name when there is none.
    """
    known = [*takeable()]
    path = Path(asked)
    if path.is_absolute() and path.resolve().is_relative_to(stock().resolve()):
        asked = path.resolve().relative_to(stock().resolve()).as_posix()
    asked = asked.strip().replace("\\", "/").removeprefix("./").removeprefix("stock/")
    for start in _STARTS:
        for end in _ENDS:
            if (name := f"{start}{asked}{end}") in known:
                return name
    if asked.startswith(f"{SCHEMA}/"):
        hint = "`handouts schema` writes these files; they are not for changing."
    elif inside := [name for name in known if name.startswith(f"{asked.rstrip('/')}/")]:
        hint = f"That is a folder. Name one file of it, such as {inside[0]}."
    else:
        hint = (
            _nearest(asked, known) or "Write its path, such as content/en/statements/credit.yaml."
        )
    raise stop(f"There is no stock file {asked!r}.", hint, code=ExitCode.USAGE)


def _nearest(asked: str, known: list[str]) -> str:
    """The nearest name, written as far as the one that was asked for."""
    if same := sorted((n for n in known if Path(n).stem == asked), key=lambda n: "/en/" not in n):
        return f"Did you mean {'/'.join(Path(same[0]).with_suffix('').parts[-2:])!r}?"
    parts = asked.count("/") + 1
    ends = {name.rpartition(".")[0] if "." not in asked else name for name in known}
    return did_you_mean(asked, sorted({"/".join(name.split("/")[-parts:]) for name in ends}))


def _is_there(path: Path, hint: str) -> Problem:
    return Problem(Place(shown(path)), "file-there", "This file is there already.", hint)
