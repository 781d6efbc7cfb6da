"""READ004: a paragraph or point has at most 50 words, in at most 5 sentences.

More is a warning. Four or five sentences of more than 40 words together are a hint: three sentences
at most is the usual advice, but five very short ones are no longer than that, and joining them to
get to three would make them harder to read. Spanish, Arabic and others that write spaces between
words have 60 and 50 words. A bold start such as "**Bladder.**" counts as a heading, not as a
sentence, and so do words that end in a colon.

Mend it: begin a new paragraph, or make points of it.

Looks at: every language that writes spaces between words (not Chinese, Japanese, Thai or
Vietnamese).
"""

from collections.abc import Iterator

from handouts.check.subject import Subject
from handouts.check.texts import WITHOUT_SPACES, Text, sentences, shortened, texts
from handouts.problems import Problem, Severity

SENTENCES, USUAL = 5, 3
ENGLISH, OTHERS = (50, 40), (60, 50)
"""The most words of a paragraph, and of one with more than three sentences."""


def check(subject: Subject) -> Iterator[Problem]:
    """Paragraphs that are too long."""
    language = subject.content.language
    if language in WITHOUT_SPACES:
        return
    most, most_of_many = ENGLISH if language == "en" else OTHERS
    for text in texts(subject):
        said, words = _sentences(text), len(text.plain.split())
        long = words > most or said > SENTENCES
        if long or (said > USUAL and words > most_of_many):
            yield text.problem(
                "READ004",
                f"This paragraph has {words} words in {said} sentences: {shortened(text.plain)}.",
                f"Begin a new paragraph, or make points of it; {most} words in {USUAL} sentences "
                "are enough.",
                Severity.WARNING if long else Severity.HINT,
            )


def _sentences(text: Text) -> int:
    found = sentences(text.plain)
    bold_start = len(found) > 1 and text.raw.startswith(f"**{found[0]}**")
    return len(found) - bold_start - sum(sentence.endswith((":", "：")) for sentence in found)
