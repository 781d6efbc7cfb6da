"""READ002: a whole handout in Spanish is at least "quite easy" to read: INFLESZ 65 or more.

Below 65 is a warning, below 55 an error. INFLESZ is the scale for Spanish texts for patients
(Barrio-Cantalejo and others 2008); the value is 206.835 - 62.3 * syllables per word - words per
sentence (Szigriszt-Pazos), higher is easier. It is counted over all words of the handout as it is
put together, for every treatment, dose band and visit type, with no risk and with all.

The problem stands at the line that makes the handout hardest; the hint names the three that do so
most. A handout gets easier with shorter sentences and shorter words in those lines.

Looks at: Spanish. English has READ001; other languages are not measured.
"""

from collections.abc import Iterator

from handouts.check.scores import Scale, for_whom, hardest, named, pulls
from handouts.check.subject import Subject
from handouts.check.szigriszt import count, ease
from handouts.problems import Problem, Severity

WARN_BELOW, FAIL_BELOW = 65.0, 55.0
SCALE = Scale(count, lambda counted: -ease(counted))


def check(subject: Subject) -> Iterator[Problem]:
    """Treatments whose handout, put together for some visit, is too hard."""
    if subject.content.language != "es":  # the formula is made for Spanish
        return
    for hard in hardest(subject, SCALE):
        value = -hard.hardness
        if value >= WARN_BELOW:
            continue
        lines = pulls(subject, hard, SCALE)
        yield Problem(
            lines[0][0],
            "READ002",
            f"The whole handout has an INFLESZ value of {value:.0f}; 65 is the least "
            f"({for_whom(hard.composed)}). This line makes it harder than any other does.",
            named(lines),
            Severity.ERROR if value < FAIL_BELOW else Severity.WARNING,
        )
