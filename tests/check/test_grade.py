"""The grade: known words, hand-counted sentences, and the words that no handout can do without."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.check.grade import SHORT, Count, count, plain, syllables, total


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("a", 1), ("I", 1), ("pain", 1), ("made", 1), ("while", 1), ("you", 1), ("through", 1),
        ("asked", 1), ("called", 1), ("makes", 1), ("sleep", 1), ("eyes", 1), ("stays", 1),
        ("table", 2), ("needed", 2), ("started", 2), ("nurses", 2), ("changes", 2), ("doctor", 2),
        ("water", 2), ("being", 2), ("doing", 2), ("people", 2), ("sometimes", 2), ("safely", 2),
        ("diet", 2), ("evening", 2), ("every", 2), ("handout", 2), ("you're", 1), ("Don't", 1),
        ("medical", 3), ("radio", 3), ("area", 3), ("idea", 3), ("nausea", 3), ("energy", 3),
        ("hospitals", 3), ("reaction", 3), ("condition", 3), ("follow-up", 3), ("X-ray", 2),
        ("alcohol", 3), ("memory", 3), ("family", 3), ("anxiety", 4), ("usually", 4),
        ("interpreter", 4), ("FDA", 3), ("IV", 2), ("MRI", 3),
    ],
)  # fmt: skip
def test_a_known_word_has_its_syllables(word: str, number: int) -> None:
    assert syllables(word) == number


@pytest.mark.parametrize("word", sorted(SHORT))
def test_a_necessary_word_counts_as_two(word: str) -> None:
    assert syllables(word) == 2
    assert syllables(word.upper()) == 2


def test_a_necessary_word_inside_another_counts_as_it_is_said() -> None:
    assert syllables("ketamine-infusion") == 4
    assert syllables("hospitality") > 2


def test_a_hand_counted_text_has_the_grade_of_the_formula() -> None:
    # 2 sentences; 3 + 6 words; the-cat-sat 3, do-not-drive-to-day-my-friend 7 syllables
    text = "The cat sat. Do not drive today, my friend."
    counted = count(text)
    assert counted == Count(sentences=2, words=9, syllables=10)
    assert counted.grade == pytest.approx(max(0.0, 0.39 * 9 / 2 + 11.8 * 10 / 9 - 15.59))


def test_a_hard_text_has_a_high_grade() -> None:
    # 1 sentence, 6 words; pa-tients re-port-ing com-pli-ca-tions re-quire me-di-cal at-ten-tion
    counted = count("Patients reporting complications require medical attention.")
    assert counted == Count(sentences=1, words=6, syllables=2 + 3 + 4 + 2 + 3 + 3)
    assert counted.grade == pytest.approx(0.39 * 6 + 11.8 * 17 / 6 - 15.59)
    assert counted.grade > 15


def test_a_number_is_one_short_word() -> None:
    assert count("Call 312-867-5309 now.") == Count(sentences=1, words=3, syllables=3)
    assert count("Wait 24 hours.").words == 3


def test_a_point_without_a_full_stop_is_a_sentence_too() -> None:
    assert count("Do not drive").sentences == 1
    assert total(["Do not drive", "Do not drink"]) == Count(2, 6, 6)


def test_a_line_of_signs_is_no_sentence() -> None:
    assert count("... 12 !!") == Count()
    assert Count().grade == 0.0


def test_markup_is_not_read_out() -> None:
    text = "**Call {phone}** about [[side-effect|side effects]]."
    assert plain(text) == "Call 911 about side effects."


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz'-", min_size=1))
def test_every_word_has_a_syllable(word: str) -> None:
    assert syllables(word) >= 1 or not word.strip("-")


@given(st.lists(st.sampled_from(["Call us now.", "Rest at home today", "Do not drive."])))
def test_texts_add_up_however_they_are_grouped(texts: list[str]) -> None:
    assert total(texts) == sum((count(text) for text in texts), Count())
    assert total(texts).words == sum(len(text.split()) for text in texts)
