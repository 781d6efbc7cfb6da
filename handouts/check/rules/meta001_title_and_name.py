"""META001: a handout has a title of at most 70 letters, and each file a plain name.

The title stands big on page 1, and in the file's own properties. A file's name is its id: other
files, schedules and signatures write it. So it is made of lower-case letters a to z and digits,
with hyphens between words: `pain-psychology.yaml`. The same holds for the `id` of a section and
the ids of glossary.yaml. (That title and kicker are there at all is asked when the file is read.)

Rename a file only together with every place that names it; `handouts check` tells which these are.
"""

import re
from collections.abc import Iterator
from typing import Any

from handouts.check.grade import plain
from handouts.check.subject import Subject
from handouts.model.item import Item, Path
from handouts.problems import Problem, Severity

LONGEST = 70
_PLAIN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def check(subject: Subject) -> Iterator[Problem]:
    """Titles that are too long, and names that are not plain."""
    content = subject.content
    for item in content.items():
        for id_, path in _ids(item):
            if not _PLAIN.fullmatch(id_):
                message = f"The name {id_!r} is not plain."
                hint = f"Use lower-case letters, digits and hyphens, such as {_plain(id_)!r}."
                yield Problem(item.place(*path), "META001", message, hint)
    for item in content.treatments.values():
        title = plain(item.says.title)
        if len(title) > LONGEST:
            message = f"The title has {len(title)} letters: {title!r}."
            hint = f"Say it in {LONGEST} letters or fewer; `kicker` above it may say for whom."
            yield Problem(item.place("title"), "META001", message, hint, Severity.WARNING)


def _ids(item: Item[Any]) -> Iterator[tuple[str, Path]]:
    yield item.id, ()
    for number, section in enumerate(getattr(item.says, "sections", ())):
        yield section.id, ("sections", number, "id")
    for term in getattr(item.says, "terms", ()):
        yield term, ("terms", term)


def _plain(id_: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", id_.lower())) or "my-words"
