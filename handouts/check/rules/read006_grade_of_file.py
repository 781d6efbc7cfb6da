"""READ006: each text reads at US school grade 6 or below.

Above grade 6 is a warning, above grade 8 an error. The grade is Flesch-Kincaid's, counted over all
words of one file; texts of fewer than 12 words are too short to grade. Necessary words (ketamine,
infusion, medicine ...) count as short ones.
"""

from collections.abc import Iterator

from handouts.check.grade import count, plain, total
from handouts.check.subject import Subject
from handouts.problems import Problem, Severity

WARN_ABOVE, FAIL_ABOVE, SHORTEST = 6.0, 8.0, 12


def check(subject: Subject) -> Iterator[Problem]:
    """Files whose words are too hard, with the hardest sentence's place."""
    if subject.content.language != "en":  # the formula is made for English
        return
    for item in subject.content.items():
        if item.kind in {"clinic", "sources", "wording"}:
            continue
        texts = [(path, plain(text)) for path, text in item.prose()]
        counted = total(text for _, text in texts)
        if counted.words < SHORTEST or counted.grade <= WARN_ABOVE:
            continue
        path, hardest = max(texts, key=lambda each: count(each[1]).grade)
        failed = counted.grade > FAIL_ABOVE
        yield Problem(
            item.place(*path),
            "READ006",
            f"This file reads at grade {counted.grade:.1f}; grade 6 is the limit.",
            f"The hardest text is: {hardest[:80]!r}. Use shorter words, or two sentences for one.",
            Severity.ERROR if failed else Severity.WARNING,
        )
