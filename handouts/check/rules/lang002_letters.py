"""LANG002: every letter of every text is in the fonts of its language.

A letter that no font draws would print as a box, so the handout would be refused. Where this
machine lacks the font itself, the rule cannot be asked; `handouts doctor` tells how to get it.
"""

from collections.abc import Iterator

from handouts.check.subject import Subject
from handouts.make.words.languages import script
from handouts.press.fonts import fonts
from handouts.problems import HandoutsError, Place, Problem, Severity


def check(subject: Subject) -> Iterator[Problem]:
    """Letters without a font, at their text."""
    content = subject.content
    try:
        letters = fonts(script(content.language))
    except HandoutsError as missing:
        place = Place(f"content/{content.language}")
        said = missing.problems[0]
        yield Problem(place, "LANG002", said.message, said.hint, Severity.HINT)
        return
    texts = [
        (item, path, text)
        for item in content.items()
        if item.kind not in {"clinic", "sources"}
        for path, text in item.prose()
    ]
    lacking = set(letters.lacks("".join(text for _, _, text in texts)))
    for item, path, text in texts:
        if lacking.intersection(text):
            for letter in letters.lacks(text):
                yield Problem(
                    item.place(*path),
                    "LANG002",
                    f"The letter {letter} (U+{ord(letter):04X}) is in no font for "
                    f"{content.language!r}.",
                    "Use another letter or word.",
                )
