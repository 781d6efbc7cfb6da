"""MSG002: every handout tells at least one thing to do.

A reader asks "what shall I do now?". The answer is a list to tick off, to do or not to do
(checklists/), or bullet points that begin with a verb ("Pick a bedtime"). Points count under this
rule as soon as one of them is an instruction. What the program itself puts on every handout does
not count: the first and the last page are the same for all treatments.

It is asked of every visit that can be composed, so a list that only a first visit shows does not
help a follow-up. In other languages than English the verbs are not known, and any bullet points
count. [CDC Clear Communication Index 4, PEMAT 20]
"""

from collections.abc import Iterator

from handouts.check.english import tells_to_act
from handouts.check.subject import Subject
from handouts.make.words.prose import plain_text
from handouts.model.blocks import Block, List, Passage
from handouts.model.kinds import Mark
from handouts.problems import Problem, Severity


def check(subject: Subject) -> Iterator[Problem]:
    """Treatments that some visit leaves without a thing to do."""
    english = subject.content.language == "en"
    idle = dict.fromkeys(
        composed.visit.treatment
        for composed in subject.composed
        if composed.handout is not None
        and not any(
            _tells(block, english=english)
            for section in composed.handout.form.sections
            for block in section.blocks
        )
    )
    for treatment in idle:
        item = subject.content.treatments[treatment]
        yield Problem(
            item.place("sections"),
            "MSG002",
            f"The handout {item.says.title!r} tells nothing to do, at least for some visits.",
            "Add points that begin with a verb, such as 'Write down your questions.', or a list "
            "of checklists/: - checklist: get-ready",
            Severity.WARNING,
        )


def _tells(block: Block, *, english: bool) -> bool:
    if isinstance(block, List):
        return block.mark is not Mark.DOT
    if isinstance(block, Passage):
        return any(not english or tells_to_act(plain_text(point)) for point in block.points)
    return False
