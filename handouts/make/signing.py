"""What somebody wants to sign in, the texts that can be signed out, with what stops the others."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from handouts.library.shelves import Shelves, stock
from handouts.library.signatures import Text
from handouts.make.compose.compose import compose
from handouts.make.compose.fields import example_number
from handouts.make.mandatory.whole import lost
from handouts.model.clinic import Clinic
from handouts.model.content import Content
from handouts.model.handout import Handout
from handouts.model.item import Item
from handouts.model.settings import Settings
from handouts.model.signature import Signatures, StateOf, nobody_signed, person
from handouts.model.visit import Patient, Visit
from handouts.problems import ExitCode, HandoutsError, Place, Problem, did_you_mean, stop
from handouts.read.signatures import read_named, signable
from handouts.read.translation import source_name, unlike

_NOBODY = Patient("Example", dt.date(1960, 1, 1))
_SOME_DAY = dt.date(2030, 1, 15)
_FILE = re.compile(r"(?:.*/)?content/(?P<name>.*?)(?:\.yaml)?/?")

Ready = tuple[Item[Any], Text]
"""An item that can be signed, and what a signature of it covers."""


def clinic_of(shelves: Shelves) -> Path:
    """The folder that signatures go to. Raises HandoutsError: what ships is signed by nobody."""
    if shelves.clinic is None or shelves.clinic == stock():
        raise stop(
            "Signatures are kept in your clinic's own folder, and there is none here.",
            "`handouts init clinic` makes one; then: handouts -C clinic sign ...",
            code=ExitCode.USAGE,
        )
    return shelves.clinic


def whole(
    treatment: str, content: Content, settings: Settings, state_of: StateOf = nobody_signed
) -> tuple[Handout | None, tuple[Problem, ...]]:
    """The handout of a visit of which nothing is known but every risk: it has all texts in it."""
    visit = Visit(
        patient=_NOBODY,
        treatment=treatment,
        date=_SOME_DAY,
        time=dt.time(9, 0),
        language=content.language,
        edition=content.edition,
        risks=tuple(content.risks),
    )
    return compose(visit, content, settings, printed=_SOME_DAY, state_of=state_of)


def texts_of(treatment: str, content: Content, settings: Settings) -> tuple[str, ...]:
    """The names of all items that some handout of a treatment prints. Raises HandoutsError."""
    handout, problems = whole(treatment, content, settings)
    if handout is None:
        raise HandoutsError(*problems)
    return tuple(handout.texts)


def needed(content: Content, settings: Settings) -> tuple[str, ...]:
    """The names of all items that the handouts that a clinic offers print. Raises HandoutsError."""
    offered = settings.offers or tuple(content.treatments)
    treatments = [each for each in offered if each in content.treatments]
    names = (name for each in treatments for name in texts_of(each, content, settings))
    return tuple(dict.fromkeys(names))


def not_yet(
    found: Iterable[Ready], given: Signatures, by: str, on: dt.date, until: dt.date
) -> tuple[Ready, ...]:
    """Those that this person has not signed as they are, for as long."""
    return tuple(each for each in found if not _has_signed(each[1], given, by, on, until))


def _has_signed(text: Text, given: Signatures, by: str, on: dt.date, until: dt.date) -> bool:
    lines = [line for line in given.of(text.item) if line.on <= on]
    if not lines or lines[-1].seal != text.seal:
        return False
    own = [line for line in lines if line.seal == text.seal and person(line.by) == person(by)]
    return bool(own) and own[-1].until >= until and own[-1].source == text.source


def chosen(shelves: Shelves, words: Iterable[str], language: str) -> tuple[str, ...]:
    """The names of the items that these words mean. Raises HandoutsError with each unknown one.

    A word is a name, a path to a file or a folder, or an id of which there is only one.
    """
    known = signable(shelves)
    found: dict[str, None] = {}
    wrong = []
    for word in words:
        names = _meant(shelves, word, language, known)
        if len(names) > 1 and all(name.endswith(f"/{word}") for name in names):
            wrong.append(_several(word, names))
        elif names:
            found.update(dict.fromkeys(names))
        else:
            wrong.append(_unknown(word, language, known))
    if wrong:
        raise HandoutsError(*wrong, code=ExitCode.USAGE)
    return tuple(found)


def ready(shelves: Shelves, names: Iterable[str]) -> tuple[tuple[Ready, ...], tuple[Problem, ...]]:
    """Each item as it is now, with what a signature covers; and why some cannot be signed."""
    found, wrong = [], list[Problem]()
    for name in names:
        item, data, problems = read_named(shelves, name)
        if item is None:
            wrong += problems
            continue
        made_from = source_name(name)
        source = None
        if made_from is not None and shelves.find(f"content/{made_from}.yaml"):
            source, _, problems = read_named(shelves, made_from)
            wrong += problems
        lacks = [*unfinished(item), *_lost(item), *(unlike(item, source) if source else ())]
        wrong += lacks
        if not lacks:
            found.append((item, Text(name, item.seal, data, source.seal if source else None)))
    return tuple(found), tuple(wrong)


def _lost(item: Item[Any]) -> Iterator[Problem]:
    for what in lost(item):
        message = f"This text no longer says {what}, which no handout may lose."
        yield Problem(item.place(), "SAFE001", message, "Say it again; then it can be signed.")


def unfinished(item: Item[Any]) -> Iterator[Problem]:
    """What a clinic's own data lack before anybody can stand behind them."""
    if not isinstance(item.says, Clinic):
        return
    clinic = item.says
    phones: dict[tuple[str, ...], str | None] = {(name,): getattr(clinic, name) for name in _PHONES}
    for id_, site in clinic.sites.items():
        phones |= {("sites", id_, name): getattr(site, name) for name in _PHONES[:2]}
    for path, number in phones.items():
        if number is not None and example_number(number):
            yield _unfinished(item.place(*path), f"{number} is an example number.")
    for name in ("name", *_PHONES[:2]):
        if getattr(clinic, name) is None:
            yield _unfinished(item.place(name), f"The clinic's {name.replace('_', ' ')} is empty.")
    if not any(site.address for site in clinic.sites.values()):
        yield _unfinished(item.place("sites"), "No place with an address is there.")


_PHONES = ("phone", "after_hours_phone", "interpreter_phone")


def _unfinished(place: Place, message: str) -> Problem:
    hint = "Write your clinic's own; then the file can be signed."
    return Problem(place, "unfinished", f"{message} This file cannot be signed.", hint)


def _is_id(word: str) -> bool:
    return "/" not in word and not word.endswith(".yaml")


def _meant(shelves: Shelves, word: str, language: str, known: tuple[str, ...]) -> tuple[str, ...]:
    said = _as_name(shelves, word)
    for name in (said, f"{language}/{said}"):
        if name in known:
            return (name,)
        if below := tuple(each for each in known if each.startswith(f"{name}/")):
            return below
    if _is_id(word):
        return tuple(
            name
            for name in known
            if re.fullmatch(rf"{re.escape(language)}/[^/]+/{re.escape(said)}", name)
        )
    return ()


def _as_name(shelves: Shelves, word: str) -> str:
    """`en/statements/credit` for each way to write it: the name, or a path on any shelf."""
    path = Path(word).absolute()
    for root in shelves.roots:
        content = root / "content"
        if path.exists() and path.is_relative_to(content):
            return path.relative_to(content).with_suffix("").as_posix()
    plain = word.replace("\\", "/")
    in_content = _FILE.fullmatch(plain)
    return in_content["name"] if in_content else plain.removesuffix(".yaml").strip("/")


def _unknown(word: str, language: str, known: tuple[str, ...]) -> Problem:
    own = [name.removeprefix(f"{language}/") for name in known]
    hint = did_you_mean(_plain(word), (*own, *known, *(name.rsplit("/")[-1] for name in own)))
    return Problem(
        Place("sign"),
        "item",
        f"There is no text {word!r} in the language {language!r}.",
        hint or "Name it as in `handouts status -v`, or by the path of its file.",
    )


def _plain(word: str) -> str:
    return word.removesuffix(".yaml").removeprefix("content/")


def _several(word: str, names: tuple[str, ...]) -> Problem:
    message = f"{word!r} can mean more than one text."
    return Problem(Place("sign"), "item", message, f"Write one of: {', '.join(names)}.")
