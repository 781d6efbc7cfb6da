"""MSG004: every handout holds a tool: a list to tick, a diary, lines to write on, questions.

What is written down gets done, and comes back to the clinic. Any of these blocks counts:
`checklist` with boxes, `pain_diary`, `series_table`, `write_in`, `question_sets`. It is asked of
every visit that can be composed. [PEMAT 23]
"""

from collections.abc import Iterator

from handouts.check.subject import Subject
from handouts.model.blocks import Block, List, PainDiary, Questions, SeriesTable, WriteIn
from handouts.model.kinds import Mark
from handouts.problems import Problem, Severity


def check(subject: Subject) -> Iterator[Problem]:
    """Treatments that some visit leaves without a tool."""
    bare = dict.fromkeys(
        composed.visit.treatment
        for composed in subject.composed
        if composed.handout is not None
        and not any(
            _is_tool(block)
            for section in composed.handout.form.sections
            for block in section.blocks
        )
    )
    for treatment in bare:
        item = subject.content.treatments[treatment]
        yield Problem(
            item.place("sections"),
            "MSG004",
            f"The handout {item.says.title!r} has nothing to tick or to write on, at least for "
            "some visits.",
            "Add a block at its end, such as: - write_in: with `label: My own questions` and "
            "`lines: 2` below it.",
            Severity.WARNING,
        )


def _is_tool(block: Block) -> bool:
    if isinstance(block, List):
        return block.mark is Mark.BOX
    return isinstance(block, PainDiary | Questions | SeriesTable | WriteIn)
