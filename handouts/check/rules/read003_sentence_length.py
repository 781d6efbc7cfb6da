"""READ003: a sentence has at most 15 words.

A sentence of 16 to 20 words is a warning, a longer one an error. Who reads slowly, or in pain, has
lost the start of a long sentence before its end. Spanish, Arabic and other languages that write
spaces between words say the same in about a quarter more of them, so there the limits are 20 and
25. A colon before a list ends a sentence; a semicolon does not. A heading and a point count as
one sentence each, with or without a full stop.

Mend it: say it in two sentences, or leave out what the reader does not need.

Not "If you have new pain that starts in your chest at night, you should call the clinic before you
come." but "Do you have new chest pain at night? Call us before you come."

Looks at: every language that writes spaces between words (not Chinese, Japanese, Thai or
Vietnamese). Easy-read words have their own limit, EASY001; here they are told only above 20.
"""

from collections.abc import Iterator

from handouts.check.subject import Subject
from handouts.check.texts import WITHOUT_SPACES, sentences, shortened, texts
from handouts.problems import Problem, Severity

ENGLISH, OTHERS = (15, 20), (20, 25)
"""Above the first number a warning, above the second an error."""


def check(subject: Subject) -> Iterator[Problem]:
    """Sentences that are too long."""
    content = subject.content
    if content.language in WITHOUT_SPACES:
        return
    warn_above, fail_above = ENGLISH if content.language == "en" else OTHERS
    if content.edition.own_words:
        warn_above = fail_above  # EASY001 tells the rest
    for text in texts(subject):
        for sentence in sentences(text.plain):
            words = len(sentence.split())
            if words > warn_above:
                yield text.problem(
                    "READ003",
                    f"This sentence has {words} words; {warn_above} is the limit: "
                    f"{shortened(sentence)}.",
                    "Say it in two sentences, or leave out what is not needed.",
                    Severity.ERROR if words > fail_above else Severity.WARNING,
                )
