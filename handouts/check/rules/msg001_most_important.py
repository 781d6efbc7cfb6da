"""MSG001: the most important thing is said in one to three sentences, of at most 35 words together.

It stands in the box at the top of page 1, and for many it is all that they remember. Keep the one
thing that matters most for this treatment; the rest belongs into the sections.

Words are counted in English. A translation is held to its source, so only its sentences are
counted. [CDC Clear Communication Index 1-3]
"""

import re
from collections.abc import Iterator

from handouts.check.grade import plain
from handouts.check.subject import Subject
from handouts.problems import Problem, Severity

MOST_SENTENCES, MOST_WORDS = 3, 35
_END = re.compile(r"[.!?؟۔।]+(?=[\s\"”)]|$)|[。！？]")


def check(subject: Subject) -> Iterator[Problem]:
    """Boxes that hold too much."""
    for item in subject.content.treatments.values():
        texts = [plain(text) for text in item.says.most_important.text]
        sentences = sum(max(1, len(_END.findall(text))) for text in texts)
        words = sum(len(text.split()) for text in texts)
        if subject.content.language != "en":
            words = 0
        if sentences <= MOST_SENTENCES and words <= MOST_WORDS:
            continue
        too_much = f"{sentences} sentences" if sentences > MOST_SENTENCES else f"{words} words"
        yield Problem(
            item.place("most_important", "text"),
            "MSG001",
            f"The most important thing has {too_much}: {' '.join(texts)[:80]!r}.",
            f"At most {MOST_SENTENCES} sentences and {MOST_WORDS} words. Keep the one thing that "
            "matters most, and move the rest into a section.",
            Severity.WARNING,
        )
