"""Signs a temporary clinic for tests; each day is an argument."""

import datetime as dt
import shutil
from collections.abc import Iterable
from pathlib import Path

from handouts.library.shelves import Shelves
from handouts.library.signatures import sign
from handouts.make.maker import Maker
from handouts.make.signing import ready, texts_of
from handouts.model.item import Item
from handouts.model.visit import Edition
from handouts.read.content import read_settings
from tests.shelf import CLINIC

ON, UNTIL = dt.date(2026, 11, 1), dt.date(2028, 11, 1)


def clinic(folder: Path) -> Shelves:
    """A copy of the test clinic, whose own data are complete."""
    shutil.copytree(CLINIC, folder, dirs_exist_ok=True)
    return Shelves(folder)


def maker(shelves: Shelves) -> Maker:
    """A maker that has read nothing yet."""
    return Maker(shelves, read_settings(shelves))


def sign_texts(
    shelves: Shelves,
    names: Iterable[str],
    *,
    by: str = "Ada Sample",
    role: str = "MD",
    on: dt.date = ON,
    until: dt.date = UNTIL,
) -> None:
    """Sign these texts as they are now."""
    found, problems = ready(shelves, names)
    assert problems == ()
    assert shelves.clinic is not None
    sign(shelves.clinic, [text for _, text in found], by=by, role=role, on=on, until=until)


def sign_handout(
    shelves: Shelves,
    treatment: str = "sleep",
    language: str = "en",
    edition: Edition = Edition.STANDARD,
    *,
    by: str = "Ada Sample",
    role: str = "MD",
    on: dt.date = ON,
    until: dt.date = UNTIL,
) -> tuple[str, ...]:
    """Sign all texts of a treatment's handout; gives their names."""
    made = maker(shelves)
    names = texts_of(treatment, made.content(language, edition), made.settings)
    sign_texts(shelves, names, by=by, role=role, on=on, until=until)
    return names


def own(shelves: Shelves, name: str, old: str, new: str) -> None:
    """Change words of one text, in the clinic's own file."""
    path = shelves.find(f"content/{name}.yaml")
    assert path is not None
    assert shelves.clinic is not None
    words = path.read_text(encoding="utf-8")
    assert words.count(old) == 1, f"{name} holds {old!r} {words.count(old)} times"
    target = shelves.clinic / f"content/{name}.yaml"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(words.replace(old, new), encoding="utf-8")


def item_of(shelves: Shelves, name: str) -> Item[object]:
    """The item of that name as it is now."""
    ((item, _),), _ = ready(shelves, (name,))
    return item
