"""READ001: a whole handout reads at US school grade 6 or below, for every visit."""

from collections.abc import Iterator

from handouts.check.grade import total
from handouts.check.subject import Subject
from handouts.make.prose import plain_text
from handouts.problems import Problem

FAIL_ABOVE = 6.0


def check(subject: Subject) -> Iterator[Problem]:
    """Treatments whose handout, put together for some visit, is too hard."""
    if subject.content.language != "en":  # the formula is made for English
        return
    worst: dict[str, float] = {}
    for composed in subject.composed:
        if composed.handout is not None:
            counted = total(plain_text(phrase) for phrase in composed.handout.form.phrases())
            treatment = composed.visit.treatment
            worst[treatment] = max(worst.get(treatment, 0.0), counted.grade)
    for treatment, grade in worst.items():
        if grade > FAIL_ABOVE:
            yield Problem(
                subject.content.treatments[treatment].place(),
                "READ001",
                f"The whole handout reads at grade {grade:.1f}; grade 6 is the limit.",
                "Make its hardest texts simpler first.",
            )
