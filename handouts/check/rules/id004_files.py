"""ID004: each file of the clinic's folder lies where it is looked for.

A file in a folder with a slip in its name is read by nobody: the stock words go on being printed,
and no one notices. What counts is the whole path and its letters, small or capital:

    content/clinic.yaml  content/sources.yaml
    content/<language>/wording.yaml  content/<language>/glossary.yaml
    content/<language>/<kind>/<name>.yaml  content/<language>/easy-read/<kind>/<name>.yaml

where <kind> is statements, treatments, checklists, expectations, side-effects, questions, risks or
red-flags. A language is a folder with a wording.yaml. Files of styles/ and templates/ that replace
none that ships are told in a hint. To mend it, rename or move the file as the hint says.
"""

from collections.abc import Iterator
from pathlib import PurePosixPath

from handouts.check.subject import Subject
from handouts.library.record import RECORD
from handouts.library.shelves import SETTINGS
from handouts.model.visit import Edition
from handouts.problems import Place, Problem, Severity, did_you_mean
from handouts.read.content import FOLDERS, LANGUAGE_FILES, SHARED_FILES

_EDITIONS = frozenset(str(each) for each in Edition if each.own_words)
_NOT_YAML = (".yml", ".yaml.txt", ".yml.txt")


def check(subject: Subject) -> Iterator[Problem]:
    """Files that nobody reads."""
    known = {*subject.files, *subject.stock}
    languages = sorted({path.split("/")[1] for path in known if _is_language(path)})
    for file in subject.files:
        top, _, rest = file.partition("/")
        if top == "content":
            yield from _content(file, rest.split("/"), languages, known)
        elif rest:
            yield from _design(file, subject.stock)
        else:
            yield from _root(file)


def _is_language(path: str) -> bool:
    parts = path.split("/")
    return parts[0] == "content" and parts[2:] == ["wording.yaml"]


def _root(file: str) -> Iterator[Problem]:
    stem, suffix = PurePosixPath(file).stem, PurePosixPath(file).suffix
    if stem in SHARED_FILES:
        yield _lost(file, f"Move it to content/{stem}.yaml.")
    elif stem in LANGUAGE_FILES:
        yield _lost(file, f"Move it to its language's folder, such as content/en/{stem}.yaml.")
    elif suffix == ".yml":
        yield _lost(file, f"Name it {stem}.yaml.")
    elif file not in {SETTINGS, RECORD} and not stem.lower().startswith("visit"):
        hint = "Move words to a folder such as content/en/statements. A visit's file may stay."
        yield _lost(file, hint, Severity.HINT)


def _content(
    file: str, parts: list[str], languages: list[str], known: set[str]
) -> Iterator[Problem]:
    name = parts[-1]
    if ending := next((each for each in _NOT_YAML if name.lower().endswith(each)), ""):
        yield _lost(file, f"Name it {name[: -len(ending)]}.yaml.")
    elif not name.endswith(".yaml"):
        return  # no words, and nobody takes it for words
    elif len(parts) == 1:
        if name.removesuffix(".yaml") not in SHARED_FILES:
            names = [f"{each}.yaml" for each in SHARED_FILES]
            yield _lost(file, did_you_mean(name, names) or f"Here lie only {_all(names)}.")
    elif parts[0] in FOLDERS:
        yield _lost(file, f"Move it to its language's folder: content/en/{'/'.join(parts)}.")
    elif languages and parts[0] not in languages:
        hint = did_you_mean(parts[0], languages) or (
            f"Name the folder as the language is: {', '.join(languages)}; a new language begins "
            f"with content/{parts[0]}/wording.yaml."
        )
        yield _lost(file, hint)
    else:
        yield from _words(file, parts[2:] if parts[1] in _EDITIONS else parts[1:], known)


def _words(file: str, parts: list[str], known: set[str]) -> Iterator[Problem]:
    """A file below a language's or an edition's folder."""
    folder, name = parts[0], parts[-1]
    if len(parts) == 1:
        names = [f"{each}.yaml" for each in LANGUAGE_FILES]
        if name not in names:
            hint = f"Here lie only {_all(names)}; others lie in a folder: {', '.join(FOLDERS)}."
            yield _lost(file, did_you_mean(name, names) or hint)
    elif folder not in FOLDERS:
        hint = f"Move it to one of: {', '.join(FOLDERS)}. {did_you_mean(folder, FOLDERS)}"
        yield _lost(file, hint.rstrip())
    elif parts != [folder, name]:
        yield _lost(file, f"Move it into {folder}/ itself, which is not searched any deeper.")
    else:
        meant = name.lower().replace("_", "-").replace(" ", "-")
        beside = f"{file.removesuffix(name)}{meant}"
        if meant != name and beside in known:
            yield Problem(
                Place(file),
                "ID004",
                f"{name} is another file than {meant}, so it does not stand in for it.",
                f"Name it {meant}: small letters, with hyphens between the words.",
            )


def _design(file: str, stock: tuple[str, ...]) -> Iterator[Problem]:
    top = file.partition("/")[0]
    picture = file.startswith("styles/icons/") and file.endswith(".svg")
    if not stock or file in stock or picture:
        return  # ID002 tells of pictures
    near = did_you_mean(file, [path for path in stock if path.startswith(f"{top}/")])
    hint = f"It is used only where a file of your own names it. {near}".rstrip()
    message = f"This file replaces none of {top}/ that ships."
    yield Problem(Place(file), "ID004", message, hint, Severity.HINT)


def _lost(file: str, hint: str, severity: Severity = Severity.ERROR) -> Problem:
    return Problem(Place(file), "ID004", "Nobody looks for this file here.", hint, severity)


def _all(names: list[str]) -> str:
    return " and ".join(names)
