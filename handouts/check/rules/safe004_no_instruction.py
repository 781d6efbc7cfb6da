"""SAFE004: no handout tells a patient to stop, hold, skip, start, change or go on with a medicine.

One printed line goes to everybody, and what one person must pause is what keeps another one alive.
Such advice comes from the patient's own team alone. Orders are found in English and Spanish: "Stop
your blood thinner", "Do not take your morning pills", "You should skip your insulin", "Take half
your dose", "If you take insulin, skip it", "Take your pills as usual". Other languages are not
measured.

Not meant are the words that protect ("Do not stop or change any medicine on your own"), what to ask
or tell ("Ask us before you change a medicine", "Tell us if you stop one"), questions, and what the
team may do ("Your doctor may change your dose").

To mend it, say whom to ask: "Ask us which medicines to take that day."
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from handouts.check.subject import Subject
from handouts.problems import Problem

_SENTENCE = re.compile(r"[^.!?;:\n。]+[.!?;:。]?")
_NEAR = 200
"""Letters before an order that may show that it is none."""
_PART = re.compile(r"\{([a-z]+)\}")
_MARKS = re.compile(r"\*\*|\[\[[^|\]]*\||\]\]")


@dataclass(frozen=True, slots=True)
class _Tongue:
    """The patterns of one language; all are for text in small letters without markup."""

    medicine: re.Pattern[str]
    orders: tuple[re.Pattern[str], ...]
    """An order; where it has a group `no`, that one turns it into a warning."""
    pronoun: re.Pattern[str]
    """An order about "it"; counts when a medicine was named just before."""
    harmless: re.Pattern[str]
    """Words before an order that show that it is none."""
    asking: re.Pattern[str]
    """Words behind "do not take" that only ask to talk first."""


def check(subject: Subject) -> Iterator[Problem]:
    """Orders about a medicine, at their text."""
    language = subject.content.language.partition("-")[0]
    if language not in _WORDS:
        return
    tongue = _tongue(language)
    for item in subject.content.items():
        for path, text in item.prose():
            plain = _MARKS.sub("", text)
            if not tongue.medicine.search(plain.lower()):
                continue
            for order in _orders(plain, tongue):
                yield Problem(
                    item.place(*path),
                    "SAFE004",
                    f"This tells patients what to do with a medicine: {order!r}.",
                    "Only a patient's own team may say that. Say whom to ask, or: Do not stop or "
                    "change any medicine on your own.",
                )


def _orders(text: str, tongue: _Tongue) -> Iterator[str]:
    named = False
    for found in _SENTENCE.finditer(text):
        sentence = found[0].strip()
        small = sentence.lower()
        if not small.endswith("?"):
            patterns = (*tongue.orders, tongue.pronoun)
            for pattern in patterns:
                order = next((it for it in pattern.finditer(small) if _is_order(it, tongue)), None)
                if order is None or (
                    pattern is tongue.pronoun
                    and not (named or tongue.medicine.search(small[: order.start()]))
                ):
                    continue
                yield sentence[order.start() : order.end()].strip(" ,(-–—")
                break
        named = tongue.medicine.search(small) is not None


def _is_order(found: re.Match[str], tongue: _Tongue) -> bool:
    groups = found.groupdict()
    if groups.get("no") is not None:
        return False
    if groups.get("not_take") is not None and tongue.asking.search(found.string[found.end() :]):
        return False
    end = found.end("start")
    return tongue.harmless.search(found.string[max(0, end - _NEAR) : end]) is None


@cache
def _tongue(language: str) -> _Tongue:
    """Patterns out of parts; `{name}` in one stands for another. Made when they are asked for."""
    words = _WORDS[language]

    def pattern(name: str) -> re.Pattern[str]:
        text = words[name]
        while _PART.search(text):
            text = _PART.sub(lambda part: words[part[1]], text)
        return re.compile(text)

    orders = tuple(pattern(name) for name in words if name.startswith("order_"))
    return _Tongue(
        pattern("medicine"), orders, pattern("pronoun"), pattern("harmless"), pattern("asking")
    )


_ENGLISH = {
    "medicine": (
        r"\b(?:medicines?|medications?|meds|pills?|tablets?|capsules?|patch(?:es)?|insulin"
        r"|(?:blood )?thinners?|painkillers?|pain relievers?|opioids?|antidepressants?"
        r"|benzodiazepines?|sleep aids?|inhalers?|aspirin|ibuprofen|acetaminophen|naproxen|tylenol"
        r"|advil|aleve|warfarin|coumadin|eliquis|metformin|gabapentin|lamotrigine|steroids?|nsaids?"
        r"|vitamins?|supplements?|herbs?|diuretics?|doses?|eye drops|shots?|ozempic|semaglutide"
        r"|prescriptions?|(?<!street )drugs?)"
        r"(?![-\w])(?! (?:in place|still|against|on your (?:skin|arm)))(?! (?:bottles?|box|boxes"
        r"|lists?|names?|labels?|organizers?|cases?|stores?"
        r"|charts?))"
    ),
    "gap": (
        r"(?:(?!(?:lists?|notes?|diary|for|with|if|when|to|about|until|before|after|from|in|on|at"
        r"|by"
        r"|because|while|still|talk\w*|ask\w*|call|tell|bring|write)\b)[\w'’-]+,? ){0,5}"
    ),
    "strong": (
        r"(?:stop|quit|skip|hold|pause|omit|miss|hold off on|leave out|come off|go off"
        r"|taper(?: off)?"
        r"|wean(?: off)?|discontinue|avoid|withhold|resume|restart|halve|keep (?:taking|using|on))"
    ),
    "weak": (
        r"(?:start|begin|change|switch|cut(?: back on| down on| out)?|reduce|lower|raise|increase"
        r"|decrease|double|split|continue|adjust|stay (?:on|off)|go back to)"
        r"(?= (?:taking|using|on|with|your|any|all|some|this|these|those|every|each|half|or|and)\b"
        r"|,)"
    ),
    "verbs": r"(?:{strong}|{weak})(?:(?:, | )(?:(?:or|and|then) )?(?:{strong}|{weak}))*",
    "start": (
        r"(?P<start>^|[,(–—-] ?|\b(?:and|or|then|also|please|just|but|instead|first|always|either"
        r"|only|so) |\byou(?:['’]ll)? (?:should|must|need to|will need to|have to|will have to|can"
        r"|may|might|could|are to|ought to|had better) (?:also |then |first )?"
        r"|\b(?:patients?|people|anyone|everyone|those)\b[^,]{0,80} (?:should|must|need to"
        r"|have to) "
        r"|\b(?:make sure|be sure|remember|forget|(?:it is|it['’]s) (?:best|better|important|okay"
        r"|ok"
        r"|fine)|we (?:ask|want|need) you|you are asked|plan) (?:to |that you |you ))"
    ),
    "order_change": (
        r"{start}(?P<no>(?:do not|don['’]t|never|not) )?(?:ever |suddenly )?{verbs} {gap}{medicine}"
    ),
    "order_not_take": (
        r"{start}(?P<not_take>(?:do not|don['’]t|never|not) (?:take|use|inject|swallow|wear|have)) "
        r"{gap}{medicine}"
    ),
    "order_cannot": (
        r"(?P<start>\byou )(?P<not_take>(?:cannot|can['’]t|shouldn['’]t|mustn['’]t) (?:take|use)) "
        r"{gap}{medicine}"
    ),
    "order_part": (
        r"{start}(?:take|use|inject) (?:only )?(?:half|double|twice|less|more|extra|an extra|a "
        r"(?:smaller|lower|higher|bigger)) {gap}{medicine}"
    ),
    "order_as_usual": (
        r"{start}(?:take|use|inject) {gap}{medicine}[^.]{0,120}\b(?:as usual|as normal|as always"
        r"|like normal"
        r"|anyway|that (?:morning|day)|the (?:morning|day|night) (?:of|before)|sip of water"
        r"|before (?:you come|your (?:visit|infusion)))"
    ),
    "order_none": (
        r"(?P<start>^|[,(–—-] ?|\band )no {gap}{medicine} (?:for \d|for (?:a|one|two|three)\b"
        r"|on the"
        r"|the (?:day|morning|night)|before|after|within|until|today|that (?:day|morning))"
    ),
    "order_passive": (
        r"(?P<start>){medicine}[^.,]{0,120}\b(?:should|must|needs? to|ha(?:s|ve) to|(?:is|are) to) "
        r"(?P<no>not |never )?be (?:stopped|held|skipped|paused|changed|reduced|increased|lowered"
        r"|raised|halved|doubled|continued|started|restarted|avoided)"
    ),
    "pronoun": (
        r"{start}(?P<no>(?:do not|don['’]t|never|not) )?(?:stop|skip|hold|pause|halve|double|quit"
        r"|omit"
        r"|leave out|restart)(?: taking| using)? (?:it|them|those|that one)\b"
    ),
    "harmless": (
        r"\b(?:not|never|n['’]t|no one|nobody)\b[^,;]*\bor $"
        r"|\bto [^,;]*\b(?:or|and) $"
        r"|\b(?:we|our \w+|they|staff|doctors?|nurses?|(?:the|your|a) (?:care )?(?:team|doctor"
        r"|nurse"
        r"|clinician|staff|pharmacist)) (?:\w+ )?(?:may|might|can|could|will|would|must|should)\b"
        r"(?:[^,;]*|[^;]*\b(?:or|and) )$"
        r"|\b(?:if|whether|when|before|after|until|unless|that|which|how|why|what) "
        r"(?:you|they|we|i|someone|people)\b[^,;]*$"
        r"|\b(?:ask|tell|know|say|decide|sure|talk|find out|learn|show)\b[^,;]*"
        r"\b(?:if|whether|when|which|what|how|why|that|about)\b[^,;]*$"
    ),
    "asking": (
        r"\b(?:without (?:ask|talk|tell|check|speak|call)|until you (?:ask|talk|have asked|check)"
        r"|before (?:asking|talking|you (?:ask|talk)))|\bon your own\b"
    ),
}  # fmt: skip

_SPANISH = {
    "medicine": (
        r"\b(?:medicinas?|medicamentos?|pastillas?|tabletas?|p[ií]ldoras?|c[aá]psulas?|parches?"
        r"|insulina|anticoagulantes?|analg[eé]sicos?|opioides?|antidepresivos?|benzodiacepinas?"
        r"|inhalador(?:es)?|aspirinas?|ibuprofeno|acetaminof[eé]n|paracetamol|warfarina|metformina"
        r"|gabapentina|esteroides?|vitaminas?|suplementos?|hierbas?|dosis|remedios?"
        r"|diur[eé]ticos?)\b"
    ),
    "gap": (
        r"(?:(?!(?:listas?|notas?|diario|para|con|si|cuando|sobre|hasta|antes|despu[eé]s|porque"
        r"|hable|pregunte|llame|d[ií]ga\w*|traiga|escriba)\b)[\w-]+,? ){0,5}"
    ),
    "verb": (
        r"(?:deje|dejar|suspenda|suspender|pare|parar|interrumpa|interrumpir|omita|omitir"
        r"|s[aá]ltese"
        r"|saltarse|salte|evite|evitar|cambie|cambiar|reduzca|reducir|baje|bajar|suba|subir|aumente"
        r"|aumentar|disminuya|disminuir|duplique|duplicar|parta|partir|empiece|empezar|comience"
        r"|comenzar|inicie|iniciar|reinicie|reiniciar|contin[uú]e|continuar|siga|seguir)"
    ),
    "verbs": r"{verb}(?:(?:, | )(?:(?:o|y|ni) )?(?:no )?{verb})*",
    "start": (
        r"(?P<start>^[¡¿]?|[,(–—-] ?|\b(?:y|o|luego|tambi[eé]n|entonces|pero|primero|por favor) "
        r"|(?:^|, |\busted )(?:debe|deber[aá]|deber[ií]a|tiene que|tendr[aá] que|puede|necesita"
        r"|hay que) |\b(?:aseg[uú]rese de|recuerde|olvide|es mejor|es importante|le pedimos que) )"
    ),
    "order_change": r"{start}(?P<no>(?:no|nunca|jam[aá]s|ni) )?{verbs} {gap}{medicine}",
    "order_not_take": (
        r"{start}(?P<not_take>(?:no|nunca) (?:tome|(?:debe |puede )?tomar|use|usar|se ponga"
        r"|se inyecte|inyecte)) "
        r"{gap}{medicine}"
    ),
    "order_part": (
        r"{start}(?:tome|tomar|use|usar|p[oó]ngase|inyecte) (?:solo )?(?:la mitad|el doble|menos"
        r"|m[aá]s"
        r"|media|una? [\w ]*(?:menor|mayor|extra)) {gap}{medicine}"
    ),
    "order_as_usual": (
        r"{start}(?:tome|use|p[oó]ngase) {gap}{medicine}[^.]{0,120}\b(?:como siempre"
        r"|como de costumbre"
        r"|esa ma[ñn]ana|ese d[ií]a|la (?:ma[ñn]ana|noche) (?:de|antes)|sorbo|antes de venir)"
    ),
    "order_none": r"(?P<start>^|, |\by )(?:nada de|ning[uú]na?|ni una) {gap}{medicine}",
    "order_passive": (
        r"(?P<start>){medicine}[^.,]{0,120}\b(?P<no>no )?(?:debe|deben|tienen? que) (?:suspender"
        r"|dejar"
        r"|par"
        r"|cambi|reduc|aument|interrump)\w*se\b"
    ),
    "pronoun": (
        r"{start}(?:s[aá]ltesel[ao]s?|susp[eé]ndal[ao]s?|d[eé]jel[ao]s?|omital[ao]s?"
        r"|om[ií]tal[ao]s?"
        r"|deje de tomarl[ao]s?|no l[ao]s? tome|no se l[ao]s? (?:tome|ponga))\b"
    ),
    "harmless": (
        r"\b(?:no|nunca|ni|nadie)\b[^,;]*\b(?:o|ni) $"
        r"|\b(?:nosotros|podemos|podr[ií]amos|ellos|enfermer[ao]|(?:su|el|un|nuestro) (?:m[eé]dico"
        r"|equipo|profesional|doctor|personal))\b[^;]*$"
        r"|\b(?:si|cuando|antes de|despu[eé]s de|hasta|para|que|qu[eé]|c[oó]mo|cu[aá]les?)\b[^,;]*"
        r"\b(?:o|y|usted|debe|tiene que|puede|necesita) $"
    ),
    "asking": (
        r"\b(?:sin (?:preguntar|hablar|avisar|consultar|dec[ií]r)|antes de (?:preguntar|hablar))"
    ),
}  # fmt: skip

_WORDS = {"en": _ENGLISH, "es": _SPANISH}
