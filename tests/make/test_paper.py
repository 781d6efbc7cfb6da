"""The finished PDFs: identifiers on each page, drafts, sizes, and every word that must be there."""

import re

import pytest

from handouts.model.visit import DoseBand, Patient, VisitType
from tests.making import Making
from tests.pdf import A4, LETTER, Sheets
from tests.visits import MARIA, full_visit, visit

KETAMINE = "ketamine-infusion"
VISIT_TYPES = (None, *VisitType)
GENERAL = (
    "eating-well", "exercise", "injections", "medicines", "pain-psychology", "physical-therapy",
    "sleep", "surgery",
)  # fmt: skip
DRAFT = "DRAFT: a clinician has not signed these words yet. Not for patients."


@pytest.fixture(scope="session")
def follow_up(clinic: Making) -> Sheets:
    """A complete clinic's draft of several A4 pages."""
    return clinic.sheets(full_visit(KETAMINE, visit_type=VisitType.FOLLOW_UP))


@pytest.fixture(scope="session")
def first(stock: Making) -> Sheets:
    """The longest handout, from stock, on letter paper."""
    return stock.sheets(full_visit(KETAMINE))


@pytest.fixture(scope="session")
def signed(clinic: Making) -> Sheets:
    """A sheet whose every word is signed."""
    return clinic.sheets(full_visit("sleep"), signed=clinic.seals)


# The head and the foot of each page


def test_every_page_tells_whose_it_is_and_which_one_it_is(follow_up: Sheets) -> None:
    pages = len(follow_up.pages)
    assert pages > 2
    for number, text in enumerate(follow_up.pages, 1):
        assert "Maria Example" in text
        assert "Born March 4, 1958" in text
        assert "Record 000101" in text
        assert f"Page {number} of {pages}" in text


def test_every_page_carries_the_version_and_the_check_code(
    clinic: Making, follow_up: Sheets
) -> None:
    handout = clinic.handout(full_visit(KETAMINE, visit_type=VisitType.FOLLOW_UP))
    for text in follow_up.pages:
        assert f"Version {handout.form.version}" in text
        assert f"Check code {handout.check_code}" in text
        assert "Printed on November 30, 2026" in text
        assert "Questions? Call 312-867-5309" in text


def test_a_patient_without_a_record_number_has_no_empty_label(stock: Making) -> None:
    patient = visit().patient
    nameless = visit(patient=type(patient)(patient.name, patient.born))
    assert not re.search(r"Record", stock.sheets(nameless).text)


def test_every_page_of_a_draft_says_draft_and_that_nobody_reviewed_it(follow_up: Sheets) -> None:
    for text in follow_up.pages:
        assert DRAFT in text
        assert "Not yet reviewed by a clinician" in text


def test_a_listener_hears_of_a_draft_first_since_the_band_on_each_page_is_not_read(
    follow_up: Sheets, signed: Sheets
) -> None:
    """A screen reader begins with the title."""
    assert follow_up.metadata["Title"].startswith("DRAFT")
    assert not signed.metadata["Title"].startswith("DRAFT")


def test_no_page_of_a_signed_handout_says_draft(signed: Sheets) -> None:
    for text in signed.pages:
        assert "DRAFT" not in text
        assert "Not yet reviewed" not in text
        assert "Reviewed by a clinician" in text


# The file


def test_the_language_of_the_file_is_set(follow_up: Sheets) -> None:
    assert follow_up.language == "en"


def test_the_file_is_titled_by_its_treatment_and_knows_no_patient(follow_up: Sheets) -> None:
    assert follow_up.metadata["Title"] == f"{DRAFT} Your ketamine infusions"
    assert follow_up.metadata["Author"] == "Lakeside Test Clinic"
    said = " ".join(follow_up.metadata.values())
    for secret in ("Maria", "Example", "000101", "1958", "Sample", "December", "2026"):
        assert secret not in said


def test_only_our_own_fonts_are_used_and_the_file_brings_them(
    follow_up: Sheets, first: Sheets
) -> None:
    for name, embedded in follow_up.fonts | first.fonts:
        assert re.fullmatch(r"[A-Z]{6}\+Source-Sans-Pro(-\w+)*", name)
        assert embedded


def test_the_paper_is_the_one_that_the_clinic_has(follow_up: Sheets, first: Sheets) -> None:
    assert set(follow_up.sizes) == {A4}
    assert set(first.sizes) == {LETTER}


def test_no_letter_comes_nearer_to_an_edge_than_a_printer_prints(
    follow_up: Sheets, first: Sheets
) -> None:
    assert min(follow_up.margins + first.margins) > 12  # points; printers leave out about 4 mm


@pytest.mark.parametrize("name", ["Maria Example", "Bartholomea-Exemplaria " * 4 + "von der Probe"])
def test_the_first_page_holds_its_safety_texts_whatever_the_name(stock: Making, name: str) -> None:
    someone = full_visit(KETAMINE, patient=Patient(name, MARIA.born, MARIA.record), note="n" * 60)
    page = stock.sheets(someone).pages[0]
    for words in (
        "Example Pain Clinic",
        "555-0100",
        "555-0199",
        "Made for the person named above.",
        "Call 911 right away",
        "Call 911 or 988 right away",
        "This handout gives general facts.",
        "This handout does not list your dose.",
    ):
        assert words in page


@pytest.mark.parametrize("treatment", GENERAL)
def test_a_general_treatment_fits_on_both_sides_of_one_sheet(stock: Making, treatment: str) -> None:
    assert len(stock.sheets(full_visit(treatment)).pages) <= 2


def test_who_comes_back_gets_fewer_pages(stock: Making, first: Sheets) -> None:
    again = stock.sheets(full_visit(KETAMINE, visit_type=VisitType.FOLLOW_UP))
    assert len(again.pages) < len(first.pages)


def test_personal_words_print_where_the_visit_has_them(first: Sheets) -> None:
    for words in (
        "Your visit Tuesday, December 1, 2026",
        "Please arrive at 8:30 am",
        "Done by about 12:30 pm",
        "You will see Dr. Ada Sample",
        "Room 4",
        "A note from your care team Please bring your pain diary.",
        "Wednesday, December 2, 12:30 pm",
        "Thursday, December 3, 2026",
    ):
        assert words in first.text


def test_fasting_times_print_in_full_from_the_clinic_policy(follow_up: Sheets) -> None:
    assert re.search(
        r"Stop eating 6 hours before you arrive Tuesday, December 1, 2:30 am", follow_up.text
    )
    assert re.search(
        r"Stop drinking 2 hours before you arrive Tuesday, December 1, 6:30 am", follow_up.text
    )


def test_no_fasting_time_prints_that_no_clinician_set(first: Sheets) -> None:
    start = first.text.index("Stop eating")
    assert "Your team writes the time here" in first.text[start : start + 80]
    assert "hours before you arrive" not in first.text


# M1 to M14 of the safety policy, read from the paper

EVERYWHERE = (
    # M4
    "This handout gives general facts. It does not replace talking with your care team.",
    "Only your clinician can say",
    # M6
    "Do not stop or change any medicine on your own.",
    "Tell us everything you take.",
    # M11
    "Made for the person named above. If that is not you,",
    "Printed on November 30, 2026",
    # M12
    "large print, another language or an interpreter?",
    "MedWatch at 1-800-FDA-1088",
    # M14
    "Pavan Tankha, DO, in U.S. News",
    "Sources:",
)
KETAMINE_ONLY = (
    # M5
    "This handout does not list your dose. Your team decides on your dose and checks it.",
    # M7
    "only as an anesthetic",
    "It has not approved it for pain.",
    "It could not show a clear benefit for chronic pain.",
    "No one can promise it to you.",
    # M8
    "not everyone does",
    # M9
    "24 hours after you leave",
    "Do not drive.",
    "Do not use machines or power tools.",
    "Do not drink alcohol.",
    "Do not make big decisions.",
    "Have an adult take you home.",
    # M10
    "With a lower dose",
    "With a higher dose",
    "a headache and feeling sick to your stomach",
    "You may see things that are not real",
)
EMERGENCY = (
    "trouble breathing",
    "swelling in your face or throat",
    "hives",
    "chest pain",
    "cannot be woken",
    "jerk or shake",
    "very bad headache",
    "signs of a stroke",
    "thoughts of suicide",
)
SAME_DAY = (
    "very confused",
    "not real",
    "very strong fear",
    "far from your body",
    "pain when you pee",
    "yellow skin or eyes",
    "throwing up",
    "eye pain",
    "redness or swelling where the IV was",
)


def _in_order(text: str, parts: tuple[str, ...]) -> bool:
    """Each part after the one before it."""
    return re.search(".*?".join(map(re.escape, parts)), text) is not None


@pytest.mark.parametrize("visit_type", VISIT_TYPES)
def test_every_ketamine_handout_says_all_that_is_mandatory(
    stock: Making, visit_type: VisitType | None
) -> None:
    text = stock.sheets(full_visit(KETAMINE, visit_type=visit_type)).text
    missing = [words for words in EVERYWHERE + KETAMINE_ONLY if words not in text]
    assert missing == []


@pytest.mark.parametrize("treatment", GENERAL)
def test_every_general_handout_says_all_that_is_mandatory(stock: Making, treatment: str) -> None:
    text = stock.sheets(full_visit(treatment)).text
    assert [words for words in EVERYWHERE if words not in text] == []


@pytest.mark.parametrize("treatment", [KETAMINE, *GENERAL])
def test_the_first_page_says_whom_to_call(stock: Making, treatment: str) -> None:
    page = stock.sheets(full_visit(treatment)).pages[0]
    for words in (
        "Example Pain Clinic",
        "200 Harbor Street, 2nd floor, Exampletown",
        "Phone 555-0100",
        "Nights and weekends 555-0199",
        "Call 911 right away",
        "Do you have thoughts of suicide? Call 911 or 988 right away.",
        "This handout gives general facts.",
        "Made for the person named above.",
    ):
        assert words in page


@pytest.mark.parametrize("visit_type", VISIT_TYPES)
def test_the_last_page_lists_every_warning_sign_in_order(
    stock: Making, visit_type: VisitType | None
) -> None:
    page = stock.sheets(full_visit(KETAMINE, visit_type=visit_type)).pages[-1]
    now, same_day = "Call 911 now if you", "Call us the same day at 555-0100 if you"
    assert _in_order(page, (now, *EMERGENCY, same_day, *SAME_DAY))
    assert "988" in page
    assert "At night and on weekends, call 555-0199." in page


# Every founding statement, read from the paper

SEED: dict[str, tuple[str, ...]] = {
    "S-01": ("Tankha", "U.S. News"),
    "S-02": ("decades", "surgery|anesthesia", "pain"),
    "S-03": ("three months", "healed"),
    "S-04": ("injury", "goes on|not go away"),
    "S-05": ("1 in 5",),
    "S-06": ("heart disease", "cancer", "diabetes"),
    "S-07": ("third", "work"),
    "S-08": ("treatment", "several kinds|mix"),
    "S-09": ("eat|diet",),
    "S-10": ("exercise",),
    "S-11": ("sleep",),
    "S-12": ("physical therapy",),
    "S-13": ("medicine",),
    "S-14": ("injection",),
    "S-15": ("surgery",),
    "S-16": ("pain psychology",),
    "S-17": ("pain psychology", "feelings", "thoughts"),
    "S-18": ("ketamine", "general anesthetic"),
    "S-19": ("anesthetic", "sleep", "surgery"),
    "S-20": ("1970", "approv"),
    "S-21": ("lower dose", "chronic pain"),
    "S-22": ("many", "studies", "reports"),
    "S-23": ("low dose", "depression"),
    "S-24": ("not clear",),
    "S-25": ("complex", "thought"),
    "S-26": ("spinal cord", "brain", "attach"),
    "S-27": ("pain signals", "emotion"),
    "S-28": ("may", "lower pain"),
    "S-29": ("may", "mood"),
    "S-30": ("not everyone|not help everyone|not work for everyone",),
    "S-31": ("differ",),
    "S-32": ("relief", "right away"),
    "S-33": ("days or weeks",),
    "S-34": ("relief", "few days"),
    "S-35": ("months", "longer"),
    "S-36": ("through an iv",),
    "S-37": ("clinic or hospital",),
    "S-38": ("separate days",),
    "S-39": ("one to four weeks",),
    "S-40": ("40 minutes", "hours"),
    "S-41": ("side effects", "depend", "dose"),
    "S-42": ("low dose", "rare"),
    "S-43": ("low dose", "treat"),
    "S-44": ("headache",),
    "S-45": ("nausea|sick to your stomach",),
    "S-46": ("higher dose", "not real|hallucination"),
    "S-47": ("anxi",),
    "S-48": ("blood pressure", "rise|go up|goes up"),
    "S-49": ("treat", "during"),
    "S-50": ("before", "doctor"),
    "S-51": ("candidate|right for you",),
    "S-52": ("we ask", "heart"),
    "S-53": ("we ask", "lung"),
    "S-54": ("we ask", "brain"),
    "S-55": ("we ask", "liver"),
    "S-56": ("we ask", "kidney", "bladder"),
    "S-57": ("serious", "higher dose"),
    "S-58": ("change", "dose", "risk", "lower"),
    "S-59": ("some relief",),
    "S-60": ("one more option",),
    "S-61": ("555-0100", "200 harbor street"),
}
"""Words of CONTENT.md, section B, by statement; | stands between words of which one is enough."""

NEAR = 700
"""How near the words of one statement stand; a page's head and foot may come between them."""


def _says(text: str, terms: tuple[str, ...]) -> bool:
    """Whether all terms stand together somewhere."""
    found = (match.start() for match in re.finditer(terms[0], text, re.IGNORECASE))
    around = (text[max(0, start - NEAR) : start + NEAR] for start in found)
    return any(all(re.search(term, part, re.IGNORECASE) for term in terms) for part in around)


def test_every_founding_statement_has_its_terms() -> None:
    assert list(SEED) == [f"S-{number:02d}" for number in range(1, 62)]


def test_terms_that_stand_far_apart_are_no_statement() -> None:
    assert _says("relief may come " + "x" * 100 + " in a few days", ("relief", "few days"))
    assert not _says("relief may come " + "x" * 900 + " in a few days", ("relief", "few days"))


@pytest.mark.parametrize("visit_type", VISIT_TYPES)
@pytest.mark.parametrize("dose_band", [None, *DoseBand])
def test_every_founding_statement_is_on_the_paper_of_every_visit(
    stock: Making, visit_type: VisitType | None, dose_band: DoseBand | None
) -> None:
    someone = full_visit(KETAMINE, visit_type=visit_type, dose_band=dose_band)
    text = stock.sheets(someone).text
    assert [statement for statement, terms in SEED.items() if not _says(text, terms)] == []
