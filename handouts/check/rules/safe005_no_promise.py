"""SAFE005: no handout promises: not safe, cured, guaranteed, proven, free of risk or side effects.

Studies of ketamine for pain are mixed, and every treatment can do harm. A patient who read "safe"
may keep a sign to themselves. Looked for are, in English and Spanish: safe (of a treatment), cure,
guarantee, promise, miracle, harmless, risk-free, no side effects, 100 percent, proven, works for
everyone, "you qualify". Other languages are not measured. What is flatly untrue of any treatment is
an error; "proven" and other uses of "safe" are warnings, for a clinician to weigh.

Not meant are the same words in a question ("Is it safe for me?"), denied ("not a cure", "nobody can
promise"), and safe as in a safe place, a safe ride, get home safely, stay safe, or "until your
team says that it is safe".

To mend it, say what is known: "Some people get relief, but not everyone does."
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from handouts.check.subject import Subject
from handouts.problems import Problem, Severity

_SENTENCE = re.compile(r"[^.!?;\n]+[.!?;]?")
_NEAR = 80
"""Letters before a promise where a denial is looked for."""
_MARKS = re.compile(r"\*\*|\[\[[^|\]]*\||\]\]")


@dataclass(frozen=True, slots=True)
class _Tongue:
    """The patterns of one language; all are for text in small letters without markup."""

    error: re.Pattern[str]
    warning: re.Pattern[str]
    everyday: re.Pattern[str]
    """Uses that promise nothing; they are taken out before anything is looked for."""
    denied: re.Pattern[str]
    """Words of the same clause before a promise that take it back."""


def check(subject: Subject) -> Iterator[Problem]:
    """Promises, at their text."""
    tongue = _TONGUES.get(subject.content.language.partition("-")[0])
    if tongue is None:
        return
    for item in subject.content.items():
        for path, text in item.prose():
            for words, severity in _promises(_MARKS.sub("", text), tongue):
                yield Problem(
                    item.place(*path),
                    "SAFE005",
                    f"This promises more than anyone can: {words!r}.",
                    "Say what is known and what is not, such as: Some people get relief, but not "
                    "everyone does.",
                    severity,
                )


def _promises(text: str, tongue: _Tongue) -> Iterator[tuple[str, Severity]]:
    small = text.lower()
    if not (tongue.error.search(small) or tongue.warning.search(small)):
        return
    for sentence in _SENTENCE.findall(text):
        if sentence.endswith("?"):
            continue
        small = tongue.everyday.sub(lambda words: "-" * len(words[0]), sentence.lower())
        for pattern, severity in (
            (tongue.error, Severity.ERROR),
            (tongue.warning, Severity.WARNING),
        ):
            for found in pattern.finditer(small):
                before = small[max(0, found.start() - _NEAR) : found.start()]
                if not tongue.denied.search(before):
                    yield sentence[found.start() : found.end()].strip(), severity
                    small = small[: found.start()] + "-" * len(found[0]) + small[found.end() :]


_ENGLISH = _Tongue(
    error=re.compile(
        r"\b(?:is|are|was|very|completely|totally|perfectly|entirely|always|quite|proven) safe\b"
        r"|\bsafe (?:and|for (?:you|everyone|all|most|anyone)|medicines?|drugs?|treatments?"
        r"|therap\w+"
        r"|options?|choices?|infusions?|ways? to treat)\b"
        r"|\bsafest\b|\bsafely treat\w*"
        r"|\bcur(?:e|es|ed|ing)\b(?! (?:meats?|ham|pork|fish))"
        r"|\bguarant\w+|\bpromis(?:e|es|ed|ing)\b|\bmirac\w+|\bharmless\b|\bfoolproof\b"
        r"|\brisk-?free\b|\b(?:no|without(?: any)?|free of|zero) (?:risks?|danger)\b"
        r"|\b(?:no|without(?: any)?|free of|zero) (?:known )?(?:side|unwanted|bad) effects\b"
        r"|\bside-?effect-?free\b|\b(?:100|one hundred|a hundred) ?(?:%|percent)"
        r"|\bworks? (?:for everyone|every time|for all)\b|\balways works?\b|\bnever fails?\b"
        r"|\b(?:will|is sure to) (?:take away|end|remove|get rid of|heal|fix) (?:all )?(?:your"
        r"|the) pain"
        r"|\bpain-free\b|\bpermanent(?:ly)? (?:relief|gone|free)|\bnothing to (?:worry about|fear)"
        r"|\byou (?:qualify|are a good candidate|are the right candidate)\b"
    ),
    warning=re.compile(r"\bsafe(?:r|ly|ty)?\b|\b(?:clinically |scientifically )?proven\b"),
    everyday=re.compile(
        r"\b(?:stay|keep|keeps|kept|be|feel|get|gets|arrive|are you) (?:\w+ )?safe(?:ly)?\b"
        r"|\bsafe(?:r)? (?:place|ride|way home|home|room|distance|space|spot|chair|walking"
        r"|storage)\b"
        r"|\b(?:home|move|walk|drive|exercise|lift|sit up|stand up|stand|moves?) (?:\w+ )?safely\b"
        r"|\b(?:say|says|tell|tells|told|until|when|whether|if|sure|decide|decides|check|checks)"
        r"\b[^,.]*\b(?:is|are) safe\b(?: for (?:you|everyone))?"
        r"|\b(?:patient|fire|home|food|road) safety\b|\b(?:for|about) (?:your "
        r"|everyone['’]s )?safety\b"
        r"|\b(?:you|children|pets|others|people|everyone) (?:is|are) safe\b|\bsafe steps?\b"
        r"|\bmakes? (?:\w+ ){1,3}safer?\b|\bsafety (?:rails?|bars?|belts?|caps?|plans?|rules?)\b"
        r"|\bsafely (?:home|stored|locked)|\bsafe ways? to (?:move|walk|lift|exercise|get)\b"
        r"|\bto (?:\w+ ){0,4}safely\b"
    ),
    denied=re.compile(
        r"(?:\b(?:hopes?|looks?|search\w*|waits?) for\b|\b(?:not?|never|nobody|nor|neither|cannot"
        r"|without|no one|few|little)\b|n['’]t\b)"
        r"(?:(?!\b(?:and|but)\b)[^,:]){0,40}$"
    ),
)

_SPANISH = _Tongue(
    error=re.compile(
        r"\b(?:es|son|muy|totalmente|completamente|perfectamente|siempre) segur[oa]s?\b"
        r"|\bsegur[oa]s? y (?:eficaz|efectiv)\w*"
        r"|\b(?:medicina|medicamento|tratamiento|opci[oó]n|terapia"
        r"|infusi[oó]n)(?:e?s)? segur[oa]s?\b"
        r"|\bsegur[oa]s? para (?:usted|todos)\b"
        r"|\bcur(?:a|an|ar|ar[aá]|arse|ado|ada)\b|\bgarant\w+|\bpromet\w+|\bpromesas?\b"
        r"|\bmilagro\w*"
        r"|\binofensiv\w+|\bsin (?:ning[uú]n )?(?:riesgos?|peligros?)\b"
        r"|\bsin (?:ning[uú]n )?efectos? (?:secundarios?|no deseados?)\b|\blibres? de riesgos?\b"
        r"|\b(?:100|cien) ?(?:%|por ciento)|\bsiempre funciona\b|\bnunca falla\b"
        r"|\bfunciona para todos\b|\busted califica\b|\b(?:quita|elimina)r[aá] (?:todo )?(?:su"
        r"|el) dolor"
    ),
    warning=re.compile(
        r"\b(?:comprobad|demostrad)[oa]s?\b|\b(?:cl[ií]nica|cient[ií]fica)mente probad[oa]s?\b"
    ),
    everyday=re.compile(
        r"\bseguros? (?:m[eé]dicos?|social|de salud)\b|\bno (?:est[aá]|estoy) segur[oa]\b"
        r"|\b(?:diga\w*|hasta|cuando|si|que) [^,.]*\b(?:es|son) segur[oa]s?\b(?: para usted)?"
        r"|\blugar(?:es)? segur[oa]s?\b"
    ),
    denied=re.compile(
        r"\b(?:no|nunca|nadie|ni|ning[uú]n\w*|sin|tampoco|pocas?)\b(?:(?!\b(?:y"
        r"|pero)\b)[^,:]){0,40}$"
    ),
)

_TONGUES = {"en": _ENGLISH, "es": _SPANISH}
