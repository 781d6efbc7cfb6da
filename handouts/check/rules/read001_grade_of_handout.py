"""READ001: a whole handout reads at US school grade 6 or below, for every visit.

Above grade 6 is a warning, above grade 8 an error. The grade is Flesch-Kincaid's, counted over all
words of the handout as it is put together, for every treatment, dose band and visit type, with no
risk and with all. Necessary words (ketamine, infusion, medicine ...) count as short ones. Most
guides for patients in the United States ask for grade 6 or below.

The problem stands at the line that makes the handout hardest; the hint names the three that do so
most. A handout gets easier with shorter sentences and shorter words in those lines, not in others.

Looks at: English. Spanish has READ002; other languages are not measured.
"""

from collections.abc import Iterator

from handouts.check.grade import count
from handouts.check.scores import Scale, for_whom, hardest, named, pulls
from handouts.check.subject import Subject
from handouts.problems import Problem, Severity

WARN_ABOVE, FAIL_ABOVE = 6.0, 8.0
SCALE = Scale(count, lambda counted: counted.grade)


def check(subject: Subject) -> Iterator[Problem]:
    """Treatments whose handout, put together for some visit, is too hard."""
    if subject.content.language != "en":  # the formula is made for English
        return
    for hard in hardest(subject, SCALE):
        if hard.hardness <= WARN_ABOVE:
            continue
        lines = pulls(subject, hard, SCALE)
        yield Problem(
            lines[0][0],
            "READ001",
            f"The whole handout reads at grade {hard.hardness:.1f}; grade 6 is the limit "
            f"({for_whom(hard.composed)}). This line makes it harder than any other does.",
            named(lines),
            Severity.ERROR if hard.hardness > FAIL_ABOVE else Severity.WARNING,
        )
