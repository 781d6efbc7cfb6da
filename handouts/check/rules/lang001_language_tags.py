"""LANG001: each language is named by its code, and clinic.yaml speaks each of them.

The code (BCP 47: es, vi, pt-BR, zh-Hant) tells a screen reader how to speak a page, and the
program how to write a date, which fonts to take and which way lines run. It is the name of a
folder under content/, and the key in front of `hours` and `map` in clinic.yaml.

A code that nobody knows is an error: its words would print on no handout. When clinic.yaml says
`hours` or `map` in some languages and not in this one, that is a hint: the line is left out, and
handouts in that language stay a DRAFT.
"""

from collections.abc import Iterator, Mapping

from handouts.check.subject import Subject
from handouts.make.words.languages import english_name, known, locale
from handouts.model.clinic import Clinic
from handouts.model.item import Item, Path
from handouts.problems import Place, Problem, Severity, did_you_mean

_USUAL = ("ar", "de", "en", "es", "fr", "he", "hi", "ja", "ko", "pt-BR", "ru", "vi", "zh")
_BY_NAME = {"english": "en", "spanish": "es", "arabic": "ar", "chinese": "zh", "vietnamese": "vi"}


def check(subject: Subject) -> Iterator[Problem]:
    """Codes that are none, and clinic words that this language lacks."""
    language = subject.content.language
    if known(language) and (usual := _usual(language)) != language:
        message = f"The folder's name {language!r} is not written as a language's code is."
        yield Problem(Place(f"content/{language}"), "LANG001", message, f"Name it {usual!r}.")
    clinic = subject.content.clinic
    lacking: list[Path] = []
    for path, said in _by_language(clinic):
        yield from _wrong_keys(clinic, path, said)
        if said and language not in said:
            lacking.append(path)
    if lacking:
        what = ", ".join(
            f"`{path[-1]}`" + (f" of {path[1]}" if len(path) > 1 else "") for path in lacking
        )
        yield Problem(
            clinic.place(*lacking[0]),
            "LANG001",
            f"This is not said in {english_name(language)}: {what}. Handouts in that language "
            "leave it out and stay a DRAFT.",
            f"Add a line: {language}: ...",
            Severity.HINT,
        )


def _by_language(clinic: Item[Clinic]) -> Iterator[tuple[Path, Mapping[str, str]]]:
    yield ("hours",), clinic.says.hours
    for name, site in clinic.says.sites.items():
        yield ("sites", name, "map"), site.map


def _wrong_keys(clinic: Item[Clinic], path: Path, said: Mapping[str, str]) -> Iterator[Problem]:
    for code in said:
        if not known(code) or _usual(code) != code:
            usual = _usual(code) if known(code) else _BY_NAME.get(code.lower(), "")
            hint = f"Write {usual!r}." if usual else did_you_mean(code, _USUAL)
            message = f"{code!r} is not the code of a language, so these words never print."
            yield Problem(
                clinic.place(*path, code), "LANG001", message, hint or "Such as es or vi."
            )


def _usual(code: str) -> str:
    """The code as everyone writes it: pt-BR for pt-br."""
    return str(locale(code)).replace("_", "-")
