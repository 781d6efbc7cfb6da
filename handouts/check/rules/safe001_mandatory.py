"""SAFE001: no visit's handout may lose a safety text, and no safety text may lose what it is for.

Which texts these are, and what each of them must say, stands in the program (`make/mandatory/`),
not in a file that could lose it. The rule composes every treatment for every dose band, visit type
and risk, and tells what is missing. Then it reads each safety text itself:

- in every language: the {values} whom to call, the numbers that are printed as they are, the words
  that must be explained, and at least as many warning signs as the list that ships;
- in English, Spanish, Arabic, Chinese and Vietnamese also the things said, by their words: that one
  must not drive, drink alcohol or make big decisions; that the FDA has not approved this use; each
  warning sign. In other languages the words are not measured.

You may say a safety text in your own words, and you may add to it. To mend it, put back what is
gone; the words that ship show one way to say it. A safety text has no `when`.
"""

from collections.abc import Iterator

from handouts.check.subject import Subject
from handouts.make.mandatory.mandatory import everything
from handouts.make.mandatory.whole import lost
from handouts.model.content import Content
from handouts.model.item import Item
from handouts.problems import Problem


def check(subject: Subject) -> Iterator[Problem]:
    """Safety texts that some visit loses, and safety texts that are not whole."""
    for composed in subject.composed:
        yield from (each for each in composed.problems if each.rule == "SAFE001")
    for item in _texts(subject.content):
        gone = tuple(lost(item))
        if gone:
            path = "signs" if item.kind == "red-flags" else "text"
            shipped = item.file[item.file.find("content/") :]
            yield Problem(
                item.place(path),
                "SAFE001",
                f"This safety text must say this, and no longer does: {'; '.join(gone)}.",
                f"Put it back, in your own words or in those that ship ({shipped}).",
            )


def _texts(content: Content) -> Iterator[Item[object]]:
    shelves = {"statements": content.statements, "red-flags": content.red_flags}
    for name in everything():
        kind, _, id_ = name.partition("/")
        if (item := shelves[kind].get(id_)) is not None:
            yield item
