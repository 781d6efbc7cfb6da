"""SAFE003 to SAFE006: planted sentences are found, near misses are not, and what ships has none."""

from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from handouts.check.rules import (
    safe003_no_dose,
    safe004_no_instruction,
    safe005_no_promise,
    safe006_no_typed_number,
    seed002_said,
)
from handouts.check.subject import Subject
from handouts.model.item import Item
from handouts.model.item import Path as ItemPath
from handouts.model.kinds import Statement
from handouts.model.settings import Settings
from handouts.model.visit import Edition
from handouts.problems import Place, Problem, Severity
from tests.shelf import clinic_file, stock_words, words_with

RULES = (
    safe003_no_dose,
    safe004_no_instruction,
    safe005_no_promise,
    safe006_no_typed_number,
    seed002_said,
)
NEW = "content/en/statements/brand-new.yaml"


def _say(rule: ModuleType, text: str, language: str = "en") -> list[Problem]:
    """What a rule says of one paragraph, in a file that holds nothing else."""
    content = stock_words(language)
    place: dict[ItemPath, Place] = {("text", 0): Place("x.yaml", 2, 5)}
    item = Item("statements", "x", language, "x.yaml", Statement(text=(text,)), place)
    settings = Settings(timezone="America/New_York")
    subject = Subject(_Only(content, item), settings, (), ())  # type: ignore[arg-type]
    return list(rule.check(subject))


class _Only:
    """The stock content, of which only one text is looked at."""

    def __init__(self, content: object, item: Item[Statement]) -> None:
        self.content, self.item = content, item

    def __getattr__(self, name: str) -> object:
        return getattr(self.content, name)

    def items(self) -> Iterator[Item[Statement]]:
        """The one text."""
        yield self.item


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize(
    ("language", "edition"),
    [
        ("en", Edition.STANDARD), ("en", Edition.EASY_READ), ("es", Edition.STANDARD),
        ("ar", Edition.STANDARD), ("zh", Edition.STANDARD), ("vi", Edition.STANDARD),
    ],
)  # fmt: skip
def test_what_ships_is_told_nothing(rule: ModuleType, language: str, edition: Edition) -> None:
    settings = Settings(timezone="America/New_York")
    subject = Subject(stock_words(language, edition), settings, (), ())
    assert [str(problem) for problem in rule.check(subject)] == []


# SAFE003


@pytest.mark.parametrize(
    ("said", "amount"),
    [
        ("You will get 0.5 mg of ketamine.", "0.5 mg"),
        ("We give 0.5 mg/kg over 40 minutes.", "0.5 mg"),
        ("The bag holds 100 ml.", "100 ml"),
        ("It holds 100ML of salt water.", "100ML"),
        ("Take 20 mcg by mouth.", "20 mcg"),
        ("Take 20 µg by mouth.", "20 µg"),
        ("It is dosed in mg per kg.", "mg per kg"),
        ("It is half a milligram.", "half a milligram"),
        ("It is two milligrams.", "two milligrams"),
        ("Take 1,000 milligrams of it.", "1,000 milligrams"),
        ("Use 10 units of insulin.", "10 units"),
        ("Take two tablets at night.", "two tablets"),
        ("Take 1/2 tablet.", "1/2 tablet"),
        ("Take one or two pills.", "one or two pills"),
        ("Take 2 more puffs.", "2 more puffs"),
        ("Put 3 drops in each eye.", "3 drops"),
        ("A 5-mg pill is enough.", "5-mg"),
        ("Take 1 g of acetaminophen.", "1 g"),
        ("Take 2 grams a day.", "2 grams"),
        ("Rub on the 5% lidocaine cream.", "5% lidocaine cream"),
        ("Use a 4 percent patch.", "4 percent patch"),
    ],
)
def test_an_amount_of_a_medicine_is_found(said: str, amount: str) -> None:
    (problem,) = _say(safe003_no_dose, said)
    assert problem.rule == "SAFE003"
    assert problem.severity is Severity.ERROR
    assert problem.place.line == 2
    assert problem.message == f"This names an amount of a medicine: {amount!r}."


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("es", "Tome 5 mg."),
        ("es", "Es medio miligramo."),
        ("es", "Tome dos pastillas."),
        ("es", "Use 10 unidades de insulina."),
        ("es", "Una crema: la solución al 5% crema."),
        ("es", "Ponga 3 gotas en cada ojo."),
        ("zh", "每次服用5毫克。"),
        ("zh", "半毫克就够了。"),
        ("zh", "每天吃2片。"),
        ("zh", "注射10单位胰岛素。"),
        ("ar", "خذ 5 ملغ."),
        ("ar", "خذ ٥ مليغرام كل يوم."),
        ("ar", "نصف ميليغرام يكفي."),
        ("ar", "خذ 2 حبة."),
        ("vi", "Uống 5 mg mỗi ngày."),
        ("vi", "Uống hai viên."),
        ("vi", "Tiêm 10 đơn vị."),
        ("vi", "Dùng 5 miligam."),
        ("fr", "Prenez 5 mg."),
    ],
)
def test_an_amount_is_found_in_every_language(language: str, said: str) -> None:
    content_of = "en" if language == "fr" else language
    (problem,) = _say(safe003_no_dose, said, content_of)
    assert problem.rule == "SAFE003"


@pytest.mark.parametrize(
    "said",
    [
        "An infusion can take 40 minutes or many hours.",
        "About 1 in 5 people live with it.",
        "It covered 67 trials and up to 12 weeks.",
        "Is one of my pills an NSAID?",
        "Count pills, patches and creams.",
        "Call 1-800-FDA-1088.",
        "20 percent of people feel better.",
        "Eat 30 grams of protein a day.",
        "Your blood pressure may be 160 mmHg.",
        "Walk one mile.",
        "Keep half an hour free.",
        "Ask about both pills and patches.",
        "Room 5 GH is on this floor.",
        "Plan 8 hours of sleep.",
    ],
)
def test_other_numbers_are_no_amounts(said: str) -> None:
    assert _say(safe003_no_dose, said) == []


# SAFE004


@pytest.mark.parametrize(
    "said",
    [
        "Stop taking your blood thinner three days before.",
        "Stop your blood thinner 5 days before.",
        "Do not take your morning pills.",
        "**Do not** take your morning pills.",
        "Skip your insulin that day.",
        "Hold your metformin the night before.",
        "You should stop aspirin a week before.",
        "You must hold your blood pressure pills.",
        "You may stop your opioids after the infusion.",
        "Please stop all herbs and vitamins.",
        "Take half of your usual insulin.",
        "Take half your dose.",
        "If you take insulin, skip it that morning.",
        "Do you take a blood thinner? Stop it 5 days before.",
        "Take your blood pressure pills as usual.",
        "Take your morning medicines with a sip of water.",
        "Keep taking your antidepressant.",
        "Continue all your medicines.",
        "No aspirin for 3 days before.",
        "No insulin on the morning of your visit.",
        "Blood thinners must be stopped before you come.",
        "Your dose should be halved.",
        "Double your dose if it does not help.",
        "We want you to stop your blood thinner.",
        "Plan to hold your insulin that morning.",
        "Your blood thinner needs to be stopped.",
        "Insulin: skip the morning dose.",
        "Cut your pills in half.",
        "Start your new medicine the night before.",
        "Start taking a vitamin each day.",
        "Change your dose when you feel better.",
        "Reduce your opioids by half.",
        "Avoid ibuprofen for a week.",
        "Eat a light meal and skip your diabetes pills.",
        "Before you come, stop your blood thinners.",
        "For 24 hours before: do not take opioids.",
        "Do not use your inhaler that morning.",
        "Never take sleeping pills the night before.",
        "Do not eat, and hold your insulin.",
        "Call us first, then stop your medicine.",
        "Wean off your benzodiazepine.",
        "Come off your antidepressants.",
        "You can take an extra dose of your pain medicine.",
        "On the day of your infusion, do not take your patch.",
        "Do not take any medicine unless we tell you to.",
        "Lower your dose slowly.",
        "Stop or change your medicine when you like.",
        "Stop all medicines that thin your blood.",
        "You will need to stop your [[ketamine|blood thinner]].",
        "You need to pause your Ozempic for a week.",
        "You should not take your insulin that day.",
        "You cannot take your blood thinner that week.",
        "Patients on insulin should skip their morning dose.",
        "Make sure to stop your vitamins.",
        "It is best to skip your pills.",
        "Do not forget to take your pills as usual.",
        "We will call you, so stop your medicine then.",
    ],
)
def test_an_order_about_a_medicine_is_found(said: str) -> None:
    (problem,) = _say(safe004_no_instruction, said)
    assert (problem.rule, problem.severity) == ("SAFE004", Severity.ERROR)
    assert problem.place.line == 2


@pytest.mark.parametrize(
    "said",
    [
        "Do not stop or change any medicine on your own.",
        "Do not stop, skip or change your medicines without asking us.",
        "Never stop an opioid or change the dose on your own.",
        "Ask us before you stop or change a medicine.",
        "Ask your team before you change your dose.",
        "Ask us which medicines to take that morning.",
        "Ask us if you should stop your blood thinner.",
        "Should I stop my blood thinner?",
        "Skip my pills that morning?",
        "Hold the patch in place with tape.",
        "Set an alarm so that you do not miss a dose.",
        "You can ask us to stop the infusion at any time.",
        "We start with a low dose and may raise it slowly.",
        "Keep your medicines in a cool, dry place.",
        "No pill can do it all.",
        "Do I take my pills that morning?",
        "Tell us if you stop or start a medicine.",
        "Tell us if you skip or change your pills.",
        "It can be dangerous to stop some medicines all at once.",
        "Your doctor may change your dose.",
        "Your doctor may change your dose or stop a medicine.",
        "We may slow the drip or stop it.",
        "Our team can stop the infusion or give a medicine for nausea.",
        "Do not take any new medicine without asking us.",
        "Do not take other people's pills without asking your doctor.",
        "Start a list of your medicines.",
        "Change one thing. Try it for a week.",
        "Lower doses have helped chronic pain.",
        "Make one list of all pills, patches and creams.",
        "Bring your pill bottles. Hold the rail.",
        "Do not use street drugs.",
        "Stop smoking and tell us your medicines.",
        "Hold still while the medicine flows in.",
        "You can stop at any time. Tell the nurse.",
        "Keep a diary of your pain and your pills.",
        "Write down when you start a new medicine.",
        "We will tell you when you should start your medicine again.",
        "If you have missed a dose, call us.",
        "Take a list of your medicines with you.",
        "Take your pill bottles with you.",
        "For people with health problems, the dose can be changed so that the risk goes down.",
        "A change of dose may help.",
        "Nobody should stop a medicine because of this handout.",
        "Keep your medicines in one bag.",
        "Do not drive or use machines. Some medicines make you sleepy.",
        "Avoid alcohol. It adds to the effect of opioids.",
        "Show us your pills, and ask us what to change.",
        "The drip can be stopped. Your medicines stay the same.",
        "Talk with us first. Do not start or stop medicines by yourself.",
        "If you cannot take a pill, tell us.",
        "Remember to tell us about your pills.",
        "We will call you or stop the medicine.",
    ],
)
def test_words_that_protect_ask_or_tell_of_the_team_are_no_orders(said: str) -> None:
    assert _say(safe004_no_instruction, said) == []


@pytest.mark.parametrize(
    "said",
    [
        "Deje de tomar su anticoagulante tres días antes.",
        "Suspenda la aspirina una semana antes.",
        "No tome sus pastillas de la mañana.",
        "Sáltese la insulina ese día.",
        "Usted debe suspender sus opioides.",
        "Debe dejar de tomar la metformina la noche antes.",
        "Tome la mitad de su dosis.",
        "Siga tomando sus medicinas.",
        "Tome sus pastillas con un sorbo de agua.",
        "Tome sus medicinas como siempre.",
        "Cambie la dosis si no le ayuda.",
        "Si toma insulina, no se la ponga esa mañana.",
        "Reduzca la dosis a la mitad.",
        "Evite el ibuprofeno por una semana.",
        "Empiece a tomar vitaminas.",
        "Los anticoagulantes deben suspenderse antes.",
        "Nada de insulina esa mañana.",
        "Por favor deje todas las hierbas y vitaminas.",
        "No use sus parches ese día.",
        "Tiene que parar sus medicamentos.",
        "No debe tomar sus pastillas ese día.",
        "Es mejor dejar las vitaminas.",
        "Asegúrese de suspender la aspirina.",
    ],
)
def test_an_order_in_spanish_is_found(said: str) -> None:
    (problem,) = _say(safe004_no_instruction, said, "es")
    assert problem.rule == "SAFE004"


@pytest.mark.parametrize(
    "said",
    [
        "No deje ni cambie ninguna medicina por su cuenta.",
        "Nunca deje una medicina sin hablar con nosotros.",
        "Pregúntenos antes de dejar o cambiar una medicina.",
        "¿Debo dejar de tomar mi anticoagulante?",
        "Su médico puede cambiar la dosis.",
        "Podemos hacer más lenta la infusión o pararla.",
        "No tome ninguna medicina nueva sin preguntarnos.",
        "Díganos si deja o cambia una medicina.",
        "Puede ser peligroso dejar algunas medicinas de golpe.",
        "Haga una lista de sus medicinas.",
        "Traiga sus pastillas. Evite el alcohol.",
        "Deje su lista de medicinas en casa.",
        "Pregúntenos qué medicinas debe tomar.",
        "Si cambia su medicina, llámenos.",
    ],
)
def test_words_that_protect_in_spanish_are_no_orders(said: str) -> None:
    assert _say(safe004_no_instruction, said, "es") == []


def test_the_words_of_an_order_are_quoted() -> None:
    (problem,) = _say(safe004_no_instruction, "Eat little. On that day, **skip** your insulin.")
    assert problem.message.endswith("'skip your insulin'.")


# SAFE005


@pytest.mark.parametrize(
    "said",
    [
        "Ketamine is safe.",
        "Ketamine is very safe.",
        "It is safe and works well.",
        "This is a safe treatment.",
        "It is safe for you.",
        "We safely treat pain.",
        "It is the safest choice.",
        "This can cure your pain.",
        "It **cures** chronic pain.",
        "Many people were cured.",
        "We guarantee relief.",
        "Relief is guaranteed.",
        "We promise that you will feel better.",
        "It is a miracle.",
        "People call it miraculous.",
        "It is harmless.",
        "It is risk-free.",
        "There is no risk.",
        "There are no side effects.",
        "It comes without side effects.",
        "It has no bad effects at a low dose.",
        "It works 100 percent.",
        "It is 100% effective.",
        "It works for everyone.",
        "It always works.",
        "It will take away your pain.",
        "You will be pain-free.",
        "You get permanent relief.",
        "There is nothing to worry about.",
        "You qualify for ketamine.",
        "You are a good candidate.",
    ],
)
def test_a_promise_is_an_error(said: str) -> None:
    (problem,) = _say(safe005_no_promise, said)
    assert (problem.rule, problem.severity, problem.place.line) == ("SAFE005", Severity.ERROR, 2)


@pytest.mark.parametrize(
    "said",
    [
        "It is proven to help.",
        "It is clinically proven.",
        "It has been shown to be a safer drug.",
        "Safety comes first with ketamine.",
    ],
)
def test_words_that_sound_like_a_promise_are_a_warning(said: str) -> None:
    (problem,) = _say(safe005_no_promise, said)
    assert (problem.rule, problem.severity) == ("SAFE005", Severity.WARNING)


@pytest.mark.parametrize(
    "said",
    [
        "Is it safe for me?",
        "Is ketamine safe, and can it cure me?",
        "It is not a cure.",
        "There is no cure for chronic pain yet.",
        "It does not cure pain.",
        "It cannot be guaranteed.",
        "No one can promise it to you.",
        "Nobody can guarantee relief.",
        "It is never without risk.",
        "It does not work for everyone.",
        "Put your bag in a safe place.",
        "Lock them up so that children are safe.",
        "Make your home safe: move rugs and cords.",
        "Safety rails in the bath can help.",
        "Some people hope for a cure.",
        "You need a safe ride home.",
        "This helps you get home safely.",
        "We keep you safe.",
        "Stay safe at home.",
        "You leave when your team says that it is safe.",
        "Wait until it is safe for you to stand.",
        "A therapist shows you safe ways to move.",
        "Secure the patch. Wash it with care.",
        "Eat fewer cured meats.",
        "It is not always safe.",
        "Some side effects can be treated.",
        "No one should go home alone.",
        "The proof was weak.",
    ],
)
def test_questions_denials_and_everyday_uses_are_no_promises(said: str) -> None:
    assert _say(safe005_no_promise, said) == []


@pytest.mark.parametrize(
    "said",
    [
        "La ketamina es segura.",
        "Es un tratamiento seguro.",
        "Es segura y eficaz.",
        "Cura el dolor.",
        "La ketamina puede curar su dolor.",
        "Le garantizamos alivio.",
        "Le prometemos alivio.",
        "Es un milagro.",
        "Es inofensiva.",
        "No duele y va sin riesgo.",
        "Va sin efectos secundarios.",
        "Funciona al 100 por ciento.",
        "Siempre funciona.",
        "Eliminará su dolor.",
        "Usted califica para la ketamina.",
    ],
)
def test_a_promise_in_spanish_is_an_error(said: str) -> None:
    (problem,) = _say(safe005_no_promise, said, "es")
    assert problem.severity is Severity.ERROR


@pytest.mark.parametrize(
    "said",
    [
        "¿Es segura para mí?",
        "No es una cura.",
        "No cura el dolor.",
        "Nadie puede prometérselo a usted.",
        "Nadie puede garantizar el alivio.",
        "Traiga su tarjeta del seguro médico.",
        "No estoy seguro.",
        "Espere hasta que su equipo diga que es seguro.",
        "¿Qué ha probado usted?",
        "Guarde las pastillas en un lugar seguro.",
        "La ketamina no ayuda a todos.",
    ],
)
def test_questions_denials_and_everyday_uses_in_spanish_are_no_promises(said: str) -> None:
    assert _say(safe005_no_promise, said, "es") == []


def test_the_words_of_a_promise_are_quoted() -> None:
    (problem,) = _say(safe005_no_promise, "Some feel better. We Guarantee it.")
    assert problem.message == "This promises more than anyone can: 'Guarantee'."


# SAFE006


@pytest.mark.parametrize(
    ("said", "number", "value"),
    [
        ("Call 555-0100.", "555-0100", "phone"),
        ("Call 555-0199 at night.", "555-0199", "after_hours_phone"),
        ("Call (212) 555-0134 now.", "212) 555-0134", "phone"),
        ("Call +1 212 555 0134 now.", "+1 212 555 0134", "phone"),
        ("Call 212.555.0134 for help.", "212.555.0134", "phone"),
        ("Call 1-800-555-0150 for help.", "1-800-555-0150", "phone"),
        ("Llame al 55 1234 5678.", "55 1234 5678", "phone"),
        ("Call 911 right away.", "911", "emergency_number"),
        ("Call 988 for thoughts of suicide.", "988", "crisis_line"),
        ("**Call 911.**", "911", "emergency_number"),
    ],
)
def test_a_typed_number_is_found_with_the_value_to_write(
    said: str, number: str, value: str
) -> None:
    (problem,) = _say(safe006_no_typed_number, said)
    assert (problem.rule, problem.severity, problem.place.line) == ("SAFE006", Severity.ERROR, 2)
    assert problem.message == f"The number {number!r} is typed into the words."
    assert problem.hint.startswith(f"Write {{{value}}} in its place")


@pytest.mark.parametrize(
    "said",
    [
        "Dear Maria, welcome.",
        "Mrs. Example comes at nine.",
        "Her DOB is known.",
        "MRN 12345 is on the label.",
        "Bring record number 778899.",
    ],
)
def test_what_belongs_to_one_patient_is_found(said: str) -> None:
    (problem,) = _say(safe006_no_typed_number, said)
    assert (problem.rule, problem.severity) == ("SAFE006", Severity.ERROR)


@pytest.mark.parametrize(
    "said",
    [
        "Your visit is on December 1, 2026.",
        "Your visit is on 12/01/2026.",
        "Your visit is on 2026-12-01.",
        "Su cita es el 1 de diciembre de 2026.",
        "Ask for Dr. Example.",
    ],
)
def test_a_day_and_a_doctor_are_warnings(said: str) -> None:
    (problem,) = _say(safe006_no_typed_number, said)
    assert (problem.rule, problem.severity) == ("SAFE006", Severity.WARNING)


@pytest.mark.parametrize(
    "said",
    [
        "Call {phone} or {emergency_number}.",
        "Call MedWatch at 1-800-FDA-1088.",
        "Call 1-800-332-1088.",
        "Call poison control at 1-800-222-1222.",
        "Numbers are from 2019-2022.",
        "About 1,000,000 people live with it.",
        "Alrededor de 1.000.000 de personas.",
        "In 2025, a review looked at 67 trials.",
        "Circle one: 0 1 2 3 4 5 6 7 8 9 10",
        "Rest for 24 hours. Wait 15-60 minutes.",
        "It beat 116 million and 1911 others.",
        "Ask your doctor or the nurse.",
    ],
)
def test_values_national_lines_and_other_numbers_are_told_nothing(said: str) -> None:
    assert _say(safe006_no_typed_number, said) == []


def test_an_emergency_number_of_another_country_is_found(tmp_path: Path) -> None:
    clinic = clinic_file("content/clinic.yaml")
    (words,) = clinic.values()
    files = {
        "content/clinic.yaml": words.replace('"911"', '"112"'),
        NEW: "text:\n  - Call 112 at once.\n",
    }
    subject = Subject(words_with(tmp_path, files), Settings(timezone="Europe/Paris"), (), ())
    (problem,) = safe006_no_typed_number.check(subject)
    assert problem.place.file.endswith("brand-new.yaml")
    assert "{emergency_number}" in problem.hint


# SEED002


SEEDED = {
    "S-24": "how-ketamine-works", "S-30": "results", "S-41": "effects-depend-on-dose",
    "S-42": "effects-lower-dose", "S-43": "effects-lower-dose", "S-44": "effects-lower-dose",
    "S-45": "effects-lower-dose", "S-46": "effects-higher-dose", "S-47": "effects-higher-dose",
    "S-48": "effects-higher-dose", "S-49": "effects-higher-dose", "S-52": "why-we-ask",
    "S-53": "why-we-ask", "S-54": "why-we-ask", "S-55": "why-we-ask", "S-56": "why-we-ask",
    "S-57": "why-we-ask", "S-58": "why-we-ask",
}  # fmt: skip
"""A text that carries each statement whose words are looked for."""


def test_each_statement_that_is_looked_for_is_planted_here() -> None:
    assert set(SEEDED) == set(seed002_said.SAID)


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("statement", SEEDED)
def test_a_claim_without_its_words_is_told_at_the_claim(
    tmp_path: Path, statement: str, language: str
) -> None:
    file = f"content/{language}/statements/{SEEDED[statement]}.yaml"
    said = {"en": "Ask us.", "es": "Pregunte."}[language]
    words = f"text:\n  - {said}\nseed:\n  - S-01\n  - {statement}\n"
    content = words_with(tmp_path, {file: words}, language)
    subject = Subject(content, Settings(timezone="America/New_York"), (), ())
    (problem,) = seed002_said.check(subject)
    assert (problem.rule, problem.severity) == ("SEED002", Severity.ERROR)
    assert (problem.place.file, problem.place.line) == (str(tmp_path / file), 5)
    assert problem.message.startswith(f"This lists {statement} ")
