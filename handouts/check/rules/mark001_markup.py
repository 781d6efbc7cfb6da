"""MARK001: in every text, also one that no handout prints yet, markup has a meaning.

Known are **bold**, [[term|shown words]] with a term of glossary.yaml, and {values} of the clinic.
"""

from collections.abc import Iterator

from handouts.check.subject import Subject
from handouts.make.compose.composition import unclear
from handouts.make.words.prose import Unclear, Voice, clinic_values
from handouts.problems import Problem


def check(subject: Subject) -> Iterator[Problem]:
    """Texts with stray signs, unknown values or unknown words."""
    content = subject.content
    terms = frozenset(content.glossary.says.terms)
    voice = Voice(clinic_values(content.clinic.says, None), terms, terms)
    for item in content.items():
        if item.kind in {"wording", "clinic", "sources"}:
            continue
        for path, text in item.prose():
            try:
                voice.phrase(text)
            except Unclear as wrong:
                yield unclear(wrong, item.place(*path))
