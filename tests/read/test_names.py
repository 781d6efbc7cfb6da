"""Names of people from anywhere print as typed; what could mislead on paper is refused."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.read.names import (
    NAME_LIMIT,
    Refused,
    looks_like_placeholder,
    person,
    short_text,
)

INVENTED = [
    "Maria Example", "Olivia Placeholder-O'Neil", "Sean O’Beispiel", "D'Angelo Muster",
    "Anne-Marie Specimen", "Example, Maria", "Dr. Ada Sample", "J. R. R. Sampleton", "Bo Li", "Q",
    "Jean-Luc de la Muestra", "Ludwig van der Probe", "Vincent van 't Voorbeeld",
    "Mary Ann St. Test",
    "José Ejemplo Modelo", "María-José Muñoz Ejemplo", "Íñigo Ibáñez Modélez",
    "Zoë Beispiel-Muster",
    "Jürgen Müsterßen", "Groß-Beispiel, Käthe", "François Exemplé", "Chloë d'Échantillon",
    "Łukasz Przykładowy", "Małgorzata Żółć-Próbna", "Świętosława Źdźbło", "Zdeněk Příkladný",
    "Řehoř Ďábelský", "Ľubomír Vzorový", "Győző Példaűr", "Ștefan Exemplu-Țăran", "Đorđe Primerić",
    "Ivana Žužić Ščepan", "Søren Eksempelgård", "Åse Bjørnprøve", "Þóra Dæmisdóttir", "Ásgeir Ðæmi",
    "Jānis Paraugs-Ķīsis", "Žydrė Pavyzdytė", "Õie Näidis", "Äijä Esimerkki",
    "Nguyễn Thị Mẫu", "Trần Văn Ví-Dụ", "Đặng Thuỳ Ửng Ữ", "Phạm Quỳnh Lệ Ẵm",
    "İpek Örnekoğlu", "Işıl Çağlayan Ğ", "Şükrü Öğüt", "Əli Nümunəzadə",
    "Αλέξανδρος Παράδειγμα", "Άννα Δείγμα-Ώρα", "Иван Примеров", "Алёна Образцова",
    "Ґанна Їжакевич",
    "Ђорђе Примерић", "Ани Օրինակյան", "Անի Օրինակյան", "ნინო მაგალითიძე",
    "王小樣", "山田 例子", "김예시", "たなか れい", "ジョン・サンプル", "李例, Bo",
    "מרים דוגמה", "يوسف مثال", "مریم نمونه", "राम उदाहरण", "নমুনা রায়", "குமார் மாதிரி", "สมชาย ตัวอย่าง",
    "Kealiʻi Hoʻohālike", "Nāʻālehu Laʻana", "Ngũgĩ wa Mfano", "Ọlá Àpẹẹrẹ", "ǃXóõ Sampel",
    "N!ai Sample",
    "Chidiébéré Ihe-atụ", "Wałęsa-Ó Súilleabháin Sampla", "Siôn ap Enghraifft",
    "Muhammad bin Contoh",
    "Null", "null", "May", "Rose", "Will", "Mark", "Grace", "June", "Test", "True", "No", "None",
    "Nan",
    "An", "O", "Ng", "X", "Robert Sample (Bob)", 'Robert "Bob" Sample', "Maria Example 2nd",
    "Henry Sample III", "John Sample, Jr.", "Sam/Samantha Sample", "Mary & Bob Sample",
    "Name: Sample", "Ola Nordmann-Prøve; Kari", "R2 D2 Example", "Sample_Under Score",
]  # fmt: skip


@pytest.mark.parametrize("name", INVENTED)
def test_a_name_prints_as_typed(name: str) -> None:
    assert unicodedata.is_normalized("NFC", name)
    assert person(name) == name


def test_the_list_of_invented_names_is_long_and_has_no_name_twice() -> None:
    assert len(set(INVENTED)) == len(INVENTED) > 90


def test_a_very_long_name_is_accepted_up_to_the_limit_and_no_further() -> None:
    longest = "Example-" * 7 + "Ann" + " " + "Sampleton-" * 5 + "Eve" + " Tre"
    longest += "s" * (119 - len(longest))
    assert len(longest) == 119
    assert person(longest) == longest
    assert person(longest + "e") == longest + "e"
    with pytest.raises(Refused, match=f"longer than {NAME_LIMIT} letters"):
        person(longest + "el")


def test_a_name_of_121_letters_is_refused() -> None:
    with pytest.raises(Refused, match="longer than 120 letters"):
        person(" ".join(["Examplee"] * 13) + " Exa" + "x")


def test_the_limit_counts_letters_as_they_print() -> None:
    decomposed = unicodedata.normalize("NFD", " ".join(["éééééééé"] * 13) + " ab")
    assert len(decomposed) > NAME_LIMIT
    assert len(person(decomposed)) == 119


def test_one_word_without_end_is_refused() -> None:
    assert person("A" + "a" * 59)
    with pytest.raises(Refused, match="word of more than 60 letters"):
        person("A" + "a" * 60)


MARKUP = [
    "<b>Maria</b>", "Maria <script>alert(1)</script>", "Maria &lt; <", "<!-- Maria -->", "Maria>",
    "{{ 7*7 }}", "{% raw %}Maria", "{Maria}", "{# Maria #}", "${HOME} Maria", "`ls` Maria",
    "$(ls) M",
    "Maria\\Example", "Maria | Example", "Maria ^ Example", "~Maria", "Maria@example.org", "#Maria",
    "100% Maria", "*Maria*", "=Maria", "+Maria", "[[Maria]]", "=1+1 Maria",
]  # fmt: skip


@pytest.mark.parametrize("name", MARKUP)
def test_markup_and_templates_are_refused_as_names(name: str) -> None:
    with pytest.raises(Refused, match="which no name has"):
        person(name)


FORMAT = [
    *"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c",
    *"\u200b\u200c\u200d\u2060\ufeff\u00ad\u180e\u2061\ufff9",
]
CONTROLS = [*"\x00\x01\x07\x08\t\n\x0b\x0c\r\x1b\x1c\x1f\x7f\x80\x85\x9f\u2028\u2029"]
OTHER = [*"\ue000\U000f0000\U0010ffff\ufffe\u0378", "\ud800", "\udfff"]
SPACES = [*"\u1680\u2000\u2003\u2007\u2009\u200a\u205f\u3000"]
PICTURES = [*"😀👨❤☂★©®™♥✓🇺🎉🏥⚕\ufffd"]


@pytest.mark.parametrize(
    "letter", [*FORMAT, *CONTROLS, *OTHER, *SPACES], ids=lambda letter: f"U+{ord(letter):04X}"
)
@pytest.mark.parametrize("form", ["Ma{}ria", "Maria {} Example", "{}Maria", "Maria{}"])
def test_what_takes_no_ink_is_refused_in_a_name(letter: str, form: str) -> None:
    told = unicodedata.normalize("NFC", letter)
    with pytest.raises(Refused, match=rf"invisible character \(U\+{ord(told):04X}\)"):
        person(form.format(letter))


_INK_FREE = [
    *"\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\ufe00\ufe0e\ufe0f\uffa0",
    "\U000e0100", "\U000e01ef",
]  # fmt: skip


@pytest.mark.parametrize("letter", _INK_FREE, ids=lambda letter: f"U+{ord(letter):04X}")
def test_letters_and_marks_that_unicode_says_nobody_sees_are_refused_too(letter: str) -> None:
    for form in ("Ma{}ria", "Maria {}", "{}"):
        with pytest.raises(Refused):
            person(form.format(letter))


@pytest.mark.parametrize("letter", PICTURES, ids=lambda letter: f"U+{ord(letter):04X}")
def test_pictures_are_refused_in_a_name(letter: str) -> None:
    with pytest.raises(Refused, match=rf"picture or symbol \(U\+{ord(letter):04X}\)"):
        person(f"Maria {letter}")


@pytest.mark.parametrize("picture", ["👩‍⚕️", "👍🏽", "❤️", "🇩🇪", "1️⃣", "#️⃣"])
def test_pictures_of_several_letters_are_refused_in_a_name(picture: str) -> None:
    with pytest.raises(Refused):
        person(f"Maria {picture}")


@pytest.mark.parametrize(
    "name", ["Z\u0351\u036b\u0343algo", "Mar\u0335\u0336\u0337ia", "e\u20dd\u20de\u20df"]
)
def test_piles_of_marks_are_refused(name: str) -> None:
    with pytest.raises(Refused, match="pile of marks"):
        person(name)


def test_two_marks_on_a_letter_are_an_orthography() -> None:
    assert person("O\u0323\u0301la") == unicodedata.normalize("NFC", "O\u0323\u0301la")


@pytest.mark.parametrize(
    "name", ["", " ", "\u00a0", "12345", "-", "...", "0", "'", "½", "12:30", "́"]
)
def test_what_has_no_letter_is_no_name(name: str) -> None:
    with pytest.raises(Refused, match="no letter"):
        person(name)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Zoe\u0308 Example", "Zo\u00eb Example"),
        ("Nguye\u0302\u0303n Thi\u0323 Ma\u0302\u0303u", "Nguyễn Thị Mẫu"),
        ("  Maria   Example ", "Maria Example"),
        ("Maria\u00a0Example", "Maria Example"),
        ("Maria\u202fExample", "Maria Example"),
        ("\u212bse Example", "\u00c5se Example"),
    ],
)
def test_only_composition_and_spaces_are_changed(typed: str, printed: str) -> None:
    assert person(typed) == printed


@pytest.mark.parametrize("word", ["null", "Null", "NONE", "test", "Unknown", "xxx", "NaN"])
def test_words_that_stand_for_a_missing_name_are_pointed_out_and_accepted(word: str) -> None:
    assert looks_like_placeholder(person(word))


@pytest.mark.parametrize("name", ["May", "Rose", "Nully Example", "Tester", "Maria Null"])
def test_names_that_are_words_are_not_pointed_out(name: str) -> None:
    assert not looks_like_placeholder(name)


def test_a_short_text_may_hold_signs_that_no_name_has() -> None:
    assert short_text("Room #5 @ 50% + <2 kg> {a}") == "Room #5 @ 50% + <2 kg> {a}"


def test_a_short_text_stops_at_its_own_limit() -> None:
    words = " ".join(["word"] * 60)
    assert short_text(words, limit=299) == words
    with pytest.raises(Refused, match="longer than 298 letters"):
        short_text(words, limit=298)


def test_a_path_in_a_name_stays_mere_letters() -> None:
    assert person("../../etc/passwd") == "../../etc/passwd"


_ANY = st.text(max_size=130)
_NAMELIKE = st.text(
    st.one_of(
        st.sampled_from(" '-.,()éßłếộŻ\u0301\u0323\u0308\u00a0אبक王김\u200b\u202e<{😀\t"),
        st.characters(categories=["L", "Mn", "Zs", "Pd"]),
    ),
    max_size=40,
)


@settings(max_examples=1500)
@given(st.one_of(_ANY, _NAMELIKE))
def test_an_accepted_name_is_printable_composed_and_says_the_same_letters(text: str) -> None:
    try:
        name = person(text)
    except Refused:
        return
    assert unicodedata.is_normalized("NFC", name)
    assert name.isprintable()
    assert any(letter.isalpha() for letter in name)
    assert 0 < len(name) <= NAME_LIMIT
    assert not set(name) & set("<>{}\\`$|")
    assert person(name) == name
    assert "".join(name.split()) == "".join(unicodedata.normalize("NFC", text).split())


@settings(max_examples=500)
@given(
    st.text(st.characters(categories=["Lu", "Ll"], max_codepoint=0x24F), min_size=1, max_size=60)
)
def test_any_word_of_latin_letters_is_accepted_as_typed(text: str) -> None:
    assert person(text) == unicodedata.normalize("NFC", text)


@settings(max_examples=800)
@given(st.text(min_size=5, max_size=200))
def test_no_refusal_repeats_the_text(text: str) -> None:
    marked = f"Canary{text}yranaC"
    for reading in (person, short_text):
        try:
            reading(marked)
        except Refused as refused:
            said = str(refused)
        else:
            said = ""
        assert "canary" not in said.casefold()
        assert len(said) < 80
