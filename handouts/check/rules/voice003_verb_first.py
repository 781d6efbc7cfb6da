"""VOICE003: a thing to do begins with a verb.

"Ask an adult to take you home" is done faster than "An adult should be asked". The rule looks at
the lists to tick off and to do (`mark: box` and `mark: do`). A clause may stand in front: "If you
have diabetes, call us."

A list of things is right too, when the heading or the text above it holds the verb: under "What to
bring", an entry is "Your list of medicines". What reads badly is a mixture of both.

The rule knows a list of verbs and no grammar, so this is a hint, and for English only. [PEMAT 22]
"""

from collections.abc import Iterator

from handouts.check.english import asks_for, tells_to_act
from handouts.check.grade import plain
from handouts.check.subject import Subject
from handouts.model.item import Item
from handouts.model.kinds import Checklist, Mark
from handouts.problems import Problem, Severity


def check(subject: Subject) -> Iterator[Problem]:
    """Tasks without a verb, in a list where the others have one or nothing above it has one."""
    if subject.content.language != "en":
        return
    for item in subject.content.checklists.values():
        if item.says.mark in {Mark.BOX, Mark.DO}:
            yield from _tasks(item)


def _tasks(item: Item[Checklist]) -> Iterator[Problem]:
    without = [n for n, task in enumerate(item.says.tasks) if not tells_to_act(task.do)]
    if len(without) == len(item.says.tasks):
        if any(map(asks_for, (item.says.heading or "", *item.says.text))):
            return  # a list of things; what to do with them stands above it
        without = without[:1]
    for number in without:
        said = plain(item.says.tasks[number].do)
        yield Problem(
            item.place("tasks", number, "do"),
            "VOICE003",
            f"This thing to do does not begin with a verb: {said[:60]!r}.",
            "Begin with what to do, such as Bring, Ask, Call or Write down; or say it for the "
            "whole list in `heading`: What to bring.",
            Severity.HINT,
        )
