"""What each mandatory text is there to say, whoever wrote its words; not in a file that could lose it.

A duty is one thing that a text must hold: a {value} or a number in every language, or stems of words
in the languages that are listed. A clinic may say it in its own words, and add to it.
"""  # noqa: E501  # the first line says what the module holds

import re
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

_GAP = r"[^.;!?。；！？]{0,200}"
"""What may stand between two words of one sentence; points under a colon belong to it."""


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing that a text must say, and how one sees that it does.

    `sign` is enough in any language. The other patterns are stems of words, by language; ` … `
    stands for any words of the same sentence. A language without a pattern is not measured.
    """

    what: str
    sign: str = ""
    en: str = ""
    es: str = ""
    ar: str = ""
    zh: str = ""
    vi: str = ""

    def kept(self, raw: str, words: str, language: str) -> bool:
        """Whether the text says it: `raw` with its markup, `words` in small letters without."""
        if self.sign and re.search(self.sign, raw):
            return True
        stems = getattr(self, language, "")
        if not stems:
            return not self.sign
        return _pattern(stems).search(words) is not None


@cache
def _pattern(stems: str) -> re.Pattern[str]:
    return re.compile(stems.replace(" … ", _GAP))


SIGNS = MappingProxyType({"red-flags/emergency": 9, "red-flags/same-day": 9})
"""Fewest signs of a red-flag list."""

_NOT = r"\b(?:not|never|no|avoid|don['’]t)\b"
_NO = r"\b(?:no|nunca|evite|tampoco|ni)\b"

_CALL = Duty("whom to call in an emergency: {emergency_number}", sign=r"\{emergency_number\}")
_CRISIS = Duty("whom to call about suicide: {crisis_line}", sign=r"\{crisis_line\}")
_PHONE = Duty("the clinic's phone: {phone}", sign=r"\{phone\}")
_AFTER_HOURS = Duty("the phone for nights: {after_hours_phone}", sign=r"\{after_hours_phone\}")
_BREATH = Duty("trouble breathing", en="breath", es="respir", ar="تنفس", zh="呼吸", vi="thở")
_CHEST = Duty("chest pain", en="chest", es="pecho", ar="صدر", zh="胸", vi="ngực")
_WOKEN = Duty(
    "a person who cannot be woken",
    en=r"\bwok|\bwake|unconscious", es="despert|inconscien",
    ar="إيقاظ|استيقاظ", zh="叫不醒|唤不醒|昏迷", vi="đánh thức|tỉnh|bất tỉnh",
)  # fmt: skip
_SUICIDE = Duty(
    "thoughts of suicide",
    en=r"suicid|kill\w* (?:your|my|them)sel|hurt\w* (?:your|my|them)sel|end\w* your (?:own )?life",
    es="suicid|quitarse la vida|hacerse daño", ar="انتحار", zh="自杀|自殺", vi="tự tử|tự sát",
)  # fmt: skip

DUTIES = MappingProxyType(
    {
        "statements/emergency-line": (_CALL, _CRISIS, _BREATH, _CHEST, _WOKEN, _SUICIDE),
        "statements/emergency-short": (_CALL, _CRISIS, _BREATH, _CHEST, _WOKEN, _SUICIDE),
        "statements/general-facts": (
            Duty(
                "these are general facts",
                en="general", es="general", ar="عامة", zh="一般", vi="chung",
            ),
            Duty(
                "they do not replace talking with the care team",
                en=f"{_NOT} … (?:replace|instead|stand in|place of|substitute)",
                es=f"{_NO} … (?:reemplaza|sustitu|remplaza)",
                ar="لا تغني|لا تحل|بديل", zh="不能代替|不能替代|不能取代",
                vi="không thay|không thể thay",
            ),
            Duty(
                "only a clinician can say what is right for this patient",
                en="(?:only|ask) … (?:clinician|doctor|nurse|team|provider)",
                es=r"sol[oa]|s[oó]lo|pregunte",
                ar="وحده|فقط", zh="只有", vi="chỉ",
            ),
        ),
        "statements/no-dose": (
            Duty(
                "no dose stands here",
                en=f"{_NOT} … dose|dose … {_NOT}", es=f"{_NO} … dosis|dosis … {_NO}",
                ar="لا … جرع", zh="(?:没有|不) … 剂量", vi="không … liều",
            ),
            Duty(
                "the team decides on the dose",
                en=r"(?:team|clinician|doctor|we)\b", es=r"equipo|m[eé]dic|profesional|nosotros",
                ar="فريق|طبيب", zh="医护|医生|团队", vi="nhóm|bác sĩ|chuyên viên",
            ),
        ),
        "statements/tell-us-your-medicines": (
            Duty(
                "no medicine is stopped without the team",
                en=f"(?:{_NOT}|before|without) … stop|stop … without",
                es=f"(?:{_NO}|antes de|sin) … (?:dej|par|suspend)",
                ar="لا … (?:توقف|تترك)", zh="(?:不要|别|请勿) … 停",
                vi="(?:đừng|không) … (?:ngừng|ngưng|bỏ)",
            ),
            Duty(
                "no medicine is changed without the team",
                en=f"(?:{_NOT}|before|without) … chang|chang … without",
                es=f"(?:{_NO}|antes de|sin) … cambi",
                ar="لا … (?:تغير|تبدل|تعدل)", zh="(?:不要|别|请勿) … (?:更改|改|换|调整)",
                vi="(?:đừng|không) … (?:đổi|thay)",
            ),
            Duty(
                "to tell us all that they take",
                en="tell|let us know|show us|list",
                es="d[ií]ga|cu[eé]nt|inform|avís|muéstre|lista",
                ar="أخبر|اذكر", zh="告诉|告知", vi="cho chúng tôi biết|kể|nói",
            ),
        ),
        "statements/off-label": (
            Duty("the FDA", sign="FDA"),
            Duty("the word for it: [[off-label|...]]", sign=r"\[\[off-label\|"),
            Duty(
                "it is approved only as an anesthetic",
                en="anesthe", es="anest[eé]si", ar="تخدير", zh="麻醉", vi="gây mê",
            ),
            Duty(
                "it is not approved for pain",
                en=f"(?:{_NOT}) … approv … pain|(?:{_NOT}) … pain",
                es=f"{_NO} … (?:aprob|autoriz) … dolor",
                ar="(?:لم|غير) … (?:توافق|موافق|معتمد) … ألم", zh="(?:没有|未|不) … 批准 … 疼痛",
                vi="(?:chưa|không) … (?:chấp thuận|phê duyệt) … đau",
            ),
        ),
        "statements/what-studies-show": (
            Duty(
                "studies found that it may help",
                en="stud(?:y|ies)|trial|research", es="estudio|investigaci",
                ar="دراس", zh="研究", vi="nghiên cứu",
            ),
            Duty(
                "it does not help everyone",
                en=f"(?:{_NOT}) … (?:everyone|everybody|every person|all people|all of)|only some",
                es=f"{_NO} … tod[oa]s|sol[oa] a algun",
                ar="(?:لا|ليس) … (?:كل|جميع)", zh="(?:不是|并非) … (?:每个人|所有人|人人)",
                vi="không phải ai|không … mọi người",
            ),
            Duty(
                "studies have not shown a lot",
                en=f"{_NOT} … (?:show|prove|know|clear|answer)|unknown|unclear",
                es=f"{_NO} … (?:mostra|demostra|proba|sab|clar)",
                ar="لم … تثبت", zh="没有 … 证明|尚未", vi="chưa … (?:chứng tỏ|chứng minh|biết)",
            ),
        ),
        "statements/what-we-do-not-know": (
            Duty(
                "no clear benefit could be shown",
                en=rf"{_NOT} … (?:benefit|help|clear)|unclear", es=f"{_NO} … (?:beneficio|clar)",
                ar="لم … فائدة", zh="(?:没|不|未) … (?:好处|益处|效果)", vi="không … lợi ích",
            ),
            Duty(
                "the proof is weak",
                en="weak|low|poor|not strong|little proof", es="débil|baj[oa]|poc[oa]|limitad",
                ar="ضعيف", zh="薄弱|弱|不足", vi="yếu",
            ),
            Duty(
                "there were more unwanted effects",
                en="unwanted|side effect|harm|bad effect",
                es="no deseado|secundario|adverso|indeseado",
                ar="غير مرغوب|جانبي", zh="副作用|不良", vi="không mong muốn|tác dụng phụ",
            ),
            Duty(
                "no one can promise relief",
                en=r"(?:no one|nobody|cannot|can['’]t|not|never) … (?:promis|guarant|sure|certain)",
                es="(?:nadie|no|nunca) … (?:promet|garant|asegur)",
                ar="لا … (?:يعد|تعد|نعد|ضمان|يضمن)", zh="(?:没有人|无人|不能) … (?:保证|承诺)",
                vi="không … (?:hứa|bảo đảm|cam kết)",
            ),
        ),
        "statements/results": (
            Duty(
                "it does not work for everyone",
                en=f"{_NOT} … (?:everyone|everybody|every person|all people|all of|for all)",
                es=f"{_NO} … (?:tod[oa]s|cada persona)",
                ar="(?:لا|ليس) … (?:كل|جميع)", zh="(?:不是|并非) … (?:每个人|所有人|人人)",
                vi="không phải ai|không … mọi người",
            ),
        ),
        "statements/after-24-hours": (
            Duty("for how many hours: {no_driving_hours}", sign=r"\{no_driving_hours\}"),
            Duty(
                "an adult takes the patient home",
                en=r"adult|grown-?up|someone … home", es="adult", ar="بالغ", zh="成年人|成人",
                vi="người lớn",
            ),
            Duty(
                "no driving",
                en=f"{_NOT} … driv", es=f"{_NO} … (?:manej|conduc|conduzc)",
                ar="لا … (?:تق[ُ]?د|قيادة)", zh="(?:不要|不能|别|请勿|勿) … (?:开车|驾驶|驾车)",
                vi="(?:đừng|không) … lái xe",
            ),
            Duty(
                "no machines",
                en=f"{_NOT} … (?:machine|tool)", es=f"{_NO} … (?:máquina|herramienta)",
                ar="لا … (?:آلات|الآلات|أدوات)", zh="(?:不要|不能|别|请勿|勿) … (?:机器|工具)",
                vi="(?:đừng|không) … (?:máy|dụng cụ)",
            ),
            Duty(
                "no alcohol",
                en=f"{_NOT} … (?:alcohol|beer|wine)", es=f"{_NO} … (?:alcohol|bebidas alcohólicas)",
                ar="لا … (?:كحول)", zh="(?:不要|不能|别|请勿|勿) … 酒",
                vi="(?:đừng|không) … (?:rượu|bia)",
            ),
            Duty(
                "no big decisions",
                en=f"{_NOT} … (?:decision|decide|choice|choose|sign)",
                es=f"{_NO} … (?:decision|decid|firm)",
                ar="لا … (?:قرار|توقع)", zh="(?:不要|不能|别|请勿|勿) … (?:决定|签)",
                vi="(?:đừng|không) … (?:quyết định|ký)",
            ),
        ),
        "statements/effects-lower-dose": (
            Duty("headache", en="headache", es="dolor de cabeza", ar="صداع", zh="头痛",
                 vi="đau đầu|nhức đầu"),
            Duty("nausea", sign=r"\[\[nausea\|", en="nausea|sick|throw", es="náusea|nausea|vómit"),
            Duty("sleepy or dizzy", en="sleepy|drows|dizz|tired", es="sueño|mareo|somnol",
                 ar="نعاس|دوخ", zh="困|头晕", vi="buồn ngủ|chóng mặt"),
        ),
        "statements/effects-higher-dose": (
            Duty("seeing or hearing what is not real", sign=r"\[\[hallucination\|",
                 en="not real|not there|hallucinat", es="no son reales|no existen|alucinaci"),
            Duty("anxious or afraid", en="anxi|afraid|fear|scared|panic", es="ansi|miedo|pánico",
                 ar="قلق|خوف", zh="焦虑|害怕", vi="lo lắng|lo âu|sợ"),
            Duty("blood pressure may rise", sign=r"\[\[blood-pressure\|",
                 en="blood pressure", es="presión|tensión"),
        ),
        "statements/other-formats": (
            Duty("whom to call: {phone}", sign=r"\{(?:interpreter_)?phone\}"),
            Duty("large print", en=r"\b(?:large|larger|big|bigger)\b", es="grande", ar="كبير",
                 zh="大字|大号", vi="chữ lớn|chữ to"),
            Duty("an interpreter", en="interpret", es="intérprete|interpret", ar="مترجم",
                 zh="口译|翻译", vi="thông dịch|phiên dịch"),
        ),
        "statements/report-side-effects": (
            Duty("the FDA's line, 1-800-FDA-1088", sign=r"1-800-(?:FDA-1088|332-1088)"),
            Duty("side effects", en="side effect|unwanted", es="secundario|no deseado|adverso",
                 ar="جانبي", zh="副作用|不良", vi="tác dụng phụ"),
        ),
        "statements/made-for": (
            Duty("it is for the person named above", en=r"\babove\b|name", es="arriba|nombr",
                 ar="أعلاه|اسم", zh="上面|姓名|患者", vi="tên|trên"),
            Duty("to give it back when it is another's", en=f"{_NOT} … you|\\bback\\b|tell us",
                 es="no es usted|devu|d[ií]ga|avís", ar="لم تكن|أعد", zh="不是您", vi="không phải"),
        ),
        "statements/credit": (
            Duty("the author, Pavan Tankha", sign="Tankha"),
            Duty("where it stood, U.S. News", sign=r"U\.?S\.? News"),
            Duty("they did not check these words", en=r"neither|not (?:check|review)",
                 es=r"ni el autor|no .*revis", ar="لم", zh="没有|未", vi="chưa|không"),
        ),
        "red-flags/emergency": (
            _CALL, _CRISIS, _BREATH, _CHEST, _WOKEN, _SUICIDE,
            Duty("swelling of the face or throat", en="swell|swollen", es="hincha", ar="تورم",
                 zh="肿", vi="sưng"),
            Duty("hives", en="hives|rash", es="ronchas|urticaria|sarpullido", ar="شرى|طفح",
                 zh="荨麻疹|皮疹", vi="mề đay|phát ban"),
            Duty("a seizure", en=r"seizure|\bfit\b|convuls", es="convulsi", ar="تشنج|صرع",
                 zh="癫痫|抽搐", vi="động kinh|co giật"),
            Duty("a sudden, very bad headache", en="headache", es="dolor de cabeza", ar="صداع",
                 zh="头痛", vi="đau đầu|nhức đầu"),
            Duty("a stroke", en="stroke", es="derrame|ictus|cerebrovascular", ar="سكتة", zh="中风",
                 vi="đột quỵ|tai biến"),
        ),
        "red-flags/same-day": (
            _PHONE, _AFTER_HOURS, _CALL,
            Duty("being confused", en="confus|mixed up", es="confus|confund", ar="مشوش|ارتباك",
                 zh="糊涂|混乱", vi="lú lẫn|lẫn lộn"),
            Duty("seeing or hearing what is not real", en="not real|not there|hallucinat",
                 es="no son reales|no existen|alucin", ar="غير حقيقي|هلوس", zh="不存在|幻觉",
                 vi="không có thật|ảo giác"),
            Duty("strong fear", en="fear|afraid|scared|panic", es="miedo|pánico|temor", ar="خوف",
                 zh="害怕|恐惧", vi="sợ"),
            Duty("pain or blood when passing urine", en=r"\bpee\b|urin", es="orin", ar="بول",
                 zh="小便|尿", vi="tiểu"),
            Duty("yellow skin or eyes", en="yellow|jaundice", es="amarill|ictericia", ar="صفر",
                 zh="黄", vi="vàng"),
            Duty("vomiting that does not stop", en="throw|vomit", es="vomit|vómit", ar="تقيؤ|قيء",
                 zh="呕吐|吐", vi="nôn|ói"),
            Duty("eye pain or changed sight", en=r"\beye pain|vision|\bsee\b",
                 es="ojo|visión|borroso", ar="عين|نظر", zh="眼", vi="mắt|nhìn"),
            Duty("redness or swelling where the IV was", en="redness|swell|swollen",
                 es="enrojec|rojo|hincha", ar="احمرار|تورم", zh="发红|红肿|肿", vi="đỏ|sưng"),
        ),
    }
)  # fmt: skip
"""By the mandatory text's name: what it is there to say."""
