"""VOICE001: a sentence says who does what.

"We watch you" is clearer than "You are watched": the passive hides who does it, and it is harder
to read when one is ill or afraid. The rule looks for a form of "be" with a word such as "given",
"checked" or "treated" behind it. Naming ("this is called sedation"), how somebody is ("you are
tired") and "cannot be woken" do not count.

To mend it, put the one who acts first: "A nurse checks your blood pressure." Sometimes nobody is
hidden and the passive is the plainest way; leave it then. This is a hint, found with a list of
words and no grammar, and for English only. [CDC Clear Communication Index, PEMAT 5]
"""

from collections.abc import Iterator

from handouts.check.english import passive, sentences
from handouts.check.subject import Subject
from handouts.problems import Problem, Severity


def check(subject: Subject) -> Iterator[Problem]:
    """Each sentence that hides who acts."""
    if subject.content.language != "en":
        return
    for item in subject.content.items():
        if item.kind in {"clinic", "sources"}:
            continue
        for path, text in item.prose():
            for sentence in sentences(text):
                if words := passive(sentence):
                    message = f"{words!r} hides who does it: {sentence[:80]!r}."
                    hint = "Begin with who acts, such as: We check ... Your nurse gives ..."
                    yield Problem(item.place(*path), "VOICE001", message, hint, Severity.HINT)
