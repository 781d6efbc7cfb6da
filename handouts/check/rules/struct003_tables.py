"""STRUCT003: a table is small: short heads, short cells, and none of them empty.

The tables here have four columns at most; the program draws them. What can go wrong is in the
words: a head of a column (wording.yaml) above 30 letters, a name at the head of a row above 60, a
cell above 25 words, or a cell with nothing but a dash, which leaves a reader to guess what that
means.

To mend it, shorten the cell to what a reader must know there; a longer story belongs into a
statement. If there is nothing to do, say so: "Tell us at your next visit." [PEMAT 19]
"""

from collections.abc import Iterator

from handouts.check.grade import plain
from handouts.check.subject import Subject
from handouts.problems import Problem, Severity

LONGEST_HEAD, LONGEST_NAME, MOST_WORDS = 30, 60, 25
_HEADS = (
    "effects_name", "effects_feels_like", "effects_team_does", "effects_when_to_call",
    "diary_day", "diary_date", "diary_morning", "diary_evening",
    "series_number", "series_day", "series_driver",
)  # fmt: skip
_CELLS = ("name", "feels_like", "team_does", "when_to_call")


def check(subject: Subject) -> Iterator[Problem]:
    """Heads and cells that are too long, and cells that say nothing."""
    wording = subject.content.wording
    for name in _HEADS:
        said = plain(getattr(wording.says, name))
        if len(said) > LONGEST_HEAD:
            message = f"The head of this column has {len(said)} letters: {said!r}."
            hint = f"At most {LONGEST_HEAD} letters stand well above a narrow column."
            yield Problem(wording.place(name), "STRUCT003", message, hint, Severity.WARNING)
    for item in subject.content.side_effects.values():
        for name in _CELLS:
            said = plain(getattr(item.says, name))
            if found := _wrong(name, said):
                yield Problem(item.place(name), "STRUCT003", *found, Severity.WARNING)


def _wrong(name: str, said: str) -> tuple[str, str] | None:
    """What is wrong with one cell, and the way on."""
    if not any(letter.isalnum() for letter in said):
        return f"This cell says nothing: {said!r}.", "Say in words what holds; never leave a sign."
    if name == "name" and len(said) > LONGEST_NAME:
        return (
            f"The name at the head of a row has {len(said)} letters: {said!r}.",
            f"At most {LONGEST_NAME} letters; the rest belongs into `feels_like`.",
        )
    if len(said.split()) > MOST_WORDS:
        return (
            f"This cell has {len(said.split())} words: {said[:80]!r}.",
            f"At most {MOST_WORDS} words; a longer story belongs into a statement.",
        )
    return None
