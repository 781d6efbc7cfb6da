"""English text in, its sentences and the verbs in them out: small lists and no grammar.

A list cannot know every word. Rules that ask it give hints only.
"""

import re
from collections.abc import Iterator

from handouts.check.grade import plain

_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”)]*\s+")

_VERB_LIST = """
accept add agree aim allow answer apply arrange arrive ask avoid
be become begin believe book breathe bring build buy
call carry change check choose circle clean clear climb close come compare complete contact
continue cook copy count cover cross cut
decide describe discuss do draw dress drink drive
eat empty end enjoy exercise expect explain
fasten feel fill find finish follow
gather get give go
have head hear help hold
imagine include inform increase
join
keep know
lay learn leave let lie lift limit list listen look lower
make mark measure meet mention mix move
name note notice
offer open order
pace pack park pay phone pick plan play point pour practice prepare press pull push put
raise reach read record reduce relax remember remind remove repeat reply report rest
return review ride rinse
save say see send set shake share show shower sign sip sit skip sleep slow speak spend spread
stand start stay step stick stop stretch support swallow swim switch
take talk teach tell test text thank think tick touch track treat try turn
understand update use
visit
wait wake walk warm wash watch wear weigh work write
"""
"""Verbs that tell a reader what to do, by their first letter."""
_VERBS = frozenset(_VERB_LIST.split())

_BEFORE_A_VERB = frozenset(
    {
        "please", "do", "don't", "not", "never", "always", "also", "just", "only", "then", "first",
        "next", "now", "again", "gently", "slowly", "carefully", "fully",
    }
)  # fmt: skip
"""Words that may stand before the verb of an instruction."""

_CLAUSE = re.compile(
    r"^(?:if|when|while|before|after|for|on|in|at|until|during|with|as|once|unless|to|by)\b"
    r"[^,:]*[,:]\s*",
    re.IGNORECASE,
)
"""When or for whom an instruction holds, said in front of it."""

_IRREGULAR = (
    "asked|beaten|begun|bitten|born|bound|bought|broken|brought|built|caught|chosen|cut|dealt|done"
    "|drawn|driven|eaten|felt|fed|forgotten|found|given|held|hidden|kept|known|laid|led|left|lent"
    "|let|lost|made|meant|paid|put|read|said|seen|sent|set|shown|shut|sold|spent|split|spread|stuck"
    "|struck|swept|taken|taught|thought|thrown|told|understood|woken|won|worn|written"
)
_NO_ACTION = frozenset(
    {
        "called", "known", "meant", "named", "woken",
        "addicted", "advanced", "aged", "ashamed", "bored", "complicated", "concerned", "confused",
        "crowded", "dehydrated", "depressed", "disabled", "embarrassed", "excited", "exhausted",
        "experienced", "frightened", "interested", "limited", "married", "need", "pleased",
        "prepared", "related", "relaxed", "retired", "scared", "stressed", "supposed", "tired",
        "trained", "used", "worried",
    }
)  # fmt: skip
"""Words that give a name or say how someone is: nobody does anything there that could be told."""

_PASSIVE = re.compile(
    r"\b(?:am|is|are|was|were|be|been|being|isn['’]t|aren['’]t|wasn['’]t|weren['’]t)\s+"
    r"(?:(?:not|also|often|now|still|always|never|only|already|just|then|first|\w+ly)\s+)?"
    rf"(?P<done>\w\w+ed|{_IRREGULAR})\b",
    re.IGNORECASE,
)


def sentences(text: str) -> Iterator[str]:
    """Each sentence of one text of the content, as it is read out."""
    yield from (part for part in _SENTENCE_END.split(plain(text)) if part.strip())


def passive(sentence: str) -> str | None:
    """The words that say what is done and hide who does it, such as `are called`; None if none."""
    for found in _PASSIVE.finditer(sentence):
        if found["done"].lower() not in _NO_ACTION:
            return found[0]
    return None


def tells_to_act(text: str) -> bool:
    """Whether a text begins with a verb that tells the reader what to do."""
    words = _CLAUSE.sub("", plain(text).strip())
    for word in re.findall(r"[a-z'’-]+", words.lower()):
        if word not in _BEFORE_A_VERB:
            return word in _VERBS
        if word in {"do", "don't"}:
            return True
    return False


def asks_for(text: str) -> bool:
    """Whether some words of a heading or an introduction are a verb: `What to bring`."""
    return any(word in _VERBS for word in re.findall(r"[a-z'’-]+", plain(text).lower()))
